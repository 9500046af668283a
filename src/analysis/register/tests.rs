//! Every way of joining against a case small enough to check by hand.

use std::sync::Arc;

use ecow::EcoString;
use geo::{MultiPolygon, polygon};

use super::*;
use crate::base::{GeoBox, LonLat, Persons};
use crate::model::dataset::Layer;
use crate::model::register::{Subject, UnitSource};
use crate::model::role::RoleUse;
use crate::model::{
    Cell, District, Facility, FeatureTable, Geometry, LayerRoles, Role, RoleColumns, SourceInfo,
    SourceRow, Village,
};

/// A table from lines of cells parted by `|`; what is a number is one, unless it begins with a zero.
fn table(lines: &str) -> FeatureTable {
    let mut table = FeatureTable::new(SourceInfo {
        path: "t.csv".into(),
        sha256: String::new(),
        bytes: 0,
        format: "CSV",
        crs: String::new(),
        encoding: "UTF-8",
        modified: None,
    });
    let mut rows = lines.lines().map(|l| l.split('|').map(str::trim));
    let heading: Vec<Arc<str>> = rows.next().expect("a heading").map(Arc::from).collect();
    for row in rows {
        let cells = row.map(|text| match text.parse::<i64>() {
            _ if text.is_empty() => Cell::Null,
            Ok(number) if number.to_string() == text => Cell::Int(number),
            _ => Cell::Text(text.into()),
        });
        table.push_row(None, Geometry::Missing, heading.iter().cloned().zip(cells));
    }
    table
}

fn layer(role: Role, id: &str, lines: &str) -> Layer {
    Layer {
        table: Arc::new(table(lines)),
        roles: LayerRoles(vec![RoleUse {
            role,
            columns: RoleColumns {
                id: (!id.is_empty()).then(|| id.to_owned()),
                ..RoleColumns::default()
            },
            rows: None,
        }]),
    }
}

/// A dataset of three layers. Rows of facilities and villages have the columns `id|name|x…` and lie at longitude `x`; districts have
/// `name|west|east…`.
fn dataset(facilities: &str, villages: &str, districts: &str) -> Dataset {
    let layers = vec![
        layer(Role::Facilities, "id", facilities),
        layer(Role::Villages, "id", villages),
        layer(Role::Districts, "", districts),
    ];
    let text = |layer: usize, column: &str, row: usize| -> EcoString {
        let cell = layers[layer].table.column(column).map(|c| c.get(row));
        cell.map_or_else(|| row.to_string(), |c| c.to_string())
            .into()
    };
    let number = |layer: usize, column: &str, row: usize| {
        let table: &FeatureTable = &layers[layer].table;
        table.column(column).and_then(|c| c.number(row))
    };
    let at = |layer: usize, row: usize| SourceRow {
        layer: layer as u32,
        row: row as u32,
    };
    let place = |layer, row| number(layer, "x", row).map(|x| LonLat::new(x / 10.0, 0.5));
    let rows = |layer: usize| 0..layers[layer].table.len();
    Dataset {
        facilities: rows(0)
            .map(|row| Facility {
                source: at(0, row),
                id: text(0, "id", row),
                name: text(0, "name", row),
                tier: 0,
                location: place(0, row).unwrap_or(LonLat::new(-50.0, 0.0)),
            })
            .collect(),
        villages: rows(1)
            .map(|row| Village {
                source: at(1, row),
                id: text(1, "id", row),
                name: text(1, "name", row),
                location: place(1, row),
                population: number(1, "population", row).map(Persons),
            })
            .collect(),
        districts: rows(2)
            .map(|row| {
                let [west, east] = ["west", "east"].map(|c| number(2, c, row).unwrap_or(0.0) / 10.0);
                let shape = polygon![(x: west, y: 0.0), (x: east, y: 0.0), (x: east, y: 1.0), (x: west, y: 1.0)];
                District {
                    source: at(2, row),
                    id: row.to_string().into(),
                    name: text(2, "name", row),
                    shape: Arc::new(MultiPolygon(vec![shape])),
                    extent: GeoBox { west, south: 0.0, east, north: 1.0 },
                }
            })
            .collect(),
        layers,
        ..Dataset::default()
    }
}

fn records(tables: &[(RecordKind, &str)]) -> Vec<RecordTable> {
    let record = |(kind, lines): &(RecordKind, &str)| RecordTable {
        table: Arc::new(table(lines)),
        kind: *kind,
    };
    tables.iter().map(record).collect()
}

fn build(dataset: &Dataset, tables: &[(RecordKind, &str)]) -> Register {
    let index = DistrictIndex::new(dataset);
    let located = index.locate(dataset);
    register(dataset, &index, &located, &records(tables))
}

