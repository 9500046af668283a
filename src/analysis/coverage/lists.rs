//! What follows from the villages' answers: the districts, and the list of gaps.

use super::judge::status;
use crate::analysis::demand::Demand;
use crate::base::{Metres, PersonSum, Persons, Tally};
use crate::model::{DistrictAnswer, Status, VillageAnswers};

/// The answer of one district.
pub(super) fn district(
    demand: &Demand,
    decided: &Decided<'_>,
    answers: &VillageAnswers,
    district: u32,
) -> DistrictAnswer {
    let inside = demand.of_district(district);
    let mut d = DistrictAnswer {
        villages: inside.len() as u32,
        villages_covered: 0,
        villages_gap: 0,
        population: demand.population(district),
        population_covered: Persons(0.0),
        worst_village: None,
        worst_distance: None,
        status: Status::Unknown,
    };
    let mut people_covered = PersonSum::default();
    let mut worst: Option<(f64, u32)> = None;
    let (mut any_gap, mut any_borderline) = (false, false);
    // Sums of a few at a time, which a tally can take.
    for slots in inside.chunks(1024) {
        let mut covered = Tally::default();
        for slot in slots.iter().map(|s| *s as usize) {
            let deciding = decided.deciding[slot];
            // A village without a place lies in no district.
            if deciding >= 0.0 {
                d.villages_covered += 1;
                covered += demand.people[slot];
            }
            if worst.is_none_or(|(least, _)| deciding <= least) {
                let here = (deciding, demand.village[slot]);
                if worst.is_none_or(|worst| here < worst) {
                    worst = Some(here);
                }
            }
            match status(deciding, decided.tolerance) {
                Status::Gap => any_gap = true,
                Status::Borderline => any_borderline = true,
                Status::Covered | Status::Unknown => {}
            }
        }
        people_covered += PersonSum::from(covered);
    }
    d.status = match (inside.is_empty(), any_gap, any_borderline) {
        (true, ..) => Status::Unknown,
        (_, true, _) => Status::Gap,
        (_, _, true) => Status::Borderline,
        _ => Status::Covered,
    };
    d.worst_village = worst.map(|(_, village)| village);
    let worst = d.worst_village.and_then(|v| answers.get(v as usize));
    d.worst_distance = worst.and_then(|a| a.distance);
    d.villages_gap = d.villages - d.villages_covered;
    d.population_covered = people_covered.total();
    d
}

/// What decides over each slot, and how near to the edge is borderline.
pub(super) struct Decided<'a> {
    pub deciding: &'a [f64],
    pub tolerance: Metres,
}

/// A gap with what it is sorted by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    margin: f64,
    people: f64,
    village: u32,
}

impl Gap {
    pub fn new(demand: &Demand, margin: f64, slot: usize) -> Self {
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

/// All gaps, worst first.
pub(super) fn gaps(mut gaps: Vec<Gap>) -> Vec<u32> {
    radsort::sort_by_key(&mut gaps, |gap| gap.margin);
    // Few are equally far beyond reach.
    for same in gaps.chunk_by_mut(|a, b| a.margin.total_cmp(&b.margin).is_eq()) {
        if same.len() > 1 {
            same.sort_unstable_by(Gap::compare);
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
