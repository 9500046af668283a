//! The window by its accessibility labels: what a planner does, without a display.

use std::path::PathBuf;

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};

use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

/// Two districts side by side; a facility in the western one; villages 1, 3 and 8 km from it, and one without a population.
pub(super) fn files() -> (tempfile::TempDir, Vec<PathBuf>) {
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
pub(super) fn window(files: Vec<PathBuf>) -> Harness<'static, Window> {
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(200)
        .with_step_dt(FRAME.as_secs_f32())
        .build_eframe(move |cc| {
            Window::new(&cc.egui_ctx, Start { files }, settings, None).without_system_dialogs()
        });
    settle(&mut harness);
    harness
}

/// How long a frame stands.
const FRAME: std::time::Duration = std::time::Duration::from_millis(16);

/// Frames until no job is under way and nothing moves.
pub(super) fn settle(harness: &mut Harness<'_, Window>) {
    let begun = std::time::Instant::now();
    loop {
        harness.step();
        if !harness.state().is_busy() {
            // What the last job brought may ask for another one.
            harness.run_ok();
            if !harness.state().is_busy() {
                break;
            }
        }
        assert!(begun.elapsed().as_secs() < 60, "a job does not end");
        // The window's clock goes no faster than the world's: news would be gone before it is read.
        std::thread::sleep(FRAME);
    }
}

/// Whether some label on the screen holds the text; narrow spaces count as spaces.
pub(super) fn says(harness: &Harness<'_, Window>, text: &str) -> bool {
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
fn escape_closes_a_dialog() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness.key_press(egui::Key::F1);
    harness.run_ok();
    assert!(says(&harness, "Keyboard and mouse"));
    harness.key_press(egui::Key::Escape);
    harness.run_ok();
    assert!(!says(&harness, "Keyboard and mouse"));
}

#[test]
fn the_map_has_a_name_and_tells_the_answer() {
    let (_room, files) = files();
    let harness = window(files);
    let map = harness.get_by_role_and_label(egui::Role::Canvas, "Map");
    let told = map.accesskit_node().description().unwrap_or_default();
    assert!(told.contains("people beyond"), "{told}");
}

/// Presses a key with Ctrl (Cmd).
pub(super) fn command(harness: &mut Harness<'_, Window>, key: egui::Key) {
    harness.key_press_modifiers(egui::Modifiers::COMMAND, key);
    settle(harness);
}

/// Where the map's middle is on the screen: with all shown, near the middle of what the files hold.
pub(super) fn middle_of_the_map(harness: &Harness<'_, Window>) -> egui::Pos2 {
    harness.get_by_label("Map").rect().center()
}

pub(super) fn click_at(harness: &mut Harness<'_, Window>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.run_ok();
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        harness.run_ok();
    }
    settle(harness);
}

#[test]
fn a_click_with_the_tool_adds_a_site_and_undo_takes_it_away() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness.key_press(egui::Key::A);
    harness.run_ok();
    let at = middle_of_the_map(&harness);
    click_at(&mut harness, at);
    assert!(says(&harness, "Scenario: 1 change"));
    assert!(says(&harness, "Added: Site 1"));
    command(&mut harness, egui::Key::Z);
    assert!(!says(&harness, "Added: Site 1"));
}

#[test]
fn a_dragged_facility_changes_the_answer_and_one_undo_brings_it_back() {
    let (_room, files) = files();
    let mut harness = window(files);
    by_row(&mut harness, "Facilities  1", "Hill Clinic");
    let before = position(&harness);
    // The selected facility as large as makes sense stands in the middle.
    command(&mut harness, egui::Key::J);
    harness.key_press(egui::Key::M);
    harness.run_ok();
    let from = middle_of_the_map(&harness);
    let to = from + egui::vec2(120.0, 0.0);
    harness.hover_at(from);
    harness.run_ok();
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    harness.event(button(from, true));
    harness.run_ok();
    for part in [0.3, 0.6, 1.0] {
        harness.hover_at(from.lerp(to, part));
        settle(&mut harness);
    }
    harness.event(button(to, false));
    settle(&mut harness);
    assert!(says(&harness, "Moved: Hill Clinic"));
    assert_ne!(position(&harness), before);
    command(&mut harness, egui::Key::Z);
    assert!(!says(&harness, "Moved: Hill Clinic"), "one step, not three");
    assert!(says(&harness, "1 village, 300 people beyond"));
}

