//! The audit of reported figures without any rule: percentages that no count gives, counts beyond their totals, totals that prove nothing,
//! parts that do not add up. Every note carries the numbers that it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use hashbrown::HashMap;

use super::percent::{Fit, Fitting, fit, whole};
use super::world::World;
use crate::model::answers::NONE;
use crate::model::register::{Indicator, Level, Percentage};
use crate::model::standard::{AuditNote, AuditProblem, Bilingual, ReportedFigure};
use crate::model::{Register, Standard, Subject};

/// No more counts or totals than these are told as "only these fit".
const FEW: usize = 3;
/// Sums of counts agree within this (rounding of fractions such as ten thousands).
const ROUNDING: f64 = 1e-6;

/// What is found in the figures of the register, and in those that the standard's document reports.
pub(super) fn audit(world: &World<'_>, standard: &Standard) -> Vec<AuditNote> {
    let request = world.request;
    let name = |subject: Subject| -> EcoString {
        match subject {
            Subject::Village(v) => request
                .dataset
                .villages
                .get(v as usize)
                .map(|v| v.name.clone()),
            Subject::Unit(u) => request
                .register
                .units
                .list
                .get(u as usize)
                .map(|u| u.name.clone()),
            Subject::Facility(f) => request.facilities.get(f as usize).map(|f| f.name.clone()),
        }
        .unwrap_or_default()
    };
    let mut notes = document(&standard.reported);
    let begins = notes.len();
    for (number, figure) in figures(request.register, request.as_of) {
        let known = Known {
            total: figure.total,
            each: false,
        };
        let problems = of_figure(figure, known);
        notes.extend(
            problems
                .into_iter()
                .map(|p| note(figure, Some(number), None, p)),
        );
    }
    notes.extend(parts(request.register, request.as_of));
    for note in &mut notes[begins..] {
        note.whose = note.of.map(name).unwrap_or_default();
        let named = standard.reported.iter().find(|r| r.figure.key == note.key);
        note.name = named.map(|r| r.name.clone());
    }
    notes
}

/// The figures of the register that are known on a day, with their positions.
fn figures(
    register: &Register,
    as_of: Option<crate::base::Date>,
) -> impl Iterator<Item = (u32, &Indicator)> {
    let all = (0u32..).zip(&register.indicators);
    all.filter(move |(_, figure)| {
        as_of.is_none_or(|day| figure.date.is_none_or(|date| date <= day))
    })
}

fn note(
    figure: &Indicator,
    indicator: Option<u32>,
    name: Option<Bilingual>,
    problem: AuditProblem,
) -> AuditNote {
    AuditNote {
        key: Arc::clone(&figure.key),
        name,
        of: figure.of,
        whose: EcoString::new(),
        indicator,
        problem,
    }
}

/// What is known beside a figure.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// Of how many it is.
    total: Option<f64>,
    /// Whether it is claimed that each of them has one: then the count is not a part of the total.
    each: bool,
}

/// What is wrong with one figure, or worth knowing.
fn of_figure(figure: &Indicator, known: Known) -> Vec<AuditProblem> {
    let mut found = Vec::new();
    let Known { total, each } = known;
    let n = figure.n;
    // Without a total or a percentage a figure may be a rate or an amount, which need not be whole.
    let counts = total.is_some() || figure.share.is_some() || each;
    for count in n.into_iter().chain(total) {
        if count < 0.0 || (counts && whole(count).is_none()) {
            found.push(AuditProblem::NoCount { n: count });
        }
    }
    if !found.is_empty() {
        return found;
    }
    if let (true, Some(n), Some(of)) = (each, n, total) {
        found.push(if n < of {
            AuditProblem::NotOneEach { n, of }
        } else {
            AuditProblem::ProvesNothing { n, of }
        });
        return found;
    }
    if let (Some(n), Some(total)) = (n, total)
        && n > total
    {
        found.push(AuditProblem::MoreThanAll { n, total });
    }
    if let Some(share) = figure.share {
        found.extend(of_share(n, total, share));
    }
    found
}

