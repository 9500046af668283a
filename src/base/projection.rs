//! Planes: Web Mercator to look at, Lambert's azimuthal equal-area projection of the ellipsoid to measure areas in.

use super::angle;
use super::authalic::{Authalic, Q_POLE};
use super::ecef::{ECCENTRICITY_2, EQUATORIAL_RADIUS};
use super::lonlat::{LonLat, wrap_longitude};

/// The latitude at which the square of Web Mercator ends, degrees.
pub const MERCATOR_LIMIT: f64 = 85.051_128_779_806_59;

/// A position in Web Mercator's unit square: x grows eastward, y southward, both 0 to 1.
///
/// Latitudes beyond ±85.05° are drawn at the edge. For the screen only: no distance is taken from it.
#[must_use]
pub fn mercator(p: LonLat) -> [f64; 2] {
    let lat = p.lat.clamp(-MERCATOR_LIMIT, MERCATOR_LIMIT).to_radians();
    [
        p.lon / 360.0 + 0.5,
        0.5 - lat.tan().asinh() / std::f64::consts::TAU,
    ]
}

/// The position at a place of Web Mercator's unit square; x outside 0 to 1 wraps round the Earth.
#[must_use]
pub fn mercator_inverse([x, y]: [f64; 2]) -> LonLat {
    let lat = ((0.5 - y) * std::f64::consts::TAU)
        .sinh()
        .atan()
        .to_degrees();
    LonLat::new(wrap_longitude((x - 0.5) * 360.0), lat)
}

/// Lambert's azimuthal equal-area projection of the WGS 84 ellipsoid about a centre, by way of the authalic sphere
/// (J. P. Snyder, *Map Projections: A Working Manual*, USGS PP 1395, pp. 187–190 and 16–17). Metres; x east, y north.
///
/// Every area in this plane is the area on the ellipsoid; shapes near the centre are true.
#[derive(Debug, Clone)]
pub struct EqualArea {
    centre: LonLat,
    /// The centre on the authalic sphere, with the directions east and north there.
    up: [f64; 3],
    east: [f64; 3],
    north: [f64; 3],
    radius: f64,
    d: f64,
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

impl EqualArea {
    /// The projection about `centre`.
    #[must_use]
    pub fn new(centre: LonLat) -> Self {
        let Authalic(up) = centre.into();
        let (sin_lat, cos_lat) = angle::sin_cos(centre.lat);
        let (sin_lon, cos_lon) = angle::sin_cos(centre.lon);
        let n = EQUATORIAL_RADIUS / (1.0 - ECCENTRICITY_2 * sin_lat * sin_lat).sqrt();
        let cos_beta = up[0].hypot(up[1]);
        let radius = EQUATORIAL_RADIUS * (Q_POLE / 2.0).sqrt();
        // Snyder's D, which makes shapes true at the centre. At a pole, where the parallels are circles anyway, it is 1.
        let d = if cos_lat < 1e-12 {
            1.0
        } else {
            n * cos_lat / (radius * cos_beta)
        };
        Self {
            centre,
            up,
            east: [-sin_lon, cos_lon, 0.0],
            north: [-up[2] * cos_lon, -up[2] * sin_lon, cos_beta],
            radius,
            d,
        }
    }

    /// The position at the middle of the plane.
    #[must_use]
    pub fn centre(&self) -> LonLat {
        self.centre
    }

    /// The place of a position in the plane, metres.
    #[must_use]
    pub fn forward(&self, p: LonLat) -> [f64; 2] {
        self.of_authalic(p.into())
    }

    /// The place in the plane of a position on the authalic sphere, metres.
    #[must_use]
    pub fn of_authalic(&self, Authalic(v): Authalic) -> [f64; 2] {
        let b = self.radius * (2.0 / (1.0 + dot(self.up, v)).max(1e-15)).sqrt();
        [
            b * self.d * dot(self.east, v),
            b / self.d * dot(self.north, v),
        ]
    }

    /// The position at a place in the plane (the inverse of [`forward`](Self::forward), to 1e-12 of a radian).
    #[must_use]
    pub fn inverse(&self, [x, y]: [f64; 2]) -> LonLat {
        let (u, v) = (x / self.d / self.radius, y * self.d / self.radius);
        // ρ = 2 sin(c/2), hence cos c = 1 − ρ²/2 and sin c = ρ √(1 − ρ²/4); the plane ends at ρ = 2.
        let rho2 = u * u + v * v;
        let (u, v, rho2) = if rho2 > 4.0 {
            let shrink = 2.0 / rho2.sqrt();
            (u * shrink, v * shrink, 4.0)
        } else {
            (u, v, rho2)
        };
        let (cos, sin) = (1.0 - rho2 / 2.0, (1.0 - rho2 / 4.0).max(0.0).sqrt());
        Authalic([0, 1, 2].map(|i| cos * self.up[i] + sin * (u * self.east[i] + v * self.north[i])))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::geodesic;
    use super::super::units::Metres;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn proj_agrees() {
        // PROJ 9: `+proj=laea +lat_0=40 +lon_0=-100 +ellps=WGS84` (Snyder's example of p. 333 has Clarke's ellipsoid).
        let [x, y] = EqualArea::new(LonLat::new(-100.0, 40.0)).forward(LonLat::new(-110.0, 30.0));
        assert!((x + 965_914.616_238_9).abs() < 1e-4, "{x}");
        assert!((y + 1_056_842.300_193_0).abs() < 1e-4, "{y}");
    }

    fn shoelace(ring: &[[f64; 2]]) -> f64 {
        let n = ring.len();
        (0..n)
            .map(|i| ring[i][0] * ring[(i + 1) % n][1] - ring[(i + 1) % n][0] * ring[i][1])
            .sum::<f64>()
            .abs()
            / 2.0
    }

    proptest! {
        #[test]
        fn inverse_undoes_forward(lon in -180.0..180.0, lat in -90.0..90.0, az in 0.0..360.0, km in 0.0..3000.0) {
            let centre = LonLat::new(lon, lat);
            let p = geodesic::destination(centre, az, Metres(km * 1000.0));
            let plane = EqualArea::new(centre);
            let back = plane.inverse(plane.forward(p));
            prop_assert!(geodesic::distance(p, back).0 < 1e-3, "{p:?} {back:?}");
        }

        #[test]
        fn areas_are_those_of_the_ellipsoid(lon in -180.0..180.0, lat in -90.0..90.0, az in 0.0..360.0, km in 0.0..800.0) {
            let plane = EqualArea::new(LonLat::new(lon, lat));
            let middle = geodesic::destination(LonLat::new(lon, lat), az, Metres(km * 1000.0));
            let ring = geodesic::circle(middle, Metres(20_000.0), 720);
            let flat: Vec<_> = ring.iter().map(|p| plane.forward(*p)).collect();
            let truth = geodesic::ring_area(ring).0;
            prop_assert!((shoelace(&flat) / truth - 1.0).abs() < 1e-6, "{} {truth}", shoelace(&flat));
        }

        #[test]
        fn mercator_round_trips(lon in -179.9..179.9, lat in -85.0..85.0) {
            let p = mercator_inverse(mercator(LonLat::new(lon, lat)));
            prop_assert!((p.lon - lon).abs() < 1e-9 && (p.lat - lat).abs() < 1e-9);
        }
    }
}
