//! Rule kind 5: the share of facilities that satisfy a condition. What is not known widens the share to what it can be.

use super::fields::About;
use super::frame::{self, Target};
use super::interval::{Interval, bound};
use super::tally::Drawn;
use super::world::World;
use crate::model::standard::{Bounds, Exemption, Home, Reason};
use crate::model::{Expression, Finding, Level, Truth, Verdict};

/// A rule about a share.
#[derive(Clone, Copy)]
pub(super) struct ShareRule<'a> {
    pub level: Option<Level>,
    pub units: Option<&'a Expression>,
    pub facilities: Option<&'a Expression>,
    pub condition: &'a Expression,
    pub bounds: Bounds,
    pub exempt: &'a [Exemption],
}

/// Facilities of one unit by whether they count (first) and whether they satisfy (second): yes, no, unknown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    sure: [u32; 3],
    doubtful: [u32; 3],
}

impl Counted {
    pub fn add(&mut self, counts: Truth, satisfies: Truth) {
        match counts {
            Truth::Yes => self.sure[satisfies as usize] += 1,
            Truth::Unknown => self.doubtful[satisfies as usize] += 1,
            Truth::No => {}
        }
    }

    /// What the share can be; `None` where there may be nothing to take a share of.
    pub fn interval(&self) -> Option<Interval> {
        let [yes, no, unknown] = self.sure;
        let [may_yes, may_no, may_unknown] = self.doubtful;
        let all = yes + no + unknown;
        if all == 0 {
            return None;
        }
        let share = |n: u32, more: u32| f64::from(n) / f64::from(all + more);
        Some(Interval {
            // Whoever may count and does not satisfy counts; whoever may and does, does not. And the other way round.
            low: share(yes, may_no + may_unknown),
            high: share(yes + unknown + may_yes + may_unknown, may_yes + may_unknown),
        })
    }

    fn finding(&self, bounds: Bounds) -> Finding {
        let doubtful: u32 = self.doubtful.iter().sum();
        let [yes, no, not_known] = self.sure;
        let unknown = not_known + doubtful;
        let (verdict, reason) = match self.interval() {
            None if doubtful > 0 => (Verdict::Unknown, Reason::SomeUnknown),
            None => (Verdict::Unknown, Reason::NothingToCount),
            Some(interval) if unknown > 0 => (interval.verdict(bounds), Reason::SomeUnknown),
            Some(interval) => (interval.verdict(bounds), Reason::Numbers),
        };
        let all = f64::from(yes + no + not_known);
        Finding {
            n: f64::from(yes),
            // No share of a number that is not known (D11).
            total: if doubtful > 0 { f64::NAN } else { all },
            unknown,
            least: bound(bounds.least),
            most: bound(bounds.most),
            ..Finding::bare(verdict, reason)
        }
    }
}

impl ShareRule<'_> {
    /// Judges each unit, or the whole.
    pub fn check(&self, world: &mut World<'_>) -> Drawn {
        let satisfies = world.truths(About::Facilities, self.condition);
        let Some(level) = self.level else {
            let counts = frame::in_scope(world, self.facilities);
            let mut counted = Counted::default();
            for (counts, satisfies) in counts.iter().zip(&*satisfies) {
                counted.add(*counts, *satisfies);
            }
            let frame = frame::frame(world, Target::Whole, self.exempt);
            let finding = counted.finding(self.bounds);
            return Drawn::new(&frame, vec![finding]);
        };
        let frame = frame::frame(world, Target::units(level, self.units), self.exempt);
        let counts = world.passing(self.facilities);
        let placed = world.placed(level, Home::Register);
        let spaces = match level {
            Level::Village => world.request.dataset.villages.len(),
            _ => world.request.register.units.list.len(),
        };
        let mut counted = vec![Counted::default(); spaces];
        for ((counts, satisfies), unit) in counts.iter().zip(&*satisfies).zip(&*placed) {
            if let Some(counted) = counted.get_mut(*unit as usize) {
                counted.add(*counts, *satisfies);
            }
        }
        let findings = (0..frame.len())
            .map(|i| {
                let counted = counted[frame.number(i) as usize];
                frame.standing[i].settle(counted.finding(self.bounds))
            })
            .collect();
        Drawn::new(&frame, findings)
    }
}
