//! A district: its people, its shares, its distances, its gaps.

use eframe::egui::{RichText, Ui};

use super::super::standard_ui;
use super::super::state::{Facts, Pick, State};
use super::super::theme;
use super::super::widgets;
use super::{Card, area_card, attributes, cards, chart, link_row, note, title};

/// How many gaps the list shows before it points to the table.
const LISTED: usize = 12;

pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, i: u32) {
    let Some((district, answer)) = facts.district(i) else {
        return;
    };
    let (words, p) = (state.words, theme::of(ui));
    let kind = rank(state, facts, i);
    title(ui, state, &district.name, &kind);

    if answer.villages == 0 {
        note(ui, &words.t("district-empty"), false);
        ui.add_space(4.0);
    }
    let beyond = answer.population.0 - answer.population_covered.0;
    let mut all = Vec::new();
    if let Some(share) = answer.population_share() {
        all.push(Card::new(
            words.percent(share),
            words.t("card-people-share"),
        ));
        all.push(
            Card::new(words.count(beyond), words.t("card-people-beyond")).color(if beyond > 0.0 {
                p.gap_text
            } else {
                p.ink
            }),
        );
    }
    if answer.villages > 0 {
        let of = format!(
            "{} / {}",
            words.count(answer.villages_covered),
            words.count(answer.villages)
        );
        all.push(Card::new(of, words.t("card-villages")));
    }
    let shares = facts.shares.as_ref();
    all.push(area_card(
        state,
        shares.and_then(|s| s.districts.get(i as usize)),
    ));
    cards(ui, all);
    if let Some(unit) = state.unit_shown(facts) {
        standard_ui::of_unit(ui, state, facts, unit);
    }
    if answer.villages > 0 {
        chart::show(ui, state, facts, Some(i));
    }
    gaps(ui, state, facts, i);
    attributes(ui, state, facts, Some(district.source));
}

/// Its place among the districts by people beyond reach.
fn rank(state: &State, facts: &Facts, i: u32) -> String {
    let words = state.words;
    let beyond = |d: &crate::model::DistrictAnswer| d.population.0 - d.population_covered.0;
    let all = &facts.coverage.districts;
    let mine = all.get(i as usize).map_or(0.0, beyond);
    let kind = words.t("kind-district");
    if mine <= 0.0 {
        return kind;
    }
    let rank = 1 + all.iter().filter(|d| beyond(d) > mine).count() as u32;
    let args = [
        ("n", rank.into()),
        ("rank", words.count(rank).into()),
        ("all", words.count(all.len() as u32).into()),
    ];
    format!("{kind} · {}", words.with("district-rank", &args))
}

/// Its villages beyond reach, worst first.
fn gaps(ui: &mut Ui, state: &mut State, facts: &Facts, district: u32) {
    let words = state.words;
    let p = theme::of(ui);
    let inspected = &mut state.inspected;
    let inside = inspected.inside(facts, district);
    let all = inside.gaps;
    let args = [
        ("n", all.len().into()),
        ("count", words.count(all.len() as u32).into()),
    ];
    widgets::section(ui, &words.with("district-gaps", &args));
    if all.is_empty() {
        ui.label(RichText::new(words.t("district-no-gaps")).color(p.quiet));
        return;
    }
    for v in all.iter().take(LISTED) {
        let Some((village, answer)) = facts.village(*v) else {
            continue;
        };
        let over = answer.margin.map_or_else(String::new, |m| {
            format!("+{}", words.distance(crate::base::Metres(-m.0)))
        });
        let people = village.population.map_or_else(String::new, |n| {
            words.with(
                "count-people",
                &[("n", n.0.into()), ("count", words.count(n.0).into())],
            )
        });
        if link_row(ui, &village.name, &over, p.gap_text)
            .on_hover_text(people)
            .clicked()
        {
            state.select_and_show(Pick::Village(*v));
        }
    }
    if all.len() > LISTED {
        let more = (all.len() - LISTED) as u32;
        let args = [("n", more.into()), ("count", words.count(more).into())];
        ui.label(
            RichText::new(words.with("district-more", &args))
                .small()
                .color(p.quiet),
        );
    }
}
