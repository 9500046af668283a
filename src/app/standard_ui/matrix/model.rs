//! What stands in the matrix: which rules, which rows, in which order. Pure; it is worked out away from the window for large data.

use std::cmp::Ordering;
use std::sync::Arc;

use super::super::super::state::Facts;
use super::super::numbers;
use super::super::subjects;
use crate::i18n::Words;
use crate::model::standard::{Check, Subjects, Tally};
use crate::model::{Finding, Level, RuleAnswer, StandardAnswer, Subject, Verdict};

/// Whose rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) enum Of {
    Units(Level),
    Facilities,
    Villages,
}

impl Of {
    /// The subject of a row.
    pub(in super::super) fn subject(self, row: u32) -> Subject {
        match self {
            Self::Units(_) => Subject::Unit(row),
            Self::Facilities => Subject::Facility(row),
            Self::Villages => Subject::Village(row),
        }
    }

    /// All rows there are.
    pub(in super::super) fn rows(self, facts: &Facts) -> Vec<u32> {
        match self {
            Self::Units(level) => facts.register.units.of_level(level).collect(),
            Self::Facilities => (0..facts.coverage.facilities.len() as u32).collect(),
            Self::Villages => (0..facts.data.villages.len() as u32).collect(),
        }
    }
}

/// The kinds of rows that an answer has something to say of.
pub(in super::super) fn kinds(facts: &Facts, answer: &StandardAnswer) -> Vec<Of> {
    let levels = [
        Level::Township,
        Level::County,
        Level::City,
        Level::Province,
        Level::Consortium,
        Level::Grid,
    ];
    let units = &facts.register.units;
    let levels = levels
        .into_iter()
        .filter(|l| units.of_level(*l).next().is_some());
    let mut kinds: Vec<Of> = levels.map(Of::Units).collect();
    for (of, is) in [
        (Of::Facilities, is_of_facilities as fn(&Subjects) -> bool),
        (Of::Villages, is_of_villages),
    ] {
        if answer.rules.iter().any(|r| is(&r.subjects)) {
            kinds.push(of);
        }
    }
    kinds
}

fn is_of_facilities(subjects: &Subjects) -> bool {
    matches!(subjects, Subjects::Facilities(_))
}

fn is_of_villages(subjects: &Subjects) -> bool {
    matches!(subjects, Subjects::Villages(_))
}

/// What an answer says of a subject: its own finding, or all that lies in it.
pub(in super::super) enum Said<'a> {
    Own(&'a Finding),
    Within(&'a Tally),
}

/// What a rule says of a subject; `None`: nothing.
pub(in super::super) fn said(rule: &RuleAnswer, subject: Subject) -> Option<Said<'_>> {
    if let Some(at) = rule.subjects.position(subject) {
        return rule.findings.get(at).map(Said::Own);
    }
    let Subject::Unit(unit) = subject else {
        return None;
    };
    let tally = rule.units.get(unit as usize)?;
    (tally.all() > 0).then_some(Said::Within(tally))
}

impl Said<'_> {
    pub(in super::super) fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Own(finding) => Some(finding.verdict),
            Self::Within(tally) => tally.verdict,
        }
    }

    /// The number in few characters.
    pub(in super::super) fn number(&self, words: Words, check: &Check) -> String {
        match self {
            Self::Own(finding) => numbers::value(words, check, finding),
            Self::Within(tally) => numbers::tally(words, tally),
        }
    }

    /// How badly it stands: what fails before what is unknown, the larger part that does not pass first.
    fn badness(&self) -> (u8, f64) {
        let rank = match self.verdict() {
            Some(Verdict::Fail) => 5,
            Some(Verdict::Borderline) => 4,
            Some(Verdict::Unknown) => 3,
            Some(Verdict::Pass) => 2,
            Some(Verdict::Exempt) => 1,
            None => 0,
        };
        let part = match self {
            Self::Own(finding) => finding.margin().map_or(0.0, |margin| -margin),
            Self::Within(tally) => {
                let asked = f64::from(tally.asked().max(1));
                (asked - f64::from(tally.of(Verdict::Pass))) / asked
            }
        };
        (rank, part)
    }
}

