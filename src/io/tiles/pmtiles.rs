//! PMTiles version 3 (<https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>): one file with directories of tiles in the
//! order of a Hilbert curve.
//!
//! A small reader of our own: the crate `pmtiles` reads only asynchronously, and brings a stack for that which nothing else here needs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::attribution::plain_text;
use super::content;
use super::error::TileError;
use super::{TileSource, bounds};
use crate::model::tiles::{DEEPEST, Tile, TileId, TileInfo};

const HEADER: usize = 127;
/// Nothing in a file is longer than this, bytes: a directory, the metadata, a tile.
const LONGEST: u64 = 64 << 20;
/// Directories below directories; the format has two levels, and allows more.
const DEPTH: u8 = 4;
/// So many leaf directories are kept.
const KEPT: usize = 64;

/// An open file.
pub(super) struct PmTiles {
    path: PathBuf,
    info: TileInfo,
    file: Mutex<File>,
    packed: bool,
    root: Arc<Directory>,
    leaves: Mutex<BTreeMap<u64, Arc<Directory>>>,
    leaves_from: u64,
    tiles_from: u64,
}

type Directory = Vec<Entry>;

/// A run of equal tiles, or (with a run of none) a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    id: u64,
    run: u64,
    offset: u64,
    length: u64,
}

