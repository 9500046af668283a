//! Rules put together: one of them passes, or all of them do, subject by subject.
//!
//! Verdicts compare as they are listed: pass, exempt, borderline, unknown, fail. One of several is as good as its best part; all of several
//! as bad as their worst, of which exempt parts ask nothing. A part that is not about a subject has no say over it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::frame;
use super::tally::Drawn;
use super::world::World;
use crate::model::standard::{Exemption, Reason, RuleAnswer, Subjects};
use crate::model::{Finding, Level, Subject, Verdict};

/// A part with the share of its subjects that must pass where it is rolled up.
pub(super) struct Part {
    pub answer: Arc<RuleAnswer>,
    pub target: f64,
}

/// How coarse subjects are. What is finer can be rolled up to what is coarser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Coarse {
    Village,
    Facility,
    /// A rank, since a grid and a consortium stand between the levels of the tree.
    Unit(u8, Level),
    Whole,
}

fn coarse(world: &World<'_>, subjects: &Subjects) -> Option<Coarse> {
    Some(match subjects {
        Subjects::Villages(_) => Coarse::Village,
        Subjects::Facilities(_) => Coarse::Facility,
        Subjects::Whole => Coarse::Whole,
        Subjects::Units(_) => {
            let level = frame::level(world, subjects)?;
            let rank = match level {
                Level::Village => 0,
                Level::Grid => 1,
                Level::Township => 2,
                Level::Consortium => 3,
                Level::County => 4,
                Level::City => 5,
                Level::Province => 6,
            };
            Coarse::Unit(rank, level)
        }
    })
}

/// Puts parts together; `any`: one of them is enough.
pub(super) fn compose(
    world: &mut World<'_>,
    parts: &[Part],
    any: bool,
    exempt: &[Exemption],
) -> Drawn {
    let kinds: Vec<_> = parts
        .iter()
        .map(|p| coarse(world, &p.answer.subjects))
        .collect();
    let alike = |a: &Coarse, b: &Coarse| a == b;
    let mut kinds_there = kinds.iter().flatten();
    let first = kinds_there.next().copied().unwrap_or(Coarse::Whole);
    let same = kinds_there.all(|k| alike(k, &first));
    let common = match kinds.iter().flatten().max() {
        _ if same => first,
        // Villages do not roll up to facilities.
        Some(Coarse::Facility) | None => Coarse::Whole,
        Some(most) => *most,
    };
    // What each part says of whom: by the subject's number (0 for the whole).
    let said: Vec<Says> = parts
        .iter()
        .zip(&kinds)
        .map(|(part, kind)| match kind {
            Some(kind) if *kind == common => Says::Itself(Arc::clone(&part.answer)),
            _ => Says::RolledUp(Arc::clone(&part.answer), part.target),
        })
        .collect();
    let subjects = union(world, common, &said);
    let standing = frame::exemptions(world, &subjects, exempt);
    let findings = standing.iter().enumerate().map(|(position, standing)| {
        let subject = subjects.get(position);
        let of_parts = (0u8..)
            .zip(&said)
            .filter_map(|(i, says)| Some((i, says.of(subject)?)));
        standing.settle(together(of_parts, any))
    });
    let findings = findings.collect();
    Drawn { subjects, findings }
}

/// What a part says of subjects of the common level.
enum Says {
    Itself(Arc<RuleAnswer>),
    RolledUp(Arc<RuleAnswer>, f64),
}

impl Says {
    fn of(&self, subject: Option<Subject>) -> Option<Finding> {
        match (self, subject) {
            (Self::Itself(answer), None) => answer.findings.first().copied(),
            (Self::Itself(answer), Some(subject)) => {
                let position = answer.subjects.position(subject)?;
                answer.findings.get(position).copied()
            }
            (Self::RolledUp(answer, target), subject) => {
                let tally = match subject {
                    None => &answer.whole,
                    Some(Subject::Unit(unit)) => answer.units.get(unit as usize)?,
                    Some(_) => return None,
                };
                Some(Finding {
                    n: f64::from(tally.of(Verdict::Pass)),
                    total: f64::from(tally.asked()),
                    unknown: tally.of(Verdict::Unknown),
                    least: *target,
                    ..Finding::bare(tally.verdict?, Reason::Numbers)
                })
            }
        }
    }
}

/// All whom a part says something of.
fn union(world: &World<'_>, common: Coarse, said: &[Says]) -> Subjects {
    let mut all: BTreeSet<u32> = BTreeSet::new();
    for says in said {
        match says {
            Says::Itself(answer) => match &answer.subjects {
                Subjects::Villages(None) => return Subjects::Villages(None),
                Subjects::Whole => return Subjects::Whole,
                Subjects::Villages(Some(list))
                | Subjects::Units(list)
                | Subjects::Facilities(list) => all.extend(list.iter()),
            },
            Says::RolledUp(answer, _) => {
                if let Coarse::Unit(_, level) = common {
                    let units = world.request.register.units.of_level(level);
                    let counted = units.filter(|u| {
                        let tally = answer.units.get(*u as usize);
                        tally.is_some_and(|t| t.verdict.is_some())
                    });
                    all.extend(counted);
                }
            }
        }
    }
    let list: Arc<[u32]> = all.into_iter().collect();
    match common {
        Coarse::Village if list.len() == world.request.dataset.villages.len() => {
            Subjects::Villages(None)
        }
        Coarse::Village => Subjects::Villages(Some(list)),
        Coarse::Facility => Subjects::Facilities(list),
        Coarse::Unit(..) => Subjects::Units(list),
        Coarse::Whole => Subjects::Whole,
    }
}

/// The verdict over the parts, with the numbers of the part that decided: the first of the best, or of the worst.
fn together(parts: impl Iterator<Item = (u8, Finding)>, any: bool) -> Finding {
    let mut deciding: Option<(u8, Finding)> = None;
    for (i, finding) in parts {
        let better = match &deciding {
            None => true,
            Some((_, so_far)) if any => finding.verdict < so_far.verdict,
            Some((_, so_far)) => rank_of_all(finding.verdict) > rank_of_all(so_far.verdict),
        };
        if better {
            deciding = Some((i, finding));
        }
    }
    match deciding {
        Some((i, finding)) => Finding {
            reason: Reason::Part(i),
            ..finding
        },
        None => Finding::bare(Verdict::Unknown, Reason::NothingToCount),
    }
}

/// Where all must pass, an exempt part asks nothing.
fn rank_of_all(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Exempt => 0,
        Verdict::Pass => 1,
        Verdict::Borderline => 2,
        Verdict::Unknown => 3,
        Verdict::Fail => 4,
    }
}
