//! What the scene promises of any results.

use super::*;
use crate::base::{Metres, Persons};
use crate::map::fixture;
use crate::map::legend::share_class;
use crate::map::size::{GAP_RADII, symbols};
use crate::model::Tier;
use geo::BoundingRect;

fn scene(dataset: &Dataset, coverage: &Coverage) -> Scene {
    let shapes = DistrictShapes::new(dataset);
    build(SceneRequest {
        dataset,
        coverage,
        areas: None,
        shapes: &shapes,
    })
}

#[test]
fn gaps_are_drawn_last_and_small_ones_on_top() {
    let (dataset, coverage) = fixture::county();
    let scene = scene(&dataset, &coverage);
    let order: Vec<Status> = scene.villages.iter().map(|v| v.status).collect();
    let first_gap = order.iter().position(|s| *s == Status::Gap).expect("a gap");
    assert!(order[first_gap..].iter().all(|s| *s == Status::Gap));
    assert!(
        scene.villages[first_gap..]
            .windows(2)
            .all(|w| w[0].radius >= w[1].radius)
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
        assert_eq!(share_class(share), class, "{share}");
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
    let xs: Vec<f64> = scene.villages.iter().map(|v| v.at[0]).collect();
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
    assert_eq!(scene.labels[0].of, LabelOf::District(worst));
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
        scene.villages.is_empty()
            && scene.labels.is_empty()
            && scene.legend.share_classes.is_empty()
    );
}
