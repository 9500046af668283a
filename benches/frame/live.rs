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
use lastmile::base::{LonLat, Metres, Progress};
use lastmile::io::settings::Settings;
use lastmile::model::look::{RuleFill, RuleLook};
use lastmile::model::{Edit, FacilityRef, LookChange, Reach, StandardChoice};
use lastmile::session::{Answer, Change, Session};

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
    standard(&files);
    window(files);
}

/// A session with the files open.
fn open(files: &[PathBuf]) -> (Session, Receiver<()>) {
    let (sender, wakes) = channel();
    let mut session = Session::new(&(Arc::new(move || sender.send(()).unwrap_or_default()) as _));
    if files.is_empty() {
        session.open_demo();
    } else {
        session.open(files.to_vec());
    }
    settle(&mut session, &wakes);
    (session, wakes)
}

/// From a change to the session's answer.
fn session(files: &[PathBuf]) {
    let (mut session, wakes) = open(files);
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

/// A standard of eight rules with the first of them on the map, its parameter turned. The last answer must be that of a fresh check.
pub fn standard(files: &[PathBuf]) {
    let (session, wakes) = &mut open(files);
    let rule = RuleLook {
        rule: "near".into(),
        fill: RuleFill::Share,
    };
    session.change(Change::Look(LookChange::Rule(Some(rule))));
    let first = answered(session, wakes, Change::SetStandard(Some(turned(5000.0))));
    tell("session: eight rules", vec![first]);
    settle(session, wakes);
    let turns = (0..CHANGES).map(|step| {
        let metres = 5000.0 + 250.0 * f64::from((step % 40).min(40 - step % 40) as u8);
        let change = Change::SetStandard(Some(turned(metres + 50.0)));
        answered(session, wakes, change)
    });
    tell("session: parameter", turns.collect());
    let answer = session.answer().expect("an answer");
    let fresh = Answer::complete(&answer.baseline, &answer.state, &Progress::new());
    let fresh = fresh.expect("an answer");
    let wholes = |answer: &Answer| {
        let standard = answer.held.answer.as_ref().expect("a standard");
        let rules = standard.rules.iter();
        rules.map(|r| r.whole).collect::<Vec<_>>()
    };
    assert_eq!(wholes(answer), wholes(&fresh), "verdicts differ");
    assert!(answer.scene.shown == fresh.scene.shown && answer.scene.raised == fresh.scene.raised);
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("eight.lastmile");
    session.save(project.clone(), None);
    slider(project);
}

/// From the hand on a parameter's slider to the frame that shows what it did.
fn slider(project: PathBuf) {
    let (mut harness, _) = opened(vec![project]);
    harness.key_press_modifiers(Modifiers::NONE, Key::F7);
    harness.run_ok();
    let rect = harness
        .get_by_role_and_label(egui::accesskit::Role::Slider, "Reach")
        .rect();
    let at = |part: f32| rect.left_center() + vec2(rect.width() * part, 0.0);
    harness.hover_at(at(0.5));
    frame(&mut harness);
    button(&mut harness, at(0.5), true);
    frame(&mut harness);
    let (mut shown, mut frames) = (Vec::new(), Vec::new());
    for step in 0..CHANGES {
        settle_window(&mut harness, &mut frames);
        let version = harness.state().answer_shown();
        let part = (step % 40).min(40 - step % 40) as f32 / 40.0;
        let start = Instant::now();
        harness.hover_at(at(0.3 + 0.6 * part));
        for _ in 0..1000 {
            frames.push(frame(&mut harness));
            let window = harness.state();
            if window.answer_shown() != version && window.is_checked() {
                shown.push(start.elapsed());
                break;
            }
            // A window waits for its screen between frames, and leaves the processor to the workers.
            std::thread::sleep(Duration::from_millis(4));
        }
    }
    button(&mut harness, at(0.5), false);
    tell("window: hand to frame, parameter", shown);
    tell("window: frames of turning", frames);
}

/// The standard of eight rules with its reach turned to so many metres.
fn turned(metres: f64) -> StandardChoice {
    StandardChoice {
        text: include_str!("eight_rules.toml").into(),
        origin: "eight_rules.toml".to_owned(),
        turned: vec![("reach".to_owned(), format!("{metres}m"))],
        as_of: None,
    }
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
    let other = |a: &Answer| a.state != state || a.held.is_old;
    while session.answer().is_none_or(other) {
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
