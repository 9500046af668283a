//! From results to a scene: which marks there are, where, in which class, size and order.
//!
//! Sizes come from the whole dataset, not from the gaps of the moment: a mark does not change its size while a radius is dragged.

use std::sync::Arc;

use geo::{
    BoundingRect, Centroid, Contains, InteriorPoint, MapCoords, MultiPolygon, Point, Polygon,
};

use super::scene::{
    DistrictMark, FacilityMark, FacilityState, LabelCandidate, LabelOf, Legend, LegendTier,
    ReachMark, Scene, ShareClass, Symbol, VillageMark,
};
use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};
use crate::model::{Areas, Coverage, Dataset, FacilityRef, KnownTier, Status, Tier};

/// The bounds of the share classes, 0 to 1; chosen by hand, as a standard speaks of round shares.
pub const SHARE_BREAKS: [f64; 6] = [0.0, 0.6, 0.8, 0.9, 0.95, 1.0];
/// How many villages beyond reach get a chance of a label.
const LABELLED_GAPS: usize = 400;
/// Radius of a covered village in points, before crowding.
const COVERED_RADIUS: f32 = 1.1;
/// Radius in points of a gap mark with the median number of people, before crowding.
const MEDIAN_GAP_RADIUS: f32 = 2.6;
/// The smallest and the largest gap mark in points.
const GAP_RADII: [f32; 2] = [2.2, 9.0];

/// The districts in Mercator's plane with the anchor of their labels: built once per dataset.
#[derive(Debug, Clone, Default)]
pub struct DistrictShapes {
    /// The areas, in the dataset's order.
    pub shapes: Vec<Arc<MultiPolygon<f64>>>,
    /// Where a district's name stands: inside its largest part.
    pub anchors: Vec<[f64; 2]>,
    /// The x about which everything lies (see [`Scene::anchor`]).
    pub anchor: f64,
    /// The box around the dataset.
    pub extent: Option<GeoBox>,
}

/// The copy of `x` nearest to `anchor`.
fn near(x: f64, anchor: f64) -> f64 {
    x - (x - anchor).round()
}

/// An area in degrees brought into Mercator's plane; each part is the copy nearest to `anchor`.
fn projected(area: &MultiPolygon<f64>, anchor: f64) -> MultiPolygon<f64> {
    let part = |polygon: &Polygon<f64>| {
        let flat = polygon.map_coords(|c| {
            // A longitude past 180° stays where it is: only the latitude needs the formula.
            let [_, y] = mercator(LonLat::new(0.0, c.y));
            geo::coord! { x: c.x / 360.0 + 0.5, y: y }
        });
        let middle = flat.bounding_rect().map_or(anchor, |r| r.center().x);
        let shift = near(middle, anchor) - middle;
        flat.map_coords(|c| geo::coord! { x: c.x + shift, y: c.y })
    };
    MultiPolygon(area.iter().map(part).collect())
}

/// A point inside the largest part: its centroid if that lies inside.
fn label_anchor(area: &MultiPolygon<f64>) -> Option<[f64; 2]> {
    let size = |p: &Polygon<f64>| p.bounding_rect().map_or(0.0, |r| r.width() * r.height());
    let largest = area.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let inside = |p: &Point<f64>| largest.contains(p);
    let point = largest
        .centroid()
        .filter(inside)
        .or_else(|| largest.interior_point())?;
    Some([point.x(), point.y()])
}

impl DistrictShapes {
    /// The shapes of a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let extent = dataset.extent();
        let anchor = extent.map_or(0.5, |e| mercator(e.centre())[0]);
        let shapes: Vec<_> = dataset
            .districts
            .iter()
            .map(|d| Arc::new(projected(&d.shape, anchor)))
            .collect();
        let middle = |d: &crate::model::District| {
            let [x, y] = mercator(d.extent.centre());
            [near(x, anchor), y]
        };
        let anchors = shapes
            .iter()
            .zip(&dataset.districts)
            .map(|(shape, d)| label_anchor(shape).unwrap_or_else(|| middle(d)))
            .collect();
        Self {
            shapes,
            anchors,
            anchor,
            extent,
        }
    }
}

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