/// The place of the selection as the inspector says it.
fn position(harness: &Harness<'_, Window>) -> Vec<String> {
    let degrees = by().predicate(|node| node.value().is_some_and(|v| v.contains("° N")));
    let found = harness.root().query_all(degrees);
    found.filter_map(|n| n.accesskit_node().value()).collect()
}

/// Clicks a row of a table.
fn by_row(harness: &mut Harness<'_, Window>, tab: &str, row: &str) {
    harness.get_by_role_and_label(egui::Role::Tab, tab).click();
    settle(harness);
    harness.get_by_role_and_label(egui::Role::Row, row).click();
    settle(harness);
}

#[test]
fn a_closed_facility_serves_nobody_until_it_is_reopened() {
    let (_room, files) = files();
    let mut harness = window(files);
    by_row(&mut harness, "Facilities  1", "Hill Clinic");
    harness
        .get_by_role_and_label(egui::Role::Button, "Close")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "3 villages, 600 people beyond"));
    assert!(says(&harness, "closed in this scenario"));
    harness
        .get_by_role_and_label(egui::Role::Button, "Reopen")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "1 village, 300 people beyond"));
}

#[test]
fn the_export_writes_its_files_and_keeps_the_title_in_the_project() {
    let (room, files) = files();
    let mut harness = window(files);
    command(&mut harness, egui::Key::P);
    let title = harness.get_by_role_and_label(egui::Role::TextInput, "Title");
    title.focus();
    harness.run_ok();
    harness.event(egui::Event::Text("Care in the hills".into()));
    harness.run_ok();
    harness
        .get_by_role_and_label(egui::Role::Button, "Export 8 files")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "8 files written"));
    let written = |name: &str| std::fs::read(room.path().join("lastmile-export").join(name));
    for name in [
        "villages.csv",
        "districts.csv",
        "gaps.geojson",
        "summary.json",
        "gap-map.png",
    ] {
        assert!(!written(name).expect(name).is_empty(), "{name}");
    }
    let map = String::from_utf8(written("gap-map.svg").expect("map")).expect("text");
    assert!(
        map.contains("Care in the hills"),
        "the title stands on the page"
    );
    command(&mut harness, egui::Key::P);
    assert!(
        says(&harness, "Care in the hills"),
        "and in the next export"
    );
    harness
        .get_by_role_and_label(egui::Role::Button, "Cancel")
        .click();
    harness.run_ok();
    command(&mut harness, egui::Key::Z);
    command(&mut harness, egui::Key::P);
    assert!(!says(&harness, "Care in the hills"), "it can be undone");
}

#[test]
fn a_saved_project_opens_again_as_it_was() {
    let (room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "2 km");
    command(&mut harness, egui::Key::S);
    assert!(
        says(&harness, "Path of the project file"),
        "a path is asked for"
    );
    harness
        .get_by_role_and_label(egui::Role::Button, "Save")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "Saved: project.lastmile"));
    let project = room.path().join("project.lastmile");
    assert!(project.is_file());
    let again = window(vec![project]);
    assert!(says(&again, "2 villages, 500 people beyond"));
}

#[test]
fn a_typed_path_opens_a_file_and_a_wrong_one_is_said_to_be_wrong() {
    let (room, files) = files();
    let mut harness = window(files[..2].to_vec());
    assert!(says(&harness, "There are no facilities yet"));
    let type_path = |harness: &mut Harness<'_, Window>, path: PathBuf| {
        command(harness, egui::Key::O);
        harness.event(egui::Event::Text(path.display().to_string()));
        harness.run_ok();
        harness.key_press(egui::Key::Enter);
        settle(harness);
    };
    type_path(&mut harness, room.path().join("nowhere.geojson"));
    assert!(says(&harness, "nowhere.geojson"));
    type_path(&mut harness, files[2].clone());
    assert!(!says(&harness, "nowhere.geojson"), "that is past");
    assert!(says(&harness, "1 village, 300 people beyond"));
}

/// A file as the window system hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

