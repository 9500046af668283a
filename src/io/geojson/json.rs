//! A cursor over JSON text: it finds where values begin and end, says exactly where a text stops being JSON, and reads numbers and
//! texts in place.
//!
//! It exists beside `serde_json` because a map file wants four things at once: coordinates rounded correctly to the last bit, no tree
//! of values for millions of positions, a fault in one feature that does not lose the others, and a place by line and column for a
//! fault in the file. `NaN`, `Infinity` and `-Infinity`, which several writers emit although JSON forbids them, are read as numbers.
//! It never recurses, so that no nesting can exhaust the stack.

use std::borrow::Cow;

/// What could have stood where the text stops being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Any value.
    Value,
    /// A member's name in quotes.
    Key,
    /// A colon behind a member's name.
    Colon,
    /// A comma or `]`.
    CommaOrBracket,
    /// A comma or `}`.
    CommaOrBrace,
    /// A digit of a number.
    Digit,
    /// One of the escapes that JSON knows.
    Escape,
    /// A closing quote before the end of the line.
    Quote,
    /// Nothing more.
    End,
}

impl Expected {
    /// All, for the tests of the words.
    pub const ALL: [Self; 9] = [
        Self::Value,
        Self::Key,
        Self::Colon,
        Self::CommaOrBracket,
        Self::CommaOrBrace,
        Self::Digit,
        Self::Escape,
        Self::Quote,
        Self::End,
    ];
}

/// Where a text stops being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    /// The byte at which reading stopped.
    pub at: usize,
    /// What could have stood there.
    pub expected: Expected,
}

/// What kind of value begins at a place, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Text,
    Number,
    Other,
}

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    /// The digits.
    pub text: &'a str,
    /// Whether it has neither a fraction nor an exponent.
    pub integral: bool,
}

impl Number<'_> {
    /// The nearest `f64`; infinite when it is too large, NaN for `NaN`.
    pub fn value(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }
}

/// A place in a text.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that is read next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes back to an earlier place.
    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    fn fail<T>(&self, expected: Expected) -> Result<T, Syntax> {
        Err(Syntax {
            at: self.at,
            expected,
        })
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes over white space.
    #[inline]
    pub fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Whether nothing but white space follows.
    ///
    /// # Errors
    /// Where something follows.
    pub fn end(&mut self) -> Result<(), Syntax> {
        self.space();
        if self.at == self.text.len() {
            Ok(())
        } else {
            self.fail(Expected::End)
        }
    }

    /// What kind of value comes next.
    pub fn kind(&mut self) -> Kind {
        self.space();
        match self.peek() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b'-' | b'0'..=b'9' | b'N' | b'I') => Kind::Number,
            _ => Kind::Other,
        }
    }

    /// Passes over one value and returns its text.
    pub fn skip(&mut self) -> Result<&'a str, Syntax> {
        self.space();
        let start = self.at;
        // One entry per open bracket: whether it is an object's.
        let mut open: Vec<bool> = Vec::new();
        loop {
            match self.peek() {
                Some(b'{') => {
                    self.at += 1;
                    self.space();
                    if !self.eat(b'}') {
                        self.skip_key()?;
                        open.push(true);
                        continue;
                    }
                }
                Some(b'[') => {
                    self.at += 1;
                    self.space();
                    if !self.eat(b']') {
                        open.push(false);
                        continue;
                    }
                }
                Some(b'"') => {
                    self.skip_text()?;
                }
                Some(b'-' | b'0'..=b'9' | b'N' | b'I') => {
                    self.number()?;
                }
                _ => self.literal()?,
            }
            loop {
                let Some(object) = open.last().copied() else {
                    return Ok(&self.text[start..self.at]);
                };
                self.space();
                match (self.peek(), object) {
                    (Some(b','), true) => {
                        self.at += 1;
                        self.skip_key()?;
                        break;
                    }
                    (Some(b','), false) => {
                        self.at += 1;
                        self.space();
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        self.at += 1;
                        open.pop();
                    }
                    (_, true) => return self.fail(Expected::CommaOrBrace),
                    (_, false) => return self.fail(Expected::CommaOrBracket),
                }
            }
        }
    }

    fn skip_key(&mut self) -> Result<(), Syntax> {
        self.space();
        if self.peek() != Some(b'"') {
            return self.fail(Expected::Key);
        }
        self.skip_text()?;
        self.colon()
    }

    fn colon(&mut self) -> Result<(), Syntax> {
        self.space();
        if !self.eat(b':') {
            return self.fail(Expected::Colon);
        }
        self.space();
        Ok(())
    }

    fn literal(&mut self) -> Result<(), Syntax> {
        for word in ["true", "false", "null"] {
            if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(());
            }
        }
        self.fail(Expected::Value)
    }

    /// Passes over a text in quotes; whether it has an escape.
    fn skip_text(&mut self) -> Result<bool, Syntax> {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                            self.at += 1;
                        }
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.peek().is_some_and(|b| b.is_ascii_hexdigit()) {
                                    return self.fail(Expected::Escape);
                                }
                                self.at += 1;
                            }
                        }
                        _ => return self.fail(Expected::Escape),
                    }
                }
                Some(0..0x20) | None => return self.fail(Expected::Quote),
                Some(_) => self.at += 1,
            }
        }
    }

    /// Reads a text in quotes. A lone half of a surrogate pair becomes U+FFFD.
    pub fn text(&mut self) -> Result<Cow<'a, str>, Syntax> {
        self.space();
        if self.peek() != Some(b'"') {
            return self.fail(Expected::Quote);
        }
        let start = self.at + 1;
        let escaped = self.skip_text()?;
        let raw = &self.text[start..self.at - 1];
        Ok(if escaped {
            Cow::Owned(unescape(raw))
        } else {
            Cow::Borrowed(raw)
        })
    }

    /// Reads a number.
    pub fn number(&mut self) -> Result<Number<'a>, Syntax> {
        self.space();
        let bytes = self.text.as_bytes();
        let start = self.at;
        for word in ["NaN", "Infinity", "-Infinity"] {
            if bytes[start..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(Number {
                    text: word,
                    integral: false,
                });
            }
        }
        let mut integral = true;
        self.eat(b'-');
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            Some(b'N' | b'I') => return self.fail(Expected::Value),
            _ => return self.fail(Expected::Digit),
        }
        if self.eat(b'.') {
            integral = false;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            integral = false;
            self.at += 1;
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            self.digits()?;
        }
        Ok(Number {
            text: &self.text[start..self.at],
            integral,
        })
    }

    #[inline]
    fn digits(&mut self) -> Result<(), Syntax> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            self.fail(Expected::Digit)
        } else {
            Ok(())
        }
    }

    /// Calls `each` with the name of every member of the object that comes next; `each` passes over the value.
    pub fn members<E: From<Syntax>>(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'a, str>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.space();
        if !self.eat(b'{') {
            return Ok(self.fail(Expected::Value)?);
        }
        self.space();
        if self.eat(b'}') {
            return Ok(());
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Ok(self.fail(Expected::Key)?);
            }
            let name = self.text()?;
            self.colon()?;
            each(self, name)?;
            self.space();
            if self.eat(b'}') {
                return Ok(());
            }
            if !self.eat(b',') {
                return Ok(self.fail(Expected::CommaOrBrace)?);
            }
        }
    }

    /// Calls `each` at every element of the array that comes next; `each` passes over it.
    #[inline]
    pub fn elements<E: From<Syntax>>(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.space();
        if !self.eat(b'[') {
            return Ok(self.fail(Expected::Value)?);
        }
        self.space();
        if self.eat(b']') {
            return Ok(());
        }
        loop {
            self.space();
            each(self)?;
            self.space();
            if self.eat(b']') {
                return Ok(());
            }
            if !self.eat(b',') {
                return Ok(self.fail(Expected::CommaOrBracket)?);
            }
        }
    }
}

