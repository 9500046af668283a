//! Writes a standard's text to a file, whole or not at all.

use std::path::Path;

use crate::io::output::{OutputError, write_atomic};

/// Writes a standard's text.
///
/// # Errors
/// When the file cannot be written; what stood there stays.
pub fn save(path: &Path, text: &str) -> Result<(), OutputError> {
    write_atomic(path, text.as_bytes())
}
