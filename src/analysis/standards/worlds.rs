//! Small worlds of links and units for tests.

use std::sync::Arc;

use super::network::Linking;
use crate::base::{Date, LonLat, Persons};
use crate::model::register::{Link, RecordTable, UnitSource};
use crate::model::table::Geometry;
use crate::model::{
    Cell, FacilityRef, FeatureTable, Level, Paged, RecordKind, Register, ServingFacility,
    SourceInfo, Subject, Truth, Unit,
};

/// A register with facilities `0`, `1` … and county units `u0`, `u1` …, nothing linked.
pub(super) struct World {
    pub register: Register,
    pub facilities: Paged<ServingFacility>,
    pub open: Vec<Truth>,
}

pub(super) fn facility(f: u32) -> Subject {
    Subject::Facility(f)
}

pub(super) fn unit(u: u32) -> Subject {
    Subject::Unit(u)
}

impl World {
    pub fn new(facilities: u32, units: u32) -> Self {
        let mut register = Register::default();
        register.units.list = (0..units)
            .map(|u| Unit {
                code: format!("u{u}").into(),
                name: format!("Unit {u}").into(),
                name_en: None,
                level: Level::County,
                parent: None,
                population: None,
                village_people: Persons(0.0),
                villages: 0,
                district: None,
                source: UnitSource::Derived,
            })
            .collect();
        register.units.of_facility = vec![None; facilities as usize];
        Self {
            register,
            facilities: (0..facilities)
                .map(|f| ServingFacility {
                    reference: FacilityRef::Baseline(f),
                    source: None,
                    id: f.to_string().into(),
                    name: format!("Facility {f}").into(),
                    tier: 0,
                    location: LonLat::new(0.0, 0.0),
                    closed: false,
                    moved: false,
                })
                .collect(),
            open: vec![Truth::Yes; facilities as usize],
        }
    }

    pub fn link(&mut self, kind: &str, from: Subject, to: Subject) {
        let row = (0, self.register.links.len() as u32);
        self.register.links.push(Link {
            from,
            to,
            kind: kind.into(),
            since: None,
            until: None,
            row,
        });
    }

    /// Gives a unit a row of its own with one column.
    pub fn row_of_unit(&mut self, unit: u32, column: &str, value: &str) {
        let mut table = FeatureTable::new(SourceInfo {
            path: "units.csv".into(),
            sha256: String::new(),
            bytes: 0,
            format: "CSV",
            crs: String::new(),
            encoding: "UTF-8",
            modified: None,
        });
        let cells = [(column.into(), Cell::Text(value.into()))];
        table.push_row(None, Geometry::Missing, cells);
        let at = self.register.tables.len() as u32;
        self.register.tables.push(RecordTable {
            table: Arc::new(table),
            kind: RecordKind::Units,
        });
        self.register.units.list[unit as usize].source = UnitSource::Row(at, 0);
    }

    pub fn linking(&self, as_of: Option<Date>) -> Linking<'_> {
        Linking {
            register: &self.register,
            facilities: &self.facilities,
            open: &self.open,
            as_of,
        }
    }
}
