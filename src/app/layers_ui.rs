//! The layers: what is shown on the map, and which file serves as what.

use eframe::egui::{
    self, Color32, Response, RichText, Role as AccessRole, Sense, Ui, WidgetInfo, vec2,
};

use super::dialogs::Dialog;
use super::icons::{Icon, swatch};
use super::roles_ui::RolesDraft;
use super::state::{Facts, Pick, State};
use super::theme::{self, SMALL};
use super::widgets;
use crate::model::{Edit, FacilityRef, Role};
use crate::session::Change;

/// The left panel.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            layers(ui, state);
            files(ui, state);
            super::ground_ui::section(ui, state);
            if state.session.dataset().is_some() {
                super::reach_ui::show(ui, state);
                edits(ui, state);
            }
            ui.add_space(12.0);
        });
}

fn layers(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    widgets::section(ui, &words.t("layers-title"));
    let Some(facts) = state.facts.clone() else {
        let p = theme::of(ui);
        ui.label(RichText::new(words.t("layers-none")).color(p.quiet));
        return;
    };
    let p = theme::of(ui);
    let (data, coverage) = (&facts.data, &facts.coverage);
    let visible = &mut state.visible;
    let rows: [(&mut bool, &str, Option<usize>, Swatch); 6] = [
        (
            &mut visible.facilities,
            "role-facilities",
            Some(coverage.facilities.len()),
            Swatch::Square(p.navy),
        ),
        (
            &mut visible.villages,
            "role-villages",
            Some(data.villages.len()),
            Swatch::Disc(p.covered),
        ),
        (
            &mut visible.districts,
            "role-districts",
            Some(data.districts.len()),
            Swatch::Area(p.share[1], p.border),
        ),
        (
            &mut visible.reach,
            "layers-reach",
            None,
            Swatch::Area(p.blue.gamma_multiply(0.22), p.blue),
        ),
        (
            &mut visible.labels,
            "layers-labels",
            None,
            Swatch::Letter(p.ink),
        ),
        (
            &mut visible.background,
            "layers-background",
            None,
            Swatch::Area(p.land, p.coast),
        ),
    ];
    for (shown, key, count, mark) in rows {
        let name = words.t(key);
        ui.horizontal(|ui| {
            let faint = if *shown { 1.0 } else { 0.45 };
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 22.0), Sense::hover());
            mark.paint(ui, rect.center(), faint);
            let color = if *shown { p.ink } else { p.quiet };
            ui.label(RichText::new(&name).color(color));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let tip = words.with("layers-toggle", &[("layer", name.clone().into())]);
                widgets::eye(ui, shown, &tip);
                if let Some(count) = count {
                    ui.label(RichText::new(words.count(count as u32)).color(p.quiet));
                }
            });
        });
    }
}

/// The small sample of a layer.
enum Swatch {
    Square(Color32),
    Disc(Color32),
    Area(Color32, Color32),
    Letter(Color32),
}

impl Swatch {
    fn paint(&self, ui: &Ui, at: egui::Pos2, faint: f32) {
        let painter = ui.painter();
        let dim = |c: Color32| c.gamma_multiply(faint);
        match *self {
            Self::Square(c) => swatch(painter, at, vec2(11.0, 11.0), dim(c), dim(c)),
            Self::Disc(c) => {
                painter.circle_filled(at, 5.0, dim(c));
            }
            Self::Area(fill, border) => {
                swatch(painter, at, vec2(13.0, 11.0), dim(fill), dim(border));
            }
            Self::Letter(c) => {
                painter.text(
                    at,
                    egui::Align2::CENTER_CENTER,
                    "A",
                    theme::strong(12.0),
                    dim(c),
                );
            }
        }
    }
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
    let clear = ui.button(words.t("edits-clear"));
    if clear.on_hover_text(words.t("edits-clear-tip")).clicked() {
        state.change(Change::ClearEdits);
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
