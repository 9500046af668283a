//! Tables of records beside the map: CSV and Excel workbooks with units, links, reported figures, more attributes.

use std::path::Path;

use super::error::ReadError;
use crate::base::Progress;
use crate::model::{FeatureTable, RecordKind};

/// The extensions of files that hold records.
pub const EXTENSIONS: [&str; 5] = ["csv", "tsv", "txt", "xlsx", "ods"];

/// Whether a file is a table of records by its name.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

/// Reads a table of records: the first row names the columns, every other row is a row without geometry.
///
/// # Errors
/// When the file is not there, is broken, or has no heading.
pub fn read(path: &Path, progress: &Progress) -> Result<FeatureTable, ReadError> {
    super::reader::read(path, progress)
}

/// What a table holds, by its columns; `None` where nothing speaks for a kind.
#[must_use]
pub fn recognise(table: &FeatureTable) -> Option<RecordKind> {
    let _ = table;
    None
}
