//! From results to a scene: which marks there are, where, in which class, size and order.
//!
//! Sizes come from the whole dataset, not from the gaps of the moment: a mark does not change its size while a radius is dragged.
//! After a small change a scene follows from the one before; it is the same, mark for mark, as one built afresh.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::drawn::Drawn;
use super::ground::Ground;
use super::label_list::Labels;
use super::legend::{district_shares, legend_of_marks};
use super::marks;
use super::marks::Standing;
use super::scene::{DistrictMark, ReachMark, Scene, VillageMark};
use super::shapes::projected;
use super::shown::Shown;
use crate::base::{GeoBox, LonLat};
use crate::model::look::{DistrictFill, LayerKind};
use crate::model::{Areas, Changed, Coverage, Dataset, MapLook, ShareClasses};

/// What a scene is built from.
#[derive(Debug, Clone, Copy)]
pub struct SceneRequest<'a> {
    /// The baseline.
    pub dataset: &'a Dataset,
    /// Who is within reach.
    pub coverage: &'a Coverage,
    /// Where care reaches; without it no reach is drawn.
    pub areas: Option<&'a Arc<Areas>>,
    /// The unchanging part of all scenes of this dataset.
    pub ground: &'a Ground,
    /// The classes of the districts' fill.
    pub share_classes: &'a ShareClasses,
    /// How the map looks: its filters, and what its colours are of.
    pub look: &'a MapLook,
    /// The rule and the links that are shown in the place of coverage.
    pub shown: Option<&'a Arc<Shown>>,
}

impl<'a> SceneRequest<'a> {
    /// How villages and facilities stand.
    pub(super) fn standing(&self) -> Standing<'a> {
        Standing {
            coverage: self.coverage,
            shown: self.shown.map(|s| &**s),
        }
    }

    /// Whether a rule or a network fills the districts.
    pub(super) fn fills(&self) -> bool {
        self.shown.is_some_and(|s| s.fills())
    }
}

/// The parts that are patched rather than made anew.
struct Parts {
    raised: Vec<VillageMark>,
    facilities: Arc<Vec<super::scene::FacilityMark>>,
    edited: Vec<u32>,
    labels: Labels,
    reach: Vec<ReachMark>,
    /// The classes of districts where they are not known yet: those of the scene before.
    classes: Vec<Option<u8>>,
}

/// Builds the scene.
#[must_use]
pub fn build(request: SceneRequest<'_>) -> Scene {
    let SceneRequest {
        dataset,
        coverage,
        ground,
        areas,
        ..
    } = request;
    let edited = marks::edited(coverage);
    let standing = request.standing();
    let ((raised, (facilities, labels)), reach) = rayon::join(
        || {
            rayon::join(
                || marks::raised(dataset, standing, ground),
                || {
                    let labels = Labels::new(dataset, coverage, ground, &edited);
                    (marks::facilities(standing, ground), labels)
                },
            )
        },
        || areas.map_or_else(Vec::new, |areas| reach(areas, ground)),
    );
    let parts = Parts {
        raised,
        facilities: Arc::new(facilities),
        edited,
        labels,
        reach,
        classes: Vec::new(),
    };
    let drawn = Drawn::new(request, None, false);
    assemble(request, parts, drawn, None)
}

/// Builds the scene from the `old` one of an answer to the same dataset, of which `changed` differs: what did not change is kept. Costs
/// time by the number of marks that stand out and of what changed, not by that of the villages.
#[must_use]
pub fn update(old: &Scene, request: SceneRequest<'_>, changed: &Arc<Changed>) -> Scene {
    let otherwise = match (request.shown, &old.shown) {
        (Some(new), Some(old)) if Arc::ptr_eq(new, old) => Some(Changed::default()),
        (Some(new), Some(old)) => new.differs(old),
        (None, None) => Some(Changed::default()),
        // A rule makes other marks everywhere.
        _ => None,
    };
    let changed = &match otherwise {
        None => return build(request),
        Some(otherwise) if otherwise.is_empty() => Arc::clone(changed),
        Some(otherwise) if changed.is_empty() => Arc::new(otherwise),
        Some(otherwise) => Arc::new(changed.and(&otherwise)),
    };
    let SceneRequest {
        dataset,
        coverage,
        ground,
        areas,
        ..
    } = request;
    let standing = request.standing();
    let same_areas = match (areas, &old.areas) {
        (Some(new), Some(old)) => Arc::ptr_eq(new, old),
        (None, None) => true,
        _ => false,
    };
    let raised = || {
        if changed.villages.is_empty() {
            return old.every_raised().to_vec();
        }
        marks::raised_again(
            old.every_raised(),
            dataset,
            standing,
            ground,
            &changed.villages,
        )
    };
    let others = || {
        let (facilities, edited) = if changed.facilities.is_empty() {
            (Arc::clone(&old.facilities), old.edited.clone())
        } else {
            let numbers = &changed.facilities;
            let marks = marks::facilities_again(&old.facilities, standing, ground, numbers);
            let edited = marks::edited_again(&old.edited, coverage, numbers);
            (Arc::new(marks), edited)
        };
        let labels = Labels::new(dataset, coverage, ground, &edited);
        (facilities, edited, labels)
    };
    let (raised, (facilities, edited, labels)) = rayon::join(raised, others);
    let parts = Parts {
        raised,
        facilities,
        edited,
        labels,
        reach: if same_areas {
            old.reach.clone()
        } else {
            areas.map_or_else(Vec::new, |areas| reach(areas, ground))
        },
        classes: if old.legend.fill == request.look.districts.fill {
            old.districts.iter().map(|d| d.class).collect()
        } else {
            Vec::new()
        },
    };
    let drawn = Drawn::new(request, Some(&old.drawn), !changed.facilities.is_empty());
    assemble(request, parts, drawn, Some((old.id, Arc::clone(changed))))
}

