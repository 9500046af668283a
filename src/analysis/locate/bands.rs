//! Point in polygon: even-odd over all rings by exact predicates, the border inside; for many points with the edges sorted into bands
//! of latitude, so that each point looks at few of them.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, LineString, MultiPolygon};

/// Bands are at most so many.
const MOST_BANDS: usize = 4096;
/// An edge stands in so many bands at most, on average.
const MOST_COPIES: usize = 8;

/// All rings of polygons.
pub(super) fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    shape
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
}

/// How an edge lies to a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// It says nothing.
    Away,
    /// It crosses the ray from the point to the east.
    East,
    /// The point lies on it.
    Under,
}

#[inline]
fn edge(a: Coord<f64>, b: Coord<f64>, [x, y]: [f64; 2]) -> Edge {
    let (south, north) = if a.y < b.y { (a.y, b.y) } else { (b.y, a.y) };
    if y < south || y > north {
        return Edge::Away;
    }
    let (west, east) = if a.x < b.x { (a.x, b.x) } else { (b.x, a.x) };
    if x > east {
        return Edge::Away;
    }
    let spans = (a.y > y) != (b.y > y);
    if x < west {
        return if spans { Edge::East } else { Edge::Away };
    }
    let side = side(a, b, x, y);
    if side == 0.0 {
        Edge::Under
    } else if spans && (side > 0.0) == (b.y > a.y) {
        Edge::East
    } else {
        Edge::Away
    }
}

/// On which side of a line a point lies: positive to the left, zero on it. The sign is exact: where rounding could have changed it
/// (Shewchuk 1997, the bound of the first stage of `orient2d`) the robust predicate decides.
#[inline]
fn side(a: Coord<f64>, b: Coord<f64>, x: f64, y: f64) -> f64 {
    const BOUND: f64 = (3.0 + 8.0 * f64::EPSILON) * (f64::EPSILON / 2.0);
    let left = (a.x - x) * (b.y - y);
    let right = (a.y - y) * (b.x - x);
    let side = left - right;
    if side.abs() > BOUND * (left.abs() + right.abs()) {
        return side;
    }
    match RobustKernel::orient2d(a, b, Coord { x, y }) {
        Orientation::CounterClockwise => 1.0,
        Orientation::Clockwise => -1.0,
        Orientation::Collinear => 0.0,
    }
}

/// Whether polygons contain a point; their border does.
pub(super) fn contains(shape: &MultiPolygon<f64>, p: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in rings(shape) {
        for ends in ring.0.windows(2) {
            match edge(ends[0], ends[1], p) {
                Edge::Away => {}
                Edge::East => inside = !inside,
                Edge::Under => return true,
            }
        }
    }
    inside
}

/// The edges of one shape after the other, sorted into bands of latitude.
#[derive(Debug, Default)]
pub(super) struct Bands {
    south: f64,
    /// Bands per degree.
    scale: f64,
    /// Where each band begins among the edges, and where the last ends.
    starts: Vec<u32>,
    edges: Vec<[Coord<f64>; 2]>,
}

impl Bands {
    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn band(&self, lat: f64) -> usize {
        (((lat - self.south) * self.scale) as usize).min(self.count() - 1)
    }

    /// Takes the edges of a shape that lies between two latitudes.
    pub fn sort(&mut self, shape: &MultiPolygon<f64>, south: f64, north: f64) {
        let edges = rings(shape)
            .map(|r| r.0.len().saturating_sub(1))
            .sum::<usize>();
        let mut count = (edges / 4).clamp(1, MOST_BANDS);
        loop {
            let copies = self.count_into(shape, [south, north], count);
            if copies <= edges * MOST_COPIES || count == 1 {
                break;
            }
            count = count.div_ceil(4);
        }
        let mut at = 0;
        for start in &mut self.starts {
            at += std::mem::replace(start, at);
        }
        self.edges.clear();
        self.edges
            .resize(at as usize, [Coord { x: 0.0, y: 0.0 }; 2]);
        for ring in rings(shape) {
            for ends in ring.0.windows(2) {
                for band in self.range(ends) {
                    let at = &mut self.starts[band];
                    self.edges[*at as usize] = [ends[0], ends[1]];
                    *at += 1;
                }
            }
        }
        // Each start has moved on to the next one.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
    }

    /// Counts how many edges each of so many bands has; how many all have together.
    fn count_into(&mut self, shape: &MultiPolygon<f64>, span: [f64; 2], count: usize) -> usize {
        self.south = span[0];
        self.scale = count as f64 / (span[1] - span[0]).max(f64::MIN_POSITIVE);
        self.starts.clear();
        self.starts.resize(count + 1, 0);
        let mut all = 0;
        for ring in rings(shape) {
            for ends in ring.0.windows(2) {
                for band in self.range(ends) {
                    self.starts[band] += 1;
                    all += 1;
                }
            }
        }
        all
    }

