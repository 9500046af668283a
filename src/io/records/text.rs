//! Separated values: the encoding and the sign between the cells are found out.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::super::error::ReadCause;
use super::super::reader::known_format;
use super::build::Builder;
use crate::base::Progress;

/// Signs that part cells, in the order that decides between equals.
const SIGNS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Bytes of the text that the sign is judged by, and rows of it.
const HEAD: usize = 1 << 16;
const ROWS: usize = 50;
/// Rows between two looks at whether somebody wants to stop.
const STEP: usize = 4096;
/// Characters that may be broken before the text is of another encoding: one in so many.
const FEW: usize = 200;

/// Reads the rows; the encoding's name comes with them.
pub(super) fn read(
    bytes: &[u8],
    progress: &Progress,
) -> Result<(Builder, &'static str), ReadCause> {
    if let Some(format) = known_format(bytes) {
        return Err(ReadCause::UnsupportedFormat(format.to_owned()));
    }
    let mut builder = Builder::new();
    let (text, encoding, broken) = decode(bytes)?;
    if broken > 0 {
        builder.note(&format!("undecodable: {broken}"));
    }
    let (body, named) = named_sign(&text);
    let sign = named.unwrap_or_else(|| sign_of(body));
    let mut rows = reader(sign).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut count = 0;
    while rows.read_record(&mut record).map_err(|e| cause(e, body))? {
        builder.push(record.iter())?;
        count += 1;
        if count % STEP == 0 {
            progress.check()?;
        }
    }
    Ok((builder, encoding))
}

fn reader(sign: u8) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(sign);
    builder
}

/// Texts in memory fail at nothing but their encoding, which has been looked at.
fn cause(error: csv::Error, text: &str) -> ReadCause {
    let line = error.position().map_or(1, |p| p.line() as usize);
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ReadCause::Io(error),
        _ => ReadCause::NotUtf8 {
            line: line.min(text.lines().count()),
            maybe_gbk: false,
        },
    }
}

/// The text with its encoding's name and how many characters could not be read: a byte-order mark decides; else UTF-8, if it is, else
/// GB 18030, which holds GBK and GB 2312.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str, usize), ReadCause> {
    let utf8 = bytes.strip_prefix(b"\xEF\xBB\xBF");
    if let Ok(text) = std::str::from_utf8(utf8.unwrap_or(bytes)) {
        let name = if utf8.is_some() {
            "UTF-8 with BOM"
        } else {
            "UTF-8"
        };
        return Ok((Cow::Borrowed(text), name, 0));
    }
    let (encoding, name) = match bytes {
        [0xFF, 0xFE, ..] => (UTF_16LE, "UTF-16LE"),
        [0xFE, 0xFF, ..] => (UTF_16BE, "UTF-16BE"),
        _ => (GB18030, "GB18030"),
    };
    let (text, _, broken) = encoding.decode(bytes);
    let count = if broken {
        text.matches('\u{FFFD}').count()
    } else {
        0
    };
    if utf8.is_some() || count * FEW > text.chars().count() {
        let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
        return Err(ReadCause::NotUtf8 {
            line: 1 + memchr::memchr_iter(b'\n', &bytes[..valid]).count(),
            maybe_gbk: false,
        });
    }
    Ok((text, name, count))
}

/// The sign that a first line `sep=;` names, as spreadsheets write it, and the text behind that line.
fn named_sign(text: &str) -> (&str, Option<u8>) {
    let named = text.split_once('\n').and_then(|(line, rest)| {
        let sign = line.trim_end_matches('\r').strip_prefix("sep=")?;
        match sign.as_bytes() {
            [sign] => Some((rest, Some(*sign))),
            _ => None,
        }
    });
    named.unwrap_or((text, None))
}

/// The sign by which most of the first rows have the same number of cells, and many.
fn sign_of(text: &str) -> u8 {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut best = (0, SIGNS[0]);
    for sign in SIGNS {
        let mut widths = [0usize; 256];
        let mut rows = reader(sign).from_reader(&text.as_bytes()[..end]);
        for row in rows.byte_records().take(ROWS).flatten() {
            widths[row.len().min(255)] += 1;
        }
        let worth = widths
            .iter()
            .enumerate()
            .skip(2)
            .map(|(width, rows)| rows * rows * (width - 1))
            .max()
            .unwrap_or(0);
        if worth > best.0 {
            best = (worth, sign);
        }
    }
    best.1
}
