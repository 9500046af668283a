//! The graticule of a page: meridians and parallels as its projection bends them, named where they meet the upper and the left edge.

use std::fmt::Write as _;

use super::super::graticule::{STEPS, label};
use super::super::svg::{Writer, number};
use super::block::Align;
use super::plane::Plane;
use crate::base::LonLat;
use crate::base::lonlat::wrap_longitude;

/// Lines are bent at so many places.
const BENDS: u32 = 48;
/// An edge is looked along in so many steps.
const ALONG: u16 = 160;
/// No page has more lines of a kind.
const MOST: usize = 90;

/// The name of a line, where it meets the edge.
#[derive(Debug, Clone)]
pub struct GridName {
    /// Where the text is anchored before it is moved off the edge.
    pub at: [f32; 2],
    pub align: Align,
    pub text: String,
}

/// The lines of a page.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    lines: Vec<Vec<[f32; 2]>>,
    pub names: Vec<GridName>,
}

impl Grid {
    /// The lines that a plane shows; none where a minute is too coarse.
    pub fn new(plane: &Plane) -> Self {
        let [[west, east], [south, north]] = plane.degrees();
        let middle = plane.position([
            plane.frame.x + plane.frame.w / 2.0,
            plane.frame.y + plane.frame.h / 2.0,
        ]);
        // Meridians run together towards the poles: what counts is how far they are apart in the middle.
        let span = (east - west).min((north - south) / middle.lat.to_radians().cos().max(0.2));
        let Some(step) = STEPS.into_iter().find(|s| span / s <= 5.0) else {
            return Self::default();
        };
        let multiples = |low: f64, high: f64| {
            let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
            (first..=last).take(MOST).map(move |i| i as f64 * step)
        };
        let mut lines = Vec::new();
        let bend = |from: LonLat, to: LonLat| {
            let part = |i: u32| f64::from(i) / f64::from(BENDS);
            let at = |t: f64| {
                let lon = from.lon + t * (to.lon - from.lon);
                LonLat::new(lon, from.lat + t * (to.lat - from.lat))
            };
            let places = (0..=BENDS).map(|i| plane.of_position(at(part(i))));
            places.map(|p| p.map(|v| v as f32)).collect::<Vec<_>>()
        };
        // Towards a pole they would run into one another.
        let (low, high) = (south.max(step - 90.0), north.min(90.0 - step));
        for lon in multiples(west, (west + 360.0 - 1e-9).min(east)) {
            lines.push(bend(LonLat::new(lon, low), LonLat::new(lon, high)));
        }
        for lat in multiples(south.max(-89.0), north.min(89.0)) {
            lines.push(bend(LonLat::new(west, lat), LonLat::new(east, lat)));
        }
        Self {
            lines,
            names: names(plane, step),
        }
    }

    /// Draws the lines.
    pub fn write(&self, out: &mut Writer, stroke: String) {
        let mut d = String::new();
        for line in &self.lines {
            for (i, [x, y]) in line.iter().enumerate() {
                let pen = if i == 0 { 'M' } else { 'L' };
                // Writing to a String cannot fail.
                let _ = write!(d, "{pen}{} {}", number(*x), number(*y));
            }
        }
        if !d.is_empty() {
            let attributes = [
                ("d", d),
                ("fill", "none".to_owned()),
                ("stroke", stroke),
                ("stroke-width", "0.5".to_owned()),
            ];
            out.element("path", &attributes);
        }
    }
}

/// Where a value passes a multiple of `step` on its way from `a` to `b`: the part of the way and the multiple.
fn crossing(a: f64, b: f64, step: f64) -> Option<(f64, f64)> {
    let (low, high) = (a.min(b), a.max(b));
    let multiple = (high / step).floor() * step;
    (multiple > low && high - low < step).then(|| ((multiple - a) / (b - a), multiple))
}

/// Meridians are named along the upper edge, parallels along the left one.
fn names(plane: &Plane, step: f64) -> Vec<GridName> {
    let r = plane.frame;
    let mut names = Vec::new();
    let walk = |from: [f32; 2], to: [f32; 2], i: u16| {
        let t = f32::from(i) / f32::from(ALONG);
        [0, 1].map(|k| from[k] + t * (to[k] - from[k]))
    };
    let corners = [[r.x, r.y], [r.right(), r.y], [r.x, r.bottom()]];
    for (to, meridians) in [(corners[1], true), (corners[2], false)] {
        let value = |at: [f32; 2]| {
            let p = plane.position(at);
            if meridians { p.lon } else { p.lat }
        };
        for i in 0..ALONG {
            let (a, b) = (walk(corners[0], to, i), walk(corners[0], to, i + 1));
            let (from, mut until) = (value(a), value(b));
            if meridians {
                until -= 360.0 * ((until - from) / 360.0).round();
            }
            let Some((t, multiple)) = crossing(from, until, step) else {
                continue;
            };
            let at = [0, 1].map(|k| a[k] + t as f32 * (b[k] - a[k]));
            let (sides, align, value) = if meridians {
                (['E', 'W'], Align::Middle, wrap_longitude(multiple))
            } else {
                (['N', 'S'], Align::Left, multiple)
            };
            let text = label(value, sides);
            names.push(GridName { at, align, text });
        }
    }
    names
}
