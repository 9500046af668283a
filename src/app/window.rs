//! The window as eframe drives it: `logic` takes what has happened, `ui` shows it.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Margin, RichText, Ui, ViewportCommand};

use super::command::Command;
use super::dialogs::{self, Then};
use super::ground::{self, GroundState};
use super::run::Start;
use super::state::State;
use super::theme::{self, strong};
use super::{
    fonts, ground_ui, guide, headline, inspector, layers_ui, map_ui, menu, news, perform,
    standard_ui, status_ui, table_ui, toast,
};
use crate::i18n::{Lang, Words};
use crate::io::settings::{Settings, Theme, WindowPlace};
use crate::io::tiles;
use crate::session::{JobKind, Session};

/// The window.
pub struct Window {
    state: State,
    /// Where settings are kept; `None`: nowhere.
    folder: Option<PathBuf>,
    kept: Settings,
    title: String,
}

impl Window {
    /// The window of a new project, or of the files to begin with. Settings are kept in `folder`, if there is one.
    #[must_use]
    pub fn new(
        ctx: &egui::Context,
        start: Start,
        settings: Settings,
        folder: Option<PathBuf>,
    ) -> Self {
        fonts::install(ctx);
        let dark = match settings.theme {
            Theme::Light => false,
            Theme::Dark => true,
            Theme::System => ctx.system_theme() == Some(egui::Theme::Dark),
        };
        theme::apply(ctx, dark);
        theme::keep_still(ctx, settings.reduce_motion);
        // Ctrl+plus belongs to the map; the size of everything follows the display.
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        let lang = settings
            .language
            .as_deref()
            .and_then(|tag| tag.parse().ok());
        let words = Words::new(lang.unwrap_or_else(Lang::of_system));
        let wake = ctx.clone();
        let mut session = Session::new(&(Arc::new(move || wake.request_repaint()) as _));
        let mut kept = settings.clone();
        let mut ground = GroundState::new(ctx);
        // Who begins with files knows what to do; and what cannot be remembered would come back every time.
        let first = start.files.is_empty() && folder.is_some() && !settings.guide_seen;
        kept.guide_seen |= first;
        let (tiles, files): (Vec<_>, Vec<_>) = start
            .files
            .into_iter()
            .partition(|p| tiles::is_tile_file(p));
        ground.waiting = tiles.into_iter().next();
        let (standards, files): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|p| standard_ui::is_standard(p));
        if files.is_empty() {
            session.open_demo();
        } else {
            kept.remember(&files);
            session.open(files);
        }
        let mut state = State::new(session, ground, kept, words);
        if let Some(file) = standards.first() {
            standard_ui::choose_file(&mut state, file);
        }
        if first {
            state.guide.start(false);
        }
        Self {
            state,
            folder,
            kept: settings,
            title: String::new(),
        }
    }

    /// The same without the system's file dialogs: paths are typed in the window.
    #[must_use]
    pub fn without_system_dialogs(mut self) -> Self {
        self.state.chooser.unavailable = true;
        self
    }

    /// Whether a job is under way or its outcome not shown yet; for tests that wait for one.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let state = &self.state;
        state.session.is_busy()
            || state.map.is_busy()
            || state.table.is_busy()
            || state.summary.is_busy()
            || state.inspected.homes.is_busy()
            || state.ground.is_busy()
            || state.page_preview.is_busy()
            || state.standard.is_busy()
    }

    /// Whether files are being read; for benches.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        let jobs = self.state.session.jobs();
        jobs.iter().any(|job| job.kind == JobKind::Load)
    }

    /// Whether the map's picture is on the screen; for benches.
    #[must_use]
    pub fn has_picture(&self) -> bool {
        self.state.facts.is_some() && self.state.map.has_picture()
    }

    /// A number that grows with every answer that is shown; for tests that wait for one.
    #[must_use]
    pub fn answer_shown(&self) -> u64 {
        self.state.facts.as_ref().map_or(0, |facts| facts.version)
    }

    /// Whether the verdicts that are shown are those of the question that is shown; for tests that wait for it.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        let answer = self.state.session.answer();
        answer.is_none_or(|answer| !answer.held.is_old)
    }

    fn close(&mut self, ctx: &egui::Context) {
        if !ctx.input(|i| i.viewport().close_requested()) {
            return;
        }
        let unsaved =
            self.state.session.is_dirty() || self.state.standard.has_draft(&self.state.session);
        if self.state.may_close || !unsaved {
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        perform::unless_unsaved(ctx, &mut self.state, Then::Quit);
    }

    /// The project's name before the program's, with a dot for unsaved work.
    fn name_window(&mut self, ctx: &egui::Context) {
        let session = &self.state.session;
        let app = self.state.words.t("app-name");
        let project = session.project_path().map(super::widgets::file_name);
        let dot = if session.is_dirty() { "• " } else { "" };
        let title = match project {
            Some(project) => format!("{dot}{project} – {app}"),
            None => format!("{dot}{app}"),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Writes the settings when something in them has changed.
    fn keep_settings(&mut self, ctx: &egui::Context) {
        let place = ctx.input(|i| {
            let v = i.viewport();
            v.inner_rect.map(|rect| WindowPlace {
                position: v.outer_rect.map(|r| [r.min.x, r.min.y]),
                size: [rect.width(), rect.height()],
                maximised: v.maximized.unwrap_or(false),
            })
        });
        let busy = ctx.input(|i| i.pointer.any_down());
        if place.is_some() && !busy {
            self.state.settings.window = place;
        }
        if self.state.settings != self.kept
            && let Some(folder) = &self.folder
        {
            self.kept = self.state.settings.clone();
            if let Err(error) = self.kept.save(folder) {
                let words = self.state.words;
                self.state.toasts.bad(
                    words.t("news-settings-failed"),
                    error.to_string(),
                    String::new(),
                );
            }
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let state = &mut self.state;
        state.session.poll();
        state.refresh();
        let saved = news::take(state);
        if saved && let Some(then) = state.after_save.take() {
            perform::go_on(ctx, state, then);
        }
        if let Some(ending) = state.chooser.take() {
            perform::ended(ctx, state, ending);
        }
        let dropped: Vec<PathBuf> = ctx.input(|i| {
            let files = i.raw.dropped_files.iter();
            files.map(|f| f.path().to_owned()).collect()
        });
        perform::open(ctx, state, dropped);
        ground::follow(state);
        standard_ui::follow(state);
        self.close(ctx);
        self.name_window(ctx);
        self.keep_settings(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let state = &mut self.state;
        guide::show(ui, state);
        if state.dialog.is_none() {
            let pressed = Command::pressed(ui.ctx(), state.editing);
            state.todo.extend(pressed);
        }
        state.follow_focus();
        if let Some(facts) = &state.facts
            && let Some(text) = state.summary.want(ui.ctx(), facts, &state.selected)
        {
            news::panicked(state, JobKind::Compute, text);
        }
        panels(ui, state);
        guide::outline(ui, state);
        dialogs::show(ui, state);
        toast::show(ui, state);
        menu::drop_hint(ui, state);
        for command in std::mem::take(&mut state.todo) {
            perform::command(ui.ctx(), state, command);
            ui.ctx().request_repaint();
        }
        state.editing = ui.ctx().text_edit_focused();
        let files = std::mem::take(&mut state.to_open);
        perform::open(ui.ctx(), state, files);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

fn panels(ui: &mut Ui, state: &mut State) {
    let p = theme::of(ui);
    let frame = |x: i8, y: i8| {
        egui::Frame::new()
            .fill(p.panel)
            .inner_margin(Margin::symmetric(x, y))
    };
    egui::Panel::top("menu")
        .frame(frame(14, 5))
        .show(ui, |ui| menu::show(ui, state));
    // With room for the button that ends a job: nothing moves when one begins.
    egui::Panel::bottom("status")
        .exact_size(28.0)
        .frame(frame(14, 1).fill(p.paper))
        .show(ui, |ui| status_ui::show(ui, state));
    if state.panels.table && state.facts.is_some() {
        // Sheets of a standard have more to show than a list of gaps, and keep their own height.
        let (name, height) = match state.standard.sheet {
            Some(_) => ("sheet", 300.0),
            None => ("table", 196.0),
        };
        egui::Panel::bottom(name)
            .resizable(true)
            .default_size(height)
            .size_range(110.0..=520.0)
            .frame(frame(14, 4))
            .show(ui, |ui| {
                table_ui::show(ui, state);
                // A short list leaves the panel as high as it was drawn.
                ui.take_available_space();
            });
    }
    if state.panels.layers {
        egui::Panel::left("layers")
            .resizable(true)
            .default_size(316.0)
            .size_range(220.0..=420.0)
            .frame(frame(14, 4))
            .show(ui, |ui| layers_ui::show(ui, state));
    }
    if state.panels.inspector && state.facts.is_some() {
        egui::Panel::right("inspector")
            .resizable(true)
            .default_size(318.0)
            .size_range(240.0..=520.0)
            .frame(frame(14, 6))
            .show(ui, |ui| inspector::show(ui, state));
    }
    egui::CentralPanel::no_frame().show(ui, |ui| centre(ui, state));
}

fn centre(ui: &mut Ui, state: &mut State) {
    if let Some(problem) = state.session.question_error() {
        let problem = news::question_problem(state.words, problem);
        banner(
            ui,
            &problem.title,
            &state.words.sentences(&[problem.detail, problem.remedy]),
        );
    }
    ground_ui::ask(ui, state);
    match state.facts.clone() {
        Some(facts) if facts.scene.extent.is_some() => {
            headline::show(ui, state, &facts);
            map_ui::show(ui, state, &facts);
        }
        Some(_) => nothing(ui, state, "empty-places-title", "empty-places-detail"),
        None if !state.session.is_busy() => {
            nothing(ui, state, "empty-title", "empty-detail");
        }
        None => loading(ui, state),
    }
}

/// A strip that says why the answer is not the newest.
fn banner(ui: &mut Ui, title: &str, text: &str) {
    let p = theme::of(ui);
    egui::Panel::top("banner")
        .frame(
            egui::Frame::new()
                .fill(p.gap_tint)
                .inner_margin(Margin::symmetric(16, 7)),
        )
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(title).font(strong(13.5)).color(p.gap_text));
                ui.label(RichText::new(text).color(p.ink));
            });
        });
}

/// The designed emptiness: what to do first.
fn nothing(ui: &mut Ui, state: &mut State, title: &str, detail: &str) {
    map_ui::ground(ui);
    let words = state.words;
    let p = theme::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.32).max(20.0));
        ui.label(
            RichText::new(words.t(title))
                .font(strong(24.0))
                .color(p.ink),
        );
        ui.add_space(4.0);
        ui.label(RichText::new(words.t(detail)).size(15.0).color(p.quiet));
        ui.add_space(16.0);
        let open = RichText::new(Command::Open.text(words))
            .font(strong(14.5))
            .color(p.on_navy);
        let button = egui::Button::new(open)
            .fill(p.navy)
            .min_size(egui::vec2(220.0, 36.0));
        if ui
            .add(button)
            .on_hover_text(Command::Open.tip(words))
            .clicked()
        {
            state.todo.push(Command::Open);
        }
        ui.add_space(4.0);
        let demo = RichText::new(Command::OpenDemo.text(words)).size(14.5);
        let button = egui::Button::new(demo).min_size(egui::vec2(220.0, 36.0));
        if ui
            .add(button)
            .on_hover_text(Command::OpenDemo.tip(words))
            .clicked()
        {
            state.todo.push(Command::OpenDemo);
        }
        ui.add_space(6.0);
        let guide = RichText::new(Command::Guide.text(words)).color(p.blue);
        if ui
            .link(guide)
            .on_hover_text(Command::Guide.tip(words))
            .clicked()
        {
            state.todo.push(Command::Guide);
        }
    });
}

fn loading(ui: &mut Ui, state: &State) {
    map_ui::ground(ui);
    let p = theme::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.38).max(20.0));
        ui.label(
            RichText::new(state.words.t("loading-title"))
                .font(strong(20.0))
                .color(p.ink),
        );
        ui.add_space(8.0);
        let fraction = state
            .session
            .jobs()
            .first()
            .and_then(|j| j.progress.fraction());
        ui.add(
            egui::ProgressBar::new(fraction.unwrap_or(0.0))
                .desired_width(260.0)
                .desired_height(6.0)
                .fill(p.blue),
        );
    });
    // Progress moves without any input.
    ui.ctx().request_repaint_after_secs(0.1);
}
