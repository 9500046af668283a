//! What is promised of the demo county, checked on its tables as a user gets them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use geo::{Contains, Coord, MultiPolygon, Point};

use super::{DemoCounty, NOTE, county};
use crate::base::ecef::{Ecef, geodesic_upper_bound};
use crate::base::{LonLat, Metres, geodesic};
use crate::model::{FeatureTable, Geometry, KnownTier};

static COUNTY: LazyLock<DemoCounty> = LazyLock::new(county);

fn tables(c: &DemoCounty) -> [&FeatureTable; 5] {
    [
        &c.facilities,
        &c.villages,
        &c.districts,
        &c.roads,
        &c.rivers,
    ]
}

/// The texts of a column.
fn texts(table: &FeatureTable, column: &str) -> Vec<String> {
    let column = table.column(column).expect("column");
    (0..table.len())
        .map(|row| column.get(row).to_string())
        .collect()
}

fn numbers(table: &FeatureTable, column: &str) -> Vec<f64> {
    let column = table.column(column).expect("column");
    (0..table.len())
        .map(|row| column.get(row).number().expect("number"))
        .collect()
}

fn points(table: &FeatureTable) -> Vec<LonLat> {
    let point = |g: &Geometry| match g {
        Geometry::Point(p) => *p,
        other => panic!("{other:?} is no point"),
    };
    table.geometries.iter().map(point).collect()
}

fn areas() -> Vec<&'static MultiPolygon<f64>> {
    let area = |g: &'static Geometry| match g {
        Geometry::Area(a) => a.as_ref(),
        other => panic!("{other:?} is no area"),
    };
    COUNTY.districts.geometries.iter().map(area).collect()
}

/// FNV-1a over everything that a table holds.
fn checksum(tables: [&FeatureTable; 5]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    let mut feed = |text: &str| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    };
    for table in tables {
        for (row, geometry) in table.geometries.iter().enumerate() {
            let mut coords: Vec<Coord<f64>> = Vec::new();
            match geometry {
                Geometry::Point(p) => coords.push(Coord { x: p.lon, y: p.lat }),
                Geometry::Lines(lines) => coords.extend(lines.0.iter().flat_map(|l| l.0.iter())),
                Geometry::Area(area) => {
                    let rings = area
                        .0
                        .iter()
                        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
                    coords.extend(rings.flat_map(|r| r.0.iter()));
                }
                other => panic!("{other:?}"),
            }
            for c in coords {
                feed(&format!("{:.6} {:.6} ", c.x, c.y));
            }
            for column in &table.columns {
                feed(&column.get(row).to_string());
            }
        }
    }
    hash
}

#[test]
fn the_counts_are_those_of_a_real_prefecture() {
    let mut tiers: BTreeMap<String, usize> = BTreeMap::new();
    for tier in texts(&COUNTY.facilities, "tier") {
        *tiers.entry(tier).or_default() += 1;
    }
    let tiers: Vec<(&str, usize)> = tiers.iter().map(|(t, n)| (t.as_str(), *n)).collect();
    assert_eq!(
        tiers,
        [
            ("city", 2),
            ("clinic", 1714),
            ("community", 30),
            ("county", 4),
            ("station", 42),
            ("township", 91)
        ]
    );
    assert_eq!((COUNTY.villages.len(), COUNTY.districts.len()), (1430, 110));
    let kinds = texts(&COUNTY.districts, "kind");
    assert_eq!(kinds.iter().filter(|k| *k == "街道").count(), 19);
    let counties: BTreeSet<String> = texts(&COUNTY.districts, "county").into_iter().collect();
    assert_eq!(counties.len(), 6);
}

#[test]
fn every_run_gives_the_same_bytes_as_the_first_one_ever() {
    assert_eq!(checksum(tables(&county())), checksum(tables(&COUNTY)));
    // Changes when the county is changed on purpose; anything else is a machine that computes differently.
    assert_eq!(checksum(tables(&COUNTY)), 1_656_409_171_969_314_141);
}

