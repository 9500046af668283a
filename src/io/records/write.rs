//! Writes a table of records as CSV that a spreadsheet opens: UTF-8 with a byte-order mark, texts that would be formulas tamed.

use std::io::{self, Write};

use super::super::tabular::tame;
use crate::model::FeatureTable;

/// Writes a table; reading it back gives the same values.
///
/// # Errors
/// When the writer fails.
pub fn write(table: &FeatureTable, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(table.columns.iter().map(|c| tame(&c.name).into_owned()))?;
    for row in 0..table.len() {
        let cells = table.columns.iter().map(|c| match c.text(row) {
            Some(text) => tame(text).into_owned(),
            None => c.get(row).to_string(),
        });
        csv.write_record(cells)?;
    }
    csv.flush()
}
