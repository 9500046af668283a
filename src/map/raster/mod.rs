//! The map as a picture that the processor draws: the same on every machine, with a graphics card or without one.
//!
//! Areas are filled and outlined as paths, marks are put in as stamps drawn once. A million corners and marks cost a few dozen
//! milliseconds when the view changes, and nothing while it does not. This room knows no window: it gets a place to draw and gives a
//! picture back.

mod areas;
mod backdrop;
mod ground_style;
mod paths;
mod stamps;
mod tiles;

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;
use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};

use paths::Pen;
use stamps::Stamps;
pub use tiles::Tiles;

use super::crowd::Crowd;
use super::scene::{DistrictMark, ReachMark, Scene};
use super::sprite::RgbaImage;
use super::style::Theme;
use super::viewport::{Affine, Viewport};

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

/// What of the map is drawn, and in which colours.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the layer list"
)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// Land, coast and graticule beneath everything.
    pub background: bool,
    /// Tiles over it.
    pub tiles: Option<Tiles>,
    /// District fills; borders are drawn with or without them.
    pub districts: bool,
    /// The area within reach.
    pub reach: bool,
    /// Villages that are no gaps; gaps always show.
    pub villages: bool,
    /// Facilities.
    pub facilities: bool,
    /// Tiers that are not drawn.
    pub hidden_tiers: BTreeSet<u16>,
    /// Whether the reach is that of the answer; one that is about to be replaced is drawn fainter.
    pub fresh: bool,
}

impl Look {
    /// Whether areas look the same in both.
    fn has_the_areas_of(&self, other: &Self) -> bool {
        let areas = |l: &Self| (l.background, l.districts, l.reach, l.fresh);
        self.theme == other.theme
            && self.hidden_tiers == other.hidden_tiers
            && self.tiles.is_some() == other.tiles.is_some()
            && areas(self) == areas(other)
    }
}

/// Draws one picture after another, and keeps what the next one may use again.
#[derive(Default)]
pub struct Studio {
    stamps: Stamps,
    areas: Option<Areas>,
    ground: Option<Ground>,
}

/// The background with tiles that was drawn, and what from.
struct Ground {
    canvas: Canvas,
    theme: Theme,
    background: bool,
    tiles: Tiles,
    drawn: Pixmap,
}

/// Areas that were drawn, and what they were drawn from.
struct Areas {
    districts: Vec<(Arc<MultiPolygon<f64>>, Option<u8>)>,
    reach: Arc<[ReachMark]>,
    canvas: Canvas,
    look: Look,
    drawn: Pixmap,
}

impl Areas {
    fn are_those_of(
        &self,
        scene: &Scene,
        reach: &Arc<[ReachMark]>,
        canvas: &Canvas,
        look: &Look,
    ) -> bool {
        let same =
            |((shape, class), now): (&(Arc<MultiPolygon<f64>>, Option<u8>), &DistrictMark)| {
                *class == now.class && Arc::ptr_eq(shape, &now.shape)
            };
        self.canvas == *canvas
            && Arc::ptr_eq(&self.reach, reach)
            && self.look.has_the_areas_of(look)
            && self.districts.len() == scene.districts.len()
            && self.districts.iter().zip(&scene.districts).all(same)
    }
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
    ) -> Option<(RgbaImage, Crowd)> {
        let kept = self.areas.take();
        let kept = kept.filter(|areas| areas.are_those_of(scene, reach, canvas, look));
        let (areas, crowd) = rayon::join(
            || match kept {
                Some(areas) => Some(areas),
                None => Some(Areas {
                    districts: scene
                        .districts
                        .iter()
                        .map(|d| (Arc::clone(&d.shape), d.class))
                        .collect(),
                    reach: Arc::clone(reach),
                    canvas: *canvas,
                    look: look.clone(),
                    drawn: areas::draw(scene, reach, canvas, look)?,
                }),
            },
            || Crowd::new(scene, canvas.points()),
        );
        let areas = areas?;
        let mut picture = match &look.tiles {
            None => areas.drawn.clone(),
            Some(tiles) => {
                let mut picture = self.ground(tiles, canvas, look)?;
                let over = areas.drawn.as_ref();
                let paint = PixmapPaint::default();
                picture.draw_pixmap(0, 0, over, &paint, Transform::identity(), None);
                picture
            }
        };
        self.areas = Some(areas);
        stamps::draw(scene, &crowd, canvas, look, &mut self.stamps, &mut picture);
        Some((image(picture), crowd))
    }

    /// The background with tiles over it; drawn anew only if something of it has changed.
    fn ground(&mut self, tiles: &Tiles, canvas: &Canvas, look: &Look) -> Option<Pixmap> {
        let kept = self.ground.take().filter(|ground| {
            ground.canvas == *canvas
                && ground.theme == look.theme
                && ground.background == look.background
                && ground.tiles == *tiles
        });
        let ground = if let Some(kept) = kept {
            kept
        } else {
            let mut drawn = areas::ground(canvas, look)?;
            tiles::lay(tiles, canvas, &look.theme, &mut drawn);
            Ground {
                canvas: *canvas,
                theme: look.theme,
                background: look.background,
                tiles: tiles.clone(),
                drawn,
            }
        };
        let drawn = ground.drawn.clone();
        self.ground = Some(ground);
        Some(drawn)
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
