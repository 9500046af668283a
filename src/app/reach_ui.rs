//! The question: how far care reaches, which facilities count, and how strictly.

mod distance;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::guide::{self, Place};
use super::icons::Icon;
use super::state::State;
use super::theme::{self, SMALL};
use super::widgets;
use crate::base::Metres;
use crate::i18n::Words;
use crate::model::spec::TierRadius;
use crate::model::{AnalysisSpec, Filter, FilterProblem, Reach, Tier};
use crate::session::Change;
pub(super) use distance::handle;
use distance::{Field, RowChange, distance_row, finish_drag, typed_distance, unit_problem};

/// What is being typed here, until it can be used.
#[derive(Default)]
pub(super) struct ReachState {
    /// A radius by tier (`None`: the one for all), or the tolerance.
    typed: Option<(Field, String)>,
    filter: Option<String>,
    /// The filter's field should take the keyboard.
    pub focus_filter: bool,
    dragging: bool,
}

/// Shows the sections about reach, filter and strictness.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let spec = state.session.state().spec.clone();
    let tiers: Vec<Tier> = state
        .session
        .dataset()
        .map_or_else(Vec::new, |d| d.tiers.clone());
    let top = ui.cursor().min;
    widgets::section(ui, &state.words.t("reach-title"));
    if tiers.len() > 1 {
        switch(ui, state, &spec, &tiers);
    }
    match &spec.reach {
        Reach::Uniform(radius) => {
            let name = state.words.t("reach-uniform");
            let change = distance_row(ui, state, Field::Uniform, &name, Some(*radius), false);
            if let Some(RowChange::To(radius)) = change {
                state.change(Change::SetReach(Reach::Uniform(radius)));
            }
        }
        Reach::ByTier(_) => by_tier(ui, state, &spec.reach, &tiers),
    }
    let right = egui::pos2(ui.max_rect().right(), ui.cursor().top());
    guide::mark(ui, Place::Reach, egui::Rect::from_min_max(top, right));
    let p = theme::of(ui);
    ui.label(
        RichText::new(state.words.t("reach-metric"))
            .small()
            .color(p.quiet),
    );
    finish_drag(ui, state);
    filter(ui, state, &spec);
    more(ui, state, &spec);
}

/// One radius, or one by tier.
fn switch(ui: &mut Ui, state: &mut State, spec: &AnalysisSpec, tiers: &[Tier]) {
    let uniform = matches!(spec.reach, Reach::Uniform(_));
    let words = state.words;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let one = ui.selectable_label(uniform, words.t("reach-one"));
        let many = ui.selectable_label(!uniform, words.t("reach-by-tier"));
        let radii = spec.reach.radii(tiers);
        if one.on_hover_text(words.t("reach-one-tip")).clicked() && !uniform {
            let radius = radii.iter().flatten().copied().next();
            let radius = radius.unwrap_or(Metres::from_km(5.0));
            state.change(Change::SetReach(Reach::Uniform(radius)));
        }
        if many.on_hover_text(words.t("reach-by-tier-tip")).clicked() && uniform {
            state.change(Change::SetReach(listed(tiers, &radii)));
        }
    });
}

/// A radius for each tier that has one.
fn listed(tiers: &[Tier], radii: &[Option<Metres>]) -> Reach {
    let pairs = tiers.iter().zip(radii);
    Reach::ByTier(
        pairs
            .filter_map(|(tier, radius)| {
                radius.map(|radius| TierRadius {
                    tier: tier.name.to_string(),
                    radius,
                })
            })
            .collect(),
    )
}

fn by_tier(ui: &mut Ui, state: &mut State, reach: &Reach, tiers: &[Tier]) {
    let mut radii = reach.radii(tiers);
    // The highest tier stands first, as planners list them.
    for i in (0..tiers.len()).rev() {
        let name = widgets::tier_name(state.words, &tiers[i]);
        let field = Field::Tier(i as u16);
        if let Some(changed) = distance_row(ui, state, field, &name, radii[i], true) {
            radii[i] = match (changed, radii[i]) {
                (RowChange::To(radius), _) => Some(radius),
                (RowChange::Switched, Some(_)) => None,
                // Switched on again: what is usual for the tier.
                (RowChange::Switched, None) => Some(tiers[i].known.map_or(
                    Metres::from_km(5.0),
                    crate::model::KnownTier::default_radius,
                )),
            };
            state.change(Change::SetReach(listed(tiers, &radii)));
        }
    }
}

