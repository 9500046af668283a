//! The editor of a standard: its text with its mistakes, and beside it what the text would change. What is written is never lost: closing
//! keeps it, only Apply and Discard end it.

mod effect;
mod text;

use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::super::command::Command;
use super::super::dialogs::Dialog;
use super::super::path_ui::PathDraft;
use super::super::state::State;
use super::super::theme::{self, SMALL, strong};
use super::said;
use crate::io::standard::StandardError;
use crate::model::{StandardAnswer, StandardChoice};
use crate::session::{Change, Session, Trial};

/// So long after the last key the text is tried, seconds.
const PAUSE: f64 = 0.25;

/// A text that is being written.
#[derive(Debug, Clone)]
pub(in super::super) struct Draft {
    text: String,
    origin: String,
    /// The text that was tried last.
    tried: Option<String>,
    /// When the text was changed, in the window's time.
    changed_at: f64,
    /// The line that is to come into sight, with the cursor in it.
    go_to: Option<u32>,
    /// Whether the window wanted to close or to open something else meanwhile.
    asked_to_leave: bool,
}

impl Draft {
    fn new(choice: &StandardChoice) -> Self {
        Self {
            text: choice.text.to_string(),
            origin: choice.origin.clone(),
            tried: None,
            changed_at: f64::NEG_INFINITY,
            go_to: None,
            asked_to_leave: false,
        }
    }

    /// The choice that it would become: what is turned and the day stay.
    fn choice(&self, now: Option<&StandardChoice>) -> StandardChoice {
        let same = now.filter(|now| now.origin == self.origin);
        StandardChoice {
            text: self.text.as_str().into(),
            origin: self.origin.clone(),
            turned: same.map(|now| now.turned.clone()).unwrap_or_default(),
            as_of: same.and_then(|now| now.as_of),
        }
    }

    /// Whether the project's standard says something else.
    pub(super) fn differs(&self, session: &Session) -> bool {
        let now = session.state().standard.as_ref();
        now.is_none_or(|now| *now.text != *self.text)
    }
}

/// Opens the editor with the project's standard, with what was written before, or with the pattern of a new one.
pub(in super::super) fn open(state: &mut State, new: bool) {
    let now = state.session.state().standard.clone();
    let kept = state
        .standard
        .draft
        .as_ref()
        .filter(|d| d.differs(&state.session));
    if kept.is_none() {
        let choice = match now.filter(|_| !new) {
            Some(now) => now,
            None => pattern(state),
        };
        state.standard.draft = Some(Draft::new(&choice));
    }
    state.dialog = Some(Dialog::Standard);
}

/// What a new standard begins with: the one that is open, else the first that the program brings along.
fn pattern(state: &State) -> StandardChoice {
    let now = state.session.state().standard.as_ref();
    let text = now.map(|now| Arc::clone(&now.text));
    let first = || crate::io::standard::SHIPPED.first().map(|s| s.text.into());
    StandardChoice {
        text: text.or_else(first).unwrap_or_default(),
        origin: state.words.t("standards-new-file"),
        ..StandardChoice::default()
    }
}

/// Keeps a written text from being lost: the editor opens and says so. `true` if there is one.
pub(in super::super) fn holds_back(state: &mut State) -> bool {
    let session = &state.session;
    let Some(draft) = state.standard.draft.as_mut().filter(|d| d.differs(session)) else {
        return false;
    };
    draft.asked_to_leave = true;
    state.dialog = Some(Dialog::Standard);
    true
}

/// What the last trial of this very text said.
enum Tried {
    Not,
    Good(Arc<StandardAnswer>),
    Bad(Arc<StandardError>),
}

fn tried(trial: Option<&Trial>, draft: &Draft) -> Tried {
    match trial
        .filter(|t| *t.choice.text == *draft.text)
        .map(|t| &t.outcome)
    {
        None => Tried::Not,
        Some(Ok(answer)) => Tried::Good(Arc::clone(answer)),
        Some(Err(error)) => Tried::Bad(Arc::clone(error)),
    }
}

