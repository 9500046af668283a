//! What stands above a table: the filter, which rows and columns are shown, and what can be done with those that are listed.

use eframe::egui::{
    self, Color32, PopupCloseBehavior, Rect, RichText, Role, Sense, Stroke, TextEdit, Ui,
    UiBuilder, WidgetInfo,
    containers::menu::{MenuButton, MenuConfig},
    vec2,
};

use super::super::command::Command;
use super::super::icons::Icon;
use super::super::selected::How;
use super::super::state::State;
use super::super::theme::{self, SMALL};
use super::super::widgets::{check_item, icon_button};
use super::columns::Column;
use super::query::QueryProblem;
use super::rows;
use crate::base::RowSet;
use crate::i18n::Words;

/// Shows the bar. `list` is what the table shows now.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    columns: &[Column],
    (all, list): (usize, &[u32]),
    problem: Option<&QueryProblem>,
) {
    filter(ui, state, problem);
    buttons(ui, state, columns, list);
    verdict(ui, state, all, list, problem);
}

/// Which rows and columns, and what can be done with them.
fn buttons(ui: &mut Ui, state: &mut State, columns: &[Column], list: &[u32]) {
    let words = state.words;
    let Some(kind) = rows::kind(state.table.tab) else {
        columns_menu(ui, state, columns);
        return;
    };
    let any = !state.selected.of(kind).is_empty();
    let view = state.table.view_mut();
    let (only, first) = (words.t("table-only"), words.t("table-first"));
    toggle(
        ui,
        Icon::Only,
        &mut view.only,
        &only,
        &words.t("table-only-tip"),
    );
    toggle(
        ui,
        Icon::Top,
        &mut view.first,
        &first,
        &words.t("table-first-tip"),
    );
    columns_menu(ui, state, columns);
    ui.add_space(6.0);
    let listed = words.t("table-select-listed");
    let tip = words.t("table-select-listed-tip");
    if ui
        .add_enabled_ui(!list.is_empty(), |ui| {
            icon_button(ui, Icon::SelectAll, &listed, &tip)
        })
        .inner
        .clicked()
    {
        let set: RowSet = list.iter().copied().collect();
        let how = How::of(ui.input(|i| i.modifiers));
        state.select(kind, &set, how);
    }
    for (command, icon, enabled) in [
        (Command::InvertSelection, Icon::Invert, !list.is_empty()),
        (Command::ZoomSelection, Icon::ZoomSelected, any),
        (Command::SelectNone, Icon::Cross, any),
    ] {
        let (text, key) = (command.text(words), command.shortcut_text(ui.ctx()));
        let tip = [command.tip(words), key].join("\n");
        let button = ui.add_enabled_ui(enabled, |ui| icon_button(ui, icon, &text, tip.trim()));
        if button.inner.clicked() {
            state.todo.push(command);
        }
    }
}

/// The field, and beside it what is wrong with what stands in it.
fn filter(ui: &mut Ui, state: &mut State, problem: Option<&QueryProblem>) {
    let words = state.words;
    let p = theme::of(ui);
    let view = state.table.view_mut();
    let name = words.t("table-filter");
    let mut field = TextEdit::singleline(&mut view.filter)
        .hint_text(words.t("table-filter-hint"))
        .desired_width(230.0);
    if problem.is_some_and(|problem| !problem.is_unfinished()) {
        field = field.text_color(p.gap_text);
    }
    let response = ui.add(field).on_hover_text(words.t("table-filter-tip"));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, &name);
        info.current_text_value = Some(view.filter.clone());
        info
    });
    if response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        view.filter.clear();
    }
    if view.filter.is_empty() {
        return;
    }
    // In the field's own end: what stands beside it does not move when one begins to type.
    let end = response.rect.right_center() - vec2(13.0, 0.0);
    let at = Rect::from_center_size(end, vec2(24.0, 24.0));
    let field = at.intersect(response.rect.shrink(1.5));
    ui.painter()
        .rect_filled(field, 4.0, ui.visuals().extreme_bg_color);
    let clear = words.t("table-filter-clear");
    let mut inside = ui.new_child(UiBuilder::new().max_rect(at));
    if icon_button(&mut inside, Icon::Cross, &clear, &clear).clicked() {
        view.filter.clear();
    }
}

