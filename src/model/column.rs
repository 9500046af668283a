//! One attribute of all rows: typed plain vectors, texts stored once however often they stand.
//!
//! A column holds no heap object per row: numbers lie side by side with one value set apart for null, texts in one string with their
//! ends, rows as codes into it. It never guesses: a value that does not fit widens the column to single cells.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::table::{Cell, number_of};

/// The code of a row without a text.
pub const NO_TEXT: u32 = u32::MAX;
/// Null among whole numbers.
pub const NO_INT: i64 = i64::MIN;
/// Null among truth values; 0 is false, 1 is true.
pub const NO_BOOL: u8 = 2;

/// Rows after which a column of texts that hardly ever repeat is no longer searched for repetitions.
const ENOUGH_ROWS: usize = 1 << 16;

/// The texts of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// All different texts, one behind the other, in order of first appearance. In a long column whose texts hardly repeat, a text
    /// may stand more than once.
    pub pool: String,
    /// Where each of them ends, in bytes.
    pub ends: Vec<u32>,
    /// For each row which of them it holds, or [`NO_TEXT`].
    pub codes: Vec<u32>,
}

impl Texts {
    /// The text of a code.
    #[must_use]
    pub fn of_code(&self, code: u32) -> Option<&str> {
        let code = code as usize;
        let end = *self.ends.get(code)? as usize;
        let start = code
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.pool.get(start..end)
    }

    fn of_row(&self, row: usize) -> Option<&str> {
        self.codes.get(row).and_then(|code| self.of_code(*code))
    }

    /// Appends a text to the pool; `None` when the pool is full.
    fn enter(&mut self, text: &str) -> Option<u32> {
        let end = u32::try_from(self.pool.len() + text.len()).ok()?;
        let code = u32::try_from(self.ends.len())
            .ok()
            .filter(|code| *code < NO_TEXT)?;
        self.pool.push_str(text);
        self.ends.push(end);
        Some(code)
    }

    fn is_sound(&self) -> bool {
        let mut before = 0;
        self.ends.iter().all(|end| {
            let right = *end >= before && self.pool.is_char_boundary(*end as usize);
            before = *end;
            right
        }) && before as usize == self.pool.len()
            && self
                .codes
                .iter()
                .all(|code| *code == NO_TEXT || (*code as usize) < self.ends.len())
    }
}

/// The values of a column, as narrow as they allow: plain data, to be written to a cache and read back.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// So many nulls.
    Empty(usize),
    /// Truth values: 0, 1 or [`NO_BOOL`].
    Bool(Vec<u8>),
    /// Whole numbers or [`NO_INT`].
    Int(Vec<i64>),
    /// Numbers; NaN is null.
    Real(Vec<f64>),
    /// Texts.
    Text(Texts),
    /// Arrays and objects as their JSON text.
    Json(Texts),
    /// Values of different kinds.
    Mixed(Vec<Cell>),
}

/// Finds texts that stand in the pool already.
#[derive(Debug, Clone, Default)]
struct Lookup {
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Lookup {
    fn code(&mut self, texts: &mut Texts, text: &str) -> Option<u32> {
        let hash = |text: &str| self.hasher.hash_one(text);
        let is_it = |code: &u32| texts.of_code(*code) == Some(text);
        let at = hash(text);
        if let Some(code) = self.codes.find(at, is_it) {
            return Some(*code);
        }
        let code = texts.enter(text)?;
        self.codes.insert_unique(at, code, |code| {
            hash(texts.of_code(*code).unwrap_or_default())
        });
        Some(code)
    }
}

/// A named column; the number of values equals the number of the table's rows.
#[derive(Debug, Clone)]
pub struct Column {
    /// The name as in the file.
    pub name: Arc<str>,
    values: Values,
    /// None once most texts proved to be different, when looking them up costs more than it saves, and when the column is complete.
    lookup: Option<Box<Lookup>>,
}

impl Column {
    /// A column whose first `rows` values are null.
    #[must_use]
    pub fn new(name: Arc<str>, rows: usize) -> Self {
        Self {
            name,
            values: Values::Empty(rows),
            lookup: None,
        }
    }

    /// A column of values that were taken from [`values`](Self::values) before; `None` when they contradict themselves.
    #[must_use]
    pub fn from_values(name: Arc<str>, values: Values) -> Option<Self> {
        let sound = match &values {
            Values::Text(texts) | Values::Json(texts) => texts.is_sound(),
            Values::Bool(v) => v.iter().all(|b| *b <= NO_BOOL),
            _ => true,
        };
        sound.then_some(Self {
            name,
            values,
            lookup: None,
        })
    }

