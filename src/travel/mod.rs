//! What it costs to get to care. Algorithms above ask here and never measure themselves, so that the straight line serves them today
//! and roads or a friction surface can tomorrow.

mod chains;
mod origins;
mod packed;
mod straight;

pub use chains::{Chain, Chains, Judgement, Stop};
pub use origins::{Concern, Origins};
pub use straight::{Scratch, StraightLine};

use std::cmp::Ordering;

use crate::base::{LonLat, Metres};

/// A facility that can be reached and what it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// The number that the facility was given in with.
    pub facility: u32,
    /// How far it is.
    pub distance: Metres,
}

impl Reached {
    /// What stands where there is no facility.
    pub const NONE: Self = Self {
        facility: u32::MAX,
        distance: Metres(f64::INFINITY),
    };
}

/// Costs from any place to facilities that stand in groups (a tier, or the tier of one district).
pub trait Costs: Sync {
    /// The `k` nearest facilities of a group, nearest first; equal distances go to the lower number. Replaces what `into` holds.
    fn nearest(&self, group: usize, from: LonLat, k: usize, into: &mut Vec<Reached>);

    /// The same for every place of a bucket, slot by slot: `k` entries each, [`Reached::NONE`] where there are no more facilities.
    fn nearest_of_bucket(
        &self,
        group: usize,
        origins: &Origins,
        bucket: usize,
        k: usize,
        scratch: &mut Scratch,
        into: &mut Vec<Reached>,
    );

    /// How many facilities of a group are no farther than `limit`.
    fn count_within(&self, group: usize, from: LonLat, limit: Metres) -> u32;

    /// The distance to a facility that is `known` from a search, made as exact as it must be to say whether it exceeds `limit`.
    fn against(
        &self,
        limit: Metres,
        from: LonLat,
        known: Metres,
        facility: &dyn Fn() -> LonLat,
    ) -> Metres;

    /// Which of two facilities, known from searches, is nearer; equal distances go to the lower number.
    fn nearer(
        &self,
        from: LonLat,
        a: Reached,
        b: Reached,
        place_of: &dyn Fn(u32) -> LonLat,
    ) -> Ordering;
}
