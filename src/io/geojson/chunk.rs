//! A run of rows that is read on its own, so that runs can be read side by side, and how runs become one table.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::io::notes::Note;
use crate::model::{Cell, Column, Geometry, WarningCode};

/// Columns beyond this number are dropped with a warning: no table of places has so many, but a broken file could fill the memory.
pub(super) const MOST_COLUMNS: usize = 2000;

/// The rows of one run, attributes by column with only the cells that there are.
#[derive(Default)]
pub(super) struct Chunk {
    /// The row of the whole file at which this run begins.
    first: u32,
    names: Vec<Arc<str>>,
    lookup: HashMap<Arc<str>, usize>,
    cells: Vec<Vec<(u32, Cell)>>,
    pub ids: Vec<Option<Cell>>,
    pub geometries: Vec<Geometry>,
    pub types: Vec<Option<&'static str>>,
    pub notes: Vec<Note>,
}

impl Chunk {
    pub fn starting_at(first: u32) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }

    /// The row of the file that is being read.
    pub fn row(&self) -> u32 {
        self.first + self.geometries.len() as u32
    }

    /// Says something of the row that is being read.
    pub fn note(&mut self, code: WarningCode, detail: impl Into<String>) {
        self.notes.push(Note::at(self.row(), code, detail));
    }

    /// Sets an attribute of the row that is being read; `position` is where its column is expected. The last one of a name wins.
    pub fn set(&mut self, position: usize, name: &str, cell: Cell) {
        let index = match self.names.get(position) {
            Some(expected) if **expected == *name => position,
            _ => match self.lookup.get(name) {
                Some(index) => *index,
                None if self.names.len() >= MOST_COLUMNS => {
                    self.note(WarningCode::OddMember, "too_many_columns");
                    return;
                }
                None => {
                    let name: Arc<str> = name.into();
                    self.names.push(Arc::clone(&name));
                    self.lookup.insert(name, self.names.len() - 1);
                    self.cells.push(Vec::new());
                    self.names.len() - 1
                }
            },
        };
        let row = self.row();
        let column = &mut self.cells[index];
        match column.last_mut() {
            Some((last, value)) if *last == row => *value = cell,
            _ if cell == Cell::Null => {}
            _ => column.push((row, cell)),
        }
    }

    /// Ends the row that is being read.
    pub fn finish(&mut self, id: Option<Cell>, typed: Option<(Geometry, &'static str)>) {
        let (geometry, name) = typed.map_or((Geometry::Missing, None), |(geometry, name)| {
            (geometry, Some(name))
        });
        self.ids.push(id);
        self.types.push(name);
        self.geometries.push(geometry);
    }
}

/// The columns of all runs, in order of first appearance, and the column of feature identifiers.
pub(super) fn columns(
    chunks: &mut [Chunk],
    notes: &mut Vec<Note>,
) -> (Vec<Column>, Option<Column>) {
    let rows: usize = chunks.iter().map(|c| c.geometries.len()).sum();
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut lookup: HashMap<Arc<str>, usize> = HashMap::new();
    // For every column of the table the cells of every run.
    let mut parts: Vec<Vec<Vec<(u32, Cell)>>> = Vec::new();
    for chunk in chunks.iter_mut() {
        for (name, cells) in chunk.names.iter().zip(chunk.cells.drain(..)) {
            let index = lookup.get(name).copied().or_else(|| {
                if names.len() >= MOST_COLUMNS {
                    notes.push(Note::at(
                        chunk.first,
                        WarningCode::OddMember,
                        "too_many_columns",
                    ));
                    return None;
                }
                names.push(Arc::clone(name));
                lookup.insert(Arc::clone(name), names.len() - 1);
                parts.push(Vec::new());
                Some(names.len() - 1)
            });
            if let Some(index) = index {
                parts[index].push(cells);
            }
        }
    }
    let columns = names
        .into_par_iter()
        .zip(parts)
        .map(|(name, parts)| {
            let mut column = Column::new(name, 0);
            for (row, cell) in parts.into_iter().flatten() {
                fill(&mut column, row as usize);
                column.push(cell);
            }
            fill(&mut column, rows);
            column
        })
        .collect();
    let ids = chunks
        .iter()
        .any(|c| c.ids.iter().any(Option::is_some))
        .then(|| {
            let mut column = Column::new("id".into(), 0);
            for id in chunks.iter_mut().flat_map(|c| c.ids.drain(..)) {
                column.push(id.unwrap_or(Cell::Null));
            }
            column
        });
    (columns, ids)
}

fn fill(column: &mut Column, rows: usize) {
    while column.len() < rows {
        column.push(Cell::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_join_to_columns_in_order_of_first_appearance() {
        let mut a = Chunk::starting_at(0);
        a.set(0, "x", Cell::Int(1));
        a.set(1, "x", Cell::Int(2));
        a.finish(None, None);
        let mut b = Chunk::starting_at(1);
        b.set(0, "y", Cell::Null);
        b.set(1, "x", Cell::Int(3));
        b.finish(Some(Cell::Int(9)), None);
        let (columns, ids) = columns(&mut [a, b], &mut Vec::new());
        let names: Vec<_> = columns.iter().map(|c| &*c.name).collect();
        assert_eq!(names, ["x", "y"]);
        assert_eq!(
            (columns[0].get(0), columns[0].get(1), columns[1].len()),
            (Cell::Int(2), Cell::Int(3), 2)
        );
        let ids = ids.expect("one id");
        assert_eq!((ids.get(0), ids.get(1)), (Cell::Null, Cell::Int(9)));
    }
}
