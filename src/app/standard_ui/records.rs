//! The tables of records that a project holds: what each is, how it joined, and what of it did not.

use std::sync::Arc;

use eframe::egui::{self, Align, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::command::Command;
use super::super::dialogs::Dialog;
use super::super::icons::Icon;
use super::super::state::State;
use super::super::theme::{self, SMALL, strong};
use super::super::widgets;
use crate::model::register::JoinReport;
use crate::model::{RecordKind, RecordTable, Register};
use crate::session::Change;

/// Shows the tables of records.
pub(super) fn show(ui: &mut Ui, state: &mut State) {
    let words = state.words;
    let p = theme::of(ui);
    widgets::section(ui, &words.t("standards-records"));
    let tables = state.session.state().records.clone();
    if tables.is_empty() {
        let text = RichText::new(words.t("standards-records-none")).size(SMALL);
        ui.label(text.color(p.quiet));
    }
    // The joins belong to the answer; while that is behind, a table has none yet.
    let register = state
        .facts
        .as_ref()
        .map(|facts| Arc::clone(&facts.register));
    for (index, table) in tables.iter().enumerate() {
        let join = register.as_ref().and_then(|r| join_of(r, table));
        ui.push_id(("records", index), |ui| row(ui, state, index, table, join));
    }
    let add = Command::AddRecords;
    let possible = super::super::perform::possible(state, add);
    let button = ui.add_enabled(possible, egui::Button::new(add.text(words)).small());
    if button.on_hover_text(add.tip(words)).clicked() {
        state.todo.push(add);
    }
}

fn join_of<'a>(register: &'a Register, table: &RecordTable) -> Option<&'a JoinReport> {
    let at = register.tables.iter().position(|t| t == table)?;
    register.joins.get(at)
}

fn row(
    ui: &mut Ui,
    state: &mut State,
    index: usize,
    table: &RecordTable,
    join: Option<&JoinReport>,
) {
    let words = state.words;
    let p = theme::of(ui);
    let name = widgets::file_name(&table.table.source.path);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let args = [("name", name.as_str().into())];
            let remove = words.with("standards-records-remove", &args);
            if widgets::icon_button(ui, Icon::Cross, &remove, &remove).clicked() {
                state.change(Change::RemoveRecords(index));
            }
            kind(ui, state, index, table, &name);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(&name).truncate());
            });
        });
    });
    let Some(join) = join else {
        return;
    };
    let joined = join.by_code + join.by_name;
    let args = [
        ("rows", words.count(join.rows).into()),
        ("code", words.count(join.by_code).into()),
        ("name", words.count(join.by_name).into()),
    ];
    let tip = words.with("standards-records-joined-tip", &args);
    if join.lost.is_empty() {
        let args = [
            ("n", join.rows.into()),
            ("joined", words.count(joined).into()),
            ("rows", words.count(join.rows).into()),
        ];
        let text = words.with("standards-records-joined", &args);
        let text = RichText::new(text).size(SMALL).color(p.quiet);
        ui.label(text).on_hover_text(tip);
        return;
    }
    let lost = join.lost.len() as u32;
    let args = [
        ("n", lost.into()),
        ("lost", words.count(lost).into()),
        ("rows", words.count(join.rows).into()),
    ];
    let text = words.with("standards-records-lost", &args);
    let link = ui.link(RichText::new(&text).size(SMALL).color(p.gap_text));
    link.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{name}: {text}")));
    if link.on_hover_text(tip).clicked() {
        state.dialog = Some(Dialog::LostRows(index));
    }
}

/// What a table holds, and a choice of it.
fn kind(ui: &mut Ui, state: &mut State, index: usize, table: &RecordTable, name: &str) {
    let words = state.words;
    let text = words.record_kind(table.kind);
    let shown = egui::ComboBox::from_id_salt("kind")
        .selected_text(RichText::new(&text).size(SMALL))
        .width(96.0)
        .show_ui(ui, |ui| {
            for kind in RecordKind::ALL {
                let on = kind == table.kind;
                let choice = ui.selectable_label(on, words.record_kind(kind));
                if choice.clicked() && !on {
                    state.change(Change::SetRecordKind { index, kind });
                }
            }
        });
    let told = format!("{name}: {text}");
    shown
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &told));
    shown
        .response
        .on_hover_text(words.t("standards-records-kind-tip"));
}

/// The dialog with the rows that did not join; `true` when it is done with.
pub(in super::super) fn lost(ui: &mut Ui, state: &State, index: usize) -> bool {
    let words = state.words;
    let p = theme::of(ui);
    let table = state.session.state().records.get(index);
    let register = state.facts.as_ref().map(|facts| &facts.register);
    let join = register.zip(table).and_then(|(r, t)| join_of(r, t));
    let (Some(table), Some(join)) = (table, join) else {
        return true;
    };
    ui.set_width(520.0);
    ui.heading(words.t("standards-lost-title"));
    let args = [("name", widgets::file_name(&table.table.source.path).into())];
    let detail = words.with("standards-lost-detail", &args);
    ui.label(RichText::new(detail).color(p.quiet));
    ui.add_space(6.0);
    let room = (ui.ctx().content_rect().height() - 220.0).clamp(120.0, 420.0);
    egui::ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .show_rows(ui, 22.0, join.lost.len(), |ui, rows| {
            for lost in &join.lost[rows] {
                let size = vec2(ui.available_width(), 22.0);
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                let why = if lost.candidates == 0 {
                    words.t("standards-lost-nobody")
                } else {
                    let n = lost.candidates;
                    let args = [("n", n.into()), ("count", words.count(n).into())];
                    words.with("standards-lost-several", &args)
                };
                let args = [("row", words.count(lost.row + 1).into())];
                let row = words.with("standards-lost-row", &args);
                let text = format!("{} = {}", lost.column, lost.value);
                let put = |x: f32, width: f32, text: &str, font, color| {
                    let galley = widgets::elided(ui, text, font, color, width);
                    let at = egui::pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0);
                    ui.painter().galley(at, galley, color);
                };
                put(0.0, 84.0, &row, theme::regular(SMALL), p.quiet);
                put(92.0, 220.0, &text, strong(theme::BODY), p.ink);
                put(
                    322.0,
                    rect.width() - 322.0,
                    &why,
                    theme::regular(SMALL),
                    p.quiet,
                );
                let told = format!("{row}: {text}, {why}");
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
            }
        });
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.button(words.t("dialog-done")).clicked()
    })
    .inner
}
