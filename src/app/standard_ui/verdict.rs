//! How a verdict looks: a colour and a shape, so that nobody needs colours to tell them apart. Never red against green.

use eframe::egui::{
    Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::super::theme::{self, Palette};
use crate::model::Verdict;

/// The side of a mark's box in a line of text.
pub(in super::super) const MARK: f32 = 14.0;

/// The colour of the words beside a mark.
pub(in super::super) fn ink(p: &Palette, verdict: Option<Verdict>) -> Color32 {
    match verdict {
        Some(Verdict::Fail | Verdict::Borderline) => p.gap_text,
        Some(Verdict::Pass) => p.ink,
        Some(Verdict::Exempt | Verdict::Unknown) | None => p.quiet,
    }
}

/// Draws the mark into the middle of a box: passed is a quiet disc, failed a strong square, borderline a ring, unknown a hollow diamond
/// with a stroke through it, exempt a dash; a dot where nobody is asked.
pub(in super::super) fn paint(painter: &Painter, at: Pos2, p: &Palette, verdict: Option<Verdict>) {
    let square = |side: f32| Rect::from_center_size(at, vec2(side, side));
    match verdict {
        Some(Verdict::Pass) => {
            painter.circle_filled(at, 4.0, p.covered);
        }
        Some(Verdict::Fail) => {
            painter.rect_filled(square(9.5), 1.5, p.gap);
        }
        Some(Verdict::Borderline) => {
            painter.circle_stroke(at, 4.2, Stroke::new(2.0, p.gap));
        }
        Some(Verdict::Unknown) => {
            let r = 5.2;
            let corners = [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)];
            let corners = corners.map(|(x, y)| pos2(at.x + x, at.y + y));
            let line = Stroke::new(1.3, p.quiet);
            painter.add(Shape::closed_line(corners.to_vec(), line));
            painter.line_segment([at + vec2(-2.4, 2.4), at + vec2(2.4, -2.4)], line);
        }
        Some(Verdict::Exempt) => {
            let line = Stroke::new(1.8, p.quiet);
            painter.line_segment([at - vec2(4.0, 0.0), at + vec2(4.0, 0.0)], line);
        }
        None => {
            painter.circle_filled(at, 1.3, p.quiet);
        }
    }
}

/// A mark in a line, told by its name.
pub(in super::super) fn mark(ui: &mut Ui, verdict: Option<Verdict>, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(MARK, MARK), Sense::hover());
    paint(ui.painter(), rect.center(), theme::of(ui), verdict);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.on_hover_text(name)
}
