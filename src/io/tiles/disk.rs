//! What servers sent, kept on the disk for as long as they say: the same tile is not asked for twice.
//!
//! A file for each tile, named by the digest of its address, so that neither addresses nor keys can be read from it. Whatever is wrong
//! with the folder, tiles are asked for as if nothing were kept, and nobody is told.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// All tiles together, bytes. Beyond it the oldest go.
const MOST: u64 = 512 << 20;

/// A folder of tiles.
pub(super) struct Disk {
    folder: PathBuf,
    most: u64,
    /// Bytes in the folder, once they were counted.
    held: Mutex<Option<u64>>,
}

/// What the server said of a tile.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Label {
    /// Until when it is as good as new, seconds since 1970.
    pub until: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// There is no tile.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
}

impl Disk {
    pub(super) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            most: MOST,
            held: Mutex::new(None),
        }
    }

    fn place(&self, url: &str) -> PathBuf {
        let mut name = String::with_capacity(64);
        for byte in Sha256::digest(url.as_bytes()) {
            // Writing to a text does not fail.
            let _ = write!(name, "{byte:02x}");
        }
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// What is kept of an address.
    pub(super) fn get(&self, url: &str) -> Option<(Label, Vec<u8>)> {
        let mut bytes = fs::read(self.place(url)).ok()?;
        let end = bytes.iter().position(|b| *b == b'\n')?;
        let label = serde_json::from_slice(&bytes[..end]).ok()?;
        bytes.drain(..=end);
        Some((label, bytes))
    }

    /// Keeps a tile.
    pub(super) fn put(&self, url: &str, label: &Label, bytes: &[u8]) {
        let place = self.place(url);
        let written = (|| -> Option<u64> {
            let folder = place.parent()?;
            fs::create_dir_all(folder).ok()?;
            let mut file = tempfile::NamedTempFile::new_in(folder).ok()?;
            let mut head = serde_json::to_vec(label).ok()?;
            head.push(b'\n');
            file.write_all(&head).ok()?;
            file.write_all(bytes).ok()?;
            file.persist(&place).ok()?;
            Some((head.len() + bytes.len()) as u64)
        })();
        if let Some(size) = written {
            self.make_room(size);
        }
    }

    /// Takes the oldest away where there are too many.
    fn make_room(&self, added: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match *held {
            Some(before) => before + added,
            None => self.files().iter().map(|(_, size, _)| size).sum(),
        };
        *held = Some(now);
        if now <= self.most {
            return;
        }
        let mut files = self.files();
        files.sort();
        let mut left: u64 = files.iter().map(|(_, size, _)| size).sum();
        for (_, size, path) in files {
            if left <= self.most / 4 * 3 {
                break;
            }
            if fs::remove_file(path).is_ok() {
                left -= size;
            }
        }
        *held = Some(left);
    }

    /// Age, size and place of all that is kept.
    fn files(&self) -> Vec<(SystemTime, u64, PathBuf)> {
        let list = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        list(&self.folder)
            .flat_map(|entry| list(&entry.path()).collect::<Vec<_>>())
            .filter_map(|entry| {
                let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                Some((about.modified().ok()?, about.len(), entry.path()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_comes_back_with_its_label_and_addresses_cannot_be_read() {
        let room = tempfile::tempdir().expect("room");
        let disk = Disk::at(&room.path().join("tiles"));
        let label = Label {
            until: 7,
            etag: Some("\"a\"".into()),
            ..Label::default()
        };
        assert_eq!(disk.get("https://t/1?key=secret"), None);
        disk.put("https://t/1?key=secret", &label, b"line\nline");
        let kept = disk.get("https://t/1?key=secret");
        assert_eq!(kept, Some((label, b"line\nline".to_vec())));
        for (_, _, path) in disk.files() {
            let text = fs::read_to_string(&path).expect("text");
            assert!(!text.contains("secret") && !path.to_string_lossy().contains("secret"));
        }
    }

    #[test]
    fn the_folder_does_not_grow_without_end() {
        let room = tempfile::tempdir().expect("room");
        let disk = Disk {
            most: 10_000,
            ..Disk::at(room.path())
        };
        for i in 0..40 {
            disk.put(&format!("https://t/{i}"), &Label::default(), &[7; 1000]);
        }
        let held: u64 = disk.files().iter().map(|(_, size, _)| size).sum();
        assert!((1000..=10_000).contains(&held), "{held}");
    }
}
