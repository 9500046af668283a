//! Selecting by a shape: a box, a polygon, a circle that a hand draws on the map. It changes nothing in the project.

use eframe::egui::{
    Key, Modifiers, Painter, PointerButton, Pos2, Response, Shape as Drawing, Stroke, Ui,
};

use geo::TriangulateEarcut as _;

use super::super::command::Command;
use super::super::icons::Icon;
use super::super::selected::{How, Kind};
use super::super::state::{Facts, State, Tool};
use super::super::summary::found;
use super::super::theme::{Palette, strong};
use super::picking::{local, snapped};
use super::shapes::strip;
use super::{Frame, labels};
use crate::base::{LonLat, Metres, RowSet, geodesic};
use crate::map::within::{Area, Outline};

mod panel;

pub(super) use panel::panel;

/// How near the last corner a second click must be to be a double click on it, logical pixels.
const SAME: f32 = 8.0;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Shape {
    #[default]
    Box,
    Polygon,
    Radius,
}

impl Shape {
    const ALL: [Self; 3] = [Self::Box, Self::Polygon, Self::Radius];

    fn command(self) -> Command {
        match self {
            Self::Box => Command::SelectBox,
            Self::Polygon => Command::SelectPolygon,
            Self::Radius => Command::SelectRadius,
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Box => Icon::Area,
            Self::Polygon => Icon::Polygon,
            Self::Radius => Icon::Circle,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Box => "select-box",
            Self::Polygon => "select-polygon",
            Self::Radius => "select-radius",
        }
    }
}

/// A box or a circle under the hand, in Mercator's plane.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Drag {
    shape: Shape,
    from: [f64; 2],
    to: [f64; 2],
    /// Where a circle's centre is: at the village or facility that was pressed, else where the pointer was.
    centre: LonLat,
}

/// What the tool remembers.
#[derive(Default)]
pub(in super::super) struct Lasso {
    shape: Shape,
    of: Kind,
    drag: Option<Drag>,
    /// A drag that was cancelled goes on until the button is up, and means nothing.
    dropped: bool,
    /// The first corner of a box that is set by keys.
    corner: Option<[f64; 2]>,
    /// The corners of the polygon so far, in Mercator's plane, and where it would go on.
    corners: Vec<[f64; 2]>,
    pointer: Option<[f64; 2]>,
    /// The centre of a circle whose radius is typed.
    centre: Option<LonLat>,
    typed: String,
    ask_distance: bool,
    /// What the shape under the hand holds.
    found: Option<(Area, RowSet)>,
}

impl Lasso {
    /// Takes a shape into the hand.
    pub(in super::super) fn take(&mut self, shape: Shape) {
        self.clear();
        self.shape = shape;
        self.ask_distance = shape == Shape::Radius;
    }

    /// The command that takes the shape that was last in the hand, with its icon.
    pub(super) fn button(&self) -> (Command, Icon) {
        (self.shape.command(), self.shape.icon())
    }

    /// Whether a shape has been begun.
    pub(in super::super) fn is_drawing(&self) -> bool {
        self.drag.is_some()
            || self.corner.is_some()
            || !self.corners.is_empty()
            || self.centre.is_some()
    }

    /// Whether a shape is under the hand.
    pub(super) fn is_dragged(&self) -> bool {
        self.drag.is_some()
    }

    /// Drops what was begun.
    pub(in super::super) fn clear(&mut self) {
        self.dropped = self.drag.is_some();
        self.drag = None;
        self.corner = None;
        self.corners.clear();
        self.centre = None;
        self.found = None;
    }

    /// The shape as it would be if the hand ended it now.
    fn area(&self) -> Option<Area> {
        if let Some(drag) = self.drag {
            return Some(match drag.shape {
                Shape::Radius => Area::Circle {
                    centre: drag.centre,
                    radius: drag.radius(),
                },
                Shape::Box | Shape::Polygon => Area::between(drag.from, drag.to),
            });
        }
        if let (Some(from), Some(to)) = (self.corner, self.pointer) {
            return Some(Area::between(from, to));
        }
        let mut corners = self.corners.clone();
        corners.extend(self.pointer.filter(|_| !corners.is_empty()));
        (corners.len() > 2).then(|| Area::Polygon(Outline::new(corners)))
    }
}

impl Drag {
    fn radius(&self) -> Metres {
        let to = crate::base::projection::mercator_inverse(self.to);
        geodesic::distance(self.centre, to)
    }
}

