//! Two levels of care (definition D9): from a village to a first facility within R1, and from there to a second one within R2 that can do
//! what is needed. *Free* is the best chain of all, *assigned* that along the links of a consortium.
//!
//! A facility that can do it itself is its own second one at no distance; of assigned ones only the top, which is led by nobody, is.

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::analysis::demand::Demand;
use crate::base::{Cancelled, LonLat, Metres, Place, Progress, geodesic};
use crate::model::answers::NONE;
use crate::model::expression::Truth;
use crate::model::standard::{Finding, Reason, Verdict};
use crate::model::{Paged, ServingFacility};
use crate::travel::{Chain, Chains, Costs, Judgement, Reached, Stop, StraightLine};

/// Villages that are answered between two looks at the progress.
const BATCH: usize = 16_384;

/// What is asked.
#[derive(Clone, Copy)]
pub struct ReferralQuestion<'a> {
    /// The facilities of the scenario.
    pub facilities: &'a Paged<ServingFacility>,
    /// Which may come first; what does not serve is no.
    pub first: &'a [Truth],
    /// Which may come second.
    pub second: &'a [Truth],
    /// R1; `None`: no limit.
    pub within: Option<Metres>,
    /// R2.
    pub onward: Metres,
    /// How near the edge of either is borderline.
    pub tolerance: Metres,
    /// By how many different first facilities a chain must lead.
    pub k: u32,
    /// The links that assign a second facility: lower facility and its lead; `None`: free.
    pub assigned: Option<&'a [(u32, u32)]>,
    /// The unit of each facility, [`NONE`] without one, where only those of the village's own unit may come first.
    pub inside: Option<&'a [u32]>,
}

/// A chain for a village.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Referred {
    /// The first facility.
    pub first: u32,
    /// The second one; [`NONE`] where no way leads on.
    pub second: u32,
    /// From the village to the first.
    pub d1: Metres,
    /// From the first to the second; infinite where no way leads on.
    pub d2: Metres,
}

impl Referred {
    /// The whole way, T = d1 + d2.
    #[must_use]
    pub fn whole(&self) -> Metres {
        Metres(self.d1.0 + self.d2.0)
    }
}

/// First facilities with the way onward from each, ready to be asked by villages.
pub struct Referrals {
    limits: Limits,
    /// Whether only facilities of the village's own unit come first.
    by_unit: bool,
    /// Those that surely serve.
    sure: Ways,
    /// Those that surely or perhaps serve, where it is not known of some.
    perhaps: Option<Ways>,
}

/// Both radii with the edges of the tolerance.
#[derive(Clone, Copy)]
struct Limits {
    first: f64,
    onward: f64,
    tolerance: f64,
    k: usize,
    /// R1 and the edges of its tolerance, where Karney decides.
    leaps: [f64; 3],
}

/// Chains by unit.
struct Ways {
    of_unit: HashMap<u32, Group>,
}

struct Group {
    chains: Chains,
    /// The second facility of each stop.
    second: Vec<u32>,
}

/// The shortest whole way of those within both radii.
struct Shortest(Limits);

impl Judgement for Shortest {
    fn cost(&self, first: Metres, onward: Metres) -> f64 {
        if first.0 <= self.0.first && onward.0 <= self.0.onward {
            first.0 + onward.0
        } else {
            f64::INFINITY
        }
    }

    fn leaps(&self) -> &[f64] {
        &self.0.leaps[..1]
    }
}

/// By how much the worse of both parts passes its radius, negative inside.
struct Excess(Limits);

impl Judgement for Excess {
    fn cost(&self, first: Metres, onward: Metres) -> f64 {
        let beyond = onward.0 - self.0.onward;
        if self.0.first.is_finite() {
            beyond.max(first.0 - self.0.first)
        } else {
            beyond
        }
    }

    fn leaps(&self) -> &[f64] {
        &self.0.leaps
    }
}

/// The way onward alone, from what is within R1.
struct Onward(Limits);

