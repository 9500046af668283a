//! What has the pointer or is selected: a ring, a facility's true reach, a village's way to care, a district's border.

use eframe::egui::{Color32, Mesh, Painter, Rect, Shape, Stroke, vec2};

use super::super::state::{Facts, Pick, State};
use super::super::theme::{Palette, regular};
use super::shapes::{outline, strip};
use super::{Frame, labels};
use crate::base::{LonLat, Metres, geodesic};
use crate::map::crowd::MarkSizes;
use crate::map::scene::LabelOf;
use crate::model::{LayerKind, Status};

/// Draws it over everything else.
/// Returns where lengths stand, for the names to stay off.
pub(super) fn paint(
    painter: &Painter,
    state: &State,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
) -> Vec<Rect> {
    let mut lengths = Vec::new();
    // What is in the hand is drawn where the hand is, not where the answer still has it.
    let held = state.map.drag.map(|drag| Pick::Facility(drag.facility));
    if let Some(pick) = state.selection.filter(|pick| Some(*pick) != held) {
        lengths.extend(emphasis(painter, state, facts, frame, p, pick, true));
    }
    if let Some(pick) = state.map.hover.filter(|pick| Some(*pick) != held)
        && state.selection != Some(pick)
    {
        lengths.extend(emphasis(painter, state, facts, frame, p, pick, false));
    }
    if let Some(drag) = state.map.drag {
        let at = frame.place(drag.at);
        if let Some(Some(radius)) = facts.coverage.radii.get(drag.facility as usize) {
            circle(painter, frame, drag.at, radius.0, p.blue, true);
        }
        painter.circle(at, 6.0, p.blue, Stroke::new(2.0, p.panel));
    }
    lengths
}

fn emphasis(
    painter: &Painter,
    state: &State,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
    pick: Pick,
    selected: bool,
) -> Vec<Rect> {
    let mut lengths = Vec::new();
    let sizes = MarkSizes::of(state.look());
    match pick {
        Pick::Village(i) => {
            let (Some(at), Some(mark)) = (facts.place_of(pick), facts.scene.village(i)) else {
                return lengths;
            };
            if selected {
                // Ways that run side by side carry their lengths in different places.
                let places = [0.5, 0.36, 0.64];
                let nearest = state.session.nearest_facilities(at, places.len());
                for (to, along) in nearest.into_iter().zip(places).rev() {
                    lengths.extend(way(painter, facts, frame, p, at, to, along));
                }
            }
            let color = if mark.status == Status::Gap {
                p.gap
            } else {
                p.ink
            };
            ring(
                painter,
                frame,
                p,
                mark.at,
                mark.radius * sizes.villages * frame.growth,
                color,
                selected,
            );
        }
        Pick::Facility(i) => {
            let Some(mark) = facts.scene.facilities.iter().find(|m| m.facility == i) else {
                return lengths;
            };
            if let (Some(at), Some(Some(radius))) =
                (facts.place_of(pick), facts.coverage.radii.get(i as usize))
            {
                circle(painter, frame, at, radius.0, p.blue, selected);
            }
            ring(
                painter,
                frame,
                p,
                mark.at,
                mark.radius * sizes.facilities * frame.growth,
                p.navy,
                selected,
            );
        }
        Pick::District(i) => {
            if !selected && !state.look().shows(LayerKind::Districts) {
                return lengths;
            }
            if let Some(district) = facts.scene.districts.iter().find(|d| d.district == i) {
                let mut mesh = Mesh::default();
                let line = if selected {
                    (2.4, p.ink)
                } else {
                    (1.4, p.ink.gamma_multiply(0.7))
                };
                outline(
                    &mut mesh,
                    &district.shape,
                    frame.to,
                    frame.origin(),
                    frame.rect,
                    line,
                );
                painter.add(Shape::mesh(mesh));
            }
        }
    }
    lengths
}

/// Between a mark and its ring, and how wide the ring is with its casing, logical pixels.
const OFF: f32 = 3.5;
const CASED: f32 = 4.0;

/// What wears the ring of the selection, and where: names stay off it.
pub(super) fn ringed(state: &State, facts: &Facts, frame: &Frame) -> Option<(LabelOf, Rect)> {
    let sizes = MarkSizes::of(state.look());
    let (of, at, radius) = match state.selection? {
        Pick::Village(i) => {
            let mark = facts.scene.village(i)?;
            (LabelOf::Village(i), mark.at, mark.radius * sizes.villages)
        }
        Pick::Facility(i) => {
            let mark = facts.scene.facilities.iter().find(|m| m.facility == i)?;
            let radius = mark.radius * sizes.facilities;
            (LabelOf::Facility(i), mark.at, radius)
        }
        Pick::District(_) => return None,
    };
    let side = 2.0 * (radius * frame.growth + OFF + CASED / 2.0);
    let at = frame.to_screen(at);
    Some((of, Rect::from_center_size(at, vec2(side, side))))
}

fn ring(
    painter: &Painter,
    frame: &Frame,
    p: &Palette,
    at: [f64; 2],
    radius: f32,
    color: Color32,
    selected: bool,
) {
    let at = frame.to_screen(at);
    let radius = radius + OFF;
    painter.circle_stroke(at, radius, Stroke::new(CASED, p.panel));
    let width = if selected { 2.2 } else { 1.4 };
    painter.circle_stroke(at, radius, Stroke::new(width, color));
}

/// The true circle on the ellipsoid.
fn circle(
    painter: &Painter,
    frame: &Frame,
    centre: LonLat,
    radius: f64,
    color: Color32,
    strong: bool,
) {
    let mut points: Vec<_> = geodesic::circle(centre, Metres(radius), 180)
        .into_iter()
        .map(|p| frame.place(p))
        .collect();
    points.extend(points.first().copied());
    let mut inside = Mesh::default();
    let middle = frame.place(centre);
    inside.colored_vertex(middle, color.gamma_multiply(0.12));
    for point in &points {
        inside.colored_vertex(*point, color.gamma_multiply(0.12));
    }
    for i in 1..points.len() as u32 {
        inside.add_triangle(0, i, i + 1);
    }
    painter.add(Shape::mesh(inside));
    let mut line = Mesh::default();
    strip(
        &mut line,
        &points,
        frame.rect.expand(4.0),
        if strong { 2.0 } else { 1.4 },
        color,
    );
    painter.add(Shape::mesh(line));
}

/// The geodesic from a village to a facility, with its length if it is long enough to carry it.
fn way(
    painter: &Painter,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
    from: LonLat,
    (facility, Metres(metres)): (u32, Metres),
    along: f32,
) -> Option<Rect> {
    let radius = facts.coverage.radii.get(facility as usize).copied();
    let within = radius.flatten().is_some_and(|r| metres <= r.0);
    let facility = facts.facility(facility)?;
    let (a, b) = (frame.place(from), frame.place(facility.location));
    let color = if within { p.blue } else { p.gap_text };
    painter.extend(Shape::dashed_line(
        &[a, b],
        Stroke::new(1.4, color),
        6.0,
        4.0,
    ));
    if a.distance(b) <= 60.0 {
        return None;
    }
    let text = format!("{:.2}\u{202f}km", metres / 1000.0);
    let galley = painter.layout_no_wrap(text, regular(11.5), Color32::PLACEHOLDER);
    let at = Rect::from_center_size(a.lerp(b, along), galley.size());
    let seen = frame.rect.contains_rect(at);
    seen.then(|| {
        labels::halo(painter, at, &galley, color, p.panel);
        at
    })
}
