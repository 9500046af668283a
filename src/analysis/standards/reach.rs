//! Rule kind 1: every village within reach of facilities (D1, D3), or inside the same unit as one (containment, D9).
//!
//! Facilities of which it is not known whether they serve are measured beside those that do: they make a verdict unknown where they could
//! decide it, and never pass a village.

use std::sync::Arc;

use rayon::prelude::*;

use super::frame::{Frame, Standing, Target, frame};
use super::measure::{Measured, Measures, Wanted};
use super::nets;
use super::tally::Drawn;
use super::world::World;
use crate::base::{Cancelled, Metres};
use crate::model::answers::NONE;
use crate::model::standard::{Exemption, Home, Reason, Referral};
use crate::model::{Expression, Finding, Level, Truth, Verdict};
use crate::travel::Reached;

/// A rule of reach.
#[derive(Clone, Copy)]
pub(super) struct ReachRule<'a> {
    pub villages: Option<&'a Expression>,
    pub facilities: Option<&'a Expression>,
    pub within: Option<Metres>,
    pub tolerance: Metres,
    pub k: usize,
    pub inside: Option<Level>,
    pub then: Option<&'a Referral>,
    pub exempt: &'a [Exemption],
}

/// What was measured for a rule: of those that serve, and of those that may.
pub(super) struct Near {
    pub sure: Arc<Measured>,
    pub maybe: Option<Arc<Measured>>,
}

/// What judging needs of a rule of reach.
pub(super) struct Outcome {
    pub drawn: Drawn,
    pub frame: Arc<Frame>,
    /// `None` where nothing was measured: containment alone, a referral.
    pub near: Option<Near>,
    /// By how much the assigned referral of each village is longer than the best free one.
    pub excess: Option<Vec<f64>>,
}

impl ReachRule<'_> {
    /// Judges every village.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn check(
        &self,
        world: &mut World<'_>,
        measures: &mut Measures,
    ) -> Result<Outcome, Cancelled> {
        let frame = frame(world, Target::Villages(self.villages.cloned()), self.exempt);
        let passing = world.passing(self.facilities);
        let mut near = None;
        let mut excess = None;
        let findings = if let Some(referral) = self.then {
            let first = nets::FirstLevel {
                facilities: &passing,
                within: self.within,
                tolerance: self.tolerance,
                k: self.k as u32,
                inside: self.inside,
            };
            let (findings, more) = nets::refer(world, &frame, first, referral)?;
            excess = more;
            findings
        } else if let (None, Some(level)) = (self.within, self.inside) {
            self.inside_alone(world, &frame, &passing, level)
        } else {
            let measured = measured(world, measures, &passing, self.k + 1, self.inside)?;
            let findings = self.judge(world, &frame, &measured);
            near = Some(measured);
            findings
        };
        let drawn = Drawn::new(&frame, findings);
        Ok(Outcome {
            drawn,
            frame,
            near,
            excess,
        })
    }

    /// Containment: enough facilities in the village's own unit, wherever it lies in it.
    fn inside_alone(
        &self,
        world: &mut World<'_>,
        frame: &Frame,
        passing: &[Truth],
        level: Level,
    ) -> Vec<Finding> {
        let placed = world.placed(level, Home::Register);
        let units = world.units_of_villages(level);
        let here = units_with(world, level, passing, &placed);
        let k = self.k as f64;
        (0..frame.len())
            .map(|position| {
                let unit = units[frame.number(position) as usize];
                let Some((low, maybe)) = here.get(unit as usize) else {
                    let finding = Finding::bare(Verdict::Unknown, Reason::NoUnit);
                    return frame.standing[position].settle(finding);
                };
                let (low, high) = (f64::from(*low), f64::from(low + maybe));
                let verdict = if low >= k {
                    Verdict::Pass
                } else if high < k {
                    Verdict::Fail
                } else {
                    Verdict::Unknown
                };
                let reason = match (*maybe, high == 0.0) {
                    (_, true) => Reason::NoFacility,
                    (0, _) => Reason::Numbers,
                    _ => Reason::SomeUnknown,
                };
                frame.standing[position].settle(Finding {
                    other: unit,
                    unknown: *maybe,
                    n: low,
                    least: k,
                    ..Finding::bare(verdict, reason)
                })
            })
            .collect()
    }

    fn judge(&self, world: &World<'_>, frame: &Frame, near: &Near) -> Vec<Finding> {
        let judge = Judge {
            world,
            near,
            k: self.k,
            limit: self.within.map_or(f64::INFINITY, |w| w.0),
            tolerance: self.tolerance.0,
        };
        let slots = world.request.demand.origins.slots();
        let units = self.inside.and_then(|level| {
            let units = &world.request.register.units;
            let of = move |v: usize| units.of_village.get(v).copied().flatten();
            (level != Level::Village)
                .then_some(move |v: usize| units.at_level(of(v), level).is_some())
        });
        (0..frame.len())
            .into_par_iter()
            .with_min_len(4096)
            .map(|position| {
                let standing = frame.standing[position];
                let village = frame.number(position) as usize;
                let slot = slots[village] as usize;
                let finding = if slot >= world.request.demand.origins.len() {
                    Finding::bare(Verdict::Unknown, Reason::NoLocation)
                } else if units.as_ref().is_some_and(|has_unit| !has_unit(village)) {
                    Finding::bare(Verdict::Unknown, Reason::NoUnit)
                } else {
                    judge.slot(slot)
                };
                standing.settle(finding)
            })
            .collect()
    }
}

