//! The rules with how they stand: a mark, how many of how many, who is concerned; one at a time is seen on the map.

use std::sync::Arc;

use eframe::egui::{
    self, Align, Layout, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::super::state::State;
use super::super::theme::{self, BODY, SMALL, regular, strong};
use super::super::widgets::{self, elided};
use super::numbers;
use super::verdict;
use crate::i18n::Words;
use crate::model::standard::{RuleAnswer, Tally};
use crate::model::{Rule, StandardAnswer, Verdict};

/// How a rule stands as a whole.
pub(super) fn standing(answer: &RuleAnswer) -> Option<Verdict> {
    answer.whole.verdict
}

/// Rules by how they stand, in the order of [`Verdict::ALL`]; parts of others are not counted by themselves.
pub(super) fn counted<'a>(
    answer: &StandardAnswer,
    rules: impl Iterator<Item = (usize, &'a Rule)>,
) -> [u32; 5] {
    let mut count = [0; 5];
    for (i, _) in rules.filter(|(_, rule)| !rule.part) {
        if let Some(verdict) = answer.rules.get(i).and_then(|a| standing(a)) {
            count[verdict as usize] += 1;
        }
    }
    count
}

/// Shows the rules.
pub(super) fn show(ui: &mut Ui, state: &mut State, answer: &Arc<StandardAnswer>) {
    let words = state.words;
    let p = theme::of(ui);
    widgets::section(ui, &words.t("standards-rules"));
    let all = || answer.standard.rules.iter().enumerate();
    let count = counted(answer, all());
    let old = state.session.answer().is_some_and(|a| a.held.is_old);
    summary(ui, words, &count, old);
    ui.add_space(2.0);
    let programmes = &answer.standard.programmes;
    let of = |programme: Option<usize>| all().filter(move |(_, r)| r.programme == programme);
    for (i, rule) in of(None) {
        row(ui, state, answer, i, rule);
    }
    for (number, (_, name)) in programmes.iter().enumerate() {
        let count = counted(answer, of(Some(number)));
        let title = format!(
            "{}  {}",
            words.pick(name),
            numbers::of(
                words,
                count[Verdict::Pass as usize].into(),
                count.iter().sum::<u32>().into()
            )
        );
        ui.add_space(4.0);
        let title = RichText::new(title).font(strong(SMALL)).color(p.quiet);
        egui::CollapsingHeader::new(title)
            .id_salt(("programme", number))
            .default_open(true)
            .show_unindented(ui, |ui| {
                for (i, rule) in of(Some(number)) {
                    row(ui, state, answer, i, rule);
                }
            });
    }
}

/// How many rules hold, as a bar and in words; whether this is of an earlier question.
fn summary(ui: &mut Ui, words: Words, count: &[u32; 5], old: bool) {
    let p = theme::of(ui);
    let all: u32 = count.iter().sum();
    let args = [
        ("n", count[Verdict::Pass as usize].into()),
        ("pass", words.count(count[Verdict::Pass as usize]).into()),
        ("all", words.count(all).into()),
    ];
    let text = words.with("standards-hold", &args);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&text).font(strong(BODY)));
        // Beside it: nothing may move while a slider is turned.
        if old {
            let text = RichText::new(words.t("map-updating")).size(SMALL);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(text.color(p.quiet));
            });
        }
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let mut left = rect.left();
    for verdict in Verdict::ALL {
        let part = count[verdict as usize] as f32 / all.max(1) as f32;
        let width = rect.width() * part;
        let bar = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        segment(ui, bar, verdict);
        left += width;
    }
    if all == 0 {
        ui.painter().rect_filled(rect, 2.0, p.raised);
    }
    let told: Vec<String> = Verdict::ALL
        .into_iter()
        .filter(|v| count[*v as usize] > 0)
        .map(|v| {
            format!(
                "{} {}",
                words.verdict_name(Some(v)),
                words.count(count[v as usize])
            )
        })
        .collect();
    let told = told.join(&words.t("list-separator"));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    response.on_hover_text(told);
}

