//! From distances to answers: a village is judged by what was measured, the radii and the rule (definitions D1, D3).

use std::sync::Arc;

use super::lists::Gap;
use super::rows::{PAGE, Rows};
use crate::analysis::demand::{Demand, NOWHERE};
use crate::base::{LonLat, Metres, PersonSum, Tally};
use crate::model::{Arranged, ServingFacility, Status, VillageAnswer};
use crate::travel::{Costs, Reached, StraightLine};

/// The rule by which villages are judged.
pub(super) struct Judge<'a> {
    pub demand: &'a Demand,
    pub costs: &'a StraightLine,
    pub facilities: &'a Arranged<ServingFacility>,
    pub radii: &'a [Option<Metres>],
    pub k: usize,
    pub tolerance: Metres,
}

/// What a page adds to the sums.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageSums {
    pub covered: u32,
    pub borderline: u32,
    pub gap: u32,
    pub unknown: u32,
    pub people_covered: PersonSum,
    pub people_gap: PersonSum,
    pub people_unknown: PersonSum,
    pub tiers: Vec<(u32, PersonSum)>,
}

impl PageSums {
    pub fn add(&mut self, other: &Self) {
        self.covered += other.covered;
        self.borderline += other.borderline;
        self.gap += other.gap;
        self.unknown += other.unknown;
        self.people_covered += other.people_covered;
        self.people_gap += other.people_gap;
        self.people_unknown += other.people_unknown;
        self.tiers.resize(other.tiers.len(), Default::default());
        for (all, here) in self.tiers.iter_mut().zip(&other.tiers) {
            all.0 += here.0;
            all.1 += here.1;
        }
    }
}

/// A page as it was judged.
pub(super) struct Judged {
    pub answers: Arc<[VillageAnswer]>,
    pub sums: PageSums,
    pub gaps: Vec<Gap>,
}

/// Where a page's sums are made.
struct Counter {
    sums: PageSums,
    covered: Tally,
    gap: Tally,
    unknown: Tally,
    tiers: Vec<Tally>,
}

impl Counter {
    fn new(tiers: usize) -> Self {
        Self {
            sums: PageSums {
                tiers: vec![(0, PersonSum::default()); tiers],
                ..PageSums::default()
            },
            covered: Tally::default(),
            gap: Tally::default(),
            unknown: Tally::default(),
            tiers: vec![Tally::default(); tiers],
        }
    }

    fn reach(&mut self, tier: usize, people: f64) {
        self.sums.tiers[tier].0 += 1;
        self.tiers[tier] += people;
    }

    fn count(&mut self, answer: &VillageAnswer, people: f64) {
        let sums = &mut self.sums;
        sums.borderline += u32::from(answer.status == Status::Borderline);
        if answer.status == Status::Unknown {
            sums.unknown += 1;
            self.unknown += people;
        } else if is_within(answer) {
            sums.covered += 1;
            self.covered += people;
        } else {
            sums.gap += 1;
            self.gap += people;
        }
    }

    fn finish(mut self) -> PageSums {
        self.sums.people_covered = self.covered.into();
        self.sums.people_gap = self.gap.into();
        self.sums.people_unknown = self.unknown.into();
        for (sum, tally) in self.sums.tiers.iter_mut().zip(self.tiers) {
            sum.1 = tally.into();
        }
        self.sums
    }
}

impl Judge<'_> {
    /// Judges a page.
    pub fn page(&self, page: usize, rows: &[Rows]) -> Judged {
        let mut counter = Counter::new(self.radii.len());
        let mut margins = Vec::new();
        let mut gaps = Vec::new();
        let slots = page * PAGE..((page + 1) * PAGE).min(self.demand.len());
        let answers = slots
            .map(|slot| {
                let people = self.demand.people[slot];
                let answer = self.slot(slot, rows, &mut margins, &mut counter);
                counter.count(&answer, people);
                gaps.extend(Gap::of(self.demand, &answer, slot));
                answer
            })
            .collect();
        Judged {
            answers,
            sums: counter.finish(),
            gaps,
        }
    }

    fn slot(
        &self,
        slot: usize,
        rows: &[Rows],
        margins: &mut Vec<f64>,
        counter: &mut Counter,
    ) -> VillageAnswer {
        let district = self.demand.district[slot];
        let mut answer = VillageAnswer {
            district: (district != NOWHERE).then_some(district),
            nearest: None,
            distance: None,
            margin: None,
            deciding: None,
            status: Status::Unknown,
        };
        if slot >= self.demand.origins.len() {
            return answer;
        }
        let mut nearest = Reached::NONE;
        let mut margin = f64::NEG_INFINITY;
        margins.clear();
        for (tier, (radius, rows)) in self.radii.iter().zip(rows).enumerate() {
            let Some(radius) = *radius else { continue };
            for i in 0..self.k {
                let mut reached = rows.get(self.k, slot % PAGE, i);
                if reached.facility == u32::MAX {
                    break;
                }
                reached.distance = self.against(slot, reached, radius);
                margin = margin.max(radius.0 - reached.distance.0);
                if self.k > 1 {
                    margins.push(radius.0 - reached.distance.0);
                }
                if i > 0 {
                    continue;
                }
                if reached.distance <= radius {
                    counter.reach(tier, self.demand.people[slot]);
                }
                if nearest.facility == u32::MAX || self.is_nearer(slot, reached, nearest) {
                    nearest = reached;
                }
            }
        }
        if nearest.facility != u32::MAX {
            answer.nearest = Some(nearest.facility);
            answer.distance = Some(nearest.distance);
            answer.margin = Some(Metres(margin));
        }
        answer.deciding = if self.k > 1 {
            margins.sort_by(|a, b| b.total_cmp(a));
            margins.get(self.k - 1).copied().map(Metres)
        } else {
            answer.margin
        };
        answer.status = status(answer.deciding, self.tolerance);
        answer
    }

    fn place_of(&self, facility: u32) -> LonLat {
        self.facilities[facility as usize].location
    }

    /// A measured distance, exact enough for the limits that it is held against.
    fn against(&self, slot: usize, reached: Reached, radius: Metres) -> Metres {
        let room = crate::base::place::AGREEMENT + self.tolerance.0;
        let mut distance = reached.distance;
        if (distance.0 - radius.0).abs() <= room {
            let from = self.demand.origins.place(slot).at;
            let facility = || self.place_of(reached.facility);
            for limit in [
                radius.0,
                radius.0 - self.tolerance.0,
                radius.0 + self.tolerance.0,
            ] {
                distance = self.costs.against(Metres(limit), from, distance, &facility);
            }
        }
        distance
    }

    fn is_nearer(&self, slot: usize, a: Reached, b: Reached) -> bool {
        let from = self.demand.origins.place(slot).at;
        self.costs
            .nearer(from, a, b, &|facility| self.place_of(facility))
            .is_lt()
    }
}

fn status(deciding: Option<Metres>, tolerance: Metres) -> Status {
    match deciding {
        Some(margin) if tolerance.0 > 0.0 && margin.0.abs() <= tolerance.0 => Status::Borderline,
        Some(margin) if margin.0 >= 0.0 => Status::Covered,
        _ => Status::Gap,
    }
}

/// Whether a village counts as within reach: d ≤ R, whatever the tolerance.
pub(super) fn is_within(answer: &VillageAnswer) -> bool {
    answer.deciding.is_some_and(|m| m.0 >= 0.0)
}
