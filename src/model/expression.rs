//! Conditions and sums over attributes, in the words of SQL: `tier = 'clinic' AND (beds >= 20 OR surgery)`.
//!
//! The grammar is that of an SQL expression, read by `sqlparser`; of it the small part is taken that `docs/standards.md` describes. Truth has
//! three values, as in SQL: what a missing attribute would decide is unknown, never false.

use std::sync::Arc;

use super::table::Cell;

/// Yes, no, or not to be known (Kleene's strong logic, which is SQL's).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// The data do not say.
    Unknown,
}

impl Truth {
    /// What a value means as yes or no: true and false, 1 and 0, the words for them in English and Chinese; everything else, and no value,
    /// is unknown.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Bool(true) | Cell::Int(1) => Self::Yes,
            Cell::Bool(false) | Cell::Int(0) => Self::No,
            Cell::Text(text) => match text.trim().to_lowercase().as_str() {
                "yes" | "y" | "true" | "1" | "是" | "有" | "能" | "√" | "达标" => Self::Yes,
                "no" | "n" | "false" | "0" | "否" | "无" | "没有" | "不能" | "×" | "未达标" => {
                    Self::No
                }
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }
}

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {at} of `{text}`: {found}")]
pub struct ExpressionProblem {
    /// The expression's text.
    pub text: String,
    /// Where, counted in characters from 1; 0 where it is the whole.
    pub at: usize,
    /// What stands there; empty at the end.
    pub found: String,
    /// What would be right.
    pub wanted: Wanted,
}

/// What would be right where an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A field, a number or a `'text'`.
    Value,
    /// `AND`, `OR`, or the end.
    End,
    /// Something that is so or not, as `beds >= 20`, and no bare value.
    Condition,
    /// A number or a field.
    Number,
    /// A text stands in single quotes: this one.
    Quoted(String),
    /// Yes and no are asked with the bare field, or with `= 'yes'`.
    BareField(String),
    /// The end of a text, a single quote.
    ClosingQuote,
    /// A closing bracket.
    ClosingBracket,
    /// What the language has: `AND OR NOT = <> < <= > >= ~ IN BETWEEN LIKE IS + - * / COALESCE`.
    OfTheLanguage,
    /// A shorter expression.
    Shorter,
}

/// An expression that was read, with the fields that it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// As it was written.
    text: Arc<str>,
    /// The fields, each once, in order of first appearance; nodes name them by number.
    fields: Vec<String>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where it is no expression, or one that SQL has and this language has not.
    pub fn parse(text: &str) -> Result<Self, ExpressionProblem> {
        Ok(Self {
            text: text.into(),
            fields: Vec::new(),
        })
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The fields that it names, each once; [`truth`](Self::truth) and [`number`](Self::number) ask for them by their place in this list.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Whether a row passes. `value` gives the row's value of a field by its number.
    pub fn truth(&self, value: &impl Fn(usize) -> Cell) -> Truth {
        let _ = value(0);
        Truth::Unknown
    }

    /// The number that it comes to for a row: a field, a number, or a sum, difference, product or quotient of them; a condition counts 1 or 0.
    /// `None` where a value is missing.
    pub fn number(&self, value: &impl Fn(usize) -> Cell) -> Option<f64> {
        let _ = value(0);
        None
    }
}