/// At the end of the bar: how many rows pass, or what is wrong with the filter.
fn verdict(ui: &mut Ui, state: &State, all: usize, list: &[u32], problem: Option<&QueryProblem>) {
    let (words, p) = (state.words, theme::of(ui));
    let view = state.table.view();
    let (text, color) = match problem {
        Some(problem) if problem.is_unfinished() => (words.t("table-filter-unfinished"), p.quiet),
        Some(problem) => (said(words, problem), p.gap_text),
        None if view.filter.trim().is_empty() && !view.only => return,
        None => {
            let args = [
                ("some", words.count(list.len() as u32).into()),
                ("all", words.count(all as u32).into()),
            ];
            (words.with("table-filter-passing", &args), p.quiet)
        }
    };
    ui.add_space(6.0);
    let text = RichText::new(text).size(SMALL).color(color);
    let label = ui.add(egui::Label::new(text).truncate());
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// A problem in words.
fn said(words: Words, problem: &QueryProblem) -> String {
    match problem {
        QueryProblem::Filter(problem) => words.filter_problem(problem).detail,
        QueryProblem::Unknown(fields) => {
            let fields = fields.join(&words.t("list-separator"));
            words.with("table-filter-unknown", &[("fields", fields.into())])
        }
        QueryProblem::Unfinished => words.t("table-filter-unfinished"),
        QueryProblem::Distance(problem) => {
            let said = words.unit_problem(problem);
            format!("{} {}", said.title, said.remedy)
        }
    }
}

/// A button that stays pressed.
fn toggle(ui: &mut Ui, icon: Icon, on: &mut bool, name: &str, tip: &str) {
    let p = theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    let (fill, color) = match (*on, response.hovered() || response.has_focus()) {
        (true, _) => (p.navy, p.on_navy),
        (false, true) => (p.raised, p.ink),
        (false, false) => (Color32::TRANSPARENT, p.ink),
    };
    ui.painter().rect_filled(rect, 5.0, fill);
    if response.has_focus() {
        let line = Stroke::new(1.5, p.blue);
        ui.painter()
            .rect_stroke(rect, 5.0, line, egui::StrokeKind::Inside);
    }
    icon.paint(ui.painter(), rect.shrink(4.5), color);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, name));
    if response.on_hover_text(tip).clicked() {
        *on = !*on;
    }
}

/// Which columns are shown.
fn columns_menu(ui: &mut Ui, state: &mut State, columns: &[Column]) {
    let words = state.words;
    let stays = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let text = words.t("table-columns");
    let (button, _) = MenuButton::new(text).config(stays).ui(ui, |ui| {
        ui.set_min_width(180.0);
        egui::ScrollArea::vertical()
            .max_height(300.0)
            .show(ui, |ui| {
                let view = state.table.view_mut();
                let shown = columns.iter().filter(|c| !view.hides(&c.id)).count();
                for column in columns {
                    let on = !view.hides(&column.id);
                    // One column stays: a table without any says nothing.
                    let last = on && shown == 1;
                    let title = &column.title;
                    let item = ui.push_id(&column.id, |ui| check_item(ui, on, !last, title, ""));
                    if item.inner.clicked() {
                        view.show(&column.id, !on);
                        view.fruitless = None;
                    }
                }
            });
        ui.separator();
        if ui.button(words.t("table-columns-first")).clicked() {
            state.table.view_mut().forget_columns();
        }
    });
    button.on_hover_text(words.t("table-columns-tip"));
}