/// A part of a bar: what is not known is hollow and hatched, what is borderline hollow.
pub(super) fn segment(ui: &Ui, bar: Rect, verdict: Verdict) {
    let p = theme::of(ui);
    if bar.width() < 0.5 {
        return;
    }
    let bar = bar.shrink2(vec2(0.5, 0.0));
    let painter = ui.painter();
    let line = |color| egui::Stroke::new(1.2, color);
    let inside = egui::StrokeKind::Inside;
    match verdict {
        Verdict::Pass => {
            painter.rect_filled(bar, 1.5, p.covered);
        }
        Verdict::Fail => {
            painter.rect_filled(bar, 1.5, p.gap);
        }
        Verdict::Borderline => {
            painter.rect_filled(bar, 1.5, p.gap_tint);
            painter.rect_stroke(bar, 1.5, line(p.gap), inside);
        }
        Verdict::Exempt => {
            painter.rect_filled(bar, 1.5, p.raised);
        }
        Verdict::Unknown => {
            let painter = painter.with_clip_rect(bar.intersect(ui.clip_rect()));
            let mut x = bar.left() - bar.height();
            while x < bar.right() {
                let points = [pos2(x, bar.bottom()), pos2(x + bar.height(), bar.top())];
                painter.line_segment(points, egui::Stroke::new(1.0, p.quiet));
                x += 4.0;
            }
            painter.rect_stroke(bar, 1.5, line(p.quiet), inside);
        }
    }
}

/// What does not pass of a rule, in a few words.
fn remains(words: Words, tally: &Tally) -> String {
    let mut said = Vec::new();
    for verdict in [Verdict::Fail, Verdict::Borderline, Verdict::Unknown] {
        let n = tally.of(verdict);
        if n > 0 {
            said.push(format!(
                "{} {}",
                words.count(n),
                words.verdict_name(Some(verdict)).to_lowercase()
            ));
        }
    }
    // As the headline says it: the people of those that fail.
    let people = tally.people[Verdict::Fail as usize].0;
    if people > 0.0 {
        let args = [
            ("n", people.into()),
            ("count", words.people_short(people).into()),
        ];
        said.push(words.with("standards-concerned", &args));
    }
    said.join(" · ")
}

const HEIGHT: f32 = 38.0;

fn row(ui: &mut Ui, state: &mut State, answer: &Arc<StandardAnswer>, i: usize, rule: &Rule) {
    let Some(found) = answer.rules.get(i).cloned() else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let name = words.rule_name(rule).to_owned();
    let open = state.standard.rule.as_deref() == Some(&*rule.id);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let ground = rect.expand2(vec2(5.0, 0.0));
    let on_map = super::on_map::is_shown(state, &rule.id);
    if open || on_map || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, 5.0, p.raised);
    }
    if on_map {
        let bar = Rect::from_min_size(ground.min, vec2(3.0, ground.height()));
        ui.painter().rect_filled(bar, 1.5, p.blue);
        let key = ui.scope_id().with("rule-on-map");
        let before = ui.data_mut(|d| d.get_temp::<String>(key));
        if before.as_deref() != Some(&*rule.id) {
            ui.data_mut(|d| d.insert_temp(key, rule.id.clone()));
            if !ui.clip_rect().contains_rect(rect) {
                response.scroll_to_me(Some(Align::Center));
            }
        }
    }
    let count = words.rule_figure(rule, &found);
    let told = spoken(words, &name, &found, rule);
    let indent = if rule.part { 12.0 } else { 0.0 };
    let middle = rect.top() + 12.0;
    let mark = pos2(rect.left() + indent + 7.0, middle);
    verdict::paint(ui.painter(), mark, p, standing(&found));
    let ink = verdict::ink(p, standing(&found));
    let right = rect.right() - 28.0;
    let room = right - rect.left() - indent - 20.0;
    let number = elided(ui, &count, strong(SMALL), ink, 110.0);
    let counted = number.size().x + if count.is_empty() { 0.0 } else { 8.0 };
    let at = pos2(rect.left() + indent + 20.0, rect.top() + 20.0);
    ui.painter().galley(at, number, ink);
    let title = elided(ui, &name, regular(BODY), p.ink, room);
    let at = pos2(rect.left() + indent + 20.0, middle - title.size().y / 2.0);
    ui.painter().galley(at, title, p.ink);
    let below = if found.missing.is_empty() {
        remains(words, &found.whole)
    } else {
        words.t("standards-missing-short")
    };
    let color = if found.missing.is_empty() {
        p.quiet
    } else {
        p.gap_text
    };
    let below = elided(ui, &below, regular(SMALL), color, room - counted);
    let at = pos2(rect.left() + indent + 20.0 + counted, rect.top() + 20.0);
    ui.painter().galley(at, below, color);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &told));
    map_switch(ui, state, &name, rule, rect);
    let clicked = response.clicked();
    tip(response, words, &name, rule);
    if clicked {
        state.standard.rule = (!open).then(|| rule.id.clone());
    }
    if open {
        egui::Frame::new()
            .inner_margin(egui::Margin {
                left: 20,
                right: 2,
                top: 2,
                bottom: 8,
            })
            .show(ui, |ui| details(ui, state, rule, &found));
    }
}

