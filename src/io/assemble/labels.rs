//! Identifiers and names of rows: how a value becomes one, and what is to be said where they are missing or stand twice.

use ecow::EcoString;
use hashbrown::HashMap;

use crate::io::notes::Note;
use crate::model::{Cell, Column, Texts, Values, WarningCode};

/// A column of identifiers or names: rows with the same text share it.
pub(super) struct LabelColumn<'a> {
    column: &'a Column,
    /// The label of each of the column's texts, as far as it was asked for; none where hardly a text repeats.
    known: Vec<Option<EcoString>>,
}

impl<'a> LabelColumn<'a> {
    pub fn new(column: &'a Column) -> Self {
        let known = match column.values() {
            Values::Text(Texts { ends, codes, .. }) if ends.len() < codes.len() => {
                vec![None; ends.len()]
            }
            _ => Vec::new(),
        };
        Self { column, known }
    }

    /// The label of a row: trimmed, whole numbers without decimals.
    pub fn of(&mut self, row: u32) -> Option<EcoString> {
        let row = row as usize;
        let Values::Text(texts) = self.column.values() else {
            return match self.column.get(row) {
                Cell::Null => None,
                Cell::Text(t) => trimmed(&t).map(Into::into),
                other => Some(other.to_string().into()),
            };
        };
        let code = *texts.codes.get(row)?;
        let label = || texts.of_code(code).and_then(trimmed).map(EcoString::from);
        match self.known.get_mut(code as usize) {
            None => label(),
            Some(Some(known)) => Some(known.clone()),
            Some(unknown) => {
                unknown.clone_from(&label());
                unknown.clone()
            }
        }
    }
}

fn trimmed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}

/// What the rows of a role lack in identifiers and names.
#[derive(Default)]
pub(super) struct Labels {
    pub no_id: Vec<u32>,
    pub no_name: Vec<u32>,
}

impl Labels {
    /// Says what is missing and what stands twice, of so many rows; `ids` are the identifiers in the order of rows, also those that
    /// only stand in for one.
    pub fn say<'a>(
        self,
        rows: usize,
        ids: impl Iterator<Item = (u32, &'a str)> + Clone,
        notes: &mut Vec<Note>,
    ) {
        missing(WarningCode::MissingId, &self.no_id, rows, notes);
        missing(WarningCode::MissingName, &self.no_name, rows, notes);
        let own = |(row, _): &(u32, &str)| self.no_id.binary_search(row).is_err();
        let twice = repeated(ids.filter(own));
        let concerned: usize = twice.iter().map(|(_, count, _)| count).sum();
        if systematic(concerned, rows) {
            notes.push(Note {
                row: None,
                code: WarningCode::DuplicateId,
                detail: concerned.to_string(),
            });
        } else {
            notes.extend(twice.into_iter().map(|(row, count, id)| {
                Note::at(row, WarningCode::DuplicateId, format!("{id}: {count}"))
            }));
        }
    }
}

/// The identifiers that stand on several rows: the first row, how many, the identifier.
fn repeated<'a>(ids: impl Iterator<Item = (u32, &'a str)> + Clone) -> Vec<(u32, usize, &'a str)> {
    // Files are mostly sorted, and then there is nothing to look up.
    if ids.clone().is_sorted_by(|(_, a), (_, b)| a < b) {
        return Vec::new();
    }
    let mut last = None;
    // A row with several places has its identifier once.
    let once = ids.filter(|(row, _)| last.replace(*row) != Some(*row));
    let mut first: HashMap<&str, (u32, usize)> = HashMap::new();
    for (row, id) in once {
        first.entry(id).or_insert((row, 0)).1 += 1;
    }
    let mut twice: Vec<_> = first
        .into_iter()
        .filter(|(_, (_, count))| *count > 1)
        .map(|(id, (row, count))| (row, count, id))
        .collect();
    twice.sort_unstable();
    twice
}

/// Whether so many rows are concerned that one line says more than one per row.
fn systematic(concerned: usize, rows: usize) -> bool {
    concerned > 1 && concerned * 2 > rows
}

/// Says by row what is missing, or once with the count when more than half of the rows lack it.
pub(super) fn missing(code: WarningCode, concerned: &[u32], rows: usize, notes: &mut Vec<Note>) {
    if systematic(concerned.len(), rows) {
        notes.push(Note {
            row: None,
            code,
            detail: concerned.len().to_string(),
        });
    } else {
        notes.extend(concerned.iter().map(|row| Note::at(*row, code, "")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_that_stand_twice_are_found_in_any_order() {
        let find = |ids: &[(u32, &'static str)]| repeated(ids.iter().copied());
        assert_eq!(find(&[(0, "a"), (1, "b"), (2, "c")]), []);
        assert_eq!(find(&[(0, "b"), (1, "a"), (2, "b")]), [(0, 2, "b")]);
        assert_eq!(find(&[(0, "a"), (1, "a"), (3, "b")]), [(0, 2, "a")]);
        assert_eq!(find(&[(5, "x"), (5, "x"), (6, "y")]), []);
    }

    #[test]
    fn rows_with_the_same_text_share_it() {
        let mut column = Column::new("name".into(), 0);
        for text in [" 王家庄中心村 ", "李庄", " 王家庄中心村 ", " "] {
            column.push_text(text);
        }
        column.push(Cell::Null);
        let mut labels = LabelColumn::new(&column);
        let all: Vec<_> = (0..6).map(|row| labels.of(row)).collect();
        assert_eq!(all[0].as_deref(), Some("王家庄中心村"));
        assert!(
            all[0]
                .as_ref()
                .zip(all[2].as_ref())
                .is_some_and(|(a, b)| a.as_ptr() == b.as_ptr())
        );
        assert_eq!(all[3..], [None, None, None]);
    }
}
