//! The matrix: units or facilities down, rules across, a mark and a number in each cell.

mod model;

use std::sync::Arc;

use eframe::egui::{self, RichText, Role, Ui, WidgetInfo};

use model::{Ask, Matrix};
pub(super) use model::{Of, Said, kinds, said};

use super::super::news;
use super::super::selected::Kind;
use super::super::state::{Facts, Pick, State};
use super::super::theme;
use super::made::Made;
use super::sheet::{self, Act, Cell, Hand, Lane, Sheet};
use super::subjects;
use crate::i18n::{Lang, Words};
use crate::model::{Rule, StandardAnswer, Subject, Verdict};
use crate::session::JobKind;

/// More rows than these are listed away from the window.
const AT_ONCE: usize = 4000;

/// What a listing depends on.
#[derive(Clone, PartialEq)]
struct Key {
    version: u64,
    lang: Lang,
    of: Of,
    by: Option<usize>,
    descending: bool,
    verdict: Option<Verdict>,
    text: String,
}

/// What the matrix remembers.
#[derive(Default)]
pub(super) struct MatrixState {
    of: Option<Of>,
    /// The rule that it is sorted by, by its key; whether the other way round.
    by: Option<String>,
    backwards: bool,
    verdict: Option<Verdict>,
    text: String,
    /// The filter should take the keyboard.
    pub focus: bool,
    made: Made<Key, Matrix>,
    hand: Hand,
}

impl MatrixState {
    /// Sorts by a rule, the worst first.
    pub(super) fn sort_by(&mut self, rule: &str) {
        self.by = Some(rule.to_owned());
        self.backwards = false;
    }

    /// Whether it is being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.made.is_busy()
    }
}

/// The rows that are asked for, if the answer has them, else the first that it has: counties before townships.
fn of(state: &State, kinds: &[Of]) -> Option<Of> {
    let wanted = state.standard.matrix.of.filter(|of| kinds.contains(of));
    wanted.or_else(|| kinds.first().copied())
}

/// Shows the matrix with its bar.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, answer: &Arc<StandardAnswer>) {
    let words = state.words;
    let kinds = kinds(facts, answer);
    let Some(of) = of(state, &kinds) else {
        sheet::nothing(ui, &words.t("standards-matrix-no-units"));
        return;
    };
    let matrix = list(ui, state, facts, answer, of);
    bar(ui, state, &kinds, of, &matrix);
    ui.add_space(2.0);
    if matrix.rows.is_empty() || matrix.rules.is_empty() {
        let key = match (matrix.all, matrix.rules.is_empty()) {
            (0, _) => "standards-matrix-no-units",
            (_, true) => "standards-matrix-no-rules",
            _ => "table-nothing-passes",
        };
        sheet::nothing(ui, &words.t(key));
        return;
    }
    grid(ui, state, facts, answer, of, &matrix);
}

fn list(ui: &Ui, state: &mut State, facts: &Facts, answer: &Arc<StandardAnswer>, of: Of) -> Matrix {
    let words = state.words;
    let rules = &answer.standard.rules;
    let own = &mut state.standard.matrix;
    let by = own
        .by
        .as_ref()
        .and_then(|by| rules.iter().position(|r| r.id == *by));
    let key = Key {
        version: facts.version,
        lang: words.lang,
        of,
        by,
        // Of rules the worst stand first, of names the first.
        descending: by.is_some() ^ own.backwards,
        verdict: own.verdict,
        text: own.text.clone(),
    };
    let ask = Ask {
        facts: facts.clone(),
        answer: Arc::clone(answer),
        words,
        of,
        by,
        descending: key.descending,
        verdict: key.verdict,
        text: key.text.clone(),
    };
    let count = match of {
        Of::Units(_) => facts.register.units.list.len(),
        Of::Facilities => facts.coverage.facilities.len(),
        Of::Villages => facts.data.villages.len(),
    };
    let (matrix, failed) = own.made.want(ui.ctx(), key, count > AT_ONCE, || ask.make());
    if let Some(text) = failed {
        news::panicked(state, JobKind::Compute, text);
    }
    matrix.unwrap_or_default()
}

/// What kind of rows, in words.
fn of_name(words: Words, of: Of) -> String {
    words.t(match of {
        Of::Units(level) => subjects::level_key(level),
        Of::Facilities => "role-facilities",
        Of::Villages => "role-villages",
    })
}

fn bar(ui: &mut Ui, state: &mut State, kinds: &[Of], of: Of, matrix: &Matrix) {
    let words = state.words;
    ui.horizontal(|ui| {
        let name = words.t("standards-matrix-of");
        let shown = egui::ComboBox::from_id_salt("matrix-of")
            .selected_text(of_name(words, of))
            .width(120.0)
            .show_ui(ui, |ui| {
                for kind in kinds {
                    let choice = ui.selectable_label(*kind == of, of_name(words, *kind));
                    if choice.clicked() {
                        state.standard.matrix.of = Some(*kind);
                    }
                }
            });
        let text = of_name(words, of);
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {text}")));
        shown
            .response
            .on_hover_text(words.t("standards-matrix-of-tip"));
        let own = &mut state.standard.matrix;
        for verdict in Verdict::ALL.into_iter().rev() {
            let text = words.verdict_name(Some(verdict));
            let on = own.verdict == Some(verdict);
            let response = super::chip(ui, on, Some(verdict), &text);
            let args = [("verdict", text.into())];
            let tip = words.with("standards-matrix-only", &args);
            if response.on_hover_text(tip).clicked() {
                own.verdict = (!on).then_some(verdict);
            }
        }
        let field = ui.add(
            egui::TextEdit::singleline(&mut own.text)
                .hint_text(words.t("standards-matrix-filter"))
                .desired_width(150.0),
        );
        let label = words.t("standards-matrix-filter");
        field.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, own.text.as_str(), own.text.as_str(), "");
            info.label = Some(label.clone());
            info
        });
        if std::mem::take(&mut own.focus) {
            field.request_focus();
        }
        if !field.has_focus() {
            field.on_hover_text(words.t("standards-matrix-filter-tip"));
        }
        let p = theme::of(ui);
        let args = [
            ("shown", words.count(matrix.rows.len() as u32).into()),
            ("all", words.count(matrix.all as u32).into()),
        ];
        let count = words.with("standards-matrix-count", &args);
        ui.label(RichText::new(count).color(p.quiet));
    });
}

