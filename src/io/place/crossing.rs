//! Whether a polygon's border crosses itself: a sweep from west to east with exact orientation tests.
//!
//! Only true crossings count, where two edges pass through each other; rings that touch at a corner or share an edge do not. The
//! sweep gives up, and says nothing, after a fixed number of comparisons, so that no border can hold the reader up.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Polygon};

/// Comparisons per edge after which the sweep gives up; borders of districts need under a hundred.
const PATIENCE: usize = 1000;

struct Edge {
    a: Coord<f64>,
    b: Coord<f64>,
    east: f64,
    south: f64,
    north: f64,
}

/// Whether two edges of the polygon's rings pass through each other.
pub(super) fn crosses_itself(polygon: &Polygon<f64>) -> bool {
    let mut edges: Vec<Edge> = std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .flat_map(geo::LineString::lines)
        .filter(|line| line.start != line.end)
        .map(|line| {
            let (a, b) = if line.start.x <= line.end.x {
                (line.start, line.end)
            } else {
                (line.end, line.start)
            };
            Edge {
                a,
                b,
                east: b.x,
                south: a.y.min(b.y),
                north: a.y.max(b.y),
            }
        })
        .collect();
    edges.sort_unstable_by(|p, q| p.a.x.total_cmp(&q.a.x));
    let mut patience = edges.len().saturating_mul(PATIENCE);
    let mut active: Vec<usize> = Vec::new();
    for i in 0..edges.len() {
        let edge = &edges[i];
        patience = match patience.checked_sub(active.len()) {
            Some(left) => left,
            None => return false,
        };
        active.retain(|j| edges[*j].east >= edge.a.x);
        for j in &active {
            let other = &edges[*j];
            if other.south <= edge.north && other.north >= edge.south && cross(edge, other) {
                return true;
            }
        }
        active.push(i);
    }
    false
}

fn cross(p: &Edge, q: &Edge) -> bool {
    let apart = |edge: &Edge, other: &Edge| {
        let side = |c| RobustKernel::orient2d(edge.a, edge.b, c);
        matches!(
            (side(other.a), side(other.b)),
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
