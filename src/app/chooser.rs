//! The system's own file dialogs, beside the window's thread, so that the window goes on while one is open.
//!
//! Where there are none (no portal, no zenity), rfd answers at once that nothing was chosen, as if somebody had cancelled. Nobody cancels
//! that fast: such an answer means that no dialog came up, and a path is typed in the window instead.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui;

use crate::i18n::Words;
use crate::io::project::EXTENSION;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Files to open.
    Open(Vec<PathBuf>),
    /// Where to save the project.
    Save(PathBuf),
    /// The folder of an export.
    Folder(PathBuf),
    /// A logo.
    Logo(PathBuf),
    /// Where to write a standard.
    SaveStandard(PathBuf),
}

/// How a dialog ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// Something was chosen.
    Chosen(Chosen),
    /// The user wants nothing.
    Cancelled,
    /// No dialog came up for this.
    Unavailable(Asked),
}

/// What a dialog asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Open,
    Save,
    Folder,
    Logo,
    SaveStandard,
}

/// A dialog that ends sooner than this without a choice was never seen.
const UNSEEN: Duration = Duration::from_millis(300);

/// A dialog's answer, and how long it was there.
type Answer = (Option<Chosen>, Duration);

/// The dialog that is open, if one is.
#[derive(Default)]
pub(super) struct Chooser {
    open: Option<(Asked, Receiver<Answer>)>,
    /// This system has no dialogs.
    pub unavailable: bool,
}

impl Chooser {
    /// Asks for data files or a project.
    pub(super) fn open(&mut self, ctx: &egui::Context, words: Words) {
        let mut all: Vec<&str> = crate::io::EXTENSIONS.to_vec();
        all.push(EXTENSION);
        all.extend(crate::io::tiles::EXTENSIONS);
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-open"))
            .add_filter(words.t("chooser-all"), &all)
            .add_filter(words.t("chooser-project"), &[EXTENSION])
            .pick_files();
        self.wait(ctx, Asked::Open, async {
            let files = future.await?;
            Some(Chosen::Open(
                files.iter().map(|f| f.path().to_owned()).collect(),
            ))
        });
    }

    /// Asks for a file of tiles.
    pub(super) fn tiles(&mut self, ctx: &egui::Context, words: Words) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-tiles"))
            .add_filter(
                words.t("chooser-tiles-filter"),
                &crate::io::tiles::EXTENSIONS,
            )
            .pick_file();
        self.wait(ctx, Asked::Open, async {
            Some(Chosen::Open(vec![future.await?.path().to_owned()]))
        });
    }

    /// Asks for a standard.
    pub(super) fn standard(&mut self, ctx: &egui::Context, words: Words) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-standard"))
            .add_filter(words.t("chooser-standard-filter"), &["toml"])
            .pick_file();
        self.wait(ctx, Asked::Open, async {
            Some(Chosen::Open(vec![future.await?.path().to_owned()]))
        });
    }

    /// Asks for tables of records.
    pub(super) fn records(&mut self, ctx: &egui::Context, words: Words) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-records"))
            .add_filter(
                words.t("chooser-records-filter"),
                &crate::io::records::EXTENSIONS,
            )
            .pick_files();
        self.wait(ctx, Asked::Open, async {
            let files = future.await?;
            let paths = files.iter().map(|f| f.path().to_owned());
            Some(Chosen::Open(paths.collect()))
        });
    }

    /// Asks where to write a standard.
    pub(super) fn save_standard(&mut self, ctx: &egui::Context, words: Words, name: &str) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-standard-save"))
            .add_filter(words.t("chooser-standard-filter"), &["toml"])
            .set_file_name(name)
            .save_file();
        self.wait(ctx, Asked::SaveStandard, async {
            let mut path = future.await?.path().to_owned();
            if path.extension().is_none() {
                path.set_extension("toml");
            }
            Some(Chosen::SaveStandard(path))
        });
    }

    /// Asks where to save the project.
    pub(super) fn save(&mut self, ctx: &egui::Context, words: Words, name: &str) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-save"))
            .add_filter(words.t("chooser-project"), &[EXTENSION])
            .set_file_name(format!("{name}.{EXTENSION}"))
            .save_file();
        self.wait(ctx, Asked::Save, async {
            let mut path = future.await?.path().to_owned();
            if path.extension().is_none() {
                path.set_extension(EXTENSION);
            }
            Some(Chosen::Save(path))
        });
    }

    /// Asks for the folder of an export.
    pub(super) fn folder(&mut self, ctx: &egui::Context, words: Words) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-folder"))
            .pick_folder();
        self.wait(ctx, Asked::Folder, async {
            Some(Chosen::Folder(future.await?.path().to_owned()))
        });
    }

    /// Asks for a logo.
    pub(super) fn logo(&mut self, ctx: &egui::Context, words: Words) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("template-choose-logo"))
            .add_filter(words.t("template-logo-files"), &["png", "svg"])
            .pick_file();
        self.wait(ctx, Asked::Logo, async {
            Some(Chosen::Logo(future.await?.path().to_owned()))
        });
    }

    /// One dialog at a time: another one is not opened before the first is answered.
    fn wait(
        &mut self,
        ctx: &egui::Context,
        asked: Asked,
        dialog: impl Future<Output = Option<Chosen>> + Send + 'static,
    ) {
        if self.open.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        let spawned = thread::Builder::new()
            .name("lastmile-dialog".to_owned())
            .spawn(move || {
                let begun = Instant::now();
                let chosen = block_on(dialog);
                // The window may be gone by now; then nobody needs the answer.
                let _ = sender.send((chosen, begun.elapsed()));
                ctx.request_repaint();
            });
        if spawned.is_ok() {
            self.open = Some((asked, receiver));
        }
    }

    /// How the open dialog ended since the last frame, if it did.
    pub(super) fn take(&mut self) -> Option<Ending> {
        let (asked, receiver) = self.open.as_ref()?;
        let asked = *asked;
        let (chosen, took) = match receiver.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => (None, Duration::ZERO),
        };
        self.open = None;
        let ending = ending(asked, chosen, took);
        self.unavailable |= matches!(ending, Ending::Unavailable(_));
        Some(ending)
    }
}

fn ending(asked: Asked, chosen: Option<Chosen>, took: Duration) -> Ending {
    match chosen {
        Some(chosen) => Ending::Chosen(chosen),
        None if took < UNSEEN => Ending::Unavailable(asked),
        None => Ending::Cancelled,
    }
}

struct Unpark(thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Drives a future on this thread until it is done.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_ends_before_anybody_can_see_it_was_not_there() {
        let (soon, later) = (Duration::from_millis(20), Duration::from_secs(2));
        let vain = Ending::Unavailable(Asked::Open);
        assert_eq!(ending(Asked::Open, None, soon), vain);
        assert_eq!(ending(Asked::Open, None, later), Ending::Cancelled);
        let chosen = Chosen::Save("a".into());
        let ended = ending(Asked::Save, Some(chosen.clone()), soon);
        assert_eq!(ended, Ending::Chosen(chosen));
    }
}
