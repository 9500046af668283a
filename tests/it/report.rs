//! The numbers of the report are those of the lists, whatever the language; written all or not at all.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use lastmile::cli::{Door, run};
use lastmile::i18n::{Lang, Words};
use serde_json::Value;

use super::tripura::shared;

fn analyze(
    folder: &Path,
    [facilities, villages, districts]: [&str; 3],
    out: &Path,
    more: &[&str],
) -> Door {
    let mut line: Vec<OsString> = vec!["lastmile".into(), "analyze".into()];
    for (option, file) in [
        ("--facilities", facilities),
        ("--villages", villages),
        ("--districts", districts),
    ] {
        line.extend([option.into(), folder.join(file).into()]);
    }
    line.extend(["--out".into(), out.into(), "--quiet".into()]);
    line.extend(more.iter().map(OsString::from));
    run(line)
}

/// Writes a report in both forms and a language, and compares it with the summary.
fn compare(folder: &Path, files: [&str; 3]) -> Value {
    let room = tempfile::tempdir().expect("room");
    let mut summary = Value::Null;
    for (lang, words) in [
        ("en", Lang::En),
        ("zh-CN", Lang::ZhCn),
        ("both", Lang::Both),
    ] {
        let out = room.path().join(lang);
        let more = [
            "--radius",
            "5km",
            "--report",
            "report.html",
            "--report",
            "report.pdf",
            "--lang",
            lang,
        ];
        assert_eq!(analyze(folder, files, &out, &more), Door::Done(0));
        let bytes = |name: &str| fs::read(out.join(name)).expect(name);
        summary = serde_json::from_slice(&bytes("summary.json")).expect("JSON");
        let page = String::from_utf8(bytes("report.html")).expect("text");
        assert!(bytes("report.pdf").starts_with(b"%PDF-"));
        let words = Words::new(words);
        let number = |path: &str| summary.pointer(path).and_then(Value::as_f64).expect(path);
        for path in [
            "/villages/total",
            "/villages/covered",
            "/villages/gap",
            "/population/total",
            "/population/covered",
            "/population/gap",
            "/districts/with_gaps",
            "/districts/total",
        ] {
            assert!(page.contains(&words.count(number(path))), "{lang}: {path}");
        }
        for input in summary["inputs"].as_array().expect("inputs") {
            assert!(
                page.contains(input["sha256"].as_str().expect("digest")),
                "{input}"
            );
        }
        // The first gap of the lists is the first village of the report.
        let gaps: Value = serde_json::from_slice(&bytes("gaps.geojson")).expect("JSON");
        let worst = gaps["features"][0]["properties"]["name"]
            .as_str()
            .expect("a name");
        assert!(
            page.contains(&format!("<th scope=\"row\">{worst}</th>")),
            "{lang}: {worst}"
        );
        let again = room.path().join("again");
        assert_eq!(analyze(folder, files, &again, &more), Door::Done(0));
        for name in ["report.html", "report.pdf"] {
            assert!(
                bytes(name) == fs::read(again.join(name)).expect(name),
                "{lang}: {name} differs"
            );
        }
    }
    summary
}

#[test]
fn the_report_of_the_demo_county_has_the_numbers_of_its_lists() {
    let room = tempfile::tempdir().expect("room");
    let line = ["lastmile", "demo", "--out"].map(OsString::from);
    let line = line.into_iter().chain([room.path().as_os_str().to_owned()]);
    assert_eq!(run(line), Door::Done(0));
    let files = [
        "facilities.geojson",
        "villages.geojson",
        "districts.geojson",
    ];
    compare(room.path(), files);
}

#[test]
fn the_report_of_tripura_says_945_villages_and_254_672_people() {
    let Some(folder) = shared("tripura") else {
        return;
    };
    let files = [
        "medical_facilities.geojson",
        "villages.geojson",
        "districts.geojson",
    ];
    let summary = compare(&folder, files);
    assert_eq!(summary["villages"]["gap"], 945);
    assert_eq!(summary["population"]["gap"], 254_672);
}

#[test]
fn a_report_with_an_unknown_name_is_refused_before_anything_is_written() {
    let room = tempfile::tempdir().expect("room");
    let out = room.path().join("out");
    let files = ["f.geojson", "v.geojson", "d.geojson"];
    assert_eq!(
        analyze(room.path(), files, &out, &["--report", "report.docx"]),
        Door::Done(2)
    );
    assert!(!out.exists());
}