impl PmTiles {
    /// Opens a file and reads its first directory.
    pub(super) fn open(path: &Path) -> Result<Self, TileError> {
        let unreadable = |error: std::io::Error| TileError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let path_buf = || path.to_owned();
        let mut file = File::open(path).map_err(unreadable)?;
        let mut header = Vec::with_capacity(HEADER);
        (&mut file)
            .take(HEADER as u64)
            .read_to_end(&mut header)
            .map_err(unreadable)?;
        if header.is_empty() {
            return Err(TileError::Empty { path: path_buf() });
        }
        if !header.starts_with(b"PM") || header.len() < 8 {
            return Err(TileError::NotTiles {
                path: path_buf(),
                expected: "PMTiles",
            });
        }
        // Before version 3 the mark was only two letters long, with the version in the two bytes after it.
        let version = if header.starts_with(b"PMTiles") {
            header[7]
        } else {
            header[2]
        };
        if version != 3 {
            return Err(TileError::Version {
                path: path_buf(),
                version,
            });
        }
        let damaged = |problem: &str| TileError::Damaged {
            path: path_buf(),
            problem: problem.to_owned(),
        };
        let Ok(header) = <[u8; HEADER]>::try_from(header) else {
            return Err(damaged("header"));
        };
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| header[at + i]));
        let degrees = |at: usize| {
            let bytes = std::array::from_fn(|i| header[at + i]);
            f64::from(i32::from_le_bytes(bytes)) / 1e7
        };
        let packed = Self::compression(path, header[97])?;
        Self::compression(path, header[98])?;
        let file = Mutex::new(file);
        let root = bytes_at(&file, path, long(8), long(16))?;
        let root = directory(root, packed).map_err(|problem| damaged(&problem))?;
        // What the file says of itself is welcome, not needed.
        let said = bytes_at(&file, path, long(24), long(32))
            .ok()
            .and_then(|bytes| content::unpacked(bytes).ok())
            .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        let said = |name: &str| {
            let text = said.as_ref()?.get(name)?.as_str()?;
            plain_text(text)
        };
        let min_zoom = header[100].min(DEEPEST);
        let mut open = Self {
            path: path_buf(),
            info: TileInfo {
                name: said("name"),
                attribution: said("attribution"),
                min_zoom,
                max_zoom: header[101].clamp(min_zoom, DEEPEST),
                bounds: bounds([degrees(102), degrees(106), degrees(110), degrees(114)]),
                shapes: header[99] == 1,
            },
            file,
            packed,
            root: Arc::new(root),
            leaves: Mutex::default(),
            leaves_from: long(40),
            tiles_from: long(56),
        };
        open.info.shapes = open.look_at_one()?;
        Ok(open)
    }

    /// Whether a part is packed in a way that can be undone.
    fn compression(path: &Path, code: u8) -> Result<bool, TileError> {
        let name = match code {
            0 | 1 => return Ok(false),
            2 => return Ok(true),
            3 => "Brotli",
            4 => "Zstandard",
            _ => "?",
        };
        Err(TileError::Compression {
            path: path.to_owned(),
            name,
        })
    }

    /// Whether the first tile holds shapes.
    fn look_at_one(&self) -> Result<bool, TileError> {
        let mut directory = Arc::clone(&self.root);
        for _ in 0..DEPTH {
            let Some(entry) = directory.first().copied() else {
                return Err(TileError::NoTiles {
                    path: self.path.clone(),
                });
            };
            if entry.run == 0 {
                directory = self.leaf(entry)?;
                continue;
            }
            let bytes = self.tile_bytes(entry)?;
            let kind = content::unpacked(bytes).and_then(|bytes| content::kind(&bytes));
            return match kind {
                Ok(kind) => Ok(kind == content::Kind::Shapes),
                Err(super::Found::Unknown) if self.info.shapes => Ok(true),
                Err(found) => Err(TileError::Content {
                    path: self.path.clone(),
                    found,
                }),
            };
        }
        Err(self.damaged("directories without end"))
    }

    fn damaged(&self, problem: &str) -> TileError {
        TileError::Damaged {
            path: self.path.clone(),
            problem: problem.to_owned(),
        }
    }

    fn tile_bytes(&self, entry: Entry) -> Result<Vec<u8>, TileError> {
        let from = self.tiles_from.checked_add(entry.offset);
        let from = from.ok_or_else(|| self.damaged("offset"))?;
        bytes_at(&self.file, &self.path, from, entry.length)
    }

    fn leaf(&self, entry: Entry) -> Result<Arc<Directory>, TileError> {
        let known = |leaves: &BTreeMap<u64, Arc<Directory>>| leaves.get(&entry.offset).cloned();
        let lock = || self.leaves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(leaf) = known(&lock()) {
            return Ok(leaf);
        }
        let from = self.leaves_from.checked_add(entry.offset);
        let from = from.ok_or_else(|| self.damaged("offset"))?;
        let bytes = bytes_at(&self.file, &self.path, from, entry.length)?;
        let leaf = directory(bytes, self.packed).map_err(|problem| self.damaged(&problem))?;
        let leaf = Arc::new(leaf);
        let mut leaves = lock();
        if leaves.len() >= KEPT {
            leaves.clear();
        }
        leaves.insert(entry.offset, Arc::clone(&leaf));
        Ok(leaf)
    }

    fn find(&self, id: u64) -> Result<Option<Entry>, TileError> {
        let mut directory = Arc::clone(&self.root);
        for _ in 0..DEPTH {
            let after = directory.partition_point(|entry| entry.id <= id);
            let Some(entry) = after.checked_sub(1).map(|i| directory[i]) else {
                return Ok(None);
            };
            if entry.run > 0 {
                return Ok((id - entry.id < entry.run).then_some(entry));
            }
            directory = self.leaf(entry)?;
        }
        Err(self.damaged("directories without end"))
    }
}

impl TileSource for PmTiles {
    fn info(&self) -> &TileInfo {
        &self.info
    }

    fn load(&self, id: TileId) -> Result<Tile, TileError> {
        let Some(entry) = self.find(hilbert(id))? else {
            return Ok(Tile::Empty);
        };
        content::tile(self.tile_bytes(entry)?, self.info.shapes)
            .map_err(|found| self.damaged(&format!("{}/{}/{}: {found}", id.z, id.x, id.y)))
    }
}

