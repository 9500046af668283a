//! The authalic sphere: every area on it is the area on the ellipsoid. A position is a unit vector, so that projecting it about any
//! centre takes no trigonometry.
//!
//! With s = sin φ, Snyder's q (USGS PP 1395, 3-12) has the series q = (1 − e²) Σ e²ⁿ s²ⁿ⁺¹ (2n + 2) / (2n + 1), hence
//! sin β = q / q(1) = s·P(s²) and cos β = cos φ·√h(s²) with polynomials P and h(t) = (1 − t·P(t)²) / (1 − t): no difference of near
//! numbers is left, also at the poles. Eight terms reach the last digit of an `f64`.

use super::angle;
use super::ecef::{ECCENTRICITY_2, EQUATORIAL_RADIUS, Ecef, FLATTENING};
use super::lonlat::{LonLat, wrap_longitude};

/// Terms of the series; the next would be e¹⁶ ≈ 4·10⁻¹⁸.
const TERMS: usize = 8;

const fn q_terms() -> [f64; TERMS] {
    let mut out = [0.0; TERMS];
    let mut power = 1.0 - ECCENTRICITY_2;
    let mut n = 0;
    while n < TERMS {
        out[n] = power * (2 * n + 2) as f64 / (2 * n + 1) as f64;
        power *= ECCENTRICITY_2;
        n += 1;
    }
    out
}

/// q at the pole: the area of the ellipsoid is 2π a² q.
pub(super) const Q_POLE: f64 = {
    let q = q_terms();
    let (mut sum, mut n) = (0.0, TERMS);
    while n > 0 {
        n -= 1;
        sum += q[n];
    }
    sum
};

const P: [f64; TERMS] = {
    let mut out = q_terms();
    let mut n = 0;
    while n < TERMS {
        out[n] /= Q_POLE;
        n += 1;
    }
    out
};

/// h(t) = Σ wₖ (1 + t + … + tᵏ⁻¹) for t·P(t)² = Σ wₖ tᵏ, as Σ wₖ = 1.
const H: [f64; TERMS] = {
    let mut w = [0.0; 2 * TERMS];
    let mut i = 0;
    while i < TERMS {
        let mut j = 0;
        while j < TERMS {
            w[i + j + 1] += P[i] * P[j];
            j += 1;
        }
        i += 1;
    }
    let mut out = [0.0; TERMS];
    let (mut sum, mut k) = (0.0, 2 * TERMS);
    while k > 1 {
        k -= 1;
        sum += w[k];
        if k <= TERMS {
            out[k - 1] = sum;
        }
    }
    out
};

fn polynomial(terms: &[f64; TERMS], t: f64) -> f64 {
    terms.iter().rev().fold(0.0, |sum, c| sum * t + c)
}

/// A position on the authalic sphere: a unit vector towards (authalic latitude, longitude), axes as in [`Ecef`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Authalic(pub [f64; 3]);

impl From<LonLat> for Authalic {
    fn from(p: LonLat) -> Self {
        Self::of(angle::sin_cos(p.lat).into(), angle::sin_cos(p.lon).into())
    }
}

impl Authalic {
    /// From the sines and cosines of latitude and longitude.
    fn of([sin_lat, cos_lat]: [f64; 2], [sin_lon, cos_lon]: [f64; 2]) -> Self {
        let t = sin_lat * sin_lat;
        let cos_beta = cos_lat * polynomial(&H, t).sqrt();
        Self([
            cos_beta * cos_lon,
            cos_beta * sin_lon,
            sin_lat * polynomial(&P, t),
        ])
    }

    /// Of a place in Web Mercator's plane ([`mercator`](super::projection::mercator)): as tan φ = sinh ψ, it takes no inverse function.
    #[must_use]
    pub fn of_mercator([x, y]: [f64; 2]) -> Self {
        let psi = (0.5 - y) * std::f64::consts::TAU;
        let longitude = ((x - 0.5) * std::f64::consts::TAU).sin_cos();
        Self::of([psi.tanh(), 1.0 / psi.cosh()], longitude.into())
    }
}

impl From<Ecef> for Authalic {
    /// Of a point on the ellipsoid's surface (within millimetres).
    fn from(Ecef([x, y, z]): Ecef) -> Self {
        let n_sin = z / (1.0 - ECCENTRICITY_2);
        // N² = a² + e² N² sin² φ.
        let n = (EQUATORIAL_RADIUS * EQUATORIAL_RADIUS + ECCENTRICITY_2 * n_sin * n_sin).sqrt();
        let sin_lat = n_sin / n;
        let t = sin_lat * sin_lat;
        let scale = polynomial(&H, t).sqrt() / n;
        Self([scale * x, scale * y, sin_lat * polynomial(&P, t)])
    }
}

