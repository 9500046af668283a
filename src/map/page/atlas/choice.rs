//! Which districts an atlas has, in which order.

use std::cmp::Reverse;

use crate::map::legend::worst_districts;
use crate::model::{Coverage, Dataset};

/// The order of an atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AtlasOrder {
    /// By people beyond reach, then by villages.
    #[default]
    Worst,
    /// By name.
    Name,
    /// As in the file.
    File,
}

/// Which districts, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AtlasChoice {
    /// The order.
    pub order: AtlasOrder,
    /// Only districts with a village beyond reach.
    pub only_gaps: bool,
    /// Only these, by identifier or name; empty: all.
    pub only: Vec<String>,
}

impl AtlasChoice {
    /// The districts, as indices into `Dataset::districts`.
    #[must_use]
    pub fn districts(&self, dataset: &Dataset, coverage: &Coverage) -> Vec<u32> {
        let all = 0..dataset.districts.len() as u32;
        let answer = |d: u32| coverage.districts.get(d as usize);
        let mut chosen: Vec<u32> = match self.order {
            AtlasOrder::File => all.collect(),
            AtlasOrder::Worst => {
                let mut order = worst_districts(coverage);
                // Without people the villages alone decide.
                if coverage.totals.population.0 <= 0.0 {
                    order.sort_by_key(|d| Reverse(answer(*d).map_or(0, |a| a.villages_gap)));
                }
                order
            }
            AtlasOrder::Name => {
                let mut order: Vec<u32> = all.collect();
                order.sort_by_key(|d| &dataset.districts[*d as usize].name);
                order
            }
        };
        chosen.retain(|d| {
            let Some(district) = dataset.districts.get(*d as usize) else {
                return false;
            };
            let named = |name: &String| *name == *district.id || *name == *district.name;
            (self.only.is_empty() || self.only.iter().any(named))
                && (!self.only_gaps || answer(*d).is_some_and(|a| a.villages_gap > 0))
        });
        chosen
    }

    /// Those of `only` that no district is called.
    #[must_use]
    pub fn unknown(&self, dataset: &Dataset) -> Vec<&str> {
        let known = |name: &&String| {
            let called = |d: &crate::model::District| **name == *d.id || **name == *d.name;
            !dataset.districts.iter().any(called)
        };
        self.only.iter().filter(known).map(String::as_str).collect()
    }
}
