//! Coverage that is carried on: after an edit or another radius only what can differ is measured and judged again. What comes out
//! equals a fresh answer to the bit; a test holds it to that.

mod judging;
mod outcome;
mod slide;

use std::sync::Arc;

use rayon::prelude::*;

use super::CoverageRequest;
use super::groups::Grouping;
use super::judge::PageSums;
use super::lists::DistrictSums;
use super::rows::{PAGE, Rows, Survey};
use crate::analysis::AnalysisError;
use crate::analysis::demand::Demand;
use crate::analysis::locate::DistrictIndex;
use crate::analysis::serving::{filter, passes};
use crate::base::progress::Stage;
use crate::base::{Metres, Progress};
use crate::model::{
    AnalysisSpec, Changed, Coverage, Dataset, Filter, Paged, ServingFacility, VillageAnswers,
    unedited,
};
use crate::travel::{Concern, StraightLine};

/// After more edited facilities than this everything is measured afresh, which is then no slower.
const MOST_EDITED: usize = 200;

/// An answer with all that is needed to carry it on.
pub struct LiveCoverage {
    dataset: Arc<Dataset>,
    demand: Arc<Demand>,
    rule: Rule,
    tolerance: Metres,
    filter: Option<Filter>,
    /// The facilities without edits.
    unedited: Paged<ServingFacility>,
    /// The tiers of the facilities that are open and pass the filter.
    serving: Vec<Option<u16>>,
    costs: StraightLine,
    /// For each page and tier what was measured.
    rows: Vec<Vec<Rows>>,
    /// For each tier how far a facility may be to matter; `None`: the tier has never served and is not measured.
    concern: Vec<Option<Concern>>,
    sums: Vec<PageSums>,
    districts: Vec<DistrictSums>,
    villages: VillageAnswers,
    answer: Arc<Coverage>,
}

/// The part of a question with which everything is measured; when it changes, all is measured afresh.
#[derive(Debug, Clone, PartialEq)]
struct Rule {
    filter: Option<String>,
    within_unit: bool,
    k: usize,
}

impl Rule {
    fn of(spec: &AnalysisSpec) -> Self {
        Self {
            filter: spec.filter.clone(),
            within_unit: spec.within_unit,
            k: spec.k.max(1) as usize,
        }
    }
}

impl LiveCoverage {
    /// Answers afresh.
    ///
    /// # Errors
    /// When the question does not fit the data, or the job is cancelled.
    pub fn begin(
        request: &CoverageRequest<'_>,
        progress: &Progress,
    ) -> Result<(Self, Arc<Coverage>), AnalysisError> {
        let (mut live, facilities) = Self::prepare(request, progress)?;
        let radii = request.spec.reach.radii(&live.dataset.tiers);
        live.measure(&radii, progress)?;
        let gaps = live.judge_all(&radii, &facilities, None)?;
        let answer = live.coverage(facilities, &radii, gaps);
        live.answer = Arc::clone(&answer);
        Ok((live, answer))
    }

    /// Answers once: what is measured is judged page by page and not kept.
    pub(super) fn once(
        request: &CoverageRequest<'_>,
        progress: &Progress,
    ) -> Result<Arc<Coverage>, AnalysisError> {
        let (mut live, facilities) = Self::prepare(request, progress)?;
        let radii = request.spec.reach.radii(&live.dataset.tiers);
        progress.begin(Stage::Measuring, live.demand.len() as u64);
        let gaps = live.judge_all(&radii, &facilities, Some(progress))?;
        Ok(live.coverage(facilities, &radii, gaps))
    }

    /// Everything but what is measured.
    fn prepare(
        request: &CoverageRequest<'_>,
        progress: &Progress,
    ) -> Result<(Self, Paged<ServingFacility>), AnalysisError> {
        let dataset = Arc::clone(&request.scenario.dataset);
        let spec = request.spec;
        if spec.within_unit && dataset.districts.is_empty() {
            return Err(AnalysisError::NoUnits);
        }
        progress.begin(Stage::Indexing, 0);
        let filter = filter(&dataset, spec)?;
        let unedited = unedited(&dataset);
        let facilities = request.scenario.edited(&unedited);
        let tiers = dataset.tiers.len();
        let mut live = Self {
            demand: Arc::clone(request.demand),
            rule: Rule::of(spec),
            tolerance: spec.tolerance,
            unedited,
            serving: Vec::new(),
            costs: StraightLine::new(Vec::new()),
            rows: Vec::new(),
            concern: vec![None; tiers],
            sums: Vec::new(),
            districts: Vec::new(),
            villages: VillageAnswers::default(),
            answer: Arc::default(),
            filter,
            dataset,
        };
        live.serving = facilities.iter().map(|f| live.serves(f)).collect();
        let serving = (0u32..).zip(&facilities).zip(&live.serving);
        let serving = serving.filter_map(|(f, serves)| serves.map(|_| f));
        let groups = live.grouping(request.index).groups(serving);
        live.costs = StraightLine::new(groups);
        live.rows = vec![vec![Rows::default(); tiers]; live.demand.len().div_ceil(PAGE)];
        Ok((live, facilities))
    }

