//! A position with its earth-centred twin, and the geodesic between two of them without trigonometry where they are near.

use super::ecef::{ECCENTRICITY_2, EQUATORIAL_RADIUS, Ecef};
use super::geodesic;
use super::lonlat::LonLat;
use super::units::Metres;

/// A position in degrees and in earth-centred metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Degrees.
    pub at: LonLat,
    /// The same point, earth-centred.
    pub ecef: Ecef,
}

impl From<LonLat> for Place {
    fn from(at: LonLat) -> Self {
        Self {
            at,
            ecef: at.into(),
        }
    }
}

/// [`Place::distance`] differs from Karney's geodesic by no more than this, metres (a quarter of it was seen; see the test).
pub const AGREEMENT: f64 = 1e-6;
/// Up to this chord the arc of the normal section stands for the geodesic, metres.
const NEAR: f64 = 100_000.0;

impl Place {
    /// The geodesic distance, within [`AGREEMENT`] of Karney's.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Metres {
        arc(self.ecef, other.ecef).unwrap_or_else(|| self.exact_distance(other))
    }

    /// The geodesic distance by Karney's method.
    #[must_use]
    pub fn exact_distance(&self, other: &Self) -> Metres {
        geodesic::distance(self.at, other.at)
    }
}

/// The geodesic between two points that are no farther apart than [`NEAR`], by the circle that osculates the ellipsoid in the
/// middle of the chord, along the chord.
///
/// A geodesic's chord is c = s − κ²s³/24 + O(s⁵) with κ the surface's normal curvature in the middle of the geodesic, where the term
/// of fourth order vanishes by symmetry. For the quadric x² + y² + q z² = a², q = 1/(1 − e²), the normal curvature along a unit vector
/// t is `(t_x² + t_y² + q t_z²) / |(x, y, q z)|` (do Carmo, *Differential Geometry of Curves and Surfaces*, §3-2). What is left of fifth
/// order is 4.3·10⁻⁵ s⁵/R⁴ at most, measured against Karney's.
fn arc(a: Ecef, b: Ecef) -> Option<Metres> {
    const Q: f64 = 1.0 / (1.0 - ECCENTRICITY_2);
    let d = [0, 1, 2].map(|i| b.0[i] - a.0[i]);
    let c2 = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
    if c2 > NEAR * NEAR {
        return None;
    }
    if c2 == 0.0 {
        return Some(Metres(0.0));
    }
    let m = [0, 1, 2].map(|i| 0.5 * (a.0[i] + b.0[i]));
    let flat = m[0] * m[0] + m[1] * m[1];
    let up = m[2] * m[2];
    // The middle of the chord lies below the surface by c²/8R; it is lifted along its radius.
    let lift = EQUATORIAL_RADIUS / (flat + Q * up).sqrt();
    let along = (d[0] * d[0] + d[1] * d[1] + Q * d[2] * d[2]) / c2;
    let curvature = along / (lift * (flat + Q * Q * up).sqrt());
    let c = c2.sqrt();
    // asin(x)/x by its series: x is below 0.008, so the next term is below 10⁻¹⁶.
    let x2 = 0.25 * c2 * curvature * curvature;
    Some(Metres(
        c * (1.0 + x2 * (1.0 / 6.0 + x2 * (3.0 / 40.0 + x2 * (15.0 / 336.0)))),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn the_arc_is_the_geodesic(
            lon in -180.0..180.0, z in -1.0f64..=1.0, azimuth in 0.0..360.0, exponent in -6.0..5.1
        ) {
            let a = LonLat::new(lon, z.asin().to_degrees());
            let b = geodesic::destination(a, azimuth, Metres(10f64.powf(exponent)));
            let (a, b) = (Place::from(a), Place::from(b));
            let (arc, exact) = (a.distance(&b).0, a.exact_distance(&b).0);
            prop_assert!((arc - exact).abs() <= 0.5 * AGREEMENT, "{arc} {exact}");
            prop_assert_eq!(arc.to_bits(), b.distance(&a).0.to_bits());
        }
    }

    #[test]
    fn a_place_is_no_distance_from_itself() {
        for at in [
            LonLat::new(0.0, 90.0),
            LonLat::new(180.0, 0.0),
            LonLat::new(-61.5, 12.0),
        ] {
            let place = Place::from(at);
            assert_eq!(place.distance(&place), Metres(0.0));
        }
        let (east, west) = (
            Place::from(LonLat::new(180.0, 10.0)),
            Place::from(LonLat::new(-180.0, 10.0)),
        );
        assert!(east.distance(&west).0 < AGREEMENT);
    }
}
