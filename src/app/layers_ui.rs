//! The left panel: layers, bookmarks, which file serves as what, the question, the edits.

use eframe::egui::{self, Response, Role as AccessRole, Sense, Ui, WidgetInfo, vec2};

use super::dialogs::Dialog;
use super::icons::Icon;
use super::roles_ui::RolesDraft;
use super::state::{Facts, Pick, State};
use super::theme::{self, SMALL};
use super::widgets;
use crate::base::units::ungrouped;
use crate::model::{Edit, FacilityRef, Role};
use crate::session::{Before, Change};

/// The left panel.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    super::standard_ui::side_tabs(ui, state);
    if state.standard.panel {
        super::standard_ui::panel(ui, state);
        return;
    }
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            super::layer_panel::show(ui, state);
            // What is asked stands before where it comes from.
            if state.session.dataset().is_some() {
                super::reach_ui::show(ui, state);
                edits(ui, state);
            }
            super::bookmarks_ui::show(ui, state);
            files(ui, state);
            super::ground_ui::section(ui, state);
            ui.add_space(12.0);
        });
}

fn files(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let layers: Vec<(String, Vec<Role>)> = state
        .session
        .state()
        .layers
        .iter()
        .map(|l| {
            let roles = l.roles.0.iter().map(|u| u.role).collect();
            (widgets::file_name(&l.table.source.path), roles)
        })
        .collect();
    if layers.is_empty() {
        return;
    }
    widgets::section(ui, &words.t("files-title"));
    for (index, (name, roles)) in layers.iter().enumerate() {
        let roles = if roles.is_empty() {
            words.t("files-unused")
        } else {
            let names: Vec<String> = roles.iter().map(|r| words.t(role_key(*r))).collect();
            names.join(&words.t("list-separator"))
        };
        if file(ui, name, &roles)
            .on_hover_text(words.t("files-tip"))
            .clicked()
        {
            state.dialog = Some(Dialog::Roles(index, RolesDraft::default()));
        }
    }
}

/// A file: its name, below what it serves as; opens the editor of its roles.
fn file(ui: &mut Ui, name: &str, roles: &str) -> Response {
    let p = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect.expand2(vec2(5.0, 0.0)), 5.0, p.raised);
    }
    let width = rect.width() - 26.0;
    let title = widgets::elided(ui, name, theme::regular(theme::BODY), p.ink, width);
    let below = widgets::elided(ui, roles, theme::regular(SMALL), p.quiet, width);
    ui.painter().galley(rect.min + vec2(0.0, 1.0), title, p.ink);
    ui.painter()
        .galley(rect.min + vec2(0.0, 19.0), below, p.quiet);
    let right =
        egui::Rect::from_center_size(rect.right_center() - vec2(9.0, 0.0), vec2(16.0, 16.0));
    Icon::Tune.paint(ui.painter(), right, p.quiet);
    response.widget_info(|| {
        WidgetInfo::labeled(
            AccessRole::Button,
            ui.is_enabled(),
            format!("{name}, {roles}"),
        )
    });
    response
}

/// The name of a role.
pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Facilities => "role-facilities",
        Role::Villages => "role-villages",
        Role::Districts => "role-districts",
    }
}

/// What the scenario changed: one line per edit.
fn edits(ui: &mut Ui, state: &mut State) {
    let Some(facts) = state.facts.clone() else {
        return;
    };
    let edits = state.session.state().edits.clone();
    if edits.is_empty() {
        return;
    }
    let words = state.words;
    widgets::section(
        ui,
        &words.with(
            "edits-title",
            &[
                ("n", edits.len().into()),
                ("count", words.count(edits.len() as u32).into()),
            ],
        ),
    );
    let mut added = 0;
    for (i, edit) in edits.iter().enumerate() {
        let (key, reference) = match edit {
            Edit::Add { .. } => {
                added += 1;
                ("edit-added", FacilityRef::Added(added - 1))
            }
            Edit::Move { facility, .. } => ("edit-moved", *facility),
            Edit::Close { facility } => ("edit-closed", *facility),
            Edit::Reopen { facility } => ("edit-reopened", *facility),
        };
        let Some((pick, name)) = facility_of(&facts, reference) else {
            continue;
        };
        let text = words.with(key, &[("name", name.into())]);
        let selected = state.selection == Some(pick);
        ui.push_id(("edit", i), |ui| {
            let button = egui::Button::selectable(selected, text).truncate();
            if ui.add(button).clicked() {
                state.select_and_show(pick);
            }
        });
    }
    let mut on = state.session.compared_with() == Some(Before::WithoutEdits);
    let toggle = ui.checkbox(&mut on, words.t("swipe-compare-edits"));
    if toggle.on_hover_text(words.t("cmd-swipe-tip")).changed() {
        state.session.compare(on.then_some(Before::WithoutEdits));
    }
    if on {
        gained(ui, state, &facts);
    }
    let clear = ui.button(words.t("edits-clear"));
    if clear.on_hover_text(words.t("edits-clear-tip")).clicked() {
        state.change(Change::ClearEdits);
    }
}

/// What the edits bring, and what that costs for each person.
fn gained(ui: &mut Ui, state: &mut State, facts: &Facts) {
    let words = state.words;
    let Some(before) = state.session.compared() else {
        return;
    };
    let (then, now) = (before.results.coverage.totals, facts.coverage.totals);
    let villages = i64::from(now.covered) - i64::from(then.covered);
    let people = now.population_covered.0 - then.population_covered.0;
    let signed = |n: f64| {
        let sign = if n < 0.0 { "−" } else { "+" };
        format!("{sign}{}", words.count(n.abs()))
    };
    widgets::pair(
        ui,
        &words.t("swipe-gained-villages"),
        signed(villages as f64),
    );
    if now.population.0 <= 0.0 {
        return;
    }
    widgets::pair(ui, &words.t("swipe-gained-people"), signed(people));
    ui.horizontal(|ui| {
        let label = ui.label(words.t("swipe-cost"));
        let field = egui::TextEdit::singleline(&mut state.scenario_cost);
        let field = field.desired_width(90.0).hint_text("300,000");
        let field = ui.add(field).labelled_by(label.id);
        field.on_hover_text(words.t("swipe-cost-tip"));
    });
    let digits = state.scenario_cost.replace([' ', '\u{202f}'], "");
    let cost = ungrouped(&digits).and_then(|d| d.parse::<f64>().ok());
    if let Some(cost) = cost.filter(|c| c.is_finite() && *c >= 0.0) {
        let each = cost / people;
        let told = match each {
            _ if people < 1.0 => words.t("swipe-nobody"),
            each if each < 100.0 => format!("{each:.2}"),
            each => words.count(each),
        };
        widgets::pair(ui, &words.t("swipe-cost-each"), told);
    }
}

fn facility_of(facts: &Facts, reference: FacilityRef) -> Option<(Pick, String)> {
    let all = &facts.coverage.facilities;
    // The baseline's in their order, then the added sites in theirs.
    let i = match reference {
        FacilityRef::Baseline(i) => i,
        FacilityRef::Added(i) => facts.data.facilities.len() as u32 + i,
    };
    let facility = all.get(i as usize)?;
    Some((Pick::Facility(i), facility.name.to_string()))
}
