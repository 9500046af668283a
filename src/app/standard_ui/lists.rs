//! What the sheets of lists share: a column of marks and words, an order, and the way to the place of a row.

use std::sync::Arc;

use eframe::egui::Ui;

use super::super::state::{Facts, State};
use super::sheet::{self, Act, Cell, Hand, Lane, Sheet};
use super::subjects;
use crate::model::Subject;

/// A row that is written out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Where a click leads.
    pub to: Option<Subject>,
    pub cells: Vec<Shown>,
    /// What is said where the pointer rests.
    pub tip: String,
}

/// A cell that is written out, and what it is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Text(String),
    Number(f64, String),
    Mark(crate::model::Verdict, String),
    Bullet(sheet::Bullet, String, f64),
}

impl Shown {
    fn cell(&self) -> Cell {
        match self {
            Self::Text(text) | Self::Number(_, text) => Cell::Text(text.clone()),
            Self::Mark(verdict, text) => Cell::Verdict(Some(*verdict), text.clone()),
            Self::Bullet(bullet, text, _) => Cell::Bullet(*bullet, text.clone()),
        }
    }

    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let number = |shown: &Self| match shown {
            Self::Number(n, _) | Self::Bullet(_, _, n) => Some(*n),
            Self::Mark(verdict, _) => Some(f64::from(*verdict as u8)),
            Self::Text(_) => None,
        };
        match (number(self), number(other)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => self.text().cmp(other.text()),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Number(_, text)
            | Self::Mark(_, text)
            | Self::Bullet(_, text, _) => text,
        }
    }
}

/// A column, and whether the greatest stands first; `None`: as it was made.
type Order = Option<(usize, bool)>;

/// Rows, an order, and the rows' numbers in it.
type Sorted = (Arc<[Row]>, Order, Arc<[usize]>);

/// What a list remembers: its order and where its hand is.
#[derive(Default)]
pub(super) struct ListState {
    order: Order,
    hand: Hand,
    /// The rows in this order, for the rows that they were sorted from.
    sorted: Option<Sorted>,
}

impl ListState {
    /// The rows in the order that is wanted.
    fn in_order(&mut self, rows: &Arc<[Row]>) -> Arc<[usize]> {
        if let Some((of, order, sorted)) = &self.sorted
            && Arc::ptr_eq(of, rows)
            && *order == self.order
        {
            return Arc::clone(sorted);
        }
        let mut sorted: Vec<usize> = (0..rows.len()).collect();
        if let Some((column, descending)) = self.order {
            sorted.sort_by(|a, b| {
                let cell = |row: &usize| rows[*row].cells.get(column);
                match (cell(a), cell(b)) {
                    (Some(a), Some(b)) if descending => b.compare(a),
                    (Some(a), Some(b)) => a.compare(b),
                    _ => std::cmp::Ordering::Equal,
                }
            });
        }
        let sorted: Arc<[usize]> = sorted.into();
        self.sorted = Some((Arc::clone(rows), self.order, Arc::clone(&sorted)));
        sorted
    }
}

/// Shows a list; a click on a row leads to whom it speaks of.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    own: impl Fn(&mut State) -> &mut ListState,
    (name, lanes, rows): (String, &[Lane], &Arc<[Row]>),
) {
    let words = state.words;
    let order = own(state).in_order(rows);
    let row = |at: usize| order.get(at).and_then(|i| rows.get(*i));
    let cell = |at: usize, column: usize| {
        let shown = row(at).and_then(|r| r.cells.get(column));
        shown.map_or(Cell::Blank, Shown::cell)
    };
    let tip = |at: usize, _: usize| row(at).map_or_else(String::new, |r| r.tip.clone());
    let unit = state.unit_shown(facts);
    let selection = state.selection;
    let chosen = |at: usize| match row(at).and_then(|r| r.to) {
        Some(Subject::Unit(u)) => unit == Some(u),
        Some(Subject::Facility(f)) => selection == Some(super::super::state::Pick::Facility(f)),
        Some(Subject::Village(v)) => selection == Some(super::super::state::Pick::Village(v)),
        None => false,
    };
    let shown = Sheet {
        name,
        lanes,
        rows: order.len(),
        head: sheet::ONE_LINE,
        order: own(state).order,
        chosen: &chosen,
        cell: &cell,
        tip: &tip,
        verdict: &|v| words.verdict_name(Some(v)),
    };
    let mut hand = std::mem::take(&mut own(state).hand);
    let act = sheet::show(ui, &mut hand, &shown);
    own(state).hand = hand;
    let to = |at: usize| row(at).and_then(|r| r.to);
    match act {
        Some(Act::Sort(column)) => {
            let numbers = lanes.get(column).is_some_and(|lane| lane.right);
            let list = own(state);
            list.order = match list.order {
                Some((by, descending)) if by == column && descending == numbers => {
                    Some((column, !descending))
                }
                Some((by, _)) if by == column => None,
                // Of numbers the large ones are looked for first.
                _ => Some((column, numbers)),
            };
        }
        Some(Act::Choose(at, _)) => {
            if let Some(to) = to(at) {
                subjects::go(state, facts, to);
            }
        }
        Some(Act::Open(at)) => {
            if let Some(to) = to(at) {
                subjects::fit(state, facts, to);
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_their_numbers_and_not_by_how_these_are_written() {
        let row = |n: f64| Row {
            to: None,
            cells: vec![Shown::Number(n, format!("{n}"))],
            tip: String::new(),
        };
        let rows: Arc<[Row]> = [9.0, 100.0, 20.0].map(row).into();
        let mut list = ListState::default();
        assert_eq!(*list.in_order(&rows), [0, 1, 2]);
        list.order = Some((0, true));
        assert_eq!(*list.in_order(&rows), [1, 2, 0]);
        list.order = Some((0, false));
        assert_eq!(*list.in_order(&rows), [0, 2, 1]);
    }
}
