//! What is selected, as a picture of its own that is laid over the map: selecting draws nothing else anew.
//!
//! A mark that stands apart gets a ring; where selected ones stand too close for rings, each pixel or two of them becomes a dot, so that
//! a nation that is selected reads as one. Gaps stay on top: no ring and no dot covers the mark of a village beyond reach. Yellow with
//! a dark casing is seen on every ground, light or dark, and by those who see no colours.

use std::sync::Arc;

use resvg::tiny_skia::{
    LineCap, LineJoin, Paint, PathBuilder, Pixmap, PremultipliedColorU8, Stroke, Transform,
};

use super::paths::Pen;
use super::{Canvas, image};
use crate::base::RowSet;
use crate::map::crowd::{Crowd, MarkSizes};
use crate::map::places::Span;
use crate::map::scene::Scene;
use crate::map::sprite::RgbaImage;
use crate::map::style::Rgb;

/// What is selected.
pub const SELECTED: Rgb = Rgb(0xFF, 0xD1, 0x0A);
/// Around it.
pub const CASING: Rgb = Rgb(0x1D, 0x26, 0x30);
/// The side of the cells in which rings have room, logical pixels, and how many of them.
const CELL: f32 = 16.0;
const ROOM: u16 = 1;
/// From a mark to the middle of its ring, logical pixels.
const AWAY: f32 = 2.6;
/// Half the widths of ring and casing.
const RING: f32 = 0.9;
const CASE: f32 = 1.7;
/// Radii of a dot and its casing.
const DOT: f32 = 1.3;
const DOT_CASE: f32 = 2.0;
/// How far a dot reaches beyond a mark.
const RIM: f32 = 1.2;
/// So far beyond the canvas a ring may stand and still reach into it, pixels.
const MARGIN: f64 = 48.0;

/// The rows that are selected.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Villages of the dataset.
    pub villages: Arc<RowSet>,
    /// Facilities of the coverage.
    pub facilities: Arc<RowSet>,
    /// Districts of the dataset.
    pub districts: Arc<RowSet>,
}

impl Chosen {
    /// Whether both are the very same.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.villages, &other.villages)
            && Arc::ptr_eq(&self.facilities, &other.facilities)
            && Arc::ptr_eq(&self.districts, &other.districts)
    }
}

/// A selected mark: its place and its radius in pixels.
struct Mark {
    at: [f32; 2],
    radius: f32,
    /// One of the many dots within reach, which a dot may cover.
    quiet: bool,
}

/// How much of each pixel is covered.
struct Mask {
    width: usize,
    height: usize,
    cover: Vec<u8>,
}

impl Mask {
    fn new([width, height]: [u32; 2]) -> Self {
        let (width, height) = (width as usize, height as usize);
        Self {
            width,
            height,
            cover: vec![0; width * height],
        }
    }

    /// Goes over the pixels around a place; `cover` gives what of a pixel is meant by its distance from there.
    fn around(
        &mut self,
        [x, y]: [f32; 2],
        reach: f32,
        cover: impl Fn(f32) -> f32,
        put: impl Fn(u8, u8) -> u8,
    ) {
        let range = |middle: f32, end: usize| {
            let low = (middle - reach - 1.0).floor().max(0.0) as usize;
            let high = (middle + reach + 2.0).ceil().clamp(0.0, end as f32) as usize;
            low..high
        };
        for row in range(y, self.height) {
            for column in range(x, self.width) {
                let away = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                let new = (cover(away).clamp(0.0, 1.0) * 255.0) as u8;
                let old = &mut self.cover[row * self.width + column];
                *old = put(*old, new);
            }
        }
    }

    fn ring(&mut self, at: [f32; 2], radius: f32, half: f32) {
        let cover = |away: f32| half + 0.5 - (away - radius).abs();
        self.around(at, radius + half, cover, u8::max);
    }

    fn disc(&mut self, at: [f32; 2], radius: f32) {
        self.around(at, radius, |away| radius + 0.5 - away, u8::max);
    }

    fn hole(&mut self, at: [f32; 2], radius: f32) {
        let cover = |away: f32| radius + 0.5 - away;
        self.around(at, radius, cover, |old, hole| old.min(255 - hole));
    }
}

