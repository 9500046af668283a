//! The bar at the top: menus, search, language, theme.

use std::path::PathBuf;

use eframe::egui::{self, Align, Button, Layout, MenuBar, RichText, Ui};

use super::command::Command as C;
use super::guide::{self, Place};
use super::icons::Icon;
use super::standard_ui::SheetKind;
use super::state::State;
use super::theme::{self, strong};
use super::widgets;
use crate::map::vision::Vision;
use crate::session::ChangeKind;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    MenuBar::new().ui(ui, |ui| {
        let p = theme::of(ui);
        ui.label(
            RichText::new(words.t("app-name"))
                .font(strong(14.5))
                .color(p.navy),
        );
        ui.add_space(8.0);
        file(ui, state);
        ui.menu_button(words.t("menu-edit"), |ui| {
            undo_item(ui, state, C::Undo);
            undo_item(ui, state, C::Redo);
            ui.separator();
            items(ui, state, &[C::Search, C::Filter]);
            ui.separator();
            items(
                ui,
                state,
                &[
                    C::SelectBox,
                    C::SelectPolygon,
                    C::SelectRadius,
                    C::SelectAll,
                    C::InvertSelection,
                    C::SelectNone,
                ],
            );
        });
        ui.menu_button(words.t("menu-view"), |ui| {
            items(
                ui,
                state,
                &[C::ZoomAll, C::ZoomSelection, C::ZoomIn, C::ZoomOut],
            );
            ui.separator();
            items(ui, state, &[C::AddBookmark]);
            super::bookmarks_ui::menu(ui, state);
            ui.separator();
            items(ui, state, &[C::ToolMeasure, C::Swipe]);
            ui.separator();
            items(
                ui,
                state,
                &[C::ToggleLayers, C::ToggleInspector, C::ToggleTable],
            );
            ui.separator();
            items(ui, state, &[C::TileFile, C::TileAddress]);
            ui.separator();
            items(
                ui,
                state,
                &[C::ToggleTheme, C::ToggleLanguage, C::Fullscreen],
            );
            ui.separator();
            items(ui, state, &[C::ToggleCountries, C::ToggleMotion]);
            ui.menu_button(words.t("menu-preview"), |ui| previews(ui, state));
        });
        ui.menu_button(words.t("menu-analysis"), |ui| {
            items(ui, state, &[C::NextGap, C::PreviousGap]);
            ui.separator();
            items(
                ui,
                state,
                &[C::ToolSelect, C::ToolAddSite, C::ToolMove, C::CloseFacility],
            );
        });
        standard(ui, state);
        ui.menu_button(words.t("menu-help"), |ui| {
            items(
                ui,
                state,
                &[C::Guide, C::StandardHelp, C::Palette, C::Keys, C::About],
            );
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let tip = C::ToggleTheme.tip(words);
            if widgets::icon_button(ui, Icon::Contrast, &C::ToggleTheme.text(words), &tip).clicked()
            {
                state.todo.push(C::ToggleTheme);
            }
            if ui
                .button(words.t("language-switch"))
                .on_hover_text(C::ToggleLanguage.tip(words))
                .clicked()
            {
                state.todo.push(C::ToggleLanguage);
            }
            super::search::show(ui, state);
        });
    });
}

fn file(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let menu = ui.menu_button(words.t("menu-file"), |ui| {
        items(ui, state, &[C::New, C::Open, C::OpenPath, C::OpenDemo]);
        ui.menu_button(words.t("menu-recent"), |ui| {
            let recent = state.settings.recent.clone();
            if recent.is_empty() {
                ui.add_enabled(false, Button::new(words.t("menu-recent-none")));
            }
            for files in recent {
                let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
                let names: Vec<String> = paths.iter().map(|p| widgets::file_name(p)).collect();
                let name = names.join(&words.t("list-separator"));
                if ui.button(name).on_hover_text(files.join("\n")).clicked() {
                    state.to_open = paths;
                    ui.close();
                }
            }
        });
        ui.separator();
        items(ui, state, &[C::Save, C::SaveAs, C::Export]);
        ui.separator();
        items(ui, state, &[C::Quit]);
    });
    guide::mark(ui, Place::FileMenu, menu.response.rect);
}

fn standard(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    ui.menu_button(words.t("menu-standard"), |ui| {
        items(ui, state, &[C::ToggleStandard]);
        ui.separator();
        let sheets = SheetKind::ALL.map(C::Sheet);
        items(ui, state, &sheets);
        ui.separator();
        let of = [
            C::OpenStandard,
            C::NewStandard,
            C::EditStandard,
            C::NoStandard,
        ];
        items(ui, state, &of);
        ui.separator();
        items(ui, state, &[C::DayEarlier, C::DayLater, C::AddRecords]);
    });
}

