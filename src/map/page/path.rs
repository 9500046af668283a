//! From places of the scene to numbers on the page: points, and paths in tenths of points.

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon};

use super::super::clip;
use super::super::labels::Rect;
use super::super::svg::Writer;
use super::plane::Plane;

/// Units of the map's drawing per point: places are whole numbers, which keeps the file small. A tenth of a point is 0.035 mm.
pub const FINE: f64 = 10.0;

/// A ring without the corners that lie beside the line between those that are kept (K. Reumann and A. P. M. Witkam, 1974, with a
/// check of all that is skipped). Linear in the corners but for long straight lines.
fn thinned(points: &[[i64; 2]]) -> Vec<[i64; 2]> {
    /// No more corners in a row are left out.
    const MOST: usize = 24;
    let mut kept: Vec<[i64; 2]> = Vec::new();
    let mut i = 0;
    while let Some(from) = points.get(i) {
        kept.push(*from);
        let skips = |to: usize| {
            let (dx, dy) = (points[to][0] - from[0], points[to][1] - from[1]);
            let most = BESIDE * BESIDE * (dx * dx + dy * dy);
            points[i + 1..to].iter().all(|p| {
                let (px, py) = (p[0] - from[0], p[1] - from[1]);
                let beside = dx * py - dy * px;
                let along = dx * px + dy * py;
                beside * beside <= most && along >= 0 && along <= dx * dx + dy * dy
            })
        };
        let mut to = i + 1;
        while to + 1 < points.len().min(i + MOST) && skips(to + 1) {
            to += 1;
        }
        i = to;
    }
    kept
}

/// Areas as path data.
pub struct AreaPaths {
    pub fills: Vec<String>,
    pub strokes: Vec<String>,
}

impl AreaPaths {
    /// The elements: mostly one path with both, else all fills below all strokes.
    pub fn write(self, out: &mut Writer, fill: &[Attribute], stroke: &[Attribute]) {
        let mut path = |d: String, rest: &[&[Attribute]]| {
            let d = [("d", d)];
            let all: Vec<Attribute> = d.into_iter().chain(rest.concat()).collect();
            out.element("path", &all);
        };
        if self.fills.len() < 2 && self.strokes.len() < 2 {
            for d in self.fills {
                path(d, &[fill, stroke]);
            }
            return;
        }
        for d in self.fills {
            path(d, &[fill]);
        }
        for d in self.strokes {
            path(d, &[&[("fill", "none".to_owned())], stroke]);
        }
    }
}

/// An attribute of an element.
type Attribute = (&'static str, String);

/// Where a point of the scene lies on the page.
#[derive(Debug, Clone, Copy)]
pub struct OnPage<'a> {
    pub plane: &'a Plane,
    /// Corners of areas that are hardly seen are left out.
    pub coarse: bool,
}

/// How far a border may run beside its corners that were left out, tenths of points: less than half a pixel at 300 dpi.
const BESIDE: i64 = 1;
/// A path grows no longer than this by whole polygons, or rings where only they are drawn: a stroke takes the renderer memory for all
/// of its path at once (bytes).
const LONGEST_PATH: usize = 60_000;

/// Longer edges are bent as the projection bends them, points.
const LONG_EDGE: f64 = 24.0;
/// No edge is bent at more places.
const MOST_BENDS: usize = 64;
/// So far beyond the frame areas are cut, points: farther than any line is wide.
const BEYOND: f32 = 12.0;

