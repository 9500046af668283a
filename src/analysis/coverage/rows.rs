//! Measured and kept: how far each village has to each tier's nearest facilities. Radii do not occur here, so another radius needs no
//! new measuring.

use crate::analysis::demand::Demand;
use crate::model::Paged;
use crate::model::answers::NONE;
use crate::travel::{Costs, Reached, Scratch, StraightLine};

/// Slots that are answered and kept together.
pub(super) const PAGE: usize = Paged::<f64>::page_len();

/// The nearest facilities of one tier for the slots of one page, `k` entries a slot, nearest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    distance: Vec<f64>,
    facility: Vec<u32>,
}

impl Rows {
    /// The distances and the facilities, slot after slot.
    pub fn columns(&self) -> (&[f64], &[u32]) {
        (&self.distance, &self.facility)
    }

    /// The distance to the last entry of a slot: a facility that is farther changes nothing.
    pub fn last_distance(&self, k: usize, on_page: usize) -> f64 {
        self.distance
            .get(on_page * k + k - 1)
            .copied()
            .unwrap_or(f64::NEG_INFINITY)
    }

    /// Whether one of a slot's entries is this facility.
    pub fn names(&self, k: usize, on_page: usize, facility: u32) -> bool {
        self.facility
            .get(on_page * k..(on_page + 1) * k)
            .is_some_and(|row| row.contains(&facility))
    }

    pub fn set(&mut self, k: usize, on_page: usize, row: &[Reached]) {
        for (i, reached) in row.iter().enumerate().take(k) {
            self.distance[on_page * k + i] = reached.distance.0;
            self.facility[on_page * k + i] = reached.facility;
        }
    }

    fn extend(&mut self, found: &[Reached]) {
        self.distance.extend(found.iter().map(|r| r.distance.0));
        self.facility.extend(found.iter().map(|r| r.facility));
    }
}

/// Who asks whom: villages, facilities, and the groups in which facilities stand.
pub(super) struct Survey<'a> {
    pub demand: &'a Demand,
    pub costs: &'a StraightLine,
    pub tiers: usize,
    /// Every district's facilities are groups of their own.
    pub within_unit: bool,
    pub k: usize,
}

impl Survey<'_> {
    /// The group that a slot asks, if there is one for it.
    pub fn group(&self, tier: usize, slot: usize) -> Option<usize> {
        if !self.within_unit {
            return Some(tier);
        }
        let district = *self.demand.district.get(slot)?;
        (district != NONE).then(|| district as usize * self.tiers + tier)
    }

    /// Measures a page for one tier.
    pub fn page(&self, tier: usize, page: usize) -> Rows {
        let placed = self.demand.origins.len();
        let slots = page * PAGE..((page + 1) * PAGE).min(self.demand.len());
        let mut rows = Rows {
            distance: Vec::with_capacity(slots.len() * self.k),
            facility: Vec::with_capacity(slots.len() * self.k),
        };
        let (mut found, mut scratch) = (Vec::new(), Scratch::default());
        if self.within_unit {
            for slot in slots.start..slots.end.min(placed) {
                self.slot(tier, slot, &mut found);
                rows.extend(&found);
            }
        } else if slots.start < placed {
            let origins = &self.demand.origins;
            let last = origins.bucket_of(slots.end.min(placed) - 1);
            for bucket in origins.bucket_of(slots.start)..=last {
                self.costs.nearest_of_bucket(
                    tier,
                    origins,
                    bucket,
                    self.k,
                    &mut scratch,
                    &mut found,
                );
                rows.extend(&found);
            }
        }
        rows.distance.resize(slots.len() * self.k, f64::INFINITY);
        rows.facility.resize(slots.len() * self.k, NONE);
        rows
    }

    /// Measures one slot for one tier: always `k` entries.
    pub fn slot(&self, tier: usize, slot: usize, found: &mut Vec<Reached>) {
        found.clear();
        if let Some(group) = self.group(tier, slot) {
            let from = self.demand.origins.place(slot).at;
            self.costs.nearest(group, from, self.k, found);
        }
        found.resize(self.k, Reached::NONE);
    }
}