/// φ − β = Σ cₖ sin 2kβ, the series in the third flattening n to n⁵ (C. F. F. Karney, *On auxiliary latitudes*, Survey Review 56,
/// 2024, <https://arxiv.org/abs/2212.05818>, eq. A20).
const TO_GEODETIC: [f64; 5] = {
    let n = FLATTENING / (2.0 - FLATTENING);
    let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
    [
        n * 4.0 / 3.0 + n2 * 4.0 / 45.0 - n3 * 16.0 / 35.0 - n4 * 2582.0 / 14175.0
            + n4 * n * 60136.0 / 467_775.0,
        n2 * 46.0 / 45.0 + n3 * 152.0 / 945.0 - n4 * 11966.0 / 14175.0 - n4 * n * 21016.0 / 51975.0,
        n3 * 3044.0 / 2835.0 + n4 * 3802.0 / 14175.0 - n4 * n * 94388.0 / 66825.0,
        n4 * 6059.0 / 4725.0 + n4 * n * 41072.0 / 93555.0,
        n4 * n * 768_272.0 / 467_775.0,
    ]
};

impl From<Authalic> for LonLat {
    /// The position in (−180, 180] degrees; the vector need not have the length 1.
    fn from(Authalic([x, y, z]): Authalic) -> Self {
        let across = x.hypot(y);
        let lon = if across > 0.0 { y.atan2(x) } else { 0.0 };
        let length = across.hypot(z);
        let (sin, cos) = (z / length, across / length);
        let (sin2, cos2) = (2.0 * sin * cos, (cos - sin) * (cos + sin));
        // Clenshaw's sum of sines.
        let (mut u, mut before) = (0.0, 0.0);
        for c in TO_GEODETIC.iter().rev() {
            (u, before) = (c + 2.0 * cos2 * u - before, u);
        }
        let lat = z.atan2(across) + u * sin2;
        Self::new(wrap_longitude(lon.to_degrees()), lat.to_degrees())
    }
}

#[cfg(test)]
mod tests {
    use super::super::projection::mercator;
    use super::*;
    use proptest::prelude::*;

    /// Snyder 3-12, in closed form.
    fn q(sin_lat: f64) -> f64 {
        let e = ECCENTRICITY_2.sqrt();
        let es = e * sin_lat;
        (1.0 - ECCENTRICITY_2) * (sin_lat / (1.0 - es * es) + es.atanh() / e)
    }

    #[test]
    fn the_series_is_the_closed_form() {
        assert!((Q_POLE - q(1.0)).abs() < 1e-15);
        for i in 0..=9000 {
            let lat = f64::from(i) / 100.0;
            let Authalic([x, y, z]) = LonLat::new(0.0, lat).into();
            assert!(
                (z - q(lat.to_radians().sin()) / q(1.0)).abs() < 4e-16,
                "{lat}"
            );
            assert!((x * x + z * z - 1.0).abs() < 1e-15 && y == 0.0, "{lat}");
        }
    }

    #[test]
    fn a_hairs_breadth_from_the_pole_is_kept() {
        let Authalic([x, _, z]) = LonLat::new(0.0, 90.0 - 1e-10).into();
        // Near the pole R dβ = c dφ with the polar radius of curvature c = a²/b.
        let c = EQUATORIAL_RADIUS / (1.0 - FLATTENING);
        let r = EQUATORIAL_RADIUS * (Q_POLE / 2.0).sqrt();
        let truth = 1e-10_f64.to_radians() * c / r;
        assert!((x / truth - 1.0).abs() < 1e-3 && z <= 1.0, "{x} {truth}");
    }

    proptest! {
        #[test]
        fn the_way_back_is_exact(lon in -180.0..180.0, lat in -90.0..90.0) {
            let p = LonLat::new(lon, lat);
            let seen = Authalic::of_mercator(mercator(p));
            if lat.abs() < 85.0 {
                let [a, b] = [LonLat::from(seen), LonLat::from(Authalic::from(p))];
                prop_assert!((a.lat - b.lat).abs() < 1e-11 && (a.lon - b.lon).abs() < 1e-11);
            }
            for back in [LonLat::from(Authalic::from(p)), LonLat::from(Authalic::from(Ecef::from(p)))] {
                prop_assert!((back.lat - lat).abs() < 1e-13, "{lat} {}", back.lat);
                prop_assert!((back.lon - lon).abs() < 1e-12, "{lon} {}", back.lon);
            }
        }
    }
}
