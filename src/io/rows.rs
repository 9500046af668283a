//! Many rows as text, quickly: numbers without a heap of short strings, rows in parallel, bytes in order.
//!
//! The bytes are those that the standard library and `serde_json` write; a property test holds them to it.

use std::io::{self, Write};
use std::ops::Range;

use rayon::prelude::*;

/// How many rows of ordinary length a thread writes at a time.
pub(super) const CHUNK: usize = 2048;
/// How many chunks are in memory at a time, per thread.
const AHEAD: usize = 4;

/// Writes the rows `0..count`: `rows` appends those of a range of `chunk` rows to a buffer, for many ranges at once; the bytes go out in
/// order. Only a few chunks per thread are in memory.
///
/// # Errors
/// When the writer fails, or `rows` does.
pub(super) fn write_all<F>(
    count: usize,
    chunk: usize,
    out: &mut dyn Write,
    rows: F,
) -> io::Result<()>
where
    F: Fn(Range<usize>, &mut Vec<u8>) -> io::Result<()> + Sync,
{
    let batch = chunk * AHEAD * rayon::current_num_threads();
    let mut buffers: Vec<Vec<u8>> = Vec::new();
    for first in (0..count).step_by(batch) {
        let end = count.min(first + batch);
        buffers.resize_with(buffers.len().max((end - first).div_ceil(chunk)), Vec::new);
        let results: Vec<io::Result<()>> = buffers
            .par_iter_mut()
            .enumerate()
            .map(|(i, buffer)| {
                buffer.clear();
                let start = (first + i * chunk).min(end);
                rows(start..end.min(start + chunk), buffer)
            })
            .collect();
        for (buffer, result) in buffers.iter().zip(results) {
            result?;
            out.write_all(buffer)?;
        }
    }
    Ok(())
}

/// Appends a whole number.
pub(super) fn whole(out: &mut Vec<u8>, value: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends a number with all its digits and no needless ones, as `Display` does.
pub(super) fn real(out: &mut Vec<u8>, value: f64) {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) && value.is_sign_positive() {
        whole(out, value as u64);
        return;
    }
    let start = out.len();
    // Memory takes all that is written. Very large and very small numbers come with an exponent, which a table should not have.
    let written = serde_json::to_writer(&mut *out, &value).is_ok() && value.is_finite();
    if !written || out[start..].contains(&b'e') {
        out.truncate(start);
        let _ = write!(out, "{value}");
    } else if out.ends_with(b".0") {
        out.truncate(out.len() - 2);
    }
}

/// Appends a number with four decimals, rounded as `{:.4}` rounds; never `-0.0000`.
pub(super) fn four(out: &mut Vec<u8>, value: f64) {
    let scaled = value.abs() * 1e4;
    let nearest = scaled.round();
    // Below 10¹² the product is off by less than 0.0002: where it is not that near to a tie, it rounds as the number itself.
    if scaled < 1e12 && ((scaled - nearest).abs() - 0.5).abs() > 1e-3 {
        let number = nearest as u64;
        if value < 0.0 && number > 0 {
            out.push(b'-');
        }
        whole(out, number / 10_000);
        let mut rest = number % 10_000;
        let mut decimals = *b".0000";
        for digit in decimals[1..].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        out.extend_from_slice(&decimals);
    } else {
        out.extend_from_slice(super::tabular::fixed(value, 4).as_bytes());
    }
}

/// Appends a degree rounded to seven decimals (about 1 cm), as JSON: `119.0`, `119.3333333`.
pub(super) fn degree(out: &mut Vec<u8>, value: f64) {
    const UNIT: u64 = 10_000_000;
    let value = super::tabular::rounded(value, 7);
    let number = (value.abs() * UNIT as f64).round() as u64;
    // So many digits always name the number that they were read from. JSON gives small numbers an exponent.
    if !(UNIT / 100..=400 * UNIT).contains(&number) {
        // Memory takes all that is written; what is not finite becomes null.
        let _ = serde_json::to_writer(out, &value);
        return;
    }
    if value < 0.0 {
        out.push(b'-');
    }
    whole(out, number / UNIT);
    out.push(b'.');
    let mut rest = number % UNIT;
    let mut places = 7;
    while rest.is_multiple_of(10) && places > 1 {
        rest /= 10;
        places -= 1;
    }
    let mut decimals = [b'0'; 7];
    for digit in decimals[..places].iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&decimals[..places]);
}

#[cfg(test)]
mod tests {
    use super::super::tabular::{fixed, rounded};
    use super::*;
    use proptest::prelude::*;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes);
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn rows_come_in_order_whatever_their_number() {
        for count in [0, 1, CHUNK, 10 * CHUNK + 7, 100_001] {
            let mut bytes = Vec::new();
            let rows = |range: Range<usize>, out: &mut Vec<u8>| {
                range.for_each(|i| {
                    whole(out, i as u64);
                    out.push(b' ');
                });
                Ok(())
            };
            write_all(count, CHUNK, &mut bytes, rows).expect("written");
            let text = String::from_utf8(bytes).expect("text");
            let numbers = text.split_whitespace().map(str::parse::<usize>);
            assert!(numbers.eq((0..count).map(Ok)));
        }
    }

    #[test]
    fn a_row_that_fails_fails_the_file() {
        let failing = |range: Range<usize>, _: &mut Vec<u8>| {
            if range.contains(&5000) {
                return Err(io::Error::other("row"));
            }
            Ok(())
        };
        assert!(write_all(9000, CHUNK, &mut Vec::new(), failing).is_err());
    }

    #[test]
    fn ties_and_odd_numbers_are_written_like_all_others() {
        for value in [
            0.0,
            -0.0,
            0.000_05,
            -0.000_05,
            2.000_05,
            0.125,
            0.000_15,
            1e300,
            -1e-300,
            1e15,
            1e16,
            123_456_789.123_45,
            f64::INFINITY,
            f64::NAN,
            -0.000_04,
            4_999.999_95,
            1e-5,
            0.1 + 0.2,
        ] {
            assert_eq!(text(|out| real(out, value)), value.to_string());
            assert_eq!(text(|out| four(out, value)), fixed(value, 4), "{value}");
        }
        for value in [
            0.0,
            -1e-9,
            1e-7,
            -0.01,
            0.009_999_9,
            180.0,
            -179.999_999_95,
            359.5,
            1e9,
        ] {
            let json = serde_json::to_string(&rounded(value, 7)).expect("JSON");
            assert_eq!(text(|out| degree(out, value)), json);
        }
    }

    proptest! {
        #[test]
        fn numbers_are_written_as_the_standard_library_does(value in prop_oneof![any::<f64>(), -1e7f64..1e7, (-1_000_000i64..1_000_000).prop_map(|n| n as f64 / 20_000.0)]) {
            prop_assert_eq!(text(|out| real(out, value)), value.to_string());
            prop_assert_eq!(text(|out| four(out, value)), fixed(value, 4));
        }

        #[test]
        fn degrees_are_written_as_json(value in prop_oneof![-400.0f64..400.0, (-4_000i64..4_000).prop_map(|n| n as f64 / 10.0), -0.1f64..0.1]) {
            let json = serde_json::to_string(&rounded(value, 7)).expect("JSON");
            prop_assert_eq!(text(|out| degree(out, value)), json);
        }
    }
}
