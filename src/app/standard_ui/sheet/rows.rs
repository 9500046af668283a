//! The rows of a sheet that are in sight: cells, what a click means, what is told to those who do not see them.

use std::ops::Range;

use eframe::egui::{self, Color32, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::theme::{self, Palette, regular, strong};
use super::super::super::widgets::elided;
use super::super::verdict;
use super::bullet::draw_bullet;
use super::{Act, Cell, GAP, Hand, ROW, Sheet};
use crate::model::Verdict;

/// What all rows in sight share.
pub(super) struct View<'a, 'b> {
    pub sheet: &'a Sheet<'b>,
    pub places: &'a [(f32, f32)],
    pub body: Rect,
    /// Where the columns begin on the screen.
    pub left: f32,
    /// Whether the other columns have gone under the first.
    pub scrolled: bool,
    /// Where the first column ends.
    pub edge: f32,
    pub id: Id,
    pub p: &'static Palette,
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

    pub(super) fn row(
        &self,
        ui: &Ui,
        hand: &mut Hand,
        row: usize,
        top: f32,
        framed: bool,
    ) -> Option<Act> {
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
