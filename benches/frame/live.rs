//! What a planner waits for while a facility is dragged or a radius slid over the map of a nation: from the change to the answer of the
//! session, and from the hand to the frame of the real window that shows it (all but the graphics card's part).
//!
//! `cargo bench --bench frame -- --live` prints JSON lines. It takes the files of a nation that the bench `nation` makes and keeps, or
//! those of the folder that the environment names `PEERS_DATA`; where there are none, the demo county.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lastmile::app::{Start, Window};
use lastmile::base::{LonLat, Metres};
use lastmile::io::settings::Settings;
use lastmile::model::{Edit, FacilityRef, Reach};
use lastmile::session::{Change, Session};

use super::SIZE;

const CHANGES: usize = 100;

/// Numbers from a fixed seed (`SplitMix64`), 0 to 1.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn either_way(&mut self, most: f64) -> f64 {
        (2.0 * self.unit() - 1.0) * most
    }
}

/// The files of the nation; none: not made yet.
pub fn files() -> Vec<PathBuf> {
    let kept = concat!(env!("CARGO_TARGET_TMPDIR"), "/nation");
    let versions = std::fs::read_dir(kept).into_iter().flatten().flatten();
    let folders = std::env::var_os("PEERS_DATA").map(PathBuf::from);
    let folders = folders.into_iter().chain(versions.map(|v| v.path()));
    let named = folders.map(|folder| {
        ["facilities", "villages", "counties"]
            .map(|layer| folder.join(format!("national_{layer}.geojson")))
            .to_vec()
    });
    named
        .into_iter()
        .find(|files| files.iter().all(|f| f.is_file()))
        .unwrap_or_default()
}

