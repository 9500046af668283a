//! A table that is filled column by column, and draws that depend on their column and row alone, so that one column can be changed without
//! another.

use super::super::random::hash_unit;
use crate::model::{Column, FeatureTable, Geometry, SourceInfo};

/// A value of a cell.
pub enum Value {
    /// None.
    Empty,
    /// A whole number.
    Whole(i64),
    /// A word.
    Word(&'static str),
    /// Any other text.
    Text(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Whole(i64::from(number))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A code of digits alone as the number that a table of such codes holds.
pub fn code(digits: &str) -> Value {
    digits.parse().map_or_else(|_| digits.into(), Value::Whole)
}

/// Yes or no.
pub fn yes(is: bool) -> Value {
    Value::Word(if is { "yes" } else { "no" })
}

/// Yes, no, or not known, which is written as a word or not at all.
pub fn maybe(share: f64, unknown: f64, draw: &Draw, row: usize) -> Value {
    let u = draw.unit(row);
    if u < unknown * 0.5 {
        Value::Word("unknown")
    } else if u < unknown {
        Value::Empty
    } else {
        yes(u < unknown + (1.0 - unknown) * share)
    }
}

/// Numbers by row.
pub struct Draw {
    seed: u64,
    column: u64,
}

impl Draw {
    /// The draws of a column (FNV-1a of its name).
    pub fn new(seed: u64, column: &str) -> Self {
        let column = column.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        Self { seed, column }
    }

    /// From 0 up to but not including 1.
    pub fn unit(&self, row: usize) -> f64 {
        hash_unit(self.seed, self.column, row as u64)
    }

    /// From `low` up to but not including `high`.
    pub fn range(&self, row: usize, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit(row)
    }

    /// A whole number from `low` to `high`.
    pub fn whole(&self, row: usize, low: u32, high: u32) -> u32 {
        low + (self.unit(row) * f64::from(high - low + 1)) as u32
    }

    /// The rows in a drawn order; those of a lower rank first.
    pub fn order(&self, rows: &[usize], rank: impl Fn(usize) -> u32) -> Vec<usize> {
        let mut order = rows.to_vec();
        order.sort_by(|a, b| {
            let key = |row: usize| (rank(row), self.unit(row));
            let (x, y) = (key(*a), key(*b));
            x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(a.cmp(b))
        });
        order
    }
}

/// A table of records.
pub struct Book {
    pub table: FeatureTable,
    seed: u64,
}

impl Book {
    pub fn new(file: &str, rows: usize, seed: u64) -> Self {
        let mut table = FeatureTable::new(SourceInfo {
            path: ["demo", file].iter().collect(),
            sha256: String::new(),
            bytes: 0,
            format: "CSV",
            crs: String::new(),
            encoding: "UTF-8 with BOM",
            modified: None,
        });
        table.geometries = vec![Geometry::Missing; rows];
        Self { table, seed }
    }

    /// Adds a column.
    pub fn put(&mut self, name: &str, value: impl Fn(usize) -> Value) -> &mut Self {
        self.drawn(name, |row, _| value(row))
    }

    /// Adds a column whose values are drawn.
    pub fn drawn(&mut self, name: &str, value: impl Fn(usize, &Draw) -> Value) -> &mut Self {
        let draw = Draw::new(self.seed, name);
        let mut column = Column::new(name.into(), 0);
        for row in 0..self.table.len() {
            match value(row, &draw) {
                Value::Empty => column.push_nulls(1),
                Value::Whole(number) => column.push_int(number),
                Value::Word(word) => column.push_text(word),
                Value::Text(text) => column.push_text(&text),
            }
        }
        column.complete();
        self.table.columns.push(column);
        self
    }
}
