//! No text of the window is missing, cut off or laid over another one: in both languages, small and large windows, at 100 % and 200 %.

use std::collections::BTreeSet;
use std::path::Path;

use eframe::egui::{self, Key, Modifiers, Rect, Shape, epaint::TextShape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::window::{files, settle};
use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

/// The texts of a language that hold no placeholders: what the window says in its own words.
pub(super) fn own_words(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/i18n")
        .join(language);
    let mut words = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("a folder") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        let values = text.lines().filter_map(|line| line.split_once(" = "));
        words.extend(values.map(|(_, value)| value.trim().to_owned()));
    }
    words.retain(|w| !w.contains('{') && w.chars().count() > 1);
    words
}

/// A text on the screen.
struct Seen {
    text: String,
    rect: Rect,
    clip: Rect,
    elided: bool,
}

fn texts(harness: &Harness<'_, Window>) -> Vec<Seen> {
    fn collect(shape: &Shape, clip: Rect, all: &mut Vec<Seen>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|s| collect(s, clip, all)),
            Shape::Text(TextShape { galley, pos, .. }) => all.push(Seen {
                text: galley.job.text.clone(),
                rect: galley.rect.translate(pos.to_vec2()),
                clip,
                elided: galley.elided,
            }),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for shape in &harness.output().shapes {
        collect(&shape.shape, shape.clip_rect, &mut all);
    }
    all.retain(|seen| !seen.text.trim().is_empty());
    all
}

/// Whether the table that is shown must have room for all of its columns: it lists what is beyond reach.
fn fits(harness: &Harness<'_, Window>) -> bool {
    use egui_kittest::kittest::NodeT as _;
    let tabs = harness.query_all_by_role(egui::accesskit::Role::Tab);
    let first = tabs.into_iter().next();
    first.is_some_and(|tab| tab.accesskit_node().is_selected() == Some(true))
}