fn tip(response: Response, words: Words, name: &str, rule: &Rule) {
    response.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        ui.label(RichText::new(name).font(strong(BODY)));
        let note = words.pick(&rule.note);
        if !note.is_empty() {
            ui.label(note);
        }
        ui.label(RichText::new(words.t("standards-rule-tip")).small());
    });
}

/// The rule in one sentence, for those who do not see it.
fn spoken(words: Words, name: &str, found: &RuleAnswer, rule: &Rule) -> String {
    let verdict = standing(found).map_or_else(
        || words.t("standards-nobody-asked"),
        |v| words.verdict_name(Some(v)),
    );
    let mut said = vec![name.to_owned(), verdict];
    let asked = found.whole.asked();
    if asked > 0 {
        let args = [
            ("pass", words.count(found.whole.of(Verdict::Pass)).into()),
            ("asked", words.count(asked).into()),
        ];
        said.push(words.with("standards-pass-of", &args));
    }
    if rule.part {
        said.push(words.t("standards-part"));
    }
    said.join(", ")
}

/// The switch that shows a rule on the map: an eye, one of them open at a time.
fn map_switch(ui: &mut Ui, state: &mut State, name: &str, rule: &Rule, row: Rect) {
    let at = Rect::from_center_size(pos2(row.right() - 11.0, row.top() + 12.0), vec2(22.0, 20.0));
    let mut on = super::on_map::is_shown(state, &rule.id);
    let args = [("rule", name.into())];
    let tip = state.words.with("standards-on-map", &args);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(at));
    if widgets::eye(&mut child, &mut on, &tip).changed() {
        super::on_map::show_rule(state, on.then_some(&rule.id));
    }
}

/// What more there is to say of a rule.
fn details(ui: &mut Ui, state: &mut State, rule: &Rule, found: &RuleAnswer) {
    let words = state.words;
    let p = theme::of(ui);
    ui.spacing_mut().item_spacing.y = 3.0;
    let small = |text: String| RichText::new(text).size(SMALL);
    let note = words.pick(&rule.note);
    if !note.is_empty() {
        ui.label(small(note.to_owned()).color(p.quiet));
    }
    for verdict in Verdict::ALL.into_iter().rev() {
        let n = found.whole.of(verdict);
        if n == 0 {
            continue;
        }
        ui.horizontal(|ui| {
            let name = words.verdict_name(Some(verdict));
            verdict::mark(ui, Some(verdict), &name);
            let people = found.whole.people[verdict as usize].0;
            let mut text = format!("{} {}", words.count(n), name.to_lowercase());
            if people > 0.0 {
                let args = [
                    ("n", people.into()),
                    ("count", words.people_short(people).into()),
                ];
                text = format!("{text} · {}", words.with("count-people", &args));
            }
            ui.label(small(text));
        });
    }
    if rule.target < 1.0 {
        let args = [("share", words.percent(rule.target).into())];
        ui.label(small(words.with("standards-target", &args)));
    }
    if let Some(day) = rule.deadline {
        let args = [("day", day.to_string().into())];
        ui.label(small(words.with("standards-deadline", &args)));
    }
    for exemption in &rule.exempt {
        let reason = words.pick(&exemption.reason);
        if !reason.is_empty() {
            let args = [("reason", reason.into())];
            ui.label(small(words.with("standards-exempt-for", &args)));
        }
    }
    for (field, nearest) in &found.missing {
        let text = match nearest {
            Some(nearest) => {
                let args = [
                    ("field", field.as_str().into()),
                    ("nearest", nearest.as_str().into()),
                ];
                words.with("standards-missing-nearest", &args)
            }
            None => words.with("standards-missing", &[("field", field.as_str().into())]),
        };
        ui.label(small(text).color(p.gap_text));
    }
    super::on_map::chooser(ui, state, rule);
    let matrix = ui.link(small(words.t("standards-to-matrix")).color(p.blue));
    if matrix
        .on_hover_text(words.t("standards-to-matrix-tip"))
        .clicked()
    {
        super::open_matrix_by(state, &rule.id);
    }
}
