//! The tip beside the pointer: what it is, how many people, how far.

use eframe::egui::{self, Response, RichText, Ui};

use super::super::state::{Facts, Pick, State};
use super::super::theme::{self, strong};
use crate::i18n::Words;
use crate::model::Status;

/// Shows the tip, if the pointer rests on something.
pub(super) fn show(ui: &Ui, state: &State, facts: &Facts, response: &Response) {
    let Some(pick) = state.map.hover else {
        return;
    };
    let by_keys = state.map.crosshair.at(response.rect);
    let pointed = by_keys.is_some() || response.hovered();
    if response.dragged() || response.context_menu_opened() || !pointed {
        return;
    }
    let anchor = by_keys.map_or(egui::PopupAnchor::Pointer, egui::PopupAnchor::Position);
    let (Some(name), words) = (facts.name_of(pick), state.words) else {
        return;
    };
    let p = theme::of(ui);
    egui::Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        egui::Id::unique("map-tip"),
        anchor,
    )
    .gap(if by_keys.is_some() { 24.0 } else { 14.0 })
    .show(|ui| {
        ui.set_max_width(320.0);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(RichText::new(&*name).font(strong(13.5)));
        let together = together(state, facts, pick).map(|text| (text, true));
        for (text, urgent) in lines(words, facts, pick).into_iter().chain(together) {
            let text = RichText::new(text).color(if urgent { p.gap_text } else { p.quiet });
            ui.label(text);
        }
    });
}

/// From afar one disc stands for several villages: how many, with how many people.
fn together(state: &State, facts: &Facts, pick: Pick) -> Option<String> {
    let Pick::Village(village) = pick else {
        return None;
    };
    let members = state.map.picture.crowd()?.together(&facts.scene, village);
    if members.is_empty() {
        return None;
    }
    let words = state.words;
    let people: f64 = members
        .iter()
        .filter_map(|v| facts.village(*v))
        .map(|(village, _)| village.people())
        .sum();
    let n = members.len() as u32;
    let villages = words.with(
        "count-villages",
        &[("n", n.into()), ("count", words.count(n).into())],
    );
    let args = [
        ("villages", villages.into()),
        ("people", people_text(words, people).into()),
    ];
    Some(words.with("tip-together", &args))
}

/// The tip for those who do not see it: the name, then its lines.
pub(super) fn said(words: Words, facts: &Facts, pick: Pick) -> Vec<String> {
    let name = facts.name_of(pick).map(|name| name.to_string());
    let lines = lines(words, facts, pick).into_iter().map(|(text, _)| text);
    name.into_iter().chain(lines).collect()
}

/// The lines of the tip; `true`: it is about being beyond reach.
fn lines(words: Words, facts: &Facts, pick: Pick) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    match pick {
        Pick::Village(i) => {
            if let Some((village, answer)) = facts.village(i) {
                if let Some(people) = village.population {
                    lines.push((people_text(words, people.0), false));
                }
                if let (Some(d), Some(f)) = (answer.distance, answer.nearest)
                    && let Some(facility) = facts.facility(f)
                {
                    let args = [
                        ("distance", words.distance(d).into()),
                        ("name", (&*facility.name).into()),
                    ];
                    lines.push((words.with("tip-nearest", &args), false));
                }
                if let Some(text) = margin_text(words, answer.status, answer.margin) {
                    lines.push((text, answer.status == Status::Gap));
                }
            }
        }
        Pick::Facility(i) => {
            if let Some(facility) = facts.facility(i) {
                let tier = facts
                    .tier_of(facility)
                    .map_or_else(String::new, |t| super::super::widgets::tier_name(words, t));
                lines.push((tier, false));
                let state = match facts.coverage.radii.get(i as usize) {
                    Some(Some(radius)) => {
                        words.with("tip-reach", &[("radius", words.radius(*radius).into())])
                    }
                    _ if facility.closed => words.t("facility-closed"),
                    _ => words.t("facility-idle"),
                };
                lines.push((state, false));
            }
        }
        Pick::District(i) => {
            if let Some((_, answer)) = facts.district(i) {
                match answer.population_share() {
                    Some(share) => lines.push((
                        words.with("tip-share", &[("share", words.percent(share).into())]),
                        false,
                    )),
                    None => lines.push((words.t("share-unknown"), false)),
                }
                if answer.villages_gap > 0 {
                    let args = [
                        ("n", answer.villages_gap.into()),
                        ("count", words.count(answer.villages_gap).into()),
                    ];
                    lines.push((words.with("tip-gaps", &args), true));
                }
            }
        }
    }
    lines
}

fn people_text(words: Words, people: f64) -> String {
    let args = [("n", people.into()), ("count", words.count(people).into())];
    words.with("count-people", &args)
}

/// How far inside or beyond reach, in words.
pub(in super::super) fn margin_text(
    words: Words,
    status: Status,
    margin: Option<crate::base::Metres>,
) -> Option<String> {
    let margin = margin?;
    let text = words.distance(crate::base::Metres(margin.0.abs()));
    let key = match status {
        Status::Gap => "margin-beyond",
        Status::Covered => "margin-within",
        Status::Borderline if margin.0 < 0.0 => "margin-border-beyond",
        Status::Borderline => "margin-border-within",
        Status::Unknown => return None,
    };
    Some(words.with(key, &[("distance", text.into())]))
}
