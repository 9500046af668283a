//! How a long computation says how far it is, and how it is told to stop: one object that loops look at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

/// The work was cancelled; nothing of it may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// What a job is doing at the moment. Closed, so that the faces can name every stage in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
pub enum Stage {
    /// Nothing has begun.
    #[default]
    Waiting,
    /// Reading input files.
    Reading,
    /// Building spatial indexes.
    Indexing,
    /// Measuring distances.
    Measuring,
    /// Merging reach areas.
    Areas,
    /// Drawing a map.
    Drawing,
    /// Writing files.
    Writing,
}

impl Stage {
    const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Reading,
        Self::Indexing,
        Self::Measuring,
        Self::Areas,
        Self::Drawing,
        Self::Writing,
    ];
}

#[derive(Debug, Default)]
struct Shared {
    stage: AtomicU32,
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

/// A shared view of a job's progress with its cancel flag. Clones see the same job.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Shared>);

impl Progress {
    /// Progress of a new job.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a stage of `total` steps.
    pub fn begin(&self, stage: Stage, total: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
        self.0.stage.store(stage as u32, Ordering::Relaxed);
    }

    /// Counts `steps` as done.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody asked the job to stop.
    pub fn advance(&self, steps: u64) -> Result<(), Cancelled> {
        self.0.done.fetch_add(steps, Ordering::Relaxed);
        self.check()
    }

    /// Asks whether to go on.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody asked the job to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }

    /// Asks the job to stop at its next look.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the job was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// The stage at work.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let index = self.0.stage.load(Ordering::Relaxed) as usize;
        Stage::ALL.get(index).copied().unwrap_or_default()
    }

    /// The share of the stage that is done, 0 to 1; `None` when its length is not known.
    #[must_use]
    pub fn fraction(&self) -> Option<f32> {
        let total = self.0.total.load(Ordering::Relaxed);
        (total > 0).then(|| (self.0.done.load(Ordering::Relaxed) as f32 / total as f32).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_cancels_the_same_job() {
        let job = Progress::new();
        job.begin(Stage::Measuring, 4);
        assert_eq!(job.advance(1), Ok(()));
        assert_eq!(
            (job.stage(), job.fraction()),
            (Stage::Measuring, Some(0.25))
        );
        job.clone().cancel();
        assert_eq!(job.advance(1), Err(Cancelled));
    }
}