/// The selection on a transparent ground; `None` for a canvas without pixels.
#[must_use]
pub fn selection(
    scene: &Scene,
    chosen: &Chosen,
    canvas: &Canvas,
    sizes: MarkSizes,
) -> Option<RgbaImage> {
    let mut picture = Pixmap::new(canvas.size[0], canvas.size[1])?;
    districts(scene, &chosen.districts, canvas, &mut picture);
    let crowd = Crowd::new(scene, canvas.points(), sizes);
    let marks = marks(scene, chosen, canvas, &crowd);
    if marks.is_empty() {
        return Some(image(picture));
    }
    let (mut light, mut dark) = (Mask::new(canvas.size), Mask::new(canvas.size));
    let p = canvas.pixels;
    let (rings, dots) = apart(marks, canvas);
    for mark in rings {
        let radius = mark.radius + AWAY * p;
        dark.ring(mark.at, radius, CASE * p);
        light.ring(mark.at, radius, RING * p);
    }
    for mark in dots {
        // A gap that is too close to others for a ring keeps a rim around its mark.
        let rim = if mark.quiet {
            0.0
        } else {
            mark.radius + RIM * p
        };
        let radius = rim.max(DOT * p);
        dark.disc(mark.at, radius + (DOT_CASE - DOT) * p);
        light.disc(mark.at, radius);
    }
    for gap in &crowd.gaps {
        let at = canvas.to.apply(gap.at);
        if in_sight(at, canvas) {
            let radius = gap.radius * canvas.mark_scale;
            dark.hole(at, radius);
            light.hole(at, radius);
        }
    }
    for (pixel, (light, dark)) in picture
        .pixels_mut()
        .iter_mut()
        .zip(light.cover.iter().zip(&dark.cover))
    {
        if *dark > 0 || *light > 0 {
            *pixel = over(over(*pixel, CASING, *dark), SELECTED, *light);
        }
    }
    Some(image(picture))
}

/// A colour over a pixel.
fn over(under: PremultipliedColorU8, Rgb(r, g, b): Rgb, alpha: u8) -> PremultipliedColorU8 {
    let (alpha, rest) = (u32::from(alpha), 255 - u32::from(alpha));
    let mix = |over: u8, under: u8| {
        ((u32::from(over) * alpha + u32::from(under) * rest + 127) / 255) as u8
    };
    PremultipliedColorU8::from_rgba(
        mix(r, under.red()),
        mix(g, under.green()),
        mix(b, under.blue()),
        mix(255, under.alpha()),
    )
    .unwrap_or(under)
}

fn in_sight([x, y]: [f32; 2], canvas: &Canvas) -> bool {
    let [w, h] = canvas.size.map(|s| s as f32);
    let margin = MARGIN as f32;
    (-margin..w + margin).contains(&x) && (-margin..h + margin).contains(&y)
}

/// The selected villages and facilities that may be seen.
fn marks(scene: &Scene, chosen: &Chosen, canvas: &Canvas, crowd: &Crowd) -> Vec<Mark> {
    let (shrink, sizes) = (crowd.shrink.clamp(0.0, 1.0), crowd.sizes);
    let mut marks = Vec::new();
    let mut add = |at: [f64; 2], radius: f32, quiet: bool| {
        let at = canvas.to.apply(at);
        if in_sight(at, canvas) {
            let radius = radius * canvas.mark_scale;
            marks.push(Mark { at, radius, quiet });
        }
    };
    if !chosen.villages.is_empty() {
        let mut raised = RowSet::default();
        for mark in &scene.raised {
            if chosen.villages.contains(mark.village) {
                raised.insert(mark.village);
                let radius = mark.radius * shrink * sizes.villages;
                add(mark.at, radius, false);
            }
        }
        let margin = [MARGIN; 2];
        let low = canvas.plane(margin.map(|m| -m));
        let high = canvas.plane([0, 1].map(|i| f64::from(canvas.size[i]) + margin[i]));
        for (village, at) in scene.places.within(Span { low, high }) {
            if chosen.villages.contains(village) && !raised.contains(village) {
                add(at, scene.dot * sizes.villages, true);
            }
        }
    }
    if !chosen.facilities.is_empty() {
        let all = scene.facilities.iter();
        for mark in all.filter(|m| chosen.facilities.contains(m.facility)) {
            add(mark.at, mark.radius * sizes.facilities, false);
        }
    }
    marks
}

/// Which marks have room for a ring; of the others one place for each cell of a dot's size.
fn apart(marks: Vec<Mark>, canvas: &Canvas) -> (Vec<Mark>, Vec<Mark>) {
    // The grids lie on the Earth, not on the screen: nothing flickers while the map is moved.
    let grid = |side: f32| {
        let phase = canvas
            .to
            .offset
            .map(|o| o.rem_euclid(f64::from(side)) as f32);
        let margin = MARGIN as f32 + side;
        let cells = canvas
            .size
            .map(|s| ((s as f32 + 2.0 * margin) / side) as usize + 2);
        let place = move |at: [f32; 2]| {
            let [x, y] = [0, 1].map(|i| ((at[i] - phase[i] + margin + side) / side) as usize);
            y * cells[0] + x
        };
        (place, cells[0] * (cells[1] + 2))
    };
    let (place, cells) = grid(CELL * canvas.pixels);
    let mut crowd = vec![0u16; cells];
    for mark in &marks {
        if let Some(cell) = crowd.get_mut(place(mark.at)) {
            *cell = cell.saturating_add(1);
        }
    }
    let fine = 2.0 * canvas.pixels;
    let (fine_place, fine_cells) = grid(fine);
    let mut taken = vec![false; fine_cells];
    let (mut rings, mut dots) = (Vec::new(), Vec::new());
    for mark in marks {
        let here = crowd.get(place(mark.at)).copied().unwrap_or(0);
        if here <= ROOM {
            rings.push(mark);
            continue;
        }
        if let Some(taken) = taken.get_mut(fine_place(mark.at))
            && !std::mem::replace(taken, true)
        {
            dots.push(mark);
        }
    }
    (rings, dots)
}

