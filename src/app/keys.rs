//! The list of keys.

use eframe::egui::{self, RichText, Ui};

use super::command::Command;
use super::state::State;
use super::theme::{self, strong};

/// Shows every key with its command, and what the mouse does.
pub(super) fn show(ui: &mut Ui, state: &State) {
    let words = state.words;
    ui.set_width(600.0);
    ui.heading(words.t("keys-title"));
    ui.add_space(6.0);
    let p = theme::of(ui);
    let with_keys: Vec<Command> = Command::ALL
        .into_iter()
        .filter(|c| c.shortcut().is_some())
        .collect();
    let half = with_keys.len().div_ceil(2);
    ui.columns(2, |columns| {
        for (column, commands) in columns.iter_mut().zip(with_keys.chunks(half)) {
            for command in commands {
                column.horizontal(|ui| {
                    let key = command.shortcut_text(ui.ctx());
                    let text = RichText::new(key).font(strong(12.5)).color(p.navy);
                    ui.scope(|ui| {
                        ui.set_min_size(egui::vec2(96.0, 20.0));
                        ui.label(text);
                    });
                    ui.add(egui::Label::new(command.text(words)).truncate());
                });
            }
        }
    });
    ui.add_space(8.0);
    for key in [
        "keys-wheel",
        "keys-drag",
        "keys-space",
        "keys-arrows",
        "keys-double",
        "keys-measure",
        "keys-select",
        "keys-table",
    ] {
        ui.label(RichText::new(words.t(key)).color(p.quiet));
    }
}
