//! Where villages and facilities are at home: the lowest unit that codes, columns or the location tell.

use geo::InteriorPoint;
use rayon::prelude::*;

use super::drafts::parts;
use super::finder::{Finder, UnitFinder};
use super::joins::RowsOf;
use super::sheet::{Sheet, value};
use crate::analysis::locate::{DistrictIndex, Located};
use crate::base::{LonLat, Persons};
use crate::model::fields::Field;
use crate::model::register::{Level, Link, RecordTable, Subject, Units, statistical};
use crate::model::{Column, Dataset, RecordKind};

/// Districts by level, where a file holds several levels one over the other: the first that contains a place need not be the lowest.
pub(super) struct Floors {
    levels: Vec<(Level, Vec<u32>, DistrictIndex)>,
}

impl Floors {
    /// `level` of each district; no floors where all districts are of one level.
    pub fn new(dataset: &Dataset, level: &dyn Fn(usize) -> Option<Level>) -> Self {
        let all: Vec<Option<Level>> = (0..dataset.districts.len()).map(level).collect();
        let mut present: Vec<Level> = all.iter().flatten().copied().collect();
        present.sort_unstable();
        present.dedup();
        let mixed = present.len() > 1 || all.iter().any(Option::is_none) && !present.is_empty();
        let floors = present.into_iter().filter(|_| mixed).map(|level| {
            let members: Vec<u32> = (0u32..)
                .zip(&all)
                .filter(|(_, l)| **l == Some(level))
                .map(|(i, _)| i)
                .collect();
            let districts = members
                .iter()
                .map(|i| dataset.districts[*i as usize].clone());
            let index = DistrictIndex::new(&Dataset {
                districts: districts.collect(),
                ..Dataset::default()
            });
            (level, members, index)
        });
        Self {
            levels: floors.collect(),
        }
    }

    /// The district of a level that holds the inside of another one.
    pub fn above(&self, dataset: &Dataset, district: u32, level: Level) -> Option<u32> {
        let (_, members, index) = self.levels.iter().find(|(l, _, _)| *l == level)?;
        let shape = &dataset.districts.get(district as usize)?.shape;
        let inside = shape.interior_point()?;
        let found = index.at(LonLat::new(inside.x(), inside.y()))?;
        members.get(found as usize).copied()
    }

    /// The lowest district of each place.
    fn lowest(
        &self,
        index: &DistrictIndex,
        count: usize,
        place: &dyn Fn(usize) -> Option<LonLat>,
    ) -> Located {
        if self.levels.is_empty() {
            return index.locate_places(count, place).0;
        }
        let mut located: Located = vec![None; count];
        let tree = self
            .levels
            .iter()
            .filter(|(l, _, _)| Level::TREE.contains(l));
        for (_, members, index) in tree {
            let (found, _) = index.locate_places(count, place);
            for (known, found) in located.iter_mut().zip(found) {
                *known = known.or(found.and_then(|f| members.get(f as usize).copied()));
            }
        }
        located
    }
}

/// What is known when homes are looked for.
pub(super) struct Ground<'a> {
    pub dataset: &'a Dataset,
    pub index: &'a DistrictIndex,
    pub located: &'a Located,
    pub floors: &'a Floors,
    pub units: &'a Units,
    pub finder: &'a UnitFinder<'a>,
    /// The unit of each district.
    pub of_district: &'a [Option<u32>],
    pub records: &'a [RecordTable],
}

/// The columns of a table that tell a home.
struct HomeColumns<'a> {
    code: Option<&'a Column>,
    codes: Vec<&'a Column>,
    names: Vec<&'a Column>,
    village_code: Option<&'a Column>,
    village_name: Option<&'a Column>,
}

impl<'a> HomeColumns<'a> {
    fn new(sheet: &Sheet<'a>) -> Self {
        Self {
            code: sheet
                .column(Field::Code)
                .or(sheet.column(Field::VillageCode)),
            codes: sheet.columns(&[Field::TownshipCode, Field::Home, Field::CountyCode]),
            names: sheet.columns(&[Field::TownshipName, Field::CountyName, Field::CityName]),
            village_code: sheet.column(Field::VillageCode),
            village_name: sheet.column(Field::VillageName),
        }
    }
}

