//! Rows that are read in one go, beside other parts of the same file: values by column, texts still where they stand in the file.
//!
//! A part knows neither the rows before it nor the columns that they have; [`super::rows`] puts parts together. Its last row can be
//! taken back, when the text ends within it.

use hashbrown::HashMap;

use crate::io::notes::Note;
use crate::model::{Geometry, WarningCode};

/// A stretch of the text that a part was read from, or of what the part keeps itself because the file has escapes there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    start: u32,
    length: u32,
    own: bool,
}

/// An attribute's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(Span),
    Json(Span),
}

/// A column as far as a part has it.
#[derive(Debug)]
pub(super) struct PartColumn {
    pub name: Box<str>,
    /// Whether the name stands in the file as it is.
    plain: bool,
    /// The first row that names it.
    pub first: u32,
    /// The rows that have a value, with it.
    pub cells: Vec<(u32, Value)>,
}

/// The rows; their numbers count from the first of the part.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub columns: Vec<PartColumn>,
    lookup: HashMap<Box<str>, usize>,
    own: String,
    /// The rows that have an identifier, with it.
    pub ids: Vec<(u32, Value)>,
    pub geometries: Vec<Geometry>,
    /// The number of each geometry's type (see [`super::geometry::TYPES`]); [`NO_TYPE`] for none.
    pub types: Vec<u8>,
    pub notes: Vec<Note>,
    /// How many rows there will probably be.
    expected_rows: usize,
}

/// So many columns get room for all rows at once.
const USUAL_COLUMNS: usize = 32;
/// The type of a geometry that is missing.
pub(super) const NO_TYPE: u8 = u8::MAX;

/// How a part looked before a row was begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    rows: usize,
    columns: usize,
    notes: usize,
    own: usize,
}

impl Mark {
    /// The row that was to come.
    pub fn row(self) -> u32 {
        self.rows as u32
    }
}

impl Part {
    /// A part with room for so many rows.
    pub fn with_room(rows: usize) -> Self {
        Self {
            geometries: Vec::with_capacity(rows),
            types: Vec::with_capacity(rows),
            expected_rows: rows,
            ..Self::default()
        }
    }

    /// The row that is being read.
    pub fn row(&self) -> u32 {
        self.geometries.len() as u32
    }

    /// Says something of the row that is being read.
    pub fn note(&mut self, code: WarningCode, detail: impl Into<String>) {
        self.notes.push(Note::at(self.row(), code, detail));
    }

    /// The name of the column that is expected at a position, if it stands in the file as it is.
    #[inline]
    pub fn expected(&self, position: usize) -> Option<&str> {
        self.columns
            .get(position)
            .filter(|c| c.plain)
            .map(|c| &*c.name)
    }

    /// The column of this name; `position` is where it is expected.
    pub fn column(&mut self, position: usize, name: &str) -> usize {
        match self.columns.get(position) {
            Some(expected) if *expected.name == *name => return position,
            _ => {}
        }
        if let Some(index) = self.lookup.get(name) {
            return *index;
        }
        let index = self.columns.len();
        self.lookup.insert(name.into(), index);
        self.columns.push(PartColumn {
            name: name.into(),
            plain: !name.contains(|c: char| c == '"' || c == '\\' || c.is_ascii_control()),
            first: self.row(),
            // Columns that come later are rare ones.
            cells: Vec::with_capacity(if self.row() == 0 && index < USUAL_COLUMNS {
                self.expected_rows
            } else {
                0
            }),
        });
        index
    }

    /// Sets an attribute of the row that is being read. The last one of a name wins.
    #[inline]
    pub fn set(&mut self, column: usize, value: Value) {
        let row = self.row();
        let cells = &mut self.columns[column].cells;
        match cells.last_mut() {
            Some((last, before)) if *last == row => *before = value,
            _ if value == Value::Null => {}
            _ => cells.push((row, value)),
        }
    }

    /// A stretch of the text that begins at this byte.
    #[inline]
    pub fn span(start: usize, length: usize) -> Span {
        Span {
            start: start as u32,
            length: length as u32,
            own: false,
        }
    }

    /// Keeps a text that does not stand in the file as it is.
    pub fn keep(&mut self, text: &str) -> Span {
        let start = self.own.len() as u32;
        self.own.push_str(text);
        Span {
            start,
            length: text.len() as u32,
            own: true,
        }
    }

    /// The text of a span; `text` is what the part was read from.
    #[inline]
    pub fn resolve<'a>(&'a self, span: Span, text: &'a str) -> &'a str {
        let from = if span.own { &self.own } else { text };
        let start = span.start as usize;
        from.get(start..start + span.length as usize)
            .unwrap_or_default()
    }

    /// Ends the row that is being read.
    pub fn finish(&mut self, id: Option<Value>, geometry: Option<(Geometry, u8)>) {
        if let Some(id) = id {
            self.ids.push((self.row(), id));
        }
        let (geometry, kind) = geometry.unwrap_or((Geometry::Missing, NO_TYPE));
        self.types.push(kind);
        self.geometries.push(geometry);
    }

    /// Remembers how the part looks before the next row.
    pub fn mark(&self) -> Mark {
        Mark {
            rows: self.geometries.len(),
            columns: self.columns.len(),
            notes: self.notes.len(),
            own: self.own.len(),
        }
    }

    /// Takes back all rows since the mark.
    pub fn back_to(&mut self, mark: Mark) {
        for column in self.columns.drain(mark.columns..) {
            self.lookup.remove(&column.name);
        }
        let keep = |cells: &mut Vec<(u32, Value)>| {
            let rows = cells.partition_point(|(row, _)| (*row as usize) < mark.rows);
            cells.truncate(rows);
        };
        self.columns.iter_mut().for_each(|c| keep(&mut c.cells));
        keep(&mut self.ids);
        self.geometries.truncate(mark.rows);
        self.types.truncate(mark.rows);
        self.notes.truncate(mark.notes);
        self.own.truncate(mark.own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_back_without_a_trace() {
        let mut part = Part::default();
        let a = part.column(0, "a");
        part.set(a, Value::Int(1));
        part.finish(None, None);
        let mark = part.mark();
        let b = part.column(1, "b");
        let text = part.keep("中");
        part.set(a, Value::Int(2));
        part.set(b, Value::Text(text));
        part.note(WarningCode::NullGeometry, "");
        part.finish(Some(Value::Int(7)), None);
        part.back_to(mark);
        assert_eq!((part.row(), part.columns.len(), part.ids.len()), (1, 1, 0));
        assert_eq!(part.columns[a].cells, [(0, Value::Int(1))]);
        assert!(part.notes.is_empty() && part.own.is_empty());
        assert_eq!(part.column(5, "b"), 1);
    }

    #[test]
    fn the_last_value_of_a_name_wins_also_when_it_is_null() {
        let mut part = Part::default();
        let a = part.column(0, "a");
        part.set(a, Value::Int(1));
        part.set(a, Value::Null);
        assert_eq!(part.columns[a].cells, [(0, Value::Null)]);
    }
}
