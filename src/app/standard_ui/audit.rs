//! What was found in reported figures: which cannot be, which do not agree, with why.

use std::sync::Arc;

use eframe::egui::{RichText, Ui};

use super::super::state::{Facts, State};
use super::super::theme;
use super::lists::{self, ListState, Row, Shown};
use super::made::Made;
use super::sheet::{self, Lane};
use super::{progress, said};
use crate::i18n::{Lang, Words};
use crate::model::{StandardAnswer, Verdict};

/// What the list remembers.
#[derive(Default)]
pub(super) struct AuditState {
    list: ListState,
    /// Also what is only worth knowing.
    hide_notes: bool,
    made: Made<(u64, Lang, bool), Arc<[Row]>>,
}

fn rows(facts: &Facts, answer: &StandardAnswer, words: Words, all: bool) -> Arc<[Row]> {
    let mut notes: Vec<_> = answer.audit.iter().collect();
    notes.retain(|note| all || note.problem.is_mistake());
    // Mistakes before what is only worth knowing.
    notes.sort_by_key(|note| !note.problem.is_mistake());
    let row = |note: &&crate::model::standard::AuditNote| {
        let name = note.name.as_ref().map(|n| words.pick(n).to_owned());
        let name = name.filter(|n| !n.is_empty());
        let name = name.unwrap_or_else(|| progress::figure_name(words, facts, &note.key));
        let sentence = said::audit(words, note);
        let (verdict, kind) = if note.problem.is_mistake() {
            (Verdict::Fail, "standards-mistake")
        } else {
            (Verdict::Unknown, "standards-worth-knowing")
        };
        Row {
            to: note.of,
            cells: vec![
                Shown::Text(sentence.clone()),
                Shown::Mark(verdict, words.t(kind)),
                Shown::Text(name.clone()),
                Shown::Text(note.whose.to_string()),
            ],
            tip: format!("{name} · {}\n{sentence}", note.whose),
        }
    };
    notes.iter().map(row).collect()
}

/// Shows the list.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, answer: &Arc<StandardAnswer>) {
    let words = state.words;
    let p = theme::of(ui);
    let mistakes = answer
        .audit
        .iter()
        .filter(|n| n.problem.is_mistake())
        .count() as u32;
    let others = answer.audit.len() as u32 - mistakes;
    ui.horizontal(|ui| {
        let own = &mut state.standard.audit;
        let mut notes = !own.hide_notes;
        let choice = ui.checkbox(&mut notes, words.t("standards-audit-notes"));
        choice.on_hover_text(words.t("standards-audit-notes-tip"));
        own.hide_notes = !notes;
        let args = [
            ("n", mistakes.into()),
            ("mistakes", words.count(mistakes).into()),
            ("others", words.count(others).into()),
        ];
        let text = words.with("standards-audit-count", &args);
        ui.label(RichText::new(text).color(p.quiet));
    });
    let all = !state.standard.audit.hide_notes;
    let key = (facts.version, words.lang, all);
    let (asked, with) = (facts.clone(), Arc::clone(answer));
    let many = answer.audit.len() > 3000;
    let own = &mut state.standard.audit;
    let (rows, failed) = own
        .made
        .want(ui.ctx(), key, many, move || rows(&asked, &with, words, all));
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    let rows = rows.unwrap_or_default();
    if rows.is_empty() {
        let none = facts.register.indicators.is_empty() && answer.standard.reported.is_empty();
        let key = if none {
            "standards-audit-none"
        } else {
            "standards-audit-clean"
        };
        sheet::nothing(ui, &words.t(key));
        return;
    }
    let lanes = [
        Lane::text(words.t("standards-found"), 360.0),
        Lane::text(words.t("standards-state"), 110.0),
        Lane::text(words.t("standards-figure"), 170.0),
        Lane::text(words.t("standards-whose"), 130.0),
    ];
    let args = [("rows", words.count(rows.len() as u32).into())];
    let name = words.with("standards-audit-name", &args);
    lists::show(
        ui,
        state,
        facts,
        |s| &mut s.standard.audit.list,
        (name, &lanes, &rows),
    );
}
