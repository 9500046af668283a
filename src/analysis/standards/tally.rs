//! Findings counted: of the whole, and of every unit with all that lies in it, along the tree and along consortia and grids.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::consortia::Consortia;
use super::frame::{self, Frame};
use super::world::World;
use crate::base::{self, PersonSum};
use crate::model::answers::NONE;
use crate::model::standard::{Subjects, Tally};
use crate::model::{Finding, Level, Subject, Verdict};

/// A rule's findings before they are counted.
pub(super) struct Drawn {
    pub subjects: Subjects,
    pub findings: Vec<Finding>,
}

impl Drawn {
    /// The findings of a frame's subjects.
    pub fn new(frame: &Frame, findings: Vec<Finding>) -> Self {
        Self {
            subjects: frame.subjects.clone(),
            findings,
        }
    }
}

/// Findings on the way to a [`Tally`].
#[derive(Debug, Clone, Copy, Default)]
struct Counting {
    count: [u32; 5],
    /// Borderline ones on the right side and on the wrong one.
    sides: [u32; 2],
    people: [PersonSum; 5],
}

/// The same for what lies immediately in a unit, where people are summed quickly.
#[derive(Clone, Copy, Default)]
struct Immediate {
    count: [u32; 5],
    sides: [u32; 2],
    people: [base::Tally; 5],
}

impl Immediate {
    fn add(&mut self, finding: &Finding, people: f64) {
        let at = finding.verdict as usize;
        self.count[at] += 1;
        self.people[at] += people;
        if finding.verdict == Verdict::Borderline
            && let Some(margin) = finding.margin()
        {
            self.sides[usize::from(margin < 0.0)] += 1;
        }
    }

    fn is_empty(&self) -> bool {
        self.count == [0; 5]
    }

    fn and(&mut self, other: &Self) {
        for i in 0..5 {
            self.count[i] += other.count[i];
            self.people[i] += other.people[i];
        }
        for (side, more) in self.sides.iter_mut().zip(other.sides) {
            *side += more;
        }
    }
}

impl Counting {
    fn add(&mut self, other: &Immediate) {
        for i in 0..5 {
            self.count[i] += other.count[i];
            self.people[i] += PersonSum::from(other.people[i]);
        }
        for (side, more) in self.sides.iter_mut().zip(other.sides) {
            *side += more;
        }
    }

    fn tally(self, target: f64) -> Tally {
        Tally {
            count: self.count,
            people: self.people.map(PersonSum::total),
            verdict: rolled_up(self.count, self.sides, target),
        }
    }
}

/// The verdict over many: by the share of those asked that pass. `sides`: the borderline ones that are inside and outside.
fn rolled_up(count: [u32; 5], sides: [u32; 2], target: f64) -> Option<Verdict> {
    let [pass, exempt, _, _, fail] = count;
    let all: u32 = count.iter().sum();
    let asked = all - exempt;
    if asked == 0 {
        return (all > 0).then_some(Verdict::Exempt);
    }
    let share = |n: u32| f64::from(n) / f64::from(asked);
    let decided = |pass: u32, fail: u32| {
        if share(pass) >= target {
            Some(Verdict::Pass)
        } else if share(asked - fail) < target {
            Some(Verdict::Fail)
        } else {
            None
        }
    };
    let verdict =
        decided(pass, fail).unwrap_or_else(|| match decided(pass + sides[0], fail + sides[1]) {
            Some(_) => Verdict::Borderline,
            None => Verdict::Unknown,
        });
    Some(verdict)
}

/// So many count at the same time, each with a list of all units.
const HANDS: usize = 4;
/// Fewer findings are not worth another list.
const ENOUGH: usize = 50_000;

/// Counts positions in a few parts at the same time, and puts the parts together.
pub(super) fn in_parts<T: Send>(
    len: usize,
    count: impl Fn(Range<usize>) -> T + Sync,
    and: impl Fn(T, &T) -> T + Sync,
) -> T {
    let size = len.div_ceil(HANDS).max(ENOUGH);
    let parts = (0..len.div_ceil(size)).into_par_iter();
    let parts = parts.map(|part| count(part * size..len.min((part + 1) * size)));
    let all = parts.reduce_with(|one, other| and(one, &other));
    all.unwrap_or_else(|| count(0..0))
}

/// What lies immediately in the units, of a part of the findings.
struct Counted {
    whole: Immediate,
    own: Vec<Immediate>,
    /// By consortium and grid; empty where there are none.
    beside: Vec<Immediate>,
}

impl Counted {
    fn and(mut self, other: &Self) -> Self {
        self.whole.and(&other.whole);
        let lists = [
            (&mut self.own, &other.own),
            (&mut self.beside, &other.beside),
        ];
        for (list, others) in lists {
            for (one, more) in list.iter_mut().zip(others).filter(|(_, m)| !m.is_empty()) {
                one.and(more);
            }
        }
        self
    }
}

/// Counts findings by the lowest unit of their subjects.
struct Counter<'a> {
    world: &'a World<'a>,
    /// Units that hold others of the subjects: their people are counted there.
    nested: &'a [u32],
    drawn: &'a Drawn,
    homes: &'a [u32],
    consortia: Option<&'a Consortia>,
    beside: bool,
}

