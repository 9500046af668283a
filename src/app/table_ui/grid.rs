//! The table itself: heads that sort and are drawn wider, rows of which only those in sight are built, scrolled both ways.

use eframe::egui::{
    self, Color32, CursorIcon, EventFilter, Id, Rect, Response, Role, ScrollArea, Sense, Stroke,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::super::state::{Facts, State};
use super::super::theme::{self, Palette, SMALL, regular, strong};
use super::super::widgets::elided;
use super::cells::{Cells, Shown};
use super::columns::{Column, ColumnId};
use super::hand::{self, Act};
use super::order::Order;
use super::{Tab, rows};

/// Height of a row, points.
pub(super) const ROW: f32 = 22.0;
const HEAD: f32 = 24.0;
/// Between the columns.
const GAP: f32 = 16.0;
/// What marks the focus, left of the rows.
const EDGE: f32 = 8.0;
const NARROWEST: f32 = 40.0;

/// A column on the screen: its left side from that of the table, and its width.
struct Lane<'a> {
    column: &'a Column,
    left: f32,
    width: f32,
}

/// What a table is shown from.
pub(super) struct Grid<'a> {
    pub columns: Vec<&'a Column>,
    pub list: &'a [u32],
    /// What is said of it to those who do not see it.
    pub name: String,
}

/// The columns one beside the other; what is left over goes to the last.
fn lanes<'a>(ui: &Ui, state: &State, grid: &Grid<'a>, width: f32) -> Vec<Lane<'a>> {
    let view = state.table.view();
    let mut left = EDGE;
    let gaps = EDGE * 2.0 + GAP * (grid.columns.len() as f32 - 1.0);
    let mut lanes: Vec<Lane<'a>> = grid
        .columns
        .iter()
        .map(|column| {
            let first = match column.id {
                ColumnId::Computed(_) => {
                    // Its head is never cut short, nor with the arrow of its order.
                    let head = format!("{} ▼", column.title);
                    let head =
                        ui.painter()
                            .layout_no_wrap(head, regular(SMALL), Color32::PLACEHOLDER);
                    ((width - gaps) * column.wide).max(head.size().x.ceil())
                }
                ColumnId::File(_) => column.wide,
            };
            let width = view.widths.get(&column.id).copied().unwrap_or(first);
            let lane = Lane {
                column,
                left,
                width,
            };
            left += width + GAP;
            lane
        })
        .collect();
    if let Some(last) = lanes.last_mut() {
        last.width += (width - left + GAP - EDGE).max(0.0);
    }
    lanes
}

/// Shows the table in all the room that is left.
pub(super) fn show(ui: &mut Ui, state: &mut State, facts: &Facts, grid: &Grid<'_>) {
    let tab = state.table.tab;
    let p = theme::of(ui);
    let full = ui.available_rect_before_wrap();
    ui.allocate_rect(full, Sense::hover());
    let id = ui.scope_id().with(("grid", tab));
    let body = Rect::from_min_max(full.min + vec2(0.0, HEAD), full.max);
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, &grid.name));
    let page = (body.height() / ROW) as usize;
    let mut target = scroll_target(state, tab, grid.list);
    if response.has_focus() && walks(ui) {
        state.table.by_keys = true;
    }
    // A click needs no frame to say where it went; keys do.
    let framed = response.has_focus() && state.table.by_keys;
    if response.has_focus() {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        target = hand::keys(ui, state, facts, grid.list, page).or(target);
    }
    let cursor = state.table.hand_mut().cursor;
    let cursor = cursor.or_else(|| hand::row_of(tab, state.selection?));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(grid.list.len());
        node.set_column_count(grid.columns.len());
        if let Some(row) = cursor {
            node.set_active_descendant(id.with(row).accesskit_id());
        }
    });
    let lanes = lanes(ui, state, grid, full.width());
    let wide = lanes.last().map_or(0.0, |l| l.left + l.width);
    let mut area = ScrollArea::both()
        .id_salt(("table", tab))
        .auto_shrink(false)
        .animated(false);
    if let Some(target) = target {
        let last = egui::scroll_area::State::load(ui.ctx(), ui.make_persistent_id(("table", tab)));
        let offset = last.map_or(0.0, |s| s.clamped_offset().y);
        area = area.vertical_scroll_offset(brought_in(offset, target, body.height()));
    }
    let mut body_ui = ui.new_child(UiBuilder::new().max_rect(body));
    let output = area.show_viewport(&mut body_ui, |ui, seen| {
        ui.set_min_size(vec2(wide, ROW * grid.list.len() as f32));
        let cells = Cells::new(facts, state.words, tab);
        let first = (f64::from(seen.min.y) / f64::from(ROW)).floor().max(0.0) as usize;
        let end = ((seen.max.y / ROW).ceil() as usize).min(grid.list.len());
        let painter = ui.painter_at(body);
        for at in first..end {
            // In double precision: a nation's rows are farther down than single numbers can tell apart.
            let y = at as f64 * f64::from(ROW) - f64::from(seen.min.y);
            let top = body.top() + y as f32;
            let rect = Rect::from_min_size(pos2(body.left(), top), vec2(body.width(), ROW));
            let seen = Seen {
                at,
                rect,
                left: body.left() - seen.min.x,
                framed,
            };
            row(ui, &painter, state, &cells, grid, &lanes, &seen, id);
        }
    });
    heads(
        ui,
        state,
        &lanes,
        Rect::from_min_size(full.min, vec2(full.width(), HEAD)),
        output.state.clamped_offset().x,
        id,
    );
    if framed {
        let line = Stroke::new(1.5, p.blue);
        ui.painter()
            .rect_stroke(body, 3.0, line, egui::StrokeKind::Inside);
    }
}

