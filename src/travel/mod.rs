//! What it costs to get to care. Algorithms above ask here and never measure themselves, so that the straight line serves them today
//! and roads or a friction surface can tomorrow.

mod straight;

pub use straight::StraightLine;

use crate::base::{LonLat, Metres};

/// A facility that can be reached and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// The number that the facility was given in with.
    pub facility: u32,
    /// How far it is.
    pub distance: Metres,
}

/// Costs from any place to facilities that stand in groups (a tier, or the tier of one district).
pub trait Costs: Sync {
    /// The `k` nearest facilities of a group, nearest first; equal distances go to the lower number. Replaces what `into` holds.
    fn nearest(&self, group: usize, from: LonLat, k: usize, into: &mut Vec<Reached>);

    /// How many facilities of a group are no farther than `limit`.
    fn count_within(&self, group: usize, from: LonLat, limit: Metres) -> u32;
}
