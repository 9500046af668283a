//! What a reader hands over: the rows of one file as columns, each row with its geometry.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use geo::{MultiLineString, MultiPolygon};

use super::column::Column;
use super::warning::Warning;
use crate::base::{Date, LonLat};

/// One value of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Missing or JSON null.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other finite number.
    Real(f64),
    /// A text.
    Text(Arc<str>),
    /// An array or object, as its JSON text.
    Json(Arc<str>),
}

impl Cell {
    /// The value as a number; texts that hold nothing but a number count: `"1 234"`, `"1,234"`, `"１２３"`. Nothing beyond that is guessed:
    /// `"12,5"` is none.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(i) => Some(*i as f64),
            Self::Real(r) => Some(*r),
            Self::Text(t) => number_of(t),
            _ => None,
        }
    }

    /// Whether there is a value other than null or an empty text.
    #[must_use]
    pub fn is_present(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Text(t) => !t.trim().is_empty(),
            _ => true,
        }
    }
}

impl fmt::Display for Cell {
    /// The value as a person reads it; null is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Int(i) => write!(f, "{i}"),
            Self::Real(r) => write!(f, "{r}"),
            Self::Text(t) | Self::Json(t) => f.write_str(t),
        }
    }
}

/// The number that a text holds, and nothing but it (see [`Cell::number`]).
pub(super) fn number_of(text: &str) -> Option<f64> {
    // What is to be left out or put in other words below stands in few texts.
    let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'_' | b',');
    if text.bytes().all(plain) {
        return text.parse().ok().filter(|n: &f64| n.is_finite());
    }
    let narrow: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .map(narrow)
        .collect();
    let digits = without_groups(&narrow)?;
    digits.parse().ok().filter(|n: &f64| n.is_finite())
}

/// A full-width digit or sign of a Chinese keyboard as its ASCII twin (Unicode, Halfwidth and Fullwidth Forms).
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A number without the commas between its groups: three digits in the last, two (India) or three in those before. `None` where a comma
/// stands anywhere else: it may be a decimal point.
fn without_groups(number: &str) -> Option<std::borrow::Cow<'_, str>> {
    if !number.contains(',') {
        return Some(number.into());
    }
    let (whole, rest) = number.split_at(number.find(['.', 'e', 'E']).unwrap_or(number.len()));
    let mut groups = whole.trim_start_matches(['+', '-']).split(',').rev();
    let right = groups.next().is_some_and(|last| last.len() == 3)
        && groups
            .next_back()
            .is_none_or(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| (2..=3).contains(&group.len()))
        && !rest.contains(',');
    right.then(|| number.replace(',', "").into())
}

/// The geometry of a row, in degrees of longitude (x) and latitude (y) on WGS 84.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// None was given, or what was given cannot be used (a warning of the row says why).
    Missing,
    /// One position.
    Point(LonLat),
    /// Several positions.
    Points(Vec<LonLat>),
    /// Lines.
    Lines(MultiLineString<f64>),
    /// Polygons with holes; shared with what is made of them.
    Area(Arc<MultiPolygon<f64>>),
    /// A collection of different kinds.
    Collection(Vec<Geometry>),
}

/// Where a table comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInfo {
    /// The path as the user gave it, or an invented name for generated data.
    pub path: PathBuf,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// The file's size.
    pub bytes: u64,
    /// The format's name, `GeoJSON` for instance.
    pub format: &'static str,
    /// The coordinate reference system that the coordinates were given in, `OGC:CRS84` for instance.
    pub crs: String,
    /// The text encoding, `UTF-8` or `UTF-8 with BOM`.
    pub encoding: &'static str,
    /// The day on which the file was last changed, in UTC; `None` for what is no file, and where the system does not say.
    pub modified: Option<Date>,
}

