//! What of a crowd is drawn: from afar marks stand so close that each hides the next, and the map says nothing any more.
//!
//! Nothing that is beyond reach is ever left out: gaps that would lie on one another become one disc as large as all of them, so that
//! the red on the map stays in proportion to the people; where even these would cover the map, all shrink alike. What is quiet gives way: dots of villages within reach are thinned, tiers
//! whose facilities would touch wait until one comes nearer. What is drawn depends on the scale only, not on where the view stands:
//! nothing flickers while the map is moved.

use std::collections::BTreeMap;

use super::drawn::DISTANCES;
use super::places::{FINEST, Places, Span, cell_of};
use super::scene::{FacilityMark, FacilityState, LegendTier, Scene, VillageMark};
use crate::model::MapLook;

/// The side of the cells in which gaps become one disc, points of marks; between once and twice as wide at any scale.
const GAP_CELL: f64 = 7.0;
/// Gaps whose discs would fill more than this share of their cell become one.
const GAP_SHARE: f64 = 0.3;
/// The largest radius of a disc for the side of its cell.
const LARGEST: f64 = 0.62;
/// No disc is smaller, points: the least that is seen.
const LEAST: f32 = 0.8;
/// Room for a dot, points.
const DOT_ROOM: f64 = 3.4;
/// A tier is drawn where each facility of it and of higher ones has so many times the room of its mark.
const FACILITY_ROOM: f64 = 7.0;

/// One or several gaps in one disc.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapDisc {
    /// Its middle in Mercator's unit square: the gap's place, or the middle of all, weighted by their people.
    pub at: [f64; 2],
    /// Its radius in points: its area is that of all.
    pub radius: f32,
    /// How many villages it stands for.
    pub villages: u32,
    /// The class of distance in which most of its people live; `None`: villages are not coloured by it.
    pub distance: Option<u8>,
}

/// How much larger than in the scene marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkSizes {
    /// Of villages.
    pub villages: f32,
    /// Of facilities.
    pub facilities: f32,
}

impl Default for MarkSizes {
    fn default() -> Self {
        Self {
            villages: 1.0,
            facilities: 1.0,
        }
    }
}

impl MarkSizes {
    /// The sizes of a look.
    #[must_use]
    pub fn of(look: &MapLook) -> Self {
        Self {
            villages: look.villages.size.factor(),
            facilities: look.facilities.size.factor(),
        }
    }
}

/// How the marks of a scene share the room that a scale gives them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Crowd {
    /// The gaps, larger ones first.
    pub gaps: Vec<GapDisc>,
    /// How much all of them shrink so that none covers its neighbours: 1 where there is room.
    pub shrink: f32,
    /// The grid by which the dots are thinned (see [`Places::thinned`]).
    pub dots: u8,
    /// The tiers that wait until one comes nearer.
    pub waiting: Vec<u16>,
    /// How large marks are drawn.
    pub sizes: MarkSizes,
    /// The cells in which gaps may share a disc; `None`: each has its own.
    cells: Option<Cells>,
}

impl Crowd {
    /// The gaps that share a disc with a gap, itself among them; empty where it has its own.
    #[must_use]
    pub fn together(&self, scene: &Scene, village: u32) -> Vec<u32> {
        let own = scene.gaps().iter().find(|m| m.village == village);
        let (Some(own), Some(cells)) = (own, self.cells) else {
            return Vec::new();
        };
        let cell = |m: &VillageMark| cell_of(m.at, scene.anchor, cells.level);
        let here = cell(own);
        let (mut members, mut all) = (Vec::new(), 0.0);
        for mark in scene.gaps().iter().filter(|m| cell(m) == here) {
            members.push(mark.village);
            all += weight(mark, self.sizes.villages);
        }
        let shared = members.len() > 1 && all > cells.most;
        if shared { members } else { Vec::new() }
    }

