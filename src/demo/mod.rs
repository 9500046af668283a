//! The demo county: an invented coastal prefecture the size of a real one, made by code from a fixed seed, the same on every machine.
//!
//! No openly licensed list of Chinese clinics with coordinates exists, so everything here is invented, and every row says so: ground,
//! borders, names, people and care. It reads no file and stands for no real place.

mod borders;
mod care;
mod grid;
mod land;
mod names;
mod places;
mod random;
mod records;
mod roads;
mod towns;

use std::sync::Arc;

use geo::{Coord, LineString, MultiLineString};

use crate::base::LonLat;
use crate::model::{Cell, FeatureTable, Geometry, RecordKind, SourceInfo};
use care::Facility;
use grid::Km;
use names::{Name, Namer, PREFECTURE};
use places::{Place, Settlement};
use records::World;
use roads::{Class, Roads};
use towns::{Kind, NOBODY, Towns};

/// The seed of everything.
const SEED: u64 = 0x4C61_7374_6D69_6C65;

/// What every row of the demo county says of itself.
pub const NOTE: &str = "invented / 虚构";

/// The prefecture's name in Chinese, which is the word for "invented", and in English.
const NAME: (&str, &str) = PREFECTURE;

/// The demo county as its files would hold it.
#[derive(Debug, Clone)]
pub struct DemoCounty {
    /// Clinics, stations, community and township health centres, hospitals: points.
    pub facilities: FeatureTable,
    /// Villages and urban communities with their people: points.
    pub villages: FeatureTable,
    /// Townships and sub-districts: areas.
    pub districts: FeatureTable,
    /// Roads between junctions: lines.
    pub roads: FeatureTable,
    /// Rivers: lines.
    pub rivers: FeatureTable,
    /// What the authority keeps beside the map, by the names of the files.
    pub records: Vec<(&'static str, RecordKind, FeatureTable)>,
}

/// Makes the demo county; always the same.
#[must_use]
pub fn county() -> DemoCounty {
    let land = land::Land::new(SEED);
    let towns = Towns::new(&land, SEED);
    let borders = borders::Borders::new(&land, &towns, SEED);
    let words = Namer::new(SEED).towns(&towns.list);
    let mut roads = Roads::between_seats(&land, &towns);
    let places = places::settle(&land, &towns, &borders, &mut roads, &words, SEED);
    let facilities = care::build(&towns, &borders, &places, &words, SEED);
    let codes = Codes::new(&towns, &places);
    DemoCounty {
        facilities: facility_table(&facilities, &codes, &words),
        villages: village_table(&places, &codes, &words),
        districts: district_table(&towns, &borders, &places, &codes, &words),
        roads: road_table(&roads, &towns),
        rivers: river_table(&land, &towns),
        records: World::new(SEED, &towns, &places, &facilities, &codes).tables(),
    }
}

/// Codes after the pattern of the national statistical ones, in a province 99 that there is not.
struct Codes {
    towns: Vec<String>,
    places: Vec<String>,
}

impl Codes {
    /// Sub-districts count from 001, towns from 100, townships from 200; communities from 001, villages from 200.
    fn new(towns: &Towns, places: &[Place]) -> Self {
        let mut counted = (None, 0);
        let mut next = |group, first: usize| {
            counted = if counted.0 == Some(group) {
                (Some(group), counted.1 + 1)
            } else {
                (Some(group), first)
            };
            counted.1
        };
        let towns: Vec<String> = towns
            .list
            .iter()
            .map(|t| {
                let first = match t.kind {
                    Kind::Subdistrict => 1,
                    Kind::Town => 100,
                    Kind::Township => 200,
                };
                let number = next((t.county, first), first);
                // Districts of a city count from 02, counties from 21.
                let county = if t.county < 2 {
                    t.county + 2
                } else {
                    t.county + 19
                };
                format!("9901{county:02}{number:03}")
            })
            .collect();
        let places = places
            .iter()
            .map(|p| {
                let first = if p.settlement == Settlement::Village {
                    200
                } else {
                    1
                };
                let number = next((p.town, first), first);
                format!("{}{number:03}", towns[p.town])
            })
            .collect();
        Self { towns, places }
    }
}

/// A table to fill; the columns' names are shared by its rows.
struct Sheet<const N: usize> {
    names: [Arc<str>; N],
    table: FeatureTable,
}

impl<const N: usize> Sheet<N> {
    fn new(file: &str, names: [&str; N]) -> Self {
        let source = SourceInfo {
            path: ["demo", file].iter().collect(),
            sha256: String::new(),
            bytes: 0,
            format: "GeoJSON",
            crs: "OGC:CRS84".to_owned(),
            encoding: "UTF-8",
            modified: None,
        };
        Self {
            names: names.map(Arc::from),
            table: FeatureTable::new(source),
        }
    }

