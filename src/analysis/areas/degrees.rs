//! From a plane back to degrees: valid polygons by RFC 7946, rings by the right-hand rule, cut at 180°, closed over the poles.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::plane::Shapes;
use crate::base::projection::EqualArea;

/// Corners are put on a grid of a millionth of a degree (0.11 m): on integers, rings stay free of crossings exactly.
const GRID: f64 = 1e6;
const HALF_TURN: i32 = 180_000_000;
const QUARTER_TURN: i32 = 90_000_000;
/// Smaller areas are leftovers of rounding: 100 grid cells, about a square metre.
const SMALLEST: u64 = 100;

/// The shapes as polygons in degrees.
pub(super) fn to_degrees(plane: &EqualArea, shapes: &Shapes) -> MultiPolygon<f64> {
    let rings: Vec<Vec<[f64; 2]>> = shapes
        .iter()
        .flatten()
        .map(|ring| unwrapped(plane, ring))
        .collect();
    let within = |p: &[f64; 2]| p[0].abs() <= 180.0;
    let mut overlay = Overlay::new_custom(
        rings.iter().map(Vec::len).sum(),
        IntOverlayOptions {
            min_output_area: SMALLEST,
            ..IntOverlayOptions::ogc()
        },
        Solver::default(),
    );
    let snap = |ring: &[[f64; 2]], turn: f64| -> Vec<IntPoint> {
        ring.iter()
            .map(|p| {
                IntPoint::new(
                    ((p[0] + turn) * GRID).round() as i32,
                    (p[1] * GRID).round() as i32,
                )
            })
            .collect()
    };
    if rings.iter().flatten().all(within) {
        for ring in &rings {
            overlay.add_contour(&snap(ring, 0.0), ShapeType::Subject);
        }
        return polygons(&overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd));
    }
    // Every ring once per turn of the Earth; what falls into the middle turn is the polygon cut at 180°.
    for ring in &rings {
        for turn in [-360.0, 0.0, 360.0] {
            overlay.add_contour(&snap(ring, turn), ShapeType::Subject);
        }
    }
    let window = [
        IntPoint::new(-HALF_TURN, -QUARTER_TURN),
        IntPoint::new(HALF_TURN, -QUARTER_TURN),
        IntPoint::new(HALF_TURN, QUARTER_TURN),
        IntPoint::new(-HALF_TURN, QUARTER_TURN),
    ];
    overlay.add_contour(&window, ShapeType::Clip);
    polygons(&overlay.overlay(OverlayRule::Intersect, FillRule::EvenOdd))
}

/// A ring in degrees with continuous longitudes; one that winds round a pole is closed over it.
fn unwrapped(plane: &EqualArea, ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut out: Vec<[f64; 2]> = Vec::with_capacity(ring.len() + 3);
    for p in ring {
        let p = plane.inverse(*p);
        let lon = out.last().map_or(p.lon, |last| {
            p.lon + 360.0 * ((last[0] - p.lon) / 360.0).round()
        });
        out.push([lon, p.lat]);
    }
    if let (Some(first), Some(last)) = (out.first().copied(), out.last().copied()) {
        let closing = first[0] + 360.0 * ((last[0] - first[0]) / 360.0).round();
        if (closing - first[0]).abs() > 180.0 {
            let pole = 90f64.copysign(out.iter().map(|p| p[1]).sum());
            out.extend([[closing, first[1]], [closing, pole], [first[0], pole]]);
        }
    }
    out
}

fn polygons(shapes: &[Vec<Vec<IntPoint>>]) -> MultiPolygon<f64> {
    let ring = |points: &Vec<IntPoint>| -> LineString<f64> {
        let mut coords: Vec<Coord<f64>> = points
            .iter()
            .map(|p| Coord {
                x: f64::from(p.x) / GRID,
                y: f64::from(p.y) / GRID,
            })
            .collect();
        coords.extend(coords.first().copied());
        LineString(coords)
    };
    MultiPolygon(
        shapes
            .iter()
            .filter_map(|shape| {
                let (outer, holes) = shape.split_first()?;
                Some(Polygon::new(ring(outer), holes.iter().map(ring).collect()))
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::areas::Server;
    use crate::analysis::areas::disc::{Kind, disc};
    use crate::base::{LonLat, Metres};
    use geo::{Area, BoundingRect, Validation};

    fn reach(at: LonLat, km: f64) -> MultiPolygon<f64> {
        let plane = EqualArea::new(at);
        let server = Server {
            at,
            radius: Metres::from_km(km),
            tier: 0,
            unit: None,
        };
        to_degrees(&plane, &vec![vec![disc(&plane, &server, 120, Kind::Alike)]])
    }

    #[test]
    fn a_circle_across_180_is_cut_there() {
        let polygons = reach(LonLat::new(179.95, -17.0), 20.0);
        assert!(polygons.is_valid() && polygons.0.len() == 2);
        let area: f64 = polygons.unsigned_area();
        let whole = reach(LonLat::new(0.0, -17.0), 20.0).unsigned_area();
        assert!((area / whole - 1.0).abs() < 1e-4);
        for polygon in &polygons {
            assert!(
                polygon.signed_area() > 0.0,
                "exterior rings turn counter-clockwise"
            );
            let rect = polygon.bounding_rect().expect("not empty");
            assert!(rect.min().x >= -180.0 && rect.max().x <= 180.0 && rect.width() < 1.0);
        }
    }

    #[test]
    fn a_circle_round_the_pole_reaches_it() {
        for lat in [89.99, -89.99] {
            let polygons = reach(LonLat::new(100.0, lat), 50.0);
            assert!(polygons.is_valid());
            let rect = polygons.bounding_rect().expect("not empty");
            assert!((rect.width() - 360.0).abs() < 1e-6);
            assert!((rect.min().y.abs().max(rect.max().y.abs()) - 90.0).abs() < 1e-9);
        }
    }
}
