//! From judged pages to the whole coverage: lists, sums, and what is another than before.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::judge::PageSums;
use super::super::lists::{self, Decided, DistrictSums, RoughGap};
use super::LiveCoverage;
use crate::base::Metres;
use crate::model::{Changed, Coverage, DistrictAnswer, Paged, ServingFacility, TierAnswer, Totals};

impl LiveCoverage {
    fn decided(&self) -> Decided<'_> {
        Decided {
            deciding: self.villages.columns.deciding(),
            tolerance: self.tolerance,
        }
    }

    /// The coverage with every list made afresh.
    pub(super) fn coverage(
        &mut self,
        facilities: Paged<ServingFacility>,
        radii: &[Option<Metres>],
        gaps: Vec<RoughGap>,
    ) -> Arc<Coverage> {
        let (demand, decided) = (&*self.demand, self.decided());
        let districts = (0..self.dataset.districts.len() as u32)
            .into_par_iter()
            .with_min_len(16)
            .map(|d| DistrictSums::of(demand, &decided, d))
            .collect();
        self.districts = districts;
        self.coverage_slid(facilities, radii, gaps)
    }

    /// The coverage with the districts from their sums.
    pub(super) fn coverage_slid(
        &self,
        facilities: Paged<ServingFacility>,
        radii: &[Option<Metres>],
        gaps: Vec<RoughGap>,
    ) -> Arc<Coverage> {
        let (gaps, districts) = rayon::join(
            || lists::gaps(gaps, &self.demand, &self.decided()),
            || {
                let districts = (0u32..).zip(&self.districts);
                let districts = districts.map(|(d, s)| s.answer(&self.demand, &self.villages, d));
                districts.collect()
            },
        );
        self.assembled(facilities, radii, districts, gaps)
    }

    /// The coverage with the lists as before, save for what some slots change.
    pub(super) fn coverage_after(
        &mut self,
        before: &Coverage,
        facilities: Paged<ServingFacility>,
        radii: &[Option<Metres>],
        differing: &[u32],
    ) -> Arc<Coverage> {
        let of = |slot: &u32| self.demand.district[*slot as usize];
        let mut touched: Vec<u32> = differing.iter().map(of).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut districts = before.districts.clone();
        for d in touched {
            let sums = DistrictSums::of(&self.demand, &self.decided(), d);
            if let (Some(kept), Some(answer)) = (
                self.districts.get_mut(d as usize),
                districts.get_mut(d as usize),
            ) {
                *kept = sums;
                *answer = sums.answer(&self.demand, &self.villages, d);
            }
        }
        let gaps = lists::gaps_after(&before.gaps, differing, &self.demand, &self.decided());
        self.assembled(facilities, radii, districts, gaps)
    }

    fn assembled(
        &self,
        facilities: Paged<ServingFacility>,
        by_tier: &[Option<Metres>],
        districts: Vec<DistrictAnswer>,
        gaps: Vec<u32>,
    ) -> Arc<Coverage> {
        let mut sums = PageSums::default();
        sums.tiers.resize(by_tier.len(), Default::default());
        for page in &self.sums {
            sums.add(page);
        }
        let radius = |tier: &Option<u16>| tier.and_then(|t| *by_tier.get(usize::from(t))?);
        let mut serving = vec![0u32; by_tier.len()];
        for tier in self.serving.iter().flatten() {
            if let Some(count) = serving.get_mut(usize::from(*tier)) {
                *count += u32::from(radius(&Some(*tier)).is_some());
            }
        }
        let tiers = (self.dataset.tiers.iter().zip(by_tier))
            .zip(serving.iter().zip(&sums.tiers))
            .map(
                |((tier, radius), (facilities, (villages, people)))| TierAnswer {
                    name: Arc::clone(&tier.name),
                    radius: *radius,
                    facilities: *facilities,
                    villages_covered: *villages,
                    population_covered: people.total(),
                },
            )
            .collect();
        let mut everybody = sums.people_covered;
        everybody += sums.people_gap;
        everybody += sums.people_unknown;
        Arc::new(Coverage {
            facilities,
            radii: self.serving.iter().map(radius).collect(),
            villages: self.villages.clone(),
            districts,
            tiers,
            totals: Totals {
                villages: self.demand.len() as u32,
                covered: sums.covered,
                borderline: sums.borderline,
                gap: sums.gap,
                unknown: sums.unknown,
                population: everybody.total(),
                population_covered: sums.people_covered.total(),
                population_gap: sums.people_gap.total(),
                population_unknown: sums.people_unknown.total(),
            },
            within_reach: None,
            gaps,
        })
    }

    /// What is another in the lists, by their own numbers.
    pub(super) fn changed(
        &self,
        before: &Coverage,
        after: &Coverage,
        seen: &[u32],
        mut facilities: Vec<u32>,
    ) -> Changed {
        let mut villages: Vec<u32> = seen
            .iter()
            .map(|s| self.demand.village[*s as usize])
            .collect();
        radsort::sort(&mut villages);
        let radii = before.radii.iter().zip(&after.radii);
        let toggled = (0u32..)
            .zip(radii)
            .filter(|(_, (a, b))| a.is_some() != b.is_some());
        facilities.extend(toggled.map(|(i, _)| i));
        facilities.sort_unstable();
        facilities.dedup();
        let districts = (0u32..)
            .zip(before.districts.iter().zip(&after.districts))
            .filter(|(_, (a, b))| a != b)
            .map(|(i, _)| i)
            .collect();
        Changed {
            villages,
            facilities,
            districts,
        }
    }
}
