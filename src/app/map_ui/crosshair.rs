//! The map's cursor for the keyboard: a crosshair in the middle, under which the arrow keys move the map. What lies under it is shown and
//! told as under a pointer, and Enter does there what a click does with the tool in the hand.

use eframe::egui::{
    self, EventFilter, Id, Key, Modifiers, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::super::state::{Facts, Pick, State, Tool};
use super::super::status_ui::position;
use super::super::theme::Palette;
use super::context::add_site;
use super::picking::{local, pick};
use super::{Frame, lasso, tip};
use crate::base::LonLat;
use crate::map::viewport::Viewport;
use crate::model::{Edit, FacilityRef};
use crate::session::Change;

/// How far an arrow key moves the map, and with Shift, logical pixels.
const STEPS: [(Modifiers, f32); 2] = [(Modifiers::SHIFT, 8.0), (Modifiers::NONE, 80.0)];

/// What the map's cursor remembers.
#[derive(Default)]
pub(super) struct Crosshair {
    on: bool,
    /// The pointer gave the map the focus, not the keyboard.
    by_pointer: bool,
    carries: Option<Carried>,
}

/// A facility that is being moved by keys.
struct Carried {
    facility: FacilityRef,
    /// Where the crosshair has it.
    at: LonLat,
    moved: bool,
}

impl Crosshair {
    /// Where it is, if keys lead the map.
    pub(super) fn at(&self, rect: Rect) -> Option<Pos2> {
        self.on.then(|| rect.center())
    }

    /// Whether it carries a facility.
    pub(super) fn carries(&self) -> bool {
        self.carries.is_some()
    }
}

/// Puts down what is carried: it stays where it is. Whether it was moved.
fn put_down(state: &mut State) -> bool {
    let Some(carried) = state.map.crosshair.carries.take() else {
        return false;
    };
    state.session.end_gesture();
    carried.moved
}

/// Lets go of what is carried: it stands again where it was taken up.
pub(in super::super) fn let_go(state: &mut State) {
    if put_down(state) {
        state.session.undo();
    }
}

/// Arrow keys lead the map while it has the focus, or nothing else does; a pointer that moves takes over again.
pub(super) fn lead(ui: &Ui, state: &mut State, response: &Response, view: &mut Viewport) {
    let by_pointer = response.clicked_by(egui::PointerButton::Primary)
        && response.interact_pointer_pos().is_some();
    if by_pointer || response.drag_started() {
        response.request_focus();
        state.map.crosshair.by_pointer = true;
    }
    let moved = ui.input(|i| i.pointer.any_pressed() || i.pointer.delta() != egui::Vec2::ZERO);
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        if response.gained_focus() && !moved {
            state.map.crosshair.on = !state.map.crosshair.by_pointer;
        }
    } else {
        state.map.crosshair.by_pointer &= by_pointer;
        if ui.memory(egui::Memory::focused).is_some() {
            leave(state);
            return;
        }
    }
    if moved {
        leave(state);
    }
    for (keys, step) in STEPS {
        for (key, by) in [
            (Key::ArrowLeft, [step, 0.0]),
            (Key::ArrowRight, [-step, 0.0]),
            (Key::ArrowUp, [0.0, step]),
            (Key::ArrowDown, [0.0, -step]),
        ] {
            let times = ui.input_mut(|i| i.count_and_consume_key(keys, key));
            for _ in 0..times {
                view.pan(by);
                state.map.crosshair.on = true;
            }
        }
    }
}

fn leave(state: &mut State) {
    put_down(state);
    state.map.crosshair.on = false;
}

/// What Enter does under the crosshair; a facility that is carried follows it.
pub(super) fn act(ui: &Ui, state: &mut State, facts: &Facts, frame: &Frame) {
    let Some(at) = state.map.crosshair.at(frame.rect) else {
        return;
    };
    let place = frame.position(at);
    carry(state, place);
    if state.dialog.is_some() {
        return;
    }
    let pressed = [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND]
        .into_iter()
        .find(|keys| ui.input_mut(|i| i.consume_key(*keys, Key::Enter)));
    let Some(keys) = pressed else {
        return;
    };
    let under = pick(state, facts, &frame.view, local(frame, at), place);
    // As with a pointer, a measured line catches villages and facilities.
    let caught = under
        .and_then(|under| facts.place_of(under))
        .unwrap_or(place);
    match state.tool {
        Tool::Select if keys == Modifiers::NONE => state.select_only(under),
        Tool::Select => under.into_iter().for_each(|under| state.toggle(under)),
        Tool::AddSite => add_site(state, facts, place),
        Tool::Move => pick_up(state, facts, under, place),
        Tool::Measure => state.map.measure.set(caught),
        Tool::SelectArea => lasso::set(state, facts, frame, at, caught, keys),
    }
}

/// Takes a facility up, or puts down the one that is carried.
fn pick_up(state: &mut State, facts: &Facts, under: Option<Pick>, place: LonLat) {
    if state.map.crosshair.carries() {
        put_down(state);
        return;
    }
    let Some(Pick::Facility(i)) = under else {
        return;
    };
    if let Some(facility) = facts.facility(i) {
        let carried = Carried {
            facility: facility.reference,
            at: place,
            moved: false,
        };
        state.select_only(under);
        state.session.begin_gesture();
        state.map.crosshair.carries = Some(carried);
    }
}

fn carry(state: &mut State, to: LonLat) {
    let Some(carried) = &mut state.map.crosshair.carries else {
        return;
    };
    if carried.at == to {
        return;
    }
    (carried.at, carried.moved) = (to, true);
    let facility = carried.facility;
    state.change(Change::Edit(Edit::Move { facility, to }));
}

/// Draws the crosshair.
pub(super) fn paint(painter: &Painter, state: &State, frame: &Frame, p: &Palette) {
    let Some(at) = state.map.crosshair.at(frame.rect) else {
        return;
    };
    for (width, color) in [(4.5, p.panel), (1.8, p.ink)] {
        let stroke = Stroke::new(width, color);
        painter.circle_stroke(at, 9.0, stroke);
        for way in [
            vec2(1.0, 0.0),
            vec2(-1.0, 0.0),
            vec2(0.0, 1.0),
            vec2(0.0, -1.0),
        ] {
            painter.line_segment([at + way * 9.0, at + way * 20.0], stroke);
        }
    }
    let inside = frame.rect.shrink(1.5);
    painter.rect_stroke(
        inside,
        0.0,
        Stroke::new(2.0, p.blue),
        egui::StrokeKind::Inside,
    );
}

/// What lies under the crosshair, told to screen readers whenever it changes.
pub(super) fn speak(ui: &mut Ui, state: &State, facts: &Facts, frame: &Frame) {
    let Some(at) = state.map.crosshair.at(frame.rect) else {
        return;
    };
    let words = state.words;
    let mut said = match state.map.hover {
        Some(pick) => tip::said(words, facts, pick),
        None => vec![words.t("map-nothing-here")],
    };
    said.push(position(words, frame.position(at)));
    let text = said.join(&words.t("list-separator"));
    // It takes no room of the map.
    let builder = UiBuilder::new().max_rect(Rect::from_min_size(at, vec2(0.0, 0.0)));
    ui.scope_builder(builder, |ui| {
        let id = Id::unique("map-crosshair");
        let response = ui.interact(Rect::from_min_size(at, vec2(0.0, 0.0)), id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    });
}