#[test]
fn every_row_says_that_it_is_invented() {
    for table in tables(&COUNTY) {
        assert!(texts(table, "note").iter().all(|n| n == NOTE) && table.warnings.is_empty());
    }
    assert!(
        texts(&COUNTY.districts, "prefecture")
            .iter()
            .all(|p| p == "虚构市 Xugou (invented)")
    );
}

#[test]
fn every_tier_is_known() {
    for tier in texts(&COUNTY.facilities, "tier")
        .iter()
        .chain(&texts(&COUNTY.facilities, "type"))
    {
        let known = KnownTier::recognise(tier);
        assert!(
            known.is_some() || tier == "县级医院" || tier == "市级医院",
            "{tier}"
        );
    }
}

#[test]
fn codes_and_names_are_unique_and_complete_in_both_languages() {
    for (table, id, unit) in [
        (&COUNTY.facilities, "id", "township_code"),
        (&COUNTY.villages, "code", "township_code"),
        (&COUNTY.districts, "code", "prefecture"),
    ] {
        let ids: BTreeSet<String> = texts(table, id).into_iter().collect();
        assert_eq!(ids.len(), table.len());
        let units = texts(table, unit);
        for column in ["name", "name_en"] {
            let mut seen = BTreeSet::new();
            for (name, unit) in texts(table, column).into_iter().zip(&units) {
                assert!(name.chars().count() > 2 && !name.starts_with(' '), "{name}");
                assert_eq!(name.is_ascii(), column == "name_en", "{name}");
                assert!(
                    seen.insert((unit, name.clone())),
                    "{name} occurs twice in {unit}"
                );
            }
        }
    }
}

#[test]
fn everybody_is_counted_once() {
    let people = numbers(&COUNTY.villages, "population");
    let total: f64 = people.iter().sum();
    assert!((total / 4.5e6 - 1.0).abs() < 0.01, "{total}");
    let mut by_town: BTreeMap<String, f64> = BTreeMap::new();
    for (code, people) in texts(&COUNTY.villages, "township_code")
        .into_iter()
        .zip(people)
    {
        assert!((300.0..16_000.0).contains(&people), "{people}");
        *by_town.entry(code).or_default() += people;
    }
    let districts: BTreeMap<String, f64> = texts(&COUNTY.districts, "code")
        .into_iter()
        .zip(numbers(&COUNTY.districts, "population"))
        .collect();
    assert_eq!(by_town, districts);
}

#[test]
fn places_and_facilities_lie_in_their_township() {
    let codes = texts(&COUNTY.districts, "code");
    for table in [&COUNTY.villages, &COUNTY.facilities] {
        for (p, code) in points(table).into_iter().zip(texts(table, "township_code")) {
            let town = codes.iter().position(|c| *c == code).expect("township");
            for (i, area) in areas().into_iter().enumerate() {
                assert_eq!(
                    area.contains(&Point::new(p.lon, p.lat)),
                    i == town,
                    "{p:?} {code}"
                );
            }
        }
    }
    let codes = texts(&COUNTY.villages, "code");
    let towns = texts(&COUNTY.villages, "township_code");
    assert!(
        codes
            .iter()
            .zip(&towns)
            .all(|(v, t)| v.len() == 12 && v.starts_with(t) && v.starts_with("99"))
    );
}

#[test]
fn the_prefecture_has_the_size_of_a_real_one() {
    let rings = areas().into_iter().flat_map(|a| a.0.iter());
    let km2: f64 = rings
        .map(|p| geodesic::ring_area(p.exterior().0.iter().map(|c| LonLat::new(c.x, c.y))).km2())
        .sum();
    assert!((7_000.0..8_000.0).contains(&km2), "{km2}");
}

