//! The layer panel and the bookmarks by their accessibility labels.

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};

use lastmile::app::Window;

use super::window::{command, files, says, settle, window};

type Panel = Harness<'static, Window>;

fn press(harness: &mut Panel, modifiers: egui::Modifiers, key: egui::Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn plain(harness: &mut Panel, key: egui::Key) {
    press(harness, egui::Modifiers::NONE, key);
}

/// The rows of the panel, top to bottom.
fn rows(harness: &Panel) -> Vec<String> {
    let rows = harness.root().query_all(by().role(egui::Role::TreeItem));
    let mut rows: Vec<(f32, String)> = rows
        .map(|row| {
            (
                row.rect().top(),
                row.accesskit_node().label().unwrap_or_default(),
            )
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

fn focus(harness: &mut Panel, row: &str) {
    harness
        .get_by_role_and_label(egui::Role::TreeItem, row)
        .focus();
    settle(harness);
}

fn open(harness: &mut Panel, layer: &str) {
    harness
        .get_by_label(&format!("Settings of {layer}"))
        .click();
    settle(harness);
}

/// Puts a text in the place of what stands in a field, and leaves it with a key.
fn fill(harness: &mut Panel, field: &str, text: &str, end: egui::Key) {
    let node = harness.get_by_role_and_label(egui::Role::TextInput, field);
    node.focus();
    settle(harness);
    command(harness, egui::Key::A);
    harness.event(egui::Event::Text(text.into()));
    settle(harness);
    plain(harness, end);
}

/// Drags from a place over others to the last of them.
fn drag(harness: &mut Panel, from: egui::Pos2, over: &[egui::Pos2]) {
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    harness.hover_at(from);
    settle(harness);
    harness.event(button(from, true));
    settle(harness);
    let mut last = from;
    for at in over {
        harness.hover_at(*at);
        settle(harness);
        last = *at;
    }
    harness.event(button(last, false));
    settle(harness);
}

fn click(harness: &mut Panel, role: egui::Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    settle(harness);
}

const USUAL: [&str; 6] = [
    "Names",
    "Facilities",
    "Villages",
    "Area within reach",
    "Districts",
    "Background",
];

#[test]
fn a_layer_moves_by_keyboard_and_keeps_the_focus_and_undo_brings_it_back() {
    let (_room, files) = files();
    let mut harness = window(files);
    assert_eq!(rows(&harness), USUAL);
    focus(&mut harness, "Villages");
    press(&mut harness, egui::Modifiers::ALT, egui::Key::ArrowUp);
    press(&mut harness, egui::Modifiers::ALT, egui::Key::ArrowUp);
    assert_eq!(rows(&harness)[..3], ["Villages", "Names", "Facilities"]);
    command(&mut harness, egui::Key::Z);
    assert_eq!(rows(&harness)[..3], ["Names", "Villages", "Facilities"]);
    // The background stays the lowest.
    focus(&mut harness, "Districts");
    press(&mut harness, egui::Modifiers::ALT, egui::Key::ArrowDown);
    assert_eq!(rows(&harness)[4..], ["Districts", "Background"]);
    plain(&mut harness, egui::Key::ArrowUp);
    plain(&mut harness, egui::Key::Enter);
    assert!(
        says(&harness, "Opacity"),
        "arrows walk the rows, Enter opens"
    );
}

#[test]
fn a_layer_is_dragged_to_another_place() {
    let (_room, files) = files();
    let mut harness = window(files);
    let from = harness.get_by_label("Move Names").rect().center();
    let to = harness
        .get_by_label("Move Area within reach")
        .rect()
        .center();
    let to = to + egui::vec2(0.0, 4.0);
    drag(
        &mut harness,
        from,
        &[from.lerp(to, 0.3), from.lerp(to, 0.7), to],
    );
    let expected = ["Facilities", "Villages", "Area within reach", "Names"];
    assert_eq!(rows(&harness)[..4], expected);
    command(&mut harness, egui::Key::Z);
    assert_eq!(rows(&harness), USUAL);
}

#[test]
fn a_renamed_layer_has_its_name_in_panel_and_legend() {
    let (_room, files) = files();
    let mut harness = window(files);
    focus(&mut harness, "Districts");
    plain(&mut harness, egui::Key::F2);
    fill(
        &mut harness,
        "Name of Districts",
        "Townships of the pilot",
        egui::Key::Enter,
    );
    assert_eq!(rows(&harness)[4], "Townships of the pilot");
    let named = harness
        .root()
        .query_all(by().label("Townships of the pilot"));
    assert_eq!(named.count(), 2, "in the legend too");
    focus(&mut harness, "Townships of the pilot");
    plain(&mut harness, egui::Key::F2);
    fill(
        &mut harness,
        "Name of Districts",
        "nothing",
        egui::Key::Escape,
    );
    assert_eq!(rows(&harness)[4], "Townships of the pilot", "given up");
    command(&mut harness, egui::Key::Z);
    assert_eq!(rows(&harness), USUAL);
}

#[test]
fn a_hidden_layer_leaves_the_legend_and_undo_shows_it_again() {
    let (_room, files) = files();
    let mut harness = window(files);
    assert!(says(&harness, "Area within 5 km"));
    click(&mut harness, egui::Role::CheckBox, "Show Area within reach");
    assert!(!says(&harness, "Area within 5 km"));
    click(&mut harness, egui::Role::CheckBox, "Show Villages");
    assert!(says(&harness, "Beyond reach"), "gaps always stand");
    command(&mut harness, egui::Key::Z);
    command(&mut harness, egui::Key::Z);
    assert!(says(&harness, "Area within 5 km"));
}

#[test]
fn opacity_is_set_by_a_slider_and_a_drag_is_one_step_of_undo() {
    let (_room, files) = files();
    let mut harness = window(files);
    open(&mut harness, "Area within reach");
    let slider = harness.get_by_role_and_label(egui::Role::Slider, "Opacity");
    let rect = slider.rect();
    let over = [0.8, 0.7, 0.6, 0.5].map(|x| rect.lerp_inside(egui::vec2(x, 0.5)));
    drag(
        &mut harness,
        rect.right_center() - egui::vec2(8.0, 0.0),
        &over,
    );
    assert!(says(&harness, "50 %"));
    command(&mut harness, egui::Key::Z);
    assert!(!says(&harness, "50 %") && says(&harness, "100 %"));
}

#[test]
fn a_filter_hides_gaps_only_with_a_word_and_a_bad_one_says_what_is_wrong() {
    let (_room, files) = files();
    let mut harness = window(files);
    open(&mut harness, "Villages");
    fill(&mut harness, "Draw only", "population <", egui::Key::Enter);
    assert!(says(&harness, "a value"), "what could stand there");
    fill(&mut harness, "Draw only", "height > 3", egui::Key::Enter);
    assert!(says(&harness, "No file of this layer has: height"));
    fill(
        &mut harness,
        "Draw only",
        "population < 250",
        egui::Key::Enter,
    );
    assert!(says(&harness, "2 of 3 drawn"));
    assert!(says(&harness, "1 gap is not drawn"), "in the panel");
    assert!(
        says(&harness, "A filter hides 1 village, 1 of them beyond reach"),
        "in the legend"
    );
    assert!(
        says(&harness, "1 village, 300 people beyond"),
        "judged all the same"
    );
    assert!(says(&harness, "1 not drawn"), "in the headline");
    click(&mut harness, egui::Role::Button, "Draw all");
    assert!(!says(&harness, "A filter hides") && !says(&harness, "not drawn"));
}

#[test]
fn breaks_are_set_by_hand_with_counts_and_say_what_is_wrong() {
    let (_room, files) = files();
    let mut harness = window(files);
    open(&mut harness, "Districts");
    let field = "Break 1 in percent";
    fill(&mut harness, field, "90", egui::Key::Enter);
    assert!(says(&harness, "Must lie between 0 and 80 %."));
    fill(&mut harness, field, "much", egui::Key::Enter);
    assert!(says(&harness, "\"much\" is not a number"));
    fill(&mut harness, field, "45.5", egui::Key::Enter);
    assert!(says(&harness, "0–45.5 %: 1"), "the legend counts anew");
    click(
        &mut harness,
        egui::Role::Button,
        "Remove the break at 95\u{202f}%",
    );
    assert!(says(&harness, "90–100 %: 1"));
    click(&mut harness, egui::Role::Button, "Add a break");
    assert!(says(&harness, "0–23 %: 1"));
    for _ in 0..3 {
        command(&mut harness, egui::Key::Z);
    }
    assert!(says(&harness, "0–60 %: 1") && says(&harness, "95–100 %: 1"));
}

#[test]
fn villages_are_coloured_by_distance_with_classes_of_the_radius() {
    let (_room, files) = files();
    let mut harness = window(files);
    open(&mut harness, "Villages");
    let choice = harness.get_by_role_and_label(egui::Role::ComboBox, "Colour");
    choice.click();
    settle(&mut harness);
    harness.get_by_label("classes of distance").click();
    settle(&mut harness);
    assert!(says(&harness, "Within 2.5 km") && says(&harness, "2.5 km to 5 km"));
    assert!(says(&harness, "7.5 km to 10 km") && says(&harness, "More than 10 km"));
}

#[test]
fn a_bookmark_is_added_renamed_removed_and_each_is_undone() {
    let (_room, files) = files();
    let mut harness = window(files);
    click(&mut harness, egui::Role::Row, "Farway");
    command(&mut harness, egui::Key::J);
    command(&mut harness, egui::Key::B);
    let name = harness.get_by_role_and_label(egui::Role::TextInput, "Name");
    let suggested = name.accesskit_node().value();
    assert_eq!(
        suggested.as_deref(),
        Some("Westland"),
        "the district in the middle"
    );
    plain(&mut harness, egui::Key::Enter);
    let scale = |harness: &Panel| {
        let scales = by().predicate(|n| {
            n.value()
                .is_some_and(|v| v.starts_with('1') && v.contains(':'))
        });
        let found = harness.root().query_all(scales).next().expect("a scale");
        found.accesskit_node().value()
    };
    let there = scale(&harness);
    let all = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    press(&mut harness, all, egui::Key::F);
    assert_ne!(scale(&harness), there);
    click(&mut harness, egui::Role::Button, "Go to Westland");
    assert_eq!(scale(&harness), there);

    let go = harness.get_by_role_and_label(egui::Role::Button, "Go to Westland");
    let below = harness.get_by_label("Files").rect().top() - go.rect().bottom();
    assert!(below < 250.0, "the panel goes on below it: {below}");
    go.focus();
    settle(&mut harness);
    plain(&mut harness, egui::Key::F2);
    fill(
        &mut harness,
        "Name of the bookmark Westland",
        "Far side",
        egui::Key::Enter,
    );
    assert!(says(&harness, "Go to Far side"));
    click(
        &mut harness,
        egui::Role::Button,
        "Remove the bookmark Far side",
    );
    assert!(!says(&harness, "Go to "));
    command(&mut harness, egui::Key::Z);
    command(&mut harness, egui::Key::Z);
    assert!(says(&harness, "Go to Westland"));
    press(&mut harness, all, egui::Key::F);
    command(&mut harness, egui::Key::K);
    harness.event(egui::Event::Text("westl".into()));
    settle(&mut harness);
    plain(&mut harness, egui::Key::Enter);
    assert_eq!(scale(&harness), there, "the palette goes there too");
    command(&mut harness, egui::Key::Z);
    assert!(!says(&harness, "Go to "));
}
