//! What a check answers: a verdict with the numbers behind it for every subject, rolled up the tree.

use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{Bilingual, Standard};
use crate::base::{Metres, Persons};
use crate::model::answers::NONE;
use crate::model::register::{Level, Percentage, Subject};

/// How a subject stands with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It does.
    Pass,
    /// It need not.
    Exempt,
    /// It depends on what lies within the tolerance.
    Borderline,
    /// The data do not say.
    Unknown,
    /// It does not.
    Fail,
}

impl Verdict {
    /// All, best first.
    pub const ALL: [Self; 5] = [
        Self::Pass,
        Self::Exempt,
        Self::Borderline,
        Self::Unknown,
        Self::Fail,
    ];

    /// The word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Exempt => "exempt",
            Self::Borderline => "borderline",
            Self::Unknown => "unknown",
            Self::Fail => "fail",
        }
    }
}

/// What decided, beyond the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The numbers.
    Numbers,
    /// Numbers of which some are not known, but what is known decides; or not, if the verdict is unknown.
    SomeUnknown,
    /// It has no usable location.
    NoLocation,
    /// No facility at all could serve it.
    NoFacility,
    /// The first facility is within reach, but no second one (D9).
    NoReferral,
    /// It lies in no unit of the level.
    NoUnit,
    /// Its attribute is missing.
    NoValue,
    /// How many people live there is not known.
    NoPopulation,
    /// There is nothing to take a share of.
    NothingToCount,
    /// Whether it is a subject of the rule or exempt is not known.
    UnknownScope,
    /// It is exempt, by the exemption of this position.
    Exempt(u8),
    /// It has no link.
    NotLinked,
    /// It has more links than allowed.
    TwoLeads,
    /// Its links lead round in a ring.
    Ring,
    /// More steps to the top than allowed.
    TooDeep,
    /// Nothing is reported of it.
    NotReported,
    /// The reported figure cannot be, see [`AuditProblem`]: an index into [`StandardAnswer::audit`] is in [`Finding::other`].
    Impossible,
    /// The reported figure differs from the computed one.
    Disagrees,
    /// The figure is possible and agrees, but misses its target.
    MissesTarget,
    /// The part of this position of a composed rule decided.
    Part(u8),
}

impl Reason {
    /// The word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::SomeUnknown => "some_unknown",
            Self::NoLocation => "no_location",
            Self::NoFacility => "no_facility",
            Self::NoReferral => "no_referral",
            Self::NoUnit => "no_unit",
            Self::NoValue => "no_value",
            Self::NoPopulation => "no_population",
            Self::NothingToCount => "nothing_to_count",
            Self::UnknownScope => "unknown_scope",
            Self::Exempt(_) => "exempt",
            Self::NotLinked => "not_linked",
            Self::TwoLeads => "two_leads",
            Self::Ring => "ring",
            Self::TooDeep => "too_deep",
            Self::NotReported => "not_reported",
            Self::Impossible => "impossible",
            Self::Disagrees => "disagrees",
            Self::MissesTarget => "misses_target",
            Self::Part(_) => "part",
        }
    }
}

/// The verdict for one subject with the numbers behind it. What a number means follows from the rule's kind:
///
/// | kind | `n` | `total` | `least`, `most` | `other` |
/// |---|---|---|---|---|
/// | within reach | distance in metres to the k-th nearest that serves | facilities within reach (up to k + 1) | –, radius in metres | that facility |
/// | … by `inside` alone | facilities in the unit | – | k, – | the unit |
/// | … with a referral | d1 + d2 in metres | d1 in metres | –, R1 + R2 | the second facility |
/// | exists per unit | facilities | – | bounds | the first of them |
/// | per population | facilities | people | needed, allowed | – |
/// | ratio | the ratio | the numerator | bounds | – |
/// | share | those that satisfy | those that count | bounds as counts are not made: a share, 0 to 1 | – |
/// | attribute minimum | the value | facilities summed | bounds | – |
/// | linked | links that count (with an upper bound: different other ends) | steps to the top, where a depth is asked | bounds | the facility at the other end of the first |
/// | reported agrees | reported | computed | bounds (target) | index of the audit note |
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// How it stands.
    pub verdict: Verdict,
    /// What decided.
    pub reason: Reason,
    /// See the table; [`NONE`] without.
    pub other: u32,
    /// How many of the things that were counted are not known.
    pub unknown: u32,
    /// See the table; NaN where nothing was measured.
    pub n: f64,
    /// See the table; NaN without.
    pub total: f64,
    /// The least that is allowed; NaN without.
    pub least: f64,
    /// The most that is allowed; NaN without.
    pub most: f64,
}

