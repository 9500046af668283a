//! Checks a standard: for every rule and subject a verdict with the numbers behind it, rolled up the tree of units.
//!
//! What the data cannot answer is unknown, never passed in silence. Distances come from `travel`, as everywhere.

mod audit;
mod compose;
mod consortia;
mod containment;
mod count;
mod dates;
mod fields;
mod frame;
mod homes;
mod interval;
mod linked;
mod loss;
mod measure;
mod memo;
mod nets;
mod network;
mod percent;
mod ratio;
mod reach;
mod referral;
mod reported;
mod serving;
mod share;
mod tally;
#[cfg(test)]
mod tests;
mod ways;
mod world;
#[cfg(test)]
mod worlds;

pub use linked::LinkQuestion;
pub use network::Linking;
pub use referral::{ReferralQuestion, Referrals, Referred, excess};

use std::sync::Arc;

use compose::{Part, compose};
use count::{Band, CountRule};
use measure::Measures;
use reach::ReachRule;
use share::ShareRule;
use tally::{Drawn, tallies};
use world::{Kept, World};

use crate::analysis::demand::Demand;
use crate::analysis::locate::DistrictIndex;
use crate::base::{Cancelled, Date, Progress};
use crate::model::register::RecordTable;
use crate::model::standard::{
    AuditNote, Check, Containment, Exemption, Loss, RuleAnswer, Subjects,
};
use crate::model::{
    Dataset, Expression, Paged, Register, Rule, ServingFacility, Standard, StandardAnswer,
};

/// What a standard is checked against.
#[derive(Clone, Copy)]
pub struct CheckRequest<'a> {
    /// The files.
    pub dataset: &'a Dataset,
    /// Units, links, reported figures, joined attributes.
    pub register: &'a Register,
    /// The facilities of the scenario; closed ones do not count.
    pub facilities: &'a Paged<ServingFacility>,
    /// The villages in spatial order.
    pub demand: &'a Demand,
    /// The districts.
    pub index: &'a DistrictIndex,
    /// The day as of which is asked; `None`: everything holds.
    pub as_of: Option<Date>,
}

/// A check that is carried on: what was measured is kept, so that a turned parameter is only judged anew.
#[derive(Default)]
pub struct Checker {
    /// Of what the rest was made.
    ground: Option<Ground>,
    kept: Kept,
    measures: Measures,
    answers: Vec<Answered>,
}

/// What answers are made from, beside the standard.
struct Ground {
    /// Made once per dataset.
    slots: Arc<[u32]>,
    records: Vec<RecordTable>,
    facilities: Paged<ServingFacility>,
    as_of: Option<Date>,
}

/// A rule with its answer.
#[derive(Clone)]
struct Answered {
    /// What of the rule decides over its answer.
    check: Check,
    exempt: Vec<Exemption>,
    target: f64,
    scope: Option<Expression>,
    answer: Arc<RuleAnswer>,
    /// The answers that a composition was made of.
    parts: Vec<Arc<RuleAnswer>>,
    loss: Option<Arc<[Loss]>>,
    excess: Option<Arc<[f64]>>,
    containment: Option<Containment>,
}

impl Checker {
    /// Checks a standard. The answer equals that of a fresh checker.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it; the checker can be carried on.
    pub fn check(
        &mut self,
        standard: &Arc<Standard>,
        request: &CheckRequest<'_>,
        progress: &Progress,
    ) -> Result<StandardAnswer, Cancelled> {
        progress.check()?;
        self.renew(request);
        self.measures.begin();
        let mut world = World::new(request, standard.scope.as_ref(), &mut self.kept, progress);
        let audit = world.audit(standard);
        let networks = nets::networks(&mut world, standard);
        world.take_missing();
        let mut checking = Checking {
            world,
            measures: &mut self.measures,
            before: &self.answers,
            standard,
            audit: &audit,
            done: vec![None; standard.rules.len()],
        };
        for rule in 0..standard.rules.len() {
            checking.answer(rule, standard.rules.len())?;
        }
        let answers: Vec<Answered> = checking.done.into_iter().flatten().collect();
        let losses = answers.iter().enumerate();
        let losses = losses.filter_map(|(i, a)| Some((i, a.loss.clone()?)));
        let excess = answers.iter().enumerate();
        let excess = excess.filter_map(|(i, a)| Some((i, a.excess.clone()?)));
        let containment = answers.iter().enumerate();
        let containment = containment.filter_map(|(i, a)| Some((i, a.containment.clone()?)));
        let answer = StandardAnswer {
            standard: Arc::clone(standard),
            rules: answers.iter().map(|a| Arc::clone(&a.answer)).collect(),
            networks,
            audit,
            losses: losses.collect(),
            excess: excess.collect(),
            containment: containment.collect(),
            radii: standard.rules.iter().map(radius).collect(),
        };
        self.answers = answers;
        self.kept.sweep();
        self.measures.sweep();
        Ok(answer)
    }