/// A row in sight: its place in the list and on the screen, and where its columns begin.
struct Seen {
    at: usize,
    rect: Rect,
    left: f32,
    /// Whether keys lead through the table: then the row that they start from is shown.
    framed: bool,
}

/// Whether a key was pressed that leads to the table, or through it.
fn walks(ui: &Ui) -> bool {
    use egui::Key as K;
    let leads = |key: &K| {
        let ways = [
            K::Tab,
            K::ArrowUp,
            K::ArrowDown,
            K::Home,
            K::End,
            K::PageUp,
            K::PageDown,
        ];
        ways.contains(key)
    };
    ui.input(|i| {
        let pressed = |e: &egui::Event| matches!(e, egui::Event::Key { key, pressed: true, .. } if leads(key));
        i.events.iter().any(pressed)
    })
}

/// Where to scroll so that a row is in sight.
fn brought_in(offset: f32, row: usize, height: f32) -> f32 {
    let top = row as f32 * ROW;
    if top < offset {
        top
    } else if top + ROW > offset + height {
        (top + ROW - height).max(0.0)
    } else {
        offset
    }
}

/// A focus that was set elsewhere is brought into sight once.
fn scroll_target(state: &mut State, tab: Tab, list: &[u32]) -> Option<usize> {
    if state.table.scrolled_to == state.selection || list.is_empty() {
        return None;
    }
    state.table.scrolled_to = state.selection;
    let row = hand::row_of(tab, state.selection?)?;
    let at = list.iter().position(|r| *r == row);
    state.table.hand_mut().cursor = Some(row);
    at
}

#[allow(
    clippy::too_many_arguments,
    reason = "what every row of one table shares"
)]
fn row(
    ui: &Ui,
    painter: &egui::Painter,
    state: &mut State,
    cells: &Cells<'_>,
    grid: &Grid<'_>,
    lanes: &[Lane<'_>],
    seen: &Seen,
    id: Id,
) {
    let p = theme::of(ui);
    let (tab, row) = (cells.tab, grid.list[seen.at]);
    let pick = rows::pick(cells.facts, tab, row);
    let selected = pick.is_some_and(|pick| state.selected.contains(pick));
    let focused = pick.is_some() && pick == state.selection;
    let response = ui.interact(seen.rect, id.with(row), Sense::CLICK);
    let fill = match (selected, response.hovered()) {
        (true, _) => p.selected_tint,
        (false, true) => p.raised,
        (false, false) => Color32::TRANSPARENT,
    };
    painter.rect_filled(seen.rect, 0.0, fill);
    if focused {
        let edge = Rect::from_min_size(seen.rect.min, vec2(3.0, seen.rect.height()));
        painter.rect_filled(edge, 0.0, p.ink);
    } else if seen.framed && state.table.hand_mut().cursor == Some(row) {
        let line = Stroke::new(1.0, p.quiet);
        painter.rect_stroke(seen.rect, 0.0, line, egui::StrokeKind::Inside);
    }
    let mut told: Vec<(&str, String)> = Vec::new();
    for lane in lanes {
        let left = seen.left + lane.left;
        let visible = left < seen.rect.right() && left + lane.width > seen.rect.left();
        // The first names the row, also when it is scrolled out of sight.
        if visible || told.is_empty() {
            let shown = cells.shown(lane.column, row);
            if visible {
                cell(ui, painter, lane, left, seen.rect, &shown, p);
            }
            told.push((&lane.column.title, shown.text));
        }
    }
    let name = told.first().map_or("", |(_, text)| text).to_owned();
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, &name));
    let words = state.words;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let rest = told.iter().skip(1).filter(|(_, text)| !text.is_empty());
        let rest: Vec<String> = rest.map(|(head, text)| format!("{head}: {text}")).collect();
        node.set_description(rest.join(&words.t("list-separator")));
        node.set_row_index(seen.at);
        node.set_selected(selected);
    });
    menu(state, cells.facts, grid, row, &response);
    if response.clicked() {
        ui.memory_mut(|m| m.request_focus(id));
        state.table.by_keys = false;
        let keys = ui.input(|i| i.modifiers);
        hand::act(state, cells.facts, grid.list, seen.at, Act::of_click(keys));
    }
    if response.double_clicked()
        && let Some(pick) = pick
    {
        state.map.fit(pick);
    }
}

