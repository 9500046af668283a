//! The answer in one sentence, above the map and for screen readers.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Color32, FontId, Galley, Margin, Role, Sense, Ui, WidgetInfo};

use super::guide::{self, Place};
use super::state::{Facts, State};
use super::theme::{self, Palette, regular, strong};
use crate::i18n::{RuleHeadline, Words};
use crate::model::Verdict;

/// The parts of the sentence.
struct Parts {
    /// `92.3 %`; without people the share of villages.
    share: String,
    /// `3.29 M`; `None`: people are not known.
    people: Option<String>,
    /// `7 778 of 8 723 villages`.
    villages: String,
    /// `within 5 km`.
    reach: String,
    /// `945 villages, 254 672 people beyond`; `None`: nobody is.
    beyond: Option<String>,
    /// `945 villages beyond`.
    villages_beyond: Option<String>,
}

impl Parts {
    /// A text put together from the parts, with its variant for villages alone where people are not known.
    fn say(&self, words: Words, key: &str) -> String {
        let beyond = self.beyond.clone();
        let beyond = beyond.unwrap_or_else(|| words.t("headline-none"));
        let mut args = vec![
            ("villages", self.villages.as_str().into()),
            ("share", self.share.as_str().into()),
            ("reach", self.reach.as_str().into()),
            ("beyond", beyond.into()),
        ];
        let Some(people) = &self.people else {
            return words.with(&format!("{key}-villages"), &args);
        };
        args.push(("people", people.as_str().into()));
        let of_people = words.with("headline-people", &args);
        if key == "headline-sentence" {
            args.pop();
            args.push(("people", of_people.into()));
        }
        words.with(key, &args)
    }
}

fn parts(words: Words, facts: &Facts) -> Parts {
    let t = &facts.coverage.totals;
    let judged = t.population_covered.0 + t.population_gap.0;
    let people = t.population.0 > 0.0;
    let share = if people {
        t.population_covered.0 / judged.max(f64::MIN_POSITIVE)
    } else {
        f64::from(t.covered) / f64::from((t.covered + t.gap).max(1))
    };
    let mut radii: Vec<_> = facts
        .coverage
        .tiers
        .iter()
        .filter_map(|t| t.radius)
        .collect();
    radii.dedup();
    let reach = match radii[..] {
        [radius] => words.with(
            "headline-within",
            &[("radius", words.radius(radius).into())],
        ),
        _ => words.t("headline-within-tiers"),
    };
    let beyond = (t.gap > 0).then(|| {
        let villages = words.with(
            "count-villages",
            &[("n", t.gap.into()), ("count", words.count(t.gap).into())],
        );
        if people {
            let people = words.with(
                "count-people",
                &[
                    ("n", t.population_gap.0.into()),
                    ("count", words.count(t.population_gap.0).into()),
                ],
            );
            words.with(
                "headline-beyond",
                &[("villages", villages.into()), ("people", people.into())],
            )
        } else {
            words.with("headline-beyond-villages", &[("villages", villages.into())])
        }
    });
    let villages_beyond = (t.gap > 0).then(|| {
        let args = [("n", t.gap.into()), ("count", words.count(t.gap).into())];
        let villages = words.with("count-villages", &args);
        words.with("headline-beyond-villages", &[("villages", villages.into())])
    });
    // A map on which a filter hides gaps must not be read as one without them.
    let hidden = facts.scene.legend.hidden.gaps;
    let beyond = beyond.map(|beyond| {
        if hidden == 0 {
            return beyond;
        }
        let args = [
            ("beyond", beyond.into()),
            ("count", words.count(hidden).into()),
        ];
        words.with("headline-not-drawn", &args)
    });
    let mut villages = words.with(
        "headline-villages",
        &[
            ("covered", words.count(t.covered).into()),
            ("all", words.count(t.villages).into()),
        ],
    );
    if t.unknown > 0 {
        let args = [
            ("villages", villages.into()),
            ("unknown", words.count(t.unknown).into()),
        ];
        villages = words.with("headline-villages-unknown", &args);
    }
    Parts {
        share: words.percent(share),
        people: people.then(|| words.people_short(t.population.0)),
        villages,
        reach,
        beyond,
        villages_beyond,
    }
}

/// The key of what to say where nothing can be judged: numbers would be no news then, good or bad.
pub(super) fn no_answer(facts: &Facts) -> Option<&'static str> {
    let t = &facts.coverage.totals;
    if t.villages == 0 {
        Some("headline-no-villages")
    } else if t.covered + t.gap == 0 {
        Some("headline-no-places")
    } else if facts.coverage.facilities.is_empty() {
        Some("headline-no-facilities")
    } else {
        None
    }
}

