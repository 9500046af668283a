//! What lies under the cursor: the nearest point of a layer, by an R-tree over Mercator's plane that is built once.
//!
//! Near is near on the screen, which is what a cursor means; no distance on Earth is taken from it.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::places::{Places, Span};
use super::viewport::Viewport;

type Entry = GeomWithData<[f64; 2], u32>;

/// The places of a layer.
#[derive(Debug, Clone, Default)]
pub struct PointIndex {
    tree: RTree<Entry>,
}

/// A point under the cursor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its number, as it was given to the index.
    pub index: u32,
    /// How far from the cursor it is drawn, in logical pixels.
    pub distance: f32,
}

impl PointIndex {
    /// An index over places in Web Mercator's plane (those of a scene's marks) with their numbers.
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = (u32, [f64; 2])>) -> Self {
        let entries = points
            .into_iter()
            .map(|(index, [x, y])| Entry::new([x.rem_euclid(1.0), y], index))
            .collect();
        Self {
            tree: RTree::bulk_load(entries),
        }
    }

    /// The point drawn nearest to a place of the view, if it is within `tolerance` logical pixels. Ties go to the lower number.
    #[must_use]
    pub fn nearest(&self, view: &Viewport, at: [f32; 2], tolerance: f32) -> Option<Hit> {
        self.nearest_where(view, at, tolerance, |_| true)
    }

    /// The same among the points that `wanted` accepts.
    #[must_use]
    pub fn nearest_where(
        &self,
        view: &Viewport,
        at: [f32; 2],
        tolerance: f32,
        wanted: impl Fn(u32) -> bool,
    ) -> Option<Hit> {
        let around = |at, most: f64| {
            let found = self.tree.locate_within_distance(at, most * most);
            found.map(|e| (e.data, *e.geom()))
        };
        nearest_drawn(view, at, tolerance, around, wanted)
    }

    /// The numbers of the points in a rectangle of the view given by two opposite corners, lowest first.
    #[must_use]
    pub fn within(&self, view: &Viewport, a: [f32; 2], b: [f32; 2]) -> Vec<u32> {
        let (p, q) = (view.from_screen(a), view.from_screen(b));
        let (left, right) = (p[0].min(q[0]), p[0].max(q[0]));
        let (top, bottom) = (p[1].min(q[1]), p[1].max(q[1]));
        let first = left.floor() as i64;
        let mut found: Vec<u32> = (first..=right.floor() as i64)
            .flat_map(|world| {
                let shift = world as f64;
                let window = AABB::from_corners([left - shift, top], [right - shift, bottom]);
                self.tree.locate_in_envelope(&window).map(|e| e.data)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The village drawn nearest to a place of the view among those that `wanted` accepts, if it is within `tolerance` logical pixels. Ties
/// go to the lower number.
#[must_use]
pub fn nearest_place(
    places: &Places,
    view: &Viewport,
    at: [f32; 2],
    tolerance: f32,
    wanted: impl Fn(u32) -> bool,
) -> Option<Hit> {
    let around = |[x, y]: [f64; 2], most: f64| {
        places.within(Span {
            low: [x - most, y - most],
            high: [x + most, y + most],
        })
    };
    nearest_drawn(view, at, tolerance, around, wanted)
}

/// The point drawn nearest to a place of the view among those that `around` finds within a distance and `wanted` accepts.
fn nearest_drawn<P: Iterator<Item = (u32, [f64; 2])>>(
    view: &Viewport,
    at: [f32; 2],
    tolerance: f32,
    around: impl Fn([f64; 2], f64) -> P,
    wanted: impl Fn(u32) -> bool,
) -> Option<Hit> {
    let [x, y] = view.from_screen(at);
    let most = f64::from(tolerance) / view.scale;
    // Points lie in one copy of the Earth or stick out of it by less than half, whichever copy the cursor is in.
    let mut nearest: Option<(f64, u32)> = None;
    for x in [-1.0, 0.0, 1.0].map(|copy| x.rem_euclid(1.0) + copy) {
        for (index, at) in around([x, y], most) {
            let here = ((at[0] - x).hypot(at[1] - y), index);
            if here.0 <= most && nearest.is_none_or(|n| here < n) && wanted(index) {
                nearest = Some(here);
            }
        }
    }
    nearest.map(|(distance, index)| Hit {
        index,
        distance: (distance * view.scale) as f32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::projection::mercator;
    use crate::base::{GeoBox, LonLat};
    use crate::map::fixture;
    use proptest::prelude::*;

    #[test]
    fn the_seam_of_the_world_does_not_hide_a_point() {
        let extent = GeoBox {
            west: 179.9,
            south: -17.0,
            east: -179.9,
            north: -16.9,
        };
        let view = Viewport::fit(extent, [400.0, 300.0], 10.0);
        let index = PointIndex::new([(7, mercator(LonLat::new(-179.999, -16.95)))]);
        let cursor = view.to_screen(mercator(LonLat::new(179.999, -16.95)));
        assert_eq!(index.nearest(&view, cursor, 8.0).map(|h| h.index), Some(7));
        assert_eq!(index.within(&view, [0.0, 0.0], [400.0, 300.0]), [7]);
    }

    #[test]
    fn villages_are_found_like_other_points_on_either_side_of_the_seam() {
        let (dataset, _) = fixture::across_180();
        let places = Places::new(&dataset, 0.999);
        let index = PointIndex::new(places.in_input_order());
        for (village, at) in places.in_input_order() {
            for x in [at[0], at[0] - 1.0, at[0] + 3.0] {
                let view = Viewport {
                    centre: [x, at[1]],
                    scale: 4e6,
                    size: [400.0, 300.0],
                };
                let cursor = [201.0, 150.0];
                let hit = nearest_place(&places, &view, cursor, 8.0, |_| true).expect("near");
                let other = index.nearest(&view, cursor, 8.0).expect("near");
                assert_eq!((hit.index, other.index), (village, village));
                assert!((hit.distance - 1.0).abs() < 0.01 && (other.distance - 1.0).abs() < 0.01);
                assert!(nearest_place(&places, &view, cursor, 8.0, |v| v != village).is_none());
            }
        }
    }

    proptest! {
        #[test]
        fn the_nearest_is_the_nearest(
            points in proptest::collection::vec((0.4f64..0.6, 0.4f64..0.6), 0..80), x in 0f32..300.0, y in 0f32..300.0
        ) {
            let view = Viewport { centre: [0.5, 0.5], scale: 1500.0, size: [300.0, 300.0] };
            let index = PointIndex::new((0u32..).zip(points.iter().map(|(x, y)| [*x, *y])));
            let oracle = (0u32..)
                .zip(&points)
                .map(|(i, (px, py))| {
                    let [sx, sy] = view.to_screen([*px, *py]);
                    (i, (sx - x).hypot(sy - y))
                })
                .filter(|(_, d)| *d <= 20.0)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let found = index.nearest(&view, [x, y], 20.0);
            match (oracle, found) {
                (Some((_, d)), Some(hit)) => prop_assert!((d - hit.distance).abs() < 1e-2),
                (None, None) => {}
                // The rim itself may fall to either side by rounding.
                (Some((_, d)), None) => prop_assert!((d - 20.0).abs() < 1e-3),
                (None, Some(hit)) => prop_assert!((hit.distance - 20.0).abs() < 1e-3),
            }
        }
    }
}
