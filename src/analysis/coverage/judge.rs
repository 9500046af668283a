//! From distances to answers: a village is judged by what was measured, the radii and the rule (definitions D1, D3).

use std::sync::Arc;

use super::lists::Gap;
use super::rows::{PAGE, Rows};
use crate::analysis::demand::{Demand, NOWHERE};
use crate::base::place::AGREEMENT;
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
    /// What decides over each slot: R − d of the k-th facility, −∞ without one, NaN without a place.
    pub deciding: Vec<f64>,
    pub sums: PageSums,
    pub gaps: Vec<Gap>,
}

/// What a slot's rows say.
struct Verdict {
    nearest: Reached,
    margin: f64,
    deciding: f64,
}

impl Verdict {
    const NOBODY: Self = Self {
        nearest: Reached::NONE,
        margin: f64::NEG_INFINITY,
        deciding: f64::NEG_INFINITY,
    };
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

    fn count(&mut self, status: Status, within: bool, people: f64) {
        let sums = &mut self.sums;
        sums.borderline += u32::from(status == Status::Borderline);
        if status == Status::Unknown {
            sums.unknown += 1;
            self.unknown += people;
        } else if within {
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
        let mut decided = Vec::with_capacity(slots.len());
        let serving: Vec<Serving<'_>> = self.serving(rows).collect();
        let answers = slots
            .map(|slot| {
                let people = self.demand.people[slot];
                let verdict = if slot >= self.demand.origins.len() {
                    Verdict {
                        deciding: f64::NAN,
                        ..Verdict::NOBODY
                    }
                } else if self.k == 1 {
                    self.by_the_first(slot, &serving, &mut counter)
                } else {
                    self.by_several(slot, &serving, &mut counter, &mut margins)
                };
                let status = status(verdict.deciding, self.tolerance);
                counter.count(status, verdict.deciding >= 0.0, people);
                decided.push(verdict.deciding);
                if status == Status::Gap {
                    gaps.push(Gap::new(self.demand, verdict.deciding, slot));
                }
                self.answer(slot, &verdict, status)
            })
            .collect();
        Judged {
            answers,
            deciding: decided,
            sums: counter.finish(),
            gaps,
        }
    }

    fn answer(&self, slot: usize, verdict: &Verdict, status: Status) -> VillageAnswer {
        let district = self.demand.district[slot];
        let reached = verdict.nearest.facility != u32::MAX;
        VillageAnswer {
            district: (district != NOWHERE).then_some(district),
            nearest: reached.then_some(verdict.nearest.facility),
            distance: reached.then_some(verdict.nearest.distance),
            margin: reached.then_some(Metres(verdict.margin)),
            deciding: (verdict.deciding > f64::NEG_INFINITY).then_some(Metres(verdict.deciding)),
            status,
        }
    }

    /// The tiers that serve, with what was measured for them.
    fn serving<'r>(&self, rows: &'r [Rows]) -> impl Iterator<Item = Serving<'r>> {
        let tiers = self.radii.iter().zip(rows).enumerate();
        tiers.filter_map(|(tier, (radius, rows))| {
            let (distances, facilities) = rows.columns();
            Some(Serving {
                tier,
                radius: (*radius)?,
                distances,
                facilities,
            })
        })
    }

    /// With one facility within reach a village is covered.
    fn by_the_first(&self, slot: usize, tiers: &[Serving<'_>], counter: &mut Counter) -> Verdict {
        let mut verdict = Verdict::NOBODY;
        let at = slot % PAGE;
        for tier in tiers {
            let (Some(distance), Some(facility)) =
                (tier.distances.get(at), tier.facilities.get(at))
            else {
                continue;
            };
            self.first(slot, tier, *distance, *facility, counter, &mut verdict);
        }
        verdict.deciding = verdict.margin;
        verdict
    }

    /// With k facilities within reach a village is covered.
    fn by_several(
        &self,
        slot: usize,
        tiers: &[Serving<'_>],
        counter: &mut Counter,
        margins: &mut Vec<f64>,
    ) -> Verdict {
        let mut verdict = Verdict::NOBODY;
        margins.clear();
        let at = (slot % PAGE) * self.k..(slot % PAGE + 1) * self.k;
        for tier in tiers {
            let row = tier.distances[at.clone()]
                .iter()
                .zip(&tier.facilities[at.clone()]);
            for (i, (distance, facility)) in row.enumerate() {
                if *facility == u32::MAX {
                    break;
                }
                if i == 0 {
                    self.first(slot, tier, *distance, *facility, counter, &mut verdict);
                }
                margins.push(tier.radius.0 - self.against(slot, tier, *distance, *facility));
            }
        }
        margins.sort_by(|a, b| b.total_cmp(a));
        verdict.deciding = margins
            .get(self.k - 1)
            .copied()
            .unwrap_or(f64::NEG_INFINITY);
        verdict
    }

    /// The nearest facility of a tier.
    #[inline]
    fn first(
        &self,
        slot: usize,
        tier: &Serving<'_>,
        distance: f64,
        facility: u32,
        counter: &mut Counter,
        verdict: &mut Verdict,
    ) {
        if facility == u32::MAX {
            return;
        }
        let reached = Reached {
            facility,
            distance: Metres(self.against(slot, tier, distance, facility)),
        };
        let margin = tier.radius.0 - reached.distance.0;
        if margin >= 0.0 {
            counter.reach(tier.tier, self.demand.people[slot]);
        }
        verdict.margin = verdict.margin.max(margin);
        let nearest = verdict.nearest;
        if nearest.facility == u32::MAX || self.is_nearer(slot, reached, nearest) {
            verdict.nearest = reached;
        }
    }

    fn place_of(&self, facility: u32) -> LonLat {
        self.facilities[facility as usize].location
    }

    /// A measured distance, exact enough for the limits that it is held against.
    #[inline]
    fn against(&self, slot: usize, tier: &Serving<'_>, distance: f64, facility: u32) -> f64 {
        let (radius, tolerance) = (tier.radius.0, self.tolerance.0);
        if (distance - radius).abs() > AGREEMENT + tolerance {
            return distance;
        }
        let from = self.demand.origins.place(slot).at;
        let facility = || self.place_of(facility);
        let limits = [radius, radius - tolerance, radius + tolerance];
        limits.into_iter().fold(distance, |distance, limit| {
            let known = Metres(distance);
            self.costs.against(Metres(limit), from, known, &facility).0
        })
    }

    #[inline]
    fn is_nearer(&self, slot: usize, a: Reached, b: Reached) -> bool {
        let from = self.demand.origins.place(slot).at;
        self.costs
            .nearer(from, a, b, &|facility| self.place_of(facility))
            .is_lt()
    }
}

/// A tier that serves, with what was measured of it for a page.
struct Serving<'a> {
    tier: usize,
    radius: Metres,
    distances: &'a [f64],
    facilities: &'a [u32],
}

/// How a village stands by what decides over it.
pub(super) fn status(deciding: f64, tolerance: Metres) -> Status {
    if deciding.is_nan() {
        Status::Unknown
    } else if tolerance.0 > 0.0 && deciding.abs() <= tolerance.0 {
        Status::Borderline
    } else if deciding >= 0.0 {
        Status::Covered
    } else {
        Status::Gap
    }
}
