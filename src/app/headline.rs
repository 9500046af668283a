//! The answer in one sentence, above the map and for screen readers.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Color32, FontId, Galley, Margin, Role, Sense, Ui, WidgetInfo};

use super::state::{Facts, State};
use super::theme::{self, Palette, regular, strong};
use crate::i18n::Words;
use crate::session::ProjectState;

/// The parts of the sentence.
struct Parts {
    /// `92.3 %`; without people the share of villages.
    share: String,
    /// `of 3.29 M people`.
    people: String,
    /// `7 778 of 8 723 villages`.
    villages: String,
    /// `within 5 km`.
    reach: String,
    /// `945 villages, 254 672 people beyond`; `None`: nobody is.
    beyond: Option<String>,
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
    Parts {
        share: words.percent(share),
        people: if people {
            words.with(
                "headline-people",
                &[("people", words.people_short(t.population.0).into())],
            )
        } else {
            String::new()
        },
        villages: words.with(
            "headline-villages",
            &[
                ("covered", words.count(t.covered).into()),
                ("all", words.count(t.villages).into()),
            ],
        ),
        reach,
        beyond,
    }
}

/// The whole answer as one sentence.
pub(super) fn sentence(words: Words, facts: &Facts, _project: &ProjectState) -> String {
    let parts = parts(words, facts);
    let beyond = parts.beyond.unwrap_or_else(|| words.t("headline-none"));
    let key = if parts.people.is_empty() {
        "headline-sentence-villages"
    } else {
        "headline-sentence"
    };
    words.with(
        key,
        &[
            ("villages", parts.villages.into()),
            ("share", parts.share.into()),
            ("people", parts.people.into()),
            ("reach", parts.reach.into()),
            ("beyond", beyond.into()),
        ],
    )
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
            let galley = fitting(ui, state, facts, p, rect.width());
            let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, p.ink);
            let sentence = sentence(state.words, facts, state.session.state());
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &sentence));
            response.on_hover_text(sentence);
        });
}

/// The fullest wording that fits.
fn fitting(ui: &Ui, state: &State, facts: &Facts, p: &Palette, width: f32) -> Arc<Galley> {
    let words = state.words;
    let parts = parts(words, facts);
    let (big, normal, bold) = (strong(19.0), regular(14.5), strong(15.5));
    let end = match &parts.beyond {
        Some(beyond) => (beyond.clone(), bold, p.gap_text),
        None => (words.t("headline-none"), bold, p.blue),
    };
    let people = if parts.people.is_empty() {
        Vec::new()
    } else {
        vec![(parts.people.clone(), normal.clone(), p.ink)]
    };
    let piece = |text: &str| (text.to_owned(), normal.clone(), p.ink);
    let share = (parts.share.clone(), big, p.ink);
    let full = [
        vec![share.clone()],
        people.clone(),
        if parts.people.is_empty() {
            Vec::new()
        } else {
            vec![(words.t("headline-join"), normal.clone(), p.ink)]
        },
        vec![piece(&parts.villages), piece(&parts.reach)],
        vec![end.clone()],
    ]
    .concat();
    let shorter = [
        vec![share.clone()],
        people,
        vec![piece(&parts.reach)],
        vec![end.clone()],
    ]
    .concat();
    let shortest = vec![share, end];
    let galleys = [full, shorter, shortest].map(|pieces| lay_out(ui, &pieces));
    galleys
        .iter()
        .find(|g| g.size().x <= width)
        .unwrap_or(&galleys[2])
        .clone()
}

fn lay_out(ui: &Ui, pieces: &[(String, FontId, Color32)]) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let last = pieces.len() - 1;
    for (i, (text, font, color)) in pieces.iter().enumerate() {
        let space = match i {
            0 => 0.0,
            i if i == last => 18.0,
            1 => 8.0,
            _ if text.chars().all(|c| !c.is_alphanumeric()) => 0.0,
            _ => 6.0,
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
