//! What every facility bears: its catchment (whom it is nearest to) and everyone within its reach. For lists on paper, counted when
//! they are written.

use rayon::prelude::*;

use super::demand::Demand;
use super::locate::DistrictIndex;
use crate::base::place::AGREEMENT;
use crate::base::{Cancelled, Metres, PersonSum, Place, Progress};
use crate::model::{AnalysisSpec, Coverage, Dataset, FacilityLoad, ServingFacility, Status};
use crate::travel::Concern;

/// The load of every facility, in the order of [`Coverage::facilities`]; nothing for one that does not serve.
///
/// # Errors
/// [`Cancelled`] when somebody stopped it.
pub fn loads(
    dataset: &Dataset,
    coverage: &Coverage,
    spec: &AnalysisSpec,
    index: &DistrictIndex,
    demand: &Demand,
    progress: &Progress,
) -> Result<Vec<FacilityLoad>, Cancelled> {
    let mut loads = catchments(dataset, coverage);
    let within = Within {
        demand,
        index,
        own_unit: spec.within_unit,
        // Facilities of a tier reach equally far: one question to the index for each tier.
        concerns: coverage
            .tiers
            .iter()
            .map(|t| t.radius.map(|r| demand.origins.concern(|_| r.0)))
            .collect(),
    };
    loads.par_iter_mut().enumerate().try_for_each(|(i, load)| {
        progress.check()?;
        let radius = coverage.radii.get(i).copied().flatten();
        if let (Some(facility), Some(radius)) = (coverage.facilities.get(i), radius) {
            let (villages, people) = within.count(facility, radius);
            load.within_villages = villages;
            load.within_people = people.total();
        }
        Ok(())
    })?;
    Ok(loads)
}

fn catchments(dataset: &Dataset, coverage: &Coverage) -> Vec<FacilityLoad> {
    let mut loads = vec![FacilityLoad::default(); coverage.facilities.len()];
    let mut people = vec![PersonSum::default(); loads.len()];
    let villages = dataset.villages.iter().zip(coverage.villages.iter());
    for ((village, answer), number) in villages.zip(0u32..) {
        let Some(at) = answer.nearest.map(|f| f as usize) else {
            continue;
        };
        let (Some(load), Some(people)) = (loads.get_mut(at), people.get_mut(at)) else {
            continue;
        };
        load.nearest_villages += 1;
        load.nearest_gaps += u32::from(answer.status == Status::Gap);
        *people += village.people();
        if answer.distance > load.farthest_distance {
            load.farthest_distance = answer.distance;
            load.farthest = Some(number);
        }
    }
    for (load, people) in loads.iter_mut().zip(people) {
        load.nearest_people = people.total();
    }
    loads
}

/// Counts who is within reach of a facility.
struct Within<'a> {
    demand: &'a Demand,
    index: &'a DistrictIndex,
    /// Only villages of the facility's own district count.
    own_unit: bool,
    /// For each tier that serves: which buckets of villages a facility can reach.
    concerns: Vec<Option<Concern>>,
}

impl Within<'_> {
    fn count(&self, facility: &ServingFacility, radius: Metres) -> (u32, PersonSum) {
        let from = Place::from(facility.location);
        let origins = &self.demand.origins;
        let mut villages = 0;
        let mut people = PersonSum::default();
        let mut visit = |slot: usize| {
            if origins.may_reach(slot, from, radius) && reaches(from, origins.place(slot), radius) {
                villages += 1;
                people += self.demand.people(slot as u32).0;
            }
        };
        if self.own_unit {
            let unit = self.index.at(facility.location);
            let slots = unit.map_or(&[][..], |unit| self.demand.of_district(unit));
            for slot in slots {
                visit(*slot as usize);
            }
        } else if let Some(Some(concern)) = self.concerns.get(usize::from(facility.tier)) {
            origins.concerned(from, concern, |bucket| {
                origins.bucket(bucket).for_each(&mut visit);
            });
        }
        (villages, people)
    }
}

/// d ≤ R, by Karney's method where the quick distance cannot tell.
fn reaches(from: Place, to: Place, radius: Metres) -> bool {
    let quick = from.distance(&to);
    if (quick.0 - radius.0).abs() > AGREEMENT {
        quick <= radius
    } else {
        // The same way round as the villages were asked.
        to.exact_distance(&from) <= radius
    }
}