fn cell(
    ui: &Ui,
    painter: &egui::Painter,
    lane: &Lane<'_>,
    left: f32,
    row: Rect,
    shown: &Shown,
    p: &Palette,
) {
    let (font, color) = if shown.urgent {
        (strong(theme::BODY), p.gap_text)
    } else {
        (regular(theme::BODY), p.ink)
    };
    // A line break in a value would make the row taller.
    let text = shown.text.replace(['\n', '\r', '\t'], " ");
    let galley = elided(ui, &text, font, color, lane.width);
    let x = if lane.column.right {
        left + lane.width - galley.size().x
    } else {
        left
    };
    let at = pos2(x, row.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, color);
}

/// What can be done with a row, or with all that are selected.
fn menu(state: &mut State, facts: &Facts, grid: &Grid<'_>, row: u32, response: &Response) {
    let words = state.words;
    response.context_menu(|ui| {
        let pick = rows::pick(facts, state.table.tab, row);
        if let Some(pick) = pick
            && ui.button(words.t("map-zoom-here")).clicked()
        {
            state.map.fit(pick);
            ui.close();
        }
        let chosen: Vec<u32> = super::chosen(state, facts, grid.list);
        let one = [row];
        let copies = [
            ("table-copy-row", &one[..]),
            ("table-copy-selected", &chosen[..]),
            ("table-copy-all", grid.list),
        ];
        for (key, list) in copies {
            let button = egui::Button::new(words.t(key));
            if ui.add_enabled(!list.is_empty(), button).clicked() {
                super::copy_rows(ui, state, facts, list.to_vec());
                ui.close();
            }
        }
    });
}

/// The heads: a click sorts by the column, another one the other way, a third one not at all; their right ends are drawn.
fn heads(ui: &Ui, state: &mut State, lanes: &[Lane<'_>], head: Rect, scrolled: f32, id: Id) {
    let p = theme::of(ui);
    let words = state.words;
    let painter = ui.painter_at(head);
    painter.hline(
        head.x_range(),
        head.bottom() - 0.5,
        Stroke::new(1.0, p.hairline),
    );
    for lane in lanes {
        let column = lane.column;
        let left = head.left() + lane.left - scrolled;
        let rect = Rect::from_min_size(pos2(left, head.top()), vec2(lane.width, HEAD));
        let seen = rect.intersect(head);
        if seen.width() < 4.0 {
            continue;
        }
        let order = state.table.view().order.clone();
        let mine = order.column.as_ref() == Some(&column.id);
        let response = ui.interact(seen, id.with(("head", &column.id)), Sense::click());
        let response =
            response.on_hover_text(format!("{}\n{}", column.title, words.t("table-sort")));
        let arrow = match (mine, order.descending) {
            (true, true) => " ▼",
            (true, false) => " ▲",
            _ => "",
        };
        let lit = mine || response.hovered() || response.has_focus();
        let color = if lit { p.ink } else { p.quiet };
        let text = format!("{}{arrow}", column.title);
        let galley = elided(ui, &text, regular(SMALL), color, lane.width);
        let x = if column.right {
            rect.right() - galley.size().x
        } else {
            rect.left()
        };
        painter.galley(
            pos2(x, head.center().y - galley.size().y / 2.0),
            galley,
            color,
        );
        if response.has_focus() {
            painter.hline(
                seen.x_range(),
                head.bottom() - 1.0,
                Stroke::new(2.0, p.blue),
            );
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &column.title));
        if response.clicked() {
            state.table.view_mut().order = next(&order, column);
        }
        handle(ui, state, lane, rect, head, id);
    }
}

/// The order after a click on a head.
fn next(order: &Order, column: &Column) -> Order {
    let mine = order.column.as_ref() == Some(&column.id);
    let by = |descending| Order {
        column: Some(column.id.clone()),
        descending,
    };
    // Of numbers the large ones are looked for first.
    match (mine, order.descending) {
        (false, _) => by(column.right),
        (true, first) if first == column.right => by(!first),
        _ => Order::default(),
    }
}

/// The right end of a head, to draw the column wider.
fn handle(ui: &Ui, state: &mut State, lane: &Lane<'_>, rect: Rect, head: Rect, id: Id) {
    let at = Rect::from_center_size(
        pos2(rect.right() + GAP / 2.0, head.center().y),
        vec2(9.0, HEAD),
    );
    let at = at.intersect(head);
    if at.width() < 4.0 {
        return;
    }
    let response = ui.interact(
        at,
        id.with(("edge", &lane.column.id)),
        Sense::DRAG | Sense::CLICK,
    );
    let p = theme::of(ui);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let line = Stroke::new(1.5, p.blue);
        ui.painter_at(head)
            .vline(at.center().x, head.y_range(), line);
    }
    if response.dragged() {
        let width = (lane.width + response.drag_delta().x).max(NARROWEST);
        let widths = &mut state.table.view_mut().widths;
        widths.insert(lane.column.id.clone(), width);
    }
    if response.double_clicked() {
        state.table.view_mut().widths.remove(&lane.column.id);
    }
}
