//! The bytes of a copy as a table, or nothing: every length is checked before room is made for it, and every part against the others.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::format::{Bytes, ENCODINGS, FIXED, FORMATS, MAGIC, START, kind};
use super::geometry;
use crate::io::geojson::GEOMETRY_TYPES;
use crate::model::column::{Texts, Values};
use crate::model::{Cell, Column, FeatureTable, SourceInfo, Warning, WarningCode};

/// The table of a copy, as if it had been read from the file at `path`; `None` when the copy is damaged or of another format.
#[must_use]
pub fn decode(copy: &[u8], path: &Path) -> Option<FeatureTable> {
    let (head, rest) = copy.split_at_checked(START)?;
    let (magic, checksum) = head.split_at_checked(MAGIC.len())?;
    if magic != MAGIC || checksum != crc32fast::hash(rest).to_le_bytes() {
        return None;
    }
    let mut rest = Bytes(rest);
    let mut sections = Vec::new();
    while rest.end().is_none() {
        let length = usize::try_from(rest.u64()?).ok()?;
        sections.push(rest.take(length)?);
    }
    let (fixed, columns) = sections.split_at_checked(FIXED)?;
    let [about, said, ids, geometries] = fixed else {
        return None;
    };
    let about = About::decode(about, path)?;
    if columns.len() != about.columns {
        return None;
    }
    let (geometries, columns) = rayon::join(
        || geometry::decode(geometries, about.rows),
        || {
            let columns = columns.par_iter().with_max_len(1);
            let columns = columns.map(|section| column(section, about.rows));
            columns.collect::<Option<Vec<Column>>>()
        },
    );
    let feature_ids = match ids {
        [] => None,
        ids => Some(column(ids, about.rows)?),
    };
    Some(FeatureTable {
        source: about.source,
        columns: columns?,
        feature_ids,
        geometries: geometries?,
        geometry_types: about.types,
        warnings: warnings(said, path)?,
    })
}

/// What the head says.
struct About {
    source: SourceInfo,
    rows: usize,
    columns: usize,
    types: BTreeMap<&'static str, usize>,
}

impl About {
    fn decode(section: &[u8], path: &Path) -> Option<Self> {
        let mut bytes = Bytes(section);
        let source = SourceInfo {
            path: path.to_owned(),
            sha256: bytes.text()?.to_owned(),
            bytes: bytes.u64()?,
            format: known(&FORMATS, bytes.text()?)?,
            crs: bytes.text()?.to_owned(),
            encoding: known(&ENCODINGS, bytes.text()?)?,
            modified: None,
        };
        let rows = bytes.u32()? as usize;
        let columns = bytes.u32()? as usize;
        let mut types = BTreeMap::new();
        for _ in 0..bytes.u32()? {
            let name = known(&GEOMETRY_TYPES, bytes.text()?)?;
            types.insert(name, bytes.u32()? as usize);
        }
        bytes.end()?;
        Some(Self {
            source,
            rows,
            columns,
            types,
        })
    }
}

/// The name among the known ones.
fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|n| *n == name)
}

fn warnings(section: &[u8], path: &Path) -> Option<Vec<Warning>> {
    let mut bytes = Bytes(section);
    let mut codes = Vec::new();
    for _ in 0..bytes.u32()? {
        codes.push(WarningCode::named(bytes.text()?)?);
    }
    let file: Arc<str> = path.display().to_string().into();
    let mut warnings = Vec::new();
    for _ in 0..bytes.u32()? {
        let code = *codes.get(usize::from(bytes.u8()?))?;
        let has_row = bytes.u8()?;
        let row = bytes.u32()?;
        warnings.push(Warning {
            code,
            file: Arc::clone(&file),
            source_row: match has_row {
                0 => None,
                1 => Some(row),
                _ => return None,
            },
            detail: bytes.text()?.to_owned(),
        });
    }
    bytes.end()?;
    Some(warnings)
}

fn column(section: &[u8], rows: usize) -> Option<Column> {
    let mut bytes = Bytes(section);
    let name = bytes.text()?.into();
    let values = match bytes.u8()? {
        kind::EMPTY => Values::Empty(rows),
        kind::BOOL => Values::Bool(bytes.take(rows)?.to_vec()),
        kind::INT => Values::Int(bytes.numbers(rows, i64::from_le_bytes)?),
        kind::REAL => Values::Real(bytes.numbers(rows, f64::from_le_bytes)?),
        kind::TEXT => Values::Text(texts(&mut bytes, rows)?),
        kind::JSON => Values::Json(texts(&mut bytes, rows)?),
        kind::MIXED => {
            // A cell takes a byte at least.
            let mut cells = Vec::with_capacity(rows.min(bytes.0.len()));
            for _ in 0..rows {
                cells.push(cell(&mut bytes)?);
            }
            Values::Mixed(cells)
        }
        _ => return None,
    };
    bytes.end()?;
    Column::from_values(name, values)
}

fn texts(bytes: &mut Bytes<'_>, rows: usize) -> Option<Texts> {
    let different = bytes.u32()? as usize;
    let ends = bytes.numbers(different, u32::from_le_bytes)?;
    let codes = bytes.numbers(rows, u32::from_le_bytes)?;
    let pool = bytes.take(bytes.0.len())?;
    Some(Texts {
        pool: simdutf8::basic::from_utf8(pool).ok()?.to_owned(),
        ends,
        codes,
    })
}

fn cell(bytes: &mut Bytes<'_>) -> Option<Cell> {
    Some(match bytes.u8()? {
        kind::EMPTY => Cell::Null,
        kind::BOOL => match bytes.u8()? {
            0 => Cell::Bool(false),
            1 => Cell::Bool(true),
            _ => return None,
        },
        kind::INT => Cell::Int(i64::from_le_bytes(bytes.array()?)),
        kind::REAL => Cell::Real(f64::from_le_bytes(bytes.array()?)),
        kind::TEXT => Cell::Text(bytes.text()?.into()),
        kind::JSON => Cell::Json(bytes.text()?.into()),
        _ => return None,
    })
}