/// Shows the editor; `true` when it is done with.
pub(in super::super) fn show(ui: &mut Ui, state: &mut State) -> bool {
    let Some(mut draft) = state.standard.draft.take() else {
        return true;
    };
    try_it(ui, state, &mut draft);
    let tried = tried(state.session.trial(), &draft);
    let words = state.words;
    let p = theme::of(ui);
    let screen = ui.ctx().content_rect().size();
    let size = egui::vec2(
        (screen.x - 100.0).clamp(320.0, 1280.0),
        (screen.y - 110.0).clamp(260.0, 860.0),
    );
    ui.set_width(size.x);
    ui.horizontal(|ui| {
        ui.heading(words.t("standards-editor-title"));
        ui.label(RichText::new(&draft.origin).color(p.quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let help = Command::StandardHelp;
            let link = ui.link(RichText::new(help.text(words)).color(p.blue));
            if link.on_hover_text(help.tip(words)).clicked() {
                state.todo.push(help);
            }
        });
    });
    if draft.asked_to_leave {
        ui.label(RichText::new(words.t("standards-editor-leaving")).color(p.gap_text));
    }
    ui.add_space(4.0);
    let height = size.y - 92.0;
    let wide = size.x > 820.0;
    if wide {
        ui.horizontal_top(|ui| {
            let side = 340.0;
            ui.allocate_ui(egui::vec2(size.x - side - 16.0, height), |ui| {
                ui.vertical(|ui| written(ui, state, &mut draft, &tried, height));
            });
            ui.allocate_ui(egui::vec2(side, height), |ui| {
                ui.vertical(|ui| effect::show(ui, state, &tried, height));
            });
        });
    } else {
        let part = (height * 0.62).max(140.0);
        written(ui, state, &mut draft, &tried, part);
        effect::show(ui, state, &tried, (height - part - 8.0).max(60.0));
    }
    ui.add_space(8.0);
    match buttons(ui, state, &draft, &tried) {
        End::Done => {
            state.session.end_trial();
            true
        }
        other => {
            state.standard.draft = Some(draft);
            other == End::Close
        }
    }
}

/// How the editor goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It stays.
    Stay,
    /// It closes, and what is written is kept.
    Close,
    /// It is done with: applied or given up.
    Done,
}

/// Tries the text once nothing was typed for a moment.
fn try_it(ui: &Ui, state: &mut State, draft: &mut Draft) {
    if draft.tried.as_ref() == Some(&draft.text) {
        return;
    }
    let now = ui.input(|i| i.time);
    let left = PAUSE - (now - draft.changed_at);
    if left > 0.0 {
        let wait = std::time::Duration::from_secs_f64(left);
        ui.ctx().request_repaint_after(wait);
        return;
    }
    let choice = draft.choice(state.session.state().standard.as_ref());
    draft.tried = Some(draft.text.clone());
    state.session.try_standard(choice);
}

/// The text, and below it its mistakes.
fn written(ui: &mut Ui, state: &State, draft: &mut Draft, tried: &Tried, height: f32) {
    let words = state.words;
    let p = theme::of(ui);
    let problems = match tried {
        Tried::Bad(error) => &error.problems[..],
        _ => &[],
    };
    let below = if problems.is_empty() {
        26.0
    } else {
        (height * 0.3).clamp(60.0, 150.0)
    };
    let marked: Vec<(u32, String)> = problems
        .iter()
        .map(|problem| (problem.line, said::problem(words, problem)))
        .collect();
    let label = words.t("standards-editor-text");
    let room = height - below - 8.0;
    if text::show(
        ui,
        &mut draft.text,
        &mut draft.go_to,
        &marked,
        (&label, room),
    ) {
        draft.changed_at = ui.input(|i| i.time);
        draft.asked_to_leave = false;
    }
    ui.add_space(2.0);
    if problems.is_empty() {
        let key = match tried {
            Tried::Not => "standards-editor-checking",
            _ => "standards-editor-sound",
        };
        ui.label(RichText::new(words.t(key)).size(SMALL).color(p.quiet));
        return;
    }
    egui::ScrollArea::vertical()
        .id_salt("mistakes")
        .max_height(below)
        .min_scrolled_height(below)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (line, text) in &marked {
                let text = RichText::new(text).size(SMALL).color(p.gap_text);
                let link = ui.add(egui::Label::new(text).wrap().sense(egui::Sense::click()));
                if link.on_hover_text(words.t("standards-editor-go")).clicked() && *line > 0 {
                    draft.go_to = Some(*line);
                }
            }
        });
}

