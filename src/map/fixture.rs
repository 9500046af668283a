//! Small datasets with answers for the tests of this room. The distances are the real ones, the rest is set by hand.

use std::sync::Arc;

use ecow::EcoString;
use geo::{MultiPolygon, polygon};

use super::{Ground, Scene, SceneRequest, build};
use crate::base::{GeoBox, LonLat, Metres, Persons, geodesic};
use crate::model::dataset::Layer;
use crate::model::{
    Areas, Coverage, Dataset, District, DistrictAnswer, Facility, FeatureTable, LayerRoles,
    Scenario, ShareClasses, SourceInfo, SourceRow, Status, Tier, TierAnswer, Totals, Village,
    VillageAnswer,
};

/// The radius of the fixtures.
pub const RADIUS: Metres = Metres(5000.0);

fn row(row: usize) -> SourceRow {
    SourceRow {
        layer: 0,
        row: row as u32,
    }
}

fn layer(path: &str) -> Layer {
    let source = SourceInfo {
        path: path.into(),
        sha256: "0".repeat(64),
        bytes: 0,
        format: "GeoJSON",
        crs: "OGC:CRS84".into(),
        encoding: "UTF-8",
        modified: None,
    };
    Layer {
        table: Arc::new(FeatureTable::new(source)),
        roles: LayerRoles(vec![crate::model::role::RoleUse {
            role: crate::model::Role::Villages,
            columns: crate::model::RoleColumns::default(),
            rows: None,
        }]),
    }
}

/// A dataset of facilities `(name, tier, place)`, villages `(name, people, place)` and square districts `(name, west, south, side)`.
pub fn dataset(
    tiers: &[&str],
    facilities: &[(&str, u16, LonLat)],
    villages: &[(&str, f64, LonLat)],
    districts: &[(&str, f64, f64, f64)],
) -> Dataset {
    let number = |i: usize| -> EcoString { i.to_string().into() };
    let district = |(i, (name, west, south, side)): (usize, &(&str, f64, f64, f64))| {
        let (east, north) = (west + side, south + side);
        District {
            source: row(i),
            id: number(i),
            name: (*name).into(),
            shape: Arc::new(MultiPolygon::from(
                polygon![(x: *west, y: *south), (x: east, y: *south), (x: east, y: north), (x: *west, y: north)],
            )),
            extent: GeoBox {
                west: *west,
                south: *south,
                east: crate::base::lonlat::wrap_longitude(east),
                north,
            },
        }
    };
    Dataset {
        layers: vec![
            layer("data/villages.geojson"),
            layer("data/facilities.geojson"),
        ],
        tiers: tiers.iter().map(|t| Tier::named(t)).collect(),
        facilities: facilities
            .iter()
            .enumerate()
            .map(|(i, (name, tier, location))| Facility {
                source: row(i),
                id: number(i),
                name: (*name).into(),
                tier: *tier,
                location: *location,
            })
            .collect(),
        villages: villages
            .iter()
            .enumerate()
            .map(|(i, (name, people, location))| Village {
                source: row(i),
                id: number(i),
                name: (*name).into(),
                location: Some(*location),
                population: Some(Persons(*people)),
            })
            .collect(),
        districts: districts.iter().enumerate().map(district).collect(),
        warnings: Vec::new(),
    }
}

/// The answer for a dataset with one radius for all, by measuring every pair.
pub fn coverage(dataset: &Dataset) -> Coverage {
    let scenario = Scenario::baseline(Arc::new(dataset.clone()));
    let mut answer = Coverage {
        facilities: scenario.facilities(),
        radii: vec![Some(RADIUS); dataset.facilities.len()],
        ..Coverage::default()
    };
    let mut villages = Vec::new();
    let mut totals = Totals::default();
    let mut districts = vec![(0u32, 0u32, 0.0, 0.0); dataset.districts.len()];
    for v in &dataset.villages {
        let Some(location) = v.location else { continue };
        let nearest = (0u32..)
            .zip(&dataset.facilities)
            .map(|(i, f)| (geodesic::distance(location, f.location).0, i))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let district = dataset
            .districts
            .iter()
            .position(|d| d.extent.contains(location));
        let covered = nearest.is_some_and(|(d, _)| d <= RADIUS.0);
        if let Some(d) = district {
            districts[d].0 += 1;
            districts[d].2 += v.people();
            districts[d].1 += u32::from(covered);
            districts[d].3 += if covered { v.people() } else { 0.0 };
        }
        totals.villages += 1;
        totals.population.0 += v.people();
        if covered {
            totals.covered += 1;
            totals.population_covered.0 += v.people();
        } else {
            totals.gap += 1;
            totals.population_gap.0 += v.people();
        }
        villages.push(VillageAnswer {
            district: district.map(|d| d as u32),
            nearest: nearest.map(|n| n.1),
            distance: nearest.map(|n| Metres(n.0)),
            margin: nearest.map(|n| Metres(RADIUS.0 - n.0)),
            deciding: nearest.map(|n| Metres(RADIUS.0 - n.0)),
            status: if covered {
                Status::Covered
            } else {
                Status::Gap
            },
        });
    }
    let mut gaps: Vec<u32> = (0..villages.len() as u32)
        .filter(|i| villages[*i as usize].status == Status::Gap)
        .collect();
    let margin = |i: u32| villages[i as usize].margin.map_or(f64::MIN, |m| m.0);
    gaps.sort_by(|a, b| margin(*a).total_cmp(&margin(*b)));
    answer.gaps = gaps;
    answer.villages = villages.into();
    answer.districts = districts
        .into_iter()
        .map(
            |(villages, covered, people, people_covered)| DistrictAnswer {
                villages,
                villages_covered: covered,
                villages_gap: villages - covered,
                population: Persons(people),
                population_covered: Persons(people_covered),
                worst_village: None,
                worst_distance: None,
                status: if covered == villages {
                    Status::Covered
                } else {
                    Status::Gap
                },
            },
        )
        .collect();
    answer.tiers = (0u16..)
        .zip(&dataset.tiers)
        .map(|(t, tier)| TierAnswer {
            name: Arc::clone(&tier.name),
            radius: Some(RADIUS),
            facilities: dataset.facilities.iter().filter(|f| f.tier == t).count() as u32,
            villages_covered: 0,
            population_covered: Persons(0.0),
        })
        .collect();
    answer.totals = totals;
    answer
}