    /// What the sizes of the discs mean: round numbers of people with the radius in points, largest first; at most three.
    #[must_use]
    pub fn gap_sizes(&self, scene: &Scene) -> Vec<(f64, f32)> {
        let larger = self.sizes.villages;
        let usual = scene.legend.gap_sizes.iter();
        let usual: Vec<(f64, f32)> = usual.map(|(n, r)| (*n, r * larger)).collect();
        let merged = self.gaps.iter().any(|g| g.villages > 1);
        // The people of a disc grow with its area; the smallest mark may be larger than its people ask for.
        let Some((people, radius)) = usual.first().copied().filter(|_| merged) else {
            return usual;
        };
        let each = people / f64::from(radius * radius);
        let largest = self.gaps.first().map_or(0.0, |g| f64::from(g.radius));
        let shrink = f64::from(self.shrink);
        let most = each * (largest / shrink).powi(2);
        let round = |v: f64| {
            let power = 10f64.powf(v.max(1.0).log10().floor());
            let digit = [5.0, 2.0, 1.0].into_iter().find(|d| d * power <= v);
            digit.unwrap_or(1.0) * power
        };
        let sizes = [1.0, 5.0, 25.0].map(|part| round(most / part));
        let sized = sizes.map(|people| (people, ((people / each).sqrt() * shrink) as f32));
        sized.into_iter().filter(|(_, r)| *r >= LEAST).collect()
    }

    /// The crowd at a scale: points of marks per width of the world.
    #[must_use]
    pub fn new(scene: &Scene, scale: f64, sizes: MarkSizes) -> Self {
        let room = inhabited(scene) * scale * scale;
        let cells = Cells::of(scale);
        let (gaps, shrink) = discs(scene, cells, sizes.villages);
        Self {
            gaps,
            shrink,
            dots: dots(&scene.places, room, sizes.villages),
            waiting: waiting(scene, room, sizes.facilities),
            sizes,
            cells,
        }
    }

    /// Whether a facility is drawn.
    #[must_use]
    pub fn shows(&self, mark: &FacilityMark) -> bool {
        let edited = matches!(
            mark.state,
            FacilityState::Moved
                | FacilityState::Added
                | FacilityState::Failing
                | FacilityState::Unsure
        );
        self.shows_tier(mark.tier, edited)
    }

    /// Whether facilities of a tier are drawn. One that an edit moved or added, or that fails a rule, always is.
    #[must_use]
    pub fn shows_tier(&self, tier: u16, edited: bool) -> bool {
        edited || !self.waiting.contains(&tier)
    }
}

/// The finest grid by which each dot has its room.
fn dots(places: &Places, room: f64, size: f32) -> u8 {
    let most = room / (DOT_ROOM * f64::from(size)).powi(2);
    if places.len() as f64 <= most {
        return u8::MAX;
    }
    let fits = |level: &u8| places.drawn(*level) as f64 <= most;
    (0..=FINEST).rev().find(fits).unwrap_or(0)
}

/// The part of Web Mercator's plane that marks share: where villages lie, before there are any the box around the facilities.
fn inhabited(scene: &Scene) -> f64 {
    if !scene.places.is_empty() {
        return scene.places.inhabited();
    }
    let places: Vec<[f64; 2]> = scene.facilities.iter().map(|f| f.at).collect();
    if places.is_empty() {
        return 0.0;
    }
    let Span { low, high } = Span::around(&places);
    (high[0] - low[0]) * (high[1] - low[1])
}

/// From the highest tier on: below one that waits all wait, or small marks would hide the large ones' absence.
fn waiting(scene: &Scene, room: f64, size: f32) -> Vec<u16> {
    let mut needed = 0.0;
    let mut waiting = Vec::new();
    let mut tiers: Vec<&LegendTier> = scene.legend.tiers.iter().collect();
    tiers.sort_by_key(|t| std::cmp::Reverse((t.known, t.tier)));
    for tier in tiers {
        let own = std::f64::consts::PI * f64::from((tier.radius * size).powi(2));
        needed += f64::from(tier.facilities) * own * FACILITY_ROOM;
        if needed > room {
            waiting.push(tier.tier);
        }
    }
    waiting
}

/// The grid in whose cells gaps may share a disc.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cells {
    level: u8,
    /// The side of a cell, points.
    side: f64,
    /// The sum of squared radii for which a cell has room.
    most: f64,
}

