//! A sheet of rows and columns: only what is in sight is built, the first column stays while the others scroll, the keyboard walks it.

use std::ops::Range;

use eframe::egui::{
    self, Color32, EventFilter, Id, Key, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::super::theme::{self, Palette, SMALL, regular, strong};
use super::super::widgets::elided;
use super::verdict;
use crate::model::Verdict;

const ROW: f32 = 24.0;
const GAP: f32 = 14.0;
const EDGE: f32 = 8.0;

/// A column.
pub(super) struct Lane {
    /// What stands above it.
    pub title: String,
    /// What is said of it where the pointer rests.
    pub tip: String,
    /// Points; the first one takes what is left over.
    pub width: f32,
    /// Whether it holds numbers, which stand at the right.
    pub right: bool,
}

impl Lane {
    /// A column of words.
    pub(super) fn text(title: String, width: f32) -> Self {
        Self {
            tip: title.clone(),
            title,
            width,
            right: false,
        }
    }

    /// A column of numbers.
    pub(super) fn number(title: String, width: f32) -> Self {
        Self {
            right: true,
            ..Self::text(title, width)
        }
    }
}

/// How far something has come, drawn as a bar with its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bullet {
    /// What there is, what is aimed at, what should be there by now: parts of the bar's whole length.
    pub actual: f32,
    pub target: f32,
    pub expected: Option<f32>,
    /// Whether it is behind.
    pub behind: bool,
}

/// What stands in a cell.
pub(super) enum Cell {
    Blank,
    Text(String),
    Verdict(Option<Verdict>, String),
    Bullet(Bullet, String),
}

impl Cell {
    /// What is said of it to those who do not see it.
    fn told(&self, words: &dyn Fn(Verdict) -> String) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Bullet(_, text) => text.clone(),
            Self::Verdict(None, text) => text.clone(),
            Self::Verdict(Some(verdict), text) => format!("{} {text}", words(*verdict)),
        }
    }
}

/// What a sheet is shown from.
pub(super) struct Sheet<'a> {
    /// What it is called, for those who do not see it.
    pub name: String,
    pub lanes: &'a [Lane],
    pub rows: usize,
    /// The height of the heads: for one line or two.
    pub head: f32,
    /// The column that it is sorted by, and whether the greatest stands first.
    pub order: Option<(usize, bool)>,
    /// Whether a row is selected elsewhere, too.
    pub chosen: &'a dyn Fn(usize) -> bool,
    pub cell: &'a dyn Fn(usize, usize) -> Cell,
    /// What is said where the pointer rests.
    pub tip: &'a dyn Fn(usize, usize) -> String,
    pub verdict: &'a dyn Fn(Verdict) -> String,
}

/// The height of heads of one line, and of two.
pub(super) const ONE_LINE: f32 = 26.0;
pub(super) const TWO_LINES: f32 = 40.0;

/// What a sheet remembers.
#[derive(Default)]
pub(super) struct Hand {
    at: Option<(usize, usize)>,
    by_keys: bool,
    /// A row to bring into sight.
    pub scroll_to: Option<usize>,
}

/// What the user did in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Clicked on a head.
    Sort(usize),
    /// Went to a row, in this column.
    Choose(usize, usize),
    /// Wants to see the row's place.
    Open(usize),
}

/// Where the columns stand: their left sides from that of the sheet.
fn places(lanes: &[Lane], width: f32) -> Vec<(f32, f32)> {
    let wanted: f32 = lanes.iter().map(|l| l.width + GAP).sum::<f32>() + 2.0 * EDGE - GAP;
    let more = (width - wanted).max(0.0);
    let mut left = EDGE;
    let mut places = Vec::with_capacity(lanes.len());
    for (i, lane) in lanes.iter().enumerate() {
        let width = lane.width + if i == 0 { more } else { 0.0 };
        places.push((left, width));
        left += width + GAP;
    }
    places
}

