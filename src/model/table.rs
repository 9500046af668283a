//! What a reader hands over: the rows of one file as columns, each row with its geometry.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use geo::{MultiLineString, MultiPolygon};

use super::warning::Warning;
use crate::base::LonLat;

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
            Self::Text(t) => {
                let narrow: String = t
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != '_')
                    .map(narrow)
                    .collect();
                let digits = without_groups(&narrow)?;
                digits.parse().ok().filter(|n: &f64| n.is_finite())
            }
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

/// The values of a column, as narrow as they allow.
#[derive(Debug, Clone)]
enum Values {
    Empty(usize),
    Int(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text {
        dictionary: Vec<Arc<str>>,
        codes: Vec<u32>,
        /// Where a text stands in the dictionary; none once most texts proved to be different, when looking them up costs more than
        /// it saves.
        lookup: Option<HashMap<Arc<str>, u32>>,
    },
    Mixed(Vec<Cell>),
}

const NO_TEXT: u32 = u32::MAX;
/// Different texts after which a column may turn out not to repeat itself.
const ENOUGH_TEXTS: usize = 4096;

/// A named column; the number of values equals the number of the table's rows.
#[derive(Debug, Clone)]
pub struct Column {
    /// The name as in the file.
    pub name: Arc<str>,
    values: Values,
}

impl Column {
    /// A column whose first `rows` values are null.
    #[must_use]
    pub fn new(name: Arc<str>, rows: usize) -> Self {
        Self {
            name,
            values: Values::Empty(rows),
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Empty(n) => *n,
            Values::Int(v) => v.len(),
            Values::Real(v) => v.len(),
            Values::Text { codes, .. } => codes.len(),
            Values::Mixed(v) => v.len(),
        }
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row; null beyond the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Cell {
        match &self.values {
            Values::Empty(_) => Cell::Null,
            Values::Int(v) => v.get(row).copied().flatten().map_or(Cell::Null, Cell::Int),
            Values::Real(v) => v.get(row).copied().flatten().map_or(Cell::Null, Cell::Real),
            Values::Text {
                dictionary, codes, ..
            } => codes
                .get(row)
                .and_then(|code| dictionary.get(*code as usize))
                .map_or(Cell::Null, |t| Cell::Text(Arc::clone(t))),
            Values::Mixed(v) => v.get(row).cloned().unwrap_or(Cell::Null),
        }
    }

    /// Appends a value, widening the column when it does not fit.
    pub fn push(&mut self, cell: Cell) {
        if let Values::Empty(rows) = self.values {
            if cell == Cell::Null {
                self.values = Values::Empty(rows + 1);
                return;
            }
            self.values = match &cell {
                Cell::Int(_) => Values::Int(vec![None; rows]),
                Cell::Real(_) => Values::Real(vec![None; rows]),
                Cell::Text(_) => Values::Text {
                    dictionary: Vec::new(),
                    codes: vec![NO_TEXT; rows],
                    lookup: Some(HashMap::new()),
                },
                _ => Values::Mixed(vec![Cell::Null; rows]),
            };
        }
        match (&mut self.values, cell) {
            (Values::Int(v), Cell::Int(i)) => v.push(Some(i)),
            (Values::Int(v), Cell::Null) => v.push(None),
            (Values::Real(v), Cell::Real(r)) => v.push(Some(r)),
            (Values::Real(v), Cell::Null) => v.push(None),
            (Values::Text { codes, .. }, Cell::Null) => codes.push(NO_TEXT),
            (
                Values::Text {
                    dictionary,
                    codes,
                    lookup,
                },
                Cell::Text(t),
            ) => {
                let mut enter = |t: &Arc<str>| {
                    dictionary.push(Arc::clone(t));
                    u32::try_from(dictionary.len() - 1).unwrap_or(NO_TEXT)
                };
                codes.push(match lookup {
                    Some(lookup) => *lookup.entry(t).or_insert_with_key(enter),
                    None => enter(&t),
                });
                if dictionary.len() > ENOUGH_TEXTS && dictionary.len() * 2 > codes.len() {
                    *lookup = None;
                }
            }
            (Values::Mixed(v), cell) => v.push(cell),
            (_, cell) => {
                let mut mixed: Vec<Cell> = (0..self.len()).map(|row| self.get(row)).collect();
                mixed.push(cell);
                self.values = Values::Mixed(mixed);
            }
        }
    }

    /// The kind of the values in one word: `empty`, `integer`, `number`, `text` or `mixed`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.values {
            Values::Empty(_) => "empty",
            Values::Int(_) => "integer",
            Values::Real(_) => "number",
            Values::Text { .. } => "text",
            Values::Mixed(v)
                if v.iter()
                    .all(|c| matches!(c, Cell::Int(_) | Cell::Real(_) | Cell::Null)) =>
            {
                "number"
            }
            Values::Mixed(v) if v.iter().all(|c| matches!(c, Cell::Bool(_) | Cell::Null)) => {
                "boolean"
            }
            Values::Mixed(_) => "mixed",
        }
    }

    /// Up to `most` different values, in order of first appearance.
    #[must_use]
    pub fn distinct(&self, most: usize) -> Vec<Cell> {
        let mut seen: Vec<Cell> = Vec::new();
        for row in 0..self.len() {
            let cell = self.get(row);
            if cell.is_present() && !seen.contains(&cell) {
                seen.push(cell);
                if seen.len() == most {
                    break;
                }
            }
        }
        seen
    }
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
    /// Polygons with holes.
    Area(MultiPolygon<f64>),
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
    fn a_column_widens_without_losing_a_value() {
        let mut column = Column::new("x".into(), 1);
        for cell in [
            Cell::Int(3),
            Cell::Null,
            Cell::Text("a".into()),
            Cell::Real(0.5),
        ] {
            column.push(cell);
        }
        assert_eq!(column.kind(), "mixed");
        let all: Vec<Cell> = (0..5).map(|row| column.get(row)).collect();
        assert_eq!(
            all,
            [
                Cell::Null,
                Cell::Int(3),
                Cell::Null,
                Cell::Text("a".into()),
                Cell::Real(0.5)
            ]
        );
    }

    #[test]
    fn a_column_of_different_texts_keeps_them_all() {
        let mut column = Column::new("x".into(), 0);
        for i in 0..3 * ENOUGH_TEXTS {
            column.push(Cell::Text((i / 2 * 2).to_string().into()));
            column.push(Cell::Text(i.to_string().into()));
        }
        for i in 0..3 * ENOUGH_TEXTS {
            assert_eq!(column.get(2 * i + 1), Cell::Text(i.to_string().into()));
        }
        assert_eq!(column.len(), 6 * ENOUGH_TEXTS);
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