/// What is wrong with a percentage beside what it is of.
fn of_share(n: Option<f64>, total: Option<f64>, share: Percentage) -> Option<AuditProblem> {
    match (n.and_then(whole), total.and_then(whole)) {
        (Some(count), Some(of)) => {
            let (n, total) = (f64::from(count), f64::from(of));
            let really = 100.0 * n / total;
            match fit(count, of, share) {
                Fit::Rounded => None,
                Fit::CutOff => Some(AuditProblem::CutOff {
                    n,
                    total,
                    share,
                    really,
                }),
                Fit::No => Some(AuditProblem::Contradiction {
                    n,
                    total,
                    share,
                    really,
                }),
            }
        }
        (Some(count), None) => {
            let n = f64::from(count);
            let Fitting { rounded, cut_off } = Fitting::totals(count, share)?;
            if rounded.is_empty() {
                return Some(AuditProblem::NoTotalFits {
                    n,
                    share,
                    truncated: cut_off,
                });
            }
            // That all of n are 100 % of n needs no saying.
            let says_something = rounded.len() <= FEW && rounded != [count];
            says_something.then_some(AuditProblem::TotalsThatFit {
                n,
                share,
                totals: rounded,
            })
        }
        (None, Some(of)) => {
            let Fitting { rounded, cut_off } = Fitting::counts(of, share)?;
            (rounded.len() <= FEW).then(|| AuditProblem::CountsThatFit {
                total: f64::from(of),
                share,
                truncated: if rounded.is_empty() {
                    cut_off
                } else {
                    Vec::new()
                },
                counts: rounded,
            })
        }
        (None, None) => None,
    }
}

/// What is found in the figures of a document: each by itself, and as parts of one another.
fn document(reported: &[ReportedFigure]) -> Vec<AuditNote> {
    let mut notes = Vec::new();
    for report in reported {
        let figure = &report.figure;
        let whole_of = report.part_of.as_deref();
        // What a percentage alone leaves open is no second witness for that percentage.
        let of_whole = whole_of.and_then(|key| {
            if report.each {
                whole_of_key(reported, key)
            } else {
                counted(reported, key)
            }
        });
        let known = Known {
            total: figure.total.or(of_whole),
            each: report.each,
        };
        let mut problems = of_figure(figure, known);
        if let (Some(total), Some(of)) = (figure.total, of_whole)
            && (total - of).abs() > ROUNDING
        {
            problems.push(AuditProblem::TotalsDiffer { total, of });
        }
        let name = Some(report.name.clone());
        notes.extend(
            problems
                .into_iter()
                .map(|problem| note(figure, None, name.clone(), problem)),
        );
    }
    notes
}

/// How many a key counts by its own figure.
fn counted(reported: &[ReportedFigure], key: &str) -> Option<f64> {
    let mut own = reported.iter().filter(|r| &*r.figure.key == key);
    own.find_map(|r| r.figure.n)
}

/// How many a key counts: what its own figure says; else the only total that the figures which are parts of it leave open, by rounding or, if
/// none fits so, cut off.
fn whole_of_key(reported: &[ReportedFigure], key: &str) -> Option<f64> {
    if let Some(n) = counted(reported, key) {
        return Some(n);
    }
    let parts = reported
        .iter()
        .filter(|r| r.part_of.as_deref() == Some(key) && !r.each);
    let left = parts.filter_map(|part| {
        let figure = &part.figure;
        if figure.total.is_some() {
            return figure.total;
        }
        let Fitting { rounded, cut_off } = Fitting::totals(whole(figure.n?)?, figure.share?)?;
        match (&rounded[..], &cut_off[..]) {
            ([only], _) | ([], [only]) => Some(f64::from(*only)),
            _ => None,
        }
    });
    left.into_iter().next()
}

/// Whose figures belong together.
type Group<'a> = (&'a str, Option<crate::base::Date>);

