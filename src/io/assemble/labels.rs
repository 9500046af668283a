//! Identifiers and names of rows: how a cell becomes one, and what is to be said where they are missing or stand twice.

use std::collections::HashMap;
use std::sync::Arc;

use crate::io::notes::Note;
use crate::model::{Cell, WarningCode};

/// The text of a cell as an identifier or a name: trimmed, whole numbers without decimals.
pub(super) fn text(cell: &Cell) -> Option<Arc<str>> {
    match cell {
        Cell::Null => None,
        Cell::Text(t) => {
            let trimmed = t.trim();
            match trimmed.len() {
                0 => None,
                n if n == t.len() => Some(Arc::clone(t)),
                _ => Some(trimmed.into()),
            }
        }
        other => Some(other.to_string().into()),
    }
}

/// What the rows of a role lack in identifiers and names.
#[derive(Default)]
pub(super) struct Labels {
    pub ids: Vec<(u32, Arc<str>)>,
    pub no_id: Vec<u32>,
    pub no_name: Vec<u32>,
}

impl Labels {
    /// Says what is missing and what stands twice, of so many rows.
    pub fn say(self, rows: usize, notes: &mut Vec<Note>) {
        missing(WarningCode::MissingId, &self.no_id, rows, notes);
        missing(WarningCode::MissingName, &self.no_name, rows, notes);
        let mut first: HashMap<&str, (u32, usize)> = HashMap::with_capacity(self.ids.len());
        for (row, id) in &self.ids {
            first.entry(id).or_insert((*row, 0)).1 += 1;
        }
        let mut twice: Vec<(u32, usize, &str)> = first
            .into_iter()
            .filter(|(_, (_, count))| *count > 1)
            .map(|(id, (row, count))| (row, count, id))
            .collect();
        twice.sort_unstable();
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
