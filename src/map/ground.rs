//! What of a scene no answer changes: areas, places, sizes and the order of names. Built once per dataset, shared by all its scenes.

use std::sync::Arc;

use rayon::prelude::*;

use super::places::Places;
use super::scene::{LabelCandidate, LabelOf, Symbol};
use super::shapes::DistrictShapes;
use super::size::{GapScale, facility_sizes};
use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::model::{Dataset, Facility, KnownTier};

/// How many names of facilities are replaced together when one of them is moved.
const CHUNK: usize = 512;

/// The names of facilities that belong to one tier and stand together in the order of importance.
#[derive(Debug, Clone)]
pub(super) struct NameChunk {
    /// The place of their tier in the order of tiers, lowest first.
    pub rank: u16,
    /// The names.
    pub names: Arc<[LabelCandidate]>,
}

/// The unchanging part of all scenes of a dataset.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// The districts.
    pub districts: DistrictShapes,
    /// The villages.
    pub places: Arc<Places>,
    /// The x about which everything lies (see [`Scene::anchor`](super::Scene::anchor)).
    pub anchor: f64,
    /// The box around the dataset.
    pub extent: Option<GeoBox>,
    pub(super) scale: GapScale,
    /// Symbol and size of each tier.
    pub(super) sizes: Vec<(Symbol, f32)>,
    /// The place of each tier in the order of importance, lowest first.
    pub(super) ranks: Vec<u16>,
    /// The names of the facilities where the dataset has them, most important first.
    pub(super) names: Vec<NameChunk>,
    /// Where the name of each facility is in `names`.
    pub(super) chunk_of: Vec<Option<u32>>,
}

/// The copy of `x` nearest to `anchor`.
pub(super) fn near(x: f64, anchor: f64) -> f64 {
    x - (x - anchor).round()
}

impl Ground {
    /// The ground of a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let extent = dataset.extent();
        let anchor = extent.map_or(0.5, |e| mercator(e.centre())[0]);
        let (districts, places) = rayon::join(
            || DistrictShapes::new(dataset, anchor),
            || Arc::new(Places::new(dataset, anchor)),
        );
        let mut ground = Self {
            districts,
            places,
            anchor,
            extent,
            scale: GapScale::of(dataset),
            sizes: facility_sizes(dataset),
            ranks: ranks(dataset),
            names: Vec::new(),
            chunk_of: Vec::new(),
        };
        ground.name(dataset);
        ground
    }

    /// Where a place lies: the copy nearest to the anchor.
    pub(super) fn place(&self, p: LonLat) -> [f64; 2] {
        let [x, y] = mercator(p);
        [near(x, self.anchor), y]
    }

    /// Symbol and size of a tier.
    pub(super) fn size(&self, tier: u16) -> (Symbol, f32) {
        let size = self.sizes.get(usize::from(tier)).copied();
        size.unwrap_or((Symbol::Square, 2.0))
    }

    /// The place of a tier in the order of importance; a tier that is not in the data is the lowest.
    pub(super) fn rank(&self, tier: u16) -> u16 {
        self.ranks.get(usize::from(tier)).copied().unwrap_or(0)
    }

    /// Puts the facilities' names in order: highest tier first, then as in the file.
    fn name(&mut self, dataset: &Dataset) {
        let mut order: Vec<(u16, u32)> = (0u32..)
            .zip(&dataset.facilities)
            .filter(|(_, f)| !f.name.trim().is_empty())
            .map(|(i, f)| (self.rank(f.tier), i))
            .collect();
        order.sort_unstable_by_key(|(rank, i)| (std::cmp::Reverse(*rank), *i));
        self.chunk_of = vec![None; dataset.facilities.len()];
        let chunks = order
            .chunk_by(|a, b| a.0 == b.0)
            .flat_map(|tier| tier.chunks(CHUNK));
        let mut all: Vec<&[(u16, u32)]> = Vec::new();
        for (number, chunk) in (0u32..).zip(chunks) {
            for (_, i) in chunk {
                self.chunk_of[*i as usize] = Some(number);
            }
            all.push(chunk);
        }
        let candidate = |i: u32, f: &Facility| LabelCandidate {
            at: self.place(f.location),
            text: f.name.clone(),
            of: LabelOf::Facility(i),
            clearance: self.size(f.tier).1,
        };
        self.names = all
            .into_par_iter()
            .map(|chunk| NameChunk {
                rank: chunk[0].0,
                names: chunk
                    .iter()
                    .map(|(_, i)| candidate(*i, &dataset.facilities[*i as usize]))
                    .collect(),
            })
            .collect();
    }
}

/// The order of the tiers: unknown ones, then the known ones from the lowest; equals as in the data.
fn ranks(dataset: &Dataset) -> Vec<u16> {
    let mut order: Vec<(Option<KnownTier>, u16)> =
        dataset.tiers.iter().map(|t| t.known).zip(0u16..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for ((_, tier), rank) in order.into_iter().zip(0u16..) {
        ranks[usize::from(tier)] = rank;
    }
    ranks
}
