//! The hand on the map: pan, zoom, point at, select, add a site, move a facility, with pointer and keys.

use std::sync::Arc;

use eframe::egui::{
    self, CursorIcon, EventFilter, Key, Modifiers, PointerButton, Pos2, Response, Ui,
};

use super::super::command::Command;
use super::super::state::{Facts, Pick, State, Tool};
use super::{Drag, Frame, measure};
use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::map::pick::{Hit, PointIndex, nearest_place};
use crate::map::viewport::Viewport;
use crate::model::{Dataset, Edit, LayerKind, Status};
use crate::session::Change;

/// How near the pointer must be to a mark, logical pixels.
const NEAR: f32 = 9.0;
/// How far an arrow key moves the map.
const STEP: f32 = 80.0;

/// Where the facilities are: those of the baseline, indexed once per dataset. Villages are found by the scene's own places.
#[derive(Default)]
pub(super) struct Picker {
    of: Option<Arc<Dataset>>,
    facilities: PointIndex,
}

impl Picker {
    fn refresh(&mut self, facts: &Facts) {
        if self
            .of
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, &facts.data))
        {
            return;
        }
        let places = facts.data.facilities.iter().map(|f| mercator(f.location));
        self.facilities = PointIndex::new((0u32..).zip(places));
        self.of = Some(Arc::clone(&facts.data));
    }

    /// The facility nearest to the pointer: one that stands where the data have it, or one of the few that an edit moved or added.
    fn facility(
        &self,
        facts: &Facts,
        view: &Viewport,
        at: [f32; 2],
        wanted: impl Fn(u32) -> bool,
    ) -> Option<Hit> {
        let tolerance = NEAR + 1.0;
        let edited = &facts.scene.edited;
        let stands = |i: u32| edited.binary_search(&i).is_err() && wanted(i);
        let kept = self.facilities.nearest_where(view, at, tolerance, stands);
        let edited = edited.iter().filter(|i| wanted(**i)).filter_map(|i| {
            let [x, y] = view.to_screen(mercator(facts.facility(*i)?.location));
            let distance = (x - at[0]).hypot(y - at[1]);
            (distance <= tolerance).then_some(Hit {
                index: *i,
                distance,
            })
        });
        kept.into_iter().chain(edited).min_by(|a, b| {
            a.distance
                .total_cmp(&b.distance)
                .then(a.index.cmp(&b.index))
        })
    }
}

/// Lets pointer and keys change the view, the selection and the project.
pub(super) fn handle(
    ui: &Ui,
    state: &mut State,
    facts: &Facts,
    response: &Response,
    view: &mut Viewport,
) {
    let origin = response.rect.min;
    let local = |p: Pos2| [p.x - origin.x, p.y - origin.y];
    zoom(ui, state, response, view, &local);
    pan(ui, state, response, view);
    keys(ui, response, view);

    let pointer = response.hover_pos().or_else(|| {
        response
            .dragged()
            .then(|| response.interact_pointer_pos())
            .flatten()
    });
    let frame = Frame::new(response.rect, *view, facts.scene.anchor, state.map.whole);
    state.map.cursor = pointer.map(|at| frame.position(at));
    // What was under the pointer when the button went down stays meant until it is up.
    let down = ui.input(|i| i.pointer.any_down());
    state.map.hover = match pointer {
        Some(_) if state.tool == Tool::Measure => None,
        Some(at) if !down => pick(state, facts, view, local(at), frame.position(at)),
        Some(_) => state.map.hover,
        None => None,
    };
    match state.tool {
        Tool::Select | Tool::AddSite => click(ui, state, facts, response, &frame),
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
        // The second click of two ends a measured line.
        if response.double_clicked() && state.tool != Tool::Measure {
            view.zoom_at(local(at), 2.0);
        }
    }
}

fn pan(ui: &Ui, state: &State, response: &Response, view: &mut Viewport) {
    let space = ui.input(|i| i.key_down(Key::Space));
    let by_hand = response.dragged_by(PointerButton::Primary)
        && state.map.drag.is_none()
        && (state.tool != Tool::Move || space || state.map.hover.is_none());
    if by_hand || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        view.pan([delta.x, delta.y]);
    }
}

