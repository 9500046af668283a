//! The straight line over the ellipsoid: exact geodesics, found through an R-tree of earth-centred points.

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use super::{Costs, Reached};
use crate::base::ecef::{Ecef, ROUNDING, geodesic_upper_bound};
use crate::base::{LonLat, Metres, geodesic};

type Entry = GeomWithData<[f64; 3], (u32, LonLat)>;

/// Facilities by group in R-trees over earth-centred coordinates.
///
/// A chord is never longer than its geodesic, so candidates come in the order of their chords and the search ends at the first chord
/// that exceeds the best geodesic so far: exact everywhere, also at the poles and across 180°, with one or two geodesics a query.
pub struct StraightLine {
    groups: Vec<RTree<Entry>>,
}

impl StraightLine {
    /// An index of the facilities of each group: number and place.
    #[must_use]
    pub fn new(groups: Vec<Vec<(u32, LonLat)>>) -> Self {
        let tree = |list: Vec<(u32, LonLat)>| {
            RTree::bulk_load(
                list.into_iter()
                    .map(|(i, at)| Entry::new(Ecef::from(at).0, (i, at)))
                    .collect(),
            )
        };
        Self {
            groups: groups.into_iter().map(tree).collect(),
        }
    }
}

impl Costs for StraightLine {
    fn nearest(&self, group: usize, from: LonLat, k: usize, into: &mut Vec<Reached>) {
        into.clear();
        let Some(tree) = self.groups.get(group).filter(|_| k > 0) else {
            return;
        };
        let centre = Ecef::from(from).0;
        for entry in tree.nearest_neighbor_iter(&centre) {
            let worst = if into.len() == k {
                into[k - 1].distance.0
            } else {
                f64::INFINITY
            };
            if entry.geom().distance_2(&centre).sqrt() > worst + ROUNDING {
                break;
            }
            let (facility, at) = entry.data;
            let distance = geodesic::distance(from, at);
            let place =
                into.partition_point(|r| (r.distance.0, r.facility) < (distance.0, facility));
            if place < k {
                into.truncate(k - 1);
                into.insert(place, Reached { facility, distance });
            }
        }
    }

    fn count_within(&self, group: usize, from: LonLat, limit: Metres) -> u32 {
        let Some(tree) = self.groups.get(group) else {
            return 0;
        };
        let centre = Ecef::from(from).0;
        let widest = limit.0 + ROUNDING;
        let mut count = 0;
        for entry in tree.locate_within_distance(centre, widest * widest) {
            let chord = Metres(entry.geom().distance_2(&centre).sqrt());
            // Next to all are decided by the bound; the few others by the geodesic itself.
            let within = geodesic_upper_bound(chord) <= limit
                || geodesic::distance(from, entry.data.1) <= limit;
            count += u32::from(within);
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn oracle(places: &[LonLat], from: LonLat) -> Vec<Reached> {
        let mut all: Vec<Reached> = (0u32..)
            .zip(places)
            .map(|(facility, at)| Reached {
                facility,
                distance: geodesic::distance(from, *at),
            })
            .collect();
        all.sort_by(|a, b| {
            (a.distance.0, a.facility)
                .partial_cmp(&(b.distance.0, b.facility))
                .expect("finite")
        });
        all
    }

    fn anywhere() -> impl Strategy<Value = LonLat> {
        // The whole globe, with the poles, 180° and clusters in which facilities coincide.
        prop_oneof![
            (-180.0..=180.0, -90.0..=90.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
            (179.9..=180.0, -1.0..=1.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
            (-180.0..=-179.9, -1.0..=1.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
            (-180.0..=180.0, 89.9..=90.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
            (0..3, 0..3)
                .prop_map(|(x, y)| LonLat::new(f64::from(x) * 0.01, 60.0 + f64::from(y) * 0.01)),
        ]
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_all_pairs(
            places in proptest::collection::vec(anywhere(), 1..60), from in anywhere(), k in 1usize..5
        ) {
            let index = StraightLine::new(vec![(0u32..).zip(places.iter().copied()).collect()]);
            let mut found = Vec::new();
            index.nearest(0, from, k, &mut found);
            let mut truth = oracle(&places, from);
            truth.truncate(k);
            prop_assert_eq!(found, truth);
        }

        #[test]
        fn the_count_is_that_of_all_pairs(
            places in proptest::collection::vec(anywhere(), 1..60), from in anywhere(), which in 0usize..60, nudge in -1e-6..1e-6
        ) {
            let index = StraightLine::new(vec![(0u32..).zip(places.iter().copied()).collect()]);
            // The radius stands within a micrometre of a facility's distance, or exactly on it.
            let edge = geodesic::distance(from, places[which % places.len()]).0;
            for limit in [edge, f64::max(edge + nudge, 0.0)] {
                let truth = oracle(&places, from).iter().filter(|r| r.distance.0 <= limit).count();
                prop_assert_eq!(index.count_within(0, from, Metres(limit)) as usize, truth);
            }
        }
    }

    #[test]
    fn a_group_without_facilities_reaches_nobody() {
        let index = StraightLine::new(vec![Vec::new()]);
        let mut found = vec![Reached {
            facility: 1,
            distance: Metres(1.0),
        }];
        index.nearest(0, LonLat::new(0.0, 0.0), 3, &mut found);
        assert!(found.is_empty());
        assert_eq!(index.count_within(0, LonLat::new(0.0, 0.0), Metres(1e9)), 0);
    }
}
