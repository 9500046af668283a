//! Reported figures against their targets and deadlines: how far they have come, where they should be by now, what is overdue.

mod inspected;
mod standing;

use std::sync::Arc;

use eframe::egui::{self, RichText, Role, Ui, WidgetInfo};

use super::super::state::{Facts, State};
use super::super::theme;
use super::lists::{self, ListState, Row, Shown};
use super::made::Made;
use super::numbers::number;
use super::sheet::{self, Lane};
use super::subjects;
use crate::base::Date;
use crate::i18n::{Lang, Words};
use crate::model::{Indicator, Subject, Verdict};
pub(super) use inspected::of_subject;
use standing::{Standing, actual, reports, standing};

/// The rows, and the keys of all figures that have a target.
#[derive(Clone, Default)]
struct Listed {
    rows: Arc<[Row]>,
    keys: Arc<[Arc<str>]>,
}

/// What the list depends on: answer, language, day, the one figure, whether only what is late.
type Key = (u64, Lang, Option<Date>, Option<String>, bool);

/// What the progress sheet remembers.
#[derive(Default)]
pub(super) struct ProgressState {
    pub list: ListState,
    /// Only figures of this key.
    only: Option<String>,
    overdue: bool,
    made: Made<Key, Listed>,
}

impl ProgressState {
    /// Whether it is being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.made.is_busy()
    }
}

/// A figure's name: that of the standard's rule about it, else its key as words.
pub(super) fn figure_name(words: Words, facts: &Facts, key: &str) -> String {
    let standard = facts.standard.as_ref().map(|a| &a.standard);
    let reported = standard.and_then(|s| s.reported.iter().find(|r| &*r.figure.key == key));
    let named = reported.map(|r| words.pick(&r.name));
    if let Some(name) = named.filter(|n| !n.is_empty()) {
        return name.to_owned();
    }
    let known = words.known_figure(key);
    known.unwrap_or_else(|| key.replace('-', " "))
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

fn rows(facts: &Facts, words: Words, day: Option<Date>, only: Option<&str>, late: bool) -> Listed {
    let register = &facts.register;
    let mut rows = Vec::new();
    for ((key, of), all) in reports(register, day) {
        if only.is_some_and(|only| only != &*key) {
            continue;
        }
        let all = all
            .iter()
            .filter_map(|i| register.indicators.get(*i as usize));
        let all: Vec<&Indicator> = all.collect();
        let (Some(figure), Some(first)) = (all.last(), all.first()) else {
            continue;
        };
        let Some(standing) = standing(figure, first, day) else {
            continue;
        };
        if late && !matches!(standing.verdict, Verdict::Fail | Verdict::Borderline) {
            continue;
        }
        rows.push((standing, row(words, facts, &all, of, &standing)));
    }
    // What is behind stands first, the farthest from its target before the others.
    let part = |s: &Standing| s.actual / s.target.max(f64::MIN_POSITIVE);
    rows.sort_by(|(a, _), (b, _)| b.verdict.cmp(&a.verdict).then(part(a).total_cmp(&part(b))));
    let aimed = register.indicators.iter().filter(|f| f.target.is_some());
    let keys: std::collections::BTreeSet<Arc<str>> = aimed.map(|f| Arc::clone(&f.key)).collect();
    Listed {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        keys: keys.into_iter().collect(),
    }
}

/// What the newest report says more than the one of an earlier day; `None` without one.
fn change(all: &[&Indicator]) -> Option<f64> {
    let (now, earlier) = all.split_last()?;
    let before = earlier.iter().rev().find(|f| f.date < now.date)?;
    Some(actual(now)? - actual(before)?)
}

/// A figure with all its reports, the newest last.
fn row(words: Words, facts: &Facts, all: &[&Indicator], of: Option<Subject>, s: &Standing) -> Row {
    let figure = all[all.len() - 1];
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
    let source = figure.source.as_deref().unwrap_or_default().to_owned();
    if !source.is_empty() {
        tip.push(source.clone());
    }
    // All that was reported, if there is more than one.
    let dated = all
        .iter()
        .filter_map(|f| Some((f.date?, standing::actual(f)?)));
    let dated: Vec<String> = dated
        .map(|(date, n)| format!("{date}  {}", amount(words, figure, n)))
        .collect();
    if dated.len() > 1 {
        tip.extend(dated);
    }
    let change = change(all).map_or(Shown::Text(String::new()), |n| {
        let text = amount(words, figure, n.abs());
        let sign = match n {
            n if n > 0.0 => "+",
            n if n < 0.0 => "−",
            _ => "±",
        };
        Shown::Number(n, format!("{sign}{text}"))
    });
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
            change,
            Shown::Text(day(figure.deadline)),
            Shown::Text(day(figure.date)),
            Shown::Text(source),
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
    let (listed, failed) = own.made.want(ui.ctx(), key, many, make);
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    let Listed { rows, keys } = listed.unwrap_or_default();
    bar(ui, state, facts, &rows, &keys);
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
        Lane::number(words.t("standards-change"), 76.0),
        Lane::text(words.t("standards-until"), 84.0),
        Lane::text(words.t("standards-reported-on"), 84.0),
        Lane::text(words.t("standards-source"), 130.0),
    ];
    lanes[6].tip = words.t("standards-change-tip");
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

fn bar(ui: &mut Ui, state: &mut State, facts: &Facts, rows: &[Row], keys: &[Arc<str>]) {
    let words = state.words;
    let p = theme::of(ui);
    ui.horizontal(|ui| {
        let own = &mut state.standard.progress;
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
                    let on = own.only.as_deref() == Some(&**key);
                    if ui
                        .selectable_label(on, figure_name(words, facts, key))
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
        let late = |r: &&Row| {
            matches!(
                r.cells.get(2),
                Some(Shown::Mark(Verdict::Fail | Verdict::Borderline, _))
            )
        };
        let n = rows.iter().filter(late).count() as u32;
        let args = [
            ("late", words.count(n).into()),
            ("all", words.count(rows.len() as u32).into()),
        ];
        let text = words.with("standards-progress-count", &args);
        ui.label(RichText::new(text).color(p.quiet));
    });
}
