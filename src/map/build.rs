//! From results to a scene: which marks there are, where, in which class, size and order.
//!
//! Sizes come from the whole dataset, not from the gaps of the moment: a mark does not change its size while a radius is dragged.

use std::sync::Arc;

use super::legend::{district_classes, legend, worst_districts};
use super::scene::{
    DistrictMark, FacilityMark, FacilityState, LabelCandidate, LabelOf, ReachMark, Scene, Symbol,
    VillageMark,
};
use super::shapes::{DistrictShapes, near, projected};
use super::size::{GapScale, facility_sizes};
use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::model::{Areas, Coverage, Dataset, FacilityRef, Status};

/// How many villages beyond reach get a chance of a label.
const LABELLED_GAPS: usize = 400;
/// Radius of a covered village in points, before crowding.
const COVERED_RADIUS: f32 = 0.8;

/// What a scene is built from.
#[derive(Debug, Clone, Copy)]
pub struct SceneRequest<'a> {
    /// The baseline.
    pub dataset: &'a Dataset,
    /// Who is within reach.
    pub coverage: &'a Coverage,
    /// Where care reaches; without it no reach is drawn.
    pub areas: Option<&'a Areas>,
    /// The cached shapes of this dataset.
    pub shapes: &'a DistrictShapes,
}

/// Builds the scene.
#[must_use]
pub fn build(request: SceneRequest<'_>) -> Scene {
    let SceneRequest {
        dataset,
        coverage,
        areas,
        shapes,
    } = request;
    let place = |p: LonLat| {
        let [x, y] = mercator(p);
        [near(x, shapes.anchor), y]
    };
    let scale = GapScale::of(dataset);
    let villages = village_marks(dataset, coverage, scale, &place);
    let facilities = facility_marks(dataset, coverage, &place);
    let classes = district_classes(coverage);
    let districts: Vec<DistrictMark> = (0u32..)
        .zip(&shapes.shapes)
        .map(|(district, shape)| DistrictMark {
            district,
            shape: Arc::clone(shape),
            class: classes.get(district as usize).copied().flatten(),
        })
        .collect();
    let mut reach: Vec<ReachMark> = (0u16..)
        .zip(areas.map_or(&[][..], |a| &a.reach))
        .filter(|(_, area)| !area.0.is_empty())
        .map(|(tier, area)| ReachMark {
            tier,
            shape: Arc::new(projected(area, shapes.anchor)),
        })
        .collect();
    let radius = |tier: u16| {
        coverage
            .tiers
            .get(usize::from(tier))
            .and_then(|t| t.radius)
            .map_or(0.0, |r| r.0)
    };
    reach.sort_by(|a, b| {
        radius(b.tier)
            .total_cmp(&radius(a.tier))
            .then(a.tier.cmp(&b.tier))
    });
    Scene {
        extent: extent(shapes, coverage),
        labels: labels(dataset, coverage, shapes, &villages, &facilities),
        districts,
        reach,
        villages,
        facilities,
        legend: legend(dataset, coverage),
        anchor: shapes.anchor,
    }
}

/// The dataset's box, widened by facilities that were added or moved out of it.
fn extent(shapes: &DistrictShapes, coverage: &Coverage) -> Option<GeoBox> {
    let outside = coverage
        .facilities
        .iter()
        .map(|f| f.location)
        .filter(|p| !shapes.extent.is_some_and(|e| e.contains(*p)));
    let corners = shapes.extent.into_iter().flat_map(|e| {
        let middle = e.centre();
        [
            LonLat::new(e.west, e.south),
            middle,
            LonLat::new(e.east, e.north),
        ]
    });
    let outside: Vec<LonLat> = outside.collect();
    if outside.is_empty() {
        return shapes.extent;
    }
    GeoBox::around(corners.chain(outside))
}

