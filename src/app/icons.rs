//! The few icons of the window as strokes, sharp at every scale and free of any icon font.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    /// An arrow pointer: look and select.
    Pointer,
    /// A pin with a plus: add a site.
    AddSite,
    /// Four arrows: move a facility.
    Move,
    /// A ruler: measure.
    Ruler,
    /// Zoom in.
    Plus,
    /// Zoom out.
    Minus,
    /// Zoom to everything.
    Fit,
    /// Light or dark.
    Contrast,
    /// Shown.
    Eye,
    /// Hidden.
    EyeShut,
    /// Close.
    Cross,
    /// Search.
    Lens,
    /// Tune a layer.
    Tune,
    /// A dashed box: select an area.
    Area,
    /// A polygon.
    Polygon,
    /// A circle with its centre.
    Circle,
    /// A dashed box with a tick: select all.
    SelectAll,
    /// A box, half of it filled: what is selected and what is not change places.
    Invert,
    /// A funnel: only some rows.
    Only,
    /// An arrow up to a line: some rows first.
    Top,
    /// Corners around a disc: zoom to what is selected.
    ZoomSelected,
}

impl Icon {
    /// Draws the icon into the middle of `rect`.
    pub(super) fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let c = rect.center();
        let s = 16.0f32.min(rect.width()).min(rect.height()) / 16.0;
        let at = |x: f32, y: f32| c + vec2(x, y) * s;
        let stroke = Stroke::new(1.4 * s, color);
        let line = |a: Pos2, b: Pos2| {
            painter.line_segment([a, b], stroke);
        };
        let path = |points: &[(f32, f32)]| {
            painter.line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke);
        };
        match self {
            Self::Pointer => path(&[
                (-4.5, -6.5),
                (-4.5, 5.0),
                (-1.6, 2.4),
                (0.4, 6.6),
                (2.3, 5.7),
                (0.4, 1.6),
                (4.2, 1.4),
                (-4.5, -6.5),
            ]),
            Self::AddSite => {
                path(&[
                    (0.0, 7.0),
                    (-4.6, 0.6),
                    (-5.0, -1.6),
                    (-3.6, -5.0),
                    (0.0, -6.6),
                    (3.6, -5.0),
                    (5.0, -1.6),
                    (4.6, 0.6),
                    (0.0, 7.0),
                ]);
                line(at(0.0, -4.0), at(0.0, 1.0));
                line(at(-2.5, -1.5), at(2.5, -1.5));
            }
            Self::Move => {
                line(at(-6.5, 0.0), at(6.5, 0.0));
                line(at(0.0, -6.5), at(0.0, 6.5));
                for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    let tip = vec2(dx, dy) * 6.5;
                    let side = vec2(dy, dx) * 2.2;
                    let back = tip - vec2(dx, dy) * 2.2;
                    line(c + tip * s, c + (back + side) * s);
                    line(c + tip * s, c + (back - side) * s);
                }
            }
            Self::Ruler => {
                path(&[
                    (-6.8, 3.2),
                    (3.2, -6.8),
                    (6.8, -3.2),
                    (-3.2, 6.8),
                    (-6.8, 3.2),
                    (3.2, -6.8),
                ]);
                for i in 1..5 {
                    let (along, long) = (2.0 * i as f32, if i % 2 == 0 { 2.4 } else { 1.5 });
                    let (x, y) = (-6.8 + along, 3.2 - along);
                    line(at(x, y), at(x + long, y + long));
                }
            }
            Self::Plus => {
                line(at(-5.0, 0.0), at(5.0, 0.0));
                line(at(0.0, -5.0), at(0.0, 5.0));
            }
            Self::Minus => line(at(-5.0, 0.0), at(5.0, 0.0)),
            Self::Fit => {
                for (x, y) in [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)] {
                    path(&[(2.5 * x, 6.0 * y), (6.0 * x, 6.0 * y), (6.0 * x, 2.5 * y)]);
                }
            }
            Self::Contrast => contrast(painter, c, s, stroke),
            Self::Eye | Self::EyeShut => eye(painter, c, s, stroke, self == Self::Eye),
            Self::Cross => {
                line(at(-4.0, -4.0), at(4.0, 4.0));
                line(at(-4.0, 4.0), at(4.0, -4.0));
            }
            Self::Lens => {
                painter.circle_stroke(at(-1.2, -1.2), 4.4 * s, stroke);
                line(at(2.2, 2.2), at(6.0, 6.0));
            }
            Self::Area
            | Self::Polygon
            | Self::Circle
            | Self::SelectAll
            | Self::Invert
            | Self::Only
            | Self::Top
            | Self::ZoomSelected => selecting(self, painter, c, s, stroke),
            Self::Tune => {
                for (y, x) in [(-4.0, 2.0), (0.0, -2.5), (4.0, 1.0)] {
                    line(at(-6.0, y), at(6.0, y));
                    painter.circle_filled(at(x, y), 2.0 * s, color);
                }
            }
        }
    }
}

