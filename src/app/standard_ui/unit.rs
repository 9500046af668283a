//! A unit in the inspector: who lives there, what is reported of it, where its people's needs could be met, how it stands with each rule.

use eframe::egui::{Align2, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::state::{Facts, State};
use super::super::theme::{self, SMALL, regular, strong};
use super::super::widgets;
use super::progress;
use super::subjects;
use super::verdicts;
use crate::i18n::Words;
use crate::model::standard::{Check, RuleAnswer};
use crate::model::{Level, StandardAnswer, Subject, Verdict};

/// What a unit is, in a line.
pub(super) fn line(words: Words, facts: &Facts, unit: u32) -> String {
    let units = &facts.register.units;
    let Some(here) = units.list.get(unit as usize) else {
        return String::new();
    };
    let parent = here.parent.and_then(|p| units.list.get(p as usize));
    let mut said = vec![
        subjects::unit_name(words, here).to_string(),
        words.level_name(here.level),
    ];
    said.extend(parent.map(|p| subjects::unit_name(words, p).to_string()));
    if here.code != here.name {
        said.push(here.code.to_string());
    }
    said.join(" · ")
}

/// All of it, for a unit without an area, of which the inspector has nothing else to tell.
pub(in super::super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, unit: u32) {
    let words = state.words;
    let p = theme::of(ui);
    let Some(here) = facts.register.units.list.get(unit as usize).cloned() else {
        return;
    };
    let name = subjects::unit_name(words, &here);
    ui.label(RichText::new(name.as_str()).font(strong(20.0)));
    ui.label(RichText::new(line(words, facts, unit)).color(p.quiet));
    ui.add_space(4.0);
    let people = here
        .population
        .map_or_else(|| "–".to_owned(), |n| words.count(n.0));
    widgets::pair(ui, &words.t("card-people"), people);
    if here.villages > 0 {
        widgets::pair(ui, &words.t("role-villages"), words.count(here.villages));
    }
    more(ui, state, facts, unit);
}

/// What the inspector tells of a unit beside what it tells of its district.
pub(in super::super) fn more(ui: &mut Ui, state: &mut State, facts: &Facts, unit: u32) {
    let subject = Subject::Unit(unit);
    if let Some(answer) = facts.standard.clone() {
        containment(ui, state, facts, &answer, unit);
    }
    verdicts::show(ui, state, facts, subject);
    progress::of_subject(ui, state, facts, subject);
    super::links::show(ui, state, facts, subject);
}

/// A part of the people: up to which level their needs could be met, and how many.
struct Part {
    level: Option<Level>,
    people: f64,
}

/// Where the needs of a unit's people could be met: by the rules that ask for a facility inside the own unit, lowest level first. Each
/// level adds who could not be served below it; the rest is beyond, or not known.
fn parts(answer: &StandardAnswer, unit: u32) -> Vec<Part> {
    let mut levels: Vec<(Level, &RuleAnswer)> = Vec::new();
    for (rule, found) in answer.standard.rules.iter().zip(&answer.rules) {
        if let Check::WithinReach {
            inside: Some(level),
            ..
        } = rule.check
            && !levels.iter().any(|(l, _)| *l == level)
        {
            levels.push((level, found));
        }
    }
    levels.sort_by_key(|(level, _)| *level);
    let mut parts = Vec::new();
    let (mut below, mut all) = (0.0f64, 0.0f64);
    for (level, found) in levels {
        let Some(tally) = found.units.get(unit as usize) else {
            continue;
        };
        let people = |v: Verdict| tally.people[v as usize].0;
        let served = people(Verdict::Pass) + people(Verdict::Exempt) + people(Verdict::Borderline);
        all = all.max(Verdict::ALL.into_iter().map(people).sum());
        parts.push(Part {
            level: Some(level),
            people: (served - below).max(0.0),
        });
        below = below.max(served);
    }
    if all > 0.0 {
        parts.push(Part {
            level: None,
            people: (all - below).max(0.0),
        });
    }
    parts
}

/// The stacked bar.
fn containment(ui: &mut Ui, state: &State, facts: &Facts, answer: &StandardAnswer, unit: u32) {
    let _ = facts;
    let words = state.words;
    let p = theme::of(ui);
    let parts = parts(answer, unit);
    let all: f64 = parts.iter().map(|part| part.people).sum();
    if parts.len() < 2 || all <= 0.0 {
        return;
    }
    widgets::section(ui, &words.t("standards-containment"));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let mut left = rect.left();
    let mut told = Vec::new();
    let shades = [1.0, 0.62, 0.36, 0.2];
    let shade = |i: usize| p.blue.gamma_multiply(shades[i.min(3)]);
    for (i, part) in parts.iter().enumerate() {
        let width = rect.width() * (part.people / all) as f32;
        let bar = Rect::from_min_size(pos2(left, rect.top()), vec2((width - 1.0).max(0.0), 18.0));
        let fill = if part.level.is_some() {
            shade(i)
        } else {
            p.gap
        };
        ui.painter().rect_filled(bar, 2.0, fill);
        left += width;
        told.push(part_text(words, part, all));
    }
    let spoken = told.join("; ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    response.on_hover_text(words.t("standards-containment-tip"));
    for (i, (part, text)) in parts.iter().zip(&told).enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 17.0), Sense::hover());
        let swatch = Rect::from_center_size(rect.left_center() + vec2(6.0, 0.0), vec2(9.0, 9.0));
        let fill = if part.level.is_some() {
            shade(i)
        } else {
            p.gap
        };
        ui.painter().rect_filled(swatch, 1.5, fill);
        let at = rect.left_center() + vec2(18.0, 0.0);
        ui.painter()
            .text(at, Align2::LEFT_CENTER, text, regular(SMALL), p.ink);
    }
}

fn part_text(words: Words, part: &Part, all: f64) -> String {
    let who = match part.level {
        Some(level) => {
            let level = words.t(&format!("std-in-{}", level.name()));
            words.with("standards-contained", &[("level", level.into())])
        }
        None => words.t("standards-not-contained"),
    };
    let args = [
        ("n", part.people.into()),
        ("count", words.people_short(part.people).into()),
    ];
    let people = words.with("count-people", &args);
    format!("{who}: {} · {people}", words.percent(part.people / all))
}
