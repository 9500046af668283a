//! Reported figures against their targets and deadlines: how far they have come, where they should be by now, what is overdue.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::state::{Facts, State};
use super::super::theme;
use super::super::widgets;
use super::lists::{self, ListState, Row, Shown};
use super::made::Made;
use super::numbers::number;
use super::sheet::{self, Bullet, Lane, draw_bullet};
use super::subjects;
use crate::base::Date;
use crate::i18n::{Lang, Words};
use crate::model::{Indicator, Register, Subject, Verdict};

/// What the progress sheet remembers.
#[derive(Default)]
pub(super) struct ProgressState {
    pub list: ListState,
    /// Only figures of this key.
    only: Option<String>,
    overdue: bool,
    made: Made<(u64, Lang, Option<Date>, Option<String>, bool), Arc<[Row]>>,
}

impl ProgressState {
    /// Whether it is being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.made.is_busy()
    }
}

/// How a figure stands with its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    pub actual: f64,
    pub target: f64,
    /// What should be there by now: on the straight line from the first report to the target on its day.
    pub expected: Option<f64>,
    pub verdict: Verdict,
    /// Whether the day has passed and the target is not reached.
    pub overdue: bool,
}

/// What a figure says: its count, or its percentage where it is one.
pub(super) fn actual(figure: &Indicator) -> Option<f64> {
    let share = figure.share.map(|s| s.percent);
    match (figure.n, figure.target) {
        // A target beyond a whole of hundred cannot be a percentage, and a share is held against a share.
        (Some(n), Some(target)) => match (share, figure.total) {
            (Some(share), Some(total)) if target <= 1.0 && total > 1.0 => Some(share / 100.0),
            _ => Some(n),
        },
        (Some(n), None) => Some(n),
        (None, Some(target)) if target <= 1.0 => share.map(|s| s / 100.0),
        (None, _) => share,
    }
}

/// How a figure stands on a day; `first`: the first report of the same figure.
pub(super) fn standing(
    figure: &Indicator,
    first: &Indicator,
    day: Option<Date>,
) -> Option<Standing> {
    let (actual, target) = (actual(figure)?, figure.target?);
    let day = day.or(figure.date);
    let overdue = match (figure.deadline, day) {
        (Some(deadline), Some(day)) => day > deadline && actual < target,
        _ => false,
    };
    let expected = match (figure.deadline, day, first.date, self::actual(first)) {
        (Some(deadline), Some(day), _, _) if day >= deadline => Some(target),
        (Some(deadline), Some(day), Some(begun), Some(from))
            if begun < deadline && begun <= day =>
        {
            let part = (day.days() - begun.days()) as f64 / (deadline.days() - begun.days()) as f64;
            Some(from + (target - from) * part)
        }
        _ => None,
    };
    let verdict = if actual >= target {
        Verdict::Pass
    } else if overdue || figure.deadline.is_none() {
        Verdict::Fail
    } else if expected.is_some_and(|e| actual < e) {
        Verdict::Borderline
    } else {
        Verdict::Exempt
    };
    Some(Standing {
        actual,
        target,
        expected,
        verdict,
        overdue,
    })
}

impl Standing {
    fn bullet(&self) -> Bullet {
        let all = self.actual.max(self.target).max(f64::MIN_POSITIVE) * 1.08;
        let part = |n: f64| (n / all) as f32;
        Bullet {
            actual: part(self.actual),
            target: part(self.target),
            expected: self.expected.map(part),
            behind: self.verdict == Verdict::Fail || self.verdict == Verdict::Borderline,
        }
    }

    fn key(&self) -> &'static str {
        match self.verdict {
            Verdict::Pass => "standards-reached",
            Verdict::Fail if self.overdue => "standards-overdue",
            Verdict::Fail => "standards-missed",
            Verdict::Borderline => "standards-behind",
            _ => "standards-on-the-way",
        }
    }
}

/// A figure of somebody: the newest report up to a day, and the first.
type Reports = BTreeMap<(Arc<str>, Option<Subject>), (u32, u32)>;

/// The newest report of each figure up to a day, and the first, by their places in the register.
pub(super) fn newest(register: &Register, day: Option<Date>) -> Reports {
    let mut found: Reports = BTreeMap::new();
    let date = |i: u32| register.indicators.get(i as usize).and_then(|f| f.date);
    for (i, figure) in (0u32..).zip(&register.indicators) {
        if let (Some(day), Some(of)) = (day, figure.date)
            && of > day
        {
            continue;
        }
        let entry = found
            .entry((Arc::clone(&figure.key), figure.of))
            .or_insert((i, i));
        if date(i) >= date(entry.0) {
            entry.0 = i;
        }
        if date(i) < date(entry.1) {
            entry.1 = i;
        }
    }
    found
}

