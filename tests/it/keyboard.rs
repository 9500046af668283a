//! The map by keys alone: walked, told, selected on, and every tool.

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use lastmile::app::Window;

use super::window::{command, files, says, settle, window};

fn press(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

fn press_with(harness: &mut Harness<'_, Window>, keys: Modifiers, key: Key) {
    harness.key_press_modifiers(keys, key);
    settle(harness);
}

/// A window with the crosshair on the village Farway, 8 003 m east of the clinic, and how many points lie between them.
fn on_farway() -> (tempfile::TempDir, Harness<'static, Window>, f32) {
    let (room, files) = files();
    let mut harness = window(files);
    harness
        .get_by_role_and_label(egui::Role::Row, "Farway")
        .click();
    settle(&mut harness);
    command(&mut harness, Key::J);
    harness.get_by_label("Map").focus();
    settle(&mut harness);
    // What is fitted has the clinic at the left and the village at the right, as far from the middle.
    let map = harness.get_by_label("Map").rect();
    let half = map.size().min_elem() / 2.0 - 60.0;
    walk(&mut harness, half);
    (room, harness, 2.0 * half)
}

/// Moves the crosshair so many points to the right, to a few points.
fn walk(harness: &mut Harness<'_, Window>, by: f32) {
    let (far, near) = if by < 0.0 {
        (Key::ArrowLeft, -1.0)
    } else {
        (Key::ArrowRight, 1.0)
    };
    let steps = (by * near / 80.0).floor();
    for _ in 0..steps as usize {
        press(harness, far);
    }
    let rest = ((by * near - 80.0 * steps) / 8.0).round();
    for _ in 0..rest as usize {
        press_with(harness, Modifiers::SHIFT, far);
    }
}

#[test]
fn what_lies_under_the_crosshair_is_told_and_enter_selects_it() {
    let (_room, mut harness, _) = on_farway();
    assert!(says(
        &harness,
        "Farway, 300 people, 8.00 km to Hill Clinic, 3.00 km beyond reach"
    ));
    press(&mut harness, Key::Escape);
    assert!(says(&harness, "Overview"), "nothing is selected");
    press(&mut harness, Key::Enter);
    assert!(says(&harness, "Village · Eastland"), "it is selected");
    walk(&mut harness, 160.0);
    assert!(!says(&harness, "Farway, 300 people"));
}

#[test]
fn the_pointer_takes_over_as_soon_as_it_moves() {
    let (_room, mut harness, _) = on_farway();
    let corner = harness.get_by_label("Map").rect().left_top() + egui::vec2(200.0, 120.0);
    harness.hover_at(corner);
    settle(&mut harness);
    assert!(!says(&harness, "Farway, 300 people"));
}

#[test]
fn a_site_is_added_and_a_facility_moved_and_let_go_by_keys() {
    let (_room, mut harness, way) = on_farway();
    press(&mut harness, Key::A);
    press(&mut harness, Key::Enter);
    assert!(
        says(&harness, "Nobody is beyond reach"),
        "the site serves Farway"
    );
    command(&mut harness, Key::Z);
    assert!(says(&harness, "1 village, 300 people beyond"));
    harness.get_by_label("Map").focus();
    press(&mut harness, Key::M);
    walk(&mut harness, -way);
    press(&mut harness, Key::Enter);
    walk(&mut harness, 0.9 * way);
    assert!(
        says(&harness, "1 village, 100 people beyond"),
        "it reaches others now"
    );
    press(&mut harness, Key::Escape);
    assert!(says(&harness, "1 village, 300 people beyond"), "it is back");
}

#[test]
fn a_distance_is_measured_by_keys() {
    let (_room, mut harness, way) = on_farway();
    press(&mut harness, Key::D);
    press(&mut harness, Key::Enter);
    assert!(says(&harness, "1 corner"));
    walk(&mut harness, -way);
    press(&mut harness, Key::Enter);
    assert!(says(&harness, "2 corners, Length 8.00 km"));
    press(&mut harness, Key::Enter);
    assert!(says(&harness, "Click to begin anew"), "ended");
}
