//! Marks as small pieces of SVG around the origin: what a village or a facility looks like, once for page and screen.

use super::scene::{FacilityState, Symbol};
use super::style::{RING_WIDTH, Rgb, Theme};
use super::svg::{Writer, number};
use crate::model::Status;

/// A mark to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A village as it stands.
    Village(Status),
    /// A facility: its shape and what became of it.
    Facility(Symbol, FacilityState),
}

/// How far a mark of this radius reaches beyond its radius: its ring.
#[must_use]
pub fn margin(kind: MarkKind, radius: f32) -> f32 {
    match kind {
        MarkKind::Village(Status::Covered) => 0.0,
        MarkKind::Facility(_, FacilityState::Moved | FacilityState::Added) => {
            radius * 0.35 + RING_WIDTH
        }
        _ => RING_WIDTH + radius * 0.1,
    }
}

/// Writes a mark of `radius` points around the origin.
pub fn write(out: &mut Writer, kind: MarkKind, radius: f32, theme: &Theme) {
    match kind {
        MarkKind::Village(status) => village(out, status, radius, theme),
        MarkKind::Facility(symbol, state) => facility(out, symbol, state, radius, theme),
    }
}

fn disc(out: &mut Writer, radius: f32, fill: Rgb, stroke: Option<(Rgb, f32)>) {
    let mut attributes = vec![("r", number(radius)), ("fill", fill.to_string())];
    if let Some((colour, width)) = stroke {
        attributes.push(("stroke", colour.to_string()));
        attributes.push(("stroke-width", number(width)));
    }
    out.element("circle", &attributes);
}

fn village(out: &mut Writer, status: Status, r: f32, theme: &Theme) {
    match status {
        Status::Covered => disc(out, r, theme.covered, None),
        Status::Gap => disc(out, r, theme.gap, Some((theme.panel, RING_WIDTH))),
        // Outlined: the ring lies inside the radius, the panel's colour around it keeps it clear of what is below.
        Status::Borderline | Status::Unknown => {
            let colour = if status == Status::Borderline {
                theme.borderline
            } else {
                theme.unknown
            };
            let width = (r * 0.42).clamp(0.6, 1.4);
            disc(out, r + RING_WIDTH / 2.0, theme.panel, None);
            disc(out, r - width / 2.0, theme.panel, Some((colour, width)));
        }
    }
}

/// The path data of a polygon scaled by the radius.
fn polygon(points: &[[f32; 2]], r: f32) -> String {
    let mut d = String::new();
    for (i, [x, y]) in points.iter().enumerate() {
        d.push(if i == 0 { 'M' } else { 'L' });
        d.push_str(&number(x * r));
        d.push(' ');
        d.push_str(&number(y * r));
    }
    d.push('Z');
    d
}

fn facility(out: &mut Writer, symbol: Symbol, state: FacilityState, r: f32, theme: &Theme) {
    let shape = symbol.shape();
    let serves = !matches!(state, FacilityState::Idle | FacilityState::Closed);
    if matches!(state, FacilityState::Added | FacilityState::Moved) {
        let ring = if state == FacilityState::Added {
            theme.reach
        } else {
            theme.quiet
        };
        disc(
            out,
            r * 1.32,
            theme.panel,
            Some((ring, (r * 0.22).max(0.6))),
        );
    }
    let fill = match state {
        FacilityState::Added => theme.reach,
        _ if serves => theme.navy,
        _ => theme.panel,
    };
    let (stroke, width) = if serves {
        (theme.panel, RING_WIDTH)
    } else {
        (theme.unknown, (r * 0.28).clamp(0.5, 1.0))
    };
    out.element(
        "path",
        &[
            ("d", polygon(&shape.outline, r)),
            ("fill", fill.to_string()),
            ("stroke", stroke.to_string()),
            ("stroke-width", number(width)),
            ("stroke-linejoin", "round".to_owned()),
            (
                "paint-order",
                if serves { "stroke" } else { "normal" }.to_owned(),
            ),
        ],
    );
    if let Some(cross) = shape.cross {
        let colour = if serves { theme.on_navy } else { theme.unknown };
        out.element(
            "path",
            &[("d", polygon(&cross, r)), ("fill", colour.to_string())],
        );
    }
    if state == FacilityState::Closed {
        let (a, b) = (number(-r * 1.05), number(r * 1.05));
        out.element(
            "path",
            &[
                ("d", format!("M{a} {b}L{b} {a}")),
                ("fill", "none".to_owned()),
                ("stroke", theme.quiet.to_string()),
                ("stroke-width", number((r * 0.3).max(0.7))),
                ("stroke-linecap", "round".to_owned()),
            ],
        );
    }
}
