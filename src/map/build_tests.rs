//! What the scene promises of any results.

use super::*;
use crate::base::{Metres, Persons};
use crate::map::fixture;
use crate::map::legend::worst_districts;
use crate::map::scene::{FacilityState, LabelCandidate, LabelOf, Symbol};
use crate::map::shown::ShownRule;
use crate::map::size::{GAP_RADII, GapScale, symbols};
use crate::model::look::{LayerStyle, VillageColour, VillageStyle};
use crate::model::standard::Verdict;
use crate::model::{FacilityRef, Status, Tier};
use crate::model::{LookChange, MapLook, ShareClasses};
use geo::BoundingRect;
use proptest::prelude::*;

fn scene(dataset: &Dataset, coverage: &Coverage) -> Scene {
    let ground = Ground::new(dataset);
    build(request(dataset, coverage, None, &ground))
}

#[test]
fn gaps_are_drawn_last_and_small_ones_on_top() {
    let (dataset, coverage) = fixture::county();
    let scene = scene(&dataset, &coverage);
    let gaps = scene.gaps();
    assert!(!gaps.is_empty() && scene.raised.ends_with(gaps));
    assert!(gaps.iter().all(|m| m.status == Status::Gap));
    assert!(gaps.windows(2).all(|w| w[0].radius >= w[1].radius));
    assert_eq!(
        scene.covered(u8::MAX).count() + scene.raised.len(),
        dataset.villages.len()
    );
}

#[test]
fn the_legend_counts_what_is_drawn() {
    let (dataset, coverage) = fixture::county();
    let scene = scene(&dataset, &coverage);
    let count = |status| {
        coverage
            .villages
            .iter()
            .filter(|v| v.status == status)
            .count() as u32
    };
    assert_eq!(
        scene.legend.villages,
        [
            count(Status::Covered),
            count(Status::Borderline),
            count(Status::Gap),
            count(Status::Unknown)
        ]
    );
    let classed: u32 = scene.legend.share_classes.iter().map(|c| c.districts).sum();
    assert_eq!(
        classed + scene.legend.districts_without_share,
        scene.districts.len() as u32
    );
    let tiers: Vec<Symbol> = scene.legend.tiers.iter().map(|t| t.symbol).collect();
    assert_eq!(tiers, [Symbol::Square, Symbol::CrossSquare]);
}

#[test]
fn a_share_on_a_break_belongs_to_the_class_above() {
    for (share, class) in [
        (0.0, 0),
        (0.599, 0),
        (0.6, 1),
        (0.8, 2),
        (0.9, 3),
        (0.95, 4),
        (1.0, 4),
    ] {
        assert_eq!(ShareClasses::default().class_of(share), class, "{share}");
    }
}

#[test]
fn gap_marks_grow_with_the_square_root_of_their_people() {
    let (mut dataset, _) = fixture::county();
    for v in &mut dataset.villages {
        v.population = Some(Persons(100.0));
    }
    let scale = GapScale::of(&dataset);
    let ratio = scale.radius(400.0) / scale.radius(100.0);
    assert!((ratio - 2.0).abs() < 1e-5, "{ratio}");
    assert!((scale.radius(1e9) / scale.radius(0.0) - GAP_RADII[1] / GAP_RADII[0]).abs() < 1e-5);
}

#[test]
fn the_legend_of_gap_sizes_is_round_and_told_apart() {
    let (dataset, _) = fixture::county();
    let sizes = GapScale::of(&dataset).legend(3_700.0);
    assert!((2..=3).contains(&sizes.len()), "{sizes:?}");
    assert!(
        sizes
            .windows(2)
            .all(|w| w[0].0 > w[1].0 && w[0].1 > w[1].1 + 0.5)
    );
    assert!(sizes[0].0 <= 3_700.0);
}

#[test]
fn data_without_tiers_look_like_institutions_and_unknown_tiers_differ() {
    assert_eq!(symbols(&[Tier::named("")]), [Symbol::CrossSquare]);
    assert_eq!(symbols(&[Tier::named("Medical")]), [Symbol::CrossSquare]);
    let five = ["clinic", "A", "B", "C", "D"].map(Tier::named);
    let mut found = symbols(&five);
    assert_eq!(found[..3], [Symbol::Square, Symbol::Triangle, Symbol::Star]);
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 5);
}

