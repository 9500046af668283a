//! What looking around costs at the scale of a nation: processor time of frames of the whole window while the map is moved and zoomed
//! (all but the graphics card's part), and how long until a new picture of the map is there.
//!
//! `cargo bench --bench frame -- --sight` prints JSON lines; the files are those of `--live`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::{self, PointerButton, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lastmile::app::Window;

use cpu_time::ThreadTime;

use super::live::{files, frame, opened, tell, wheel};

const FRAMES: usize = 200;

pub fn run() {
    let files: Vec<PathBuf> = files();
    let (mut harness, _) = opened(files);
    let map = harness.get_by_label("Map").rect();
    settle(&mut harness);
    let mut redrawn = Vec::new();
    for zoom in 0..4 {
        if zoom > 0 {
            let (mut frames, start) = (Vec::new(), Instant::now());
            for _ in 0..10 {
                wheel(&mut harness, 24.0);
                frames.push(own(&mut harness));
            }
            settle(&mut harness);
            redrawn.push(start.elapsed());
            tell(&format!("frames while zooming, {zoom}"), frames);
        }
        let at = map.center();
        harness.hover_at(at);
        harness.step();
        press(&mut harness, at, true);
        let mut frames = Vec::new();
        for turn in 0..FRAMES {
            let (sin, cos) = (turn as f32 * 0.1).sin_cos();
            harness.hover_at(at + vec2(cos, sin) * 180.0);
            frames.push(own(&mut harness));
        }
        press(&mut harness, at, false);
        settle(&mut harness);
        tell(&format!("frames while moving, {zoom}"), frames);
    }
    tell("ten zoom frames and the picture after them", redrawn);
}

fn press(harness: &mut Harness<'_, Window>, pos: egui::Pos2, pressed: bool) {
    harness.event(egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    });
    harness.step();
}

/// A frame; the processor time that the window's thread has spent on it, whatever else the machine does.
fn own(harness: &mut Harness<'_, Window>) -> Duration {
    let before = ThreadTime::now();
    frame(harness);
    before.elapsed()
}

/// Frames until nothing is under way any more.
fn settle(harness: &mut Harness<'_, Window>) {
    let begun = Instant::now();
    while {
        frame(harness);
        harness.state().is_busy()
    } {
        std::thread::sleep(Duration::from_millis(1));
        assert!(begun.elapsed().as_secs() < 60, "a job does not end");
    }
}
