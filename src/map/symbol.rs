//! The shapes of facility marks as polygons, so that screen and paper draw the same.
//!
//! Every shape lies in the square −1 … 1 (half of the mark's width is the unit; y downward) and is scaled by the mark's radius.

use super::scene::Symbol;

/// A shape: its outline, and the cross on it for places that are run as institutions.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The corners, clockwise as seen.
    pub outline: Vec<[f32; 2]>,
    /// The corners of the cross, if it has one.
    pub cross: Option<[[f32; 2]; 12]>,
}

/// The corners of a regular polygon, the first one on top.
fn regular(corners: usize, radius: f32, drop: f32) -> Vec<[f32; 2]> {
    (0..corners)
        .map(|i| {
            let (sin, cos) = (std::f32::consts::TAU * i as f32 / corners as f32).sin_cos();
            [radius * sin, drop - radius * cos]
        })
        .collect()
}

/// An upright cross with arms of half length `arm` and half width `half`.
fn cross(arm: f32, half: f32, drop: f32) -> [[f32; 2]; 12] {
    [
        [-half, -arm],
        [half, -arm],
        [half, -half],
        [arm, -half],
        [arm, half],
        [half, half],
        [half, arm],
        [-half, arm],
        [-half, half],
        [-arm, half],
        [-arm, -half],
        [-half, -half],
    ]
    .map(|[x, y]| [x, y + drop])
}

impl Symbol {
    /// All, in the order of their declaration.
    pub const ALL: [Self; 8] = [
        Self::Square,
        Self::Diamond,
        Self::Hexagon,
        Self::CrossSquare,
        Self::CrossDisc,
        Self::CrossPentagon,
        Self::Triangle,
        Self::Star,
    ];

    /// The shape.
    #[must_use]
    pub fn shape(self) -> Shape {
        let square = |side: f32| vec![[-side, -side], [side, -side], [side, side], [-side, side]];
        let (outline, cross) = match self {
            Self::Square => (square(0.88), None),
            Self::Diamond => (regular(4, 1.0, 0.0), None),
            Self::Hexagon => (regular(6, 1.0, 0.0), None),
            Self::CrossSquare => (square(0.92), Some(cross(0.58, 0.17, 0.0))),
            Self::CrossDisc => (regular(40, 1.0, 0.0), Some(cross(0.58, 0.17, 0.0))),
            // A shield: straight shoulders, a point below.
            Self::CrossPentagon => (
                vec![
                    [-0.94, -0.92],
                    [0.94, -0.92],
                    [0.94, 0.28],
                    [0.0, 1.0],
                    [-0.94, 0.28],
                ],
                Some(cross(0.52, 0.16, -0.16)),
            ),
            Self::Triangle => (regular(3, 1.1, 0.22), None),
            Self::Star => {
                let (tips, notches) = (regular(5, 1.05, 0.05), regular(10, 0.46, 0.05));
                let star = (0..5).flat_map(|i| [tips[i], notches[2 * i + 1]]);
                (star.collect(), None)
            }
        };
        Shape { outline, cross }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_fills_its_square_and_keeps_its_cross_inside() {
        for symbol in Symbol::ALL {
            let shape = symbol.shape();
            let reach =
                |points: &[[f32; 2]]| points.iter().flatten().fold(0f32, |m, c| m.max(c.abs()));
            let outer = reach(&shape.outline);
            assert!((0.85..=1.05).contains(&outer), "{symbol:?} {outer}");
            if let Some(cross) = shape.cross {
                assert!(reach(&cross) < outer, "{symbol:?}");
            }
        }
    }

    #[test]
    fn no_two_shapes_are_alike() {
        for (i, a) in Symbol::ALL.iter().enumerate() {
            for b in &Symbol::ALL[i + 1..] {
                assert_ne!(a.shape(), b.shape());
            }
        }
    }
}
