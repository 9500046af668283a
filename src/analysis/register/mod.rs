//! Makes the register of an authority from the layers and the tables of records: the tree of units, links, reported figures.
//!
//! Built once per dataset. Everything is joined by hash lookups; results stand in the order of files and rows, whatever the lookups' is.

mod drafts;
mod finder;
mod homes;
mod joins;
mod sheet;
mod tree;

#[cfg(test)]
mod tests;

use crate::analysis::locate::{DistrictIndex, Located};
use crate::model::register::{JoinReport, RecordTable};
use crate::model::{Dataset, RecordKind, Register, Units};

use drafts::Drafts;
use finder::{Finder, UnitFinder};
use homes::{Floors, Ground};

/// The register of a dataset. Rows that do not join are told in [`Register::joins`].
#[must_use]
pub fn register(
    dataset: &Dataset,
    index: &DistrictIndex,
    located: &Located,
    records: &[RecordTable],
) -> Register {
    let find = Finder::new(dataset);
    let mut register = Register {
        tables: records.to_vec(),
        joins: vec![JoinReport::default(); records.len()],
        ..Register::default()
    };
    let mut drafts = Drafts::default();
    drafts.districts(dataset);
    for (position, record) in (0u32..).zip(records) {
        if record.kind == RecordKind::Units {
            register.joins[position as usize] = drafts.rows(position, record);
        }
    }
    drafts.named(records, |text| {
        find.facility(Some(text), Some(text)).is_ok()
    });
    drafts.of_villages(dataset);
    let floors = Floors::new(dataset, &|district| {
        drafts.list[drafts.of_district[district]?].level
    });
    let tree = tree::plant(&mut drafts, &mut register.joins, &|drafts, draft, level| {
        let above = floors.above(dataset, drafts.list[draft].district?, level)?;
        drafts.of_district[above as usize]
    });
    let place = |draft: usize| tree.of_draft[draft];
    let of_district: Vec<Option<u32>> = drafts.of_district.iter().map(|d| d.map(place)).collect();
    for (draft, unit) in drafts.list.iter().zip(&tree.of_draft) {
        if !draft.rows.is_empty() {
            register.unit_rows.insert(*unit, draft.rows.clone());
        }
    }
    let mut units = Units {
        list: tree.list,
        ..Units::default()
    };
    let finder = UnitFinder::new(&units);
    join(&mut register, &find, &finder);
    let ground = Ground {
        dataset,
        index,
        located,
        floors: &floors,
        units: &units,
        finder: &finder,
        of_district: &of_district,
        records,
    };
    let of_village = ground.villages();
    let (of_facility, village_of_facility) =
        ground.facilities(&register.facility_rows, &find, &register.links, &of_village);
    let grids_of_village = ground.grids(&register.village_rows);
    drop(finder);
    units.of_village = of_village;
    units.of_facility = of_facility;
    units.village_of_facility = village_of_facility;
    units.grids_of_village = grids_of_village;
    homes::count(&mut units, dataset);
    register.units = units;
    register
}

/// Joins the tables that are not of units.
fn join(register: &mut Register, find: &Finder<'_>, units: &UnitFinder<'_>) {
    for (position, record) in (0u32..).zip(&register.tables) {
        let report = match record.kind {
            RecordKind::Units => continue,
            RecordKind::Links => joins::links(position, record, find, units, &mut register.links),
            RecordKind::Indicators => {
                joins::indicators(position, record, find, units, &mut register.indicators)
            }
            RecordKind::FacilityAttributes => {
                joins::attributes(position, record, find, &mut register.facility_rows)
            }
            RecordKind::VillageAttributes => {
                joins::attributes(position, record, find, &mut register.village_rows)
            }
        };
        register.joins[position as usize] = report;
    }
}
