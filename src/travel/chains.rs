//! Ways of two parts: to a facility, and from there on. What the second part costs is known for every facility; sought are the facilities
//! by which the whole is best, which need not be the nearest.

use super::packed::{Farthest, Packed};
use crate::base::place::AGREEMENT;
use crate::base::{LonLat, Metres, Place};

/// Facilities in a leaf.
const LEAF: usize = 8;
/// How much shorter than the distance to a box the geodesic to a point in it may come out, metres: a multiple of the rounding.
const SLACK: f64 = AGREEMENT;

/// A facility by which one can go on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Its number.
    pub facility: u32,
    /// Where it stands.
    pub at: LonLat,
    /// How far it is from there to where one wants to go; infinite where no way leads on.
    pub onward: Metres,
}

/// A way: to a stop, and from there on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chain {
    /// The stop, by its position in the list that was given in.
    pub stop: u32,
    /// How far it is.
    pub first: Metres,
    /// What the whole costs, as the one who asked counts it.
    pub cost: f64,
}

/// How a way is judged.
pub trait Judgement {
    /// What a way costs by its two parts. Longer parts never cost less, a metre more never costs above a metre more until the whole is
    /// infinite: then the way does not count.
    fn cost(&self, first: Metres, onward: Metres) -> f64;

    /// Distances to the stop at which the cost leaps; near to them Karney's geodesic decides.
    fn leaps(&self) -> &[f64];
}

/// Stops in a tree.
#[derive(Debug, Clone)]
pub struct Chains {
    tree: Packed,
    /// The least way onward below each node, negative, as the tree keeps the largest.
    onward: Farthest,
    stops: Vec<Stop>,
}

impl Chains {
    /// An index of stops. Of ways that cost the same that by the earlier stop comes first.
    #[must_use]
    pub fn new(stops: Vec<Stop>) -> Self {
        let entries = (0u32..).zip(&stops).map(|(i, stop)| (stop.at.into(), i));
        let tree = Packed::by_halving(entries.collect(), LEAF);
        let onward = tree.farthest(|leaf| {
            let ways = tree.leaf(leaf);
            let ways = ways.map(|p| -stops[tree.item(p) as usize].onward.0);
            ways.fold(f64::NEG_INFINITY, f64::max)
        });
        Self {
            tree,
            onward,
            stops,
        }
    }

    /// The stops as they were given in.
    #[must_use]
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The `k`-th best way by different stops; `None` where fewer count. `best` is room for the search.
    pub fn kth(
        &self,
        from: Place,
        k: usize,
        judgement: &impl Judgement,
        best: &mut Vec<Chain>,
    ) -> Option<Chain> {
        best.clear();
        self.tree.cheapest(
            from.ecef.0,
            &self.onward,
            |straight, onward| judgement.cost(Metres((straight - SLACK).max(0.0)), Metres(-onward)),
            |position| {
                self.offer(from, position, k, judgement, best);
                match best.get(k.wrapping_sub(1)) {
                    Some(last) => last.cost + 2.0 * AGREEMENT,
                    None => f64::INFINITY,
                }
            },
        );
        (k > 0).then(|| best.get(k - 1).copied()).flatten()
    }

    fn offer(
        &self,
        from: Place,
        position: usize,
        k: usize,
        judgement: &impl Judgement,
        best: &mut Vec<Chain>,
    ) {
        let number = self.tree.item(position);
        let onward = self.stops[number as usize].onward;
        // The chord is no longer than the geodesic, so mostly it says that there is nothing to measure.
        let straight = self.tree.chord2(position, from.ecef.0).sqrt();
        let least = judgement.cost(Metres((straight - SLACK).max(0.0)), onward);
        let full = best.len() >= k;
        if least == f64::INFINITY || (full && least > best[k - 1].cost + 2.0 * AGREEMENT) {
            return;
        }
        let to = self.tree.place(position);
        let mut first = from.distance(&to);
        let near = |leap: &f64| (first.0 - leap).abs() <= AGREEMENT;
        if judgement.leaps().iter().any(near) {
            first = from.exact_distance(&to);
        }
        let cost = judgement.cost(first, onward);
        if cost == f64::INFINITY {
            return;
        }
        let new = Chain {
            stop: number,
            first,
            cost,
        };
        let at = best.partition_point(|old| self.is_before(from, old, &new, judgement));
        if at < k {
            best.truncate(k - 1);
            best.insert(at, new);
        }
    }

    /// Whether one way comes before another. Where their costs are too near to tell, Karney's geodesics tell; equal ones go by number.
    fn is_before(&self, from: Place, a: &Chain, b: &Chain, judgement: &impl Judgement) -> bool {
        if (a.cost - b.cost).abs() > 2.0 * AGREEMENT {
            return a.cost < b.cost;
        }
        let exact = |chain: &Chain| {
            let stop = &self.stops[chain.stop as usize];
            judgement.cost(from.exact_distance(&stop.at.into()), stop.onward)
        };
        (exact(a), a.stop) < (exact(b), b.stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::geodesic;
    use proptest::prelude::*;

    /// The whole way, with limits to both parts.
    struct Sum {
        limits: [f64; 2],
    }

    impl Judgement for Sum {
        fn cost(&self, first: Metres, onward: Metres) -> f64 {
            if first.0 <= self.limits[0] && onward.0 <= self.limits[1] {
                first.0 + onward.0
            } else {
                f64::INFINITY
            }
        }

        fn leaps(&self) -> &[f64] {
            &self.limits[..1]
        }
    }

    fn place() -> impl Strategy<Value = LonLat> {
        prop_oneof![
            (118.0..119.0, 34.0..35.0).prop_map(|(lon, lat)| LonLat::new(lon, lat)),
            // Some coincide.
            (0..4, 0..4).prop_map(|(x, y)| LonLat::new(
                118.0 + f64::from(x) * 0.2,
                34.0 + f64::from(y) * 0.2
            )),
        ]
    }

    proptest! {
        #[test]
        fn the_best_ways_are_those_of_all(
            stops in proptest::collection::vec((place(), 0u32..60), 0..80), from in place(),
            limits in (1e3..9e4, 1e3..9e4), which in 0usize..80, k in 1usize..4
        ) {
            let stops: Vec<Stop> = (0u32..).zip(stops).map(|(facility, (at, onward))| Stop {
                facility,
                at,
                onward: Metres(if onward < 3 { f64::INFINITY } else { f64::from(onward) * 1000.0 }),
            }).collect();
            // Every other time the limit stands exactly on a stop.
            let edge = stops.get(which).filter(|_| which % 2 == 0);
            let first = edge.map_or(limits.0, |stop| geodesic::distance(from, stop.at).0);
            let sum = Sum { limits: [first, limits.1] };
            let mut all: Vec<(f64, u32)> = stops.iter().map(|s| {
                (sum.cost(geodesic::distance(from, s.at), s.onward), s.facility)
            }).filter(|(cost, _)| cost.is_finite()).collect();
            all.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
            let found = Chains::new(stops).kth(from.into(), k, &sum, &mut Vec::new());
            prop_assert_eq!(found.map(|c| c.stop), all.get(k - 1).map(|a| a.1));
            if let (Some(found), Some((cost, _))) = (found, all.get(k - 1)) {
                prop_assert!((found.cost - cost).abs() <= AGREEMENT);
            }
        }
    }
}
