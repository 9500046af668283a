//! The polygon of a disc's own piece, for drawing and for what is written: a regular polygon cut along the sides of the disc's cell.
//!
//! Pieces overlap a little, so that no sliver is left between them when edges are straight in degrees instead of in the plane.

use std::f64::consts::PI;
use std::sync::LazyLock;

use super::cells::{Side, cut};
use crate::base::ecef::SMALLEST_CURVATURE_RADIUS;

/// The numbers of corners to choose from.
const SIZES: [usize; 6] = [48, 64, 96, 128, 192, 256];
static FANS: LazyLock<[Vec<[f64; 2]>; SIZES.len()]> = LazyLock::new(|| {
    SIZES.map(|n| {
        let direction = |i: usize| (2.0 * PI * i as f64 / n as f64).sin_cos();
        (0..n).map(|i| [direction(i).1, direction(i).0]).collect()
    })
});
/// A polygon may stand out of its circle by this share of the radius, and by no more than this many metres.
const SAGITTA: (f64, f64) = (1.0 / 400.0, 20.0);
/// Neighbours overlap by this much at least (metres).
const OVERLAP: f64 = 2.0;
/// Beyond this latitude degrees bend too much (degrees).
pub(super) const HIGHEST_LATITUDE: f64 = 80.0;

/// The directions of a regular polygon's corners, so many that it is close to a circle of this radius.
pub(super) fn fan(radius: f64) -> &'static [[f64; 2]] {
    let sagitta = (radius * SAGITTA.0).min(SAGITTA.1);
    let least = PI * (radius / (2.0 * sagitta)).sqrt();
    let choice = SIZES.iter().position(|n| *n as f64 >= least);
    &FANS[choice.unwrap_or(SIZES.len() - 1)]
}

/// How much edges that are straight in a plane can bend in degrees: an edge of length L has a sagitta of L²κ/8 at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bend(f64);

impl Bend {
    /// Up to this latitude (degrees) and this far from the plane's centre (metres): tan φ / R and away / 2R², and a tenth more.
    pub fn new(latitude: f64, away: f64) -> Self {
        let r = SMALLEST_CURVATURE_RADIUS;
        Self(1.1 * (latitude.to_radians().tan() / r + away / (2.0 * r * r)))
    }

    /// How far the middle of an edge can be off.
    pub fn of(self, length: f64) -> f64 {
        length * length * self.0 / 8.0
    }
}

/// The piece of a disc about the origin: the regular polygon with corners at `radius` times `directions`, cut along the sides.
pub(super) fn piece(
    directions: &[[f64; 2]],
    radius: f64,
    sides: &[Side],
    bend: Bend,
) -> Vec<[f64; 2]> {
    let mut ring: Vec<[f64; 2]> = directions.iter().map(|d| d.map(|c| radius * c)).collect();
    let mut spare = Vec::with_capacity(ring.len() + sides.len());
    let overlap = OVERLAP + 2.0 * bend.of(2.0 * radius);
    for side in sides {
        let wider = Side {
            limit: side.limit + overlap,
            ..*side
        };
        cut(&mut ring, &wider, &mut spare);
    }
    ring
}
