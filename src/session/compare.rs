//! What the map is compared with, side by side: the same project as it was before.

use std::sync::Arc;

use super::answer::Answer;
use super::baseline::Baseline;
use super::jobs::{Question, QuestionError, compute};
use super::state::ProjectState;
use super::worker::{News, Wake, Worker};
use crate::base::Date;

/// What an answer is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// The facilities as the files have them, without the scenario's edits.
    WithoutEdits,
    /// What the standard says of an earlier day (or any other).
    AsOf(Date),
}

impl Before {
    /// The project as it was; `None` where there is nothing to compare.
    fn of(self, now: &ProjectState) -> Option<ProjectState> {
        let mut before = now.clone();
        match self {
            Self::WithoutEdits => before.edits.clear(),
            Self::AsOf(day) => before.standard.as_mut()?.as_of = Some(day),
        }
        Some(before)
    }
}

/// Answers what the map is compared with, beside the answer that is shown.
pub(super) struct Comparer {
    before: Option<Before>,
    answer: Option<Answer>,
    worker: Worker<Question, Result<Answer, QuestionError>>,
}

impl Comparer {
    pub fn new(wake: &Wake) -> Self {
        let mut live = super::answer::Live::default();
        Self {
            before: None,
            answer: None,
            worker: Worker::new(
                "lastmile-compare",
                Arc::clone(wake),
                move |question, desk| {
                    compute(&mut live, question, desk);
                },
            ),
        }
    }

    pub fn before(&self) -> Option<Before> {
        self.before
    }

    /// The other answer, as soon as there is one of the same files.
    pub fn answer(&self, baseline: &Arc<Baseline>) -> Option<&Answer> {
        let of_these = |a: &&Answer| Arc::ptr_eq(&a.baseline, baseline);
        self.answer.as_ref().filter(of_these)
    }

    pub fn is_busy(&self) -> bool {
        self.worker.is_busy()
    }

    /// From now on this is compared with, or nothing.
    pub fn set(&mut self, before: Option<Before>) {
        if before.is_none() {
            self.worker.cancel();
            self.answer = None;
        }
        self.before = before;
    }

    /// The project is another one now.
    pub fn ask(&mut self, now: &ProjectState, baseline: Option<&Arc<Baseline>>) {
        let Some(before) = self.before else { return };
        match before.of(now) {
            Some(state) => self.worker.ask(Question {
                state,
                baseline: baseline.map(Arc::clone),
            }),
            // Without a standard there is no other day to ask about.
            None => self.set(None),
        }
    }

    /// Takes what the worker has done; true if something changed. What cannot be answered of the project is told where it is shown.
    pub fn poll(&mut self) -> Result<bool, String> {
        let mut changed = false;
        for news in self.worker.news() {
            match news {
                News::Output(Ok(answer)) if self.before.is_some() => self.answer = Some(answer),
                News::Output(_) => {}
                News::Panic(text) => return Err(text),
            }
            changed = true;
        }
        Ok(changed)
    }
}
