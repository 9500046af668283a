//! The places that ask, in spatial order: neighbours are answered together and kept together.

use std::sync::Arc;

use rayon::prelude::*;

use super::packed::{Farthest, Packed};
use crate::base::place::AGREEMENT;
use crate::base::{LonLat, Metres, Place};

/// Places of a bucket: near each other, so that one search serves them all.
const BUCKET: usize = 32;

/// Places in the order of a Hilbert curve over longitude and latitude, in buckets of neighbours.
///
/// A place has a *slot*: its position in that order. Places that are `None` have the last slots.
#[derive(Debug)]
pub struct Origins {
    pub(super) packed: Packed,
    slots: Arc<[u32]>,
}

/// For every bucket, and every group of buckets, the largest of a value of its places; says whom a change can concern.
#[derive(Debug, Clone, Default)]
pub struct Concern(Farthest);

impl Origins {
    /// So many places, by number.
    #[must_use]
    pub fn new(count: usize, place: impl Fn(usize) -> Option<LonLat> + Sync) -> Self {
        let nowhere = LonLat::new(f64::NAN, f64::NAN);
        // Side by side: they are asked for again in the order of the curve, and would be far apart where they come from.
        let all: Vec<LonLat> = (0..count)
            .into_par_iter()
            .map(|i| place(i).unwrap_or(nowhere))
            .collect();
        let key = |(i, p): (usize, &LonLat)| (hilbert(*p), i as u32);
        let mut order: Vec<(u32, u32)> = all.par_iter().enumerate().map(key).collect();
        if all.iter().any(|p| p.lon.is_nan()) {
            order.retain(|(_, item)| !all[*item as usize].lon.is_nan());
        }
        radsort::sort_by_key(&mut order, |(key, _)| *key);
        let items: Vec<u32> = order.into_iter().map(|(_, item)| item).collect();
        let mut slots = vec![u32::MAX; count];
        for (item, slot) in items.iter().zip(0u32..) {
            slots[*item as usize] = slot;
        }
        let placeless = slots.iter_mut().filter(|slot| **slot == u32::MAX);
        for (slot, last) in placeless.zip(items.len() as u32..) {
            *slot = last;
        }
        Self {
            packed: Packed::in_order(items, |item| all[item as usize], BUCKET),
            slots: slots.into(),
        }
    }

    /// How many have a place.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether none has a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.packed.len() == 0
    }

    /// The slot of each place, by number.
    #[must_use]
    pub fn slots(&self) -> &Arc<[u32]> {
        &self.slots
    }

    /// The number of the place in a slot.
    #[must_use]
    pub fn number(&self, slot: usize) -> u32 {
        self.packed.item(slot)
    }

    /// The place in a slot.
    #[must_use]
    pub fn place(&self, slot: usize) -> Place {
        self.packed.place(slot)
    }

    /// How many buckets there are.
    #[must_use]
    pub fn buckets(&self) -> usize {
        self.packed.leaves()
    }

    /// The slots of a bucket.
    #[must_use]
    pub fn bucket(&self, bucket: usize) -> std::ops::Range<usize> {
        self.packed.leaf(bucket)
    }

    /// The bucket of a slot.
    #[must_use]
    pub fn bucket_of(&self, slot: usize) -> usize {
        slot / BUCKET
    }

    /// Whether a place may be no farther than `limit` from the place in a slot: false only where it certainly is.
    #[must_use]
    pub fn may_reach(&self, slot: usize, from: Place, limit: Metres) -> bool {
        let limit = limit.0 + AGREEMENT;
        limit >= 0.0 && self.packed.chord2(slot, from.ecef.0) <= limit * limit
    }

    /// The largest value in every bucket, by slot.
    #[must_use]
    pub fn concern(&self, value: impl Fn(usize) -> f64) -> Concern {
        Concern(self.packed.farthest(|b| largest(self.bucket(b), &value)))
    }

    /// Brings a bucket's largest value up to date.
    pub fn renew(&self, concern: &mut Concern, bucket: usize, value: impl Fn(usize) -> f64) {
        let value = largest(self.bucket(bucket), &value);
        self.packed.renew(&mut concern.0, bucket, value);
    }

    /// Visits the buckets in which a place may be no farther from `from` than its value, metres. Straight distances are compared,
    /// which are never longer than any way over the ground.
    pub fn concerned(&self, from: Place, concern: &Concern, visit: impl FnMut(usize)) {
        self.packed.concerned(from.ecef.0, &concern.0, visit);
    }
}

fn largest(slots: std::ops::Range<usize>, value: &impl Fn(usize) -> f64) -> f64 {
    slots.map(value).fold(f64::NEG_INFINITY, f64::max) + AGREEMENT
}

