//! Holds an answer against the standard of its project: the same steps for the window, its editor and the commands.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::baseline::Baseline;
use super::state::ProjectState;
use crate::analysis::{CheckRequest, Checker};
use crate::base::{Cancelled, Progress};
use crate::io::standard::{self, StandardError};
use crate::model::{
    Paged, Register, ServingFacility, Standard, StandardAnswer, StandardChoice, StandardContext,
};

/// A standard, or what is wrong with its text.
type Read = Result<Arc<Standard>, Arc<StandardError>>;

/// A check that is carried on as long as the files and records stay the same.
#[derive(Default)]
pub(super) struct LiveCheck {
    checker: Option<(Arc<Baseline>, Arc<Register>, Checker)>,
    read: Option<(StandardChoice, Read)>,
    /// The last answer, which stands until the next is there.
    last: Option<(Arc<Baseline>, Held)>,
    /// What was checked last: but for its parameters, and the facilities.
    checked: Option<(StandardChoice, Paged<ServingFacility>)>,
    /// How long the last check took.
    took: Duration,
    /// … the last one after nothing but a parameter was turned.
    turned: Duration,
}

/// A check that takes no longer is awaited before anything is shown.
const AT_ONCE: Duration = Duration::from_millis(60);
/// One that only follows a parameter may take so long: to show what is of an earlier value would cost more than the check.
const TURNED: Duration = Duration::from_millis(150);
/// The first check of no more villages probably takes no longer.
const FEW_VILLAGES: usize = 20_000;

/// An answer's numbers, which are held against the standard before there is a picture of them.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a> {
    pub baseline: &'a Arc<Baseline>,
    pub state: &'a ProjectState,
    pub facilities: &'a Paged<ServingFacility>,
}

/// What a project's records and standard add to its answer.
#[derive(Clone, Default)]
pub struct Held {
    /// Units, links and reported figures; `None` where there are neither records nor a standard.
    pub register: Option<Arc<Register>>,
    /// What the standard says; `None` without one, and where it cannot be read.
    pub answer: Option<Arc<StandardAnswer>>,
    /// Why the standard cannot be read.
    pub error: Option<Arc<StandardError>>,
    /// Whether `answer` is of an earlier question, until it is checked anew.
    pub is_old: bool,
}

impl LiveCheck {
    /// Whether the next check will probably be done before anybody waits.
    pub(super) fn is_quick(&self, numbers: Numbers<'_>) -> bool {
        let choice = numbers.state.standard.as_ref();
        match &self.checker {
            _ if choice.is_none() => true,
            Some((of, ..)) if Arc::ptr_eq(of, numbers.baseline) => {
                if choice.is_some_and(|choice| self.only_turns(numbers, choice)) {
                    self.turned <= TURNED
                } else {
                    self.took <= AT_ONCE
                }
            }
            _ => numbers.baseline.dataset.villages.len() <= FEW_VILLAGES,
        }
    }

    /// Whether nothing but parameters differs from what was checked last.
    fn only_turns(&self, numbers: Numbers<'_>, choice: &StandardChoice) -> bool {
        self.checked.as_ref().is_some_and(|(before, facilities)| {
            choice.text == before.text
                && choice.as_of == before.as_of
                && facilities.differing(numbers.facilities).is_empty()
        })
    }

    /// The last check, as old.
    pub(super) fn outdated(&self, numbers: Numbers<'_>) -> Held {
        let last = self.last.as_ref().filter(|(of, held)| {
            let same = Arc::ptr_eq(of, numbers.baseline);
            same && numbers.state.standard.is_some() && held.answer.is_some()
        });
        Held {
            is_old: true,
            ..last.map(|(_, held)| held.clone()).unwrap_or_default()
        }
    }

    /// Holds numbers against their project's standard.
    pub(super) fn hold(
        &mut self,
        numbers: Numbers<'_>,
        progress: &Progress,
    ) -> Result<Held, Cancelled> {
        let Numbers {
            baseline, state, ..
        } = numbers;
        let register = (state.standard.is_some() || !state.records.is_empty())
            .then(|| baseline.register(&state.records));
        let (answer, error) = match (&state.standard, &register) {
            (Some(choice), Some(register)) => {
                match self.check(numbers, register, choice, progress)? {
                    Ok(answer) => (Some(answer), None),
                    Err(error) => (None, Some(error)),
                }
            }
            _ => (None, None),
        };
        let held = Held {
            register,
            answer,
            error,
            is_old: false,
        };
        self.last = Some((Arc::clone(baseline), held.clone()));
        Ok(held)
    }

    /// What a standard says of numbers.
    fn check(
        &mut self,
        numbers: Numbers<'_>,
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
        let baseline = numbers.baseline;
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
            facilities: numbers.facilities,
            demand: &baseline.demand,
            index: &baseline.index,
            as_of: choice.as_of.or(standard.as_of),
        };
        let only_turns = self.only_turns(numbers, choice);
        let held = checker.check(&standard, &request, progress);
        self.checker = Some((Arc::clone(baseline), Arc::clone(register), checker));
        let held = held?;
        if only_turns {
            self.turned = start.elapsed();
        } else {
            self.took = start.elapsed();
        }
        self.checked = Some((choice.clone(), numbers.facilities.clone()));
        Ok(Ok(Arc::new(held)))
    }
}

impl Answer {
    /// What a standard is held against.
    pub(super) fn numbers(&self) -> Numbers<'_> {
        Numbers {
            baseline: &self.baseline,
            state: &self.state,
            facilities: &self.results.coverage.facilities,
        }
    }

    /// The standard's answer with all that its words need; `None` without one.
    #[must_use]
    pub fn standard_context(&self) -> Option<StandardContext<'_>> {
        Some(StandardContext {
            answer: self.held.answer.as_deref()?,
            dataset: &self.baseline.dataset,
            register: self.held.register.as_deref()?,
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
        let outcome = self.check(answer.numbers(), &register, &choice, progress)?;
        Ok(Trial { choice, outcome })
    }
}
