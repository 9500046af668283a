//! The places of the window that the guide points at: whoever draws one says where it stands.

use eframe::egui::{
    Align, Context, CornerRadius, Id, LayerId, Order, Rect, Stroke, StrokeKind, Ui, vec2,
};

use super::super::state::{Facts, Pick};
use super::super::theme;

/// A place that a step is about, or that the card goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) enum Place {
    Headline,
    /// The mark of a gap on the map.
    Gap,
    /// The radii.
    Reach,
    AddSite,
    SelectArea,
    FileMenu,
    Map,
}

impl Place {
    fn id(self) -> Id {
        Id::unique(("guide-place", self))
    }
}

/// Says where a place stands in this frame.
pub(in super::super) fn mark(ui: &Ui, place: Place, rect: Rect) {
    let ctx = ui.ctx();
    let pass = ctx.cumulative_pass_nr();
    let seen = rect.intersect(ui.clip_rect().expand(8.0));
    ctx.data_mut(|data| data.insert_temp(place.id(), (pass, seen)));
    let wanted = place.id().with("sight");
    let asked = ctx.data(|data| data.get_temp(wanted).unwrap_or(false));
    if asked {
        ctx.data_mut(|data| data.remove_temp::<bool>(wanted));
        ui.scroll_to_rect(rect, Some(Align::Center));
    }
}

/// The place should be scrolled into sight when it is drawn next.
pub(super) fn ask_for_sight(ctx: &Context, place: Place) {
    ctx.data_mut(|data| data.insert_temp(place.id().with("sight"), true));
}

/// So many gaps are looked at, worst first, for one that is in sight.
const MOST: usize = 2000;

/// Says where the worst gap in sight is marked on the map.
pub(in super::super) fn mark_gap(
    ui: &Ui,
    facts: &Facts,
    (map, covered): (Rect, &[Rect]),
    on_screen: impl Fn(crate::base::LonLat) -> eframe::egui::Pos2,
) {
    let gaps = facts.coverage.gaps.iter().take(MOST);
    let mut seen = gaps.filter_map(|i| facts.place_of(Pick::Village(*i)));
    let ring = seen.find_map(|place| {
        let ring = Rect::from_center_size(on_screen(place), vec2(26.0, 26.0));
        let free = map.shrink(8.0).contains_rect(ring)
            && !covered.iter().any(|covered| covered.intersects(ring));
        free.then_some(ring)
    });
    if let Some(ring) = ring {
        mark(ui, Place::Gap, ring);
    }
}

/// Where a place stood in the last frame, or stands in this one.
pub(super) fn last(ctx: &Context, place: Place) -> Option<Rect> {
    let (pass, rect) = ctx.data(|data| data.get_temp::<(u64, Rect)>(place.id()))?;
    (pass + 1 >= ctx.cumulative_pass_nr() && rect.is_positive()).then_some(rect)
}

/// A soft line around a place, if it is in sight.
pub(super) fn outline(ui: &Ui, place: Place) {
    let ctx = ui.ctx();
    let Some(rect) = last(ctx, place) else {
        return;
    };
    let p = theme::of(ui);
    let rect = rect.expand(3.0).intersect(ctx.content_rect().shrink(4.0));
    let radius = if place == Place::Gap { 16 } else { 7 };
    let layer = LayerId::new(Order::Middle, Id::unique("guide-outline"));
    let painter = ctx.layer_painter(layer);
    for (width, strength) in [(7.0, 0.18), (1.6, 0.9)] {
        painter.rect_stroke(
            rect,
            CornerRadius::same(radius),
            Stroke::new(width, p.blue.gamma_multiply(strength)),
            StrokeKind::Middle,
        );
    }
}
