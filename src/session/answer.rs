//! From a state to its answer: the same steps for the window, the commands and the tests.

use std::sync::Arc;

use super::baseline::Baseline;
use super::state::ProjectState;
use crate::analysis::{self, AnalysisError, CoverageRequest};
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
        let scenario = Scenario {
            dataset: Arc::clone(&baseline.dataset),
            edits: state.edits.clone(),
        };
        let request = CoverageRequest {
            scenario: &scenario,
            spec: &state.spec,
            index: &baseline.index,
            located: &baseline.located,
        };
        let coverage = Arc::new(analysis::coverage(&request, progress)?);
        let scene = scene(baseline, &coverage);
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

    /// The same with the areas within reach.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn with_areas(&self, progress: &Progress) -> Result<Self, Cancelled> {
        let (baseline, coverage) = (&self.baseline, &self.results.coverage);
        let areas = Arc::new(analysis::areas(
            &baseline.dataset,
            coverage,
            &self.state.spec,
            baseline.prepared(),
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

    /// The whole answer at once.
    ///
    /// # Errors
    /// When the question does not fit the data, or the job is cancelled.
    pub fn complete(
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
    ) -> Result<Self, AnalysisError> {
        Ok(Self::coverage(baseline, state, progress)?.with_areas(progress)?)
    }
}

fn scene(baseline: &Baseline, coverage: &Coverage) -> Arc<Scene> {
    Arc::new(map::build(SceneRequest {
        dataset: &baseline.dataset,
        coverage,
        areas: None,
        ground: &baseline.ground,
    }))
}
