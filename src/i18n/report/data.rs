//! The files behind a report, and what is wrong with them.

use super::{Filler, cell, none, number, text};
use crate::io::summary::skipped;
use crate::map::report::{Block, Cell, Said, Table};
use crate::model::dataset::Layer;
use crate::model::{Role, Warning, WarningCode};

/// How many kinds of problems are listed, and how many rows of each.
const MOST_PROBLEMS: usize = 12;
const MOST_ROWS: usize = 4;

/// The warnings of one kind about one file.
struct Group<'a> {
    code: WarningCode,
    file: &'a str,
    first: &'a Warning,
    /// How many rows (or other things) they are about.
    count: u64,
    rows: Vec<u32>,
}

impl Filler<'_> {
    /// The section's blocks.
    pub(super) fn data(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.source.dataset.layers.is_empty() {
            blocks.push(Block::Table(self.files()));
        }
        blocks.push(self.problems());
        blocks
    }

    fn files(&self) -> Table {
        let layers = &self.source.dataset.layers;
        let row = |layer: &Layer| {
            let source = &layer.table.source;
            let path = source.path.file_name().unwrap_or(source.path.as_os_str());
            vec![
                cell(path.to_string_lossy()),
                Cell::Said(self.roles(layer)),
                cell(self.count(layer.table.len() as u32)),
                cell(self.count(skipped(layer, self.source.dataset) as u32)),
                cell(self.size(source.bytes)),
                source
                    .modified
                    .map_or_else(none, |day| cell(day.to_string())),
                if source.sha256.is_empty() {
                    none()
                } else {
                    Cell::Digest(source.sha256.clone())
                },
            ]
        };
        Table {
            caption: self.t("report-files"),
            columns: vec![
                self.words_column("report-file"),
                self.words_column("report-role"),
                self.number_column("report-features"),
                self.number_column("report-skipped"),
                self.number_column("report-size"),
                self.number_column("report-modified"),
                self.words_column("report-sha"),
            ],
            rows: layers.iter().map(row).collect(),
            note: Some(self.t("report-files-note")),
        }
    }

    /// The size of a file, small ones in kilobytes.
    fn size(&self, bytes: u64) -> String {
        if bytes < 1_000_000 {
            format!("{}\u{202f}kB", self.count(bytes.div_ceil(1000) as f64))
        } else {
            self.words.bytes(bytes)
        }
    }

    fn roles(&self, layer: &Layer) -> Said {
        let key = |role: Role| match role {
            Role::Facilities => "role-facilities",
            Role::Villages => "role-villages",
            Role::Districts => "role-districts",
        };
        let roles = &layer.roles.0;
        self.say(|w| {
            let names: Vec<String> = roles.iter().map(|r| w.t(key(r.role))).collect();
            if names.is_empty() {
                w.t("report-role-none")
            } else {
                names.join(&w.t("list-separator"))
            }
        })
    }

    fn problems(&self) -> Block {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for warning in &self.source.dataset.warnings {
            let same = |g: &&mut Group<'_>| g.code == warning.code && g.file == &*warning.file;
            let count = stands_for(warning);
            if let Some(group) = groups.iter_mut().find(same) {
                group.count += count;
                group.rows.extend(warning.source_row);
            } else {
                groups.push(Group {
                    code: warning.code,
                    file: &warning.file,
                    first: warning,
                    count,
                    rows: warning.source_row.into_iter().collect(),
                });
            }
        }
        if groups.is_empty() {
            return Block::Text(self.t("report-problems-none"));
        }
        groups.sort_by_key(|g| std::cmp::Reverse(g.count));
        let more = groups.len().saturating_sub(MOST_PROBLEMS) as u32;
        let rows = groups.iter().take(MOST_PROBLEMS).map(|group| {
            let key = format!("problem-{}", group.code.name().replace('_', "-"));
            let file = group.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let mut rows: Vec<String> = group
                .rows
                .iter()
                .take(MOST_ROWS)
                .map(u32::to_string)
                .collect();
            if group.rows.len() > MOST_ROWS {
                rows.push("…".to_owned());
            }
            vec![
                Cell::Said(self.t(&key)),
                cell(file),
                cell(self.count(group.count as f64)),
                cell(rows.join(", ")),
                Cell::Said(self.say(|w| w.warning(group.first))),
            ]
        });
        Block::Table(Table {
            caption: self.t("report-problems"),
            columns: vec![
                self.words_column("report-problem"),
                self.words_column("report-file"),
                self.number_column("report-number"),
                self.words_column("report-rows"),
                self.words_column("report-example"),
            ],
            rows: rows.collect(),
            note: Some(self.sentences(|w| {
                let args = [number("n", more), text("count", w.count(more))];
                let mut note = vec![w.t("report-rows-note")];
                if more > 0 {
                    note.push(w.with("report-problems-more", &args));
                }
                note
            })),
        })
    }
}

/// How many things a warning is about: one about a file as a whole may count rows.
fn stands_for(warning: &Warning) -> u64 {
    use WarningCode as C;
    let counted = matches!(
        warning.code,
        C::MissingId
            | C::MissingName
            | C::MissingTier
            | C::MissingPopulation
            | C::OutsideDistricts
            | C::OverlappingDistricts
            | C::CoincidentFacilities
            | C::DuplicateId
            | C::RingDirection
    );
    let detail = warning.detail.trim_start_matches('×');
    if counted && warning.source_row.is_none() {
        detail.parse().unwrap_or(1)
    } else {
        1
    }
}
