//! The command palette: every command by typing a part of its name.

use eframe::egui::{self, Key, Modifiers, RichText, Ui};

use super::command::Command;
use super::state::State;
use super::theme;

/// What is typed in the palette.
#[derive(Debug, Default, Clone)]
pub(super) struct PaletteState {
    text: String,
    chosen: usize,
    shown: bool,
}

/// Shows the palette; `true` when it is done with.
pub(super) fn show(ui: &mut Ui, state: &mut State, palette: &mut PaletteState) -> bool {
    let words = state.words;
    ui.set_width(460.0);
    let response = ui.add(
        egui::TextEdit::singleline(&mut palette.text)
            .hint_text(words.t("palette-hint"))
            .desired_width(f32::INFINITY),
    );
    if !palette.shown {
        response.request_focus();
        palette.shown = true;
    }
    if response.changed() {
        palette.chosen = 0;
    }
    let wanted = palette.text.trim().to_lowercase();
    let fits = |c: &Command| {
        let name = c.text(words).to_lowercase();
        let parts = wanted.split_whitespace();
        parts
            .into_iter()
            .all(|w| name.contains(w) || c.name().contains(w))
    };
    let found: Vec<Command> = Command::ALL
        .into_iter()
        .filter(|c| *c != Command::Palette && fits(c) && super::perform::possible(state, *c))
        .collect();
    let (down, up, enter) = ui.input_mut(|i| {
        (
            i.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            i.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            i.key_pressed(Key::Enter),
        )
    });
    let last = found.len().saturating_sub(1);
    palette.chosen = (palette.chosen + down).saturating_sub(up).min(last);
    let mut chosen = found.get(palette.chosen).copied().filter(|_| enter);
    ui.add_space(4.0);
    egui::ScrollArea::vertical()
        .max_height(380.0)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if found.is_empty() {
                let p = theme::of(ui);
                ui.label(RichText::new(words.t("palette-none")).color(p.quiet));
            }
            for (i, command) in found.iter().enumerate() {
                let selected = i == palette.chosen;
                let button = egui::Button::selectable(selected, command.text(words))
                    .shortcut_text(command.shortcut_text(ui.ctx()))
                    .min_size(egui::vec2(ui.available_width(), 26.0));
                let response = ui.add(button).on_hover_text(command.tip(words));
                if selected && down + up > 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(*command);
                }
            }
        });
    if let Some(command) = chosen {
        state.todo.push(command);
        return true;
    }
    false
}
