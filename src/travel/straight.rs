//! The straight line over the ellipsoid: geodesics, found through packed trees of earth-centred points.
//!
//! A chord is never longer than its geodesic, so candidates come in the order of their chords and the search ends at the first chord
//! that exceeds the best geodesic so far: exact everywhere, also at the poles and across 180°. Distances agree with Karney's within
//! [`AGREEMENT`]; wherever that could matter (two facilities about equally near, a distance about equal to a limit), Karney's decides.

use std::cmp::Ordering;

use super::packed::{Box3, Entry, Packed};
use super::{Costs, Origins, Reached};
use crate::base::ecef::{ROUNDING, geodesic_upper_bound, sure_chord};
use crate::base::place::AGREEMENT;
use crate::base::{Ecef, LonLat, Metres, Place, geodesic};

/// Facilities in a leaf.
const LEAF: usize = 8;
/// A group's tree is built anew when this many of its facilities stand beside it.
const MOST_LOOSE: usize = 32;

/// Facilities by group.
#[derive(Debug, Clone)]
pub struct StraightLine {
    groups: Vec<Group>,
}

/// One group: a tree, and the facilities that came after it was built.
#[derive(Debug, Clone)]
struct Group {
    tree: Packed,
    loose: Vec<Entry>,
}

impl StraightLine {
    /// An index of the facilities of each group: number and place.
    #[must_use]
    pub fn new(groups: Vec<Vec<(u32, LonLat)>>) -> Self {
        let group = |list: Vec<(u32, LonLat)>| Group {
            tree: Packed::by_halving(
                list.into_iter().map(|(i, at)| (at.into(), i)).collect(),
                LEAF,
            ),
            loose: Vec::new(),
        };
        Self {
            groups: groups.into_iter().map(group).collect(),
        }
    }

    /// A facility joins a group. Nothing happens where there is no such group.
    pub fn add(&mut self, group: usize, facility: u32, at: LonLat) {
        let Some(group) = self.groups.get_mut(group) else {
            return;
        };
        group.loose.push((at.into(), facility));
        if group.loose.len() > MOST_LOOSE {
            let tree = &group.tree;
            let kept = (0..tree.len())
                .map(|p| (tree.place(p), tree.item(p)))
                .filter(|(_, item)| *item != u32::MAX);
            let all = kept.chain(group.loose.drain(..)).collect();
            group.tree = Packed::by_halving(all, LEAF);
        }
    }

    /// A facility leaves a group. Nothing happens where it is not in it.
    pub fn remove(&mut self, group: usize, facility: u32) {
        if let Some(group) = self.groups.get_mut(group) {
            let before = group.loose.len();
            group.loose.retain(|(_, item)| *item != facility);
            if group.loose.len() == before {
                group.tree.remove(facility);
            }
        }
    }
}

/// The nearest so far, in order.
struct Nearest<'a> {
    from: Place,
    k: usize,
    found: &'a mut Vec<(Reached, LonLat)>,
}

impl Nearest<'_> {
    /// The chord beyond which no facility can be among the nearest.
    fn limit(&self) -> f64 {
        if self.found.len() < self.k {
            f64::INFINITY
        } else {
            self.found[self.k - 1].0.distance.0 + 2.0 * AGREEMENT
        }
    }

    fn offer(&mut self, facility: u32, place: &Place) {
        let distance = self.from.distance(place);
        let new = (Reached { facility, distance }, place.at);
        let at = self
            .found
            .partition_point(|old| compare(self.from.at, old, &new).is_lt());
        if at < self.k {
            self.found.truncate(self.k - 1);
            self.found.insert(at, new);
        }
    }
}

impl Group {
    fn nearest(&self, from: Place, k: usize, found: &mut Vec<(Reached, LonLat)>) {
        found.clear();
        if k == 0 {
            return;
        }
        let mut nearest = Nearest { from, k, found };
        for (place, item) in &self.loose {
            if place.ecef.chord2(from.ecef).sqrt() <= nearest.limit() {
                nearest.offer(*item, place);
            }
        }
        let limit = nearest.limit();
        self.tree.search(from.ecef.0, limit * limit, |position, _| {
            nearest.offer(self.tree.item(position), &self.tree.place(position));
            let limit = nearest.limit();
            limit * limit
        });
    }