fn filter(ui: &mut Ui, state: &mut State, spec: &AnalysisSpec) {
    let words = state.words;
    let title = widgets::section(ui, &words.t("serve-title"));
    let mut text = state
        .reach
        .filter
        .clone()
        .or_else(|| spec.filter.clone())
        .unwrap_or_default();
    let response = ui
        .add(
            egui::TextEdit::singleline(&mut text)
                .hint_text(words.t("serve-hint"))
                .desired_width(f32::INFINITY),
        )
        .labelled_by(title.id);
    // While one types, what is wrong stands where the tip would be.
    if !response.has_focus() {
        response.clone().on_hover_text(words.t("serve-tip"));
    }
    if std::mem::take(&mut state.reach.focus_filter) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.changed() {
        state.reach.filter = Some(text.clone());
    }
    let empty = text.trim().is_empty();
    let problem = Filter::parse(&text).err().filter(|_| !empty);
    match &problem {
        Some(problem) => filter_problem(ui, words, problem),
        None if !empty => unknown_fields(ui, state, &text),
        None => {}
    }
    if response.lost_focus() && state.reach.filter.is_some() {
        if ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            state.reach.filter = None;
        } else if problem.is_none() {
            state.reach.filter = None;
            let wanted = (!empty).then(|| text.trim().to_owned());
            if wanted != spec.filter {
                state.change(Change::SetFilter(wanted));
            }
        }
    }
    if let (Some(facts), Some(_)) = (&state.facts, &spec.filter) {
        let all = facts.coverage.facilities.len() as u32;
        let serving = facts.coverage.radii.iter().flatten().count() as u32;
        let p = theme::of(ui);
        let args = [
            ("serving", words.count(serving).into()),
            ("all", words.count(all).into()),
        ];
        ui.label(
            RichText::new(words.with("serve-passed", &args))
                .small()
                .color(p.quiet),
        );
    }
}

/// Where a filter cannot be read on, and what could stand there.
pub(super) fn filter_problem(ui: &mut Ui, words: Words, problem: &FilterProblem) {
    let said = words.filter_problem(problem);
    let p = theme::of(ui);
    let text = RichText::new(said.detail).size(SMALL);
    ui.label(text.color(p.gap_text));
}

/// Names in the filter that no facility has as a column.
fn unknown_fields(ui: &mut Ui, state: &State, text: &str) {
    let (Ok(filter), Some(facts)) = (Filter::parse(text), &state.facts) else {
        return;
    };
    let layers = facts.data.layers.iter();
    let tables: Vec<_> = layers
        .filter(|l| l.roles.get(crate::model::Role::Facilities).is_some())
        .map(|l| &l.table)
        .collect();
    let unknown: Vec<&str> = filter
        .fields()
        .into_iter()
        .filter(|f| *f != "tier" && !tables.iter().any(|t| t.column(f).is_some()))
        .collect();
    if !unknown.is_empty() {
        let args = [("fields", unknown.join(", ").into())];
        let p = theme::of(ui);
        let text = RichText::new(state.words.with("serve-unknown", &args)).size(SMALL);
        ui.label(text.color(p.gap_text));
    }
}

/// How strictly: the number of facilities, the own district only, the tolerance.
fn more(ui: &mut Ui, state: &mut State, spec: &AnalysisSpec) {
    let words = state.words;
    ui.add_space(4.0);
    let p = theme::of(ui);
    let title = RichText::new(words.t("more-title"))
        .font(theme::strong(SMALL))
        .color(p.quiet);
    egui::CollapsingHeader::new(title)
        .id_salt("more")
        .show_unindented(ui, |ui| {
            ui.horizontal(|ui| {
                let mut k = spec.k;
                let label = ui.label(words.t("more-k"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let response = ui
                        .add(egui::DragValue::new(&mut k).range(1..=20).speed(0.05))
                        .labelled_by(label.id)
                        .on_hover_text(words.t("more-k-tip"));
                    if response.changed() && k != spec.k {
                        state.change(Change::SetK(k));
                    }
                });
            });
            let mut within = spec.within_unit;
            if ui
                .checkbox(&mut within, words.t("more-within-unit"))
                .on_hover_text(words.t("more-within-unit-tip"))
                .changed()
            {
                state.change(Change::SetWithinUnit(within));
            }
            tolerance(ui, state, spec);
        });
}

fn tolerance(ui: &mut Ui, state: &mut State, spec: &AnalysisSpec) {
    let words = state.words;
    let name = words.t("more-tolerance");
    let field = Field::Tolerance;
    let mut wrong = None;
    ui.horizontal(|ui| {
        ui.label(&name).on_hover_text(words.t("more-tolerance-tip"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if spec.tolerance.0 > 0.0
                && widgets::icon_button(
                    ui,
                    Icon::Cross,
                    &words.t("more-tolerance-none"),
                    &words.t("more-tolerance-none"),
                )
                .clicked()
            {
                state.change(Change::SetTolerance(Metres(0.0)));
            }
            let (typed, problem) = typed_distance(ui, state, field, &name, spec.tolerance);
            wrong = problem;
            if let Some(tolerance) = typed {
                state.change(Change::SetTolerance(tolerance));
            }
        });
    });
    if let Some(problem) = wrong {
        let p = theme::of(ui);
        let text = RichText::new(unit_problem(words, &problem)).size(SMALL);
        ui.label(text.color(p.gap_text));
    }
}
