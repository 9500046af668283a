//! What stands before the window until it is answered: unsaved work, the roles of a file, the export, the palette, keys, about.

use std::path::PathBuf;

use eframe::egui::{self, Align, Layout, Modal, RichText, Ui};

use super::address_ui::{self, AddressDraft};
use super::bookmarks_ui::{self, BookmarkDraft};
use super::export_ui::{self, ExportDraft};
use super::palette::{self, PaletteState};
use super::path_ui::{self, PathDraft};
use super::roles_ui::{self, Outcome, RolesDraft};
use super::state::State;
use super::theme::{self, strong};
use super::{keys, perform, standard_ui};

/// What is to be done once unsaved work is saved or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    Quit,
    New,
    OpenDemo,
    Open(Vec<PathBuf>),
}

/// A dialog with what is typed in it.
pub(super) enum Dialog {
    /// There is unsaved work, and this would lose it.
    Unsaved(Then),
    /// The roles of a file.
    Roles(usize, RolesDraft),
    Export(Box<ExportDraft>),
    /// A view of the map to be kept under a name.
    Bookmark(BookmarkDraft),
    /// A path typed by hand.
    Path(PathDraft),
    /// The address of tiles.
    Address(AddressDraft),
    Palette(PaletteState),
    /// The editor of the standard; what is written stands in [`State::standard`].
    Standard,
    /// The rows of a table of records that did not join.
    LostRows(usize),
    /// How standards are written; `true`: the editor was open before.
    StandardHelp(bool),
    Keys,
    About,
}

/// Shows the dialog, if one is open.
pub(super) fn show(ui: &Ui, state: &mut State) {
    if !matches!(state.dialog, Some(Dialog::Export(_))) {
        state.page_preview.forget();
    }
    let Some(mut dialog) = state.dialog.take() else {
        return;
    };
    let mut done = false;
    let name = match &dialog {
        Dialog::Unsaved(_) => "unsaved",
        Dialog::Roles(..) => "roles",
        Dialog::Export(_) => "export",
        Dialog::Bookmark(_) => "bookmark",
        Dialog::Path(_) => "path",
        Dialog::Address(_) => "address",
        Dialog::Palette(_) => "palette",
        Dialog::Standard => "standard",
        Dialog::LostRows(_) => "lost-rows",
        Dialog::StandardHelp(_) => "standard-help",
        Dialog::Keys => "keys",
        Dialog::About => "about",
    };
    let mut modal = Modal::new(egui::Id::unique(("dialog", name)));
    if matches!(dialog, Dialog::Palette(_)) {
        let area = Modal::default_area(egui::Id::unique(("dialog", name)))
            .anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, 90.0));
        modal = modal.area(area);
    }
    let dark = ui.visuals().dark_mode;
    let response = modal
        .frame(egui::Frame::window(ui.style()).inner_margin(20))
        .backdrop_color(egui::Color32::from_black_alpha(if dark { 120 } else { 60 }))
        .show(ui.ctx(), |ui| {
            done = match &mut dialog {
                Dialog::Unsaved(then) => unsaved(ui, state, then),
                Dialog::Roles(layer, draft) => {
                    matches!(roles_ui::show(ui, state, *layer, draft), Outcome::Close)
                }
                Dialog::Export(draft) => export_ui::show(ui, state, draft),
                Dialog::Bookmark(draft) => bookmarks_ui::ask(ui, state, draft),
                Dialog::Path(draft) => path_ui::show(ui, state, draft),
                Dialog::Address(draft) => address_ui::show(ui, state, draft),
                Dialog::Palette(typed) => palette::show(ui, state, typed),
                Dialog::Standard => standard_ui::show_editor(ui, state),
                Dialog::LostRows(index) => standard_ui::lost(ui, state, *index),
                Dialog::StandardHelp(_) => standard_ui::help(ui, state),
                Dialog::Keys => {
                    // In a low window the list scrolls and the button stays.
                    let room = (ui.ctx().content_rect().height() - 130.0).max(160.0);
                    egui::ScrollArea::vertical()
                        .max_height(room)
                        .min_scrolled_height(room)
                        .show(ui, |ui| keys::show(ui, state));
                    close_button(ui, state)
                }
                Dialog::About => about(ui, state),
            };
        });
    // Asked once: it takes the Escape key.
    let closed = response.should_close();
    if closed {
        // What waited for a save waits no longer.
        state.after_save = None;
    }
    if let (Dialog::StandardHelp(true), true) = (&dialog, done || closed) {
        // Back to what was being written.
        state.dialog = Some(Dialog::Standard);
    }
    // An answer may have opened another dialog.
    if !done && !closed && state.dialog.is_none() {
        state.dialog = Some(dialog);
    }
}

fn close_button(ui: &mut Ui, state: &State) -> bool {
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.button(state.words.t("dialog-done")).clicked()
    })
    .inner
}

/// Save, discard or stay.
fn unsaved(ui: &mut Ui, state: &mut State, then: &Then) -> bool {
    let words = state.words;
    ui.set_width(400.0);
    ui.heading(words.t("unsaved-title"));
    ui.add_space(4.0);
    ui.label(words.t("unsaved-detail"));
    ui.add_space(12.0);
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let p = theme::of(ui);
        let save = RichText::new(words.t("unsaved-save"))
            .font(strong(13.5))
            .color(p.on_navy);
        if ui.add(egui::Button::new(save).fill(p.navy)).clicked() {
            state.after_save = Some(then.clone());
            perform::save(ui.ctx(), state, false);
            done = true;
        }
        if ui.button(words.t("unsaved-discard")).clicked() {
            perform::go_on(ui.ctx(), state, then.clone());
            done = true;
        }
        if ui.button(words.t("dialog-cancel")).clicked() {
            done = true;
        }
    });
    done
}

fn about(ui: &mut Ui, state: &State) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    ui.set_width(420.0);
    ui.horizontal(|ui| {
        const SIDE: f32 = 56.0;
        if let Some(emblem) = super::emblem::texture(ui, SIDE) {
            ui.image((emblem.id(), egui::vec2(SIDE, SIDE)));
        }
        ui.vertical(|ui| {
            ui.add_space(6.0);
            ui.heading(words.t("app-name"));
            let version = words.with(
                "about-version",
                &[("version", env!("CARGO_PKG_VERSION").into())],
            );
            ui.label(RichText::new(version).color(p.quiet));
        });
    });
    ui.add_space(8.0);
    for key in ["about-what", "about-exact", "about-fonts"] {
        ui.label(words.t(key));
        ui.add_space(4.0);
    }
    close_button(ui, state)
}