/// Whether a drag of the hand draws a shape and does not move the map.
pub(super) fn takes_drags(ui: &Ui, state: &State) -> bool {
    let lasso = &state.map.lasso;
    match state.tool {
        Tool::SelectArea => lasso.shape != Shape::Polygon,
        Tool::Select => lasso.drag.is_some() || lasso.dropped || ui.input(|i| i.modifiers.shift),
        _ => false,
    }
}

/// What of a kind an area holds.
fn held(facts: &Facts, of: Kind, area: &Area) -> RowSet {
    match of {
        Kind::Village => area.villages(&facts.scene.places, &facts.data),
        Kind::Facility => {
            let all = facts.coverage.facilities.iter();
            area.points(&all.map(|f| f.location).collect::<Vec<_>>())
        }
        Kind::District => {
            let all = facts.scene.districts.iter();
            area.areas(all.map(|d| (d.district, &*d.shape)))
        }
    }
}

/// Selects what an area holds, as the keys that are held down say.
fn select(state: &mut State, facts: &Facts, area: &Area, keys: Modifiers) {
    let of = state.map.lasso.of;
    let rows = held(facts, of, area);
    state.select(of, &rows, How::of(keys));
}

/// Pointer and keys. `pointer` is where a corner or a centre would be set, while the tool is in the hand; else a drag with Shift draws a
/// box.
pub(super) fn handle(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    response: &Response,
    frame: &Frame,
    pointer: Option<(LonLat, bool)>,
) {
    let keys = ui.input(|i| i.modifiers);
    let panning = ui.input(|i| i.key_down(Key::Space));
    drag(ui, state, facts, response, frame, panning);
    if state.tool != Tool::SelectArea {
        return;
    }
    let by_keys = state.map.crosshair.at(response.rect);
    let by_hand = || response.hover_pos().or(response.interact_pointer_pos());
    let at = by_keys.or_else(by_hand);
    let lasso = &mut state.map.lasso;
    lasso.pointer = at.map(|at| frame.view.from_screen(local(frame, at)));
    match lasso.shape {
        Shape::Polygon => {
            polygon(ui, state, facts, response, frame, keys, panning);
        }
        Shape::Radius if response.clicked() && !panning => {
            if let Some((place, _)) = pointer {
                lasso.centre = Some(place);
                lasso.ask_distance = true;
            }
        }
        Shape::Radius | Shape::Box => {}
    }
}

/// Sets a corner or a centre by keys; a second corner of a box, and the last one of a polygon again, end it. `caught` is the village or
/// facility there, else the place.
pub(super) fn set(
    state: &mut State,
    facts: &Facts,
    frame: &Frame,
    at: Pos2,
    caught: LonLat,
    keys: Modifiers,
) {
    let lasso = &mut state.map.lasso;
    let here = frame.view.from_screen(local(frame, at));
    lasso.pointer = Some(here);
    let area = match lasso.shape {
        Shape::Radius => {
            lasso.centre = Some(caught);
            lasso.ask_distance = true;
            None
        }
        Shape::Box if lasso.corner.is_none() => {
            lasso.corner = Some(here);
            None
        }
        Shape::Box => lasso.area(),
        Shape::Polygon if lasso.corners.last() == Some(&here) => {
            let corners = lasso.corners.clone();
            (corners.len() > 2).then(|| Area::Polygon(Outline::new(corners)))
        }
        Shape::Polygon => {
            lasso.corners.push(here);
            None
        }
    };
    if let Some(area) = area {
        lasso.clear();
        select(state, facts, &area, keys);
    }
}