    /// A chord from a point within which there are `k` facilities; infinite where there are fewer.
    fn chord_to(&self, from: [f64; 3], k: usize, nearest: &mut Vec<f64>) -> f64 {
        if k == 1 {
            let loose = self.loose.iter().map(|(p, _)| p.ecef.chord2(Ecef(from)));
            let mut least2 = loose.fold(f64::INFINITY, f64::min);
            self.tree.search(from, least2, |_, chord2| {
                least2 = chord2;
                chord2
            });
            return least2.sqrt();
        }
        nearest.clear();
        let offer = |chord2: f64, nearest: &mut Vec<f64>| {
            let at = nearest.partition_point(|c| *c <= chord2);
            if at < k {
                nearest.truncate(k - 1);
                nearest.insert(at, chord2);
            }
            nearest.get(k - 1).copied().unwrap_or(f64::INFINITY)
        };
        for (place, _) in &self.loose {
            offer(place.ecef.chord2(Ecef(from)), nearest);
        }
        let limit2 = nearest.get(k - 1).copied().unwrap_or(f64::INFINITY);
        self.tree
            .search(from, limit2, |_, chord2| offer(chord2, nearest));
        nearest
            .get(k - 1)
            .map_or(f64::INFINITY, |chord2| chord2.sqrt())
    }
}

/// The facilities that may matter to a bucket, in columns.
#[derive(Debug, Default)]
struct Candidates {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    chord2: Vec<f64>,
    of: Vec<(u32, LonLat)>,
}

/// Room that searches use one after the other.
#[derive(Debug, Default)]
pub struct Scratch {
    candidates: Candidates,
    chords: Vec<f64>,
    found: Vec<(Reached, LonLat)>,
}

impl Candidates {
    /// Takes the facilities of a group whose chord from a box is within the limit.
    fn gather(&mut self, group: &Group, around: &Box3, limit: f64) {
        self.x.clear();
        self.y.clear();
        self.z.clear();
        self.of.clear();
        let limit2 = limit * limit;
        let mut take = |[x, y, z]: [f64; 3], item: u32, at: LonLat| {
            if Box3::point([x, y, z]).apart2(around) <= limit2 && x < f64::INFINITY {
                self.x.push(x);
                self.y.push(y);
                self.z.push(z);
                self.of.push((item, at));
            }
        };
        for (place, item) in &group.loose {
            take(place.ecef.0, *item, place.at);
        }
        let tree = &group.tree;
        tree.near_box(around, limit2, |positions| {
            for position in positions {
                take(tree.point(position), tree.item(position), tree.at(position));
            }
        });
    }

    /// Measures all chords from a place and gives the square of the shortest.
    #[allow(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the processor's own instructions"
    )]
    #[inline(always)]
    fn measure(&mut self, from: [f64; 3]) -> f64 {
        self.chord2.clear();
        let (x, y, z) = (&self.x, &self.y, &self.z);
        let chords = x.iter().zip(y).zip(z).map(|((x, y), z)| {
            let (x, y, z) = (x - from[0], y - from[1], z - from[2]);
            x * x + y * y + z * z
        });
        self.chord2.extend(chords);
        // Four at a time: a minimum after the other would wait for each.
        let mut least = [f64::INFINITY; 4];
        let mut fours = self.chord2.chunks_exact(4);
        for four in &mut fours {
            for (least, chord2) in least.iter_mut().zip(four) {
                *least = if chord2 < least { *chord2 } else { *least };
            }
        }
        let rest = fours.remainder().iter().copied();
        least.into_iter().chain(rest).fold(f64::INFINITY, f64::min)
    }

    /// A candidate's place.
    fn place(&self, i: usize) -> Place {
        Place {
            at: self.of[i].1,
            ecef: Ecef([self.x[i], self.y[i], self.z[i]]),
        }
    }

    /// The nearest candidate to a place.
    #[allow(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the processor's own instructions"
    )]
    #[inline(always)]
    fn nearest(&mut self, from: Place) -> Reached {
        let least2 = self.measure(from.ecef.0);
        if least2 == f64::INFINITY {
            return Reached::NONE;
        }
        let limit = geodesic_upper_bound(Metres(least2.sqrt())).0 + 2.0 * AGREEMENT;
        let limit2 = limit * limit;
        let reached = |i: usize| Reached {
            facility: self.of[i].0,
            distance: from.distance(&self.place(i)),
        };
        let near = |chord2: &&f64| **chord2 <= limit2;
        let many = self.chord2.iter().map(|c| u32::from(near(&c))).sum::<u32>() > 1;
        let first = self
            .chord2
            .iter()
            .position(|c| near(&c))
            .unwrap_or_default();
        let mut best = (reached(first), self.of[first].1);
        // Mostly there is no other as near.
        if many {
            for i in first + 1..self.of.len() {
                let next = (reached(i), self.of[i].1);
                if self.chord2[i] <= limit2 && compare(from.at, &next, &best).is_lt() {
                    best = next;
                }
            }
        }
        best.0
    }
}

