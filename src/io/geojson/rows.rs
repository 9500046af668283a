//! The rows of a file: parts joined to typed columns, in their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::geometry::TYPES;
use super::part::{NO_TYPE, Part, PartColumn, Value};
use super::stop::Stop;
use crate::io::error::ReadCause;
use crate::io::memory::{self, Filled, Shortage};
use crate::io::notes::{Note, Notes};
use crate::model::{Column, FeatureTable, Geometry, WarningCode};

/// Columns beyond this number are dropped with a warning: no table of places has so many, but a broken file could fill the memory.
pub(super) const MOST_COLUMNS: usize = 2000;
/// Rows below which columns are filled one after the other.
const FEW_ROWS: usize = 512;
/// Bytes of the file between two looks at the memory that is left.
const LOOK: u64 = 32 << 20;

/// The rows that were read.
#[derive(Default)]
pub(super) struct Rows {
    /// About how many bytes of text are read in one go.
    pub piece: usize,
    columns: Vec<Column>,
    lookup: HashMap<Arc<str>, usize>,
    ids: Option<Column>,
    geometries: Vec<Geometry>,
    types: Vec<u8>,
    /// Bytes of memory that the geometries' own lists take.
    lists: u64,
    notes: Notes,
    /// The first row that loses an attribute because there are too many.
    dropped: Option<u32>,
    /// How far the file was when the memory was looked at.
    looked: u64,
}

impl Rows {
    pub fn new(piece: usize) -> Self {
        Self {
            piece: piece.max(1),
            ..Self::default()
        }
    }

    /// Forgets all rows.
    pub fn clear(&mut self) {
        *self = Self::new(self.piece);
    }

    /// Appends the rows of a part that was read from a text.
    pub fn add(&mut self, mut part: Part, text: &str) -> Result<(), Stop> {
        let first = self.geometries.len();
        if u32::try_from(first + part.geometries.len()).is_err() {
            return Err(ReadCause::TooLarge.into());
        }
        let base = first as u32;
        for mut note in part.notes.drain(..) {
            note.row = note.row.map(|row| row + base);
            self.notes.push(note);
        }
        self.lists += part.geometries.iter().map(list_bytes).sum::<u64>();
        self.types.append(&mut part.types);
        self.geometries.append(&mut part.geometries);
        let mut sources: Vec<Option<&PartColumn>> = vec![None; self.columns.len()];
        for (position, column) in part.columns.iter().enumerate() {
            if let Some(index) = self.index(position, column, base) {
                sources.resize(self.columns.len(), None);
                sources[index] = Some(column);
            } else {
                let row = base + column.first;
                self.dropped = Some(self.dropped.map_or(row, |known| known.min(row)));
            }
        }
        let fill_one = |(column, source): (&mut Column, Option<&PartColumn>)| {
            for (row, value) in source.into_iter().flat_map(|s| &s.cells) {
                fill_to(column, first + *row as usize);
                push(column, *value, &part, text);
            }
        };
        if self.geometries.len() - first < FEW_ROWS {
            self.columns.iter_mut().zip(sources).for_each(fill_one);
        } else {
            self.columns
                .par_iter_mut()
                .zip(sources)
                .with_max_len(1)
                .for_each(fill_one);
        }
        if !part.ids.is_empty() {
            let ids = self
                .ids
                .get_or_insert_with(|| Column::new("id".into(), first));
            for (row, value) in &part.ids {
                fill_to(ids, first + *row as usize);
                push(ids, *value, &part, text);
            }
        }
        Ok(())
    }

    /// The place of a part's column among all; `None` when there are too many.
    fn index(&mut self, position: usize, column: &PartColumn, base: u32) -> Option<usize> {
        if let Some(known) = self.columns.get(position)
            && *known.name == *column.name
        {
            return Some(position);
        }
        if let Some(index) = self.lookup.get(&*column.name) {
            return Some(*index);
        }
        if self.columns.len() >= MOST_COLUMNS {
            return None;
        }
        let name: Arc<str> = (&*column.name).into();
        self.lookup.insert(Arc::clone(&name), self.columns.len());
        self.columns.push(Column::new(name, base as usize));
        Some(self.columns.len() - 1)
    }

