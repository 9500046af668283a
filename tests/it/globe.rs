//! Exactness far from any county: the whole globe with poles, 180° and places that coincide, and villages a hair's breadth from the edge.

use std::sync::Arc;

use lastmile::analysis::{CoverageRequest, Demand, DistrictIndex, coverage};
use lastmile::base::place::AGREEMENT;
use lastmile::base::{LonLat, Metres, Persons, Progress, geodesic};
use lastmile::model::{
    AnalysisSpec, Coverage, Dataset, Facility, Reach, Scenario, SourceRow, Status, Tier, Village,
};

/// Evenly spread numbers between 0 and 1 (the additive recurrence of the golden ratio's kin, Roberts 2018).
fn spread(i: u32) -> (f64, f64) {
    let i = f64::from(i);
    (
        (i * 0.754_877_666_246_692_8).fract(),
        (i * 0.569_840_290_998_053_3).fract(),
    )
}

/// A place anywhere; every seventh at a pole, every eleventh at 180°, every thirteenth on a spot that many share.
fn anywhere(i: u32) -> LonLat {
    let (a, b) = spread(i);
    let lon = a * 360.0 - 180.0;
    let lat = (2.0 * b - 1.0).asin().to_degrees();
    if i.is_multiple_of(7) {
        LonLat::new(lon, f64::copysign(90.0 - 1e-3 * b.powi(8), lat))
    } else if i.is_multiple_of(11) {
        LonLat::new(f64::copysign(180.0 - 1e-3 * a.powi(8), lon), lat)
    } else if i.is_multiple_of(13) {
        LonLat::new(100.0, 30.0)
    } else {
        LonLat::new(lon, lat)
    }
}

fn answer(villages: &[LonLat], facilities: &[LonLat], radius: Metres) -> Arc<Coverage> {
    let source = |row| SourceRow { layer: 0, row };
    let dataset = Arc::new(Dataset {
        villages: (0..)
            .zip(villages)
            .map(|(i, at)| Village {
                source: source(i),
                id: "".into(),
                name: "".into(),
                location: Some(*at),
                population: Some(Persons(1.0)),
            })
            .collect(),
        facilities: (0..)
            .zip(facilities)
            .map(|(i, at)| Facility {
                source: source(i),
                id: "".into(),
                name: "".into(),
                tier: 0,
                location: *at,
            })
            .collect(),
        tiers: vec![Tier::named("")],
        ..Dataset::default()
    });
    let index = DistrictIndex::new(&dataset);
    let demand = Arc::new(Demand::new(&dataset, &index.locate(&dataset)));
    let request = CoverageRequest {
        scenario: &Scenario::baseline(dataset),
        spec: &AnalysisSpec {
            reach: Reach::Uniform(radius),
            ..AnalysisSpec::default()
        },
        index: &index,
        demand: &demand,
    };
    coverage(&request, &Progress::new()).expect("an answer")
}

#[test]
fn a_hundred_thousand_pairs_over_the_globe_agree_with_karney() {
    let villages: Vec<LonLat> = (0..1000).map(anywhere).collect();
    let facilities: Vec<LonLat> = (5000..5100).map(anywhere).collect();
    let radius = Metres::from_km(800.0);
    let answer = answer(&villages, &facilities, radius);
    for (village, got) in villages.iter().zip(answer.villages.iter()) {
        let all = facilities
            .iter()
            .map(|f| geodesic::distance(*village, *f).0);
        let (nearest, distance) = (0u32..)
            .zip(all)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .expect("there are facilities");
        assert_eq!(got.nearest, Some(nearest));
        assert!((got.distance.expect("measured").0 - distance).abs() <= AGREEMENT);
        assert_eq!(got.status == Status::Covered, distance <= radius.0);
    }
}

#[test]
fn villages_a_micrometre_to_a_metre_from_the_edge_are_judged_as_karney_judges() {
    let radius = Metres::from_km(5.0);
    for centre in [
        LonLat::new(104.0, 31.0),
        LonLat::new(180.0, -17.0),
        LonLat::new(20.0, 89.99),
    ] {
        let villages: Vec<LonLat> = (0..2000u32)
            .map(|i| {
                let (a, b) = spread(i);
                // From 1 µm to 1 m, on either side.
                let off = 10f64.powf(-6.0 * b) * if i % 2 == 0 { 1.0 } else { -1.0 };
                geodesic::destination(centre, a * 360.0, Metres(radius.0 + off))
            })
            .collect();
        let answer = answer(&villages, &[centre], radius);
        let mut covered = 0;
        for (village, got) in villages.iter().zip(answer.villages.iter()) {
            let within = geodesic::distance(*village, centre) <= radius;
            assert_eq!(got.status == Status::Covered, within);
            covered += u32::from(within);
        }
        assert!((900..=1100).contains(&covered), "{covered}");
    }
}