/// `code name level < parent's code`, by unit.
fn tree(register: &Register) -> Vec<String> {
    let list = &register.units.list;
    let line = |u: &crate::model::Unit| {
        let parent = u.parent.map_or("-", |p| &list[p as usize].code);
        format!("{} {} {} < {parent}", u.code, u.name, u.level.name())
    };
    list.iter().map(line).collect()
}

fn codes(register: &Register, of: &[Option<u32>]) -> Vec<String> {
    let code = |u: &Option<u32>| {
        u.map_or_else(
            || "-".into(),
            |u| register.units.list[u as usize].code.to_string(),
        )
    };
    of.iter().map(code).collect()
}

fn lost(register: &Register, table: usize) -> Vec<String> {
    let line = |l: &crate::model::register::LostRow| {
        format!("{} {} {} {}", l.row, l.column, l.value, l.candidates)
    };
    register.joins[table].lost.iter().map(line).collect()
}

const NOBODY: &str = "id|name|x";

/// Two townships of a county and one of another, west to east.
const TOWNS: &str = "name|west|east|code|county\n石桥镇|0|10|990121100|石岚县\n松泉乡|10|20|990121200|石岚县\n柳岸镇|20|30|990122100|柳苇县";

#[test]
fn a_tree_grows_from_the_digits_of_codes_and_takes_its_names_from_columns() {
    let register = build(&dataset(NOBODY, NOBODY, TOWNS), &[]);
    assert_eq!(
        tree(&register),
        [
            "990121100 石桥镇 township < 990121",
            "990121200 松泉乡 township < 990121",
            "990122100 柳岸镇 township < 990122",
            "990121 石岚县 county < -",
            "990122 柳苇县 county < -",
        ]
    );
    let sources: Vec<_> = register.units.list.iter().map(|u| u.source).collect();
    assert_eq!(
        (sources[0], sources[3]),
        (UnitSource::District(0), UnitSource::Derived)
    );
}

#[test]
fn rows_of_units_join_by_code_then_by_name_and_the_others_become_units() {
    let units = "code|name|level|parent|population\n990121000000|||9901|500\n|柳岸镇|||77\n9901|虚构市|city||\nC01|石岚医共体|consortium|990121|\nG01|一号网格|grid|990121100|";
    let register = build(
        &dataset(NOBODY, NOBODY, TOWNS),
        &[(RecordKind::Units, units)],
    );
    assert_eq!(
        tree(&register)[2..],
        [
            "990122100 柳岸镇 township < 990122",
            "990121000000 石岚县 county < 9901",
            "990122 柳苇县 county < 9901",
            "9901 虚构市 city < -",
            "G01 一号网格 grid < 990121100",
            "C01 石岚医共体 consortium < 990121000000",
        ]
    );
    let join = &register.joins[0];
    assert_eq!((join.rows, join.by_code, join.by_name), (5, 4, 1));
    assert_eq!(register.units.list[2].population, Some(Persons(77.0)));
    assert_eq!(register.unit_rows[&2], [(0, 1)]);
}

#[test]
fn a_name_that_several_units_bear_does_not_join() {
    let towns = "name|west|east|code\n城关镇|0|10|990121100\n城关镇|10|20|990122100";
    let units = "name|level|population\n城关镇|township|5\n城关镇|county|9";
    let register = build(
        &dataset(NOBODY, NOBODY, towns),
        &[(RecordKind::Units, units)],
    );
    assert_eq!(lost(&register, 0), ["0 name 城关镇 2"]);
}

#[test]
fn levels_without_codes_follow_from_what_is_a_part_of_what_and_rings_are_cut() {
    let units = "code|name|parent\na|甲|b\nb|乙|c\nc|丙|\nx|X|y\ny|Y|x\nz|Z|nowhere";
    let register = build(
        &dataset(NOBODY, NOBODY, "name|west|east"),
        &[(RecordKind::Units, units)],
    );
    let all = tree(&register);
    assert!(all.contains(&"a 甲 township < b".into()), "{all:?}");
    assert!(all.contains(&"b 乙 county < c".into()), "{all:?}");
    assert!(all.contains(&"c 丙 city < -".into()), "{all:?}");
    let rows = lost(&register, 0);
    assert!(rows.contains(&"5 parent nowhere 0".to_owned()), "{rows:?}");
    // The ring loses at least one of its two links, and every way up ends.
    assert!(
        rows.iter()
            .any(|l| l.ends_with("parent x 1") || l.ends_with("parent y 1"))
    );
    for unit in 0..all.len() as u32 {
        assert!(register.units.upwards(Some(unit)).count() < 5);
    }
}