impl Judgement for Onward {
    fn cost(&self, first: Metres, onward: Metres) -> f64 {
        if first.0 <= self.0.first {
            onward.0
        } else {
            f64::INFINITY
        }
    }

    fn leaps(&self) -> &[f64] {
        &self.0.leaps[..1]
    }
}

/// The way to the first facility alone.
struct First(Limits);

impl Judgement for First {
    fn cost(&self, first: Metres, _: Metres) -> f64 {
        first.0
    }

    fn leaps(&self) -> &[f64] {
        &self.0.leaps[..1]
    }
}

impl Referrals {
    /// Prepares a question.
    #[must_use]
    pub fn new(question: &ReferralQuestion<'_>) -> Self {
        let first = question.within.map_or(f64::INFINITY, |r| r.0);
        let tolerance = question.tolerance.0;
        let limits = Limits {
            first,
            onward: question.onward.0,
            tolerance,
            k: question.k.max(1) as usize,
            leaps: [first, first - tolerance, first + tolerance],
        };
        let unknown = |truths: &[Truth]| truths.contains(&Truth::Unknown);
        let perhaps = unknown(question.first) || unknown(question.second);
        Self {
            limits,
            by_unit: question.inside.is_some(),
            sure: Ways::new(question, |truth| truth == Truth::Yes),
            perhaps: perhaps.then(|| Ways::new(question, |truth| truth != Truth::No)),
        }
    }

    /// The best chain within both radii that is surely there, of a village in a unit ([`NONE`]: in none; of no matter where units do not
    /// matter).
    #[must_use]
    pub fn best(&self, from: LonLat, unit: u32) -> Option<Referred> {
        let unit = if self.by_unit { unit } else { NONE };
        self.sure.kth(
            from.into(),
            unit,
            1,
            &Shortest(self.limits),
            &mut Vec::new(),
        )
    }

    /// How a village stands.
    #[must_use]
    pub fn finding(&self, from: Option<LonLat>, unit: u32) -> Finding {
        self.judge(from.map(Place::from), unit, &mut Vec::new())
    }

    /// What `answer` says of villages, in the order of the list.
    fn each<T: Send + Clone>(
        villages: &[u32],
        demand: &Demand,
        progress: &Progress,
        none: &T,
        answer: impl Fn(u32, Option<Place>, &mut Vec<Chain>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        let slots = demand.origins.slots();
        // In the order of slots neighbours ask one after the other.
        let mut order: Vec<(u32, u32)> = (0u32..)
            .zip(villages)
            .map(|(position, village)| (slots[*village as usize], position))
            .collect();
        radsort::sort_by_key(&mut order, |(slot, _)| *slot);
        let mut all = vec![none.clone(); villages.len()];
        for batch in order.chunks(BATCH) {
            progress.check()?;
            let answered: Vec<T> = batch
                .par_iter()
                .with_min_len(256)
                .map_init(Vec::new, |room, (slot, position)| {
                    let slot = *slot as usize;
                    let place = (slot < demand.origins.len()).then(|| demand.origins.place(slot));
                    answer(villages[*position as usize], place, room)
                })
                .collect();
            for ((_, position), one) in batch.iter().zip(answered) {
                all[*position as usize] = one;
            }
        }
        Ok(all)
    }

    /// How villages stand, in the order of the list. `unit` gives the unit of a village, where units matter.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn findings(
        &self,
        villages: &[u32],
        unit: impl Fn(u32) -> u32 + Sync,
        demand: &Demand,
        progress: &Progress,
    ) -> Result<Vec<Finding>, Cancelled> {
        let none = Finding::bare(Verdict::Unknown, Reason::NoLocation);
        Self::each(villages, demand, progress, &none, |village, at, room| {
            self.judge(at, unit(village), room)
        })
    }