#[test]
fn a_scene_across_180_hangs_together() {
    let (dataset, coverage) = fixture::across_180();
    let scene = scene(&dataset, &coverage);
    let xs: Vec<f64> = scene.places.in_input_order().map(|(_, at)| at[0]).collect();
    let span =
        xs.iter().fold(f64::MIN, |m, x| m.max(*x)) - xs.iter().fold(f64::MAX, |m, x| m.min(*x));
    assert!(span < 0.01, "{xs:?}");
    for district in &scene.districts {
        for polygon in &*district.shape {
            let middle = polygon.bounding_rect().expect("a box").center().x;
            assert!((middle - scene.anchor).abs() < 0.01);
        }
    }
}

#[test]
fn edits_show_in_the_marks() {
    let (dataset, mut coverage) = fixture::county();
    coverage.facilities[0].closed = true;
    coverage.facilities[1].moved = true;
    coverage.radii[2] = None;
    let mut added = coverage.facilities[1].clone();
    added.reference = FacilityRef::Added(0);
    added.location = LonLat::new(125.0, 34.0);
    coverage.facilities.push(added);
    coverage.radii.push(Some(Metres(5000.0)));
    let scene = scene(&dataset, &coverage);
    let state = |facility: u32| {
        scene
            .facilities
            .iter()
            .find(|f| f.facility == facility)
            .map(|f| f.state)
    };
    let last = coverage.facilities.len() as u32 - 1;
    assert_eq!(state(0), Some(FacilityState::Closed));
    assert_eq!(state(1), Some(FacilityState::Moved));
    assert_eq!(state(2), Some(FacilityState::Idle));
    assert_eq!(state(last), Some(FacilityState::Added));
    assert!(
        scene
            .extent
            .is_some_and(|e| e.contains(LonLat::new(125.0, 34.0)))
    );
}

#[test]
fn labels_begin_with_the_district_that_has_most_people_beyond_reach() {
    let (dataset, coverage) = fixture::county();
    let scene = scene(&dataset, &coverage);
    let worst = worst_districts(&coverage)[0];
    let first = scene.labels.iter().next().expect("a name");
    assert_eq!(first.of, LabelOf::District(worst));
    let gaps = scene
        .labels
        .iter()
        .filter(|l| matches!(l.of, LabelOf::Village(_)))
        .count();
    assert_eq!(gaps, coverage.gaps.len());
}

#[test]
fn nothing_at_all_makes_an_empty_scene() {
    let scene = scene(&Dataset::default(), &Coverage::default());
    assert_eq!(scene.extent, None);
    assert!(
        scene.places.is_empty() && scene.labels.is_empty() && scene.legend.share_classes.is_empty()
    );
}

/// All that a surface draws.
/// Which marks pass the filters, and their classes of distance.
fn passing(scene: &Scene) -> Vec<(bool, bool, Option<u8>)> {
    let drawn = &scene.drawn;
    let each = |i| (drawn.village(i), drawn.facility(i), drawn.distance(i));
    (0..20).map(each).collect()
}

fn drawn(scene: &Scene) -> impl PartialEq + std::fmt::Debug + use<> {
    let names: Vec<LabelCandidate> = scene.labels.iter().cloned().collect();
    let classes: Vec<_> = scene
        .districts
        .iter()
        .map(|d| (d.district, d.class))
        .collect();
    let reach: Vec<_> = scene
        .reach
        .iter()
        .map(|r| (r.tier, r.shape.clone()))
        .collect();
    (
        (scene.extent, classes, reach, scene.raised.clone()),
        (scene.facilities.clone(), scene.edited.clone(), names),
        (scene.places.len(), passing(scene)),
        format!("{:?}", scene.legend),
    )
}

#[test]
fn a_dot_is_hidden_by_every_mark_above_it() {
    for villages in [1, 100, 8000, 60_000, 600_000] {
        let (mut dataset, _) = fixture::county();
        let one = dataset.villages[0].clone();
        dataset.villages = vec![one; villages];
        let ground = Ground::new(&dataset);
        for status in [Status::Unknown, Status::Borderline, Status::Gap] {
            let mark = marks::raised_mark(&dataset, &ground, 0, status).expect("a mark");
            assert!(
                mark.radius > marks::dot(&ground),
                "{status:?} of {villages}"
            );
        }
    }
}

