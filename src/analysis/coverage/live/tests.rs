//! Carried on equals afresh, whatever the steps.

use super::*;
use crate::base::{LonLat, Persons};
use crate::model::spec::TierRadius;
use crate::model::{Edit, Facility, FacilityRef, Reach, Scenario, SourceRow, Tier, Village};
use geo::{MultiPolygon, polygon};
use proptest::prelude::*;

/// Two districts side by side, villages in and around them, facilities of two tiers; some share a place.
fn dataset(villages: &[(f64, f64, f64)], facilities: &[(f64, f64, bool)]) -> Arc<Dataset> {
    let source = |row| SourceRow { layer: 0, row };
    let district = |west: f64| {
        let shape = MultiPolygon(vec![
            polygon![(x: west, y: 0.0), (x: west + 1.0, y: 0.0), (x: west + 1.0, y: 2.0), (x: west, y: 2.0)],
        ]);
        crate::model::District {
            source: source(0),
            id: "".into(),
            name: "".into(),
            shape: Arc::new(shape),
            extent: crate::base::GeoBox::around([
                LonLat::new(west, 0.0),
                LonLat::new(west + 1.0, 2.0),
            ])
            .expect("two corners"),
        }
    };
    Arc::new(Dataset {
        villages: (0u32..)
            .zip(villages)
            .map(|(i, (lon, lat, people))| Village {
                source: source(i),
                id: "".into(),
                name: "".into(),
                // Every ninth has no place.
                location: (i % 9 != 5).then(|| LonLat::new(*lon, *lat)),
                population: Some(Persons(*people)),
            })
            .collect(),
        facilities: (0u32..)
            .zip(facilities)
            .map(|(i, (lon, lat, upper))| Facility {
                source: source(i),
                id: "".into(),
                name: "".into(),
                tier: u16::from(*upper),
                location: LonLat::new(*lon, *lat),
            })
            .collect(),
        districts: vec![district(0.0), district(1.0)],
        tiers: vec![Tier::named("clinic"), Tier::named("county")],
        ..Dataset::default()
    })
}

fn reach(clinic: Option<f64>, county: Option<f64>) -> Reach {
    let radius = |tier: &str, km: Option<f64>| {
        km.map(|km| TierRadius {
            tier: tier.into(),
            radius: Metres::from_km(km),
        })
    };
    Reach::ByTier(
        [radius("clinic", clinic), radius("county", county)]
            .into_iter()
            .flatten()
            .collect(),
    )
}

#[derive(Debug, Clone)]
enum Step {
    Edit(Edit),
    Undo,
    Reach(Option<f64>, Option<f64>),
    Tolerance(f64),
    Rule { k: u32, within_unit: bool },
}

fn place() -> impl Strategy<Value = LonLat> {
    (-0.3..2.3, -0.3..2.3).prop_map(|(lon, lat)| LonLat::new(lon, lat))
}

