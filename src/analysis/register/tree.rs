//! Parents: by a column, by the digits of codes, by names, by location; units that only others name are derived on the way.

use ecow::EcoString;
use hashbrown::HashSet;

use super::drafts::{Drafts, lost};
use crate::base::Persons;
use crate::model::register::{JoinReport, Level, Unit, statistical};

/// The units in their order, and where each draft came to stand.
pub(super) struct Tree {
    pub list: Vec<Unit>,
    pub of_draft: Vec<u32>,
}

/// Makes a tree of the drafts. `inside` gives the draft of a level whose district holds a draft's.
pub(super) fn plant(
    drafts: &mut Drafts,
    reports: &mut [JoinReport],
    inside: &dyn Fn(&Drafts, usize, Level) -> Option<usize>,
) -> Tree {
    level_by_parts(drafts);
    let many = [Level::City, Level::Province].map(|level| several(drafts, level));
    let mut parents: Vec<Option<usize>> = Vec::new();
    let mut at = 0;
    // Units that are derived are appended and get their parents in turn.
    while at < drafts.list.len() {
        let parent = said(drafts, at, reports)
            .or_else(|| by_digits(drafts, at, many))
            .or_else(|| by_names(drafts, at))
            .or_else(|| {
                let level = drafts.list[at].level?;
                let mut above = Level::TREE.into_iter().filter(|l| *l > level);
                above.find_map(|level| inside(drafts, at, level))
            });
        parents.push(parent);
        at += 1;
    }
    for report in reports {
        report.lost.sort_by_key(|l| l.row);
    }
    ordered(drafts, &parents)
}

/// The unit that a text names by code, else by name if only one bears it; the number of those that do otherwise.
fn named(drafts: &Drafts, text: &str, but: usize) -> Result<usize, usize> {
    if let Some(found) = drafts.by_code(text) {
        return Ok(found);
    }
    match drafts.by_name(text, |_| true)[..] {
        [one] if one != but => Ok(one),
        [_] | [] => Err(0),
        ref all => Err(all.len()),
    }
}

/// Gives units of which nothing says the level that of what is a part of them, and one more; those without parts are townships.
fn level_by_parts(drafts: &mut Drafts) {
    let open: Vec<usize> = (0..drafts.list.len())
        .filter(|i| drafts.list[*i].level.is_none())
        .collect();
    if open.is_empty() {
        return;
    }
    for i in &open {
        drafts.list[*i].level = Some(Level::Township);
    }
    let is_open: HashSet<usize> = open.into_iter().collect();
    // Three steps lead from a township to a province; a ring ends there and is cut.
    for _ in 0..3 {
        for i in 0..drafts.list.len() {
            let draft = &drafts.list[i];
            let Some((parent, _)) = &draft.parent else {
                continue;
            };
            let above = draft.level.and_then(Level::above);
            if let Ok(parent) = named(drafts, parent, i)
                && is_open.contains(&parent)
                && drafts.list[parent].level < above
            {
                drafts.list[parent].level = above;
            }
        }
    }
}

/// Whether the codes have several prefixes of a level: one that holds everything and has no name says nothing.
fn several(drafts: &Drafts, level: Level) -> bool {
    let Some(digits) = level.digits() else {
        return false;
    };
    let mut first: Option<&str> = None;
    drafts.list.iter().any(|d| {
        let prefix = statistical(&d.code).and_then(|(_, code)| code.get(..digits));
        match (prefix, first) {
            (Some(prefix), None) => {
                first = Some(prefix);
                false
            }
            (Some(prefix), Some(first)) => prefix != first,
            _ => false,
        }
    })
}

/// Whether one can be a part of the other. As levels only rise, no ring can close.
fn can_hold(drafts: &Drafts, parent: usize, part: usize) -> bool {
    let (Some(above), Some(below)) = (drafts.list[parent].level, drafts.list[part].level) else {
        return false;
    };
    let of_tree = |level| Level::TREE.contains(&level);
    // Grids and consortia lie beside the tree: any unit of it can hold them.
    of_tree(above) && (above > below || !of_tree(below))
}

/// The parent that a column names. One that is not there, that several bear, or that would close a ring is told.
fn said(drafts: &Drafts, at: usize, reports: &mut [JoinReport]) -> Option<usize> {
    let (text, row) = drafts.list[at].parent.as_ref()?;
    let found = named(drafts, text, at);
    if let Ok(parent) = found
        && parent != at
        && can_hold(drafts, parent, at)
    {
        return Some(parent);
    }
    if let Some((table, row)) = row
        && let Some(report) = reports.get_mut(*table as usize)
    {
        report
            .lost
            .push(lost(*row, "parent", text, found.map_or_else(|n| n, |_| 1)));
    }
    None
}

