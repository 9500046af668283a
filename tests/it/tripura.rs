//! The Indian state of Tripura, whose answers are known: 945 villages and 254 672 people live beyond 5 km.

use std::path::{Path, PathBuf};

use lastmile::base::{Metres, Persons, Progress};
use lastmile::model::{Reach, Role};
use lastmile::session::{Answer, LayerRequest, Opened, open_files};

/// The shared data beside the project, or a note that they are not there.
pub fn shared(inner: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(inner);
    if path.exists() {
        return Some(path);
    }
    eprintln!("{} is not there; this check is left out", path.display());
    None
}

fn open(roles: bool) -> Option<Opened> {
    let folder = shared("tripura")?;
    let request = |name: &str, role| LayerRequest {
        path: folder.join(name),
        role: roles.then_some(role),
        ..LayerRequest::default()
    };
    let requests = [
        request("medical_facilities.geojson", Role::Facilities),
        request("villages.geojson", Role::Villages),
        request("districts.geojson", Role::Districts),
    ];
    Some(open_files(&requests, &Progress::new()).expect("the files open"))
}

#[test]
fn the_known_numbers_come_out_at_every_radius() {
    let Some(opened) = open(true) else { return };
    for (km, gap) in [(2.0, 5657), (5.0, 945), (10.0, 7), (20.0, 0)] {
        let mut state = opened.state.clone();
        state.spec.reach = Reach::Uniform(Metres::from_km(km));
        let answer =
            Answer::coverage(&opened.baseline, &state, &Progress::new()).expect("an answer");
        let totals = answer.results.coverage.totals;
        assert_eq!((totals.villages, totals.gap), (8723, gap), "{km} km");
        assert_eq!(totals.population, Persons(3_289_910.0));
        if gap == 945 {
            assert_eq!(totals.population_gap, Persons(254_672.0));
        }
    }
}

#[test]
fn roles_are_recognised_without_being_told() {
    let Some(opened) = open(false) else { return };
    let dataset = &opened.baseline.dataset;
    assert_eq!(
        (
            dataset.facilities.len(),
            dataset.villages.len(),
            dataset.districts.len()
        ),
        (228, 8723, 58)
    );
    assert_eq!(
        (&*dataset.facilities[0].name, &*dataset.facilities[0].id),
        ("Jagabandhupara PHC", "737274")
    );
    assert_eq!(
        (&*dataset.villages[0].name, dataset.villages[0].people()),
        ("Mog Para", 995.0)
    );
    assert_eq!(
        (&*dataset.districts[0].name, &*dataset.districts[0].id),
        ("Lefunga", "7633")
    );
    assert_eq!(
        opened.state.spec.reach,
        Reach::Uniform(Metres::from_km(5.0))
    );
}

#[test]
fn the_filter_leaves_out_the_veterinary_hospitals() {
    let Some(opened) = open(true) else { return };
    let mut state = opened.state.clone();
    state.spec.filter = Some("not (FAC_DESC ~ veterinary or FAC_DESC ~ vet.)".into());
    let answer = Answer::coverage(&opened.baseline, &state, &Progress::new()).expect("an answer");
    let serving = answer
        .results
        .coverage
        .radii
        .iter()
        .filter(|r| r.is_some())
        .count();
    assert!(serving < 228, "{serving}");
}

#[test]
fn area_shares_lie_between_their_bounds() {
    let Some(opened) = open(true) else { return };
    let mut state = opened.state.clone();
    // Shares of the whole state by an independent computation: geodesic circles of 720 corners, united and cut in an equal-area
    // plane with PROJ 9 and GEOS 3.
    for (km, truth) in [(2.0, 0.208_487), (5.0, 0.729_417), (10.0, 0.994_192)] {
        state.spec.reach = Reach::Uniform(Metres::from_km(km));
        let answer =
            Answer::complete(&opened.baseline, &state, &Progress::new()).expect("an answer");
        let areas = answer.results.areas.expect("complete");
        let total = areas.total.expect("districts");
        assert!(
            total.low <= truth + 1e-6 && truth - 1e-6 <= total.high,
            "{km} km: {total:?}"
        );
        assert!((total.area.km2() - 10_483.264_796).abs() < 1e-4);
        assert!(
            areas
                .districts
                .iter()
                .all(|b| b.low <= b.high && b.high - b.low <= 0.001)
        );
    }
}

#[test]
fn no_covered_village_lies_in_an_area_beyond_reach() {
    use geo::{Contains, Validation};
    let Some(opened) = open(true) else { return };
    let answer =
        Answer::complete(&opened.baseline, &opened.state, &Progress::new()).expect("an answer");
    let areas = answer.results.areas.expect("complete");
    assert!(areas.beyond.iter().all(Validation::is_valid));
    for (village, got) in opened
        .baseline
        .dataset
        .villages
        .iter()
        .zip(answer.results.coverage.villages.iter())
    {
        let (Some(district), Some(at)) = (got.district, village.location) else {
            continue;
        };
        let within = got.deciding.is_some_and(|m| m.0 >= 0.0);
        let beyond = areas.beyond[district as usize].contains(&geo::Point::new(at.lon, at.lat));
        assert!(!(within && beyond), "{}", village.name);
    }
}
