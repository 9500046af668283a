//! The part of a file that is being looked at: blocks of text that follow one another, of which only what is not read yet is kept.
//!
//! Nothing here knows JSON, except that what reaches up to the end of the window may go on behind it.

use super::json::{Cursor, Skip, Syntax};
use super::stop::Stop;
use crate::io::error::ReadCause;
use crate::io::input::Input;

/// A token that ends so near to the window's end could be cut off there: the longest word of JSON, with a margin.
const NEAR: usize = 16;
/// What is looked at first of a value that is mostly short.
const SHORT: usize = 4096;

/// A window on a file.
pub(super) struct Window<'i, 'f> {
    input: &'i mut Input<'f>,
    /// How many bytes are read at once.
    block: usize,
    /// Bytes of the byte order mark, which are no text.
    mark: usize,
    bytes: Vec<u8>,
    /// What of them is read already.
    at: usize,
    /// What of them is in the digest already.
    hashed: usize,
    /// Where in the file they begin.
    offset: u64,
    /// Whether the file ends with them.
    last: bool,
}

/// Bytes that the digest waits for.
pub(super) struct Unhashed<'w, 'f> {
    input: &'w mut Input<'f>,
    at: u64,
    bytes: &'w [u8],
}

impl Unhashed<'_, '_> {
    /// Takes them in.
    pub fn hash(self) {
        self.input.hash(self.at, self.bytes);
    }
}

impl<'i, 'f> Window<'i, 'f> {
    /// A window on the beginning of a file, behind `mark` bytes of a byte order mark.
    pub fn new(input: &'i mut Input<'f>, block: usize, mark: usize) -> Result<Self, Stop> {
        let mut window = Self {
            input,
            block,
            mark,
            bytes: Vec::new(),
            at: 0,
            hashed: 0,
            offset: 0,
            last: false,
        };
        window.rewind()?;
        Ok(window)
    }

    /// Goes back to the beginning of the text.
    pub fn rewind(&mut self) -> Result<(), Stop> {
        self.input.rewind()?;
        self.bytes.clear();
        (self.at, self.hashed, self.offset) = (0, 0, 0);
        self.last = false;
        while self.bytes.len() <= self.mark && !self.last {
            self.more()?;
        }
        self.at = self.mark.min(self.bytes.len());
        Ok(())
    }

    /// Where in the text a byte of the window stands.
    pub fn place(&self, at: usize) -> u64 {
        self.offset + (self.at + at) as u64 - self.mark as u64
    }

    /// Whether the file ends with the window.
    pub fn is_last(&self) -> bool {
        self.last
    }

    /// The size of the file, and how far it is read.
    pub fn size_and_read(&self) -> (u64, u64) {
        (self.input.size(), self.offset + self.at as u64)
    }

    /// Moves on.
    pub fn pass(&mut self, count: usize) {
        self.at += count;
    }

    /// Reads on: at least a block, and as much as there is already when that was not enough.
    pub fn more(&mut self) -> Result<(), Stop> {
        let fresh = self.offset + self.hashed as u64;
        self.input.hash(fresh, &self.bytes[self.hashed..]);
        self.bytes.drain(..self.at);
        self.offset += self.at as u64;
        self.at = 0;
        self.hashed = self.bytes.len();
        let most = self.block.max(self.bytes.len());
        // Stretches of the window are told by 32 bits.
        if u32::try_from(self.bytes.len() + most).is_err() {
            return Err(ReadCause::TooLarge.into());
        }
        self.last = self.input.read(&mut self.bytes, most)? < most;
        Ok(())
    }

    /// The text of the window, with the bytes that the digest waits for.
    pub fn text(&mut self) -> Result<(&str, Unhashed<'_, 'f>), Stop> {
        let unhashed = Unhashed {
            input: &mut *self.input,
            at: self.offset + self.hashed as u64,
            bytes: &self.bytes[self.hashed..],
        };
        self.hashed = self.bytes.len();
        let text = valid(&self.bytes[self.at..], self.last)?;
        Ok((text, unhashed))
    }

