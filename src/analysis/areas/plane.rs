//! Polygons in a plane, and what is done with them: unions, differences, areas.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::{FloatOverlay, OverlayOptions};

/// Polygons in a plane: shapes of rings, the first ring counter-clockwise, holes clockwise.
pub(super) type Shapes = Vec<Vec<Vec<[f64; 2]>>>;

/// The union of counter-clockwise contours.
pub(super) fn union(contours: &[Vec<[f64; 2]>]) -> Shapes {
    if contours.is_empty() {
        return Vec::new();
    }
    let shapes: Shapes = contours.iter().map(|c| vec![c.clone()]).collect();
    FloatOverlay::with_subj_custom(&shapes, OverlayOptions::ogc(), Solver::default())
        .overlay(OverlayRule::Subject, FillRule::NonZero)
}

/// A Boolean operation on shapes.
pub(super) fn overlay(subject: &Shapes, clip: &Shapes, rule: OverlayRule) -> Shapes {
    FloatOverlay::with_subj_and_clip_custom(subject, clip, OverlayOptions::ogc(), Solver::default())
        .overlay(rule, FillRule::NonZero)
}

/// The area of shapes in the plane's unit squared.
pub(super) fn planar_area(shapes: &Shapes) -> f64 {
    shapes.iter().flatten().map(|ring| signed_area(ring)).sum()
}

/// The area of a ring, positive when it turns counter-clockwise, with coordinates taken from its first corner for precision.
pub(super) fn signed_area(ring: &[[f64; 2]]) -> f64 {
    let Some([x0, y0]) = ring.first().copied() else {
        return 0.0;
    };
    let twice: f64 = (0..ring.len())
        .map(|i| {
            let ([ax, ay], [bx, by]) = (ring[i], ring[(i + 1) % ring.len()]);
            (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        })
        .sum();
    twice / 2.0
}
