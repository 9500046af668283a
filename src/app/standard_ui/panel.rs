//! The panel of the standard: which one, where it is from, as of when, what can be turned, how its rules stand, which records it is held against.

use std::sync::{Arc, LazyLock};

use eframe::egui::{self, RichText, Role, Ui, WidgetInfo};

use super::super::command::Command;
use super::super::state::State;
use super::super::theme::{self, SMALL, strong};
use super::{as_of, parameters, records, rules};
use crate::io::standard::{self, SHIPPED, StandardError};
use crate::model::standard::Bilingual;
use crate::model::{Standard, StandardChoice};
use crate::session::Change;

/// The standards that the program brings along: key and name.
static OWN: LazyLock<Vec<(&'static str, Bilingual, Bilingual)>> = LazyLock::new(|| {
    let read = |shipped: &standard::Shipped| {
        let standard = standard::parse(&shipped_choice(shipped)).unwrap_or_default();
        (shipped.id, standard.name, standard.about)
    };
    SHIPPED.iter().map(read).collect()
});

fn shipped_choice(shipped: &standard::Shipped) -> StandardChoice {
    StandardChoice {
        text: shipped.text.into(),
        origin: shipped.id.to_owned(),
        ..StandardChoice::default()
    }
}

/// A standard that the program brings along, by its key.
pub(super) fn shipped(id: &str) -> Option<StandardChoice> {
    SHIPPED.iter().find(|s| s.id == id).map(shipped_choice)
}

/// The panel.
pub(in super::super) fn show(ui: &mut Ui, state: &mut State) {
    egui::ScrollArea::vertical()
        .id_salt("standard")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.add_space(4.0);
            let choice = state.session.state().standard.clone();
            choose(ui, state, choice.as_ref());
            match &choice {
                None => invitation(ui, state),
                Some(choice) => chosen(ui, state, choice),
            }
            records::show(ui, state);
            ui.add_space(12.0);
        });
}

/// What a choice is called: as its text says, else as its origin.
fn name_of(state: &State, choice: &StandardChoice) -> String {
    let words = state.words;
    let answered = state.facts.as_ref().and_then(|f| f.standard.as_ref());
    let name = answered.map(|a| words.pick(&a.standard.name).to_owned());
    let name = name.filter(|n| !n.is_empty());
    name.unwrap_or_else(|| choice.origin.clone())
}

fn choose(ui: &mut Ui, state: &mut State, choice: Option<&StandardChoice>) {
    let words = state.words;
    let now = choice.map_or_else(|| words.t("standards-none"), |c| name_of(state, c));
    let label = words.t("standards-title");
    ui.horizontal(|ui| {
        let width = ui.available_width() - 4.0;
        let shown = egui::ComboBox::from_id_salt("standard")
            .selected_text(&now)
            .width(width)
            .truncate()
            .height(420.0)
            .show_ui(ui, |ui| menu(ui, state, choice));
        let told = format!("{label}: {now}");
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        shown
            .response
            .on_hover_text(words.t("standards-choose-tip"));
    });
}

fn menu(ui: &mut Ui, state: &mut State, choice: Option<&StandardChoice>) {
    let words = state.words;
    for (id, name, about) in &*OWN {
        let on = choice.is_some_and(|c| c.origin == *id);
        let entry = ui.selectable_label(on, words.pick(name));
        if entry.on_hover_text(words.pick(about)).clicked() && !on {
            choose_shipped(state, id);
        }
    }
    ui.separator();
    for command in [Command::OpenStandard, Command::NewStandard] {
        let entry = ui.selectable_label(false, command.text(words));
        if entry.on_hover_text(command.tip(words)).clicked() {
            state.todo.push(command);
        }
    }
    ui.separator();
    let none = ui.selectable_label(choice.is_none(), words.t("standards-none"));
    if none.on_hover_text(words.t("standards-none-tip")).clicked() && choice.is_some() {
        state.change(Change::SetStandard(None));
    }
}

/// Holds the project to a standard that the program brings along.
pub(super) fn choose_shipped(state: &mut State, id: &str) {
    if let Some(choice) = shipped(id) {
        state.change(Change::SetStandard(Some(choice)));
    }
}

/// Holds the project to the standard in a file.
pub(in super::super) fn choose_file(state: &mut State, path: &std::path::Path) {
    match standard::find(&path.to_string_lossy()) {
        // Files that are still being read would take its place.
        Ok(choice) => state.standard.waiting = Some(choice),
        Err(error) => {
            let words = state.words;
            let said = |p: &standard::StandardProblem| super::said::problem(words, p);
            let detail: Vec<String> = error.problems.iter().take(3).map(said).collect();
            let file = super::super::widgets::file_name(path);
            let title = words.with("standards-open-failed", &[("file", file.into())]);
            state.toasts.bad(title, detail.join(" "), String::new());
        }
    }
}

