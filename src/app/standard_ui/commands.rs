//! What the commands of standards do.

use eframe::egui::Context;

use super::super::command::Command as C;
use super::super::dialogs::Dialog;
use super::super::path_ui::PathDraft;
use super::super::state::State;
use super::{SheetKind, as_of, day, editor};
use crate::session::{Before, Change};

/// Does a command of standards; others are none of its business.
pub(in super::super) fn perform(ctx: &Context, state: &mut State, command: C) {
    match command {
        C::ToggleStandard => toggle_panel(state),
        C::Sheet(kind) => toggle_sheet(state, kind),
        C::OpenStandard | C::AddRecords if state.chooser.unavailable => {
            state.dialog = Some(Dialog::Path(PathDraft::open()));
        }
        C::OpenStandard => state.chooser.standard(ctx, state.words),
        C::AddRecords => state.chooser.records(ctx, state.words),
        C::NewStandard => editor::open(state, true),
        C::EditStandard => editor::open(state, false),
        C::NoStandard => state.change(Change::SetStandard(None)),
        C::DayEarlier => step_day(state, -1),
        C::DayLater => step_day(state, 1),
        C::Swipe => swipe(state),
        C::StandardHelp => {
            let editing = matches!(state.dialog, Some(Dialog::Standard));
            state.dialog = Some(Dialog::StandardHelp(editing));
        }
        _ => {}
    }
}

/// Steps the day as of which is asked.
fn step_day(state: &mut State, steps: i64) {
    let Some(facts) = state.facts.clone() else {
        return;
    };
    let own = facts.standard.as_ref().and_then(|a| a.standard.as_of);
    let choice = state.session.state().standard.clone();
    let day = day(state, &facts).or_else(|| as_of::newest(state));
    if let (Some(choice), Some(day)) = (choice, day) {
        as_of::step(state, &choice, own, day, steps);
    }
}

/// Compares with how it was, or ends it: without the edits if there are any, else of an earlier day.
fn swipe(state: &mut State) {
    if state.session.compared_with().is_some() {
        state.session.compare(None);
    } else if !state.session.state().edits.is_empty() {
        state.session.compare(Some(Before::WithoutEdits));
    } else {
        as_of::compare(state);
    }
}

/// Shows or hides the panel of the standard.
fn toggle_panel(state: &mut State) {
    if state.panels.layers && state.standard.panel {
        state.standard.panel = false;
    } else {
        state.panels.layers = true;
        state.standard.panel = true;
    }
}

/// Opens a sheet below the map, or the table again.
fn toggle_sheet(state: &mut State, kind: SheetKind) {
    if state.panels.table && state.standard.sheet == Some(kind) {
        state.standard.sheet = None;
    } else {
        state.panels.table = true;
        state.standard.sheet = Some(kind);
    }
}
