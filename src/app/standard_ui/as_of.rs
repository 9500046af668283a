//! The day as of which the standard is asked: typed, or by steps of a month, a quarter or a year.

use eframe::egui::{self, RichText, Ui};

use super::super::icons::Icon;
use super::super::state::State;
use super::super::theme::{self, SMALL};
use super::super::widgets;
use crate::base::Date;
use crate::model::StandardChoice;
use crate::session::{Before, Change};

/// How far a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Step {
    Month,
    #[default]
    Quarter,
    Year,
}

impl Step {
    const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    fn months(self) -> i64 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Month => "standards-month",
            Self::Quarter => "standards-quarter",
            Self::Year => "standards-year",
        }
    }
}

/// The same day so many months on; the last day of a month stays a last day, as reports are dated.
pub(super) fn shifted(day: Date, months: i64) -> Date {
    let last = |year: i64, month: u8| {
        let next = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        let first = Date {
            year: next.0,
            month: next.1,
            day: 1,
        };
        Date::from_days(first.days() - 1).day
    };
    let is_last = day.day == last(day.year, day.month);
    let month = day.year * 12 + i64::from(day.month) - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u8 + 1);
    let most = last(year, month);
    Date {
        year,
        month,
        day: if is_last { most } else { day.day.min(most) },
    }
}

/// Steps the day that is asked about, as far as is chosen.
pub(super) fn step(
    state: &mut State,
    choice: &StandardChoice,
    own: Option<Date>,
    day: Date,
    n: i64,
) {
    let months = state.standard.step.months() * n;
    set(state, choice, own, Some(shifted(day, months)));
}

fn set(state: &mut State, choice: &StandardChoice, own: Option<Date>, as_of: Option<Date>) {
    let as_of = as_of.filter(|day| Some(*day) != own);
    if as_of != choice.as_of {
        let choice = StandardChoice {
            as_of,
            ..choice.clone()
        };
        state.change(Change::SetStandard(Some(choice)));
    }
}

/// The day of the newest report: where steps begin from while no day is asked about.
pub(super) fn newest(state: &State) -> Option<Date> {
    let register = &state.facts.as_ref()?.register;
    register.indicators.iter().filter_map(|f| f.date).max()
}

/// Compares with the day a step before the one that is asked about.
pub(super) fn compare(state: &mut State) {
    let own = state.session.answer().and_then(|a| a.held.answer.clone());
    let own = own.and_then(|a| a.standard.as_of);
    let chosen = state.session.state().standard.as_ref();
    let day = chosen.and_then(|c| c.as_of).or(own);
    if let Some(day) = day.or_else(|| newest(state)) {
        let months = state.standard.step.months();
        let before = Before::AsOf(shifted(day, -months));
        state.session.compare(Some(before));
    }
}

/// The buttons of a step back and forth; how many months were asked for.
fn steps(ui: &mut Ui, state: &State) -> Option<i64> {
    let step = state.standard.step;
    let amount = state.words.t(step.key());
    let mut asked = None;
    for (icon, key, months) in [
        (Icon::Minus, "standards-earlier", -step.months()),
        (Icon::Plus, "standards-later", step.months()),
    ] {
        let name = state.words.with(key, &[("step", amount.clone().into())]);
        if widgets::icon_button(ui, icon, &name, &name).clicked() {
            asked = Some(months);
        }
    }
    asked
}

/// The day that is compared with, and how to move it.
fn compared(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    let before = match state.session.compared_with() {
        Some(Before::AsOf(day)) => Some(day),
        _ => None,
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut on = before.is_some();
        let toggle = ui.checkbox(&mut on, words.t("swipe-compare"));
        if toggle.on_hover_text(words.t("cmd-swipe-tip")).changed() {
            if on {
                compare(state);
            } else {
                state.session.compare(None);
            }
        }
        let Some(day) = before else { return };
        ui.label(RichText::new(day.to_string()).color(p.ink));
        if let Some(months) = steps(ui, state) {
            let day = shifted(day, months);
            state.session.compare(Some(Before::AsOf(day)));
        }
    });
}

/// Shows the day.
pub(super) fn show(ui: &mut Ui, state: &mut State, choice: &StandardChoice, own: Option<Date>) {
    let words = state.words;
    let p = theme::of(ui);
    let title = widgets::section(ui, &words.t("standards-as-of"));
    let day = choice.as_of.or(own);
    let mut to: Option<Option<Date>> = None;
    let mut wrong = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let typed = &mut state.standard.typed_day;
        let mut text = typed
            .clone()
            .unwrap_or_else(|| day.map_or_else(String::new, |d| d.to_string()));
        let field = ui.add(
            egui::TextEdit::singleline(&mut text)
                .hint_text(words.t("standards-any-day-short"))
                .desired_width(86.0),
        );
        let field = field.labelled_by(title.id);
        if field.changed() {
            *typed = Some(text.clone());
        }
        if let Some(text) = typed.as_ref() {
            let read = Date::iso(text);
            let empty = text.trim().is_empty();
            wrong = read.is_none() && !empty;
            if field.lost_focus() {
                if ui.input(|i| i.key_pressed(egui::Key::Escape)) || wrong {
                    wrong = false;
                } else {
                    to = Some(read);
                }
                *typed = None;
            }
        }
        field.on_hover_text(words.t("standards-as-of-tip"));
        let step = state.standard.step;
        if let Some(months) = steps(ui, state)
            && let Some(day) = day.or_else(|| newest(state))
        {
            to = Some(Some(shifted(day, months)));
        }
        for one in Step::ALL {
            let text = words.t(one.key());
            let choice = ui.selectable_label(step == one, RichText::new(text).size(SMALL));
            let tip = words.t("standards-step-tip");
            if choice.on_hover_text(tip).clicked() {
                state.standard.step = one;
            }
        }
        if choice.as_of.is_some() && choice.as_of != own {
            let back = words.t("standards-as-of-own");
            let button = widgets::icon_button(ui, Icon::Cross, &back, &back);
            if button.clicked() {
                to = Some(None);
            }
        }
    });
    if wrong {
        let text = RichText::new(words.t("standards-no-day")).size(SMALL);
        ui.label(text.color(p.gap_text));
    } else if day.is_none() {
        let text = RichText::new(words.t("standards-any-day")).size(SMALL);
        ui.label(text.color(p.quiet));
    }
    if day.or_else(|| newest(state)).is_some() {
        compared(ui, state);
    }
    if let Some(as_of) = to {
        set(state, choice, own, as_of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_keep_the_day_and_the_end_of_a_month() {
        let day = |text: &str| Date::iso(text).expect("a day");
        for (from, months, to) in [
            ("2021-12-31", 3, "2022-03-31"),
            ("2021-12-31", -1, "2021-11-30"),
            ("2021-11-30", 1, "2021-12-31"),
            ("2021-01-15", -1, "2020-12-15"),
            ("2021-01-30", 1, "2021-02-28"),
            ("2020-02-29", 12, "2021-02-28"),
        ] {
            assert_eq!(shifted(day(from), months), day(to), "{from} {months}");
        }
    }
}
