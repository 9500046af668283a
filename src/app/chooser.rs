//! The system's own file dialogs, beside the window's thread, so that the window goes on while one is open.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

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
}

/// The dialog that is open, if one is.
#[derive(Default)]
pub(super) struct Chooser(Option<Receiver<Option<Chosen>>>);

impl Chooser {
    /// Asks for data files or a project.
    pub(super) fn open(&mut self, ctx: &egui::Context, words: Words) {
        let mut all: Vec<&str> = crate::io::EXTENSIONS.to_vec();
        all.push(EXTENSION);
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-open"))
            .add_filter(words.t("chooser-all"), &all)
            .add_filter(words.t("chooser-project"), &[EXTENSION])
            .pick_files();
        self.wait(ctx, async {
            let files = future.await?;
            Some(Chosen::Open(
                files.iter().map(|f| f.path().to_owned()).collect(),
            ))
        });
    }

    /// Asks where to save the project.
    pub(super) fn save(&mut self, ctx: &egui::Context, words: Words, name: &str) {
        let future = rfd::AsyncFileDialog::new()
            .set_title(words.t("chooser-save"))
            .add_filter(words.t("chooser-project"), &[EXTENSION])
            .set_file_name(format!("{name}.{EXTENSION}"))
            .save_file();
        self.wait(ctx, async {
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
        self.wait(ctx, async {
            Some(Chosen::Folder(future.await?.path().to_owned()))
        });
    }

    /// One dialog at a time: another one is not opened before the first is answered.
    fn wait(
        &mut self,
        ctx: &egui::Context,
        dialog: impl Future<Output = Option<Chosen>> + Send + 'static,
    ) {
        if self.0.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        let spawned = thread::Builder::new()
            .name("lastmile-dialog".to_owned())
            .spawn(move || {
                // The window may be gone by now; then nobody needs the answer.
                let _ = sender.send(block_on(dialog));
                ctx.request_repaint();
            });
        if spawned.is_ok() {
            self.0 = Some(receiver);
        }
    }

    /// What was chosen since the last frame.
    pub(super) fn take(&mut self) -> Option<Chosen> {
        match self.0.as_ref()?.try_recv() {
            Ok(chosen) => {
                self.0 = None;
                chosen
            }
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                self.0 = None;
                None
            }
        }
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
