//! The folder of the copies: their names, their order of use, and room for new ones. Files with other names are left alone.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Result, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::format::Stamp;

const EXTENSION: &str = "table";
/// How the names of copies begin that are being written.
const UNFINISHED: &str = ".writing-";
/// What was left unfinished for so long is nobody's any more.
const ABANDONED: Duration = Duration::from_hours(24);

/// The name of a copy: of which file it is, and who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The file's size, bytes.
    pub size: u64,
    /// The file's digest, hexadecimal.
    pub sha256: String,
    pub stamp: Stamp,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, sha256, stamp) = (self.size, &self.sha256, &self.stamp.0);
        write!(f, "{size}-{sha256}-{stamp}.{EXTENSION}")
    }
}

impl Name {
    fn parse(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(EXTENSION)?.strip_suffix('.')?;
        let mut parts = stem.split('-');
        let parsed = Self {
            size: parts.next()?.parse().ok()?,
            sha256: parts.next()?.to_owned(),
            stamp: Stamp(parts.next()?.to_owned()),
        };
        let is_hex = |text: &str, digits| {
            text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit())
        };
        let right = is_hex(&parsed.sha256, 64) && is_hex(&parsed.stamp.0, Stamp::DIGITS);
        (right && parsed.to_string() == name).then_some(parsed)
    }
}

/// A copy in the folder.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub name: Name,
    /// Its own size.
    pub bytes: u64,
    used: SystemTime,
}

/// The copies of a folder in the order of their last use; none where there is no folder.
pub(super) fn entries(folder: &Path) -> Vec<Entry> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<Entry> = listed
        .filter_map(|entry| {
            let name = Name::parse(entry.file_name().to_str()?)?;
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Entry {
                name,
                bytes: about.len(),
                used: about.modified().ok()?,
            })
        })
        .collect();
    entries.sort_by(|a, b| (a.used, &a.name.sha256).cmp(&(b.used, &b.name.sha256)));
    entries
}

/// Notes that a copy was used now; a folder that cannot be written keeps its order.
pub(super) fn touch(folder: &Path, name: &Name) {
    let file = OpenOptions::new()
        .write(true)
        .open(folder.join(name.to_string()));
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}

/// Removes copies, the longest unused first, until the others take no more than so many bytes, and what was abandoned half written.
pub(super) fn make_room(folder: &Path, most: u64) {
    let entries = entries(folder);
    let mut all: u64 = entries.iter().map(|e| e.bytes).sum();
    for entry in entries {
        if all <= most {
            break;
        }
        if fs::remove_file(folder.join(entry.name.to_string())).is_ok() {
            all -= entry.bytes;
        }
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|about| about.modified()).ok();
        let age = modified.and_then(|modified| modified.elapsed().ok());
        let name = entry.file_name();
        if age.is_some_and(|age| age > ABANDONED)
            && name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A new file that is removed again unless it is given a name: two programs that write the same copy do not meet. It is not forced to the
/// disk, as a copy that a power cut damages is found out by its checksum.
pub(super) fn write(
    folder: &Path,
    fill: &mut dyn FnMut(&mut BufWriter<&File>) -> Result<()>,
) -> Result<NamedTempFile> {
    let file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)?;
    let mut writer = BufWriter::with_capacity(1 << 16, file.as_file());
    fill(&mut writer)?;
    writer.flush()?;
    drop(writer);
    Ok(file)
}
