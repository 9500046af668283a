//! Selecting on the map and in the tables, by accessibility labels.

use eframe::egui::{self, Key, Modifiers, Pos2, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use lastmile::app::Window;

use super::window::{command, files, middle_of_the_map, says, settle, window};

fn press(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

fn button(pos: Pos2, pressed: bool, modifiers: Modifiers) -> egui::Event {
    egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    }
}

fn click(harness: &mut Harness<'_, Window>, at: Pos2, keys: Modifiers) {
    harness.hover_at(at);
    harness.run_ok();
    harness.event(egui::Event::ModifiersChanged(keys));
    for pressed in [true, false] {
        harness.event(button(at, pressed, keys));
        harness.run_ok();
    }
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    settle(harness);
}

fn drag(harness: &mut Harness<'_, Window>, from: Pos2, to: Pos2, keys: Modifiers) {
    harness.event(egui::Event::ModifiersChanged(keys));
    harness.hover_at(from);
    harness.run_ok();
    harness.event(button(from, true, keys));
    harness.run_ok();
    for part in [0.3, 0.6, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.run_ok();
    }
    harness.event(button(to, false, keys));
    harness.run_ok();
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    settle(harness);
}

fn row(harness: &mut Harness<'_, Window>, name: &str, keys: Modifiers) {
    let at = harness
        .get_by_role_and_label(Role::Row, name)
        .rect()
        .center();
    click(harness, at, keys);
}

fn tab(harness: &mut Harness<'_, Window>, name: &str) {
    harness.get_by_role_and_label(Role::Tab, name).click();
    settle(harness);
}

fn filter(harness: &mut Harness<'_, Window>, text: &str) {
    harness
        .get_by_role_and_label(Role::TextInput, "Filter of the table")
        .focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.event(egui::Event::Text(text.into()));
    settle(harness);
}

/// The rows of the table from top to bottom, those that are selected with a star.
fn rows(harness: &Harness<'_, Window>) -> Vec<String> {
    let mut found: Vec<(f32, String)> = harness
        .query_all_by_role(Role::Row)
        .map(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            let chosen = node.accesskit_node().is_selected() == Some(true);
            let star = if chosen { "*" } else { "" };
            (node.rect().top(), format!("{star}{label}"))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, name)| name).collect()
}

fn copied(harness: &mut Harness<'_, Window>) -> String {
    harness.event(egui::Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|c| match c {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.expect("something is copied")
}

/// A window with the table of villages open.
fn villages() -> (tempfile::TempDir, Harness<'static, Window>) {
    let (room, files) = files();
    let mut harness = window(files);
    tab(&mut harness, "Villages  3");
    (room, harness)
}

/// Where things of the files stand on the map while all is shown.
fn on_the_map(harness: &Harness<'_, Window>) -> [Pos2; 3] {
    // The middle of the districts is at 0.1° E on the equator; they are 0.2° wide and fill the map between its paddings, beside the
    // legend.
    let map = harness.get_by_label("Map").rect();
    let legend = 236.0 + 38.0;
    let scale = (map.width() - legend - 2.0 * 34.0) / 0.2;
    let middle = map.center() + vec2(legend / 2.0, 0.0);
    [0.059, 0.077, 0.1219].map(|lon: f32| middle + vec2((lon - 0.1) * scale, 0.0))
}

#[test]
fn clicks_in_a_table_select_as_lists_everywhere_do() {
    let (_room, mut harness) = villages();
    row(&mut harness, "Nearby", Modifiers::NONE);
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "Farway"]);
    row(&mut harness, "Farway", Modifiers::COMMAND);
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "*Farway"]);
    assert!(says(
        &harness,
        "2 villages selected: 400 people, 1 village and 300 people beyond reach"
    ));
    row(&mut harness, "Nearby", Modifiers::COMMAND);
    assert_eq!(rows(&harness), ["Nearby", "Middling", "*Farway"]);
    row(&mut harness, "Middling", Modifiers::NONE);
    row(&mut harness, "Farway", Modifiers::SHIFT);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "*Farway"]);
    row(&mut harness, "Nearby", Modifiers::SHIFT);
    assert_eq!(
        rows(&harness),
        ["*Nearby", "*Middling", "Farway"],
        "from the same anchor"
    );
    assert!(says(&harness, "2 villages selected: 300 people"));
}

