//! Encodings, and places in a text: what a byte order mark says, where a byte stands by line and column, and an answer to files that
//! are no UTF-8.

use super::stop::Stop;
use super::window::Window;

/// How a text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with a byte order mark perhaps.
    Utf8 {
        marked: bool,
    },
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    /// Judges by the first bytes.
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ => Self::Utf8 {
                marked: head.starts_with(b"\xef\xbb\xbf"),
            },
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 { marked: true } => "UTF-8 with BOM",
            Self::Utf8 { marked: false } => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The text of a file in UTF-16, without its mark; `None` for UTF-8, which is read as it is.
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        let unit = match self {
            Self::Utf8 { .. } => return None,
            Self::Utf16Le => u16::from_le_bytes,
            Self::Utf16Be => u16::from_be_bytes,
        };
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units = pairs.map(|pair| unit([pair[0], pair[1]]));
        Some(
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        )
    }
}

/// What there is to know of a file that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Findings {
    /// Nothing but white space.
    Blank,
    /// The line of the first byte that is no UTF-8, from 1.
    NotUtf8 { line: usize, maybe_gbk: bool },
    /// A text.
    Text,
}

/// Looks through a whole file.
pub(super) fn examine(window: &mut Window<'_, '_>) -> Result<Findings, Stop> {
    let (mut line, mut bad_line, mut blank, mut gbk) = (1, None, true, true);
    // A character may be cut off at the end of a piece.
    let mut text: Vec<u8> = Vec::new();
    let mut pairs: Vec<u8> = Vec::new();
    window.each_piece(|bytes| {
        if bad_line.is_none() {
            text.extend_from_slice(bytes);
            let (good, bad) = match std::str::from_utf8(&text) {
                Ok(good) => (good, false),
                Err(error) => {
                    let good = &text[..error.valid_up_to()];
                    let bad = error.error_len().is_some();
                    (std::str::from_utf8(good).unwrap_or_default(), bad)
                }
            };
            blank &= good.trim().is_empty();
            line += memchr::memchr_iter(b'\n', good.as_bytes()).count();
            bad_line = bad.then_some(line);
            let length = good.len();
            text.drain(..length);
        }
        if gbk {
            pairs.extend_from_slice(bytes);
            let rest = after_gbk(&pairs).len();
            gbk = rest < 4;
            pairs.drain(..pairs.len() - rest);
        }
        // Text that is no longer blank is not looked at further than for its encoding.
        bad_line.is_some() && !gbk
    })?;
    if bad_line.is_none() && !text.is_empty() {
        bad_line = Some(line);
    }
    Ok(match bad_line {
        Some(line) => Findings::NotUtf8 {
            line,
            maybe_gbk: gbk && pairs.is_empty(),
        },
        None if blank => Findings::Blank,
        None => Findings::Text,
    })
}

/// What is left behind bytes of ASCII, pairs that GBK allows, and groups of four of GB 18030.
fn after_gbk(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some((lead, tail)) = rest.split_first() {
        rest = match (lead, tail) {
            (0..=0x7f, _) => tail,
            (
                0x81..=0xfe,
                [0x40..=0x7e | 0x80..=0xfe, after @ ..]
                | [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..],
            ) => after,
            _ => return rest,
        };
    }
    rest
}

/// The line and the column in characters, both from 1, of a byte of the text, and the character that stands there.
pub(super) fn locate(
    window: &mut Window<'_, '_>,
    at: u64,
) -> Result<(usize, usize, Option<char>), Stop> {
    let (mut line, mut column, mut before) = (1, 1, at);
    let mut found: Vec<u8> = Vec::new();
    window.each_piece(|bytes| {
        let here = usize::try_from(before).map_or(bytes.len(), |n| n.min(bytes.len()));
        let (passed, rest) = bytes.split_at(here);
        before -= here as u64;
        line += memchr::memchr_iter(b'\n', passed).count();
        let last_line = match memchr::memrchr(b'\n', passed) {
            Some(newline) => {
                column = 1;
                &passed[newline + 1..]
            }
            None => passed,
        };
        column += last_line.iter().filter(|b| **b & 0xc0 != 0x80).count();
        found.extend(rest.iter().take(4 - found.len()));
        before == 0 && found.len() == 4
    })?;
    let character = found
        .utf8_chunks()
        .next()
        .and_then(|c| c.valid().chars().next());
    Ok((line, column, character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::input::Input;

    fn with<T>(bytes: &[u8], block: usize, look: impl Fn(&mut Window<'_, '_>) -> T) -> T {
        let mut input = Input::of(bytes);
        look(&mut Window::new(&mut input, block, 0).expect("bytes"))
    }

    #[test]
    fn marks_name_the_encoding() {
        assert_eq!(
            Encoding::of("\u{feff}中".as_bytes()).name(),
            "UTF-8 with BOM"
        );
        assert_eq!(Encoding::of(b"").name(), "UTF-8");
        for (bytes, name) in [
            (b"\xff\xfe\x2d\x4e", "UTF-16LE"),
            (b"\xfe\xff\x4e\x2d", "UTF-16BE"),
        ] {
            let encoding = Encoding::of(bytes);
            assert_eq!(encoding.name(), name);
            assert_eq!(encoding.decode(bytes).as_deref(), Some("中"));
        }
    }

    #[test]
    fn gbk_is_suspected_and_the_line_named_wherever_blocks_end() {
        for block in 1..16 {
            // 测试 in GBK.
            let gbk = b"{\n\"a\": \"\xb2\xe2\xca\xd4\"}";
            let found = |line, maybe_gbk| Findings::NotUtf8 { line, maybe_gbk };
            let look = |bytes| with(bytes, block, |w| examine(w).expect("bytes"));
            assert_eq!(look(gbk), found(2, true), "{block}");
            assert_eq!(look(b"\xff\xff"), found(1, false));
            assert_eq!(look("中\n文".as_bytes()), Findings::Text);
            assert_eq!(look("\n\u{a0}\t".as_bytes()), Findings::Blank);
            assert_eq!(look(b"a\n\xe4\xb8"), found(2, true));
        }
    }

    #[test]
    fn a_place_is_counted_in_characters() {
        for block in 1..9 {
            let look =
                |text: &str, at| with(text.as_bytes(), block, |w| locate(w, at).expect("bytes"));
            assert_eq!(look("a\n中文x", 8), (2, 3, Some('x')));
            assert_eq!(look("a\n中文x", 5), (2, 2, Some('文')));
            assert_eq!(look("a\n", 2), (2, 1, None));
        }
    }
}
