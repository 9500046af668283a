//! The cache as a user meets it: the window leaves copies behind, the commands read them, and no answer tells the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use lastmile::cli::{Door, run};
use lastmile::io::cache;
use lastmile::session::{Session, Wake};
use serde_json::Value;

/// Villages enough to be worth a copy, every hundredth of them without a place.
fn villages() -> String {
    let feature = |i: u32| {
        let (lon, lat) = (
            119.0 + f64::from(i % 200) * 0.01,
            34.0 + f64::from(i / 200) * 0.01,
        );
        let geometry = if i % 100 == 7 {
            "null".to_owned()
        } else {
            format!(r#"{{"type":"Point","coordinates":[{lon:.4},{lat:.4}]}}"#)
        };
        format!(
            r#"{{"type":"Feature","properties":{{"name":"村{i}","population":{}}},"geometry":{geometry}}}"#,
            i % 977
        )
    };
    let features: Vec<String> = (0..20_000).map(feature).collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",\n")
    )
}

/// The files that an analysis writes, by name; the summary without its timings.
fn analysed(files: [&Path; 2], out: &Path) -> Vec<(String, Vec<u8>)> {
    let [facilities, villages] = files;
    let mut words = vec!["lastmile", "analyze", "--lang", "en", "--quiet"];
    words.extend(["--radius", "5km", "--map", "map.svg", "--facilities"]);
    let mut line: Vec<std::ffi::OsString> = words.into_iter().map(Into::into).collect();
    line.extend([facilities.into(), "--villages".into(), villages.into()]);
    line.extend(["--out".into(), out.into()]);
    assert_eq!(run(line), Door::Done(0));
    let mut written: Vec<(String, Vec<u8>)> = fs::read_dir(out)
        .expect("a folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            let mut bytes = fs::read(entry.path()).expect("a file");
            if name == "summary.json" {
                let mut summary: Value = serde_json::from_slice(&bytes).expect("JSON");
                summary["timings_ms"] = Value::Null;
                bytes = summary.to_string().into_bytes();
            }
            (name, bytes)
        })
        .collect();
    written.sort();
    written
}

fn copies(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten();
    let paths = listed.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == "table"))
        .collect()
}

#[test]
fn the_window_leaves_a_copy_and_the_commands_answer_the_same_from_it() {
    let room = tempfile::tempdir().expect("room");
    let (places, clinics) = (room.path().join("v.geojson"), room.path().join("f.geojson"));
    fs::write(&places, villages()).expect("written");
    let clinic = r#"{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[119.5,34.5]}}"#;
    fs::write(&clinics, clinic).expect("written");
    let folder = room.path().join("cache");
    let from_the_file = analysed([&clinics, &places], &room.path().join("before"));

    cache::enable_at(folder.clone());
    let (sender, wakes) = channel();
    let wake: Wake = Arc::new(move || sender.send(()).unwrap_or_default());
    let mut session = Session::new(&wake);
    session.open(vec![clinics.clone(), places.clone()]);
    // The small file is worth none.
    while copies(&folder).is_empty() {
        wakes.recv_timeout(Duration::from_mins(2)).expect("a copy");
        session.poll();
    }
    drop(session);
    let copy = copies(&folder).remove(0);
    let long_ago = SystemTime::now() - Duration::from_hours(5);
    let file = fs::File::options().write(true).open(&copy);
    file.and_then(|file| file.set_modified(long_ago))
        .expect("a time");

    let from_the_copy = analysed([&clinics, &places], &room.path().join("after"));
    assert!(from_the_file.iter().any(|(name, _)| name == "summary.json"));
    assert!(from_the_file == from_the_copy);
    let used = fs::metadata(&copy).and_then(|about| about.modified());
    assert!(
        used.expect("a time") > long_ago + Duration::from_hours(1),
        "the copy was used"
    );
    assert_eq!(copies(&folder).len(), 1, "commands leave no copies");
}