/// By state (how the square at work lies) and the bits of x and y: the quarter's number along the curve, and the state inside it.
const STEPS: [[(u32, usize); 4]; 4] = [
    [(0, 1), (1, 0), (3, 3), (2, 0)],
    [(0, 0), (3, 2), (1, 1), (2, 1)],
    [(2, 2), (3, 1), (1, 2), (0, 3)],
    [(2, 3), (1, 3), (3, 0), (0, 2)],
];
/// The same for two steps at once: two bits of x, then two of y.
const TWO_STEPS: [[(u32, usize); 16]; 4] = {
    let mut table = [[(0, 0); 16]; 4];
    let mut state = 0;
    while state < 4 {
        let mut bits = 0;
        while bits < 16 {
            let (x, y) = (bits >> 2, bits & 3);
            let (first, inside) = STEPS[state][(x >> 1) << 1 | y >> 1];
            let (second, next) = STEPS[inside][(x & 1) << 1 | y & 1];
            table[state][bits] = (first << 2 | second, next);
            bits += 1;
        }
        state += 1;
    }
    table
};

/// The same for four steps at once: four bits of x, then four of y.
const FOUR_STEPS: [[(u8, u8); 256]; 4] = {
    let mut table = [[(0, 0); 256]; 4];
    let mut state = 0;
    while state < 4 {
        let mut bits = 0;
        while bits < 256 {
            let (x, y) = (bits >> 4, bits & 15);
            let (first, inside) = TWO_STEPS[state][(x >> 2) << 2 | y >> 2];
            let (second, next) = TWO_STEPS[inside][(x & 3) << 2 | y & 3];
            table[state][bits] = ((first << 4 | second) as u8, next as u8);
            bits += 1;
        }
        state += 1;
    }
    table
};

/// The position along a Hilbert curve of 65 536 × 65 536 cells over the plate carrée (Hilbert 1891).
fn hilbert(p: LonLat) -> u32 {
    const CELLS: f64 = 65_535.0;
    let x = ((p.lon + 180.0) / 360.0 * CELLS).clamp(0.0, CELLS) as u32;
    let y = ((p.lat + 90.0) / 180.0 * CELLS).clamp(0.0, CELLS) as u32;
    let (mut along, mut state) = (0, 0u8);
    for bit in [12, 8, 4, 0] {
        let bits = (x >> bit & 15) << 4 | (y >> bit & 15);
        let (digits, next) = FOUR_STEPS[usize::from(state)][bits as usize];
        along = along << 8 | u32::from(digits);
        state = next;
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_slot_of_its_own() {
        let places: Vec<Option<LonLat>> = (0..500)
            .map(|i| {
                (i % 7 != 3).then(|| {
                    LonLat::new(
                        f64::from(i * 37 % 360) - 180.0,
                        f64::from(i * 11 % 181) - 90.0,
                    )
                })
            })
            .collect();
        let origins = Origins::new(places.len(), |i| places[i]);
        let mut taken = vec![false; places.len()];
        for (i, slot) in origins.slots().iter().enumerate() {
            assert!(!std::mem::replace(&mut taken[*slot as usize], true));
            let place = places[i];
            assert_eq!((*slot as usize) < origins.len(), place.is_some());
            if let Some(place) = place {
                assert_eq!(origins.number(*slot as usize), i as u32);
                assert_eq!(origins.place(*slot as usize).at, place);
            }
        }
    }

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_map() {
        // Walking all cells of a coarse grid along the curve never leaves the next cell.
        let side = 64;
        let mut cells: Vec<(u32, i32, i32)> = (0..side * side)
            .map(|i| (i % side, i / side))
            .map(|(x, y)| {
                let at = LonLat::new(
                    (f64::from(x) + 0.5) / f64::from(side) * 360.0 - 180.0,
                    (f64::from(y) + 0.5) / f64::from(side) * 180.0 - 90.0,
                );
                (hilbert(at), x, y)
            })
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            let ((_, ax, ay), (_, bx, by)) = (pair[0], pair[1]);
            assert_eq!((ax - bx).abs() + (ay - by).abs(), 1, "{pair:?}");
        }
    }

    #[test]
    fn a_point_concerns_those_who_reach_as_far() {
        let places: Vec<Option<LonLat>> = (0..1000)
            .map(|i| Some(LonLat::new(f64::from(i) * 0.01, f64::from(i % 10) * 0.01)))
            .collect();
        let origins = Origins::new(places.len(), |i| places[i]);
        let mut reach = vec![500.0; places.len()];
        let mut concern = origins.concern(|slot| reach[slot]);
        let here = Place::from(LonLat::new(5.0, 0.0));
        let far = origins.slots()[900] as usize;
        reach[far] = 1e6;
        origins.renew(&mut concern, origins.bucket_of(far), |slot| reach[slot]);
        let mut found = Vec::new();
        origins.concerned(here, &concern, |bucket| {
            found.extend(origins.bucket(bucket));
        });
        for (slot, reach) in reach.iter().enumerate() {
            let chord = origins.place(slot).ecef.chord2(here.ecef).sqrt();
            assert!(chord > *reach || found.contains(&slot));
        }
        assert!(found.contains(&far) && found.len() < 100);
    }
}
