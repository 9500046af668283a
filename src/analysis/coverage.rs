//! Point coverage: every village against the facilities that serve (definitions D1, D3 and D4).

use rayon::prelude::*;

use super::AnalysisError;
use super::locate::{DistrictIndex, Located};
use super::serving::{Serving, serving};
use crate::base::progress::Stage;
use crate::base::{LonLat, Metres, Persons, Progress};
use crate::model::{
    AnalysisSpec, Coverage, Dataset, DistrictAnswer, Scenario, Status, TierAnswer, Totals, Village,
    VillageAnswer,
};
use crate::travel::{Costs, Reached, StraightLine};

/// What coverage is asked of.
pub struct CoverageRequest<'a> {
    /// The facilities and villages.
    pub scenario: &'a Scenario,
    /// The question.
    pub spec: &'a AnalysisSpec,
    /// The districts.
    pub index: &'a DistrictIndex,
    /// The district of each village.
    pub located: &'a Located,
}

/// How many villages a worker takes at once, and how often it looks at the cancel flag.
const CHUNK: usize = 256;

/// Answers who is within reach.
///
/// A village is covered when at least k facilities lie within their own tier's radius, d ≤ R, on the ellipsoid.
///
/// # Errors
/// When the question does not fit the data, or the job is cancelled.
pub fn coverage(
    request: &CoverageRequest<'_>,
    progress: &Progress,
) -> Result<Coverage, AnalysisError> {
    let dataset = &*request.scenario.dataset;
    let spec = request.spec;
    if spec.within_unit && dataset.districts.is_empty() {
        return Err(AnalysisError::NoUnits);
    }
    progress.begin(Stage::Indexing, 0);
    let Serving { facilities, radii } = serving(request.scenario, spec)?;
    let tiers = dataset.tiers.len();
    // Within units, every tier of every district is a group of its own.
    let units = if spec.within_unit {
        dataset.districts.len()
    } else {
        1
    };
    let mut groups: Vec<Vec<(u32, LonLat)>> = vec![Vec::new(); units * tiers];
    let mut serving_by_tier = vec![0u32; tiers];
    for ((number, facility), radius) in (0u32..).zip(&facilities).zip(&radii) {
        if radius.is_none() {
            continue;
        }
        serving_by_tier[facility.tier as usize] += 1;
        let unit = if spec.within_unit {
            request.index.at(facility.location)
        } else {
            Some(0)
        };
        if let Some(unit) = unit {
            groups[unit as usize * tiers + facility.tier as usize]
                .push((number, facility.location));
        }
    }
    let asker = Asker {
        costs: StraightLine::new(groups),
        tier_radii: spec.reach.radii(&dataset.tiers),
        spec,
        progress,
    };

    progress.begin(Stage::Measuring, dataset.villages.len() as u64);
    let chunks: Vec<Chunk> = dataset
        .villages
        .par_chunks(CHUNK)
        .zip(request.located.par_chunks(CHUNK))
        .map(|(villages, districts)| asker.answer(villages, districts))
        .collect::<Result<_, AnalysisError>>()?;

    let mut answers = Vec::with_capacity(dataset.villages.len());
    let mut tier_villages = vec![0u32; tiers];
    let mut tier_people = vec![0f64; tiers];
    for chunk in chunks {
        answers.extend(chunk.answers);
        for tier in 0..tiers {
            tier_villages[tier] += chunk.tier_villages[tier];
            tier_people[tier] += chunk.tier_people[tier];
        }
    }
    let tier_answers = (0..tiers)
        .map(|tier| TierAnswer {
            name: dataset.tiers[tier].name.clone(),
            radius: asker.tier_radii[tier],
            facilities: serving_by_tier[tier],
            villages_covered: tier_villages[tier],
            population_covered: Persons(tier_people[tier]),
        })
        .collect();
    Ok(Coverage {
        districts: district_answers(dataset, &answers),
        totals: totals(dataset, &answers),
        gaps: gaps(dataset, &answers),
        tiers: tier_answers,
        villages: answers,
        facilities,
        radii,
    })
}

/// The answers for some villages, with the villages and people that each tier covers among them.
struct Chunk {
    answers: Vec<VillageAnswer>,
    tier_villages: Vec<u32>,
    tier_people: Vec<f64>,
}

struct Asker<'a> {
    costs: StraightLine,
    tier_radii: Vec<Option<Metres>>,
    spec: &'a AnalysisSpec,
    progress: &'a Progress,
}

