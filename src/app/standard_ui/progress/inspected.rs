//! The reported figures of a unit or a facility, for the inspector.

use std::collections::BTreeMap;

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::super::state::{Facts, State};
use super::super::super::theme;
use super::super::super::widgets;
use super::super::numbers::number;
use super::super::sheet::draw_bullet;
use super::standing::standing;
use super::{amount, figure_name};
use crate::i18n::Words;
use crate::model::{Indicator, Subject};

/// The figures of a subject, for the inspector.
pub(in super::super) fn of_subject(
    ui: &mut Ui,
    state: &mut State,
    facts: &Facts,
    subject: Subject,
) {
    let places = state.standard.known.indicators(&facts.register, subject);
    if places.is_empty() {
        return;
    }
    let words = state.words;
    let day = super::super::day(state, facts);
    let register = &facts.register;
    let mut newest: BTreeMap<&str, (&Indicator, &Indicator)> = BTreeMap::new();
    for figure in places
        .iter()
        .filter_map(|i| register.indicators.get(*i as usize))
    {
        if let (Some(day), Some(of)) = (day, figure.date)
            && of > day
        {
            continue;
        }
        let entry = newest.entry(&figure.key).or_insert((figure, figure));
        if figure.date >= entry.0.date {
            entry.0 = figure;
        }
        if figure.date < entry.1.date {
            entry.1 = figure;
        }
    }
    widgets::section(ui, &words.t("standards-figures"));
    for (key, (figure, first)) in newest {
        let name = figure_name(words, facts, key);
        let standing = standing(figure, first, day);
        widgets::pair(ui, &name, figure_text(words, figure));
        if let Some(s) = standing {
            let size = vec2(ui.available_width(), 16.0);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let bar = Rect::from_min_max(rect.min, rect.max);
            draw_bullet(ui.painter(), theme::of(ui), bar, &s.bullet());
            let [actual, target] = [s.actual, s.target].map(|n| amount(words, figure, n));
            let args = [("actual", actual.into()), ("target", target.into())];
            let told = format!(
                "{}: {}",
                words.t(s.key()),
                words.with("standards-actual-of", &args)
            );
            response
                .widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{name}, {told}")));
            response.on_hover_text(told);
        }
    }
}

/// A figure as it was reported: count, whole, percentage.
fn figure_text(words: Words, figure: &Indicator) -> String {
    let mut said = Vec::new();
    match (figure.n, figure.total) {
        (Some(n), Some(total)) => {
            let (n, total) = (number(words, n), number(words, total));
            said.push(format!("{n} / {total}"));
        }
        (Some(n), None) => said.push(number(words, n)),
        (None, _) => {}
    }
    if let Some(share) = figure.share {
        let decimals = usize::from(share.decimals);
        let more = if share.at_least { "+" } else { "" };
        said.push(format!("{:.decimals$}\u{202f}%{more}", share.percent));
    }
    if said.is_empty() {
        said.extend(figure.date.map(|d| d.to_string()));
    }
    said.join(" · ")
}