fn village_marks(
    dataset: &Dataset,
    coverage: &Coverage,
    scale: GapScale,
    place: &dyn Fn(LonLat) -> [f64; 2],
) -> Vec<VillageMark> {
    let rank = |status: Status| match status {
        Status::Covered => 0,
        Status::Unknown => 1,
        Status::Borderline => 2,
        Status::Gap => 3,
    };
    let mut marks: Vec<VillageMark> = (0u32..)
        .zip(dataset.villages.iter().zip(&coverage.villages))
        .filter_map(|(village, (v, answer))| {
            Some(VillageMark {
                village,
                at: place(v.location?),
                status: answer.status,
                radius: match answer.status {
                    Status::Gap => scale.radius(v.people()),
                    Status::Borderline => scale.radius(v.people()).max(2.0),
                    Status::Covered => (COVERED_RADIUS * scale.crowding).max(0.5),
                    Status::Unknown => (2.0 * scale.crowding).max(1.4),
                },
            })
        })
        .collect();
    // Larger marks first within a class; the sort is stable, so ties stay in input order.
    marks.sort_by(|a, b| {
        rank(a.status)
            .cmp(&rank(b.status))
            .then(b.radius.total_cmp(&a.radius))
    });
    marks
}

fn facility_marks(
    dataset: &Dataset,
    coverage: &Coverage,
    place: &dyn Fn(LonLat) -> [f64; 2],
) -> Vec<FacilityMark> {
    let sizes = facility_sizes(dataset);
    let size = |tier: u16| {
        let size = sizes.get(usize::from(tier)).copied();
        size.unwrap_or((Symbol::Square, 2.0))
    };
    let mut marks: Vec<FacilityMark> = (0u32..)
        .zip(&coverage.facilities)
        .map(|(facility, f)| {
            let serves = coverage
                .radii
                .get(facility as usize)
                .copied()
                .flatten()
                .is_some();
            FacilityMark {
                facility,
                at: place(f.location),
                tier: f.tier,
                symbol: size(f.tier).0,
                radius: size(f.tier).1,
                state: match f.reference {
                    _ if f.closed => FacilityState::Closed,
                    _ if !serves => FacilityState::Idle,
                    FacilityRef::Added(_) => FacilityState::Added,
                    FacilityRef::Baseline(_) if f.moved => FacilityState::Moved,
                    FacilityRef::Baseline(_) => FacilityState::Serving,
                },
            }
        })
        .collect();
    let rank = |m: &FacilityMark| {
        let serves = !matches!(m.state, FacilityState::Idle | FacilityState::Closed);
        (
            serves,
            dataset.tiers.get(usize::from(m.tier)).and_then(|t| t.known),
            m.tier,
        )
    };
    marks.sort_by_key(rank);
    marks
}

fn labels(
    dataset: &Dataset,
    coverage: &Coverage,
    shapes: &DistrictShapes,
    villages: &[VillageMark],
    facilities: &[FacilityMark],
) -> Vec<LabelCandidate> {
    let ranked = worst_districts(coverage);
    let rest = (ranked.len()..dataset.districts.len()).map(|i| i as u32);
    let districts = ranked.iter().copied().chain(rest).filter_map(|i| {
        Some(LabelCandidate {
            at: *shapes.anchors.get(i as usize)?,
            text: Arc::clone(&dataset.districts.get(i as usize)?.name),
            of: LabelOf::District(i),
            clearance: 0.0,
        })
    });
    // Facilities lie lowest first; their names matter highest first, in input order within a tier.
    let mut ordered: Vec<&FacilityMark> = facilities.iter().collect();
    ordered.sort_by_key(|m| {
        std::cmp::Reverse(dataset.tiers.get(usize::from(m.tier)).and_then(|t| t.known))
    });
    let facilities = ordered.into_iter().map(|m| LabelCandidate {
        at: m.at,
        text: Arc::clone(&coverage.facilities[m.facility as usize].name),
        of: LabelOf::Facility(m.facility),
        clearance: m.radius,
    });
    let mut marks: Vec<Option<&VillageMark>> = vec![None; dataset.villages.len()];
    for mark in villages.iter().filter(|m| m.status == Status::Gap) {
        marks[mark.village as usize] = Some(mark);
    }
    let gaps = coverage.gaps.iter().filter_map(|g| {
        let mark = (*marks.get(*g as usize)?)?;
        Some(LabelCandidate {
            at: mark.at,
            text: Arc::clone(&dataset.villages[*g as usize].name),
            of: LabelOf::Village(*g),
            clearance: mark.radius,
        })
    });
    districts
        .chain(facilities)
        .chain(gaps.take(LABELLED_GAPS))
        .filter(|l| !l.text.trim().is_empty())
        .collect()
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