fn items(ui: &mut Ui, state: &mut State, commands: &[C]) {
    ui.set_min_width(220.0);
    for command in commands {
        item(ui, state, *command, command.text(state.words));
    }
}

fn item(ui: &mut Ui, state: &mut State, command: C, text: String) {
    let shown = match command {
        C::ToggleLayers => Some(state.panels.layers),
        C::ToggleInspector => Some(state.panels.inspector),
        C::ToggleTable => Some(state.panels.table),
        C::ToggleStandard => Some(state.panels.layers && state.standard.panel),
        C::Sheet(kind) => Some(state.panels.table && state.standard.sheet == Some(kind)),
        C::ToggleCountries => Some(state.look().background.countries),
        C::Swipe => Some(state.session.compared_with().is_some()),
        C::ToggleMotion => Some(state.settings.reduce_motion),
        _ => None,
    };
    let possible = super::perform::possible(state, command);
    let key = command.shortcut_text(ui.ctx());
    let response = match shown {
        Some(on) => widgets::check_item(ui, on, possible, &text, &key),
        None => ui.add_enabled(possible, Button::selectable(false, text).shortcut_text(key)),
    };
    if response.on_hover_text(command.tip(state.words)).clicked() {
        state.todo.push(command);
        ui.close();
    }
}

/// Whose eyes the window looks with.
fn previews(ui: &mut Ui, state: &mut State) {
    ui.set_min_width(240.0);
    let now = theme::vision(ui.ctx());
    for vision in Vision::ALL {
        let command = C::Preview(vision);
        let choice = ui.radio(vision == now, command.text(state.words));
        if choice.on_hover_text(command.tip(state.words)).clicked() {
            state.todo.push(command);
            ui.close();
        }
    }
}

/// Undo and redo say what they undo and redo.
fn undo_item(ui: &mut Ui, state: &mut State, command: C) {
    ui.set_min_width(220.0);
    let words = state.words;
    let kind = if command == C::Undo {
        state.session.can_undo()
    } else {
        state.session.can_redo()
    };
    let text = match kind {
        Some(kind) => {
            let what = words.t(change_key(kind));
            let key = format!("cmd-{}-what", command.name());
            words.with(&key, &[("what", what.into())])
        }
        None => command.text(words),
    };
    item(ui, state, command, text);
}

fn change_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::AddLayers => "change-add-layers",
        ChangeKind::RemoveLayer => "change-remove-layer",
        ChangeKind::SetRoles => "change-roles",
        ChangeKind::SetReach => "change-reach",
        ChangeKind::SetFilter => "change-filter",
        ChangeKind::SetRule => "change-rule",
        ChangeKind::SetTitle => "change-title",
        ChangeKind::SetTemplate => "change-template",
        ChangeKind::SetShareClasses => "change-classes",
        ChangeKind::ShowLayer => "change-show-layer",
        ChangeKind::SetOpacity => "change-opacity",
        ChangeKind::MoveLayer => "change-move-layer",
        ChangeKind::RenameLayer => "change-rename-layer",
        ChangeKind::FilterLayer => "change-filter-layer",
        ChangeKind::SetStyle => "change-style",
        ChangeKind::ResetLook => "change-reset-look",
        ChangeKind::AddBookmark => "change-add-bookmark",
        ChangeKind::RenameBookmark => "change-rename-bookmark",
        ChangeKind::RemoveBookmark => "change-remove-bookmark",
        ChangeKind::SetBackground => "change-background",
        ChangeKind::SetRecords => "change-records",
        ChangeKind::SetStandard => "change-standard",
        ChangeKind::AddFacility => "change-add-site",
        ChangeKind::MoveFacility => "change-move",
        ChangeKind::CloseFacility => "change-close",
        ChangeKind::ReopenFacility => "change-reopen",
        ChangeKind::ClearEdits => "change-clear-edits",
    }
}

/// The overlay while files hover over the window.
pub(super) fn drop_hint(ui: &Ui, state: &State) {
    let hovering = ui.input(|i| !i.raw.hovered_files.is_empty());
    if !hovering {
        return;
    }
    let p = theme::of(ui);
    let rect = ui.ctx().content_rect();
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-hint"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(rect, 0.0, p.paper.gamma_multiply(0.86));
    let inner = rect.shrink(28.0);
    let stroke = egui::Stroke::new(2.0, p.blue);
    painter.rect_stroke(inner, 14.0, stroke, egui::StrokeKind::Inside);
    painter.text(
        rect.center() - egui::vec2(0.0, 14.0),
        egui::Align2::CENTER_CENTER,
        state.words.t("drop-title"),
        strong(24.0),
        p.ink,
    );
    painter.text(
        rect.center() + egui::vec2(0.0, 20.0),
        egui::Align2::CENTER_CENTER,
        state.words.t("drop-detail"),
        theme::regular(15.0),
        p.quiet,
    );
}