#[test]
fn keys_move_extend_and_turn_rows_round() {
    let (_room, mut harness) = villages();
    row(&mut harness, "Nearby", Modifiers::NONE);
    press(&mut harness, Key::ArrowDown);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "Farway"]);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    settle(&mut harness);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "*Farway"]);
    press(&mut harness, Key::Home);
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "Farway"]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    settle(&mut harness);
    assert_eq!(
        rows(&harness),
        ["*Nearby", "Middling", "Farway"],
        "only goes there"
    );
    press(&mut harness, Key::Space);
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "*Farway"]);
    command(&mut harness, Key::I);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "Farway"]);
    command(&mut harness, Key::A);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "*Farway"]);
    press(&mut harness, Key::Escape);
    assert_eq!(rows(&harness), ["Nearby", "Middling", "Farway"]);
    assert!(!says(&harness, "selected:"));
}

#[test]
fn a_table_shows_the_columns_of_the_file_and_sorts_by_them() {
    let (_room, mut harness) = villages();
    let head = |harness: &mut Harness<'_, Window>, name: &str| {
        harness
            .get_by_role_and_label(Role::ColumnHeader, name)
            .click();
        settle(harness);
    };
    head(&mut harness, "population");
    assert_eq!(
        rows(&harness),
        ["Farway", "Middling", "Nearby"],
        "large ones first"
    );
    head(&mut harness, "population");
    assert_eq!(rows(&harness), ["Nearby", "Middling", "Farway"]);
    head(&mut harness, "name");
    assert_eq!(rows(&harness), ["Farway", "Middling", "Nearby"]);
    let far = harness.get_by_role_and_label(Role::Row, "Farway");
    let told = far.accesskit_node().description().unwrap_or_default();
    assert!(
        told.contains("population: 300") && told.contains("District: Eastland"),
        "{told}"
    );
}

#[test]
fn a_filter_lists_what_passes_and_says_what_is_wrong() {
    let (_room, mut harness) = villages();
    filter(&mut harness, "population >= 200");
    assert_eq!(rows(&harness), ["Middling", "Farway"]);
    assert!(says(&harness, "Villages: 2 rows, 0 selected"));
    filter(&mut harness, "distance > 5 km or name = nearby");
    assert_eq!(rows(&harness), ["Nearby", "Farway"]);
    filter(&mut harness, "eastLAND");
    assert_eq!(rows(&harness), ["Farway"], "a text in any column");
    filter(&mut harness, "beds > 3");
    assert!(says(&harness, "This table has no column beds."));
    assert_eq!(rows(&harness), ["Farway"], "the list stays");
    filter(&mut harness, "distance > far");
    assert!(says(&harness, "is not a distance"));
    filter(&mut harness, "nowhere");
    assert!(says(&harness, "No row passes the filter."));
}

#[test]
fn a_filter_says_how_many_rows_pass_and_an_unfinished_one_keeps_the_list() {
    let (_room, mut harness) = villages();
    assert!(!says(&harness, "rows pass"));
    filter(&mut harness, "population >= 200");
    assert!(says(&harness, "2 of 3 rows pass"));
    for unfinished in [
        "peop",
        "people",
        "people ",
        "people is no",
        "people >",
        "people > 3 and",
    ] {
        filter(&mut harness, unfinished);
        assert_eq!(rows(&harness), ["Middling", "Farway"], "{unfinished}");
        assert!(says(&harness, "Unfinished: the list stays as it was"));
    }
    filter(&mut harness, "people > 200");
    assert_eq!(rows(&harness), ["Farway"]);
    assert!(says(&harness, "1 of 3 rows pass"));
    // A text that no condition begins with is looked for, and said not to be there.
    filter(&mut harness, "nowhere");
    assert!(says(&harness, "No row passes the filter."));
    assert!(says(&harness, "0 of 3 rows pass"));
}

