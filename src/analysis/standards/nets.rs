//! Where rules about links, reported figures and referrals are answered: the seam to the networks.

use super::frame::{Frame, Target, frame};
use super::tally::Drawn;
use super::world::World;
use crate::base::{Cancelled, Metres};
use crate::model::standard::{AuditNote, Check, Network, Reason, Referral};
use crate::model::{Finding, Level, Rule, Standard, Truth, Verdict};
use std::sync::Arc;

/// The first level of a referral: who may serve a village first, and how far.
#[derive(Clone, Copy)]
pub(super) struct FirstLevel<'a> {
    /// Whether each facility of the scenario counts and passes.
    pub facilities: &'a [Truth],
    /// How far from the village.
    pub within: Option<Metres>,
    /// How near the edge is borderline.
    pub tolerance: Metres,
    /// Only facilities of the village's own unit of this level.
    pub inside: Option<Level>,
}

/// Judges the villages of a frame by a referral (D9): a finding each, settled by its standing.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn refer(
    world: &mut World<'_>,
    frame: &Frame,
    first: FirstLevel<'_>,
    referral: &Referral,
) -> Result<Vec<Finding>, Cancelled> {
    let _ = (first, referral);
    world.check()?;
    let unknown =
        |i: usize| frame.standing[i].settle(Finding::bare(Verdict::Unknown, Reason::NoReferral));
    Ok((0..frame.len()).map(unknown).collect())
}

/// Kind 7.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn linked(world: &mut World<'_>, rule: &Rule) -> Result<Drawn, Cancelled> {
    world.check()?;
    let target = match &rule.check {
        Check::Linked {
            level: Some(level), ..
        } => Target::Units(*level, None),
        Check::Linked { facilities, .. } => Target::Facilities(facilities.clone()),
        _ => Target::Whole,
    };
    let frame = frame(world, target, &rule.exempt);
    let unknown = vec![Finding::bare(Verdict::Unknown, Reason::NotLinked); frame.len()];
    Ok(Drawn::new(&frame, unknown))
}

/// Kind 8; `audit` are the notes of [`audit`].
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub(super) fn reported(
    world: &mut World<'_>,
    rule: &Rule,
    audit: &[AuditNote],
) -> Result<Drawn, Cancelled> {
    world.check()?;
    let _ = audit;
    let target = match &rule.check {
        Check::ReportedAgrees {
            level: Some(level), ..
        } => Target::Units(*level, None),
        _ => Target::Whole,
    };
    let frame = frame(world, target, &rule.exempt);
    let unknown = vec![Finding::bare(Verdict::Unknown, Reason::NotReported); frame.len()];
    Ok(Drawn::new(&frame, unknown))
}

/// What is found in reported figures.
pub(super) fn audit(world: &mut World<'_>, standard: &Standard) -> Vec<AuditNote> {
    let _ = (world, standard);
    Vec::new()
}

/// The networks of the kinds of links that rules name.
pub(super) fn networks(world: &mut World<'_>, standard: &Standard) -> Vec<Arc<Network>> {
    let _ = (world, standard);
    Vec::new()
}
