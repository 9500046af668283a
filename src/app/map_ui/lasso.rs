//! Selecting by a shape: a box, a polygon, a circle that a hand draws on the map. It changes nothing in the project.

use eframe::egui::{Key, Modifiers, PointerButton, Pos2, Response, Ui};

use super::super::command::Command;
use super::super::icons::Icon;
use super::super::selected::{How, Kind};
use super::super::state::{Facts, State, Tool};
use super::Frame;
use super::picking::{local, snapped};
use crate::base::{LonLat, Metres, RowSet, geodesic};
use crate::map::within::{Area, Outline};

mod paint;
mod panel;

pub(super) use paint::paint;
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
