//! What a copy looks like, and the small parts that reading and writing it share.
//!
//! All numbers are little-endian. [`MAGIC`], a CRC-32 of everything behind it, then sections, each behind its length (8 bytes): the
//! head, the warnings, the identifiers (empty: none), the geometries, and a section per column. CRC-32 finds every damage of up to four
//! bytes in a row, all else but for one time in four thousand million, and costs next to nothing; a copy is no defence against
//! somebody who may write in the user's own folders.

use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs, time};

use sha2::{Digest, Sha256};

/// How a copy begins; the last byte is the version of the format.
pub(super) const MAGIC: [u8; 8] = *b"lastmil\x01";
/// Where the sections begin: behind the magic number and the checksum.
pub(super) const START: usize = MAGIC.len() + 4;
/// Sections before those of the columns.
pub(super) const FIXED: usize = 4;
/// How deep collections may lie in each other; readers allow less.
pub(super) const DEEPEST: u8 = 32;

/// The formats whose tables follow from the bytes of one single file, and only they have copies.
pub(super) const FORMATS: [&str; 2] = ["GeoJSON", "GeoJSON text sequence"];
/// The encodings that a table can name.
pub(super) const ENCODINGS: [&str; 4] = ["UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE"];

/// The kinds of values.
pub(super) mod kind {
    pub const EMPTY: u8 = 0;
    pub const BOOL: u8 = 1;
    pub const INT: u8 = 2;
    pub const REAL: u8 = 3;
    pub const TEXT: u8 = 4;
    pub const JSON: u8 = 5;
    pub const MIXED: u8 = 6;
}

/// The kinds of geometry.
pub(super) mod shape {
    pub const MISSING: u8 = 0;
    pub const POINT: u8 = 1;
    pub const POINTS: u8 = 2;
    pub const LINES: u8 = 3;
    pub const AREA: u8 = 4;
    pub const COLLECTION: u8 = 5;
}

/// Which program reads files of which extension: another build may read them differently, so it has copies of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp(pub String);

impl Stamp {
    /// Hexadecimal digits of a stamp.
    pub const DIGITS: usize = 16;

    /// The stamp of this program for files with the extension of a path.
    pub fn of(path: &Path) -> Self {
        static BUILD: OnceLock<Sha256> = OnceLock::new();
        let mut digest = BUILD.get_or_init(build).clone();
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        digest.update(extension.as_encoded_bytes());
        Self(hex(&digest.finalize()[..Self::DIGITS / 2]))
    }
}

/// The version, and the program's own file, which a new build of the same version changes.
fn build() -> Sha256 {
    let mut digest = Sha256::new();
    digest.update(MAGIC);
    digest.update(env!("CARGO_PKG_VERSION"));
    if let Ok(about) = env::current_exe().and_then(fs::metadata) {
        digest.update(about.len().to_le_bytes());
        let since = |t: time::SystemTime| t.duration_since(time::UNIX_EPOCH).ok();
        if let Some(age) = about.modified().ok().and_then(since) {
            digest.update(age.as_nanos().to_le_bytes());
        }
    }
    digest
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    bytes
        .iter()
        .flat_map(|b| [b >> 4, b & 15])
        .map(|digit| DIGITS[usize::from(digit)])
        .collect()
}

/// Makes the checksum fit the bytes behind it, so that a test of the decoder gets past it.
pub fn seal(copy: &mut [u8]) {
    if let Some((head, rest)) = copy.split_at_mut_checked(START) {
        head[..MAGIC.len()].copy_from_slice(&MAGIC);
        head[MAGIC.len()..].copy_from_slice(&crc32fast::hash(rest).to_le_bytes());
    }
}

/// Bytes that are taken from the front; `None` where there are too few.
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.array().map(|[b]| b)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// A text behind its length.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.u32()? as usize;
        simdutf8::basic::from_utf8(self.take(length)?).ok()
    }

    /// So many numbers of `N` bytes.
    pub fn numbers<const N: usize, T>(
        &mut self,
        count: usize,
        of: impl Fn([u8; N]) -> T,
    ) -> Option<Vec<T>> {
        let bytes = self.take(count.checked_mul(N)?)?;
        Some(bytes.as_chunks::<N>().0.iter().map(|n| of(*n)).collect())
    }

    /// What is left, if anything.
    pub fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}
