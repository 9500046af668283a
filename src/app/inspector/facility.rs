//! A facility: whether it serves, how far, whom it is nearest to, and what can be tried with it.

use eframe::egui::Ui;

use super::super::command::Command;
use super::super::standard_ui;
use super::super::state::{Facts, Pick, State, Tool};
use super::super::theme;
use super::super::widgets;
use super::{Card, attributes, cards, nearest, note, place_line, title};
use crate::model::{Edit, Subject};
use crate::session::Change;

pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, i: u32) {
    let Some(facility) = facts.facility(i).cloned() else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let tier = facts
        .tier_of(&facility)
        .map_or_else(String::new, |t| widgets::tier_name(words, t));
    let district = state
        .session
        .district_at(facility.location)
        .and_then(|d| facts.name_of(Pick::District(d)));
    let kind = match district {
        Some(district) => format!("{tier} · {district}"),
        None => tier,
    };
    title(ui, state, &facility.name, &kind);

    let radius = facts.coverage.radii.get(i as usize).copied().flatten();
    if facility.closed || radius.is_none() || facility.moved || facility.source.is_none() {
        note(
            ui,
            &words.t(widgets::facility_state_key(&facility, radius)),
            false,
        );
        ui.add_space(4.0);
    }
    let catchment = facts.catchment(i);
    let mut all = vec![
        Card::new(
            words.count(catchment.people),
            words.t("card-catchment-people"),
        ),
        Card::new(
            words.count(catchment.villages),
            words.t("card-catchment-villages"),
        ),
    ];
    if let Some(radius) = radius {
        all.push(Card::new(words.radius(radius), words.t("card-radius")));
        all.push(
            Card::new(words.count(catchment.gaps), words.t("card-catchment-gaps")).color(
                if catchment.gaps > 0 {
                    p.gap_text
                } else {
                    p.ink
                },
            ),
        );
    }
    cards(ui, all);
    place_line(ui, state, facility.location);
    actions(ui, state, facts, &facility);
    let subject = Subject::Facility(i);
    standard_ui::verdicts(ui, state, facts, subject);
    standard_ui::load(ui, state, facts, i);
    standard_ui::links(ui, state, facts, subject);
    nearest(ui, state, facts, facility.location, Some(i));
    attributes(ui, state, facts, facility.source);
}

fn actions(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    facility: &crate::model::ServingFacility,
) {
    let words = state.words;
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let reference = facility.reference;
        let (key, edit) = if facility.closed {
            (
                "facility-reopen",
                Edit::Reopen {
                    facility: reference,
                },
            )
        } else {
            (
                "facility-close",
                Edit::Close {
                    facility: reference,
                },
            )
        };
        let tip = words.t(&format!("{key}-tip"));
        if ui.button(words.t(key)).on_hover_text(tip).clicked() {
            state.change(Change::Edit(edit));
        }
        let moving = state.tool == Tool::Move;
        if ui
            .selectable_label(moving, Command::ToolMove.text(words))
            .on_hover_text(Command::ToolMove.tip(words))
            .clicked()
        {
            state.tool = if moving { Tool::Select } else { Tool::Move };
        }
        if let Some(edit) = facts.way_back(facility)
            && ui
                .button(words.t("facility-reset"))
                .on_hover_text(words.t("facility-reset-tip"))
                .clicked()
        {
            state.change(Change::Edit(edit));
        }
    });
}
