//! Planes: Web Mercator to look at, Lambert's azimuthal equal-area projection of the ellipsoid to measure areas in.

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
    sin_beta1: f64,
    cos_beta1: f64,
    radius: f64,
    d: f64,
    q_pole: f64,
}

fn authalic_q(sin_lat: f64) -> f64 {
    let e = ECCENTRICITY_2.sqrt();
    let es = e * sin_lat;
    (1.0 - ECCENTRICITY_2) * (sin_lat / (1.0 - es * es) + es.atanh() / e)
}

impl EqualArea {
    /// The projection about `centre`.
    #[must_use]
    pub fn new(centre: LonLat) -> Self {
        let q_pole = authalic_q(1.0);
        let sin_lat = centre.lat.to_radians().sin();
        let cos_lat = centre.lat.to_radians().cos();
        let sin_beta1 = (authalic_q(sin_lat) / q_pole).clamp(-1.0, 1.0);
        let cos_beta1 = (1.0 - sin_beta1 * sin_beta1).sqrt();
        let radius = EQUATORIAL_RADIUS * (q_pole / 2.0).sqrt();
        let m1 = cos_lat / (1.0 - ECCENTRICITY_2 * sin_lat * sin_lat).sqrt();
        // Near a pole both sides of D vanish together; their quotient tends to 1.
        let d = if cos_beta1 < 1e-9 {
            1.0
        } else {
            EQUATORIAL_RADIUS * m1 / (radius * cos_beta1)
        };
        Self {
            centre,
            sin_beta1,
            cos_beta1,
            radius,
            d,
            q_pole,
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
        let sin_beta = (authalic_q(p.lat.to_radians().sin()) / self.q_pole).clamp(-1.0, 1.0);
        let cos_beta = (1.0 - sin_beta * sin_beta).sqrt();
        let (sin_l, cos_l) = (p.lon - self.centre.lon).to_radians().sin_cos();
        let denominator =
            (1.0 + self.sin_beta1 * sin_beta + self.cos_beta1 * cos_beta * cos_l).max(1e-15);
        let b = self.radius * (2.0 / denominator).sqrt();
        [
            b * self.d * cos_beta * sin_l,
            b / self.d * (self.cos_beta1 * sin_beta - self.sin_beta1 * cos_beta * cos_l),
        ]
    }

    /// The position at a place in the plane (the inverse of [`forward`](Self::forward), to 1e-12 of a radian).
    #[must_use]
    pub fn inverse(&self, [x, y]: [f64; 2]) -> LonLat {
        let (u, v) = (x / self.d, y * self.d);
        let rho = u.hypot(v);
        if rho < 1e-9 {
            let lat = latitude_of(self.sin_beta1, self.q_pole);
            return LonLat::new(wrap_longitude(self.centre.lon), lat);
        }
        let ce = 2.0 * (rho / (2.0 * self.radius)).min(1.0).asin();
        let (sin_c, cos_c) = ce.sin_cos();
        let sin_beta = (cos_c * self.sin_beta1 + v * sin_c * self.cos_beta1 / rho).clamp(-1.0, 1.0);
        let lon = (u * sin_c)
            .atan2(rho * self.cos_beta1 * cos_c - v * self.sin_beta1 * sin_c)
            .to_degrees();
        LonLat::new(
            wrap_longitude(self.centre.lon + lon),
            latitude_of(sin_beta, self.q_pole),
        )
    }
}

/// The geodetic latitude in degrees of an authalic one, by Newton's iteration on q (Snyder 3-16).
fn latitude_of(sin_beta: f64, q_pole: f64) -> f64 {
    let target = sin_beta * q_pole;
    if sin_beta.abs() > 1.0 - 1e-15 {
        return 90f64.copysign(sin_beta);
    }
    let mut phi = sin_beta.asin();
    for _ in 0..8 {
        let (s, c) = phi.sin_cos();
        let w = 1.0 - ECCENTRICITY_2 * s * s;
        let step = (target - authalic_q(s)) * w * w / (2.0 * (1.0 - ECCENTRICITY_2) * c.max(1e-12));
        phi = (phi + step).clamp(-std::f64::consts::FRAC_PI_2, std::f64::consts::FRAC_PI_2);
        if step.abs() < 1e-14 {
            break;
        }
    }
    phi.to_degrees()
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
