//! The rows that a table lists now: asked for in the window, made away from it, and the old ones stay until the new are there.

use std::sync::Arc;

use eframe::egui::Context;

use super::super::state::Facts;
use super::columns::ColumnId;
use super::order::{Ask, Order};
use super::rows;
use crate::i18n::Lang;
use crate::model::{Changed, Dataset};
use crate::session::{Desk, News, Worker};

/// Tables of up to so many rows are listed at once: it takes a few milliseconds at most.
const AT_ONCE: usize = 3000;

/// What a list was asked for.
#[derive(Clone, PartialEq)]
pub(super) struct Key {
    pub order: Order,
    pub filter: String,
    /// What a text is looked for in; nothing without one.
    pub hidden: Vec<ColumnId>,
    /// The selection, where the list follows it.
    pub selection: Option<(u64, bool, bool)>,
    pub lang: Lang,
    /// The answer, where the list follows it.
    pub version: Option<u64>,
}

/// A list with what it was made for.
#[derive(Clone)]
struct Listed {
    key: Key,
    data: Arc<Dataset>,
    /// The scene of the answer.
    scene: u64,
    rows: Arc<[u32]>,
}

/// The list of one table.
#[derive(Default)]
pub(super) struct Listing {
    worker: Option<Worker<(Key, Ask), Listed>>,
    asked: Option<(Key, Arc<Dataset>)>,
    shown: Option<Listed>,
}

impl Listing {
    /// The rows to show. `ask` says what to list where that is not known yet; `since` what has changed since a scene. The text is
    /// told if listing failed.
    pub(super) fn want(
        &mut self,
        ctx: &Context,
        facts: &Facts,
        key: Key,
        ask: impl FnOnce() -> Ask,
        since: impl FnOnce(u64) -> Option<Arc<Changed>>,
    ) -> (Arc<[u32]>, Option<String>) {
        let failed = self.take_news();
        let is_it = |(k, data): &(Key, Arc<Dataset>)| *k == key && Arc::ptr_eq(data, &facts.data);
        if !self.asked.as_ref().is_some_and(is_it) {
            self.asked = Some((key.clone(), Arc::clone(&facts.data)));
            self.ask(ctx, facts, key, ask(), since);
        }
        let of_these = |listed: &&Listed| Arc::ptr_eq(&listed.data, &facts.data);
        let shown = self.shown.as_ref().filter(of_these);
        let rows = shown.map_or_else(Arc::default, |listed| Arc::clone(&listed.rows));
        (rows, failed)
    }

    fn ask(
        &mut self,
        ctx: &Context,
        facts: &Facts,
        key: Key,
        mut ask: Ask,
        since: impl FnOnce(u64) -> Option<Arc<Changed>>,
    ) {
        if ask.is_plain() || rows::count(facts, ask.tab) <= AT_ONCE {
            self.shown = Some(listed(key, &ask));
            return;
        }
        // Only the answer is another one: most of the list stays as it is.
        let alike = |other: &Key| {
            let other = other.clone();
            let version = key.version;
            Key { version, ..other } == key
        };
        ask.before = self
            .shown
            .as_ref()
            .filter(|shown| Arc::ptr_eq(&shown.data, &facts.data) && alike(&shown.key))
            .and_then(|shown| Some((Arc::clone(&shown.rows), since(shown.scene)?)));
        let worker = self.worker.get_or_insert_with(|| {
            let wake = ctx.clone();
            Worker::new(
                "lastmile-table",
                Arc::new(move || wake.request_repaint()),
                |(key, ask): (Key, Ask), desk: &Desk<'_, _, _>| desk.deliver(listed(key, &ask)),
            )
        });
        worker.ask((key, ask));
    }

    fn take_news(&mut self) -> Option<String> {
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        let mut failed = None;
        for news in news {
            match news {
                News::Output(listed) => self.shown = Some(listed),
                News::Panic(text) => failed = Some(text),
            }
        }
        failed
    }

    /// The rows that are shown, if they are those of this answer.
    pub(super) fn rows(&self, facts: &Facts) -> Option<&Arc<[u32]>> {
        let shown = self.shown.as_ref()?;
        let current = shown.scene == facts.scene.id || shown.key.version.is_none();
        (current && Arc::ptr_eq(&shown.data, &facts.data)).then_some(&shown.rows)
    }

    /// Whether the rows that are shown are those that were asked for last.
    pub(super) fn is_settled(&self) -> bool {
        let asked = self.asked.as_ref().map(|(key, _)| key);
        asked == self.shown.as_ref().map(|listed| &listed.key)
    }

    /// Whether a list is being made.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }

    /// Whether nothing was ever listed of these data.
    pub(super) fn is_empty_of(&self, facts: &Facts) -> bool {
        let of_these = |listed: &Listed| Arc::ptr_eq(&listed.data, &facts.data);
        !self.shown.as_ref().is_some_and(of_these)
    }
}

fn listed(key: Key, ask: &Ask) -> Listed {
    Listed {
        key,
        data: Arc::clone(&ask.facts.data),
        scene: ask.facts.scene.id,
        rows: ask.list().into(),
    }
}
