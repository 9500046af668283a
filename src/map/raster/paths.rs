//! Rings of areas as paths on a canvas: without corners that no pixel would tell apart, and cut at the canvas in double precision,
//! so that a border keeps its place however near one looks.

use geo::{Coord, LineString};
use resvg::tiny_skia::PathBuilder;

use super::Canvas;
use crate::map::clip;

/// Corners nearer to the one before, pixels, are left out.
const APART: f64 = 0.7;
/// So far beyond the canvas areas are cut, pixels: farther than any line is wide.
const MARGIN: f64 = 8.0;

/// Brings rings to a canvas.
pub(super) struct Pen {
    scale: f64,
    offset: [f64; 2],
    low: [f64; 2],
    high: [f64; 2],
    ring: Vec<[f64; 2]>,
    spare: Vec<[f64; 2]>,
}

impl Pen {
    pub fn new(canvas: &Canvas) -> Self {
        Self::reaching(canvas, MARGIN)
    }

    /// A pen whose areas are cut so far beyond the canvas, pixels.
    pub fn reaching(canvas: &Canvas, margin: f64) -> Self {
        Self {
            scale: canvas.to.scale,
            offset: canvas.to.offset,
            low: [-margin; 2],
            high: canvas.size.map(|s| f64::from(s) + margin),
            ring: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// A pen for places on the canvas itself, whose areas are cut at a box of it.
    pub fn between(low: [f64; 2], high: [f64; 2]) -> Self {
        Self {
            scale: 1.0,
            offset: [0.0; 2],
            low,
            high,
            ring: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Adds a ring of places to the path of insides.
    pub fn ring_of(&mut self, ring: impl Iterator<Item = [f64; 2]>, inside: &mut PathBuilder) {
        let Some(all) = self.bring_places(ring) else {
            return;
        };
        if !all {
            self.cut();
        }
        closed(inside, &self.ring);
    }

    /// Adds those parts of an open line of places that may be seen.
    pub fn line_of(&mut self, line: impl Iterator<Item = [f64; 2]>, path: &mut PathBuilder) {
        let mut before: Option<[f64; 2]> = None;
        let mut end: Option<[f64; 2]> = None;
        for at in line {
            let Some(from) = before.replace(at) else {
                continue;
            };
            let part = clipped(from, at, self.low, self.high);
            if let Some((a, b)) = part {
                if end != Some(a) {
                    path.move_to(a[0] as f32, a[1] as f32);
                }
                path.line_to(b[0] as f32, b[1] as f32);
            }
            end = part.map(|(_, b)| b);
        }
    }

    /// The parts of a ring that may be seen, as lines.
    pub fn border(&mut self, ring: &LineString<f64>, lines: &mut Vec<Vec<[f32; 2]>>) {
        if self.bring(ring).is_some() {
            self.lines(|a, b, goes_on| {
                let corner = |p: [f64; 2]| p.map(|v| v as f32);
                match lines.last_mut().filter(|_| goes_on) {
                    Some(line) => line.push(corner(b)),
                    None => lines.push(vec![corner(a), corner(b)]),
                }
            });
        }
    }

    /// Adds the parts of an open line that may be seen. One shorter than can be seen adds nothing.
    pub fn line(&mut self, line: &LineString<f64>, path: &mut PathBuilder) {
        self.follow(line);
        let mut end: Option<[f64; 2]> = None;
        for edge in self.ring.windows(2) {
            let part = clipped(edge[0], edge[1], self.low, self.high);
            if let Some((a, b)) = part {
                if end != Some(a) {
                    path.move_to(a[0] as f32, a[1] as f32);
                }
                path.line_to(b[0] as f32, b[1] as f32);
            }
            end = part.map(|(_, b)| b);
        }
    }

    /// Adds a ring to the path of insides and to that of borders. A ring out of sight, or smaller than can be seen, adds nothing.
    pub fn ring(
        &mut self,
        ring: &LineString<f64>,
        inside: &mut PathBuilder,
        border: Option<&mut PathBuilder>,
    ) {
        let Some(all) = self.bring(ring) else { return };
        if let Some(border) = border {
            if all {
                closed(border, &self.ring);
            } else {
                self.lines(|a, b, goes_on| {
                    if !goes_on {
                        border.move_to(a[0] as f32, a[1] as f32);
                    }
                    border.line_to(b[0] as f32, b[1] as f32);
                });
            }
        }
        if !all {
            self.cut();
        }
        closed(inside, &self.ring);
    }

    /// Brings a ring to the canvas; whether all of it lies in sight, `None` if none of it does or it is too small to be seen.
    fn bring(&mut self, ring: &LineString<f64>) -> Option<bool> {
        let (low, high) = self.follow(ring);
        self.whole(low, high)
    }

    fn bring_places(&mut self, ring: impl Iterator<Item = [f64; 2]>) -> Option<bool> {
        let (low, high) = self.follow_places(ring);
        self.whole(low, high)
    }

    /// Whether all of a ring in this box lies in sight, `None` if none of it does or it is too small to be seen.
    fn whole(&self, low: [f64; 2], high: [f64; 2]) -> Option<bool> {
        let out = (0..2).any(|i| high[i] < self.low[i] || low[i] > self.high[i]);
        if out || self.ring.len() < 3 {
            return None;
        }
        Some((0..2).all(|i| low[i] >= self.low[i] && high[i] <= self.high[i]))
    }

    /// Takes a line to the canvas, without corners that no pixel would tell apart; the box around it.
    fn follow(&mut self, line: &LineString<f64>) -> ([f64; 2], [f64; 2]) {
        let (scale, [left, top]) = (self.scale, self.offset);
        let places = line.coords();
        self.follow_places(places.map(|Coord { x, y }| [x * scale + left, y * scale + top]))
    }

    fn follow_places(&mut self, line: impl Iterator<Item = [f64; 2]>) -> ([f64; 2], [f64; 2]) {
        let [mut low, mut high] = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
        self.ring.clear();
        let mut last = [f64::INFINITY; 2];
        for at in line {
            if (at[0] - last[0]).abs() < APART && (at[1] - last[1]).abs() < APART {
                continue;
            }
            for i in 0..2 {
                low[i] = low[i].min(at[i]);
                high[i] = high[i].max(at[i]);
            }
            last = at;
            self.ring.push(at);
        }
        (low, high)
    }

    /// Tells those parts of the ring's edges that may be seen, and whether each goes on where the one before ended.
    fn lines(&self, mut tell: impl FnMut([f64; 2], [f64; 2], bool)) {
        let next = self.ring.iter().cycle().skip(1);
        let mut end: Option<[f64; 2]> = None;
        for (a, b) in self.ring.iter().zip(next) {
            let part = clipped(*a, *b, self.low, self.high);
            if let Some((p, q)) = part {
                tell(p, q, end == Some(p));
            }
            end = part.map(|(_, q)| q);
        }
    }

    /// Cuts the ring at the canvas. Edges that it gains lie beyond what is seen.
    fn cut(&mut self) {
        clip::cut(&mut self.ring, &mut self.spare, self.low, self.high);
    }
}

fn closed(path: &mut PathBuilder, ring: &[[f64; 2]]) {
    let Some(([x, y], rest)) = ring.split_first() else {
        return;
    };
    path.move_to(*x as f32, *y as f32);
    for [x, y] in rest {
        path.line_to(*x as f32, *y as f32);
    }
    path.close();
}

/// The part of a line in a box (Liang and Barsky 1984).
fn clipped(
    a: [f64; 2],
    b: [f64; 2],
    low: [f64; 2],
    high: [f64; 2],
) -> Option<([f64; 2], [f64; 2])> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for i in 0..2 {
        let d = b[i] - a[i];
        for (p, q) in [(-d, a[i] - low[i]), (d, high[i] - a[i])] {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                from = from.max(q / p);
            } else {
                to = to.min(q / p);
            }
        }
    }
    let at = |t: f64| [0, 1].map(|i| a[i] + t * (b[i] - a[i]));
    (from <= to).then(|| {
        (
            if from > 0.0 { at(from) } else { a },
            if to < 1.0 { at(to) } else { b },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::viewport::Affine;
    use proptest::prelude::*;

    fn pen() -> Pen {
        Pen::new(&Canvas {
            to: Affine {
                scale: 1.0,
                offset: [0.0, 0.0],
            },
            size: [100, 80],
            pixels: 1.0,
            mark_scale: 1.0,
        })
    }

    fn area(ring: &[[f64; 2]]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let twice = |(a, b): (&[f64; 2], &[f64; 2])| a[0] * b[1] - b[0] * a[1];
        ring.iter().zip(next).map(twice).sum::<f64>() / 2.0
    }

    #[test]
    fn a_ring_around_the_canvas_fills_it() {
        let mut pen = pen();
        let far = 1e9;
        pen.ring = vec![[-far, -far], [far, -far], [far, far], [-far, far]];
        pen.cut();
        assert!((area(&pen.ring) - 116.0 * 96.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_too_small_or_out_of_sight_adds_nothing() {
        let mut pen = pen();
        let square = |x: f64, side: f64| {
            LineString::from(vec![
                (x, 5.0),
                (x + side, 5.0),
                (x + side, 5.0 + side),
                (x, 5.0),
            ])
        };
        for ring in [square(500.0, 9.0), square(5.0, 0.5)] {
            let (mut inside, mut border) = (PathBuilder::new(), PathBuilder::new());
            pen.ring(&ring, &mut inside, Some(&mut border));
            assert!(inside.finish().is_none() && border.finish().is_none());
        }
    }

    proptest! {
        #[test]
        fn a_cut_ring_covers_what_the_whole_covers_of_the_canvas(
            corners in prop::collection::vec([-300.0..300.0f64, -300.0..300.0f64], 3..9),
            x in 0.0..100.0f64, y in 0.0..80.0f64
        ) {
            // By winding numbers, as it is filled.
            let winding = |ring: &[[f64; 2]]| {
                let next = ring.iter().cycle().skip(1);
                ring.iter().zip(next).map(|(a, b)| {
                    let side = (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1]);
                    match (a[1] <= y, b[1] <= y) {
                        (true, false) if side > 0.0 => 1,
                        (false, true) if side < 0.0 => -1,
                        _ => 0,
                    }
                }).sum::<i32>()
            };
            let mut pen = pen();
            pen.ring.clone_from(&corners);
            pen.cut();
            prop_assert_eq!(winding(&pen.ring), winding(&corners));
        }

        #[test]
        fn a_clipped_line_lies_in_the_box_and_on_the_line(a in [-300.0..300.0f64, -300.0..300.0f64], b in [-300.0..300.0f64, -300.0..300.0f64]) {
            let (low, high) = ([0.0; 2], [100.0, 80.0]);
            let held = |p: [f64; 2]| (0..2).all(|i| p[i] >= low[i] - 1e-9 && p[i] <= high[i] + 1e-9);
            if let Some((p, q)) = clipped(a, b, low, high) {
                for p in [p, q] {
                    let side = (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]);
                    prop_assert!(held(p) && side.abs() < 1e-6);
                }
            } else {
                for t in 0..=100 {
                    let t = f64::from(t) / 100.0;
                    let p = [0, 1].map(|i| a[i] + t * (b[i] - a[i]));
                    prop_assert!(!(0..2).all(|i| p[i] > low[i] + 1e-9 && p[i] < high[i] - 1e-9));
                }
            }
        }
    }
}