    /// By how many metres the assigned chain of each village is longer than the best free one (D9), in the order of the list; NaN where
    /// either leads nowhere within the radii.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn excesses(
        &self,
        free: &Self,
        villages: &[u32],
        unit: impl Fn(u32) -> u32 + Sync,
        demand: &Demand,
        progress: &Progress,
    ) -> Result<Vec<f64>, Cancelled> {
        Self::each(villages, demand, progress, &f64::NAN, |village, at, _| {
            at.and_then(|at| excess(self, free, at.at, unit(village)))
                .map_or(f64::NAN, |more| more.0)
        })
    }

    fn judge(&self, from: Option<Place>, unit: u32, room: &mut Vec<Chain>) -> Finding {
        let Some(from) = from else {
            return Finding::bare(Verdict::Unknown, Reason::NoLocation);
        };
        if self.by_unit && unit == NONE {
            return Finding::bare(Verdict::Unknown, Reason::NoUnit);
        }
        let unit = if self.by_unit { unit } else { NONE };
        let limits = self.limits;
        let k = limits.k;
        // Without a tolerance the shortest chain within both radii decides at once.
        let within =
            |ways: &Ways, room: &mut Vec<_>| ways.kth(from, unit, k, &Shortest(limits), room);
        if limits.tolerance <= 0.0
            && let Some(chain) = within(&self.sure, room)
        {
            return self.finding_of(Verdict::Pass, Reason::Numbers, Some(chain));
        }
        let nearest = self.sure.kth(from, unit, k, &Excess(limits), room);
        let verdict = nearest.map_or(Verdict::Fail, |chain| limits.verdict(&chain));
        if verdict == Verdict::Pass {
            let chain = within(&self.sure, room).or(nearest);
            return self.finding_of(Verdict::Pass, Reason::Numbers, chain);
        }
        if verdict == Verdict::Borderline {
            return self.finding_of(verdict, Reason::Numbers, nearest);
        }
        if let Some(perhaps) = &self.perhaps {
            let chain = perhaps.kth(from, unit, k, &Excess(limits), room);
            if let Some(chain) = chain.filter(|chain| limits.verdict(chain) != Verdict::Fail) {
                let chain = within(perhaps, room).unwrap_or(chain);
                let mut finding =
                    self.finding_of(Verdict::Unknown, Reason::SomeUnknown, Some(chain));
                finding.unknown = 1;
                return finding;
            }
        }
        let first = self.sure.kth(from, unit, k, &First(limits), room);
        let first_is_near = first.is_some_and(|first| first.d1.0 <= limits.first);
        if first_is_near {
            let onward = self.sure.kth(from, unit, k, &Onward(limits), room);
            return self.finding_of(Verdict::Fail, Reason::NoReferral, onward.or(first));
        }
        let reason = if nearest.is_some() {
            Reason::Numbers
        } else {
            Reason::NoFacility
        };
        self.finding_of(Verdict::Fail, reason, nearest.or(first))
    }

    fn finding_of(&self, verdict: Verdict, reason: Reason, chain: Option<Referred>) -> Finding {
        let finite = |metres: f64| if metres.is_finite() { metres } else { f64::NAN };
        let mut finding = Finding::bare(verdict, reason);
        finding.most = finite(self.limits.first + self.limits.onward);
        if let Some(chain) = chain {
            finding.other = chain.second;
            finding.n = finite(chain.whole().0);
            finding.total = chain.d1.0;
        }
        finding
    }
}

/// How much longer the assigned chain of a village is than the best free one: T(assigned) − T(free), never negative but for rounding.
/// `None` where either leads nowhere within the radii.
#[must_use]
pub fn excess(assigned: &Referrals, free: &Referrals, from: LonLat, unit: u32) -> Option<Metres> {
    let (assigned, free) = (assigned.best(from, unit)?, free.best(from, unit)?);
    Some(Metres(assigned.whole().0 - free.whole().0))
}

