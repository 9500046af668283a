//! The map's tools by their accessibility labels: measuring, and places by their coordinates.

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use lastmile::app::Window;

use super::window::{click_at, command, files, middle_of_the_map, says, settle, window};

/// A window with the village Farway at the right end of a level line and its nearest facility, 8 003 m away, at the left end; and the ends.
fn beside_farway() -> (tempfile::TempDir, Harness<'static, Window>, [egui::Pos2; 2]) {
    let (room, files) = files();
    let mut harness = window(files);
    let row = harness.get_by_role_and_label(egui::Role::Row, "Farway");
    row.click();
    settle(&mut harness);
    command(&mut harness, egui::Key::J);
    let map = harness.get_by_label("Map").rect();
    // The line fills the map's shorter side but for a margin.
    let half = egui::vec2(map.size().min_elem() / 2.0 - 60.0, 0.0);
    let ends = [map.center() - half, map.center() + half];
    press(&mut harness, egui::Key::D);
    (room, harness, ends)
}

fn press(harness: &mut Harness<'_, Window>, key: egui::Key) {
    harness.key_press(key);
    settle(harness);
}

#[test]
fn clicks_near_two_places_measure_the_geodesic_between_them() {
    let (_room, mut harness, [clinic, village]) = beside_farway();
    assert!(says(&harness, "Click on the map to begin"));
    click_at(&mut harness, clinic + egui::vec2(3.0, 3.0));
    assert!(says(&harness, "1 corner"));
    click_at(&mut harness, village - egui::vec2(3.0, 3.0));
    assert!(says(&harness, "2 corners, Length 8.00 km"));
    let copy = harness.get_by_role_and_label(egui::Role::Button, "Copy");
    copy.click();
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|c| match c {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    assert!(copied.contains("Length (m)\t\t8003."), "{copied}");
    assert!(copied.contains("0.0000000\t0.0500000\t\n"), "{copied}");
}

#[test]
fn three_corners_enclose_an_area_and_backspace_takes_one_back() {
    let (_room, mut harness, [clinic, village]) = beside_farway();
    let above = middle_of_the_map(&harness) - egui::vec2(0.0, 150.0);
    for at in [clinic, village, above] {
        click_at(&mut harness, at);
    }
    assert!(says(&harness, "3 corners, Length "));
    assert!(says(&harness, ", Perimeter ") && says(&harness, ", Area "));
    press(&mut harness, egui::Key::Backspace);
    assert!(says(&harness, "2 corners, Length 8.00 km"));
    assert!(!says(&harness, ", Area "));
}

#[test]
fn a_line_that_crosses_itself_has_no_area_and_says_why() {
    let (_room, mut harness, _) = beside_farway();
    let middle = middle_of_the_map(&harness);
    // Beside legend and panel.
    for (x, y) in [(-50.0, -60.0), (80.0, 60.0), (80.0, -60.0), (-50.0, 60.0)] {
        click_at(&mut harness, middle + egui::vec2(x, y));
    }
    assert!(says(&harness, "The outline crosses itself"));
    assert!(says(&harness, ", Perimeter ") && !says(&harness, ", Area "));
}

#[test]
fn a_double_click_or_enter_ends_the_line_and_the_next_click_begins_another() {
    let (_room, mut harness, [clinic, village]) = beside_farway();
    click_at(&mut harness, clinic);
    click_at(&mut harness, village);
    click_at(&mut harness, village);
    assert!(says(&harness, "Click to begin anew"), "a double click");
    assert!(says(&harness, "2 corners, Length 8.00 km"));
    let middle = middle_of_the_map(&harness) - egui::vec2(0.0, 100.0);
    click_at(&mut harness, middle);
    assert!(says(&harness, "1 corner") && !says(&harness, "1 corner,"));
    click_at(&mut harness, clinic);
    press(&mut harness, egui::Key::Enter);
    assert!(says(&harness, "Click to begin anew"), "enter");
}

#[test]
fn escape_clears_the_line_then_puts_the_tool_down_and_keeps_the_selection() {
    let (_room, mut harness, [clinic, village]) = beside_farway();
    click_at(&mut harness, clinic);
    click_at(&mut harness, village);
    press(&mut harness, egui::Key::Escape);
    assert!(says(&harness, "Click on the map to begin"));
    press(&mut harness, egui::Key::Escape);
    assert!(!says(&harness, "Click on the map to begin"));
    assert!(says(&harness, "3.00 km beyond reach"), "still selected");
}

fn search(harness: &mut Harness<'_, Window>, text: &str) {
    command(harness, egui::Key::F);
    command(harness, egui::Key::A);
    harness.event(egui::Event::Text(text.into()));
    settle(harness);
}

#[test]
fn coordinates_in_any_notation_lead_to_a_pin_that_escape_takes_away() {
    let (_room, files) = files();
    let mut harness = window(files);
    for text in [
        "34.5, 119.25",
        "119.25 E 34.5 N",
        "34°30′00″N 119°15′00″E",
        "北纬34度30分，东经119度15分",
        "３４．５，１１９．２５",
    ] {
        search(&mut harness, text);
        press(&mut harness, egui::Key::Enter);
        let marked = "Marked: 119.2500° E   34.5000° N";
        assert!(says(&harness, marked), "{text}");
        press(&mut harness, egui::Key::Escape);
        assert!(!says(&harness, "Marked: "), "{text}");
    }
}

#[test]
fn both_readings_are_offered_where_the_order_is_open() {
    let (_room, files) = files();
    let mut harness = window(files);
    search(&mut harness, "0.01, 0.05");
    assert!(says(&harness, "latitude first") && says(&harness, "longitude first"));
    press(&mut harness, egui::Key::ArrowDown);
    press(&mut harness, egui::Key::Enter);
    assert!(says(&harness, "Marked: 0.0100° E   0.0500° N"));
    search(&mut harness, "0.01, 0.05");
    press(&mut harness, egui::Key::Enter);
    assert!(says(&harness, "Marked: 0.0500° E   0.0100° N"));
    search(&mut harness, "Farway");
    press(&mut harness, egui::Key::Enter);
    assert!(!says(&harness, "Marked: "), "another search");
}

#[test]
fn before_and_after_the_edits_say_who_gains_and_what_that_costs() {
    let (_room, files) = files();
    let mut harness = window(files);
    // A site in the middle, which serves those whom nobody served.
    press(&mut harness, egui::Key::A);
    let row = harness.get_by_role_and_label(egui::Role::Row, "Farway");
    row.click();
    settle(&mut harness);
    let at = middle_of_the_map(&harness);
    click_at(&mut harness, at);
    settle(&mut harness);
    harness
        .get_by_label("Swipe: before and after the edits")
        .click();
    settle(&mut harness);
    assert!(says(
        &harness,
        "Left of the line: Before the edits. Right of it: With the edits."
    ));
    assert!(says(&harness, "Villages newly within reach"));
    assert!(says(&harness, "+1") && says(&harness, "+300"));
    let cost = harness.get_by_label("Cost");
    cost.focus();
    harness.run_ok();
    harness.get_by_label("Cost").type_text("31,500");
    harness.run_ok();
    assert!(says(&harness, "Cost per person newly within reach"));
    // 31 500 for the 300 people of Farway.
    assert!(says(&harness, "105"));
}
