//! From a state to its answer: the same steps for the window, the commands and the tests.

use std::sync::Arc;

use super::areas::{LiveAreas, Shares};
use super::baseline::Baseline;
use super::check::{Held, LiveCheck, Numbers};
use super::shown::shown;
use super::state::ProjectState;
use crate::analysis::{self, AnalysisError, CoverageRequest, LiveCoverage, PreparedDistricts};
use crate::base::{Cancelled, Progress};
use crate::map::{self, Scene, SceneRequest, Shown};
use crate::model::{Areas, Coverage, Results, Scenario};

/// A state with everything that follows from it.
#[derive(Clone)]
pub struct Answer {
    /// The files made ready.
    pub baseline: Arc<Baseline>,
    /// The state that was asked about.
    pub state: ProjectState,
    /// The numbers.
    pub results: Results,
    /// The shares of area within reach, which are known before `results.areas`; `None` while they are computed.
    pub shares: Option<Arc<Shares>>,
    /// What its records and its standard add.
    pub held: Held,
    /// The picture.
    pub scene: Arc<Scene>,
}

/// An answer that is carried on from question to question, as long as the files stay the same.
#[derive(Default)]
pub struct Live {
    coverage: Option<LiveCoverage>,
    /// The last picture, with the baseline that it shows.
    scene: Option<(Arc<Baseline>, Arc<Scene>)>,
    areas: Option<LiveAreas>,
    /// Whether areas were ever handed out.
    had_areas: bool,
    /// The check of the project's standard.
    pub(super) check: LiveCheck,
    /// What the map shows of it.
    shown: Option<Arc<Shown>>,
}

impl Live {
    /// What is shown of the standard from now on: what was shown before, if that is the same.
    fn show(&mut self, shown: Option<Shown>) -> Option<Arc<Shown>> {
        let before = self.shown.take();
        self.shown = match (shown, before) {
            (Some(now), Some(before)) if now == *before => Some(before),
            (now, _) => now.map(Arc::new),
        };
        self.shown.clone()
    }

    /// Whether areas were handed out before, so that something is shown until the next are ready.
    pub(super) fn has_areas(&self) -> bool {
        self.had_areas
    }

    /// The areas of the last answer, begun if need be.
    fn areas_of(&mut self, answer: &Answer) -> &mut LiveAreas {
        let (baseline, spec) = (&answer.baseline, &answer.state.spec);
        self.areas
            .get_or_insert_with(|| LiveAreas::begin(baseline, spec, &answer.results.coverage))
    }
}

