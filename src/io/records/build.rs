//! Rows of texts become columns: the heading is found, cells are put under it, and columns whose every text is a number become numbers.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::error::ReadCause;
use super::super::notes::{Note, Notes, excerpt};
use crate::model::fields::plain;
use crate::model::{Cell, Column, FeatureTable, Geometry, SourceInfo, Values, WarningCode};

/// Rows above which a heading can stand.
const MOST_TITLES: usize = 8;
/// Rows that are looked at to find it.
const SEARCHED: usize = MOST_TITLES + 24;
/// Columns that are read; a heading of more is a mistake.
const MOST_COLUMNS: usize = 2000;

/// A table that grows row by row.
pub(super) struct Builder {
    /// The first rows, until the heading is found.
    waiting: Vec<Vec<String>>,
    columns: Vec<Column>,
    heading: bool,
    rows: u32,
    notes: Notes,
}

impl Builder {
    pub fn new() -> Self {
        Self {
            waiting: Vec::new(),
            columns: Vec::new(),
            heading: false,
            rows: 0,
            notes: Notes::default(),
        }
    }

    /// Tells something of the file as a whole.
    pub fn note(&mut self, detail: &str) {
        self.notes.push(Note {
            row: None,
            code: WarningCode::OddMember,
            detail: detail.to_owned(),
        });
    }

    /// Takes the next row; empty ones are no rows.
    pub fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), ReadCause> {
        let cells: Vec<&str> = cells.map(clean).collect();
        if cells.iter().all(|c| c.is_empty()) {
            return Ok(());
        }
        if self.heading {
            return self.fill(&cells);
        }
        self.waiting
            .push(cells.into_iter().map(str::to_owned).collect());
        if self.waiting.len() >= SEARCHED {
            self.find_heading()?;
        }
        Ok(())
    }

    /// Looks for the heading among the first rows: the first that is more than half as wide as the widest. What stands above it with at most
    /// two cells is a title or a unit of measure.
    fn find_heading(&mut self) -> Result<(), ReadCause> {
        let rows = std::mem::take(&mut self.waiting);
        let width = |row: &Vec<String>| row.iter().filter(|c| !c.is_empty()).count();
        let widest = rows.iter().map(width).max().ok_or(ReadCause::Empty)?;
        let at = rows
            .iter()
            .position(|row| 2 * width(row) > widest)
            .filter(|at| *at <= MOST_TITLES && rows[..*at].iter().all(|row| width(row) <= 2))
            .unwrap_or(0);
        let worded = |cell: &String| cell.chars().any(char::is_alphabetic);
        if !rows[at].iter().any(worded) {
            return Err(ReadCause::NoHeading {
                found: excerpt(&rows[at].join(" ")),
            });
        }
        for title in &rows[..at] {
            let text: Vec<&str> = title
                .iter()
                .filter(|c| !c.is_empty())
                .map(|c| &**c)
                .collect();
            self.note(&format!("title_line: {}", excerpt(&text.join(" "))));
        }
        self.name_columns(&rows[at]);
        self.heading = true;
        for row in &rows[at + 1..] {
            let cells: Vec<&str> = row.iter().map(|c| &**c).collect();
            self.fill(&cells)?;
        }
        Ok(())
    }

    fn name_columns(&mut self, heading: &[String]) {
        let mut taken: HashSet<String> = HashSet::new();
        let last = heading
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |last| last + 1);
        if last > MOST_COLUMNS {
            self.note("too_many_columns");
        }
        for (i, name) in heading[..last.min(MOST_COLUMNS)].iter().enumerate() {
            let plain: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut name = plain.clone();
            if name.is_empty() {
                name = format!("column_{}", i + 1);
                self.note(&format!("heading_empty: {}", i + 1));
            }
            let mut number = 2;
            while !taken.insert(name.to_lowercase()) {
                if number == 2 {
                    self.note(&format!("heading_twice: {}", excerpt(&plain)));
                }
                name = format!("{plain}_{number}");
                number += 1;
            }
            self.columns.push(Column::new(name.as_str().into(), 0));
        }
    }

    fn fill(&mut self, cells: &[&str]) -> Result<(), ReadCause> {
        let width = self.columns.len();
        let beyond = cells.iter().skip(width).any(|c| !c.is_empty());
        if cells.len() < width || beyond {
            let held = cells
                .iter()
                .rposition(|c| !c.is_empty())
                .map_or(0, |i| i + 1);
            let held = if beyond { held } else { cells.len() };
            self.notes.push(Note::at(
                self.rows,
                WarningCode::RaggedRow,
                format!("{held}/{width}"),
            ));
        }
        for (i, column) in self.columns.iter_mut().enumerate() {
            match cells.get(i) {
                Some(text) if !text.is_empty() => column.push_text(text),
                _ => column.push_nulls(1),
            }
        }
        self.rows = self.rows.checked_add(1).ok_or(ReadCause::TooLarge)?;
        Ok(())
    }

    /// The table, once there are no more rows.
    pub fn finish(
        mut self,
        source: SourceInfo,
        file: &Arc<str>,
    ) -> Result<FeatureTable, ReadCause> {
        if !self.heading {
            self.find_heading()?;
        }
        let mut table = FeatureTable::new(source);
        table.geometries = vec![Geometry::Missing; self.rows as usize];
        table.columns = self.columns.into_iter().map(typed).collect();
        table.warnings = self.notes.warnings(file);
        Ok(table)
    }
}

