//! What the legend explains, and in which order districts are the worst.

use std::sync::Arc;

use super::build::SceneRequest;
use super::drawn::Drawn;
use super::scene::{
    FacilityMark, FacilityState, Hidden, Legend, LegendTier, ShareClass, Symbol, VillageMark,
};
use super::size::{GapScale, facility_sizes};
use crate::model::look::{DistrictFill, LayerKind};
use crate::model::{AreaBounds, Coverage, Dataset, DistrictAnswer, ShareClasses, Status, Village};

/// The share of each district that its fill is about; `None`: nobody lives there, or nobody knows. Of area it is the middle of its
/// bounds, which lie closer together than any two colours.
#[must_use]
pub fn district_shares(
    coverage: &Coverage,
    areas: Option<&[AreaBounds]>,
    fill: DistrictFill,
) -> Vec<Option<f64>> {
    match fill {
        DistrictFill::People => {
            let districts = coverage.districts.iter();
            districts.map(DistrictAnswer::population_share).collect()
        }
        DistrictFill::Area => {
            let share = |i: usize| {
                let bounds = areas?.get(i)?;
                (bounds.area.0 > 0.0).then(|| f64::midpoint(bounds.low, bounds.high))
            };
            (0..coverage.districts.len()).map(share).collect()
        }
        DistrictFill::None => vec![None; coverage.districts.len()],
    }
}

/// The class of each district by people; `None`: nobody lives there, or nobody knows.
#[must_use]
pub fn district_classes(coverage: &Coverage, classes: &ShareClasses) -> Vec<Option<u8>> {
    let class = |d: &DistrictAnswer| d.population_share().map(|share| classes.class_of(share));
    coverage.districts.iter().map(class).collect()
}

/// What the legend is made from besides the data.
struct Counted<'a> {
    dataset: &'a Dataset,
    coverage: &'a Coverage,
    /// As in [`Legend::villages`].
    villages: [u32; 4],
    /// The most people of a gap.
    largest: f64,
    scale: GapScale,
    sizes: &'a [(Symbol, f32)],
    /// Whether each tier has a facility.
    occurs: Vec<bool>,
    classes: &'a [Option<u8>],
    /// The bounds of the classes, from 0 to 1.
    bounds: Vec<f64>,
}

fn slot(status: Status) -> usize {
    match status {
        Status::Covered => 0,
        Status::Borderline => 1,
        Status::Gap => 2,
        Status::Unknown => 3,
    }
}

/// The legend of an answer, counted from the data alone.
#[must_use]
pub fn legend(dataset: &Dataset, coverage: &Coverage, classes: &ShareClasses) -> Legend {
    let mut villages = [0; 4];
    let mut largest: f64 = 0.0;
    for (village, answer) in dataset.villages.iter().zip(coverage.villages.iter()) {
        villages[slot(answer.status)] += 1;
        if answer.status == Status::Gap {
            largest = largest.max(village.people());
        }
    }
    let tiers = coverage.facilities.iter().map(|f| f.tier);
    of(&Counted {
        dataset,
        coverage,
        villages,
        largest,
        scale: GapScale::of(dataset),
        sizes: &facility_sizes(dataset),
        occurs: occurring(dataset, tiers),
        classes: &district_classes(coverage, classes),
        bounds: classes.bounds(),
    })
}

/// The same from the marks of a scene, without a look at every village.
pub(super) fn legend_of_marks(
    request: SceneRequest<'_>,
    classes: &[Option<u8>],
    raised: &[VillageMark],
    facilities: &[FacilityMark],
    drawn: &Drawn,
) -> Legend {
    let SceneRequest {
        dataset,
        coverage,
        ground,
        share_classes,
        look,
        ..
    } = request;
    let bounds = match request.shown.filter(|_| request.fills()) {
        // As many classes as there are; what they mean stands in `Scene::shown`.
        Some(shown) => vec![0.0; shown.classes.len() + 1],
        None => share_classes.bounds(),
    };
    let mut legend = of(&Counted {
        dataset,
        coverage,
        villages: by_status(request, raised),
        largest: largest_gap(dataset, raised),
        scale: ground.scale,
        sizes: &ground.sizes,
        occurs: occurring(dataset, facilities.iter().map(|f| f.tier)),
        classes,
        bounds,
    });
    // Coverage counts those that serve; a rule asks of whom it asks.
    if request.shown.is_some_and(|s| s.rule.is_some()) {
        for tier in &mut legend.tiers {
            let open = |m: &&FacilityMark| m.tier == tier.tier && m.state != FacilityState::Closed;
            tier.facilities = facilities.iter().filter(open).count() as u32;
        }
    }
    let left_out = |kind| drawn.passing(kind).map_or(0, |p| p.all - p.count);
    let gaps = raised.iter().filter(|m| m.status == Status::Gap);
    Legend {
        fill: look.districts.fill,
        shown: request.shown.map(Arc::clone),
        distances: drawn.distances,
        hidden: Hidden {
            villages: left_out(LayerKind::Villages),
            gaps: gaps.filter(|m| !drawn.village(m.village)).count() as u32,
            facilities: left_out(LayerKind::Facilities),
            districts: left_out(LayerKind::Districts),
        },
        ..legend
    }
}