/// What is wrong with the texts of a frame.
pub(super) fn wrong(harness: &Harness<'_, Window>, own: &BTreeSet<String>) -> Vec<String> {
    let seen = texts(harness);
    // A table with all columns of a file is scrolled sideways.
    let table = harness
        .query_by_role(egui::accesskit::Role::Table)
        .map_or(Rect::NOTHING, |table| table.rect())
        .expand2(vec2(200.0, 26.0));
    // What is typed into a field is scrolled within it.
    let fields: Vec<Rect> = harness
        .query_all_by_role(egui::accesskit::Role::TextInput)
        .map(|field| field.rect())
        .collect();
    let mut wrong = Vec::new();
    for s in &seen {
        // A cell of a table may be too narrow for its text; its head may not.
        let cell = table.contains(s.rect.center()) && s.rect.top() > table.top() + 26.0;
        if s.elided && own.contains(s.text.trim()) && !cell {
            wrong.push(format!("shortened: {}", s.text));
        }
        // Scrolled out of sight above or below is no fault; sideways is.
        let rows = s.rect.intersect(s.clip);
        let sideways = s.rect.left() < s.clip.left() - 1.5 || s.rect.right() > s.clip.right() + 1.5;
        let scrolled = table.contains(rows.center()) && !fits(harness);
        let typed = fields.iter().any(|f| f.contains(rows.center()));
        if rows.height() > 4.0 && sideways && !scrolled && !typed {
            wrong.push(format!("cut off: {} {:?} in {:?}", s.text, s.rect, s.clip));
        }
    }
    for (i, a) in seen.iter().enumerate() {
        for b in &seen[i + 1..] {
            if a.clip != b.clip || a.text == b.text {
                continue;
            }
            let common = a
                .rect
                .shrink(1.0)
                .intersect(b.rect.shrink(1.0))
                .intersect(a.clip);
            if common.is_positive() && common.area() > 0.08 * a.rect.area().min(b.rect.area()) {
                wrong.push(format!("one over the other: {} / {}", a.text, b.text));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

/// A window of so many points, so many pixels a point.
fn window(
    language: &str,
    size: [f32; 2],
    pixels: f32,
    paths: Vec<std::path::PathBuf>,
) -> Harness<'static, Window> {
    let settings = Settings {
        language: Some(language.into()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(pixels)
        .with_max_steps(200)
        .with_step_dt(0.016)
        .build_eframe(move |cc| {
            Window::new(&cc.egui_ctx, Start { files: paths }, settings, None)
                .without_system_dialogs()
        });
    settle(&mut harness);
    harness
}

/// Every command that opens something, done by its key or from the palette.
fn open(harness: &mut Harness<'_, Window>, command: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_ok();
    harness.event(egui::Event::Text(command.to_owned()));
    harness.run_ok();
    harness.key_press(Key::Enter);
    settle(harness);
}

fn close(harness: &mut Harness<'_, Window>) {
    harness.key_press(Key::Escape);
    harness.run_ok();
}

fn tour(
    language: &str,
    size: [f32; 2],
    pixels: f32,
    paths: Vec<std::path::PathBuf>,
) -> Vec<String> {
    let own = own_words(language);
    let mut harness = window(language, size, pixels, paths);
    let mut all = Vec::new();
    let words = |key: &str| {
        lastmile::i18n::Words::new(if language == "en" {
            lastmile::i18n::Lang::En
        } else {
            lastmile::i18n::Lang::ZhCn
        })
        .t(key)
    };
    let mut look = |harness: &Harness<'_, Window>, what: &str| {
        all.extend(
            wrong(harness, &own)
                .into_iter()
                .map(|w| format!("{what}: {w}")),
        );
    };
    look(&harness, "at the beginning");
    for menu in [
        "menu-file",
        "menu-edit",
        "menu-view",
        "menu-analysis",
        "menu-help",
    ] {
        let name = words(menu);
        let found = harness.query_all_by_label(&name).next();
        found.expect("a menu").click();
        harness.run_ok();
        look(&harness, menu);
        close(&mut harness);
    }
    for table in [
        "role-districts",
        "role-facilities",
        "role-villages",
        "table-gaps",
    ] {
        let name = words(table);
        let tab = harness.query_all_by_role(egui::accesskit::Role::Tab);
        let tab = tab.into_iter().find(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node()
                .label()
                .is_some_and(|l| l.starts_with(&name))
        });
        tab.expect("a tab").click();
        harness.run_ok();
        look(&harness, table);
    }
    for command in [
        "cmd-next-gap",
        "cmd-tool-measure",
        "cmd-export",
        "cmd-open-path",
        "cmd-keys",
        "cmd-about",
        "cmd-select-box",
        "cmd-select-polygon",
        "cmd-select-radius",
        "cmd-add-bookmark",
        "cmd-tile-address",
        "cmd-preview-grey",
        "cmd-tool-add-site",
        "cmd-filter",
    ] {
        open(&mut harness, &words(command));
        look(&harness, command);
        close(&mut harness);
    }
    open(&mut harness, &words("cmd-export"));
    for opened in ["template-heading", "export-atlas", "export-lists"] {
        harness.get_by_label(&words(opened)).scroll_to_me();
        harness.run_ok();
        harness.get_by_label(&words(opened)).click();
        settle(&mut harness);
        look(&harness, opened);
    }
    close(&mut harness);
    harness.event(egui::Event::PointerMoved(
        (vec2(size[0], size[1]) / 2.0).to_pos2(),
    ));
    harness.run_ok();
    look(&harness, "the pointer on the map");
    drop(harness);
    let heading = format!("{language} {size:?} at {pixels}: ");
    all.into_iter().map(|w| heading.clone() + &w).collect()
}

#[test]
fn of_the_demo_county_no_text_is_cut_off_or_covered() {
    let mut wrong = Vec::new();
    for language in ["en", "zh-CN"] {
        wrong.extend(tour(language, [1440.0, 900.0], 1.0, Vec::new()));
        wrong.extend(tour(language, [960.0, 600.0], 2.0, Vec::new()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_opened_files_no_text_is_cut_off_or_covered() {
    let mut wrong = Vec::new();
    for language in ["en", "zh-CN"] {
        let (_room, paths) = files();
        wrong.extend(tour(language, [960.0, 600.0], 1.0, paths.clone()));
        wrong.extend(tour(language, [1280.0, 720.0], 2.0, paths));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
