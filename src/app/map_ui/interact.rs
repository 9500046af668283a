//! The hand on the map: pan, zoom, point at, select, add a site, move a facility, with pointer and keys.

use eframe::egui::{CursorIcon, Key, PointerButton, Pos2, Response, Ui};

use super::super::state::{Facts, Pick, State, Tool};
use super::context::add_site;
use super::picking::{local, pick, snapped};
use super::{Drag, Frame, crosshair, lasso, measure};
use crate::map::viewport::Viewport;
use crate::model::Edit;
use crate::session::Change;

/// Lets pointer and keys change the view, the selection and the project.
pub(super) fn handle(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    response: &Response,
    view: &mut Viewport,
) {
    let origin = response.rect.min;
    let place = |p: Pos2| [p.x - origin.x, p.y - origin.y];
    zoom(ui, state, response, view, &place);
    pan(ui, state, response, view);
    crosshair::lead(ui, state, response, view);

    let dragged = || {
        response
            .interact_pointer_pos()
            .filter(|_| response.dragged())
    };
    let by_keys = state.map.crosshair.at(response.rect);
    let pointer = by_keys.or_else(|| response.hover_pos()).or_else(dragged);
    let frame = Frame::new(response.rect, *view, facts.scene.anchor, state.map.whole);
    state.map.cursor = pointer.map(|at| frame.position(at));
    // What was under the pointer when the button went down stays meant until it is up.
    let down = ui.input(|i| i.pointer.any_down());
    state.map.hover = match pointer {
        Some(_) if matches!(state.tool, Tool::Measure | Tool::SelectArea) => None,
        Some(at) if !down => pick(state, facts, view, place(at), frame.position(at)),
        Some(_) => state.map.hover,
        None => None,
    };
    crosshair::act(ui, state, facts, &frame);
    match state.tool {
        Tool::Select => {
            lasso::handle(ui, state, facts, response, &frame, None);
            click(ui, state, facts, response, &frame);
        }
        Tool::AddSite => click(ui, state, facts, response, &frame),
        Tool::SelectArea => {
            let pointer = pointer.map(|at| snapped(state, facts, &frame, at));
            lasso::handle(ui, state, facts, response, &frame, pointer);
            click(ui, state, facts, response, &frame);
        }
        Tool::Move => drag_facility(state, facts, response, view, &frame),
        Tool::Measure => {
            let pointer = pointer.map(|at| snapped(state, facts, &frame, at));
            measure::handle(ui, state, response, &frame, pointer);
            click(ui, state, facts, response, &frame);
        }
    }
    cursor(ui, state, response);
}

fn zoom(
    ui: &Ui,
    state: &State,
    response: &Response,
    view: &mut Viewport,
    local: &impl Fn(Pos2) -> [f32; 2],
) {
    if let Some(at) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        let factor = f64::from(pinch) * (f64::from(scroll) * 0.006).exp();
        if (factor - 1.0).abs() > 1e-6 {
            view.zoom_at(local(at), factor);
        }
        // The second click of two ends a measured line or a polygon.
        let ends = matches!(state.tool, Tool::Measure | Tool::SelectArea);
        if response.double_clicked() && !ends {
            view.zoom_at(local(at), 2.0);
        }
    }
}

fn pan(ui: &Ui, state: &State, response: &Response, view: &mut Viewport) {
    let space = ui.input(|i| i.key_down(Key::Space));
    let by_hand = response.dragged_by(PointerButton::Primary)
        && state.map.drag.is_none()
        && (space || !lasso::takes_drags(ui, state))
        && (state.tool != Tool::Move || space || state.map.hover.is_none());
    if by_hand || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        view.pan([delta.x, delta.y]);
    }
}

fn click(ui: &Ui, state: &mut State, facts: &Facts, response: &Response, frame: &Frame) {
    let Some(at) = response.interact_pointer_pos() else {
        return;
    };
    let place = frame.position(at);
    if response.secondary_clicked() {
        let picked = pick(state, facts, &frame.view, local(frame, at), place);
        state.map.menu_for = Some((picked, place));
        // What is selected stays selected while something is asked of it.
        if let Some(picked) = picked
            && !state.selected.contains(picked)
        {
            state.select_only(Some(picked));
        }
    }
    let other = matches!(state.tool, Tool::Measure | Tool::SelectArea);
    if !response.clicked() || other || ui.input(|i| i.key_down(Key::Space)) {
        return;
    }
    if state.tool == Tool::AddSite {
        add_site(state, facts, place);
        return;
    }
    let picked = pick(state, facts, &frame.view, local(frame, at), place);
    let keys = ui.input(|i| i.modifiers);
    if !keys.shift && !keys.command {
        state.select_only(picked);
    } else if let Some(picked) = picked {
        state.toggle(picked);
    }
}

fn drag_facility(
    state: &mut State,
    facts: &Facts,
    response: &Response,
    view: &Viewport,
    frame: &Frame,
) {
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let picked = pick(state, facts, view, local(frame, at), frame.position(at));
        state.select_only(picked);
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(Pick::Facility(facility)) = state.map.hover
        && let Some(place) = facts.place_of(Pick::Facility(facility))
    {
        state.session.begin_gesture();
        state.select_only(Some(Pick::Facility(facility)));
        state.map.drag = Some(Drag {
            facility,
            at: place,
            hand: None,
        });
    }
    let Some(mut drag) = state.map.drag else {
        return;
    };
    if let Some(at) = response.interact_pointer_pos()
        && response.dragged()
    {
        let to = frame.position(at);
        // Only the hand moves a facility, not a map that is laid out anew around it.
        if drag.hand.replace(at) != Some(at)
            && to != drag.at
            && let Some(facility) = facts.facility(drag.facility)
        {
            drag.at = to;
            let facility = facility.reference;
            state.change(Change::Edit(Edit::Move { facility, to }));
        }
        state.map.drag = Some(drag);
    }
    if response.drag_stopped() || !response.dragged() {
        state.session.end_gesture();
        state.map.drag = None;
    }
}

fn cursor(ui: &Ui, state: &State, response: &Response) {
    if !response.hovered() && !response.dragged() {
        return;
    }
    let icon = if state.map.lasso.is_dragged() {
        CursorIcon::Crosshair
    } else if response.dragged() {
        CursorIcon::Grabbing
    } else if ui.input(|i| i.key_down(Key::Space)) {
        CursorIcon::Grab
    } else {
        match (state.tool, state.map.hover) {
            (Tool::AddSite | Tool::Measure | Tool::SelectArea, _) => CursorIcon::Crosshair,
            (Tool::Move, Some(_)) => CursorIcon::Move,
            (Tool::Select, Some(Pick::Village(_) | Pick::Facility(_))) => CursorIcon::PointingHand,
            _ => CursorIcon::Default,
        }
    };
    ui.ctx().set_cursor_icon(icon);
}
