//! Loads the tiles that are looked at, beside the window's thread, and keeps those that were looked at of late.
//!
//! The window says what it sees and gets what is at hand, at once. What is missing is loaded nearest to the middle first by as many
//! threads as a server gets connections; what has gone out of sight before its turn is never asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::worker::Wake;
use crate::io::tiles::{self, SourceSpec, TileError, TileSource};
use crate::model::tiles::{Tile, TileId, TileInfo, TileSet};

/// Threads that load; a server has as many connections.
const THREADS: usize = tiles::CONNECTIONS;
/// Bytes of tiles in memory.
const MOST: usize = 128 << 20;
/// So often a tile is asked for that cannot be had.
const TRIES: u8 = 3;
/// Where a tile is not there, one so many levels above may stand in for it.
const STAND_INS: u8 = 8;

/// The tiles of the background.
pub struct TileLoader {
    shared: Arc<Shared>,
    wake: Wake,
    started: bool,
}

struct Shared {
    slot: Mutex<Slot>,
    news: Condvar,
}

#[derive(Default)]
struct Slot {
    spec: Option<SourceSpec>,
    /// Grows with every other source: what was asked of an earlier one is nothing to this one.
    generation: u64,
    opening: bool,
    source: Option<Arc<dyn TileSource>>,
    level: u8,
    wanted: Vec<TileId>,
    taken: BTreeSet<TileId>,
    kept: BTreeMap<TileId, Kept>,
    weight: usize,
    failed: BTreeMap<TileId, u8>,
    trouble: Option<Arc<TileError>>,
    /// Pixels along the side of a picture.
    side: Option<u32>,
    /// Grows with every look.
    looks: u64,
    /// Something has come since `at_hand` was made.
    changed: bool,
    at_hand: Arc<TileSet>,
    quit: bool,
}

struct Kept {
    tile: Arc<Tile>,
    looked_at: u64,
}

/// What a thread does next.
enum Job {
    Open(SourceSpec),
    Load(Arc<dyn TileSource>, TileId),
}

impl TileLoader {
    /// A loader without a source; nothing is opened or contacted. `wake` is called when a tile has come.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        Self {
            shared: Arc::new(Shared {
                slot: Mutex::default(),
                news: Condvar::new(),
            }),
            wake,
            started: false,
        }
    }

    /// From now on tiles come from here; the same source again changes nothing.
    pub fn set_source(&mut self, spec: Option<SourceSpec>) {
        if self.shared.lock().spec == spec {
            return;
        }
        if spec.is_some() && !std::mem::replace(&mut self.started, true) {
            for i in 0..THREADS {
                let (shared, wake) = (Arc::clone(&self.shared), Arc::clone(&self.wake));
                // Without threads there are no tiles, and the map is as it is without them.
                let _ = std::thread::Builder::new()
                    .name(format!("lastmile-tiles-{i}"))
                    .spawn(move || shared.serve(&wake));
            }
        }
        self.shared.begin(spec);
    }

    /// Tries again after trouble, as if the source were new.
    pub fn retry(&self) {
        let spec = self.shared.lock().spec.clone();
        self.shared.begin(spec);
    }

    /// What is known of the source, once it is open.
    #[must_use]
    pub fn info(&self) -> Option<TileInfo> {
        let slot = self.shared.lock();
        slot.source.as_ref().map(|source| source.info().clone())
    }

    /// Pixels along the side of the source's pictures, once one has come.
    #[must_use]
    pub fn side(&self) -> Option<u32> {
        self.shared.lock().side
    }

    /// Nothing of it is seen any more: what is not on its way is not asked for.
    pub fn look_away(&self) {
        let _ = self.look_at(0, &[]);
    }

    /// Says what is seen, the most important first, and gets what is at hand of it.
    #[must_use]
    pub fn look_at(&self, level: u8, wanted: &[TileId]) -> Arc<TileSet> {
        let mut slot = self.shared.lock();
        if slot.level != level || slot.wanted != wanted {
            slot.level = level;
            slot.wanted = wanted.to_vec();
            slot.changed = true;
            self.shared.news.notify_all();
        }
        if std::mem::take(&mut slot.changed) {
            let set = slot.gather();
            if *slot.at_hand != set {
                slot.at_hand = Arc::new(set);
            }
        }
        Arc::clone(&slot.at_hand)
    }

    /// What was at hand at the last look.
    #[must_use]
    pub fn at_hand(&self) -> Arc<TileSet> {
        Arc::clone(&self.shared.lock().at_hand)
    }

    /// Why there are no tiles, or not all.
    #[must_use]
    pub fn trouble(&self) -> Option<Arc<TileError>> {
        self.shared.lock().trouble.clone()
    }

    /// Whether tiles are on their way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let slot = self.shared.lock();
        slot.opening || !slot.taken.is_empty() || slot.next().is_some()
    }
}

impl Drop for TileLoader {
    fn drop(&mut self) {
        // The threads are not waited for: one may be waiting for a server.
        self.shared.lock().quit = true;
        self.shared.news.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        // No panic happens while it is held.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, spec: Option<SourceSpec>) {
        let mut slot = self.lock();
        *slot = Slot {
            generation: slot.generation + 1,
            level: slot.level,
            wanted: std::mem::take(&mut slot.wanted),
            changed: true,
            spec,
            ..Slot::default()
        };
        drop(slot);
        self.news.notify_all();
    }

