//! The house keeps its own rules: arrows point down, files open with what they are, and stay short.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms with their floors; an import must go to a lower floor.
const FLOORS: [(&str, i8); 12] = [
    ("base", -1),
    ("model", 0),
    ("travel", 1),
    ("io", 2),
    ("map", 2),
    ("analysis", 2),
    ("demo", 2),
    ("session", 3),
    ("i18n", 4),
    ("app", 5),
    ("cli", 5),
    ("main", 6),
];

/// Crates that only some rooms may know.
const GUESTS: [(&str, &[&str]); 5] = [
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("egui_extras", &["app"]),
    ("rfd", &["app"]),
    ("clap", &["cli"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

fn room(path: &Path) -> String {
    let inner = path
        .strip_prefix(root().join("src"))
        .expect("a source file");
    let first = inner
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(room: &str) -> i8 {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .unwrap_or_else(|| panic!("`{room}` is no room; give it a floor"))
        .1
}

/// The code of a file without comments and texts would be better; whole lines of comment are enough here.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.starts_with("//"))
}

/// The rooms that a file names behind `crate::` (in the binary, behind `lastmile::`).
fn imports(text: &str, root: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in code_lines(text) {
        for (at, _) in line.match_indices(root) {
            let rest = &line[at + root.len()..];
            let names = rest
                .strip_prefix('{')
                .map_or_else(|| vec![rest], |list| list.split(',').collect());
            for name in names {
                let name: String = name
                    .trim()
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit())
                    .collect();
                if FLOORS.iter().any(|(room, _)| *room == name) {
                    rooms.insert(name);
                }
            }
        }
    }
    rooms
}

#[test]
fn rooms_import_lower_floors_only() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let from = room(&path);
        if from == "lib" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        let prefix = if from == "main" {
            "lastmile::"
        } else {
            "crate::"
        };
        for to in imports(&text, prefix) {
            if to != from && floor(&to) >= floor(&from) {
                wrong.push(format!("{}: {from} → {to}", path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "arrows that do not point down:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn guests_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let here = room(&path);
        let text = fs::read_to_string(&path).expect("text");
        for (guest, rooms) in GUESTS {
            let found = code_lines(&text).any(|l| l.contains(&format!("{guest}::")));
            if found && !rooms.contains(&here.as_str()) {
                wrong.push(format!("{}: {guest}", path.display()));
            }
        }
        let touches_files =
            code_lines(&text).any(|l| l.contains("std::fs") || l.contains("fs::read"));
        let tests_only = text
            .find("std::fs")
            .is_none_or(|at| text.find("#[cfg(test)]").is_some_and(|test| test < at));
        let is_test = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().ends_with("tests.rs"));
        if touches_files && !tests_only && !is_test && here != "io" {
            wrong.push(format!("{}: touches files", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "guests outside their rooms:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).expect("text");
        let lines = text.lines().count();
        if !text.starts_with("//!") {
            wrong.push(format!("{}: does not open with //!", path.display()));
        }
        if lines > 600 {
            wrong.push(format!(
                "{}: {lines} lines; look for the seam",
                path.display()
            ));
        }
        for word in ["dbg!(", "todo!(", "unimplemented!(", "#[ignore"] {
            if code_lines(&text).any(|l| l.contains(word)) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_checker_sees_a_wrong_arrow() {
    let found = imports(
        "use crate::{app::Window, base::LonLat};\nlet x = crate::cli::run();\n// crate::io",
        "crate::",
    );
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["app", "base", "cli"]
    );
}

#[test]
fn every_text_of_the_window_is_used() {
    let code: String = ["src/app", "src/i18n"]
        .iter()
        .flat_map(|room| sources(&root().join(room)))
        .map(|path| fs::read_to_string(path).expect("code"))
        .collect();
    let named = |name: &str| code.contains(&format!("\"{name}\""));
    // Some keys are put together: a command's name between `cmd-` and what is said of it, a variant or a tip behind a key.
    let is_used = |key: &str| {
        let stem = ["-tip", "-what", "-villages"]
            .iter()
            .find_map(|end| key.strip_suffix(end))
            .unwrap_or(key);
        named(key) || stem != key && named(stem) || stem.strip_prefix("cmd-").is_some_and(named)
    };
    let texts = fs::read_to_string(root().join("assets/i18n/en/app.ftl")).expect("texts");
    let unused: Vec<&str> = texts
        .lines()
        .filter(|line| !line.starts_with([' ', '#']))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key)
        .filter(|key| !is_used(key))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
}
