//! The workbook of tables against the CSV files, cell by cell, and what facilities bear against an honest count.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use lastmile::analysis::loads;
use lastmile::base::{LonLat, PersonSum, Progress, geodesic};
use lastmile::cli::{Door, run};
use lastmile::model::Status;
use lastmile::session::{Answer, open_demo};

use super::tripura::shared;

type Book = Xlsx<std::io::BufReader<fs::File>>;

fn analyze(arguments: &[&str]) {
    let line = ["lastmile", "analyze", "--quiet"].iter().chain(arguments);
    assert_eq!(run(line.map(Into::into)), Door::Done(0), "{arguments:?}");
}

fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).expect(sheet);
    assert_eq!(range.start(), Some((0, 0)));
    range.rows().map(<[Data]>::to_vec).collect()
}

fn csv(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    let record =
        |r: Result<csv::StringRecord, _>| r.expect("a row").iter().map(str::to_owned).collect();
    reader.records().map(record).collect()
}

/// A cell says what the CSV says: a number the same number, a text the same text (which the CSV may have had to tame).
fn assert_same(cells: &[Data], fields: &[String]) {
    assert_eq!(cells.len(), fields.len());
    for (cell, field) in cells.iter().zip(fields) {
        match cell {
            Data::Empty => assert_eq!(field, ""),
            Data::Float(number) => assert_eq!(field.parse(), Ok(*number), "{fields:?}"),
            Data::String(text) => {
                assert!(
                    field == text || *field == format!("'{text}"),
                    "{text} {field}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Compares the workbook in a folder with the CSV files beside it and gives the number of rows of its villages.
fn compare(out: &Path) -> usize {
    let mut book: Book = open_workbook(out.join("tables.xlsx")).expect("a workbook");
    let districts = rows(&mut book, "Districts");
    let of_csv = csv(&out.join("districts.csv"));
    assert_eq!(districts.len(), of_csv.len() + 1);
    for (cells, fields) in districts[1..].iter().zip(&of_csv) {
        assert_same(cells, fields);
    }
    let villages = rows(&mut book, "Beyond reach");
    let of_csv = csv(&out.join("villages.csv"));
    let listed = of_csv.iter().filter(|v| v[11] != "covered").count();
    assert_eq!(villages.len(), listed + 1);
    let rank = |status: &str| {
        ["gap", "borderline", "unknown"]
            .iter()
            .position(|s| *s == status)
    };
    let mut before = (Some(0), f64::NEG_INFINITY);
    for cells in &villages[1..] {
        let Data::Float(row) = cells[0] else {
            panic!("{cells:?}")
        };
        let fields = &of_csv[row as usize];
        assert_same(cells, fields);
        // Worst first; margins are rounded in the file.
        let now = (rank(&fields[11]), fields[9].parse().unwrap_or(0.0));
        assert!(
            now.0 > before.0 || now.1 >= before.1 || now.0 == Some(2),
            "{fields:?}"
        );
        before = now;
    }
    villages.len() - 1
}

#[test]
fn the_workbook_of_the_demo_equals_its_csv_and_has_the_same_bytes_again() {
    let room = tempfile::tempdir().expect("room");
    let at = |name: &str| room.path().join(name).display().to_string();
    assert_eq!(
        run(["lastmile", "demo", "--out", &at("demo")].map(Into::into)),
        Door::Done(0)
    );
    let write = |out: &str| {
        analyze(&[
            "--facilities",
            &at("demo/facilities.geojson"),
            "--villages",
            &at("demo/villages.geojson"),
            "--districts",
            &at("demo/districts.geojson"),
            "--radius",
            "clinic=2.5km",
            "--radius",
            "township=5km",
            "--tolerance",
            "50m",
            "--lang",
            "en",
            "--out",
            &at(out),
            "--tables",
            "tables.xlsx",
            "--dpi",
            "40",
        ]);
        fs::read(room.path().join(out).join("tables.xlsx")).expect("a workbook")
    };
    assert!(write("one") == write("two"));
    assert!(compare(&room.path().join("one")) > 100);
    let mut book: Book = open_workbook(room.path().join("one/tables.xlsx")).expect("a workbook");
    assert_eq!(
        book.sheet_names(),
        [
            "Summary",
            "Districts",
            "Beyond reach",
            "Facilities",
            "Data problems",
            "Map"
        ]
    );
    assert_eq!(rows(&mut book, "Facilities").len(), 1884);
}

#[test]
fn the_workbook_of_tripura_equals_its_csv() {
    let Some(data) = shared("tripura") else {
        return;
    };
    let room = tempfile::tempdir().expect("room");
    let at = |name: &str| data.join(name).display().to_string();
    let (out, book) = (room.path().join("out"), room.path().join("out/tables.xlsx"));
    analyze(&[
        "--facilities",
        &at("medical_facilities.geojson"),
        "--villages",
        &at("villages.geojson"),
        "--districts",
        &at("districts.geojson"),
        "--radius",
        "5km",
        "--lang",
        "en",
        "--out",
        &out.display().to_string(),
        "--tables",
        &book.display().to_string(),
        "--dpi",
        "40",
    ]);
    assert_eq!(compare(&out), 945);
}

#[test]
fn what_facilities_bear_is_what_an_honest_count_gives() {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    for within_unit in [false, true] {
        let mut state = opened.state.clone();
        state.spec.within_unit = within_unit;
        let answer =
            Answer::complete(&opened.baseline, &state, &Progress::new()).expect("an answer");
        let (baseline, coverage) = (&opened.baseline, &answer.results.coverage);
        let data = &baseline.dataset;
        let loads = loads(
            data,
            coverage,
            &state.spec,
            &baseline.index,
            &baseline.demand,
            &Progress::new(),
        )
        .expect("loads");
        // Each pair of village and facility within reach is counted on both sides.
        let pairs: u32 = loads.iter().map(|l| l.within_villages).sum::<u32>();
        let counts = coverage.within_reach.as_ref().expect("counts");
        assert_eq!(pairs, counts.iter().sum::<u32>());
        assert!(pairs > 1000);
        for (i, load) in loads.iter().enumerate().step_by(97) {
            let facility = &coverage.facilities[i];
            let unit = baseline.index.at(facility.location);
            let mut within = (0, PersonSum::default());
            let mut nearest = (0, PersonSum::default(), 0);
            for (village, answer) in data.villages.iter().zip(coverage.villages.iter()) {
                let reached = |at: LonLat| {
                    let here = !within_unit || (unit.is_some() && answer.district == unit);
                    let radius = coverage.radii[i];
                    here && radius.is_some_and(|r| geodesic::distance(at, facility.location) <= r)
                };
                if village.location.is_some_and(reached) {
                    within.0 += 1;
                    within.1 += village.people();
                }
                if answer.nearest == Some(i as u32) {
                    nearest.0 += 1;
                    nearest.1 += village.people();
                    nearest.2 += u32::from(answer.status == Status::Gap);
                    assert!(answer.distance <= load.farthest_distance);
                }
            }
            assert_eq!(
                (load.within_villages, load.within_people),
                (within.0, within.1.total())
            );
            let counted = (
                load.nearest_villages,
                load.nearest_people,
                load.nearest_gaps,
            );
            assert_eq!(counted, (nearest.0, nearest.1.total(), nearest.2));
            assert_eq!(load.farthest.is_some(), nearest.0 > 0);
        }
    }
}