    fn range(&self, ends: &[Coord<f64>]) -> std::ops::RangeInclusive<usize> {
        let (low, high) = if ends[0].y < ends[1].y {
            (ends[0].y, ends[1].y)
        } else {
            (ends[1].y, ends[0].y)
        };
        self.band(low)..=self.band(high)
    }

    /// Whether the shape contains a point within its latitudes; its border does.
    #[inline]
    pub fn contain(&self, p: [f64; 2]) -> bool {
        let band = self.band(p[1]);
        let edges = &self.edges[self.starts[band] as usize..self.starts[band + 1] as usize];
        let mut inside = false;
        for [a, b] in edges {
            match edge(*a, *b, p) {
                Edge::Away => {}
                Edge::East => inside = !inside,
                Edge::Under => return true,
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{CoordsIter, Intersects, Point, coord, polygon};
    use proptest::prelude::*;

    fn star() -> MultiPolygon<f64> {
        let outer: Vec<Coord<f64>> = (0..400)
            .map(|i| {
                let angle = f64::from(i) * std::f64::consts::TAU / 400.0;
                let r = 1.0 + 0.5 * (angle * 17.0).sin();
                coord! { x: r * angle.cos(), y: r * angle.sin() }
            })
            .collect();
        let hole =
            polygon![(x: -0.2, y: -0.2), (x: 0.2, y: -0.2), (x: 0.2, y: 0.2), (x: -0.2, y: 0.2)];
        MultiPolygon(vec![
            geo::Polygon::new(outer.into(), vec![hole.exterior().clone()]),
            polygon![(x: 2.0, y: 0.0), (x: 3.0, y: 0.0), (x: 3.0, y: 1.0), (x: 2.0, y: 1.0)],
        ])
    }

    fn banded(shape: &MultiPolygon<f64>) -> Bands {
        let lats = || shape.coords_iter().map(|c| c.y);
        let mut bands = Bands::default();
        // Of another shape before.
        bands.sort(&MultiPolygon(Vec::new()), 0.0, 1.0);
        bands.sort(
            shape,
            lats().fold(f64::INFINITY, f64::min),
            lats().fold(f64::NEG_INFINITY, f64::max),
        );
        bands
    }

    proptest! {
        #[test]
        fn both_tests_agree_with_geo(x in -2.0..3.5, y in -1.5..1.5) {
            let shape = star();
            let truth = shape.intersects(&Point::new(x, y));
            prop_assert_eq!(contains(&shape, [x, y]), truth);
            prop_assert_eq!(banded(&shape).contain([x, y]), truth);
        }

        #[test]
        fn places_on_a_grid_of_corners_and_borders_are_told_exactly(
            ring in prop::collection::vec((0i8..6, 0i8..6), 3..12), x in 0i8..12, y in 0i8..12
        ) {
            let ring: Vec<(f64, f64)> = ring.iter().map(|(x, y)| (f64::from(*x) * 0.1, f64::from(*y) * 0.1)).collect();
            let shape = MultiPolygon(vec![geo::Polygon::new(ring.into(), Vec::new())]);
            let p = [f64::from(x) * 0.05, f64::from(y) * 0.05];
            // The definition, edge by edge.
            let (mut inside, mut border) = (false, false);
            for line in rings(&shape).flat_map(LineString::lines) {
                let (a, b) = (line.start, line.end);
                let side = RobustKernel::orient2d(a, b, p.into());
                border |= line.intersects(&Point::from(p));
                inside ^= (a.y > p[1]) != (b.y > p[1]) && (side == Orientation::CounterClockwise) == (b.y > a.y);
            }
            prop_assert_eq!(contains(&shape, p), inside || border);
            let bands = banded(&shape);
            let within = shape.coords_iter().any(|c| c.y <= p[1]) && shape.coords_iter().any(|c| c.y >= p[1]);
            prop_assert!(!within || bands.contain(p) == (inside || border));
        }
    }

    #[test]
    fn a_comb_of_long_teeth_does_not_fill_the_memory() {
        let teeth: Vec<(f64, f64)> = (0..40_000)
            .map(|i| (f64::from(i), f64::from(i % 2) * 80.0))
            .chain([(40_000.0, -1.0)])
            .collect();
        let shape = MultiPolygon(vec![geo::Polygon::new(teeth.into(), Vec::new())]);
        let bands = banded(&shape);
        assert!(bands.edges.len() <= MOST_COPIES * 40_002);
        assert_eq!(bands.contain([2.5, 39.0]), contains(&shape, [2.5, 39.0]));
    }

    #[test]
    fn every_corner_lies_inside() {
        let shape = star();
        let bands = banded(&shape);
        for area in
            [&|p| contains(&shape, p), &|p| bands.contain(p)] as [&dyn Fn([f64; 2]) -> bool; 2]
        {
            assert!(shape.coords_iter().all(|c| area([c.x, c.y])));
            assert!(area([2.5, 0.0]) && area([3.0, 0.5]) && !area([0.0, 0.0]));
        }
    }
}