/// The reach of a coverage as plain circles: enough to be drawn.
pub fn areas(coverage: &Coverage, tiers: usize) -> Areas {
    let mut reach = vec![Vec::new(); tiers];
    for (f, radius) in coverage.facilities.iter().zip(&coverage.radii) {
        if let Some(radius) = radius {
            let ring: Vec<(f64, f64)> = geodesic::circle(f.location, *radius, 64)
                .into_iter()
                .map(|p| {
                    // All around the centre, past ±180 if need be.
                    let turn = ((f.location.lon - p.lon) / 360.0).round() * 360.0;
                    (p.lon + turn, p.lat)
                })
                .collect();
            reach[usize::from(f.tier)].push(geo::Polygon::new(ring.into(), Vec::new()));
        }
    }
    Areas {
        reach: reach.into_iter().map(MultiPolygon).collect(),
        ..Areas::default()
    }
}

/// Three townships on the coast of Jiangsu with clinics, a health centre and villages of 60 to 4 000 people.
pub fn county() -> (Dataset, Coverage) {
    let at = LonLat::new;
    let data = dataset(
        &["clinic", "township"],
        &[
            ("Haitou Clinic", 0, at(119.05, 34.05)),
            ("Chengtou Clinic", 0, at(119.15, 34.12)),
            ("Ganma Clinic", 0, at(119.27, 34.05)),
            ("赣马镇卫生院", 1, at(119.25, 34.15)),
        ],
        &[
            ("Xiaohe", 420.0, at(119.06, 34.06)),
            ("Dahe", 1300.0, at(119.04, 34.04)),
            ("Shanqian", 60.0, at(119.02, 34.18)),
            ("石桥", 3700.0, at(119.17, 34.02)),
            ("柘汪", 900.0, at(119.16, 34.13)),
            ("Linhai", 250.0, at(119.28, 34.06)),
            ("Yanwei", 2100.0, at(119.37, 34.02)),
            ("Haizhou", 800.0, at(119.36, 34.18)),
        ],
        &[
            ("Haitou", 119.0, 34.0, 0.1),
            ("城头镇", 119.1, 34.0, 0.2),
            ("Empty", 119.0, 34.1, 0.1),
            ("Yanwei", 119.3, 34.0, 0.2),
        ],
    );
    let answer = coverage(&data);
    (data, answer)
}

/// The scene of the [`county`], with its reach.
pub fn scene() -> Scene {
    let (dataset, coverage) = county();
    let areas = areas(&coverage, dataset.tiers.len());
    let ground = Ground::new(&dataset);
    build(SceneRequest {
        dataset: &dataset,
        coverage: &coverage,
        areas: Some(&Arc::new(areas)),
        ground: &ground,
        share_classes: &ShareClasses::default(),
        look: &crate::model::MapLook::default(),
        shown: None,
    })
}

/// Villages and districts on both sides of 180°, one district crossing it uncut.
pub fn across_180() -> (Dataset, Coverage) {
    let at = LonLat::new;
    let data = dataset(
        &[""],
        &[("Somosomo", 0, at(-179.97, -16.77))],
        &[
            ("Waiyevo", 800.0, at(179.98, -16.79)),
            ("Naqara", 300.0, at(-179.99, -16.80)),
            ("Salia", 120.0, at(-179.80, -16.90)),
        ],
        &[
            ("Taveuni", 179.8, -17.0, 0.3),
            ("Qamea", -179.9, -16.95, 0.2),
        ],
    );
    let answer = coverage(&data);
    (data, answer)
}
