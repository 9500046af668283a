//! The sheet: a picture of what is seen and a little around it, drawn by a worker whenever the view or the answer changes.
//!
//! A frame only lays it where it belongs. While the map is moved the sheet moves along; while it is zoomed the old sheet is stretched
//! until the next one is ready. So a frame costs the same for a village and for a nation.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, ColorImage, Painter, Rect, TextureHandle, TextureOptions, pos2, vec2,
};

use super::Frame;
use crate::map::crowd::Crowd;
use crate::map::raster::{Canvas, Look, Studio};
use crate::map::scene::{ReachMark, Scene};
use crate::map::sprite::RgbaImage;
use crate::map::viewport::Viewport;
use crate::session::{Desk, News, Worker};

/// How far the sheet reaches beyond what is seen, logical pixels.
const MARGIN: f32 = 96.0;
/// The map may be moved so far before another sheet is asked for.
const SLACK: f64 = 48.0;

/// The piece of the map that a sheet covers.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    /// With the margin around what is seen.
    view: Viewport,
    growth: f32,
    pixels: f32,
    /// The scene's.
    anchor: f64,
}

/// What a sheet shows, and from where.
#[derive(Clone)]
pub(super) struct Wanted {
    pub scene: Arc<Scene>,
    pub reach: Arc<[ReachMark]>,
    pub look: Look,
    cut: Cut,
}

impl Cut {
    pub(super) fn new(frame: &Frame, pixels: f32) -> Self {
        let mut view = frame.view;
        view.size = view.size.map(|s| s + 2.0 * MARGIN);
        Self {
            view,
            growth: frame.growth,
            pixels,
            anchor: frame.anchor,
        }
    }

    /// Whether a sheet of the other piece will do for this one.
    pub(super) fn will_do(&self, other: &Self) -> bool {
        self.view.scale.to_bits() == other.view.scale.to_bits()
            && self.view.size.map(f32::to_bits) == other.view.size.map(f32::to_bits)
            && self.growth.to_bits() == other.growth.to_bits()
            && self.pixels.to_bits() == other.pixels.to_bits()
            && self.away(other) <= SLACK
    }

    /// How far its middle is from the other's, logical pixels.
    fn away(&self, other: &Self) -> f64 {
        let away = |i: usize| (self.view.centre[i] - other.view.centre[i]).abs();
        away(0).max(away(1)) * self.view.scale
    }

    pub(super) fn canvas(&self) -> Canvas {
        let mut to = self.view.affine(self.anchor);
        let pixels = f64::from(self.pixels);
        to.scale *= pixels;
        to.offset = to.offset.map(|o| o * pixels);
        Canvas {
            to,
            size: self
                .view
                .size
                .map(|s| (s * self.pixels).round().max(1.0) as u32),
            pixels: self.pixels,
            mark_scale: self.growth * self.pixels,
        }
    }

    /// Lays a picture of the piece where it belongs.
    pub(super) fn lay(&self, painter: &Painter, frame: &Frame, texture: &TextureHandle) {
        let own = self.view.affine(self.anchor);
        let larger = frame.to.scale / own.scale;
        let corner = |i: usize| (frame.to.offset[i] - own.offset[i] * larger) as f32;
        let mut corner = pos2(corner(0), corner(1)) + frame.origin();
        let pixels = painter.pixels_per_point();
        let size = self.canvas().size.map(|s| s as f32 / self.pixels);
        if (larger - 1.0).abs() < 1e-9 {
            // Pixel on pixel it is as sharp as it was drawn.
            corner = pos2(
                (corner.x * pixels).round() / pixels,
                (corner.y * pixels).round() / pixels,
            );
        }
        let rect = Rect::from_min_size(corner, vec2(size[0], size[1]) * larger as f32);
        let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), rect, all, Color32::WHITE);
    }
}

impl Wanted {
    pub(super) fn new(
        scene: &Arc<Scene>,
        reach: &Arc<[ReachMark]>,
        look: Look,
        frame: &Frame,
        pixels: f32,
    ) -> Self {
        Self {
            scene: Arc::clone(scene),
            reach: Arc::clone(reach),
            look,
            cut: Cut::new(frame, pixels),
        }
    }

