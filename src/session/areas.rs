//! Where care reaches, carried on from answer to answer: after an edit only the districts that it touches are measured and cut again,
//! and only the tiers that it changes are merged again. What comes out equals fresh areas to the bit; a test holds it to that.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use geo::MultiPolygon;
use rayon::prelude::*;

use super::baseline::Baseline;
use crate::analysis::{self, PreparedDistricts, Reachable};
use crate::base::progress::Stage;
use crate::base::{Cancelled, Progress};
use crate::model::{AnalysisSpec, AreaBounds, Areas, Coverage, Dataset};

/// The shares of area within reach: what follows a change of [`Areas`] before the polygons do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shares {
    /// Of each district.
    pub districts: Vec<AreaBounds>,
    /// Of all districts together; `None` without districts.
    pub total: Option<AreaBounds>,
}

impl Shares {
    pub(super) fn of(areas: &Areas) -> Self {
        Self {
            districts: areas.districts.clone(),
            total: areas.total,
        }
    }
}

/// So many districts are measured again while the window waits for an answer: a few milliseconds' work.
const AT_ONCE: usize = 64;
/// The same where several facilities must reach a place, which takes longer to measure.
const AT_ONCE_SEVERAL: usize = 4;

/// With no more facilities than these, areas are begun while the window waits.
const FEW_FACILITIES: usize = 2000;

/// Areas with all that is needed to carry them on.
pub(super) struct LiveAreas {
    baseline: Arc<Baseline>,
    spec: AnalysisSpec,
    /// The answer that `reachable` is of.
    coverage: Arc<Coverage>,
    reachable: Reachable,
    shares: Shares,
    /// As last handed out: some of it may be of an earlier answer.
    areas: Arc<Areas>,
    /// The districts whose share is of an earlier answer, and those whose polygons are.
    unmeasured: BTreeSet<u32>,
    uncut: BTreeSet<u32>,
    /// The tiers whose reach is of an earlier answer.
    unmerged: BTreeSet<usize>,
}

impl LiveAreas {
    /// Areas of which nothing is known yet.
    pub(super) fn begin(
        baseline: &Arc<Baseline>,
        spec: &AnalysisSpec,
        coverage: &Arc<Coverage>,
    ) -> Self {
        let dataset = &baseline.dataset;
        let districts = 0..dataset.districts.len() as u32;
        Self {
            reachable: Reachable::new(coverage, spec, &baseline.index),
            baseline: Arc::clone(baseline),
            spec: spec.clone(),
            coverage: Arc::clone(coverage),
            shares: Shares::default(),
            areas: Arc::default(),
            unmeasured: districts.clone().collect(),
            uncut: districts.collect(),
            unmerged: (0..dataset.tiers.len()).collect(),
        }
    }

    /// The areas of the next answer. `None`: it is to another question, and they begin afresh when there is time for it.
    pub(super) fn next(
        mut self,
        baseline: &Arc<Baseline>,
        spec: &AnalysisSpec,
        coverage: &Arc<Coverage>,
    ) -> Option<Self> {
        if !Arc::ptr_eq(&self.baseline, baseline) {
            return None;
        }
        if self.spec != *spec {
            let few = baseline.dataset.districts.len() <= AT_ONCE
                && coverage.facilities.len() <= FEW_FACILITIES;
            return few.then(|| Self::begin(baseline, spec, coverage));
        }
        self.follow(coverage);
        Some(self)
    }

    /// Takes another answer to the same question.
    fn follow(&mut self, coverage: &Arc<Coverage>) {
        let baseline = Arc::clone(&self.baseline);
        let before = std::mem::replace(&mut self.coverage, Arc::clone(coverage));
        let prepared = baseline.prepared();
        let edited = coverage.facilities.differing(&before.facilities);
        for i in edited.iter().map(|i| *i as usize) {
            for (all, radii) in [&before, coverage].map(|c| (&c.facilities, &c.radii)) {
                let Some(facility) = all.get(i) else { continue };
                if let Some(Some(radius)) = radii.get(i) {
                    let touched = prepared.touched_by(facility.location, *radius);
                    self.unmeasured.extend(&touched);
                    self.uncut.extend(touched);
                    self.unmerged.insert(usize::from(facility.tier));
                }
            }
        }
        if before.facilities.len() == coverage.facilities.len() {
            for i in edited {
                if let Some(facility) = coverage.facilities.get(i as usize) {
                    let radius = coverage.radii.get(i as usize).copied().flatten();
                    self.reachable
                        .set(i, facility.location, radius, &baseline.index);
                }
            }
        } else {
            self.reachable = Reachable::new(coverage, &self.spec, &baseline.index);
        }
    }

