//! What every rule says of one subject, for the inspector: the mark, the rule, the sentence, the way to the facility that decides.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::state::{Facts, Pick, State};
use super::super::theme::{self, SMALL, regular, strong};
use super::super::widgets;
use super::matrix::{Said, said};
use super::subjects;
use super::verdict;
use crate::model::standard::{Check, Finding};
use crate::model::{Rule, StandardAnswer, Subject, Verdict};

/// The facility that a finding names as the deciding one.
pub(super) fn deciding(rule: &Rule, finding: &Finding) -> Option<u32> {
    let names_facility = match &rule.check {
        Check::WithinReach { within, .. } => within.is_some(),
        Check::ExistsPerUnit { .. } | Check::Linked { .. } => true,
        _ => false,
    };
    let none = crate::model::answers::NONE;
    (names_facility && finding.other != none).then_some(finding.other)
}

/// Shows what the rules say of a subject, what fails first.
pub(in super::super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, subject: Subject) {
    let Some(answer) = facts.standard.clone() else {
        return;
    };
    let words = state.words;
    let mut found: Vec<(usize, Option<Verdict>)> = answer
        .rules
        .iter()
        .enumerate()
        .filter_map(|(i, rule)| Some((i, said(rule, subject)?.verdict())))
        .collect();
    let name = words.pick(&answer.standard.name);
    widgets::section(
        ui,
        &words.with("standards-against", &[("name", name.into())]),
    );
    if found.is_empty() {
        let p = theme::of(ui);
        ui.label(RichText::new(words.t("standards-not-asked")).color(p.quiet));
        return;
    }
    found.sort_by_key(|(i, verdict)| (std::cmp::Reverse(*verdict), *i));
    for (i, _) in found {
        rule(ui, state, facts, &answer, i, subject);
    }
}

fn rule(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    answer: &Arc<StandardAnswer>,
    i: usize,
    subject: Subject,
) {
    let (Some(rule), Some(found)) = (answer.standard.rules.get(i), answer.rules.get(i)) else {
        return;
    };
    let Some(it) = said(found, subject) else {
        return;
    };
    let words = state.words;
    let p = theme::of(ui);
    let verdict = it.verdict();
    let name = words.rule_name(rule);
    let word = verdict.map_or_else(String::new, |v| words.verdict_name(Some(v)));
    let sentence = super::sentence(words, facts, answer, i, subject);
    let chosen = state.standard.rule.as_deref() == Some(&*rule.id);
    let width = ui.available_width() - 22.0;
    let inner = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
        verdict::paint(ui.painter(), rect.center(), p, verdict);
        ui.vertical(|ui| {
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 1.0;
            let mut title = LayoutJob::default();
            title.append(name, 0.0, TextFormat::simple(strong(12.5), p.ink));
            if matches!(it, Said::Within(_)) {
                let number = it.number(words, &rule.check);
                title.append(&number, 6.0, TextFormat::simple(regular(SMALL), p.quiet));
            }
            ui.add(egui::Label::new(title).wrap());
            let text = RichText::new(&sentence).size(SMALL);
            let text = text.color(match verdict {
                Some(Verdict::Fail | Verdict::Borderline) => p.gap_text,
                _ => p.quiet,
            });
            let label = ui.add(egui::Label::new(text).wrap());
            label.widget_info(|| {
                WidgetInfo::labeled(Role::Label, true, format!("{name}: {word}. {sentence}"))
            });
            if let Said::Own(finding) = &it
                && let Some(other) = deciding(rule, finding)
                && subject != Subject::Facility(other)
                && let Some(to) = facts.name_of(Pick::Facility(other))
            {
                let args = [("name", to.to_string().into())];
                let text = words.with("standards-go-to", &args);
                let link = ui.link(RichText::new(text).size(SMALL).color(p.blue));
                if link.on_hover_text(words.t("map-zoom-here")).clicked() {
                    subjects::fit(state, facts, Subject::Facility(other));
                }
            }
        });
    });
    if chosen {
        let rect = inner.response.rect;
        let edge = egui::Rect::from_min_max(
            pos2(rect.left() - 6.0, rect.top()),
            pos2(rect.left() - 3.0, rect.bottom()),
        );
        ui.painter().rect_filled(edge, 1.0, p.ink);
    }
    ui.add_space(3.0);
}