    fn push(&mut self, geometry: Geometry, cells: [Cell; N]) {
        self.table
            .push_row(None, geometry, self.names.iter().cloned().zip(cells));
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.into())
}

fn count(value: u32) -> Cell {
    Cell::Int(i64::from(value))
}

fn point(p: Km) -> Geometry {
    Geometry::Point(p.lon_lat())
}

fn line(points: &[Km]) -> Geometry {
    let coords = points.iter().map(|p| {
        let LonLat { lon, lat } = p.lon_lat();
        Coord { x: lon, y: lat }
    });
    Geometry::Lines(MultiLineString(vec![LineString(coords.collect())]))
}

fn facility_table(
    facilities: &[Facility],
    codes: &Codes,
    words: &[(String, Name)],
) -> FeatureTable {
    let mut sheet = Sheet::new(
        "facilities.geojson",
        [
            "id",
            "name",
            "name_en",
            "tier",
            "type",
            "type_en",
            "township",
            "township_code",
            "beds",
            "doctors",
            "surgery",
            "obstetrics",
            "tcm",
            "note",
        ],
    );
    for (i, f) in facilities.iter().enumerate() {
        let (zh, en) = f.tier.kind();
        sheet.push(
            point(f.at),
            [
                text(&format!("F{:04}", i + 1)),
                text(&f.name.zh),
                text(&f.name.en),
                text(f.tier.word()),
                text(zh),
                text(en),
                text(&words[f.town].1.zh),
                text(&codes.towns[f.town]),
                count(f.beds),
                count(f.doctors),
                text(f.surgery),
                text(f.obstetrics),
                text(f.tcm),
                text(NOTE),
            ],
        );
    }
    sheet.table
}

fn village_table(places: &[Place], codes: &Codes, words: &[(String, Name)]) -> FeatureTable {
    let columns = [
        "code",
        "name",
        "name_en",
        "kind",
        "township",
        "township_en",
        "township_code",
        "population",
        "note",
    ];
    let mut sheet = Sheet::new("villages.geojson", columns);
    for (p, code) in places.iter().zip(&codes.places) {
        let kind = if p.settlement == Settlement::Village {
            "村"
        } else {
            "社区"
        };
        let town = &words[p.town].1;
        sheet.push(
            point(p.at),
            [
                text(code),
                text(&p.name.zh),
                text(&p.name.en),
                text(kind),
                text(&town.zh),
                text(&town.en),
                text(&codes.towns[p.town]),
                count(p.people),
                text(NOTE),
            ],
        );
    }
    sheet.table
}

fn district_table(
    towns: &Towns,
    borders: &borders::Borders,
    places: &[Place],
    codes: &Codes,
    words: &[(String, Name)],
) -> FeatureTable {
    let columns = [
        "code",
        "name",
        "name_en",
        "kind",
        "county",
        "county_en",
        "prefecture",
        "population",
        "note",
    ];
    let mut sheet = Sheet::new("districts.geojson", columns);
    for (i, town) in towns.list.iter().enumerate() {
        let name = &words[i].1;
        let county = names::county(town.county);
        sheet.push(
            Geometry::Area(borders.area(i).into()),
            [
                text(&codes.towns[i]),
                text(&name.zh),
                text(&name.en),
                text(names::kind(town.kind).0),
                text(&county.zh),
                text(&county.en),
                text(&format!("{} {}", NAME.0, NAME.1)),
                count(
                    places
                        .iter()
                        .filter(|p| p.town == i)
                        .map(|p| p.people)
                        .sum(),
                ),
                text(NOTE),
            ],
        );
    }
    sheet.table
}

fn road_table(roads: &Roads, towns: &Towns) -> FeatureTable {
    let mut sheet = Sheet::new("roads.geojson", ["class", "class_zh", "note"]);
    for (class, points) in roads.lines(towns) {
        let (en, zh) = match class {
            Class::Trunk => ("trunk road", "干线公路"),
            Class::Coast => ("coast road", "滨海公路"),
            Class::County => ("county road", "县乡道"),
            Class::Village => ("village road", "村道"),
        };
        sheet.push(line(&points), [text(en), text(zh), text(NOTE)]);
    }
    sheet.table
}

fn river_table(land: &land::Land, towns: &Towns) -> FeatureTable {
    let mut sheet = Sheet::new("rivers.geojson", ["name", "name_en", "note"]);
    for river in &land.rivers {
        let en = match names::pinyin(river.name) {
            name if name.ends_with("xi") => format!("{} Stream", name.trim_end_matches("xi")),
            name => format!("{} River", name.trim_end_matches("he")),
        };
        // From where it enters the prefecture to where it leaves it or meets the sea.
        let inside = |p: &&Km| towns.of_cell[land.grid.cell_at(**p)] != NOBODY;
        let course = river
            .line
            .iter()
            .skip_while(|p| !inside(p))
            .take_while(inside);
        let course: Vec<Km> = course.copied().collect();
        sheet.push(line(&course), [text(river.name), text(&en), text(NOTE)]);
    }
    sheet.table
}

#[cfg(test)]
mod tests;
