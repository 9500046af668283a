//! The window by its accessibility labels: what a planner does, without a display.

use std::path::PathBuf;

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};

use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

/// Two districts side by side; a facility in the western one; villages 1, 3 and 8 km from it, and one without a population.
fn files() -> (tempfile::TempDir, Vec<PathBuf>) {
    let room = tempfile::tempdir().expect("room");
    let square = |west: f64, name: &str| {
        let east = west + 0.1;
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},-0.05],[{east},-0.05],[{east},0.05],[{west},0.05],[{west},-0.05]]]}}}}"#
        )
    };
    let point = |lon: f64, properties: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[{lon},0.0]}}}}"#
        )
    };
    let collection = |features: &[String]| {
        format!(
            r#"{{"type":"FeatureCollection","features":[{}]}}"#,
            features.join(",")
        )
    };
    let village = |lon: f64, name: &str, people: u32| {
        point(lon, &format!(r#""name":"{name}","population":{people}"#))
    };
    let contents = [
        (
            "districts.geojson",
            collection(&[square(0.0, "Westland"), square(0.1, "Eastland")]),
        ),
        (
            "villages.geojson",
            collection(&[
                village(0.05 + 0.009, "Nearby", 100),
                village(0.05 + 0.027, "Middling", 200),
                village(0.05 + 0.0719, "Farway", 300),
            ]),
        ),
        (
            "clinics.geojson",
            collection(&[point(0.05, r#""name":"Hill Clinic","beds":3"#)]),
        ),
    ];
    let paths = contents
        .iter()
        .map(|(name, text)| {
            let path = room.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        })
        .collect();
    (room, paths)
}

/// A window with the files open, after the answer has come.
fn window(files: Vec<PathBuf>) -> Harness<'static, Window> {
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(200)
        .build_eframe(move |cc| Window::new(&cc.egui_ctx, Start { files }, settings, None));
    settle(&mut harness);
    harness
}

/// Frames until no job is under way and nothing moves.
fn settle(harness: &mut Harness<'_, Window>) {
    let begun = std::time::Instant::now();
    loop {
        harness.step();
        if !harness.state().is_busy() {
            break;
        }
        assert!(begun.elapsed().as_secs() < 60, "a job does not end");
        std::thread::yield_now();
    }
    harness.run_ok();
}

/// Whether some label on the screen holds the text; narrow spaces count as spaces.
fn says(harness: &Harness<'_, Window>, text: &str) -> bool {
    let text = text.to_owned();
    let holds = by().predicate(move |node| {
        let texts = [node.label(), node.value()];
        let holds = |t: &String| t.replace('\u{202f}', " ").contains(&text);
        texts.iter().flatten().any(holds)
    });
    harness.root().query_all(holds).next().is_some()
}

#[test]
fn the_headline_counts_the_gap() {
    let (_room, files) = files();
    let harness = window(files);
    assert!(says(&harness, "1 village, 300 people beyond"));
    assert!(says(&harness, "2 of 3 villages"));
}

#[test]
fn a_click_on_a_row_shows_the_village_in_the_inspector() {
    let (_room, files) = files();
    let mut harness = window(files);
    assert!(!says(&harness, "beyond reach, "));
    harness
        .get_by_role_and_label(egui::Role::Row, "Farway")
        .click();
    settle(&mut harness);
    assert!(
        says(&harness, "3.00 km beyond reach"),
        "its margin stands in words"
    );
    assert!(
        says(&harness, "Hill Clinic, 8.00 km"),
        "its nearest facility is listed"
    );
}

#[test]
fn a_typed_radius_changes_the_answer_and_undo_brings_it_back() {
    let (_room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "2 km");
    assert!(says(&harness, "2 villages, 500 people beyond"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut harness);
    assert!(says(&harness, "1 village, 300 people beyond"));
    harness.key_press_modifiers(
        egui::Modifiers::COMMAND | egui::Modifiers::SHIFT,
        egui::Key::Z,
    );
    settle(&mut harness);
    assert!(says(&harness, "2 villages, 500 people beyond"));
}

fn type_radius(harness: &mut Harness<'_, Window>, text: &str) {
    let field = harness.get_by_label("Radius: All facilities");
    field.focus();
    harness.run_ok();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run_ok();
    harness
        .get_by_label("Radius: All facilities")
        .type_text(text);
    harness.run_ok();
    harness.key_press(egui::Key::Enter);
    harness.run_ok();
    settle(harness);
}

#[test]
fn a_radius_that_cannot_be_read_says_so_and_changes_nothing() {
    let (_room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "far");
    assert!(says(&harness, "1 village, 300 people beyond"));
    assert!(says(&harness, "is not a distance"));
}

#[test]
fn everything_speaks_chinese_at_once() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness.get_by_label("中文").click();
    settle(&mut harness);
    assert!(says(&harness, "1 个村、300 人不可达"));
    harness.get_by_label("编辑");
}

#[test]
fn with_nobody_beyond_reach_the_window_says_so() {
    let (_room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "20");
    assert!(says(&harness, "Nobody is beyond reach"));
    assert!(says(&harness, "No village is beyond reach."));
}

#[test]
fn unsaved_work_is_asked_about_before_it_is_lost() {
    let (_room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "2 km");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::N);
    settle(&mut harness);
    harness.get_by_label("Save your changes?");
    harness.get_by_label("Discard").click();
    settle(&mut harness);
    harness.get_by_label("Who is beyond the reach of care?");
}

#[test]
fn every_command_is_in_the_palette() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run_ok();
    harness.get_by_label_contains("Export map and lists");
    harness.get_by_label_contains("Full screen");
}

#[test]
fn the_map_has_a_name_and_tells_the_answer() {
    let (_room, files) = files();
    let harness = window(files);
    let map = harness.get_by_role_and_label(egui::Role::Canvas, "Map");
    let told = map.accesskit_node().description().unwrap_or_default();
    assert!(told.contains("people beyond"), "{told}");
}