#[test]
fn districts_of_several_levels_are_parts_of_each_other_by_location() {
    let areas = "name|west|east|level\n东县|0|20|县\n甲镇|0|10|镇\n乙镇|10|20|镇";
    let villages = "id|name|x|population\n1|a|5|100\n2|b|15|200\n3|c|25|300";
    let register = build(&dataset("id|name|x\nF1|f|15", villages, areas), &[]);
    assert_eq!(
        tree(&register),
        [
            "甲镇 甲镇 township < 东县",
            "乙镇 乙镇 township < 东县",
            "东县 东县 county < -"
        ]
    );
    let units = &register.units;
    assert_eq!(codes(&register, &units.of_village), ["甲镇", "乙镇", "-"]);
    assert_eq!(codes(&register, &units.of_facility), ["乙镇"]);
    let people: Vec<_> = units
        .list
        .iter()
        .map(|u| (u.villages, u.population))
        .collect();
    assert_eq!(
        people,
        [
            (1, Some(Persons(100.0))),
            (1, Some(Persons(200.0))),
            (2, Some(Persons(300.0)))
        ]
    );
}

#[test]
fn villages_are_at_home_by_code_then_by_column_then_by_location_then_by_name() {
    let villages = "id|name|x|township_code|township\n\
        990121100201|by its own code|25||\n\
        V2|by a column|25|990121200|\n\
        V3|by location|25||石桥镇\n\
        V4|by name|||石桥镇\n\
        V5|nowhere|||";
    let register = build(&dataset(NOBODY, villages, TOWNS), &[]);
    assert_eq!(
        codes(&register, &register.units.of_village),
        ["990121100", "990121200", "990122100", "990121100", "-"]
    );
}

#[test]
fn townships_are_derived_from_the_codes_of_villages() {
    let villages = "id|code|name|x|township|county|population\n1|990121100201|甲||石桥镇|石岚县|10\n2|990121100202|乙||石桥镇|石岚县|\n3|990122200201|丙||柳溪乡|柳苇县|";
    let register = build(&dataset(NOBODY, villages, "name|west|east"), &[]);
    assert_eq!(
        tree(&register),
        [
            "990121100 石桥镇 township < 990121",
            "990122200 柳溪乡 township < 990122",
            "990121 石岚县 county < -",
            "990122 柳苇县 county < -",
        ]
    );
    let units = &register.units.list;
    assert_eq!(
        (units[2].villages, units[2].population),
        (2, Some(Persons(10.0)))
    );
    // Nobody knows how many live there.
    assert_eq!((units[3].villages, units[3].population), (1, None));
}

#[test]
fn facilities_are_at_home_where_their_columns_say_and_else_where_they_stand() {
    let facilities = "id|name|x|township_code|village_code|village\n\
        F1|by column|5|990121200||\n\
        F2|by location|15|||\n\
        F3|by village|5||V2|\n\
        F4|by table|5|||\n\
        F5|by name of village|5|||远村\n\
        F6|serves|5|||";
    let villages = "id|name|x\nV1|甲村|5\nV2|乙村|25\nV3|远村|15";
    let more = "id|home|village_code\nF4|990122|V1";
    let links = "from|to|kind\nF6|V2|serves\nF6|V3|serves";
    let register = build(
        &dataset(facilities, villages, TOWNS),
        &[
            (RecordKind::FacilityAttributes, more),
            (RecordKind::Links, links),
        ],
    );
    assert_eq!(
        codes(&register, &register.units.of_facility),
        [
            "990121200",
            "990121200",
            "990122100",
            "990122",
            "990121200",
            "990122100"
        ]
    );
    assert_eq!(
        register.units.village_of_facility,
        [None, None, Some(1), Some(0), Some(2), Some(1)]
    );
}

#[test]
fn attributes_join_by_id_then_by_name_and_what_does_not_is_told() {
    let facilities = "id|name|x\nF1|甲院|5\nF2|乙院|5\nF3|同名|5\nF4|同名|5";
    let tables = [
        (
            RecordKind::FacilityAttributes,
            "id|name|beds\nF1|x|3\n|乙 院|4\nF9|同名|5\nF8||6\nF1||7",
        ),
        (
            RecordKind::VillageAttributes,
            "代码|名称|贫困\nV1||是\n|乙村|否\n|丙村|是",
        ),
    ];
    let villages = "id|name|x\nV1|甲村|5\nV2|乙村|5";
    let register = build(&dataset(facilities, villages, TOWNS), &tables);
    let join = &register.joins[0];
    assert_eq!((join.rows, join.by_code, join.by_name), (5, 2, 1));
    assert_eq!(lost(&register, 0), ["2 id F9 2", "3 id F8 0"]);
    assert_eq!(lost(&register, 1), ["2 名称 丙村 0"]);
    let beds = |f: u32| register.joined(register.facility_rows.get(&f), "beds");
    // The later row is asked first.
    assert_eq!(
        (beds(0), beds(1), beds(2)),
        (Some(Cell::Int(7)), Some(Cell::Int(4)), None)
    );
    assert_eq!(
        register.joined(register.village_rows.get(&1), "贫困"),
        Some(Cell::Text("否".into()))
    );
}

