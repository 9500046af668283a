//! Several things selected: how many, how many people, how they are served.

use eframe::egui::{self, RichText, Ui};

use super::super::command::Command;
use super::super::icons::Icon;
use super::super::selected::Kind;
use super::super::state::{Facts, Pick, State};
use super::super::summary::{Districts, Facilities, Villages, found};
use super::super::theme::{self, SMALL, strong};
use super::super::widgets;
use super::{Card, cards, link_row};

pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal(|ui| {
        let title = RichText::new(words.t("selection-title")).font(strong(SMALL));
        ui.label(title.color(p.quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (command, icon) in [
                (Command::SelectNone, Icon::Cross),
                (Command::ZoomSelection, Icon::ZoomSelected),
            ] {
                let text = command.text(words);
                if widgets::icon_button(ui, icon, &text, &command.tip(words)).clicked() {
                    state.todo.push(command);
                }
            }
        });
    });
    let kinds = Kind::ALL.map(|kind| state.selected.of(kind).len());
    let several = kinds.iter().filter(|n| **n > 0).count() > 1;
    let all = state.selected.len() as u32;
    let head = match Kind::ALL.into_iter().find(|kind| kinds[*kind as usize] > 0) {
        Some(kind) if !several => found(words, kind, all),
        _ => {
            let args = [("n", all.into()), ("count", words.count(all).into())];
            words.with("selection-kind", &args)
        }
    };
    ui.add(egui::Label::new(RichText::new(head).font(strong(20.0))).wrap());
    ui.add_space(4.0);
    let summary = state.summary.newest;
    let section = |ui: &mut Ui, kind: Kind, key: &str| {
        let any = kinds[kind as usize] > 0;
        if any && several {
            widgets::section(ui, &words.t(key));
        }
        any
    };
    if section(ui, Kind::Village, "selection-of-villages") {
        villages(ui, state, facts, &summary.villages, several);
    }
    if section(ui, Kind::Facility, "selection-of-facilities") {
        facilities(ui, state, &summary.facilities);
    }
    if section(ui, Kind::District, "selection-of-districts") {
        districts(ui, state, &summary.districts);
    }
    ui.add_space(4.0);
    let show = RichText::new(words.t("selection-show")).color(p.blue);
    if ui.link(show).clicked() {
        let most = Kind::ALL
            .into_iter()
            .max_by_key(|kind| kinds[*kind as usize]);
        state.panels.table = true;
        state.table.show_selected(most.unwrap_or_default());
    }
    if state.selection.is_some() {
        ui.add_space(4.0);
        ui.separator();
    }
}

fn villages(ui: &mut Ui, state: &mut State, facts: &Facts, v: &Villages, several: bool) {
    let words = state.words;
    let p = theme::of(ui);
    let urgent = |any: bool| if any { p.gap_text } else { p.ink };
    let card = |value: String, key: &str| Card::new(value, words.t(key));
    let mut all = Vec::new();
    if several {
        all.push(card(words.count(v.count), "selection-card-villages"));
    }
    if v.peopled {
        all.push(card(words.count(v.people), "selection-card-people"));
        let judged = v.people - v.people_unknown;
        if judged > 0.0 {
            let share = (judged - v.people_beyond) / judged;
            all.push(card(words.percent(share), "selection-card-share"));
        }
        let beyond = card(words.count(v.people_beyond), "selection-card-people-beyond");
        all.push(beyond.color(urgent(v.people_beyond > 0.0)));
    }
    let beyond = card(words.count(v.beyond), "selection-card-beyond");
    all.push(beyond.color(urgent(v.beyond > 0)));
    if let Some(median) = v.median {
        all.push(card(words.distance(median), "selection-card-median"));
    }
    cards(ui, all);
    if let Some((row, distance)) = v.farthest
        && let Some((village, answer)) = facts.village(row)
    {
        ui.label(RichText::new(words.t("selection-farthest")).color(p.quiet));
        let gap = answer.status == crate::model::Status::Gap;
        let row_ = link_row(ui, &village.name, &words.distance(distance), urgent(gap));
        if row_.clicked() {
            state.select_and_show(Pick::Village(row));
        }
    }
}

fn facilities(ui: &mut Ui, state: &State, f: &Facilities) {
    let words = state.words;
    let of = format!("{} / {}", words.count(f.serving), words.count(f.count));
    for (key, value) in [
        ("selection-serving", of),
        ("selection-nearest-villages", words.count(f.villages)),
        ("selection-nearest-people", words.count(f.people)),
    ] {
        widgets::pair(ui, &words.t(key), value);
    }
}

fn districts(ui: &mut Ui, state: &State, d: &Districts) {
    let words = state.words;
    let p = theme::of(ui);
    let urgent = |any: bool| if any { p.gap_text } else { p.ink };
    let card = |value: f64, key: &str| Card::new(words.count(value), words.t(key));
    let (villages, beyond) = (f64::from(d.villages), f64::from(d.beyond));
    let mut all = vec![
        card(villages, "selection-card-villages"),
        card(beyond, "selection-card-beyond").color(urgent(d.beyond > 0)),
    ];
    if d.people > 0.0 {
        all.push(card(d.people, "selection-card-people"));
        let beyond = card(d.people_beyond, "selection-card-people-beyond");
        all.push(beyond.color(urgent(d.people_beyond > 0.0)));
        let share = (d.people - d.people_beyond) / d.people;
        let share = Card::new(words.percent(share), words.t("selection-card-share"));
        all.push(share);
    }
    cards(ui, all);
}
