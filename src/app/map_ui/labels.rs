//! Names on the map: the map room gives each its place, this draws them with a halo.

use std::cell::RefCell;
use std::sync::Arc;

use ecow::EcoString;
use eframe::egui::{
    self, Color32, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use super::super::theme::{Palette, regular, strong};
use super::Frame;
use crate::map::labels::{self, Mark, PlacedLabel, Placing};
use crate::map::scene::{LabelCandidate, LabelOf, Labels};

/// No more names than this at a time: beyond it a map is no longer read but deciphered.
const MOST: usize = 80;

/// Between a text and the edge of its plate.
const AROUND: Vec2 = vec2(6.0, 2.5);

/// A name in its place.
pub(super) struct Label {
    rect: Rect,
    text: EcoString,
    font: FontId,
    of: LabelOf,
    /// On a plate of its own: it is the worst of all.
    plate: bool,
    /// Where what it names is, if the plate stands away from that.
    aside: Option<Pos2>,
}

/// What names have to keep to.
pub(super) struct Room<'a> {
    pub frame: &'a Frame,
    /// These had better stay in sight.
    pub marks: &'a [Mark],
    /// Covered by what floats over the map.
    pub kept_free: Vec<Rect>,
    /// What wears the ring of the selection: its own name stands outside of it, and before all others.
    pub ringed: Option<(LabelOf, Rect)>,
    /// So much larger than usual.
    pub larger: f32,
}

impl Room<'_> {
    fn place<'c>(
        &self,
        candidates: &mut dyn Iterator<Item = &'c LabelCandidate>,
        size: &dyn Fn(LabelOf) -> Option<f32>,
        measure: &dyn Fn(&str, f32) -> (f32, f32),
    ) -> Vec<PlacedLabel<'c>> {
        let rect = |r: Rect| labels::Rect::new(r.min.x, r.min.y, r.width(), r.height());
        let obstacles: Vec<labels::Rect> = self.kept_free.iter().map(|r| rect(*r)).collect();
        labels::place(&mut Placing {
            candidates,
            to_view: &|at| {
                let p = self.frame.to_screen(at);
                [p.x, p.y]
            },
            bounds: rect(self.frame.rect.shrink(2.0)),
            obstacles: &obstacles,
            marks: self.marks,
            growth: self.frame.growth,
            size,
            measure,
            most: MOST,
        })
    }
}

fn label(placed: &PlacedLabel<'_>, font: FontId) -> Label {
    let r = placed.rect;
    Label {
        aside: None,
        rect: Rect::from_min_size(pos2(r.x, r.y), vec2(r.w, r.h)),
        text: placed.candidate.text.clone(),
        font,
        of: placed.candidate.of,
        plate: false,
    }
}

/// Whether a plate stands away from the area that it names.
fn aside(plate: labels::Rect, area: Rect) -> bool {
    let middle = Rect::from_center_size(area.center(), area.size() * 0.7);
    let plate = Rect::from_min_size(pos2(plate.x, plate.y), vec2(plate.w, plate.h));
    !plate.intersects(middle)
}

/// The place of the one name that has to be found at a glance: `text` in the place of the candidate's own, on a plate. `area` is what
/// it names; a plate that stands away from it is tied to it by a line.
pub(super) fn place_worst(
    ctx: &egui::Context,
    room: &Room<'_>,
    worst: &LabelCandidate,
    (text, area): (EcoString, Rect),
) -> Option<Label> {
    let worst = LabelCandidate {
        text,
        ..worst.clone()
    };
    let size = 13.0 * room.larger;
    let measure = |text: &str, size: f32| {
        let text = text.to_owned();
        let galley = ctx.fonts_mut(|f| f.layout_no_wrap(text, strong(size), Color32::PLACEHOLDER));
        let around = galley.size() + 2.0 * AROUND;
        (around.x, around.y)
    };
    let placed = room.place(&mut std::iter::once(&worst), &|_| Some(size), &measure);
    let anchor = room.frame.to_screen(worst.at);
    placed.first().map(|placed| Label {
        plate: true,
        aside: aside(placed.rect, area).then_some(anchor),
        ..label(placed, strong(size))
    })
}

impl Label {
    /// What the name covers.
    pub(super) fn covers(&self) -> Rect {
        self.rect
    }

    /// Whether it is this one's.
    pub(super) fn names(&self, of: LabelOf) -> bool {
        self.of == of
    }
}

