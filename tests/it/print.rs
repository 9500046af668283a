//! The print layout: what is chosen, what the page is said to be, what is written and what is remembered.

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::window::{files, says, settle, window};
use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

fn command(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    settle(harness);
}

fn press(harness: &mut Harness<'_, Window>, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    settle(harness);
}

/// What a screen reader tells of the page.
fn page(harness: &Harness<'_, Window>) -> String {
    let page = harness.get_by_role_and_label(Role::Image, "Page preview");
    page.accesskit_node().description().unwrap_or_default()
}

/// Scrolls to a box and clicks it.
fn tick(harness: &mut Harness<'_, Window>, label: &str) {
    harness
        .get_by_role_and_label(Role::CheckBox, label)
        .scroll_to_me();
    settle(harness);
    press(harness, Role::CheckBox, label);
}

#[test]
fn the_page_follows_what_is_chosen_and_is_written_so() {
    let (room, paths) = files();
    let mut harness = window(paths);
    command(&mut harness, Key::P);
    assert_eq!(page(&harness), "A4 landscape, 297 × 210 mm");
    press(&mut harness, Role::RadioButton, "A3");
    press(&mut harness, Role::RadioButton, "Portrait");
    tick(&mut harness, "Small map");
    assert_eq!(
        page(&harness),
        "A3 portrait, 297 × 420 mm; without Small map"
    );
    for file in ["gap-map.png", "tables.xlsx"] {
        tick(&mut harness, file);
    }
    tick(&mut harness, "atlas.pdf, a page for each district");
    tick(&mut harness, "report.html");
    press(&mut harness, Role::Button, "Export 8 files");
    assert!(says(&harness, "8 files written"));
    let folder = room.path().join("lastmile-export");
    for file in ["gap-map.pdf", "gap-map.svg", "atlas.pdf", "report.html"] {
        let written = std::fs::read(folder.join(file)).expect(file);
        assert!(!written.is_empty(), "{file}");
    }
    for file in ["gap-map.png", "tables.xlsx", "report.pdf"] {
        assert!(!folder.join(file).exists(), "{file}");
    }
    let map = std::fs::read_to_string(folder.join("gap-map.svg")).expect("a map");
    assert!(map.contains(r#"width="297mm" height="420mm""#));
    command(&mut harness, Key::P);
    assert_eq!(
        page(&harness),
        "A3 portrait, 297 × 420 mm; without Small map"
    );
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(!says(&harness, "Print layout"));
}

#[test]
fn what_was_printed_is_remembered_in_the_settings() {
    let (room, paths) = files();
    let config = room.path().join("config");
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let folder = Some(config.clone());
    let mut harness = Harness::builder()
        .with_size([960.0, 600.0])
        .with_max_steps(200)
        .build_eframe(move |cc| {
            let start = Start { files: paths };
            Window::new(&cc.egui_ctx, start, settings, folder).without_system_dialogs()
        });
    settle(&mut harness);
    command(&mut harness, Key::P);
    press(&mut harness, Role::RadioButton, "Portrait");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert_eq!(Settings::load(&config).print.landscape, None, "given up");
    command(&mut harness, Key::P);
    press(&mut harness, Role::RadioButton, "Portrait");
    harness
        .get_by_role_and_label(Role::CheckBox, "gap-map.svg")
        .focus();
    harness.run_ok();
    // The box that was ticked has the keyboard: Enter is its own.
    harness.key_press(Key::Enter);
    settle(&mut harness);
    press(&mut harness, Role::Button, "Export 7 files");
    let print = Settings::load(&config).print;
    assert_eq!(print.landscape, Some(false));
    assert_eq!(print.language, None);
    let written = ["gap-map.pdf", "gap-map.png", "tables.xlsx"].map(String::from);
    assert_eq!(print.files, Some(written.to_vec()));
}

#[test]
fn enter_exports_from_the_title() {
    let (room, paths) = files();
    let mut harness = window(paths);
    command(&mut harness, Key::P);
    harness
        .get_by_role_and_label(Role::TextInput, "Title")
        .focus();
    harness.run_ok();
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(room.path().join("lastmile-export/gap-map.pdf").exists());
}

#[test]
fn without_districts_there_is_no_atlas() {
    let (_room, mut paths) = files();
    paths.remove(0);
    let mut harness = window(paths);
    command(&mut harness, Key::P);
    let atlas = "atlas.pdf, a page for each district";
    let atlas = harness.get_by_role_and_label(Role::CheckBox, atlas);
    assert!(atlas.accesskit_node().is_disabled());
    assert!(says(&harness, "There are no districts to make an atlas of"));
}