/// A cell without the space around it, and without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn clean(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

/// A column of texts as one of numbers, where every text is one and comes back from it as it was.
fn typed(column: Column) -> Column {
    let mut column = column;
    column.complete();
    let Values::Text(texts) = column.values() else {
        return column;
    };
    let all = || (0u32..).map_while(|code| texts.of_code(code));
    let whole: Option<Vec<i64>> = all().map(whole).collect();
    let values = if let Some(numbers) = whole {
        numbers.into_iter().map(Cell::Int).collect::<Vec<_>>()
    } else {
        // 93.40 % is not 93.4 %: where decimals mean something they are kept.
        let exact = is_share(&column.name);
        let real: Option<Vec<f64>> = all().map(|text| real(text, exact)).collect();
        match real {
            Some(numbers) => numbers.into_iter().map(Cell::Real).collect(),
            None => return column,
        }
    };
    let mut out = Column::new(Arc::clone(&column.name), 0);
    for code in &texts.codes {
        match values.get(*code as usize) {
            Some(Cell::Int(i)) => out.push_int(*i),
            Some(Cell::Real(r)) => out.push_real(*r),
            _ => out.push_nulls(1),
        }
    }
    out.complete();
    out
}

/// Whether a heading speaks of a share.
fn is_share(heading: &str) -> bool {
    let plain = plain(heading);
    ["percent", "share", "rate", "pct"]
        .iter()
        .any(|word| plain.contains(word))
        || ["率", "比", "百分"].iter().any(|word| plain.contains(word))
}

/// A whole number that is written as it comes back: no leading zeros, no sign before what is positive.
fn whole(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok().filter(|n| *n > i64::MIN)?;
    let digits = text.trim_start_matches('-');
    let plain = digits == "0" || !digits.starts_with('0');
    (plain && !text.starts_with('+') && text != "-0").then_some(number)
}

/// A number in plain notation; a code like `1e5` or `007.5` is none.
fn real(text: &str, exact: bool) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && !(digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit));
    // More digits than a number holds are an identifier.
    let held = digits.bytes().filter(u8::is_ascii_digit).count() <= 17;
    let number: f64 = text.parse().ok().filter(|n: &f64| n.is_finite())?;
    (plain && held && (!exact || number.to_string() == text)).then_some(number)
}