/// A box or a circle under the hand.
fn drag(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    response: &Response,
    frame: &Frame,
    panning: bool,
) {
    let world = |at: Pos2| frame.view.from_screen(local(frame, at));
    if response.drag_started_by(PointerButton::Primary)
        && !panning
        && takes_drags(ui, state)
        && let Some(at) = ui.input(|i| i.pointer.press_origin())
    {
        let shape = if state.tool == Tool::SelectArea {
            state.map.lasso.shape
        } else {
            Shape::Box
        };
        let (centre, _) = snapped(state, facts, frame, at);
        state.map.lasso.clear();
        state.map.lasso.drag = Some(Drag {
            shape,
            from: world(at),
            to: world(at),
            centre,
        });
    }
    let kind = state.map.lasso.of;
    let lasso = &mut state.map.lasso;
    if !response.dragged_by(PointerButton::Primary) && !response.drag_stopped() {
        lasso.dropped = false;
    }
    let Some(drag) = &mut lasso.drag else {
        return;
    };
    if let Some(at) = response.interact_pointer_pos() {
        drag.to = world(at);
    }
    if response.dragged() {
        // What it holds is told on the way; districts have too many corners for that.
        let area = lasso.area().filter(|_| kind != Kind::District);
        if area.as_ref() != lasso.found.as_ref().map(|(area, _)| area) {
            lasso.found = area.map(|area| {
                let rows = held(facts, kind, &area);
                (area, rows)
            });
        }
    } else {
        let area = lasso.area();
        lasso.clear();
        lasso.dropped = false;
        if let Some(area) = area {
            select(state, facts, &area, ui.input(|i| i.modifiers));
        }
    }
}

/// The corners of a polygon.
fn polygon(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    response: &Response,
    frame: &Frame,
    keys: Modifiers,
    panning: bool,
) {
    let lasso = &mut state.map.lasso;
    let mut closed = false;
    if response.clicked()
        && !panning
        && let Some(at) = response.interact_pointer_pos()
    {
        let last = lasso.corners.last().copied();
        let on_last = last.is_some_and(|c| screen(frame, c, 0.0).distance(at) <= SAME);
        let again = response.double_clicked() || response.triple_clicked();
        if again && on_last {
            closed = true;
        } else {
            let corner = frame.view.from_screen(local(frame, at));
            lasso.corners.push(corner);
        }
    }
    let alone = response.has_focus() || ui.memory(eframe::egui::Memory::focused).is_none();
    if state.dialog.is_none() && alone {
        let lasso = &mut state.map.lasso;
        let (enter, back) = ui.input_mut(|i| {
            // The keys that say how may be held down.
            let enter = i.count_and_consume_key(Modifiers::NONE, Key::Enter)
                + i.count_and_consume_key(Modifiers::SHIFT, Key::Enter)
                + i.count_and_consume_key(Modifiers::COMMAND, Key::Enter);
            (
                enter,
                i.count_and_consume_key(Modifiers::NONE, Key::Backspace),
            )
        });
        closed |= enter > 0 && !lasso.corners.is_empty();
        let left = lasso.corners.len().saturating_sub(back);
        lasso.corners.truncate(left);
    }
    let lasso = &mut state.map.lasso;
    if closed && lasso.corners.len() > 2 {
        let area = Area::Polygon(Outline::new(std::mem::take(&mut lasso.corners)));
        lasso.clear();
        select(state, facts, &area, keys);
    }
}

/// A place of Mercator's plane on the screen, shifted by whole worlds.
fn screen(frame: &Frame, [x, y]: [f64; 2], shift: f64) -> Pos2 {
    let to = frame.view.affine(frame.view.centre[0]);
    let [x, y] = to.apply([x + shift, y]);
    Pos2::new(x, y) + frame.origin()
}

/// Draws the shape under the hand.
pub(super) fn paint(painter: &Painter, state: &State, frame: &Frame, p: &Palette) {
    let lasso = &state.map.lasso;
    let in_hand = state.tool == Tool::SelectArea;
    if let Some(centre) = lasso.centre.filter(|_| in_hand) {
        let at = frame.place(centre);
        painter.circle(at, 4.5, p.selected, Stroke::new(2.0, p.casing));
    }
    if !in_hand && lasso.drag.is_none() {
        return;
    }
    let Some(area) = lasso.area() else {
        corners(painter, lasso, frame, p);
        return;
    };
    let outline = area.outline();
    let mean = outline.iter().map(|c| c[0]).sum::<f64>() / outline.len().max(1) as f64;
    let shift = frame.view.nearest_copy(mean) - mean;
    let mut line: Vec<Pos2> = outline.iter().map(|c| screen(frame, *c, shift)).collect();
    fill(painter, lasso, &line, p);
    line.extend(line.first().copied());
    let clip = frame.rect.expand(6.0);
    for (width, color) in [(4.2, p.casing), (2.0, p.selected)] {
        let mut mesh = eframe::egui::Mesh::default();
        strip(&mut mesh, &line, clip, width, color);
        painter.add(Drawing::mesh(mesh));
    }
    corners(painter, lasso, frame, p);
    told(painter, state, frame, p);
}

