//! What a reader finds in the workbook.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::*;
use crate::io::tabular::example;
use crate::io::{districts_csv, villages_csv};
use crate::model::{Status, Warning, WarningCode};

fn words() -> TablesWords {
    let text = str::to_owned;
    let mut words = TablesWords {
        title: "Gaps & more".into(),
        statuses: ["covered", "borderline", "gap", "unknown"].map(text),
        states: ["serves", "proposed", "moved", "idle", "closed"].map(text),
        tiers: vec!["Township".into()],
        roles: vec![String::new(); 3],
        ..TablesWords::default()
    };
    words.sheets = SheetWords {
        summary: "概要 Summary".into(),
        districts: "Districts".into(),
        villages: "Villages".into(),
        facilities: "Facilities".into(),
        warnings: "Warnings".into(),
        map: "Map".into(),
    };
    words.columns = ColumnWords {
        districts: districts_csv::COLUMNS.map(text),
        villages: villages_csv::COLUMNS.map(text),
        facilities: FACILITY_COLUMNS.map(text),
        warnings: WARNING_COLUMNS.map(text),
    };
    words.nothing.villages = "Nobody.".into();
    words.nothing.districts = "No districts.".into();
    words.summary.continued = "goes on:".into();
    words
}

fn bytes_with(dataset: &Dataset, coverage: &Coverage, most_rows: usize) -> Vec<u8> {
    let areas = example::areas();
    let words = words();
    let load = FacilityLoad {
        nearest_villages: 2,
        farthest: Some(2),
        ..FacilityLoad::default()
    };
    let input = TablesInput {
        dataset,
        coverage,
        areas: Some(&areas),
        spec: &AnalysisSpec::default(),
        edits: 0,
        loads: &[FacilityLoad::default(), load],
        messages: &["Row 3 has no geometry.".into()],
        words: &words,
        map: None,
        scratch: &std::env::temp_dir(),
    };
    let mut bytes = Vec::new();
    build_with(&input, most_rows, &Progress::new())
        .expect("built")
        .save(&mut bytes)
        .expect("saved");
    bytes
}

