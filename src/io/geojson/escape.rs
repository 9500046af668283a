//! Texts of JSON: what their escapes mean, and how a value looks without white space.

use std::borrow::Cow;

/// The text that is meant by what stands between two quotes. A lone half of a surrogate pair becomes U+FFFD.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let code = rest.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
        rest = rest.get(at + 2..).unwrap_or_default();
        text.push(match code {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = hex(rest);
                rest = rest.get(4..).unwrap_or_default();
                let low = rest
                    .strip_prefix("\\u")
                    .map(hex)
                    .filter(|low| (0xDC00..0xE000).contains(low));
                match low {
                    Some(low) if (0xD800..0xDC00).contains(&high) => {
                        rest = rest.get(6..).unwrap_or_default();
                        char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                    }
                    _ => char::from_u32(high),
                }
                .unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => char::from(other),
        });
    }
    text.push_str(rest);
    text
}

fn hex(text: &str) -> u32 {
    text.get(..4)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or(0)
}

/// The JSON text without white space between its tokens.
pub(super) fn compact(raw: &str) -> Cow<'_, str> {
    let is_space = |b: u8| matches!(b, b'\n' | b'\r' | b'\t' | b' ');
    if !raw.bytes().any(is_space) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let (mut quoted, mut escaped, mut from) = (false, false, 0);
    for (at, byte) in raw.bytes().enumerate() {
        if quoted {
            quoted = byte != b'"' || escaped;
            escaped = byte == b'\\' && !escaped;
        } else if is_space(byte) {
            text.push_str(&raw[from..at]);
            from = at + 1;
        } else {
            quoted = byte == b'"';
        }
    }
    text.push_str(&raw[from..]);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_between_tokens_goes_and_in_texts_stays() {
        assert_eq!(
            compact("{ \"a b\\\" 中\" :\n [1, 2] }"),
            "{\"a b\\\" 中\":[1,2]}"
        );
    }
}