/// The nearest candidate to each place of a bucket; compiled for the processor's own vector instructions too.
struct NearestOfEach<'a> {
    candidates: &'a mut Candidates,
    origins: &'a Origins,
    slots: std::ops::Range<usize>,
    into: &'a mut Vec<Reached>,
}

impl pulp::NullaryFnOnce for NearestOfEach<'_> {
    type Output = ();

    #[allow(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the processor's own instructions"
    )]
    #[inline(always)]
    fn call(self) {
        for slot in self.slots {
            self.into
                .push(self.candidates.nearest(self.origins.place(slot)));
        }
    }
}

/// Which of two comes first. Where their distances are too near to tell, Karney's tells; equal ones go by number.
#[inline]
fn compare(from: LonLat, a: &(Reached, LonLat), b: &(Reached, LonLat)) -> Ordering {
    let (da, db) = (a.0.distance.0, b.0.distance.0);
    if (da - db).abs() > 2.0 * AGREEMENT {
        da.total_cmp(&db)
    } else {
        by_exact_distance(from, (a.0.facility, a.1), (b.0.facility, b.1))
    }
}

impl Costs for StraightLine {
    fn nearest(&self, group: usize, from: LonLat, k: usize, into: &mut Vec<Reached>) {
        into.clear();
        if let Some(group) = self.groups.get(group) {
            let mut found = Vec::with_capacity(k);
            group.nearest(from.into(), k, &mut found);
            into.extend(found.iter().map(|(reached, _)| *reached));
        }
    }

    fn nearest_of_bucket(
        &self,
        group: usize,
        origins: &Origins,
        bucket: usize,
        k: usize,
        scratch: &mut Scratch,
        into: &mut Vec<Reached>,
    ) {
        into.clear();
        let slots = origins.bucket(bucket);
        let Some(group) = self.groups.get(group).filter(|_| k > 0) else {
            into.resize(slots.len() * k, Reached::NONE);
            return;
        };
        let Scratch {
            candidates,
            chords,
            found,
        } = scratch;
        let around = origins.packed.leaf_box(bucket);
        let (middle, half) = around.middle();
        // From every place of the bucket there are k facilities within this chord, so none is needed that is farther than the longest
        // geodesic of such a chord.
        let within = group.chord_to(middle, k, chords) + half;
        let limit = if within < f64::INFINITY {
            geodesic_upper_bound(Metres(within)).0 + 2.0 * AGREEMENT
        } else {
            f64::INFINITY
        };
        candidates.gather(group, &around, limit);
        if k == 1 {
            pulp::Arch::new().dispatch(NearestOfEach {
                candidates,
                origins,
                slots,
                into,
            });
            return;
        }
        for slot in slots {
            let from = origins.place(slot);
            candidates.measure(from.ecef.0);
            found.clear();
            let mut nearest = Nearest { from, k, found };
            let mut limit2 = f64::INFINITY;
            for i in 0..candidates.of.len() {
                if candidates.chord2[i] <= limit2 {
                    nearest.offer(candidates.of[i].0, &candidates.place(i));
                    let limit = nearest.limit();
                    limit2 = limit * limit;
                }
            }
            into.extend(found.iter().map(|(reached, _)| *reached));
            into.extend((found.len()..k).map(|_| Reached::NONE));
        }
    }

    fn count_within(&self, group: usize, from: LonLat, limit: Metres) -> u32 {
        let Some(group) = self.groups.get(group) else {
            return 0;
        };
        let from = Place::from(from);
        let sure = sure_chord(limit);
        let widest = limit.0 + ROUNDING;
        // Next to all are decided by the bound; the few others by the geodesic itself.
        let within = |chord2: f64, place: &Place| {
            chord2 <= widest * widest
                && ((sure >= 0.0 && chord2 <= sure * sure) || is_within(&from, place, limit))
        };
        let loose = group.loose.iter();
        let mut count = loose
            .filter(|(place, _)| within(place.ecef.chord2(from.ecef), place))
            .count() as u32;
        let tree = &group.tree;
        tree.search(from.ecef.0, widest * widest, |position, chord2| {
            count += u32::from(within(chord2, &tree.place(position)));
            widest * widest
        });
        count
    }

    #[inline]
    fn against(
        &self,
        limit: Metres,
        from: LonLat,
        known: Metres,
        facility: &dyn Fn() -> LonLat,
    ) -> Metres {
        if (known.0 - limit.0).abs() > AGREEMENT {
            known
        } else {
            Place::from(from).exact_distance(&facility().into())
        }
    }

