//! Rows for the clipboard: a line of heads, cells between tabs, numbers plain and in base units.

use std::sync::Arc;

use eframe::egui::{Context, Ui};

use super::super::state::Facts;
use super::Tab;
use super::cells::Cells;
use super::columns::{Column, Unit};
use crate::i18n::Words;
use crate::model::Cell;
use crate::session::{Desk, News, Worker};

/// What is to be copied.
pub(super) struct Copy {
    pub facts: Facts,
    pub words: Words,
    pub tab: Tab,
    pub columns: Vec<Column>,
    pub rows: Vec<u32>,
}

/// So many rows are written at once.
const AT_ONCE: usize = 2000;

impl Copy {
    /// The rows as text.
    pub(super) fn text(&self) -> String {
        let cells = Cells::new(&self.facts, self.words, self.tab);
        let heads = self.columns.iter().map(|column| {
            let metres = column.computed(self.tab).map(|h| h.unit) == Some(Unit::Metres);
            format!("{}{}", column.title, if metres { " (m)" } else { "" })
        });
        let mut text = heads.collect::<Vec<_>>().join("\t");
        for row in &self.rows {
            for (i, column) in self.columns.iter().enumerate() {
                text.push(if i == 0 { '\n' } else { '\t' });
                match cells.value(column, *row) {
                    // Nothing computed here is known to a thousandth; binary noise is not worth a column's width.
                    Cell::Real(n) if column.computed(self.tab).is_some() => {
                        text.push_str(&((n * 1000.0).round() / 1000.0).to_string());
                    }
                    cell => {
                        let plain = cell.to_string();
                        text.push_str(&plain.replace(['\t', '\n', '\r'], " "));
                    }
                }
            }
        }
        text
    }
}

/// Writes large copies away from the window.
#[derive(Default)]
pub(super) struct Copier {
    worker: Option<Worker<Copy, String>>,
}

impl Copier {
    /// Copies rows, at once or as soon as they are written.
    pub(super) fn copy(&mut self, ctx: &Context, copy: Copy) {
        if copy.rows.len() <= AT_ONCE {
            ctx.copy_text(copy.text());
            return;
        }
        let worker = self.worker.get_or_insert_with(|| {
            let wake = ctx.clone();
            Worker::new(
                "lastmile-copy",
                Arc::new(move || wake.request_repaint()),
                |copy: Copy, desk: &Desk<'_, _, _>| desk.deliver(copy.text()),
            )
        });
        worker.ask(copy);
    }

    /// Takes what has been written to the clipboard. The text is told if writing failed.
    pub(super) fn take(&self, ui: &Ui) -> Option<String> {
        let mut failed = None;
        for news in self.worker.iter().flat_map(Worker::news) {
            match news {
                News::Output(text) => ui.copy_text(text),
                News::Panic(text) => failed = Some(text),
            }
        }
        failed
    }

    /// Whether rows are being written.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}