/// Asks with the question that a state holds.
fn asked<T>(
    baseline: &Baseline,
    state: &ProjectState,
    ask: impl FnOnce(&CoverageRequest<'_>) -> T,
) -> T {
    let scenario = Scenario {
        dataset: Arc::clone(&baseline.dataset),
        edits: state.edits.clone(),
    };
    ask(&CoverageRequest {
        scenario: &scenario,
        spec: &state.spec,
        index: &baseline.index,
        demand: &baseline.demand,
    })
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
        Self::held_against(baseline, state, progress, |_| Ok(Held::default()))
    }

    /// Who is within reach, and what somebody says of it.
    fn held_against(
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
        hold: impl FnOnce(Numbers<'_>) -> Result<Held, Cancelled>,
    ) -> Result<Self, AnalysisError> {
        let coverage = asked(baseline, state, |request| {
            analysis::coverage(request, progress)
        })?;
        let numbers = Numbers {
            baseline,
            state,
            facilities: &coverage.facilities,
        };
        let held = hold(numbers)?;
        let shown = shown(numbers, &held).map(Arc::new);
        let scene = map::build(SceneRequest {
            dataset: &baseline.dataset,
            coverage: &coverage,
            areas: None,
            ground: &baseline.ground,
            share_classes: &state.share_classes,
            look: &state.look,
            shown: shown.as_ref(),
        });
        Ok(Self {
            baseline: Arc::clone(baseline),
            state: state.clone(),
            shares: None,
            results: Results {
                coverage,
                areas: None,
            },
            held,
            scene: Arc::new(scene),
        })
    }

    /// The same, from the answer before as far as that serves, and held against its project's standard where that is quick.
    ///
    /// # Errors
    /// As [`coverage`](Self::coverage).
    pub fn following(
        live: &mut Live,
        baseline: &Arc<Baseline>,
        state: &ProjectState,
        progress: &Progress,
    ) -> Result<Self, AnalysisError> {
        let (coverage, changed) = asked(baseline, state, |request| {
            // Taken out while it works: after a panic it must not be carried on.
            if let Some(mut before) = live.coverage.take() {
                let followed = before.follow(request, progress);
                live.coverage = Some(before);
                followed
            } else {
                let (begun, coverage) = LiveCoverage::begin(request, progress)?;
                live.coverage = Some(begun);
                Ok((coverage, None))
            }
        })?;
        let numbers = Numbers {
            baseline,
            state,
            facilities: &coverage.facilities,
        };
        let held = if live.check.is_quick(numbers) {
            live.check.hold(numbers, progress)?
        } else {
            live.check.outdated(numbers)
        };
        let shown = live.show(shown(numbers, &held));
        let request = SceneRequest {
            dataset: &baseline.dataset,
            coverage: &coverage,
            areas: None,
            ground: &baseline.ground,
            share_classes: &state.share_classes,
            look: &state.look,
            shown: shown.as_ref(),
        };
        let scene = Arc::new(match (live.scene.take(), changed) {
            (Some((of, before)), Some(changed)) if Arc::ptr_eq(&of, baseline) => {
                map::update(&before, request, &Arc::new(changed))
            }
            _ => map::build(request),
        });
        live.scene = Some((Arc::clone(baseline), Arc::clone(&scene)));
        let areas = live.areas.take();
        live.areas = areas.and_then(|areas| areas.next(baseline, &state.spec, &coverage));
        Ok(Self {
            baseline: Arc::clone(baseline),
            state: state.clone(),
            shares: live.areas.as_mut().and_then(LiveAreas::shares_at_once),
            results: Results {
                coverage,
                areas: None,
            },
            held,
            scene,
        })
    }

    /// The same held against its project's standard. It must be the last answer that `live` gave.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn following_standard(
        self,
        live: &mut Live,
        progress: &Progress,
    ) -> Result<Self, Cancelled> {
        let held = live.check.hold(self.numbers(), progress)?;
        let shown = live.show(shown(self.numbers(), &held));
        let answer = Self {
            held,
            ..self.showing(shown.as_ref())
        };
        live.scene = Some((Arc::clone(&answer.baseline), Arc::clone(&answer.scene)));
        Ok(answer)
    }

    /// The same with another picture of its standard.
    fn showing(self, shown: Option<&Arc<Shown>>) -> Self {
        let request = SceneRequest {
            dataset: &self.baseline.dataset,
            coverage: &self.results.coverage,
            areas: self.results.areas.as_ref(),
            ground: &self.baseline.ground,
            share_classes: &self.state.share_classes,
            look: &self.state.look,
            shown,
        };
        Self {
            scene: Arc::new(map::update(&self.scene, request, &Arc::default())),
            ..self
        }
    }

    /// The same with the shares of area within reach. It must be the last answer that `live` gave.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn following_shares(
        &self,
        live: &mut Live,
        progress: &Progress,
    ) -> Result<Self, Cancelled> {
        Ok(Self {
            shares: Some(live.areas_of(self).shares(progress)?),
            ..self.clone()
        })
    }

    /// The same with the areas within reach, as far as possible from the areas before. It must be the last answer that `live` gave.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn following_areas(&self, live: &mut Live, progress: &Progress) -> Result<Self, Cancelled> {
        let areas = live.areas_of(self).areas(progress)?;
        live.had_areas = true;
        let answer = self.having(areas);
        // The next picture follows from this one, which is what is shown by then.
        live.scene = Some((Arc::clone(&answer.baseline), Arc::clone(&answer.scene)));
        Ok(answer)
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
        Ok(self.having(areas))
    }

    fn having(&self, areas: Arc<Areas>) -> Self {
        let (baseline, coverage) = (&self.baseline, &self.results.coverage);
        let request = SceneRequest {
            dataset: &baseline.dataset,
            coverage,
            areas: Some(&areas),
            ground: &baseline.ground,
            share_classes: &self.state.share_classes,
            look: &self.state.look,
            shown: self.scene.shown.as_ref(),
        };
        Self {
            scene: Arc::new(map::update(&self.scene, request, &Arc::default())),
            shares: Some(Arc::new(Shares::of(&areas))),
            results: Results {
                coverage: Arc::clone(coverage),
                areas: Some(areas),
            },
            ..self.clone()
        }
    }

    /// The answer for lists and pages, after which no other follows: the areas within reach stay only as the picture has them.
    #[must_use]
    pub fn for_paper(self) -> Self {
        let scene = Arc::unwrap_or_clone(self.scene).last();
        let areas = self.results.areas.map(|areas| {
            let mut areas = Arc::unwrap_or_clone(areas);
            areas.reach = Vec::new();
            Arc::new(areas)
        });
        Self {
            scene: Arc::new(scene),
            results: Results {
                areas,
                ..self.results
            },
            ..self
        }
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
        let coverage = Self::held_against(baseline, state, progress, |numbers| {
            LiveCheck::default().hold(numbers, progress)
        })?;
        let prepared = PreparedDistricts::new(&baseline.dataset);
        let counted = coverage.with_counts(progress)?;
        Ok(counted.with_areas_in(&prepared, progress)?)
    }
}
