//! What the tables promise, counted on them as a user gets them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::demo::{DemoCounty, county};
use crate::model::{Cell, FeatureTable};

static COUNTY: LazyLock<DemoCounty> = LazyLock::new(county);

fn table(file: &str) -> &'static FeatureTable {
    let found = COUNTY.records.iter().find(|(name, _, _)| *name == file);
    &found.expect("a table").2
}

fn cell(table: &FeatureTable, column: &str, row: usize) -> Cell {
    table
        .column(column)
        .unwrap_or_else(|| panic!("{column}"))
        .get(row)
}

fn text(table: &FeatureTable, column: &str, row: usize) -> String {
    cell(table, column, row).to_string()
}

/// The rows of facilities of a tier.
fn of_tier(tier: &str) -> Vec<usize> {
    let facilities = &COUNTY.facilities;
    let is = |row: &usize| text(facilities, "tier", *row) == tier;
    (0..facilities.len()).filter(is).collect()
}

fn said(column: &str, tier: &str, word: &str) -> usize {
    let attributes = table("facility_attributes.csv");
    let rows = of_tier(tier).into_iter();
    rows.filter(|row| text(attributes, column, *row) == word)
        .count()
}

/// The sum of a column of whole numbers.
fn sum(column: &str, rows: &[usize]) -> i64 {
    let attributes = table("facility_attributes.csv");
    let column = attributes.column(column).expect("a column");
    rows.iter()
        .map(|row| match column.get(*row) {
            Cell::Int(n) => n,
            _ => 0,
        })
        .sum()
}

/// The links of a kind, from and to.
fn links(kind: &str) -> Vec<(String, String)> {
    let links = table("links.csv");
    let rows = (0..links.len()).filter(|row| text(links, "kind", *row) == kind);
    rows.map(|row| (text(links, "from", row), text(links, "to", row)))
        .collect()
}

/// The rows of an indicator of somebody.
fn figure(of: &str, key: &str) -> Vec<usize> {
    let figures = table("indicators.csv");
    let is =
        |row: &usize| text(figures, "of", *row) == of && text(figures, "indicator", *row) == key;
    (0..figures.len()).filter(is).collect()
}

fn number(of: &str, key: &str, column: &str) -> i64 {
    let rows = figure(of, key);
    let figures = table("indicators.csv");
    match cell(figures, column, rows[0]) {
        Cell::Int(n) => n,
        other => other.to_string().parse().expect("a number"),
    }
}

const COUNTIES: [&str; 6] = ["990102", "990103", "990121", "990122", "990123", "990124"];

#[test]
fn shares_are_those_that_a_real_prefecture_reports() {
    assert_eq!(
        [
            said("surgery", "township", "yes"),
            said("obstetrics", "township", "yes"),
            said("tcm", "township", "yes")
        ],
        [75, 37, 87]
    );
    assert_eq!(said("surgery", "township", "unknown"), 4);
    let all: Vec<usize> = (0..COUNTY.facilities.len()).collect();
    let people: f64 = {
        let column = COUNTY.villages.column("population").expect("people");
        (0..COUNTY.villages.len())
            .filter_map(|row| column.number(row))
            .sum()
    };
    let ratio = sum("gps", &all) as f64 * 10_000.0 / people;
    assert!((ratio - 2.84).abs() < 0.005, "{ratio}");
    assert_eq!(said("grade", "township", "none"), 6);
    assert_eq!(said("award", "township", "national"), 2);
    let attributes = table("facility_attributes.csv");
    let count = |column: &str, word: &str| {
        all.iter()
            .filter(|row| text(attributes, column, **row) == word)
            .count()
    };
    assert_eq!(
        (count("award", "provincial"), count("satisfied", "yes")),
        (161, 25)
    );
    let grassroots = of_tier("township").into_iter().chain(of_tier("community"));
    let departments: usize = grassroots
        .map(|row| {
            text(attributes, "specialties", row)
                .split(';')
                .filter(|d| !d.is_empty())
                .count()
        })
        .sum();
    assert_eq!(departments, 59);
    // The answer is missing in both ways.
    assert!(said("dr", "township", "unknown") > 0 && said("dr", "township", "") > 0);
}

#[test]
fn a_total_that_is_more_than_enough_hides_centres_without_an_ambulance() {
    let centres = of_tier("township");
    let total = sum("ambulances", &centres);
    assert!(
        usize::try_from(total).is_ok_and(|n| n > centres.len()),
        "{total}"
    );
    assert_eq!(number("9901", "ambulances", "n"), total);
    assert_eq!(
        (
            said("ambulances", "township", "0"),
            said("ambulances", "township", "")
        ),
        (2, 1)
    );
    let all: Vec<usize> = (0..COUNTY.facilities.len()).collect();
    assert_eq!(
        (
            sum("test_vehicles", &all),
            number("9901", "test-vehicles", "n")
        ),
        (5, 6)
    );
}

