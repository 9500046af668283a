//! One way in for every format: a reader says which files are its own, and turns bytes into a table. A new format is one file with a
//! [`Reader`] and a line in [`READERS`].

use std::fs;
use std::io::ErrorKind;
use std::iter;
use std::path::Path;
use std::sync::Arc;

use super::cache::{self, Cache};
use super::error::{ReadCause, ReadError};
use super::geojson::GeoJson;
use super::input::Input;
use crate::base::progress::Stage;
use crate::base::{Date, Progress};
use crate::model::{FeatureTable, SourceInfo};

/// What a reader is given.
pub(super) struct Source<'a, 'f> {
    /// The file's path as the user gave it.
    pub path: &'a Path,
    /// The path as a text, for warnings.
    pub file: Arc<str>,
    /// Its bytes.
    pub input: &'a mut Input<'f>,
    /// Where to say how far it is: the stage has one step per byte.
    pub progress: &'a Progress,
}

impl Source<'_, '_> {
    /// What a table says of its source; the digest is filled in by [`read`].
    pub fn info(&self, format: &'static str, crs: &str, encoding: &'static str) -> SourceInfo {
        SourceInfo {
            path: self.path.to_owned(),
            sha256: String::new(),
            bytes: self.input.size(),
            format,
            crs: crs.to_owned(),
            encoding,
            modified: None,
        }
    }
}

/// A format that can be read.
pub(super) trait Reader: Sync {
    /// The extensions of its files, in lower case.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether a file with an unknown extension that begins with these bytes is likely its own.
    fn recognises(&self, head: &[u8]) -> bool;
    /// Reads the whole file.
    fn read(&self, source: &mut Source<'_, '_>) -> Result<FeatureTable, ReadCause>;
}

static READERS: [&dyn Reader; 1] = [&GeoJson::new()];

/// The extensions of files that can be read, for file dialogs.
pub const EXTENSIONS: &[&str] = GeoJson::EXTENSIONS;

/// Bytes of a file's beginning that its format is judged by.
const HEAD: usize = 512;

/// Extensions of map and table files that are known, but not readable yet.
const FOREIGN: [&str; 27] = [
    "shp", "shx", "dbf", "gpkg", "kml", "kmz", "csv", "tsv", "xlsx", "xls", "ods", "fgb",
    "parquet", "gpx", "gml", "gdb", "tab", "mif", "dxf", "dwg", "tif", "tiff", "zip", "gz", "pbf",
    "mbtiles", "pmtiles",
];

/// Reads a file, or its copy where there is one (see [`cache`]).
///
/// # Errors
/// When the file is not there, is of a format that cannot be read, is broken, or nothing in it can be used.
pub fn read(path: &Path, progress: &Progress) -> Result<FeatureTable, ReadError> {
    let tables = read_all(&[path], progress)?;
    tables.into_iter().next().ok_or_else(|| ReadError {
        path: path.to_owned(),
        cause: ReadCause::NotFound,
    })
}

/// Reads files: their copies side by side, the others one after the other, each of which keeps all processors busy.
///
/// # Errors
/// As [`read`], of the first file that cannot be read.
pub fn read_all<P: AsRef<Path> + Sync>(
    paths: &[P],
    progress: &Progress,
) -> Result<Vec<FeatureTable>, ReadError> {
    let mut tables = read_all_with(cache::enabled(), paths, progress)?;
    for (table, path) in tables.iter_mut().zip(paths) {
        // A copy knows the bytes of its file, not when they were written.
        let about = fs::metadata(path).and_then(|about| about.modified());
        table.source.modified = about.ok().map(Date::of);
    }
    Ok(tables)
}

/// The same with the copies of a folder.
pub(super) fn read_all_with<P: AsRef<Path> + Sync>(
    cache: Option<&Cache>,
    paths: &[P],
    progress: &Progress,
) -> Result<Vec<FeatureTable>, ReadError> {
    let copies = match (cache, paths.first()) {
        (Some(cache), Some(first)) => {
            progress.begin(Stage::Reading, cache.size_of_candidates(paths));
            let copies = cache.recall_all(paths, progress);
            copies.map_err(|cancelled| ReadError {
                path: first.as_ref().to_owned(),
                cause: cancelled.into(),
            })?
        }
        _ => Vec::new(),
    };
    let copies = copies.into_iter().chain(iter::repeat_with(|| None));
    let read = |(path, copy): (&P, Option<FeatureTable>)| match copy {
        Some(table) => Ok(table),
        None => read_file(path.as_ref(), progress),
    };
    paths.iter().zip(copies).map(read).collect()
}

