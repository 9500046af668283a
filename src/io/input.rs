//! The bytes of a file, block by block, with their digest on the way.
//!
//! A file is never held as a whole: readers ask for the next bytes and may begin again. What cannot be read twice (a pipe) is kept.
//! The digest is that of the whole file whatever the reader looked at.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Result, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Bytes that are read when only the digest is wanted.
const BLOCK: usize = 1 << 20;

/// Where the bytes come from.
enum Origin<'a> {
    File(File),
    Bytes(Cow<'a, [u8]>),
}

/// A file that is being read.
pub(super) struct Input<'a> {
    origin: Origin<'a>,
    size: u64,
    /// Where the next bytes come from.
    at: u64,
    digest: Sha256,
    /// How much of the file is in the digest.
    hashed: u64,
}

impl<'a> Input<'a> {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_file() {
            return Ok(Self::new(Origin::File(file), about.len()));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Self::of(bytes))
    }

    /// Bytes as if they stood in a file.
    pub fn of(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        let bytes = bytes.into();
        let size = bytes.len() as u64;
        Self::new(Origin::Bytes(bytes), size)
    }

    fn new(origin: Origin<'a>, size: u64) -> Self {
        Self {
            origin,
            size,
            at: 0,
            digest: Sha256::new(),
            hashed: 0,
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends up to `most` of the next bytes; fewer only when the file ends there.
    pub fn read(&mut self, into: &mut Vec<u8>, most: usize) -> Result<usize> {
        let count = match &mut self.origin {
            Origin::File(file) => {
                into.reserve(most);
                file.take(most as u64).read_to_end(into)?
            }
            Origin::Bytes(bytes) => {
                let rest = bytes.get(self.at as usize..).unwrap_or_default();
                let next = &rest[..most.min(rest.len())];
                into.extend_from_slice(next);
                next.len()
            }
        };
        self.at += count as u64;
        Ok(count)
    }

    /// Begins again.
    pub fn rewind(&mut self) -> Result<()> {
        if let Origin::File(file) = &mut self.origin {
            file.rewind()?;
        }
        self.at = 0;
        Ok(())
    }

    /// The first bytes, up to `most`; the next read begins with them again.
    pub fn head(&mut self, most: usize) -> Result<Vec<u8>> {
        self.rewind()?;
        let mut head = Vec::new();
        self.read(&mut head, most)?;
        self.rewind()?;
        Ok(head)
    }

    /// Everything.
    pub fn all(&mut self) -> Result<Vec<u8>> {
        self.rewind()?;
        let mut all = Vec::with_capacity(self.size as usize);
        while self.read(&mut all, BLOCK)? > 0 {}
        Ok(all)
    }

    /// Takes bytes that stand at a place of the file into the digest, as far as they are not in it yet.
    pub fn hash(&mut self, at: u64, bytes: &[u8]) {
        let known = self.hashed.saturating_sub(at) as usize;
        if at <= self.hashed && known < bytes.len() {
            self.digest.update(&bytes[known..]);
            self.hashed = at + bytes.len() as u64;
        }
    }

    /// SHA-256 of the whole file, hexadecimal.
    pub fn digest(mut self) -> Result<String> {
        match &mut self.origin {
            Origin::File(file) => {
                file.seek(std::io::SeekFrom::Start(self.hashed))?;
                let mut block = vec![0; BLOCK];
                loop {
                    let count = file.read(&mut block)?;
                    if count == 0 {
                        break;
                    }
                    self.digest.update(&block[..count]);
                }
            }
            Origin::Bytes(bytes) => {
                let rest = bytes.get(self.hashed as usize..).unwrap_or_default();
                self.digest.update(rest);
            }
        }
        let digest = self.digest.finalize();
        Ok(digest
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_one_of_the_standard_however_the_bytes_were_read() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut input = Input::of(b"abc".as_slice());
        assert_eq!(input.head(2).expect("bytes"), b"ab");
        input.hash(0, b"ab");
        // Again from the start, and bytes behind a gap that are not in order.
        input.hash(0, b"a");
        assert_eq!(input.digest().expect("a digest"), expected);
        assert_eq!(
            Input::of(b"abc".as_slice()).digest().expect("a digest"),
            expected
        );
    }

    #[test]
    fn a_file_is_read_in_blocks_and_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("f");
        std::fs::write(&path, b"0123456789").expect("written");
        let mut input = Input::open(&path).expect("a file");
        let mut bytes = Vec::new();
        let counts: Vec<usize> = (0..4)
            .map(|_| input.read(&mut bytes, 4).expect("bytes"))
            .collect();
        assert_eq!(
            (&counts[..], &bytes[..]),
            (&[4, 4, 2, 0][..], &b"0123456789"[..])
        );
        assert_eq!(input.all().expect("bytes"), b"0123456789");
        assert_eq!(input.head(3).expect("bytes"), b"012");
        input.hash(0, b"01234");
        let whole = Input::of(b"0123456789".as_slice()).digest();
        assert_eq!(input.digest().expect("a digest"), whole.expect("a digest"));
    }
}
