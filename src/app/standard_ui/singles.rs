//! Single points of failure: facilities by the people who would be left without one if they closed.

use std::sync::Arc;

use eframe::egui::{self, RichText, Role, Ui, WidgetInfo};

use super::super::state::{Facts, State};
use super::super::theme;
use super::super::widgets;
use super::lists::{self, ListState, Row, Shown};
use super::made::Made;
use super::sheet::{self, Lane};
use super::subjects;
use crate::i18n::{Lang, Words};
use crate::model::standard::Loss;
use crate::model::{StandardAnswer, Subject};

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct SinglesState {
    list: ListState,
    /// The rule of reach, by its key.
    rule: Option<String>,
    made: Made<(u64, Lang, usize), Arc<[Row]>>,
}

impl SinglesState {
    /// Whether it is being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.made.is_busy()
    }
}

fn rows(facts: &Facts, losses: &[Loss], words: Words) -> Arc<[Row]> {
    let mut sole: Vec<(u32, &Loss)> = (0u32..)
        .zip(losses)
        .filter(|(_, loss)| loss.sole_villages > 0)
        .collect();
    sole.sort_by(|(i, a), (j, b)| {
        let people = b.sole_people.0.total_cmp(&a.sole_people.0);
        people
            .then(b.sole_villages.cmp(&a.sole_villages))
            .then(i.cmp(j))
    });
    let row = |(i, loss): (u32, &Loss)| {
        let subject = Subject::Facility(i);
        let name = subjects::name(words, facts, subject).unwrap_or_default();
        let facility = facts.facility(i);
        let tier = facility.and_then(|f| facts.tier_of(f));
        let tier = tier.map_or_else(String::new, |t| widgets::tier_name(words, t));
        let share = loss.sole_people.0 / loss.people.0.max(1.0);
        let args = [
            ("name", name.as_str().into()),
            ("n", loss.sole_people.0.into()),
            ("people", words.count(loss.sole_people.0).into()),
            ("villages", words.count(loss.sole_villages).into()),
        ];
        Row {
            to: Some(subject),
            tip: words.with("standards-sole-tip", &args),
            cells: vec![
                Shown::Text(name.to_string()),
                Shown::Text(tier),
                Shown::Number(loss.sole_people.0, words.count(loss.sole_people.0)),
                Shown::Number(loss.sole_villages.into(), words.count(loss.sole_villages)),
                Shown::Number(loss.people.0, words.count(loss.people.0)),
                Shown::Number(share, words.percent(share)),
            ],
        }
    };
    sole.into_iter().map(row).collect()
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, answer: &Arc<StandardAnswer>) {
    let words = state.words;
    if answer.losses.is_empty() {
        sheet::nothing(ui, &words.t("standards-singles-none"));
        return;
    }
    let rule_of = |at: usize| {
        answer
            .losses
            .get(at)
            .and_then(|(r, _)| answer.standard.rules.get(*r))
    };
    let wanted = state.standard.singles.rule.clone();
    let places = 0..answer.losses.len();
    let at = places
        .clone()
        .find(|at| rule_of(*at).is_some_and(|r| wanted.as_ref() == Some(&r.id)))
        .unwrap_or(0);
    let losses = Arc::clone(&answer.losses[at].1);
    let key = (facts.version, words.lang, at);
    let (asked, many) = (facts.clone(), losses.len() > 3000);
    let own = &mut state.standard.singles;
    let (rows, failed) = own
        .made
        .want(ui.ctx(), key, many, move || rows(&asked, &losses, words));
    if let Some(text) = failed {
        super::super::news::panicked(state, crate::session::JobKind::Compute, text);
    }
    let rows = rows.unwrap_or_default();
    let p = theme::of(ui);
    ui.horizontal(|ui| {
        let own = &mut state.standard.singles;
        let name = |at: usize| rule_of(at).map_or("", |r| words.rule_name(r)).to_owned();
        let now = name(at);
        let label = words.t("standards-by-rule");
        let shown = egui::ComboBox::from_id_salt("loss")
            .selected_text(&now)
            .width(260.0)
            .truncate()
            .show_ui(ui, |ui| {
                for one in places {
                    if ui.selectable_label(one == at, name(one)).clicked() {
                        own.rule = rule_of(one).map(|r| r.id.clone());
                    }
                }
            });
        let told = format!("{label}: {now}");
        shown
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
        shown
            .response
            .on_hover_text(words.t("standards-by-rule-tip"));
        let n = rows.len() as u32;
        let args = [("n", n.into()), ("count", words.count(n).into())];
        let text = words.with("standards-singles-count", &args);
        ui.label(RichText::new(text).color(p.quiet));
    });
    if rows.is_empty() {
        sheet::nothing(ui, &words.t("standards-singles-nobody"));
        return;
    }
    let lanes = [
        Lane::text(words.t("role-facilities"), 200.0),
        Lane::text(words.t("standards-tier"), 190.0),
        Lane::number(words.t("standards-sole-people"), 150.0),
        Lane::number(words.t("standards-sole-villages"), 110.0),
        Lane::number(words.t("standards-load-people"), 110.0),
        Lane::number(words.t("standards-sole-share"), 90.0),
    ];
    let name = words.t("standards-singles-name");
    lists::show(
        ui,
        state,
        facts,
        |s| &mut s.standard.singles.list,
        (name, &lanes, &rows),
    );
}
