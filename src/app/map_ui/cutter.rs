//! Areas are cut into triangles beside the window's thread: for a nation that takes a second. Until they are ready the old ones stay.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui;
use geo::{CoordsIter, MultiPolygon};
use rayon::prelude::*;

use super::shapes::Area;
use crate::base::Progress;
use crate::session::{Desk, News, Worker};

/// From this many corners on areas are drawn without needless ones from afar.
const MANY_CORNERS: usize = 100_000;
/// Up to how many times the scale at which everything fits is afar.
const AFAR: f64 = 5.0;
/// Areas with no more corners than these are cut at once: a few milliseconds, for which no picture should wait.
const FEW_CORNERS: usize = 15_000;

/// An area ready to draw, with the number by which it is known.
pub(super) struct Cut {
    pub number: u32,
    of: Arc<MultiPolygon<f64>>,
    pub near: Area,
    far: Option<Area>,
}

impl Cut {
    /// The area to draw at a scale.
    pub(super) fn at(&self, scale: f64, whole: f64) -> &Area {
        let afar = scale <= whole * AFAR;
        self.far.as_ref().filter(|_| afar).unwrap_or(&self.near)
    }
}

/// Numbered areas to cut.
pub(super) type Wanted = Vec<(u32, Arc<MultiPolygon<f64>>)>;

struct Job<K> {
    of: Arc<K>,
    wanted: Wanted,
    /// What was cut before: areas that are still the same are kept.
    kept: Arc<[Arc<Cut>]>,
    /// The scale at which everything fits.
    whole: f64,
}

impl<K: Send + Sync> Job<K> {
    /// `None`: it was stopped.
    fn run(&self, progress: &Progress) -> Option<Arc<[Arc<Cut>]>> {
        let corners: usize = self.wanted.iter().map(|(_, s)| s.coords_count()).sum();
        // Half a pixel where afar ends.
        let apart = 0.5 / (self.whole.max(1.0) * AFAR);
        let kept: HashMap<u32, &Arc<Cut>> = self.kept.iter().map(|cut| (cut.number, cut)).collect();
        let cut = |(number, shape): &(u32, Arc<MultiPolygon<f64>>)| {
            progress.check().ok()?;
            let same = |cut: &&&Arc<Cut>| Arc::ptr_eq(&cut.of, shape) || cut.of == *shape;
            if let Some(cut) = kept.get(number).filter(same) {
                return Some(Arc::clone(cut));
            }
            Some(Arc::new(Cut {
                number: *number,
                near: Area::new(shape),
                far: (corners > MANY_CORNERS).then(|| Area::coarse(shape, apart)),
                of: Arc::clone(shape),
            }))
        };
        let cut: Option<Vec<_>> = self.wanted.par_iter().map(cut).collect();
        cut.map(Arc::from)
    }
}

type Done<K> = (Arc<K>, Arc<[Arc<Cut>]>);

/// Cuts the areas of one `K` after another; each `K` has its own.
pub(super) struct Cutter<K> {
    worker: Option<Worker<Job<K>, Done<K>>>,
    /// What was asked for last.
    asked: Option<Arc<K>>,
    done: Option<Done<K>>,
    /// Grows whenever something else is ready.
    pub version: u64,
}

impl<K> Default for Cutter<K> {
    fn default() -> Self {
        Self {
            worker: None,
            asked: None,
            done: None,
            version: 0,
        }
    }
}

impl<K: Send + Sync + 'static> Cutter<K> {
    /// Sees to it that the areas of `of` are cut. Gives what is to be told if that failed.
    pub(super) fn want(
        &mut self,
        ctx: &egui::Context,
        of: &Arc<K>,
        whole: f64,
        wanted: impl FnOnce() -> Wanted,
    ) -> Option<String> {
        let failed = self.take_news();
        let is_it = |other: &Arc<K>| Arc::ptr_eq(other, of);
        if self.asked.as_ref().is_some_and(is_it) {
            return failed;
        }
        self.asked = Some(Arc::clone(of));
        let job = Job {
            of: Arc::clone(of),
            wanted: wanted(),
            kept: self.cut(),
            whole,
        };
        let corners: usize = job.wanted.iter().map(|(_, s)| s.coords_count()).sum();
        if corners <= FEW_CORNERS {
            if let Some(worker) = &self.worker {
                worker.cancel();
            }
            if let Some(cut) = job.run(&Progress::new()) {
                self.take((job.of, cut));
            }
            return failed;
        }
        let wake = ctx.clone();
        let worker = self.worker.get_or_insert_with(|| {
            let wake = Arc::new(move || wake.request_repaint());
            Worker::new(
                "lastmile-cut",
                wake,
                |job: Job<K>, desk: &Desk<'_, _, _>| {
                    // Whoever asks anew no longer wants these.
                    if desk.refine()
                        && let Some(cut) = job.run(desk.progress)
                    {
                        desk.deliver((job.of, cut));
                    }
                },
            )
        });
        worker.ask(job);
        failed
    }

    fn take_news(&mut self) -> Option<String> {
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        let mut failed = None;
        for news in news {
            match news {
                News::Output(done) => self.take(done),
                News::Panic(text) => failed = Some(text),
            }
        }
        failed
    }

    fn take(&mut self, done: Done<K>) {
        self.done = Some(done);
        self.version += 1;
    }

    /// The areas that are ready.
    pub(super) fn cut(&self) -> Arc<[Arc<Cut>]> {
        self.done
            .as_ref()
            .map_or_else(Arc::default, |(_, cut)| Arc::clone(cut))
    }

    /// Whether the areas that are ready are those of `of`.
    pub(super) fn is_of(&self, of: &Arc<K>) -> bool {
        self.done.as_ref().is_some_and(|(k, _)| Arc::ptr_eq(k, of))
    }

    /// Whether areas are being cut.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn square(size: f64) -> Arc<MultiPolygon<f64>> {
        let ring =
            polygon![(x: 0.0, y: 0.0), (x: size, y: 0.0), (x: size, y: size), (x: 0.0, y: size)];
        Arc::new(MultiPolygon(vec![ring]))
    }

    #[test]
    fn an_area_that_stays_the_same_is_not_cut_again() {
        let ctx = egui::Context::default();
        let mut cutter = Cutter::<u8>::default();
        let [first, second] = [Arc::new(1), Arc::new(2)];
        cutter.want(&ctx, &first, 1.0, || {
            vec![(0, square(1.0)), (1, square(2.0))]
        });
        let before = cutter.cut();
        cutter.want(&ctx, &second, 1.0, || {
            vec![(0, square(1.0)), (1, square(3.0))]
        });
        let after = cutter.cut();
        assert!(cutter.is_of(&second) && cutter.version == 2);
        assert!(Arc::ptr_eq(&before[0], &after[0]));
        assert!(!Arc::ptr_eq(&before[1], &after[1]));
    }

    #[test]
    fn many_areas_are_cut_beside_the_window_and_a_newer_wish_replaces_an_older_one() {
        let ctx = egui::Context::default();
        let many = || (0..4000).map(|i| (i, square(f64::from(i + 1)))).collect();
        let mut cutter = Cutter::<u8>::default();
        let [first, second] = [Arc::new(1), Arc::new(2)];
        cutter.want(&ctx, &first, 1.0, many);
        cutter.want(&ctx, &second, 1.0, many);
        while !cutter.is_of(&second) {
            std::thread::yield_now();
            cutter.want(&ctx, &second, 1.0, Vec::new);
        }
        assert_eq!(cutter.cut().len(), 4000);
    }
}