/// What may happen to an answer at one step.
#[derive(Debug, Clone)]
enum Step {
    Village(usize, Status),
    Move(usize, f64, f64),
    Close(usize, bool),
    Radius(usize, Option<f64>),
    Add(u16, f64, f64),
    TakeBack,
    District(usize, f64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    use Status::{Borderline, Covered, Gap, Unknown};
    let status = prop::sample::select(vec![Covered, Borderline, Gap, Unknown]);
    let (lon, lat) = (118.9f64..119.6, 33.9f64..34.4);
    prop::collection::vec(
        prop_oneof![
            (any::<usize>(), status).prop_map(|(i, s)| Step::Village(i, s)),
            (any::<usize>(), lon.clone(), lat.clone()).prop_map(|(i, x, y)| Step::Move(i, x, y)),
            (any::<usize>(), any::<bool>()).prop_map(|(i, c)| Step::Close(i, c)),
            (any::<usize>(), prop::option::of(1e3..9e3)).prop_map(|(i, r)| Step::Radius(i, r)),
            (0u16..3, lon, lat).prop_map(|(t, x, y)| Step::Add(t, x, y)),
            Just(Step::TakeBack),
            (any::<usize>(), 0.0..1.0).prop_map(|(i, s)| Step::District(i, s)),
        ],
        0..12,
    )
}

/// Takes a step and notes what it changed.
fn take(step: &Step, coverage: &mut Coverage, base: usize, changed: &mut Changed) {
    let facilities = coverage.facilities.len();
    match *step {
        Step::Village(i, status) => {
            let i = i % coverage.villages.len();
            coverage.villages.change(i, |a| a.status = status);
            changed.villages.push(i as u32);
        }
        Step::Move(i, lon, lat) => {
            let f = &mut coverage.facilities[i % facilities];
            (f.location, f.moved) = (LonLat::new(lon, lat), true);
            changed.facilities.push((i % facilities) as u32);
        }
        Step::Close(i, closed) => {
            coverage.facilities[i % facilities].closed = closed;
            changed.facilities.push((i % facilities) as u32);
        }
        Step::Radius(i, radius) => {
            coverage.radii[i % facilities] = radius.map(Metres);
            changed.facilities.push((i % facilities) as u32);
        }
        Step::Add(tier, lon, lat) => {
            let mut f = coverage.facilities[0].clone();
            f.reference = FacilityRef::Added((facilities - base) as u32);
            (f.tier, f.location) = (tier, LonLat::new(lon, lat));
            f.name = format!("Site {facilities}").into();
            coverage.facilities.push(f);
            coverage.radii.push(Some(Metres(5000.0)));
            changed.facilities.push(facilities as u32);
        }
        Step::TakeBack => {
            if facilities > base {
                coverage.facilities.pop();
                coverage.radii.pop();
                changed.facilities.push(facilities as u32 - 1);
            }
        }
        Step::District(i, share) => {
            let i = i % coverage.districts.len();
            let d = &mut coverage.districts[i];
            d.population_covered = Persons(d.population.0 * share);
            changed.districts.push(i as u32);
        }
    }
}

/// A rule whose verdicts are those of the one before, but for a few that are turned.
fn turn(
    before: Option<&Shown>,
    turned: &[usize],
    of_facilities: bool,
    dataset: &Dataset,
    coverage: &Coverage,
) -> Shown {
    let mut shown = before.cloned().unwrap_or_else(|| Shown {
        rule: Some(ShownRule {
            villages: vec![Status::Covered; dataset.villages.len()],
            ..ShownRule::default()
        }),
        ..Shown::default()
    });
    let villages = &mut shown.rule.as_mut().expect("a rule").villages;
    for i in turned {
        let count = villages.len();
        villages[i % count] = match villages[i % count] {
            Status::Covered => Status::Gap,
            Status::Gap => Status::Borderline,
            Status::Borderline => Status::Unknown,
            Status::Unknown => Status::Covered,
        };
    }
    let verdict = |i: usize| (!i.is_multiple_of(3)).then_some(Verdict::ALL[(i + turned[0]) % 5]);
    let facilities = if of_facilities {
        coverage.facilities.len()
    } else {
        0
    };
    shown.facilities = (0..facilities).map(verdict).collect();
    shown
}

/// The gaps worst first, as an answer lists them.
fn list_gaps(coverage: &mut Coverage) {
    let is_gap = |i: &u32| coverage.villages.status(*i as usize) == Some(Status::Gap);
    coverage.gaps = (0..coverage.villages.len() as u32)
        .rev()
        .filter(is_gap)
        .collect();
}

/// Looks that ask different things of the data.
static LOOKS: std::sync::LazyLock<[MapLook; 3]> = std::sync::LazyLock::new(|| {
    let filter = |look: MapLook, kind, text: &str| {
        look.after(LookChange::Filter(kind, Some(text.to_owned())))
    };
    let distances =
        MapLook::default().after(LookChange::Style(LayerStyle::Villages(VillageStyle {
            colour: VillageColour::Distance,
            ..VillageStyle::default()
        })));
    [
        MapLook::default(),
        filter(MapLook::default(), LayerKind::Villages, "population > 500"),
        filter(distances, LayerKind::Facilities, "name ~ 卫生"),
    ]
});

fn request<'a>(
    dataset: &'a Dataset,
    coverage: &'a Coverage,
    areas: Option<&'a Arc<Areas>>,
    ground: &'a Ground,
) -> SceneRequest<'a> {
    static CLASSES: std::sync::LazyLock<ShareClasses> =
        std::sync::LazyLock::new(ShareClasses::default);
    SceneRequest {
        share_classes: &CLASSES,
        look: &LOOKS[0],
        shown: None,
        dataset,
        coverage,
        areas,
        ground,
    }
}