fn read_file(path: &Path, progress: &Progress) -> Result<FeatureTable, ReadError> {
    let fail = |cause| ReadError {
        path: path.to_owned(),
        cause,
    };
    if path.is_dir() {
        return Err(fail(ReadCause::Folder));
    }
    let input = Input::open(path).map_err(|error| {
        fail(match error.kind() {
            ErrorKind::NotFound => ReadCause::NotFound,
            _ => ReadCause::Io(error),
        })
    })?;
    read_input(path, input, progress).map_err(fail)
}

/// Reads the bytes of a file; `path` says the format and stands in warnings.
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

fn read_input(
    path: &Path,
    mut input: Input<'_>,
    progress: &Progress,
) -> Result<FeatureTable, ReadCause> {
    progress.begin(Stage::Reading, input.size());
    let head = input.head(HEAD).map_err(ReadCause::Io)?;
    let mut source = Source {
        path,
        file: path.display().to_string().into(),
        input: &mut input,
        progress,
    };
    let mut table = choose(path, &head)?.read(&mut source)?;
    table.source.sha256 = input.digest().map_err(ReadCause::Io)?;
    Ok(table)
}

fn choose(path: &Path, bytes: &[u8]) -> Result<&'static dyn Reader, ReadCause> {
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let by_name = READERS
        .into_iter()
        .find(|r| r.extensions().contains(&extension.as_str()));
    if let Some(reader) = by_name {
        return Ok(reader);
    }
    if FOREIGN.contains(&extension.as_str()) {
        return Err(ReadCause::UnsupportedFormat(extension));
    }
    READERS
        .into_iter()
        .find(|r| r.recognises(bytes))
        .ok_or_else(|| match known_format(bytes) {
            Some(name) => ReadCause::UnsupportedFormat(name.to_owned()),
            None if bytes.is_empty() => ReadCause::Empty,
            None => ReadCause::UnsupportedFormat(extension),
        })
}

/// The name of a format by a file's first bytes.
pub(super) fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let table: [(&[u8], &str); 10] = [
        (b"PK\x03\x04", "ZIP"),
        (b"SQLite format 3\0", "GeoPackage / SQLite"),
        (b"\0\0\x27\x0a", "Shapefile"),
        (b"fgb", "FlatGeobuf"),
        (b"PAR1", "Parquet"),
        (b"\x1f\x8b", "gzip"),
        (b"%PDF", "PDF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"\x89PNG", "PNG"),
    ];
    let binary = table
        .into_iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, name)| name);
    binary.or_else(|| {
        let text = bytes.trim_ascii_start();
        (text.first() == Some(&b'<')).then_some("XML / KML / HTML")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(name: &str, bytes: &[u8]) -> ReadCause {
        read_bytes(Path::new(name), bytes, &Progress::new())
            .expect_err(name)
            .cause
    }

    #[test]
    fn a_missing_file_and_a_folder_say_so() {
        let read = |name: &str| {
            read(Path::new(name), &Progress::new())
                .expect_err(name)
                .cause
        };
        assert!(matches!(read("no/such/file.geojson"), ReadCause::NotFound));
        assert!(matches!(read("src"), ReadCause::Folder));
    }

    #[test]
    fn other_formats_are_named() {
        assert!(matches!(cause("a.shp", b"{}"), ReadCause::UnsupportedFormat(e) if e == "shp"));
        assert!(matches!(cause("a", b"PK\x03\x04"), ReadCause::UnsupportedFormat(e) if e == "ZIP"));
        assert!(matches!(
            cause("a.geojson", b"<kml></kml>"),
            ReadCause::NotJson {
                looks_like: Some("XML / KML / HTML"),
                ..
            }
        ));
        assert!(matches!(cause("a.geojson", b" \n"), ReadCause::Empty));
    }

    #[test]
    fn an_unknown_extension_is_judged_by_content() {
        let table = read_bytes(
            Path::new("villages.txt"),
            br#"{"type":"Point","coordinates":[91,23]}"#,
            &Progress::new(),
        )
        .expect("GeoJSON");
        assert_eq!((table.len(), table.source.bytes), (1, 38));
    }
}