/// A figure's name: that of the standard's rule about it, else its key as words.
pub(super) fn figure_name(words: Words, facts: &Facts, key: &str) -> String {
    let standard = facts.standard.as_ref().map(|a| &a.standard);
    let reported = standard.and_then(|s| s.reported.iter().find(|r| &*r.figure.key == key));
    let named = reported.map(|r| words.pick(&r.name));
    match named.filter(|n| !n.is_empty()) {
        Some(name) => name.to_owned(),
        None => {
            let known = format!("standards-figure-{key}");
            let text = words.t(&known);
            if text == known {
                key.replace('-', " ")
            } else {
                text
            }
        }
    }
}

/// A number of a figure, a share as a percentage.
fn amount(words: Words, figure: &Indicator, n: f64) -> String {
    let share = figure.target.is_some_and(|t| t <= 1.0) && figure.total.is_none_or(|t| t > 1.0);
    if share {
        words.percent(n)
    } else {
        number(words, n)
    }
}

fn rows(
    facts: &Facts,
    words: Words,
    day: Option<Date>,
    only: Option<&str>,
    late: bool,
) -> Arc<[Row]> {
    let register = &facts.register;
    let mut rows = Vec::new();
    for ((key, of), (now, first)) in newest(register, day) {
        if only.is_some_and(|only| only != &*key) {
            continue;
        }
        let (Some(figure), Some(first)) = (
            register.indicators.get(now as usize),
            register.indicators.get(first as usize),
        ) else {
            continue;
        };
        let Some(standing) = standing(figure, first, day) else {
            continue;
        };
        if late && !matches!(standing.verdict, Verdict::Fail | Verdict::Borderline) {
            continue;
        }
        rows.push((standing, row(words, facts, figure, of, &standing)));
    }
    // What is behind stands first, the farthest from its target before the others.
    let part = |s: &Standing| s.actual / s.target.max(f64::MIN_POSITIVE);
    rows.sort_by(|(a, _), (b, _)| b.verdict.cmp(&a.verdict).then(part(a).total_cmp(&part(b))));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(words: Words, facts: &Facts, figure: &Indicator, of: Option<Subject>, s: &Standing) -> Row {
    let name = figure_name(words, facts, &figure.key);
    let whose = of.and_then(|of| subjects::name(words, facts, of));
    let whose = whose.map_or_else(|| words.t("standards-whole"), |n| n.to_string());
    let [actual, target] = [s.actual, s.target].map(|n| amount(words, figure, n));
    let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    let expected = s.expected.map(|n| amount(words, figure, n));
    let args = [
        ("actual", actual.clone().into()),
        ("target", target.clone().into()),
    ];
    let told = words.with("standards-actual-of", &args);
    let mut tip = vec![format!("{whose}: {name}"), told.clone()];
    if let Some(expected) = expected {
        tip.push(words.with("standards-expected", &[("expected", expected.into())]));
    }
    if let Some(source) = &figure.source {
        tip.push(source.to_string());
    }
    let part = s.actual / s.target.max(f64::MIN_POSITIVE);
    Row {
        to: of,
        cells: vec![
            Shown::Text(name),
            Shown::Text(whose),
            Shown::Mark(s.verdict, words.t(s.key())),
            Shown::Bullet(s.bullet(), told, part),
            Shown::Number(s.actual, actual),
            Shown::Number(s.target, target),
            Shown::Text(day(figure.deadline)),
            Shown::Text(day(figure.date)),
        ],
        tip: tip.join("\n"),
    }
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let day = super::day(state, facts);
    let own = &mut state.standard.progress;
    let (only, late) = (own.only.clone(), own.overdue);
    let key = (facts.version, words.lang, day, only.clone(), late);
    let many = facts.register.indicators.len() > 5000;
    let asked = facts.clone();
    let make = move || rows(&asked, words, day, only.as_deref(), late);
    let (rows, failed) = own.made.want(ui.ctx(), key, many, make);
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    let rows = rows.unwrap_or_default();
    bar(ui, state, facts, &rows);
    if rows.is_empty() {
        let own = &state.standard.progress;
        let key = match (facts.register.indicators.is_empty(), own.overdue) {
            (true, _) => "standards-progress-none",
            (false, true) => "standards-progress-nothing-late",
            (false, false) => "standards-progress-no-targets",
        };
        sheet::nothing(ui, &words.t(key));
        return;
    }
    let mut lanes = vec![
        Lane::text(words.t("standards-figure"), 190.0),
        Lane::text(words.t("standards-whose"), 130.0),
        Lane::text(words.t("standards-state"), 110.0),
        Lane::text(words.t("standards-progress-bar"), 180.0),
        Lane::number(words.t("standards-actual"), 70.0),
        Lane::number(words.t("standards-aim"), 70.0),
        Lane::text(words.t("standards-until"), 84.0),
        Lane::text(words.t("standards-reported-on"), 84.0),
    ];
    lanes[3].tip = words.t("standards-progress-bar-tip");
    let count = words.count(rows.len() as u32);
    let name = words.with("standards-progress-name", &[("rows", count.into())]);
    lists::show(
        ui,
        state,
        facts,
        |s| &mut s.standard.progress.list,
        (name, &lanes, &rows),
    );
}

fn bar(ui: &mut Ui, state: &mut State, facts: &Facts, rows: &[Row]) {
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal(|ui| {
        let own = &mut state.standard.progress;
        let mut keys: Vec<Arc<str>> = facts
            .register
            .indicators
            .iter()
            .filter(|f| f.target.is_some())
            .map(|f| Arc::clone(&f.key))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let all = words.t("standards-all-figures");
        let now = own
            .only
            .as_ref()
            .map_or_else(|| all.clone(), |k| figure_name(words, facts, k));
        let label = words.t("standards-figure");
        let shown = egui::ComboBox::from_id_salt("figure")
            .selected_text(&now)
            .width(190.0)
            .truncate()
            .show_ui(ui, |ui| {
                if ui.selectable_label(own.only.is_none(), all).clicked() {
                    own.only = None;
                }
                for key in keys {
                    let on = own.only.as_deref() == Some(&*key);
                    if ui
                        .selectable_label(on, figure_name(words, facts, &key))
                        .clicked()
                    {
                        own.only = Some(key.to_string());
                    }
                }
            });
        let told = format!("{label}: {now}");
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        shown
            .response
            .on_hover_text(words.t("standards-figure-tip"));
        let late = words.t("standards-only-late");
        let choice = ui.checkbox(&mut own.overdue, late);
        choice.on_hover_text(words.t("standards-only-late-tip"));
        let late = |r: &&Row| matches!(r.cells.get(2), Some(Shown::Mark(Verdict::Fail, _)));
        let n = rows.iter().filter(late).count() as u32;
        let args = [
            ("late", words.count(n).into()),
            ("all", words.count(rows.len() as u32).into()),
        ];
        let text = words.with("standards-progress-count", &args);
        ui.label(RichText::new(text).color(p.quiet));
    });
}

/// The figures of a subject, for the inspector.
pub(super) fn of_subject(ui: &mut Ui, state: &mut State, facts: &Facts, subject: Subject) {
    let places = state.standard.known.indicators(&facts.register, subject);
    if places.is_empty() {
        return;
    }
    let words = state.words;
    let day = super::day(state, facts);
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
pub(super) fn figure_text(words: Words, figure: &Indicator) -> String {
    let mut said = Vec::new();
    match (figure.n, figure.total) {
        (Some(n), Some(total)) => {
            said.push(format!("{} / {}", number(words, n), number(words, total)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(n: f64, date: &str) -> Indicator {
        Indicator {
            n: Some(n),
            date: Date::iso(date),
            target: Some(100.0),
            deadline: Date::iso("2020-12-31"),
            ..Indicator::default()
        }
    }

    #[test]
    fn what_should_be_there_by_now_lies_on_the_line_from_the_first_report_to_the_target() {
        let first = figure(20.0, "2018-12-31");
        let now = figure(50.0, "2019-12-31");
        let s = standing(&now, &first, Date::iso("2019-12-31")).expect("a target");
        // 365 of 731 days have passed.
        let expected = s.expected.expect("a line");
        assert!(
            (expected - (20.0 + 80.0 * 365.0 / 731.0)).abs() < 1e-9,
            "{expected}"
        );
        assert_eq!((s.verdict, s.overdue), (Verdict::Borderline, false));
        let late = standing(&now, &first, Date::iso("2021-01-01")).expect("a target");
        assert_eq!((late.verdict, late.overdue), (Verdict::Fail, true));
        let there = standing(
            &figure(100.0, "2020-06-30"),
            &first,
            Date::iso("2021-01-01"),
        );
        assert_eq!(there.map(|s| s.verdict), Some(Verdict::Pass));
    }

    #[test]
    fn of_several_reports_the_newest_up_to_the_day_counts() {
        let register = Register {
            indicators: vec![
                figure(3.0, "2019-12-31"),
                figure(1.0, "2018-12-31"),
                figure(9.0, "2020-12-31"),
            ],
            ..Register::default()
        };
        let day = |text: &str| newest(&register, Date::iso(text)).into_values().next();
        assert_eq!(day("2020-01-01"), Some((0, 1)));
        assert_eq!(day("2021-01-01"), Some((2, 1)));
        assert_eq!(day("2018-01-01"), None);
    }
}
