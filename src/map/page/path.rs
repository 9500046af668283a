//! From places of the scene to numbers on the page: points, and paths in tenths of points.

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon};

use super::super::svg::Writer;
use super::super::viewport::Affine;

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
pub struct OnPage {
    pub affine: Affine,
    pub corner: [f32; 2],
    /// Corners of areas that are hardly seen are left out.
    pub coarse: bool,
}

/// How far a border may run beside its corners that were left out, tenths of points: less than half a pixel at 300 dpi.
const BESIDE: i64 = 1;
/// A path grows no longer than this by whole polygons, or rings where only they are drawn: a stroke takes the renderer memory for all
/// of its path at once (bytes).
const LONGEST_PATH: usize = 60_000;

impl OnPage {
    /// In points.
    pub fn at(&self, world: [f64; 2]) -> [f32; 2] {
        let [x, y] = self.affine.apply(world);
        [x + self.corner[0], y + self.corner[1]]
    }

    /// In tenths of points.
    pub fn fine(&self, [x, y]: [f64; 2]) -> [i64; 2] {
        let place = |v: f64, i: usize| {
            ((v * self.affine.scale + self.affine.offset[i] + f64::from(self.corner[i])) * FINE)
                .round() as i64
        };
        [place(x, 0), place(y, 1)]
    }

    fn ring(&self, ring: &LineString<f64>, d: &mut String) {
        let mut points: Vec<[i64; 2]> = ring.coords().map(|c| self.fine([c.x, c.y])).collect();
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

    /// The paths of areas that lie apart, to be filled by the even-odd rule, and those of their borders.
    pub fn areas<'a>(&self, areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> AreaPaths {
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
                self.ring(ring, &mut d);
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