    /// Forgets what was made of other data, other facilities or another day.
    fn renew(&mut self, request: &CheckRequest<'_>) {
        let slots = request.demand.origins.slots();
        let same_data = self.ground.as_ref().is_some_and(|ground| {
            Arc::ptr_eq(&ground.slots, slots) && ground.records == request.register.tables
        });
        let same = self.ground.as_ref().is_some_and(|ground| {
            same_data
                && ground.as_of == request.as_of
                && ground.facilities.differing(request.facilities).is_empty()
        });
        if same {
            return;
        }
        self.answers.clear();
        let kept = std::mem::take(&mut self.kept);
        if same_data {
            self.kept = kept.for_other_facilities();
        } else {
            self.measures = Measures::default();
        }
        self.ground = Some(Ground {
            slots: Arc::clone(slots),
            records: request.register.tables.clone(),
            facilities: request.facilities.clone(),
            as_of: request.as_of,
        });
    }
}

/// The radius of a rule of reach.
fn radius(rule: &Rule) -> Option<crate::base::Metres> {
    match rule.check {
        Check::WithinReach { within, .. } => within,
        _ => None,
    }
}

/// A standard in hand.
struct Checking<'a, 'w> {
    world: World<'w>,
    measures: &'a mut Measures,
    before: &'a [Answered],
    standard: &'a Standard,
    audit: &'a [AuditNote],
    done: Vec<Option<Answered>>,
}

impl Checking<'_, '_> {
    /// Answers a rule, its parts first. `depth`: how many rules may still stand in one another; a ring of compositions ends with nobody.
    fn answer(&mut self, position: usize, depth: usize) -> Result<(), Cancelled> {
        if self.done.get(position).is_none_or(Option::is_some) {
            return Ok(());
        }
        self.world.check()?;
        let rule = &self.standard.rules[position];
        let parts = match &rule.check {
            Check::AnyOf(parts) | Check::AllOf(parts) if depth > 0 => {
                for part in parts {
                    self.answer(*part, depth - 1)?;
                }
                let done = parts.iter().filter_map(|p| self.done.get(*p)?.as_ref());
                done.map(|d| (Arc::clone(&d.answer), d.target)).collect()
            }
            _ => Vec::new(),
        };
        let answered = match self.known(rule, &parts) {
            Some(known) => known.clone(),
            None => self.fresh(rule, parts)?,
        };
        if let Some(done) = self.done.get_mut(position)
            && done.is_none()
        {
            *done = Some(answered);
        }
        Ok(())
    }

    /// The answer of the last check, if nothing that decides over it is another.
    fn known(&self, rule: &Rule, parts: &[(Arc<RuleAnswer>, f64)]) -> Option<&Answered> {
        if matches!(rule.check, Check::ReportedAgrees { .. }) {
            return None;
        }
        self.before.iter().find(|b| {
            b.check == rule.check
                && b.exempt == rule.exempt
                && b.target.to_bits() == rule.target.to_bits()
                && b.scope.as_ref() == self.world.scope
                && b.parts.len() == parts.len()
                && b.parts
                    .iter()
                    .zip(parts)
                    .all(|(a, (b, _))| Arc::ptr_eq(a, b))
        })
    }

