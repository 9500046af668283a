//! The menu behind the right button, and a site that is tried from it.

use eframe::egui::{self, Response};

use super::super::command::Command;
use super::super::state::{Facts, Pick, State, Tool};
use crate::base::LonLat;
use crate::model::Edit;
use crate::session::Change;

/// Tries a new site of the selected facility's tier, else of the widest-spread one.
pub(super) fn add_site(state: &mut State, facts: &Facts, at: LonLat) {
    let tier = match state.selection {
        Some(Pick::Facility(i)) => facts.facility(i).map(|f| f.tier as usize),
        _ => None,
    };
    let tier = tier.or_else(|| {
        let serving = |t: &usize| facts.coverage.tiers[*t].radius.is_some();
        (0..facts.coverage.tiers.len())
            .filter(serving)
            .max_by_key(|t| (facts.coverage.tiers[*t].facilities, std::cmp::Reverse(*t)))
    });
    let tier = tier
        .and_then(|t| facts.data.tiers.get(t))
        .map_or_else(String::new, |t| t.name.to_string());
    let added = state
        .session
        .state()
        .edits
        .iter()
        .filter(|e| matches!(e, Edit::Add { .. }))
        .count();
    let number = (added + 1).to_string();
    let name = state.words.with("site-name", &[("number", number.into())]);
    state.change(Change::Edit(Edit::Add { name, tier, at }));
}

/// The menu behind the right button.
pub(super) fn context_menu(state: &mut State, facts: &Facts, response: &Response) {
    let Some((pick, place)) = state.map.menu_for else {
        return;
    };
    let words = state.words;
    response.context_menu(|ui| {
        ui.set_min_width(190.0);
        if let Some(name) = pick.and_then(|pick| facts.name_of(pick)) {
            ui.label(egui::RichText::new(&*name).font(super::super::theme::strong(13.5)));
            ui.separator();
        }
        if let Some(Pick::Facility(i)) = pick
            && let Some(facility) = facts.facility(i)
        {
            let back = facts.way_back(facility);
            let (closed, facility) = (facility.closed, facility.reference);
            let (key, edit) = if closed {
                ("facility-reopen", Edit::Reopen { facility })
            } else {
                ("facility-close", Edit::Close { facility })
            };
            if ui.button(words.t(key)).clicked() {
                state.change(Change::Edit(edit));
                ui.close();
            }
            if let Some(back) = back
                && ui.button(words.t("facility-reset")).clicked()
            {
                state.change(Change::Edit(back));
                ui.close();
            }
            if ui.button(Command::ToolMove.text(words)).clicked() {
                state.tool = Tool::Move;
                ui.close();
            }
        }
        if let Some(pick) = pick
            && ui.button(words.t("map-zoom-here")).clicked()
        {
            state.map.fit(pick);
            ui.close();
        }
        if ui.button(words.t("map-add-here")).clicked() {
            add_site(state, facts, place);
            ui.close();
        }
        if ui.button(words.t("map-copy-place")).clicked() {
            // Plain degrees, latitude first: as the search box and other programs read them.
            ui.copy_text(format!("{:.6}, {:.6}", place.lat, place.lon));
            ui.close();
        }
    });
}