impl Asker<'_> {
    /// The answers for some villages.
    fn answer(
        &self,
        villages: &[Village],
        districts: &[Option<u32>],
    ) -> Result<Chunk, AnalysisError> {
        let tiers = self.tier_radii.len();
        let (mut counts, mut people) = (vec![0u32; tiers], vec![0f64; tiers]);
        let mut found: Vec<Reached> = Vec::new();
        let mut margins: Vec<f64> = Vec::new();
        let answers = villages
            .iter()
            .zip(districts)
            .map(|(village, district)| {
                let Some(place) = village.location else {
                    return unknown(*district);
                };
                let mut nearest: Option<Reached> = None;
                let mut within_reach = 0;
                margins.clear();
                for (tier, radius) in self.tier_radii.iter().enumerate() {
                    let (Some(radius), Some(group)) = (*radius, self.group(tier, *district)) else {
                        continue;
                    };
                    self.costs
                        .nearest(group, place, self.spec.k.max(1) as usize, &mut found);
                    let Some(first) = found.first().copied() else {
                        continue;
                    };
                    margins.extend(found.iter().map(|r| radius.0 - r.distance.0));
                    if nearest.is_none_or(|n| {
                        (first.distance.0, first.facility) < (n.distance.0, n.facility)
                    }) {
                        nearest = Some(first);
                    }
                    if first.distance <= radius {
                        counts[tier] += 1;
                        people[tier] += village.people();
                        within_reach += self.costs.count_within(group, place, radius);
                    }
                }
                margins.sort_by(|a, b| b.total_cmp(a));
                let deciding = margins.get(self.spec.k.max(1) as usize - 1).copied();
                VillageAnswer {
                    district: *district,
                    nearest: nearest.map(|n| n.facility),
                    distance: nearest.map(|n| n.distance),
                    margin: margins.first().copied().map(Metres),
                    deciding: deciding.map(Metres),
                    within_reach,
                    status: status(deciding, self.spec.tolerance),
                }
            })
            .collect();
        self.progress.advance(villages.len() as u64)?;
        Ok(Chunk {
            answers,
            tier_villages: counts,
            tier_people: people,
        })
    }

    fn group(&self, tier: usize, district: Option<u32>) -> Option<usize> {
        if self.spec.within_unit {
            district.map(|d| d as usize * self.tier_radii.len() + tier)
        } else {
            Some(tier)
        }
    }
}

fn unknown(district: Option<u32>) -> VillageAnswer {
    VillageAnswer {
        district,
        nearest: None,
        distance: None,
        margin: None,
        deciding: None,
        within_reach: 0,
        status: Status::Unknown,
    }
}

fn status(deciding: Option<f64>, tolerance: Metres) -> Status {
    match deciding {
        Some(margin) if tolerance.0 > 0.0 && margin.abs() <= tolerance.0 => Status::Borderline,
        Some(margin) if margin >= 0.0 => Status::Covered,
        _ => Status::Gap,
    }
}

/// Whether a village counts as within reach: d ≤ R, whatever the tolerance.
fn is_within(answer: &VillageAnswer) -> bool {
    answer.deciding.is_some_and(|m| m.0 >= 0.0)
}

fn totals(dataset: &Dataset, answers: &[VillageAnswer]) -> Totals {
    let mut t = Totals::default();
    for (village, answer) in dataset.villages.iter().zip(answers) {
        let people = village.people();
        t.villages += 1;
        t.population.0 += people;
        t.borderline += u32::from(answer.status == Status::Borderline);
        if answer.status == Status::Unknown {
            t.unknown += 1;
            t.population_unknown.0 += people;
        } else if is_within(answer) {
            t.covered += 1;
            t.population_covered.0 += people;
        } else {
            t.gap += 1;
            t.population_gap.0 += people;
        }
    }
    t
}

fn district_answers(dataset: &Dataset, answers: &[VillageAnswer]) -> Vec<DistrictAnswer> {
    let empty = DistrictAnswer {
        villages: 0,
        villages_covered: 0,
        villages_gap: 0,
        population: Persons(0.0),
        population_covered: Persons(0.0),
        worst_village: None,
        worst_distance: None,
        status: Status::Unknown,
    };
    let mut districts = vec![empty; dataset.districts.len()];
    // No facility at all is worse than any distance.
    let margin = |a: &VillageAnswer| a.deciding.map_or(f64::NEG_INFINITY, |m| m.0);
    for ((number, village), answer) in (0u32..).zip(&dataset.villages).zip(answers) {
        let Some(d) = answer.district.and_then(|d| districts.get_mut(d as usize)) else {
            continue;
        };
        d.villages += 1;
        d.population.0 += village.people();
        if is_within(answer) {
            d.villages_covered += 1;
            d.population_covered.0 += village.people();
        } else {
            d.villages_gap += 1;
        }
        if d.worst_village
            .is_none_or(|worst| margin(answer) < margin(&answers[worst as usize]))
        {
            d.worst_village = Some(number);
            d.worst_distance = answer.distance;
        }
        d.status = match (d.status, answer.status) {
            (Status::Gap, _) | (_, Status::Gap) => Status::Gap,
            (Status::Borderline, _) | (_, Status::Borderline) => Status::Borderline,
            _ => Status::Covered,
        };
    }
    districts
}

fn gaps(dataset: &Dataset, answers: &[VillageAnswer]) -> Vec<u32> {
    let mut gaps: Vec<u32> = (0u32..)
        .zip(answers)
        .filter(|(_, a)| a.status == Status::Gap)
        .map(|(i, _)| i)
        .collect();
    let key = |i: u32| {
        let margin = answers[i as usize]
            .deciding
            .map_or(f64::NEG_INFINITY, |m| m.0);
        (margin, -dataset.villages[i as usize].people())
    };
    gaps.sort_by(|a, b| {
        let ((ma, pa), (mb, pb)) = (key(*a), key(*b));
        ma.total_cmp(&mb).then(pa.total_cmp(&pb)).then(a.cmp(b))
    });
    gaps
}
