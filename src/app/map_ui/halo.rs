//! What is selected, laid over the map as a picture that a worker draws: a frame costs the same for one village and for a nation.

use std::sync::Arc;

use eframe::egui::{self, ColorImage, Painter, TextureHandle, TextureOptions};

use super::super::selected::{Kind, Selected};
use super::super::state::Pick;
use super::Frame;
use super::sheet::Cut;
use crate::base::RowSet;
use crate::map::crowd::MarkSizes;
use crate::map::raster::{Chosen, selection};
use crate::map::scene::Scene;
use crate::session::{Desk, News, Worker};

/// What is to be drawn.
#[derive(Clone)]
struct Wanted {
    scene: Arc<Scene>,
    chosen: Chosen,
    sizes: MarkSizes,
    cut: Cut,
}

impl Wanted {
    fn will_do(&self, other: &Self) -> bool {
        self.scene.id == other.scene.id
            && self.chosen.is(&other.chosen)
            && self.sizes == other.sizes
            && self.cut.will_do(&other.cut)
    }
}

/// The picture on the screen, and the one to come.
#[derive(Default)]
pub(super) struct Halo {
    worker: Option<Worker<Wanted, (Wanted, ColorImage)>>,
    asked: Option<Wanted>,
    shown: Option<(Wanted, TextureHandle)>,
}

impl Halo {
    /// Sees to it that the selection is drawn. What alone is selected has a mark of its own and needs none; nor does `focus` among
    /// few. Gives what is to be told if drawing failed.
    pub(super) fn want(
        &mut self,
        painter: &Painter,
        scene: &Arc<Scene>,
        selected: &Selected,
        focus: Option<Pick>,
        (sizes, frame): (MarkSizes, &Frame),
    ) -> Option<String> {
        let failed = self.take_news(painter.ctx());
        if selected.is_empty() || (focus.is_some() && selected.only() == focus) {
            self.asked = None;
            self.shown = None;
            return failed;
        }
        let set = |kind| -> Arc<RowSet> { Arc::clone(selected.of(kind)) };
        let wanted = Wanted {
            scene: Arc::clone(scene),
            chosen: Chosen {
                villages: set(Kind::Village),
                facilities: set(Kind::Facility),
                districts: set(Kind::District),
            },
            sizes,
            cut: Cut::new(frame, painter.pixels_per_point()),
        };
        if self
            .asked
            .as_ref()
            .is_some_and(|asked| wanted.will_do(asked))
        {
            return failed;
        }
        let worker = self.worker.get_or_insert_with(|| {
            let wake = painter.ctx().clone();
            Worker::new(
                "lastmile-halo",
                Arc::new(move || wake.request_repaint()),
                |wanted: Wanted, desk: &Desk<'_, _, _>| {
                    let drawn = {
                        let Wanted {
                            scene,
                            chosen,
                            sizes,
                            cut,
                        } = &wanted;
                        selection(scene, chosen, &cut.canvas(), *sizes)
                    };
                    if let Some(image) = drawn {
                        let size = [image.width as usize, image.height as usize];
                        let image = ColorImage::from_rgba_premultiplied(size, &image.pixels);
                        desk.deliver((wanted, image));
                    }
                },
            )
        });
        worker.ask(wanted.clone());
        self.asked = Some(wanted);
        failed
    }

    fn take_news(&mut self, ctx: &egui::Context) -> Option<String> {
        let mut failed = None;
        let news: Vec<_> = self.worker.iter().flat_map(Worker::news).collect();
        for news in news {
            match news {
                News::Output((wanted, image)) => {
                    let options = TextureOptions::LINEAR;
                    let texture = match self.shown.take() {
                        Some((_, mut texture)) => {
                            texture.set(image, options);
                            texture
                        }
                        None => ctx.load_texture("selection", image, options),
                    };
                    self.shown = Some((wanted, texture));
                }
                News::Panic(text) => failed = Some(text),
            }
        }
        failed
    }

    /// Lays the picture where it belongs.
    pub(super) fn paint(&self, painter: &Painter, frame: &Frame) {
        if let Some((wanted, texture)) = &self.shown {
            wanted.cut.lay(painter, frame, texture);
        }
    }

    /// Whether a picture is being drawn.
    pub(super) fn is_busy(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }
}