/// What is asked for.
pub(in super::super) struct Ask {
    pub facts: Facts,
    pub answer: Arc<StandardAnswer>,
    pub words: Words,
    pub of: Of,
    /// Sorted by a rule, or by name (`None`); whether the worst, or the last, stands first.
    pub by: Option<usize>,
    pub descending: bool,
    /// Only rows of which some rule says this.
    pub verdict: Option<Verdict>,
    /// Only rows whose name, code or parent holds this.
    pub text: String,
}

/// The matrix as it is listed.
#[derive(Clone, Default)]
pub(in super::super) struct Matrix {
    /// The rules that say something, by their place in the standard.
    pub rules: Arc<[usize]>,
    pub rows: Arc<[u32]>,
    /// How many rows there are unfiltered.
    pub all: usize,
}

impl Ask {
    /// Works the matrix out.
    pub(in super::super) fn make(self) -> Matrix {
        let mut rows = self.of.rows(&self.facts);
        let all = rows.len();
        let rules = self.rules(&rows);
        let wanted = self.text.trim().to_lowercase();
        if !wanted.is_empty() {
            rows.retain(|row| self.is_called(*row, &wanted));
        }
        if let Some(verdict) = self.verdict {
            rows.retain(|row| {
                let verdict_of =
                    |rule: &usize| said(self.rule(*rule)?, self.of.subject(*row))?.verdict();
                rules.iter().any(|rule| verdict_of(rule) == Some(verdict))
            });
        }
        self.sort(&mut rows);
        Matrix {
            rules: rules.into(),
            rows: rows.into(),
            all,
        }
    }

    fn rule(&self, rule: usize) -> Option<&RuleAnswer> {
        self.answer.rules.get(rule).map(|r| &**r)
    }

    /// The rules that say something of any of these rows.
    fn rules(&self, rows: &[u32]) -> Vec<usize> {
        let says = |rule: &RuleAnswer| match self.of {
            Of::Facilities => is_of_facilities(&rule.subjects),
            Of::Villages => is_of_villages(&rule.subjects),
            Of::Units(_) => rows
                .iter()
                .any(|row| said(rule, self.of.subject(*row)).is_some()),
        };
        let all = self.answer.rules.iter().enumerate();
        all.filter(|(_, rule)| says(rule)).map(|(i, _)| i).collect()
    }

    fn is_called(&self, row: u32, wanted: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(wanted);
        let units = &self.facts.register.units;
        if let Of::Units(_) = self.of {
            return units.list.get(row as usize).is_some_and(|unit| {
                let parent = unit.parent.and_then(|p| units.list.get(p as usize));
                holds(&unit.name)
                    || holds(&unit.code)
                    || unit.name_en.as_deref().is_some_and(holds)
                    || parent.is_some_and(|p| holds(&p.name))
            });
        }
        subjects::name(self.words, &self.facts, self.of.subject(row)).is_some_and(|n| holds(&n))
    }

    fn sort(&self, rows: &mut [u32]) {
        let Some(rule) = self.by.and_then(|by| self.rule(by)) else {
            let name = |row: &u32| subjects::name(self.words, &self.facts, self.of.subject(*row));
            rows.sort_by_cached_key(name);
            if self.descending {
                rows.reverse();
            }
            return;
        };
        let mut keyed: Vec<(Option<(u8, f64)>, u32)> = rows
            .iter()
            .map(|row| (said(rule, self.of.subject(*row)).map(|s| s.badness()), *row))
            .collect();
        keyed.sort_by(|(a, i), (b, j)| {
            let order = match (a, b) {
                (Some(a), Some(b)) => {
                    let order = a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
                    if self.descending {
                        order.reverse()
                    } else {
                        order
                    }
                }
                // Of whom the rule says nothing stand last in both orders.
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            order.then(i.cmp(j))
        });
        for (place, (_, row)) in rows.iter_mut().zip(keyed) {
            *place = row;
        }
    }
}
