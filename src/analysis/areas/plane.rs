//! Polygons in a plane, and what is done with them: Boolean operations, areas, boxes.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::{FloatOverlay, OverlayOptions};

/// Polygons in a plane: shapes of rings, the first ring counter-clockwise, holes clockwise.
pub(super) type Shapes = Vec<Vec<Vec<[f64; 2]>>>;

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

/// A box in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub low: [f64; 2],
    pub high: [f64; 2],
}

impl Default for Frame {
    fn default() -> Self {
        Self::NOWHERE
    }
}

impl Frame {
    /// The box around nothing.
    pub const NOWHERE: Self = Self {
        low: [f64::INFINITY; 2],
        high: [f64::NEG_INFINITY; 2],
    };

    /// The box around places.
    pub fn around(points: &[[f64; 2]]) -> Self {
        let mut frame = Self::NOWHERE;
        for p in points {
            frame.add(*p);
        }
        frame
    }

    /// Makes room for one place more.
    pub fn add(&mut self, p: [f64; 2]) {
        self.low = [0, 1].map(|axis| self.low[axis].min(p[axis]));
        self.high = [0, 1].map(|axis| self.high[axis].max(p[axis]));
    }

    /// The box with this much more room on every side.
    pub fn widened(&self, by: f64) -> Self {
        Self {
            low: self.low.map(|c| c - by),
            high: self.high.map(|c| c + by),
        }
    }

    /// Whether the boxes share a place.
    pub fn meets(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.low[axis] <= other.high[axis] && other.low[axis] <= self.high[axis])
    }

    /// Beyond which sides of the box a place lies, a bit for each.
    pub fn beyond(&self, p: [f64; 2]) -> u8 {
        u8::from(p[0] < self.low[0])
            | u8::from(p[0] > self.high[0]) << 1
            | u8::from(p[1] < self.low[1]) << 2
            | u8::from(p[1] > self.high[1]) << 3
    }

    /// Beyond which sides of the box all of another lies.
    pub fn all_beyond(&self, other: &Self) -> u8 {
        u8::from(other.high[0] < self.low[0])
            | u8::from(other.low[0] > self.high[0]) << 1
            | u8::from(other.high[1] < self.low[1]) << 2
            | u8::from(other.low[1] > self.high[1]) << 3
    }

    /// A convex ring cut to the box, side by side (Sutherland and Hodgman 1974).
    pub fn cut(&self, mut ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        for axis in 0..2 {
            for (limit, sign) in [(self.low[axis], 1.0), (self.high[axis], -1.0)] {
                let depth = |p: &[f64; 2]| sign * (p[axis] - limit);
                if ring.iter().all(|p| depth(p) >= 0.0) {
                    continue;
                }
                let mut kept = Vec::with_capacity(ring.len() + 2);
                for (i, a) in ring.iter().enumerate() {
                    let b = &ring[(i + 1) % ring.len()];
                    let (da, db) = (depth(a), depth(b));
                    if da >= 0.0 {
                        kept.push(*a);
                    }
                    if (da >= 0.0) != (db >= 0.0) {
                        let t = da / (da - db);
                        kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
                    }
                }
                ring = kept;
            }
        }
        ring
    }
}