    /// Whether a sheet of the other will do for this one: it shows the same in the same way, if perhaps from a little elsewhere.
    fn will_do(&self, other: &Self) -> bool {
        self.scene.id == other.scene.id
            && Arc::ptr_eq(&self.reach, &other.reach)
            && self.look == other.look
            && self.cut.will_do(&other.cut)
    }
}

/// A finished sheet.
struct Ready {
    wanted: Wanted,
    crowd: Arc<Crowd>,
    image: ColorImage,
    /// What lies above the names.
    above: Option<ColorImage>,
}

/// What lies on the screen.
struct Shown {
    wanted: Wanted,
    crowd: Arc<Crowd>,
    texture: TextureHandle,
    above: Option<TextureHandle>,
}

/// The sheet on the screen, and the one to come.
#[derive(Default)]
pub(super) struct Sheet {
    worker: Option<Worker<Wanted, Ready>>,
    asked: Option<Wanted>,
    shown: Option<Shown>,
    /// Grows with every sheet.
    pub version: u64,
}

impl Sheet {
    /// Sees to it that a sheet shows what is wanted. Gives what is to be told if the last one failed.
    pub(super) fn want(&mut self, ctx: &egui::Context, wanted: Wanted) -> Option<String> {
        let failed = self.take_news(ctx);
        if self
            .asked
            .as_ref()
            .is_some_and(|other| wanted.will_do(other))
        {
            return failed;
        }
        let worker = self.worker.get_or_insert_with(|| {
            let wake = ctx.clone();
            let mut studio = Studio::default();
            Worker::new(
                "lastmile-sheet",
                Arc::new(move || wake.request_repaint()),
                move |wanted: Wanted, desk: &Desk<'_, _, _>| {
                    let Wanted {
                        scene, reach, look, ..
                    } = &wanted;
                    if let Some(picture) = studio.draw(scene, reach, &wanted.cut.canvas(), look) {
                        desk.deliver(Ready {
                            image: color_image(&picture.below),
                            above: picture.above.as_ref().map(color_image),
                            crowd: Arc::new(picture.crowd),
                            wanted,
                        });
                    }
                },
            )
        });
        worker.ask(wanted.clone());
        self.asked = Some(wanted);
        failed
    }

    fn take_news(&mut self, ctx: &egui::Context) -> Option<String> {
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        let mut failed = None;
        for news in news {
            match news {
                News::Output(ready) => self.lay(ctx, ready),
                News::Panic(text) => failed = Some(text),
            }
        }
        failed
    }

    fn lay(&mut self, ctx: &egui::Context, ready: Ready) {
        let Ready {
            wanted,
            crowd,
            image,
            above,
        } = ready;
        let lay = |kept: Option<TextureHandle>, image: ColorImage| {
            let options = TextureOptions::LINEAR;
            match kept {
                Some(mut texture) => {
                    texture.set(image, options);
                    texture
                }
                None => ctx.load_texture("map", image, options),
            }
        };
        let (texture, over) = match self.shown.take() {
            Some(shown) => (Some(shown.texture), shown.above),
            None => (None, None),
        };
        self.version += 1;
        self.shown = Some(Shown {
            wanted,
            crowd,
            texture: lay(texture, image),
            above: above.map(|above| lay(over, above)),
        });
    }

    /// Lays what lies below the names where it belongs.
    pub(super) fn paint(&self, painter: &Painter, frame: &Frame) {
        if let Some(shown) = &self.shown {
            shown.wanted.cut.lay(painter, frame, &shown.texture);
        }
    }

    /// Lays what lies above the names where it belongs.
    pub(super) fn paint_above(&self, painter: &Painter, frame: &Frame) {
        if let Some(shown) = &self.shown
            && let Some(above) = &shown.above
        {
            shown.wanted.cut.lay(painter, frame, above);
        }
    }

    /// The crowd that is shown.
    pub(super) fn crowd(&self) -> Option<&Arc<Crowd>> {
        self.shown.as_ref().map(|shown| &shown.crowd)
    }

    /// Whether a sheet is being drawn.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}

fn color_image(image: &RgbaImage) -> ColorImage {
    let size = [image.width as usize, image.height as usize];
    ColorImage::from_rgba_premultiplied(size, &image.pixels)
}
