//! The command palette: every command and every bookmark by typing a part of its name.

use eframe::egui::{self, Key, Modifiers, RichText, Ui};

use super::command::Command;
use super::state::State;
use super::theme;
use crate::i18n::{Lang, Words};

/// What is typed in the palette.
#[derive(Debug, Default, Clone)]
pub(super) struct PaletteState {
    text: String,
    chosen: usize,
    shown: bool,
}

/// What the palette offers.
enum Entry {
    Command(Command),
    /// A bookmark by its number, with its text.
    Bookmark(usize, String),
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
    // In either language: who has just changed it by mistake finds the way back.
    let fits = |c: &Command| {
        let names = [Lang::En, Lang::ZhCn].map(|lang| c.text(Words::new(lang)).to_lowercase());
        let fits = |w: &str| names.iter().any(|name| name.contains(w)) || c.name().contains(w);
        wanted.split_whitespace().all(fits)
    };
    let commands = Command::ALL
        .into_iter()
        .filter(|c| *c != Command::Palette && fits(c) && super::perform::possible(state, *c))
        .map(Entry::Command);
    let bookmarks = state.session.state().bookmarks.iter().enumerate();
    let bookmarks = bookmarks.filter(|(_, b)| {
        let name = b.name.to_lowercase();
        wanted.split_whitespace().all(|w| name.contains(w))
    });
    let bookmarks = bookmarks.map(|(i, b)| {
        let text = words.with("bookmark-go", &[("name", b.name.as_str().into())]);
        Entry::Bookmark(i, text)
    });
    let found: Vec<Entry> = commands.chain(bookmarks).collect();
    let (down, up, enter) = ui.input_mut(|i| {
        (
            i.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            i.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
            i.key_pressed(Key::Enter),
        )
    });
    let last = found.len().saturating_sub(1);
    palette.chosen = (palette.chosen + down).saturating_sub(up).min(last);
    let mut chosen = found.get(palette.chosen).filter(|_| enter);
    ui.add_space(4.0);
    egui::ScrollArea::vertical()
        .max_height(380.0)
        // The box around it was as low as the last list that it held.
        .min_scrolled_height(380.0)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if found.is_empty() {
                let p = theme::of(ui);
                ui.label(RichText::new(words.t("palette-none")).color(p.quiet));
            }
            for (i, entry) in found.iter().enumerate() {
                let selected = i == palette.chosen;
                let (text, key, tip) = match entry {
                    Entry::Command(c) => (c.text(words), c.shortcut_text(ui.ctx()), c.tip(words)),
                    Entry::Bookmark(_, text) => {
                        (text.clone(), String::new(), words.t("bookmark-go-tip"))
                    }
                };
                let button = egui::Button::selectable(selected, text)
                    .shortcut_text(key)
                    .min_size(egui::vec2(ui.available_width(), 26.0));
                let response = ui.add(button).on_hover_text(tip);
                if selected && down + up > 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    chosen = Some(entry);
                }
            }
        });
    match chosen {
        Some(Entry::Command(command)) => state.todo.push(*command),
        Some(Entry::Bookmark(index, _)) => super::bookmarks_ui::go(state, *index),
        None => return false,
    }
    true
}
