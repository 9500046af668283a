//! What the legend explains, and in which order districts are the worst.

use std::sync::Arc;

use super::scene::{Legend, LegendTier, ShareClass};
use super::size::{GapScale, facility_sizes};
use crate::model::{Coverage, Dataset, DistrictAnswer, Status};

/// The bounds of the share classes, 0 to 1; chosen by hand, as a standard speaks of round shares.
pub const SHARE_BREAKS: [f64; 6] = [0.0, 0.6, 0.8, 0.9, 0.95, 1.0];

/// The class of a share; see [`SHARE_BREAKS`].
#[must_use]
pub fn share_class(share: f64) -> u8 {
    SHARE_BREAKS[1..5]
        .iter()
        .take_while(|b| share >= **b)
        .count() as u8
}

/// The class of each district; `None`: nobody lives there, or nobody knows.
#[must_use]
pub fn district_classes(coverage: &Coverage) -> Vec<Option<u8>> {
    let class = |d: &DistrictAnswer| d.population_share().map(share_class);
    coverage.districts.iter().map(class).collect()
}

/// The legend of an answer.
#[must_use]
pub fn legend(dataset: &Dataset, coverage: &Coverage) -> Legend {
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
    let classes = district_classes(coverage);
    let in_class = |class: Option<u8>| classes.iter().filter(|c| **c == class).count() as u32;
    let bounds = if classes.is_empty() {
        &[]
    } else {
        &SHARE_BREAKS[..]
    };
    Legend {
        villages,
        tiers: tiers(dataset, coverage),
        share_classes: (0u8..)
            .zip(bounds.windows(2))
            .map(|(class, bounds)| ShareClass {
                low: bounds[0],
                high: bounds[1],
                districts: in_class(Some(class)),
            })
            .collect(),
        districts_without_share: in_class(None),
        gap_sizes: if largest > 0.0 {
            GapScale::of(dataset).legend(largest)
        } else {
            Vec::new()
        },
    }
}

/// The tiers that have a facility, in the dataset's order.
fn tiers(dataset: &Dataset, coverage: &Coverage) -> Vec<LegendTier> {
    let mut occurs = vec![false; dataset.tiers.len()];
    for f in &coverage.facilities {
        if let Some(o) = occurs.get_mut(usize::from(f.tier)) {
            *o = true;
        }
    }
    (0u16..)
        .zip(dataset.tiers.iter().zip(facility_sizes(dataset)))
        .zip(occurs)
        .filter(|(_, occurs)| *occurs)
        .map(|((tier, (t, (symbol, radius))), _)| {
            let answer = coverage.tiers.get(usize::from(tier));
            LegendTier {
                tier,
                name: Arc::clone(&t.name),
                known: t.known,
                symbol,
                radius,
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
