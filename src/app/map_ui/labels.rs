//! Names on the map: the map room gives each its place, this draws them with a halo.

use std::cell::RefCell;
use std::sync::Arc;

use ecow::EcoString;
use eframe::egui::{
    self, Color32, FontId, Galley, Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2,
};

use super::super::theme::{Palette, regular, strong};
use super::Frame;
use crate::map::labels::{self, Mark, Placing};
use crate::map::scene::{LabelOf, Labels};

/// No more names than this at a time: beyond it a map is no longer read but deciphered.
const MOST: usize = 80;

/// A name in its place.
pub(super) struct Label {
    rect: Rect,
    text: EcoString,
    font: FontId,
    of: LabelOf,
}

/// Finds the places; `larger` than usual by a factor. `kept_free` is covered by what floats over the map, `marks` had better stay in sight; only what is `visible`
/// is named.
pub(super) fn place(
    ctx: &egui::Context,
    frame: &Frame,
    candidates: &Labels,
    marks: &[Mark],
    kept_free: &[Rect],
    larger: f32,
    visible: &dyn Fn(LabelOf) -> bool,
) -> Vec<Label> {
    let rect = |r: Rect| labels::Rect::new(r.min.x, r.min.y, r.width(), r.height());
    let obstacles: Vec<labels::Rect> = kept_free.iter().map(|r| rect(*r)).collect();
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
    let placed = labels::place(&mut Placing {
        candidates: &mut candidates.iter(),
        to_view: &|at| {
            let p = frame.to_screen(at);
            [p.x, p.y]
        },
        bounds: rect(frame.rect.shrink(2.0)),
        obstacles: &obstacles,
        marks,
        size: &size,
        measure: &|text, size| (*widest.borrow_mut())(text, size),
        most: MOST,
    });
    placed
        .into_iter()
        .map(|p| Label {
            rect: Rect::from_min_size(pos2(p.rect.x, p.rect.y), vec2(p.rect.w, p.rect.h)),
            text: p.candidate.text.clone(),
            font: font(p.candidate.of, p.size),
            of: p.candidate.of,
        })
        .collect()
}

/// Draws the names, as strong as their layer is to be seen.
pub(super) fn paint(painter: &Painter, placed: &[Label], opacity: f32, p: &Palette) {
    let panel = p.panel.gamma_multiply(opacity);
    for label in placed {
        let color = match label.of {
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
        halo(painter, at, &galley, color, panel);
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