#[test]
fn what_a_filter_leaves_is_selected_at_once_and_can_be_listed_alone() {
    let (_room, mut harness) = villages();
    filter(&mut harness, "people > 100");
    harness
        .get_by_role_and_label(Role::Button, "Select all listed")
        .click();
    settle(&mut harness);
    filter(&mut harness, " ");
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "*Farway"]);
    let toggle = |harness: &mut Harness<'_, Window>, name: &str| {
        harness.get_by_role_and_label(Role::CheckBox, name).click();
        settle(harness);
    };
    toggle(&mut harness, "Selected first");
    assert_eq!(rows(&harness), ["*Middling", "*Farway", "Nearby"]);
    toggle(&mut harness, "Only selected");
    assert_eq!(rows(&harness), ["*Middling", "*Farway"]);
}

#[test]
fn selected_rows_are_copied_with_the_columns_that_are_shown() {
    let (_room, mut harness) = villages();
    row(&mut harness, "Nearby", Modifiers::NONE);
    row(&mut harness, "Farway", Modifiers::COMMAND);
    harness.get_by_label("Columns").click();
    settle(&mut harness);
    for name in ["Nearest facility", "Status", "name"] {
        harness.get_by_role_and_label(Role::CheckBox, name).click();
        settle(&mut harness);
    }
    press(&mut harness, Key::Escape);
    let text = copied(&mut harness);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "Village\tDistrict\tPeople\tDistance (m)\tpopulation"
    );
    assert!(
        lines[1].starts_with("Nearby\tWestland\t100\t1001."),
        "{text}"
    );
    assert!(
        lines[2].starts_with("Farway\tEastland\t300\t8003."),
        "{text}"
    );
    assert!(lines[2].ends_with("\t300") && lines.len() == 3, "{text}");
}

#[test]
fn a_box_on_the_map_selects_what_lies_in_it_and_the_keys_say_how() {
    let (_room, mut harness) = villages();
    let [near, middling, far] = on_the_map(&harness);
    press(&mut harness, Key::B);
    assert!(says(&harness, "Drag a box"));
    let (low, high) = (vec2(-12.0, -40.0), vec2(12.0, 40.0));
    drag(&mut harness, near + low, middling + high, Modifiers::NONE);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "Farway"]);
    drag(&mut harness, far + low, far + high, Modifiers::SHIFT);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "*Farway"]);
    drag(&mut harness, near + low, near + high, Modifiers::COMMAND);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "*Farway"]);
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    drag(&mut harness, middling + low, middling + high, both);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "Farway"]);
    harness
        .get_by_role_and_label(Role::Button, "All in view")
        .click();
    settle(&mut harness);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "*Farway"]);
    press(&mut harness, Key::Escape);
    assert!(!says(&harness, "Drag a box"), "the tool is put down first");
    assert!(says(&harness, "3 villages selected"));
    press(&mut harness, Key::Escape);
    assert!(!says(&harness, "3 villages selected"));
}

#[test]
fn with_shift_the_plain_tool_draws_a_box_and_toggles_by_clicks() {
    let (_room, mut harness) = villages();
    let [near, middling, far] = on_the_map(&harness);
    let (low, high) = (vec2(-12.0, -40.0), vec2(12.0, 40.0));
    drag(&mut harness, near + low, middling + high, Modifiers::SHIFT);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "Farway"]);
    click(&mut harness, far, Modifiers::SHIFT);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "*Farway"]);
    click(&mut harness, near, Modifiers::SHIFT);
    assert_eq!(rows(&harness), ["Nearby", "*Middling", "*Farway"]);
    click(&mut harness, near, Modifiers::NONE);
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "Farway"]);
}

#[test]
fn a_polygon_is_closed_by_enter_or_a_double_click_and_backspace_takes_a_corner_back() {
    let (_room, mut harness) = villages();
    let [near, middling, far] = on_the_map(&harness);
    press(&mut harness, Key::L);
    let around = |a: Pos2, b: Pos2| {
        [
            a + vec2(-35.0, -50.0),
            b + vec2(35.0, -50.0),
            (a + b.to_vec2()) / 2.0 + vec2(0.0, 90.0),
        ]
    };
    for at in around(near, middling) {
        click(&mut harness, at, Modifiers::NONE);
    }
    assert!(says(&harness, "3 corners"));
    press(&mut harness, Key::Enter);
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "Farway"]);
    let [a, b, c] = around(far, far);
    for at in [a, b, c + vec2(0.0, 20.0)] {
        click(&mut harness, at, Modifiers::NONE);
    }
    press(&mut harness, Key::Backspace);
    click(&mut harness, c, Modifiers::NONE);
    click(&mut harness, c, Modifiers::NONE);
    assert_eq!(rows(&harness), ["Nearby", "Middling", "*Farway"]);
    click(&mut harness, a, Modifiers::NONE);
    press(&mut harness, Key::Escape);
    assert!(
        says(&harness, "Click: corner"),
        "only the corner is dropped"
    );
    assert_eq!(rows(&harness), ["Nearby", "Middling", "*Farway"]);
}

