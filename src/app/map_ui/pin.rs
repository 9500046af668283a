//! The pin at a place that was searched for by its coordinates. It stays until Escape or another search.

use eframe::egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::super::state::State;
use super::super::status_ui;
use super::super::theme::{Palette, strong};
use super::{Frame, labels};

/// Radius of the head, logical pixels.
const HEAD: f32 = 9.0;
/// How high the head's middle stands over the place.
const HIGH: f32 = 23.0;

/// Draws the pin, if there is one, with its coordinates beside it. Returns what it covers, for the names to stay off.
pub(super) fn show(ui: &Ui, state: &State, frame: &Frame, p: &Palette) -> Option<Rect> {
    let place = state.map.pin?;
    let tip = frame.place(place);
    if !frame.rect.expand(40.0).contains(tip) {
        return None;
    }
    let painter = ui.painter_at(frame.rect);
    let outline = drop(tip);
    painter.add(Shape::convex_polygon(
        outline.clone(),
        p.ink,
        Stroke::new(2.0, p.panel),
    ));
    let head = tip - vec2(0.0, HIGH);
    painter.circle_filled(head, 3.4, p.panel);
    let words = state.words;
    let at = status_ui::position(words, place);
    let text = painter.layout_no_wrap(at.clone(), strong(12.5), Color32::PLACEHOLDER);
    let corner = head + vec2(HEAD + 9.0, -text.size().y / 2.0);
    let beside = Rect::from_min_size(corner, text.size());
    labels::plate(&painter, beside, &text, p);
    // The map below keeps the pointer; the name is for screen readers.
    let id = ui.scope_id().with("pin");
    let around = Rect::from_center_size(head, Vec2::splat(2.0 * HEAD));
    let response = ui.interact(around, id, Sense::hover());
    let name = words.with("map-pin", &[("place", at.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let text = beside.expand2(vec2(6.0, 3.0));
    Some(around.union(text).union(Rect::from_min_max(tip, tip)))
}

/// A round head that narrows to its tip, clockwise from the tip.
fn drop(tip: Pos2) -> Vec<Pos2> {
    let head = tip - vec2(0.0, HIGH);
    // Where lines from the tip touch the head.
    let touch = (HEAD / HIGH).acos();
    let down = std::f32::consts::FRAC_PI_2;
    let (from, turn) = (down + touch, std::f32::consts::TAU - 2.0 * touch);
    let round = (0..=24).map(|i| {
        let angle = from + turn * i as f32 / 24.0;
        head + Vec2::angled(angle) * HEAD
    });
    std::iter::once(tip).chain(round).collect()
}