/// Parts of the tree against their whole, same key and day: every figure against those of the nearest units below that report.
///
/// Where all units of a level report they must add up to the whole; where some do, they must not exceed it. A figure that lies among its parts
/// and counts nothing out of a total is a mean or a rate, not a sum, and left alone.
fn parts(register: &Register, as_of: Option<crate::base::Date>) -> Vec<AuditNote> {
    let mut groups: BTreeMap<Group<'_>, Vec<(u32, &Indicator)>> = BTreeMap::new();
    for (number, figure) in figures(register, as_of) {
        if figure.n.is_some() {
            let group = groups.entry((&figure.key, figure.date));
            group.or_default().push((number, figure));
        }
    }
    let below = below(register);
    let mut notes = Vec::new();
    for figures in groups.values().filter(|f| f.len() > 1) {
        // Of several of the same the first counts.
        let mut by_whom: HashMap<Option<Subject>, usize> = HashMap::new();
        for (at, (_, figure)) in figures.iter().enumerate() {
            by_whom.entry(figure.of).or_insert(at);
        }
        let mut parts: BTreeMap<(usize, Option<Level>), Vec<&Indicator>> = BTreeMap::new();
        for (at, (_, figure)) in figures.iter().enumerate() {
            if by_whom[&figure.of] != at {
                continue;
            }
            let Some(of) = figure.of else { continue };
            let level = level_of(register, of);
            // Cells may overlap, so that their figures add up to nothing.
            if level == Some(Level::Grid) {
                continue;
            }
            let above = above(register, of).map(|u| Some(Subject::Unit(u)));
            let mut above = above.chain([None]);
            if let Some(whole) = above.find_map(|w| by_whom.get(&w)) {
                parts.entry((*whole, level)).or_default().push(figure);
            }
        }
        for ((at, level), parts) in parts {
            let (number, whole) = figures[at];
            // Consortia need not hold all of a county.
            let all = level
                .filter(|level| *level != Level::Consortium)
                .and_then(|level| {
                    let unit = match whole.of {
                        Some(Subject::Unit(u)) => u,
                        _ => NONE,
                    };
                    below.get(&(unit, level)).copied()
                });
            let complete = all == Some(parts.len() as u32);
            if let Some(problem) = disagree(whole, &parts, complete) {
                notes.push((number, note(whole, Some(number), None, problem)));
            }
        }
    }
    notes.sort_by_key(|(number, _)| *number);
    notes.into_iter().map(|(_, note)| note).collect()
}

/// Holds parts against their whole, count by count and total by total.
fn disagree(whole: &Indicator, parts: &[&Indicator], complete: bool) -> Option<AuditProblem> {
    let columns: [fn(&Indicator) -> Option<f64>; 2] = [|f| f.n, |f| f.total];
    columns.into_iter().find_map(|column| {
        let known: Vec<f64> = parts.iter().filter_map(|p| column(p)).collect();
        let of_whole = column(whole)?;
        if known.len() < parts.len() {
            return None;
        }
        let sum: f64 = known.iter().sum();
        let off = sum - of_whole;
        let agrees = off.abs() <= ROUNDING || (!complete && off < 0.0);
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let is_mean = whole.total.is_none() && (least..=most).contains(&of_whole);
        (!agrees && !is_mean).then_some(AuditProblem::PartsDisagree {
            parts: sum,
            whole: of_whole,
            count: known.len() as u32,
        })
    })
}

/// The level of a unit; `None` for facilities, of which nobody knows whether all report.
fn level_of(register: &Register, of: Subject) -> Option<Level> {
    match of {
        Subject::Village(_) => Some(Level::Village),
        Subject::Unit(u) => register.units.list.get(u as usize).map(|u| u.level),
        Subject::Facility(_) => None,
    }
}

/// The units above a subject, nearest first, itself left out.
fn above(register: &Register, of: Subject) -> impl Iterator<Item = u32> + '_ {
    let units = &register.units;
    let first = match of {
        Subject::Village(v) => units.of_village.get(v as usize).copied().flatten(),
        Subject::Facility(f) => units.of_facility.get(f as usize).copied().flatten(),
        Subject::Unit(u) => units.list.get(u as usize).and_then(|u| u.parent),
    };
    units.upwards(first)
}

/// How many units of each level lie in each unit, and in the whole ([`NONE`]).
fn below(register: &Register) -> HashMap<(u32, Level), u32> {
    let mut below = HashMap::new();
    let mut add = |of: Subject, level: Level| {
        for unit in above(register, of).chain([NONE]) {
            *below.entry((unit, level)).or_insert(0) += 1;
        }
    };
    for (number, unit) in (0u32..).zip(&register.units.list) {
        add(Subject::Unit(number), unit.level);
    }
    for village in 0..register.units.of_village.len() as u32 {
        add(Subject::Village(village), Level::Village);
    }
    below
}

#[cfg(test)]
mod tests;
