//! A cursor over JSON text: it finds where values begin and end, says exactly where a text stops being JSON, and reads numbers and
//! texts in place.
//!
//! It exists beside `serde_json` because a map file wants four things at once: coordinates rounded correctly to the last bit, no tree
//! of values for millions of positions, a fault in one feature that does not lose the others, and a place by line and column for a
//! fault in the file. `NaN`, `Infinity` and `-Infinity`, which several writers emit although JSON forbids them, are read as numbers.
//! It never recurses, so that no nesting can exhaust the stack.

use std::borrow::Cow;
use std::ops::Range;

use super::escape::unescape;

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

/// A place in a text.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// How far a value was passed over.
#[derive(Debug, Clone, Default)]
pub(super) struct Skip {
    /// One entry per open bracket: whether it is an object's.
    open: Vec<bool>,
    next: Next,
    /// The byte from which the next call goes on.
    pub at: usize,
}

/// What comes next of a value that is passed over.
#[derive(Debug, Clone, Copy, Default)]
enum Next {
    #[default]
    Value,
    /// The first member or element, or the closing bracket.
    First,
    Key,
    /// A comma or the closing bracket.
    After,
}

/// How many of the first bytes can stand in a text as they are: no quote, no backslash, no control character. All eight are looked at
/// at once (Mycroft 1987; a borrow can mark a byte above a marked one wrongly, never the lowest).
#[inline]
fn plain_bytes(eight: [u8; 8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let x = u64::from_le_bytes(eight);
    let zero = |v: u64| v.wrapping_sub(ONES) & !v;
    let quote = zero(x ^ (ONES * u64::from(b'"')));
    let backslash = zero(x ^ (ONES * u64::from(b'\\')));
    let control = x.wrapping_sub(ONES * 0x20) & !x;
    (((quote | backslash | control) & HIGH).trailing_zeros() / 8) as usize
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    /// The byte that is read next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to another place, an earlier one mostly.
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Says that something else should stand here.
    pub fn fail<T>(&self, expected: Expected) -> Result<T, Syntax> {
        Err(Syntax {
            at: self.at,
            expected,
        })
    }

    /// The byte that comes next.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over this byte if it comes next.
    #[inline]
    pub fn eat(&mut self, byte: u8) -> bool {
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
        self.skip_on(&mut Skip::default(), true)?;
        Ok(&self.text[start..self.at])
    }

    /// Passes over one value, or goes on where an earlier call came to the end of its text: `skip` remembers how far that was.
    /// `last` says that nothing follows the text. It never recurses.
    pub fn skip_on(&mut self, skip: &mut Skip, last: bool) -> Result<(), Syntax> {
        loop {
            self.space();
            skip.at = self.at;
            let object = skip.open.last().copied();
            match (skip.next, self.peek(), object) {
                (Next::After, Some(b','), Some(object)) => {
                    self.at += 1;
                    skip.next = if object { Next::Key } else { Next::Value };
                }
                (Next::After | Next::First, Some(b'}'), Some(true))
                | (Next::After | Next::First, Some(b']'), Some(false)) => {
                    self.at += 1;
                    skip.open.pop();
                    skip.next = Next::After;
                    if skip.open.is_empty() {
                        return Ok(());
                    }
                }
                (Next::After, _, Some(true)) => return self.fail(Expected::CommaOrBrace),
                (Next::After, _, Some(false)) => return self.fail(Expected::CommaOrBracket),
                (Next::Key, ..) | (Next::First, _, Some(true)) => {
                    self.skip_key()?;
                    skip.next = Next::Value;
                }
                (_, Some(open @ (b'{' | b'[')), _) => {
                    self.at += 1;
                    skip.open.push(open == b'{');
                    skip.next = Next::First;
                }
                (_, first, _) => {
                    match first {
                        Some(b'"') => {
                            self.skip_text()?;
                        }
                        Some(b'-' | b'0'..=b'9' | b'N' | b'I') => {
                            self.number()?;
                            // It may go on.
                            if !last && self.at == self.text.len() {
                                return self.fail(Expected::Digit);
                            }
                        }
                        _ => self.literal()?,
                    }
                    skip.next = Next::After;
                    if skip.open.is_empty() {
                        return Ok(());
                    }
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
            if self.bytes[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(());
            }
        }
        self.fail(Expected::Value)
    }

    /// Passes over a text in quotes; whether it has an escape.
    fn skip_text(&mut self) -> Result<bool, Syntax> {
        self.at += 1;
        let mut escaped = false;
        loop {
            while let Some(eight) = self.bytes[self.at..].first_chunk::<8>() {
                let plain = plain_bytes(*eight);
                self.at += plain;
                if plain < 8 {
                    break;
                }
            }
            match self.peek() {
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
        let (place, changed) = self.text_place()?;
        Ok(match changed {
            Some(text) => Cow::Owned(text),
            None => Cow::Borrowed(&self.text[place]),
        })
    }

    /// Passes over a text in quotes: where it stands between them, and what it says if that is not what stands there.
    #[inline]
    pub fn text_place(&mut self) -> Result<(Range<usize>, Option<String>), Syntax> {
        self.space();
        if self.peek() != Some(b'"') {
            return self.fail(Expected::Quote);
        }
        let start = self.at + 1;
        let escaped = self.skip_text()?;
        let place = start..self.at - 1;
        let changed = escaped.then(|| unescape(&self.text[place.clone()]));
        Ok((place, changed))
    }

    /// Enters the object that comes next; whether it has a member.
    pub fn first_member(&mut self) -> Result<bool, Syntax> {
        self.space();
        if !self.eat(b'{') {
            return self.fail(Expected::Value);
        }
        self.space();
        Ok(!self.eat(b'}'))
    }

    /// Reads a member's name and its colon.
    #[inline]
    pub fn key(&mut self) -> Result<Cow<'a, str>, Syntax> {
        self.space();
        if self.peek() != Some(b'"') {
            return self.fail(Expected::Key);
        }
        let name = match self.usual_name() {
            Some(name) => {
                self.at += name.len() + 2;
                Cow::Borrowed(name)
            }
            None => self.text()?,
        };
        self.colon()?;
        Ok(name)
    }

    /// The name behind the quote that comes next, if it is one of those that every feature has.
    #[inline]
    fn usual_name(&self) -> Option<&'static str> {
        let rest = &self.bytes[self.at + 1..];
        let is = |quoted: &'static [u8]| rest.starts_with(quoted);
        match rest.first()? {
            b't' if is(b"type\"") => Some("type"),
            b'c' if is(b"coordinates\"") => Some("coordinates"),
            b'p' if is(b"properties\"") => Some("properties"),
            b'g' if is(b"geometry\"") => Some("geometry"),
            _ => None,
        }
    }

    /// Passes over a member's name and its colon if it is this one, which has no character that JSON escapes.
    #[inline]
    pub fn eat_key(&mut self, name: &str) -> Result<bool, Syntax> {
        let found = self.eat_text(name);
        if found {
            self.colon()?;
        }
        Ok(found)
    }

    /// Passes over a text in quotes if it is this one, which has no character that JSON escapes.
    #[inline]
    pub fn eat_text(&mut self, text: &str) -> bool {
        self.space();
        let found = self.peek() == Some(b'"')
            && self.bytes[self.at + 1..].starts_with(text.as_bytes())
            && self.bytes.get(self.at + 1 + text.len()) == Some(&b'"');
        if found {
            self.at += text.len() + 2;
        }
        found
    }

    /// Behind a member's value: whether another member follows.
    pub fn next_member(&mut self) -> Result<bool, Syntax> {
        self.space();
        if self.eat(b',') {
            return Ok(true);
        }
        if self.eat(b'}') {
            return Ok(false);
        }
        self.fail(Expected::CommaOrBrace)
    }

    /// Enters the array that comes next; whether it has an element.
    pub fn first_element(&mut self) -> Result<bool, Syntax> {
        self.space();
        if !self.eat(b'[') {
            return self.fail(Expected::Value);
        }
        self.space();
        Ok(!self.eat(b']'))
    }

    /// Behind an element: whether another one follows.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, Syntax> {
        self.space();
        if self.eat(b',') {
            self.space();
            return Ok(true);
        }
        if self.eat(b']') {
            return Ok(false);
        }
        self.fail(Expected::CommaOrBracket)
    }

    /// Calls `each` with the name of every member of the object that comes next; `each` passes over the value.
    pub fn members<E: From<Syntax>>(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'a, str>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut more = self.first_member()?;
        while more {
            let name = self.key()?;
            each(self, name)?;
            more = self.next_member()?;
        }
        Ok(())
    }

    /// Calls `each` at every element of the array that comes next; `each` passes over it.
    #[inline]
    pub fn elements<E: From<Syntax>>(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut more = self.first_element()?;
        while more {
            self.space();
            each(self)?;
            more = self.next_element()?;
        }
        Ok(())
    }
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
    }
}
