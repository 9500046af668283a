//! The one-minute guide: when it comes, how its steps are done, by keys alone, in both languages; and a window that keeps still.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Key, Modifiers, Role, accesskit::Live};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

use super::texts::{own_words, wrong};
use super::window::{click_at, command, files, middle_of_the_map, says, settle};

/// A window as the program starts it, with its settings in a folder.
fn start(folder: &Path, files: Vec<PathBuf>, size: [f32; 2]) -> Harness<'static, Window> {
    let settings = Settings::load(folder);
    let folder = folder.to_owned();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(200)
        .with_step_dt(0.016)
        .build_eframe(move |cc| {
            Window::new(&cc.egui_ctx, Start { files }, settings, Some(folder))
                .without_system_dialogs()
        });
    settle(&mut harness);
    harness
}

/// A folder with settings that only say the language.
fn settings(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    let settings = Settings {
        language: Some(language.into()),
        ..Settings::default()
    };
    settings.save(folder.path()).expect("saved");
    folder
}

/// What the inspector says while nothing is selected.
const OVERVIEW: &str = "Click a village, a facility or a district";
const USUAL: [f32; 2] = [1440.0, 900.0];

/// The first window of a user, on the demo county.
fn first() -> (tempfile::TempDir, Harness<'static, Window>) {
    let folder = settings("en");
    let harness = start(folder.path(), Vec::new(), USUAL);
    (folder, harness)
}