/// The inside, faintly; that of a polygon only while its sides do not cross.
fn fill(painter: &Painter, lasso: &Lasso, line: &[Pos2], p: &Palette) {
    let tint = p.selected.gamma_multiply(0.16);
    if lasso.drag.is_none() {
        let ring = line.iter().map(|p| (f64::from(p.x), f64::from(p.y)));
        let polygon = geo::Polygon::new(ring.collect(), Vec::new());
        if crosses_itself(line) {
            return;
        }
        let area = polygon.earcut_triangles_raw();
        let mut mesh = eframe::egui::Mesh::default();
        for [x, y] in area.vertices {
            mesh.colored_vertex(Pos2::new(x as f32, y as f32), tint);
        }
        for t in area.triangle_indices.chunks_exact(3) {
            mesh.add_triangle(t[0] as u32, t[1] as u32, t[2] as u32);
        }
        painter.add(Drawing::mesh(mesh));
        return;
    }
    let width = line.iter().map(|p| p.x).fold(f32::NEG_INFINITY, f32::max);
    let mut mesh = eframe::egui::Mesh::default();
    if let (Some(first), true) = (line.first(), width.is_finite()) {
        // Boxes and circles are convex enough to be filled from a corner.
        mesh.colored_vertex(*first, tint);
        for point in &line[1..] {
            mesh.colored_vertex(*point, tint);
        }
        for i in 1..line.len().saturating_sub(1) as u32 {
            mesh.add_triangle(0, i, i + 1);
        }
    }
    painter.add(Drawing::mesh(mesh));
}

/// Whether two sides that are no neighbours cross.
fn crosses_itself(line: &[Pos2]) -> bool {
    let n = line.len();
    let turn = |a: Pos2, b: Pos2, c: Pos2| (b - a).rot90().dot(c - a);
    (0..n).any(|i| {
        (i + 2..n).any(|j| {
            let (a, b, c, d) = (line[i], line[i + 1], line[j], line[(j + 1) % n]);
            (j + 1) % n != i
                && turn(a, b, c) * turn(a, b, d) < 0.0
                && turn(c, d, a) * turn(c, d, b) < 0.0
        })
    })
}

/// The corners that are set.
fn corners(painter: &Painter, lasso: &Lasso, frame: &Frame, p: &Palette) {
    let Some(first) = lasso.corners.first() else {
        return;
    };
    let shift = frame.view.nearest_copy(first[0]) - first[0];
    let points: Vec<Pos2> = lasso
        .corners
        .iter()
        .map(|c| screen(frame, *c, shift))
        .collect();
    if lasso.corners.len() < 3
        && let Some(pointer) = lasso.pointer
    {
        let mut line = points.clone();
        line.push(screen(frame, pointer, 0.0));
        painter.line(line.clone(), Stroke::new(4.2, p.casing));
        painter.line(line, Stroke::new(2.0, p.selected));
    }
    for point in points {
        painter.circle(point, 3.6, p.selected, Stroke::new(1.6, p.casing));
    }
}

/// Beside the pointer: how far a circle reaches, and what the shape holds.
fn told(painter: &Painter, state: &State, frame: &Frame, p: &Palette) {
    let (words, lasso) = (state.words, &state.map.lasso);
    let Some(drag) = lasso.drag else {
        return;
    };
    let mut parts = Vec::new();
    if drag.shape == Shape::Radius {
        parts.push(words.length(drag.radius()));
    }
    if let Some((_, rows)) = &lasso.found {
        parts.push(found(words, lasso.of, rows.len() as u32));
    }
    let text = parts.join(" · ");
    let color = eframe::egui::Color32::PLACEHOLDER;
    let galley = painter.layout_no_wrap(text, strong(13.0), color);
    let corner = screen(frame, drag.to, 0.0) + eframe::egui::vec2(14.0, 12.0);
    let room = painter.clip_rect().shrink(8.0);
    let corner = corner.min(room.max - galley.size());
    let at = eframe::egui::Rect::from_min_size(corner, galley.size());
    labels::plate(painter, at, &galley, p);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_cross_are_said_to() {
        let line = |points: &[(f32, f32)]| -> Vec<Pos2> {
            points.iter().map(|(x, y)| Pos2::new(*x, *y)).collect()
        };
        let square = line(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)]);
        let bow = line(&[(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0)]);
        assert!(!crosses_itself(&square) && crosses_itself(&bow));
        assert!(!crosses_itself(&square[..3]));
    }
}
