//! Where needs could be met (D9): people by the lowest level whose own facilities could serve them. A potential, never an attendance.

use super::measure::Measures;
use super::reach::{Judge, ReachRule, measured, units_with};
use super::world::World;
use crate::base::{Cancelled, PersonSum};
use crate::model::standard::{Containment, Home};
use crate::model::{Level, Truth};

/// The levels at which needs can be met, lowest first.
const LEVELS: [Level; 5] = [
    Level::Village,
    Level::Township,
    Level::County,
    Level::City,
    Level::Province,
];

/// The containment by a rule with `inside`: at each level, villages that the rule's facilities of their own unit serve, and those of no
/// lower one. Levels that the data have no unit of are left out.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn containment(
    world: &mut World<'_>,
    measures: &mut Measures,
    rule: &ReachRule<'_>,
    frame: &super::frame::Frame,
) -> Result<Containment, Cancelled> {
    let passing = world.passing(rule.facilities);
    let count = frame.len();
    let mut met = vec![false; count];
    let mut levels = Vec::new();
    let lives = |position: usize, world: &World<'_>| {
        world.request.dataset.villages[frame.number(position) as usize].people()
    };
    for level in LEVELS {
        let units = &world.request.register.units;
        if level != Level::Village && units.of_level(level).next().is_none() {
            continue;
        }
        let serves: Box<dyn Fn(usize) -> bool> = if rule.within.is_none() {
            let placed = world.placed(level, Home::Register);
            let here = units_with(world, level, &passing, &placed);
            let units = world.units_of_villages(level);
            Box::new(move |position| {
                let unit = units[frame.number(position) as usize];
                let sure = here.get(unit as usize).map_or(0, |(sure, _)| *sure);
                sure as usize >= rule.k
            })
        } else {
            // Only those that surely serve are measured: nobody's need is met by a facility that may.
            let sure: Vec<Truth> = passing
                .iter()
                .map(|p| {
                    if *p == Truth::Yes {
                        Truth::Yes
                    } else {
                        Truth::No
                    }
                })
                .collect();
            let near = measured(world, measures, &sure, rule.k + 1, Some(level))?;
            let slots = world.request.demand.origins.slots();
            let judge = Judge {
                world,
                near: &near,
                k: rule.k,
                limit: rule.within.map_or(f64::INFINITY, |w| w.0),
                tolerance: rule.tolerance.0,
            };
            let served: Vec<bool> = (0..count)
                .map(|position| {
                    let slot = slots[frame.number(position) as usize] as usize;
                    let row = near.sure.row(slot);
                    judge.within(slot, row) as usize >= rule.k
                })
                .collect();
            Box::new(move |position| served[position])
        };
        let (mut villages, mut people) = (0, PersonSum::default());
        for (position, met) in met.iter_mut().enumerate() {
            if !*met && serves(position) {
                *met = true;
                villages += 1;
                people += lives(position, world);
            }
        }
        levels.push((Some(level), villages, people.total()));
    }
    let (mut villages, mut people) = (0, PersonSum::default());
    for (position, _) in met.iter().enumerate().filter(|(_, met)| !**met) {
        villages += 1;
        people += lives(position, world);
    }
    levels.push((None, villages, people.total()));
    Ok(Containment { levels })
}
