//! Holds an answer against the standard of its project: the same steps for the window, its editor and the commands.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::baseline::Baseline;
use crate::analysis::{CheckRequest, Checker};
use crate::base::{Cancelled, Progress};
use crate::io::standard::{self, StandardError};
use crate::model::{Register, Standard, StandardAnswer, StandardChoice, StandardContext};

/// A standard, or what is wrong with its text.
type Read = Result<Arc<Standard>, Arc<StandardError>>;

/// A check that is carried on as long as the files and records stay the same.
#[derive(Default)]
pub(super) struct LiveCheck {
    checker: Option<(Arc<Baseline>, Arc<Register>, Checker)>,
    read: Option<(StandardChoice, Read)>,
    /// The last answer, which stands until the next is there.
    last: Option<Arc<StandardAnswer>>,
    /// How long the last check took.
    took: Duration,
}

/// A check that takes no longer is awaited before anything is shown.
const AT_ONCE: Duration = Duration::from_millis(60);

impl LiveCheck {
    /// Whether the next check will probably be done before anybody waits.
    pub(super) fn is_quick(&self) -> bool {
        self.took <= AT_ONCE
    }

    /// The answer with the last check, marked as old.
    pub(super) fn outdated(&self, answer: Answer) -> Answer {
        Answer {
            standard: self
                .last
                .clone()
                .filter(|_| answer.state.standard.is_some()),
            standard_is_old: true,
            ..answer
        }
    }

    /// The answer held against its project's standard.
    pub(super) fn hold(
        &mut self,
        answer: Answer,
        progress: &Progress,
    ) -> Result<Answer, Cancelled> {
        let (state, baseline) = (&answer.state, &answer.baseline);
        let register = (state.standard.is_some() || !state.records.is_empty())
            .then(|| baseline.register(&state.records));
        let held = match (&state.standard, &register) {
            (Some(choice), Some(register)) => {
                match self.check(&answer, register, choice, progress)? {
                    Ok(held) => (Some(held), None),
                    Err(error) => (None, Some(error)),
                }
            }
            _ => (None, None),
        };
        self.last.clone_from(&held.0);
        Ok(Answer {
            register,
            standard: held.0,
            standard_error: held.1,
            standard_is_old: false,
            ..answer
        })
    }

    /// What a standard says of an answer.
    fn check(
        &mut self,
        answer: &Answer,
        register: &Arc<Register>,
        choice: &StandardChoice,
        progress: &Progress,
    ) -> Result<Result<Arc<StandardAnswer>, Arc<StandardError>>, Cancelled> {
        let standard = match &self.read {
            Some((of, read)) if of == choice => read.clone(),
            _ => {
                let read = standard::parse(choice).map(Arc::new).map_err(Arc::new);
                self.read = Some((choice.clone(), read.clone()));
                read
            }
        };
        let standard = match standard {
            Ok(standard) => standard,
            Err(error) => return Ok(Err(error)),
        };
        let baseline = &answer.baseline;
        // Taken out while it works: after a panic it must not be carried on.
        let mut checker = match self.checker.take() {
            Some((of, with, checker))
                if Arc::ptr_eq(&of, baseline) && Arc::ptr_eq(&with, register) =>
            {
                checker
            }
            _ => Checker::default(),
        };
        let start = Instant::now();
        let request = CheckRequest {
            dataset: &baseline.dataset,
            register,
            facilities: &answer.results.coverage.facilities,
            demand: &baseline.demand,
            index: &baseline.index,
            as_of: choice.as_of.or(standard.as_of),
        };
        let held = checker.check(&standard, &request, progress)?;
        self.took = start.elapsed();
        self.checker = Some((Arc::clone(baseline), Arc::clone(register), checker));
        Ok(Ok(Arc::new(held)))
    }
}

impl Answer {
    /// The standard's answer with all that its words need; `None` without one.
    #[must_use]
    pub fn standard_context(&self) -> Option<StandardContext<'_>> {
        Some(StandardContext {
            answer: self.standard.as_deref()?,
            dataset: &self.baseline.dataset,
            register: self.register.as_deref()?,
            facilities: &self.results.coverage.facilities,
        })
    }
}

/// A standard that is tried and not yet the project's: what the editor shows as one types.
#[derive(Clone)]
pub struct Trial {
    /// What was tried.
    pub choice: StandardChoice,
    /// What it says, or what is wrong with it.
    pub outcome: Result<Arc<StandardAnswer>, Arc<StandardError>>,
}

impl LiveCheck {
    /// Tries a standard on an answer.
    pub(super) fn attempt(
        &mut self,
        answer: &Answer,
        choice: StandardChoice,
        progress: &Progress,
    ) -> Result<Trial, Cancelled> {
        let register = answer.baseline.register(&answer.state.records);
        let outcome = self.check(answer, &register, &choice, progress)?;
        Ok(Trial { choice, outcome })
    }
}
