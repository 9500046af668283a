//! The commands as a script sees them: exit codes, files, bytes.

use std::ffi::OsString;
use std::fs;

use lastmile::base::Progress;
use lastmile::cli::{Door, run, run_with};

/// The words of a command line; quoted parts keep their spaces.
fn words(line: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    for (i, part) in line.split('\'').enumerate() {
        if i % 2 == 1 {
            words.push(part.into());
        } else {
            words.extend(part.split_whitespace().map(OsString::from));
        }
    }
    words
}

#[test]
fn an_input_that_cannot_be_used_ends_with_3_and_a_bad_place_with_4() {
    let room = tempfile::tempdir().expect("room");
    let at = |name: &str| room.path().join(name).display().to_string();
    fs::write(at("broken.geojson"), "{\"type\": ").expect("written");
    fs::write(at("p.lastmile"), "{\"lastmile\": 99}").expect("written");
    let (broken, out) = (at("broken.geojson"), at("out"));
    for (line, code) in [
        (format!("lastmile inspect '{broken}'"), 3),
        (format!("lastmile inspect '{}'", at("none.geojson")), 3),
        (
            format!("lastmile analyze --facilities '{broken}' --villages '{broken}' --out '{out}'"),
            3,
        ),
        (
            format!("lastmile analyze '{}' --out '{out}'", at("p.lastmile")),
            3,
        ),
        (
            format!("lastmile analyze --facilities f --villages v --out '{broken}'"),
            4,
        ),
        (format!("lastmile demo --out '{broken}/x'"), 4),
    ] {
        assert_eq!(run(words(&line)), Door::Done(code), "{line}");
    }
    assert!(!room.path().join("out").exists());
}

/// Two facilities, three villages, one district, and where they lie.
fn county() -> (tempfile::TempDir, String) {
    let room = tempfile::tempdir().expect("room");
    let point = |properties: &str, lon: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[{lon},34.5]}}}}"#
        )
    };
    let files = [
        (
            "f",
            vec![
                point(r#""name":"A","tier":"clinic","label":"a""#, 119.0),
                point(r#""name":"B","tier":"township","label":"b""#, 119.2),
            ],
        ),
        (
            "v",
            vec![
                point(r#""name":"甲村","population":100"#, 119.01),
                point(r#""name":"乙村","population":20"#, 119.1),
                point(r#""name":"丙村","population":3"#, 119.19),
            ],
        ),
        (
            "d",
            vec![
                r#"{"type":"Feature","properties":{"name":"D"},"geometry":{"type":"Polygon",
                    "coordinates":[[[118.9,34.4],[119.3,34.4],[119.3,34.6],[118.9,34.6],[118.9,34.4]]]}}"#
                    .to_owned(),
            ],
        ),
    ];
    for (name, features) in files {
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        );
        fs::write(room.path().join(format!("{name}.geojson")), text).expect("written");
    }
    let at = |name: &str| room.path().join(name).display().to_string();
    let line = format!(
        "lastmile analyze --facilities '{}' --villages '{}' --districts '{}' --lang en --quiet",
        at("f.geojson"),
        at("v.geojson"),
        at("d.geojson")
    );
    (room, line)
}

#[test]
fn analyze_writes_the_contracts_files_and_the_same_bytes_again() {
    let (room, line) = county();
    let run_into = |out: &str| {
        let place = room.path().join(out);
        let line = format!(
            "{line} --radius 5km --out '{}' --map map.svg",
            place.display()
        );
        assert_eq!(run(words(&line)), Door::Done(0));
        let read = |name: &str| fs::read_to_string(place.join(name)).expect(name);
        let summary = read("summary.json");
        let (untimed, _) = summary.split_once("\"timings_ms\"").expect("timings");
        let lists = ["villages.csv", "districts.csv", "gaps.geojson", "map.svg"].map(read);
        (lists, untimed.to_owned())
    };
    let first = run_into("one");
    assert_eq!(first, run_into("two"));
    assert_eq!(first, run_into("one"));
    let ([villages, ..], _) = first;
    let statuses: Vec<_> = villages
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').nth(11))
        .collect();
    assert_eq!(statuses, ["covered", "gap", "covered"]);
}

#[test]
fn a_tier_that_has_no_radius_does_not_serve() {
    let (room, line) = county();
    let out = room.path().join("out");
    let line = format!("{line} --radius 乡镇卫生院=5km --out '{}'", out.display());
    assert_eq!(run(words(&line)), Door::Done(0));
    let text = fs::read_to_string(out.join("summary.json")).expect("summary");
    let summary: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(summary["villages"]["gap"], 2);
    assert_eq!(
        summary["radius_m"],
        serde_json::json!({ "clinic": null, "township": 5000 })
    );
}

#[test]
fn a_question_that_the_data_cannot_answer_ends_with_2_and_writes_nothing() {
    let (room, line) = county();
    let out = room.path().join("out");
    for more in [
        "--radius hospice=3km",
        "--where 'beds > 3'",
        "--name-field nowhere",
        "--facilities.name-field population",
    ] {
        let line = format!("{line} {more} --out '{}'", out.display());
        assert_eq!(run(words(&line)), Door::Done(2), "{more}");
        assert!(!out.exists());
    }
}

#[test]
fn a_column_named_for_every_file_is_taken_where_it_is() {
    let (room, line) = county();
    let out = room.path().join("out");
    let line = format!(
        "{line} --radius 5km --name-field label --out '{}'",
        out.display()
    );
    assert_eq!(run(words(&line)), Door::Done(0));
    let villages = fs::read_to_string(out.join("villages.csv")).expect("villages");
    let first = villages.lines().nth(1).expect("a village");
    assert!(first.contains("甲村") && first.ends_with(",a"), "{first}");
}

#[test]
fn a_stopped_run_ends_with_130_and_leaves_the_earlier_output() {
    let (room, line) = county();
    let out = room.path().join("out");
    fs::create_dir(&out).expect("out");
    fs::write(out.join("villages.csv"), "earlier").expect("earlier");
    let progress = Progress::new();
    progress.cancel();
    let line = format!("{line} --out '{}'", out.display());
    assert_eq!(run_with(words(&line), &progress), Door::Done(130));
    let earlier = fs::read_to_string(out.join("villages.csv")).expect("earlier");
    assert_eq!(earlier, "earlier");
    assert_eq!(fs::read_dir(&out).expect("out").count(), 1);
    assert_eq!(fs::read_dir(room.path()).expect("room").count(), 4);
}

#[test]
fn the_demo_writes_its_files() {
    let room = tempfile::tempdir().expect("room");
    let out = room.path().join("demo");
    let line = format!("lastmile demo --lang en --out '{}'", out.display());
    assert_eq!(run(words(&line)), Door::Done(0));
    for name in ["facilities", "villages", "districts", "roads", "rivers"] {
        let text = fs::read_to_string(out.join(format!("{name}.geojson"))).expect(name);
        assert!(text.contains("Invented") && text.contains("虚构"), "{name}");
    }
}

#[test]
fn inspect_says_when_a_layer_can_serve_as_nothing() {
    let room = tempfile::tempdir().expect("room");
    let file = room.path().join("line.geojson");
    let line = r#"{"type":"LineString","coordinates":[[100,2],[101,3]]}"#;
    fs::write(&file, line).expect("written");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lastmile"))
        .args(["inspect", "--lang", "en"])
        .arg(&file)
        .output()
        .expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success());
    assert!(text.contains("neither points nor polygons"), "{text}");
}