impl Cells {
    /// The cells of a scale; `None` where every gap has its own disc.
    fn of(scale: f64) -> Option<Self> {
        let level = (scale / GAP_CELL).max(1.0).log2();
        (level < f64::from(FINEST)).then(|| {
            let level = level as u8;
            let side = scale / f64::from(1u32 << level);
            let most = GAP_SHARE * side * side / std::f64::consts::PI;
            Self { level, side, most }
        })
    }
}

/// What a mark takes of its cell.
fn weight(mark: &VillageMark, size: f32) -> f64 {
    f64::from(mark.radius * size).powi(2)
}

/// Discs in the order of drawing. In each cell of the grid either every gap has its own, or all share one.
fn discs(scene: &Scene, cells: Option<Cells>, size: f32) -> (Vec<GapDisc>, f32) {
    let (gaps, anchor) = (scene.gaps(), scene.anchor);
    let single = |m: &VillageMark| GapDisc {
        at: m.at,
        radius: m.radius * size,
        villages: 1,
        distance: scene.drawn.distance(m.village),
    };
    let Some(Cells { level, side, most }) = cells else {
        return (gaps.iter().map(single).collect(), 1.0);
    };
    let mut cells: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (i, gap) in (0u32..).zip(gaps) {
        cells
            .entry(cell_of(gap.at, anchor, level))
            .or_default()
            .push(i);
    }
    let mut discs = Vec::with_capacity(cells.len());
    for members in cells.values() {
        let members = || members.iter().map(|i| &gaps[*i as usize]);
        let weight = |m: &VillageMark| weight(m, size);
        let all: f64 = members().map(weight).sum();
        if members().len() == 1 || all <= most {
            discs.extend(members().map(single));
            continue;
        }
        let middle = |i: usize| members().map(|m| m.at[i] * weight(m)).sum::<f64>() / all;
        discs.push(GapDisc {
            at: [middle(0), middle(1)],
            radius: all.sqrt() as f32,
            villages: members().len() as u32,
            distance: heaviest(members().map(|m| (scene.drawn.distance(m.village), weight(m)))),
        });
    }
    // Stable: equals stay in the order of their cells.
    discs.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    let largest = discs.first().filter(|d| d.villages > 1);
    let shrink = largest.map_or(1.0, |d| shrink(LARGEST * side / f64::from(d.radius)));
    if shrink < 1.0 {
        for disc in &mut discs {
            disc.radius = (disc.radius * shrink).max(LEAST.min(disc.radius));
        }
    }
    (discs, shrink)
}

/// The class that weighs most; of equals the farthest.
fn heaviest(members: impl Iterator<Item = (Option<u8>, f64)>) -> Option<u8> {
    let mut weights = [0.0; DISTANCES];
    for (class, weight) in members {
        if let Some(sum) = class.and_then(|c| weights.get_mut(usize::from(c))) {
            *sum += weight;
        }
    }
    let classes = (0u8..).zip(weights).filter(|(_, w)| *w > 0.0);
    classes
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(class, _)| class)
}

