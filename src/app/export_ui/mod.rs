//! The print layout: at the left what the page carries and what is written, at the right the page as it will be.
//!
//! The dialog only chooses. The page is drawn by a worker ([`preview`]) and the files are written by the session's export.

mod draft;
mod options;
mod outputs;
mod preview;

use eframe::egui::{self, Align, Key, Layout, RichText, Ui, vec2};

use super::state::State;
use super::theme::{self, strong};
use super::widgets::file_name;
use crate::session::Change;

pub(super) use draft::ExportDraft;
pub(super) use preview::Preview;

/// What the dialog leaves of the window at every side, with its own margin.
const AROUND: f32 = 34.0;
/// Larger it is not: eyes do not wander over a whole wall.
const LARGEST: [f32; 2] = [1680.0, 1180.0];
/// The width of the column of options.
const COLUMN: f32 = 320.0;

/// Shows the dialog; `true` when it is done with.
pub(super) fn show(ui: &mut Ui, state: &mut State, draft: &mut ExportDraft) -> bool {
    let words = state.words;
    let size = ui.ctx().content_rect().size() - egui::Vec2::splat(2.0 * AROUND);
    let size = size.min(vec2(LARGEST[0], LARGEST[1]));
    ui.set_width(size.x);
    ui.set_height(size.y);
    // Without districts there is no atlas, and a data set can change behind the dialog.
    let data = state.session.dataset();
    let districts = data.is_some_and(|data| !data.districts.is_empty());
    egui::Panel::top("export-title")
        .frame(egui::Frame::new())
        .show_separator_line(false)
        .show(ui, |ui| ui.heading(words.t("export-title")));
    let mut entered = enter_is_free(ui);
    let mut done = false;
    egui::Panel::bottom("export-buttons")
        .frame(egui::Frame::new().inner_margin(egui::Margin {
            top: 12,
            ..egui::Margin::ZERO
        }))
        .show_separator_line(false)
        .show(ui, |ui| done = buttons(ui, state, draft, districts));
    egui::Panel::left("export-options")
        .exact_size(COLUMN)
        .resizable(false)
        .frame(egui::Frame::new())
        .show_separator_line(false)
        .show(ui, |ui| {
            egui::ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| {
                    // The bar takes no room of its own: nothing lies below it.
                    ui.set_width(COLUMN - 16.0);
                    entered |= options::show(ui, state, draft);
                    entered |= outputs::show(ui, state, draft, districts);
                });
        });
    egui::CentralPanel::no_frame().show(ui, |ui| preview::show(ui, state, draft));
    if entered && !done && draft.has_folder() {
        go(state, draft, districts);
        done = true;
    }
    done
}

/// The buttons at the foot, and how many files go where; `true` when the dialog is done with.
fn buttons(ui: &mut Ui, state: &mut State, draft: &mut ExportDraft, districts: bool) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    let folder = draft.folder.trim().to_owned();
    let ready = draft.has_folder();
    let count = draft.count(districts);
    let args = [
        ("n", count.into()),
        ("count", words.count(count as u32).into()),
    ];
    let mut done = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = RichText::new(words.with("export-go", &args))
            .font(strong(13.5))
            .color(p.on_navy);
        let button = ui.add_enabled(ready, egui::Button::new(text).fill(p.navy));
        if button
            .on_disabled_hover_text(words.t("export-no-folder"))
            .clicked()
        {
            go(state, draft, districts);
            done = true;
        }
        done |= ui.button(words.t("dialog-cancel")).clicked();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = if ready {
                let folder = file_name(std::path::Path::new(&folder));
                words.with("export-into", &[("folder", folder.into())])
            } else {
                words.t("export-no-folder")
            };
            let text = RichText::new(text).color(p.quiet);
            ui.add(egui::Label::new(text).truncate())
                .on_hover_text(&folder);
        });
    });
    done
}

/// Whether Enter was pressed for the dialog: nothing in it has the keyboard, neither a box nor a number.
fn enter_is_free(ui: &Ui) -> bool {
    let taken = ui
        .memory(egui::Memory::focused)
        .and_then(|id| ui.ctx().read_response(id))
        .is_some_and(|focused| focused.layer_id == ui.layer_id());
    !taken && !egui::Popup::is_any_open(ui.ctx()) && ui.input(|i| i.key_pressed(Key::Enter))
}

/// Begins the export, and remembers what was chosen.
fn go(state: &mut State, draft: &ExportDraft, districts: bool) {
    state.change(Change::SetTitle(draft.title()));
    state.change(Change::SetTemplate(draft.template.template()));
    state.settings.print = draft.choice(state.words.lang);
    if let Some(request) = outputs::request(state, draft, districts) {
        state.session.export(request);
    }
}