/// Median, 99th percentile and longest.
pub fn tell(task: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| {
        let place = (times.len() as f64 * share).ceil() as usize;
        let time = times.get(place.max(1) - 1).copied().unwrap_or_default();
        (time.as_secs_f64() * 1e5).round() / 100.0
    };
    println!(
        "{}",
        serde_json::json!({ "task": task, "count": times.len(), "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1.0) })
    );
}

pub fn run() {
    let files = files();
    session(&files);
    window(files);
}

/// From a change to the session's answer.
fn session(files: &[PathBuf]) {
    let (sender, wakes) = channel();
    let mut session = Session::new(&(Arc::new(move || sender.send(()).unwrap_or_default()) as _));
    if files.is_empty() {
        session.open_demo();
    } else {
        session.open(files.to_vec());
    }
    settle(&mut session, &wakes);
    let dataset = Arc::clone(session.dataset().expect("an answer"));
    let mut random = Random(7);
    let (mut moves, mut shares) = (Vec::new(), 0);
    for _ in 0..CHANGES {
        let chosen = (random.unit() * dataset.facilities.len() as f64) as usize;
        let from = dataset.facilities[chosen].location;
        session.begin_gesture();
        for _ in 0..5 {
            let to = LonLat::new(
                from.lon + random.either_way(0.1),
                from.lat + random.either_way(0.1),
            );
            let facility = FacilityRef::Baseline(chosen as u32);
            let change = Change::Edit(Edit::Move { facility, to });
            moves.push(answered(&mut session, &wakes, change));
            shares += usize::from(session.answer().is_some_and(|a| a.shares.is_some()));
        }
        session.end_gesture();
    }
    assert!(
        shares * 10 >= moves.len() * 9,
        "shares of area follow a drag"
    );
    tell("session: move", moves);
    let start = Instant::now();
    settle(&mut session, &wakes);
    tell("session: areas after the last move", vec![start.elapsed()]);
    let reach = session.state().spec.reach.clone();
    let mut radii = Vec::new();
    for _ in 0..CHANGES {
        let factor = 0.5 + 1.5 * random.unit();
        let reach = match reach.clone() {
            Reach::Uniform(radius) => Reach::Uniform(Metres(radius.0 * factor)),
            Reach::ByTier(mut tiers) => {
                let one = (random.unit() * tiers.len() as f64) as usize;
                tiers[one].radius.0 *= factor;
                Reach::ByTier(tiers)
            }
        };
        radii.push(answered(&mut session, &wakes, Change::SetReach(reach)));
    }
    tell("session: radius", radii);
    let start = Instant::now();
    settle(&mut session, &wakes);
    tell(
        "session: areas after the last radius",
        vec![start.elapsed()],
    );
}

fn settle(session: &mut Session, wakes: &Receiver<()>) {
    session.poll();
    while session.is_busy() {
        wakes.recv().expect("a worker wakes us");
        session.poll();
    }
    session.poll();
}

fn answered(session: &mut Session, wakes: &Receiver<()>, change: Change) -> Duration {
    let start = Instant::now();
    session.change(change);
    let state = session.state().clone();
    while session.answer().is_none_or(|a| a.state != state) {
        wakes.recv().expect("a worker wakes us");
        session.poll();
    }
    start.elapsed()
}

/// A window with the files open, and how long its frames took.
pub fn opened(files: Vec<PathBuf>) -> (Harness<'static, Window>, Vec<Duration>) {
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .build_eframe(move |cc| Window::new(&cc.egui_ctx, Start { files }, settings, None));
    let mut frames = Vec::new();
    while {
        frames.push(frame(&mut harness));
        harness.state().is_busy() || harness.query_by_label("Map").is_none()
    } {
        std::thread::sleep(Duration::from_millis(1));
    }
    (harness, frames)
}

/// From the hand to the frame that shows the answer.
fn window(files: Vec<PathBuf>) {
    let (mut harness, frames) = opened(files);
    tell("window: frames of opening", frames);
    let map = harness.get_by_label("Map").rect();
    // Near enough to see single facilities.
    harness.hover_at(map.center());
    for _ in 0..13 {
        wheel(&mut harness, 30.0);
        harness.step();
    }
    harness.key_press_modifiers(Modifiers::NONE, Key::M);
    harness.step();
    let mut random = Random(9);
    let (mut shown, mut frames) = (Vec::new(), Vec::new());
    for _ in 0..2 * CHANGES {
        if shown.len() >= CHANGES / 2 {
            break;
        }
        let part = vec2(random.unit() as f32, random.unit() as f32);
        let from = map.min + map.size() * (vec2(0.35, 0.25) + 0.5 * part);
        harness.hover_at(from);
        frames.push(frame(&mut harness));
        button(&mut harness, from, true);
        frames.push(frame(&mut harness));
        let pressed = harness.state().answer_shown();
        for step in 1..=5u8 {
            let to = from + vec2(3.0, 2.0) * f32::from(step);
            if step == 3 {
                settle_window(&mut harness, &mut frames);
                // A press where no facility stands pans the map, and nothing is answered.
                if harness.state().answer_shown() == pressed {
                    break;
                }
            }
            let version = harness.state().answer_shown();
            let start = Instant::now();
            harness.hover_at(to);
            for _ in 0..200 {
                frames.push(frame(&mut harness));
                if harness.state().answer_shown() != version {
                    // The first steps may still be a click.
                    if step > 2 {
                        shown.push(start.elapsed());
                    }
                    break;
                }
                if step < 3 {
                    break;
                }
            }
        }
        button(&mut harness, from + vec2(15.0, 10.0), false);
        frames.push(frame(&mut harness));
    }
    tell("window: hand to frame, move", shown);
    tell("window: frames of a drag", frames);
}

fn settle_window(harness: &mut Harness<'_, Window>, frames: &mut Vec<Duration>) {
    while harness.state().is_busy() {
        frames.push(frame(harness));
        std::thread::sleep(Duration::from_millis(8));
    }
}

/// Turns the wheel over the map.
pub fn wheel(harness: &mut Harness<'_, Window>, by: f32) {
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
}

fn button(harness: &mut Harness<'_, Window>, pos: Pos2, pressed: bool) {
    harness.event(egui::Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
}

/// One frame, tessellated as for the graphics card.
pub fn frame(harness: &mut Harness<'_, Window>) -> Duration {
    let start = Instant::now();
    super::frame(harness);
    start.elapsed()
}
