//! Geodesics on WGS 84 by Karney's method, exact to about 10 nanometres (C. F. F. Karney, *Algorithms for geodesics*,
//! J. Geodesy 87, 2013, <https://arxiv.org/abs/1109.4448>), from the crate `geographiclib-rs`.

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic, PolygonArea, Winding};

use super::angle;
use super::ecef::{ECCENTRICITY_2, EQUATORIAL_RADIUS, Ecef};
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

/// A circle up to this radius is had from a series in its radius (metres).
const SHORT: f64 = 100_000.0;

/// The points at geodesic distance `radius` from `centre`, at `N` equal steps of azimuth, counter-clockwise from north, in space.
///
/// Within a hundredth of a millimetre, and much faster than [`circle`] for radii up to 100 km: the geodesic's Taylor series in its length.
/// On `X·AX = 1`, `A = diag(a⁻², a⁻², b⁻²)`, a geodesic has `X″ = λAX` with `λ = −(T·AT)/|AX|²`, as its acceleration is normal to the
/// surface and `T·AX = 0` all along it; differentiating gives `λ′ = −4λ(AX·AT)/|AX|²` and so on. The fifth term is that of a circle of the
/// same curvature.
#[must_use]
pub fn circle_in_space<const N: usize>(centre: LonLat, radius: Metres) -> [Ecef; N] {
    let azimuth = |i: usize| 360.0 * i as f64 / N as f64;
    if radius.0 > SHORT {
        return std::array::from_fn(|i| destination(centre, -azimuth(i), radius).into());
    }
    let Ecef(x) = centre.into();
    let (sin_lat, cos_lat) = angle::sin_cos(centre.lat);
    let (sin_lon, cos_lon) = angle::sin_cos(centre.lon);
    let east = [-sin_lon, cos_lon, 0.0];
    let north = [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat];
    let ax = metric(x);
    let (g, gag) = (dot(ax, ax), dot(ax, metric(ax)));
    let aax = metric(ax);
    let s = radius.0;
    std::array::from_fn(|i| {
        let (sin, cos) = angle::sin_cos(azimuth(i));
        let t = [0, 1, 2].map(|k| cos * north[k] - sin * east[k]);
        let at = metric(t);
        let m = dot(ax, at);
        let l0 = -dot(t, at) / g;
        let l1 = -4.0 * l0 * m / g;
        let l2 = -4.0 * ((l1 * m + l0 * (dot(at, at) + l0 * gag)) / g - 2.0 * l0 * m * m / (g * g));
        // The fourth power of the curvature is λ²|AX|².
        let k4 = l0 * l0 * g * l0 * l0 * g;
        let s2 = s * s / 2.0;
        let (s3, s4) = (s2 * s / 3.0, s2 * s * s / 12.0);
        let s5 = s4 * s / 5.0;
        let of_ax = s2 * l0 + s3 * l1 + s4 * l2;
        let of_at = s3 * l0 + s4 * 2.0 * l1;
        let of_aax = s4 * l0 * l0;
        let of_t = s + s5 * k4;
        Ecef(
            [0, 1, 2].map(|k| x[k] + of_t * t[k] + of_ax * ax[k] + of_at * at[k] + of_aax * aax[k]),
        )
    })
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// A·v of the ellipsoid's equation X·AX = 1.
fn metric([x, y, z]: [f64; 3]) -> [f64; 3] {
    const ACROSS: f64 = 1.0 / (EQUATORIAL_RADIUS * EQUATORIAL_RADIUS);
    const ALONG: f64 = ACROSS / (1.0 - ECCENTRICITY_2);
    [ACROSS * x, ACROSS * y, ALONG * z]
}

/// The point of the ellipsoid under the middle of the chord of two of its points: for chords up to 10 km, the middle of the geodesic
/// between them within a hundredth of a millimetre.
#[must_use]
pub fn middle(Ecef(a): Ecef, Ecef(b): Ecef) -> Ecef {
    let m = [0, 1, 2].map(|i| f64::midpoint(a[i], b[i]));
    let am = metric(m);
    // Along the normal, by Newton's step on X·AX = 1.
    let lift = (1.0 - dot(m, am)) / (2.0 * dot(am, am));
    Ecef([0, 1, 2].map(|i| m[i] + lift * am[i]))
}

/// The geodesic from `a` to `b` cut into `pieces` equal parts: where they begin, `b` left out.
#[must_use]
pub fn between(a: LonLat, b: LonLat, pieces: u32) -> Vec<LonLat> {
    let (length, azimuth, _, _): (f64, f64, f64, f64) = WGS84.inverse(a.lat, a.lon, b.lat, b.lon);
    let step = length / f64::from(pieces.max(1));
    std::iter::once(a)
        .chain((1..pieces).map(|i| destination(a, azimuth, Metres(f64::from(i) * step))))
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn the_series_of_a_circle_agrees_with_karney(
            lon in -180.0..180.0, lat in -90.0..90.0, exponent in -2.0..5.0, n in 0usize..8
        ) {
            let (at, radius) = (LonLat::new(lon, lat), Metres(10f64.powf(exponent)));
            let series = circle_in_space::<8>(at, radius)[n];
            let truth: Ecef = destination(at, -45.0 * n as f64, radius).into();
            prop_assert!(series.chord2(truth).sqrt() < 1e-5, "{}", series.chord2(truth).sqrt());
        }

        #[test]
        fn the_middle_of_a_short_line_lies_on_it(
            lon in -180.0..180.0, lat in -90.0..90.0, azimuth in 0.0..360.0, length in 1.0..10_000.0
        ) {
            let a = LonLat::new(lon, lat);
            let b = destination(a, azimuth, Metres(length));
            let truth: Ecef = destination(a, azimuth, Metres(length / 2.0)).into();
            let off = middle(a.into(), b.into()).chord2(truth).sqrt();
            prop_assert!(off < 1e-5, "{off}");
            let halves = between(a, b, 2);
            prop_assert!(halves.len() == 2 && Ecef::from(halves[1]).chord2(truth).sqrt() < 1e-6);
        }
    }
}
