//! From distances to answers: a village is judged by what was measured, the radii and the rule (definitions D1, D3).

use std::ops::Range;
use std::sync::Arc;

use super::lists::Gap;
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

/// A page as it was judged, in columns (see `AnswerColumns`).
pub(super) struct Judged {
    pub margin: Arc<[f64]>,
    /// What decides over each slot: R − d of the k-th facility, −∞ with fewer. With k = 1 it is the margin.
    pub deciding: Arc<[f64]>,
    pub status: Arc<[Status]>,
    pub sums: PageSums,
    pub gaps: Vec<Gap>,
}

/// The nearest facilities of a page's slots that serve, whatever their radius.
pub(super) struct Nearest {
    pub facility: Arc<[u32]>,
    pub distance: Arc<[f64]>,
}

/// A tier that serves, with what was measured of it for a page.
struct Serving<'a> {
    tier: usize,
    radius: f64,
    distances: &'a [f64],
    facilities: &'a [u32],
}

impl Judge<'_> {
    fn slots(&self, page: usize) -> Range<usize> {
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

    /// Judges a page: loops over columns, one operation each, that a compiler turns into vector instructions.
    pub fn page(&self, page: usize, rows: &[Rows]) -> Judged {
        let slots = self.slots(page);
        let count = slots.len();
        let people = People::of(self.demand, page, &slots);
        let mut sums = PageSums {
            tiers: vec![(0, PersonSum::default()); self.radii.len()],
            ..PageSums::default()
        };
        let mut margin = [f64::NEG_INFINITY; PAGE];
        let mut all: Vec<Vec<f64>> = Vec::new();
        let mut settled = Vec::new();
        for tier in self.serving(rows) {
            let distances = self.settled(page, &tier, &mut settled);
            if self.k > 1 {
                all.push(distances.iter().map(|d| tier.radius - d).collect());
            }
            let mut reached = [false; PAGE];
            let mut firsts = [f64::INFINITY; PAGE];
            if self.k == 1 {
                firsts[..count].copy_from_slice(distances);
            } else {
                for (first, d) in firsts.iter_mut().zip(distances.iter().step_by(self.k)) {
                    *first = *d;
                }
            }
            for i in 0..PAGE {
                let m = tier.radius - firsts[i];
                margin[i] = if m > margin[i] { m } else { margin[i] };
                reached[i] = m >= 0.0;
            }
            sums.tiers[tier.tier] = (
                reached.iter().map(|r| u32::from(*r)).sum(),
                people.sum(&reached),
            );
        }
        let margin = &margin[..count];
        let deciding: Option<Vec<f64>> = (self.k > 1).then(|| self.kth(count, &all));
        let deciding = deciding.as_deref().unwrap_or(margin);
        let placed = self
            .demand
            .origins
            .len()
            .saturating_sub(slots.start)
            .min(count);
        let status: Arc<[Status]> = (0..count)
            .map(|i| {
                if i < placed {
                    status(deciding[i], self.tolerance)
                } else {
                    Status::Unknown
                }
            })
            .collect();
        let mut covered = [false; PAGE];
        for (covered, d) in covered.iter_mut().zip(&deciding[..placed]) {
            *covered = *d >= 0.0;
        }
        let everybody = people.sum(&[true; PAGE]);
        sums.unknown = (count - placed) as u32;
        sums.covered = covered.iter().map(|c| u32::from(*c)).sum();
        sums.gap = placed as u32 - sums.covered;
        sums.people_covered = people.sum(&covered);
        if placed < count {
            let mut unknown = [false; PAGE];
            unknown[placed..].fill(true);
            sums.people_unknown = people.sum(&unknown);
        }
        sums.people_gap = everybody;
        sums.people_gap -= sums.people_covered;
        sums.people_gap -= sums.people_unknown;
        if self.tolerance.0 > 0.0 {
            let borderline = status.iter().filter(|s| **s == Status::Borderline);
            sums.borderline = borderline.count() as u32;
        }
        let gaps = (0..count)
            .filter(|i| status[*i] == Status::Gap)
            .map(|i| Gap::new(self.demand, deciding[i], slots.start + i))
            .collect();
        let margin: Arc<[f64]> = margin.into();
        Judged {
            deciding: if self.k > 1 {
                deciding.into()
            } else {
                Arc::clone(&margin)
            },
            margin,
            status,
            sums,
            gaps,
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

    /// The people of the slots that are marked.
    fn sum(&self, marked: &[bool; PAGE]) -> PersonSum {
        let mut sum = PersonSum::default();
        if !self.whole {
            for (people, marked) in self.people.iter().zip(marked) {
                if *marked {
                    sum += *people;
                }
            }
            return sum;
        }
        // Four sums side by side: one would wait for each of its additions.
        let mut four = [0.0; 4];
        for (people, marked) in self.people.chunks(4).zip(marked.chunks(4)) {
            for ((sum, people), marked) in four.iter_mut().zip(people).zip(marked) {
                *sum += people * f64::from(u8::from(*marked));
            }
        }
        sum += four.iter().sum::<f64>();
        sum
    }
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
