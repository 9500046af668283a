//! Standards in the window: the panel beside the map, the sheets below it, what the inspector says of a subject, the editor.
//!
//! What an answer says is worked out once per answer and shown from there; nothing here judges.

mod as_of;
mod audit;
mod chart;
mod commands;
mod editor;
mod help;
mod links;
mod lists;
mod made;
mod matrix;
mod networks;
mod numbers;
mod on_map;
mod panel;
mod parameters;
mod progress;
mod records;
mod rules;
mod said;
mod sheet;
mod singles;
mod subjects;
mod unit;
mod verdict;
mod verdicts;

use eframe::egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::state::{Facts, State};
use super::theme::{self, SMALL, regular};
use crate::base::Date;
use crate::i18n::Words;
use crate::model::{StandardAnswer, StandardChoice, Subject, Verdict};
use crate::session::Session;

pub(super) use commands::perform;
pub(super) use editor::{Draft, holds_back, show as show_editor, type_place, write as write_draft};
pub(super) use help::show as help;
pub(super) use links::{load, show as links};
pub(super) use panel::{choose_file, follow, is_standard, show as panel};
pub(super) use records::lost;
pub(super) use unit::{more as of_unit, show as unit};
pub(super) use verdicts::show as verdicts;

/// A sheet below the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum SheetKind {
    Matrix,
    Progress,
    Audit,
    Networks,
    Singles,
}

impl SheetKind {
    pub(super) const ALL: [Self; 5] = [
        Self::Matrix,
        Self::Progress,
        Self::Audit,
        Self::Networks,
        Self::Singles,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Matrix => "standards-matrix",
            Self::Progress => "standards-progress",
            Self::Audit => "standards-audit",
            Self::Networks => "standards-networks",
            Self::Singles => "standards-singles",
        }
    }
}

/// What the window remembers of standards between frames.
#[derive(Default)]
pub(super) struct StandardState {
    /// Whether the side panel shows the standard.
    pub panel: bool,
    /// The sheet that stands below the map in the place of a table.
    pub sheet: Option<SheetKind>,
    /// The unit that was gone to, with the revision of the selection then.
    unit: Option<(u32, u64)>,
    /// The rule that is looked at, by its key.
    rule: Option<String>,
    /// The day and the parameter that are being typed.
    typed_day: Option<String>,
    typed_value: Option<(String, String)>,
    step: as_of::Step,
    dragging: bool,
    known: subjects::Known,
    matrix: matrix::MatrixState,
    progress: progress::ProgressState,
    audit: audit::AuditState,
    networks: networks::NetworksState,
    singles: singles::SinglesState,
    /// A standard that was opened and waits for the data.
    waiting: Option<StandardChoice>,
    /// A text that is being written.
    pub draft: Option<Draft>,
}

impl StandardState {
    /// Whether lists are being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.matrix.is_busy()
            || self.progress.is_busy()
            || self.networks.is_busy()
            || self.singles.is_busy()
    }

    /// Whether a text was written that the project does not have.
    pub(super) fn has_draft(&self, session: &Session) -> bool {
        self.draft
            .as_ref()
            .is_some_and(|draft| draft.differs(session))
    }
}

/// The day as of which is asked: the user's, else the standard's own.
fn day(state: &State, facts: &Facts) -> Option<Date> {
    let chosen = state
        .session
        .state()
        .standard
        .as_ref()
        .and_then(|c| c.as_of);
    let own = facts.standard.as_ref().and_then(|a| a.standard.as_of);
    chosen.or(own)
}

/// Whether a standard can be asked of another day.
pub(super) fn has_day(state: &State) -> bool {
    let facts = state.facts.as_ref();
    facts.is_some_and(|facts| facts.standard.is_some())
}

