//! The map as a picture that the processor draws: the same on every machine, with a graphics card or without one.
//!
//! Areas are filled and outlined as paths, marks are put in as stamps drawn once. A million corners and marks cost a few dozen
//! milliseconds when the view changes, and nothing while it does not. This room knows no window: it gets a place to draw and gives a
//! picture back.

mod areas;
mod backdrop;
mod ground_style;
mod paths;
mod selection;
mod sheet;
mod stamps;
mod tiles;

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;
use resvg::tiny_skia::Pixmap;

use paths::Pen;
pub use selection::{CASING, Chosen, SELECTED, selection};
use sheet::Sheet;
use stamps::{Press, Stamps};
pub use tiles::Tiles;

use super::crowd::{Crowd, MarkSizes};
use super::scene::{FacilityMark, ReachMark, Scene};
use super::shown::Shown;
use super::sprite::RgbaImage;
use super::style::{Fills, Theme};
use super::viewport::{Affine, Viewport};
use crate::model::look::{BackgroundStyle, DistrictStyle, LayerKind, MapLook};

/// What is drawn on: pixels, and where the scene lies in them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Canvas {
    /// From the scene's plane to pixels.
    pub to: Affine,
    /// Width and height in pixels.
    pub size: [u32; 2],
    /// Pixels per logical unit: widths of lines grow with it.
    pub pixels: f32,
    /// Pixels per point of a mark.
    pub mark_scale: f32,
}

impl Canvas {
    /// The place in the scene's plane of a place on the canvas.
    fn plane(&self, at: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| (at[i] - self.to.offset[i]) / self.to.scale)
    }

    /// The view that the canvas shows, in pixels.
    fn view(&self) -> Viewport {
        Viewport {
            centre: self.plane(self.size.map(|s| f64::from(s) / 2.0)),
            scale: self.to.scale,
            size: self.size.map(|s| s as f32),
        }
    }

    /// The scale of the scene's plane in points of marks.
    fn points(&self) -> f64 {
        self.to.scale / f64::from(self.mark_scale)
    }
}

/// What of the map is drawn, in which order, style and colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The layers: which, in which order, how strongly, in which style. Gaps are on top of all of them.
    pub map: MapLook,
    /// Tiles over the background.
    pub tiles: Option<Tiles>,
    /// Tiers that are not drawn.
    pub hidden_tiers: BTreeSet<u16>,
    /// Whether the reach is that of the answer; one that is about to be replaced is drawn fainter.
    pub fresh: bool,
}

/// A drawn map.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What lies below the names, on a transparent ground.
    pub below: RgbaImage,
    /// What lies above them; `None`: names are on top.
    pub above: Option<RgbaImage>,
    /// How the marks share their room.
    pub crowd: Crowd,
}

/// Draws one picture after another, and keeps what the next one may use again.
#[derive(Default)]
pub struct Studio {
    stamps: Stamps,
    plates: Vec<Plate>,
    ground: Option<Ground>,
}

/// The background with tiles that was drawn, and what from.
struct Ground {
    canvas: Canvas,
    theme: Theme,
    background: BackgroundStyle,
    tiles: Tiles,
    drawn: Pixmap,
}

impl Ground {
    /// The background with tiles over it; drawn anew only if something of it has changed.
    fn drawn<'a>(
        kept: &'a mut Option<Self>,
        tiles: &Tiles,
        canvas: &Canvas,
        look: &Look,
    ) -> Option<&'a Pixmap> {
        let background = look.map.background;
        let same = kept.take().filter(|ground| {
            ground.canvas == *canvas
                && ground.theme == look.theme
                && ground.background == background
                && ground.tiles == *tiles
        });
        let ground = if let Some(same) = same {
            same
        } else {
            let mut drawn = areas::ground(canvas, &look.theme, background)?;
            tiles::lay(tiles, canvas, &look.theme, &mut drawn);
            Self {
                canvas: *canvas,
                theme: look.theme,
                background,
                tiles: tiles.clone(),
                drawn,
            }
        };
        Some(&kept.insert(ground).drawn)
    }
}

/// Areas that were drawn together, and what they were drawn from. How strongly a plate is laid on is no part of it.
struct Plate {
    canvas: Canvas,
    theme: Theme,
    parts: Vec<Part>,
    drawn: Pixmap,
}

impl Plate {
    fn is_of(&self, canvas: &Canvas, look: &Look, parts: &[Part]) -> bool {
        self.canvas == *canvas && self.theme == look.theme && self.parts == parts
    }
}

