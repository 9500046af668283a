//! Whom a rule is about: the subjects in scope that pass its filter, and which of them are exempt.

use std::sync::Arc;

use super::fields::About;
use super::world::{World, plain};
use crate::model::answers::NONE;
use crate::model::standard::{Exemption, Home, Reason, Subjects};
use crate::model::{Expression, Finding, Level, Subject, Truth, Verdict};

/// What kind of subjects a rule has.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// Villages that pass.
    Villages(Option<Expression>),
    /// Units of a level that pass.
    Units(Level, Option<Expression>),
    /// Facilities that count and pass.
    Facilities(Option<Expression>),
    /// The whole.
    Whole,
}

impl Target {
    /// Units of a level, which for villages are villages.
    pub fn units(level: Level, condition: Option<&Expression>) -> Self {
        match level {
            Level::Village => Self::Villages(condition.cloned()),
            _ => Self::Units(level, condition.cloned()),
        }
    }
}

/// Under which a frame is known: the kind, the exemptions, the scope.
pub(super) type FrameKey = (Target, Vec<Exemption>, Option<Arc<str>>);

/// How a subject stands before anything is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is asked.
    Asked,
    /// Whether it is a subject or exempt is not known.
    Doubtful,
    /// It is exempt by the exemption of this position.
    Exempt(u8),
}

/// The subjects of a rule.
#[derive(Debug)]
pub(super) struct Frame {
    /// They.
    pub subjects: Subjects,
    /// How each of them stands.
    pub standing: Vec<Standing>,
}

impl Standing {
    /// What a finding comes to for a subject that stands so: nobody doubtful fails, nobody exempt is judged.
    pub fn settle(self, finding: Finding) -> Finding {
        match self {
            Self::Asked => finding,
            Self::Exempt(by) => Finding {
                verdict: Verdict::Exempt,
                reason: Reason::Exempt(by),
                ..finding
            },
            Self::Doubtful if finding.verdict == Verdict::Pass => finding,
            Self::Doubtful => Finding {
                verdict: Verdict::Unknown,
                reason: Reason::UnknownScope,
                ..finding
            },
        }
    }
}

impl Frame {
    /// How many subjects there are.
    pub fn len(&self) -> usize {
        self.standing.len()
    }

    /// The subject of a position as an index of its kind; 0 for the whole.
    pub fn number(&self, position: usize) -> u32 {
        match &self.subjects {
            Subjects::Villages(None) | Subjects::Whole => position as u32,
            Subjects::Villages(Some(list)) | Subjects::Units(list) | Subjects::Facilities(list) => {
                list.get(position).copied().unwrap_or(NONE)
            }
        }
    }
}

/// The subjects of a rule with their standing.
pub(super) fn frame(world: &mut World<'_>, target: Target, exempt: &[Exemption]) -> Arc<Frame> {
    let scope = world.scope.map(|s| Arc::from(s.text()));
    let key = (target, exempt.to_vec(), scope);
    if let Some((frame, missing)) = world.kept.frames.get(&key) {
        world.miss(&missing);
        return frame;
    }
    let before = world.take_missing();
    let (subjects, doubtful) = subjects(world, &key.0);
    let mut standing = exemptions(world, &subjects, exempt);
    for position in doubtful {
        if let Some(standing @ Standing::Asked) = standing.get_mut(position as usize) {
            *standing = Standing::Doubtful;
        }
    }
    let missing = world.take_missing();
    world.miss(&before);
    world.miss(&missing);
    let frame = Arc::new(Frame { subjects, standing });
    world.kept.frames.put(key, (frame, missing)).0
}

/// The subjects, and the positions of those that may be none.
fn subjects(world: &mut World<'_>, target: &Target) -> (Subjects, Vec<u32>) {
    let scope = world.scope();
    let in_scope = |unit: u32| match &scope {
        None => Truth::Yes,
        Some(scope) => scope.get(unit as usize).copied().unwrap_or(Truth::No),
    };
    match target {
        Target::Whole => (Subjects::Whole, Vec::new()),
        Target::Villages(condition) => {
            let pass = condition.as_ref().map(|c| world.truths(About::Villages, c));
            let villages = &world.request.dataset.villages;
            if pass.is_none() && scope.is_none() {
                return (Subjects::Villages(None), Vec::new());
            }
            let units = &world.request.register.units;
            let asked = |v: usize| {
                let here = match units.of_village.get(v).copied().flatten() {
                    Some(unit) => in_scope(unit),
                    None if scope.is_none() => Truth::Yes,
                    // Nobody knows where it lies.
                    None if villages[v].location.is_none() => Truth::Unknown,
                    None => Truth::No,
                };
                both(here, pass.as_ref().map(|p| p[v]))
            };
            let (list, doubtful) =
                choose((0..villages.len() as u32).map(|v| (v, asked(v as usize))));
            if list.len() == villages.len() {
                (Subjects::Villages(None), doubtful)
            } else {
                (Subjects::Villages(Some(list.into())), doubtful)
            }
        }
        Target::Units(level, condition) => {
            let pass = condition.as_ref().map(|c| world.truths(About::Units, c));
            let units = world.request.register.units.of_level(*level);
            let asked = |u: u32| both(in_scope(u), pass.as_ref().map(|p| p[u as usize]));
            let (list, doubtful) = choose(units.map(|u| (u, asked(u))));
            (Subjects::Units(list.into()), doubtful)
        }
        Target::Facilities(condition) => {
            let pass = world.passing(condition.as_ref());
            let homes = world.homes();
            let asked =
                |(f, pass): (u32, &Truth)| (f, both(in_scope(homes[f as usize]), Some(*pass)));
            let (list, doubtful) = choose((0u32..).zip(&*pass).map(asked));
            (Subjects::Facilities(list.into()), doubtful)
        }
    }
}

