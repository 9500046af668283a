//! Rule kind 7: who must be linked with whom, how often, and without rings or long ways.
//!
//! A row of links that did not join is no link. One of which a condition is unknown leaves the verdict unknown where it would decide.

use hashbrown::HashMap;

use super::network::{Linking, up};
use super::ways::Ways;
use crate::model::answers::NONE;
use crate::model::expression::Truth;
use crate::model::register::Subject;
use crate::model::standard::{Bounds, Finding, Reason, Verdict};

/// What is asked of links.
pub struct LinkQuestion<'a> {
    /// The kind of link.
    pub kind: &'a str,
    /// Whether links to the subject count, else those from it.
    pub incoming: bool,
    /// Whether each link of the register counts by its own columns; `None`: all do.
    pub links: Option<&'a [Truth]>,
    /// Which facilities may stand at the other end; `None`: anybody. Of a consortium its leads are asked.
    pub to: Option<&'a [Truth]>,
    /// How many are wanted. With an upper bound different others are counted, as a lead that is named twice is one lead; else links.
    pub count: Bounds,
    /// The steps to the top that are allowed; `None`: ways are not asked about.
    pub depth: Option<u32>,
}

/// A link from the view of a subject.
struct Counted {
    this: Subject,
    other: Subject,
    truth: Truth,
}

/// Facilities and units as numbers of one row; villages are leaves and have none.
struct Nodes {
    facilities: u32,
    units: u32,
}

impl Nodes {
    fn of(&self, subject: Subject) -> Option<u32> {
        match subject {
            Subject::Facility(f) => (f < self.facilities).then_some(f),
            Subject::Unit(u) => (u < self.units).then(|| self.facilities + u),
            Subject::Village(_) => None,
        }
    }

    fn count(&self) -> usize {
        (self.facilities + self.units) as usize
    }
}

impl Linking<'_> {
    /// The findings of rule kind 7, parallel to the subjects.
    #[must_use]
    pub fn linked(
        &self,
        question: &LinkQuestion<'_>,
        subjects: impl Iterator<Item = Subject>,
    ) -> Vec<Finding> {
        let nodes = Nodes {
            facilities: self.facilities.len() as u32,
            units: self.register.units.list.len() as u32,
        };
        let leads = self.leads_of_units(question);
        let mut counted = Vec::new();
        let (mut sure, mut perhaps) = (Vec::new(), Vec::new());
        for (number, link, holds) in self.may_hold(question.kind) {
            let (this, other) = if question.incoming {
                (link.to, link.from)
            } else {
                (link.from, link.to)
            };
            let own = question
                .links
                .map_or(Truth::Yes, |links| links[number as usize]);
            let truth = Truth::all([holds, own, end_counts(question, other, &leads)]);
            if truth == Truth::No {
                continue;
            }
            let (lower, lead) = up(link);
            if let (Some(lower), Some(lead)) = (nodes.of(lower), nodes.of(lead)) {
                perhaps.push((lower, lead));
                if truth == Truth::Yes {
                    sure.push((lower, lead));
                }
            }
            if this != other {
                counted.push(Counted { this, other, truth });
            }
        }
        // Stable: of one subject they stay in the register's order.
        counted.sort_by_key(|link| link.this);
        let ways = question.depth.map(|most| {
            let certain = ways(&nodes, sure);
            let possible = ways(&nodes, perhaps);
            (most, certain, possible)
        });
        let finding = |subject: Subject| {
            let first = counted.partition_point(|link| link.this < subject);
            let mine = &counted[first..];
            let mine = &mine[..mine.partition_point(|link| link.this == subject)];
            let mut finding = judge(question, mine, &leads);
            if let (Some((most, certain, possible)), Some(node)) = (&ways, nodes.of(subject)) {
                judge_way(&mut finding, node, *most, [certain, possible]);
            }
            finding
        };
        subjects.map(finding).collect()
    }

    /// The leads of the units that links of the question may end at.
    fn leads_of_units(&self, question: &LinkQuestion<'_>) -> HashMap<u32, Vec<u32>> {
        let mut ends = self.of_kind(question.kind).flat_map(|l| [l.from, l.to]);
        if !ends.any(|end| matches!(end, Subject::Unit(_))) {
            return HashMap::new();
        }
        let consortia = self.consortia().into_iter();
        consortia.map(|c| (c.unit, c.leads)).collect()
    }
}

