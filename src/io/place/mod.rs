//! From the numbers in a file to places on the Earth: converted, checked, and judged against the other rows.
//!
//! For every reader. A coordinate that is impossible loses its row's geometry with a warning; a file whose coordinates are nearly all
//! impossible is refused with what they look like. Points must lie within ±180 / ±90; lines and polygons may run on past 180° as far
//! as ±360, as files that do not cut at the antimeridian write them.

mod crossing;
mod crs;
mod ring;

pub use crs::LooksLike;

pub(super) use crs::Crs;

use std::sync::Arc;

use geo::Coord;
use rayon::prelude::*;

use super::notes::Note;
use crate::base::LonLat;
use crate::model::{Geometry, WarningCode};

/// Nearly all coordinates are impossible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OutOfRange {
    pub looks_like: LooksLike,
    pub row: u32,
    pub first: [f64; 2],
}

/// Rounding beyond ±180 / ±90 that is pulled back in silence, degrees (0.1 mm).
const ROUNDING: f64 = 1e-9;
/// Rows below which no judgement by the other rows is made.
const ENOUGH_ROWS: usize = 8;
/// Points, spread evenly over the rows, that tell where the others lie.
const SAMPLE: usize = 20_000;

/// Brings every geometry from the numbers of the file to degrees on WGS 84; unusable ones become [`Geometry::Missing`].
pub(super) fn settle(geometries: &mut [Geometry], crs: &Crs) -> Result<Vec<Note>, OutOfRange> {
    if !matches!(crs, Crs::Wgs84 | Crs::LikeWgs84(_)) {
        geometries.par_iter_mut().for_each(|g| convert(g, crs));
    }
    let faults: Vec<(u32, [f64; 2])> = geometries
        .par_iter()
        .enumerate()
        .filter_map(|(row, g)| Some((row as u32, impossible(g)?)))
        .collect();
    refuse_foreign(geometries, &faults)?;
    let mut notes: Vec<Note> = Vec::new();
    for (row, [x, y]) in faults {
        geometries[row as usize] = Geometry::Missing;
        let value = format!("{x}, {y}");
        notes.push(Note::at(row, WarningCode::BadCoordinate, value));
    }
    let found: Vec<Note> = geometries
        .par_iter_mut()
        .enumerate()
        .flat_map_iter(|(row, g)| {
            let mut found = Found::default();
            smooth(g, &mut found);
            found.notes(row as u32)
        })
        .collect();
    notes.extend(found);
    notes.extend(swapped(geometries));
    Ok(notes)
}

fn convert(geometry: &mut Geometry, crs: &Crs) {
    each_mut(geometry, &mut |c| {
        let p = crs.degrees(c.x, c.y);
        *c = Coord { x: p.lon, y: p.lat };
    });
}

/// Calls `change` with every coordinate.
fn each_mut(geometry: &mut Geometry, change: &mut impl FnMut(&mut Coord<f64>)) {
    let mut point = |p: &mut LonLat| {
        let mut c = Coord { x: p.lon, y: p.lat };
        change(&mut c);
        *p = LonLat::new(c.x, c.y);
    };
    match geometry {
        Geometry::Missing => {}
        Geometry::Point(p) => point(p),
        Geometry::Points(list) => list.iter_mut().for_each(point),
        Geometry::Lines(lines) => lines.iter_mut().flatten_coords(change),
        Geometry::Area(area) => {
            for polygon in Arc::make_mut(area).iter_mut() {
                polygon.exterior_mut(|ring| ring.0.iter_mut().for_each(&mut *change));
                polygon.interiors_mut(|rings| rings.iter_mut().flatten_coords(change));
            }
        }
        Geometry::Collection(parts) => {
            for part in parts {
                each_mut(part, change);
            }
        }
    }
}

trait FlattenCoords {
    fn flatten_coords(self, change: &mut impl FnMut(&mut Coord<f64>));
}

