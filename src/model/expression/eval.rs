//! What an expression comes to for a row.
//!
//! A condition is asked of hundreds of thousands of rows, so that nothing here allocates: literals are prepared when they are read, texts
//! are compared letter by letter.

use std::cmp::Ordering;

use super::Truth;
use crate::model::table::{Cell, number_of};

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// The field of this number.
    Field(usize),
    Number(f64),
    Text(Literal),
    Truth(bool),
    Null,
    Not(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Compare(Box<[Node; 2]>, Comparison),
    Between(Box<[Node; 3]>),
    /// The first is one of the others.
    OneOf(Box<Node>, Vec<Node>),
    Like(Box<Node>, Vec<Wild>),
    /// The first contains the second.
    Contains(Box<[Node; 2]>),
    IsNull(Box<Node>),
    /// It is known to be this, or known to be unknown: never unknown itself.
    Is(Box<Node>, Truth),
    Arithmetic(Box<[Node; 2]>, Operation),
    Minus(Box<Node>),
    /// The first that is there.
    Coalesce(Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Plus,
    Minus,
    Times,
    Over,
}

/// A text of the expression, prepared for comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    /// In lower case, without blanks around.
    text: String,
    number: Option<f64>,
    truth: Truth,
}

impl Literal {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.trim().to_lowercase(),
            number: number_of(text),
            truth: Truth::word(text),
        }
    }
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wild {
    /// This letter, in lower case.
    Letter(char),
    /// `_`, any letter.
    One,
    /// `%`, any letters or none.
    Many,
}

/// A value on its way.
enum Value<'a> {
    Missing,
    Number(f64),
    Truth(bool),
    Literal(&'a Literal),
    Cell(Cell),
}

impl Node {
    /// Whether it can be nothing but a value, neither so nor not so.
    pub(super) fn is_value(&self) -> bool {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Arithmetic(..) | Self::Minus(_) => true,
            Self::Coalesce(list) => list.iter().any(Self::is_value),
            _ => false,
        }
    }

    pub(super) fn truth(&self, row: &impl Fn(usize) -> Cell) -> Truth {
        match self {
            Self::Field(field) => Truth::of(&row(*field)),
            Self::Truth(so) => Truth::from_bool(*so),
            Self::Number(_)
            | Self::Text(_)
            | Self::Null
            | Self::Arithmetic(..)
            | Self::Minus(_) => Truth::Unknown,
            Self::Not(inner) => !inner.truth(row),
            Self::All(parts) => Truth::all(parts.iter().map(|p| p.truth(row))),
            Self::Any(parts) => Truth::any(parts.iter().map(|p| p.truth(row))),
            Self::Compare(sides, with) => with.holds(&sides[0].value(row), &sides[1].value(row)),
            Self::Between(parts) => {
                let [value, low, high] = parts.as_ref();
                let value = value.value(row);
                Truth::all([
                    Comparison::GreaterOrEqual.holds(&value, &low.value(row)),
                    Comparison::LessOrEqual.holds(&value, &high.value(row)),
                ])
            }
            Self::OneOf(value, list) => {
                let value = value.value(row);
                Truth::any(
                    list.iter()
                        .map(|one| Comparison::Equal.holds(&value, &one.value(row))),
                )
            }
            Self::Like(value, pattern) => with_text(&value.value(row), |text| like(text, pattern)),
            Self::Contains(sides) => {
                let part = sides[1].value(row);
                with_text(&sides[0].value(row), |text| {
                    with_text(&part, |part| Truth::from_bool(contains(text, part)))
                })
            }
            Self::IsNull(inner) => Truth::from_bool(matches!(inner.value(row), Value::Missing)),
            Self::Is(inner, what) => Truth::from_bool(inner.truth(row) == *what),
            Self::Coalesce(list) => list
                .iter()
                .map(|one| one.truth(row))
                .find(|truth| *truth != Truth::Unknown)
                .unwrap_or(Truth::Unknown),
        }
    }

    pub(super) fn number(&self, row: &impl Fn(usize) -> Cell) -> Option<f64> {
        match self {
            Self::Field(field) => {
                let cell = row(*field);
                cell.number()
                    .or_else(|| Truth::of(&cell).known().map(f64::from))
            }
            Self::Number(number) => Some(*number),
            Self::Text(literal) => literal.number,
            Self::Null => None,
            Self::Arithmetic(sides, operation) => {
                let (a, b) = (sides[0].number(row)?, sides[1].number(row)?);
                let result = match operation {
                    Operation::Plus => a + b,
                    Operation::Minus => a - b,
                    Operation::Times => a * b,
                    Operation::Over => a / b,
                };
                // A quotient by nothing is no number.
                result.is_finite().then_some(result)
            }
            Self::Minus(inner) => inner.number(row).map(|n| -n),
            Self::Coalesce(list) => list.iter().find_map(|one| one.number(row)),
            _ => self.truth(row).known().map(f64::from),
        }
    }

    fn value(&self, row: &impl Fn(usize) -> Cell) -> Value<'_> {
        match self {
            Self::Field(field) => {
                let cell = row(*field);
                if cell.is_present() {
                    Value::Cell(cell)
                } else {
                    Value::Missing
                }
            }
            Self::Number(number) => Value::Number(*number),
            Self::Text(literal) => Value::Literal(literal),
            Self::Arithmetic(..) | Self::Minus(_) => {
                self.number(row).map_or(Value::Missing, Value::Number)
            }
            Self::Coalesce(list) => list
                .iter()
                .map(|one| one.value(row))
                .find(|value| !matches!(value, Value::Missing))
                .unwrap_or(Value::Missing),
            _ => self.truth(row).known().map_or(Value::Missing, Value::Truth),
        }
    }
}

