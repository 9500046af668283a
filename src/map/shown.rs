//! What a standard puts on the map in the place of coverage: verdicts as marks and fills, links as lines.
//!
//! Made where the standard's answer is known (`session`); here it only becomes marks.

use crate::model::Status;
use crate::model::look::RuleFill;
use crate::model::standard::{Bilingual, Verdict};

/// The answer to one rule and the links of one kind, as the map shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The rule that colours the map.
    pub rule: Option<ShownRule>,
    /// The fill of each district, an index into `classes`; `None`: not known, hatched. Empty: coverage fills them.
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