impl Finding {
    /// A verdict without numbers.
    #[must_use]
    pub fn bare(verdict: Verdict, reason: Reason) -> Self {
        Self {
            verdict,
            reason,
            other: NONE,
            unknown: 0,
            n: f64::NAN,
            total: f64::NAN,
            least: f64::NAN,
            most: f64::NAN,
        }
    }

    /// How far inside what is allowed the number lies, negative outside; `None` where nothing was measured or nothing bounds it.
    #[must_use]
    pub fn margin(&self) -> Option<f64> {
        let below = self.n - self.least;
        let above = self.most - self.n;
        match (below.is_nan(), above.is_nan()) {
            (true, true) => None,
            (false, true) => Some(below),
            (true, false) => Some(above),
            (false, false) => Some(below.min(above)),
        }
    }
}

/// Whom a rule is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subjects {
    /// Villages, indexes into `Dataset::villages`; findings stand in the same order. `None`: all of them, in order.
    Villages(Option<Arc<[u32]>>),
    /// Units, indexes into `Units::list`.
    Units(Arc<[u32]>),
    /// Facilities, indexes into the scenario's facilities.
    Facilities(Arc<[u32]>),
    /// The whole: one finding.
    Whole,
}

impl Subjects {
    /// The subject of a finding; `None` for the whole.
    #[must_use]
    pub fn get(&self, finding: usize) -> Option<Subject> {
        let number = u32::try_from(finding).unwrap_or(NONE);
        match self {
            Self::Villages(None) => Some(Subject::Village(number)),
            Self::Villages(Some(list)) => list.get(finding).copied().map(Subject::Village),
            Self::Units(list) => list.get(finding).copied().map(Subject::Unit),
            Self::Facilities(list) => list.get(finding).copied().map(Subject::Facility),
            Self::Whole => None,
        }
    }

    /// The finding of a subject. Lists are in rising order.
    #[must_use]
    pub fn position(&self, subject: Subject) -> Option<usize> {
        match (self, subject) {
            (Self::Villages(None), Subject::Village(v)) => Some(v as usize),
            (Self::Villages(Some(list)), Subject::Village(i))
            | (Self::Units(list), Subject::Unit(i))
            | (Self::Facilities(list), Subject::Facility(i)) => list.binary_search(&i).ok(),
            _ => None,
        }
    }
}

/// Findings counted: of the whole, or of a unit with all that lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Subjects by verdict, in the order of [`Verdict::ALL`].
    pub count: [u32; 5],
    /// The people concerned (of villages and units), in the same order.
    pub people: [Persons; 5],
    /// The verdict rolled up, by the rule's target; `None` where there is no subject.
    pub verdict: Option<Verdict>,
}

impl Tally {
    /// Subjects with this verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> u32 {
        self.count[verdict as usize]
    }

    /// Subjects of which something is asked: all but the exempt.
    #[must_use]
    pub fn asked(&self) -> u32 {
        self.count.iter().sum::<u32>() - self.of(Verdict::Exempt)
    }

    /// All subjects.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.count.iter().sum()
    }
}

