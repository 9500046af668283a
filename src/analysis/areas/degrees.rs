//! From a plane back to degrees: valid polygons by RFC 7946, rings by the right-hand rule, cut at 180°, closed over the poles.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::plane::{Shapes, signed_area};
use crate::base::LonLat;
use crate::base::ecef::SMALLEST_CURVATURE_RADIUS;
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
        .map(|ring| along_degrees(plane, ring))
        .collect();
    turned(&rings, FillRule::EvenOdd)
}

/// The area of rings in degrees with continuous longitudes, cut at 180°.
pub(super) fn turned(rings: &[Vec<[f64; 2]>], fill: FillRule) -> MultiPolygon<f64> {
    let mut canvas = Canvas::new(rings.iter().map(Vec::len).sum());
    if rings.iter().flatten().all(|p| p[0].abs() <= 180.0) {
        for ring in rings {
            canvas.contour(ring.iter().map(|p| snap(*p)), ShapeType::Subject);
        }
        return polygons(&canvas.0.overlay(OverlayRule::Subject, fill));
    }
    // Every ring once per turn of the Earth; what falls into the middle turn is the polygon cut at 180°.
    for ring in rings {
        for turn in [-360.0, 0.0, 360.0] {
            let ring = ring.iter().map(|p| snap([p[0] + turn, p[1]]));
            canvas.contour(ring, ShapeType::Subject);
        }
    }
    let window = [
        IntPoint::new(-HALF_TURN, -QUARTER_TURN),
        IntPoint::new(HALF_TURN, -QUARTER_TURN),
        IntPoint::new(HALF_TURN, QUARTER_TURN),
        IntPoint::new(-HALF_TURN, QUARTER_TURN),
    ];
    canvas.contour(window.into_iter(), ShapeType::Clip);
    polygons(&canvas.0.overlay(OverlayRule::Intersect, fill))
}

fn snap([lon, lat]: [f64; 2]) -> IntPoint {
    IntPoint::new((lon * GRID).round() as i32, (lat * GRID).round() as i32)
}

/// An area in degrees from which others are taken away.
pub(super) struct Canvas(Overlay);

impl Canvas {
    /// For about so many edges.
    pub fn new(edges: usize) -> Self {
        let options = IntOverlayOptions {
            min_output_area: SMALLEST,
            ..IntOverlayOptions::ogc()
        };
        Self(Overlay::new_custom(edges, options, Solver::default()))
    }

    fn contour(&mut self, ring: impl Iterator<Item = IntPoint>, part: ShapeType) {
        self.0.add_path_iter(ring, part);
    }

    /// Adds a ring of the area, turned counter-clockwise if it is `outer` and clockwise if it is a hole.
    pub fn add(&mut self, ring: &LineString<f64>, outer: bool) {
        let corners = &ring.0[..ring.0.len().saturating_sub(1)];
        let points = corners.iter().map(|c| snap([c.x, c.y]));
        if (signed_area(&corners.iter().map(|c| [c.x, c.y]).collect::<Vec<_>>()) > 0.0) == outer {
            self.contour(points, ShapeType::Subject);
        } else {
            self.contour(points.rev(), ShapeType::Subject);
        }
    }

    /// Takes a ring away; longitudes are continued from `about`.
    pub fn take_away(&mut self, ring: impl Iterator<Item = LonLat>, about: f64) {
        let points = ring.map(|p| snap([near(p.lon, about), p.lat]));
        self.contour(points, ShapeType::Clip);
    }

    /// What is left, as valid polygons.
    pub fn polygons(mut self) -> MultiPolygon<f64> {
        polygons(&self.0.overlay(OverlayRule::Difference, FillRule::NonZero))
    }
}

/// The longitude of the same meridian that is nearest to another.
fn near(lon: f64, to: f64) -> f64 {
    lon + 360.0 * ((to - lon) / 360.0).round()
}

/// An edge is straight in the plane here and straight in degrees there; where the two lie further apart it is divided (metres).
const FARTHEST_APART: f64 = 0.05;
/// An edge is halved no more often than this: one across a pole never becomes straight in degrees.
const MOST_HALVINGS: u8 = 16;

/// A corner in the plane and on the ellipsoid.
type Corner = ([f64; 2], LonLat);

/// The places along an edge, its end left out, so close that the edge may be straight in degrees.
fn along(plane: &EqualArea, a: Corner, b: Corner, halvings: u8, into: &mut Vec<LonLat>) {
    if halvings > 0 && may_bend(a, b) {
        let middle = [f64::midpoint(a.0[0], b.0[0]), f64::midpoint(a.0[1], b.0[1])];
        let middle = (middle, plane.inverse(middle));
        if apart(a.1, b.1, middle.1) > FARTHEST_APART {
            along(plane, a, middle, halvings - 1, into);
            along(plane, middle, b, halvings - 1, into);
            return;
        }
    }
    into.push(a.1);
}

