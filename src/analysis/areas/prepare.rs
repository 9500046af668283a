//! What a district needs before its share can be measured; built once per dataset.

use geo::{Coord, LineString};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::OverlayOptions;
use i_overlay::float::simplify::SimplifyShape;
use rayon::prelude::*;

use super::Server;
use super::plane::{Shapes, planar_area};
use crate::base::ecef::{Ecef, SMALLEST_CURVATURE_RADIUS, geodesic_upper_bound};
use crate::base::lonlat::wrap_longitude;
use crate::base::projection::EqualArea;
use crate::base::{LonLat, Metres, SquareMetres, geodesic};
use crate::model::{Dataset, District};

/// The districts of a dataset, each in its own equal-area plane.
pub struct PreparedDistricts {
    pub(super) districts: Vec<Prepared>,
}

impl PreparedDistricts {
    /// Projects and measures every district, in parallel.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        Self {
            districts: dataset.districts.par_iter().map(Prepared::new).collect(),
        }
    }
}

/// One district in its plane.
pub(super) struct Prepared {
    pub centre: LonLat,
    pub plane: EqualArea,
    /// Its polygons in the plane, clean and oriented.
    pub shapes: Shapes,
    /// Their area in the plane.
    pub plane_area: f64,
    /// Its area by Karney's method.
    pub area: SquareMetres,
    /// No corner is farther from the centre than this (geodesic).
    pub reach: Metres,
}

/// Edges longer than this are divided before they are projected: they are straight in degrees, not in the plane (metres).
const LONGEST_EDGE: f64 = 2000.0;

impl Prepared {
    fn new(district: &District) -> Self {
        let centre = district.extent.centre();
        let plane = EqualArea::new(centre);
        let rings = || {
            district
                .shape
                .iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        };
        let projected: Vec<Vec<[f64; 2]>> = rings().map(|ring| project(&plane, ring)).collect();
        let farthest = projected
            .iter()
            .flatten()
            .map(|p| p[0].hypot(p[1]))
            .fold(0.0, f64::max);
        // In this projection ρ = 2r·sin(c/2); a per cent more covers the difference between sphere and ellipsoid.
        let half = (farthest / (2.0 * SMALLEST_CURVATURE_RADIUS)).min(1.0);
        let reach = Metres(2.0 * SMALLEST_CURVATURE_RADIUS * half.asin() * 1.01 + 1.0);
        let shapes = projected.simplify_shape_custom(
            FillRule::EvenOdd,
            OverlayOptions::ogc(),
            Solver::default(),
        );
        let ring_area = |ring: &LineString<f64>| geodesic::ring_area(corners(ring)).0;
        let area = district
            .shape
            .iter()
            .map(|p| ring_area(p.exterior()) - p.interiors().iter().map(ring_area).sum::<f64>())
            .sum();
        Self {
            centre,
            plane_area: planar_area(&shapes),
            shapes,
            plane,
            area: SquareMetres(area),
            reach,
        }
    }

    /// The share of the area that rounding can move: a millimetre along every border (overlays keep tenths of that at this size).
    pub fn rounding(&self) -> f64 {
        let length: f64 = self
            .shapes
            .iter()
            .flatten()
            .flat_map(|ring| (0..ring.len()).map(move |i| (ring[i], ring[(i + 1) % ring.len()])))
            .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]))
            .sum();
        1e-3 * length / self.plane_area
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

/// The corners of a ring for geodesics between them. Half-way round the Earth or more, the geodesic is another way than the edge: such
/// an edge is divided by degrees.
fn corners(ring: &LineString<f64>) -> Vec<LonLat> {
    ring.lines()
        .flat_map(|edge| {
            let pieces = if edge.dx().abs() < 180.0 {
                1
            } else {
                edge.dx().abs().ceil() as u32
            };
            (0..pieces).map(move |i| {
                let t = f64::from(i) / f64::from(pieces);
                LonLat::new(
                    wrap_longitude(edge.start.x + t * edge.dx()),
                    edge.start.y + t * edge.dy(),
                )
            })
        })
        .collect()
}

/// A ring in the plane, its long edges divided.
fn project(plane: &EqualArea, ring: &LineString<f64>) -> Vec<[f64; 2]> {
    let mut out = Vec::with_capacity(ring.0.len());
    for [a, b] in ring
        .0
        .windows(2)
        .filter_map(|w| <[Coord<f64>; 2]>::try_from(w).ok())
    {
        // A degree of latitude is 111.7 km at most; of longitude, never more than 111.4.
        let length = 111_700.0 * (b.x - a.x).hypot(b.y - a.y);
        let pieces = (length / LONGEST_EDGE).ceil().clamp(1.0, 100_000.0) as u32;
        for i in 0..pieces {
            let t = f64::from(i) / f64::from(pieces);
            out.push(plane.forward(LonLat::new(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