impl Ground<'_> {
    fn level(&self, unit: Option<u32>) -> Option<Level> {
        unit.and_then(|u| self.units.list.get(u as usize))
            .map(|u| u.level)
    }

    /// The lowest level that there is.
    fn floor(&self) -> Option<Level> {
        self.units.list.first().map(|u| u.level)
    }

    fn lower(&self, a: Option<u32>, b: Option<u32>) -> Option<u32> {
        match (self.level(a), self.level(b)) {
            (Some(x), Some(y)) if y < x => b,
            (None, _) => b,
            _ => a,
        }
    }

    /// The lowest unit whose digits a code begins with.
    fn by_prefix(&self, code: &str) -> Option<u32> {
        let (_, digits) = statistical(code)?;
        let levels = [9, 6, 4, 2].into_iter().filter(|n| *n <= digits.len());
        let mut found = levels.filter_map(|n| self.finder.by_code(&digits[..n]));
        found.next()
    }

    fn of_tree(&self, unit: u32) -> Option<u32> {
        let level = self.level(Some(unit))?;
        Level::TREE.contains(&level).then_some(unit)
    }

    /// The lowest unit that the columns of a row give by code.
    fn by_codes(&self, columns: &[&Column], row: usize) -> Option<u32> {
        let mut best = None;
        for column in columns {
            if let Some(text) = value(Some(column), row) {
                let found = self
                    .finder
                    .by_code(&text)
                    .or_else(|| self.by_prefix(&text))
                    .or_else(|| self.finder.by_name(&text))
                    .and_then(|unit| self.of_tree(unit));
                best = self.lower(best, found);
            }
        }
        best
    }

    /// The unit of every village.
    pub fn villages(&self) -> Vec<Option<u32>> {
        let sheets: Vec<Sheet<'_>> = self.sheets();
        let columns: Vec<HomeColumns<'_>> = sheets.iter().map(HomeColumns::new).collect();
        let villages = &self.dataset.villages;
        let lowest;
        let located = if self.floors.levels.is_empty() {
            self.located
        } else {
            let place = |v: usize| villages[v].location;
            lowest = self.floors.lowest(self.index, villages.len(), &place);
            &lowest
        };
        let floor = self.floor();
        villages
            .par_iter()
            .enumerate()
            .map(|(i, village)| {
                let columns = columns.get(village.source.layer as usize)?;
                let row = village.source.row as usize;
                let done = |unit: Option<u32>| unit.is_some() && self.level(unit) == floor;
                let code = value(columns.code, row);
                let mut best = self.by_prefix(code.as_deref().unwrap_or(&village.id));
                if !done(best) {
                    best = self.lower(best, self.by_codes(&columns.codes, row));
                }
                if !done(best) {
                    let here = located.get(i).copied().flatten();
                    let here = here.and_then(|d| self.of_district.get(d as usize).copied()?);
                    best = self.lower(best, here);
                }
                if !done(best) {
                    best = self.lower(best, self.by_codes(&columns.names, row));
                }
                best
            })
            .collect()
    }

    fn sheets(&self) -> Vec<Sheet<'_>> {
        let layers = self.dataset.layers.iter();
        layers.map(|l| Sheet::new(&l.table)).collect()
    }

    /// The unit and the village that every facility is at home in.
    pub fn facilities(
        &self,
        rows: &RowsOf,
        find: &Finder<'_>,
        links: &[Link],
        of_village: &[Option<u32>],
    ) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
        let sheets = self.sheets();
        let layers: Vec<HomeColumns<'_>> = sheets.iter().map(HomeColumns::new).collect();
        let tables: Vec<HomeColumns<'_>> = self
            .records
            .iter()
            .map(|r| HomeColumns::new(&Sheet::new(&r.table)))
            .collect();
        let facilities = &self.dataset.facilities;
        let place = |f: usize| Some(facilities[f].location);
        let located = self.floors.lowest(self.index, facilities.len(), &place);
        let served = served(links);
        let mut homes = (Vec::new(), Vec::new());
        for (number, facility) in (0u32..).zip(facilities) {
            let own = layers
                .get(facility.source.layer as usize)
                .map(|c| (c, facility.source.row as usize));
            let joined = rows.get(&number).into_iter().flatten();
            let joined = joined.filter_map(|(t, r)| Some((tables.get(*t as usize)?, *r as usize)));
            let all: Vec<(&HomeColumns<'_>, usize)> = joined.chain(own).collect();
            let village = all
                .iter()
                .find_map(|(c, row)| {
                    let code = value(c.village_code, *row)?;
                    find.village(Some(&code), None).ok()
                })
                .map(|(village, _)| village)
                .or_else(|| served.get(&number).copied())
                .or_else(|| {
                    all.iter().find_map(|(c, row)| {
                        let name = value(c.village_name, *row)?;
                        find.village(None, Some(&name)).ok().map(|(v, _)| v)
                    })
                });
            let mut unit = None;
            for (columns, row) in &all {
                unit = self.lower(unit, self.by_codes(&columns.codes, *row));
            }
            let of_home = village.and_then(|v| of_village.get(v as usize).copied()?);
            let here = located[number as usize];
            let here = of_home.or_else(|| self.of_district.get(here? as usize).copied()?);
            // What the location tells more exactly is taken where it does not speak against the columns.
            if unit.is_none() || self.units.upwards(here).any(|u| Some(u) == unit) {
                unit = here;
            }
            for (columns, row) in &all {
                if unit.is_none() {
                    unit = self.by_codes(&columns.names, *row);
                }
            }
            homes.0.push(unit);
            homes.1.push(village);
        }
        homes
    }

    /// The grid cells of villages: those that a column lists, and those whose area holds them.
    pub fn grids(&self, rows: &RowsOf) -> Vec<(u32, u32)> {
        let mut held: Vec<(u32, u32)> = Vec::new();
        let grid = |unit: u32| self.level(Some(unit)) == Some(Level::Grid);
        for (table, record) in (0u32..).zip(self.records) {
            let column = Sheet::new(&record.table).column(Field::Grid);
            if record.kind != RecordKind::VillageAttributes || column.is_none() {
                continue;
            }
            for (village, rows) in rows {
                for (_, row) in rows.iter().filter(|(t, _)| *t == table) {
                    let text = value(column, *row as usize).unwrap_or_default();
                    let found = parts(&text).filter_map(|code| self.finder.by_code(code));
                    held.extend(found.filter(|u| grid(*u)).map(|u| (*village, u)));
                }
            }
        }
        let floor = self
            .floors
            .levels
            .iter()
            .find(|(l, _, _)| *l == Level::Grid);
        for district in floor.into_iter().flat_map(|(_, members, _)| members) {
            let Some(unit) = self.of_district[*district as usize] else {
                continue;
            };
            let one = DistrictIndex::new(&Dataset {
                districts: vec![self.dataset.districts[*district as usize].clone()],
                ..Dataset::default()
            });
            let inside = (0u32..).zip(&self.dataset.villages);
            held.extend(
                inside
                    .filter(|(_, v)| v.location.is_some_and(|p| one.at(p).is_some()))
                    .map(|(village, _)| (village, unit)),
            );
        }
        held.sort_unstable();
        held.dedup();
        held
    }
}

