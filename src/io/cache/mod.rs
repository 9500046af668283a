//! Copies of large files that were read once, to be opened faster the next time.
//!
//! A copy is a [`FeatureTable`] in plain binary, in the user's cache folder, named by the size and the SHA-256 of the file that it is of
//! and by a stamp of the program that made it. It is used only for a file whose bytes have just been hashed to that very digest, so no
//! clock is believed and a moved file is known again. The window makes copies when nothing is more urgent; commands use them and leave
//! nothing behind but what they were asked for. Whatever is wrong with a copy, its folder or the disk, the file is read as if there were
//! no cache, and nobody is told. Nothing is ever written beside the user's files.

mod decode;
mod encode;
mod folder;
mod format;
mod geometry;
#[cfg(test)]
mod tests;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::input::Input;
use super::memory;
use crate::base::{Cancelled, Progress};
use crate::model::FeatureTable;
use folder::Entry;
use format::Stamp;

pub use decode::decode;
pub use format::seal;

/// The environment variable that names the folder of the copies.
pub const FOLDER_VARIABLE: &str = "LASTMILE_CACHE_DIR";
/// The environment variable that switches copies off: `off`.
pub const SWITCH_VARIABLE: &str = "LASTMILE_CACHE";

/// Files below this many bytes are read as fast as their copies.
const LEAST: u64 = 2_000_000;
/// All copies together, bytes.
const MOST: u64 = 2_000_000_000;
/// Of what the disk would have free without the copies, they take one part in so many at most.
const SHARE: u64 = 4;
/// Memory that a copy may take while it is taken in, in copies: its bytes, and a table of up to twice as many.
const MEMORY: u64 = 3;
/// Bytes that are hashed between two looks at whether to stop.
const BLOCK: usize = 1 << 20;

static ENABLED: OnceLock<Option<Cache>> = OnceLock::new();

/// Lets this process use copies from now on, unless the environment says otherwise. For the program itself: whoever only uses the
/// library, as tests do, never touches the user's folder.
pub fn enable() {
    ENABLED.get_or_init(|| folder_by(&|name| env::var_os(name)).map(Cache::at));
}

/// The folder of the copies by the environment; none where they are switched off or the system has no place for them.
fn folder_by(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if variable(SWITCH_VARIABLE).is_some_and(|v| v.eq_ignore_ascii_case("off")) {
        return None;
    }
    match variable(FOLDER_VARIABLE) {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => {
            directories::ProjectDirs::from("", "", "lastmile").map(|d| d.cache_dir().join("tables"))
        }
    }
}

/// The same with the copies of a folder of one's own, whatever the environment says; without effect once copies are enabled.
pub fn enable_at(folder: PathBuf) {
    ENABLED.get_or_init(|| Some(Cache::at(folder)));
}

/// A folder of another kind of copies beside that of the tables; none unless copies are enabled.
pub(super) fn beside(name: &str) -> Option<PathBuf> {
    let folder = &enabled()?.folder;
    if folder.ends_with("tables") {
        Some(folder.with_file_name(name))
    } else {
        Some(folder.join(name))
    }
}

/// The copies that this process may use.
pub(super) fn enabled() -> Option<&'static Cache> {
    ENABLED.get()?.as_ref()
}

/// Keeps a copy of a table that was read from a large file, if there is none yet. For quiet moments: it takes a fraction of the time
/// that reading took. Where it does not succeed there is no copy.
pub fn keep(table: &FeatureTable, progress: &Progress) {
    if let Some(cache) = enabled() {
        // No copy is no loss.
        let _ = cache.keep(table, progress);
    }
}

/// A folder of copies.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// Bytes of all copies together.
    most: u64,
    /// Bytes of a file from which on it is worth a copy.
    least: u64,
}