#[test]
fn the_networks_have_the_faults_that_are_to_be_found() {
    let centres: BTreeSet<String> = of_tier("township")
        .into_iter()
        .map(|row| text(&COUNTY.facilities, "id", row))
        .collect();
    let mut leads: BTreeMap<String, usize> = centres.iter().map(|c| (c.clone(), 0)).collect();
    for (_, to) in links("manages") {
        *leads.entry(to).or_default() += 1;
    }
    let with = |n: usize| leads.values().filter(|count| **count == n).count();
    assert_eq!((with(0), with(1), with(2), leads.len()), (1, 89, 1, 91));
    let members: BTreeSet<String> = links("member-of").into_iter().map(|l| l.0).collect();
    assert_eq!(centres.difference(&members).count(), 1);
    let linked: BTreeSet<String> = links("telemedicine").into_iter().map(|l| l.0).collect();
    assert_eq!(centres.difference(&linked).count(), 2);
    let paired: BTreeSet<String> = links("paired-with").into_iter().map(|l| l.1).collect();
    assert_eq!(centres.difference(&paired).count(), 1);
    let posted: BTreeSet<String> = links("posted-to").into_iter().map(|l| l.1).collect();
    assert_eq!(centres.difference(&posted).count(), 6);
    // Every way up ends at the first hospital but for the ring of three and the clinics below it.
    let up: BTreeMap<String, String> = links("refers-up").into_iter().collect();
    let ends = |start: &String| {
        let mut at = start;
        (0..9).any(|_| match up.get(at) {
            Some(next) => {
                at = next;
                false
            }
            None => true,
        })
    };
    let endless: Vec<&String> = up
        .keys()
        .filter(|f| centres.contains(*f) && !ends(f))
        .collect();
    assert_eq!(endless.len(), 3);
    let visited: BTreeSet<String> = links("visits").into_iter().map(|l| l.1).collect();
    assert_eq!(visited.len(), 5);
}

#[test]
fn the_figures_have_the_contradictions_that_are_to_be_found() {
    assert!(number("990124", "contracted", "n") > number("990124", "contracted", "total"));
    let parts = |key: &str| COUNTIES.iter().map(|c| number(c, key, "n")).sum::<i64>();
    assert_eq!(parts("clinics"), number("9901", "clinics", "n") + 6);
    for key in [
        "thcs",
        "chcs",
        "gps",
        "population",
        "recruited",
        "trained",
        "sent-down",
    ] {
        assert_eq!(parts(key), number("9901", key, "n"), "{key}");
    }
    let figures = table("indicators.csv");
    let row = figure("990123", "standard-thcs")[0];
    let total = cell(figures, "total", row).number().expect("a total");
    let percent = text(figures, "percent", row);
    assert!((0..=total as u32).all(|n| format!("{:.1}%", 100.0 * f64::from(n) / total) != percent));
    assert_eq!(
        text(figures, "percent", figure("9901", "standard-chcs")[0]),
        "90.2%"
    );
    assert!(number("990123", "sent-down", "n") < number("990123", "sent-down", "target"));
}

#[test]
fn small_villages_share_a_clinic_and_seats_need_none() {
    let villages = table("village_attributes.csv");
    let people = COUNTY.villages.column("population").expect("people");
    let joint: Vec<usize> = (0..villages.len())
        .filter(|row| !text(villages, "joint", *row).is_empty())
        .collect();
    assert!((8..120).contains(&joint.len()), "{}", joint.len());
    assert!(
        joint
            .iter()
            .all(|row| people.number(*row).is_some_and(|n| n < 1500.0))
    );
    assert_eq!(links("serves").len(), joint.len());
    let grids = |count: usize| {
        let of = |row: usize| text(villages, "grid", row);
        let urban = (0..villages.len())
            .filter(|row| text(&COUNTY.villages, "name_en", *row).ends_with("Community"));
        urban
            .filter(|row| of(*row).split(';').filter(|g| !g.is_empty()).count() == count)
            .count()
    };
    assert_eq!(grids(2), 3);
    // The communities at the seats of townships belong to no grid of the sub-districts.
    assert_eq!(grids(0), 4 + 91);
}

#[test]
fn every_home_of_a_clinic_is_known() {
    let attributes = table("facility_attributes.csv");
    for row in of_tier("clinic").into_iter().chain(of_tier("township")) {
        let code = text(attributes, "village_code", row);
        assert!(
            code.starts_with(&text(&COUNTY.facilities, "township_code", row)),
            "{row}"
        );
    }
}
