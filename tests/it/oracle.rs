//! A second, naive implementation: every village against every facility by Karney's geodesic, and areas by asking point after point.

use std::sync::Arc;

use lastmile::analysis::Around;
use lastmile::base::place::AGREEMENT;
use lastmile::base::{LonLat, Metres, Progress, geodesic};
use lastmile::model::spec::TierRadius;
use lastmile::model::{AnalysisSpec, Coverage, Reach, Scenario, Status};
use lastmile::session::{Answer, ProjectState, open_demo};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn answer(state: &ProjectState, baseline: &Arc<lastmile::session::Baseline>) -> Answer {
    Answer::coverage(baseline, state, &Progress::new()).expect("the question fits")
}

/// All that the naive way says of one village: nearest (lowest index first), largest margin, k-th margin, number within reach.
fn naive(
    coverage: &Coverage,
    place: LonLat,
    k: usize,
    serves: impl Fn(usize) -> bool,
) -> (Option<(u32, f64)>, Vec<f64>, u32) {
    let mut nearest: Option<(u32, f64)> = None;
    let mut margins = Vec::new();
    let mut within = 0;
    for (i, facility) in coverage.facilities.iter().enumerate() {
        let Some(radius) = coverage.radii[i].filter(|_| serves(i)) else {
            continue;
        };
        let d = geodesic::distance(place, facility.location).0;
        if nearest.is_none_or(|(_, best)| d < best) {
            nearest = Some((i as u32, d));
        }
        margins.push(radius.0 - d);
        within += u32::from(d <= radius.0);
    }
    margins.sort_by(|a, b| b.total_cmp(a));
    margins.truncate(k);
    (nearest, margins, within)
}

/// Whether a length is Karney's to a micrometre.
fn agree(got: Option<Metres>, truth: Option<f64>) -> bool {
    match (got, truth) {
        (Some(got), Some(truth)) => (got.0 - truth).abs() <= AGREEMENT,
        (got, truth) => got.is_none() && truth.is_none(),
    }
}

#[test]
fn the_demo_county_agrees_with_all_pairs() {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let dataset = Arc::clone(&opened.baseline.dataset);
    for (k, within_unit) in [(1, false), (2, false), (1, true)] {
        let mut state = opened.state.clone();
        state.spec.k = k;
        state.spec.within_unit = within_unit;
        let answer = answer(&state, &opened.baseline);
        let answer = answer.with_counts(&Progress::new()).expect("not stopped");
        let coverage = &answer.results.coverage;
        let counts = coverage.within_reach.as_ref().expect("counted");
        let around = Around {
            coverage,
            spec: &state.spec,
            index: &opened.baseline.index,
        };
        let unit: Vec<Option<u32>> = coverage
            .facilities
            .iter()
            .map(|f| opened.baseline.index.at(f.location))
            .collect();
        // Every seventh village, so that the test stays quick in a debug build.
        for i in (0..dataset.villages.len()).step_by(7) {
            let (village, got) = (
                &dataset.villages[i],
                coverage.villages.get(i).expect("an answer"),
            );
            let place = village.location.expect("the demo has locations");
            let serves =
                |i: usize| !within_unit || (got.district.is_some() && unit[i] == got.district);
            let (nearest, margins, within) = naive(coverage, place, k as usize, serves);
            assert_eq!(got.nearest, nearest.map(|n| n.0), "{}", village.id);
            assert!(agree(got.distance, nearest.map(|n| n.1)));
            assert!(agree(got.margin, margins.first().copied()));
            assert_eq!((counts[i], around.count(place)), (within, within));
            let covered = margins.get(k as usize - 1).is_some_and(|m| *m >= 0.0);
            assert_eq!(
                got.status,
                if covered {
                    Status::Covered
                } else {
                    Status::Gap
                }
            );
        }
    }
}

#[test]
fn area_bounds_hold_what_points_say() {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let answer = Answer::complete(&opened.baseline, &opened.state, &Progress::new())
        .expect("the question fits");
    let (coverage, areas) = (
        &answer.results.coverage,
        answer.results.areas.as_ref().expect("complete"),
    );
    let dataset = &opened.baseline.dataset;
    for number in (0..dataset.districts.len()).step_by(17) {
        let extent = dataset.districts[number].extent;
        let (mut inside, mut reached) = (0.0, 0.0);
        let steps = 40;
        for row in 0..steps {
            let lat = extent.south
                + (extent.north - extent.south) * (f64::from(row) + 0.5) / f64::from(steps);
            for column in 0..steps {
                let lon = extent.west
                    + (extent.east - extent.west) * (f64::from(column) + 0.5) / f64::from(steps);
                let place = LonLat::new(lon, lat);
                if opened.baseline.index.at(place) == Some(number as u32) {
                    inside += lat.to_radians().cos();
                    let (_, margins, _) = naive(coverage, place, 1, |_| true);
                    reached += if margins.first().is_some_and(|m| *m >= 0.0) {
                        lat.to_radians().cos()
                    } else {
                        0.0
                    };
                }
            }
        }
        let bounds = areas.districts[number];
        let share = reached / inside;
        assert!(bounds.high - bounds.low <= 0.001);
        assert!(
            bounds.low - 0.03 <= share && share <= bounds.high + 0.03,
            "{number}: {share} {bounds:?}"
        );
    }
}

#[test]
fn a_larger_radius_never_lowers_coverage_and_order_does_not_matter() {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let tiers: Vec<String> = opened
        .baseline
        .dataset
        .tiers
        .iter()
        .map(|t| t.name.to_string())
        .collect();
    let reach = |radii: &[f64]| {
        Reach::ByTier(
            tiers
                .iter()
                .zip(radii)
                .map(|(t, r)| TierRadius {
                    tier: t.clone(),
                    radius: Metres(*r),
                })
                .collect(),
        )
    };
    let covered = |reach| {
        let state = ProjectState {
            spec: AnalysisSpec {
                reach,
                ..AnalysisSpec::default()
            },
            ..opened.state.clone()
        };
        answer(&state, &opened.baseline)
            .results
            .coverage
            .totals
            .covered
    };
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: 12,
            failure_persistence: None,
            ..Config::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let radii = proptest::collection::vec(0.0..8000.0f64, tiers.len());
    let more = proptest::collection::vec(0.0..3000.0f64, tiers.len());
    runner
        .run(&(radii, more), |(radii, more)| {
            let wider: Vec<f64> = radii.iter().zip(&more).map(|(a, b)| a + b).collect();
            prop_assert!(covered(reach(&wider)) >= covered(reach(&radii)));
            Ok(())
        })
        .expect("monotone");
}

#[test]
fn an_edit_and_its_opposite_leave_the_answer_as_it_was() {
    use lastmile::model::{Edit, FacilityRef};
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let before = answer(&opened.state, &opened.baseline)
        .results
        .coverage
        .totals;
    let facility = FacilityRef::Baseline(3);
    let mut state = opened.state.clone();
    state.edits = vec![Edit::Close { facility }];
    let closed = answer(&state, &opened.baseline).results.coverage.totals;
    assert!(closed.covered <= before.covered);
    state.edits.push(Edit::Reopen { facility });
    assert_eq!(
        answer(&state, &opened.baseline).results.coverage.totals,
        before
    );
    let scenario = Scenario {
        dataset: Arc::clone(&opened.baseline.dataset),
        edits: state.edits,
    };
    assert!(!scenario.facilities()[3].closed);
}
