//! Geodesics on WGS 84 by Karney's method, exact to about 10 nanometres (C. F. F. Karney, *Algorithms for geodesics*,
//! J. Geodesy 87, 2013, <https://arxiv.org/abs/1109.4448>), from the crate `geographiclib-rs`.

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic, PolygonArea, Winding};

use super::lonlat::{LonLat, wrap_longitude};
use super::units::{Metres, SquareMetres};

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// The length of the shortest path between two positions.
#[must_use]
pub fn distance(a: LonLat, b: LonLat) -> Metres {
    Metres(InverseGeodesic::<f64>::inverse(
        &*WGS84, a.lat, a.lon, b.lat, b.lon,
    ))
}

/// Where one arrives from `start` after `length` along a geodesic that leaves at `azimuth` degrees clockwise from north.
#[must_use]
pub fn destination(start: LonLat, azimuth: f64, length: Metres) -> LonLat {
    let (lat, lon): (f64, f64) = WGS84.direct(start.lat, start.lon, azimuth, length.0);
    LonLat::new(wrap_longitude(lon), lat)
}

/// The points at geodesic distance `radius` from `centre`, at `count` equal steps of azimuth, counter-clockwise from north.
#[must_use]
pub fn circle(centre: LonLat, radius: Metres, count: usize) -> Vec<LonLat> {
    (0..count)
        .map(|i| destination(centre, -360.0 * i as f64 / count as f64, radius))
        .collect()
}

/// The area inside one ring whose corners are joined by geodesics; the ring may be open or closed and turn either way.
#[must_use]
pub fn ring_area(ring: impl IntoIterator<Item = LonLat>) -> SquareMetres {
    let mut polygon = PolygonArea::new(&WGS84, Winding::CounterClockwise);
    for p in ring {
        polygon.add_point(p.lat, p.lon);
    }
    let (_, area, _) = polygon.compute(true);
    SquareMetres(area.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn karneys_published_line_is_reproduced() {
        // JFK to LHR, Algorithms for geodesics, table 2's kind of line; value of GeographicLib's GeodSolve.
        let d = distance(LonLat::new(-73.8, 40.6), LonLat::new(-0.5, 51.6));
        assert!((d.0 - 5_551_759.400_319).abs() < 1e-5, "{}", d.0);
    }

    #[test]
    fn a_pole_to_pole_line_is_the_longest() {
        let d = distance(LonLat::new(0.0, 90.0), LonLat::new(50.0, -90.0));
        assert!((d.0 - super::super::units::LONGEST_GEODESIC.0).abs() < 1e-6);
    }

    #[test]
    fn a_ring_has_the_same_area_either_way_round() {
        let ring = circle(LonLat::new(119.0, 34.0), Metres(5000.0), 360);
        let area = ring_area(ring.iter().copied()).0;
        assert!((area / (std::f64::consts::PI * 25e6) - 1.0).abs() < 1e-4);
        assert!((area - ring_area(ring.into_iter().rev()).0).abs() < 1e-3);
    }
}
