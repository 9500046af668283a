//! Workbooks: the first sheet that has a heading. Formulas count by their last result, dates become ISO 8601.

use std::io::Cursor;

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};

use super::super::error::ReadCause;
use super::build::Builder;
use crate::base::{Date, Progress};

/// Rows between two looks at whether somebody wants to stop.
const STEP: usize = 4096;
/// Whether bytes are those of a ZIP archive (xlsx, ods) or a compound file (xls).
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Reads the first sheet that holds a table; the format's name comes with it.
pub(super) fn read(
    bytes: &[u8],
    progress: &Progress,
) -> Result<(Builder, &'static str), ReadCause> {
    let broken = |error: calamine::Error| ReadCause::BrokenWorkbook(error.to_string());
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let format = match book {
        Sheets::Xls(_) => "XLS",
        Sheets::Ods(_) => "ODS",
        Sheets::Xlsx(_) | Sheets::Xlsb(_) => "XLSX",
    };
    let names = book.sheet_names();
    for (number, name) in names.iter().enumerate() {
        // Sheets of charts are no tables.
        let Ok(sheet) = book.worksheet_range(name) else {
            continue;
        };
        // A title alone is no table.
        let wide = |row: &[Data]| row.iter().filter(|c| **c != Data::Empty).count();
        if sheet.rows().filter(|row| wide(row) > 0).count() < 2 {
            continue;
        }
        let mut builder = Builder::new();
        if number > 0 || names.len() > 1 {
            builder.note(&format!("sheet: {name}"));
        }
        let mut errors = 0;
        for (count, row) in sheet.rows().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| text(cell, &mut errors)).collect();
            builder.push(cells.iter().map(|c| &**c))?;
            if count % STEP == 0 {
                progress.check()?;
            }
        }
        if errors > 0 {
            builder.note(&format!("cell_error: {errors}"));
        }
        return Ok((builder, format));
    }
    Err(ReadCause::Empty)
}

/// A cell as a text; what is none, or the error of a formula, is empty.
fn text(cell: &Data, errors: &mut u32) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Error(_) => {
            *errors += 1;
            String::new()
        }
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        // Without the time of day where it is midnight.
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        Data::DateTime(date) => {
            let value = date.as_f64();
            if date.is_duration() || value < 1.0 {
                return value.to_string();
            }
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Date::from_ymd(i64::from(year), month, day)
                .map_or_else(|| value.to_string(), |date| date.to_string())
        }
    }
}
