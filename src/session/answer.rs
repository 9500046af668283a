//! From a state to its answer: the same steps for the window, the commands and the tests.

use std::sync::Arc;

use super::baseline::Baseline;
use super::state::ProjectState;
use crate::analysis::{self, AnalysisError, CoverageRequest, LiveCoverage, PreparedDistricts};
use crate::base::{Cancelled, Progress};
use crate::map::{self, Scene, SceneRequest};
use crate::model::{Coverage, Results, Scenario};

/// A state with everything that follows from it.
#[derive(Clone)]
pub struct Answer {
    /// The files made ready.
    pub baseline: Arc<Baseline>,
    /// The state that was asked about.
    pub state: ProjectState,
    /// The numbers.
    pub results: Results,
    /// The picture.
    pub scene: Arc<Scene>,
}

/// An answer that is carried on from question to question, as long as the files stay the same.
#[derive(Default)]
pub struct Live {
    coverage: Option<LiveCoverage>,
    /// The last picture, with the baseline that it shows.
    scene: Option<(Arc<Baseline>, Arc<Scene>)>,
}

impl Answer {
    /// Who is within reach, with a scene that has no reach areas yet.
    ///
    /// # Errors
    /// When the question does not fit the data, or the job is cancelled.
    pub fn coverage(
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
    ) -> Result<Self, AnalysisError> {
        Self::following(&mut Live::default(), baseline, state, progress)
    }

    /// The same, from the answer before as far as that serves.
    ///
    /// # Errors
    /// As [`coverage`](Self::coverage).
    pub fn following(
        live: &mut Live,
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
    ) -> Result<Self, AnalysisError> {
        let scenario = Scenario {
            dataset: Arc::clone(&baseline.dataset),
            edits: state.edits.clone(),
        };
        let request = CoverageRequest {
            scenario: &scenario,
            spec: &state.spec,
            index: &baseline.index,
            demand: &baseline.demand,
        };
        // Taken out while it works: after a panic it must not be carried on.
        let (coverage, changed) = if let Some(mut before) = live.coverage.take() {
            let followed = before.follow(&request, progress);
            live.coverage = Some(before);
            followed?
        } else {
            let (begun, coverage) = LiveCoverage::begin(&request, progress)?;
            live.coverage = Some(begun);
            (coverage, None)
        };
        let request = SceneRequest {
            dataset: &baseline.dataset,
            coverage: &coverage,
            areas: None,
            ground: &baseline.ground,
        };
        let scene = Arc::new(match (live.scene.take(), changed) {
            (Some((of, before)), Some(changed)) if Arc::ptr_eq(&of, baseline) => {
                map::update(&before, request, &Arc::new(changed))
            }
            _ => map::build(request),
        });
        live.scene = Some((Arc::clone(baseline), Arc::clone(&scene)));
        Ok(Self {
            baseline: Arc::clone(baseline),
            state: state.clone(),
            results: Results {
                coverage,
                areas: None,
            },
            scene,
        })
    }

    /// The same with the number of facilities within reach of each village, for lists.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn with_counts(&self, progress: &Progress) -> Result<Self, Cancelled> {
        let coverage = &self.results.coverage;
        if coverage.within_reach.is_some() {
            return Ok(self.clone());
        }
        let counts = analysis::within_reach(
            coverage,
            &self.state.spec,
            &self.baseline.index,
            &self.baseline.demand,
            progress,
        )?;
        Ok(Self {
            results: Results {
                coverage: Arc::new(Coverage {
                    within_reach: Some(counts.into()),
                    ..Coverage::clone(coverage)
                }),
                areas: self.results.areas.clone(),
            },
            ..self.clone()
        })
    }

    /// The same with the areas within reach.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn with_areas(&self, progress: &Progress) -> Result<Self, Cancelled> {
        self.with_areas_in(self.baseline.prepared(), progress)
    }

    fn with_areas_in(
        &self,
        prepared: &PreparedDistricts,
        progress: &Progress,
    ) -> Result<Self, Cancelled> {
        let (baseline, coverage) = (&self.baseline, &self.results.coverage);
        let areas = Arc::new(analysis::areas(
            &baseline.dataset,
            coverage,
            &self.state.spec,
            prepared,
            &baseline.index,
            progress,
        )?);
        let request = SceneRequest {
            dataset: &baseline.dataset,
            coverage,
            areas: Some(&areas),
            ground: &baseline.ground,
        };
        Ok(Self {
            scene: Arc::new(map::update(&self.scene, request, &Arc::default())),
            results: Results {
                coverage: Arc::clone(coverage),
                areas: Some(areas),
            },
            ..self.clone()
        })
    }

    /// The whole answer at once. What only further questions would need is not kept.
    ///
    /// # Errors
    /// When the question does not fit the data, or the job is cancelled.
    pub fn complete(
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
    ) -> Result<Self, AnalysisError> {
        let coverage = Self::coverage(baseline, state, progress)?;
        let prepared = PreparedDistricts::new(&baseline.dataset);
        let counted = coverage.with_counts(progress)?;
        Ok(counted.with_areas_in(&prepared, progress)?)
    }
}