/// The rows of villages that no facility of first contact reaches.
fn gaps(radii: &[(&str, f64)]) -> Vec<usize> {
    let care: Vec<(LonLat, Ecef, f64)> = points(&COUNTY.facilities)
        .into_iter()
        .zip(texts(&COUNTY.facilities, "tier"))
        .filter_map(|(p, tier)| {
            let (_, radius) = radii.iter().find(|(t, _)| *t == tier)?;
            Some((p, p.into(), *radius))
        })
        .collect();
    let reaches = |v: LonLat, at: Ecef, (p, q, radius): &(LonLat, Ecef, f64)| {
        let chord = at.chord2(*q).sqrt();
        chord <= *radius
            && (geodesic_upper_bound(Metres(chord)).0 <= *radius
                || geodesic::distance(v, *p).0 <= *radius)
    };
    let villages = points(&COUNTY.villages).into_iter().enumerate();
    villages
        .filter(|(_, v)| !care.iter().any(|f| reaches(*v, (*v).into(), f)))
        .map(|(row, _)| row)
        .collect()
}

#[test]
fn first_contact_care_leaves_real_looking_gaps() {
    let rows = gaps(&[
        ("clinic", 2500.0),
        ("station", 2500.0),
        ("community", 3000.0),
        ("township", 5000.0),
    ]);
    println!("{} villages beyond reach", rows.len());
    assert!((70..=130).contains(&rows.len()), "{}", rows.len());
    let places = points(&COUNTY.villages);
    let people = numbers(&COUNTY.villages, "population");
    let beyond: f64 = rows.iter().map(|r| people[*r]).sum();
    assert!((60_000.0..250_000.0).contains(&beyond), "{beyond}");
    let near =
        |a: usize, b: usize, m: f64| a != b && geodesic::distance(places[a], places[b]).0 < m;
    let alone = rows
        .iter()
        .filter(|a| !rows.iter().any(|b| near(**a, *b, 5000.0)))
        .count();
    let crowded = rows
        .iter()
        .filter(|a| rows.iter().filter(|b| near(**a, **b, 8000.0)).count() >= 4)
        .count();
    assert!(
        alone >= 4 && crowded * 2 > rows.len(),
        "{alone} alone, {crowded} in clusters of {}",
        rows.len()
    );
    // Hills in the west, flats in the south-east, islands in the bay.
    let within = |west: f64, east: f64, south: f64, north: f64| {
        let inside = |p: LonLat| p.lon > west && p.lon < east && p.lat > south && p.lat < north;
        rows.iter().filter(|r| inside(places[**r])).count()
    };
    let (hills, flats, islands) = (
        within(119.0, 119.5, 34.0, 35.1),
        within(119.9, 120.2, 34.0, 34.4),
        within(120.0, 120.3, 34.6, 34.85),
    );
    assert!(
        hills >= 30 && flats >= 8 && islands >= 4,
        "{hills} {flats} {islands}"
    );
}

#[test]
fn a_shorter_reach_leaves_more_beyond_and_hospitals_hide_the_gaps() {
    let at = |m: f64| {
        gaps(&[
            ("clinic", m),
            ("station", m),
            ("community", m),
            ("township", m),
        ])
        .len()
    };
    let (two, three, five) = (at(2000.0), at(3000.0), at(5000.0));
    println!("2 km {two}, 3 km {three}, 5 km {five}");
    assert!(two > 3 * three / 2 && three > 2 * five && five > 20);
    let hospitals = gaps(&[("county", 30_000.0), ("city", 30_000.0)]);
    assert!(hospitals.len() < 100);
}

#[test]
fn villages_lie_along_roads() {
    let km = |x: f64, y: f64| (x * 91.8, y * 110.9);
    let vertices: Vec<(f64, f64)> = COUNTY
        .roads
        .geometries
        .iter()
        .flat_map(|g| match g {
            Geometry::Lines(lines) => lines
                .0
                .iter()
                .flat_map(|l| l.0.iter().map(|c| km(c.x, c.y)))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    let near = |p: &LonLat| {
        let (x, y) = km(p.lon, p.lat);
        vertices
            .iter()
            .any(|(a, b)| (a - x) * (a - x) + (b - y) * (b - y) < 0.25)
    };
    let places = points(&COUNTY.villages);
    let share = places.iter().filter(|p| near(p)).count() as f64 / places.len() as f64;
    assert!(share > 0.85, "{share}");
}