impl Counter<'_> {
    fn count(&self, positions: Range<usize>) -> Counted {
        let units = self.world.request.register.units.list.len();
        let mut counted = Counted {
            whole: Immediate::default(),
            own: vec![Immediate::default(); units],
            beside: vec![Immediate::default(); if self.beside { units } else { 0 }],
        };
        for position in positions {
            let finding = &self.drawn.findings[position];
            let subject = self.drawn.subjects.get(position);
            let once = |s: &Subject| match s {
                Subject::Unit(unit) => self.nested.binary_search(unit).is_err(),
                _ => true,
            };
            let people = subject.filter(once).map_or(0.0, |s| people(self.world, s));
            counted.whole.add(finding, people);
            let Some(subject) = subject else { continue };
            let unit = frame::lowest_unit(self.world, self.homes, subject);
            if let Some(own) = counted.own.get_mut(unit as usize) {
                own.add(finding, people);
            }
            if let Some(consortia) = self.consortia {
                let number = frame::number(subject) as usize;
                let of = match subject {
                    Subject::Village(_) => consortia.villages.get(number),
                    Subject::Facility(_) => consortia.facilities.get(number),
                    Subject::Unit(_) => consortia.units.get(number),
                };
                let of = of.copied().filter(|c| *c != unit).unwrap_or(NONE);
                if let Some(beside) = counted.beside.get_mut(of as usize) {
                    beside.add(finding, people);
                }
            }
        }
        counted
    }
}

/// The whole, and every unit.
pub(super) fn tallies(world: &mut World<'_>, drawn: &Drawn, target: f64) -> (Tally, Arc<[Tally]>) {
    let homes = world.homes();
    let units = world.request.register.units.list.len();
    let has = |level: Level| {
        let list = &world.request.register.units.list;
        list.iter().any(|u| u.level == level)
    };
    let (consortia, grids) = (has(Level::Consortium), has(Level::Grid));
    let consortia = consortia.then(|| world.consortia());
    let nested = nested(world, &drawn.subjects);
    let counter = Counter {
        world,
        nested: &nested,
        drawn,
        homes: &homes,
        consortia: consortia.as_deref(),
        beside: consortia.is_some() || grids,
    };
    let count = |positions| counter.count(positions);
    let Counted {
        whole,
        own,
        mut beside,
    } = in_parts(drawn.findings.len(), count, Counted::and);
    if grids && matches!(drawn.subjects, Subjects::Villages(_)) {
        for (village, grid) in &world.request.register.units.grids_of_village {
            let subject = Subject::Village(*village);
            let position = drawn.subjects.position(subject);
            let finding = position.and_then(|p| drawn.findings.get(p));
            if let (Some(finding), Some(beside)) = (finding, beside.get_mut(*grid as usize)) {
                beside.add(finding, people(world, subject));
            }
        }
    }
    let mut all = vec![Counting::default(); units];
    for (unit, own) in (0u32..).zip(&own).filter(|(_, own)| !own.is_empty()) {
        for up in world.request.register.units.upwards(Some(unit)) {
            all[up as usize].add(own);
        }
    }
    for (all, beside) in all.iter_mut().zip(&beside) {
        all.add(beside);
    }
    let mut everything = Counting::default();
    everything.add(&whole);
    let units = all.into_iter().map(|counting| counting.tally(target));
    (everything.tally(target), units.collect())
}

/// Of units that are asked, those that hold others which are asked as well, in rising order: a county and its city may both report.
fn nested(world: &World<'_>, subjects: &Subjects) -> Vec<u32> {
    let Subjects::Units(asked) = subjects else {
        return Vec::new();
    };
    let units = &world.request.register.units;
    let above = asked
        .iter()
        .flat_map(|unit| units.upwards(Some(*unit)).skip(1));
    let mut holding: Vec<u32> = above.filter(|up| asked.binary_search(up).is_ok()).collect();
    holding.sort_unstable();
    holding.dedup();
    holding
}

/// The people concerned: of a village, of a unit; nobody for a facility.
fn people(world: &World<'_>, subject: Subject) -> f64 {
    let request = world.request;
    match subject {
        Subject::Village(v) => {
            let village = request.dataset.villages.get(v as usize);
            village.map_or(0.0, crate::model::Village::people)
        }
        Subject::Unit(u) => {
            let unit = request.register.units.list.get(u as usize);
            unit.map_or(0.0, |u| u.population.unwrap_or(u.village_people).0)
        }
        Subject::Facility(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_never_passes_and_never_fails_alone() {
        let verdict = |count, sides, target| rolled_up(count, sides, target);
        // pass, exempt, borderline, unknown, fail
        assert_eq!(verdict([3, 0, 0, 0, 0], [0, 0], 1.0), Some(Verdict::Pass));
        assert_eq!(
            verdict([3, 2, 0, 1, 0], [0, 0], 1.0),
            Some(Verdict::Unknown)
        );
        assert_eq!(verdict([3, 2, 0, 1, 1], [0, 0], 1.0), Some(Verdict::Fail));
        assert_eq!(verdict([3, 0, 0, 1, 0], [0, 0], 0.75), Some(Verdict::Pass));
        assert_eq!(
            verdict([2, 0, 0, 1, 1], [0, 0], 0.75),
            Some(Verdict::Unknown)
        );
        assert_eq!(
            verdict([2, 0, 1, 0, 1], [1, 0], 0.75),
            Some(Verdict::Borderline)
        );
        assert_eq!(
            verdict([2, 0, 1, 0, 1], [0, 1], 0.75),
            Some(Verdict::Borderline)
        );
        assert_eq!(
            verdict([1, 0, 1, 1, 1], [1, 0], 0.75),
            Some(Verdict::Unknown)
        );
        assert_eq!(verdict([0, 4, 0, 0, 0], [0, 0], 1.0), Some(Verdict::Exempt));
        assert_eq!(verdict([0; 5], [0, 0], 1.0), None);
    }
}