/// Whether an edge can bend at all that far: by its sagitta L²κ/8, where an edge in degrees has a curvature of tan φ / R at most
/// against a geodesic, and one in this plane about away/2R².
fn may_bend(a: Corner, b: Corner) -> bool {
    let r = SMALLEST_CURVATURE_RADIUS;
    let length = (a.0[0] - b.0[0]).hypot(a.0[1] - b.0[1]);
    let away = a.0[0].hypot(a.0[1]).max(b.0[0].hypot(b.0[1]));
    // The edge can come nearer to a pole than its ends.
    let lat = a.1.lat.abs().max(b.1.lat.abs()).to_radians() + length / r;
    let steepness = if lat < 1.57 { lat.tan() } else { f64::INFINITY };
    length * length / 8.0 * (steepness / r + away / (2.0 * r * r)) > FARTHEST_APART
}

/// About how far the middle of an edge lies from the middle in degrees of its ends (metres).
fn apart(a: LonLat, b: LonLat, middle: LonLat) -> f64 {
    let lon = f64::midpoint(a.lon, near(b.lon, a.lon));
    let east = (near(middle.lon, lon) - lon) * middle.lat.to_radians().cos();
    let north = middle.lat - f64::midpoint(a.lat, b.lat);
    111_700.0 * east.hypot(north)
}

/// A ring in degrees with continuous longitudes; one that winds round a pole is closed over it.
pub(super) fn along_degrees(plane: &EqualArea, ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let corners: Vec<Corner> = ring.iter().map(|p| (*p, plane.inverse(*p))).collect();
    let mut places: Vec<LonLat> = Vec::with_capacity(ring.len());
    for (i, corner) in corners.iter().enumerate() {
        let next = corners[(i + 1) % corners.len()];
        along(plane, *corner, next, MOST_HALVINGS, &mut places);
    }
    let mut out: Vec<[f64; 2]> = Vec::with_capacity(places.len() + 3);
    for p in places {
        let lon = out.last().map_or(p.lon, |last| near(p.lon, last[0]));
        out.push([lon, p.lat]);
    }
    if let (Some(first), Some(last)) = (out.first().copied(), out.last().copied()) {
        let closing = near(first[0], last[0]);
        if (closing - first[0]).abs() > 180.0 {
            let pole = 90f64.copysign(out.iter().map(|p| p[1]).sum());
            out.extend([[closing, first[1]], [closing, pole], [first[0], pole]]);
        }
    }
    out
}

fn polygons(shapes: &[Vec<Vec<IntPoint>>]) -> MultiPolygon<f64> {
    let ring = |points: &Vec<IntPoint>| -> LineString<f64> {
        let closed = points.iter().chain(points.first());
        // Where edges cross at the window's border, rounding can go one step beyond it.
        let coords = closed.map(|p| Coord {
            x: f64::from(p.x.clamp(-HALF_TURN, HALF_TURN)) / GRID,
            y: f64::from(p.y.clamp(-QUARTER_TURN, QUARTER_TURN)) / GRID,
        });
        let mut ring = Vec::with_capacity(points.len() + 1);
        ring.extend(coords);
        LineString(ring)
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
    use crate::base::Metres;
    use geo::{Area, BoundingRect, Intersects, Validation};

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
    fn long_edges_are_where_they_were_also_beside_the_pole() {
        for (lat, size) in [(89.9, 5_000.0), (70.0, 50_000.0), (0.0, 400_000.0)] {
            let plane = EqualArea::new(LonLat::new(20.0, lat));
            let square = vec![
                [-size, -size],
                [size, -size],
                [size, 0.9 * size],
                [-size, size],
            ];
            let area = to_degrees(&plane, &vec![vec![square]]);
            assert!(area.is_valid());
            // A hand's breadth on either side of an edge is on the right side of it.
            for i in 1..200 {
                let t = f64::from(i) / 200.0;
                let (x, y) = (size - 2.0 * t * size, size * (0.9 + 0.1 * t));
                for (off, inside) in [(-0.25, true), (0.25, false)] {
                    let p = plane.inverse([x, y + off]);
                    let held = area.intersects(&geo::Point::new(p.lon, p.lat));
                    assert_eq!(held, inside, "{lat} {t} {off}");
                }
            }
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