fn assemble(
    request: SceneRequest<'_>,
    mut parts: Parts,
    drawn: Drawn,
    since: Option<(u64, Arc<Changed>)>,
) -> Scene {
    static SCENES: AtomicU64 = AtomicU64::new(1);
    let SceneRequest {
        coverage,
        ground,
        areas,
        share_classes,
        look,
        ..
    } = request;
    let classes = match look.districts.fill {
        _ if request.fills() => request.shown.map_or_else(Vec::new, |s| s.districts.clone()),
        DistrictFill::None => Vec::new(),
        // Areas come later than the rest of an answer: until then districts stay as they were.
        DistrictFill::Area if areas.is_none() => parts.classes,
        fill => {
            let shares = district_shares(coverage, areas.map(|a| &a.districts[..]), fill);
            let class = |share: Option<f64>| share.map(|s| share_classes.class_of(s));
            shares.into_iter().map(class).collect()
        }
    };
    let districts = (0u32..)
        .zip(&ground.districts.shapes)
        .map(|(district, shape)| DistrictMark {
            district,
            shape: Arc::clone(shape),
            class: classes.get(district as usize).copied().flatten(),
        })
        .collect();
    let radius = |tier: u16| {
        let tier = coverage.tiers.get(usize::from(tier));
        tier.and_then(|t| t.radius).map_or(0.0, |r| r.0)
    };
    parts.reach.sort_by(|a, b| {
        radius(b.tier)
            .total_cmp(&radius(a.tier))
            .then(a.tier.cmp(&b.tier))
    });
    let legend = legend_of_marks(request, &classes, &parts.raised, &parts.facilities, &drawn);
    let (raised, all_raised) = if drawn.passing(LayerKind::Villages).is_some() {
        let shown = parts.raised.iter().filter(|m| drawn.village(m.village));
        (shown.copied().collect(), Some(parts.raised))
    } else {
        (parts.raised, None)
    };
    Scene {
        extent: extent(ground, coverage, &parts.edited),
        labels: parts.labels,
        legend,
        districts,
        reach: parts.reach,
        places: Arc::clone(drawn.places.as_ref().unwrap_or(&ground.places)),
        all_places: drawn.places.as_ref().map(|_| Arc::clone(&ground.places)),
        drawn,
        all_raised,
        dot: marks::dot(ground),
        raised,
        facilities: parts.facilities,
        edited: parts.edited,
        anchor: ground.anchor,
        id: SCENES.fetch_add(1, Ordering::Relaxed),
        since,
        shown: request.shown.map(Arc::clone),
        areas: areas.map(Arc::clone),
    }
}

fn reach(areas: &Areas, ground: &Ground) -> Vec<ReachMark> {
    areas
        .reach
        .par_iter()
        .enumerate()
        .filter(|(_, area)| !area.0.is_empty())
        .map(|(tier, area)| ReachMark {
            tier: tier as u16,
            shape: Arc::new(projected(area, ground.anchor)),
        })
        .collect()
}

/// The dataset's box, widened by facilities that were added or moved out of it.
fn extent(ground: &Ground, coverage: &Coverage, edited: &[u32]) -> Option<GeoBox> {
    let outside: Vec<LonLat> = edited
        .iter()
        .filter_map(|i| coverage.facilities.get(*i as usize))
        .map(|f| f.location)
        .filter(|p| !ground.extent.is_some_and(|e| e.contains(*p)))
        .collect();
    if outside.is_empty() {
        return ground.extent;
    }
    let corners = ground.extent.into_iter().flat_map(|e| {
        let middle = e.centre();
        [
            LonLat::new(e.west, e.south),
            middle,
            LonLat::new(e.east, e.north),
        ]
    });
    GeoBox::around(corners.chain(outside))
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
