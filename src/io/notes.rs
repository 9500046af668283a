//! What a reader notices, row by row, and how that becomes a list of warnings that a person can read.
//!
//! A detail is a code of [`DETAILS`], alone or with a value behind a colon (`not_a_number: "x"`): no prose, `i18n` says it.

use std::sync::Arc;

use crate::model::{Warning, WarningCode};

/// Every code that the detail of a [`NullGeometry`](WarningCode::NullGeometry), [`BadGeometry`](WarningCode::BadGeometry),
/// [`OddMember`](WarningCode::OddMember), [`NotAFeature`](WarningCode::NotAFeature) or
/// [`UnusableGeometry`](WarningCode::UnusableGeometry) warning can begin with.
pub const DETAILS: [&str; 38] = [
    // A geometry that is not there.
    "no_member",
    "empty",
    // A geometry that breaks the format.
    "no_type",
    "unknown_type",
    "no_coordinates",
    "wrong_nesting",
    "not_a_number",
    "too_few_numbers",
    "too_few_positions",
    "too_deep",
    "not_an_object",
    "no_geometries",
    // A member that can be passed over.
    "bbox",
    "crs",
    "id",
    "member",
    "duplicate",
    "type_case",
    "nested_collection",
    "mixed_dimensions",
    "geometry_as_feature",
    "not_finite",
    "too_many_columns",
    "no_collection_type",
    // A table of records that can be read past.
    "title_line",
    "heading_empty",
    "heading_twice",
    "undecodable",
    "sheet",
    "cell_error",
    // Something that is no feature.
    "no_feature",
    "feature_type",
    // A geometry that a role cannot use.
    "no_point",
    "no_area",
    "no_role",
    "no_place",
    "several_points",
    "area",
];

/// One thing noticed at a row (0-based), or at the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Note {
    pub row: Option<u32>,
    pub code: WarningCode,
    pub detail: String,
}

impl Note {
    pub fn at(row: u32, code: WarningCode, detail: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            code,
            detail: detail.into(),
        }
    }
}

/// Whether a note of this kind loses nothing of the row, so that one line with a count says as much as one per row.
fn harmless(code: WarningCode) -> bool {
    matches!(
        code,
        WarningCode::OddMember | WarningCode::RingDirection | WarningCode::LegacyCrs
    )
}

/// Notes as they come: what loses nothing is kept once with a count (`member: bbox ×3`), everything else by row.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<(Note, u32)>,
    /// Where the harmless notes stand, which are of few kinds; the others are never looked up.
    counted: Vec<usize>,
}

impl Notes {
    pub fn push(&mut self, note: Note) {
        self.push_counted(note, 1);
    }

    pub fn extend(&mut self, notes: Vec<Note>) {
        for note in notes {
            self.push(note);
        }
    }

    /// Takes in later notes.
    pub fn append(&mut self, later: Self) {
        for (note, count) in later.list {
            self.push_counted(note, count);
        }
    }

    fn push_counted(&mut self, note: Note, count: u32) {
        if harmless(note.code) {
            let known = self.counted.iter().copied().find(|i| {
                self.list[*i].0.code == note.code && self.list[*i].0.detail == note.detail
            });
            if let Some(i) = known {
                self.list[i].1 += count;
                return;
            }
            if self.counted.len() < 64 {
                self.counted.push(self.list.len());
            }
        }
        self.list.push((note, count));
    }

    /// The notes as warnings of a file, in the order of its rows.
    pub fn warnings(self, file: &Arc<str>) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self
            .list
            .into_iter()
            .map(|(note, count)| Warning {
                code: note.code,
                file: Arc::clone(file),
                source_row: note.row,
                detail: match (count, note.detail.is_empty()) {
                    (1, _) => note.detail,
                    (_, true) => format!("×{count}"),
                    (_, false) => format!("{} ×{count}", note.detail),
                },
            })
            .collect();
        warnings.sort_by_key(|w| w.source_row.map_or(0, |row| u64::from(row) + 1));
        warnings
    }
}

/// The notes as warnings of a file (see [`Notes`]).
pub(super) fn warnings(file: &Arc<str>, notes: Vec<Note>) -> Vec<Warning> {
    let mut all = Notes::default();
    all.extend(notes);
    all.warnings(file)
}

/// A value as it stands in the file, short enough for a line.
pub(super) fn excerpt(raw: &str) -> String {
    let mut text: String = raw.chars().take(40).collect();
    if text.len() < raw.len() {
        text.push('…');
    }
    text.replace(|c: char| c.is_control(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_notes_are_counted_and_losses_listed() {
        let notes = vec![
            Note::at(4, WarningCode::OddMember, "member: bbox"),
            Note::at(2, WarningCode::NullGeometry, ""),
            Note::at(5, WarningCode::OddMember, "member: bbox"),
            Note::at(3, WarningCode::NullGeometry, ""),
        ];
        let list = warnings(&"f".into(), notes);
        let said: Vec<_> = list
            .iter()
            .map(|w| (w.source_row, w.detail.as_str()))
            .collect();
        assert_eq!(
            said,
            [(Some(2), ""), (Some(3), ""), (Some(4), "member: bbox ×2")]
        );
    }
}
