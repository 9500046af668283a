//! A village: how it stands, how far care is, what the file says of it.

use eframe::egui::Ui;

use super::super::map_ui::margin_text;
use super::super::standard_ui;
use super::super::state::{Facts, Pick, State};
use super::super::theme;
use super::super::widgets;
use super::{Card, attributes, cards, link_row, nearest, note, place_line, title};
use crate::model::{Status, Subject};

pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, i: u32) {
    let Some((village, answer)) = facts.village(i) else {
        return;
    };
    let (words, p) = (state.words, theme::of(ui));
    let district = answer
        .district
        .and_then(|d| facts.name_of(Pick::District(d)));
    let kind = match &district {
        Some(district) => format!("{} · {district}", words.t("kind-village")),
        None => words.t("kind-village"),
    };
    title(ui, state, &village.name, &kind);

    let status = words.t(widgets::status_key(answer.status));
    let told = margin_text(words, answer.status, answer.margin).unwrap_or(status);
    note(ui, &told, answer.status == Status::Gap);
    ui.add_space(4.0);
    let mut all = Vec::new();
    all.push(match village.population {
        Some(people) => Card::new(words.count(people.0), words.t("card-people")),
        None => Card::new("–".to_owned(), words.t("card-people-unknown")),
    });
    if let Some(distance) = answer.distance {
        let card = Card::new(words.distance(distance), words.t("card-distance"));
        all.push(if answer.status == Status::Gap {
            card.color(p.gap_text)
        } else {
            card
        });
    }
    cards(ui, all);
    if let Some(at) = village.location {
        let count = words.count(state.session.within_reach(at));
        widgets::pair(ui, &words.t("village-within-reach"), count);
    }
    let subject = Subject::Village(i);
    standard_ui::verdicts(ui, state, facts, subject);
    standard_ui::links(ui, state, facts, subject);
    if let Some(at) = village.location {
        place_line(ui, state, at);
        nearest(ui, state, facts, at, None);
    }
    if let (Some(d), Some(name)) = (answer.district, district) {
        widgets::section(ui, &words.t("role-districts"));
        let share = facts
            .district(d)
            .and_then(|(_, a)| a.population_share())
            .map_or_else(String::new, |s| words.percent(s));
        if link_row(ui, &name, &share, p.ink).clicked() {
            state.select_and_show(Pick::District(d));
        }
    }
    attributes(ui, state, facts, Some(village.source));
}
