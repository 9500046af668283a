//! Sine and cosine of degrees: exact at the quarters, and much faster than by way of radians, as a nation's places need them at once.

/// Adding it rounds to a whole number, which then stands in the lowest bits.
const WHOLE: f64 = 6_755_399_441_055_744.0; // 1.5 · 2⁵²

/// Sine and cosine of an angle in degrees, of up to some million turns, each within two units in the last place.
///
/// The quarter turn is taken off in degrees, where that loses nothing; between −45° and 45° stand the minimax polynomials of fdlibm
/// (Ng, K. C., 1993, `k_sin.c` and `k_cos.c`). There is no branch, so that several angles are worked on at once.
#[allow(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the processor's own instructions"
)]
#[inline(always)]
#[must_use]
pub fn sin_cos(degrees: f64) -> (f64, f64) {
    let shifted = degrees * (1.0 / 90.0) + WHOLE;
    let x = (degrees - 90.0 * (shifted - WHOLE)).to_radians();
    let quarter = shifted.to_bits();
    let z = x * x;
    let sin = x + z
        * x
        * (-1.666_666_666_666_663_2e-1
            + z * (8.333_333_333_322_49e-3
                + z * (-1.984_126_982_985_795e-4
                    + z * (2.755_731_370_707_006_8e-6
                        + z * (-2.505_076_025_340_686_3e-8 + z * 1.589_690_995_211_55e-10)))));
    let rest = z
        * z
        * (4.166_666_666_666_66e-2
            + z * (-1.388_888_888_887_411e-3
                + z * (2.480_158_728_947_673e-5
                    + z * (-2.755_731_435_139_066_3e-7
                        + z * (2.087_572_321_298_175e-9 + z * -1.135_964_755_778_819_5e-11)))));
    let half = 0.5 * z;
    let w = 1.0 - half;
    let cos = w + (((1.0 - w) - half) + rest);
    // Selected by masks: a branch would keep the compiler from working on several angles at once.
    let odd = 0u64.wrapping_sub(quarter & 1);
    let swap = (sin.to_bits() ^ cos.to_bits()) & odd;
    let signed = |bits: u64, minus: u64| f64::from_bits(bits ^ ((minus & 2) << 62));
    (
        signed(sin.to_bits() ^ swap, quarter),
        signed(cos.to_bits() ^ swap, quarter.wrapping_add(1)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quarters_are_exact() {
        for (degrees, sin, cos) in [
            (0.0, 0.0, 1.0),
            (90.0, 1.0, 0.0),
            (180.0, 0.0, -1.0),
            (270.0, -1.0, 0.0),
            (-90.0, -1.0, 0.0),
            (-180.0, 0.0, -1.0),
            (360.0, 0.0, 1.0),
        ] {
            assert_eq!(sin_cos(degrees), (sin, cos), "{degrees}");
        }
        assert!(sin_cos(f64::NAN).0.is_nan());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn it_is_the_sine_and_cosine(degrees in -720.0..720.0f64) {
            // Taken off exactly, so that what is compared is not the standard library's rounding of many radians.
            let quarter = (degrees / 90.0).round();
            let (sin, cos) = (degrees - 90.0 * quarter).to_radians().sin_cos();
            let expected = match quarter.rem_euclid(4.0) as u8 {
                0 => (sin, cos),
                1 => (cos, -sin),
                2 => (-sin, -cos),
                _ => (-cos, sin),
            };
            let found = sin_cos(degrees);
            for (a, b) in [(found.0, expected.0), (found.1, expected.1)] {
                prop_assert!((a - b).abs() <= 2.0 * f64::EPSILON * b.abs(), "{} {}", a, b);
            }
        }
    }
}