    /// The values as they are stored.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            Values::Empty(n) => *n,
            Values::Bool(v) => v.len(),
            Values::Int(v) => v.len(),
            Values::Real(v) => v.len(),
            Values::Text(t) | Values::Json(t) => t.codes.len(),
            Values::Mixed(v) => v.len(),
        }
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How much memory the values take, bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let texts = |t: &Texts| t.pool.capacity() + 4 * (t.ends.capacity() + t.codes.capacity());
        let lookup = self.lookup.as_ref().map_or(0, |l| 5 * l.codes.capacity());
        lookup
            + match &self.values {
                Values::Empty(_) => 0,
                Values::Bool(v) => v.capacity(),
                Values::Int(v) => 8 * v.capacity(),
                Values::Real(v) => 8 * v.capacity(),
                Values::Text(t) | Values::Json(t) => texts(t),
                Values::Mixed(v) => {
                    let long = v.iter().map(|cell| match cell {
                        Cell::Text(t) | Cell::Json(t) => t.len() + 16,
                        _ => 0,
                    });
                    size_of::<Cell>() * v.capacity() + long.sum::<usize>()
                }
            }
    }

    /// The value of a row; null beyond the last.
    #[must_use]
    pub fn get(&self, row: usize) -> Cell {
        match &self.values {
            Values::Empty(_) => Cell::Null,
            Values::Bool(v) => match v.get(row) {
                Some(0) => Cell::Bool(false),
                Some(1) => Cell::Bool(true),
                _ => Cell::Null,
            },
            Values::Int(v) => v
                .get(row)
                .filter(|i| **i != NO_INT)
                .map_or(Cell::Null, |i| Cell::Int(*i)),
            Values::Real(v) => v
                .get(row)
                .filter(|r| !r.is_nan())
                .map_or(Cell::Null, |r| Cell::Real(*r)),
            Values::Text(t) => t.of_row(row).map_or(Cell::Null, |t| Cell::Text(t.into())),
            Values::Json(t) => t.of_row(row).map_or(Cell::Null, |t| Cell::Json(t.into())),
            Values::Mixed(v) => v.get(row).cloned().unwrap_or(Cell::Null),
        }
    }

    /// The text of a row, where the value is one.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Text(t) => t.of_row(row),
            Values::Mixed(v) => match v.get(row) {
                Some(Cell::Text(t)) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value of a row as a number, as [`Cell::number`] tells it.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        match &self.values {
            Values::Int(v) => v.get(row).filter(|i| **i != NO_INT).map(|i| *i as f64),
            Values::Real(v) => v.get(row).copied().filter(|r| !r.is_nan()),
            Values::Text(t) => t.of_row(row).and_then(number_of),
            Values::Mixed(v) => v.get(row).and_then(Cell::number),
            Values::Empty(_) | Values::Bool(_) | Values::Json(_) => None,
        }
    }

    /// Whether a row has a value other than null or an empty text.
    #[must_use]
    pub fn is_present(&self, row: usize) -> bool {
        match &self.values {
            Values::Text(t) => t.of_row(row).is_some_and(|t| !t.trim().is_empty()),
            Values::Json(t) => t.of_row(row).is_some(),
            Values::Mixed(v) => v.get(row).is_some_and(Cell::is_present),
            Values::Empty(_) => false,
            Values::Bool(v) => v.get(row).is_some_and(|b| *b != NO_BOOL),
            Values::Int(v) => v.get(row).is_some_and(|i| *i != NO_INT),
            Values::Real(v) => v.get(row).is_some_and(|r| !r.is_nan()),
        }
    }

    /// Appends a value, widening the column when it does not fit.
    pub fn push(&mut self, cell: Cell) {
        match cell {
            Cell::Null => self.push_nulls(1),
            Cell::Bool(b) => self.push_bool(b),
            Cell::Int(i) => self.push_int(i),
            Cell::Real(r) => self.push_real(r),
            Cell::Text(t) => self.push_text(&t),
            Cell::Json(t) => self.push_json(&t),
        }
    }

    /// Appends nulls.
    pub fn push_nulls(&mut self, count: usize) {
        let all = self.len() + count;
        match &mut self.values {
            Values::Empty(n) => *n = all,
            Values::Bool(v) => v.resize(all, NO_BOOL),
            Values::Int(v) => v.resize(all, NO_INT),
            Values::Real(v) => v.resize(all, f64::NAN),
            Values::Text(t) | Values::Json(t) => t.codes.resize(all, NO_TEXT),
            Values::Mixed(v) => v.resize(all, Cell::Null),
        }
    }

    /// Appends a truth value.
    pub fn push_bool(&mut self, value: bool) {
        if let Values::Empty(rows) = self.values {
            self.values = Values::Bool(vec![NO_BOOL; rows]);
        }
        match &mut self.values {
            Values::Bool(v) => v.push(u8::from(value)),
            _ => self.push_other(Cell::Bool(value)),
        }
    }

    /// Appends a whole number.
    pub fn push_int(&mut self, value: i64) {
        if let Values::Empty(rows) = self.values {
            self.values = Values::Int(vec![NO_INT; rows]);
        }
        match &mut self.values {
            Values::Int(v) if value != NO_INT => v.push(value),
            _ => self.push_other(Cell::Int(value)),
        }
    }

    /// Appends a number.
    pub fn push_real(&mut self, value: f64) {
        if let Values::Empty(rows) = self.values {
            self.values = Values::Real(vec![f64::NAN; rows]);
        }
        match &mut self.values {
            Values::Real(v) if !value.is_nan() => v.push(value),
            _ => self.push_other(Cell::Real(value)),
        }
    }

    /// Appends a text.
    pub fn push_text(&mut self, text: &str) {
        if let Values::Empty(rows) = self.values {
            self.values = Values::Text(Texts::of_nulls(rows));
            self.lookup = Some(Box::default());
        }
        if !matches!(&self.values, Values::Text(_)) || !self.push_code(text) {
            self.push_other(Cell::Text(text.into()));
        }
    }

    /// Appends the JSON text of an array or an object.
    pub fn push_json(&mut self, text: &str) {
        if let Values::Empty(rows) = self.values {
            self.values = Values::Json(Texts::of_nulls(rows));
            self.lookup = Some(Box::default());
        }
        if !matches!(&self.values, Values::Json(_)) || !self.push_code(text) {
            self.push_other(Cell::Json(text.into()));
        }
    }

    /// Appends to the texts; whether there was room.
    fn push_code(&mut self, text: &str) -> bool {
        let (Values::Text(texts) | Values::Json(texts)) = &mut self.values else {
            return false;
        };
        let code = match &mut self.lookup {
            Some(lookup) => lookup.code(texts, text),
            None => texts.enter(text),
        };
        let Some(code) = code else { return false };
        texts.codes.push(code);
        if texts.codes.len() == ENOUGH_ROWS && texts.ends.len() * 10 > ENOUGH_ROWS * 9 {
            self.lookup = None;
        }
        true
    }

    /// Appends what does not fit: the column becomes one of single cells.
    fn push_other(&mut self, cell: Cell) {
        if !matches!(self.values, Values::Mixed(_)) {
            let cells = (0..self.len()).map(|row| self.get(row)).collect();
            self.values = Values::Mixed(cells);
            self.lookup = None;
        }
        if let Values::Mixed(cells) = &mut self.values {
            cells.push(cell);
        }
    }

    /// Says that the column is complete: what only helped to fill it is given back.
    pub fn complete(&mut self) {
        self.lookup = None;
        match &mut self.values {
            Values::Empty(_) => {}
            Values::Bool(v) => v.shrink_to_fit(),
            Values::Int(v) => v.shrink_to_fit(),
            Values::Real(v) => v.shrink_to_fit(),
            Values::Text(t) | Values::Json(t) => {
                t.pool.shrink_to_fit();
                t.ends.shrink_to_fit();
                t.codes.shrink_to_fit();
            }
            Values::Mixed(v) => v.shrink_to_fit(),
        }
    }

    /// The kind of the values in one word: `empty`, `boolean`, `integer`, `number`, `text` or `mixed`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.values {
            Values::Empty(_) => "empty",
            Values::Bool(_) => "boolean",
            Values::Int(_) => "integer",
            Values::Real(_) => "number",
            Values::Text(_) => "text",
            Values::Mixed(v)
                if v.iter()
                    .all(|c| matches!(c, Cell::Int(_) | Cell::Real(_) | Cell::Null)) =>
            {
                "number"
            }
            Values::Json(_) | Values::Mixed(_) => "mixed",
        }
    }

    /// Up to `most` different values, in order of first appearance.
    #[must_use]
    pub fn distinct(&self, most: usize) -> Vec<Cell> {
        let mut seen: Vec<Cell> = Vec::new();
        let mut look = |cell: Cell| {
            if cell.is_present() && !seen.contains(&cell) {
                seen.push(cell);
            }
            seen.len() >= most
        };
        match &self.values {
            // The pool is in order of first appearance, too.
            Values::Text(t) => {
                let mut texts = (0u32..).map_while(|code| t.of_code(code));
                let _ = texts.any(|t| look(Cell::Text(t.into())));
            }
            _ => {
                let _ = (0..self.len()).any(|row| look(self.get(row)));
            }
        }
        seen
    }
}

