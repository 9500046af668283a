//! Where people live, made ready to be asked about: in spatial order, by district. Built once per dataset.

use std::sync::Arc;

use super::locate::Located;
use crate::base::{PersonSum, Persons};
use crate::model::answers::NONE;
use crate::model::{Dataset, Paged};
use crate::travel::Origins;

/// The villages of a dataset by *slot*: their order in [`Origins`], in which neighbours stand together. Villages without a place have the
/// last slots.
#[derive(Debug)]
pub struct Demand {
    /// The places.
    pub origins: Origins,
    /// The district of each slot, [`NONE`] without one.
    pub(super) district: Arc<[u32]>,
    /// The people of each slot.
    pub(super) people: Vec<f64>,
    /// Whether the people of each page of slots are whole numbers whose sums are exact.
    pub(super) whole: Vec<bool>,
    /// The village in each slot.
    pub(super) village: Vec<u32>,
    /// Where each district begins in `slots`, and the end.
    starts: Vec<u32>,
    /// The slots district by district, rising within each.
    slots: Vec<u32>,
    /// The people of each district.
    population: Vec<Persons>,
}

impl Demand {
    /// The villages of a dataset with the district of each.
    #[must_use]
    pub fn new(dataset: &Dataset, located: &Located) -> Self {
        let count = dataset.villages.len();
        let origins = Origins::new(count, |i| dataset.villages[i].location);
        let mut district = vec![NONE; count];
        let mut people = vec![0.0; count];
        let mut village = vec![0u32; count];
        for (number, slot) in (0u32..).zip(&**origins.slots()) {
            village[*slot as usize] = number;
        }
        let mut starts = vec![0u32; dataset.districts.len() + 1];
        for ((lives, slot), at) in dataset.villages.iter().zip(&**origins.slots()).zip(located) {
            people[*slot as usize] = lives.people();
            if let Some(at) = at {
                district[*slot as usize] = *at;
                starts[*at as usize + 1] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut slots = vec![0u32; starts.last().map_or(0, |n| *n as usize)];
        let mut sums = vec![PersonSum::default(); dataset.districts.len()];
        for (slot, at) in (0u32..).zip(&district) {
            if *at != NONE {
                let place = &mut next[*at as usize];
                slots[*place as usize] = slot;
                *place += 1;
                sums[*at as usize] += people[slot as usize];
            }
        }
        let exact =
            |people: &f64| *people < 1e9 && f64::from(*people as u32).to_bits() == people.to_bits();
        let whole = people
            .chunks(Paged::<f64>::page_len())
            .map(|page| page.iter().all(exact))
            .collect();
        Self {
            origins,
            district: district.into(),
            people,
            whole,
            village,
            starts,
            slots,
            population: sums.into_iter().map(PersonSum::total).collect(),
        }
    }

    /// The district of every village, an index into `Dataset::districts`.
    #[must_use]
    pub fn located(&self) -> Located {
        let slots = self.origins.slots().iter();
        slots
            .map(|slot| Some(self.district[*slot as usize]).filter(|d| *d != NONE))
            .collect()
    }

    /// How many villages there are, those without a place included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The people of a district.
    #[must_use]
    pub fn population(&self, district: u32) -> Persons {
        self.population
            .get(district as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The slots of a district's villages, rising.
    #[must_use]
    pub fn of_district(&self, district: u32) -> &[u32] {
        let at = |i: u32| self.starts.get(i as usize).map_or(0, |s| *s as usize);
        self.slots
            .get(at(district)..at(district.saturating_add(1)))
            .unwrap_or_default()
    }

    /// The villages of a district, in the order of their slots.
    pub fn villages_of(&self, district: u32) -> impl Iterator<Item = u32> + '_ {
        let slots = self.of_district(district).iter();
        slots.map(|slot| self.village[*slot as usize])
    }

    /// The people of a slot.
    #[must_use]
    pub fn people(&self, slot: u32) -> Persons {
        Persons(self.people.get(slot as usize).copied().unwrap_or_default())
    }
}
