//! Whether a polygon's border crosses itself: a sweep from west to east with exact orientation tests.
//!
//! Only true crossings count, where two edges pass through each other; rings that touch at a corner or share an edge do not. The
//! sweep gives up, and says nothing, after a fixed number of comparisons, so that no border can hold the reader up.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Polygon};

/// Comparisons per edge after which the sweep gives up; borders of districts need under a hundred.
const PATIENCE: usize = 1000;

struct Edge {
    west: Coord<f64>,
    east: Coord<f64>,
}

/// An edge that the sweep has come to and not left yet; places are told by the frame.
struct Active {
    /// Where it ends.
    end: u32,
    south: u32,
    north: u32,
    edge: u32,
}

/// The box around a border in 2³² steps either way. Steps keep the order of places or take neighbours for one, so that nothing that
/// meets is apart in them; and they sort faster.
struct Frame {
    low: Coord<f64>,
    scale: Coord<f64>,
}

impl Frame {
    fn new(edges: &[Edge]) -> Self {
        let far = Coord {
            x: f64::INFINITY,
            y: f64::INFINITY,
        };
        let ends = edges.iter().flat_map(|e| [e.west, e.east]);
        let (low, high) = ends.fold((far, -far), |(low, high), c| {
            let low = Coord {
                x: low.x.min(c.x),
                y: low.y.min(c.y),
            };
            let high = Coord {
                x: high.x.max(c.x),
                y: high.y.max(c.y),
            };
            (low, high)
        });
        let steps = |width: f64| f64::from(u32::MAX) / width.max(f64::MIN_POSITIVE);
        let scale = Coord {
            x: steps(high.x - low.x),
            y: steps(high.y - low.y),
        };
        Self { low, scale }
    }

    fn x(&self, c: Coord<f64>) -> u32 {
        ((c.x - self.low.x) * self.scale.x) as u32
    }

    fn y(&self, c: Coord<f64>) -> u32 {
        ((c.y - self.low.y) * self.scale.y) as u32
    }
}

/// Whether two edges of the polygon's rings pass through each other.
pub(super) fn crosses_itself(polygon: &Polygon<f64>) -> bool {
    let edges: Vec<Edge> = std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .flat_map(geo::LineString::lines)
        .filter(|line| line.start != line.end)
        .map(|line| {
            let (west, east) = if line.start.x <= line.end.x {
                (line.start, line.end)
            } else {
                (line.end, line.start)
            };
            Edge { west, east }
        })
        .collect();
    let frame = Frame::new(&edges);
    // Where an edge begins, and which it is.
    let begins = |(edge, i): (&Edge, u64)| u64::from(frame.x(edge.west)) << 32 | i;
    let mut order: Vec<u64> = edges.iter().zip(0..).map(begins).collect();
    order.sort_unstable();
    let mut patience = edges.len().saturating_mul(PATIENCE);
    let mut active: Vec<Active> = Vec::new();
    for next in order {
        let (begin, edge) = ((next >> 32) as u32, next as u32);
        let own = &edges[edge as usize];
        let (west, east) = (frame.y(own.west), frame.y(own.east));
        let (south, north) = (west.min(east), west.max(east));
        patience = match patience.checked_sub(active.len()) {
            Some(left) => left,
            None => return false,
        };
        let mut i = 0;
        while let Some(other) = active.get(i) {
            if other.end < begin {
                active.swap_remove(i);
                continue;
            }
            if other.south <= north
                && other.north >= south
                && cross(own, &edges[other.edge as usize])
            {
                return true;
            }
            i += 1;
        }
        active.push(Active {
            end: frame.x(own.east),
            south,
            north,
            edge,
        });
    }
    false
}

fn cross(p: &Edge, q: &Edge) -> bool {
    // Neighbours share a corner, and then none passes through the other.
    if p.west == q.west || p.west == q.east || p.east == q.west || p.east == q.east {
        return false;
    }
    let apart = |edge: &Edge, other: &Edge| {
        let side = |c| RobustKernel::orient2d(edge.west, edge.east, c);
        matches!(
            (side(other.west), side(other.east)),
            (Orientation::Clockwise, Orientation::CounterClockwise)
                | (Orientation::CounterClockwise, Orientation::Clockwise)
        )
    };
    apart(p, q) && apart(q, p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::LineString;
    use proptest::prelude::*;

    fn polygon(ring: Vec<(f64, f64)>) -> Polygon<f64> {
        Polygon::new(LineString::from(ring), Vec::new())
    }

    #[test]
    fn a_bow_tie_crosses_and_a_square_does_not() {
        assert!(crosses_itself(&polygon(vec![
            (0.0, 0.0),
            (1.0, 1.0),
            (1.0, 0.0),
            (0.0, 1.0)
        ])));
        assert!(!crosses_itself(&polygon(vec![
            (0.0, 0.0),
            (1.0, 0.0),
            (1.0, 1.0),
            (0.0, 1.0)
        ])));
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_all_pairs_find(ring in prop::collection::vec((0i8..12, 0i8..12), 3..14)) {
            let p = polygon(ring.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect());
            let lines: Vec<_> = p.exterior().lines().collect();
            let naive = lines.iter().enumerate().any(|(i, l)| lines[..i].iter().any(|m| {
                let side = |l: &geo::Line<f64>, c: Coord<f64>| {
                    ((l.end.x - l.start.x) * (c.y - l.start.y) - (l.end.y - l.start.y) * (c.x - l.start.x)).signum()
                        * f64::from(u8::from(l.start != l.end))
                };
                let strict = |l, m: &geo::Line<f64>| {
                    let area = |c: Coord<f64>| {
                        let l: &geo::Line<f64> = l;
                        (l.end.x - l.start.x) * (c.y - l.start.y) - (l.end.y - l.start.y) * (c.x - l.start.x)
                    };
                    side(l, m.start) * side(l, m.end) < 0.0 && area(m.start) != 0.0 && area(m.end) != 0.0
                };
                strict(l, m) && strict(m, l)
            }));
            prop_assert_eq!(crosses_itself(&p), naive);
        }
    }
}