    /// Answers the next question, as far as possible from the answer before. The changes are `None` where everything may be another.
    ///
    /// # Errors
    /// When the question does not fit the data, or the job is cancelled; then the answer before is what is carried on.
    pub fn follow(
        &mut self,
        request: &CoverageRequest<'_>,
        progress: &Progress,
    ) -> Result<(Arc<Coverage>, Option<Changed>), AnalysisError> {
        let spec = request.spec;
        filter(&request.scenario.dataset, spec)?;
        let before = Arc::clone(&self.answer);
        let same = Arc::ptr_eq(&self.dataset, &request.scenario.dataset)
            && Arc::ptr_eq(&self.demand, request.demand)
            && self.rule == Rule::of(spec);
        let facilities = request.scenario.edited(&self.unedited);
        let edited = same.then(|| facilities.differing(&before.facilities));
        let Some(edited) = edited.filter(|e| e.len() <= MOST_EDITED) else {
            let (live, answer) = Self::begin(request, progress)?;
            *self = live;
            return Ok((answer, None));
        };
        let radii = spec.reach.radii(&self.dataset.tiers);
        self.measure(&radii, progress)?;
        let slots = self.edit(&edited, &facilities, request.index);
        let old_tolerance = std::mem::replace(&mut self.tolerance, spec.tolerance);
        let old_radii = || before.tiers.iter().map(|t| t.radius);
        let same_rule = old_tolerance == spec.tolerance && old_radii().eq(radii.iter().copied());
        let (answer, differing) = if same_rule {
            let differing = self.judge_slots(&slots, &radii, &facilities);
            let answer = self.coverage_after(&before, facilities, &radii, &differing);
            (answer, differing)
        } else {
            let same_tiers = old_radii()
                .map(|r| r.is_some())
                .eq(radii.iter().map(Option::is_some));
            if same_tiers && slots.is_empty() {
                let (differing, gaps) = self.judge_radii(&radii, &facilities);
                (self.coverage_slid(facilities, &radii, gaps), differing)
            } else {
                let gaps = self.judge_all(&radii, &facilities, None)?;
                let answer = self.coverage(facilities, &radii, gaps);
                let differing = seen(&before.villages, &answer.villages);
                (answer, differing)
            }
        };
        self.answer = Arc::clone(&answer);
        let changed = self.changed(&before, &answer, &differing, edited);
        Ok((answer, Some(changed)))
    }

    /// The tier of a facility that is open and passes the filter.
    fn serves(&self, facility: &ServingFacility) -> Option<u16> {
        let serves = !facility.closed && passes(&self.dataset, self.filter.as_ref(), facility);
        serves.then_some(facility.tier)
    }

