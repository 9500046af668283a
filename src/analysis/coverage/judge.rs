//! From distances to answers: a village is judged by what was measured, the radii and the rule (definitions D1, D3).

use std::ops::Range;

use super::rows::{PAGE, Rows};
use crate::analysis::demand::Demand;
use crate::base::place::AGREEMENT;
use crate::base::{LonLat, Metres, PersonSum};
use crate::model::answers::NONE;
use crate::model::{Paged, ServingFacility, Status};
use crate::travel::{Costs, Reached, StraightLine};

/// The rule by which villages are judged.
pub(super) struct Judge<'a> {
    pub demand: &'a Demand,
    pub costs: &'a StraightLine,
    pub facilities: &'a Paged<ServingFacility>,
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

/// A page as it was judged, in columns (see `AnswerColumns`). Used again for page after page.
pub(super) struct Judged {
    count: usize,
    margin: [f64; PAGE],
    /// How far within the reach of the tier in hand each slot is.
    reached: [f64; PAGE],
    /// What decides where k > 1.
    kth: Vec<f64>,
    status: [Status; PAGE],
    /// The margins of each tier's k nearest, where k > 1.
    all: Vec<Vec<f64>>,
    settled: Vec<f64>,
}

impl Default for Judged {
    fn default() -> Self {
        Self {
            count: 0,
            margin: [f64::NEG_INFINITY; PAGE],
            reached: [f64::NEG_INFINITY; PAGE],
            kth: Vec::new(),
            status: [Status::Unknown; PAGE],
            all: Vec::new(),
            settled: Vec::new(),
        }
    }
}

impl Judged {
    /// The largest R − d of each slot, −∞ without a facility.
    pub fn margin(&self) -> &[f64] {
        &self.margin[..self.count]
    }

    /// What decides over each slot: R − d of the k-th facility, −∞ with fewer. With k = 1 it is the margin.
    pub fn deciding(&self) -> &[f64] {
        if self.kth.is_empty() {
            self.margin()
        } else {
            &self.kth
        }
    }

    pub fn status(&self) -> &[Status] {
        &self.status[..self.count]
    }
}

/// The nearest facilities of a page's slots that serve, whatever their radius.
pub(super) struct Nearest {
    pub facility: Vec<u32>,
    pub distance: Vec<f64>,
}

/// A tier that serves, with what was measured of it for a page.
struct Serving<'a> {
    tier: usize,
    radius: f64,
    distances: &'a [f64],
    facilities: &'a [u32],
}