fn press(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

/// Lets the tick of a step that was done be seen, and the next one come.
fn linger(harness: &mut Harness<'_, Window>) {
    assert!(says(harness, "Done"), "the step is ticked off");
    for _ in 0..100 {
        harness.step();
    }
    settle(harness);
}

fn next(harness: &mut Harness<'_, Window>) {
    harness.get_by_label("Next").click();
    settle(harness);
}

const REGION: egui::accesskit::Role = egui::accesskit::Role::Region;

fn is_open(harness: &Harness<'_, Window>) -> bool {
    let card = harness.query_by_role_and_label(REGION, "One-minute guide");
    card.is_some()
}

/// Opens it from the palette.
fn ask(harness: &mut Harness<'_, Window>, title: &str) {
    command(harness, Key::K);
    harness.event(egui::Event::Text(title.to_owned()));
    settle(harness);
    press(harness, Key::Enter);
}

#[test]
fn the_first_start_shows_the_guide_and_the_second_does_not() {
    let (folder, harness) = first();
    assert!(is_open(&harness));
    assert!(says(&harness, "Read the answer"));
    drop(harness);
    let harness = start(folder.path(), Vec::new(), USUAL);
    assert!(!is_open(&harness));
}

#[test]
fn who_begins_with_files_is_not_guided() {
    let folder = settings("en");
    let (_room, files) = files();
    let harness = start(folder.path(), files, USUAL);
    assert!(!is_open(&harness));
}

#[test]
fn steps_tick_themselves_off_when_they_are_done() {
    let (_folder, mut harness) = first();
    next(&mut harness);
    assert!(says(&harness, "Look at a gap"));
    press(&mut harness, Key::N);
    linger(&mut harness);
    assert!(says(&harness, "Move the radius"));
    harness
        .query_all_by_role(Role::Slider)
        .next()
        .expect("a slider")
        .focus();
    harness.run_ok();
    press(&mut harness, Key::ArrowRight);
    linger(&mut harness);
    assert!(says(&harness, "Try a new site"));
    press(&mut harness, Key::A);
    let middle = middle_of_the_map(&harness);
    click_at(&mut harness, middle);
    settle(&mut harness);
    linger(&mut harness);
    assert!(says(&harness, "Ask who lives there"));
    press(&mut harness, Key::B);
    let (from, to) = (middle, middle - egui::vec2(120.0, 120.0));
    harness.drag_at(from);
    harness.run_ok();
    harness.hover_at(to);
    harness.run_ok();
    harness.drop_at(to);
    settle(&mut harness);
    linger(&mut harness);
    assert!(says(&harness, "Take it with you"));
    command(&mut harness, Key::P);
    press(&mut harness, Key::Escape);
    linger(&mut harness);
    assert!(says(&harness, "That is all it takes"));
    assert!(says(&harness, "6 of 6 steps done"));
    harness.get_by_label("Close").click();
    settle(&mut harness);
    assert!(!is_open(&harness));
}

#[test]
fn what_was_done_out_of_turn_is_not_asked_for_again() {
    let (_folder, mut harness) = first();
    press(&mut harness, Key::N);
    linger(&mut harness);
    assert!(says(&harness, "Move the radius"));
}

#[test]
fn the_keyboard_alone_walks_it_to_its_end() {
    let (_folder, mut harness) = first();
    press(&mut harness, Key::Tab);
    for title in [
        "Read the answer",
        "Look at a gap",
        "Move the radius",
        "Try a new site",
        "Ask who lives there",
        "Take it with you",
        "That is all it takes",
    ] {
        assert!(says(&harness, title), "{title}");
        press(&mut harness, Key::Enter);
    }
    assert!(!is_open(&harness));
}

#[test]
fn back_and_skip_are_there() {
    let (_folder, mut harness) = first();
    next(&mut harness);
    harness.get_by_label("Back").click();
    settle(&mut harness);
    assert!(says(&harness, "Read the answer"));
    harness.get_by_label("Skip").click();
    settle(&mut harness);
    assert!(!is_open(&harness));
}

#[test]
fn escape_closes_it_when_there_is_nothing_else_to_leave() {
    let (_folder, mut harness) = first();
    press(&mut harness, Key::N);
    press(&mut harness, Key::Escape);
    assert!(says(&harness, OVERVIEW), "the selection goes first");
    assert!(is_open(&harness));
    press(&mut harness, Key::Escape);
    assert!(!is_open(&harness));
}

#[test]
fn escape_on_the_card_closes_it_at_once() {
    let (_folder, mut harness) = first();
    press(&mut harness, Key::N);
    harness.get_by_label("Next").focus();
    harness.run_ok();
    press(&mut harness, Key::Escape);
    assert!(!is_open(&harness));
    assert!(!says(&harness, OVERVIEW), "the village stays selected");
}

#[test]
fn the_help_menu_opens_it_again_and_the_demo_county_where_nothing_is_open() {
    let (_folder, mut harness) = first();
    press(&mut harness, Key::Escape);
    command(&mut harness, Key::N);
    harness.get_by_label("Who is beyond the reach of care?");
    // As it does from where nothing is open.
    assert!(says(&harness, "One-minute guide"));
    harness.get_by_label("Help").click();
    harness.run_ok();
    let items = harness.query_all_by_label_contains("One-minute guide");
    items.last().expect("an item").click();
    settle(&mut harness);
    assert!(is_open(&harness));
    assert!(says(&harness, "beyond"), "the demo county answers");
    assert!(
        harness.get_by_label("Next").is_focused(),
        "who asks for it gets the keyboard there"
    );
}

#[test]
fn its_texts_are_told_politely_as_they_change() {
    let (_folder, harness) = first();
    for text in ["Step 1 of 6", "Read the answer"] {
        let node = harness.get_by_label(text);
        assert_eq!(node.accesskit_node().live(), Live::Polite, "{text}");
    }
}

#[test]
fn no_text_of_it_is_cut_off_in_either_language_in_small_windows() {
    for (language, title, next, skip) in [
        ("en", "One-minute guide", "Next", "Skip"),
        ("zh-CN", "一分钟入门", "下一步", "跳过"),
    ] {
        let folder = settings(language);
        for size in [[960.0, 600.0], [1280.0, 800.0]] {
            let forget = Settings {
                language: Some(language.into()),
                ..Settings::default()
            };
            forget.save(folder.path()).expect("saved");
            let mut harness = start(folder.path(), Vec::new(), size);
            let own = own_words(language);
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            for button in [next, skip] {
                let at = harness.get_by_label(button).rect();
                assert!(window.contains_rect(at), "{at:?}");
            }
            // What the window had to shorten without the guide is not its fault.
            harness.get_by_label(skip).click();
            settle(&mut harness);
            let before = wrong(&harness, &own);
            ask(&mut harness, title);
            while let Some(button) = harness.query_by_label(next) {
                button.click();
                settle(&mut harness);
                let mut faults = wrong(&harness, &own);
                faults.retain(|fault| !before.contains(fault));
                assert!(faults.is_empty(), "{language} {size:?}: {faults:?}");
            }
        }
    }
}

/// The scale that the status bar tells.
fn scale(harness: &Harness<'_, Window>) -> String {
    let mut labels = harness.query_all_by_label_contains("1\u{202f}:\u{202f}");
    let label = labels.next().expect("a scale").accesskit_node();
    label.label().or_else(|| label.value()).expect("a text")
}

/// The scale a few frames after a village was looked for, before it, and when nothing moves any more.
fn scales_of_a_flight(reduce_motion: bool) -> [String; 3] {
    let folder = tempfile::tempdir().expect("folder");
    let settings = Settings {
        language: Some("en".into()),
        guide_seen: true,
        reduce_motion,
        ..Settings::default()
    };
    settings.save(folder.path()).expect("saved");
    let mut harness = start(folder.path(), Vec::new(), USUAL);
    let before = scale(&harness);
    harness.key_press(Key::N);
    for _ in 0..4 {
        harness.step();
    }
    let soon = scale(&harness);
    settle(&mut harness);
    [before, soon, scale(&harness)]
}

#[test]
fn the_map_flies_unless_motion_is_reduced() {
    let [before, soon, end] = scales_of_a_flight(false);
    assert!(before != soon && soon != end, "{before}, {soon}, {end}");
    let [before, soon, end] = scales_of_a_flight(true);
    assert!(before != soon && soon == end, "{before}, {soon}, {end}");
}

#[test]
fn motion_is_reduced_in_the_view_menu_and_stays_so() {
    let (folder, mut harness) = first();
    assert!(!Settings::load(folder.path()).reduce_motion);
    harness.get_by_label("View").click();
    harness.run_ok();
    harness.get_by_label("Reduce motion").click();
    settle(&mut harness);
    assert!(Settings::load(folder.path()).reduce_motion);
    assert!(harness.ctx.global_style().animation_time < f32::EPSILON);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut harness);
    assert!(says(&harness, "Reduce motion"), "the palette has it too");
}

#[test]
fn where_nothing_can_be_judged_the_window_says_so() {
    let (_room, all) = files();
    let without = |name: &str| {
        let files = all.iter().filter(|file| !file.ends_with(name));
        files.cloned().collect::<Vec<_>>()
    };
    let folder = settings("en");
    let harness = start(folder.path(), without("clinics.geojson"), USUAL);
    assert!(says(&harness, "No facilities yet"));
    drop(harness);
    let harness = start(folder.path(), without("villages.geojson"), USUAL);
    assert!(says(&harness, "No villages yet"));
    assert!(!says(&harness, "Nobody is beyond reach"));
    assert!(!says(&harness, "No village is beyond reach"));
}
