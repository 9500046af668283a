//! Rule kinds 4 and 6: an attribute summed per unit, by itself or per residents (D11), or held by each facility.

use super::count::{CountRule, People, people};
use super::frame::{Frame, Target, frame};
use super::interval::{Interval, Sum, bound};
use super::tally::Drawn;
use super::world::World;
use crate::model::standard::{Bounds, Exemption, Reason};
use crate::model::{Expression, Finding, Level, Truth, Verdict};
use std::sync::Arc;

/// Kind 4: the sum of an attribute per so many residents of each unit.
pub(super) fn ratio(
    world: &mut World<'_>,
    rule: &CountRule<'_>,
    sum: &Expression,
    per: f64,
    bounds: Bounds,
) -> Drawn {
    summed(world, rule, sum, |people, sum| {
        let all = sum.interval();
        let with = Finding {
            total: sum.known,
            unknown: sum.unknown,
            least: bound(bounds.least),
            most: bound(bounds.most),
            ..Finding::bare(Verdict::Unknown, Reason::NothingToCount)
        };
        match people {
            People::Known(people) if people > 0.0 => {
                let of = |n: f64| n * per / people;
                let interval = Interval {
                    low: of(all.low),
                    high: of(all.high),
                };
                Finding {
                    verdict: interval.verdict(bounds),
                    reason: reason(sum.unknown),
                    n: of(sum.known),
                    ..with
                }
            }
            // Nobody lives there: there is no ratio.
            People::Known(_) => with,
            People::AtLeast(people) if people > 0.0 => {
                let of = |n: f64| n * per / people;
                // However many people, a sum above nothing is spread arbitrarily thin, and never to nothing.
                let interval = Interval {
                    low: of(all.low).min(f64::MIN_POSITIVE),
                    high: of(all.high),
                };
                Finding {
                    verdict: interval.verdict(bounds),
                    reason: Reason::NoPopulation,
                    ..with
                }
            }
            // Perhaps nobody lives there.
            People::AtLeast(_) => Finding {
                reason: Reason::NoPopulation,
                ..with
            },
        }
    })
}

/// Kind 6 by unit: the sum of an attribute over the facilities of each.
pub(super) fn sum_minimum(
    world: &mut World<'_>,
    rule: &CountRule<'_>,
    value: &Expression,
    bounds: Bounds,
) -> Drawn {
    summed(world, rule, value, |_, sum| Finding {
        n: sum.known,
        total: f64::from(sum.members),
        unknown: sum.unknown,
        least: bound(bounds.least),
        most: bound(bounds.most),
        ..Finding::bare(sum.interval().verdict(bounds), reason(sum.unknown))
    })
}

/// Kind 6 by facility: each that passes has so much by itself.
pub(super) fn each_minimum(
    world: &mut World<'_>,
    facilities: Option<&Expression>,
    value: &Expression,
    bounds: Bounds,
    exempt: &[Exemption],
) -> Drawn {
    let frame: Arc<Frame> = frame(world, Target::Facilities(facilities.cloned()), exempt);
    let values = world.numbers(value);
    let findings = (0..frame.len()).map(|i| {
        let n = values[frame.number(i) as usize];
        let (verdict, reason, unknown) = if n.is_nan() {
            (Verdict::Unknown, Reason::NoValue, 1)
        } else {
            let interval = Interval { low: n, high: n };
            (interval.verdict(bounds), Reason::Numbers, 0)
        };
        frame.standing[i].settle(Finding {
            n,
            total: 1.0,
            unknown,
            least: bound(bounds.least),
            most: bound(bounds.most),
            ..Finding::bare(verdict, reason)
        })
    });
    let findings = findings.collect();
    Drawn::new(&frame, findings)
}

fn reason(unknown: u32) -> Reason {
    if unknown > 0 {
        Reason::SomeUnknown
    } else {
        Reason::Numbers
    }
}

/// Sums an attribute by unit and judges each. Sums run in the order of the facilities.
fn summed(
    world: &mut World<'_>,
    rule: &CountRule<'_>,
    value: &Expression,
    finding: impl Fn(People, Sum) -> Finding,
) -> Drawn {
    let frame = frame(world, Target::units(rule.level, rule.units), rule.exempt);
    let passing = world.passing(rule.facilities);
    let placed = world.placed(rule.level, rule.home);
    let values = world.numbers(value);
    let spaces = match rule.level {
        Level::Village => world.request.dataset.villages.len(),
        _ => world.request.register.units.list.len(),
    };
    let mut sums = vec![Sum::default(); spaces];
    for ((passes, unit), value) in passing.iter().zip(&*placed).zip(&*values) {
        let Some(sum) = sums.get_mut(*unit as usize) else {
            continue;
        };
        match passes {
            Truth::Yes => sum.add(*value),
            Truth::Unknown => sum.add_doubtful(*value),
            Truth::No => {}
        }
    }
    let findings = (0..frame.len())
        .map(|i| {
            let sum = sums[frame.number(i) as usize];
            frame.standing[i].settle(finding(people(world, &frame, i), sum))
        })
        .collect();
    Drawn::new(&frame, findings)
}