/// The answer to one rule.
#[derive(Debug, Clone)]
pub struct RuleAnswer {
    /// Whom it is about.
    pub subjects: Subjects,
    /// A finding per subject.
    pub findings: Arc<Vec<Finding>>,
    /// All of them.
    pub whole: Tally,
    /// By unit, parallel to `Units::list`.
    pub units: Arc<[Tally]>,
    /// How each facility stands where the rule is not about facilities, parallel to them: `Pass` for one that serves, counts or satisfies what a
    /// share asks, `Fail` for one that counts and does not satisfy, `None` for one that the rule does not look at. Empty where that says nothing.
    pub facilities: Arc<[Option<Verdict>]>,
    /// Fields that the rule names and no data have, so that all it asks of them is unknown: field, and the nearest name there is.
    pub missing: Vec<(String, Option<String>)>,
}

/// What is wrong in a network of links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkFault {
    /// A facility that should be linked and is not.
    Orphan(u32),
    /// A facility with several leads.
    DoubleLead(u32, Vec<u32>),
    /// Facilities whose links lead round, in the order of the ring.
    Ring(Vec<u32>),
}

/// The facilities as links of a kind connect them.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// The kind of link.
    pub kind: Arc<str>,
    /// The links that hold on the day: lower facility, its lead.
    pub edges: Vec<(u32, u32)>,
    /// The lead at the top of each facility (itself for a top), parallel to the facilities; [`NONE`] for what is not in the network.
    pub root: Vec<u32>,
    /// The steps to the top.
    pub depth: Vec<u8>,
    /// What is wrong.
    pub faults: Vec<NetworkFault>,
    /// The consortia behind the edges, for the kinds `member-of` and `leads`; without any for other kinds.
    pub consortia: Vec<Consortium>,
}

/// A consortium with its lead hospital.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consortium {
    /// The unit, an index into `Units::list`.
    pub unit: u32,
    /// The facilities that lead it, in rising order; one where all is well.
    pub leads: Vec<u32>,
    /// The facilities that are members, in rising order, its leads left out.
    pub members: Vec<u32>,
}

/// What would be uncovered if a facility closed, by a rule of reach.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Loss {
    /// Villages for which it is the nearest of those that serve.
    pub villages: u32,
    /// … with these people: its load (D4).
    pub people: Persons,
    /// Villages that have no other facility within reach.
    pub sole_villages: u32,
    /// … with these people.
    pub sole_people: Persons,
}

/// Where needs could be met (D9): people by the lowest level whose own facilities could serve them. It is a potential, never an attendance.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Containment {
    /// The level, lowest first; `None`: nowhere in the data.
    pub levels: Vec<(Option<Level>, u32, Persons)>,
}

/// What is wrong with a reported figure.
#[derive(Debug, Clone, PartialEq)]
pub enum AuditProblem {
    /// No whole total gives this percentage by rounding. `truncated`: the totals that give it cut off.
    NoTotalFits {
        /// The count.
        n: f64,
        /// The percentage.
        share: Percentage,
        /// Totals that fit when the rest is cut off.
        truncated: Vec<u32>,
    },
    /// Not a mistake, but worth knowing: the only totals that give the percentage.
    TotalsThatFit {
        /// The count.
        n: f64,
        /// The percentage.
        share: Percentage,
        /// They.
        totals: Vec<u32>,
    },
    /// A percentage of a known total: the counts that give it.
    CountsThatFit {
        /// The total.
        total: f64,
        /// The percentage.
        share: Percentage,
        /// They; none: the percentage is impossible.
        counts: Vec<u32>,
        /// Counts that fit when the rest is cut off, where none fits by rounding.
        truncated: Vec<u32>,
    },
    /// Count, total and percentage do not belong together.
    Contradiction {
        /// The count.
        n: f64,
        /// The total.
        total: f64,
        /// The percentage that was reported.
        share: Percentage,
        /// What they come to, in per cent.
        really: f64,
    },
    /// Count and total come to the percentage only where the rest is cut off instead of rounded.
    CutOff {
        /// The count.
        n: f64,
        /// The total.
        total: f64,
        /// The percentage that was reported.
        share: Percentage,
        /// What they come to, in per cent.
        really: f64,
    },
    /// Its total is not the number of those that it says it is a part of.
    TotalsDiffer {
        /// The total that stands beside it.
        total: f64,
        /// How many there are.
        of: f64,
    },
    /// More than all.
    MoreThanAll {
        /// The count.
        n: f64,
        /// The total.
        total: f64,
    },
    /// One for each, but there are fewer than those.
    NotOneEach {
        /// The count.
        n: f64,
        /// How many there are.
        of: f64,
    },
    /// A total at least as great as the number of those that should have one each: it proves nothing of each.
    ProvesNothing {
        /// The count.
        n: f64,
        /// How many there are.
        of: f64,
    },
    /// The parts do not add up to the whole.
    PartsDisagree {
        /// The sum of the parts.
        parts: f64,
        /// The whole.
        whole: f64,
        /// How many parts report.
        count: u32,
    },
    /// A count that is no whole number, or less than nothing.
    NoCount {
        /// It.
        n: f64,
    },
}