    /// The shares, if few enough districts are to be measured again to do it at once.
    pub(super) fn shares_at_once(&mut self) -> Option<Arc<Shares>> {
        let most = if self.spec.k <= 1 {
            AT_ONCE
        } else {
            AT_ONCE_SEVERAL
        };
        if self.unmeasured.len() > most {
            return None;
        }
        self.shares(&Progress::new()).ok()
    }

    /// The shares of all districts.
    pub(super) fn shares(&mut self, progress: &Progress) -> Result<Arc<Shares>, Cancelled> {
        let prepared = self.baseline.prepared();
        let unmeasured: Vec<u32> = self.unmeasured.iter().copied().collect();
        let measured: Vec<AreaBounds> = unmeasured
            .par_iter()
            .map(|d| {
                progress.check()?;
                Ok(self.reachable.share(prepared, *d as usize))
            })
            .collect::<Result<_, Cancelled>>()?;
        let shares = &mut self.shares;
        if measured.len() == prepared.len() {
            shares.districts = measured;
        } else {
            for (d, bounds) in unmeasured.into_iter().zip(measured) {
                shares.districts[d as usize] = bounds;
            }
        }
        shares.total = analysis::total(&shares.districts);
        self.unmeasured.clear();
        Ok(Arc::new(shares.clone()))
    }

    /// The areas, with all polygons.
    pub(super) fn areas(&mut self, progress: &Progress) -> Result<Arc<Areas>, Cancelled> {
        self.shares(progress)?;
        let prepared = self.baseline.prepared();
        let uncut: Vec<u32> = self.uncut.iter().copied().collect();
        progress.begin(Stage::Areas, uncut.len() as u64 + 1);
        let cut: Vec<_> = uncut
            .par_iter()
            .map(|d| {
                let (_, polygons) = self.reachable.district(prepared, *d as usize);
                progress.advance(1).map(|()| polygons)
            })
            .collect::<Result<_, Cancelled>>()?;
        let merged = self.merge(progress)?;
        let areas = Arc::make_mut(&mut self.areas);
        if cut.len() == prepared.len() {
            areas.beyond = cut;
        } else {
            for (d, polygons) in uncut.into_iter().zip(cut) {
                areas.beyond[d as usize] = polygons;
            }
        }
        areas
            .reach
            .resize_with(merged.reach.len(), || MultiPolygon(Vec::new()));
        for (tier, reach) in merged.reach.into_iter().enumerate() {
            if self.unmerged.contains(&tier) {
                areas.reach[tier] = reach;
            }
        }
        areas.districts.clone_from(&self.shares.districts);
        areas.total = self.shares.total;
        self.uncut.clear();
        self.unmerged.clear();
        Ok(Arc::clone(&self.areas))
    }

    /// The reach of the tiers that changed; the others are left empty.
    fn merge(&self, progress: &Progress) -> Result<Areas, Cancelled> {
        static NO_DISTRICTS: LazyLock<PreparedDistricts> =
            LazyLock::new(|| PreparedDistricts::new(&Dataset::default()));
        let coverage = &self.coverage;
        let facilities = coverage.facilities.iter().zip(&coverage.radii);
        let radii = facilities.map(|(facility, radius)| {
            radius.filter(|_| self.unmerged.contains(&usize::from(facility.tier)))
        });
        let of_these = Coverage {
            facilities: coverage.facilities.clone(),
            radii: radii.collect(),
            ..Coverage::default()
        };
        let (dataset, index) = (&self.baseline.dataset, &self.baseline.index);
        analysis::areas(
            dataset,
            &of_these,
            &self.spec,
            &NO_DISTRICTS,
            index,
            progress,
        )
    }
}