/// The heads: names of rows, then the rules.
fn lanes(words: Words, answer: &StandardAnswer, of: Of, matrix: &Matrix) -> Vec<Lane> {
    let mut lanes = vec![Lane::text(of_name(words, of), 170.0)];
    for rule in matrix
        .rules
        .iter()
        .filter_map(|r| answer.standard.rules.get(*r))
    {
        let name = words.rule_name(rule);
        let mut lane = Lane::text(name.to_owned(), 104.0);
        lane.tip = [
            name.to_owned(),
            words.pick(&rule.note).to_owned(),
            words.t("table-sort"),
        ]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
        lanes.push(lane);
    }
    lanes
}

fn grid(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    answer: &Arc<StandardAnswer>,
    of: Of,
    matrix: &Matrix,
) {
    let words = state.words;
    let lanes = lanes(words, answer, of, matrix);
    let subject = |row: usize| matrix.rows.get(row).map(|r| of.subject(*r));
    let rule = |column: usize| -> Option<(usize, &Rule)> {
        let rule = *matrix.rules.get(column.checked_sub(1)?)?;
        Some((rule, answer.standard.rules.get(rule)?))
    };
    let name = |row: usize| {
        let name = subject(row).and_then(|s| subjects::name(words, facts, s));
        name.unwrap_or_default().to_string()
    };
    let cell = |row: usize, column: usize| {
        if column == 0 {
            return Cell::Text(name(row));
        }
        let (Some(subject), Some((i, rule))) = (subject(row), rule(column)) else {
            return Cell::Blank;
        };
        let Some(said) = answer.rules.get(i).and_then(|a| said(a, subject)) else {
            return Cell::Verdict(None, String::new());
        };
        Cell::Verdict(said.verdict(), said.number(words, &rule.check))
    };
    let tip = |row: usize, column: usize| match (subject(row), rule(column)) {
        (Some(subject), Some((i, _))) => {
            let said = super::sentence(words, facts, answer, i, subject);
            format!("{}\n{said}", name(row))
        }
        (Some(Subject::Unit(unit)), None) => super::unit::line(words, facts, unit),
        _ => name(row),
    };
    let unit = state.unit_shown(facts);
    let selected = &state.selected;
    let chosen = |row: usize| match subject(row) {
        Some(Subject::Unit(u)) => unit == Some(u),
        Some(Subject::Facility(f)) => selected.of(Kind::Facility).contains(f),
        Some(Subject::Village(v)) => selected.contains(Pick::Village(v)),
        None => false,
    };
    let own = &state.standard.matrix;
    let sorted = own.by.as_ref();
    let by = sorted.and_then(|by| {
        let at = |r: &usize| answer.standard.rules.get(*r).is_some_and(|r| r.id == *by);
        matrix.rules.iter().position(at)
    });
    let order = match by {
        Some(column) => (column + 1, !own.backwards),
        None => (0, own.backwards),
    };
    let args = [
        ("of", of_name(words, of).into()),
        ("rows", words.count(matrix.rows.len() as u32).into()),
        ("rules", words.count(matrix.rules.len() as u32).into()),
    ];
    let shown = Sheet {
        name: words.with("standards-matrix-name", &args),
        lanes: &lanes,
        rows: matrix.rows.len(),
        head: sheet::TWO_LINES,
        order: Some(order),
        chosen: &chosen,
        cell: &cell,
        tip: &tip,
        verdict: &|verdict| words.verdict_name(Some(verdict)),
    };
    let mut hand = std::mem::take(&mut state.standard.matrix.hand);
    let act = ui
        .push_id(of_name(words, of), |ui| sheet::show(ui, &mut hand, &shown))
        .inner;
    state.standard.matrix.hand = hand;
    match act {
        Some(Act::Sort(column)) => {
            let wanted = rule(column).map(|(_, rule)| rule.id.clone());
            let own = &mut state.standard.matrix;
            own.backwards = own.by == wanted && !own.backwards;
            own.by = wanted;
        }
        Some(Act::Choose(row, column)) => {
            if let Some((_, rule)) = rule(column) {
                state.standard.rule = Some(rule.id.clone());
            }
            if let Some(subject) = subject(row) {
                subjects::go(state, facts, subject);
            }
        }
        Some(Act::Open(row)) => {
            if let Some(subject) = subject(row) {
                subjects::fit(state, facts, subject);
            }
        }
        None => {}
    }
}
