//! What closing each facility would uncover, by a rule of reach: whom it is nearest to (D4) and who has no other.

use super::reach::{Judge, Outcome, ReachRule, is_asked};
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
    let mut losses = vec![Loss::default(); request.facilities.len()];
    let mut people = vec![[PersonSum::default(); 2]; losses.len()];
    let slots = request.demand.origins.slots();
    let frame = &outcome.frame;
    for (position, standing) in frame.standing.iter().enumerate() {
        let village = frame.number(position) as usize;
        let slot = slots[village] as usize;
        let row = near.sure.row(slot);
        let Some(first) = row.first().filter(|r| r.facility != NONE) else {
            continue;
        };
        let at = first.facility as usize;
        let lives = request.dataset.villages[village].people();
        losses[at].villages += 1;
        people[at][0] += lives;
        if is_asked(*standing) && judge.within(slot, row) == 1 {
            losses[at].sole_villages += 1;
            people[at][1] += lives;
        }
    }
    for (loss, people) in losses.iter_mut().zip(people) {
        [loss.people, loss.sole_people] = people.map(PersonSum::total);
    }
    Some(losses)
}