/// Arrow keys pan while the map has the focus, or nothing else does.
fn keys(ui: &Ui, response: &Response, view: &mut Viewport) {
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let focused = ui.memory(egui::Memory::focused);
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    } else if focused.is_some() {
        return;
    }
    let arrows = [
        (Key::ArrowLeft, [STEP, 0.0]),
        (Key::ArrowRight, [-STEP, 0.0]),
        (Key::ArrowUp, [0.0, STEP]),
        (Key::ArrowDown, [0.0, -STEP]),
    ];
    for (key, by) in arrows {
        let times = ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        for _ in 0..times {
            view.pan(by);
        }
    }
}

/// What lies under the pointer: a gap before a facility before another village before a district.
fn pick(
    state: &mut State,
    facts: &Facts,
    view: &Viewport,
    at: [f32; 2],
    place: LonLat,
) -> Option<Pick> {
    let status = |i: u32| facts.coverage.villages.get(i as usize).map(|a| a.status);
    let village = |tolerance: f32, wanted: &dyn Fn(u32) -> bool| {
        nearest_place(&facts.scene.places, view, at, tolerance, wanted)
    };
    state.map.picker.refresh(facts);
    let gap = village(NEAR, &|i| status(i) == Some(Status::Gap));
    let crowd = state.map.picture.crowd().cloned();
    let hidden = state.hidden_tiers(facts);
    let look = state.look();
    let [facilities, villages] =
        [LayerKind::Facilities, LayerKind::Villages].map(|kind| look.shows(kind));
    let drawn = |i: u32| {
        let Some(tier) = facts.facility(i).map(|f| f.tier) else {
            return false;
        };
        let edited = facts.scene.edited.binary_search(&i).is_ok();
        let waits = crowd.as_ref().is_some_and(|c| !c.shows_tier(tier, edited));
        !hidden.contains(&tier) && !waits && facts.scene.drawn.facility(i)
    };
    let facility = state
        .map
        .picker
        .facility(facts, view, at, |i| facilities && drawn(i));
    if state.tool == Tool::Move {
        return facility.map(|h| Pick::Facility(h.index));
    }
    gap.map(|h| Pick::Village(h.index))
        .or_else(|| facility.map(|h| Pick::Facility(h.index)))
        .or_else(|| {
            let village = village(6.0, &|_| villages);
            village.map(|h| Pick::Village(h.index))
        })
        .or_else(|| state.session.district_at(place).map(Pick::District))
}

/// Where a measured line goes on: at the village or facility under the pointer, else where the pointer is.
fn snapped(state: &mut State, facts: &Facts, frame: &Frame, at: Pos2) -> (LonLat, bool) {
    let place = frame.position(at);
    let found = pick(state, facts, &frame.view, local(frame, at), place);
    match found.and_then(|found| facts.place_of(found)) {
        Some(mark) => (mark, true),
        None => (place, false),
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
        if picked.is_some() {
            state.selection = picked;
        }
    }
    if !response.clicked() || state.tool == Tool::Measure || ui.input(|i| i.key_down(Key::Space)) {
        return;
    }
    if state.tool == Tool::AddSite {
        add_site(state, facts, place);
    } else {
        state.selection = pick(state, facts, &frame.view, local(frame, at), place);
    }
}

fn local(frame: &Frame, at: Pos2) -> [f32; 2] {
    [at.x - frame.rect.min.x, at.y - frame.rect.min.y]
}