/// Shows a sheet in all the room that is left.
pub(super) fn show(ui: &mut Ui, hand: &mut Hand, sheet: &Sheet<'_>) -> Option<Act> {
    let p = theme::of(ui);
    let full = ui.available_rect_before_wrap();
    ui.allocate_rect(full, Sense::hover());
    let id = ui.scope_id().with("sheet");
    let body = Rect::from_min_max(full.min + vec2(0.0, sheet.head), full.max);
    let response = ui.interact(body, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, &sheet.name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(sheet.rows);
        node.set_column_count(sheet.lanes.len());
    });
    let places = places(sheet.lanes, full.width());
    let wide = places
        .last()
        .map_or(0.0, |(left, width)| left + width + EDGE);
    let mut act = None;
    let mut target = hand.scroll_to.take();
    if response.has_focus() {
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        act = keys(ui, hand, sheet, (body.height() / ROW) as usize);
        if let Some(Act::Choose(row, _)) = act {
            target = Some(row);
        }
    }
    let framed = response.has_focus() && hand.by_keys;
    let mut area = ScrollArea::both()
        .id_salt("sheet")
        .auto_shrink(false)
        .animated(false);
    if let Some(row) = target {
        let last = egui::scroll_area::State::load(ui.ctx(), ui.make_persistent_id("sheet"));
        let offset = last.map_or(0.0, |s| s.clamped_offset().y);
        area = area.vertical_scroll_offset(in_sight(offset, row, body.height()));
    }
    let first_right = places.first().map_or(0.0, |(left, width)| left + width);
    let mut body_ui = ui.new_child(UiBuilder::new().max_rect(body));
    let output = area.show_viewport(&mut body_ui, |ui, seen| {
        ui.set_min_size(vec2(wide, ROW * sheet.rows as f32));
        let first = (f64::from(seen.min.y) / f64::from(ROW)).floor().max(0.0) as usize;
        let end = ((seen.max.y / ROW).ceil() as usize).min(sheet.rows);
        let view = View {
            sheet,
            places: &places,
            body,
            left: body.left() - seen.min.x,
            scrolled: seen.min.x > 0.5,
            edge: body.left() + first_right + GAP / 2.0,
            id,
            p,
        };
        for row in first..end {
            let y = row as f64 * f64::from(ROW) - f64::from(seen.min.y);
            let top = body.top() + y as f32;
            let done = view.row(ui, hand, row, top, framed);
            act = done.or(act);
        }
    });
    let scrolled = output.state.clamped_offset().x;
    let head = Rect::from_min_size(full.min, vec2(full.width(), sheet.head));
    act = heads(ui, sheet, &places, head, scrolled, id).or(act);
    if framed {
        let line = Stroke::new(1.5, p.blue);
        ui.painter()
            .rect_stroke(body, 3.0, line, egui::StrokeKind::Inside);
    }
    if matches!(act, Some(Act::Choose(..))) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    act
}

/// Where to scroll so that a row is in sight.
fn in_sight(offset: f32, row: usize, height: f32) -> f32 {
    let top = row as f32 * ROW;
    if top < offset {
        top
    } else if top + ROW > offset + height {
        (top + ROW - height).max(0.0)
    } else {
        offset
    }
}