/// How the radius of a gap mark follows from its people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapScale {
    median: f64,
    crowding: f32,
}

impl GapScale {
    /// The scale of a dataset: the median village gets a mark of middling size, and marks shrink where there are many.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let mut people: Vec<f64> = dataset
            .villages
            .iter()
            .map(crate::model::Village::people)
            .filter(|p| *p > 0.0)
            .collect();
        let middle = people.len() / 2;
        let median = if people.is_empty() {
            0.0
        } else {
            *people.select_nth_unstable_by(middle, f64::total_cmp).1
        };
        Self {
            median,
            crowding: crowding(dataset.villages.len(), 8000.0),
        }
    }

    /// The radius in points of a gap mark; its area grows with the people.
    #[must_use]
    pub fn radius(&self, people: f64) -> f32 {
        let [smallest, largest] = GAP_RADII;
        let raw = if self.median > 0.0 {
            MEDIAN_GAP_RADIUS * (people.max(0.0) / self.median).sqrt() as f32
        } else {
            MEDIAN_GAP_RADIUS
        };
        raw.clamp(smallest, largest) * self.crowding
    }

    /// What the legend shows of it: see [`Legend::gap_sizes`].
    fn legend(&self, largest: f64) -> Vec<(f64, f32)> {
        let mut sizes: Vec<(f64, f32)> = Vec::new();
        let top = largest.max(1.0).log10().floor() as i32;
        for exponent in (0..=top).rev() {
            for mantissa in [5.0, 2.0, 1.0] {
                let people = mantissa * 10f64.powi(exponent);
                let radius = self.radius(people);
                let tells = sizes
                    .last()
                    .is_none_or(|(_, last)| last - radius >= 1.2 * self.crowding);
                let clamped = radius >= GAP_RADII[1] * self.crowding && people * 2.0 <= largest;
                if people <= largest && tells && !clamped && sizes.len() < 3 {
                    sizes.push((people, radius));
                }
            }
        }
        sizes
    }
}

/// How much marks shrink when there are more than `comfortable` of them, and grow when there are fewer.
fn crowding(marks: usize, comfortable: f32) -> f32 {
    (comfortable / marks.max(1) as f32)
        .powf(0.25)
        .clamp(0.45, 1.35)
}

/// The class of a share; see [`SHARE_BREAKS`].
#[must_use]
pub fn share_class(share: f64) -> u8 {
    SHARE_BREAKS[1..5]
        .iter()
        .take_while(|b| share >= **b)
        .count() as u8
}

/// The symbol of each tier. A tier that is known has its own; others take what is left, a single one looks like an institution.
#[must_use]
pub fn symbols(tiers: &[Tier]) -> Vec<Symbol> {
    let known = |tier: KnownTier| match tier {
        KnownTier::Clinic => Symbol::Square,
        KnownTier::Station => Symbol::Diamond,
        KnownTier::Community => Symbol::Hexagon,
        KnownTier::Township => Symbol::CrossSquare,
        KnownTier::County => Symbol::CrossDisc,
        KnownTier::City => Symbol::CrossPentagon,
    };
    if let [Tier { known: None, .. }] = tiers {
        return vec![Symbol::CrossSquare];
    }
    let used: Vec<Symbol> = tiers.iter().filter_map(|t| t.known.map(known)).collect();
    let order = [
        Symbol::Triangle,
        Symbol::Star,
        Symbol::Hexagon,
        Symbol::Diamond,
        Symbol::Square,
        Symbol::CrossSquare,
        Symbol::CrossDisc,
        Symbol::CrossPentagon,
    ];
    let mut free = order
        .into_iter()
        .filter(|s| !used.contains(s))
        .collect::<Vec<_>>()
        .into_iter()
        .cycle();
    tiers
        .iter()
        .map(|t| {
            t.known
                .map(known)
                .or_else(|| free.next())
                .unwrap_or(Symbol::Square)
        })
        .collect()
}

