//! How far something has come, as a bar with its target and with what should be there by now.

use eframe::egui::{self, Rect, Stroke, pos2, vec2};

use super::super::super::theme::Palette;

/// How far something has come, drawn as a bar with its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Bullet {
    /// What there is, what is aimed at, what should be there by now: parts of the bar's whole length.
    pub actual: f32,
    pub target: f32,
    pub expected: Option<f32>,
    pub pace: Pace,
}

/// How fast something comes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Pace {
    /// It is there, or on its way.
    Good,
    /// It is less than should be there by now.
    Behind,
    /// The target is missed.
    Missed,
}
/// The bar, its target as a line across, what should be there by now as a notch below.
pub(in super::super) fn draw_bullet(
    painter: &egui::Painter,
    p: &Palette,
    at: Rect,
    bullet: &Bullet,
) {
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
    match bullet.pace {
        Pace::Good => painter.rect_filled(bar, 2.0, p.covered),
        Pace::Missed => painter.rect_filled(bar, 2.0, p.gap),
        Pace::Behind => {
            painter.rect_filled(bar, 2.0, p.gap_tint);
            let line = Stroke::new(1.4, p.gap);
            painter.rect_stroke(bar, 2.0, line, egui::StrokeKind::Inside)
        }
    };
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
