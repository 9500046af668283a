//! What closing each facility would uncover, by a rule of reach: whom it is nearest to (D4) and who has no other.

use std::ops::Range;

use super::reach::{Judge, Outcome, ReachRule, is_asked};
use super::tally::in_parts;
use super::world::World;
use crate::base::PersonSum;
use crate::model::answers::NONE;
use crate::model::standard::Loss;

/// The loss of every facility of the scenario; `None` for a rule by which nothing was measured.
pub(super) fn losses(
    world: &World<'_>,
    rule: &ReachRule<'_>,
    outcome: &Outcome,
) -> Option<Vec<Loss>> {
    let near = outcome.near.as_ref()?;
    let judge = Judge {
        world,
        near,
        k: rule.k,
        limit: rule.within.map_or(f64::INFINITY, |w| w.0),
        tolerance: rule.tolerance.0,
    };
    let request = world.request;
    let slots = request.demand.origins.slots();
    let frame = &outcome.frame;
    let findings = &outcome.drawn.findings;
    // Whom a village is nearest to, and whether nobody else is within its reach.
    let nearest = |position: usize| {
        let village = frame.number(position) as usize;
        let slot = slots[village] as usize;
        // Of one that is asked for, both stand in the finding; further rows are far apart in memory.
        let (facility, alone) = match &findings[position] {
            finding if rule.k == 1 && near.maybe.is_none() => {
                (finding.other, finding.total as u32 == 1)
            }
            _ => {
                let row = near.sure.row(slot);
                let first = row.first().map_or(NONE, |r| r.facility);
                (first, first != NONE && judge.within(slot, row) == 1)
            }
        };
        let alone = alone && is_asked(frame.standing[position]);
        (facility, alone, request.dataset.villages[village].people())
    };
    let count = |positions: Range<usize>| {
        let mut lost = vec![Lost::default(); request.facilities.len()];
        for position in positions {
            let (facility, alone, people) = nearest(position);
            if let Some(lost) = lost.get_mut(facility as usize) {
                lost.add(alone, people);
            }
        }
        lost
    };
    let lost = in_parts(frame.len(), count, |mut one: Vec<Lost>, other| {
        one.iter_mut().zip(other).for_each(|(a, b)| a.and(b));
        one
    });
    Some(lost.into_iter().map(Loss::from).collect())
}

/// A loss while it is counted: all villages, and those that have nobody else.
#[derive(Clone, Copy, Default)]
struct Lost {
    villages: [u32; 2],
    people: [PersonSum; 2],
}

impl Lost {
    fn add(&mut self, alone: bool, people: f64) {
        for i in 0..=usize::from(alone) {
            self.villages[i] += 1;
            self.people[i] += people;
        }
    }

    fn and(&mut self, other: &Self) {
        for i in 0..2 {
            self.villages[i] += other.villages[i];
            self.people[i] += other.people[i];
        }
    }
}

impl From<Lost> for Loss {
    fn from(lost: Lost) -> Self {
        let [villages, sole_villages] = lost.villages;
        let [people, sole_people] = lost.people.map(PersonSum::total);
        Self {
            villages,
            people,
            sole_villages,
            sole_people,
        }
    }
}
