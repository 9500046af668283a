//! Tables of records beside the map: CSV and workbooks with units, links, reported figures, more attributes.
//!
//! A table of records is a [`FeatureTable`] whose rows have no geometry. What a person would read past is read past and told: titles above
//! the heading, rows with too few or too many cells, headings that are empty or stand twice. Values are only made numbers where the number
//! says all that the text said: a code with a leading zero stays a text, and so does its column.

mod build;
mod kind;
mod text;
mod workbook;
mod write;

#[cfg(test)]
mod tests;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::error::{ReadCause, ReadError};
use super::input::Input;
use super::memory;
use crate::base::progress::Stage;
use crate::base::{Date, Progress};
use crate::model::{FeatureTable, SourceInfo};

pub use kind::{can_be, recognise};
pub use write::write;

/// The extensions of files that hold records.
pub const EXTENSIONS: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xls", "ods"];

/// Memory that a table may take for each byte of its file: the bytes themselves, their text, the columns.
const MEMORY_PER_BYTE: u64 = 4;

/// Whether a file is a table of records by its name.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

/// Reads a table of records: its heading names the columns, every row below it is a row without geometry.
///
/// # Errors
/// When the file is not there, is broken, too large for the memory that is left, or has no heading.
pub fn read(path: &Path, progress: &Progress) -> Result<FeatureTable, ReadError> {
    let mut table = open(path)
        .and_then(|input| read_input(path, input, progress))
        .map_err(|cause| ReadError {
            path: path.to_owned(),
            cause,
        })?;
    let about = fs::metadata(path).and_then(|about| about.modified());
    table.source.modified = about.ok().map(Date::of);
    Ok(table)
}

/// Reads the bytes of a table of records; `path` stands in warnings.
///
/// # Errors
/// As [`read`], save that no file is opened.
pub fn read_bytes(
    path: &Path,
    bytes: &[u8],
    progress: &Progress,
) -> Result<FeatureTable, ReadError> {
    read_input(path, Input::of(bytes), progress).map_err(|cause| ReadError {
        path: path.to_owned(),
        cause,
    })
}

fn open(path: &Path) -> Result<Input<'static>, ReadCause> {
    if path.is_dir() {
        return Err(ReadCause::Folder);
    }
    Input::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => ReadCause::NotFound,
        _ => ReadCause::Io(error),
    })
}

fn read_input(
    path: &Path,
    mut input: Input<'_>,
    progress: &Progress,
) -> Result<FeatureTable, ReadCause> {
    let size = input.size();
    progress.begin(Stage::Reading, size);
    if let Some(available) = memory::available() {
        memory::fits(size.saturating_mul(MEMORY_PER_BYTE), available).map_err(|s| {
            ReadCause::TooLittleMemory {
                size,
                needed: s.needed,
                available: s.available,
            }
        })?;
    }
    let bytes = input.all().map_err(ReadCause::Io)?;
    progress.check()?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadCause::Empty);
    }
    let file: Arc<str> = path.display().to_string().into();
    let (builder, format, encoding) = if workbook::is_one(&bytes) {
        let (builder, format) = workbook::read(&bytes, progress)?;
        (builder, format, "UTF-8")
    } else {
        let (builder, encoding) = text::read(&bytes, progress)?;
        (builder, "CSV", encoding)
    };
    drop(bytes);
    let source = SourceInfo {
        path: path.to_owned(),
        sha256: input.digest().map_err(ReadCause::Io)?,
        bytes: size,
        format,
        crs: String::new(),
        encoding,
        modified: None,
    };
    let table = builder.finish(source, &file)?;
    progress.advance(size)?;
    Ok(table)
}
