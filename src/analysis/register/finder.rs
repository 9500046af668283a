//! Finds whom a text means: a facility by identifier, a unit or a village by code, else whoever alone bears the name.

use std::borrow::Cow;
use std::cell::OnceCell;

use hashbrown::HashMap;

use super::drafts::lost;
use super::sheet::{Sheet, value};
use crate::model::fields::Field;
use crate::model::register::{LostRow, Subject, Units, code_key, name_key, statistical};
use crate::model::{Dataset, Role};

/// Keys with the first that bears each and how many do.
type Lookup<'a> = HashMap<Cow<'a, str>, (u32, u32)>;

/// How somebody was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Code,
    Name,
}

/// Looks things up in the layers and units; what is not asked for is not built.
pub(super) struct Finder<'a> {
    dataset: &'a Dataset,
    facility_ids: OnceCell<Lookup<'a>>,
    facility_names: OnceCell<Lookup<'a>>,
    village_codes: OnceCell<Lookup<'a>>,
    village_names: OnceCell<Lookup<'a>>,
}

/// The units' codes and names.
pub(super) struct UnitFinder<'a> {
    codes: Lookup<'a>,
    names: Lookup<'a>,
}

fn enter<'a>(lookup: &mut Lookup<'a>, key: Cow<'a, str>, number: u32) {
    if !key.is_empty() {
        lookup.entry(key).or_insert((number, 0)).1 += 1;
    }
}

impl<'a> UnitFinder<'a> {
    pub fn new(units: &'a Units) -> Self {
        let (mut codes, mut names) = (Lookup::new(), Lookup::new());
        for (number, unit) in (0u32..).zip(&units.list) {
            // The zeros of a county whose code ends in them pad nothing.
            let of_code = statistical(&unit.code).map(|(level, _)| level);
            let key = code_key(&unit.code);
            if key != unit.code.trim() && of_code.is_none_or(|level| level == unit.level) {
                enter(&mut codes, key, number);
            }
            enter(&mut codes, unit.code.trim().into(), number);
            enter(&mut names, name_key(&unit.name), number);
            if let Some(name) = &unit.name_en {
                enter(&mut names, name_key(name), number);
            }
        }
        Self { codes, names }
    }

    /// The unit of a code, as it is written or without what pads it.
    pub fn by_code(&self, code: &str) -> Option<u32> {
        let found = self.codes.get(code.trim());
        let found = found.or_else(|| self.codes.get(&*code_key(code)));
        found.map(|(unit, _)| *unit)
    }

    /// The unit that alone bears a name.
    pub fn by_name(&self, name: &str) -> Option<u32> {
        let (unit, bearers) = self.names.get(&*name_key(name))?;
        (*bearers == 1).then_some(*unit)
    }
}

