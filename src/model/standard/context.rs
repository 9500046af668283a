//! An answer with the data that it is about: who its numbers name.

use super::{Check, Finding, Rule, RuleAnswer, StandardAnswer, Subjects};
use crate::base::Persons;
use crate::model::answers::NONE;
use crate::model::register::{Level, Subject, Unit};
use crate::model::{Dataset, Paged, Register, ServingFacility, Village};

/// An answer with the data that it is about.
#[derive(Debug, Clone, Copy)]
pub struct StandardContext<'a> {
    /// The answer.
    pub answer: &'a StandardAnswer,
    /// The files.
    pub dataset: &'a Dataset,
    /// Units, links, reported figures.
    pub register: &'a Register,
    /// The facilities of the scenario that was asked about.
    pub facilities: &'a Paged<ServingFacility>,
}

impl<'a> StandardContext<'a> {
    /// A rule with its answer.
    #[must_use]
    pub fn rule(&self, rule: usize) -> Option<(&'a Rule, &'a RuleAnswer)> {
        let answer = self.answer.rules.get(rule)?;
        Some((self.answer.standard.rules.get(rule)?, answer))
    }

    /// The rules with their answers, in the standard's order.
    pub fn rules(&self) -> impl Iterator<Item = (usize, &'a Rule, &'a RuleAnswer)> + use<'a> {
        let rules = self.answer.standard.rules.iter().enumerate();
        rules
            .zip(&self.answer.rules)
            .map(|((i, rule), answer)| (i, rule, &**answer))
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, unit: u32) -> Option<&'a Unit> {
        self.register.units.list.get(unit as usize)
    }

    /// A village.
    #[must_use]
    pub fn village(&self, village: u32) -> Option<&'a Village> {
        self.dataset.villages.get(village as usize)
    }

    /// A facility.
    #[must_use]
    pub fn facility(&self, facility: u32) -> Option<&'a ServingFacility> {
        self.facilities.get(facility as usize)
    }

    /// The name of a subject; its code where it has none.
    #[must_use]
    pub fn name(&self, subject: Subject) -> &'a str {
        let name = match subject {
            Subject::Village(i) => self.village(i).map(|v| v.name.as_str()),
            Subject::Unit(i) => self.unit(i).map(|u| u.name.as_str()),
            Subject::Facility(i) => self.facility(i).map(|f| f.name.as_str()),
        };
        match name {
            Some(name) if !name.trim().is_empty() => name,
            _ => self.code(subject),
        }
    }

    /// The code or identifier of a subject.
    #[must_use]
    pub fn code(&self, subject: Subject) -> &'a str {
        match subject {
            Subject::Village(i) => self.village(i).map(|v| v.id.as_str()),
            Subject::Unit(i) => self.unit(i).map(|u| u.code.as_str()),
            Subject::Facility(i) => self.facility(i).map(|f| f.id.as_str()),
        }
        .unwrap_or_default()
    }

    /// The level of a subject; `None` for a facility.
    #[must_use]
    pub fn level(&self, subject: Subject) -> Option<Level> {
        match subject {
            Subject::Village(_) => Some(Level::Village),
            Subject::Unit(i) => self.unit(i).map(|u| u.level),
            Subject::Facility(_) => None,
        }
    }

    /// The unit that a subject lies in, the lowest that is known; a facility's is its home.
    #[must_use]
    pub fn parent(&self, subject: Subject) -> Option<u32> {
        let units = &self.register.units;
        match subject {
            Subject::Village(i) => units.of_village.get(i as usize).copied().flatten(),
            Subject::Unit(i) => self.unit(i)?.parent,
            Subject::Facility(i) => units.of_facility.get(i as usize).copied().flatten(),
        }
    }

    /// How many people live there, as far as it is known; nobody lives in a facility.
    #[must_use]
    pub fn people(&self, subject: Subject) -> Option<Persons> {
        match subject {
            Subject::Village(i) => self.village(i)?.population,
            Subject::Unit(i) => self.unit(i)?.population,
            Subject::Facility(_) => None,
        }
    }

    /// How far inside what is allowed a finding lies, negative outside, in the unit of the rule (a share as a fraction).
    #[must_use]
    pub fn margin(&self, rule: &Rule, finding: &Finding) -> Option<f64> {
        match &rule.check {
            Check::Share { .. } => Finding {
                n: finding.n / finding.total,
                ..*finding
            }
            .margin(),
            _ => finding.margin(),
        }
    }

    /// What the number of [`Finding::other`] names, by the rule's kind: a facility, a unit; `None` for a note of the audit or nothing.
    #[must_use]
    pub fn other(&self, rule: &Rule, finding: &Finding) -> Option<Subject> {
        let other = Some(finding.other).filter(|other| *other != NONE)?;
        match &rule.check {
            Check::WithinReach {
                within: None,
                inside: Some(_),
                ..
            } => Some(Subject::Unit(other)),
            Check::WithinReach { .. }
            | Check::ExistsPerUnit { .. }
            | Check::PerPopulation { .. }
            | Check::Linked { .. } => Some(Subject::Facility(other)),
            _ => None,
        }
    }
}

impl Subjects {
    /// The word in files for whom a rule is about; units by their level, `unit` where they are of several.
    #[must_use]
    pub fn word(&self, context: &StandardContext<'_>) -> &'static str {
        match self {
            Self::Villages(_) => Level::Village.name(),
            Self::Units(list) => {
                let mut levels = list.iter().filter_map(|u| Some(context.unit(*u)?.level));
                match levels.next() {
                    Some(level) if levels.all(|other| other == level) => level.name(),
                    _ => "unit",
                }
            }
            Self::Facilities(_) => "facility",
            Self::Whole => "whole",
        }
    }
}