    #[inline]
    fn nearer(
        &self,
        from: LonLat,
        a: Reached,
        b: Reached,
        place_of: &dyn Fn(u32) -> LonLat,
    ) -> Ordering {
        if (a.distance.0 - b.distance.0).abs() > 2.0 * AGREEMENT {
            return a.distance.0.total_cmp(&b.distance.0);
        }
        let known = |r: Reached| (r.facility, place_of(r.facility));
        by_exact_distance(from, known(a), known(b))
    }
}

/// Which of two facilities is nearer by Karney's geodesic; equal distances go to the lower number.
fn by_exact_distance(from: LonLat, a: (u32, LonLat), b: (u32, LonLat)) -> Ordering {
    let order = if a.1 == b.1 {
        Ordering::Equal
    } else {
        let exact = |at| geodesic::distance(from, at).0;
        exact(a.1).total_cmp(&exact(b.1))
    };
    order.then(a.0.cmp(&b.0))
}

/// Whether two places are no farther apart than the limit, by Karney's geodesic.
fn is_within(a: &Place, b: &Place, limit: Metres) -> bool {
    let distance = a.distance(b);
    if (distance.0 - limit.0).abs() > AGREEMENT {
        distance <= limit
    } else {
        a.exact_distance(b) <= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn oracle(places: &[(u32, LonLat)], from: LonLat) -> Vec<Reached> {
        let mut all: Vec<Reached> = places
            .iter()
            .map(|(facility, at)| Reached {
                facility: *facility,
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

    fn numbered(places: &[LonLat]) -> Vec<(u32, LonLat)> {
        (0u32..).zip(places.iter().copied()).collect()
    }

    fn check(found: &[Reached], truth: &[Reached]) -> Result<(), TestCaseError> {
        prop_assert_eq!(found.len(), truth.len());
        for (found, truth) in found.iter().zip(truth) {
            prop_assert_eq!(found.facility, truth.facility);
            prop_assert!((found.distance.0 - truth.distance.0).abs() <= AGREEMENT);
        }
        Ok(())
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
            let index = StraightLine::new(vec![numbered(&places)]);
            let mut found = Vec::new();
            index.nearest(0, from, k, &mut found);
            let mut truth = oracle(&numbered(&places), from);
            truth.truncate(k);
            check(&found, &truth)?;
        }

        #[test]
        fn a_bucket_is_answered_as_each_of_its_places(
            places in proptest::collection::vec(anywhere(), 0..60), from in proptest::collection::vec(anywhere(), 1..60), k in 1usize..4
        ) {
            let index = StraightLine::new(vec![numbered(&places)]);
            let origins = Origins::new(from.len(), |i| Some(from[i]));
            let (mut found, mut each) = (Vec::new(), Vec::new());
            for bucket in 0..origins.buckets() {
                index.nearest_of_bucket(0, &origins, bucket, k, &mut Scratch::default(), &mut found);
                for (slot, found) in origins.bucket(bucket).zip(found.chunks(k)) {
                    index.nearest(0, origins.place(slot).at, k, &mut each);
                    each.resize(k, Reached::NONE);
                    prop_assert_eq!(found, &each[..]);
                }
            }
        }

        #[test]
        fn an_edited_index_answers_as_a_new_one(
            places in proptest::collection::vec(anywhere(), 1..60), moves in proptest::collection::vec((0u32..60, anywhere()), 1..80),
            from in anywhere(), k in 1usize..4
        ) {
            let mut now = numbered(&places);
            let mut index = StraightLine::new(vec![now.clone()]);
            for (facility, to) in moves {
                index.remove(0, facility);
                now.retain(|(f, _)| *f != facility);
                // Every third one stays closed.
                if facility % 3 != 0 {
                    index.add(0, facility, to);
                    now.push((facility, to));
                }
            }
            let mut found = Vec::new();
            index.nearest(0, from, k, &mut found);
            let mut truth = oracle(&now, from);
            let edge = truth.last().map_or(Metres(1.0), |r| r.distance);
            prop_assert_eq!(index.count_within(0, from, edge) as usize, truth.len());
            truth.truncate(k);
            check(&found, &truth)?;
        }

        #[test]
        fn the_count_is_that_of_all_pairs(
            places in proptest::collection::vec(anywhere(), 1..60), from in anywhere(), which in 0usize..60, nudge in -1e-6..1e-6
        ) {
            let index = StraightLine::new(vec![numbered(&places)]);
            // The radius stands within a micrometre of a facility's distance, or exactly on it.
            let edge = geodesic::distance(from, places[which % places.len()]).0;
            for limit in [edge, f64::max(edge + nudge, 0.0)] {
                let truth = oracle(&numbered(&places), from).iter().filter(|r| r.distance.0 <= limit).count();
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