/// Tries a new site of the selected facility's tier, else of the widest-spread one.
fn add_site(state: &mut State, facts: &Facts, at: LonLat) {
    let tier = match state.selection {
        Some(Pick::Facility(i)) => facts.facility(i).map(|f| f.tier as usize),
        _ => None,
    };
    let tier = tier.or_else(|| {
        let serving = |t: &usize| facts.coverage.tiers[*t].radius.is_some();
        (0..facts.coverage.tiers.len())
            .filter(serving)
            .max_by_key(|t| (facts.coverage.tiers[*t].facilities, std::cmp::Reverse(*t)))
    });
    let tier = tier
        .and_then(|t| facts.data.tiers.get(t))
        .map_or_else(String::new, |t| t.name.to_string());
    let added = state
        .session
        .state()
        .edits
        .iter()
        .filter(|e| matches!(e, Edit::Add { .. }))
        .count();
    let number = (added + 1).to_string();
    let name = state.words.with("site-name", &[("number", number.into())]);
    state.change(Change::Edit(Edit::Add { name, tier, at }));
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
        state.selection = pick(state, facts, view, local(frame, at), frame.position(at));
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(Pick::Facility(facility)) = state.map.hover
        && let Some(place) = facts.place_of(Pick::Facility(facility))
    {
        state.session.begin_gesture();
        state.selection = Some(Pick::Facility(facility));
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
    let icon = if response.dragged() {
        CursorIcon::Grabbing
    } else if ui.input(|i| i.key_down(Key::Space)) {
        CursorIcon::Grab
    } else {
        match (state.tool, state.map.hover) {
            (Tool::AddSite | Tool::Measure, _) => CursorIcon::Crosshair,
            (Tool::Move, Some(_)) => CursorIcon::Move,
            (Tool::Select, Some(Pick::Village(_) | Pick::Facility(_))) => CursorIcon::PointingHand,
            _ => CursorIcon::Default,
        }
    };
    ui.ctx().set_cursor_icon(icon);
}

/// The menu behind the right button.
pub(super) fn context_menu(state: &mut State, facts: &Facts, response: &Response) {
    let Some((pick, place)) = state.map.menu_for else {
        return;
    };
    let words = state.words;
    response.context_menu(|ui| {
        ui.set_min_width(190.0);
        if let Some(name) = pick.and_then(|pick| facts.name_of(pick)) {
            ui.label(egui::RichText::new(&*name).font(super::super::theme::strong(13.5)));
            ui.separator();
        }
        if let Some(Pick::Facility(i)) = pick
            && let Some(facility) = facts.facility(i)
        {
            let back = facts.way_back(facility);
            let (closed, facility) = (facility.closed, facility.reference);
            let (key, edit) = if closed {
                ("facility-reopen", Edit::Reopen { facility })
            } else {
                ("facility-close", Edit::Close { facility })
            };
            if ui.button(words.t(key)).clicked() {
                state.change(Change::Edit(edit));
                ui.close();
            }
            if let Some(back) = back
                && ui.button(words.t("facility-reset")).clicked()
            {
                state.change(Change::Edit(back));
                ui.close();
            }
            if ui.button(Command::ToolMove.text(words)).clicked() {
                state.tool = Tool::Move;
                ui.close();
            }
        }
        if let Some(pick) = pick
            && ui.button(words.t("map-zoom-here")).clicked()
        {
            state.map.fit(pick);
            ui.close();
        }
        if ui.button(words.t("map-add-here")).clicked() {
            add_site(state, facts, place);
            ui.close();
        }
        if ui.button(words.t("map-copy-place")).clicked() {
            // Plain degrees, latitude first: as the search box and other programs read them.
            ui.copy_text(format!("{:.6}, {:.6}", place.lat, place.lon));
            ui.close();
        }
    });
}

/// The box that shows something with what it is about: a village with its nearest facility, a facility with its reach.
pub(super) fn extent_of(state: &State, facts: &Facts, pick: Pick) -> Option<GeoBox> {
    match pick {
        Pick::District(i) => Some(facts.district(i)?.0.extent),
        Pick::Village(_) => {
            let at = facts.place_of(pick)?;
            let nearest = state.session.nearest_facilities(at, 1);
            let there = nearest
                .first()
                .and_then(|(f, _)| facts.facility(*f))
                .map_or(at, |f| f.location);
            GeoBox::around([at, there])
        }
        Pick::Facility(i) => {
            let at = facts.place_of(pick)?;
            match facts.coverage.radii.get(i as usize) {
                Some(Some(radius)) => {
                    GeoBox::around(crate::base::geodesic::circle(at, *radius, 16))
                }
                _ => GeoBox::around([at]),
            }
        }
    }
}