/// What the keys do while the sheet has the focus.
fn keys(ui: &Ui, hand: &mut Hand, sheet: &Sheet<'_>, page: usize) -> Option<Act> {
    let (last, last_column) = (
        sheet.rows.checked_sub(1)?,
        sheet.lanes.len().checked_sub(1)?,
    );
    let (row, column) = hand
        .at
        .map_or((None, 0), |(row, column)| (Some(row), column));
    let page = page.max(1);
    let to = ui.input_mut(|i| {
        let mut to = None;
        i.events.retain(|event| {
            let egui::Event::Key {
                key, pressed: true, ..
            } = event
            else {
                return true;
            };
            let here = row.unwrap_or(0);
            let next = match key {
                Key::ArrowDown => (row.map_or(0, |r| r + 1), column),
                Key::ArrowUp => (here.saturating_sub(1), column),
                Key::PageDown => (here + page, column),
                Key::PageUp => (here.saturating_sub(page), column),
                Key::Home => (0, column),
                Key::End => (last, column),
                Key::ArrowRight => (here, (column + 1).min(last_column)),
                Key::ArrowLeft => (here, column.saturating_sub(1)),
                _ => return true,
            };
            to = Some((next.0.min(last), next.1));
            false
        });
        to
    });
    if let Some((row, column)) = to {
        hand.at = Some((row, column));
        hand.by_keys = true;
        return Some(Act::Choose(row, column));
    }
    let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
    row.filter(|_| enter).map(Act::Open)
}

/// What all rows in sight share.
struct View<'a, 'b> {
    sheet: &'a Sheet<'b>,
    places: &'a [(f32, f32)],
    body: Rect,
    /// Where the columns begin on the screen.
    left: f32,
    /// Whether the other columns have gone under the first.
    scrolled: bool,
    /// Where the first column ends.
    edge: f32,
    id: Id,
    p: &'static Palette,
}

impl View<'_, '_> {
    /// Where a column stands on the screen; the first stays.
    fn lane(&self, column: usize) -> Range<f32> {
        let (left, width) = self.places[column];
        let from = if column == 0 {
            self.body.left()
        } else {
            self.left
        };
        from + left..from + left + width
    }

    fn column_at(&self, x: f32) -> usize {
        if x < self.edge {
            return 0;
        }
        let columns = 1..self.places.len();
        let found = columns.rev().find(|c| self.lane(*c).start - GAP / 2.0 <= x);
        found.unwrap_or(0)
    }

    fn row(&self, ui: &Ui, hand: &mut Hand, row: usize, top: f32, framed: bool) -> Option<Act> {
        let (p, sheet) = (self.p, self.sheet);
        let rect = Rect::from_min_size(pos2(self.body.left(), top), vec2(self.body.width(), ROW));
        let response = ui.interact(rect, self.id.with(row), Sense::CLICK);
        let selected = (sheet.chosen)(row);
        let fill = match (selected, response.hovered()) {
            (true, _) => Some(p.selected_tint),
            (false, true) => Some(p.raised),
            (false, false) => None,
        };
        let all = ui.painter_at(self.body);
        if let Some(fill) = fill {
            all.rect_filled(rect, 0.0, fill);
        }
        let beyond = Rect::from_min_max(pos2(self.edge, self.body.top()), self.body.max);
        let painter = ui.painter_at(beyond);
        let mut told = Vec::new();
        for column in (0..sheet.lanes.len()).rev() {
            let place = self.lane(column);
            let seen = column == 0 || place.end > self.edge && place.start < self.body.right();
            if !seen {
                continue;
            }
            let cell = (sheet.cell)(row, column);
            let painter = if column == 0 { &all } else { &painter };
            if column == 0 && self.scrolled {
                let under = Rect::from_min_max(rect.min, pos2(self.edge, rect.bottom()));
                all.rect_filled(under, 0.0, fill.unwrap_or(p.panel));
                all.vline(self.edge, rect.y_range(), Stroke::new(1.0, p.hairline));
            }
            let at = Rect::from_min_max(
                pos2(place.start, rect.top()),
                pos2(place.end, rect.bottom()),
            );
            draw(ui, painter, p, at, &cell, sheet.lanes[column].right);
            told.push((column, cell.told(sheet.verdict)));
        }
        told.reverse();
        if let Some((r, c)) = hand.at.filter(|(r, _)| framed && *r == row) {
            let place = self.lane(c);
            let cell = Rect::from_min_max(
                pos2(place.start, rect.top()),
                pos2(place.end, rect.bottom()),
            );
            let cell = cell.expand2(vec2(GAP / 2.0, 0.0));
            all.rect_stroke(
                cell,
                2.0,
                Stroke::new(1.5, p.blue),
                egui::StrokeKind::Inside,
            );
            ui.ctx().accesskit_node_builder(self.id, |node| {
                node.set_active_descendant(self.id.with(r).accesskit_id());
            });
        }
        let name = told.first().map_or(String::new(), |(_, text)| text.clone());
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, &name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            let rest = told
                .iter()
                .skip(1)
                .filter(|(_, text)| !text.trim().is_empty());
            let rest: Vec<String> = rest
                .map(|(column, text)| format!("{}: {}", sheet.lanes[*column].title, text.trim()))
                .collect();
            node.set_description(rest.join("; "));
            node.set_row_index(row);
            node.set_selected(selected);
        });
        let pointer = response.hover_pos();
        let column = pointer.map_or(0, |at| self.column_at(at.x));
        let act = if response.double_clicked() {
            Some(Act::Open(row))
        } else if response.clicked() {
            hand.at = Some((row, column));
            hand.by_keys = false;
            Some(Act::Choose(row, column))
        } else {
            None
        };
        if pointer.is_some() {
            response.on_hover_ui_at_pointer(|ui| {
                ui.set_max_width(360.0);
                ui.label((sheet.tip)(row, column));
            });
        }
        act
    }
}

