//! The tiers of a dataset: numbered as they appear, sorted at the end.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Facility, Tier};

/// The tiers in order of first appearance, before they are sorted.
#[derive(Default)]
pub(super) struct Tiers {
    list: Vec<Tier>,
    lookup: HashMap<Arc<str>, u16>,
}

impl Tiers {
    /// The provisional number of a tier.
    pub fn index(&mut self, name: &str) -> u16 {
        if let Some(index) = self.lookup.get(name) {
            return *index;
        }
        let index = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        if index < u16::MAX {
            let tier = Tier::named(name);
            self.lookup.insert(Arc::clone(&tier.name), index);
            self.list.push(tier);
        }
        index.min(u16::MAX - 1)
    }

    /// Sorts the tiers (known ones first, lowest first) and renumbers the facilities.
    pub fn settle(self, facilities: &mut [Facility]) -> Vec<Tier> {
        let mut order: Vec<u16> = (0..self.list.len() as u16).collect();
        order.sort_by_key(|i| {
            let known = self.list[usize::from(*i)].known;
            (known.is_none(), known, *i)
        });
        let mut rank = vec![0u16; self.list.len()];
        for (new, old) in order.iter().enumerate() {
            rank[usize::from(*old)] = new as u16;
        }
        for facility in facilities {
            facility.tier = rank[usize::from(facility.tier)];
        }
        order
            .into_iter()
            .map(|i| self.list[usize::from(i)].clone())
            .collect()
    }
}
