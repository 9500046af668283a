//! A district's border in its plane: oriented rings with boxes around runs of edges, so that a small disc looks at few of them.

use super::plane::{Frame, Shapes, signed_area};

/// Edges in a run.
const RUN: usize = 16;
/// With more rings than this, whether they lie in each other is left to the overlay.
const MOST_RINGS: usize = 500;
/// Edges that come nearer to each other than this count as touching (metres).
const TOUCHING: f64 = 1e-6;

/// Rings that neither cross nor touch, counter-clockwise around the area and clockwise around holes.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub rings: Vec<Ring>,
    /// The box around them.
    pub frame: Frame,
    /// The area between them.
    pub area: f64,
}

/// One ring, its end not repeated.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    pub points: Vec<[f64; 2]>,
    /// The box around each run of corners.
    runs: Vec<Frame>,
    frame: Frame,
}

impl Outline {
    /// Of clean rings: as [`orient`] or an overlay leaves them.
    pub fn new(rings: impl IntoIterator<Item = Vec<[f64; 2]>>) -> Self {
        let rings: Vec<Ring> = rings.into_iter().map(Ring::new).collect();
        let mut frame = Frame::NOWHERE;
        for ring in &rings {
            frame.add(ring.frame.low);
            frame.add(ring.frame.high);
        }
        Self {
            area: rings.iter().map(|r| signed_area(&r.points)).sum(),
            frame,
            rings,
        }
    }

    /// The same for overlays.
    pub fn shapes(&self) -> Shapes {
        vec![self.rings.iter().map(|r| r.points.clone()).collect()]
    }
}

impl Ring {
    fn new(points: Vec<[f64; 2]>) -> Self {
        let runs: Vec<Frame> = points.chunks(RUN).map(Frame::around).collect();
        let mut frame = Frame::NOWHERE;
        for run in &runs {
            frame.add(run.low);
            frame.add(run.high);
        }
        Self {
            points,
            runs,
            frame,
        }
    }

    /// Whether it goes round an area, not round a hole.
    pub fn is_outer(&self) -> bool {
        signed_area(&self.points) > 0.0
    }

    /// A ring that winds round the places in the frame as often as this one, with few corners elsewhere; coordinates from `origin`.
    ///
    /// A chain of corners that all lie beyond the same side of the frame may be replaced by its chord, which lies there too.
    pub fn reduced(&self, frame: &Frame, origin: [f64; 2], out: &mut Vec<[f64; 2]>) {
        out.clear();
        if !frame.meets(&self.frame) || self.points.len() < 3 {
            return;
        }
        let mut chain = Chain {
            out,
            origin,
            last: self.points[0],
            last_beyond: 0,
            beyond: 0,
        };
        for (run, points) in self.runs.iter().zip(self.points.chunks(RUN)) {
            let beyond = frame.all_beyond(run);
            if beyond == 0 {
                for p in points {
                    chain.push(*p, frame.beyond(*p));
                }
            } else {
                chain.push(points[0], beyond);
                chain.push(points[points.len() - 1], beyond);
            }
        }
        chain.finish();
    }
}

/// A chain of corners under way: `last` is not yet written, and all since the one written last lie beyond the sides `beyond`.
struct Chain<'a> {
    out: &'a mut Vec<[f64; 2]>,
    origin: [f64; 2],
    last: [f64; 2],
    last_beyond: u8,
    beyond: u8,
}

impl Chain<'_> {
    fn push(&mut self, p: [f64; 2], beyond: u8) {
        if self.beyond & beyond == 0 {
            self.write();
            self.beyond = self.last_beyond & beyond;
        } else {
            self.beyond &= beyond;
        }
        (self.last, self.last_beyond) = (p, beyond);
    }

    fn write(&mut self) {
        self.out
            .push([0, 1].map(|axis| self.last[axis] - self.origin[axis]));
    }

    fn finish(mut self) {
        self.write();
    }
}

/// Turns rings that neither cross nor touch so that the area between them (even-odd) lies on their left. Leaves them alone and says
/// `false` when they do cross or touch, or nearly so.
pub(super) fn orient(rings: &mut [Vec<[f64; 2]>]) -> bool {
    if rings.len() > MOST_RINGS || rings.iter().any(|r| r.len() < 3) || touch(rings) {
        return false;
    }
    let frames: Vec<Frame> = rings.iter().map(|r| Frame::around(r)).collect();
    let depths: Vec<usize> = (0..rings.len())
        .map(|i| {
            let p = rings[i][0];
            (0..rings.len())
                .filter(|j| *j != i && frames[*j].beyond(p) == 0 && holds(&rings[*j], p))
                .count()
        })
        .collect();
    for (ring, depth) in rings.iter_mut().zip(depths) {
        if (signed_area(ring) > 0.0) != (depth % 2 == 0) {
            ring.reverse();
        }
    }
    true
}

/// Whether a place off the ring lies inside it.
fn holds(ring: &[[f64; 2]], p: [f64; 2]) -> bool {
    let mut inside = false;
    let mut a = ring[ring.len() - 1];
    for b in ring {
        if (a[1] > p[1]) != (b[1] > p[1])
            && p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        {
            inside = !inside;
        }
        a = *b;
    }
    inside
}

struct Edge {
    a: [f64; 2],
    b: [f64; 2],
    frame: Frame,
    ring: u32,
    number: u32,
}

/// Whether edges that do not follow each other touch or cross: a sweep from west to east.
fn touch(rings: &[Vec<[f64; 2]>]) -> bool {
    let mut edges: Vec<Edge> = Vec::with_capacity(rings.iter().map(Vec::len).sum());
    for (ring, points) in (0u32..).zip(rings) {
        for (number, a) in (0u32..).zip(points) {
            let b = points[(number as usize + 1) % points.len()];
            edges.push(Edge {
                a: *a,
                b,
                frame: Frame::around(&[*a, b]).widened(TOUCHING),
                ring,
                number,
            });
        }
    }
    edges.sort_unstable_by(|p, q| p.frame.low[0].total_cmp(&q.frame.low[0]));
    edges.iter().enumerate().any(|(i, p)| {
        edges[i + 1..]
            .iter()
            .take_while(|q| q.frame.low[0] <= p.frame.high[0])
            .any(|q| {
                q.frame.low[1] <= p.frame.high[1]
                    && p.frame.low[1] <= q.frame.high[1]
                    && !follow(p, q, rings)
                    && !apart(p, q)
                    && !apart(q, p)
            })
    })
}

fn follow(p: &Edge, q: &Edge, rings: &[Vec<[f64; 2]>]) -> bool {
    let last = rings[p.ring as usize].len() as u32 - 1;
    p.ring == q.ring && matches!(p.number.abs_diff(q.number), step if step == 1 || step == last)
}

/// Whether the ends of `q` lie clearly on the same side of the line through `p`.
fn apart(p: &Edge, q: &Edge) -> bool {
    let e = [p.b[0] - p.a[0], p.b[1] - p.a[1]];
    let side = |c: [f64; 2]| e[0] * (c[1] - p.a[1]) - e[1] * (c[0] - p.a[0]);
    let least = TOUCHING * (e[0].abs() + e[1].abs());
    let (one, other) = (side(q.a), side(q.b));
    (one > least && other > least) || (one < -least && other < -least)
}