impl OnPage<'_> {
    /// In points.
    pub fn at(&self, world: [f64; 2]) -> [f32; 2] {
        self.plane.place(world).map(|v| v as f32)
    }

    /// In tenths of points.
    pub fn fine(&self, world: [f64; 2]) -> [i64; 2] {
        self.plane.place(world).map(|v| (v * FINE).round() as i64)
    }

    /// Whether a mark of this radius may be seen.
    pub fn sees(&self, [x, y]: [f32; 2], radius: f32) -> bool {
        let seen = self.plane.frame.grown(radius);
        seen.holds(&Rect::new(x, y, 0.0, 0.0))
    }

    /// The corners of a ring or line of the scene, bent, as far as the frame and what lies near it; empty where none of it is in sight.
    /// `true`: part of it is not.
    fn bent(&self, line: &LineString<f64>, shift: f64) -> (Vec<[f64; 2]>, bool) {
        let Plane { low, high, .. } = self.plane;
        let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for c in line.coords() {
            for (i, v) in [c.x + shift, c.y].into_iter().enumerate() {
                least[i] = least[i].min(v);
                most[i] = most[i].max(v);
            }
        }
        let out = |i: usize| most[i] < low[i] || least[i] > high[i];
        if out(0) || out(1) {
            return (Vec::new(), true);
        }
        let all = (0..2).all(|i| least[i] >= low[i] && most[i] <= high[i]);
        let mut world: Vec<[f64; 2]> = line.coords().map(|c| [c.x + shift, c.y]).collect();
        if !all {
            // What lies far round the Earth has no place on the page; it is cut off before it is projected.
            clip::cut(&mut world, &mut Vec::new(), *low, *high);
        }
        let mut places = Vec::with_capacity(world.len());
        let mut before: Option<([f64; 2], [f64; 2])> = None;
        for at in world {
            let place = self.plane.place(at);
            if let Some((from, start)) = before {
                let length = (place[0] - start[0]).hypot(place[1] - start[1]);
                let bends = ((length / LONG_EDGE) as usize).min(MOST_BENDS);
                for bend in 1..=bends {
                    let t = bend as f64 / (bends + 1) as f64;
                    let between = [0, 1].map(|i| from[i] + t * (at[i] - from[i]));
                    places.push(self.plane.place(between));
                }
            }
            places.push(place);
            before = Some((at, place));
        }
        (places, !all)
    }

    /// Adds a ring that lies `shift` widths of the world beside the scene's copy.
    pub fn ring(&self, ring: &LineString<f64>, shift: f64, d: &mut String) {
        let (mut places, cut_off) = self.bent(ring, shift);
        if cut_off {
            let seen = self.plane.frame.grown(BEYOND);
            let [low, high] = [[seen.x, seen.y], [seen.right(), seen.bottom()]];
            let (low, high) = (low.map(f64::from), high.map(f64::from));
            clip::cut(&mut places, &mut Vec::new(), low, high);
        }
        let fine = |p: [f64; 2]| p.map(|v| (v * FINE).round() as i64);
        let mut points: Vec<[i64; 2]> = places.into_iter().map(fine).collect();
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if self.coarse {
            points = thinned(&points);
        }
        if points.len() < 3 {
            return;
        }
        let mut last = points[0];
        // Writing to a String cannot fail.
        let _ = write!(d, "M{} {}l", last[0], last[1]);
        for (i, p) in points[1..].iter().enumerate() {
            let (dx, dy) = (p[0] - last[0], p[1] - last[1]);
            // A minus sign parts two numbers as well as a space.
            let _ = write!(
                d,
                "{}{dx}{}{dy}",
                if i > 0 && dx >= 0 { " " } else { "" },
                if dy >= 0 { " " } else { "" }
            );
            last = *p;
        }
        d.push('z');
    }

    /// Adds those parts of an open line that may be seen.
    pub fn line(&self, line: &LineString<f64>, shift: f64, d: &mut String) {
        let Plane { low, high, .. } = self.plane;
        let mut drawing = false;
        for c in line.coords() {
            let world = [c.x + shift, c.y];
            let inside = (0..2).all(|i| world[i] >= low[i] && world[i] <= high[i]);
            if inside {
                let [x, y] = self.fine(world);
                // Writing to a String cannot fail.
                let _ = write!(d, "{}{x} {y}", if drawing { 'L' } else { 'M' });
            }
            drawing = inside;
        }
    }

    /// The paths of areas that lie apart, to be filled by the even-odd rule, and those of their borders.
    pub fn areas<'b>(&self, areas: impl Iterator<Item = &'b MultiPolygon<f64>>) -> AreaPaths {
        let mut paths = AreaPaths {
            fills: vec![String::new()],
            strokes: vec![String::new()],
        };
        let room = |paths: &mut Vec<String>| {
            if paths.last().is_none_or(|d| d.len() > LONGEST_PATH) {
                paths.push(String::new());
            }
        };
        for polygon in areas.flatten() {
            room(&mut paths.fills);
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                room(&mut paths.strokes);
                let mut d = String::new();
                self.ring(ring, 0.0, &mut d);
                for paths in [&mut paths.fills, &mut paths.strokes] {
                    if let Some(path) = paths.last_mut() {
                        path.push_str(&d);
                    }
                }
            }
        }
        paths.fills.retain(|d| !d.is_empty());
        paths.strokes.retain(|d| !d.is_empty());
        paths
    }
}