fn ways(nodes: &Nodes, mut edges: Vec<(u32, u32)>) -> Ways {
    edges.sort_unstable();
    edges.dedup();
    Ways::new(nodes.count(), &edges)
}

/// Whether the other end may stand there.
fn end_counts(
    question: &LinkQuestion<'_>,
    other: Subject,
    leads: &HashMap<u32, Vec<u32>>,
) -> Truth {
    let Some(to) = question.to else {
        return Truth::Yes;
    };
    let of = |f: u32| to.get(f as usize).copied().unwrap_or(Truth::No);
    match other {
        Subject::Facility(f) => of(f),
        Subject::Unit(u) => leads.get(&u).map_or(Truth::No, |leads| {
            Truth::any(leads.iter().map(|lead| of(*lead)))
        }),
        Subject::Village(_) => Truth::No,
    }
}

/// The verdict by how many links count.
fn judge(question: &LinkQuestion<'_>, mine: &[Counted], leads: &HashMap<u32, Vec<u32>>) -> Finding {
    let Bounds { least, most } = question.count;
    let (sure, unknown) = if most.is_some() {
        let mut others: Vec<(Subject, Truth)> = mine.iter().map(|l| (l.other, l.truth)).collect();
        // Yes comes before unknown, and so stays.
        others.sort_unstable_by_key(|(other, truth)| (*other, *truth != Truth::Yes));
        others.dedup_by_key(|(other, _)| *other);
        count(others.iter().map(|(_, truth)| *truth))
    } else {
        count(mine.iter().map(|l| l.truth))
    };
    let low = f64::from(sure);
    let high = f64::from(sure + unknown);
    let least_allowed = least.unwrap_or(1.0);
    let most_allowed = most.unwrap_or(f64::INFINITY);
    let (verdict, reason) = if high < least_allowed {
        let none = if high > 0.0 {
            Reason::Numbers
        } else {
            Reason::NotLinked
        };
        (Verdict::Fail, none)
    } else if low > most_allowed {
        (Verdict::Fail, Reason::TwoLeads)
    } else if low >= least_allowed && high <= most_allowed {
        let all_known = unknown == 0;
        let reason = [Reason::SomeUnknown, Reason::Numbers][usize::from(all_known)];
        (Verdict::Pass, reason)
    } else {
        (Verdict::Unknown, Reason::SomeUnknown)
    };
    let first = mine.iter().find(|link| link.truth == Truth::Yes);
    let other = match first.or(mine.first()).map(|link| link.other) {
        Some(Subject::Facility(f)) => f,
        Some(Subject::Unit(u)) => leads
            .get(&u)
            .and_then(|l| l.first().copied())
            .unwrap_or(NONE),
        _ => NONE,
    };
    Finding {
        verdict,
        reason,
        other,
        unknown,
        n: low,
        total: f64::NAN,
        least: least_allowed,
        most: most.unwrap_or(f64::NAN),
    }
}

/// How many are sure, and how many are unknown.
fn count(truths: impl Iterator<Item = Truth>) -> (u32, u32) {
    truths.fold((0, 0), |(sure, unknown), truth| match truth {
        Truth::Yes => (sure + 1, unknown),
        Truth::Unknown => (sure, unknown + 1),
        Truth::No => (sure, unknown),
    })
}

/// What the way to the top adds to a verdict; links that are only perhaps there can leave it unknown.
fn judge_way(finding: &mut Finding, node: u32, most: u32, [certain, possible]: [&Ways; 2]) {
    let at = node as usize;
    let fault = |ways: &Ways| {
        if ways.endless[at] {
            Some(Reason::Ring)
        } else {
            (ways.depth[at] > most).then_some(Reason::TooDeep)
        }
    };
    if !certain.endless[at] {
        finding.total = f64::from(certain.depth[at]);
    }
    if finding.verdict == Verdict::Fail {
        return;
    }
    if let Some(reason) = fault(certain) {
        finding.verdict = Verdict::Fail;
        finding.reason = reason;
    } else if fault(possible).is_some() {
        finding.verdict = Verdict::Unknown;
        finding.reason = Reason::SomeUnknown;
    }
}

#[cfg(test)]
mod tests;
