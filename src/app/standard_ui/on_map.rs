//! Which rule the map shows, and by which of its numbers.

use eframe::egui::Ui;

use super::super::state::State;
use crate::model::Rule;

/// Whether the map shows a rule.
pub(super) fn is_shown(state: &State, rule: &str) -> bool {
    let _ = (state, rule);
    false
}

/// Shows a rule on the map, or none.
pub(super) fn show_rule(state: &mut State, rule: Option<&String>) {
    let _ = (state, rule);
}

/// The choice of the number that the map is coloured by.
pub(super) fn chooser(ui: &mut Ui, state: &mut State, rule: &Rule) {
    let _ = (ui, state, rule);
}
