//! Whom a finding, a link or a figure speaks of: what it is called, and the way to it on the map.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::super::selected::{How, Kind};
use super::super::state::{Facts, Pick, State};
use crate::base::RowSet;
use crate::i18n::{Lang, Words};
use crate::model::{Level, Register, Subject, Unit};

/// What a unit is called in the language of the window.
pub(super) fn unit_name(words: Words, unit: &Unit) -> EcoString {
    let english = unit.name_en.clone().filter(|_| words.lang == Lang::En);
    english.unwrap_or_else(|| unit.name.clone())
}

/// What a subject is called.
pub(super) fn name(words: Words, facts: &Facts, subject: Subject) -> Option<EcoString> {
    match subject {
        Subject::Village(i) => facts.name_of(Pick::Village(i)),
        Subject::Facility(i) => facts.name_of(Pick::Facility(i)),
        Subject::Unit(i) => {
            let unit = facts.register.units.list.get(i as usize)?;
            Some(unit_name(words, unit))
        }
    }
}

/// The key of the name of many of a level.
pub(super) fn level_key(level: Level) -> &'static str {
    match level {
        Level::Village => "standards-villages",
        Level::Grid => "standards-grids",
        Level::Township => "standards-townships",
        Level::County => "standards-counties",
        Level::Consortium => "standards-consortia",
        Level::City => "standards-cities",
        Level::Province => "standards-provinces",
    }
}

/// Who is linked with whom and what was reported of whom, to be looked up.
#[derive(Default)]
pub(super) struct Known {
    of: Option<Arc<Register>>,
    links: HashMap<Subject, Vec<u32>>,
    indicators: HashMap<Subject, Vec<u32>>,
}

impl Known {
    fn follow(&mut self, register: &Arc<Register>) {
        if self.of.as_ref().is_some_and(|r| Arc::ptr_eq(r, register)) {
            return;
        }
        *self = Self {
            of: Some(Arc::clone(register)),
            ..Self::default()
        };
        for (i, link) in (0u32..).zip(&register.links) {
            for end in [link.from, link.to] {
                self.links.entry(end).or_default().push(i);
            }
        }
        for (i, figure) in (0u32..).zip(&register.indicators) {
            if let Some(of) = figure.of {
                self.indicators.entry(of).or_default().push(i);
            }
        }
    }

    /// The links of a subject, by their place in the register.
    pub(super) fn links(&mut self, register: &Arc<Register>, of: Subject) -> Vec<u32> {
        self.follow(register);
        self.links.get(&of).cloned().unwrap_or_default()
    }

    /// The figures of a subject, by their place in the register.
    pub(super) fn indicators(&mut self, register: &Arc<Register>, of: Subject) -> Vec<u32> {
        self.follow(register);
        self.indicators.get(&of).cloned().unwrap_or_default()
    }
}

/// Goes to a subject: it is selected, shown in the map and told of by the inspector.
pub(super) fn go(state: &mut State, facts: &Facts, subject: Subject) {
    match subject {
        Subject::Village(i) => state.select_and_show(Pick::Village(i)),
        Subject::Facility(i) => state.select_and_show(Pick::Facility(i)),
        Subject::Unit(i) => go_to_unit(state, facts, i),
    }
}

/// The same, and as large as makes sense.
pub(super) fn fit(state: &mut State, facts: &Facts, subject: Subject) {
    go(state, facts, subject);
    match (subject, state.selection) {
        (Subject::Unit(_), None) => state.map.fit_selected(),
        (_, Some(pick)) => state.map.fit(pick),
        _ => {}
    }
}

/// A unit with an area is that district; of another one all that lies in it is selected.
fn go_to_unit(state: &mut State, facts: &Facts, unit: u32) {
    let units = &facts.register.units;
    let Some(here) = units.list.get(unit as usize) else {
        return;
    };
    if let Some(district) = here.district {
        state.select_and_show(Pick::District(district));
        state.follow_focus();
    } else {
        state.select_only(None);
        let lies = |of: &Option<u32>| units.upwards(*of).any(|u| u == unit);
        let villages: RowSet = match here.level {
            Level::Grid => {
                let cells = units.grids_of_village.iter();
                cells.filter(|(_, g)| *g == unit).map(|(v, _)| *v).collect()
            }
            _ => (0u32..)
                .zip(&units.of_village)
                .filter(|(_, of)| lies(of))
                .map(|(v, _)| v)
                .collect(),
        };
        let members: RowSet = members(&facts.register, unit);
        if villages.is_empty() {
            state.select(Kind::Facility, &members, How::Replace);
        } else {
            state.select(Kind::Village, &villages, How::Replace);
        }
        state.map.fit_selected();
    }
    state.standard.unit = Some((unit, state.selected.revision()));
}

/// The facilities that a link names as members of a unit.
pub(super) fn members(register: &Register, unit: u32) -> RowSet {
    let links = register
        .links
        .iter()
        .filter(|l| l.to == Subject::Unit(unit));
    let from = links.filter_map(|l| match l.from {
        Subject::Facility(i) => Some(i),
        _ => None,
    });
    // Rows of a set come in any order and more than once.
    let mut all: Vec<u32> = from.collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().collect()
}

impl State {
    /// The unit that the inspector tells about: the one that was gone to, as long as nothing else is selected; or that of a district.
    pub(in super::super) fn unit_shown(&self, facts: &Facts) -> Option<u32> {
        if let Some((unit, revision)) = self.standard.unit
            && revision == self.selected.revision()
            && (unit as usize) < facts.register.units.list.len()
        {
            return Some(unit);
        }
        let Some(Pick::District(district)) = self.selection else {
            return None;
        };
        let mut units = (0u32..).zip(&facts.register.units.list);
        units
            .find(|(_, u)| u.district == Some(district))
            .map(|(i, _)| i)
    }
}
