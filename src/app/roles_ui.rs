//! The editor of a file's roles: what its rows serve as, and which columns say what.

use std::sync::Arc;

use eframe::egui::{self, ComboBox, RichText, Ui};

use super::layers_ui::role_key;
use super::state::State;
use super::theme::{self, SMALL};
use super::widgets;
use crate::i18n::Words;
use crate::model::role::RoleUse;
use crate::model::{Column, Filter, LayerRoles, Role, RoleColumns};
use crate::session::Change;

/// What is being typed in the editor.
#[derive(Debug, Default, Clone)]
pub(super) struct RolesDraft {
    /// Row filters by role, while they are typed.
    rows: [Option<String>; 3],
    /// The columns with examples, looked up once.
    columns: Option<Vec<(String, String)>>,
}

/// What became of the editor in this frame.
pub(super) enum Outcome {
    Stay,
    Close,
}

/// Shows the editor of one layer. Every change takes effect at once and can be undone.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    layer: usize,
    draft: &mut RolesDraft,
) -> Outcome {
    let words = state.words;
    let Some(entry) = state.session.state().layers.get(layer) else {
        return Outcome::Close;
    };
    let (table, mut roles) = (Arc::clone(&entry.table), entry.roles.clone());
    let before = roles.clone();
    let columns = draft.columns.get_or_insert_with(|| {
        let sample = |c: &Column| {
            let texts: Vec<String> = c.distinct(2).iter().map(ToString::to_string).collect();
            texts.join(", ")
        };
        let columns = table.columns.iter();
        columns.map(|c| (c.name.to_string(), sample(c))).collect()
    });
    let columns = columns.clone();

    ui.set_width(440.0);
    ui.heading(widgets::file_name(&table.source.path));
    let p = theme::of(ui);
    let args = [
        ("n", table.len().into()),
        ("count", words.count(table.len() as u32).into()),
        ("format", table.source.format.into()),
        ("crs", table.source.crs.as_str().into()),
    ];
    ui.label(RichText::new(words.with("roles-facts", &args)).color(p.quiet));
    ui.add_space(4.0);
    ui.label(words.t("roles-question"));
    for role in Role::ALL {
        ui.add_space(4.0);
        let mut on = roles.get(role).is_some();
        if ui
            .checkbox(&mut on, words.t(role_key(role)))
            .on_hover_text(words.t(match role {
                Role::Facilities => "roles-facilities-tip",
                Role::Villages => "roles-villages-tip",
                Role::Districts => "roles-districts-tip",
            }))
            .changed()
        {
            toggle(&mut roles, role, on);
        }
        if let Some(used) = roles.get_mut(role) {
            ui.push_id(role, |ui| {
                ui.indent(role, |ui| {
                    column_boxes(ui, words, used, &columns);
                    row_filter(ui, words, used, &mut draft.rows[role as usize]);
                });
            });
        }
    }
    if roles != before {
        state.change(Change::SetRoles { layer, roles });
    }
    ui.add_space(10.0);
    let mut outcome = Outcome::Stay;
    ui.horizontal(|ui| {
        if ui
            .button(words.t("roles-remove"))
            .on_hover_text(words.t("roles-remove-tip"))
            .clicked()
        {
            state.change(Change::RemoveLayer(layer));
            outcome = Outcome::Close;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(words.t("dialog-done")).clicked() {
                outcome = Outcome::Close;
            }
        });
    });
    outcome
}

fn toggle(roles: &mut LayerRoles, role: Role, on: bool) {
    if on {
        // A name or id that is known in another role holds in this one as well.
        let known = roles.0.first().map(|u| u.columns.clone());
        let columns = known.map_or_else(RoleColumns::default, |c| RoleColumns {
            id: c.id,
            name: c.name,
            ..RoleColumns::default()
        });
        roles.0.push(RoleUse {
            role,
            columns,
            rows: None,
        });
        roles.0.sort_by_key(|u| u.role);
    } else {
        roles.0.retain(|u| u.role != role);
    }
}

fn column_boxes(ui: &mut Ui, words: Words, used: &mut RoleUse, columns: &[(String, String)]) {
    let role = used.role;
    let c = &mut used.columns;
    let mut rows: Vec<(&str, &mut Option<String>)> =
        vec![("roles-name", &mut c.name), ("roles-id", &mut c.id)];
    match role {
        Role::Villages => rows.push(("roles-population", &mut c.population)),
        Role::Facilities => rows.push(("roles-tier", &mut c.tier)),
        Role::Districts => {}
    }
    egui::Grid::new("columns")
        .num_columns(2)
        .spacing([12.0, 4.0])
        .show(ui, |ui| {
            for (key, chosen) in rows {
                let label = ui.label(words.t(key));
                column_box(ui, words, key, chosen, columns).labelled_by(label.id);
                ui.end_row();
            }
        });
}

fn column_box(
    ui: &mut Ui,
    words: Words,
    key: &str,
    chosen: &mut Option<String>,
    columns: &[(String, String)],
) -> egui::Response {
    let none = words.t("roles-no-column");
    let shown = chosen.clone().unwrap_or_else(|| none.clone());
    ComboBox::from_id_salt(key)
        .selected_text(shown)
        .width(280.0)
        .show_ui(ui, |ui| {
            let p = theme::of(ui);
            if ui.selectable_label(chosen.is_none(), none).clicked() {
                *chosen = None;
            }
            for (name, sample) in columns {
                let selected = chosen.as_deref() == Some(name);
                let sample: String = sample.chars().take(32).collect();
                let button = egui::Button::selectable(selected, name.as_str())
                    .right_text(RichText::new(sample).size(SMALL).color(p.quiet));
                if ui.add(button).clicked() {
                    *chosen = Some(name.clone());
                }
            }
        })
        .response
}

/// The filter that says which rows serve in the role; it takes effect when the field is left and can be read.
fn row_filter(ui: &mut Ui, words: Words, used: &mut RoleUse, draft: &mut Option<String>) {
    let mut text = draft
        .clone()
        .or_else(|| used.rows.clone())
        .unwrap_or_default();
    let label = ui.label(words.t("roles-rows"));
    let response = ui
        .add(
            egui::TextEdit::singleline(&mut text)
                .hint_text(words.t("roles-rows-hint"))
                .desired_width(f32::INFINITY),
        )
        .labelled_by(label.id);
    if response.changed() {
        *draft = Some(text.clone());
    }
    let problem = match Filter::parse(&text) {
        Err(problem) if !text.trim().is_empty() => Some(problem),
        _ => None,
    };
    if let Some(problem) = &problem {
        super::reach_ui::filter_problem(ui, words, problem);
    }
    if response.lost_focus() && problem.is_none() && draft.is_some() {
        let text = text.trim();
        used.rows = (!text.is_empty()).then(|| text.to_owned());
        *draft = None;
    }
}
