//! The panel of the tool in the hand. It stands between tools and legend, where mostly no land is, or, without room there, beside the north
//! arrow.

use eframe::egui::{Frame, Margin, Rect, Sense, Stroke, Ui, UiBuilder, Vec2, vec2};

use super::super::theme::Palette;

/// What the north arrow takes of the map's right side.
const ARROW: f32 = 52.0;

/// Where a panel may stand, and how large it is.
pub(super) struct Place {
    pub map: Rect,
    /// What tools and legend cover.
    pub tools: Rect,
    pub legend: Rect,
    /// Width of its contents.
    pub width: f32,
    /// Its height with all that it ever says.
    pub tallest: f32,
    /// Between what stands in it.
    pub spacing: Vec2,
}

/// Shows the panel; returns what it covers.
pub(super) fn show(
    ui: &mut Ui,
    place: &Place,
    p: &Palette,
    contents: impl FnOnce(&mut Ui),
) -> Rect {
    let Place {
        map,
        tools,
        legend,
        width,
        ..
    } = *place;
    let left = tools.left_bottom() + vec2(0.0, 8.0);
    let right = map.right_top() + vec2(-width - 24.0 - ARROW, tools.top() - map.top());
    let fits = legend.top() - left.y >= place.tallest || right.x < tools.right() + 8.0;
    let corner = if fits { left } else { right };
    let room = Rect::from_min_size(corner, vec2(width + 24.0, 10.0));
    // Its own sense keeps the pointer from reaching the map below.
    let builder = UiBuilder::new()
        .max_rect(room)
        .sense(Sense::click_and_drag());
    let shown = ui.scope_builder(builder, |ui| {
        Frame::new()
            .fill(p.panel)
            .stroke(Stroke::new(1.0, p.hairline))
            .corner_radius(7.0)
            .inner_margin(Margin::symmetric(12, 9))
            .show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = place.spacing;
                contents(ui);
            })
            .response
            .rect
    });
    shown.inner
}