fn bytes(dataset: &Dataset, coverage: &Coverage) -> Vec<u8> {
    bytes_with(dataset, coverage, MOST_ROWS)
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn sheet(bytes: Vec<u8>, name: &str) -> Range<Data> {
    open(bytes).worksheet_range(name).expect("a sheet")
}

fn row(range: &Range<Data>, row: u32) -> Vec<Data> {
    let columns = range.end().map_or(0, |end| end.1 + 1);
    (0..columns)
        .map(|c| range.get_value((row, c)).cloned().unwrap_or_default())
        .collect()
}

fn text(text: &str) -> Data {
    Data::String(text.into())
}

#[test]
fn numbers_are_numbers_and_what_looks_like_a_formula_is_text() {
    let dataset = example::dataset();
    let bytes = bytes(&dataset, &example::coverage(&dataset));
    let villages = sheet(bytes.clone(), "Villages");
    // Gaps worst first, then the one on the border, then the one without a place.
    let names: Vec<Data> = (1..=4).map(|r| row(&villages, r)[2].clone()).collect();
    let near = text("Near, by the \"old\" mill");
    assert_eq!(names, [text("远村"), text("+Far"), near, text("@lost")]);
    assert_eq!(
        row(&villages, 2),
        [
            Data::Float(1.0),
            text("V2"),
            text("+Far"),
            Data::Float(119.123_456_789_012),
            Data::Float(34.5),
            Data::Float(80.5),
            text("东 district"),
            text("F2"),
            Data::Float(12_345.678_9),
            Data::Float(-7_345.678_9),
            Data::Float(0.0),
            text("gap"),
            text("D1"),
            text("=HYPERLINK(\"x\")"),
        ]
    );
    assert_eq!(
        row(&villages, 4)[3..10],
        vec![Data::Empty; 7][..2]
            .iter()
            .cloned()
            .chain([Data::Float(40.0)])
            .chain(vec![Data::Empty; 4])
            .collect::<Vec<_>>()[..]
    );
    let districts = sheet(bytes.clone(), "Districts");
    assert_eq!(
        row(&districts, 1)[7..11],
        [0.937_134, 48.300_123, 0.123_456, 0.123_988].map(Data::Float)
    );
    assert_eq!(row(&districts, 2)[7], Data::Empty);
    let facilities = sheet(bytes.clone(), "Facilities");
    assert_eq!(row(&facilities, 2)[11..13], [text("V3"), text("远村")]);
    assert_eq!(
        row(&facilities, 2)[3..5],
        [text("Township"), text("serves")]
    );
    let warnings = sheet(bytes, "Warnings");
    let warning = ["null_geometry", "villages.geojson"].map(text);
    assert_eq!(row(&warnings, 1)[..2], warning);
    assert_eq!(
        row(&warnings, 1)[2..],
        [Data::Float(3.0), text("Row 3 has no geometry.")]
    );
}

#[test]
fn the_same_tables_have_the_same_bytes() {
    let dataset = example::dataset();
    let coverage = example::coverage(&dataset);
    assert_eq!(bytes(&dataset, &coverage), bytes(&dataset, &coverage));
}

#[test]
fn names_of_any_kind_and_length_come_back() {
    let mut dataset = example::dataset();
    let names = [
        "🏥 村 👨‍👩‍👧",
        "قرية بعيدة ‏(شمال)",
        "a\u{1}b\u{fffe} _x0041_ &<>\"'",
    ];
    for (village, name) in dataset.villages.iter_mut().zip(names) {
        village.name = name.into();
    }
    // In UTF-16 this takes twice as many units as a cell has.
    dataset.villages[3].name = "😀".repeat(40_000).into();
    let villages = sheet(bytes(&dataset, &example::coverage(&dataset)), "Villages");
    let name = |r| row(&villages, r)[2].to_string();
    assert_eq!(name(3), names[0]);
    assert_eq!(name(2), names[1]);
    // What XML cannot hold is written as an escape, which this reader leaves as it is.
    let escaped = name(1).replace("_x0001_", "\u{1}").replace("_x005F_", "_");
    assert_eq!(escaped, names[2].replace('\u{fffe}', "\u{fffd}"));
    let long = name(4);
    assert!(long.starts_with("😀😀") && long.ends_with('…'));
    assert!((32_766..=32_767).contains(&long.encode_utf16().count()));
}

#[test]
fn a_list_that_is_too_long_goes_on_on_another_sheet() {
    let dataset = example::dataset();
    let bytes = bytes_with(&dataset, &example::coverage(&dataset), 3);
    let mut book = open(bytes);
    assert_eq!(
        book.sheet_names(),
        [
            "概要 Summary",
            "Districts",
            "Villages",
            "Villages (2)",
            "Facilities",
            "Warnings"
        ]
    );
    let first = book.worksheet_range("Villages").expect("a sheet");
    let second = book.worksheet_range("Villages (2)").expect("a sheet");
    assert_eq!((first.height(), second.height()), (3, 3));
    assert_eq!(row(&first, 0), row(&second, 0));
    assert_eq!(row(&second, 1)[1], text("-7"));
    let summary = book.worksheet_range("概要 Summary").expect("a sheet");
    let said = |wanted: &str| summary.used_cells().any(|(_, _, c)| *c == text(wanted));
    assert!(said("goes on: Villages (2)"));
    assert!(said("care/机构.geojson"));
}

#[test]
fn without_rows_a_sheet_says_why() {
    let mut dataset = example::dataset();
    dataset.districts.clear();
    let mut coverage = example::coverage(&dataset);
    coverage.districts.clear();
    coverage.gaps.clear();
    for village in 0..4 {
        coverage
            .villages
            .change(village, |a| a.status = Status::Covered);
    }
    let bytes = bytes(&dataset, &coverage);
    for (name, said, columns) in [
        ("Villages", "Nobody.", 14),
        ("Districts", "No districts.", 15),
    ] {
        let range = sheet(bytes.clone(), name);
        assert_eq!(range.get_size(), (2, columns));
        assert_eq!(range.get_value((1, 0)), Some(&text(said)));
    }
}

#[test]
fn many_rows_are_written_through_a_file_like_few() {
    let mut dataset = example::dataset();
    let coverage = example::coverage(&dataset);
    let warning = |row| Warning {
        code: WarningCode::MissingId,
        file: "=v.geojson".into(),
        source_row: Some(row),
        detail: String::new(),
    };
    dataset.warnings = (0..25_000).map(warning).collect();
    let bytes = bytes(&dataset, &coverage);
    let range = sheet(bytes, "Warnings");
    assert_eq!(range.height(), 25_001);
    assert_eq!(
        row(&range, 25_000)[..3],
        [
            text("missing_id"),
            text("=v.geojson"),
            Data::Float(24_999.0)
        ]
    );
}

#[test]
fn a_cancelled_job_makes_no_workbook() {
    let dataset = example::dataset();
    let coverage = example::coverage(&dataset);
    let progress = Progress::new();
    progress.cancel();
    let input = TablesInput {
        dataset: &dataset,
        coverage: &coverage,
        areas: None,
        spec: &AnalysisSpec::default(),
        edits: 0,
        loads: &[],
        messages: &[],
        words: &words(),
        map: None,
        scratch: &std::env::temp_dir(),
    };
    assert!(matches!(
        build(&input, &progress),
        Err(TablesError::Cancelled(_))
    ));
}