impl<'a, I: Iterator<Item = &'a mut geo::LineString<f64>>> FlattenCoords for I {
    fn flatten_coords(self, change: &mut impl FnMut(&mut Coord<f64>)) {
        for line in self {
            line.0.iter_mut().for_each(&mut *change);
        }
    }
}

/// The first coordinate that cannot be a place.
fn impossible(geometry: &Geometry) -> Option<[f64; 2]> {
    let bad = |x: f64, y: f64, most: f64| {
        let good = x.abs() <= most + ROUNDING && y.abs() <= 90.0 + ROUNDING;
        (!good).then_some([x, y])
    };
    let line = |line: &geo::LineString<f64>| line.0.iter().find_map(|c| bad(c.x, c.y, 360.0));
    match geometry {
        Geometry::Missing => None,
        Geometry::Point(p) => bad(p.lon, p.lat, 180.0),
        Geometry::Points(list) => list.iter().find_map(|p| bad(p.lon, p.lat, 180.0)),
        Geometry::Lines(lines) => lines.iter().find_map(line),
        Geometry::Area(area) => area.iter().find_map(|polygon| {
            line(polygon.exterior()).or_else(|| polygon.interiors().iter().find_map(line))
        }),
        Geometry::Collection(parts) => parts.iter().find_map(impossible),
    }
}

/// Refuses when nine in ten geometries or more have coordinates that are finite but impossible.
fn refuse_foreign(geometries: &[Geometry], faults: &[(u32, [f64; 2])]) -> Result<(), OutOfRange> {
    let foreign: Vec<(u32, [f64; 2])> = faults
        .iter()
        .copied()
        .filter(|(_, [x, y])| x.is_finite() && y.is_finite())
        .collect();
    let Some(&(row, first)) = foreign.first() else {
        return Ok(());
    };
    let given = geometries
        .iter()
        .filter(|g| **g != Geometry::Missing)
        .count()
        - (faults.len() - foreign.len());
    if foreign.len() * 10 < given * 9 {
        return Ok(());
    }
    let pairs: Vec<[f64; 2]> = foreign.iter().take(10_000).map(|(_, pair)| *pair).collect();
    Err(OutOfRange {
        looks_like: LooksLike::judge(&pairs),
        row,
        first,
    })
}

#[derive(Default)]
struct Found {
    turned: bool,
    crossing: bool,
    zero: bool,
}

impl Found {
    fn notes(self, row: u32) -> impl Iterator<Item = Note> {
        [
            (self.turned, WarningCode::RingDirection),
            (self.crossing, WarningCode::SelfIntersection),
            (self.zero, WarningCode::NullIsland),
        ]
        .into_iter()
        .filter(|(found, _)| *found)
        .map(move |(_, code)| Note::at(row, code, ""))
    }
}

/// Pulls back rounding, makes polygons continuous and turns their rings the right way.
fn smooth(geometry: &mut Geometry, found: &mut Found) {
    let pull = |p: &mut LonLat| {
        *p = LonLat::new(p.lon.clamp(-180.0, 180.0), p.lat.clamp(-90.0, 90.0));
    };
    match geometry {
        Geometry::Missing => {}
        Geometry::Lines(lines) => lines
            .iter_mut()
            .flatten_coords(&mut |c| c.y = c.y.clamp(-90.0, 90.0)),
        Geometry::Point(p) => {
            pull(p);
            found.zero |= p.lon.abs() < ROUNDING && p.lat.abs() < ROUNDING;
        }
        Geometry::Points(list) => list.iter_mut().for_each(pull),
        Geometry::Area(area) => {
            let area = Arc::make_mut(area);
            let polygons = std::mem::take(&mut area.0);
            area.0 = polygons
                .into_iter()
                .map(|polygon| {
                    let (mut polygon, turned) = ring::settled(polygon);
                    polygon.exterior_mut(level);
                    polygon.interiors_mut(|rings| rings.iter_mut().for_each(level));
                    found.turned |= turned;
                    found.crossing |= crossing::crosses_itself(&polygon);
                    polygon
                })
                .collect();
        }
        Geometry::Collection(parts) => {
            for part in parts {
                smooth(part, found);
            }
        }
    }
}