/// Finds the places; only what is `visible` is named.
pub(super) fn place(
    ctx: &egui::Context,
    room: &Room<'_>,
    candidates: &Labels,
    visible: &dyn Fn(LabelOf) -> bool,
) -> Vec<Label> {
    let (frame, larger) = (room.frame, room.larger);
    // Names of points wait until the map is so large that a hand's breadth of it is a day's walk.
    let near = frame.metres_per_point < 120.0;
    let nearer = frame.metres_per_point < 60.0;
    let size = |of: LabelOf| match of {
        // The scale is asked first: there are far more names than are ever near enough.
        LabelOf::Village(_) if !near => None,
        LabelOf::Facility(_) if !nearer => None,
        _ if !visible(of) => None,
        LabelOf::District(_) => Some(12.0 * larger),
        LabelOf::Village(_) | LabelOf::Facility(_) => Some(11.5 * larger),
    };
    // The measure does not know which kind a text is of; the strong face is the wider one.
    let face: fn(f32) -> FontId = if near { strong } else { regular };
    let font = |of: LabelOf, size: f32| match of {
        LabelOf::District(_) => face(size),
        LabelOf::Facility(_) | LabelOf::Village(_) => regular(size),
    };
    let widest = RefCell::new(|text: &str, size: f32| {
        let galley =
            ctx.fonts_mut(|f| f.layout_no_wrap(text.to_owned(), face(size), Color32::PLACEHOLDER));
        (galley.size().x, galley.size().y)
    });
    let own = room.ringed.and_then(|(of, ring)| {
        let mut own = candidates.iter().find(|l| l.of == of)?.clone();
        own.clearance = ring.width() / 2.0 / frame.growth;
        Some(own)
    });
    let others = candidates
        .iter()
        .filter(|l| own.as_ref().is_none_or(|own| own.of != l.of));
    room.place(&mut own.iter().chain(others), &size, &|text, size| {
        (*widest.borrow_mut())(text, size)
    })
    .iter()
    .map(|placed| label(placed, font(placed.candidate.of, placed.size)))
    .collect()
}

/// Draws the names, as strong as their layer is to be seen.
pub(super) fn paint(painter: &Painter, placed: &[Label], opacity: f32, p: &Palette) {
    let panel = p.panel.gamma_multiply(opacity);
    for label in placed {
        let color = match label.of {
            _ if label.plate => p.gap_text,
            LabelOf::Facility(_) => p.navy,
            _ => p.ink,
        };
        let color = color.gamma_multiply(opacity);
        let galley = painter.layout_no_wrap(
            label.text.to_string(),
            label.font.clone(),
            Color32::PLACEHOLDER,
        );
        let at = Rect::from_center_size(label.rect.center(), galley.size());
        if label.plate {
            let border = Stroke::new(1.0, p.gap.gamma_multiply(opacity));
            if let Some(anchor) = label.aside {
                let line = [at.expand2(AROUND).clamp(anchor), anchor];
                for (width, color) in [(3.4, panel), (1.4, border.color)] {
                    painter.line_segment(line, Stroke::new(width, color));
                }
            }
            painter.rect(at.expand2(AROUND), 4.0, panel, border, StrokeKind::Inside);
            painter.galley_with_override_text_color(at.min, galley, color);
        } else {
            halo(painter, at, &galley, color, panel);
        }
    }
}

/// Text with a halo.
pub(super) fn halo(
    painter: &Painter,
    at: Rect,
    galley: &Arc<Galley>,
    color: Color32,
    halo: Color32,
) {
    let faint = halo.gamma_multiply(0.7);
    for i in 0..8 {
        let (sin, cos) = (std::f32::consts::FRAC_PI_4 * i as f32).sin_cos();
        painter.add(Shape::galley_with_override_text_color(
            at.min + vec2(cos, sin) * 1.2,
            Arc::clone(galley),
            faint,
        ));
    }
    painter.galley(at.min, Arc::clone(galley), color);
}

/// Text on a plate of its own, for what the names of the map would drown.
pub(super) fn plate(painter: &Painter, at: Rect, galley: &Arc<Galley>, p: &Palette) {
    let hairline = Stroke::new(1.0, p.hairline);
    let around = at.expand2(vec2(5.0, 1.5));
    painter.rect(around, 4.0, p.panel, hairline, StrokeKind::Outside);
    painter.galley_with_override_text_color(at.min, Arc::clone(galley), p.ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plate_away_from_its_district_is_tied_to_it() {
        let plate = labels::Rect::new(10.0, 10.0, 80.0, 20.0);
        let area = |at: [f32; 2], side: f32| Rect::from_center_size(at.into(), vec2(side, side));
        assert!(!aside(plate, area([50.0, 20.0], 4.0)), "over its place");
        assert!(!aside(plate, area([50.0, 60.0], 100.0)), "within its area");
        assert!(aside(plate, area([50.0, 40.0], 4.0)), "below the plate");
    }
}