/// A layer of areas with all that it is drawn from.
enum Part {
    Background(BackgroundStyle),
    Districts {
        style: DistrictStyle,
        /// Those that pass the filter.
        marks: Vec<(Arc<MultiPolygon<f64>>, Option<u8>)>,
        classes: usize,
        /// What they say.
        by: Fills,
        /// What of the background is drawn over their fill.
        over: BackgroundStyle,
        /// They lie over tiles, which are to be seen through them.
        over_tiles: bool,
    },
    Reach {
        reach: Arc<[ReachMark]>,
        hidden: BTreeSet<u16>,
        fresh: bool,
    },
    /// The lines of a network between facilities.
    Links {
        shown: Arc<Shown>,
        facilities: Arc<Vec<FacilityMark>>,
    },
}

impl PartialEq for Part {
    /// Shapes never change, so the same allocation is the same shape.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Background(a), Self::Background(b)) => a == b,
            (
                Self::Districts {
                    style,
                    marks,
                    classes,
                    by,
                    over,
                    over_tiles,
                },
                Self::Districts {
                    style: other_style,
                    marks: others,
                    classes: other_classes,
                    by: other_by,
                    over: other_over,
                    over_tiles: other_tiles,
                },
            ) => {
                style == other_style
                    && classes == other_classes
                    && by == other_by
                    && over == other_over
                    && over_tiles == other_tiles
                    && marks.len() == others.len()
                    && marks
                        .iter()
                        .zip(others)
                        .all(|(a, b)| a.1 == b.1 && Arc::ptr_eq(&a.0, &b.0))
            }
            (
                Self::Reach {
                    reach,
                    hidden,
                    fresh,
                },
                Self::Reach {
                    reach: other_reach,
                    hidden: others,
                    fresh: other_fresh,
                },
            ) => Arc::ptr_eq(reach, other_reach) && hidden == others && fresh == other_fresh,
            (
                Self::Links { shown, facilities },
                Self::Links {
                    shown: other_shown,
                    facilities: others,
                },
            ) => Arc::ptr_eq(shown, other_shown) && Arc::ptr_eq(facilities, others),
            _ => false,
        }
    }
}

/// What is laid on one after the other, from the bottom.
enum Step {
    /// The background with tiles over it.
    Ground,
    /// Areas that are equally strong and lie directly on one another.
    Areas(Vec<Part>),
    Villages,
    Facilities,
    Names,
}

/// What of the background is drawn over the districts' fill. Tiles have waters of their own.
fn over_fill(look: &Look) -> BackgroundStyle {
    if !look.map.shows(LayerKind::Background) {
        return BackgroundStyle::NONE;
    }
    BackgroundStyle {
        waters: look.map.background.waters && look.tiles.is_none(),
        ..look.map.background
    }
}

/// The steps of a look, each with its opacity.
fn steps(scene: &Scene, reach: &Arc<[ReachMark]>, look: &Look) -> Vec<(Step, f32)> {
    let mut steps: Vec<(Step, f32)> = Vec::new();
    for kind in look.map.bottom_up() {
        let opacity = look.map.opacity(kind);
        let part = match kind {
            LayerKind::Background if look.tiles.is_some() => {
                steps.push((Step::Ground, opacity));
                continue;
            }
            LayerKind::Background => Part::Background(look.map.background),
            LayerKind::Districts => {
                let shown = scene
                    .districts
                    .iter()
                    .filter(|d| scene.drawn.district(d.district));
                Part::Districts {
                    style: look.map.districts,
                    marks: shown.map(|d| (Arc::clone(&d.shape), d.class)).collect(),
                    classes: scene.legend.share_classes.len(),
                    by: scene.fills(look.map.districts.scale),
                    over: over_fill(look),
                    over_tiles: look.tiles.is_some() && look.map.shows(LayerKind::Background),
                }
            }
            LayerKind::Reach => Part::Reach {
                reach: Arc::clone(reach),
                hidden: look.hidden_tiers.clone(),
                fresh: look.fresh,
            },
            LayerKind::Villages => {
                steps.push((Step::Villages, opacity));
                continue;
            }
            LayerKind::Facilities => {
                if let Some(shown) = scene.shown.as_ref().filter(|s| !s.links.is_empty()) {
                    let part = Part::Links {
                        shown: Arc::clone(shown),
                        facilities: Arc::clone(&scene.facilities),
                    };
                    steps.push((Step::Areas(vec![part]), opacity));
                }
                steps.push((Step::Facilities, opacity));
                continue;
            }
            LayerKind::Labels => {
                steps.push((Step::Names, opacity));
                continue;
            }
        };
        match steps.last_mut() {
            Some((Step::Areas(parts), below)) if *below >= 1.0 && opacity >= 1.0 => {
                parts.push(part);
            }
            _ => steps.push((Step::Areas(vec![part]), opacity)),
        }
    }
    steps
}

