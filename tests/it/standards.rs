//! Standards in the window, by accessibility labels: what a planner does who is held to a promise.

use std::path::PathBuf;

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window::{command, files, says, settle, window};
use lastmile::app::Window;

const STANDARD: &str = r#"
format = "lastmile-standard-1"
id = "mine"
name = { en = "My promise", zh = "我的承诺" }
as_of = "2021-12-31"

[parameters.reach]
value = "5km"
name = { en = "Clinic reach", zh = "服务半径" }
bounds = ["1km", "20km"]

[[rule]]
id = "near"
kind = "within-reach"
name = { en = "A clinic near every village", zh = "村村可达" }
within = "$reach"

[[rule]]
id = "one-each"
kind = "exists-per-unit"
name = { en = "A clinic in every township", zh = "每乡镇一所" }
level = "township"

[[rule]]
id = "beds"
kind = "attribute-minimum"
name = { en = "Five beds each", zh = "床位不少于五张" }
value = "beds"
at_least = 5

[[rule]]
id = "cars"
kind = "attribute-minimum"
name = { en = "An ambulance each", zh = "每所一辆救护车" }
value = "bedz"
at_least = 1
"#;

const FIGURES: &str = "of,indicator,date,n,total,percent,target,deadline\n\
    Westland,trained,2020-06-30,30,,,100,2020-12-31\n\
    Eastland,trained,2020-06-30,100,,,100,2020-12-31\n\
    Westland,recruited,2020-06-30,7,5,,,\n";

/// The window of the small county with a standard and figures.
fn held() -> (tempfile::TempDir, Harness<'static, Window>) {
    let (room, mut all) = files();
    for (name, text) in [("mine.toml", STANDARD), ("figures.csv", FIGURES)] {
        let path: PathBuf = room.path().join(name);
        std::fs::write(&path, text).expect("written");
        all.push(path);
    }
    let mut harness = window(all);
    settle(&mut harness);
    (room, harness)
}

fn press(harness: &mut Harness<'_, Window>, key: egui::Key) {
    harness.key_press(key);
    settle(harness);
}

/// What is said of a row to those who do not see it.
fn row(harness: &Harness<'_, Window>, name: &str) -> String {
    let row = harness.get_by_role_and_label(egui::Role::Row, name);
    row.accesskit_node().description().unwrap_or_default()
}

#[test]
fn the_panel_says_how_every_rule_stands() {
    let (_room, harness) = held();
    assert!(says(&harness, "Standard: My promise"));
    assert!(says(
        &harness,
        "A clinic near every village, Fail, 2 of 3 pass"
    ));
    assert!(says(
        &harness,
        "A clinic in every township, Fail, 1 of 2 pass"
    ));
    assert!(says(&harness, "Five beds each, Fail, 0 of 1 pass"));
    assert!(says(&harness, "An ambulance each, Unknown, 0 of 1 pass"));
    assert!(says(&harness, "0 of 4 rules hold"));
}

#[test]
fn a_turned_parameter_changes_the_answer_and_undo_takes_it_back() {
    let (_room, mut harness) = held();
    let field = |h: &Harness<'_, Window>| {
        h.get_by_role_and_label(egui::Role::TextInput, "Clinic reach")
            .focus();
    };
    field(&harness);
    harness.run_ok();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run_ok();
    harness
        .get_by_role_and_label(egui::Role::TextInput, "Clinic reach")
        .type_text("10");
    harness.run_ok();
    harness.key_press(egui::Key::Enter);
    settle(&mut harness);
    assert!(says(
        &harness,
        "A clinic near every village, Pass, 3 of 3 pass"
    ));
    command(&mut harness, egui::Key::Z);
    assert!(says(
        &harness,
        "A clinic near every village, Fail, 2 of 3 pass"
    ));
}

#[test]
fn a_field_that_no_data_have_is_told_with_the_nearest_name() {
    let (_room, mut harness) = held();
    harness
        .get_by_label_contains("An ambulance each, Unknown")
        .click();
    settle(&mut harness);
    assert!(says(
        &harness,
        "No data have the field “bedz”. Is “beds” meant?"
    ));
}

#[test]
fn a_row_of_the_matrix_leads_to_its_unit() {
    let (_room, mut harness) = held();
    press(&mut harness, egui::Key::F8);
    assert!(row(&harness, "Eastland").contains("A clinic in every township: Fail 0"));
    assert!(row(&harness, "Westland").contains("A clinic in every township: Pass 1"));
    harness
        .get_by_role_and_label(egui::Role::Row, "Eastland")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "Held against: My promise"));
    assert!(says(&harness, "A clinic in every township: Fail"));
}

