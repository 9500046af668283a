//! What the authority of the demo county keeps beside its map: units, attributes of facilities and villages, links, reported figures. Shares
//! are those that a real prefecture reports; what contradicts itself was planted on purpose and is listed where it stands.

mod book;
mod capabilities;
mod facilities;
mod figures;
mod links;
mod quality;
mod units;
mod villages;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::care::{Facility, Tier};
use super::places::{Place, Settlement};
use super::towns::{Kind, Towns};
use super::{Codes, names};
use crate::model::{FeatureTable, RecordKind};

/// A table of records by the name of its file.
pub(super) type Record = (&'static str, RecordKind, FeatureTable);

/// How many counties and districts of the city there are.
const COUNTIES: usize = names::COUNTIES.len();
/// The code of the prefecture.
const CITY: &str = "9901";

/// The county as it was built, with what the tables need to know of it.
pub(super) struct World<'a> {
    pub seed: u64,
    pub towns: &'a Towns,
    pub places: &'a [Place],
    pub facilities: &'a [Facility],
    pub codes: &'a Codes,
    /// The home village or community of each facility, an index into `places`.
    home: Vec<Option<usize>>,
    /// The clinics of each place.
    clinics: Vec<Vec<usize>>,
    /// The leading hospital of each county.
    lead: Vec<usize>,
    /// The health centre of each township.
    centre: Vec<Option<usize>>,
}

impl<'a> World<'a> {
    pub fn new(
        seed: u64,
        towns: &'a Towns,
        places: &'a [Place],
        facilities: &'a [Facility],
        codes: &'a Codes,
    ) -> Self {
        let mut world = Self {
            seed,
            towns,
            places,
            facilities,
            codes,
            home: vec![None; facilities.len()],
            clinics: vec![Vec::new(); places.len()],
            lead: vec![0; COUNTIES],
            centre: vec![None; towns.list.len()],
        };
        // Names of villages are unique in a county, and clinics bear them.
        let named: BTreeMap<(usize, &str), usize> = places
            .iter()
            .enumerate()
            .map(|(i, p)| ((p.town, p.name.zh.as_str()), i))
            .collect();
        let seats: BTreeMap<usize, usize> = places
            .iter()
            .enumerate()
            .filter(|(_, p)| p.settlement == Settlement::Seat)
            .map(|(i, p)| (p.town, i))
            .collect();
        for (i, f) in facilities.iter().enumerate() {
            match f.tier {
                Tier::Clinic => {
                    let name = f.name.zh.trim_end_matches("卫生室");
                    let name = ["第二", "第三", "第四"]
                        .iter()
                        .find_map(|number| name.strip_suffix(number))
                        .unwrap_or(name);
                    if let Some(village) = named.get(&(f.town, name)) {
                        world.home[i] = Some(*village);
                        world.clinics[*village].push(i);
                    }
                }
                Tier::Township => {
                    world.home[i] = seats.get(&f.town).copied();
                    world.centre[f.town] = Some(i);
                }
                Tier::Station => {
                    let name = f.name.zh.replace("卫生服务站", "");
                    world.home[i] = named.get(&(f.town, name.as_str())).copied();
                }
                Tier::County | Tier::City => world.lead[towns.list[f.town].county] = i,
                Tier::Community => {}
            }
        }
        world
    }

    /// The county of a facility.
    fn county(&self, facility: usize) -> usize {
        self.towns.list[self.facilities[facility].town].county
    }

    /// The code of a county.
    fn county_code(&self, county: usize) -> &str {
        let town = self.towns.list.iter().position(|t| t.county == county);
        town.map_or("", |t| &self.codes.towns[t][..6])
    }

    /// Facilities of a tier.
    fn of_tier(&self, tier: Tier) -> impl Iterator<Item = usize> + '_ {
        (0..self.facilities.len()).filter(move |i| self.facilities[*i].tier == tier)
    }

    /// The health centres of a county, in order.
    fn centres_of(&self, county: usize) -> Vec<usize> {
        let of_county = |f: &usize| self.county(*f) == county;
        self.of_tier(Tier::Township).filter(of_county).collect()
    }

    /// The people of the places that pass.
    fn people(&self, pass: impl Fn(&Place) -> bool) -> u32 {
        self.places
            .iter()
            .filter(|p| pass(p))
            .map(|p| p.people)
            .sum()
    }

    fn people_of_county(&self, county: usize) -> u32 {
        self.people(|p| self.towns.list[p.town].county == county)
    }

    /// The health centre of the islands: it belongs to no consortium.
    fn orphan(&self) -> usize {
        let island = self.towns.list.iter().position(|t| t.island);
        island.and_then(|t| self.centre[t]).unwrap_or(0)
    }

    /// Whether a town is a sub-district.
    fn urban(&self, town: usize) -> bool {
        self.towns.list[town].kind == Kind::Subdistrict
    }

    /// The tables.
    pub fn tables(&self) -> Vec<Record> {
        let grids = villages::Grids::new(self);
        vec![
            ("units.csv", RecordKind::Units, units::table(self, &grids)),
            (
                "facility_attributes.csv",
                RecordKind::FacilityAttributes,
                facilities::table(self),
            ),
            (
                "village_attributes.csv",
                RecordKind::VillageAttributes,
                villages::table(self, &grids),
            ),
            ("links.csv", RecordKind::Links, links::table(self)),
            (
                "indicators.csv",
                RecordKind::Indicators,
                figures::table(self),
            ),
        ]
    }
}

/// A facility's identifier.
fn id(facility: usize) -> String {
    format!("F{:04}", facility + 1)
}