/// Half of the width of a mark in points, before crowding.
fn symbol_radius(symbol: Symbol, single: bool) -> f32 {
    match symbol {
        Symbol::Square => 2.0,
        Symbol::Diamond | Symbol::Triangle => 2.6,
        Symbol::Hexagon => 2.9,
        Symbol::Star => 3.0,
        Symbol::CrossSquare if single => 2.9,
        Symbol::CrossSquare => 3.4,
        Symbol::CrossDisc => 4.3,
        Symbol::CrossPentagon => 5.0,
    }
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
    let (facilities, tiers) = facility_marks(dataset, coverage, &place);
    let districts: Vec<DistrictMark> = (0u32..)
        .zip(&shapes.shapes)
        .map(|(district, shape)| DistrictMark {
            district,
            shape: Arc::clone(shape),
            class: coverage
                .districts
                .get(district as usize)
                .and_then(|d| d.population_share())
                .map(share_class),
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
    let legend = legend(dataset, coverage, &districts, tiers, scale);
    Scene {
        extent: extent(shapes, coverage),
        labels: labels(dataset, coverage, shapes, &villages, &facilities),
        districts,
        reach,
        villages,
        facilities,
        legend,
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
                    Status::Covered => (COVERED_RADIUS * scale.crowding).max(0.7),
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
) -> (Vec<FacilityMark>, Vec<LegendTier>) {
    let symbols = symbols(&dataset.tiers);
    let mut counts = vec![0usize; dataset.tiers.len()];
    for f in &coverage.facilities {
        if let Some(n) = counts.get_mut(usize::from(f.tier)) {
            *n += 1;
        }
    }
    let single = dataset.tiers.len() == 1;
    let radii: Vec<f32> = symbols
        .iter()
        .zip(&counts)
        .map(|(s, n)| symbol_radius(*s, single) * crowding(*n, 250.0).min(1.1))
        .collect();
    let symbol = |tier: u16| {
        symbols
            .get(usize::from(tier))
            .copied()
            .unwrap_or(Symbol::Square)
    };
    let radius = |tier: u16| radii.get(usize::from(tier)).copied().unwrap_or(2.0);
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
                symbol: symbol(f.tier),
                radius: radius(f.tier),
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
    let tiers = (0u16..)
        .zip(dataset.tiers.iter().zip(&counts))
        .filter(|(_, (_, n))| **n > 0)
        .map(|(tier, (t, _))| {
            let answer = coverage.tiers.get(usize::from(tier));
            LegendTier {
                tier,
                name: Arc::clone(&t.name),
                known: t.known,
                symbol: symbol(tier),
                radius: radius(tier),
                facilities: answer.map_or(0, |a| a.facilities),
                reach: answer.and_then(|a| a.radius),
            }
        })
        .collect();
    (marks, tiers)
}

fn legend(
    dataset: &Dataset,
    coverage: &Coverage,
    districts: &[DistrictMark],
    tiers: Vec<LegendTier>,
    scale: GapScale,
) -> Legend {
    let mut villages = [0; 4];
    let mut largest: f64 = 0.0;
    for (village, answer) in dataset.villages.iter().zip(&coverage.villages) {
        let slot = match answer.status {
            Status::Covered => 0,
            Status::Borderline => 1,
            Status::Gap => 2,
            Status::Unknown => 3,
        };
        villages[slot] += 1;
        if answer.status == Status::Gap {
            largest = largest.max(village.people());
        }
    }
    let in_class = |class: u8| districts.iter().filter(|d| d.class == Some(class)).count() as u32;
    let share_classes = if districts.is_empty() {
        Vec::new()
    } else {
        (0u8..)
            .zip(SHARE_BREAKS.windows(2))
            .map(|(class, bounds)| ShareClass {
                low: bounds[0],
                high: bounds[1],
                districts: in_class(class),
            })
            .collect()
    };
    Legend {
        villages,
        tiers,
        share_classes,
        districts_without_share: districts.iter().filter(|d| d.class.is_none()).count() as u32,
        gap_sizes: if largest > 0.0 {
            scale.legend(largest)
        } else {
            Vec::new()
        },
    }
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