impl<'a> Finder<'a> {
    pub fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            facility_ids: OnceCell::new(),
            facility_names: OnceCell::new(),
            village_codes: OnceCell::new(),
            village_names: OnceCell::new(),
        }
    }

    /// Facilities by identifier. The places of one row are one facility, of which the first stands for all.
    fn facility_ids(&self) -> &Lookup<'a> {
        self.facility_ids.get_or_init(|| {
            let mut lookup = Lookup::with_capacity(self.dataset.facilities.len());
            let mut before = None;
            for (number, facility) in (0u32..).zip(&self.dataset.facilities) {
                if before != Some(facility.source) {
                    enter(&mut lookup, facility.id.trim().into(), number);
                }
                before = Some(facility.source);
            }
            lookup
        })
    }

    fn facility_names(&self) -> &Lookup<'a> {
        self.facility_names.get_or_init(|| {
            let mut lookup = Lookup::with_capacity(self.dataset.facilities.len());
            let mut before = None;
            for (number, facility) in (0u32..).zip(&self.dataset.facilities) {
                if before != Some(facility.source) {
                    enter(&mut lookup, name_key(&facility.name), number);
                }
                before = Some(facility.source);
            }
            lookup
        })
    }

    /// Villages by identifier, and by code where a layer has a column of codes beside it.
    fn village_codes(&self) -> &Lookup<'a> {
        self.village_codes.get_or_init(|| {
            let villages = &self.dataset.villages;
            let mut lookup = Lookup::with_capacity(villages.len());
            let codes: Vec<_> = self
                .dataset
                .layers
                .iter()
                .map(|layer| {
                    let chosen = layer.roles.get(Role::Villages)?.columns.id.as_deref();
                    let sheet = Sheet::new(&layer.table);
                    let column = sheet.columns(&[Field::Code, Field::VillageCode]);
                    let column = column.first().copied()?;
                    (chosen != Some(&*column.name)).then_some(column)
                })
                .collect();
            for (number, village) in (0u32..).zip(villages) {
                enter(&mut lookup, village.id.trim().into(), number);
                let column = codes.get(village.source.layer as usize).copied().flatten();
                if let Some(code) = value(column, village.source.row as usize)
                    && code != village.id.as_str()
                {
                    enter(&mut lookup, code, number);
                }
            }
            lookup
        })
    }

    fn village_names(&self) -> &Lookup<'a> {
        self.village_names.get_or_init(|| {
            let mut lookup = Lookup::with_capacity(self.dataset.villages.len());
            for (number, village) in (0u32..).zip(&self.dataset.villages) {
                enter(&mut lookup, name_key(&village.name), number);
            }
            lookup
        })
    }

    /// The facility of an identifier, else of a name; else how many bear it.
    pub fn facility(&self, id: Option<&str>, name: Option<&str>) -> Result<(u32, How), u32> {
        one_of(
            id.and_then(|id| self.facility_ids().get(id).copied()),
            || name.and_then(|name| self.facility_names().get(&*name_key(name)).copied()),
        )
    }

    /// The same for a village.
    pub fn village(&self, code: Option<&str>, name: Option<&str>) -> Result<(u32, How), u32> {
        one_of(
            code.and_then(|code| self.village_codes().get(code).copied()),
            || name.and_then(|name| self.village_names().get(&*name_key(name)).copied()),
        )
    }

    /// Whom a text means, whoever it is.
    pub fn subject(&self, units: &UnitFinder<'_>, text: &str) -> Result<(Subject, How), u32> {
        let mut bearers = 0;
        if let Some((facility, count)) = self.facility_ids().get(text).copied() {
            if count == 1 {
                return Ok((Subject::Facility(facility), How::Code));
            }
            bearers = count;
        }
        if let Some(unit) = units.by_code(text) {
            return Ok((Subject::Unit(unit), How::Code));
        }
        if let Some((village, count)) = self.village_codes().get(text).copied() {
            if count == 1 {
                return Ok((Subject::Village(village), How::Code));
            }
            bearers += count;
        }
        if bearers > 0 {
            return Err(bearers);
        }
        let key = name_key(text);
        let found = [
            self.facility_names()
                .get(&*key)
                .map(|(i, n)| (Subject::Facility(*i), *n)),
            units.names.get(&*key).map(|(i, n)| (Subject::Unit(*i), *n)),
            self.village_names()
                .get(&*key)
                .map(|(i, n)| (Subject::Village(*i), *n)),
        ];
        let all: u32 = found.iter().flatten().map(|(_, n)| n).sum();
        match found.into_iter().flatten().next() {
            Some((subject, _)) if all == 1 => Ok((subject, How::Name)),
            _ => Err(all),
        }
    }
}

/// The one that bears the code, else the one that bears the name; else how many there are.
fn one_of(
    code: Option<(u32, u32)>,
    name: impl Fn() -> Option<(u32, u32)>,
) -> Result<(u32, How), u32> {
    if let Some((first, 1)) = code {
        return Ok((first, How::Code));
    }
    match name() {
        Some((first, 1)) => Ok((first, How::Name)),
        Some((_, bearers)) => Err(bearers),
        None => Err(code.map_or(0, |(_, bearers)| bearers)),
    }
}

/// What to tell of a row whose value nobody bears, or several.
pub(super) fn untold(row: u32, column: &str, value: &str, candidates: u32) -> LostRow {
    lost(row, column, value, candidates as usize)
}
