//! Conditions and sums over attributes, in the words of SQL: `tier = 'clinic' AND (beds >= 20 OR surgery)`.
//!
//! The grammar is that of an SQL expression, read by `sqlparser`; of it the small part is taken that `docs/standards.md` describes. Truth has
//! three values, as in SQL: what a missing attribute would decide is unknown, never false.

mod eval;
mod parse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::eval::Node;
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
            Cell::Real(number) if number.total_cmp(&1.0).is_eq() => Self::Yes,
            Cell::Real(number) if number.abs().total_cmp(&0.0).is_eq() => Self::No,
            Cell::Text(text) => Self::word(text),
            _ => Self::Unknown,
        }
    }

    /// The same for a text.
    fn word(text: &str) -> Self {
        const YES: [&str; 9] = ["yes", "y", "true", "1", "是", "有", "能", "√", "达标"];
        const NO: [&str; 10] = [
            "no",
            "n",
            "false",
            "0",
            "否",
            "无",
            "没有",
            "不能",
            "×",
            "未达标",
        ];
        let text = text.trim();
        let is = |word: &&str| text.eq_ignore_ascii_case(word);
        if YES.iter().any(is) {
            Self::Yes
        } else if NO.iter().any(is) {
            Self::No
        } else {
            Self::Unknown
        }
    }

    /// Yes for true, no for false.
    #[must_use]
    pub fn from_bool(so: bool) -> Self {
        if so { Self::Yes } else { Self::No }
    }

    /// Whether it is so, where that is known.
    #[must_use]
    pub fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }

    /// Yes if any is, no if none is: `OR`.
    #[must_use]
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::No;
        for one in all {
            match one {
                Self::Yes => return Self::Yes,
                Self::Unknown => whole = Self::Unknown,
                Self::No => {}
            }
        }
        whole
    }

    /// Yes if all are, no if one is not: `AND`.
    #[must_use]
    pub fn all(all: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::Yes;
        for one in all {
            match one {
                Self::No => return Self::No,
                Self::Unknown => whole = Self::Unknown,
                Self::Yes => {}
            }
        }
        whole
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    /// The contrary; what is unknown stays so.
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
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
    /// Whether something has a value is asked by `IS NULL` and `IS NOT NULL`.
    IsNull,
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
    root: Node,
}

impl Expression {
    /// Reads an expression: a condition, or something that comes to a number.
    ///
    /// # Errors
    /// Where it is no expression, or one that SQL has and this language has not.
    pub fn parse(text: &str) -> Result<Self, ExpressionProblem> {
        parse::parse(text)
    }

    /// Reads an expression that must be so or not so: `beds >= 20`, or a bare field; `beds + 1` is refused.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and where it is a bare value.
    pub fn condition(text: &str) -> Result<Self, ExpressionProblem> {
        let read = Self::parse(text)?;
        if read.root.is_value() {
            return Err(ExpressionProblem {
                text: text.to_owned(),
                at: 0,
                found: text.trim().to_owned(),
                wanted: Wanted::Condition,
            });
        }
        Ok(read)
    }

    /// Reads an expression that must come to a number; a bare text is refused.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and where it is a text.
    pub fn quantity(text: &str) -> Result<Self, ExpressionProblem> {
        let read = Self::parse(text)?;
        if matches!(read.root, Node::Text(_)) {
            return Err(ExpressionProblem {
                text: text.to_owned(),
                at: 0,
                found: text.trim().to_owned(),
                wanted: Wanted::Number,
            });
        }
        Ok(read)
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
        self.root.truth(value)
    }

    /// The number that it comes to for a row: a field, a number, or a sum, difference, product or quotient of them; a condition counts 1 or 0,
    /// and so does a field that says yes or no. `None` where a value is missing or no number, and for a quotient by nothing.
    pub fn number(&self, value: &impl Fn(usize) -> Cell) -> Option<f64> {
        self.root.number(value)
    }
}