fn both(a: Truth, b: Option<Truth>) -> Truth {
    b.map_or(a, |b| Truth::all([a, b]))
}

/// Those that are not refused, and the positions among them of those that are not sure.
fn choose(all: impl Iterator<Item = (u32, Truth)>) -> (Vec<u32>, Vec<u32>) {
    let (mut list, mut doubtful) = (Vec::new(), Vec::new());
    for (subject, asked) in all.filter(|(_, asked)| *asked != Truth::No) {
        if asked == Truth::Unknown {
            doubtful.push(list.len() as u32);
        }
        list.push(subject);
    }
    (list, doubtful)
}

/// How each subject stands with the exemptions of a rule.
pub(super) fn exemptions(
    world: &mut World<'_>,
    subjects: &Subjects,
    exempt: &[Exemption],
) -> Vec<Standing> {
    let count = match subjects {
        Subjects::Villages(None) => world.request.dataset.villages.len(),
        Subjects::Villages(Some(list)) | Subjects::Units(list) | Subjects::Facilities(list) => {
            list.len()
        }
        Subjects::Whole => 1,
    };
    let mut standing = vec![Standing::Asked; count];
    for (by, exemption) in (0u8..).zip(exempt) {
        let Some(exempt) = exempted(world, subjects, exemption) else {
            continue;
        };
        for (position, standing) in standing.iter_mut().enumerate() {
            let number = subjects.get(position).map_or(NONE, number);
            match exempt.get(number as usize) {
                Some(Truth::Yes) if !matches!(standing, Standing::Exempt(_)) => {
                    *standing = Standing::Exempt(by);
                }
                Some(Truth::Unknown) if *standing == Standing::Asked => {
                    *standing = Standing::Doubtful;
                }
                _ => {}
            }
        }
    }
    standing
}

/// A subject's index in its list.
pub(super) fn number(subject: Subject) -> u32 {
    match subject {
        Subject::Village(i) | Subject::Unit(i) | Subject::Facility(i) => i,
    }
}

/// Whether an exemption holds for everyone of the subjects' kind, by index; `None` where it holds for nobody.
fn exempted(
    world: &mut World<'_>,
    subjects: &Subjects,
    exemption: &Exemption,
) -> Option<Vec<Truth>> {
    let (about, count) = match subjects {
        Subjects::Villages(_) => (About::Villages, world.request.dataset.villages.len()),
        Subjects::Units(_) => (About::Units, world.request.register.units.list.len()),
        Subjects::Facilities(_) => (About::Facilities, world.facilities()),
        Subjects::Whole => return None,
    };
    let mut exempt = vec![Truth::No; count];
    if let Some(condition) = &exemption.of {
        for (exempt, so) in exempt.iter_mut().zip(&*world.truths(about, condition)) {
            *exempt = Truth::any([*exempt, *so]);
        }
    }
    if let (Some(condition), Some(level)) = (&exemption.hosts, level(world, subjects)) {
        let pass = world.passing(Some(condition));
        let placed = world.placed(level, Home::Register);
        for (pass, at) in pass.iter().zip(&*placed) {
            if let Some(exempt) = exempt.get_mut(*at as usize) {
                *exempt = Truth::any([*exempt, *pass]);
            }
        }
    }
    if let Some(kind) = &exemption.linked {
        let links = &world.request.register.links;
        for link in links.iter().filter(|l| *l.kind == **kind) {
            let holds = world.holds(link);
            for end in [link.from, link.to] {
                let is_subject = matches!(
                    (about, end),
                    (About::Villages, Subject::Village(_))
                        | (About::Units, Subject::Unit(_))
                        | (About::Facilities, Subject::Facility(_))
                );
                if is_subject && let Some(exempt) = exempt.get_mut(number(end) as usize) {
                    *exempt = Truth::any([*exempt, holds]);
                }
            }
        }
    }
    Some(exempt)
}

/// The level of a rule's subjects; `None` for facilities and the whole.
pub(super) fn level(world: &World<'_>, subjects: &Subjects) -> Option<Level> {
    match subjects {
        Subjects::Villages(_) => Some(Level::Village),
        Subjects::Units(list) => {
            let first = *list.first()? as usize;
            world
                .request
                .register
                .units
                .list
                .get(first)
                .map(|u| u.level)
        }
        Subjects::Facilities(_) | Subjects::Whole => None,
    }
}

/// Whether each facility counts, passes and lies in scope: for rules about the whole.
pub(super) fn in_scope(world: &mut World<'_>, condition: Option<&Expression>) -> Vec<Truth> {
    let pass = world.passing(condition);
    let Some(scope) = world.scope() else {
        return pass.to_vec();
    };
    let homes = world.homes();
    let here = homes.iter().map(|home| scope.get(*home as usize).copied());
    let here = here.map(|here| here.unwrap_or(Truth::No));
    pass.iter()
        .zip(here)
        .map(|(pass, here)| Truth::all([*pass, here]))
        .collect()
}

/// The subject's lowest unit, for what rolls up the tree.
pub(super) fn lowest_unit(world: &World<'_>, homes: &[u32], subject: Subject) -> u32 {
    let units = &world.request.register.units;
    match subject {
        Subject::Village(v) => plain(units.of_village.get(v as usize).copied().flatten()),
        Subject::Unit(u) => u,
        Subject::Facility(f) => homes.get(f as usize).copied().unwrap_or(NONE),
    }
}
