//! Ctrl-C: the first asks the job to stop, so that it leaves earlier output alone; the second ends the process.

use crate::base::Progress;

/// Exit code: cancelled.
pub(super) const CANCELLED: u8 = 130;

/// Lets Ctrl-C (and the system's request to end) cancel the job.
pub(super) fn cancels(progress: &Progress) {
    let progress = progress.clone();
    // Where there can be no handler, the system ends the process: nothing is half written then either.
    let _ = ctrlc::set_handler(move || {
        if progress.is_cancelled() {
            std::process::exit(CANCELLED.into());
        }
        progress.cancel();
    });
}
