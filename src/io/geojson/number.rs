//! Numbers of JSON: the nearest `f64`, to the last bit.
//!
//! Numbers as people write them have few digits: where both the digits and the power of ten are exact, one multiplication or division
//! rounds correctly (Clinger 1990, "How to read floating point numbers accurately", the fast path). Anything longer goes to the standard
//! library.

use super::json::{Cursor, Expected, Syntax};

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

/// What so many more digits multiply with.
const SHIFTS: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// How many of the bytes are digits before the first that is none, and their value. All eight are worked on at once: neighbours are
/// joined to pairs, pairs to fours, fours to eight.
#[inline]
fn leading_digits(eight: [u8; 8]) -> (usize, u64) {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let x = u64::from_le_bytes(eight) ^ (ONES * u64::from(b'0'));
    // The lowest marked byte is the first that is none; a carry can only reach bytes above it.
    let none = (x.wrapping_add(ONES * 0x76) | x) & (ONES << 7);
    let count = (none.trailing_zeros() / 8) as usize;
    if count == 0 {
        return (0, 0);
    }
    // The digits go to the end; what is shifted in before them are zeros.
    let x = x << (64 - 8 * count);
    let x = (x * 10 + (x >> 8)) & 0x00ff_00ff_00ff_00ff;
    let x = (x * 100 + (x >> 16)) & 0x0000_ffff_0000_ffff;
    (count, (x * 10_000 + (x >> 32)) & 0xffff_ffff)
}

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