impl AuditProblem {
    /// The word in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::NoTotalFits { .. } => "no_total_fits",
            Self::TotalsThatFit { .. } => "totals_that_fit",
            Self::CountsThatFit { .. } => "counts_that_fit",
            Self::Contradiction { .. } => "contradiction",
            Self::CutOff { .. } => "cut_off",
            Self::TotalsDiffer { .. } => "totals_differ",
            Self::MoreThanAll { .. } => "more_than_all",
            Self::NotOneEach { .. } => "not_one_each",
            Self::ProvesNothing { .. } => "proves_nothing",
            Self::PartsDisagree { .. } => "parts_disagree",
            Self::NoCount { .. } => "no_count",
        }
    }

    /// Whether it is a mistake, or only worth knowing.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        match self {
            Self::TotalsThatFit { .. } | Self::ProvesNothing { .. } => false,
            Self::CountsThatFit { counts, .. } => counts.is_empty(),
            _ => true,
        }
    }
}

/// Something found in reported figures.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditNote {
    /// The figure's key.
    pub key: Arc<str>,
    /// Its name, where the standard gives one.
    pub name: Option<Bilingual>,
    /// Whose it is; `None`: of the whole, or the document's.
    pub of: Option<Subject>,
    /// Who it is in words, for lists.
    pub whose: EcoString,
    /// Where it stands: its position in `Register::indicators`, or `None` for a figure of the standard's document.
    pub indicator: Option<u32>,
    /// What was found.
    pub problem: AuditProblem,
}

/// The answer to a standard.
#[derive(Debug, Clone)]
pub struct StandardAnswer {
    /// The standard as it was asked, with turned parameters.
    pub standard: Arc<Standard>,
    /// An answer per rule.
    pub rules: Vec<Arc<RuleAnswer>>,
    /// The networks of the kinds of links that its rules name, and of consortia.
    pub networks: Vec<Arc<Network>>,
    /// What was found in reported figures.
    pub audit: Arc<[AuditNote]>,
    /// For each rule of reach (its index) what closing each facility would uncover, parallel to the facilities.
    pub losses: Vec<(usize, Arc<[Loss]>)>,
    /// For each rule with an assigned referral (its index) by how many metres the assigned chain of each village is longer than the best
    /// free one (D9), parallel to the rule's findings; NaN where either leads nowhere within the radii.
    pub excess: Vec<(usize, Arc<[f64]>)>,
    /// For each rule of reach with `inside` (its index) where needs could be met.
    pub containment: Vec<(usize, Containment)>,
    /// The distance that villages were asked with, for lists: the radius of each rule of reach.
    pub radii: Vec<Option<Metres>>,
}
