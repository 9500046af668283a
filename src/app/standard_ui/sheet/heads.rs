//! The heads of a sheet's columns: a click sorts by one.

use eframe::egui::{self, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::theme::{self, SMALL, regular};
use super::{Act, GAP, ONE_LINE, Sheet};

/// The heads: a click sorts by the column.
pub(super) fn heads(
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