fn level(ring: &mut geo::LineString<f64>) {
    for c in &mut ring.0 {
        c.y = c.y.clamp(-90.0, 90.0);
    }
}

/// Points far from the others that would lie among them with longitude and latitude exchanged.
fn swapped(geometries: &[Geometry]) -> Vec<Note> {
    let points = || {
        (0u32..).zip(geometries).filter_map(|(row, g)| match g {
            Geometry::Point(p) => Some((row, *p)),
            _ => None,
        })
    };
    let count = points().count();
    if count < ENOUGH_ROWS {
        return Vec::new();
    }
    let step = count.div_ceil(SAMPLE);
    let usual = |of: &dyn Fn(&LonLat) -> f64| {
        let mut values: Vec<f64> = points().step_by(step).map(|(_, p)| of(&p)).collect();
        let tenth = values.len() / 10;
        let last = values.len() - 1 - tenth;
        let low = *values.select_nth_unstable_by(tenth, f64::total_cmp).1;
        let high = *values.select_nth_unstable_by(last, f64::total_cmp).1;
        // The middle 80 % with their own width (a quarter of a degree at least) on either side.
        let margin = (high - low).max(0.25);
        [low - margin, high + margin]
    };
    let (lon, lat) = (usual(&|p| p.lon), usual(&|p| p.lat));
    let among = |x: f64, y: f64| (lon[0]..=lon[1]).contains(&x) && (lat[0]..=lat[1]).contains(&y);
    points()
        .filter(|(_, p)| !among(p.lon, p.lat) && among(p.lat, p.lon))
        .map(|(row, p)| {
            let value = format!("{}, {}", p.lon, p.lat);
            Note::at(row, WarningCode::SwappedCoordinates, value)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(list: &[[f64; 2]]) -> Vec<Geometry> {
        list.iter()
            .map(|[x, y]| Geometry::Point(LonLat::new(*x, *y)))
            .collect()
    }

    #[test]
    fn one_impossible_row_is_lost_and_the_others_stay() {
        let mut rows = points(&[[91.0, 23.0], [f64::NAN, 23.0], [91.0, 123.0], [0.0, 0.0]]);
        let notes = settle(&mut rows, &Crs::Wgs84).expect("usable");
        let said: Vec<_> = notes
            .iter()
            .map(|n| (n.row, n.code, n.detail.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (Some(1), WarningCode::BadCoordinate, "NaN, 23"),
                (Some(2), WarningCode::BadCoordinate, "91, 123"),
                (Some(3), WarningCode::NullIsland, ""),
            ]
        );
        assert_eq!(rows[1..3], [Geometry::Missing, Geometry::Missing]);
    }

    #[test]
    fn a_file_of_metres_is_refused_with_what_it_looks_like() {
        let mut rows = points(&[[40_456_789.0, 3_812_345.0]; 5]);
        let refused = settle(&mut rows, &Crs::Wgs84).expect_err("metres");
        assert!(matches!(
            refused.looks_like,
            LooksLike::GaussKruger {
                zone: 40,
                width: 3,
                ..
            }
        ));
    }

    #[test]
    fn a_row_with_latitude_first_stands_out() {
        let mut list: Vec<[f64; 2]> = (0..40)
            .map(|i| [75.0 + f64::from(i) * 0.05, 13.0 + f64::from(i % 7) * 0.1])
            .collect();
        list[17] = [13.2, 76.0];
        let notes = settle(&mut points(&list), &Crs::Wgs84).expect("usable");
        assert_eq!(
            notes,
            [Note::at(17, WarningCode::SwappedCoordinates, "13.2, 76")]
        );
    }

    #[test]
    fn rounding_past_the_edge_of_the_world_is_pulled_back() {
        let mut rows = points(&[[180.000_000_000_000_06, -90.000_000_000_000_03]]);
        assert_eq!(settle(&mut rows, &Crs::Wgs84), Ok(Vec::new()));
        assert_eq!(rows, points(&[[180.0, -90.0]]));
    }
}