/// Less than the factor by less than a fifth, and no more than 1: in steps, so that marks do not breathe while a radius is dragged.
fn shrink(factor: f64) -> f32 {
    if factor >= 1.0 {
        return 1.0;
    }
    (2f64.powf((4.0 * factor.log2()).floor() / 4.0)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::fixture;
    use crate::map::scene::FacilityState;
    use crate::model::Status;
    use proptest::prelude::*;

    fn gaps(places: &[[f64; 2]]) -> Scene {
        let mut gaps: Vec<VillageMark> = (0u32..)
            .zip(places)
            .map(|(village, at)| VillageMark {
                village,
                at: *at,
                status: Status::Gap,
                radius: 1.0 + (village % 7) as f32 / 3.0,
            })
            .collect();
        gaps.sort_by(|a, b| b.radius.total_cmp(&a.radius));
        let mut scene = Scene::default();
        (scene.raised, scene.anchor) = (gaps, 0.5);
        scene
    }

    proptest! {
        #[test]
        fn every_gap_is_in_a_disc_and_the_discs_are_as_large_as_their_gaps(
            places in prop::collection::vec([0.4..0.6f64, 0.4..0.6f64], 1..400),
            scale in 50.0..1e9f64
        ) {
            let scene = gaps(&places);
            let gaps = scene.gaps();
            let (discs, shrink) = discs(&scene, Cells::of(scale), 1.0);
            prop_assert_eq!(discs.iter().map(|d| d.villages).sum::<u32>() as usize, gaps.len());
            prop_assert!(discs.is_sorted_by(|a, b| a.radius >= b.radius));
            prop_assert!(discs.iter().all(|d| d.radius >= LEAST));
            let area = |r: f32| f64::from(r * r);
            let all: f64 = gaps.iter().map(|g| area(g.radius * shrink)).sum();
            let drawn: f64 = discs.iter().map(|d| area(d.radius)).sum();
            // More only by what the least size adds.
            prop_assert!(drawn >= all * 0.999 && drawn <= all * 1.001 + discs.len() as f64 * area(LEAST));
        }

        /// Whoever asks for the company of a gap gets all that its disc stands for.
        #[test]
        fn gaps_are_told_with_those_that_share_their_disc(places in proptest::collection::vec([0.3f64..0.31, 0.4..0.41], 1..60), zoom in 8f64..24.0) {
            let scene = gaps(&places);
            let crowd = Crowd::new(&scene, zoom.exp2(), MarkSizes::default());
            let mut alone = 0;
            let mut shared = 0.0;
            for gap in scene.gaps() {
                let company = crowd.together(&scene, gap.village);
                prop_assert!(company.is_empty() || company.contains(&gap.village));
                alone += u32::from(company.is_empty());
                // Each of n tells of all n: a disc counts once.
                shared += if company.is_empty() { 0.0 } else { 1.0 / company.len() as f64 };
            }
            let singles = crowd.gaps.iter().filter(|d| d.villages == 1).count() as u32;
            prop_assert_eq!(alone, singles);
            prop_assert_eq!(shared.round() as usize, crowd.gaps.len() - singles as usize);
        }
    }

    #[test]
    fn from_near_by_every_gap_has_a_disc_of_its_own() {
        let scene = gaps(&[[0.5, 0.5], [0.500_000_1, 0.5], [0.6, 0.5]]);
        let (discs, shrink) = discs(&scene, Cells::of(1e9), 1.0);
        assert_eq!((discs.len(), shrink.to_bits()), (3, 1f32.to_bits()));
    }

    #[test]
    fn lower_tiers_wait_until_there_is_room_and_edits_never_do() {
        let scene = fixture::scene();
        let far = Crowd::new(&scene, 20.0, MarkSizes::default());
        let near = Crowd::new(&scene, 1e7, MarkSizes::default());
        assert!(near.waiting.is_empty());
        assert_eq!(far.waiting.len(), scene.legend.tiers.len());
        for mut mark in scene.facilities.iter().copied() {
            assert!(near.shows(&mark) && !far.shows(&mark));
            mark.state = FacilityState::Moved;
            assert!(far.shows(&mark));
        }
    }

    #[test]
    fn what_sizes_mean_holds_for_merged_discs_too() {
        let scene = fixture::scene();
        let gap = *scene.gaps().first().expect("a gap");
        let mut crowd = Crowd::new(&scene, 1e7, MarkSizes::default());
        assert_eq!(crowd.gap_sizes(&scene), scene.legend.gap_sizes);
        crowd.shrink = 0.5;
        crowd.gaps = vec![GapDisc {
            at: gap.at,
            radius: 6.0,
            villages: 40,
            distance: None,
        }];
        let (people, radius) = scene.legend.gap_sizes[0];
        let each = people / f64::from(radius * radius);
        let sizes = crowd.gap_sizes(&scene);
        assert!(!sizes.is_empty() && sizes.is_sorted_by(|a, b| a.0 > b.0));
        for (people, radius) in sizes {
            assert!(radius <= 6.0);
            assert!((people / (each * f64::from(radius * radius) * 4.0) - 1.0).abs() < 1e-4);
        }
    }
}