/// The whole answer as one sentence.
pub(super) fn sentence(words: Words, facts: &Facts) -> String {
    if let Some(key) = no_answer(facts) {
        return words.t(key);
    }
    parts(words, facts).say(words, "headline-sentence")
}

/// The answer to the rule that colours the map.
fn shown_rule(state: &State) -> Option<RuleHeadline> {
    let answer = state.session.answer()?;
    state.words.shown_rule(answer)
}

/// Shows the answer above the map.
pub(super) fn show(ui: &mut Ui, state: &State, facts: &Facts) {
    let p = theme::of(ui);
    egui::Panel::top("headline")
        .exact_size(46.0)
        .show_separator_line(true)
        .frame(
            egui::Frame::new()
                .fill(p.panel)
                .inner_margin(Margin::symmetric(16, 4)),
        )
        .show(ui, |ui| {
            let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
            let rule = shown_rule(state);
            let galley = match &rule {
                Some(rule) => of_rule(ui, rule, p, rect.width()),
                None => fitting(ui, state, facts, p, rect.width()),
            };
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, p.ink);
            guide::mark(ui, Place::Headline, rect.expand2(egui::vec2(7.0, 0.0)));
            let sentence = match rule {
                Some(rule) => format!("{} — {}. {}", rule.verdict_name, rule.name, rule.summary),
                None => sentence(state.words, facts),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &sentence));
            response.on_hover_text(sentence);
        });
}

/// The answer to the rule that colours the map, as full as fits.
fn of_rule(ui: &Ui, rule: &RuleHeadline, p: &Palette, width: f32) -> Arc<Galley> {
    let color = match rule.verdict {
        Some(Verdict::Fail) => p.gap_text,
        Some(Verdict::Pass) => p.blue,
        _ => p.ink,
    };
    let verdict = (rule.verdict_name.clone(), strong(19.0), color);
    let name = (rule.name.clone(), strong(15.5), p.ink);
    let summary = (rule.summary.clone(), regular(14.5), p.ink);
    let full = lay_out(ui, &[verdict, name, summary]);
    if full.size().x <= width {
        return full;
    }
    // In two lines: which rule, and what came out.
    let mut job = LayoutJob::default();
    let pieces = [
        (&rule.verdict_name, strong(15.0), color, 0.0),
        (&rule.name, strong(13.5), p.ink, 8.0),
        (&format!("\n{}", rule.summary), regular(12.5), p.ink, 0.0),
    ];
    for (text, font_id, color, space) in pieces {
        let format = TextFormat {
            font_id,
            color,
            valign: egui::Align::BOTTOM,
            ..TextFormat::default()
        };
        job.append(text, space, format);
    }
    job.wrap.max_rows = 2;
    job.wrap.max_width = width;
    ui.painter().layout_job(job)
}

/// The fullest wording that fits.
fn fitting(ui: &Ui, state: &State, facts: &Facts, p: &Palette, width: f32) -> Arc<Galley> {
    let words = state.words;
    if let Some(key) = no_answer(facts) {
        let text = words.t(key);
        return super::widgets::elided(ui, &text, strong(15.5), p.ink, width);
    }
    let parts = parts(words, facts);
    let (big, normal, bold) = (strong(19.0), regular(14.5), strong(15.5));
    let end = match &parts.beyond {
        Some(beyond) => (beyond.clone(), bold, p.gap_text),
        None => (words.t("headline-none"), bold, p.blue),
    };
    let piece = |key: &str| (parts.say(words, key), normal.clone(), p.ink);
    let share = (parts.share.clone(), big, p.ink);
    let full = vec![share.clone(), piece("headline-full"), end.clone()];
    let shorter = vec![share.clone(), piece("headline-shorter"), end.clone()];
    let shortest = vec![share.clone(), end.clone()];
    let mut least = end;
    least.0 = parts.villages_beyond.clone().unwrap_or(least.0);
    let least = vec![share, least];
    let galleys = [full, shorter, shortest, least].map(|pieces| lay_out(ui, &pieces));
    galleys
        .iter()
        .find(|g| g.size().x <= width)
        .unwrap_or(&galleys[3])
        .clone()
}

fn lay_out(ui: &Ui, pieces: &[(String, FontId, Color32)]) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let last = pieces.len() - 1;
    for (i, (text, font, color)) in pieces.iter().enumerate() {
        let space = match i {
            0 => 0.0,
            i if i == last => 18.0,
            _ => 8.0,
        };
        let format = TextFormat {
            font_id: font.clone(),
            color: *color,
            valign: egui::Align::BOTTOM,
            ..TextFormat::default()
        };
        job.append(text, space, format);
    }
    job.wrap.max_rows = 1;
    job.wrap.max_width = f32::INFINITY;
    ui.painter().layout_job(job)
}
