//! Small worlds for tests: said in plain structs, made into a dataset and a register.

use std::sync::Arc;

use crate::analysis::{CheckRequest, Checker, Demand, DistrictIndex};
use crate::base::{Date, LonLat, Persons, Progress};
use crate::model::register::{RecordTable, UnitSource};
use crate::model::role::RoleUse;
use crate::model::scenario::unedited;
use crate::model::standard::{Bilingual, Check, Exemption};
use crate::model::table::Geometry;
use crate::model::*;

/// The day as of which worlds are asked.
pub const DAY: &str = "2020-06-30";

/// A facility; `None` is not known.
#[derive(Debug, Clone)]
pub struct Fac {
    pub at: LonLat,
    pub kind: Option<&'static str>,
    pub surgery: Option<bool>,
    pub beds: Option<f64>,
    pub opened: &'static str,
    pub home: Option<u32>,
    pub village: Option<u32>,
    pub closed: bool,
}

/// A village.
#[derive(Debug, Clone)]
pub struct Vil {
    pub at: Option<LonLat>,
    pub people: Option<f64>,
    pub unit: Option<u32>,
    pub poor: Option<bool>,
    pub joint: Option<bool>,
}

/// Where numbers of units come from.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub facilities: Vec<Fac>,
    pub villages: Vec<Vil>,
    /// Level, parent, population.
    pub units: Vec<(Level, Option<u32>, Option<f64>)>,
}

/// A world as the checker takes it.
pub struct Made {
    pub dataset: Dataset,
    pub register: Register,
    pub facilities: Paged<ServingFacility>,
    pub demand: Demand,
    pub index: DistrictIndex,
}

impl Made {
    pub fn request(&self) -> CheckRequest<'_> {
        CheckRequest {
            dataset: &self.dataset,
            register: &self.register,
            facilities: &self.facilities,
            demand: &self.demand,
            index: &self.index,
            as_of: Date::parse(DAY),
        }
    }

    pub fn check(&self, checker: &mut Checker, standard: &Arc<Standard>) -> StandardAnswer {
        checker
            .check(standard, &self.request(), &Progress::new())
            .expect("not cancelled")
    }

    /// The findings of one rule by a fresh checker.
    pub fn ask(&self, rule: Rule) -> Arc<RuleAnswer> {
        let answer = self.check(&mut Checker::default(), &standard(vec![rule]));
        Arc::clone(&answer.rules[0])
    }
}

fn truth(cell: Option<bool>) -> Cell {
    cell.map_or(Cell::Null, |so| {
        Cell::Text(if so { "yes" } else { "no" }.into())
    })
}

fn source(name: &str) -> SourceInfo {
    SourceInfo {
        path: name.into(),
        sha256: String::new(),
        bytes: 0,
        format: "test",
        crs: String::new(),
        encoding: "UTF-8",
        modified: None,
    }
}

fn layer(role: Role, table: FeatureTable) -> dataset::Layer {
    dataset::Layer {
        table: Arc::new(table),
        roles: role::LayerRoles(vec![RoleUse {
            role,
            columns: role::RoleColumns::default(),
            rows: None,
        }]),
    }
}

impl World {
    /// The people who are known to live in a unit.
    pub fn village_people(&self, unit: u32) -> f64 {
        let here = self.villages.iter().filter(|v| self.lies_in(v.unit, unit));
        here.filter_map(|v| v.people).sum()
    }

    pub fn lies_in(&self, mut at: Option<u32>, unit: u32) -> bool {
        while let Some(here) = at {
            if here == unit {
                return true;
            }
            at = self.units[here as usize].1;
        }
        false
    }

    /// The tables of facilities, of villages, and of what is joined to villages: half of their attributes.
    fn tables(&self) -> [FeatureTable; 3] {
        let mut facilities = FeatureTable::new(source("facilities"));
        for f in &self.facilities {
            let kind = f.kind.map_or(Cell::Null, |k| Cell::Text(k.into()));
            let cells: [(Arc<str>, Cell); 4] = [
                ("kind".into(), kind),
                ("surgery".into(), truth(f.surgery)),
                ("beds".into(), f.beds.map_or(Cell::Null, Cell::Real)),
                ("opened".into(), Cell::Text(f.opened.into())),
            ];
            facilities.push_row(None, Geometry::Point(f.at), cells);
        }
        let mut villages = FeatureTable::new(source("villages"));
        let mut joined = FeatureTable::new(source("village_attributes"));
        for v in &self.villages {
            let cells: [(Arc<str>, Cell); 1] = [("poor".into(), truth(v.poor))];
            let at = v.at.map_or(Geometry::Missing, Geometry::Point);
            villages.push_row(None, at, cells);
            let cells: [(Arc<str>, Cell); 1] = [("joint".into(), truth(v.joint))];
            joined.push_row(None, Geometry::Missing, cells);
        }
        [facilities, villages, joined]
    }