impl Texts {
    fn of_nulls(rows: usize) -> Self {
        Self {
            codes: vec![NO_TEXT; rows],
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_column_widens_without_losing_a_value() {
        let mut column = Column::new("x".into(), 1);
        let cells = [
            Cell::Int(3),
            Cell::Null,
            Cell::Text("a".into()),
            Cell::Real(0.5),
        ];
        for cell in cells.clone() {
            column.push(cell);
        }
        assert_eq!(column.kind(), "mixed");
        let all: Vec<Cell> = (1..5).map(|row| column.get(row)).collect();
        assert_eq!((column.get(0), &all[..]), (Cell::Null, &cells[..]));
    }

    #[test]
    fn a_column_of_different_texts_keeps_them_all() {
        let mut column = Column::new("x".into(), 0);
        let rows = ENOUGH_ROWS + 1000;
        for i in 0..rows {
            column.push_text(&i.to_string());
        }
        column.push_text("7");
        column.complete();
        assert!((0..rows).all(|i| column.text(i) == Some(&i.to_string())));
        assert_eq!((column.text(rows), column.len()), (Some("7"), rows + 1));
    }

    #[test]
    fn a_text_that_stands_often_is_stored_once() {
        let mut column = Column::new("x".into(), 0);
        for i in 0..1000 {
            column.push_text(["甲", "乙", ""][i % 3]);
        }
        let Values::Text(texts) = column.values() else {
            panic!("texts")
        };
        assert_eq!((&*texts.pool, &texts.ends[..]), ("甲乙", &[3, 6, 6][..]));
        assert_eq!(
            column.distinct(5),
            [Cell::Text("甲".into()), Cell::Text("乙".into())]
        );
        assert!(!column.is_present(2) && column.is_present(1));
    }

    #[test]
    fn values_that_contradict_themselves_make_no_column() {
        let texts = |ends: &[u32], codes: &[u32]| {
            let values = Values::Text(Texts {
                pool: "甲b".into(),
                ends: ends.to_vec(),
                codes: codes.to_vec(),
            });
            Column::from_values("x".into(), values)
        };
        assert!(texts(&[3, 4], &[1, NO_TEXT, 0]).is_some());
        for (ends, codes) in [
            (&[1, 4][..], &[0][..]),
            (&[4, 3], &[0]),
            (&[3], &[0]),
            (&[3, 4], &[2]),
        ] {
            assert!(texts(ends, codes).is_none(), "{ends:?} {codes:?}");
        }
        assert!(Column::from_values("x".into(), Values::Bool(vec![3])).is_none());
    }

    fn any_cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Null),
            any::<bool>().prop_map(Cell::Bool),
            prop_oneof![any::<i64>(), Just(i64::MIN)].prop_map(Cell::Int),
            (-1e9..1e9).prop_map(Cell::Real),
            "[ab]{0,2}".prop_map(|t| Cell::Text(t.into())),
            "[ab]{0,2}".prop_map(|t| Cell::Json(t.into())),
        ]
    }

    proptest! {
        #[test]
        fn every_value_comes_back_also_from_stored_columns(
            kind in any_cell(), others in prop::collection::vec(any_cell(), 0..12), alike in prop::collection::vec(any::<bool>(), 0..30)
        ) {
            // Runs of one kind with nulls between them, then anything.
            let cells: Vec<Cell> = alike.iter().map(|a| if *a { kind.clone() } else { Cell::Null }).chain(others).collect();
            let mut column = Column::new("x".into(), 0);
            for cell in &cells {
                column.push(cell.clone());
            }
            column.complete();
            let again = Column::from_values("x".into(), column.values().clone()).expect("sound");
            for (row, cell) in cells.iter().enumerate() {
                for column in [&column, &again] {
                    prop_assert_eq!(&column.get(row), cell);
                    prop_assert_eq!(column.number(row), cell.number());
                    prop_assert_eq!(column.is_present(row), cell.is_present());
                    prop_assert_eq!(column.text(row), if let Cell::Text(t) = cell { Some(&**t) } else { None });
                }
            }
            prop_assert_eq!(column.len(), cells.len());
        }
    }
}
