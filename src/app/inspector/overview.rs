//! Nothing selected: the whole, by tier, by distance, and where to begin.

use eframe::egui::{RichText, Ui};

use super::super::state::{Facts, Pick, State};
use super::super::theme;
use super::super::widgets;
use super::{Card, area_card, cards, chart, equity, link_row, note, title};

pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let p = theme::of(ui);
    let project = state.session.state().title.clone();
    let name = project.unwrap_or_else(|| {
        words.t(if facts.invented {
            "overview-demo"
        } else {
            "overview-title"
        })
    });
    title(ui, state, &name, &words.t("overview-kind"));

    let t = &facts.coverage.totals;
    if t.villages == 0 {
        note(ui, &words.t("overview-no-villages"), false);
    } else if facts.coverage.facilities.is_empty() {
        note(ui, &words.t("overview-no-facilities"), true);
    } else if t.covered + t.gap == 0 {
        note(ui, &words.t("headline-no-places"), true);
    } else if t.gap == 0 {
        note(ui, &words.t("overview-no-gaps"), false);
    }
    let judged = t.population_covered.0 + t.population_gap.0;
    let mut all = Vec::new();
    if t.population.0 > 0.0 {
        let share = t.population_covered.0 / judged.max(f64::MIN_POSITIVE);
        all.push(Card::new(
            words.percent(share),
            words.t("card-people-share"),
        ));
        all.push(
            Card::new(
                words.count(t.population_gap.0),
                words.t("card-people-beyond"),
            )
            .color(if t.gap > 0 { p.gap_text } else { p.ink }),
        );
    }
    // Both numbers of a nation have no room on a card; the layer list has the second.
    let of = |a: u32, b: u32| {
        if b < 100_000 {
            format!("{} / {}", words.count(a), words.count(b))
        } else {
            words.count(a)
        }
    };
    all.push(Card::new(
        of(t.covered, t.villages),
        words.t("card-villages"),
    ));
    if !facts.coverage.districts.is_empty() {
        let total = facts.shares.as_ref().and_then(|s| s.total);
        all.push(area_card(state, total.as_ref()));
    }
    if t.villages > 0 {
        cards(ui, all);
        chart::show(ui, state, facts, None);
    }
    tiers(ui, state, facts);
    worst(ui, state, facts);
    equity::show(ui, state, facts);
    extra(ui, state, facts);
}

fn tiers(ui: &mut Ui, state: &State, facts: &Facts) {
    let words = state.words;
    if facts.coverage.tiers.len() < 2 || facts.coverage.totals.villages == 0 {
        return;
    }
    widgets::section(ui, &words.t("overview-tiers"));
    for (tier, answer) in facts.data.tiers.iter().zip(&facts.coverage.tiers) {
        let name = widgets::tier_name(words, tier);
        let value = match answer.radius {
            None => words.t("reach-off"),
            Some(radius) => {
                let all = facts.coverage.totals.population.0;
                let share = if all > 0.0 {
                    answer.population_covered.0 / all
                } else {
                    f64::from(answer.villages_covered)
                        / f64::from(facts.coverage.totals.villages.max(1))
                };
                format!("{} · {}", words.radius(radius), words.percent(share))
            }
        };
        widgets::pair(ui, &name, value);
    }
}

/// The districts with most people beyond reach: where a planner looks first.
fn worst(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let answers = &facts.coverage.districts;
    let beyond = |i: &usize| answers[*i].population.0 - answers[*i].population_covered.0;
    let mut order: Vec<usize> = (0..answers.len())
        .filter(|i| answers[*i].villages_gap > 0)
        .collect();
    if order.is_empty() {
        return;
    }
    order.sort_by(|a, b| {
        let people = beyond(b).total_cmp(&beyond(a));
        people.then(answers[*b].villages_gap.cmp(&answers[*a].villages_gap))
    });
    // Without people the villages are counted, and the heading says so.
    let peopled = order.iter().any(|i| beyond(i) > 0.0);
    let heading = if peopled {
        "overview-worst"
    } else {
        "overview-worst-villages"
    };
    widgets::section(ui, &words.t(heading));
    let p = theme::of(ui);
    for i in order.into_iter().take(5) {
        let people = beyond(&i);
        let text = if people > 0.0 {
            words.with(
                "count-people",
                &[("n", people.into()), ("count", words.count(people).into())],
            )
        } else {
            let n = answers[i].villages_gap;
            words.with(
                "count-villages",
                &[("n", n.into()), ("count", words.count(n).into())],
            )
        };
        let name = facts.data.districts[i].name.to_string();
        if link_row(ui, &name, &text, p.gap_text).clicked() {
            state.select_and_show(Pick::District(i as u32));
        }
    }
}

fn extra(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let t = &facts.coverage.totals;
    if t.unknown > 0 || t.borderline > 0 {
        widgets::section(ui, &words.t("overview-also"));
        if t.borderline > 0 {
            widgets::pair(ui, &words.t("status-borderline"), words.count(t.borderline));
        }
        if t.unknown > 0 {
            widgets::pair(ui, &words.t("overview-unknown"), words.count(t.unknown));
        }
    }
    let warnings = facts.data.warnings.len() as u32;
    if warnings > 0 {
        ui.add_space(6.0);
        let p = theme::of(ui);
        let text = words.with(
            "overview-warnings",
            &[
                ("n", warnings.into()),
                ("count", words.count(warnings).into()),
            ],
        );
        if ui.link(RichText::new(text).color(p.blue)).clicked() {
            state.table.tab = super::super::table_ui::Tab::Warnings;
            state.panels.table = true;
        }
    }
}
