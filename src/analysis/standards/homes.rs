//! Where facilities are at home and which unit a village lies in, level by level.

use std::sync::Arc;

use super::world::{World, plain};
use crate::base::LonLat;
use crate::model::answers::NONE;
use crate::model::standard::Home;
use crate::model::{FacilityRef, Level, ServingFacility};
use crate::travel::{Costs, StraightLine};

/// The villages in a tree, for whoever asks for the nearest one.
pub(super) struct Nearby(StraightLine);

impl Nearby {
    fn village(&self, at: LonLat) -> u32 {
        let mut found = Vec::with_capacity(1);
        self.0.nearest(0, at, 1, &mut found);
        found.first().map_or(NONE, |reached| reached.facility)
    }
}

fn nearby(world: &mut World<'_>) -> Arc<Nearby> {
    let villages = &world.request.dataset.villages;
    let make = || {
        let placed = (0u32..).zip(villages);
        let placed = placed.filter_map(|(i, v)| Some((i, v.location?)));
        Arc::new(Nearby(StraightLine::new(vec![placed.collect()])))
    };
    Arc::clone(world.kept.nearby.get_or_insert_with(make))
}

/// What the register says of a facility's home. What a moved facility's place alone said holds no longer.
fn registered(world: &World<'_>, facility: &ServingFacility) -> Option<u32> {
    let FacilityRef::Baseline(number) = facility.reference else {
        return None;
    };
    let units = &world.request.register.units;
    let home = (*units.of_facility.get(number as usize)?)?;
    if facility.moved {
        let before = world.request.dataset.facilities.get(number as usize)?;
        let district = world.request.index.at(before.location);
        if district.is_some() && units.list.get(home as usize)?.district == district {
            return None;
        }
    }
    Some(home)
}

/// The lowest home unit of every facility by the register, else by where it stands.
pub(super) fn lowest(world: &mut World<'_>) -> Arc<[u32]> {
    let all = world.request.facilities;
    let mut homes: Vec<u32> = all.iter().map(|f| plain(registered(world, f))).collect();
    let astray: Vec<u32> = (0u32..)
        .zip(&homes)
        .filter(|(_, home)| **home == NONE)
        .map(|(i, _)| i)
        .collect();
    for (facility, unit) in astray.iter().zip(standing(world, &astray)) {
        homes[*facility as usize] = unit;
    }
    homes.into()
}

/// The lowest unit in which each of these facilities stands: that of the nearest village if it lies in the same district, else the
/// district's own.
fn standing(world: &mut World<'_>, of: &[u32]) -> Vec<u32> {
    if of.is_empty() {
        return Vec::new();
    }
    let nearby = nearby(world);
    let request = world.request;
    let at = |i: usize| request.facilities[of[i] as usize].location;
    let (districts, _) = request.index.locate_places(of.len(), |i| Some(at(i)));
    let units = &request.register.units;
    let mut unit_of = vec![NONE; request.dataset.districts.len()];
    for (unit, number) in units.list.iter().zip(0u32..) {
        if let Some(slot) = unit.district.and_then(|d| unit_of.get_mut(d as usize)) {
            *slot = number;
        }
    }
    let of_village = |village: u32| units.of_village.get(village as usize).copied().flatten();
    (0..of.len())
        .map(|i| {
            let district = districts[i].map(|d| unit_of[d as usize]);
            match district.filter(|unit| *unit != NONE) {
                Some(unit) => of_village(nearby.village(at(i)))
                    .filter(|lower| units.upwards(Some(*lower)).any(|up| up == unit))
                    .unwrap_or(unit),
                // Without borders the nearest village is all that tells where something stands.
                None if request.dataset.districts.is_empty() => {
                    plain(of_village(nearby.village(at(i))))
                }
                None => NONE,
            }
        })
        .collect()
}

/// See [`World::placed`].
pub(super) fn placed(world: &mut World<'_>, level: Level, home: Home) -> Arc<[u32]> {
    match level {
        Level::Village => villages(world, home),
        Level::Grid => {
            let villages = world.placed(Level::Village, home);
            let grids = world.units_of_villages(Level::Grid);
            let grid = |v: &u32| grids.get(*v as usize).copied().unwrap_or(NONE);
            villages.iter().map(grid).collect()
        }
        Level::Consortium => Arc::clone(&world.consortia().facilities),
        _ => {
            let lowest = match home {
                Home::Register => world.homes(),
                Home::Location => {
                    let all: Vec<u32> = (0..world.facilities() as u32).collect();
                    standing(world, &all).into()
                }
            };
            let units = &world.request.register.units;
            let up = |unit: &u32| plain(units.at_level(Some(*unit), level));
            lowest.iter().map(up).collect()
        }
    }
}

/// The home village of each facility: as the register names it, else the nearest one.
fn villages(world: &mut World<'_>, home: Home) -> Arc<[u32]> {
    let nearby = nearby(world);
    let named = &world.request.register.units.village_of_facility;
    let all = world.request.facilities.iter();
    all.map(|f| {
        let said = match f.reference {
            FacilityRef::Baseline(i) if home == Home::Register => named.get(i as usize).copied(),
            _ => None,
        };
        said.flatten().unwrap_or_else(|| nearby.village(f.location))
    })
    .collect()
}

/// See [`World::units_of_villages`].
pub(super) fn of_villages(world: &mut World<'_>, level: Level) -> Arc<[u32]> {
    let count = world.request.dataset.villages.len();
    let units = &world.request.register.units;
    match level {
        Level::Village => (0..count as u32).collect(),
        Level::Grid => {
            let mut grids = vec![NONE; count];
            for (village, grid) in units.grids_of_village.iter().rev() {
                if let Some(slot) = grids.get_mut(*village as usize) {
                    *slot = *grid;
                }
            }
            grids.into()
        }
        Level::Consortium => Arc::clone(&world.consortia().villages),
        _ => {
            let of = |v: usize| units.of_village.get(v).copied().flatten();
            (0..count)
                .map(|v| plain(units.at_level(of(v), level)))
                .collect()
        }
    }
}
