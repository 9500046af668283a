//! Frames of a real window on a real screen at 1280 x 800, one after another without waiting for the display: how long after the data are
//! read the first picture stands, how long frames take while jobs run, and while the map of a nation is moved and zoomed. It counts
//! everything, the graphics card's part too; without a card that is Mesa's software rasteriser, on the same processor as the rest.
//!
//! `cargo bench --bench frame -- --screen` prints JSON lines; it needs a display. The files are those of `--live`.

use std::time::{Duration, Instant};

use eframe::egui::{
    self, Event, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2, vec2,
};
use lastmile::app::{Start, Window};
use lastmile::io::settings::Settings;

use super::live::{files, tell};

const SIZE: [f32; 2] = [1280.0, 800.0];
const FRAMES: u32 = 300;

/// What the hand does.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    /// It waits for everything to be opened and answered, moving over the map.
    Opening,
    /// It drags the map in circles.
    Moving,
    /// It turns the wheel to and fro.
    Zooming,
}

struct Driver {
    window: Window,
    act: Act,
    frame: u32,
    last: Option<Instant>,
    read: Option<Instant>,
    picture: bool,
    times: Vec<Duration>,
}

impl Driver {
    /// The middle of the map, with its panels as they open.
    fn middle() -> Pos2 {
        pos2(SIZE[0] * 0.55, SIZE[1] * 0.4)
    }

    fn next(&mut self, ctx: &egui::Context) {
        let (name, next) = match self.act {
            Act::Opening => ("frames while opening and answering", Some(Act::Moving)),
            Act::Moving => ("frames while moving", Some(Act::Zooming)),
            Act::Zooming => ("frames while zooming", None),
        };
        tell(name, std::mem::take(&mut self.times));
        self.frame = 0;
        match next {
            Some(next) => self.act = next,
            None => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }
}

impl eframe::App for Driver {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        let turn = self.frame as f32 * 0.1;
        let at = Self::middle() + vec2(turn.cos(), turn.sin()) * 120.0;
        input.events.push(Event::PointerMoved(at));
        match self.act {
            Act::Moving if self.frame == 0 || self.frame + 1 == FRAMES => {
                input.events.push(Event::PointerButton {
                    pos: at,
                    button: PointerButton::Primary,
                    pressed: self.frame == 0,
                    modifiers: egui::Modifiers::NONE,
                });
            }
            Act::Zooming => {
                let nearer = (self.frame / 60).is_multiple_of(2);
                input.events.push(Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(0.0, if nearer { 12.0 } else { -12.0 }),
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Wheel,
                    modifiers: egui::Modifiers::NONE,
                });
            }
            Act::Opening | Act::Moving => {}
        }
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.window.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let now = Instant::now();
        if let Some(last) = self.last.replace(now) {
            self.times.push(now - last);
        }
        if self.read.is_none() && !self.window.is_reading() {
            self.read = Some(now);
        }
        if !self.picture
            && self.window.has_picture()
            && let Some(read) = self.read
        {
            self.picture = true;
            tell("first picture after the data are read", vec![now - read]);
        }
        self.window.ui(ui, frame);
        ui.ctx().request_repaint();
        self.frame += 1;
        let done = match self.act {
            Act::Opening => self.picture && !self.window.is_busy(),
            Act::Moving | Act::Zooming => self.frame == FRAMES,
        };
        if done {
            self.next(ui.ctx());
        }
    }
}

pub fn run() {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size(SIZE),
        renderer: eframe::Renderer::Glow,
        glow_options: eframe::egui_glow::GlowConfiguration {
            vsync: false,
            ..Default::default()
        },
        system_font_fallback: false,
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let shown = eframe::run_native(
        "Lastmile",
        options,
        Box::new(move |cc| {
            let start = Start { files: files() };
            Ok(Box::new(Driver {
                window: Window::new(&cc.egui_ctx, start, settings, None),
                act: Act::Opening,
                frame: 0,
                last: None,
                read: None,
                picture: false,
                times: Vec::new(),
            }))
        }),
    );
    if let Err(error) = shown {
        println!("no window: {error}");
    }
}
