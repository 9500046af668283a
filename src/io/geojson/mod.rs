//! The `GeoJSON` reader (RFC 7946, with the older `crs` member of the 2008 specification, and text sequences of RFC 8142).
//!
//! Two passes: [`outline`] checks the whole text and finds where each feature stands, then runs of features are read side by side
//! into [`chunk::Chunk`]s that join to one table. One bad feature costs one row.

mod chunk;
mod feature;
mod geometry;
mod json;
mod outline;
mod text;

#[cfg(test)]
mod tests;

pub use json::Expected;

use std::collections::BTreeMap;

use rayon::prelude::*;

use chunk::Chunk;
use json::{Cursor, Kind, Syntax};
use outline::{Item, Stop};

use super::error::ReadCause;
use super::notes::{self, Note};
use super::place::{self, Crs};
use super::reader::{Reader, Source, known_format};
use crate::model::{FeatureTable, Geometry, WarningCode};

/// Rows that are read in one go; between two the reader looks whether it shall stop.
const RUN: usize = 1024;

/// The reader.
pub(super) struct GeoJson;

impl GeoJson {
    /// Its files' extensions.
    pub const EXTENSIONS: &'static [&'static str] = &[
        "geojson",
        "json",
        "geojsonl",
        "geojsons",
        "geojsonseq",
        "ndjson",
        "jsonl",
        "ndgeojson",
    ];
}

impl Reader for GeoJson {
    fn extensions(&self) -> &'static [&'static str] {
        Self::EXTENSIONS
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        matches!(
            bytes.trim_ascii_start().first(),
            Some(b'{' | b'[' | b'\x1e')
        )
    }

    fn read(&self, source: &Source<'_>) -> Result<FeatureTable, ReadCause> {
        let looks_like = known_format(source.bytes);
        let (text, encoding) = match text::decode(source.bytes) {
            Ok(decoded) => decoded,
            // The name of the format helps more than the place of a byte.
            Err(_) if looks_like.is_some() => {
                return Err(not_json("", syntax_at_start(), looks_like));
            }
            Err(cause) => return Err(cause),
        };
        if text.trim().is_empty() {
            return Err(ReadCause::Empty);
        }
        let extension = source
            .path
            .extension()
            .map(std::ffi::OsStr::to_ascii_lowercase);
        let lines = extension.is_some_and(|e| e != "json" && e != "geojson");
        let outline =
            outline::outline(&text, lines, source.progress).map_err(|stop| match stop {
                Stop::Syntax(syntax) => not_json(&text, syntax, looks_like),
                Stop::Cause(cause) => cause,
            })?;
        if u32::try_from(outline.items.len()).is_err() {
            return Err(ReadCause::TooLarge);
        }
        let mut notes = outline.notes;
        let crs = declared(outline.crs, &mut notes)?;
        let mut chunks = rows(&outline.items, source)?;
        let format = if outline.sequence {
            "GeoJSON text sequence"
        } else {
            "GeoJSON"
        };
        let mut table = FeatureTable::new(source.info(format, crs.name(), encoding));
        (table.columns, table.feature_ids) = chunk::columns(&mut chunks, &mut notes);
        let mut types = Vec::with_capacity(outline.items.len());
        table.geometries.reserve_exact(outline.items.len());
        for chunk in chunks {
            table.geometries.extend(chunk.geometries);
            types.extend(chunk.types);
            notes.extend(chunk.notes);
        }
        let placed = place::settle(&mut table.geometries, &crs).map_err(|refused| {
            ReadCause::CoordinatesOutOfRange {
                looks_like: refused.looks_like,
                row: refused.row,
                x: refused.first[0],
                y: refused.first[1],
            }
        })?;
        notes.extend(placed);
        table.geometry_types = count_types(&table.geometries, &types);
        table.warnings = notes::warnings(&source.file, notes);
        refuse_useless(&table)?;
        Ok(table)
    }
}

fn syntax_at_start() -> Syntax {
    Syntax {
        at: 0,
        expected: Expected::Value,
    }
}