fn draw(ui: &Ui, painter: &egui::Painter, p: &Palette, at: Rect, cell: &Cell, right: bool) {
    let text = |text: &str, font: egui::FontId, color: Color32, at: Rect| {
        let galley = elided(ui, text, font, color, at.width());
        let x = if right {
            at.right() - galley.size().x
        } else {
            at.left()
        };
        let y = at.center().y - galley.size().y / 2.0;
        painter.galley(pos2(x, y), galley, color);
    };
    match cell {
        Cell::Blank => {}
        Cell::Text(it) => text(it, regular(theme::BODY), p.ink, at),
        Cell::Verdict(verdict, it) => {
            let mark = pos2(at.left() + 6.0, at.center().y);
            verdict::paint(painter, mark, p, *verdict);
            let font = if *verdict == Some(Verdict::Fail) {
                strong(12.5)
            } else {
                regular(12.5)
            };
            let rest = Rect::from_min_max(at.min + vec2(17.0, 0.0), at.max);
            text(it, font, verdict::ink(p, *verdict), rest);
        }
        Cell::Bullet(bullet, _) => draw_bullet(painter, p, at, bullet),
    }
}

/// The bar, its target as a line across, what should be there by now as a notch below.
pub(super) fn draw_bullet(painter: &egui::Painter, p: &Palette, at: Rect, bullet: &Bullet) {
    let rail = Rect::from_center_size(at.center(), vec2(at.width(), 8.0));
    painter.rect_filled(rail, 2.0, p.raised);
    painter.rect_stroke(
        rail,
        2.0,
        Stroke::new(1.0, p.hairline),
        egui::StrokeKind::Inside,
    );
    let x = |part: f32| rail.left() + rail.width() * part.clamp(0.0, 1.0);
    let mut bar = rail;
    bar.set_right(x(bullet.actual));
    let fill = if bullet.behind { p.gap } else { p.covered };
    painter.rect_filled(bar, 2.0, fill);
    if let Some(expected) = bullet.expected {
        let x = x(expected);
        let points = [(0.0, 0.0), (4.0, 5.0), (-4.0, 5.0)];
        let points = points.map(|(dx, dy)| pos2(x + dx, rail.bottom() - 0.5 + dy));
        painter.add(egui::Shape::convex_polygon(
            points.to_vec(),
            p.quiet,
            Stroke::NONE,
        ));
    }
    let tick = Rect::from_center_size(pos2(x(bullet.target), rail.center().y), vec2(2.5, 16.0));
    painter.rect_filled(tick, 0.0, p.ink);
}

