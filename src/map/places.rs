//! Every village's place, in an order in which neighbours lie side by side: built once per dataset, shared by all its scenes.
//!
//! The order is that of the Z curve (G. M. Morton, 1966): cells of a grid that halves again and again, so that a run of places is a
//! small patch of the map. What is out of sight is skipped by the run, and at far zoom one place per cell can stand for all in it.

use rayon::prelude::*;

use super::ground::near;
use crate::base::projection::mercator;
use crate::model::Dataset;

/// How often the grid halves: its finest cell is 2.4 m wide at the equator.
pub const FINEST: u8 = 24;
/// How many places a run has.
const RUN: usize = 256;
/// No place.
const NONE: u32 = u32::MAX;

/// A box in Web Mercator's plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Least x and y.
    pub low: [f64; 2],
    /// Greatest x and y.
    pub high: [f64; 2],
}

impl Span {
    /// The box around places; it has no room without any.
    #[must_use]
    pub fn around(places: &[[f64; 2]]) -> Self {
        let empty = Self {
            low: [f64::INFINITY; 2],
            high: [f64::NEG_INFINITY; 2],
        };
        places.iter().fold(empty, |s, [x, y]| Self {
            low: [s.low[0].min(*x), s.low[1].min(*y)],
            high: [s.high[0].max(*x), s.high[1].max(*y)],
        })
    }

    /// Whether both have a point in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        (0..2).all(|i| self.low[i] <= other.high[i] && other.low[i] <= self.high[i])
    }

    /// Whether a point lies in it or on its edge.
    #[must_use]
    pub fn holds(&self, at: [f64; 2]) -> bool {
        (0..2).all(|i| self.low[i] <= at[i] && at[i] <= self.high[i])
    }
}

/// The places of all villages that have one.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// In the order of the curve.
    at: Vec<[f64; 2]>,
    /// The village of each place.
    village: Vec<u32>,
    /// The place of each village, or [`NONE`].
    slot: Vec<u32>,
    /// The coarsest grid in which a place is the first one of its cell; beyond [`FINEST`] for one that shares its place.
    depth: Vec<u8>,
    /// The box around each run.
    runs: Vec<Span>,
    /// The villages without a place.
    unplaced: Vec<u32>,
    /// For each grid how many places are drawn of it: one for each of its cells that has any.
    drawn: Vec<u32>,
    inhabited: f64,
}

/// Every second bit of the result is one of `v`.
fn spread(v: u32) -> u64 {
    let mut v = u64::from(v);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        v = (v | (v << shift)) & mask;
    }
    v
}

/// The position along the curve.
fn curve([x, y]: [f64; 2], anchor: f64) -> u64 {
    let cells = f64::from(1u32 << FINEST);
    let cell = |v: f64| (v * cells).clamp(0.0, cells - 1.0) as u32;
    spread(cell(x - anchor + 0.5)) | (spread(cell(y)) << 1)
}

/// The cell of a place in the grid that has halved `level` times.
pub(super) fn cell_of(at: [f64; 2], anchor: f64, level: u8) -> u64 {
    curve(at, anchor) >> (2 * u32::from(FINEST - level.min(FINEST)))
}

/// So many places share a cell, on average, of the grid that tells where people live.
const NEIGHBOURS: usize = 8;

impl Places {
    /// The places of a dataset; each is the copy nearest to `anchor`.
    #[must_use]
    pub fn new(dataset: &Dataset, anchor: f64) -> Self {
        Self::of_some(dataset, anchor, |_| true)
    }

    /// The places of some villages, by index.
    #[must_use]
    pub fn of_some(dataset: &Dataset, anchor: f64, some: impl Fn(u32) -> bool + Sync) -> Self {
        let mut order: Vec<(u64, u32, [f64; 2])> = dataset
            .villages
            .par_iter()
            .enumerate()
            .filter(|(village, _)| some(*village as u32))
            .filter_map(|(village, v)| {
                let [x, y] = mercator(v.location?);
                let at = [near(x, anchor), y];
                Some((curve(at, anchor), village as u32, at))
            })
            .collect();
        order.par_sort_unstable_by_key(|(key, village, _)| (*key, *village));
        let mut slot = vec![NONE; dataset.villages.len()];
        let mut depth = Vec::with_capacity(order.len());
        let mut before: Option<u64> = None;
        for (i, (key, village, _)) in (0u32..).zip(&order) {
            slot[*village as usize] = i;
            depth.push(match before {
                None => 0,
                Some(last) if last == *key => FINEST + 1,
                Some(last) => FINEST - ((last ^ key).ilog2() / 2) as u8,
            });
            before = Some(*key);
        }
        let mut drawn = vec![0u32; usize::from(FINEST) + 1];
        for depth in depth.iter().filter(|d| **d <= FINEST) {
            drawn[usize::from(*depth)] += 1;
        }
        for level in 1..drawn.len() {
            drawn[level] += drawn[level - 1];
        }
        let at: Vec<[f64; 2]> = order.iter().map(|(_, _, at)| *at).collect();
        let missing = |(_, s): &(u32, &u32)| **s == NONE;
        let mut places = Self {
            village: order.iter().map(|(_, village, _)| *village).collect(),
            unplaced: (0u32..)
                .zip(&slot)
                .filter(missing)
                .map(|(v, _)| v)
                .collect(),
            runs: at.chunks(RUN).map(Span::around).collect(),
            at,
            slot,
            depth,
            drawn,
            inhabited: 0.0,
        };
        places.inhabited = places.measured();
        places
    }

    /// How many places are drawn when one stands for each cell of the grid that has halved `level` times.
    #[must_use]
    pub fn drawn(&self, level: u8) -> usize {
        let drawn = self.drawn.get(usize::from(level));
        drawn.map_or(self.at.len(), |n| *n as usize)
    }

