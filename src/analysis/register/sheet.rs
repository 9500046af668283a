//! A table with its headings looked up once, and its values as texts.

use std::borrow::Cow;

use crate::base::Date;
use crate::model::fields::{Field, plain};
use crate::model::{Cell, Column, FeatureTable};

/// A table that is read by meaning.
pub(super) struct Sheet<'a> {
    pub table: &'a FeatureTable,
    headings: Vec<String>,
}

impl<'a> Sheet<'a> {
    pub fn new(table: &'a FeatureTable) -> Self {
        let headings = table.columns.iter().map(|c| plain(&c.name)).collect();
        Self { table, headings }
    }

    /// The column that says it.
    pub fn column(&self, field: Field) -> Option<&'a Column> {
        let at = field.find_in(&self.headings)?;
        self.table.columns.get(at)
    }

    /// The columns that say any of these, in this order, each once.
    pub fn columns(&self, fields: &[Field]) -> Vec<&'a Column> {
        let mut found: Vec<&Column> = Vec::new();
        for column in fields.iter().filter_map(|f| self.column(*f)) {
            if !found.iter().any(|f| std::ptr::eq(*f, column)) {
                found.push(column);
            }
        }
        found
    }
}

/// A value as a text without space around it; `None` where there is none.
pub(super) fn value(column: Option<&Column>, row: usize) -> Option<Cow<'_, str>> {
    let column = column?;
    if let Some(text) = column.text(row) {
        let text = text.trim();
        return (!text.is_empty()).then_some(Cow::Borrowed(text));
    }
    let cell = column.get(row);
    cell.is_present().then(|| Cow::Owned(cell.to_string()))
}

/// A value as a number; percent signs and words are none.
pub(super) fn number(column: Option<&Column>, row: usize) -> Option<f64> {
    column?.number(row)
}

/// A value as a day: the first of a longer time, or its last.
pub(super) fn date(column: Option<&Column>, row: usize, last: bool) -> Option<Date> {
    let cell = column?.get(row);
    if !matches!(cell, Cell::Int(_) | Cell::Text(_)) {
        return None;
    }
    let (start, end) = Date::period(&cell.to_string())?;
    Some(if last { end } else { start })
}