/// A part of the file.
fn bytes_at(file: &Mutex<File>, path: &Path, from: u64, length: u64) -> Result<Vec<u8>, TileError> {
    let damaged = |problem: String| TileError::Damaged {
        path: path.to_owned(),
        problem,
    };
    if length > LONGEST {
        return Err(damaged(format!("{length} bytes at {from}")));
    }
    let mut bytes = Vec::new();
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    let read = file
        .seek(SeekFrom::Start(from))
        .and_then(|_| (&mut *file).take(length).read_to_end(&mut bytes));
    match read {
        Ok(read) if read as u64 == length => Ok(bytes),
        // The file ends before.
        Ok(_) => Err(damaged(format!("{length} bytes at {from}"))),
        Err(error) if error.kind() == ErrorKind::InvalidInput => Err(damaged(error.to_string())),
        Err(error) => Err(TileError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
    }
}

/// Reads a directory: columns of numbers of variable length, each told by its difference to the one before where that is short.
fn directory(bytes: Vec<u8>, packed: bool) -> Result<Directory, String> {
    let bytes = if packed {
        content::unpacked(bytes).map_err(|found| format!("directory: {found}"))?
    } else {
        bytes
    };
    read_directory(&bytes).ok_or_else(|| "directory".to_owned())
}

fn read_directory(mut bytes: &[u8]) -> Option<Directory> {
    let count = number(&mut bytes)? as usize;
    // Every entry has at least four bytes.
    if count > bytes.len() / 4 {
        return None;
    }
    let mut entries = Vec::with_capacity(count);
    let mut id = 0u64;
    for _ in 0..count {
        id = id.checked_add(number(&mut bytes)?)?;
        entries.push(Entry {
            id,
            run: 0,
            offset: 0,
            length: 0,
        });
    }
    for entry in &mut entries {
        entry.run = number(&mut bytes)?;
    }
    for entry in &mut entries {
        entry.length = number(&mut bytes)?;
    }
    let mut end = 0u64;
    for entry in &mut entries {
        entry.offset = match number(&mut bytes)? {
            // Right after the one before.
            0 => end,
            offset => offset - 1,
        };
        end = entry.offset.checked_add(entry.length)?;
    }
    Some(entries)
}

/// A number of variable length (LEB128).
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The number of a tile: levels one after another, within each along Hilbert's curve.
fn hilbert(id: TileId) -> u64 {
    let before = ((1u64 << (2 * id.z)) - 1) / 3;
    let (mut x, mut y) = (u64::from(id.x), u64::from(id.y));
    let mut along = 0;
    for s in (0..id.z).rev().map(|bit| 1u64 << bit) {
        let (right, low) = (x & s, y & s);
        along += s * ((3 * right) ^ low);
        if low == 0 {
            if right != 0 {
                (x, y) = (
                    s.wrapping_sub(1).wrapping_sub(x),
                    s.wrapping_sub(1).wrapping_sub(y),
                );
            }
            (x, y) = (y, x);
        }
    }
    before + along
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tiles_have_the_numbers_of_the_specification() {
        let number = |z, x, y| hilbert(TileId { z, x, y });
        // The examples of the specification.
        assert_eq!(number(0, 0, 0), 0);
        assert_eq!(
            [
                number(1, 0, 0),
                number(1, 0, 1),
                number(1, 1, 1),
                number(1, 1, 0)
            ],
            [1, 2, 3, 4]
        );
        assert_eq!(number(2, 0, 0), 5);
        assert_eq!(number(12, 3423, 1763), 19_078_479);
    }

    proptest! {
        #[test]
        fn the_curve_visits_every_tile_once_and_steps_to_neighbours(z in 1u8..6) {
            let side = TileId::side(z);
            let mut tiles: Vec<(u64, TileId)> = (0..side * side)
                .map(|i| TileId { z, x: i % side, y: i / side })
                .map(|id| (hilbert(id), id))
                .collect();
            tiles.sort_unstable();
            for (i, pair) in tiles.windows(2).enumerate() {
                let [(a, from), (b, to)] = [pair[0], pair[1]];
                prop_assert_eq!(b, a + 1, "{}", i);
                prop_assert_eq!(from.x.abs_diff(to.x) + from.y.abs_diff(to.y), 1);
            }
        }

        #[test]
        fn a_tile_and_its_children_lie_together_on_the_curve(z in 0u8..27, x: u32, y: u32) {
            let side = TileId::side(z);
            let id = TileId { z, x: x % side, y: y % side };
            let start = |z: u8| ((1u64 << (2 * z)) - 1) / 3;
            let own = hilbert(id) - start(z);
            let mut children = id.children().map(|c| hilbert(c) - start(z + 1));
            children.sort_unstable();
            prop_assert_eq!(children, [0, 1, 2, 3].map(|i| 4 * own + i));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(entries) = read_directory(&bytes) {
                prop_assert!(entries.len() <= bytes.len());
            }
        }
    }
}