impl Studio {
    /// The map on a transparent ground, with the crowd that it shows; `None` for a canvas without pixels. `reach` is drawn in the place
    /// of the scene's own, which may not be known yet.
    pub fn draw(
        &mut self,
        scene: &Scene,
        reach: &Arc<[ReachMark]>,
        canvas: &Canvas,
        look: &Look,
    ) -> Option<Picture> {
        let mut kept = std::mem::take(&mut self.plates);
        let mut steps = steps(scene, reach, look);
        let (plates, crowd) = rayon::join(
            || {
                let areas = steps.iter_mut().filter_map(|(step, _)| match step {
                    Step::Areas(parts) => Some(std::mem::take(parts)),
                    _ => None,
                });
                let plate = |parts: Vec<Part>| {
                    if let Some(i) = kept.iter().position(|p| p.is_of(canvas, look, &parts)) {
                        return Some(kept.swap_remove(i));
                    }
                    Some(Plate {
                        drawn: areas::draw(scene, &parts, canvas, look)?,
                        canvas: *canvas,
                        theme: look.theme,
                        parts,
                    })
                };
                areas.map(plate).collect::<Option<Vec<Plate>>>()
            },
            || Crowd::new(scene, canvas.points(), MarkSizes::of(&look.map)),
        );
        let plates = plates?;
        let mut press = Press::new(scene, &crowd, canvas, look, &mut self.stamps);
        let mut sheet = Sheet::new(canvas);
        let mut below = None;
        let mut next = plates.iter();
        let last = steps.len().saturating_sub(1);
        for (i, (step, opacity)) in steps.iter().enumerate() {
            match step {
                Step::Ground => {
                    if let Some(tiles) = &look.tiles {
                        let drawn = Ground::drawn(&mut self.ground, tiles, canvas, look)?;
                        sheet.lay(drawn, *opacity);
                    }
                }
                Step::Areas(_) => sheet.lay(&next.next()?.drawn, *opacity),
                Step::Villages => sheet.print(*opacity, |on| press.villages(on))?,
                Step::Facilities => sheet.print(*opacity, |on| press.facilities(on))?,
                Step::Names if i < last => {
                    below = Some(std::mem::replace(&mut sheet, Sheet::new(canvas)).finish()?);
                }
                Step::Names => {}
            }
        }
        let villages = look.map.opacity(LayerKind::Villages);
        if villages > 0.0 {
            sheet.print(villages, |on| press.raised(on))?;
        }
        // A gap is never hidden, and never faint.
        sheet.print(1.0, |on| press.gaps(on))?;
        let top = image(sheet.finish()?);
        self.plates = plates;
        let (below, above) = match below {
            Some(below) => (image(below), Some(top)),
            None => (top, None),
        };
        Some(Picture {
            below,
            above,
            crowd,
        })
    }
}

/// A tile of the hatching of districts without a share, so many pixels per logical one.
#[must_use]
pub fn hatching(theme: &Theme, pixels: f32) -> Option<RgbaImage> {
    areas::hatch(theme.unknown, pixels).map(image)
}

fn image(picture: Pixmap) -> RgbaImage {
    RgbaImage {
        width: picture.width(),
        height: picture.height(),
        pixels: picture.take(),
    }
}

/// The border of an area as lines in a rectangle of this size, without corners that nobody could tell apart.
#[must_use]
pub fn border(shape: &MultiPolygon<f64>, to: Affine, size: [f32; 2]) -> Vec<Vec<[f32; 2]>> {
    let mut pen = Pen::new(&Canvas {
        to,
        size: size.map(|s| s.ceil() as u32),
        pixels: 1.0,
        mark_scale: 1.0,
    });
    let mut lines = Vec::new();
    for polygon in shape {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            pen.border(ring, &mut lines);
        }
    }
    lines
}

#[cfg(test)]
mod tests;