#[test]
fn a_dropped_file_joins_the_project() {
    let (_room, files) = files();
    let mut harness = window(files[..2].to_vec());
    let file = std::sync::Arc::new(Dropped(files[2].clone()));
    harness.input_mut().dropped_files.push(file);
    settle(&mut harness);
    assert!(says(&harness, "1 village, 300 people beyond"));
}

#[test]
fn cancelling_the_save_keeps_the_window_and_the_work() {
    let (_room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "2 km");
    command(&mut harness, egui::Key::N);
    harness
        .get_by_role_and_label(egui::Role::Button, "Save")
        .click();
    settle(&mut harness);
    harness
        .get_by_role_and_label(egui::Role::Button, "Cancel")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "2 villages, 500 people beyond"));
    // A later save must not go on with what was cancelled.
    command(&mut harness, egui::Key::S);
    harness
        .get_by_role_and_label(egui::Role::Button, "Save")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "2 villages, 500 people beyond"));
}

#[test]
fn escape_puts_the_tool_down_before_the_selection() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness
        .get_by_role_and_label(egui::Role::Row, "Farway")
        .click();
    settle(&mut harness);
    harness.key_press(egui::Key::A);
    harness.run_ok();
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    assert!(says(&harness, "3.00 km beyond reach"), "still selected");
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    assert!(!says(&harness, "3.00 km beyond reach"));
}

#[test]
fn a_selected_row_is_copied_with_plain_numbers() {
    let (_room, files) = files();
    let mut harness = window(files);
    harness
        .get_by_role_and_label(egui::Role::Row, "Farway")
        .click();
    settle(&mut harness);
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness
        .output()
        .platform_output
        .commands
        .iter()
        .find_map(|c| match c {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let copied = copied.expect("something is copied");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(
        lines[0],
        "Village\tDistrict\tPeople\tNearest facility\tDistance (m)\tOver by (m)"
    );
    assert!(
        lines[1].starts_with("Farway\tEastland\t300\tHill Clinic\t8003."),
        "{}",
        lines[1]
    );
}

#[test]
fn a_path_that_leads_nowhere_is_told_before_anybody_gives_up_work() {
    let (room, files) = files();
    let mut harness = window(files);
    type_radius(&mut harness, "2 km");
    let nowhere = room.path().join("nowhere.lastmile");
    let keys = egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT);
    harness.key_press_modifiers(keys, egui::Key::O);
    settle(&mut harness);
    harness.event(egui::Event::Text(nowhere.to_string_lossy().into()));
    settle(&mut harness);
    harness.key_press(egui::Key::Enter);
    settle(&mut harness);
    assert!(says(&harness, "nowhere.lastmile cannot be opened"));
    assert!(!says(&harness, "Save your changes?"));
    assert!(says(&harness, "within 2 km"), "the work is still there");
}

#[test]
fn a_search_says_when_nothing_is_found_and_begins_anew_with_its_key() {
    let (_room, files) = files();
    let mut harness = window(files);
    let search = |harness: &mut Harness<'_, Window>, text: &str| {
        command(harness, egui::Key::F);
        harness.event(egui::Event::Text(text.into()));
        settle(harness);
    };
    search(&mut harness, "xyz");
    assert!(says(&harness, "Nothing found."));
    // What stood there is selected: it does not stay before what is typed next.
    search(&mut harness, "farw");
    assert!(!says(&harness, "Nothing found."));
    harness.get_by_role_and_label(egui::Role::Button, "Farway Village");
}

#[test]
fn the_list_of_the_worst_districts_says_what_it_counts() {
    let (room, files) = files();
    let harness = window(files.clone());
    assert!(says(&harness, "Most people beyond reach"));
    let uncounted = room.path().join("villages-uncounted.geojson");
    let text = std::fs::read_to_string(&files[1]).expect("villages");
    let text = [100, 200, 300].iter().fold(text, |text, people| {
        text.replace(&format!(r#","population":{people}"#), "")
    });
    std::fs::write(&uncounted, text).expect("written");
    let harness = window(vec![files[0].clone(), uncounted, files[2].clone()]);
    assert!(says(&harness, "Most villages beyond reach"));
    assert!(!says(&harness, "Most people beyond reach"));
}