impl<'a> Cursor<'a> {
    /// Reads a number.
    #[inline]
    pub fn number(&mut self) -> Result<Number<'a>, Syntax> {
        self.space();
        let start = self.at;
        let negative = self.eat(b'-');
        let mut number = Number {
            text: "",
            integral: true,
            negative,
            mantissa: 0,
            digits: 0,
            scale: 0,
        };
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(&mut number)?,
            _ => return self.not_a_digit(start),
        }
        if self.eat(b'.') {
            number.integral = false;
            let before = self.at;
            self.digits(&mut number)?;
            number.scale = -i32::try_from(self.at - before).unwrap_or(i32::MAX);
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            number.integral = false;
            self.exponent(&mut number)?;
        }
        number.text = &self.text[start..self.at];
        Ok(number)
    }

    #[inline]
    fn digits(&mut self, into: &mut Number<'_>) -> Result<(), Syntax> {
        let start = self.at;
        while let Some(eight) = self.bytes[self.at..].first_chunk::<8>() {
            let (count, value) = leading_digits(*eight);
            into.mantissa = into
                .mantissa
                .wrapping_mul(SHIFTS[count])
                .wrapping_add(value);
            self.at += count;
            if count < 8 {
                break;
            }
        }
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            into.mantissa = into
                .mantissa
                .wrapping_mul(10)
                .wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        into.digits = into.digits.saturating_add((self.at - start) as u32);
        if self.at == start {
            self.fail(Expected::Digit)
        } else {
            Ok(())
        }
    }

    #[cold]
    fn exponent(&mut self, into: &mut Number<'_>) -> Result<(), Syntax> {
        self.at += 1;
        let below = !self.eat(b'+') && self.eat(b'-');
        let mut power = Number {
            digits: 0,
            mantissa: 0,
            ..*into
        };
        self.digits(&mut power)?;
        let by = if power.digits < 9 {
            power.mantissa as i32
        } else {
            i32::MAX / 2
        };
        into.scale = into.scale.saturating_add(if below { -by } else { by });
        Ok(())
    }

    #[cold]
    fn not_a_digit(&mut self, start: usize) -> Result<Number<'a>, Syntax> {
        for word in ["NaN", "Infinity", "-Infinity"] {
            if self.bytes[start..].starts_with(word.as_bytes()) {
                self.at = start + word.len();
                return Ok(Number::not_finite(word));
            }
        }
        self.fail(match self.peek() {
            Some(b'N' | b'I') => Expected::Value,
            _ => Expected::Digit,
        })
    }

    /// The value of the number that comes next: what nearly every coordinate is, up to seven digits, a point and up to seven more,
    /// without a detour.
    #[inline]
    fn degree(&mut self) -> Option<f64> {
        self.space();
        match self.few_digits() {
            Some((value, length)) => {
                self.at += length;
                Some(value)
            }
            None => self.number().ok().map(|n| n.value()),
        }
    }

    /// The value and the length of a number of few digits with a point, if one comes next and the text goes on well behind it.
    #[inline]
    fn few_digits(&self) -> Option<(f64, usize)> {
        let number = self.bytes.get(self.at..)?;
        let negative = number.first() == Some(&b'-');
        let digits = number.get(usize::from(negative)..)?;
        let (before, whole) = leading_digits(*digits.first_chunk()?);
        let (point, decimals) = digits.get(before..)?.split_first()?;
        let (behind, fraction) = leading_digits(*decimals.first_chunk()?);
        // A needless zero at the beginning is no JSON.
        let few = *point == b'.'
            && (1..8).contains(&before)
            && (1..8).contains(&behind)
            && (before == 1 || digits[0] != b'0')
            && !matches!(decimals[behind], b'e' | b'E');
        if !few {
            return None;
        }
        // Fourteen digits and the power are exact: the division rounds correctly.
        let value = (whole * SHIFTS[behind] + fraction) as f64 / POWERS[behind];
        let length = usize::from(negative) + before + 1 + behind;
        Some((if negative { -value } else { value }, length))
    }

    /// Reads a whole number of up to seven digits without a sign, what nearly every count is, if one comes next and the text goes on
    /// well behind it.
    #[inline]
    pub fn small_whole(&mut self) -> Option<i64> {
        let digits = *self.bytes.get(self.at..)?.first_chunk()?;
        let (count, whole) = leading_digits(digits);
        let small = (1..8).contains(&count)
            && (count == 1 || digits[0] != b'0')
            && !matches!(digits[count], b'.' | b'e' | b'E');
        if !small {
            return None;
        }
        self.at += count;
        i64::try_from(whole).ok()
    }

    /// Reads a pair of numbers in brackets, or stays where it is when anything else stands there.
    #[inline]
    pub fn pair(&mut self) -> Option<[f64; 2]> {
        let start = self.at;
        let read = self.try_pair();
        if read.is_none() {
            self.at = start;
        }
        read
    }

    #[inline]
    fn try_pair(&mut self) -> Option<[f64; 2]> {
        self.space();
        if !self.eat(b'[') {
            return None;
        }
        let x = self.degree()?;
        self.space();
        if !self.eat(b',') {
            return None;
        }
        let y = self.degree()?;
        self.space();
        self.eat(b']').then_some([x, y])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn digits_are_counted_and_joined(bytes in any::<[u8; 8]>(), digits in "[0-9]{0,8}") {
            let mut eight = bytes;
            eight[..digits.len()].copy_from_slice(digits.as_bytes());
            let count = eight.iter().take_while(|b| b.is_ascii_digit()).count();
            let value = eight[..count].iter().fold(0, |v, b| 10 * v + u64::from(b - b'0'));
            prop_assert_eq!(leading_digits(eight), (count, value));
        }

        #[test]
        fn any_number_comes_back_to_the_bit(value in any::<f64>().prop_filter("finite", |v| v.is_finite())) {
            let json = format!("{value}");
            prop_assert_eq!(Cursor::new(&json).number().expect("valid").value().to_bits(), value.to_bits());
        }

        #[test]
        fn what_people_write_comes_back_to_the_bit(text in r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?") {
            let number = Cursor::new(&text).number().expect("valid");
            let theirs: f64 = text.parse().expect("a number");
            prop_assert_eq!(number.value().to_bits(), theirs.to_bits(), "{}", text);
            prop_assert_eq!(number.whole(), text.parse::<i64>().ok());
        }

        #[test]
        fn a_small_whole_number_is_the_number(text in r"-?[0-9]{1,9}(\.[0-9]|[eE][0-9])?", behind in "[,} ]{1,8}") {
            let text = text + &behind;
            let mut cursor = Cursor::new(&text);
            if let Some(whole) = cursor.small_whole() {
                let mut other = Cursor::new(&text);
                prop_assert_eq!(other.number().expect("a number").whole(), Some(whole));
                prop_assert_eq!(cursor.at, other.at);
            }
        }

        #[test]
        fn a_pair_is_two_numbers(pair in prop::array::uniform2(r"-?[0-9]{1,9}(\.[0-9]{0,9})?([eE][0-9])?"), behind in "[ \\]]{1,9}") {
            let text = format!("[{},{}]{behind}", pair[0], pair[1]);
            let single = |text: &String| {
                let mut cursor = Cursor::new(text);
                let value = cursor.number().ok()?.value();
                (cursor.at == text.len()).then_some(value.to_bits())
            };
            let read = Cursor::new(&text).pair().map(|p| p.map(f64::to_bits));
            prop_assert_eq!(read, single(&pair[0]).zip(single(&pair[1])).map(|(x, y)| [x, y]), "{}", text);
        }
    }
}
