//! What a district needs before its share can be measured; built once per dataset.

use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::OverlayOptions;
use i_overlay::float::simplify::SimplifyShape;
use rayon::prelude::*;
use rstar::primitives::GeomWithData;

use super::Server;
use super::outline::{Outline, orient};
use super::reachable::Tree;
use crate::base::ecef::{EQUATORIAL_RADIUS, Ecef, SMALLEST_CURVATURE_RADIUS, geodesic_upper_bound};
use crate::base::lonlat::wrap_longitude;
use crate::base::projection::EqualArea;
use crate::base::{LonLat, Metres, SquareMetres, geodesic};
use crate::model::{AreaBounds, Dataset, District};

/// The districts of a dataset, each in its own equal-area plane.
pub struct PreparedDistricts {
    pub(super) districts: Vec<Prepared>,
    /// Their centres, and the farthest that a corner lies from its own.
    centres: Tree,
    farthest: Metres,
}

impl PreparedDistricts {
    /// Projects and measures every district, in parallel.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let districts: Vec<Prepared> = dataset.districts.par_iter().map(Prepared::new).collect();
        let entries = (0u32..)
            .zip(&districts)
            .map(|(i, d)| GeomWithData::new(Ecef::from(d.centre).0, i))
            .collect();
        Self {
            centres: Tree::bulk_load(entries),
            farthest: Metres(districts.iter().map(|d| d.reach.0).fold(0.0, f64::max)),
            districts,
        }
    }

    /// How many districts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.districts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.districts.is_empty()
    }

    /// The districts that a facility at `at` with this radius may reach: when it is moved, opened or closed, the answers of these (for
    /// the old place and for the new one) are all that can change. In ascending order; some of them may be out of reach after all.
    #[must_use]
    pub fn touched_by(&self, at: LonLat, radius: Metres) -> Vec<u32> {
        let place = Ecef::from(at);
        let limit = self.farthest.0 + radius.0;
        let mut numbers: Vec<u32> = self
            .centres
            .locate_within_distance(place.0, limit * limit)
            .filter(|entry| {
                let own = self.districts[entry.data as usize].reach.0 + radius.0;
                place.chord2(Ecef(*entry.geom())) <= own * own
            })
            .map(|entry| entry.data)
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

/// One district in its plane.
pub(super) struct Prepared {
    pub centre: LonLat,
    pub plane: EqualArea,
    /// Its border in the plane, clean and oriented.
    pub outline: Outline,
    /// Its area on the ellipsoid, edges being geodesics.
    pub area: SquareMetres,
    /// No corner is farther from the centre than this (geodesic).
    pub reach: Metres,
    /// The share of the area that rounding can move.
    pub rounding: f64,
    /// The polygons as they are in the file.
    pub shape: Arc<MultiPolygon<f64>>,
    /// Whether they are free of crossings and contacts as they are.
    pub clean: bool,
    /// The latitude nearest to a pole (degrees from the equator).
    pub steepest: f64,
    /// Whether it lies on both sides of 180°.
    pub across: bool,
}

/// Edges longer than this are divided before they are projected: they are straight in degrees, not in the plane (metres).
const LONGEST_EDGE: f64 = 2000.0;
/// A geodesic longer than this is divided before its bend in the plane is taken for a parabola (metres).
const LONGEST_GEODESIC: f64 = 10_000.0;
/// Rings with corners farther from the plane's centre than this are measured by Karney's method (metres).
const FARTHEST_IN_PLANE: f64 = 2e6;
/// A millimetre along every border is allowed for rounding (overlays keep tenths of that at this size).
const ROUNDING: f64 = 1e-3;

impl Prepared {
    fn new(district: &District) -> Self {
        let centre = district.extent.centre();
        let plane = EqualArea::new(centre);
        let mut rings = Vec::with_capacity(district.shape.0.len());
        let mut area = 0.0;
        for polygon in district.shape.iter() {
            let exterior = std::iter::once((polygon.exterior(), 1.0));
            for (ring, sign) in exterior.chain(polygon.interiors().iter().map(|r| (r, -1.0))) {
                let walk = Walk::along(&plane, ring);
                area += sign * walk.area;
                rings.push(walk.points);
            }
        }
        let farthest = rings
            .iter()
            .flatten()
            .map(|p| p[0] * p[0] + p[1] * p[1])
            .fold(0.0, f64::max)
            .sqrt();
        let clean = orient(&mut rings);
        let outline = if clean {
            Outline::new(rings)
        } else {
            let shapes = rings.simplify_shape_custom(
                FillRule::EvenOdd,
                OverlayOptions::ogc(),
                Solver::default(),
            );
            Outline::new(shapes.into_iter().flatten())
        };
        let steepest = district.extent.south.abs().max(district.extent.north.abs());
        Self {
            centre,
            rounding: rounding(&outline, steepest),
            outline,
            plane,
            area: SquareMetres(area),
            reach: reach(farthest),
            across: district.extent.west > district.extent.east
                || district.shape.iter().any(|p| {
                    let mut lons = p.exterior().0.iter().map(|c| c.x.abs());
                    lons.any(|lon| lon > 180.0)
                }),
            shape: Arc::clone(&district.shape),
            clean,
            steepest,
        }
    }

    /// Its answer.
    pub fn bounds(&self, low: f64, high: f64) -> AreaBounds {
        AreaBounds {
            area: self.area,
            low,
            high,
        }
    }

    /// Whether the server may reach any of the district.
    pub fn meets(&self, server: &Server) -> bool {
        geodesic::distance(self.centre, server.at).0 - self.reach.0 <= server.radius.0
    }

    /// Whether the whole district certainly lies within the server's reach.
    pub fn lies_within(&self, server: &Server) -> bool {
        if server.radius.0 > SMALLEST_CURVATURE_RADIUS / 2.0 {
            // The bound is too wide for such distances.
            return geodesic::distance(self.centre, server.at).0 + self.reach.0 <= server.radius.0;
        }
        let chord = Metres(Ecef::from(self.centre).chord2(server.at.into()).sqrt());
        geodesic_upper_bound(chord).0 + self.reach.0 <= server.radius.0
    }
}

/// How far on the ellipsoid a place in a plane can lie from its centre: in this projection ρ = 2r·sin(c/2); a per cent more covers
/// the difference between sphere and ellipsoid.
fn reach(farthest: f64) -> Metres {
    let half = (farthest / (2.0 * SMALLEST_CURVATURE_RADIUS)).min(1.0);
    Metres(2.0 * SMALLEST_CURVATURE_RADIUS * half.asin() * 1.01 + 1.0)
}

/// The share of the area by which the outline may be wrong: rounding, and the segments between an edge that is straight in degrees
/// (curvature tan φ / R at most) and the same edge straight in the plane (about ρ / 2R² against geodesics); a segment is 2/3 L·L²κ/8.
fn rounding(outline: &Outline, steepest: f64) -> f64 {
    let steepness = steepest.to_radians().tan().abs() / SMALLEST_CURVATURE_RADIUS;
    let mut room = 0.0;
    for ring in &outline.rings {
        let n = ring.points.len();
        for (i, a) in ring.points.iter().enumerate() {
            let b = ring.points[(i + 1) % n];
            let length = (a[0] - b[0]).hypot(a[1] - b[1]);
            let away = a[0].hypot(a[1]) / (2.0 * EQUATORIAL_RADIUS * EQUATORIAL_RADIUS);
            let bend = (length * length * (steepness + away) / 12.0).min(length / 2.0);
            room += length * (ROUNDING + bend);
        }
    }
    room / outline.area
}

/// A ring as it is walked along once: its corners in the plane, where edges are straight in degrees, and the area inside it, where
/// they are geodesics.
struct Walk {
    points: Vec<[f64; 2]>,
    area: f64,
}

impl Walk {
    fn along(plane: &EqualArea, ring: &LineString<f64>) -> Self {
        let mut points: Vec<[f64; 2]> = Vec::with_capacity(ring.0.len());
        let mut measured = Measured {
            plane,
            first: None,
            last: None,
            twice: 0.0,
        };
        let mut far = false;
        let project = |p: LonLat| {
            let place = Ecef::from(p);
            (place, plane.of_authalic(place.into()))
        };
        let Some(first) = ring.0.first() else {
            return Self { points, area: 0.0 };
        };
        let mut before = project(lonlat(*first));
        measured.add(before);
        for [a, b] in ring
            .0
            .windows(2)
            .filter_map(|w| <[Coord<f64>; 2]>::try_from(w).ok())
            .filter(|[a, b]| a != b)
        {
            points.push(before.1);
            let here = project(lonlat(b));
            // A degree of latitude is 111.7 km at most; of longitude, never more than 111.4.
            let length = 111_700.0 * (b.x - a.x).hypot(b.y - a.y);
            if length > LONGEST_EDGE {
                let pieces = (length / LONGEST_EDGE).ceil().clamp(1.0, 100_000.0) as u32;
                let along = |i: u32| lonlat(a + (b - a) * (f64::from(i) / f64::from(pieces)));
                points.extend((1..pieces).map(|i| plane.forward(along(i))));
            }
            let chord = before.0.chord2(here.0).sqrt();
            if chord > LONGEST_GEODESIC || (b.x - a.x).abs() >= 180.0 {
                for (from, to) in legs(a, b) {
                    let pieces = (geodesic::distance(from, to).0 / LONGEST_GEODESIC).ceil() as u32;
                    let on_the_way = geodesic::between(from, to, pieces);
                    for p in on_the_way.into_iter().skip(1).chain([to]) {
                        measured.add(project(p));
                    }
                }
            } else {
                measured.add(here);
            }
            far |= here.1[0].hypot(here.1[1]) > FARTHEST_IN_PLANE;
            before = here;
        }
        let area = if far {
            geodesic::ring_area(corners(ring)).0
        } else {
            measured.area()
        };
        Self { points, area }
    }
}

/// The area inside a ring of short geodesics, from the plane.
struct Measured<'a> {
    plane: &'a EqualArea,
    first: Option<[f64; 2]>,
    last: Option<(Ecef, [f64; 2])>,
    twice: f64,
}