impl Judge<'_> {
    pub fn slots(&self, page: usize) -> Range<usize> {
        page * PAGE..((page + 1) * PAGE).min(self.demand.len())
    }

    /// The tiers that serve, with what was measured for them.
    fn serving<'r>(&self, rows: &'r [Rows]) -> impl Iterator<Item = Serving<'r>> {
        let tiers = self.radii.iter().zip(rows).enumerate();
        tiers.filter_map(|(tier, (radius, rows))| {
            let (distances, facilities) = rows.columns();
            Some(Serving {
                tier,
                radius: (*radius)?.0,
                distances,
                facilities,
            })
        })
    }

    /// The nearest facility of each slot of a page.
    pub fn nearest(&self, page: usize, rows: &[Rows]) -> Nearest {
        let slots = self.slots(page);
        let mut nearest = vec![Reached::NONE; slots.len()];
        for tier in self.serving(rows) {
            let firsts = tier.distances.iter().zip(tier.facilities).step_by(self.k);
            for ((slot, best), (distance, facility)) in slots.clone().zip(&mut nearest).zip(firsts)
            {
                let reached = Reached {
                    facility: *facility,
                    distance: Metres(*distance),
                };
                if *facility != NONE
                    && (best.facility == NONE || self.is_nearer(slot, reached, *best))
                {
                    *best = reached;
                }
            }
        }
        Nearest {
            facility: nearest.iter().map(|r| r.facility).collect(),
            distance: nearest.iter().map(|r| r.distance.0).collect(),
        }
    }

    #[inline]
    fn is_nearer(&self, slot: usize, a: Reached, b: Reached) -> bool {
        let from = self.demand.origins.place(slot).at;
        self.costs
            .nearer(from, a, b, &|facility| self.place_of(facility))
            .is_lt()
    }

    fn place_of(&self, facility: u32) -> LonLat {
        self.facilities[facility as usize].location
    }

    /// Judges a page: loops over columns, one operation each, that a compiler turns into vector instructions. `before`: how the page
    /// stood when nothing but radii and the tolerance was another, so that its sums are made again only where they differ. Gives whether
    /// it stands otherwise than before.
    pub fn page(
        &self,
        page: usize,
        rows: &[Rows],
        before: Option<&[Status]>,
        sums: &mut PageSums,
        into: &mut Judged,
    ) -> bool {
        let slots = self.slots(page);
        let count = slots.len();
        let people = People::of(self.demand, page, &slots);
        if before.is_none() {
            *sums = PageSums::default();
        }
        sums.tiers.resize(self.radii.len(), Default::default());
        into.count = count;
        into.margin = [f64::NEG_INFINITY; PAGE];
        into.all.clear();
        for tier in self.serving(rows) {
            self.tier(page, &tier, into);
            let (villages, sum) = &mut sums.tiers[tier.tier];
            // One radius takes in what a smaller one does: as many are the same ones.
            let count = not_negative(&into.reached);
            if before.is_none() || u64::from(*villages) != count {
                (*villages, *sum) = (count as u32, people.sum(&into.reached));
            }
        }
        into.kth.clear();
        if self.k > 1 {
            into.kth = self.kth(count, &into.all);
            into.reached = [f64::NEG_INFINITY; PAGE];
            into.reached[..count].copy_from_slice(&into.kth);
        }
        // From −∞ on where no village is or none has a place.
        let deciding = if self.k > 1 {
            &into.reached
        } else {
            &into.margin
        };
        let placed = self.demand.origins.len().saturating_sub(slots.start);
        let placed = placed.min(count);
        if self.tolerance.0 > 0.0 {
            for (now, d) in into.status.iter_mut().zip(deciding) {
                *now = status(*d, self.tolerance);
            }
        } else {
            for (now, d) in into.status.iter_mut().zip(deciding) {
                *now = status(*d, Metres(0.0));
            }
        }
        into.status[placed..].fill(Status::Unknown);
        let other = before.is_none_or(|before| {
            let both = before.iter().zip(into.status());
            both.map(|(a, b)| u32::from(a != b)).sum::<u32>() > 0
        });
        if self.tolerance.0 > 0.0 || other {
            let everybody = people.sum(&[0.0; PAGE]);
            sums.unknown = (count - placed) as u32;
            sums.covered = not_negative(deciding) as u32;
            sums.gap = placed as u32 - sums.covered;
            sums.people_covered = people.sum(deciding);
            if placed < count {
                let mut unknown = [f64::NEG_INFINITY; PAGE];
                unknown[placed..].fill(0.0);
                sums.people_unknown = people.sum(&unknown);
            }
            sums.people_gap = everybody;
            sums.people_gap -= sums.people_covered;
            sums.people_gap -= sums.people_unknown;
            let borderline = into.status().iter();
            sums.borderline = borderline.filter(|s| **s == Status::Borderline).count() as u32;
        }
        other
    }

    /// Holds a page against a tier: how far within its reach each slot is, which also goes into the margins.
    #[inline]
    fn tier(&self, page: usize, tier: &Serving<'_>, into: &mut Judged) {
        let mut near = 0;
        into.reached[into.count..].fill(f64::NEG_INFINITY);
        if self.k == 1 {
            let edge = AGREEMENT + self.tolerance.0;
            for (reached, d) in into.reached.iter_mut().zip(tier.distances) {
                *reached = tier.radius - d;
                near += u64::from(reached.abs() <= edge);
            }
        }
        if self.k > 1 || near > 0 {
            let distances = self.settled(page, tier, &mut into.settled);
            let firsts = distances.iter().step_by(self.k);
            for (reached, d) in into.reached.iter_mut().zip(firsts) {
                *reached = tier.radius - d;
            }
            if self.k > 1 {
                let margins = distances.iter().map(|d| tier.radius - d);
                into.all.push(margins.collect());
            }
        }
        for (margin, m) in into.margin.iter_mut().zip(&into.reached) {
            *margin = if *m > *margin { *m } else { *margin };
        }
    }

    /// A tier's distances, those about equal to a limit made exact enough to be held against it.
    fn settled<'d>(&self, page: usize, tier: &Serving<'d>, room: &'d mut Vec<f64>) -> &'d [f64] {
        let near = |d: f64| (d - tier.radius).abs() <= AGREEMENT + self.tolerance.0;
        if tier
            .distances
            .iter()
            .map(|d| u32::from(near(*d)))
            .sum::<u32>()
            == 0
        {
            return tier.distances;
        }
        room.clear();
        room.extend_from_slice(tier.distances);
        for (i, d) in room.iter_mut().enumerate().filter(|(_, d)| near(**d)) {
            let from = self.demand.origins.place(page * PAGE + i / self.k).at;
            let facility = || self.place_of(tier.facilities[i]);
            for off in [0.0, -self.tolerance.0, self.tolerance.0] {
                let limit = Metres(tier.radius + off);
                *d = self.costs.against(limit, from, Metres(*d), &facility).0;
            }
        }
        room
    }

    /// The k-th largest margin of each slot; `all` has k margins of each slot for every tier.
    fn kth(&self, count: usize, all: &[Vec<f64>]) -> Vec<f64> {
        let mut margins = Vec::new();
        (0..count)
            .map(|i| {
                margins.clear();
                for tier in all {
                    margins.extend_from_slice(&tier[i * self.k..(i + 1) * self.k]);
                }
                margins.sort_by(|a: &f64, b| b.total_cmp(a));
                let kth = margins.get(self.k - 1).copied();
                kth.unwrap_or(f64::NEG_INFINITY)
            })
            .collect()
    }
}

