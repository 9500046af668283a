//! A standard: a named, dated, cited list of rules that a health authority is held to, kept as a file that people read and edit.
//!
//! Plain data. `io::standard` reads it from TOML, `analysis::standards` checks it, `i18n` puts its verdicts into words.

mod context;
#[cfg(test)]
pub mod example;
mod finding;

pub use context::StandardContext;
pub use finding::{
    AuditNote, AuditProblem, Consortium, Containment, Finding, Loss, Network, NetworkFault, Reason,
    RuleAnswer, StandardAnswer, Subjects, Tally, Verdict,
};

use std::sync::Arc;

use super::expression::Expression;
use super::register::{Indicator, Level};
use crate::base::{Date, Metres};

/// A text in both languages; the other one stands in for a missing one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// Where a standard is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The document's title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as far as it is known: a year, a month or a day, as ISO 8601 writes it.
    pub date: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A number of the standard that can be turned: `within = "$clinic_reach"` names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Bilingual,
    /// Its value in the file's words: `2km`, `3000`, `82%`.
    pub value: String,
    /// What it is measured in.
    pub quantity: Quantity,
    /// Bounds of a slider in the base unit (metres, persons, a share as a fraction); `None`: from a tenth to ten times the value.
    pub bounds: Option<(f64, f64)>,
}

/// What a number of a standard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A distance, metres.
    Distance,
    /// A share, 0 to 1.
    Share,
    /// A bare number: persons, facilities, doctors.
    Number,
}

/// A named, dated, cited list of rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standard {
    /// Its key: `lianyungang`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What it is about, in a sentence or two.
    pub about: Bilingual,
    /// Where it is from.
    pub citations: Vec<Citation>,
    /// The day as of which it is asked, unless the user names another.
    pub as_of: Option<Date>,
    /// The units that it is about; `None`: all.
    pub scope: Option<Expression>,
    /// The programmes that its rules belong to, if it has several: key and name.
    pub programmes: Vec<(String, Bilingual)>,
    /// What can be turned.
    pub parameters: Vec<Parameter>,
    /// How far facilities serve by tier, for the map beside it: tier word and radius; empty: the planner's own reach.
    pub reach: Vec<(String, Metres)>,
    /// The rules, in the file's order.
    pub rules: Vec<Rule>,
    /// Figures that the document itself reports; they are audited without help.
    pub reported: Vec<ReportedFigure>,
}

/// A figure that the standard's document itself reports.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedFigure {
    /// Its name.
    pub name: Bilingual,
    /// The figure.
    pub figure: Indicator,
    /// Whether it is claimed of each one of those that it counts: "each county has one".
    pub each: bool,
    /// The figure that this is a part of, by key: its N is that one's n.
    pub part_of: Option<Arc<str>>,
    /// The line in the file.
    pub line: u32,
}

/// One rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its key: `clinic-in-reach`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What it says, beyond what its verdicts say.
    pub note: Bilingual,
    /// The programme that it belongs to, an index into [`Standard::programmes`].
    pub programme: Option<usize>,
    /// The rows of `docs/programmes.md` that it answers.
    pub rows: Vec<u32>,
    /// Whether it is only a part of another rule and not counted by itself.
    pub part: bool,
    /// The share of its subjects that must pass where it is rolled up (0 to 1); 1: all.
    pub target: f64,
    /// Until when.
    pub deadline: Option<Date>,
    /// Who need not pass.
    pub exempt: Vec<Exemption>,
    /// What is checked.
    pub check: Check,
    /// The line in the file.
    pub line: u32,
}

/// Subjects that need not pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemption {
    /// Those whose attributes say so …
    pub of: Option<Expression>,
    /// … or in which a facility stands that passes this …
    pub hosts: Option<Expression>,
    /// … or that have a link of this kind (`serves`).
    pub linked: Option<String>,
    /// Why.
    pub reason: Bilingual,
}

/// Who has to be counted with whom: where a facility is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Home {
    /// By what its attributes say; where they say nothing by where it stands.
    #[default]
    Register,
    /// By where it stands alone.
    Location,
}

/// The least and the most that is allowed; `None`: no bound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// At least.
    pub least: Option<f64>,
    /// At most.
    pub most: Option<f64>,
}