fn of(counted: &Counted<'_>) -> Legend {
    let classes = counted.classes;
    let in_class = |class: Option<u8>| classes.iter().filter(|c| **c == class).count() as u32;
    let bounds = if classes.is_empty() {
        &[]
    } else {
        &counted.bounds[..]
    };
    Legend {
        villages: counted.villages,
        tiers: tiers(counted),
        share_classes: (0u8..)
            .zip(bounds.windows(2))
            .map(|(class, bounds)| ShareClass {
                low: bounds[0],
                high: bounds[1],
                districts: in_class(Some(class)),
            })
            .collect(),
        districts_without_share: in_class(None),
        gap_sizes: if counted.largest > 0.0 {
            counted.scale.legend(counted.largest)
        } else {
            Vec::new()
        },
        ..Legend::default()
    }
}

/// How many villages are covered, borderline, gap, unknown: those with a raised mark, those without a place, and all others.
fn by_status(request: SceneRequest<'_>, raised: &[VillageMark]) -> [u32; 4] {
    let (ground, standing) = (request.ground, request.standing());
    let mut counts = [0; 4];
    for same in raised.chunk_by(|a, b| a.status == b.status) {
        counts[slot(same[0].status)] += same.len() as u32;
    }
    counts[0] += (ground.places.len() - raised.len()) as u32;
    for village in ground.places.unplaced() {
        if let Some(status) = standing.status(*village) {
            counts[slot(status)] += 1;
        }
    }
    counts
}

/// The most people of a gap. Marks grow with the people, so that only those of the largest size need to be looked at.
fn largest_gap(dataset: &Dataset, raised: &[VillageMark]) -> f64 {
    let first = raised.partition_point(|m| m.status != Status::Gap);
    let gaps = raised.get(first..).unwrap_or_default();
    let widest = gaps.first().map_or(0.0, |m| m.radius);
    gaps.iter()
        .take_while(|m| m.radius >= widest)
        .filter_map(|m| dataset.villages.get(m.village as usize))
        .map(Village::people)
        .fold(0.0, f64::max)
}

fn occurring(dataset: &Dataset, tiers: impl Iterator<Item = u16>) -> Vec<bool> {
    let mut occurs = vec![false; dataset.tiers.len()];
    for tier in tiers {
        if let Some(o) = occurs.get_mut(usize::from(tier)) {
            *o = true;
        }
    }
    occurs
}

/// The tiers that have a facility, in the dataset's order.
fn tiers(counted: &Counted<'_>) -> Vec<LegendTier> {
    (0u16..)
        .zip(counted.dataset.tiers.iter().zip(counted.sizes))
        .zip(&counted.occurs)
        .filter(|(_, occurs)| **occurs)
        .map(|((tier, (t, (symbol, radius))), _)| {
            let answer = counted.coverage.tiers.get(usize::from(tier));
            LegendTier {
                tier,
                name: Arc::clone(&t.name),
                known: t.known,
                symbol: *symbol,
                radius: *radius,
                facilities: answer.map_or(0, |a| a.facilities),
                reach: answer.and_then(|a| a.radius),
            }
        })
        .collect()
}

/// The order of districts by people beyond reach, then by villages beyond reach, then by input.
#[must_use]
pub fn worst_districts(coverage: &Coverage) -> Vec<u32> {
    let beyond = |i: u32| {
        let d = &coverage.districts[i as usize];
        (d.population.0 - d.population_covered.0, d.villages_gap)
    };
    let mut order: Vec<u32> = (0..coverage.districts.len() as u32).collect();
    order.sort_by(|a, b| {
        let ((pa, va), (pb, vb)) = (beyond(*a), beyond(*b));
        pb.total_cmp(&pa).then(vb.cmp(&va))
    });
    order
}
