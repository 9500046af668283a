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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::fixture;

    #[test]
    fn districts_stand_in_the_order_that_is_asked_for() {
        let (dataset, coverage) = fixture::county();
        let of = |choice: &AtlasChoice| choice.districts(&dataset, &coverage);
        let ordered = |order| {
            of(&AtlasChoice {
                order,
                ..AtlasChoice::default()
            })
        };
        let all: Vec<u32> = (0..dataset.districts.len() as u32).collect();
        assert_eq!(ordered(AtlasOrder::File), all);
        let beyond = |d: &u32| {
            let d = &coverage.districts[*d as usize];
            d.population.0 - d.population_covered.0
        };
        let worst = ordered(AtlasOrder::Worst);
        assert!(worst.is_sorted_by(|a, b| beyond(a) >= beyond(b)));
        let name = |d: &u32| dataset.districts[*d as usize].name.clone();
        assert!(ordered(AtlasOrder::Name).is_sorted_by_key(name));
        for mut order in [worst, ordered(AtlasOrder::Name)] {
            order.sort_unstable();
            assert_eq!(order, all, "none is lost");
        }
        let only_gaps = AtlasChoice {
            only_gaps: true,
            ..AtlasChoice::default()
        };
        let kept = of(&only_gaps);
        let gaps = |d: &u32| coverage.districts[*d as usize].villages_gap > 0;
        assert!(!kept.is_empty() && kept.len() < all.len() && kept.iter().all(gaps));
    }

    #[test]
    fn districts_are_called_by_id_or_name_and_unknown_ones_are_told() {
        let (dataset, coverage) = fixture::county();
        let (first, last) = (&dataset.districts[0], dataset.districts.len() - 1);
        let choice = AtlasChoice {
            order: AtlasOrder::File,
            only: vec![
                first.name.to_string(),
                dataset.districts[last].id.to_string(),
                "Atlantis".into(),
            ],
            ..AtlasChoice::default()
        };
        assert_eq!(choice.districts(&dataset, &coverage), [0, last as u32]);
        assert_eq!(choice.unknown(&dataset), ["Atlantis"]);
    }
}
