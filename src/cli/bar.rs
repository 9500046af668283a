//! A progress bar on a terminal; nothing anywhere else.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::base::Progress;
use crate::base::progress::Stage;
use crate::i18n::Words;

const STEPS: u64 = 1000;
const INTERVAL: Duration = Duration::from_millis(80);

/// A bar that follows a job until it is dropped.
pub(super) struct Bar {
    follower: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Bar {
    /// Shows the job's progress on standard error if that is a terminal and `wanted`.
    pub(super) fn show(progress: &Progress, words: Words, wanted: bool) -> Self {
        if !wanted || !std::io::stderr().is_terminal() {
            return Self { follower: None };
        }
        let over = Arc::new(AtomicBool::new(false));
        let (progress, ended) = (progress.clone(), Arc::clone(&over));
        let follower = thread::Builder::new()
            .name("progress bar".into())
            .spawn(move || follow(&progress, words, &ended))
            .ok()
            .map(|thread| (over, thread));
        Self { follower }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((over, thread)) = self.follower.take() {
            over.store(true, Ordering::Relaxed);
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

fn follow(progress: &Progress, words: Words, over: &AtomicBool) {
    let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::stderr());
    let style = |template| {
        ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("█▉▊▋▌▍▎▏ ")
    };
    let (known, unknown) = (
        style("{msg:24} {bar:32.cyan} {percent:>3} %"),
        style("{msg:24} {spinner}"),
    );
    while !over.load(Ordering::Relaxed) {
        bar.set_message(words.t(stage_key(progress.stage())));
        if let Some(fraction) = progress.fraction() {
            bar.set_style(known.clone());
            bar.set_position((f64::from(fraction) * STEPS as f64) as u64);
        } else {
            bar.set_style(unknown.clone());
        }
        bar.tick();
        thread::park_timeout(INTERVAL);
    }
    bar.finish_and_clear();
}

fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "cli-stage-waiting",
        Stage::Reading => "cli-stage-reading",
        Stage::Indexing => "cli-stage-indexing",
        Stage::Measuring => "cli-stage-measuring",
        Stage::Areas => "cli-stage-areas",
        Stage::Drawing => "cli-stage-drawing",
        Stage::Writing => "cli-stage-writing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_stage_has_a_name_in_both_languages() {
        for stage in [
            Stage::Waiting,
            Stage::Reading,
            Stage::Indexing,
            Stage::Measuring,
            Stage::Areas,
            Stage::Drawing,
            Stage::Writing,
        ] {
            for lang in [Lang::En, Lang::ZhCn] {
                let key = stage_key(stage);
                assert_ne!(Words::new(lang).t(key), key);
            }
        }
    }

    #[test]
    fn an_unwanted_bar_has_no_thread() {
        let bar = Bar::show(&Progress::new(), Words::default(), false);
        assert!(bar.follower.is_none());
    }
}