/// The people of a page.
struct People<'a> {
    people: &'a [f64],
    /// They are whole and few enough for their sums to be exact.
    whole: bool,
}

impl<'a> People<'a> {
    fn of(demand: &'a Demand, page: usize, slots: &Range<usize>) -> Self {
        Self {
            people: &demand.people[slots.clone()],
            whole: demand.whole[page],
        }
    }

    /// The people of the slots whose margin is not negative.
    fn sum(&self, margins: &[f64; PAGE]) -> PersonSum {
        let mut sum = PersonSum::default();
        if !self.whole {
            for (people, margin) in self.people.iter().zip(margins) {
                if *margin >= 0.0 {
                    sum += *people;
                }
            }
            return sum;
        }
        // Four sums side by side: one would wait for each of its additions.
        let mut four = [0.0; 4];
        let mut add = |people: &[f64], margins: &[f64]| {
            for ((sum, people), margin) in four.iter_mut().zip(people).zip(margins) {
                *sum += if *margin >= 0.0 { *people } else { 0.0 };
            }
        };
        let (fours, rest) = self.people.as_chunks::<4>();
        let (margins, _) = margins.as_chunks::<4>();
        for (people, margins) in fours.iter().zip(margins) {
            add(people, margins);
        }
        if let Some(margins) = margins.get(fours.len()) {
            add(rest, margins);
        }
        sum += four.iter().sum::<f64>();
        sum
    }
}

/// How many margins of a page are not negative. None is −0: a difference of equals is +0.
fn not_negative(margins: &[f64; PAGE]) -> u64 {
    let negative = margins.iter().map(|m| m.to_bits() >> 63).sum::<u64>();
    PAGE as u64 - negative
}

/// How a village with a place stands by what decides over it.
pub(super) fn status(deciding: f64, tolerance: Metres) -> Status {
    if tolerance.0 > 0.0 && deciding.abs() <= tolerance.0 {
        Status::Borderline
    } else if deciding >= 0.0 {
        Status::Covered
    } else {
        Status::Gap
    }
}