impl Comparison {
    fn holds(self, a: &Value<'_>, b: &Value<'_>) -> Truth {
        let equality = matches!(self, Self::Equal | Self::NotEqual);
        let Some(order) = compare(a, b, equality) else {
            return Truth::Unknown;
        };
        Truth::from_bool(match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        })
    }
}

impl Value<'_> {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Literal(literal) => literal.number,
            Self::Cell(cell) => cell.number(),
            Self::Missing | Self::Truth(_) => None,
        }
    }

    fn truth(&self) -> Truth {
        match self {
            Self::Truth(so) => Truth::from_bool(*so),
            Self::Literal(literal) => literal.truth,
            Self::Cell(cell) => Truth::of(cell),
            Self::Number(number) => Truth::of(&Cell::Real(*number)),
            Self::Missing => Truth::Unknown,
        }
    }

    fn is_truth(&self) -> bool {
        matches!(self, Self::Truth(_) | Self::Cell(Cell::Bool(_)))
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Literal(literal) => Some(&literal.text),
            Self::Cell(Cell::Text(text) | Cell::Json(text)) => Some(text.trim()),
            _ => None,
        }
    }
}

/// How two values stand; `None` where one is missing, or where they cannot be compared: a number with a text that holds none may be "not
/// known" in words, so that is unknown too.
fn compare(a: &Value<'_>, b: &Value<'_>, equality: bool) -> Option<Ordering> {
    if matches!(a, Value::Missing) || matches!(b, Value::Missing) {
        return None;
    }
    if a.is_truth() || b.is_truth() {
        return Some(a.truth().known()?.cmp(&b.truth().known()?));
    }
    match (a.text(), b.text()) {
        (Some(x), Some(y)) => {
            let order = folded(x, y);
            if equality || order.is_eq() {
                return Some(order);
            }
            match (a.number(), b.number()) {
                (Some(x), Some(y)) => x.partial_cmp(&y),
                _ => Some(order),
            }
        }
        (None, None) => a.number()?.partial_cmp(&b.number()?),
        _ => match (a.number(), b.number()) {
            (Some(x), Some(y)) => x.partial_cmp(&y),
            // A field that holds a number is not the word that the expression names.
            _ if equality && (is_word(a) || is_word(b)) => Some(Ordering::Less),
            _ => None,
        },
    }
}

/// A text of the expression itself that is no number.
fn is_word(value: &Value<'_>) -> bool {
    matches!(value, Value::Literal(literal) if literal.number.is_none())
}

/// Letters in lower case.
fn lower(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().flat_map(char::to_lowercase)
}

/// The same of a text that is ASCII alone.
fn ascii(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().map(|b| b.to_ascii_lowercase())
}

fn folded(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return ascii(a).cmp(ascii(b));
    }
    lower(a).cmp(lower(b))
}

/// Asks a text, a number as it is written.
fn with_text(value: &Value<'_>, ask: impl FnOnce(&str) -> Truth) -> Truth {
    match value {
        Value::Missing => Truth::Unknown,
        Value::Number(number) => ask(&number.to_string()),
        Value::Truth(so) => ask(if *so { "true" } else { "false" }),
        Value::Literal(literal) => ask(&literal.text),
        Value::Cell(Cell::Text(text) | Cell::Json(text)) => ask(text.trim()),
        Value::Cell(cell) => ask(&cell.to_string()),
    }
}

/// Whether a text contains another, without regard to case.
fn contains(text: &str, part: &str) -> bool {
    if text.contains(part) {
        return true;
    }
    // Writing without cases, as Chinese is, has been compared by that.
    if part.chars().all(|c| c.to_uppercase().eq([c])) {
        return false;
    }
    text.char_indices().any(|(at, _)| {
        let mut rest = lower(&text[at..]);
        lower(part).all(|c| rest.next() == Some(c))
    })
}

pub(super) fn pattern(text: &str) -> Vec<Wild> {
    lower(text)
        .map(|c| match c {
            '%' => Wild::Many,
            '_' => Wild::One,
            c => Wild::Letter(c),
        })
        .collect()
}

/// Whether a whole text follows a pattern: greedy, with one way back to the last `%`, which is enough.
fn like(text: &str, pattern: &[Wild]) -> Truth {
    let mut rest = lower(text);
    let mut at = 0;
    let mut back = None;
    loop {
        if pattern.get(at) == Some(&Wild::Many) {
            at += 1;
            back = Some((at, rest.clone()));
            continue;
        }
        match (rest.next(), pattern.get(at)) {
            (None, None) => return Truth::Yes,
            (None, Some(_)) => return Truth::No,
            (Some(_), Some(Wild::One)) => at += 1,
            (Some(c), Some(Wild::Letter(l))) if c == *l => at += 1,
            _ => {
                let Some((again, from)) = &mut back else {
                    return Truth::No;
                };
                from.next();
                at = *again;
                rest = from.clone();
            }
        }
    }
}
