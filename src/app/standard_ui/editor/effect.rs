//! What a text that is being written would change: for every rule how it stands now, and how it would.

use eframe::egui::{self, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::super::state::State;
use super::super::super::theme::{self, BODY, SMALL, regular, strong};
use super::super::super::widgets::elided;
use super::super::{numbers, rules, verdict};
use super::Tried;
use crate::i18n::Words;
use crate::model::{StandardAnswer, Verdict};

/// How a rule stands: its verdict and its counts.
#[derive(Debug, Clone, PartialEq)]
struct Stand {
    verdict: Option<Verdict>,
    count: String,
}

/// A rule before and after; one of them may be missing.
struct Line {
    name: String,
    before: Option<Stand>,
    after: Option<Stand>,
}

fn stands(words: Words, answer: &StandardAnswer) -> Vec<(String, String, Stand)> {
    let all = answer.standard.rules.iter().zip(&answer.rules);
    all.map(|(rule, found)| {
        let stand = Stand {
            verdict: rules::standing(found),
            count: numbers::tally(words, &found.whole),
        };
        let name = words.rule_name(rule).to_owned();
        (rule.id.clone(), name, stand)
    })
    .collect()
}

/// The rules of both, those of the new text in its order, then those that are gone.
fn lines(words: Words, before: Option<&StandardAnswer>, after: &StandardAnswer) -> Vec<Line> {
    let mut old = before.map(|b| stands(words, b)).unwrap_or_default();
    let mut lines = Vec::new();
    for (id, name, after) in stands(words, after) {
        let at = old.iter().position(|(o, ..)| *o == id);
        lines.push(Line {
            name,
            before: at.map(|at| old.remove(at).2),
            after: Some(after),
        });
    }
    lines.extend(old.into_iter().map(|(_, name, before)| Line {
        name,
        before: Some(before),
        after: None,
    }));
    lines
}

/// Shows the effect.
pub(super) fn show(ui: &mut Ui, state: &State, tried: &Tried, height: f32) {
    let words = state.words;
    let p = theme::of(ui);
    ui.label(
        RichText::new(words.t("standards-effect"))
            .font(strong(SMALL))
            .color(p.quiet),
    );
    let before = state.session.answer().and_then(|a| a.held.answer.clone());
    let after = match tried {
        Tried::Good(answer) => answer,
        Tried::Not => {
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new().size(14.0));
                ui.label(RichText::new(words.t("standards-editor-checking")).color(p.quiet));
            });
            return;
        }
        Tried::Bad(_) => {
            ui.label(RichText::new(words.t("standards-effect-mistakes")).color(p.quiet));
            return;
        }
    };
    let lines = lines(words, before.as_deref(), after);
    let changed = lines.iter().filter(|l| l.before != l.after).count() as u32;
    let args = [
        ("n", changed.into()),
        ("count", words.count(changed).into()),
    ];
    ui.label(words.with("standards-effect-count", &args));
    egui::ScrollArea::vertical()
        .id_salt("effect")
        .max_height((height - 50.0).max(40.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in &lines {
                row(ui, words, line);
            }
        });
}

fn row(ui: &mut Ui, words: Words, line: &Line) {
    let p = theme::of(ui);
    let changed = line.before != line.after;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let name = if changed { strong(BODY) } else { regular(BODY) };
    let ink = if changed { p.ink } else { p.quiet };
    let title = elided(ui, &line.name, name, ink, rect.width() - 4.0);
    ui.painter().galley(rect.min + vec2(0.0, 2.0), title, ink);
    let y = rect.top() + 29.0;
    let mut x = rect.left() + 2.0;
    let mut told = vec![line.name.clone()];
    for (i, stand) in [&line.before, &line.after].into_iter().enumerate() {
        if i == 1 {
            let arrow = if changed { "→" } else { "=" };
            let at = pos2(x, y);
            let drawn = ui.painter().text(
                at,
                egui::Align2::LEFT_CENTER,
                arrow,
                regular(SMALL),
                p.quiet,
            );
            x = drawn.right() + 10.0;
            if !changed {
                break;
            }
        }
        let text = match stand {
            Some(stand) => {
                verdict::paint(ui.painter(), pos2(x + 5.0, y), p, stand.verdict);
                x += 15.0;
                stand.count.clone()
            }
            None if i == 0 => words.t("standards-effect-new"),
            None => words.t("standards-effect-gone"),
        };
        let color = stand
            .as_ref()
            .map_or(p.quiet, |s| verdict::ink(p, s.verdict));
        let drawn = ui.painter().text(
            pos2(x, y),
            egui::Align2::LEFT_CENTER,
            &text,
            regular(SMALL),
            color,
        );
        x = drawn.right() + 10.0;
        let verdict = stand.as_ref().and_then(|s| s.verdict);
        let word = verdict.map_or_else(String::new, |v| words.verdict_name(Some(v)));
        told.push(format!("{word} {text}").trim().to_owned());
    }
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        egui::Stroke::new(1.0, p.hairline),
    );
    let (name, rest) = told
        .split_first()
        .map_or((String::new(), &[][..]), |(n, r)| (n.clone(), r));
    let told = format!("{name}: {}", rest.join(" → "));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &told));
    response.on_hover_text(told);
}
