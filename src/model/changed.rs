//! What a small change of the question changed in the answer, so that everything derived from an answer can follow it cheaply.

/// Which entries of a [`Coverage`](super::Coverage) differ from those of an earlier one of the same dataset.
///
/// Every list is sorted and without doubles. An entry that is listed may also be as it was; one that is not listed must be. Margins
/// follow every radius and are not listed for that. Answers by tier, the totals and the order of the gaps may always have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Indexes into `Coverage::villages`: another status, nearest facility or distance.
    pub villages: Vec<u32>,
    /// Indexes into `Coverage::facilities` and `Coverage::radii`; those at or beyond the new length are gone.
    pub facilities: Vec<u32>,
    /// Indexes into `Coverage::districts`.
    pub districts: Vec<u32>,
}

impl Changed {
    /// Whether no entry differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.villages.is_empty() && self.facilities.is_empty() && self.districts.is_empty()
    }

    /// What one change and a later one changed together.
    #[must_use]
    pub fn and(&self, later: &Self) -> Self {
        let both = |a: &[u32], b: &[u32]| {
            let mut all = [a, b].concat();
            all.sort_unstable();
            all.dedup();
            all
        };
        Self {
            villages: both(&self.villages, &later.villages),
            facilities: both(&self.facilities, &later.facilities),
            districts: both(&self.districts, &later.districts),
        }
    }

    /// How many entries are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.villages.len() + self.facilities.len() + self.districts.len()
    }
}
