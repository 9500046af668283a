//! Numbers of JSON: the nearest `f64`, to the last bit.
//!
//! Numbers as people write them have few digits: where both the digits and the power of ten are exact, one multiplication or division
//! rounds correctly (Clinger 1990, "How to read floating point numbers accurately", the fast path). Anything longer goes to the standard
//! library.

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    /// All of it.
    pub text: &'a str,
    /// Whether it has neither a fraction nor an exponent.
    pub integral: bool,
    /// Whether it has a minus sign.
    pub negative: bool,
    /// The digits without the point, if there are no more than [`EXACT_DIGITS`].
    pub mantissa: u64,
    /// How many digits there are.
    pub digits: u32,
    /// The power of ten that the digits are multiplied with.
    pub scale: i32,
}

/// So many digits fit in 64 bits whatever they are.
const EXACT_DIGITS: u32 = 18;
/// The powers of ten that an `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

impl<'a> Number<'a> {
    /// `NaN`, `Infinity` or `-Infinity`.
    pub fn not_finite(text: &'a str) -> Self {
        Self {
            text,
            integral: false,
            negative: false,
            mantissa: 0,
            digits: u32::MAX,
            scale: 0,
        }
    }

    /// The nearest `f64`; infinite when it is too large, NaN for `NaN`.
    #[inline]
    pub fn value(&self) -> f64 {
        let power = POWERS.get(self.scale.unsigned_abs() as usize);
        let (Some(power), true) = (
            power,
            self.digits <= EXACT_DIGITS && self.mantissa <= 1 << f64::MANTISSA_DIGITS,
        ) else {
            return self.text.parse().unwrap_or(f64::NAN);
        };
        let digits = self.mantissa as f64;
        let value = if self.scale < 0 {
            digits / power
        } else {
            digits * power
        };
        if self.negative { -value } else { value }
    }

    /// The number as a whole one, if it is written as such and fits.
    #[inline]
    pub fn whole(&self) -> Option<i64> {
        if !self.integral {
            return None;
        }
        if self.digits > EXACT_DIGITS {
            return self.text.parse().ok();
        }
        let value = i64::try_from(self.mantissa).ok()?;
        Some(if self.negative { -value } else { value })
    }
}
