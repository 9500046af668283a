//! The `GeoJSON` reader (RFC 7946, with the older `crs` member of the 2008 specification, and text sequences of RFC 8142).
//!
//! One pass over blocks of the file ([`window`]): features become rows ([`feature`]) of parts ([`part`]) that are read side by side
//! ([`features`], [`sequence`]) and joined to typed columns ([`rows`]). No tree of values, and never the whole file in memory, save
//! where it is a single feature or not in UTF-8. One bad feature costs one row; where the text is no JSON the file is refused.

mod document;
mod escape;
mod feature;
mod features;
mod geometry;
mod json;
mod number;
mod part;
mod rows;
mod sequence;
mod stop;
mod text;
mod window;

#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod tests;

pub use json::Expected;

pub(super) use geometry::TYPES as GEOMETRY_TYPES;

use document::About;
use json::{Cursor, Kind, Syntax};
use rows::Rows;
use stop::Stop;
use text::{Encoding, Findings};
use window::Window;

use super::error::ReadCause;
use super::input::Input;
use super::notes::{self, Note, Notes};
use super::place::{self, Crs};
use super::reader::{Reader, Source, known_format};
use crate::base::Progress;
use crate::model::{FeatureTable, Geometry, WarningCode};

/// Bytes of a file's beginning that its encoding and its format are judged by.
const HEAD: usize = 512;

/// The reader.
pub(super) struct GeoJson {
    /// How many bytes are read at once.
    block: usize,
    /// About how many of them are read in one go by one of the threads.
    piece: usize,
}

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

    /// With blocks that fit in a processor's cache and keep all threads busy.
    pub const fn new() -> Self {
        Self {
            block: 4 << 20,
            piece: 512 << 10,
        }
    }

    fn read_text(
        &self,
        input: &mut Input<'_>,
        marked: bool,
        lines: bool,
        progress: &Progress,
    ) -> Result<(Rows, About, bool), ReadCause> {
        let mark = if marked { 3 } else { 0 };
        let mut rows = Rows::new(self.piece);
        let looks_like = known_format(&input.head(HEAD).map_err(ReadCause::Io)?);
        let mut window = Window::new(input, self.block, mark).map_err(cause)?;
        match read_rows(&mut window, &mut rows, lines, progress) {
            Ok((about, sequence)) => Ok((rows, about, sequence)),
            Err(stop) => Err(explain(&mut window, stop, looks_like)),
        }
    }
}

impl Reader for GeoJson {
    fn extensions(&self) -> &'static [&'static str] {
        Self::EXTENSIONS
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        matches!(head.trim_ascii_start().first(), Some(b'{' | b'[' | b'\x1e'))
    }

    fn read(&self, source: &mut Source<'_, '_>) -> Result<FeatureTable, ReadCause> {
        let head = source.input.head(HEAD).map_err(ReadCause::Io)?;
        let encoding = Encoding::of(&head);
        let extension = source
            .path
            .extension()
            .map(std::ffi::OsStr::to_ascii_lowercase);
        let lines = extension.is_some_and(|e| e != "json" && e != "geojson");
        let marked = encoding == Encoding::Utf8 { marked: true };
        let (rows, about, sequence) = if matches!(encoding, Encoding::Utf8 { .. }) {
            self.read_text(source.input, marked, lines, source.progress)?
        } else {
            let size = source.input.size();
            rows::room_for(size, size * 3).map_err(cause)?;
            let bytes = source.input.all().map_err(ReadCause::Io)?;
            let text = encoding.decode(&bytes).unwrap_or_default();
            drop(bytes);
            let mut decoded = Input::of(text.into_bytes());
            self.read_text(&mut decoded, false, lines, source.progress)?
        };
        let mut file_notes = about.notes;
        let crs = declared(about.crs.as_deref(), &mut file_notes)?;
        let format = if sequence {
            "GeoJSON text sequence"
        } else {
            "GeoJSON"
        };
        let mut table = FeatureTable::new(source.info(format, crs.name(), encoding.name()));
        let (row_notes, types) = rows.into_table(&mut table);
        let placed = place::settle(&mut table.geometries, &crs).map_err(|refused| {
            ReadCause::CoordinatesOutOfRange {
                looks_like: refused.looks_like,
                row: refused.row,
                x: refused.first[0],
                y: refused.first[1],
            }
        })?;
        let mut notes = Notes::default();
        notes.extend(file_notes);
        notes.append(row_notes);
        notes.extend(placed);
        table.geometry_types = types.count(&table.geometries);
        table.warnings = notes.warnings(&source.file);
        refuse_useless(&table)?;
        Ok(table)
    }
}

/// Reads the rows of a text; the last is whether it is a text sequence. `lines` says that the file's name promises one.
fn read_rows(
    window: &mut Window<'_, '_>,
    rows: &mut Rows,
    lines: bool,
    progress: &Progress,
) -> Result<(About, bool), Stop> {
    let begins_with_separator = {
        let (text, unhashed) = window.text()?;
        unhashed.hash();
        text.trim_start().as_bytes().first() == Some(&sequence::SEPARATOR)
    };
    if begins_with_separator {
        return sequence::of_file(window, rows, None, progress).map(|about| (about, true));
    }
    let stop = match document::of_file(window, rows, progress) {
        Ok(about) => return Ok((about, false)),
        Err(stop) => stop,
    };
    let Stop::Syntax { expected, .. } = stop else {
        return Err(stop);
    };
    let more = expected == Expected::End
        && window.step(|c| {
            c.space();
            Ok(matches!(c.peek(), Some(b'{' | sequence::SEPARATOR)))
        })?;
    if !lines && !more {
        return Err(stop);
    }
    rows.clear();
    sequence::of_file(window, rows, Some(stop), progress).map(|about| (about, true))
}

fn cause(stop: Stop) -> ReadCause {
    match stop {
        Stop::Cause(cause) => cause,
        // Only what follows an examination comes here; a file that changes meanwhile can do that.
        Stop::Syntax { .. } | Stop::NotUtf8 => ReadCause::Empty,
    }
}

/// Why a file cannot be read, after another look at all of it: what is no text is no JSON either.
fn explain(window: &mut Window<'_, '_>, stop: Stop, looks_like: Option<&'static str>) -> ReadCause {
    if let Stop::Cause(
        ReadCause::Cancelled
        | ReadCause::Io(_)
        | ReadCause::TooLarge
        | ReadCause::TooLittleMemory { .. },
    ) = stop
    {
        return cause(stop);
    }
    let (at, expected) = match text::examine(window) {
        Err(stop) => return cause(stop),
        // The name of the format helps more than the place of a byte.
        Ok(Findings::NotUtf8 { .. }) if looks_like.is_some() => (0, Expected::Value),
        Ok(Findings::NotUtf8 { line, maybe_gbk }) => return ReadCause::NotUtf8 { line, maybe_gbk },
        Ok(Findings::Blank) => return ReadCause::Empty,
        Ok(Findings::Text) => match stop {
            Stop::Syntax { at, expected } => (at, expected),
            other => return cause(other),
        },
    };
    match text::locate(window, at) {
        Ok((line, column, found)) => ReadCause::NotJson {
            line,
            column,
            expected,
            found,
            looks_like,
        },
        Err(stop) => cause(stop),
    }
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