/// The heads: a click sorts by the column.
fn heads(
    ui: &Ui,
    sheet: &Sheet<'_>,
    places: &[(f32, f32)],
    head: Rect,
    scrolled: f32,
    id: Id,
) -> Option<Act> {
    let p = theme::of(ui);
    let mut act = None;
    let painter = ui.painter_at(head);
    painter.hline(
        head.x_range(),
        head.bottom() - 0.5,
        Stroke::new(1.0, p.hairline),
    );
    let edge = places.first().map_or(0.0, |(left, width)| left + width);
    for (column, (lane, (left, width))) in sheet.lanes.iter().zip(places).enumerate().rev() {
        let shift = if column == 0 { 0.0 } else { scrolled };
        let rect = Rect::from_min_size(
            pos2(head.left() + left - shift, head.top()),
            vec2(*width, head.height()),
        );
        let mut room = head;
        if column > 0 {
            room.set_left(head.left() + edge + GAP / 2.0);
        }
        let seen = rect.intersect(room);
        if seen.width() < 4.0 {
            continue;
        }
        let response = ui.interact(seen, id.with(("head", column)), Sense::click());
        let mine = sheet.order.filter(|(by, _)| *by == column);
        let arrow = match mine {
            Some((_, true)) => " ▼",
            Some((_, false)) => " ▲",
            None => "",
        };
        let lit = mine.is_some() || response.hovered() || response.has_focus();
        let color = if lit { p.ink } else { p.quiet };
        let painter = painter.with_clip_rect(seen.expand2(vec2(2.0, 0.0)));
        let mut job = egui::text::LayoutJob::simple(
            format!("{}{arrow}", lane.title),
            regular(SMALL),
            color,
            *width,
        );
        job.wrap.max_rows = if head.height() > ONE_LINE { 2 } else { 1 };
        job.wrap.break_anywhere = false;
        job.halign = if lane.right {
            egui::Align::RIGHT
        } else {
            egui::Align::LEFT
        };
        let galley = ui.painter().layout_job(job);
        let x = if lane.right {
            rect.right()
        } else {
            rect.left()
        };
        let y = head.bottom() - 5.0 - galley.size().y;
        painter.galley(pos2(x, y), galley, color);
        if response.has_focus() {
            painter.hline(
                seen.x_range(),
                head.bottom() - 1.0,
                Stroke::new(2.0, p.blue),
            );
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &lane.title));
        if response.clicked() {
            act = Some(Act::Sort(column));
        }
        response.on_hover_text(&lane.tip);
    }
    act
}

/// A line in the middle of an empty sheet.
pub(super) fn nothing(ui: &mut Ui, text: &str) {
    let p = theme::of(ui);
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::hover());
    let at = pos2(
        rect.center().x,
        rect.top() + (rect.height() * 0.35).max(24.0),
    );
    let mut job = egui::text::LayoutJob::simple(
        text.to_owned(),
        regular(theme::BODY),
        p.quiet,
        (rect.width() - 40.0).clamp(80.0, 620.0),
    );
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    ui.painter()
        .galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, p.quiet);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_takes_what_is_left_over() {
        let lanes = [("a", 100.0), ("b", 50.0)].map(|(t, w)| Lane::text(t.into(), w));
        let places = places(&lanes, 300.0);
        assert_eq!(places[1].0 + places[1].1 + EDGE, 300.0);
        assert_eq!(places[1].1, 50.0);
        let narrow = super::places(&lanes, 90.0);
        assert_eq!(narrow[0], (EDGE, 100.0));
    }

    #[test]
    fn a_row_is_brought_into_sight_by_the_shortest_way() {
        assert_eq!(in_sight(0.0, 3, 240.0), 0.0);
        assert_eq!(in_sight(0.0, 10, 240.0), ROW);
        assert_eq!(in_sight(480.0, 5, 240.0), 5.0 * ROW);
    }
}
