//! What is worked out for a sheet: once for each key, away from the window where it is long, and the old one stays until then.

use std::sync::Arc;

use eframe::egui::Context;

use crate::session::{Desk, News, Worker};

type Job<K, V> = (K, Box<dyn FnOnce() -> V + Send>);

/// A value that is made for a key.
pub(super) struct Made<K, V> {
    worker: Option<Worker<Job<K, V>, (K, V)>>,
    asked: Option<K>,
    shown: Option<(K, V)>,
}

impl<K, V> Default for Made<K, V> {
    fn default() -> Self {
        Self {
            worker: None,
            asked: None,
            shown: None,
        }
    }
}

impl<K: Clone + PartialEq + Send + 'static, V: Clone + Send + 'static> Made<K, V> {
    /// The value for a key, or the one before it until that is made; and what went wrong on the way. `long`: it is made by a worker.
    pub(super) fn want(
        &mut self,
        ctx: &Context,
        key: K,
        long: bool,
        make: impl FnOnce() -> V + Send + 'static,
    ) -> (Option<V>, Option<String>) {
        let mut failed = None;
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        for news in news {
            match news {
                // What was begun for an earlier key does not take the place of what is there for this one.
                News::Output(made) => {
                    let there = self.shown.as_ref().is_some_and(|(k, _)| *k == key);
                    if !there {
                        self.shown = Some(made);
                    }
                }
                News::Panic(text) => failed = Some(text),
            }
        }
        if self.asked.as_ref() != Some(&key) {
            self.asked = Some(key.clone());
            if long {
                let worker = self.worker.get_or_insert_with(|| {
                    let wake = ctx.clone();
                    Worker::new(
                        "lastmile-sheet",
                        Arc::new(move || wake.request_repaint()),
                        |(key, make): Job<K, V>, desk: &Desk<'_, _, _>| desk.deliver((key, make())),
                    )
                });
                worker.ask((key, Box::new(make)));
            } else {
                self.shown = Some((key, make()));
            }
        }
        (self.shown.as_ref().map(|(_, value)| value.clone()), failed)
    }

    /// Whether something is being made.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}