    /// The part of Web Mercator's plane where villages lie, about.
    #[must_use]
    pub fn inhabited(&self) -> f64 {
        self.inhabited
    }

    /// The cells of a grid in which some lie together, or the box around all if that is smaller.
    fn measured(&self) -> f64 {
        let coarse = |level: &u8| self.drawn(*level) * NEIGHBOURS >= self.at.len();
        let level = (0..FINEST).find(coarse).unwrap_or(FINEST);
        let cells = self.drawn(level) as f64 * 0.25f64.powi(i32::from(level));
        let Span { low, high } = Span::around(&self.at);
        let all = ((high[0] - low[0]) * (high[1] - low[1])).max(0.0);
        // A single place, or a row of them, has no box to speak of.
        if all > 0.0 { cells.min(all) } else { cells }
    }

    /// How many villages have a place.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The place of a village in Web Mercator's plane.
    #[must_use]
    pub fn of(&self, village: u32) -> Option<[f64; 2]> {
        self.at
            .get(*self.slot.get(village as usize)? as usize)
            .copied()
    }

    /// The villages without a place here, in input order.
    #[must_use]
    pub fn unplaced(&self) -> &[u32] {
        &self.unplaced
    }

    /// All places with their villages, in input order.
    pub fn in_input_order(&self) -> impl Iterator<Item = (u32, [f64; 2])> + '_ {
        (0u32..)
            .zip(&self.slot)
            .filter(|(_, slot)| **slot != NONE)
            .map(|(village, slot)| (village, self.at[*slot as usize]))
    }

    /// The places in a box with their villages, in the order of the curve.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (u32, [f64; 2])> + '_ {
        self.slots(span)
            .map(|i| (self.village[i], self.at[i]))
            .filter(move |(_, at)| span.holds(*at))
    }

    /// The places in and around a box, one per cell of the grid that has halved `level` times. Which one it is depends on nothing
    /// else, so that a map that is moved does not flicker.
    pub fn thinned(&self, span: Span, level: u8) -> impl Iterator<Item = (u32, [f64; 2])> + '_ {
        self.slots(span)
            .filter(move |i| self.depth[*i] <= level)
            .map(|i| (self.village[i], self.at[i]))
    }

    /// All places in patches of neighbours: the box around each patch, with the villages in it and their places.
    pub fn patches(&self) -> impl Iterator<Item = (Span, &[u32], &[[f64; 2]])> {
        let villages = self.village.chunks(RUN).zip(self.at.chunks(RUN));
        let patches = self.runs.iter().zip(villages);
        patches.map(|(span, (villages, at))| (*span, villages, at))
    }

    fn slots(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let seen = move |(_, run): &(usize, &Span)| run.meets(&span);
        self.runs
            .iter()
            .enumerate()
            .filter(seen)
            .flat_map(|(i, _)| i * RUN..((i + 1) * RUN).min(self.at.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LonLat;
    use crate::map::fixture;
    use std::collections::BTreeSet;

    /// A thousand villages around 119° E 34° N, one without a place, two at the same one.
    fn places() -> (Dataset, Places) {
        let (mut dataset, _) = fixture::county();
        let one = dataset.villages[0].clone();
        let mut seed = 7u64;
        let mut chance = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 40) as f64 / f64::from(1 << 24)
        };
        let mut village = || {
            let mut village = one.clone();
            village.location = Some(LonLat::new(118.0 + 2.0 * chance(), 33.0 + 2.0 * chance()));
            village
        };
        dataset.villages = (0..1000).map(|_| village()).collect();
        dataset.villages[3].location = None;
        dataset.villages[5].location = dataset.villages[6].location;
        let places = Places::new(&dataset, 0.83);
        (dataset, places)
    }

    #[test]
    fn every_village_has_its_own_place() {
        let (dataset, places) = places();
        assert_eq!(places.len() + 1, dataset.villages.len());
        assert_eq!(places.unplaced(), [3]);
        for (i, village) in (0u32..).zip(&dataset.villages) {
            let at = village.location.map(mercator);
            assert_eq!(places.of(i), at);
        }
        let all: Vec<u32> = places.in_input_order().map(|(v, _)| v).collect();
        assert!(all.is_sorted() && all.len() == places.len());
    }

    #[test]
    fn a_box_holds_what_lies_in_it() {
        let (_, places) = places();
        let all: Vec<(u32, [f64; 2])> = places.in_input_order().collect();
        let middle = Span::around(&[all[0].1, all[40].1]);
        let found: BTreeSet<u32> = places.within(middle).map(|(v, _)| v).collect();
        let held = all.iter().filter(|(_, at)| middle.holds(*at));
        assert_eq!(found, held.map(|(v, _)| *v).collect());
    }

    #[test]
    fn a_thinned_map_has_one_place_in_every_cell_that_has_any() {
        let (_, places) = places();
        let all: Vec<[f64; 2]> = places.in_input_order().map(|(_, at)| at).collect();
        let everywhere = Span::around(&all);
        for level in [0, 6, 10, 14, FINEST] {
            let cell = |at: &[f64; 2]| curve(*at, 0.83) >> (2 * (FINEST - level));
            let cells: BTreeSet<u64> = all.iter().map(cell).collect();
            let drawn: Vec<u64> = places
                .thinned(everywhere, level)
                .map(|(_, at)| cell(&at))
                .collect();
            assert_eq!(drawn.len(), cells.len(), "level {level}");
            assert_eq!(cells, drawn.into_iter().collect());
        }
        assert_eq!(places.thinned(everywhere, FINEST + 1).count(), all.len());
    }
}
