//! The hand on a table: what clicks and keys select, as lists everywhere have it.

use eframe::egui::{self, Key, Modifiers, Ui};

use super::super::selected::How;
use super::super::state::{Facts, Pick, State};
use super::{Tab, rows};
use crate::base::RowSet;

/// What a click or a key does with the row that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Selects it alone.
    Only,
    /// Selects all from the anchor to it.
    Range,
    /// The same, and keeps what was selected.
    AddRange,
    /// Turns it round.
    Toggle,
    /// Only goes there.
    Go,
}

impl Act {
    /// What a click means with these keys held down.
    pub(super) fn of_click(keys: Modifiers) -> Self {
        match (keys.shift, keys.command) {
            (false, false) => Self::Only,
            (true, false) => Self::Range,
            (true, true) => Self::AddRange,
            (false, true) => Self::Toggle,
        }
    }

    /// What moving by a key means.
    fn of_key(keys: Modifiers) -> Self {
        match (keys.shift, keys.command) {
            (false, false) => Self::Only,
            (true, false) => Self::Range,
            (true, true) => Self::AddRange,
            (false, true) => Self::Go,
        }
    }
}

/// Where a table's hand is.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Hand {
    /// The row that keys start from.
    pub cursor: Option<u32>,
    /// The row that ranges start from.
    anchor: Option<u32>,
}

fn place(list: &[u32], row: Option<u32>) -> Option<usize> {
    let row = row?;
    list.iter().position(|r| *r == row)
}

/// Does something with the row at a place of the list.
pub(super) fn act(state: &mut State, facts: &Facts, list: &[u32], at: usize, act: Act) {
    let tab = state.table.tab;
    let Some(row) = list.get(at).copied() else {
        return;
    };
    let Some(kind) = rows::kind(tab) else {
        // Warnings are of any kind, or of none.
        state.table.hand_mut().cursor = Some(row);
        if let Some(pick) = rows::pick(facts, tab, row) {
            state.select_only(Some(pick));
            state.map.show(pick);
        }
        return;
    };
    let hand = *state.table.hand_mut();
    let pick = kind.pick(row);
    let from = place(list, hand.anchor).or_else(|| place(list, hand.cursor));
    match (act, from) {
        (Act::Range | Act::AddRange, Some(from)) => {
            let range = from.min(at)..=from.max(at);
            let range: RowSet = list[range].iter().copied().collect();
            let how = if act == Act::Range {
                How::Replace
            } else {
                How::Add
            };
            state.select(kind, &range, how);
            state.focus(Some(pick));
            state.table.hand_mut().anchor = Some(list[from]);
        }
        (Act::Toggle, _) => {
            state.toggle(pick);
            state.table.hand_mut().anchor = Some(row);
        }
        (Act::Go, _) => {
            if state.selected.contains(pick) {
                state.focus(Some(pick));
            }
        }
        (Act::Only | Act::Range | Act::AddRange, _) => {
            state.select_only(Some(pick));
            state.table.hand_mut().anchor = Some(row);
            state.map.show(pick);
        }
    }
    state.table.hand_mut().cursor = Some(row);
    state.table.scrolled_to = state.selection;
}

/// Keys while the table has the focus. Gives the place of the list to bring into sight.
pub(super) fn keys(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    list: &[u32],
    page: usize,
) -> Option<usize> {
    let last = list.len().checked_sub(1)?;
    let now = place(list, state.table.hand_mut().cursor);
    let page = page.max(1);
    let pressed = ui.input_mut(|i| {
        let mut pressed = None;
        i.events.retain(|event| {
            let egui::Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let step = match key {
                Key::ArrowDown => now.map_or(0, |n| n + 1),
                Key::ArrowUp => now.map_or(last, |n| n.saturating_sub(1)),
                Key::PageDown => now.map_or(page, |n| n + page),
                Key::PageUp => now.map_or(0, |n| n.saturating_sub(page)),
                Key::Home => 0,
                Key::End => last,
                _ => return true,
            };
            pressed = Some((step.min(last), *modifiers));
            false
        });
        pressed
    });
    if let Some((to, keys)) = pressed {
        act(state, facts, list, to, Act::of_key(keys));
        return Some(to);
    }
    let now = now?;
    let (space, enter) = ui.input_mut(|i| {
        (
            i.consume_key(Modifiers::NONE, Key::Space)
                || i.consume_key(Modifiers::COMMAND, Key::Space),
            i.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    if space {
        act(state, facts, list, now, Act::Toggle);
    }
    if enter && let Some(pick) = rows::pick(facts, state.table.tab, list[now]) {
        state.map.fit(pick);
    }
    None
}

/// The row of a table that something stands in.
pub(super) fn row_of(tab: Tab, pick: Pick) -> Option<u32> {
    let (kind, row) = pick.row();
    (rows::kind(tab) == Some(kind)).then_some(row)
}
