//! What one frame of the window costs on the processor while the map of the demo county is panned, without a graphics card: the whole
//! window with its panels, against the map alone drawn the naive way, every outline and circle tessellated anew in every frame. With
//! `--live`: how long changes of a nation's answer take until they are seen, with `--standard` those of a standard alone; with `--sight`: what looking around a nation costs;
//! with `--screen`: the same in a real window, graphics card and all.
#![allow(missing_docs, reason = "a bench is no interface")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should stop")]

mod live;
mod screen;
mod sight;

use divan::{Bencher, black_box};
use eframe::egui::{self, Color32, Pos2, Shape, Stroke, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lastmile::app::{Start, Window};
use lastmile::base::{GeoBox, LonLat, Progress, geodesic, projection};
use lastmile::io::settings::Settings;
use lastmile::map::viewport::Viewport;
use lastmile::session::{Answer, open_demo};

const SIZE: [f32; 2] = [1440.0, 900.0];

fn main() {
    if std::env::args().any(|a| a == "--live") {
        return live::run();
    }
    if std::env::args().any(|a| a == "--standard") {
        return live::standard(&live::files());
    }
    if std::env::args().any(|a| a == "--sight") {
        return sight::run();
    }
    if std::env::args().any(|a| a == "--screen") {
        return screen::run();
    }
    divan::main();
}

/// The window with the demo county answered.
fn window() -> Harness<'static, Window> {
    let settings = Settings {
        language: Some("en".into()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .build_eframe(move |cc| Window::new(&cc.egui_ctx, Start::default(), settings, None));
    // The demo is loaded by one job and answered by the next.
    while {
        harness.step();
        harness.state().is_busy() || harness.query_by_label("Map").is_none()
    } {
        std::thread::yield_now();
    }
    harness.run_ok();
    harness
}

/// One frame, tessellated as for the graphics card.
fn frame(harness: &mut Harness<'_, Window>) {
    harness.step();
    let output = harness.output();
    let shapes = output.shapes.clone();
    black_box(harness.ctx.tessellate(shapes, output.pixels_per_point));
}

#[divan::bench(name = "pan/ours, the whole window")]
fn ours(bencher: Bencher<'_, '_>) {
    let mut harness = window();
    let at = harness.get_by_label("Map").rect().center();
    harness.hover_at(at);
    harness.step();
    harness.event(egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed: true,
        modifiers: egui::Modifiers::NONE,
    });
    harness.step();
    let mut turn = 0.0f32;
    bencher.bench_local(|| {
        turn += 0.1;
        let (sin, cos) = turn.sin_cos();
        harness.hover_at(at + egui::vec2(cos, sin) * 60.0);
        frame(&mut harness);
    });
}

#[divan::bench(name = "idle/ours, the whole window")]
fn idle(bencher: Bencher<'_, '_>) {
    let mut harness = window();
    bencher.bench_local(|| frame(&mut harness));
}

#[divan::bench(name = "pan/naive, the map alone")]
fn naive(bencher: Bencher<'_, '_>) {
    let opened = open_demo(&Progress::new()).expect("the demo opens");
    let answer =
        Answer::complete(&opened.baseline, &opened.state, &Progress::new()).expect("an answer");
    let ctx = egui::Context::default();
    let extent: GeoBox = answer.scene.extent.expect("an extent");
    let mut view = Viewport::fit(extent, SIZE, 30.0);
    let mut turn = 0.0f32;
    bencher.bench_local(|| {
        turn += 0.1;
        view.pan([turn.cos() * 6.0, turn.sin() * 6.0]);
        let shapes = outlines(&answer, &view);
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.painter().extend(shapes.clone());
        });
        black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    });
}

/// The districts, the reach of every facility and every village as egui's own shapes.
fn outlines(answer: &Answer, view: &Viewport) -> Vec<Shape> {
    let place = |p: LonLat| -> Pos2 {
        let [x, y] = view.to_screen(projection::mercator(p));
        pos2(x, y)
    };
    let mut shapes = Vec::new();
    for district in &answer.baseline.dataset.districts {
        for polygon in district.shape.iter() {
            let ring = polygon.exterior().0.iter();
            let points = ring.map(|c| place(LonLat::new(c.x, c.y))).collect();
            shapes.push(Shape::closed_line(points, Stroke::new(1.0, Color32::GRAY)));
        }
    }
    let coverage = &answer.results.coverage;
    for (facility, radius) in coverage.facilities.iter().zip(&coverage.radii) {
        if let Some(radius) = radius {
            let circle = geodesic::circle(facility.location, *radius, 64);
            let points = circle.into_iter().map(place).collect();
            shapes.push(Shape::convex_polygon(points, Color32::BLUE, Stroke::NONE));
        }
        shapes.push(Shape::circle_filled(
            place(facility.location),
            3.0,
            Color32::BLACK,
        ));
    }
    for village in answer
        .baseline
        .dataset
        .villages
        .iter()
        .filter_map(|v| v.location)
    {
        shapes.push(Shape::circle_filled(place(village), 3.0, Color32::RED));
    }
    shapes
}