/// How many facilities of each unit of a level pass, and how many may: by the unit's index (the village's for [`Level::Village`]).
pub(super) fn units_with(
    world: &World<'_>,
    level: Level,
    passing: &[Truth],
    placed: &[u32],
) -> Vec<(u32, u32)> {
    let count = match level {
        Level::Village => world.request.dataset.villages.len(),
        _ => world.request.register.units.list.len(),
    };
    let mut here = vec![(0, 0); count];
    for (passes, unit) in passing.iter().zip(placed) {
        if let Some((sure, maybe)) = here.get_mut(*unit as usize) {
            *sure += u32::from(*passes == Truth::Yes);
            *maybe += u32::from(*passes == Truth::Unknown);
        }
    }
    here
}

/// Measures who serves and who may.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn measured(
    world: &mut World<'_>,
    measures: &mut Measures,
    passing: &[Truth],
    k: usize,
    inside: Option<Level>,
) -> Result<Near, Cancelled> {
    let wanted = Wanted { k, inside };
    let sure = measures.of(world, passing, Truth::Yes, wanted)?;
    let maybe = if passing.contains(&Truth::Unknown) {
        Some(measures.of(world, passing, Truth::Unknown, wanted)?)
    } else {
        None
    };
    Ok(Near { sure, maybe })
}

/// Holds what was measured against a limit.
pub(super) struct Judge<'a> {
    pub world: &'a World<'a>,
    pub near: &'a Near,
    pub k: usize,
    /// Metres; infinite without a limit.
    pub limit: f64,
    pub tolerance: f64,
}

impl Judge<'_> {
    /// The distance of what was measured, exact at the limit and at the edges of what is borderline.
    pub fn distance(&self, slot: usize, reached: Reached) -> f64 {
        use crate::base::place::AGREEMENT;
        let near = AGREEMENT + self.tolerance;
        if (reached.distance.0 - self.limit).abs() > near {
            return reached.distance.0;
        }
        let demand = self.world.request.demand;
        let from = demand.origins.place(slot).at;
        let (limit, tolerance) = (self.limit, self.tolerance);
        let limits = [limit, limit - tolerance, limit + tolerance];
        let place = |f: u32| self.world.request.facilities[f as usize].location;
        self.near.sure.against(from, reached, limits, place)
    }

    fn verdict(&self, distance: f64) -> Verdict {
        if self.tolerance > 0.0 && (distance - self.limit).abs() <= self.tolerance {
            Verdict::Borderline
        } else if distance <= self.limit && distance < f64::INFINITY {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }

    /// How many of a row are within reach.
    pub fn within(&self, slot: usize, row: &[Reached]) -> u32 {
        let within = |r: &&Reached| r.facility != NONE && self.distance(slot, **r) <= self.limit;
        row.iter().take_while(within).count() as u32
    }

    /// The finding of a village that has a place.
    pub fn slot(&self, slot: usize) -> Finding {
        let sure = self.near.sure.row(slot);
        let kth = |row: &[Reached], k: usize| row.get(k).copied().unwrap_or(Reached::NONE);
        let deciding = kth(sure, self.k - 1);
        let distance = self.distance(slot, deciding);
        let verdict = self.verdict(distance);
        let mut finding = Finding {
            other: deciding.facility,
            n: finite(distance),
            total: f64::from(self.within(slot, sure)),
            most: finite(self.limit),
            ..Finding::bare(verdict, Reason::Numbers)
        };
        let mut best = deciding;
        if let Some(maybe) = &self.near.maybe {
            let maybe = maybe.row(slot);
            finding.unknown = self.within(slot, maybe);
            best = merged(sure, maybe, self.k - 1);
            let at_best = self.distance(slot, best);
            if finding.unknown > 0 {
                finding.reason = Reason::SomeUnknown;
            }
            if self.verdict(at_best) != verdict {
                finding.verdict = Verdict::Unknown;
                finding.reason = Reason::SomeUnknown;
            }
        }
        if best.facility == NONE {
            finding.reason = Reason::NoFacility;
        }
        finding
    }
}

/// The entry of a position in two rows put together.
fn merged(a: &[Reached], b: &[Reached], position: usize) -> Reached {
    let (mut i, mut j) = (0, 0);
    loop {
        let (x, y) = (a.get(i).copied(), b.get(j).copied());
        let (x, y) = (x.unwrap_or(Reached::NONE), y.unwrap_or(Reached::NONE));
        let first = x.distance <= y.distance;
        if i + j == position {
            return if first { x } else { y };
        }
        if first {
            i += 1;
        } else {
            j += 1;
        }
    }
}

fn finite(x: f64) -> f64 {
    if x.is_finite() { x } else { f64::NAN }
}

/// Whether a subject that stands so can lose something.
pub(super) fn is_asked(standing: Standing) -> bool {
    !matches!(standing, Standing::Exempt(_))
}