impl Cache {
    /// The copies of a folder, which need not be there yet.
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folder,
            most: MOST,
            least: LEAST,
        }
    }

    /// The tables of those files that there are copies of, side by side.
    ///
    /// # Errors
    /// When somebody stopped it.
    pub fn recall_all<P: AsRef<Path> + Sync>(
        &self,
        paths: &[P],
        progress: &Progress,
    ) -> Result<Vec<Option<FeatureTable>>, Cancelled> {
        self.recall_within(memory::available(), paths, progress)
    }

    /// The same with so much memory.
    fn recall_within<P: AsRef<Path> + Sync>(
        &self,
        available: Option<u64>,
        paths: &[P],
        progress: &Progress,
    ) -> Result<Vec<Option<FeatureTable>>, Cancelled> {
        let mut candidates: Vec<Vec<Entry>> =
            paths.iter().map(|p| self.candidates(p.as_ref())).collect();
        // What does not fit beside the others is left to the reader, which judges for itself.
        if let Some(available) = available {
            let mut needed = 0;
            for of_file in &mut candidates {
                let more = of_file.iter().map(|e| e.bytes).max().unwrap_or(0) * MEMORY;
                if memory::fits(needed + more, available).is_ok() {
                    needed += more;
                } else {
                    of_file.clear();
                }
            }
        }
        paths
            .par_iter()
            .zip(&candidates)
            .with_max_len(1)
            .map(|(path, candidates)| self.recall(path.as_ref(), candidates, progress))
            .collect()
    }

    /// Bytes of those files that there may be copies of.
    pub fn size_of_candidates<P: AsRef<Path>>(&self, paths: &[P]) -> u64 {
        let sizes = paths
            .iter()
            .filter(|p| !self.candidates(p.as_ref()).is_empty());
        sizes
            .filter_map(|p| fs::metadata(p).ok())
            .map(|m| m.len())
            .sum()
    }

    /// Copies of files of the same size and kind, the last used first.
    fn candidates(&self, path: &Path) -> Vec<Entry> {
        let Ok(about) = fs::metadata(path) else {
            return Vec::new();
        };
        if !about.is_file() || about.len() < self.least {
            return Vec::new();
        }
        let stamp = Stamp::of(path);
        let mut entries = folder::entries(&self.folder);
        entries.retain(|e| e.name.size == about.len() && e.name.stamp == stamp);
        entries.reverse();
        entries
    }

    /// The table of a file out of its copy. The last used is taken in while the file is hashed, and used if it proves to be the one.
    fn recall(
        &self,
        path: &Path,
        candidates: &[Entry],
        progress: &Progress,
    ) -> Result<Option<FeatureTable>, Cancelled> {
        let Some(likely) = candidates.first() else {
            return Ok(None);
        };
        let (digest, table) = rayon::join(|| digest(path, progress), || self.load(likely, path));
        let Some(digest) = digest? else {
            return Ok(None);
        };
        let is_it = |table: &FeatureTable| table.source.sha256 == digest;
        let right = table.filter(is_it).map(|table| (likely, table));
        let right = right.or_else(|| {
            let named = candidates[1..].iter().find(|e| e.name.sha256 == digest)?;
            Some((named, self.load(named, path).filter(is_it)?))
        });
        Ok(right.map(|(entry, table)| {
            folder::touch(&self.folder, &entry.name);
            table
        }))
    }

    /// Takes a copy in; a damaged one is removed.
    fn load(&self, entry: &Entry, path: &Path) -> Option<FeatureTable> {
        let place = self.folder.join(entry.name.to_string());
        let bytes = fs::read(&place).ok()?;
        let table = decode(&bytes, path);
        if table.is_none() {
            let _ = fs::remove_file(&place);
        }
        table
    }

    /// Writes the copy of a table, if it is worth one and there is none.
    fn keep(&self, table: &FeatureTable, progress: &Progress) -> std::io::Result<()> {
        let source = &table.source;
        if source.bytes < self.least || !encode::can(table) {
            return Ok(());
        }
        let name = folder::Name {
            size: source.bytes,
            sha256: source.sha256.clone(),
            stamp: Stamp::of(&source.path),
        };
        if self.folder.join(name.to_string()).exists() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        let most = self.limit()?;
        let file = folder::write(&self.folder, &mut |file| {
            encode::encode(table, file, most, progress)
        })?;
        let bytes = file.as_file().metadata()?.len();
        folder::make_room(&self.folder, most.saturating_sub(bytes));
        file.persist(self.folder.join(name.to_string()))?;
        Ok(())
    }

    /// How many bytes all copies together may take now.
    fn limit(&self) -> std::io::Result<u64> {
        let own: u64 = folder::entries(&self.folder).iter().map(|e| e.bytes).sum();
        let free = fs4::available_space(&self.folder)?;
        Ok(self.most.min(free.saturating_add(own) / SHARE))
    }
}

/// SHA-256 of a file, hexadecimal; none where it cannot be read.
fn digest(path: &Path, progress: &Progress) -> Result<Option<String>, Cancelled> {
    let Ok(mut input) = Input::open(path) else {
        return Ok(None);
    };
    let (mut block, mut at) = (Vec::new(), 0);
    loop {
        block.clear();
        match input.read(&mut block, BLOCK) {
            Ok(0) => return Ok(input.digest().ok()),
            Ok(count) => {
                input.hash(at, &block);
                at += count as u64;
                progress.advance(count as u64)?;
            }
            Err(_) => return Ok(None),
        }
    }
}
