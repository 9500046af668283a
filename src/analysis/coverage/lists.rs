//! What follows from the villages' answers: the districts, and the list of gaps.

use super::judge::status;
use crate::analysis::demand::Demand;
use crate::base::{Metres, PersonSum, Tally};
use crate::model::{DistrictAnswer, Paged, Status, VillageAnswers};

/// What the villages of a district come to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct DistrictSums {
    pub covered: u32,
    pub borderline: u32,
    pub gap: u32,
    pub people_covered: PersonSum,
    /// What decides over the worst village, and its number.
    pub worst: Option<(f64, u32)>,
}

impl DistrictSums {
    /// The sums of one district.
    pub fn of(demand: &Demand, decided: &Decided<'_>, district: u32) -> Self {
        let mut sums = Self::default();
        // Sums of a few at a time, which a tally can take.
        for slots in demand.of_district(district).chunks(1024) {
            let mut covered = Tally::default();
            for slot in slots.iter().map(|s| *s as usize) {
                let deciding = decided.deciding[slot];
                // A village without a place lies in no district.
                if deciding >= 0.0 {
                    sums.covered += 1;
                    covered += demand.people[slot];
                }
                worse(&mut sums.worst, deciding, || demand.village[slot]);
                match status(deciding, decided.tolerance) {
                    Status::Gap => sums.gap += 1,
                    Status::Borderline => sums.borderline += 1,
                    Status::Covered | Status::Unknown => {}
                }
            }
            sums.people_covered += PersonSum::from(covered);
        }
        sums
    }

    /// The answer of the district with these sums.
    pub fn answer(
        &self,
        demand: &Demand,
        answers: &VillageAnswers,
        district: u32,
    ) -> DistrictAnswer {
        let villages = demand.of_district(district).len() as u32;
        let worst_village = self.worst.map(|(_, village)| village);
        DistrictAnswer {
            villages,
            villages_covered: self.covered,
            villages_gap: villages - self.covered,
            population: demand.population(district),
            population_covered: self.people_covered.total(),
            worst_village,
            worst_distance: worst_village.and_then(|v| answers.distance(v as usize)),
            status: match (villages, self.gap, self.borderline) {
                (0, ..) => Status::Unknown,
                (_, 0, 0) => Status::Covered,
                (_, 0, _) => Status::Borderline,
                _ => Status::Gap,
            },
        }
    }
}

/// Puts a village in the place of the worst one if it is worse, or as bad and of a lower number.
#[inline]
pub(super) fn worse(worst: &mut Option<(f64, u32)>, deciding: f64, village: impl FnOnce() -> u32) {
    if worst.is_none_or(|(least, _)| deciding <= least) {
        let here = (deciding, village());
        if worst.is_none_or(|worst| here < worst) {
            *worst = Some(here);
        }
    }
}

/// What decides over each slot, and how near to the edge is borderline.
pub(super) struct Decided<'a> {
    pub deciding: &'a Paged<f64>,
    pub tolerance: Metres,
}

/// A gap with what it is sorted by.
#[derive(Debug, Clone, Copy)]
struct Gap {
    margin: f64,
    people: f64,
    village: u32,
}

impl Gap {
    fn new(demand: &Demand, margin: f64, slot: usize) -> Self {
        Self {
            margin,
            people: demand.people[slot],
            village: demand.village[slot],
        }
    }

    fn in_slot(demand: &Demand, decided: &Decided<'_>, slot: usize) -> Option<Self> {
        let margin = decided.deciding[slot];
        (status(margin, decided.tolerance) == Status::Gap).then(|| Self::new(demand, margin, slot))
    }

    /// Worst first, then more people first, then by number.
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        self.margin
            .total_cmp(&other.margin)
            .then(other.people.total_cmp(&self.people))
            .then(self.village.cmp(&other.village))
    }
}

/// A gap of a village as it is sorted first: by what decides over it, rounded, so that few bytes have to be moved.
#[derive(Debug, Clone, Copy)]
pub(super) struct RoughGap {
    key: u32,
    village: u32,
}

impl RoughGap {
    pub fn new(deciding: f64, village: u32) -> Self {
        // Rounding keeps the order, and bits of floats sort as numbers once those of negative ones are turned round.
        let bits = (deciding as f32).to_bits();
        let turn = if bits >> 31 == 1 { u32::MAX } else { 1 << 31 };
        Self {
            key: bits ^ turn,
            village,
        }
    }
}

/// All gaps, worst first.
pub(super) fn gaps(mut gaps: Vec<RoughGap>, demand: &Demand, decided: &Decided<'_>) -> Vec<u32> {
    radsort::sort_by_key(&mut gaps, |gap| gap.key);
    // Few are about equally far beyond reach.
    let mut exact = Vec::new();
    for same in gaps.chunk_by_mut(|a, b| a.key == b.key) {
        if same.len() > 1 {
            exact.clear();
            exact.extend(same.iter().map(|gap| {
                let slot = demand.origins.slots()[gap.village as usize] as usize;
                Gap::new(demand, decided.deciding[slot], slot)
            }));
            exact.sort_unstable_by(Gap::compare);
            for (gap, exact) in same.iter_mut().zip(&exact) {
                gap.village = exact.village;
            }
        }
    }
    gaps.into_iter().map(|g| g.village).collect()
}

/// The gaps after the answers of some slots became others; all other gaps stay as they were.
pub(super) fn gaps_after(
    before: &[u32],
    changed: &[u32],
    demand: &Demand,
    decided: &Decided<'_>,
) -> Vec<u32> {
    let slot_of = |village: u32| demand.origins.slots()[village as usize];
    let mut new: Vec<Gap> = changed
        .iter()
        .filter_map(|slot| Gap::in_slot(demand, decided, *slot as usize))
        .collect();
    new.sort_unstable_by(Gap::compare);
    let mut gaps = Vec::with_capacity(before.len() + new.len());
    let mut kept = before
        .iter()
        .filter(|v| changed.binary_search(&slot_of(**v)).is_err());
    // Where to put the few new ones is found by halving: comparing each of the others would read all of their answers.
    let others: Vec<u32> = kept.by_ref().copied().collect();
    let mut at = 0;
    for gap in new {
        let place = others[at..].partition_point(|v| {
            Gap::in_slot(demand, decided, slot_of(*v) as usize)
                .is_some_and(|other| other.compare(&gap).is_lt())
        });
        gaps.extend_from_slice(&others[at..at + place]);
        gaps.push(gap.village);
        at += place;
    }
    gaps.extend_from_slice(&others[at..]);
    gaps
}