#[test]
fn links_and_figures_find_whom_they_mean() {
    let facilities = "id|name|x\nF1|县医院|5\nF2|卫生院|5\nF3|重名|5";
    let villages = "id|name|x\nV1|甲村|5\nV2|重名|5";
    let tables = [
        (
            RecordKind::Links,
            "from|to|kind|since|until\nF1|卫生院|管理|2019|2021年6月\nF2|990121|refers_up||\nF2|V1|serves||\nF1|重名|manages||\n??|F1|manages||",
        ),
        (
            RecordKind::Indicators,
            "code|indicator|date|n|total|percent|target|deadline|source\n990121|Trained|2020|80|100|80.0%|90%|2020-12-31|report\n|GPs||5|||||\n石岚县|gps|2021Q2|3||||2021|\n99|gps||1||||2021|",
        ),
    ];
    let register = build(&dataset(facilities, villages, TOWNS), &tables);
    let links: Vec<_> = register
        .links
        .iter()
        .map(|l| (l.from, l.to, &*l.kind, l.row.1))
        .collect();
    let (county, village) = (Subject::Unit(3), Subject::Village(0));
    let facility = Subject::Facility;
    assert_eq!(
        links,
        [
            (facility(0), facility(1), "manages", 0),
            (facility(1), county, "refers-up", 1),
            (facility(1), village, "serves", 2),
        ]
    );
    let day = |d: Option<crate::base::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    assert_eq!(
        (day(register.links[0].since), day(register.links[0].until)),
        ("2019-01-01".into(), "2021-06-30".into())
    );
    assert_eq!(lost(&register, 0), ["3 to 重名 2", "4 from ?? 0"]);
    let figures = &register.indicators;
    let of: Vec<_> = figures.iter().map(|i| (&*i.key, i.of, i.n)).collect();
    assert_eq!(
        of,
        [
            ("trained", Some(county), Some(80.0)),
            ("gps", None, Some(5.0)),
            ("gps", Some(county), Some(3.0))
        ]
    );
    let share = figures[0].share.expect("a share");
    assert_eq!((share.percent, share.decimals), (80.0, 1));
    assert_eq!(
        (figures[0].target, day(figures[0].date)),
        (Some(0.9), "2020-12-31".into())
    );
    assert_eq!(day(figures[2].date), "2021-06-30");
    assert_eq!(lost(&register, 1), ["3 code 99 0"]);
}

#[test]
fn grids_and_consortia_that_others_name_are_units() {
    let villages = "id|name|x|population\nV1|甲村|5|100\nV2|乙村|5|20\nV3|丙村|5|3";
    let tables = [
        (
            RecordKind::VillageAttributes,
            "code|grid\nV1|G01\nV2|G01;G02\nV3|",
        ),
        (
            RecordKind::Links,
            "from|to|kind\nF1|C07|member-of\nF1|F2|member-of",
        ),
    ];
    let register = build(
        &dataset("id|name|x\nF1|a|5\nF2|b|5", villages, TOWNS),
        &tables,
    );
    assert_eq!(
        tree(&register)[5..],
        [
            "G01 G01 grid < -",
            "G02 G02 grid < -",
            "C07 C07 consortium < -"
        ]
    );
    assert_eq!(register.units.grids_of_village, [(0, 5), (1, 5), (1, 6)]);
    let grid = &register.units.list[5];
    assert_eq!((grid.villages, grid.population), (2, Some(Persons(120.0))));
    assert_eq!(register.links[0].to, Subject::Unit(7));
    assert!(lost(&register, 1).is_empty());
}

#[test]
fn a_county_whose_code_ends_in_zeros_is_one_by_its_name() {
    let areas = "name|west|east|code\n王家县|0|10|110100\n李家县|10|20|110101\n张家县|20|30|110201";
    let villages = "id|name|x|county\nV1|a||110101\nV2|b|5|\nV3|c||110100";
    let register = build(&dataset(NOBODY, villages, areas), &[]);
    assert_eq!(
        tree(&register),
        [
            "110100 王家县 county < 1101",
            "110101 李家县 county < 1101",
            "110201 张家县 county < 1102",
            "1101 1101 city < -",
            "1102 1102 city < -",
        ]
    );
    assert_eq!(
        codes(&register, &register.units.of_village),
        ["110101", "110100", "110100"]
    );
}