#[test]
fn a_typed_radius_around_the_focus_selects_without_a_pointer() {
    let (_room, files) = files();
    let mut harness = window(files);
    tab(&mut harness, "Facilities  1");
    row(&mut harness, "Hill Clinic", Modifiers::NONE);
    tab(&mut harness, "Villages  3");
    press(&mut harness, Key::R);
    assert!(says(&harness, "Around Hill Clinic"));
    let select = |harness: &mut Harness<'_, Window>, text: &str| {
        harness
            .get_by_role_and_label(Role::TextInput, "Distance from the centre")
            .focus();
        harness.run_ok();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run_ok();
        harness.event(egui::Event::Text(text.into()));
        harness.run_ok();
        harness.key_press(Key::Enter);
        settle(harness);
    };
    select(&mut harness, "far");
    assert!(says(&harness, "is not a distance"));
    // The second village is 3 005.6 m away.
    select(&mut harness, "3006 m");
    assert_eq!(rows(&harness), ["*Nearby", "*Middling", "Farway"]);
}

#[test]
fn a_circle_drawn_from_a_facility_is_that_of_the_geodesic() {
    let (_room, mut harness) = villages();
    let [near, middling, _] = on_the_map(&harness);
    let scale = (middling.x - near.x) / 0.018;
    let clinic = near - vec2(0.009 * scale, 0.0);
    press(&mut harness, Key::R);
    // From a little beside the clinic: its own place is the centre.
    drag(
        &mut harness,
        clinic + vec2(3.0, 2.0),
        near + vec2(8.0, 0.0),
        Modifiers::NONE,
    );
    assert_eq!(rows(&harness), ["*Nearby", "Middling", "Farway"]);
    harness
        .get_by_role_and_label(Role::Button, "Facilities")
        .click();
    settle(&mut harness);
    drag(&mut harness, near, clinic - vec2(8.0, 0.0), Modifiers::NONE);
    assert!(says(&harness, "1 facility selected"));
    harness
        .get_by_role_and_label(Role::Button, "Districts")
        .click();
    settle(&mut harness);
    drag(&mut harness, near, near + vec2(8.0, 0.0), Modifiers::SHIFT);
    assert!(says(&harness, "1 facility selected, 1 district selected"));
}

#[test]
fn the_selection_stays_while_the_answer_changes_and_its_sums_follow() {
    let (_room, mut harness) = villages();
    command(&mut harness, Key::A);
    assert!(says(
        &harness,
        "3 villages selected: 600 people, 1 village and 300 people beyond reach"
    ));
    assert!(says(&harness, "Farthest from care"));
    harness.get_by_label("Radius: All facilities").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.event(egui::Event::Text("2 km".into()));
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    settle(&mut harness);
    assert!(says(
        &harness,
        "3 villages selected: 600 people, 2 villages and 500 people beyond reach"
    ));
}

#[test]
fn zooming_to_the_selection_shows_all_of_it() {
    let (_room, mut harness) = villages();
    let before = on_the_map(&harness);
    row(&mut harness, "Nearby", Modifiers::NONE);
    row(&mut harness, "Middling", Modifiers::SHIFT);
    command(&mut harness, Key::J);
    press(&mut harness, Key::B);
    // Both stand at the sides of the map now, level with its middle; the third one is out of sight.
    let middle = middle_of_the_map(&harness);
    let map = harness.get_by_label("Map").rect();
    let left = map.left_center() + vec2(40.0, -30.0);
    drag(
        &mut harness,
        left,
        middle + vec2(0.0, 30.0),
        Modifiers::NONE,
    );
    assert_eq!(
        rows(&harness),
        ["*Nearby", "Middling", "Farway"],
        "{before:?}"
    );
}