    /// Looks now and then whether the rest of the file will fit in the memory that is left.
    pub fn check(&mut self, size: u64, read: u64) -> Result<(), Stop> {
        if read < self.looked + LOOK {
            return Ok(());
        }
        self.looked = read;
        let columns = self.columns.iter().chain(&self.ids);
        let filled = Filled {
            read,
            size,
            table: self.lists
                + (self.geometries.capacity() * size_of::<Geometry>()) as u64
                + columns.map(|c| c.bytes() as u64).sum::<u64>(),
        };
        filled
            .judge(memory::available())
            .map_err(|shortage| too_little(size, shortage))
    }

    /// Puts the rows in a table; what is to be said of them comes back.
    pub fn into_table(mut self, table: &mut FeatureTable) -> (Notes, Types) {
        let rows = self.geometries.len();
        for column in self.columns.iter_mut().chain(&mut self.ids) {
            fill_to(column, rows);
            column.complete();
        }
        self.geometries.shrink_to_fit();
        if let Some(row) = self.dropped {
            self.notes
                .push(Note::at(row, WarningCode::OddMember, "too_many_columns"));
        }
        table.columns = self.columns;
        table.feature_ids = self.ids;
        table.geometries = self.geometries;
        (self.notes, Types(self.types))
    }
}

/// Refuses what cannot be read piece by piece and needs so many bytes at once.
pub(super) fn room_for(size: u64, needed: u64) -> Result<(), Stop> {
    match memory::available() {
        Some(available) => {
            memory::fits(needed, available).map_err(|shortage| too_little(size, shortage))
        }
        None => Ok(()),
    }
}

fn too_little(size: u64, shortage: Shortage) -> Stop {
    ReadCause::TooLittleMemory {
        size,
        needed: shortage.needed,
        available: shortage.available,
    }
    .into()
}

fn fill_to(column: &mut Column, rows: usize) {
    let missing = rows.saturating_sub(column.len());
    if missing > 0 {
        column.push_nulls(missing);
    }
}

#[inline]
fn push(column: &mut Column, value: Value, part: &Part, text: &str) {
    match value {
        Value::Null => column.push_nulls(1),
        Value::Bool(b) => column.push_bool(b),
        Value::Int(i) => column.push_int(i),
        Value::Real(r) => column.push_real(r),
        Value::Text(span) => column.push_text(part.resolve(span, text)),
        Value::Json(span) => column.push_json(part.resolve(span, text)),
    }
}

/// Bytes of memory that a geometry takes beside its own.
fn list_bytes(geometry: &Geometry) -> u64 {
    let ring = |ring: &geo::LineString<f64>| 16 * ring.0.capacity() as u64 + 40;
    match geometry {
        Geometry::Missing | Geometry::Point(_) => 0,
        Geometry::Points(list) => 16 * list.capacity() as u64,
        Geometry::Lines(lines) => lines.iter().map(ring).sum(),
        Geometry::Area(area) => area
            .iter()
            .map(|p| 64 + ring(p.exterior()) + p.interiors().iter().map(ring).sum::<u64>())
            .sum(),
        Geometry::Collection(parts) => {
            parts.iter().map(list_bytes).sum::<u64>() + size_of_val(&parts[..]) as u64
        }
    }
}

/// The types of the geometries as they stand in the file.
pub(super) struct Types(Vec<u8>);

impl Types {
    /// How many usable geometries of each type there are.
    pub fn count(&self, geometries: &[Geometry]) -> BTreeMap<&'static str, usize> {
        let mut counts = [0usize; TYPES.len()];
        for (geometry, kind) in geometries.iter().zip(&self.0) {
            if *kind != NO_TYPE && *geometry != Geometry::Missing {
                counts[usize::from(*kind)] += 1;
            }
        }
        TYPES
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}