fn buttons(ui: &mut Ui, state: &mut State, draft: &Draft, tried: &Tried) -> End {
    let words = state.words;
    let mut end = End::Stay;
    let differs = draft.differs(&state.session);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let p = theme::of(ui);
        let sound = matches!(tried, Tried::Good(_));
        let text = RichText::new(words.t("standards-apply"))
            .font(strong(13.5))
            .color(p.on_navy);
        let apply = ui.add_enabled(differs && sound, egui::Button::new(text).fill(p.navy));
        let tip = words.t("standards-apply-tip");
        let apply = apply.on_hover_text(tip);
        let why = match (differs, sound) {
            (false, _) => "standards-apply-same",
            _ => "standards-apply-mistakes",
        };
        if apply.on_disabled_hover_text(words.t(why)).clicked() {
            let mut choice = draft.choice(state.session.state().standard.as_ref());
            // What is no longer as it was brought along does not bear that one's name.
            if super::panel::shipped(&choice.origin).is_some_and(|s| s.text != choice.text) {
                choice.origin = words.with(
                    "standards-edited-file",
                    &[("name", choice.origin.as_str().into())],
                );
            }
            state.change(Change::SetStandard(Some(choice)));
            end = End::Done;
        }
        let save = ui.button(words.t("standards-save-as"));
        if save
            .on_hover_text(words.t("standards-save-as-tip"))
            .clicked()
        {
            save_as(ui.ctx(), state, &draft.origin);
        }
        let close = ui.button(words.t("standards-editor-close"));
        if close
            .on_hover_text(words.t("standards-editor-close-tip"))
            .clicked()
        {
            end = End::Close;
        }
        let discard = ui.add_enabled(differs, egui::Button::new(words.t("standards-discard")));
        if discard
            .on_hover_text(words.t("standards-discard-tip"))
            .clicked()
        {
            end = End::Done;
        }
    });
    end
}

/// Asks where the text is to be written.
fn save_as(ctx: &egui::Context, state: &mut State, origin: &str) {
    let name = file_name(origin);
    if state.chooser.unavailable {
        type_at(state, &name);
    } else {
        state.chooser.save_standard(ctx, state.words, &name);
    }
}

/// What the file of a standard is called.
fn file_name(origin: &str) -> String {
    let stem = std::path::Path::new(origin).file_stem();
    let stem = stem.map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    format!("{stem}.toml")
}

fn type_at(state: &mut State, name: &str) {
    let folder = super::super::perform::beside(state).unwrap_or_default();
    state.dialog = Some(Dialog::Path(PathDraft::save_standard(&folder.join(name))));
}

/// Asks in the window where to write the text.
pub(in super::super) fn type_place(state: &mut State) {
    let origin = state.standard.draft.as_ref().map(|d| d.origin.clone());
    type_at(state, &file_name(&origin.unwrap_or_default()));
}

/// Writes the text that is being edited, or that of the project, to a file.
pub(in super::super) fn write(state: &mut State, path: &std::path::Path) {
    let draft = state.standard.draft.as_ref().map(|d| d.text.clone());
    let now = state.session.state().standard.as_ref();
    let Some(text) = draft.or_else(|| now.map(|n| n.text.to_string())) else {
        return;
    };
    let words = state.words;
    match crate::io::standard::save(path, &text) {
        Ok(()) => {
            let file = super::super::widgets::file_name(path);
            let title = words.with("standards-saved", &[("file", file.into())]);
            state
                .toasts
                .good(title, path.to_string_lossy().into_owned());
            if let Some(draft) = &mut state.standard.draft {
                draft.origin = path.to_string_lossy().into_owned();
                state.dialog = Some(Dialog::Standard);
            }
        }
        Err(error) => state.toasts.bad(
            words.t("standards-save-failed"),
            error.to_string(),
            String::new(),
        ),
    }
}
