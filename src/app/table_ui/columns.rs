//! The columns of a table: those that are computed, then all of the user's files.

use std::sync::Arc;

use super::Tab;
use crate::i18n::Words;
use crate::model::{Cell, Dataset, Role, SourceRow};

/// What a computed column says, in which unit it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Text,
    Count,
    Metres,
    Share,
    /// How a village stands.
    Status,
}

/// The head of a computed column.
#[derive(Debug)]
pub(super) struct Header {
    /// The key of its text.
    pub key: &'static str,
    pub unit: Unit,
    /// Its share of the table's width at first.
    pub share: f32,
    /// Another answer may say something else.
    pub answered: bool,
}

const fn header(key: &'static str, unit: Unit, share: f32, answered: bool) -> Header {
    Header {
        key,
        unit,
        share,
        answered,
    }
}

/// The computed columns of a table.
pub(super) fn headers(tab: Tab) -> &'static [Header] {
    use Unit::{Count, Metres, Share, Status, Text};
    const GAPS: [Header; 6] = [
        header("column-village", Text, 0.22, false),
        header("column-district", Text, 0.17, false),
        header("column-people", Count, 0.1, false),
        header("column-nearest", Text, 0.26, true),
        header("column-distance", Metres, 0.11, true),
        header("column-over", Metres, 0.1, true),
    ];
    const VILLAGES: [Header; 6] = [
        header("column-village", Text, 0.16, false),
        header("column-district", Text, 0.12, false),
        header("column-people", Count, 0.08, false),
        header("column-nearest", Text, 0.18, true),
        header("column-distance", Metres, 0.08, true),
        header("column-status", Status, 0.09, true),
    ];
    const DISTRICTS: [Header; 8] = [
        header("column-district", Text, 0.16, false),
        header("column-villages", Count, 0.07, false),
        header("column-gaps", Count, 0.08, true),
        header("column-people", Count, 0.09, false),
        header("column-people-beyond", Count, 0.1, true),
        header("column-people-share", Share, 0.09, true),
        header("column-area-share", Share, 0.09, true),
        header("column-worst", Text, 0.16, true),
    ];
    const FACILITIES: [Header; 6] = [
        header("column-facility", Text, 0.2, false),
        header("column-tier", Text, 0.14, false),
        header("column-radius", Metres, 0.07, true),
        header("column-villages-nearest", Count, 0.1, true),
        header("column-people-nearest", Count, 0.1, true),
        header("column-state", Text, 0.1, true),
    ];
    const WARNINGS: [Header; 4] = [
        header("column-warning", Text, 0.48, false),
        header("column-file", Text, 0.22, false),
        header("column-row", Count, 0.08, false),
        header("column-detail", Text, 0.2, false),
    ];
    match tab {
        Tab::Gaps => &GAPS,
        Tab::Villages => &VILLAGES,
        Tab::Districts => &DISTRICTS,
        Tab::Facilities => &FACILITIES,
        Tab::Warnings => &WARNINGS,
    }
}

/// Which column, also in another language and after the files were read again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ColumnId {
    /// A computed one, by its position.
    Computed(usize),
    /// One of the files, by its name.
    File(Arc<str>),
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub id: ColumnId,
    /// What its head says.
    pub title: String,
    /// Numbers stand at the right.
    pub right: bool,
    /// How wide it is at first, points; computed ones as a share of the table.
    pub wide: f32,
    /// Where each layer has it.
    places: Arc<[Option<u32>]>,
}

impl Column {
    /// The value that the file has in a row.
    pub fn of_file(&self, data: &Dataset, source: SourceRow) -> Cell {
        let layer = source.layer as usize;
        let column = self.places.get(layer).copied().flatten();
        let layer = column.zip(data.layers.get(layer));
        let column = layer.and_then(|(column, layer)| layer.table.columns.get(column as usize));
        column.map_or(Cell::Null, |column| column.get(source.row as usize))
    }

    /// The computed column that it is.
    pub fn computed(&self, tab: Tab) -> Option<&'static Header> {
        match self.id {
            ColumnId::Computed(i) => headers(tab).get(i),
            ColumnId::File(_) => None,
        }
    }
}

/// The role whose files a table shows.
fn role(tab: Tab) -> Option<Role> {
    match tab {
        Tab::Gaps | Tab::Villages => Some(Role::Villages),
        Tab::Districts => Some(Role::Districts),
        Tab::Facilities => Some(Role::Facilities),
        Tab::Warnings => None,
    }
}

/// All columns of a table: the computed ones, then those of its files in their order, one of a name for all files.
pub(super) fn columns(words: Words, data: &Dataset, tab: Tab) -> Vec<Column> {
    let computed = headers(tab).iter().enumerate().map(|(i, header)| Column {
        id: ColumnId::Computed(i),
        title: words.t(header.key),
        right: !matches!(header.unit, Unit::Text | Unit::Status),
        wide: header.share,
        places: Arc::default(),
    });
    let mut all: Vec<Column> = computed.collect();
    let Some(role) = role(tab) else {
        return all;
    };
    let first = all.len();
    for (i, layer) in data.layers.iter().enumerate() {
        if layer.roles.get(role).is_none() {
            continue;
        }
        for (c, column) in layer.table.columns.iter().enumerate() {
            let known = all[first..].iter().position(|k| *k.title == *column.name);
            let at = known.map_or(all.len(), |k| first + k);
            if at == all.len() {
                all.push(Column {
                    id: ColumnId::File(Arc::clone(&column.name)),
                    title: column.name.to_string(),
                    right: matches!(column.kind(), "integer" | "number"),
                    wide: 110.0,
                    places: vec![None; data.layers.len()].into(),
                });
            }
            if let Some(places) = Arc::get_mut(&mut all[at].places) {
                places[i] = Some(c as u32);
            }
        }
    }
    all
}