/// Whether a file is a standard, by its name.
pub(in super::super) fn is_standard(path: &std::path::Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// Holds the project to the standard that was opened, once nothing is being read any more.
pub(in super::super) fn follow(state: &mut State) {
    let reading = |job: &crate::session::JobView| job.kind == crate::session::JobKind::Load;
    if state.facts.is_none() || state.session.jobs().iter().any(reading) {
        return;
    }
    if let Some(choice) = state.standard.waiting.take() {
        state.change(Change::SetStandard(Some(choice)));
        state.panels.layers = true;
        state.standard.panel = true;
    }
}

/// Nothing is chosen yet: what there is to choose.
fn invitation(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    ui.add_space(6.0);
    ui.label(RichText::new(words.t("standards-empty-title")).font(strong(15.0)));
    ui.label(RichText::new(words.t("standards-empty-detail")).color(p.quiet));
    ui.add_space(6.0);
    for (id, name, about) in &*OWN {
        let button = egui::Button::new(words.pick(name))
            .wrap()
            .min_size(egui::vec2(ui.available_width(), 30.0));
        if ui.add(button).on_hover_text(words.pick(about)).clicked() {
            choose_shipped(state, id);
        }
    }
    ui.horizontal_wrapped(|ui| {
        for command in [
            Command::OpenStandard,
            Command::NewStandard,
            Command::StandardHelp,
        ] {
            let link = ui.link(RichText::new(command.text(words)).color(p.blue));
            if link.on_hover_text(command.tip(words)).clicked() {
                state.todo.push(command);
            }
        }
    });
}

fn chosen(ui: &mut Ui, state: &mut State, choice: &StandardChoice) {
    let words = state.words;
    let p = theme::of(ui);
    edit_row(ui, state);
    if let Some(error) = state.session.answer().and_then(|a| a.held.error.clone()) {
        broken(ui, state, &error);
        return;
    }
    let answer = state.facts.as_ref().and_then(|f| f.standard.clone());
    let Some(answer) = answer else {
        ui.add_space(8.0);
        let key = if state.facts.is_some() {
            "standards-checking"
        } else {
            "layers-none"
        };
        ui.horizontal(|ui| {
            if state.facts.is_some() {
                ui.add(egui::Spinner::new().size(14.0));
            }
            ui.label(RichText::new(words.t(key)).color(p.quiet));
        });
        return;
    };
    about(ui, state, &answer.standard);
    as_of::show(ui, state, choice, answer.standard.as_of);
    parameters::show(ui, state, choice, &answer.standard);
    rules::show(ui, state, &answer);
}

/// Edit, and how standards are written; what is not applied yet is told.
fn edit_row(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        for (command, key) in [
            (Command::EditStandard, "standards-edit-short"),
            (Command::StandardHelp, "standards-help-short"),
        ] {
            let button = ui.small_button(words.t(key));
            if button.on_hover_text(command.tip(words)).clicked() {
                state.todo.push(command);
            }
        }
        if state.standard.has_draft(&state.session) {
            let text = RichText::new(words.t("standards-draft-waits")).size(SMALL);
            ui.label(text.color(p.gap_text));
        }
    });
}

/// The text cannot be read: its mistakes.
fn broken(ui: &mut Ui, state: &mut State, error: &Arc<StandardError>) {
    let words = state.words;
    let p = theme::of(ui);
    ui.add_space(4.0);
    let n = error.problems.len() as u32;
    let args = [("n", n.into()), ("count", words.count(n).into())];
    let title = words.with("standards-mistakes", &args);
    ui.label(
        RichText::new(title)
            .font(strong(theme::BODY))
            .color(p.gap_text),
    );
    for problem in error.problems.iter().take(8) {
        ui.label(RichText::new(super::said::problem(words, problem)).size(SMALL));
    }
}

/// What it is and where it is from.
fn about(ui: &mut Ui, state: &State, standard: &Standard) {
    let words = state.words;
    let p = theme::of(ui);
    let about = words.pick(&standard.about);
    if !about.is_empty() {
        ui.add(egui::Label::new(about).wrap());
    }
    for citation in &standard.citations {
        let parts = [&citation.title, &citation.publisher, &citation.date];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(|t| &**t)
            .filter(|t| !t.is_empty())
            .collect();
        let text = RichText::new(parts.join(" · ")).size(SMALL);
        match &citation.url {
            Some(url) => {
                let link = egui::Hyperlink::from_label_and_url(text.color(p.blue), url);
                ui.add(link).on_hover_text(url);
            }
            None => {
                ui.add(egui::Label::new(text.color(p.quiet)).wrap());
            }
        }
    }
    if let Some(scope) = &standard.scope {
        let args = [("scope", scope.text().into())];
        let text = RichText::new(words.with("standards-scope", &args)).size(SMALL);
        ui.label(text.color(p.quiet));
    }
}
