//! How many facilities are within reach: counted when it is asked for, as counts follow neither an edit nor a radius cheaply.

use rayon::prelude::*;

use super::groups::Grouping;
use crate::analysis::demand::Demand;
use crate::analysis::locate::DistrictIndex;
use crate::base::units::LONGEST_GEODESIC;
use crate::base::{Cancelled, LonLat, Metres, Place, Progress};
use crate::model::{AnalysisSpec, Coverage};
use crate::travel::{Costs, Reached, StraightLine};

/// The facilities that serve in trees by tier, within units by unit and tier.
struct Groups {
    costs: StraightLine,
    radii: Vec<Option<Metres>>,
    within_unit: bool,
}

impl Groups {
    fn new(coverage: &Coverage, spec: &AnalysisSpec, index: &DistrictIndex, units: usize) -> Self {
        let serving = (0u32..).zip(&coverage.facilities).zip(&coverage.radii);
        let grouping = Grouping {
            index,
            units: spec.within_unit.then_some(units),
            tiers: coverage.tiers.len(),
        };
        let groups = grouping.groups(serving.filter_map(|(f, radius)| radius.map(|_| f)));
        Self {
            costs: StraightLine::new(groups),
            radii: coverage.tiers.iter().map(|t| t.radius).collect(),
            within_unit: spec.within_unit,
        }
    }

    fn count(&self, place: LonLat, district: Option<u32>) -> u32 {
        let tiers = self.radii.len();
        let unit = if self.within_unit { district } else { Some(0) };
        let Some(unit) = unit else { return 0 };
        let count = |(tier, radius): (usize, &Option<Metres>)| {
            radius.map_or(0, |radius| {
                self.costs
                    .count_within(unit as usize * tiers + tier, place, radius)
            })
        };
        self.radii.iter().enumerate().map(count).sum()
    }
}

/// The number of facilities within reach of each village.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub fn within_reach(
    coverage: &Coverage,
    spec: &AnalysisSpec,
    index: &DistrictIndex,
    demand: &Demand,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let groups = Groups::new(coverage, spec, index, coverage.districts.len());
    let placed = demand.origins.len();
    let counts: Vec<u32> = (0..placed)
        .into_par_iter()
        .with_min_len(1024)
        .map(|slot| {
            if slot % 1024 == 0 {
                progress.check()?;
            }
            let district = coverage.villages.in_slot(slot).and_then(|a| a.district);
            Ok(groups.count(demand.origins.place(slot).at, district))
        })
        .collect::<Result<_, Cancelled>>()?;
    let slots = demand.origins.slots().iter();
    Ok(slots
        .map(|slot| counts.get(*slot as usize).copied().unwrap_or(0))
        .collect())
}

/// A degree of latitude is nowhere shorter than this (at the equator 110 574 m), metres.
const SHORTEST_DEGREE: f64 = 110_500.0;

/// Asks a coverage about single places, without an index: only facilities between two parallels are looked at.
pub struct Around<'a> {
    /// The answer that is asked.
    pub coverage: &'a Coverage,
    /// Its question.
    pub spec: &'a AnalysisSpec,
    /// The districts.
    pub index: &'a DistrictIndex,
}

impl Around<'_> {
    /// The facilities that serve a place, with their distances, as far as their parallel is no farther than `farthest`.
    fn serving(&self, place: LonLat, farthest: Metres) -> impl Iterator<Item = (Reached, Metres)> {
        let from = Place::from(place);
        let band = farthest.0 / SHORTEST_DEGREE;
        let own = self.spec.within_unit.then(|| self.index.at(place));
        let all = (0u32..).zip(self.coverage.facilities.iter().zip(&self.coverage.radii));
        all.filter_map(move |(facility, (f, radius))| {
            let radius = (*radius)?;
            if (f.location.lat - place.lat).abs() > band {
                return None;
            }
            let here = own.is_none_or(|own| own.is_some() && self.index.at(f.location) == own);
            let distance = || from.exact_distance(&f.location.into());
            here.then(|| {
                (
                    Reached {
                        facility,
                        distance: distance(),
                    },
                    radius,
                )
            })
        })
    }

    /// How many facilities are within reach of a place.
    #[must_use]
    pub fn count(&self, place: LonLat) -> u32 {
        let radii = self.coverage.tiers.iter().filter_map(|t| t.radius);
        let widest = radii.map(|r| r.0).fold(0.0, f64::max);
        self.serving(place, Metres(widest))
            .filter(|(reached, radius)| reached.distance <= *radius)
            .count() as u32
    }

    /// The `count` nearest facilities that serve a place, nearest first; equal distances go to the lower number.
    #[must_use]
    pub fn nearest(&self, place: LonLat, count: usize) -> Vec<Reached> {
        let mut farthest = Metres(25_000.0);
        loop {
            let mut found: Vec<Reached> = self.serving(place, farthest).map(|(r, _)| r).collect();
            let sure = |r: &Reached| r.distance <= farthest;
            if farthest >= LONGEST_GEODESIC || found.iter().filter(|r| sure(r)).count() >= count {
                found.sort_by(|a, b| {
                    (a.distance.0.total_cmp(&b.distance.0)).then(a.facility.cmp(&b.facility))
                });
                found.truncate(count);
                return found;
            }
            farthest = Metres(farthest.0 * 4.0);
        }
    }
}