impl Limits {
    /// How a chain stands by the worse of its parts.
    fn verdict(&self, chain: &Referred) -> Verdict {
        let beyond = Excess(*self).cost(chain.d1, chain.d2);
        if self.tolerance > 0.0 && beyond.abs() <= self.tolerance {
            Verdict::Borderline
        } else if beyond <= 0.0 {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}

impl Ways {
    fn new(question: &ReferralQuestion<'_>, counts: impl Fn(Truth) -> bool) -> Self {
        let facilities = question.facilities;
        let numbers = |truths: &[Truth]| -> Vec<u32> {
            let truths = (0u32..facilities.len() as u32).zip(truths);
            truths
                .filter(|(_, t)| counts(**t))
                .map(|(f, _)| f)
                .collect()
        };
        let first = numbers(question.first);
        let at = |f: u32| facilities[f as usize].location;
        let second = match question.assigned {
            None => free(&first, &numbers(question.second), &at),
            Some(edges) => {
                let mut can = vec![false; facilities.len()];
                for f in numbers(question.second) {
                    can[f as usize] = true;
                }
                assigned(&first, &can, edges, &at)
            }
        };
        let mut lists: HashMap<u32, (Vec<Stop>, Vec<u32>)> = HashMap::new();
        for (f, (second, onward)) in first.into_iter().zip(second) {
            let unit = match question.inside {
                None => NONE,
                Some(units) => match units.get(f as usize) {
                    Some(unit) if *unit != NONE => *unit,
                    _ => continue,
                },
            };
            let (stops, seconds) = lists.entry(unit).or_default();
            stops.push(Stop {
                facility: f,
                at: at(f),
                onward,
            });
            seconds.push(second);
        }
        let group = |(unit, (stops, second))| {
            let chains = Chains::new(stops);
            (unit, Group { chains, second })
        };
        Self {
            of_unit: lists.into_iter().map(group).collect(),
        }
    }

    fn kth(
        &self,
        from: Place,
        unit: u32,
        k: usize,
        judgement: &impl Judgement,
        room: &mut Vec<Chain>,
    ) -> Option<Referred> {
        let group = self.of_unit.get(&unit)?;
        let chain = group.chains.kth(from, k, judgement, room)?;
        let stop = group.chains.stops()[chain.stop as usize];
        Some(Referred {
            first: stop.facility,
            second: group.second[chain.stop as usize],
            d1: chain.first,
            d2: stop.onward,
        })
    }
}

const NOWHERE: (u32, Metres) = (NONE, Metres(f64::INFINITY));

/// The nearest second facility of each first one.
fn free(first: &[u32], second: &[u32], at: &(impl Fn(u32) -> LonLat + Sync)) -> Vec<(u32, Metres)> {
    let index = StraightLine::new(vec![second.iter().map(|f| (*f, at(*f))).collect()]);
    let nearest = |found: &mut Vec<_>, f: &u32| {
        index.nearest(0, at(*f), 1, found);
        found.first().map_or(NOWHERE, |reached: &Reached| {
            let second = reached.facility;
            (second, geodesic::distance(at(*f), at(second)))
        })
    };
    first.par_iter().map_init(Vec::new, nearest).collect()
}

/// The nearest second facility of each first one that leads it; itself where it is the top of a network.
fn assigned(
    first: &[u32],
    can: &[bool],
    edges: &[(u32, u32)],
    at: &impl Fn(u32) -> LonLat,
) -> Vec<(u32, Metres)> {
    let mut best = vec![NOWHERE; can.len()];
    let (mut led, mut leads) = (vec![false; can.len()], vec![false; can.len()]);
    for (lower, lead) in edges {
        led[*lower as usize] = true;
        leads[*lead as usize] = true;
        if can[*lead as usize] {
            let way = (*lead, geodesic::distance(at(*lower), at(*lead)));
            let now = &mut best[*lower as usize];
            if (way.1.0, way.0) < (now.1.0, now.0) {
                *now = way;
            }
        }
    }
    let of = |f: &u32| {
        let i = *f as usize;
        if !led[i] && leads[i] && can[i] {
            (*f, Metres(0.0))
        } else {
            best[i]
        }
    };
    first.iter().map(of).collect()
}

#[cfg(test)]
mod tests;
