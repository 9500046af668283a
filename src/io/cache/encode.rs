//! A table as the bytes of a copy, section by section: no more than one of them is in memory at a time.

use std::io::{Error, ErrorKind, Result, Seek, SeekFrom, Write};

use super::format::{ENCODINGS, FORMATS, MAGIC, START, kind};
use super::geometry;
use crate::base::Progress;
use crate::model::column::{Texts, Values};
use crate::model::{Cell, Column, FeatureTable, WarningCode};

/// Whether a table can have a copy: it must come from one file of a format whose names the decoder knows.
pub(super) fn can(table: &FeatureTable) -> bool {
    let source = &table.source;
    let file = source.path.display().to_string();
    FORMATS.contains(&source.format)
        && ENCODINGS.contains(&source.encoding)
        && source.sha256.len() == 64
        && table.warnings.iter().all(|w| *w.file == *file)
        && u32::try_from(table.len()).is_ok()
}

/// Writes the copy of a table.
///
/// # Errors
/// When writing fails, the copy grows beyond `most` bytes, or somebody stopped it.
pub(super) fn encode<W: Write + Seek>(
    table: &FeatureTable,
    file: &mut W,
    most: u64,
    progress: &Progress,
) -> Result<()> {
    let mut sections = Sections {
        file,
        checksum: crc32fast::Hasher::new(),
        left: most,
        progress,
    };
    sections.file.write_all(&MAGIC)?;
    sections.file.write_all(&[0; START - MAGIC.len()])?;
    sections.put(|out| head(table, out))?;
    sections.put(|out| warnings(table, out))?;
    sections.put(|out| match &table.feature_ids {
        Some(ids) => column(ids, out),
        None => Some(()),
    })?;
    sections.put(|out| geometry::encode(&table.geometries, out))?;
    for of_table in &table.columns {
        sections.put(|out| column(of_table, out))?;
    }
    let checksum = sections.checksum.finalize();
    file.seek(SeekFrom::Start(MAGIC.len() as u64))?;
    file.write_all(&checksum.to_le_bytes())
}

struct Sections<'a, W> {
    file: &'a mut W,
    checksum: crc32fast::Hasher,
    /// Bytes that may still be written.
    left: u64,
    progress: &'a Progress,
}

impl<W: Write> Sections<'_, W> {
    /// Writes a section with its length; `fill` says whether it can be told.
    fn put(&mut self, fill: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Result<()> {
        self.progress
            .check()
            .map_err(|_| Error::from(ErrorKind::Interrupted))?;
        let mut bytes = vec![0; 8];
        fill(&mut bytes).ok_or(ErrorKind::Unsupported)?;
        let length = bytes.len() as u64 - 8;
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        self.left = self
            .left
            .checked_sub(bytes.len() as u64)
            .ok_or(ErrorKind::FileTooLarge)?;
        self.checksum.update(&bytes);
        self.file.write_all(&bytes)
    }
}

fn head(table: &FeatureTable, out: &mut Vec<u8>) -> Option<()> {
    let source = &table.source;
    text(&source.sha256, out)?;
    out.extend(source.bytes.to_le_bytes());
    text(source.format, out)?;
    text(&source.crs, out)?;
    text(source.encoding, out)?;
    count(table.len(), out)?;
    count(table.columns.len(), out)?;
    count(table.geometry_types.len(), out)?;
    for (name, number) in &table.geometry_types {
        text(name, out)?;
        count(*number, out)?;
    }
    Some(())
}

/// The kinds of warning that occur by their stable names, then each warning with the place of its kind among them.
fn warnings(table: &FeatureTable, out: &mut Vec<u8>) -> Option<()> {
    let mut codes: Vec<WarningCode> = table.warnings.iter().map(|w| w.code).collect();
    codes.sort_unstable();
    codes.dedup();
    count(codes.len(), out)?;
    for code in &codes {
        text(&code.name(), out)?;
    }
    count(table.warnings.len(), out)?;
    for warning in &table.warnings {
        let place = codes.binary_search(&warning.code).ok()?;
        out.push(u8::try_from(place).ok()?);
        out.push(u8::from(warning.source_row.is_some()));
        out.extend(warning.source_row.unwrap_or(0).to_le_bytes());
        text(&warning.detail, out)?;
    }
    Some(())
}

fn column(column: &Column, out: &mut Vec<u8>) -> Option<()> {
    text(&column.name, out)?;
    match column.values() {
        Values::Empty(_) => out.push(kind::EMPTY),
        Values::Bool(values) => {
            out.push(kind::BOOL);
            out.extend_from_slice(values);
        }
        Values::Int(values) => {
            out.push(kind::INT);
            numbers(values, i64::to_le_bytes, out);
        }
        Values::Real(values) => {
            out.push(kind::REAL);
            numbers(values, f64::to_le_bytes, out);
        }
        Values::Text(values) => {
            out.push(kind::TEXT);
            texts(values, out)?;
        }
        Values::Json(values) => {
            out.push(kind::JSON);
            texts(values, out)?;
        }
        Values::Mixed(values) => {
            out.push(kind::MIXED);
            values.iter().try_for_each(|value| cell(value, out))?;
        }
    }
    Some(())
}

fn texts(texts: &Texts, out: &mut Vec<u8>) -> Option<()> {
    count(texts.ends.len(), out)?;
    numbers(&texts.ends, u32::to_le_bytes, out);
    numbers(&texts.codes, u32::to_le_bytes, out);
    out.extend_from_slice(texts.pool.as_bytes());
    Some(())
}

fn cell(cell: &Cell, out: &mut Vec<u8>) -> Option<()> {
    match cell {
        Cell::Null => out.push(kind::EMPTY),
        Cell::Bool(value) => out.extend([kind::BOOL, u8::from(*value)]),
        Cell::Int(value) => {
            out.push(kind::INT);
            out.extend(value.to_le_bytes());
        }
        Cell::Real(value) => {
            out.push(kind::REAL);
            out.extend(value.to_le_bytes());
        }
        Cell::Text(value) => {
            out.push(kind::TEXT);
            text(value, out)?;
        }
        Cell::Json(value) => {
            out.push(kind::JSON);
            text(value, out)?;
        }
    }
    Some(())
}

/// A number of things.
pub(super) fn count(count: usize, out: &mut Vec<u8>) -> Option<()> {
    out.extend(u32::try_from(count).ok()?.to_le_bytes());
    Some(())
}

/// A text behind its length.
fn text(text: &str, out: &mut Vec<u8>) -> Option<()> {
    count(text.len(), out)?;
    out.extend_from_slice(text.as_bytes());
    Some(())
}

/// Numbers of `N` bytes one behind the other.
pub(super) fn numbers<const N: usize, T: Copy>(
    numbers: &[T],
    to: impl Fn(T) -> [u8; N],
    out: &mut Vec<u8>,
) {
    out.reserve(numbers.len() * N);
    for number in numbers {
        out.extend_from_slice(&to(*number));
    }
}