/// The village that each facility serves by a link, the first that is named.
fn served(links: &[Link]) -> hashbrown::HashMap<u32, u32> {
    let mut served = hashbrown::HashMap::new();
    for link in links.iter().filter(|l| &*l.kind == "serves") {
        if let (Subject::Facility(facility), Subject::Village(village)) = (link.from, link.to) {
            served.entry(facility).or_insert(village);
        }
    }
    served
}

/// Counts villages and their people in every unit that holds them.
pub(super) fn count(units: &mut Units, dataset: &Dataset) {
    let mut known = vec![false; units.list.len()];
    let add = |units: &mut Units, unit: u32, people: Option<Persons>, known: &mut Vec<bool>| {
        let unit = unit as usize;
        units.list[unit].villages += 1;
        if let Some(people) = people {
            units.list[unit].village_people = Persons(units.list[unit].village_people.0 + people.0);
            known[unit] = true;
        }
    };
    for (village, home) in dataset.villages.iter().zip(units.of_village.clone()) {
        let holders: Vec<u32> = units.upwards(home).collect();
        for unit in holders {
            add(units, unit, village.population, &mut known);
        }
    }
    for (village, grid) in units.grids_of_village.clone() {
        let people = dataset.villages[village as usize].population;
        add(units, grid, people, &mut known);
    }
    for (unit, known) in units.list.iter_mut().zip(known) {
        unit.population = unit.population.or(known.then_some(unit.village_people));
    }
}