fn facility() -> impl Strategy<Value = FacilityRef> {
    prop_oneof![
        4 => (0u32..30).prop_map(FacilityRef::Baseline),
        1 => (0u32..3).prop_map(FacilityRef::Added),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let moved = (facility(), place()).prop_map(|(facility, to)| Edit::Move { facility, to });
    let added = (place(), any::<bool>()).prop_map(|(at, upper)| Edit::Add {
        name: "new".into(),
        tier: if upper { "county" } else { "clinic" }.into(),
        at,
    });
    prop_oneof![
        6 => moved.prop_map(Step::Edit),
        2 => added.prop_map(Step::Edit),
        2 => facility().prop_map(|facility| Step::Edit(Edit::Close { facility })),
        1 => facility().prop_map(|facility| Step::Edit(Edit::Reopen { facility })),
        1 => Just(Step::Undo),
        2 => (proptest::option::of(1.0..60.0), proptest::option::of(1.0..90.0)).prop_map(|(a, b)| Step::Reach(a, b)),
        1 => (0.0..500.0).prop_map(Step::Tolerance),
        1 => (1u32..4, any::<bool>()).prop_map(|(k, within_unit)| Step::Rule { k, within_unit }),
    ]
}

fn coordinates() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        3 => (-0.2..2.2, -0.2..2.2),
        // A few spots that villages and facilities share.
        1 => (0u32..4, 0u32..4).prop_map(|(x, y)| (f64::from(x) * 0.5, f64::from(y) * 0.5)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_carried_on_equals_what_is_computed_afresh(
        villages in proptest::collection::vec((coordinates(), 0.0..5000.0f64), 1..400),
        facilities in proptest::collection::vec((coordinates(), any::<bool>()), 0..30),
        steps in proptest::collection::vec(step(), 1..12)
    ) {
        let villages: Vec<_> = villages.into_iter().map(|((x, y), p)| (x, y, p)).collect();
        let facilities: Vec<_> = facilities.into_iter().map(|((x, y), t)| (x, y, t)).collect();
        let dataset = dataset(&villages, &facilities);
        let index = DistrictIndex::new(&dataset);
        let demand = Arc::new(Demand::new(&dataset, &index.locate(&dataset)));
        let mut spec = AnalysisSpec {
            reach: reach(Some(10.0), None),
            ..AnalysisSpec::default()
        };
        let mut edits = Vec::new();
        let progress = Progress::new();
        let mut live: Option<LiveCoverage> = None;
        let mut before: Option<Arc<Coverage>> = None;
        for step in std::iter::once(None).chain(steps.into_iter().map(Some)) {
            match step {
                None => {}
                Some(Step::Edit(edit)) => edits.push(edit),
                Some(Step::Undo) => drop(edits.pop()),
                Some(Step::Reach(clinic, county)) => spec.reach = reach(clinic, county),
                Some(Step::Tolerance(metres)) => spec.tolerance = Metres(metres),
                Some(Step::Rule { k, within_unit }) => (spec.k, spec.within_unit) = (k, within_unit),
            }
            let scenario = Scenario { dataset: Arc::clone(&dataset), edits: edits.clone() };
            let request = CoverageRequest { scenario: &scenario, spec: &spec, index: &index, demand: &demand };
            let afresh = super::super::coverage(&request, &progress).expect("an answer");
            let (answer, changed) = if let Some(live) = &mut live {
                live.follow(&request, &progress).expect("an answer")
            } else {
                let (begun, answer) = LiveCoverage::begin(&request, &progress).expect("an answer");
                live = Some(begun);
                (answer, None)
            };
            prop_assert_eq!(&answer.villages, &afresh.villages);
            prop_assert_eq!(&answer.facilities, &afresh.facilities);
            prop_assert_eq!(&answer.radii, &afresh.radii);
            prop_assert_eq!(&answer.districts, &afresh.districts);
            prop_assert_eq!(&answer.tiers, &afresh.tiers);
            prop_assert_eq!(&answer.totals, &afresh.totals);
            prop_assert_eq!(&answer.gaps, &afresh.gaps);
            if let (Some(changed), Some(before)) = (changed, &before) {
                for (i, (a, b)) in (0u32..).zip(before.villages.iter().zip(answer.villages.iter())) {
                    let other = a.status != b.status || a.nearest != b.nearest || a.distance != b.distance;
                    prop_assert!(!other || changed.villages.binary_search(&i).is_ok());
                }
                for (i, (a, b)) in (0u32..).zip(before.districts.iter().zip(&answer.districts)) {
                    prop_assert_eq!(a != b, changed.districts.binary_search(&i).is_ok());
                }
            }
            before = Some(answer);
        }
    }
}

/// Villages strewn round the districts' border, a few of them with half people.
fn spiral(count: u32) -> Vec<(f64, f64, f64)> {
    let village = |i: u32| {
        let (turn, out) = (f64::from(i) * 2.4, f64::from(i % 97) / 97.0);
        let people = f64::from(i % 1013) + if i.is_multiple_of(5000) { 0.5 } else { 0.0 };
        (1.0 + out * turn.cos(), 1.0 + out * turn.sin(), people)
    };
    (0..count).map(village).collect()
}

#[test]
fn a_slider_drawn_over_many_pages_gives_at_every_step_what_is_computed_afresh() {
    let facilities: Vec<_> = (0..60u32)
        .map(|i| (f64::from(i % 8) * 0.25, f64::from(i / 8) * 0.25, i % 7 == 0))
        .collect();
    let dataset = dataset(&spiral(12_000), &facilities);
    let index = DistrictIndex::new(&dataset);
    let demand = Arc::new(Demand::new(&dataset, &index.locate(&dataset)));
    let scenario = Scenario {
        dataset: Arc::clone(&dataset),
        edits: Vec::new(),
    };
    let progress = Progress::new();
    for k in [1, 2] {
        let mut live: Option<LiveCoverage> = None;
        let mut covered = Vec::new();
        for (step, tolerance) in (0u32..10).zip([0.0, 0.0, 300.0, 300.0, 0.0].repeat(2)) {
            let spec = AnalysisSpec {
                reach: reach(
                    Some(3.0 + f64::from(step * 5 % 11)),
                    Some(12.0 + f64::from(step / 3) * 9.0),
                ),
                tolerance: Metres(tolerance),
                k,
                ..AnalysisSpec::default()
            };
            let request = CoverageRequest {
                scenario: &scenario,
                spec: &spec,
                index: &index,
                demand: &demand,
            };
            let afresh = super::super::coverage(&request, &progress).expect("an answer");
            let answer = match &mut live {
                None => {
                    let (begun, answer) =
                        LiveCoverage::begin(&request, &progress).expect("an answer");
                    live = Some(begun);
                    answer
                }
                Some(live) => {
                    let before = Arc::clone(&live.answer);
                    let (answer, changed) = live.follow(&request, &progress).expect("an answer");
                    let both = (0u32..).zip(before.villages.iter().zip(answer.villages.iter()));
                    let other: Vec<u32> = both
                        .filter(|(_, (a, b))| a.status != b.status)
                        .map(|(i, _)| i)
                        .collect();
                    assert_eq!(changed.expect("carried on").villages, other);
                    answer
                }
            };
            assert!(answer.villages == afresh.villages, "step {step}, k = {k}");
            assert_eq!(answer.districts, afresh.districts);
            assert_eq!(answer.tiers, afresh.tiers);
            assert_eq!(answer.totals, afresh.totals);
            assert_eq!(answer.gaps, afresh.gaps);
            covered.push(answer.totals.covered);
        }
        covered.sort_unstable();
        covered.dedup();
        assert!(covered.len() > 5, "the slider must matter: {covered:?}");
    }
}