impl Measured<'_> {
    fn add(&mut self, (place, b): (Ecef, [f64; 2])) {
        let first = *self.first.get_or_insert(b);
        if let Some((before, a)) = self.last {
            let cross = |o: [f64; 2], p: [f64; 2], q: [f64; 2]| {
                (p[0] - o[0]) * (q[1] - o[1]) - (q[0] - o[0]) * (p[1] - o[1])
            };
            // The geodesic bends away from the chord like a parabola: the segment is 4/3 of the triangle with its middle.
            let middle = self
                .plane
                .of_authalic(geodesic::middle(before, place).into());
            self.twice += cross(first, a, b) + 4.0 / 3.0 * cross(a, middle, b);
        }
        self.last = Some((place, b));
    }

    fn area(&self) -> f64 {
        self.twice.abs() / 2.0
    }
}

fn lonlat(c: Coord<f64>) -> LonLat {
    LonLat::new(wrap_longitude(c.x), c.y)
}

/// The geodesics that stand for an edge. Half-way round the Earth or more, the geodesic is another way than the edge: such an edge is
/// divided by degrees.
fn legs(a: Coord<f64>, b: Coord<f64>) -> impl Iterator<Item = (LonLat, LonLat)> {
    let edge = b - a;
    let pieces = if edge.x.abs() < 180.0 {
        1
    } else {
        edge.x.abs().ceil() as u32
    };
    let at = move |i: u32| {
        if i == pieces {
            lonlat(b)
        } else {
            lonlat(a + edge * (f64::from(i) / f64::from(pieces)))
        }
    };
    (0..pieces).map(move |i| (at(i), at(i + 1)))
}