/// The unit whose digits the code begins with; counties are derived, and cities and provinces where there are several or a name.
fn by_digits(drafts: &mut Drafts, at: usize, [cities, provinces]: [bool; 2]) -> Option<usize> {
    let code = drafts.list[at].code.clone();
    let (by_code, digits) = statistical(&code)?;
    // Where a county's code ends in zeros like a city's, the zeros are its own.
    let level = drafts.list[at].level.unwrap_or(by_code);
    let own = level.digits().and_then(|n| code.trim().get(..n));
    let digits = own.filter(|_| level < by_code).unwrap_or(digits);
    let mut above = level.above();
    while let Some(level) = above {
        let prefix = digits.get(..level.digits()?)?;
        if let Some(found) = drafts.by_code(prefix) {
            if let Some(name) = name_above(drafts, at, level)
                && drafts.list[found].level == Some(level)
            {
                drafts.name(found, &name);
            }
            return (found != at && can_hold(drafts, found, at)).then_some(found);
        }
        let name = name_above(drafts, at, level);
        let worth = match level {
            Level::City => cities,
            Level::Province => provinces,
            _ => true,
        };
        if worth || name.is_some() {
            return Some(derive(drafts, at, prefix, name.as_deref(), level));
        }
        above = level.above();
    }
    None
}

/// The unit that a column `county`, `city` or `province` names, by code or by name.
fn by_names(drafts: &mut Drafts, at: usize) -> Option<usize> {
    let below = drafts.list[at].level?;
    let mut above: Vec<(Level, EcoString)> = drafts.list[at].above.clone();
    above.retain(|(level, _)| *level > below || !Level::TREE.contains(&below));
    above.sort_by_key(|(level, _)| *level);
    for (level, text) in &above {
        if let Some(found) = drafts.by_code(text)
            && can_hold(drafts, found, at)
        {
            return Some(found);
        }
        if let [found] = drafts.by_name(text, |d| d.level == Some(*level))[..] {
            return Some(found);
        }
    }
    let (level, text) = above.first()?;
    let clash = drafts.by_name(text, |d| d.level == Some(*level)).len() > 1;
    (!clash).then(|| derive(drafts, at, text, Some(text), *level))
}

/// The name of the unit of a level that a draft's columns give; a code is none.
fn name_above(drafts: &Drafts, at: usize, level: Level) -> Option<EcoString> {
    let mut above = drafts.list[at].above.iter();
    above
        .find(|(l, text)| *l == level && statistical(text).is_none())
        .map(|(_, text)| text.clone())
}

/// Derives a unit above a draft; what the draft's columns say of higher ones holds for it, too.
fn derive(drafts: &mut Drafts, at: usize, code: &str, name: Option<&str>, level: Level) -> usize {
    let further: Vec<(Level, EcoString)> = drafts.list[at]
        .above
        .iter()
        .filter(|(l, _)| *l > level)
        .cloned()
        .collect();
    let new = drafts.derive(code, name, level);
    drafts.list[new].above = further;
    new
}

/// Townships and what is above them, then grids and consortia; within a level by first appearance.
fn ordered(drafts: &Drafts, parents: &[Option<usize>]) -> Tree {
    let rank = |i: usize| {
        let level = drafts.list[i].level.unwrap_or(Level::Township);
        (!Level::TREE.contains(&level), level)
    };
    let mut order: Vec<usize> = (0..drafts.list.len()).collect();
    order.sort_by_key(|i| rank(*i));
    let mut of_draft = vec![0u32; order.len()];
    for (position, draft) in (0u32..).zip(&order) {
        of_draft[*draft] = position;
    }
    let list = order.iter().map(|i| {
        let draft = &drafts.list[*i];
        Unit {
            code: draft.code.clone(),
            name: draft.name.clone(),
            name_en: draft.name_en.clone(),
            level: draft.level.unwrap_or(Level::Township),
            parent: parents[*i].map(|p| of_draft[p]),
            population: draft.population,
            village_people: Persons(0.0),
            villages: 0,
            district: draft.district,
            source: draft.source,
        }
    });
    Tree {
        list: list.collect(),
        of_draft,
    }
}