    fn grouping<'a>(&self, index: &'a DistrictIndex) -> Grouping<'a> {
        Grouping {
            index,
            units: (self.rule.within_unit).then_some(self.dataset.districts.len()),
            tiers: self.concern.len(),
        }
    }

    fn survey(&self) -> Survey<'_> {
        Survey {
            demand: &self.demand,
            costs: &self.costs,
            tiers: self.concern.len(),
            within_unit: self.rule.within_unit,
            k: self.rule.k,
        }
    }

    /// Measures the tiers that serve now and never did before.
    fn measure(
        &mut self,
        radii: &[Option<Metres>],
        progress: &Progress,
    ) -> Result<(), AnalysisError> {
        let new: Vec<usize> = (0..radii.len())
            .filter(|tier| radii[*tier].is_some() && self.concern[*tier].is_none())
            .collect();
        progress.begin(Stage::Measuring, self.demand.len() as u64);
        if new.is_empty() {
            return Ok(progress.check()?);
        }
        let mut rows = std::mem::take(&mut self.rows);
        let survey = self.survey();
        let measured = rows
            .par_iter_mut()
            .enumerate()
            .try_for_each(|(page, rows)| {
                for tier in &new {
                    rows[*tier] = survey.page(*tier, page);
                }
                progress.advance(PAGE as u64)
            });
        self.rows = rows;
        measured?;
        for tier in new {
            self.concern[tier] = Some(if self.rule.within_unit {
                Concern::default()
            } else {
                self.demand.origins.concern(|slot| self.limit(tier, slot))
            });
        }
        Ok(())
    }

    /// How far the last facility is that is kept for a slot.
    fn limit(&self, tier: usize, slot: usize) -> f64 {
        self.rows[slot / PAGE][tier].last_distance(self.rule.k, slot % PAGE)
    }

    /// Follows the edited facilities and gives the slots whose distances were measured again.
    fn edit(
        &mut self,
        edited: &[u32],
        facilities: &Paged<ServingFacility>,
        index: &DistrictIndex,
    ) -> Vec<u32> {
        let before = Arc::clone(&self.answer);
        let grouping = self.grouping(index);
        let mut again: Vec<(usize, u32)> = Vec::new();
        for number in edited.iter().copied() {
            let i = number as usize;
            let left = before.facilities.get(i).filter(|_| self.serves_now(i));
            if let Some(facility) = left {
                if let Some(group) = grouping.of(facility) {
                    self.costs.remove(group, number);
                }
                self.concerned(facility, Some(number), index, &mut again);
            }
            if self.serving.len() <= i {
                self.serving.resize(i + 1, None);
            }
            self.serving[i] = facilities.get(i).and_then(|f| self.serves(f));
            let come = facilities.get(i).filter(|_| self.serves_now(i));
            if let Some(facility) = come {
                if let Some(group) = grouping.of(facility) {
                    self.costs.add(group, number, facility.location);
                }
                self.concerned(facility, None, index, &mut again);
            }
        }
        self.serving.truncate(facilities.len());
        again.sort_unstable();
        again.dedup();
        let survey = self.survey();
        let rows: Vec<Vec<_>> = again
            .par_iter()
            .with_min_len(64)
            .map_init(Vec::new, |found, (tier, slot)| {
                survey.slot(*tier, *slot as usize, found);
                found.clone()
            })
            .collect();
        let k = self.rule.k;
        for ((tier, slot), row) in again.iter().zip(rows) {
            let slot = *slot as usize;
            self.rows[slot / PAGE][*tier].set(k, slot % PAGE, &row);
        }
        self.renew_concern(&again);
        let mut slots: Vec<u32> = again.into_iter().map(|(_, slot)| slot).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn serves_now(&self, facility: usize) -> bool {
        self.serving.get(facility).is_some_and(Option::is_some)
    }

    /// The slots for which a facility matters: those that name it (`leaving`), or those that it comes near enough.
    fn concerned(
        &self,
        facility: &ServingFacility,
        leaving: Option<u32>,
        index: &DistrictIndex,
        into: &mut Vec<(usize, u32)>,
    ) {
        let tier = usize::from(facility.tier);
        let Some(Some(concern)) = self.concern.get(tier) else {
            return;
        };
        if self.rule.within_unit {
            if let Some(district) = index.at(facility.location) {
                let all = self.demand.of_district(district);
                into.extend(all.iter().map(|slot| (tier, *slot)));
            }
            return;
        }
        let place = facility.location.into();
        let origins = &self.demand.origins;
        let k = self.rule.k;
        origins.concerned(place, concern, |bucket| {
            for slot in origins.bucket(bucket) {
                let matters = match leaving {
                    Some(number) => self.rows[slot / PAGE][tier].names(k, slot % PAGE, number),
                    None => origins.may_reach(slot, place, Metres(self.limit(tier, slot))),
                };
                if matters {
                    into.push((tier, slot as u32));
                }
            }
        });
    }

    fn renew_concern(&mut self, again: &[(usize, u32)]) {
        if self.rule.within_unit {
            return;
        }
        let demand = Arc::clone(&self.demand);
        let bucket =
            |(tier, slot): &(usize, u32)| (*tier, demand.origins.bucket_of(*slot as usize));
        let mut buckets: Vec<(usize, usize)> = again.iter().map(bucket).collect();
        buckets.dedup();
        for (tier, bucket) in buckets {
            if let Some(mut concern) = self.concern[tier].take() {
                let limit = |slot| self.limit(tier, slot);
                demand.origins.renew(&mut concern, bucket, limit);
                self.concern[tier] = Some(concern);
            }
        }
    }
}

/// The slots whose status, nearest facility or distance is another. Pages that both share are not looked at.
fn seen(before: &VillageAnswers, after: &VillageAnswers) -> Vec<u32> {
    let (a, b) = (&before.columns, &after.columns);
    let mut slots = a.status.differing(&b.status);
    slots.extend(a.nearest.differing(&b.nearest));
    slots.extend(a.distance.differing(&b.distance));
    slots.sort_unstable();
    slots.dedup();
    slots
}

#[cfg(test)]
mod tests;