    /// What a thread does until the loader is dropped.
    fn serve(&self, wake: &Wake) {
        let mut slot = self.lock();
        loop {
            if slot.quit {
                return;
            }
            let generation = slot.generation;
            match slot.next() {
                Some(Job::Open(spec)) => {
                    slot.opening = true;
                    drop(slot);
                    let opened = catch_unwind(AssertUnwindSafe(|| tiles::open(&spec)));
                    slot = self.lock();
                    if slot.generation == generation {
                        slot.opening = false;
                        match opened {
                            Ok(Ok(source)) => slot.source = Some(Arc::from(source)),
                            Ok(Err(error)) => slot.trouble = Some(Arc::new(error)),
                            Err(_) => slot.trouble = Some(Arc::new(broken(&spec))),
                        }
                    }
                }
                Some(Job::Load(source, id)) => {
                    slot.taken.insert(id);
                    drop(slot);
                    let loaded = catch_unwind(AssertUnwindSafe(|| source.load(id)));
                    slot = self.lock();
                    if slot.generation == generation {
                        slot.taken.remove(&id);
                        slot.take(id, loaded.ok());
                    }
                }
                None => {
                    let rest = slot.source.as_ref().and_then(|source| source.rests());
                    slot = match rest {
                        // A little longer, so that the rest is over.
                        Some(rest) => {
                            let rest = rest + Duration::from_millis(20);
                            let waited = self.news.wait_timeout(slot, rest);
                            waited.unwrap_or_else(PoisonError::into_inner).0
                        }
                        None => self.news.wait(slot).unwrap_or_else(PoisonError::into_inner),
                    };
                    continue;
                }
            }
            drop(slot);
            // The other thread may have something to do now.
            self.news.notify_all();
            wake();
            slot = self.lock();
        }
    }
}

/// A file whose reader failed in a way that it should not.
fn broken(spec: &SourceSpec) -> TileError {
    match spec {
        SourceSpec::File(path) => TileError::Damaged {
            path: path.clone(),
            problem: String::new(),
        },
        SourceSpec::Server { address, .. } => TileError::Unreachable {
            host: address.template.clone(),
            reason: String::new(),
        },
    }
}

impl Slot {
    /// What is to be done next.
    fn next(&self) -> Option<Job> {
        let Some(source) = &self.source else {
            let idle = !self.opening && self.trouble.is_none();
            return self.spec.clone().filter(|_| idle).map(Job::Open);
        };
        if source.rests().is_some() {
            return None;
        }
        let info = source.info();
        self.wanted
            .iter()
            .find_map(|id| self.missing(*id, info))
            .map(|id| Job::Load(Arc::clone(source), id))
    }

    /// The tile to load for a place: its own, or where that is not there one that may stand in for it.
    fn missing(&self, id: TileId, info: &TileInfo) -> Option<TileId> {
        for up in 0..=STAND_INS {
            let id = id.ancestor(up).filter(|id| id.z >= info.min_zoom)?;
            match self.kept.get(&id).map(|kept| &*kept.tile) {
                Some(Tile::Empty) => {}
                Some(_) => return None,
                None if self.taken.contains(&id) => return None,
                None => {
                    let tried = self.failed.get(&id).copied().unwrap_or(0);
                    return (tried < TRIES).then_some(id);
                }
            }
        }
        None
    }

    /// Takes what came of a tile; `None`: its reader failed in a way that it should not.
    fn take(&mut self, id: TileId, loaded: Option<Result<Tile, TileError>>) {
        match loaded {
            Some(Ok(tile)) => {
                if let Tile::Picture(picture) = &tile {
                    self.side = Some(picture.width);
                }
                self.trouble = None;
                self.weight += tile.weight();
                let kept = Kept {
                    tile: Arc::new(tile),
                    looked_at: self.looks,
                };
                if let Some(before) = self.kept.insert(id, kept) {
                    self.weight -= before.tile.weight();
                }
                self.make_room();
                self.changed = true;
            }
            // It was not asked for.
            Some(Err(TileError::Resting { .. })) => {}
            Some(Err(error)) => {
                let for_good = self.source.as_ref().is_none_or(|s| s.rests().is_none());
                let tried = self.failed.entry(id).or_default();
                *tried = if for_good { TRIES } else { *tried + 1 };
                self.trouble = Some(Arc::new(error));
            }
            None => {
                self.failed.insert(id, TRIES);
            }
        }
    }

    /// Forgets what was not looked at for longest.
    fn make_room(&mut self) {
        while self.weight > MOST {
            let oldest = self
                .kept
                .iter()
                .filter(|(_, kept)| kept.looked_at < self.looks)
                .min_by_key(|(_, kept)| kept.looked_at)
                .map(|(id, _)| *id);
            let Some(oldest) = oldest.and_then(|id| self.kept.remove(&id)) else {
                return;
            };
            self.weight -= oldest.tile.weight();
        }
    }

    /// What is at hand of what is wanted; where a tile is missing, what lies above and below it.
    fn gather(&mut self) -> TileSet {
        self.looks += 1;
        let looks = self.looks;
        let mut set = TileSet {
            level: self.level,
            tiles: BTreeMap::new(),
        };
        let kept = &mut self.kept;
        let mut add = |id: TileId, set: &mut TileSet| -> bool {
            let Some(found) = kept.get_mut(&id) else {
                return false;
            };
            found.looked_at = looks;
            if *found.tile == Tile::Empty {
                return false;
            }
            set.tiles.insert(id, Arc::clone(&found.tile));
            true
        };
        for id in &self.wanted {
            if add(*id, &mut set) {
                continue;
            }
            for up in 1..=id.z {
                if id.ancestor(up).is_some_and(|id| add(id, &mut set)) {
                    break;
                }
            }
            for child in id.children() {
                if !add(child, &mut set) {
                    for below in child.children() {
                        add(below, &mut set);
                    }
                }
            }
        }
        set
    }
}