fn unescape(raw: &str) -> String {
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
    if !raw.contains(['\n', '\r', '\t', ' ']) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in raw.chars() {
        if quoted || !matches!(c, ' ' | '\n' | '\r' | '\t') {
            text.push(c);
        }
        if quoted {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
        } else {
            quoted = c == '"';
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(text: &str) -> bool {
        let mut cursor = Cursor::new(text);
        cursor.skip().is_ok() && cursor.end().is_ok()
    }

    #[test]
    fn a_fault_is_found_where_it_stands() {
        for (text, at, expected) in [
            ("", 0, Expected::Value),
            ("{\"a\" 1}", 5, Expected::Colon),
            ("{a: 1}", 1, Expected::Key),
            ("[1 2]", 3, Expected::CommaOrBracket),
            ("{\"a\": 1", 7, Expected::CommaOrBrace),
            ("[1,]", 3, Expected::Value),
            ("\"a\nb\"", 2, Expected::Quote),
            ("\"\\x\"", 2, Expected::Escape),
            ("-", 1, Expected::Digit),
            ("[1.]", 3, Expected::Digit),
            ("{} {}", 3, Expected::End),
        ] {
            let mut cursor = Cursor::new(text);
            let fault = cursor.skip().map(|_| ()).and_then(|()| cursor.end());
            assert_eq!(fault, Err(Syntax { at, expected }), "{text}");
        }
    }

    #[test]
    fn escapes_are_read() {
        let read = |text: &str| Cursor::new(text).text().expect(text).into_owned();
        assert_eq!(read(r#""a\"\\\/\n\u4e2d\ud83d\ude00""#), "a\"\\/\n中😀");
        assert_eq!(
            read(r#""\ud83d \ude00\ud83d\u0041""#),
            "\u{fffd} \u{fffd}\u{fffd}A"
        );
    }

    #[test]
    fn white_space_between_tokens_goes_and_in_texts_stays() {
        assert_eq!(
            compact("{ \"a b\\\" \" :\n [1, 2] }"),
            "{\"a b\\\" \":[1,2]}"
        );
    }

    #[test]
    fn a_million_brackets_are_no_danger() {
        assert!(accepts(&("[".repeat(1_000_000) + &"]".repeat(1_000_000))));
        assert!(!accepts(&"[{\"a\":".repeat(300_000)));
    }

    proptest! {
        #[test]
        fn the_cursor_accepts_what_serde_json_accepts(text in r#"([\[\]{},: \n"a1.eE+\-0]|"a"|"b":|true|null|\\n|\\u00e9|中){0,24}"#) {
            let theirs = match serde_json::from_str::<serde_json::Value>(&text) {
                Ok(_) => true,
                // A number too large for f64 is no fault of syntax.
                Err(error) => error.to_string().starts_with("number out of range"),
            };
            prop_assert_eq!(accepts(&text), theirs, "{}", text);
        }

        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let json = serde_json::to_string(&text).expect("a string");
            prop_assert_eq!(Cursor::new(&json).text().expect("valid").into_owned(), text);
        }

        #[test]
        fn any_number_comes_back_to_the_bit(value in any::<f64>().prop_filter("finite", |v| v.is_finite())) {
            let json = format!("{value}");
            prop_assert_eq!(Cursor::new(&json).number().expect("valid").value().to_bits(), value.to_bits());
        }
    }
}
