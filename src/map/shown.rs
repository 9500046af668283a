//! What a standard puts on the map in the place of coverage: verdicts as marks and fills, links as lines.
//!
//! Made where the standard's answer is known (`session`); here it only becomes marks.

use rayon::prelude::*;

use crate::model::look::RuleFill;
use crate::model::standard::{Bilingual, Verdict};
use crate::model::{Changed, Status};

/// The answer to one rule and the links of one kind, as the map shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The rule that colours the map.
    pub rule: Option<ShownRule>,
    /// The fill of each district, an index into `classes`; `None`: not known, hatched. Empty: a rule fills none; without one coverage does.
    pub districts: Vec<Option<u8>>,
    /// What the fills mean, worst first.
    pub classes: Vec<ShownClass>,
    /// Whether the classes are groups, none better than another: the territories of a network.
    pub groups: bool,
    /// How each facility stands; empty: as always.
    pub facilities: Vec<Option<Verdict>>,
    /// The links, drawn from the lower facility to its lead.
    pub links: Vec<ShownLink>,
    /// The kind of the links.
    pub kind: String,
}

/// A rule on the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownRule {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What fills the districts.
    pub fill: RuleFill,
    /// How each village stands; empty where the rule is not about villages: then none stands out.
    pub villages: Vec<Status>,
    /// How many of those that the rule is about pass.
    pub passing: u32,
    /// What the marks of facilities say.
    pub facilities: FacilitiesAre,
}

/// What a rule says of facilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FacilitiesAre {
    /// The rule is about them: they pass or fail.
    Judged,
    /// It asks how many of them satisfy something: each does or does not, and need not.
    Parted,
    /// Some of them count or serve.
    #[default]
    Counted,
}

/// A class of fills.
#[derive(Debug, Clone, PartialEq)]
pub enum ShownClass {
    /// Those of a verdict.
    Verdict(Verdict),
    /// A number or a share from `low` up to below `high`.
    Range {
        /// At least.
        low: f64,
        /// Below.
        high: f64,
        /// Whether it is a share, 0 to 1.
        share: bool,
    },
    /// The territory of a lead, by name.
    Group(String),
}

/// A link as a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShownLink {
    /// The lower facility, an index into `Coverage::facilities`.
    pub from: u32,
    /// Its lead.
    pub to: u32,
    /// Whether something is wrong with it: one of several leads, a part of a ring.
    pub wrong: bool,
}

impl Shown {
    /// Whether it takes the place of coverage in the fills of districts, be it with none.
    #[must_use]
    pub fn fills(&self) -> bool {
        self.rule.is_some() || !self.districts.is_empty()
    }

    /// How many villages the rule is not about, or does not ask: the quiet dots beside those that pass.
    #[must_use]
    pub fn not_asked(&self, covered: u32) -> u32 {
        let rule = self.rule.as_ref().filter(|r| !r.villages.is_empty());
        rule.map_or(0, |rule| covered.saturating_sub(rule.passing))
    }

    /// How many facilities stand so.
    #[must_use]
    pub fn facilities_with(&self, verdict: Verdict) -> u32 {
        let all = self.facilities.iter();
        all.filter(|v| **v == Some(verdict)).count() as u32
    }

    /// How a village stands; `None` where coverage says.
    #[must_use]
    pub fn status(&self, village: usize) -> Option<Status> {
        let rule = self.rule.as_ref()?;
        Some(
            rule.villages
                .get(village)
                .copied()
                .unwrap_or(Status::Covered),
        )
    }

    /// The villages and facilities that stand otherwise than in the picture `before`; `None`: so many that the marks had better be made anew.
    pub(super) fn differs(&self, before: &Self) -> Option<Changed> {
        let villages = match (&self.rule, &before.rule) {
            (None, None) => Vec::new(),
            (Some(now), Some(before)) if now.villages.len() == before.villages.len() => {
                differing(&now.villages, &before.villages)
            }
            _ => return None,
        };
        let facilities = match [self.facilities.is_empty(), before.facilities.is_empty()] {
            [true, true] => Vec::new(),
            [false, false] => differing(&self.facilities, &before.facilities),
            _ => return None,
        };
        let few = villages.len() * 2 <= self.rule.as_ref().map_or(0, |r| r.villages.len());
        few.then_some(Changed {
            villages,
            facilities,
            districts: Vec::new(),
        })
    }

    /// How many districts fall into each class, and how many into none.
    #[must_use]
    pub fn counts(&self) -> (Vec<u32>, u32) {
        let mut counts = vec![0; self.classes.len()];
        let mut none = 0;
        for class in &self.districts {
            match class.and_then(|c| counts.get_mut(usize::from(c))) {
                Some(count) => *count += 1,
                None => none += 1,
            }
        }
        (counts, none)
    }
}

/// The positions at which two lists differ, the end of the longer one included.
fn differing<T: PartialEq + Sync>(a: &[T], b: &[T]) -> Vec<u32> {
    let common = a.len().min(b.len()) as u32;
    let longer = a.len().max(b.len()) as u32;
    let other = (0..common).into_par_iter().with_min_len(16_384);
    let mut all: Vec<u32> = other.filter(|i| a[*i as usize] != b[*i as usize]).collect();
    all.extend(common..longer);
    all
}
