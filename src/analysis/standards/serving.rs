//! How each facility stands in a rule that is not about facilities: who serves or counts, and of a share who satisfies it.

use std::sync::Arc;

use super::fields::About;
use super::world::World;
use crate::model::standard::{Check, Computed};
use crate::model::{Expression, RuleAnswer, Truth, Verdict};

/// How each facility stands, parallel to the facilities: `Pass` for one that serves, counts or satisfies, `Fail` for one that counts and does
/// not satisfy, `Unknown` where the data do not say, `None` for one that the rule does not look at. Empty where that says nothing: rules that
/// are about facilities, whose findings say it, and figures that nothing is counted for.
pub(super) fn serving(
    world: &mut World<'_>,
    check: &Check,
    parts: &[Arc<RuleAnswer>],
) -> Arc<[Option<Verdict>]> {
    match check {
        Check::WithinReach {
            facilities, then, ..
        } => {
            let first = counting(world, facilities.as_ref());
            match then {
                None => first,
                Some(then) => {
                    let second = counting(world, then.facilities.as_ref());
                    either(&[&first, &second])
                }
            }
        }
        Check::ExistsPerUnit { facilities, .. }
        | Check::PerPopulation { facilities, .. }
        | Check::Ratio { facilities, .. }
        | Check::AttributeMinimum {
            facilities,
            level: Some(_),
            ..
        }
        | Check::Linked {
            facilities,
            level: Some(_),
            ..
        } => counting(world, facilities.as_ref()),
        Check::Share {
            facilities,
            condition,
            ..
        } => satisfying(world, facilities.as_ref(), condition),
        Check::ReportedAgrees { computed, .. } => match computed {
            Some(Computed::Count(condition)) => counting(world, Some(condition)),
            Some(Computed::Sum { facilities, .. }) => counting(world, facilities.as_ref()),
            Some(Computed::Share {
                condition,
                facilities,
            }) => satisfying(world, facilities.as_ref(), condition),
            Some(Computed::Units(_) | Computed::Population) | None => Arc::new([]),
        },
        Check::AnyOf(_) | Check::AllOf(_) => {
            let all: Vec<_> = parts.iter().map(|p| &*p.facilities).collect();
            either(&all)
        }
        Check::Linked { level: None, .. } | Check::AttributeMinimum { level: None, .. } => {
            Arc::new([])
        }
    }
}

/// Those that count.
fn counting(world: &mut World<'_>, condition: Option<&Expression>) -> Arc<[Option<Verdict>]> {
    let counts = world.passing(condition);
    let verdict = |counts: &Truth| match counts {
        Truth::Yes => Some(Verdict::Pass),
        Truth::Unknown => Some(Verdict::Unknown),
        Truth::No => None,
    };
    counts.iter().map(verdict).collect()
}

/// Those that count, by whether they satisfy a condition.
fn satisfying(
    world: &mut World<'_>,
    counting: Option<&Expression>,
    condition: &Expression,
) -> Arc<[Option<Verdict>]> {
    let satisfies = world.truths(About::Facilities, condition);
    let counts = world.passing(counting);
    let verdict = |(counts, satisfies): (&Truth, &Truth)| match (counts, satisfies) {
        (Truth::No, _) => None,
        (Truth::Yes, Truth::Yes) => Some(Verdict::Pass),
        (Truth::Yes, Truth::No) => Some(Verdict::Fail),
        _ => Some(Verdict::Unknown),
    };
    counts.iter().zip(&*satisfies).map(verdict).collect()
}

/// Several together: the worst that is said of each.
fn either(all: &[&[Option<Verdict>]]) -> Arc<[Option<Verdict>]> {
    let count = all.iter().map(|one| one.len()).max().unwrap_or(0);
    let worst = |i: usize| {
        all.iter()
            .filter_map(|one| one.get(i).copied().flatten())
            .max()
    };
    (0..count).map(worst).collect()
}
