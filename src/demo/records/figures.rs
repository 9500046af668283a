//! `indicators.csv`: what was reported.
//!
//! Planted: the sixth county reports more contracted people than it has; 27 of 30 community health centres are said to be 90.2 %; the
//! percentage of standard health centres of the fifth county is one that no count gives; the counties' clinics are six more than the
//! city's; six test vehicles are reported and five are there; the fourth consortium reports five of five and has four; the fifth county
//! sent fewer people down than it should by the deadline.

use super::book::{Book, Value};
use super::facilities::{AMBULANCES, gps};
use super::units::{BUILT, SET_UP, consortium};
use super::{CITY, COUNTIES, World, id};
use crate::demo::care::Tier;
use crate::model::FeatureTable;

/// A row.
#[derive(Default)]
struct Row {
    of: String,
    indicator: &'static str,
    date: String,
    n: Option<u32>,
    total: Option<u32>,
    percent: String,
    target: String,
    deadline: &'static str,
    source: &'static str,
}

/// Rows as they come, with the day and the source of what follows.
struct Rows {
    list: Vec<Row>,
    date: &'static str,
    source: &'static str,
}

impl Rows {
    fn put(&mut self, of: &str, indicator: &'static str, n: u32) -> &mut Row {
        self.list.push(Row {
            of: of.to_owned(),
            indicator,
            date: self.date.to_owned(),
            n: Some(n),
            source: self.source,
            ..Row::default()
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

/// A percentage with one decimal.
fn percent(n: u32, total: u32) -> String {
    format!("{:.1}%", 100.0 * f64::from(n) / f64::from(total.max(1)))
}

/// A percentage near `about` with one decimal that no count out of `total` gives.
pub(super) fn impossible(total: u32, about: f64) -> String {
    let steps = (0..40).map(|i| format!("{:.1}%", about + 0.1 * f64::from(i)));
    let given: Vec<String> = (0..=total).map(|n| percent(n, total)).collect();
    steps
        .into_iter()
        .find(|p| !given.contains(p))
        .unwrap_or_default()
}

pub(super) fn table(world: &World<'_>) -> FeatureTable {
    let mut rows = Rows {
        list: Vec::new(),
        date: "2020-12-31",
        source: "annual report",
    };
    counts(world, &mut rows);
    people(world, &mut rows);
    quality(world, &mut rows);
    consortia(world, &mut rows);
    events(world, &mut rows);
    let list = rows.list;
    let mut book = Book::new("indicators.csv", list.len(), world.seed);
    book.put("of", |row| Value::from(list[row].of.as_str()))
        .put("indicator", |row| Value::Word(list[row].indicator))
        .put("date", |row| Value::from(list[row].date.as_str()))
        .put("n", |row| list[row].n.into())
        .put("total", |row| list[row].total.into())
        .put("percent", |row| Value::from(list[row].percent.as_str()))
        .put("target", |row| Value::from(list[row].target.as_str()))
        .put("deadline", |row| Value::from(list[row].deadline))
        .put("source", |row| Value::Word(list[row].source));
    book.table
}

/// How many facilities of each kind, general practitioners, people; ambulances and test vehicles.
fn counts(world: &World<'_>, rows: &mut Rows) {
    let count = |county: Option<usize>, tiers: &[Tier]| {
        let of = |i: usize| county.is_none_or(|c| world.county(i) == c);
        (0..world.facilities.len())
            .filter(|i| of(*i) && tiers.contains(&world.facilities[*i].tier))
            .count() as u32
    };
    let gps = gps(world);
    let all_gps = |county: Option<usize>| -> u32 {
        let of = |i: usize| county.is_none_or(|c| world.county(i) == c);
        (0..gps.len()).filter(|i| of(*i)).map(|i| gps[i]).sum()
    };
    let community = [Tier::Community, Tier::Station];
    for county in (0..COUNTIES).map(Some).chain([None]) {
        let code = county.map_or(CITY, |c| world.county_code(c)).to_owned();
        rows.put(&code, "thcs", count(county, &[Tier::Township]));
        let more = if county == Some(2) { 6 } else { 0 };
        rows.put(&code, "clinics", count(county, &[Tier::Clinic]) + more);
        rows.put(&code, "chcs", count(county, &community));
        rows.put(&code, "gps", all_gps(county));
        let people = county.map_or_else(|| world.people(|_| true), |c| world.people_of_county(c));
        rows.put(&code, "population", people);
    }
    // More than there are centres, which proves nothing of each of them.
    rows.put(CITY, "ambulances", AMBULANCES);
    rows.put(CITY, "test-vehicles", COUNTIES as u32).total = Some(COUNTIES as u32);
}

/// Programmes for people: a thousand each to recruit, train and send down; family doctors, visits, reimbursement.
fn people(world: &World<'_>, rows: &mut Rows) {
    for (key, done) in [
        ("recruited", [212, 188, 171, 183, 126, 141]),
        ("trained", [205, 176, 168, 190, 131, 157]),
        ("sent-down", [180, 172, 169, 181, 96, 158]),
    ] {
        let goals = [200, 180, 165, 180, 125, 150];
        for county in 0..COUNTIES {
            let row = rows.put(world.county_code(county), key, done[county]);
            row.target = goals[county].to_string();
            row.deadline = "2020-12-31";
        }
        let row = rows.put(CITY, key, done.iter().sum());
        row.target = "1000".into();
        row.deadline = "2020-12-31";
    }
    for (town, code) in world.codes.towns.iter().enumerate() {
        if !world.urban(town) {
            let doctors = world.centre[town].map_or(0, |c| world.facilities[c].doctors);
            rows.put(code, "trained-six-years", doctors / 4 + 3);
        }
    }
    for county in 0..COUNTIES {
        let code = world.county_code(county).to_owned();
        let all = world.people_of_county(county);
        let share = [0.41, 0.44, 0.36, 0.48, 0.39, 1.04][county];
        let contracted = (f64::from(all) * share) as u32;
        let row = rows.put(&code, "contracted", contracted);
        row.total = Some(all);
        row.percent = percent(contracted, all);
        let row = rows.put(&code, "subsidy-per-head", [79, 79, 74, 79, 69, 79][county]);
        row.target = "74".into();
        let row = rows.put(&code, "reimbursed", [712, 708, 731, 704, 688, 719][county]);
        row.total = Some(1000);
        row.percent = percent(row.n.unwrap_or(0), 1000);
        row.target = "70%".into();
        for (quarter, step) in ["2020Q4", "2021Q1", "2021Q2", "2021Q3"]
            .into_iter()
            .zip(0u32..)
        {
            let total = all / 2 + 137 * step;
            let rate = [0.934, 0.927, 0.896, 0.911, 0.872, 0.903][county] + 0.004 * f64::from(step);
            let inside = (f64::from(total) * rate) as u32;
            let row = rows.put(&code, "in-county-visits", inside);
            row.date = quarter.into();
            row.total = Some(total);
            row.percent = percent(inside, total);
            row.target = "90%".into();
        }
    }
}

/// What is up to standard, and what is still to do.
fn quality(world: &World<'_>, rows: &mut Rows) {
    let clinics = world.of_tier(Tier::Clinic).count() as u32;
    for (key, n, total, said) in [
        ("standard-clinics", clinics, clinics, "100%".to_owned()),
        ("standard-thcs", 85, 91, percent(85, 91)),
        ("standard-chcs", 27, 30, "90.2%".to_owned()),
        ("standard-stations", 42, 42, "100%".to_owned()),
        ("surgery", 75, 91, "82%".to_owned()),
        ("obstetrics", 37, 91, "41%".to_owned()),
        ("tcm", 87, 91, "95%+".to_owned()),
    ] {
        let row = rows.put(CITY, key, n);
        row.total = Some(total);
        row.percent = said;
    }
    let fifth = world.centres_of(4).len() as u32;
    let code = world.county_code(4).to_owned();
    let row = rows.put(&code, "standard-thcs", 0);
    row.n = None;
    row.total = Some(fifth);
    row.percent = impossible(fifth, 93.4);
    for (county, done) in [20, 20, 19, 20, 15, 18].into_iter().enumerate() {
        let row = rows.put(world.county_code(county), "tasks-done", done);
        row.total = Some(20);
        row.percent = percent(done, 20);
        row.target = "100%".into();
        row.deadline = "2021-06-30";
        row.date = "2021-09-30".into();
    }
    for (round, n) in (1u32..=6).zip([22_914, 23_120, 23_377, 23_498, 23_541, 23_602]) {
        let row = rows.put(CITY, "staff-trained-rounds", n);
        row.date = format!("2021-{:02}-28", round + 2);
        row.total = Some(23_640);
        row.percent = percent(n, 23_640);
    }
}

/// What consortia have set up.
fn consortia(world: &World<'_>, rows: &mut Rows) {
    for county in 0..COUNTIES {
        let code = consortium(county);
        let row = rows.put(&code, "centres-built", BUILT[county] as u32);
        row.total = Some(11);
        row.percent = percent(BUILT[county] as u32, 11);
        row.deadline = "2021-12-31";
        let said = if county == 3 {
            5
        } else {
            SET_UP[county] as u32
        };
        let row = rows.put(&code, "consortium-checklist", said);
        row.total = Some(5);
        row.percent = percent(said, 5);
        let members = world.centres_of(county).len() as u32
            + world
                .of_tier(Tier::Community)
                .filter(|i| world.county(*i) == county)
                .count() as u32;
        rows.put(&code, "members", members);
    }
}

/// Events and adoptions: counts that say nothing of coverage.
fn events(world: &World<'_>, rows: &mut Rows) {
    for (county, day) in [
        "2020-03-01",
        "2021-07-01",
        "2019-07-01",
        "2019-07-01",
        "2021-07-01",
        "2021-09-01",
    ]
    .into_iter()
    .enumerate()
    {
        rows.put(world.county_code(county), "adopted", 1).date = day.into();
    }
    for (county, visits) in [6, 6, 5, 6, 6, 0].into_iter().enumerate() {
        let row = rows.put(world.county_code(county), "county-visits", visits);
        row.date = "2021-06-30".into();
        row.target = "6".into();
        row.deadline = "2021-06-30";
    }
    let cost = world.county_code(4).to_owned();
    rows.put(&cost, "pilot-cost", 300_000);
    let huts = (0..world.places.len())
        .filter(|p| super::villages::poor(world, *p))
        .count() as u32;
    rows.put(CITY, "health-huts", huts);
    rows.put(CITY, "smile-train", 160);
    rows.put(CITY, "talks", 650);
    for (hospital, n) in [(world.lead[0], 61), (world.lead[1], 28)] {
        rows.put(&id(hospital), "stroke-thrombolysis", n);
    }
    rows.put(CITY, "stroke-thrombolysis", 89);
}
