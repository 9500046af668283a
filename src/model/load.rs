//! What a facility bears: who is nearest to it, and who is within its reach.

use crate::base::{Metres, Persons};

/// The load of one facility.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FacilityLoad {
    /// Villages to which it is the nearest facility that serves, within reach or not: its catchment.
    pub nearest_villages: u32,
    /// The people of the catchment.
    pub nearest_people: Persons,
    /// Villages of the catchment whose status is gap.
    pub nearest_gaps: u32,
    /// The village of the catchment that is farthest from it, an index into the villages; the first of several.
    pub farthest: Option<u32>,
    /// How far that is.
    pub farthest_distance: Option<Metres>,
    /// Villages within its reach (d ≤ R), whichever facility is nearest to them.
    pub within_villages: u32,
    /// The people of those.
    pub within_people: Persons,
}