/// The icons of selecting.
fn selecting(icon: Icon, painter: &Painter, c: Pos2, s: f32, stroke: Stroke) {
    let at = |x: f32, y: f32| c + vec2(x, y) * s;
    let path = |points: &[(f32, f32)]| {
        painter.line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke);
    };
    let dashed = || {
        let corners = [
            (-6.0, -6.0),
            (6.0, -6.0),
            (6.0, 6.0),
            (-6.0, 6.0),
            (-6.0, -6.0),
        ];
        let corners = corners.map(|(x, y)| at(x, y));
        painter.extend(Shape::dashed_line(&corners, stroke, 2.6 * s, 2.2 * s));
    };
    match icon {
        Icon::Area => dashed(),
        Icon::SelectAll => {
            dashed();
            path(&[(-3.0, 0.2), (-0.8, 2.6), (3.2, -2.6)]);
        }
        Icon::Polygon => path(&[
            (-6.0, -2.0),
            (0.5, -6.5),
            (6.5, -0.5),
            (3.0, 6.0),
            (-4.0, 5.0),
            (-6.0, -2.0),
        ]),
        Icon::Circle => {
            painter.circle_stroke(c, 6.2 * s, stroke);
            painter.circle_filled(c, 1.6 * s, stroke.color);
        }
        Icon::Invert => {
            let rect = Rect::from_center_size(c, vec2(12.0, 12.0) * s);
            painter.rect_stroke(rect, 1.0, stroke, StrokeKind::Middle);
            let half = Rect::from_min_max(rect.min, pos2(c.x, rect.max.y));
            painter.rect_filled(half, 0.0, stroke.color);
        }
        Icon::Only => path(&[
            (-6.5, -5.5),
            (6.5, -5.5),
            (1.6, 0.6),
            (1.6, 5.0),
            (-1.6, 6.4),
            (-1.6, 0.6),
            (-6.5, -5.5),
        ]),
        Icon::Top => {
            path(&[(-6.0, -6.0), (6.0, -6.0)]);
            path(&[(0.0, 6.5), (0.0, -3.0)]);
            path(&[(-3.6, 0.6), (0.0, -3.0), (3.6, 0.6)]);
        }
        _ => {
            for (x, y) in [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)] {
                path(&[(2.5 * x, 6.0 * y), (6.0 * x, 6.0 * y), (6.0 * x, 2.5 * y)]);
            }
            painter.circle_filled(c, 2.2 * s, stroke.color);
        }
    }
}

/// A disc, half of it filled.
fn contrast(painter: &Painter, c: Pos2, s: f32, stroke: Stroke) {
    painter.circle_stroke(c, 6.0 * s, stroke);
    let half: Vec<Pos2> = (0..=16)
        .map(|i| {
            let turn = std::f32::consts::PI * i as f32 / 16.0;
            c + Vec2::angled(std::f32::consts::FRAC_PI_2 + turn) * 6.0 * s
        })
        .collect();
    painter.add(Shape::convex_polygon(half, stroke.color, Stroke::NONE));
}

/// An eye, open or shut.
fn eye(painter: &Painter, c: Pos2, s: f32, stroke: Stroke, open: bool) {
    let lid = |sign: f32| -> Vec<Pos2> {
        (0..=12)
            .map(|i| {
                let t = i as f32 / 12.0;
                let y = sign * 4.2 * (std::f32::consts::PI * t).sin();
                c + vec2(-6.5 + 13.0 * t, y) * s
            })
            .collect()
    };
    painter.line(lid(1.0), stroke);
    if open {
        painter.line(lid(-1.0), stroke);
        painter.circle_filled(c, 2.2 * s, stroke.color);
    }
}

/// A small swatch of an area with its border.
pub(super) fn swatch(painter: &Painter, center: Pos2, size: Vec2, fill: Color32, border: Color32) {
    let rect = Rect::from_center_size(center, size);
    painter.rect(
        rect,
        2.0,
        fill,
        Stroke::new(1.0, border),
        StrokeKind::Inside,
    );
}

/// The north arrow, `height` points high, its foot at `foot`.
pub(super) fn north(painter: &Painter, foot: Pos2, height: f32, color: Color32) {
    let (w, h) = (height * 0.34, height);
    let tip = foot - vec2(0.0, h);
    let notch = foot - vec2(0.0, h * 0.26);
    for side in [-1.0, 1.0] {
        let half = vec![tip, pos2(foot.x + side * w, foot.y), notch];
        painter.add(Shape::convex_polygon(half, color, Stroke::NONE));
    }
}
