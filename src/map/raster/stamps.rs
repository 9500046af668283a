//! Marks as stamps: each different one is drawn once at its size, and put in wherever it stands.

use std::collections::HashMap;
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;

use super::sheet::over;
use super::{Canvas, Look};
use crate::map::crowd::Crowd;
use crate::map::drawn::FIRST_BEYOND;
use crate::map::mark::MarkKind;
use crate::map::places::Span;
use crate::map::scene::Scene;
use crate::map::sprite::{self, RgbaImage};
use crate::map::style::Theme;
use crate::model::Status;

/// The opacity of the dots of villages within reach: they are many and quiet.
const QUIET: u32 = 165;
/// More stamps than these are begun anew: most are of sizes that are no longer shown.
const MOST: usize = 2000;
/// So far beyond the canvas a mark may stand and still reach into it, pixels.
const MARGIN: f64 = 64.0;

/// A mark at a size: eighths of a point, and pixels per point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    kind: MarkKind,
    eighths: u16,
    scale: u32,
}

/// The stamps that were drawn so far.
#[derive(Default)]
pub(super) struct Stamps {
    drawn: HashMap<Key, Option<Arc<RgbaImage>>>,
    theme: Option<Theme>,
}

impl Stamps {
    fn of(&mut self, key: Key, theme: &Theme) -> Option<Arc<RgbaImage>> {
        if self.theme != Some(*theme) || self.drawn.len() > MOST {
            self.drawn.clear();
            self.theme = Some(*theme);
        }
        let draw = || {
            let (radius, scale) = (f32::from(key.eighths) / 8.0, f32::from_bits(key.scale));
            // A mark that cannot be drawn (only one of absurd size) is left out.
            sprite::raster(key.kind, radius, scale, theme)
                .ok()
                .map(Arc::new)
        };
        self.drawn.entry(key).or_insert_with(draw).clone()
    }
}

/// Puts marks on a canvas.
pub(super) struct Press<'a> {
    scene: &'a Scene,
    crowd: &'a Crowd,
    canvas: &'a Canvas,
    look: &'a Look,
    stamps: &'a mut Stamps,
    last: Option<(Key, Option<Arc<RgbaImage>>)>,
}

impl<'a> Press<'a> {
    pub(super) fn new(
        scene: &'a Scene,
        crowd: &'a Crowd,
        canvas: &'a Canvas,
        look: &'a Look,
        stamps: &'a mut Stamps,
    ) -> Self {
        Self {
            scene,
            crowd,
            canvas,
            look,
            stamps,
            last: None,
        }
    }

    /// The dots of villages within reach.
    pub(super) fn villages(&mut self, on: &mut Pixmap) {
        // Those who are not covered have a mark that hides their dot.
        let scene = self.scene;
        let radius = scene.dot * self.crowd.sizes.villages;
        for (village, at) in scene.places.thinned(span(self.canvas), self.crowd.dots) {
            let class = scene.drawn.distance(village);
            let kind = class.map_or(MarkKind::Village(Status::Covered), |class| {
                MarkKind::Distance(class.min(FIRST_BEYOND - 1))
            });
            self.put(on, at, kind, radius, QUIET);
        }
    }

    /// The facilities.
    pub(super) fn facilities(&mut self, on: &mut Pixmap) {
        let scene = self.scene;
        let outline = self.look.map.facilities.outline;
        for mark in scene.facilities.iter() {
            if !self.look.hidden_tiers.contains(&mark.tier)
                && self.crowd.shows(mark)
                && scene.drawn.facility(mark.facility)
            {
                let kind = MarkKind::facility(mark.symbol, mark.state, outline);
                let radius = mark.radius * self.crowd.sizes.facilities;
                self.put(on, mark.at, kind, radius, 255);
            }
        }
    }

    /// Borderline and unknown villages.
    pub(super) fn raised(&mut self, on: &mut Pixmap) {
        let scene = self.scene;
        let gaps = scene.raised.len() - scene.gaps().len();
        for mark in &scene.raised[..gaps] {
            let radius = mark.radius * self.crowd.sizes.villages;
            self.put(on, mark.at, MarkKind::Village(mark.status), radius, 255);
        }
    }

    /// The gaps.
    pub(super) fn gaps(&mut self, on: &mut Pixmap) {
        let crowd = self.crowd;
        for gap in &crowd.gaps {
            let kind = MarkKind::Village(Status::Gap);
            let kind = gap.distance.map_or(kind, MarkKind::Distance);
            self.put(on, gap.at, kind, gap.radius, 255);
        }
    }

    fn put(&mut self, on: &mut Pixmap, at: [f64; 2], kind: MarkKind, radius: f32, opacity: u32) {
        let to = &self.canvas.to;
        let [x, y] = [0, 1].map(|i| at[i] * to.scale + to.offset[i]);
        let inside = |v: f64, i: usize| v > -MARGIN && v < f64::from(self.canvas.size[i]) + MARGIN;
        if !inside(x, 0) || !inside(y, 1) {
            return;
        }
        let key = Key {
            kind,
            eighths: (radius * 8.0).round().clamp(4.0, 4000.0) as u16,
            scale: self.canvas.mark_scale.to_bits(),
        };
        // Marks come sorted: most are like the one before.
        if self.last.as_ref().is_none_or(|(k, _)| *k != key) {
            self.last = Some((key, self.stamps.of(key, &self.look.theme)));
        }
        if let Some((_, Some(stamp))) = &self.last {
            blend(on, stamp, [x.floor() as i64, y.floor() as i64], opacity);
        }
    }
}

/// Lays a stamp over the picture, its middle pixel at a place.
fn blend(pixmap: &mut Pixmap, stamp: &RgbaImage, [x, y]: [i64; 2], opacity: u32) {
    let (width, height) = (i64::from(pixmap.width()), i64::from(pixmap.height()));
    let (w, h) = (i64::from(stamp.width), i64::from(stamp.height));
    let (left, top) = (x - w / 2, y - h / 2);
    let (from, to) = ((-left).max(0), w.min(width - left));
    if from >= to {
        return;
    }
    let pixels = pixmap.data_mut();
    for row in (-top).max(0)..h.min(height - top) {
        let above = 4 * (row * w + from) as usize..4 * (row * w + to) as usize;
        let start = 4 * ((top + row) * width + left + from) as usize;
        let below = &mut pixels[start..start + above.len()];
        over(below, &stamp.pixels[above], opacity);
    }
}

/// What of the scene's plane may reach into the canvas.
fn span(canvas: &Canvas) -> Span {
    Span {
        low: canvas.plane([-MARGIN; 2]),
        high: canvas.plane(canvas.size.map(|s| f64::from(s) + MARGIN)),
    }
}