proptest! {
    #[test]
    fn an_updated_scene_is_the_same_as_a_fresh_one(
        rounds in prop::collection::vec(steps(), 1..4), lost in 0usize..9, looks in prop::collection::vec(0usize..3, 4),
        rules in prop::collection::vec(prop::option::of((prop::collection::vec(0usize..8, 3), any::<bool>())), 4)
    ) {
        let (mut dataset, mut coverage) = fixture::county();
        if let Some(village) = dataset.villages.get_mut(lost) {
            village.location = None;
            coverage.villages.change(lost, |a| a.status = Status::Unknown);
        }
        list_gaps(&mut coverage);
        let ground = Ground::new(&dataset);
        let areas = Arc::new(fixture::areas(&coverage, dataset.tiers.len()));
        let base = coverage.facilities.len();

        let mut scene = build(request(&dataset, &coverage, None, &ground));
        let mut rule: Option<Arc<Shown>> = None;
        for (round, steps) in rounds.iter().enumerate() {
            let mut changed = Changed::default();
            for step in steps {
                // What has no place cannot be judged.
                if !matches!(step, Step::Village(i, _) if i % 8 == lost) {
                    take(step, &mut coverage, base, &mut changed);
                }
            }
            for list in [&mut changed.villages, &mut changed.facilities, &mut changed.districts] {
                list.sort_unstable();
                list.dedup();
            }
            list_gaps(&mut coverage);
            let areas = (round != 1).then_some(&areas);
            let changed = Arc::new(changed);
            let look = &LOOKS[looks[round]];
            // Another rule, the same as before with some verdicts turned, or none.
            let before = rule.take();
            rule = rules[round].as_ref().map(|(turned, of_facilities)| {
                Arc::new(turn(before.as_deref(), turned, *of_facilities, &dataset, &coverage))
            });
            let shown = rule.as_ref();
            let request = || SceneRequest { look, shown, ..request(&dataset, &coverage, areas, &ground) };
            let next = update(&scene, request(), &changed);
            prop_assert_eq!(drawn(&next), drawn(&build(request())));
            if let (None, None) = (&before, &rule) {
                prop_assert_eq!(&next.since, &Some((scene.id, changed)));
            } else if let Some((from, all)) = &next.since {
                prop_assert_eq!(*from, scene.id);
                let listed = |i: &u32| all.villages.contains(i);
                let status = |shown: &Option<Arc<Shown>>, i: u32| shown.as_ref().and_then(|s| s.status(i as usize));
                let turned = (0..dataset.villages.len() as u32).filter(|i| status(&before, *i) != status(&rule, *i));
                prop_assert!(changed.villages.iter().all(listed) && turned.into_iter().all(|i| listed(&i)));
            }
            scene = next;
        }
    }
}