    pub fn make(&self) -> Made {
        let [facilities, villages, joined] = self.tables();
        let row = |layer, i: usize| SourceRow {
            layer,
            row: i as u32,
        };
        let dataset = Dataset {
            layers: vec![
                layer(Role::Facilities, facilities),
                layer(Role::Villages, villages),
            ],
            facilities: self
                .facilities
                .iter()
                .enumerate()
                .map(|(i, f)| Facility {
                    source: row(0, i),
                    id: format!("f{i}").into(),
                    name: format!("Facility {i}").into(),
                    tier: 0,
                    location: f.at,
                })
                .collect(),
            villages: self
                .villages
                .iter()
                .enumerate()
                .map(|(i, v)| Village {
                    source: row(1, i),
                    id: format!("v{i}").into(),
                    name: format!("Village {i}").into(),
                    location: v.at,
                    population: v.people.map(Persons),
                })
                .collect(),
            tiers: vec![Tier::named("clinic")],
            ..Dataset::default()
        };
        let units = self.units.iter().zip(0u32..);
        let units = units.map(|((level, parent, people), i)| Unit {
            code: format!("u{i}").into(),
            name: format!("Unit {i}").into(),
            name_en: None,
            level: *level,
            parent: *parent,
            population: people.map(Persons),
            village_people: Persons(self.village_people(i)),
            villages: self
                .villages
                .iter()
                .filter(|v| self.lies_in(v.unit, i))
                .count() as u32,
            district: None,
            source: UnitSource::Derived,
        });
        let register = Register {
            tables: vec![RecordTable {
                table: Arc::new(joined),
                kind: RecordKind::VillageAttributes,
            }],
            units: Units {
                list: units.collect(),
                of_village: self.villages.iter().map(|v| v.unit).collect(),
                grids_of_village: Vec::new(),
                of_facility: self.facilities.iter().map(|f| f.home).collect(),
                village_of_facility: self.facilities.iter().map(|f| f.village).collect(),
            },
            village_rows: (0..self.villages.len() as u32)
                .map(|v| (v, vec![(0, v)]))
                .collect(),
            ..Register::default()
        };
        let index = DistrictIndex::new(&dataset);
        let located = index.locate(&dataset);
        let demand = Demand::new(&dataset, &located);
        let mut serving = unedited(&dataset);
        for (i, f) in self.facilities.iter().enumerate().filter(|(_, f)| f.closed) {
            serving[i].closed = f.closed;
        }
        Made {
            dataset,
            register,
            facilities: serving,
            demand,
            index,
        }
    }
}

pub fn standard(rules: Vec<Rule>) -> Arc<Standard> {
    Arc::new(Standard {
        rules,
        ..Standard::default()
    })
}

pub fn rule(check: Check) -> Rule {
    Rule {
        id: "r".into(),
        name: Bilingual::default(),
        note: Bilingual::default(),
        programme: None,
        rows: Vec::new(),
        part: false,
        target: 1.0,
        deadline: None,
        exempt: Vec::new(),
        check,
        line: 1,
    }
}

/// Exempt are those of whom a condition holds.
pub fn of(condition: &str) -> Exemption {
    Exemption {
        of: Some(expression(condition)),
        hosts: None,
        linked: None,
        reason: Bilingual::default(),
    }
}

pub fn expression(text: &str) -> Expression {
    Expression::parse(text).expect("an expression")
}

/// Numbers that follow from a seed (`SplitMix64`, Steele et al. 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    fn at(&mut self) -> LonLat {
        // On a grid, so that equal distances and equal places occur.
        let mut step = || self.below(30) as f64 * 0.01;
        LonLat::new(110.0 + step(), 30.0 + step())
    }

    fn so(&mut self) -> Option<bool> {
        self.one(&[Some(true), Some(false), Some(true), Some(false), None])
    }
}

/// A world of two cities' counties and townships with villages and facilities strewn over it. `doubts`: how many facilities may have
/// attributes that are not known.
pub fn random(seed: u64, doubts: usize) -> World {
    let mut r = Random(seed);
    let mut units = Vec::new();
    for t in 0..6u32 {
        let people = r.one(&[None, Some(2500.0), Some(6000.0), Some(45_000.0)]);
        units.push((Level::Township, Some(6 + t / 2), people));
    }
    for _ in 0..3 {
        let people = r.one(&[None, Some(120_000.0), Some(30_000.0)]);
        units.push((Level::County, Some(9), people));
    }
    units.push((Level::City, None, Some(1e6)));
    let villages = (0..20).map(|_| Vil {
        at: (r.below(12) > 0).then(|| r.at()),
        people: (r.below(8) > 0).then(|| r.below(6000) as f64),
        unit: (r.below(10) > 0).then(|| r.below(8) as u32),
        poor: r.so(),
        joint: r.so(),
    });
    let villages: Vec<Vil> = villages.collect();
    let facilities = (0..12).map(|i| {
        let sure = i >= doubts;
        let so = |r: &mut Random| {
            let so = r.so();
            if sure { Some(so.unwrap_or(true)) } else { so }
        };
        Fac {
            at: r.at(),
            kind: so(&mut r).map(|a| if a { "a" } else { "b" }),
            surgery: so(&mut r),
            beds: (sure || r.below(2) == 0).then(|| r.below(40) as f64),
            opened: match (sure, r.below(6)) {
                (_, 0) => "2030-01-01",
                (false, 1) => "2020",
                (_, 2) => "2001-05",
                _ => "",
            },
            home: (r.below(6) > 0).then(|| r.below(8) as u32),
            village: (r.below(3) > 0).then(|| r.below(20) as u32),
            closed: r.below(8) == 0,
        }
    });
    let facilities = facilities.collect();
    World {
        facilities,
        villages,
        units,
    }
}
