//! Which parts of an answer differ from those of the answer before.

/// Positions in the lists of a [`Coverage`](super::Coverage), each sorted and without doubles. Sums and tiers may always have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Villages whose status or nearest facility is another.
    pub villages: Vec<u32>,
    /// Facilities that were edited, or serve no longer or again.
    pub facilities: Vec<u32>,
    /// Districts whose answer is another.
    pub districts: Vec<u32>,
}
