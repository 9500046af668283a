//! Where rules about links, reported figures and referrals are answered: the seam to the networks.

use std::sync::Arc;

use super::fields::About;
use super::frame::{Frame, Standing, Target, frame};
use super::linked::LinkQuestion;
use super::network::{Linking, THROUGH_UNITS, Wanted, goes_down};
use super::referral::{ReferralQuestion, Referrals};
use super::tally::Drawn;
use super::world::World;
use crate::base::{Cancelled, Metres};
use crate::model::standard::{Check, Home, Network, Referral, Subjects};
use crate::model::{Finding, Level, Rule, Standard, Truth};

/// The first level of a referral: who may serve a village first, and how far.
#[derive(Clone, Copy)]
pub(super) struct FirstLevel<'a> {
    /// Whether each facility of the scenario counts and passes.
    pub facilities: &'a [Truth],
    /// How far from the village.
    pub within: Option<Metres>,
    /// How near the edge is borderline.
    pub tolerance: Metres,
    /// By how many different ones a chain must lead.
    pub k: u32,
    /// Only facilities of the village's own unit of this level.
    pub inside: Option<Level>,
}

/// The links as the check in hand sees them.
fn linking<'a>(world: &World<'a>, open: &'a [Truth]) -> Linking<'a> {
    Linking {
        register: world.request.register,
        facilities: world.request.facilities,
        open,
        as_of: world.request.as_of,
    }
}

/// Judges the villages of a frame by a referral (D9): a finding each, settled by its standing, and for an assigned one by how much it is
/// longer than the best free one.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn refer(
    world: &mut World<'_>,
    frame: &Frame,
    first: FirstLevel<'_>,
    referral: &Referral,
) -> Result<(Vec<Finding>, Option<Vec<f64>>), Cancelled> {
    world.check()?;
    let second = world.passing(referral.facilities.as_ref());
    let open = world.open();
    let request = world.request;
    let edges = referral.assigned.as_ref().map(|kind| {
        Linking {
            register: request.register,
            facilities: request.facilities,
            open: &open,
            as_of: request.as_of,
        }
        .edges(kind)
    });
    let placed = first
        .inside
        .map(|level| world.placed(level, Home::Register));
    let units = first.inside.map(|level| world.units_of_villages(level));
    let unit = |village: u32| match &units {
        None => crate::model::answers::NONE,
        Some(units) => units[village as usize],
    };
    let asked = ReferralQuestion {
        facilities: request.facilities,
        first: first.facilities,
        second: &second,
        within: first.within,
        onward: referral.within,
        tolerance: first.tolerance,
        k: first.k,
        assigned: edges.as_deref(),
        inside: placed.as_deref(),
    };
    let villages: Vec<u32> = (0..frame.len()).map(|i| frame.number(i)).collect();
    let (demand, progress) = (request.demand, world.progress);
    let referrals = Referrals::new(&asked);
    let mut findings = referrals.findings(&villages, unit, demand, progress)?;
    for (finding, standing) in findings.iter_mut().zip(&frame.standing) {
        *finding = standing.settle(*finding);
    }
    let excess = if asked.assigned.is_some() {
        let free = Referrals::new(&ReferralQuestion {
            assigned: None,
            ..asked
        });
        Some(referrals.excesses(&free, &villages, unit, demand, progress)?)
    } else {
        None
    };
    Ok((findings, excess))
}

/// Whom a rule of kind 7 is about.
fn target(check: &Check) -> Target {
    match check {
        Check::Linked {
            level: Some(level), ..
        } => Target::units(*level, None),
        Check::Linked { facilities, .. } => Target::Facilities(facilities.clone()),
        _ => Target::Whole,
    }
}

/// Kind 7.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn linked(world: &mut World<'_>, rule: &Rule) -> Result<Drawn, Cancelled> {
    world.check()?;
    let frame = frame(world, target(&rule.check), &rule.exempt);
    let Check::Linked {
        link,
        incoming,
        links,
        to,
        count,
        depth,
        ..
    } = &rule.check
    else {
        return Ok(Drawn::new(&frame, Vec::new()));
    };
    let links = links.as_ref().map(|c| world.truths(About::Links, c));
    let to = to.as_ref().map(|c| world.passing(Some(c)));
    let open = world.open();
    let question = LinkQuestion {
        kind: link,
        incoming: *incoming,
        links: links.as_deref(),
        to: to.as_deref(),
        count: *count,
        depth: *depth,
    };
    let subjects = (0..frame.len()).filter_map(|i| frame.subjects.get(i));
    let mut findings = linking(world, &open).linked(&question, subjects);
    for (finding, standing) in findings.iter_mut().zip(&frame.standing) {
        *finding = standing.settle(*finding);
    }
    Ok(Drawn::new(&frame, findings))
}

/// The networks of the kinds of links that rules name, in their order, and of consortia where there are any.
pub(super) fn networks(world: &mut World<'_>, standard: &Standard) -> Vec<Arc<Network>> {
    let mut kinds: Vec<(String, Wanted)> = Vec::new();
    for rule in &standard.rules {
        match &rule.check {
            Check::Linked {
                link,
                incoming,
                count,
                ..
            } => {
                let frame = frame(world, target(&rule.check), &rule.exempt);
                let wanted = of_kind(&mut kinds, link);
                // Asked is the lower end of a link that goes up from it, or down to it.
                let lower = goes_down(link) == *incoming;
                wanted.single |= lower && count.most.is_some_and(|most| most < 2.0);
                let Subjects::Facilities(list) = &frame.subjects else {
                    continue;
                };
                if count.least.is_some_and(|least| least < 1.0) {
                    continue;
                }
                let asked = list.iter().zip(&frame.standing);
                let asked = asked.filter(|(_, standing)| **standing == Standing::Asked);
                let asked = asked.map(|(f, _)| *f);
                if lower {
                    wanted.leads.extend(asked);
                } else {
                    wanted.followers.extend(asked);
                }
            }
            Check::WithinReach {
                then:
                    Some(Referral {
                        assigned: Some(kind),
                        ..
                    }),
                ..
            } => {
                of_kind(&mut kinds, kind);
            }
            _ => {}
        }
    }
    let register = world.request.register;
    let mut units = register.units.list.iter();
    let mut links = register.links.iter();
    if !kinds
        .iter()
        .any(|(kind, _)| THROUGH_UNITS.contains(&&**kind))
        && (units.any(|u| u.level == Level::Consortium)
            || links.any(|l| THROUGH_UNITS.contains(&&*l.kind)))
    {
        of_kind(&mut kinds, THROUGH_UNITS[0]);
    }
    let open = world.open();
    let linking = linking(world, &open);
    kinds
        .iter()
        .map(|(kind, wanted)| Arc::new(linking.network(kind, wanted)))
        .collect()
}

/// What is wanted of a kind; new kinds come last.
fn of_kind<'a>(kinds: &'a mut Vec<(String, Wanted)>, kind: &str) -> &'a mut Wanted {
    let at = kinds.iter().position(|(k, _)| k == kind);
    let at = at.unwrap_or_else(|| {
        kinds.push((kind.to_owned(), Wanted::default()));
        kinds.len() - 1
    });
    &mut kinds[at].1
}

#[cfg(test)]
mod tests;
