//! Bookmarks: views of the map under names, kept in the project.

use eframe::egui::{self, Align, Key, Layout, Modifiers, RichText, Ui, WidgetInfo};

use super::dialogs::Dialog;
use super::icons::Icon;
use super::state::State;
use super::theme::{self, strong};
use super::widgets;
use crate::io::project::SavedView;
use crate::model::Bookmark;
use crate::session::Change;

/// A bookmark that is being made.
#[derive(Debug, Clone)]
pub(super) struct BookmarkDraft {
    name: String,
    view: SavedView,
    shown: bool,
}

/// What is being typed in the list.
#[derive(Debug, Default)]
pub(super) struct BookmarkList {
    /// The bookmark that is being renamed; `true` until the field has the keyboard.
    renaming: Option<(usize, String, bool)>,
}

/// Asks for the name of the present view; the district in its middle suggests one.
pub(super) fn begin(state: &mut State) {
    let Some(view) = state.map.saved_view() else {
        return;
    };
    let district = state.session.district_at(view.centre);
    let facts = state.facts.as_ref();
    let name = district.and_then(|i| facts?.district(i).map(|(d, _)| d.name.to_string()));
    let name = name.filter(|n| !n.trim().is_empty()).unwrap_or_else(|| {
        let number = state.session.state().bookmarks.len() + 1;
        let args = [("number", number.to_string().into())];
        state.words.with("bookmark-usual", &args)
    });
    let shown = false;
    state.dialog = Some(Dialog::Bookmark(BookmarkDraft { name, view, shown }));
}

/// The dialog that asks for the name; `true` when it is done with.
pub(super) fn ask(ui: &mut Ui, state: &mut State, draft: &mut BookmarkDraft) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    ui.set_width(380.0);
    ui.heading(words.t("bookmark-title"));
    ui.label(RichText::new(words.t("bookmark-detail")).color(p.quiet));
    ui.add_space(6.0);
    let label = ui.label(words.t("bookmark-name"));
    let edit = egui::TextEdit::singleline(&mut draft.name).desired_width(f32::INFINITY);
    let field = ui.add(edit).labelled_by(label.id);
    if !std::mem::replace(&mut draft.shown, true) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(10.0);
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let named = !draft.name.trim().is_empty();
        let text = RichText::new(words.t("bookmark-add"));
        let text = text.font(strong(13.5)).color(p.on_navy);
        let add = ui.add_enabled(named, egui::Button::new(text).fill(p.navy));
        if named && (add.clicked() || entered) {
            state.change(Change::AddBookmark(Bookmark {
                name: draft.name.trim().to_owned(),
                centre: draft.view.centre,
                scale: draft.view.scale,
            }));
            done = true;
        }
        done |= ui.button(words.t("dialog-cancel")).clicked();
    });
    done
}

/// Shows a bookmark's view.
pub(super) fn go(state: &mut State, index: usize) {
    if let Some(bookmark) = state.session.state().bookmarks.get(index) {
        let view = SavedView {
            centre: bookmark.centre,
            scale: bookmark.scale,
        };
        state.map.go_to_view(view);
    }
}

/// The submenu of all bookmarks.
pub(super) fn menu(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    ui.menu_button(words.t("menu-bookmarks"), |ui| {
        ui.set_min_width(160.0);
        let names = state.session.state().bookmarks.iter();
        let names: Vec<String> = names.map(|b| b.name.clone()).collect();
        if names.is_empty() {
            ui.add_enabled(false, egui::Button::new(words.t("bookmarks-none")));
        }
        for (index, name) in names.iter().enumerate() {
            ui.push_id(index, |ui| {
                if ui.button(name).clicked() {
                    go(state, index);
                    ui.close();
                }
            });
        }
    });
}

/// The list of bookmarks in the panel, once there is one.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let bookmarks = state.session.state().bookmarks.clone();
    if bookmarks.is_empty() {
        state.bookmarks.renaming = None;
        return;
    }
    widgets::section(ui, &state.words.t("bookmarks-title"));
    for (index, bookmark) in bookmarks.iter().enumerate() {
        ui.push_id(("bookmark", index), |ui| row(ui, state, index, bookmark));
    }
}

fn row(ui: &mut Ui, state: &mut State, index: usize, bookmark: &Bookmark) {
    let words = state.words;
    let name = bookmark.name.as_str();
    let renaming = state.bookmarks.renaming.as_ref();
    if renaming.is_some_and(|(of, ..)| *of == index) {
        rename(ui, state, index, name);
        return;
    }
    let row = egui::vec2(ui.available_width(), 24.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let remove = words.with("bookmark-remove-name", &[("name", name.into())]);
        if widgets::icon_button(ui, Icon::Cross, &remove, &remove).clicked() {
            state.change(Change::RemoveBookmark(index));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let width = ui.available_width();
            let button = egui::Button::selectable(false, (name, egui::Atom::grow())).truncate();
            let response = ui.add(button.min_size(egui::vec2(width, 22.0)));
            let label = words.with("bookmark-go", &[("name", name.into())]);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &label));
            if response.clicked() {
                go(state, index);
            }
            if response.has_focus() {
                let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
                if pressed(Key::F2) {
                    begin_rename(state, index, name);
                } else if pressed(Key::Delete) {
                    state.change(Change::RemoveBookmark(index));
                }
            }
            response.context_menu(|ui| {
                if ui.button(words.t("layer-rename")).clicked() {
                    begin_rename(state, index, name);
                    ui.close();
                }
                if ui.button(words.t("bookmark-remove")).clicked() {
                    state.change(Change::RemoveBookmark(index));
                    ui.close();
                }
            });
            response.on_hover_text(words.t("bookmark-go-tip"));
        });
    });
}

fn begin_rename(state: &mut State, index: usize, name: &str) {
    state.bookmarks.renaming = Some((index, name.to_owned(), true));
}

/// The field in the place of a bookmark's name.
fn rename(ui: &mut Ui, state: &mut State, index: usize, before: &str) {
    let label = state
        .words
        .with("bookmark-rename-name", &[("name", before.into())]);
    let Some((_, text, fresh)) = &mut state.bookmarks.renaming else {
        return;
    };
    let (_, at) = ui.allocate_space(egui::vec2(ui.available_width(), 24.0));
    let left = widgets::rename_field(ui, at, (text, fresh), (&label, ""));
    if let Some(kept) = left {
        let name = std::mem::take(text);
        state.bookmarks.renaming = None;
        if kept {
            state.change(Change::RenameBookmark { index, name });
        }
    }
}