/// The corners of a ring for geodesics between them.
fn corners(ring: &LineString<f64>) -> Vec<LonLat> {
    ring.lines()
        .flat_map(|edge| legs(edge.start, edge.end).map(|(from, _)| from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cap_round_the_pole_has_its_area() {
        let cap = LineString::from(vec![
            (-180.0, 87.0),
            (180.0, 87.0),
            (180.0, 90.0),
            (-180.0, 90.0),
            (-180.0, 87.0),
        ]);
        // PROJ 9: π ρ² with ρ of the parallel in `+proj=laea +lat_0=90 +ellps=WGS84`.
        let truth = 352_650_635_127.995;
        let area = geodesic::ring_area(corners(&cap)).0;
        assert!((area / truth - 1.0).abs() < 1e-4, "{area} {truth}");
        let walk = Walk::along(&EqualArea::new(LonLat::new(0.0, 88.5)), &cap);
        assert!(
            (walk.area / area - 1.0).abs() < 1e-10,
            "{} {area}",
            walk.area
        );
    }

    proptest! {
        #[test]
        fn ring_areas_are_karneys(
            lon in -180.0..180.0, lat in -89.0..89.0, exponent in 2.0..5.9, away in 0.0..300_000.0,
            wobble in prop::collection::vec(0.3..1.0, 3..80)
        ) {
            let middle = LonLat::new(lon, lat);
            let size = 10f64.powf(exponent);
            let n = wobble.len() as f64;
            let corner = |(i, w): (usize, &f64)| geodesic::destination(middle, 360.0 * i as f64 / n, Metres(w * size));
            let ring: Vec<LonLat> = wobble.iter().enumerate().map(corner).collect();
            let truth = geodesic::ring_area(ring.iter().copied()).0;
            let mut line: LineString<f64> = ring.iter().map(|p| (p.lon + 360.0 * ((lon - p.lon) / 360.0).round(), p.lat)).collect();
            // Round a pole the ring is no ring in degrees.
            prop_assume!(line.lines().all(|l| l.dx().abs() < 90.0));
            line.close();
            prop_assume!(line.lines().all(|l| l.dx().abs() < 90.0));
            let plane = EqualArea::new(geodesic::destination(middle, 77.0, Metres(away)));
            let area = Walk::along(&plane, &line).area;
            prop_assert!((area - truth).abs() < 1e-10 * truth + 1e-3, "{area} {truth}");
        }
    }
}