#[test]
fn the_matrix_is_filtered_by_verdict_and_sorted_by_a_rule() {
    let (_room, mut harness) = held();
    press(&mut harness, egui::Key::F8);
    harness
        .get_by_role_and_label(egui::Role::ColumnHeader, "A clinic in every township")
        .click();
    settle(&mut harness);
    let place = |h: &Harness<'_, Window>, name: &str| {
        h.get_by_role_and_label(egui::Role::Row, name).rect().top()
    };
    assert!(place(&harness, "Eastland") < place(&harness, "Westland"));
    harness
        .get_by_role_and_label(egui::Role::CheckBox, "Unknown")
        .click();
    settle(&mut harness);
    // Whether its clinic has an ambulance is not known.
    harness.get_by_role_and_label(egui::Role::Row, "Westland");
    let eastland = harness.query_by_role_and_label(egui::Role::Row, "Eastland");
    assert!(eastland.is_none() && says(&harness, "1 of 2"));
}

#[test]
fn the_inspector_says_of_a_village_what_every_rule_says() {
    let (_room, mut harness) = held();
    harness
        .get_by_role_and_label(egui::Role::Row, "Farway")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "A clinic near every village: Fail"));
    harness.get_by_label("Go to Hill Clinic").click();
    settle(&mut harness);
    assert!(says(&harness, "Five beds each: Fail"));
    assert!(says(&harness, "Closing it would uncover"));
}

#[test]
fn figures_are_held_against_their_targets_and_what_cannot_be_is_found() {
    let (_room, mut harness) = held();
    press(&mut harness, egui::Key::F9);
    assert!(says(&harness, "1 of 2 late or behind"));
    harness
        .get_by_role_and_label(egui::Role::Tab, "Audit")
        .click();
    settle(&mut harness);
    assert!(says(&harness, "1 mistake"));
}

#[test]
fn single_points_of_failure_are_listed_with_their_people() {
    let (_room, mut harness) = held();
    harness
        .get_by_role_and_label(egui::Role::Tab, "Single points")
        .click();
    settle(&mut harness);
    let told = row(&harness, "Hill Clinic");
    assert!(told.contains("People without another: 300"), "{told}");
}

#[test]
fn a_text_that_cannot_be_read_is_kept_and_said_to_be_so() {
    let (_room, mut harness) = held();
    command(&mut harness, egui::Key::E);
    let field = |h: &Harness<'_, Window>| {
        let node = h.get_by_label("Text of the standard");
        node.accesskit_node().value().unwrap_or_default()
    };
    assert!(field(&harness).contains("[[rule]]"));
    let node = harness.get_by_label("Text of the standard");
    node.focus();
    harness.run_ok();
    harness
        .get_by_label("Text of the standard")
        .type_text("what is this");
    settle_after_a_pause(&mut harness);
    assert!(!says(&harness, "The text has no mistakes."));
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    harness.key_press(egui::Key::Escape);
    settle(&mut harness);
    assert!(says(&harness, "A changed text waits in the editor"));
    command(&mut harness, egui::Key::E);
    assert!(field(&harness).contains("what is this"));
    harness.get_by_label("Discard").click();
    settle(&mut harness);
    assert!(!says(&harness, "A changed text waits in the editor"));
    assert!(
        says(&harness, "2 of 3 pass"),
        "the project has its standard"
    );
}

/// Frames until the editor has tried what was typed.
fn settle_after_a_pause(harness: &mut Harness<'_, Window>) {
    for _ in 0..30 {
        harness.step();
    }
    settle(harness);
}

#[test]
fn without_a_standard_panel_and_sheets_say_what_to_do() {
    let (_room, all) = files();
    let mut harness = window(all);
    press(&mut harness, egui::Key::F7);
    assert!(says(&harness, "Does the promise hold?"));
    press(&mut harness, egui::Key::F8);
    assert!(says(&harness, "Choose a standard in the panel"));
    harness.get_by_label("中文").click();
    settle(&mut harness);
    assert!(says(&harness, "承诺兑现了吗？"));
}

#[test]
fn a_line_across_the_map_parts_an_earlier_day_from_this_one_and_moves_with_the_arrows() {
    let (_room, mut harness) = held();
    press(&mut harness, egui::Key::C);
    assert!(says(
        &harness,
        "Left of the line: 2021-09-30. Right of it: 2021-12-31."
    ));
    let line = |harness: &Harness<'_, Window>| {
        let role = egui::accesskit::Role::Slider;
        let line = harness.get_by_role_and_label(role, "Line between before and now");
        line.rect().center().x
    };
    let before = line(&harness);
    let role = egui::accesskit::Role::Slider;
    harness
        .get_by_role_and_label(role, "Line between before and now")
        .focus();
    harness.run_ok();
    press(&mut harness, egui::Key::ArrowRight);
    assert!(line(&harness) > before);
    harness.get_by_label("Compare with").click();
    settle(&mut harness);
    assert!(!says(&harness, "Left of the line: 2021-09-30."));
    let gone = harness.query_by_role_and_label(role, "Line between before and now");
    assert!(gone.is_none());
}
