//! Earth-centred, Earth-fixed coordinates: the space in which near is near on the ellipsoid, also at the poles and across 180°.
//!
//! Between two points of the ellipsoid let `c` be the straight chord and `s` the geodesic. Then
//!
//! * `c ≤ s`, as the straight line is the shortest way, and
//! * `s ≤ 2ρ·asin(c / 2ρ)` with ρ = a(1 − e²), the smallest radius of normal curvature on the ellipsoid. A geodesic bends only by
//!   the surface's normal curvature, which never exceeds 1/ρ; by Schur's comparison theorem (do Carmo, *Differential Geometry of
//!   Curves and Surfaces*, §5-7) its chord is no shorter than that of a circle of radius ρ with the same length.
//!
//! Five kilometres apart the two bounds differ by 0.13 mm, so an exact geodesic is needed for next to no pair.

use super::angle;
use super::lonlat::LonLat;
use super::units::Metres;

/// WGS 84 equatorial radius, metres (NIMA TR8350.2).
pub const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
/// WGS 84 flattening (NIMA TR8350.2).
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// First eccentricity squared, f(2 − f).
pub const ECCENTRICITY_2: f64 = FLATTENING * (2.0 - FLATTENING);
/// The smallest radius of normal curvature, a(1 − e²): the meridian's at the equator, metres.
pub const SMALLEST_CURVATURE_RADIUS: f64 = EQUATORIAL_RADIUS * (1.0 - ECCENTRICITY_2);
/// Rounding of chords and geodesics in `f64`, with a wide margin, metres.
pub const ROUNDING: f64 = 1e-7;

/// A point in earth-centred metres: x towards (0° E, 0° N), y towards 90° E, z towards the north pole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ecef(pub [f64; 3]);

impl From<LonLat> for Ecef {
    /// The point of the ellipsoid's surface at this position (height zero).
    #[allow(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the processor's own instructions"
    )]
    #[inline(always)]
    fn from(p: LonLat) -> Self {
        let (sin_lat, cos_lat) = angle::sin_cos(p.lat);
        let (sin_lon, cos_lon) = angle::sin_cos(p.lon);
        let n = EQUATORIAL_RADIUS / (1.0 - ECCENTRICITY_2 * sin_lat * sin_lat).sqrt();
        Self([
            n * cos_lat * cos_lon,
            n * cos_lat * sin_lon,
            n * (1.0 - ECCENTRICITY_2) * sin_lat,
        ])
    }
}

impl Ecef {
    /// The straight distance through the Earth, squared, in square metres.
    #[must_use]
    pub fn chord2(self, other: Self) -> f64 {
        let [a, b, c] = [0, 1, 2].map(|i| self.0[i] - other.0[i]);
        a * a + b * b + c * c
    }
}

/// Chords no longer than this have a geodesic no longer than `longest` (see the module's text); negative: no chord is sure to.
#[must_use]
pub fn sure_chord(longest: Metres) -> f64 {
    let half = longest.0 / (2.0 * SMALLEST_CURVATURE_RADIUS);
    if half < std::f64::consts::FRAC_PI_2 {
        2.0 * SMALLEST_CURVATURE_RADIUS * half.sin() - ROUNDING
    } else {
        -1.0
    }
}

/// An upper bound of the geodesic whose chord is `chord` (see the module's text).
#[must_use]
pub fn geodesic_upper_bound(chord: Metres) -> Metres {
    let half = chord.0 / (2.0 * SMALLEST_CURVATURE_RADIUS);
    if half < 0.1 {
        // asin x ≤ x + 0.17 x³ up to there: the series' next terms take up less than the rounding up from 1/6.
        return Metres(chord.0 * (1.0 + 0.17 * half * half) + ROUNDING);
    }
    if half < 1.0 {
        Metres(2.0 * SMALLEST_CURVATURE_RADIUS * half.asin() * (1.0 + 1e-15) + ROUNDING)
    } else {
        super::units::LONGEST_GEODESIC
    }
}

#[cfg(test)]
mod tests {
    use super::super::geodesic;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_geodesic_lies_between_chord_and_bound(
            lon in -180.0..180.0, lat in -90.0..90.0, azimuth in 0.0..360.0, exponent in -3.0..7.3
        ) {
            let a = LonLat::new(lon, lat);
            let b = geodesic::destination(a, azimuth, Metres(10f64.powf(exponent)));
            let s = geodesic::distance(a, b).0;
            let c = Ecef::from(a).chord2(b.into()).sqrt();
            prop_assert!(c <= s + ROUNDING, "chord {c} geodesic {s}");
            prop_assert!(s <= geodesic_upper_bound(Metres(c)).0 + ROUNDING, "geodesic {s} chord {c}");
        }
    }
}
