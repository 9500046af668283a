//! A geodesic circle in a district's plane, caught between two concentric circles of the plane.
//!
//! Eight places on the geodesic circle are projected. Seen from a centre fitted to them, the distance d of the image is a smooth
//! function of the azimuth whose harmonics shrink by r/R each: the second is the plane's distortion, the third its change. The
//! amplitudes of the first ones come from the samples; what lies beyond them gets a wide margin, which a test checks against exact
//! geodesics.

use super::Server;
use crate::base::Metres;
use crate::base::ecef::EQUATORIAL_RADIUS;
use crate::base::geodesic::circle_in_space;
use crate::base::projection::EqualArea;

/// Places on a circle.
const PLACES: usize = 8;
/// Larger circles are left to polygons (metres).
pub(super) const LARGEST: f64 = 500_000.0;
/// And so are districts with corners farther than this from their plane's centre (metres).
pub(super) const FARTHEST: f64 = 1_000_000.0;
/// Rounding of places in the plane (metres).
const ROUNDING: f64 = 1e-4;

/// All of the geodesic circle's inside lies within `outer` of the centre; all that lies within `inner` is inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caught {
    pub centre: [f64; 2],
    pub inner: f64,
    pub outer: f64,
}

/// Catches the server's circle. Its radius must be at most [`LARGEST`] and it must touch a district of at most [`FARTHEST`].
pub(super) fn caught(plane: &EqualArea, server: &Server) -> Caught {
    let ring =
        circle_in_space::<PLACES>(server.at, server.radius).map(|p| plane.of_authalic(p.into()));
    let n = PLACES as f64;
    let mean = |of: &dyn Fn(usize) -> f64| (0..PLACES).map(of).sum::<f64>() / n;
    let mut centre = [0, 1].map(|axis| mean(&|i| ring[i][axis]));
    let from = |c: [f64; 2]| ring.map(|p| (p[0] - c[0]).hypot(p[1] - c[1]));
    // The first harmonic of d vanishes about a centre that lies a little beside the mean: one step of Newton's towards it.
    let d = from(centre);
    let middle = mean(&|i| d[i]);
    centre = [0, 1].map(|axis| {
        centre[axis]
            + 2.0
                * mean(&|i| {
                    (d[i] - middle) * (ring[i][axis] - centre[axis]) / d[i].max(f64::MIN_POSITIVE)
                })
    });
    let d = from(centre);
    let middle = mean(&|i| d[i]);
    let amplitude = |k: usize| {
        let part = |table: &[f64; PLACES]| 2.0 * mean(&|i| d[i] * table[k * i % PLACES]);
        part(&COS).hypot(part(&SIN))
    };
    let low = amplitude(1) + amplitude(2) + amplitude(3);
    // A strong distortion makes overtones of itself, as an ellipse does.
    let swing = low + amplitude(4) / 2.0 + low * low / middle.max(f64::MIN_POSITIVE);
    let room = swing + beyond_samples(server.radius);
    Caught {
        centre,
        inner: (middle - room).max(0.0),
        outer: middle + room,
    }
}

/// Room for what eight samples cannot tell, and for rounding (metres).
fn beyond_samples(radius: Metres) -> f64 {
    let share = radius.0 / EQUATORIAL_RADIUS;
    radius.0 * share * share * share + ROUNDING
}

const COS: [f64; PLACES] = {
    let h = std::f64::consts::FRAC_1_SQRT_2;
    [1.0, h, 0.0, -h, -1.0, -h, 0.0, h]
};
const SIN: [f64; PLACES] = {
    let h = std::f64::consts::FRAC_1_SQRT_2;
    [0.0, h, 1.0, h, 0.0, -h, -1.0, -h]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{LonLat, geodesic};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_circle_lies_between_the_two(
            lon in -180.0..180.0, lat in -90.0..90.0, azimuth in 0.0..360.0, away in 0.0..FARTHEST,
            exponent in 0.0..5.698_97, place in 0.0..360.0
        ) {
            let at = LonLat::new(lon, lat);
            let radius = Metres(10f64.powf(exponent));
            let plane = EqualArea::new(geodesic::destination(at, azimuth, Metres(away + radius.0)));
            let c = caught(&plane, &Server { at, radius, tier: 0, unit: None });
            let p = plane.forward(geodesic::destination(at, place, radius));
            let d = (p[0] - c.centre[0]).hypot(p[1] - c.centre[1]);
            // Half of the room beyond the samples must be left.
            let spare = beyond_samples(radius) / 2.0;
            prop_assert!(c.inner + spare <= d && d <= c.outer - spare, "{} {d} {}", c.inner, c.outer);
        }
    }

    #[test]
    fn the_ring_between_is_narrow_where_districts_are() {
        let at = LonLat::new(100.0, 35.0);
        let plane = EqualArea::new(geodesic::destination(at, 60.0, Metres::from_km(60.0)));
        for (km, widest) in [(5.0, 0.5), (30.0, 4.0)] {
            let radius = Metres::from_km(km);
            let c = caught(
                &plane,
                &Server {
                    at,
                    radius,
                    tier: 0,
                    unit: None,
                },
            );
            assert!(c.outer - c.inner < widest, "{}", c.outer - c.inner);
        }
    }
}
