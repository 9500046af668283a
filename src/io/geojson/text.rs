//! From bytes to text: byte order marks, UTF-16, and an answer to files that are neither.

use std::borrow::Cow;

use crate::io::error::ReadCause;

/// The text with the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), ReadCause> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok((Cow::Borrowed(utf8(rest)?), "UTF-8 with BOM"));
    }
    for (mark, name, unit) in [
        (
            [0xff, 0xfe],
            "UTF-16LE",
            u16::from_le_bytes as fn([u8; 2]) -> u16,
        ),
        ([0xfe, 0xff], "UTF-16BE", u16::from_be_bytes),
    ] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            return Ok((Cow::Owned(text), name));
        }
    }
    Ok((Cow::Borrowed(utf8(bytes)?), "UTF-8"))
}

fn utf8(bytes: &[u8]) -> Result<&str, ReadCause> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|b| *b == b'\n').count();
        ReadCause::NotUtf8 {
            line,
            maybe_gbk: is_gbk(bytes),
        }
    })
}

/// Whether every byte outside ASCII belongs to a pair that GBK allows, or to a group of four of GB 18030.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((lead, tail)) = rest.split_first() {
        rest = match (lead, tail) {
            (0..=0x7f, _) => tail,
            (
                0x81..=0xfe,
                [0x40..=0x7e | 0x80..=0xfe, after @ ..]
                | [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..],
            ) => after,
            _ => return false,
        };
    }
    true
}

/// The line and the column in characters, both from 1, of a byte of the text, and the character that stands there.
pub(super) fn locate(text: &str, at: usize) -> (usize, usize, Option<char>) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        line,
        before[start..].chars().count() + 1,
        text[at..].chars().next(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_name_the_encoding() {
        assert_eq!(
            decode("\u{feff}中".as_bytes()).expect("UTF-8"),
            ("中".into(), "UTF-8 with BOM")
        );
        assert_eq!(
            decode(b"\xff\xfe\x2d\x4e").expect("UTF-16"),
            ("中".into(), "UTF-16LE")
        );
        assert_eq!(
            decode(b"\xfe\xff\x4e\x2d").expect("UTF-16"),
            ("中".into(), "UTF-16BE")
        );
    }

    #[test]
    fn gbk_is_suspected_and_the_line_named() {
        // 测试 in GBK.
        let fault = decode(b"{\n\"a\": \"\xb2\xe2\xca\xd4\"}").expect_err("GBK");
        assert!(matches!(
            fault,
            ReadCause::NotUtf8 {
                line: 2,
                maybe_gbk: true
            }
        ));
        assert!(matches!(
            decode(b"\xff\xff"),
            Err(ReadCause::NotUtf8 {
                maybe_gbk: false,
                ..
            })
        ));
    }

    #[test]
    fn a_place_is_counted_in_characters() {
        assert_eq!(locate("a\n中文x", 8), (2, 3, Some('x')));
        assert_eq!(locate("a\n", 2), (2, 1, None));
    }
}