/// The rows of one file. Every feature of the file is a row, also those whose geometry cannot be used: row = position in the file.
#[derive(Debug, Clone)]
pub struct FeatureTable {
    /// Where it comes from.
    pub source: SourceInfo,
    /// The attribute columns, in order of first appearance.
    pub columns: Vec<Column>,
    /// The feature identifiers (the GeoJSON member `id`), if any row has one.
    pub feature_ids: Option<Column>,
    /// A geometry per row.
    pub geometries: Vec<Geometry>,
    /// How many usable geometries of each of the format's own types there are (`MultiPoint` for instance), as far as the reader counts.
    pub geometry_types: BTreeMap<&'static str, usize>,
    /// Everything in the file that could not be used, or only with an assumption.
    pub warnings: Vec<Warning>,
}

impl FeatureTable {
    /// A table without rows.
    #[must_use]
    pub fn new(source: SourceInfo) -> Self {
        Self {
            source,
            columns: Vec::new(),
            feature_ids: None,
            geometries: Vec::new(),
            geometry_types: BTreeMap::new(),
            warnings: Vec::new(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.geometries.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geometries.is_empty()
    }

    /// The index of a column by its exact name, else by its name in other case.
    #[must_use]
    pub fn column_index(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|c| &*c.name == name)
            .or_else(|| {
                self.columns
                    .iter()
                    .position(|c| c.name.to_lowercase() == name.to_lowercase())
            })
    }

    /// A column by its name (see [`column_index`](Self::column_index)).
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.column_index(name).map(|i| &self.columns[i])
    }

    /// Appends a row. Columns that `cells` does not name get null; new names become columns.
    pub fn push_row(
        &mut self,
        id: Option<Cell>,
        geometry: Geometry,
        cells: impl IntoIterator<Item = (Arc<str>, Cell)>,
    ) {
        let rows = self.len();
        for (position, (name, cell)) in cells.into_iter().enumerate() {
            // Rows mostly name the same columns in the same order.
            let index = match self.columns.get(position) {
                Some(column) if column.name == name => position,
                _ => self
                    .columns
                    .iter()
                    .position(|c| c.name == name)
                    .unwrap_or_else(|| {
                        self.columns.push(Column::new(Arc::clone(&name), rows));
                        self.columns.len() - 1
                    }),
            };
            if self.columns[index].len() == rows {
                self.columns[index].push(cell);
            }
        }
        for column in &mut self.columns {
            if column.len() == rows {
                column.push(Cell::Null);
            }
        }
        if let Some(id) = id {
            self.feature_ids
                .get_or_insert_with(|| Column::new("id".into(), rows))
                .push(id);
        } else if let Some(ids) = &mut self.feature_ids {
            ids.push(Cell::Null);
        }
        self.geometries.push(geometry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_count_as_numbers_only_where_nothing_is_guessed() {
        let number = |text: &str| Cell::Text(text.into()).number();
        for (text, value) in [
            ("1,234", 1234.0),
            ("12,34,567", 1_234_567.0),
            ("-1,234.5", -1234.5),
            ("１２３", 123.0),
            ("１，２３４", 1234.0),
            ("1 234", 1234.0),
            ("1e3", 1000.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "12,5",
            "1.234,5",
            "1,2345",
            ",123",
            "约300人",
            "",
            "inf",
            "1e999",
            "1,,234",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn rows_with_other_columns_are_filled_with_null() {
        let source = SourceInfo {
            path: "t".into(),
            sha256: String::new(),
            bytes: 0,
            format: "test",
            crs: String::new(),
            encoding: "UTF-8",
            modified: None,
        };
        let mut table = FeatureTable::new(source);
        table.push_row(None, Geometry::Missing, [("a".into(), Cell::Int(1))]);
        table.push_row(
            Some(Cell::Int(9)),
            Geometry::Missing,
            [("b".into(), Cell::Int(2)), ("a".into(), Cell::Int(3))],
        );
        table.push_row(None, Geometry::Missing, []);
        assert_eq!(
            table.columns.iter().map(Column::len).collect::<Vec<_>>(),
            [3, 3]
        );
        assert_eq!(table.column("B").map(|c| c.get(1)), Some(Cell::Int(2)));
        assert_eq!(
            table.feature_ids.map(|c| (c.get(0), c.get(1), c.get(2))),
            Some((Cell::Null, Cell::Int(9), Cell::Null))
        );
    }
}