/// A tab: its text with a line below it while it is open.
fn tab(ui: &mut Ui, active: bool, text: &str, tip: &str) -> Response {
    let p = theme::of(ui);
    let (font, color) = if active {
        (theme::strong(13.5), p.ink)
    } else {
        (regular(13.5), p.quiet)
    };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let size = vec2(galley.size().x, 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let color = if response.hovered() { p.ink } else { color };
    ui.painter()
        .galley_with_override_text_color(at, galley, color);
    if active || response.has_focus() {
        let line = eframe::egui::Stroke::new(2.0, if active { p.navy } else { p.blue });
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 1.0, line);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, active, text));
    response.on_hover_text(tip)
}

/// The tabs of the side panel: the map, and the standard.
pub(super) fn side_tabs(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        for (panel, key) in [(false, "standards-tab-map"), (true, "standards-tab")] {
            let active = state.standard.panel == panel;
            let tip = words.t(&format!("{key}-tip"));
            if tab(ui, active, &words.t(key), &tip).clicked() {
                state.standard.panel = panel;
            }
        }
    });
}

/// The tabs of the sheets, beside those of the tables.
pub(super) fn sheet_tabs(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    for kind in SheetKind::ALL {
        let active = state.standard.sheet == Some(kind);
        let command = super::command::Command::Sheet(kind);
        let tip = command.tip(words);
        if tab(ui, active, &words.t(kind.key()), &tip).clicked() {
            state.standard.sheet = Some(kind);
        }
    }
}

/// Whether the sheets have tabs: with a standard, or while one is open.
pub(super) fn has_sheets(state: &State) -> bool {
    state.session.state().standard.is_some() || state.standard.sheet.is_some()
}

/// What a rule says of a subject, in a sentence.
fn sentence(
    words: Words,
    facts: &Facts,
    answer: &StandardAnswer,
    rule: usize,
    subject: Subject,
) -> String {
    said::verdict(words, facts, answer, rule, subject)
}

/// Opens the matrix, sorted by a rule.
fn open_matrix_by(state: &mut State, rule: &str) {
    state.panels.table = true;
    state.standard.sheet = Some(SheetKind::Matrix);
    state.standard.matrix.sort_by(rule);
}

/// Shows the sheet that is open.
pub(super) fn sheet(ui: &mut Ui, state: &mut State, facts: &Facts, kind: SheetKind) {
    let answer = facts.standard.clone();
    let Some(answer) = answer else {
        if kind == SheetKind::Progress {
            progress::show(ui, state, facts);
            return;
        }
        let key = if state.session.state().standard.is_some() {
            "standards-checking"
        } else {
            "standards-sheet-none"
        };
        sheet::nothing(ui, &state.words.t(key));
        return;
    };
    match kind {
        SheetKind::Matrix => matrix::show(ui, state, facts, &answer),
        SheetKind::Progress => progress::show(ui, state, facts),
        SheetKind::Audit => audit::show(ui, state, facts, &answer),
        SheetKind::Networks => networks::show(ui, state, facts, &answer),
        SheetKind::Singles => singles::show(ui, state, facts, &answer),
    }
}

/// A small switch with a mark before its word.
fn chip(ui: &mut Ui, on: bool, verdict: Option<Verdict>, text: &str) -> Response {
    let p = theme::of(ui);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), regular(SMALL), p.ink);
    let size = vec2(galley.size().x + 26.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let fill = match (on, response.hovered() || response.has_focus()) {
        (true, _) => p.selected_tint,
        (false, true) => p.raised,
        (false, false) => p.panel,
    };
    let line = if response.has_focus() {
        p.blue
    } else {
        p.hairline
    };
    ui.painter().rect(
        rect,
        11.0,
        fill,
        eframe::egui::Stroke::new(1.0, if on { p.ink } else { line }),
        eframe::egui::StrokeKind::Inside,
    );
    verdict::paint(
        ui.painter(),
        pos2(rect.left() + 12.0, rect.center().y),
        p,
        verdict,
    );
    let at = pos2(rect.left() + 20.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, p.ink);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, text));
    response
}