fn not_json(text: &str, syntax: Syntax, looks_like: Option<&'static str>) -> ReadCause {
    let (line, column, found) = text::locate(text, syntax.at);
    ReadCause::NotJson {
        line,
        column,
        expected: syntax.expected,
        found,
        looks_like,
    }
}

/// Reads all items, run by run.
fn rows(items: &[Item<'_>], source: &Source<'_>) -> Result<Vec<Chunk>, ReadCause> {
    items
        .par_chunks(RUN)
        .enumerate()
        .map(|(run, items)| {
            let mut chunk = Chunk::starting_at((run * RUN) as u32);
            let mut bytes = 0;
            for item in items {
                match item {
                    Item::Json(raw) | Item::Single(raw) => {
                        bytes += raw.len() as u64;
                        feature::row(raw, matches!(item, Item::Single(_)), &mut chunk);
                    }
                    Item::BadLine(line) => {
                        chunk.note(WarningCode::BadLine, line.to_string());
                        chunk.finish(None, None);
                    }
                }
            }
            source.progress.advance(bytes)?;
            Ok(chunk)
        })
        .collect()
}

/// The coordinate reference system that the member `crs` declares.
fn declared(member: Option<&str>, notes: &mut Vec<Note>) -> Result<Crs, ReadCause> {
    let Some(raw) = member else {
        return Ok(Crs::Wgs84);
    };
    let mut say = |code, detail: &str| {
        notes.push(Note {
            row: None,
            code,
            detail: detail.into(),
        });
    };
    if raw == "null" {
        say(WarningCode::AssumedWgs84, "null");
        return Ok(Crs::Wgs84);
    }
    let name = crs_name(raw).unwrap_or_else(|| notes::excerpt(raw));
    let crs = Crs::named(&name).ok_or(ReadCause::UnknownCrs(name))?;
    match &crs {
        // What the format asks for anyhow.
        Crs::Wgs84 => {}
        Crs::LikeWgs84(name) => say(WarningCode::AssumedWgs84, name),
        Crs::WebMercator(name) => say(WarningCode::LegacyCrs, name),
    }
    Ok(crs)
}

/// The name in a `crs` member: `properties.name`, or `properties.code` of the oldest files.
fn crs_name(raw: &str) -> Option<String> {
    let mut name = None;
    let mut cursor = Cursor::new(raw);
    if cursor.kind() != Kind::Object {
        return (cursor.kind() == Kind::Text)
            .then(|| cursor.text().ok().map(Into::into))
            .flatten();
    }
    let read = cursor.members::<Syntax>(|c, member| {
        if member != "properties" || c.kind() != Kind::Object {
            return c.skip().map(|_| ());
        }
        c.members::<Syntax>(|c, member| {
            if !matches!(&*member, "name" | "code") {
                return c.skip().map(|_| ());
            }
            name = match c.kind() {
                Kind::Text => Some(c.text()?.into_owned()),
                Kind::Number => Some(c.number()?.text.to_owned()),
                _ => c.skip().map(|_| None)?,
            };
            Ok(())
        })
    });
    read.ok().and(name)
}

/// How many usable geometries of each type there are.
fn count_types(
    geometries: &[Geometry],
    types: &[Option<&'static str>],
) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for (geometry, name) in geometries.iter().zip(types) {
        if let Some(name) = name
            && *geometry != Geometry::Missing
        {
            *counts.entry(*name).or_insert(0) += 1;
        }
    }
    counts
}

/// Refuses a table in which every single row is lost to a fault; features without a geometry are none.
fn refuse_useless(table: &FeatureTable) -> Result<(), ReadCause> {
    if table.geometries.iter().any(|g| *g != Geometry::Missing) {
        return Ok(());
    }
    let mut faults = table.warnings.iter().filter(|w| {
        matches!(
            w.code,
            WarningCode::BadGeometry
                | WarningCode::BadCoordinate
                | WarningCode::NotAFeature
                | WarningCode::BadLine
        )
    });
    match faults.next() {
        Some(first) if faults.count() + 1 >= table.len() => Err(ReadCause::NothingUsable {
            rows: table.len(),
            first: first.clone(),
        }),
        _ => Ok(()),
    }
}