    fn fresh(
        &mut self,
        rule: &Rule,
        parts: Vec<(Arc<RuleAnswer>, f64)>,
    ) -> Result<Answered, Cancelled> {
        let mut loss = None;
        let mut excess = None;
        let mut containment = None;
        let drawn = match &rule.check {
            Check::WithinReach {
                villages,
                facilities,
                within,
                tolerance,
                k,
                inside,
                then,
            } => {
                let reach = ReachRule {
                    villages: villages.as_ref(),
                    facilities: facilities.as_ref(),
                    within: *within,
                    tolerance: *tolerance,
                    k: (*k).max(1) as usize,
                    inside: *inside,
                    then: then.as_ref(),
                    exempt: &rule.exempt,
                };
                let outcome = reach.check(&mut self.world, self.measures)?;
                loss = loss::losses(&self.world, &reach, &outcome).map(Into::into);
                excess = outcome.excess.clone().map(Into::into);
                if inside.is_some() {
                    let frame = &outcome.frame;
                    let found =
                        containment::containment(&mut self.world, self.measures, &reach, frame);
                    containment = Some(found?);
                }
                outcome.drawn
            }
            Check::AnyOf(_) | Check::AllOf(_) => {
                let any = matches!(rule.check, Check::AnyOf(_));
                let parts: Vec<Part> = parts
                    .iter()
                    .map(|(answer, target)| Part {
                        answer: Arc::clone(answer),
                        target: *target,
                    })
                    .collect();
                compose(&mut self.world, &parts, any, &rule.exempt)
            }
            Check::Linked { .. } => nets::linked(&mut self.world, rule)?,
            Check::ReportedAgrees { .. } => {
                reported::reported(&mut self.world, self.standard, rule, self.audit)?
            }
            _ => counted(&mut self.world, rule),
        };
        let (whole, units) = tallies(&mut self.world, &drawn, rule.target);
        let parts: Vec<_> = parts.into_iter().map(|(answer, _)| answer).collect();
        let facilities = serving::serving(&mut self.world, &rule.check, &parts);
        let Drawn { subjects, findings } = drawn;
        let mut missing = self.world.take_missing();
        for part in &parts {
            let new = part.missing.iter().filter(|m| !missing.contains(m));
            let new: Vec<_> = new.cloned().collect();
            missing.extend(new);
        }
        Ok(Answered {
            check: rule.check.clone(),
            exempt: rule.exempt.clone(),
            target: rule.target,
            scope: self.world.scope.cloned(),
            answer: Arc::new(RuleAnswer {
                subjects,
                findings: Arc::new(findings),
                whole,
                units,
                facilities,
                missing,
            }),
            parts,
            loss,
            excess,
            containment,
        })
    }
}

/// Kinds 2 to 6.
fn counted(world: &mut World<'_>, rule: &Rule) -> Drawn {
    use crate::model::standard::Home;
    let exempt = &rule.exempt;
    match &rule.check {
        Check::ExistsPerUnit {
            level,
            units,
            facilities,
            count,
            home,
        } => CountRule {
            level: *level,
            units: units.as_ref(),
            facilities: facilities.as_ref(),
            home: *home,
            exempt,
        }
        .exists(world, *count),
        Check::PerPopulation {
            level,
            units,
            facilities,
            per,
            most_per,
            home,
        } => CountRule {
            level: *level,
            units: units.as_ref(),
            facilities: facilities.as_ref(),
            home: *home,
            exempt,
        }
        .per_population(
            world,
            Band {
                per: *per,
                most_per: *most_per,
            },
        ),
        Check::Ratio {
            level,
            units,
            facilities,
            sum,
            per,
            bounds,
            home,
        } => {
            let rule = CountRule {
                level: *level,
                units: units.as_ref(),
                facilities: facilities.as_ref(),
                home: *home,
                exempt,
            };
            ratio::ratio(world, &rule, sum, *per, *bounds)
        }
        Check::Share {
            level,
            units,
            facilities,
            condition,
            bounds,
        } => ShareRule {
            level: *level,
            units: units.as_ref(),
            facilities: facilities.as_ref(),
            condition,
            bounds: *bounds,
            exempt,
        }
        .check(world),
        Check::AttributeMinimum {
            level,
            units,
            facilities,
            value,
            bounds,
        } => match level {
            None => ratio::each_minimum(world, facilities.as_ref(), value, *bounds, exempt),
            Some(level) => {
                let rule = CountRule {
                    level: *level,
                    units: units.as_ref(),
                    facilities: facilities.as_ref(),
                    home: Home::Register,
                    exempt,
                };
                ratio::sum_minimum(world, &rule, value, *bounds)
            }
        },
        // Answered elsewhere.
        _ => Drawn {
            subjects: Subjects::Units(Arc::new([])),
            findings: Vec::new(),
        },
    }
}