/// The borders of the selected districts: their colours say how people are served, and stay.
fn districts(scene: &Scene, rows: &RowSet, canvas: &Canvas, picture: &mut Pixmap) {
    if rows.is_empty() {
        return;
    }
    let mut pen = Pen::new(canvas);
    let (mut inside, mut border) = (PathBuilder::new(), PathBuilder::new());
    for district in scene.districts.iter().filter(|d| rows.contains(d.district)) {
        for polygon in district.shape.iter() {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                pen.ring(ring, &mut inside, Some(&mut border));
            }
        }
    }
    let paint = |Rgb(r, g, b): Rgb, alpha: u8| {
        let mut paint = Paint::default();
        paint.set_color_rgba8(r, g, b, alpha);
        paint
    };
    let whole = Transform::identity();
    if let Some(path) = border.finish() {
        for (width, color, alpha) in [(4.4, CASING, 200), (2.2, SELECTED, 255)] {
            let stroke = Stroke {
                width: width * canvas.pixels,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            picture.stroke_path(&path, &paint(color, alpha), &stroke, whole, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::fixture;
    use crate::map::style::{DARK, LIGHT};
    use crate::map::viewport::Viewport;

    fn canvas(scene: &Scene) -> Canvas {
        let size = [400.0, 300.0];
        let view = Viewport::fit(scene.extent.expect("an extent"), size, 30.0);
        Canvas {
            to: view.affine(scene.anchor),
            size: [400, 300],
            pixels: 1.0,
            mark_scale: 1.333,
        }
    }

    fn chosen(villages: &[u32], districts: &[u32]) -> Chosen {
        let set = |rows: &[u32]| Arc::new(rows.iter().copied().collect::<RowSet>());
        Chosen {
            villages: set(villages),
            facilities: set(&[]),
            districts: set(districts),
        }
    }

    fn pixel(image: &RgbaImage, at: [f32; 2]) -> [u8; 4] {
        let i = (at[1] as usize * image.width as usize + at[0] as usize) * 4;
        std::array::from_fn(|k| image.pixels[i + k])
    }

    #[test]
    fn a_selected_village_is_ringed_and_no_other() {
        let scene = fixture::scene();
        let canvas = canvas(&scene);
        let drawn = selection(&scene, &chosen(&[0], &[]), &canvas, MarkSizes::default())
            .expect("a picture");
        let mark = scene.village(0).expect("a place");
        let [x, y] = canvas.to.apply(mark.at);
        let radius = mark.radius * canvas.mark_scale + AWAY;
        for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0)] {
            let [r, g, b, a] = pixel(&drawn, [x + dx * radius, y + dy * radius]);
            assert!(a > 200 && r > 200 && g > 150 && b < 90, "{r} {g} {b} {a}");
        }
        let rows = drawn.pixels.chunks(4 * 400).enumerate();
        for (row, pixels) in rows {
            for (column, p) in pixels.chunks(4).enumerate() {
                let away = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                assert!(p[3] == 0 || away < radius + CASE + 2.0);
            }
        }
    }

    #[test]
    fn the_marks_of_gaps_stay_uncovered() {
        let scene = fixture::scene();
        let canvas = canvas(&scene);
        let all: Vec<u32> = (0..scene.places.len() as u32).collect();
        let drawn = selection(&scene, &chosen(&all, &[]), &canvas, MarkSizes::default())
            .expect("a picture");
        let crowd = Crowd::new(&scene, canvas.points(), MarkSizes::default());
        assert!(!crowd.gaps.is_empty());
        for gap in &crowd.gaps {
            assert_eq!(pixel(&drawn, canvas.to.apply(gap.at))[3], 0);
        }
    }

    #[test]
    fn a_selected_district_is_outlined() {
        let scene = fixture::scene();
        let canvas = canvas(&scene);
        let drawn = selection(&scene, &chosen(&[], &[0]), &canvas, MarkSizes::default())
            .expect("a picture");
        let lines = drawn.pixels.chunks(4).filter(|p| p[3] > 0).count();
        assert!((200..20_000).contains(&lines), "{lines}");
        let none =
            selection(&scene, &chosen(&[], &[]), &canvas, MarkSizes::default()).expect("a picture");
        assert!(none.pixels.iter().all(|v| *v == 0));
    }

    #[test]
    fn ring_and_casing_are_told_apart_from_each_other_and_one_of_them_from_every_ground() {
        assert!(SELECTED.contrast(CASING) > 7.0);
        for theme in [&LIGHT, &DARK] {
            for ground in [
                theme.ground,
                theme.land,
                theme.panel,
                theme.gap,
                theme.covered,
            ] {
                let best = SELECTED.contrast(ground).max(CASING.contrast(ground));
                assert!(best >= 3.0, "{ground:?} {best}");
            }
        }
    }
}