/// The rule kinds.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// Kind 1: every village within reach of facilities (D1, D3), or inside the same unit as one (containment, D9).
    WithinReach {
        /// Villages that it is about; `None`: all.
        villages: Option<Expression>,
        /// Facilities that serve; `None`: all.
        facilities: Option<Expression>,
        /// How far; `None` where only `inside` is asked.
        within: Option<Metres>,
        /// How near the edge is borderline.
        tolerance: Metres,
        /// How many must be within reach.
        k: u32,
        /// Only facilities of the village's own unit of this level serve.
        inside: Option<Level>,
        /// A second level that the first facility must lead to (D9).
        then: Option<Referral>,
    },
    /// Kind 2: at least so many matching facilities in each unit of a level.
    ExistsPerUnit {
        /// The level.
        level: Level,
        /// Units that it is about; `None`: all of the level.
        units: Option<Expression>,
        /// Facilities that count.
        facilities: Option<Expression>,
        /// How many (at least 1 where the file says nothing).
        count: Bounds,
        /// How facilities are at home.
        home: Home,
    },
    /// Kind 3: one facility per so many people, or a band (D11): at least ⌈P / `per`⌉; with `most_per`, at most max(1, ⌊P / `most_per`⌋).
    PerPopulation {
        /// The level.
        level: Level,
        /// Units that it is about.
        units: Option<Expression>,
        /// Facilities that count.
        facilities: Option<Expression>,
        /// One for so many people at the least: ⌈P / per⌉ are needed.
        per: f64,
        /// No more than one for so many people: ⌊P / `most_per`⌋, and one in any case, are allowed.
        most_per: Option<f64>,
        /// How facilities are at home.
        home: Home,
    },
    /// Kind 4: an attribute summed per so many residents against a target (D11).
    Ratio {
        /// The level.
        level: Level,
        /// Units that it is about.
        units: Option<Expression>,
        /// Facilities whose attribute counts.
        facilities: Option<Expression>,
        /// What is summed.
        sum: Expression,
        /// Per how many residents.
        per: f64,
        /// What is allowed.
        bounds: Bounds,
        /// How facilities are at home.
        home: Home,
    },
    /// Kind 5: at least a share of matching facilities satisfies a condition.
    Share {
        /// Per unit of this level; `None`: of the whole.
        level: Option<Level>,
        /// Units that it is about.
        units: Option<Expression>,
        /// Facilities that count.
        facilities: Option<Expression>,
        /// What they must satisfy.
        condition: Expression,
        /// What share (0 to 1) is allowed.
        bounds: Bounds,
    },
    /// Kind 6: each matching facility, or each unit of a level in sum, has at least so much of something.
    AttributeMinimum {
        /// Summed per unit of this level; `None`: each facility by itself.
        level: Option<Level>,
        /// Units that it is about.
        units: Option<Expression>,
        /// Facilities that count.
        facilities: Option<Expression>,
        /// What.
        value: Expression,
        /// What is allowed.
        bounds: Bounds,
    },
    /// Kind 7: each matching facility has a link of a kind.
    Linked {
        /// Facilities that must be linked.
        facilities: Option<Expression>,
        /// Units that must be linked instead of facilities, of this level; `None`: facilities.
        level: Option<Level>,
        /// The kind of link.
        link: String,
        /// Whether the link comes from the other to this one (`true`) or from this one to the other.
        incoming: bool,
        /// Links that count, by their own columns.
        links: Option<Expression>,
        /// Facilities that may stand at the other end.
        to: Option<Expression>,
        /// How many (at least 1 where the file says nothing); `most = 1`: a second one is a double lead.
        count: Bounds,
        /// Whether the links must make a forest: no rings, and no more steps to the top than this.
        depth: Option<u32>,
    },
    /// Kind 8: a reported figure agrees with what is computed, is arithmetically possible and meets its target.
    ReportedAgrees {
        /// The key of the figure.
        indicator: Arc<str>,
        /// Of each unit of this level; `None`: of whoever reports it.
        level: Option<Level>,
        /// What it should agree with, if it can be counted.
        computed: Option<Computed>,
        /// How far they may differ (in the figure's own unit).
        tolerance: f64,
        /// What the figure has to reach, unless its own row says another target.
        bounds: Bounds,
    },
    /// One of these rules passes, by their positions in [`Standard::rules`].
    AnyOf(Vec<usize>),
    /// All of these rules pass.
    AllOf(Vec<usize>),
}

/// The second level of a referral (D9): from the first facility to one that can do it.
#[derive(Debug, Clone, PartialEq)]
pub struct Referral {
    /// The facilities that can.
    pub facilities: Option<Expression>,
    /// How far from the first one.
    pub within: Metres,
    /// The kind of link that assigns the second to the first; `None`: free, the best chain.
    pub assigned: Option<String>,
}

/// What a reported figure is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Computed {
    /// How many facilities pass.
    Count(Expression),
    /// The sum of an attribute over the facilities that pass.
    Sum {
        /// Which facilities.
        facilities: Option<Expression>,
        /// What.
        value: Expression,
    },
    /// The share of the facilities passing the first that pass the second.
    Share {
        /// Of these.
        facilities: Option<Expression>,
        /// Those that satisfy this.
        condition: Expression,
    },
    /// How many units of a level there are.
    Units(Level),
    /// The people of the villages.
    Population,
}

impl Check {
    /// The kind's word in files.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WithinReach { .. } => "within-reach",
            Self::ExistsPerUnit { .. } => "exists-per-unit",
            Self::PerPopulation { .. } => "per-population",
            Self::Ratio { .. } => "ratio",
            Self::Share { .. } => "share",
            Self::AttributeMinimum { .. } => "attribute-minimum",
            Self::Linked { .. } => "linked",
            Self::ReportedAgrees { .. } => "reported-agrees",
            Self::AnyOf(_) => "any-of",
            Self::AllOf(_) => "all-of",
        }
    }
}

/// Which standard a project is held to: its file's text, and what of it is turned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandardChoice {
    /// The TOML text; the project carries it, so that it can be moved.
    pub text: Arc<str>,
    /// Where it came from: the key of a shipped one, or a path as the user gave it.
    pub origin: String,
    /// Parameters that are turned: key and value in the file's words.
    pub turned: Vec<(String, String)>,
    /// The day as of which is asked, if it is not the standard's own.
    pub as_of: Option<Date>,
}
