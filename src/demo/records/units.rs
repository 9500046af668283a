//! `units.csv`: the prefecture, its counties with their programmes, consortia with what they have set up, grids.

use super::book::{Book, Value, code, yes};
use super::villages::Grids;
use super::{CITY, COUNTIES, World, id};
use crate::demo::names::{self, PREFECTURE, pinyin};
use crate::model::FeatureTable;

/// The centres that a consortium is to build, in the order in which they are built.
const CENTRES: [&str; 11] = [
    "admin",
    "finance",
    "hr",
    "drugs",
    "training",
    "insurance",
    "medical",
    "public_health",
    "general",
    "performance",
    "it",
];
/// How many of them each consortium has built.
pub(super) const BUILT: [usize; COUNTIES] = [4, 3, 11, 5, 5, 2];
/// What a consortium has to set up: plan, chart, committee, leading group, list of duties.
const CHECKLIST: [&str; 5] = ["plan", "chart", "committee", "leading_group", "duties_list"];
/// How many of these each consortium has; the fourth reports all five.
pub(super) const SET_UP: [usize; COUNTIES] = [5, 4, 5, 4, 3, 5];
/// Counties that began two years before the others.
pub(super) const PILOTS: [usize; 2] = [2, 3];

/// A row's unit.
enum Row {
    City,
    County(usize),
    Consortium(usize),
    Grid(usize),
}

impl Row {
    /// The value of a county; others have none.
    fn of_county(&self, value: &dyn Fn(usize) -> Value) -> Value {
        match self {
            Self::County(county) => value(*county),
            _ => Value::Empty,
        }
    }

    /// The value of a consortium, by its county; others have none.
    fn of_consortium(&self, value: &dyn Fn(usize) -> Value) -> Value {
        match self {
            Self::Consortium(county) => value(*county),
            _ => Value::Empty,
        }
    }
}

/// The code of a county's consortium.
pub(super) fn consortium(county: usize) -> String {
    format!("C{:02}", county + 1)
}

pub(super) fn table(world: &World<'_>, grids: &Grids) -> FeatureTable {
    let mut rows = vec![Row::City];
    rows.extend((0..COUNTIES).map(Row::County));
    rows.extend((0..COUNTIES).map(Row::Consortium));
    rows.extend((0..grids.centres.len()).map(Row::Grid));
    let mut book = Book::new("units.csv", rows.len(), world.seed);
    identify(world, grids, &rows, &mut book);
    programmes(&rows, &mut book);
    book.table
}

/// Who they are, what they are a part of and who leads them.
fn identify(world: &World<'_>, grids: &Grids, rows: &[Row], book: &mut Book) {
    book.put("code", |row| {
        Value::Text(match rows[row] {
            Row::City => CITY.to_owned(),
            Row::County(county) => world.county_code(county).to_owned(),
            Row::Consortium(county) => consortium(county),
            Row::Grid(grid) => Grids::code(grid),
        })
    })
    .put("name", |row| {
        Value::Text(match rows[row] {
            Row::City => PREFECTURE.0.to_owned(),
            Row::County(county) => names::county(county).zh,
            Row::Consortium(county) if county < 2 => {
                format!("{}城市医疗集团", names::county(county).zh)
            }
            Row::Consortium(county) => format!("{}医共体", names::county(county).zh),
            Row::Grid(grid) => grids.name(world, grid).0,
        })
    })
    .put("name_en", |row| {
        Value::Text(match rows[row] {
            Row::City => PREFECTURE.1.to_owned(),
            Row::County(county) => names::county(county).en,
            Row::Consortium(county) => {
                let word: String = names::county(county).zh.chars().take(2).collect();
                let kind = if county < 2 {
                    "Medical Group"
                } else {
                    "Consortium"
                };
                format!("{} {kind}", pinyin(&word))
            }
            Row::Grid(grid) => grids.name(world, grid).1,
        })
    })
    .put("level", |row| {
        Value::Word(match rows[row] {
            Row::City => "city",
            Row::County(_) => "county",
            Row::Consortium(_) => "consortium",
            Row::Grid(_) => "grid",
        })
    })
    .put("parent", |row| match rows[row] {
        Row::City => Value::Empty,
        Row::County(_) => code(CITY),
        Row::Consortium(county) => code(world.county_code(county)),
        Row::Grid(grid) => code(&world.codes.towns[world.facilities[grids.centres[grid]].town]),
    })
    .put("population", |row| match rows[row] {
        Row::City => world.people(|_| true).into(),
        Row::County(county) | Row::Consortium(county) => world.people_of_county(county).into(),
        Row::Grid(_) => Value::Empty,
    })
    .put("lead", |row| {
        rows[row].of_consortium(&|county| Value::Text(id(world.lead[county])))
    })
    .put("responsible", |row| match rows[row] {
        Row::Grid(grid) => Value::Text(id(grids.centres[grid])),
        _ => Value::Empty,
    });
}

/// Which programmes counties take part in, and what consortia have set up.
fn programmes(rows: &[Row], book: &mut Book) {
    book.put("pilot", |row| {
        rows[row].of_county(&|c| yes(PILOTS.contains(&c)))
    })
    .put("pilot_since", |row| {
        rows[row].of_county(&|c| {
            let since = PILOTS.contains(&c).then_some("2019-07-01");
            since.map_or(Value::Empty, Value::Word)
        })
    })
    .put("rollout", |row| {
        rows[row].of_county(&|c| {
            Value::Word(if PILOTS.contains(&c) {
                "2019-07-01"
            } else {
                "2021-07-01"
            })
        })
    })
    .put("poor", |row| {
        rows[row].of_county(&|c| yes(c == 2 || c == 4))
    })
    .put("remote_area", |row| rows[row].of_county(&|c| yes(c == 2)))
    .put("smart_medicine", |row| {
        rows[row].of_county(&|c| yes(c == 2 || c == 0))
    })
    .put("pay_after_treatment", |row| {
        rows[row].of_county(&|c| yes(c != 4))
    })
    .put("pilot_cost", |row| {
        rows[row].of_county(&|c| {
            if c == 4 {
                Value::Whole(300_000)
            } else {
                Value::Empty
            }
        })
    })
    .put("funder", |row| {
        rows[row].of_county(&|c| {
            if c == 4 {
                Value::Word("province and city")
            } else {
                Value::Empty
            }
        })
    });
    for (i, item) in CHECKLIST.into_iter().enumerate() {
        book.put(item, |row| rows[row].of_consortium(&|c| yes(i < SET_UP[c])));
    }
    for (i, centre) in CENTRES.into_iter().enumerate() {
        book.put(&format!("centre_{centre}"), |row| {
            rows[row].of_consortium(&|c| yes(i < BUILT[c]))
        });
    }
}
