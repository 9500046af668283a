//! Why a file cannot be read: data; the words are in `i18n`.

use std::path::PathBuf;

use super::geojson::Expected;
use super::place::LooksLike;
use crate::base::Cancelled;
use crate::model::Warning;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// What is the matter.
    pub cause: ReadCause,
}

/// What is the matter with a file.
#[derive(Debug, thiserror::Error)]
pub enum ReadCause {
    /// There is no such file.
    #[error("not found")]
    NotFound,
    /// It is a folder.
    #[error("a folder")]
    Folder,
    /// The system refuses.
    #[error("{0}")]
    Io(#[source] std::io::Error),
    /// A format that cannot be read yet; its name or the file's extension.
    #[error("format `{0}` is not supported")]
    UnsupportedFormat(String),
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// The bytes are no UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line of the first bad byte, from 1.
        line: usize,
        /// Whether the bytes could be Chinese text in GBK or GB 18030.
        maybe_gbk: bool,
    },
    /// The text stops being JSON.
    #[error("line {line}, column {column}: expected {expected:?}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What could have stood there.
        expected: Expected,
        /// What stands there; `None`: the file ends.
        found: Option<char>,
        /// The name of the format that the file's first bytes are of, if it is a known one.
        looks_like: Option<&'static str>,
    },
    /// JSON, but no map data.
    #[error("not GeoJSON: {0:?}")]
    NotGeoJson(Found),
    /// The coordinates are in a system that cannot be converted exactly here.
    #[error("unknown coordinate reference system `{0}`")]
    UnknownCrs(String),
    /// All or nearly all coordinates lie outside ±180 / ±90 and the file does not say what they are.
    #[error("row {row}: ({x}, {y}) is no longitude and latitude")]
    CoordinatesOutOfRange {
        /// What the numbers look like.
        looks_like: LooksLike,
        /// The first row concerned, from 0.
        row: u32,
        /// Its first coordinate.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// There are features, but not one can be used.
    #[error("none of {rows} features can be used")]
    NothingUsable {
        /// How many features.
        rows: usize,
        /// What is wrong with the first.
        first: Warning,
    },
    /// A table whose first row holds numbers alone.
    #[error("no heading above `{found}`")]
    NoHeading {
        /// What stands there.
        found: String,
    },
    /// A workbook that cannot be opened: encrypted, cut off, or an archive of something else.
    #[error("broken workbook: {0}")]
    BrokenWorkbook(String),
    /// More than can be worked with (4 294 967 295 rows).
    #[error("too large")]
    TooLarge,
    /// The rest of the file would not fit in the memory that is left.
    #[error("{needed} more bytes of memory are needed, {available} are left")]
    TooLittleMemory {
        /// The size of the file, bytes.
        size: u64,
        /// What it would still take, bytes.
        needed: u64,
        /// What there is, bytes.
        available: u64,
    },
    /// Somebody asked to stop.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for ReadCause {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// What a JSON file holds instead of GeoJSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A list.
    Array,
    /// A bare number, text, true, false or null.
    Scalar,
    /// An object without `type`.
    NoType,
    /// A `type` that is no text.
    TypeNotText,
    /// A `type` that GeoJSON does not know.
    UnknownType(String),
    /// `TopoJSON`.
    TopoJson,
    /// Esri's JSON.
    EsriJson,
    /// The JSON of an Overpass query.
    Overpass,
    /// A `FeatureCollection` without `features`.
    NoFeatures,
    /// A `FeatureCollection` whose `features` are no list.
    FeaturesNotArray,
}
