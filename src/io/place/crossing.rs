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

/// An edge that the sweep has come to and not left yet.
struct Active {
    /// Where it ends.
    end: f64,
    south: f64,
    north: f64,
    edge: u32,
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
    let mut order: Vec<(f64, u32)> = edges.iter().map(|e| e.west.x).zip(0..).collect();
    order.sort_unstable_by(|p, q| p.0.total_cmp(&q.0));
    let mut patience = edges.len().saturating_mul(PATIENCE);
    let mut active: Vec<Active> = Vec::new();
    for (begin, edge) in order {
        let own = &edges[edge as usize];
        let (south, north) = if own.west.y <= own.east.y {
            (own.west.y, own.east.y)
        } else {
            (own.east.y, own.west.y)
        };
        patience = match patience.checked_sub(active.len()) {
            Some(left) => left,
            None => return false,
        };
        let mut crossed = false;
        active.retain(|other| {
            let reaches = other.end >= begin;
            if reaches && other.south <= north && other.north >= south {
                crossed |= cross(own, &edges[other.edge as usize]);
            }
            reaches
        });
        if crossed {
            return true;
        }
        active.push(Active {
            end: own.east.x,
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