    /// Reads what comes next with a function that may be called again with more text.
    pub fn step<T>(
        &mut self,
        mut read: impl FnMut(&mut Cursor<'_>) -> Result<T, Syntax>,
    ) -> Result<T, Stop> {
        let mut length = SHORT;
        loop {
            let rest = self.bytes.len() - self.at;
            let last = self.last && length >= rest;
            let end = self.at + length.min(rest);
            let text = valid(&self.bytes[self.at..end], last)?;
            let mut cursor = Cursor::new(text);
            let result = read(&mut cursor);
            let at = match &result {
                Ok(_) => cursor.at(),
                Err(syntax) => syntax.at,
            };
            let whole = match &result {
                // Text that was read up to the end may go on.
                Ok(_) => last || at < text.len(),
                Err(_) => last || at + NEAR < text.len(),
            };
            if whole {
                return match result {
                    Ok(value) => {
                        self.at += at;
                        Ok(value)
                    }
                    Err(syntax) => Err(self.fault(syntax)),
                };
            }
            if length >= rest {
                self.more()?;
            }
            length = length.saturating_mul(8);
        }
    }

    /// Passes over a value of any length.
    pub fn skip(&mut self) -> Result<(), Stop> {
        let mut skip = Skip::default();
        let mut length = SHORT;
        loop {
            let rest = self.bytes.len() - self.at;
            let last = self.last && length >= rest;
            let end = self.at + length.min(rest);
            let text = valid(&self.bytes[self.at..end], last)?;
            let mut cursor = Cursor::new(text);
            match cursor.skip_on(&mut skip, last) {
                Ok(()) => {
                    self.at += cursor.at();
                    return Ok(());
                }
                Err(syntax) if last || syntax.at + NEAR < text.len() => {
                    return Err(self.fault(syntax));
                }
                Err(_) => {
                    let passed = skip.at;
                    self.at += passed;
                    if length >= rest {
                        self.more()?;
                    }
                    length = length.saturating_mul(8);
                }
            }
        }
    }

    /// A fault in the window as one in the file.
    pub fn fault(&self, syntax: Syntax) -> Stop {
        Stop::Syntax {
            at: self.place(syntax.at),
            expected: syntax.expected,
        }
    }

    /// Whether a fault in the window's text may only be the window's end.
    pub fn may_go_on(&self, syntax: Syntax, length: usize) -> bool {
        !self.last && syntax.at + NEAR >= length
    }

    /// Calls `look` with every piece of the file's bytes behind the byte order mark, until it says that it has seen enough.
    pub fn each_piece(&mut self, mut look: impl FnMut(&[u8]) -> bool) -> Result<(), Stop> {
        self.rewind()?;
        loop {
            if look(&self.bytes[self.at..]) || self.last {
                return Ok(());
            }
            self.at = self.bytes.len();
            self.more()?;
        }
    }
}

/// The text of bytes; a character that is cut off at their end is left for later, unless they are the `last`.
fn valid(bytes: &[u8], last: bool) -> Result<&str, Stop> {
    let bytes = if last {
        bytes
    } else {
        &bytes[..bytes.len() - cut_off(bytes)]
    };
    simdutf8::basic::from_utf8(bytes).map_err(|_| Stop::NotUtf8)
}

/// How many bytes at the end begin a character without ending it.
fn cut_off(bytes: &[u8]) -> usize {
    let tail = bytes.iter().rev().take(3).zip(1..);
    for (byte, back) in tail {
        let length = match byte {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff => 4,
            0x80..=0xbf => continue,
            _ => return 0,
        };
        return if length > back { back } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_is_cut_off_waits() {
        let text = "a中😀";
        for end in 0..=text.len() {
            let found = valid(&text.as_bytes()[..end], false).expect("a prefix");
            assert!(text.starts_with(found) && end - found.len() < 4);
        }
        assert!(matches!(valid(b"a\xe4\xb8", true), Err(Stop::NotUtf8)));
    }

    #[test]
    fn values_of_any_length_are_passed_over_in_small_blocks() {
        let values = [
            r#"{"a": [1, 2.5e3, {"b": "\u4e2d\"中"}], "c": [], "d": {}, "e": [[ ] , { }]} "#,
            "-12.5e+10,",
            "\"中文\\\\\" ",
            "null]",
        ];
        for value in values {
            for block in 1..20 {
                let mut input = Input::of(value.as_bytes());
                let mut window = Window::new(&mut input, block, 0).expect("bytes");
                window.skip().expect("a value");
                let end = window.place(0) as usize;
                assert_eq!(end, value.len() - 1, "{value} {block}");
            }
        }
        let mut input = Input::of(b"[1, 2, x]".as_slice());
        let mut window = Window::new(&mut input, 2, 0).expect("bytes");
        assert!(matches!(window.skip(), Err(Stop::Syntax { at: 7, .. })));
    }
}
