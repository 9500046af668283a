//! Districts by class, the reach of each tier, borders: few paths of many rings, drawn in bands side by side.

use std::collections::HashMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;
use resvg::tiny_skia::{
    Color, FillRule, FilterQuality, LineCap, LineJoin, Paint, Path, PathBuilder, Pattern, Pixmap,
    Shader, SpreadMode, Stroke, Transform,
};

use super::paths::Pen;
use super::{Canvas, Look, Part, backdrop};
use crate::base::projection::mercator;
use crate::map::scene::{FacilityMark, ReachMark, Scene};
use crate::map::shown::Shown;
use crate::map::style::{
    BORDER_WIDTH, Fills, LINK_OPACITY, LINK_WIDTH, POINT, REACH_OUTLINE, REACH_WIDTH, Rgb, Theme,
    reach_fill,
};
use crate::map::viewport::Viewport;
use crate::model::look::{BackgroundStyle, DistrictStyle};

/// How strongly a reach is drawn that is no longer the answer's.
const STALE: f32 = 0.6;
/// How strong the fill of districts is where tiles are to be seen through it.
const OVER_TILES: f32 = 0.55;
/// So many districts are brought to the canvas together.
const CHUNK: usize = 64;
/// Bands that are drawn side by side.
const BANDS: u32 = 8;
/// The reach of a tier is drawn where it is at least so wide, logical pixels: below that it is no area but a haze.
const LEAST_REACH: f64 = 5.0;
/// … and outlined where it is at least so wide: smaller circles would be a net of lines.
const LEAST_OUTLINE: f64 = 26.0;
/// Below this typical width of a district its borders are fainter, logical pixels.
const CALM_BELOW: f32 = 24.0;
/// Wider lines have round corners, pixels.
const WIDE: f32 = 8.0;
/// The side of the hatching's tile, logical pixels.
const HATCH: f32 = 8.0;

pub(super) enum Ink<'a> {
    Plain(Color),
    Hatched(&'a Pixmap),
}

/// What is drawn in one go.
pub(super) struct Stroked<'a> {
    pub path: Option<Path>,
    pub ink: Ink<'a>,
    /// The width of a line, pixels; `None`: the inside.
    pub width: Option<f32>,
}

/// The layers of a plate, bottom to top.
pub(super) fn draw(scene: &Scene, parts: &[Part], canvas: &Canvas, look: &Look) -> Option<Pixmap> {
    let hatch = hatch(look.theme.unknown, canvas.pixels)?;
    let layers: Vec<Vec<Stroked<'_>>> = parts
        .par_iter()
        .map(|part| match part {
            Part::Background(style) => backdrop::layers(canvas, &look.theme, *style),
            Part::Districts {
                style,
                marks,
                classes,
                by,
                over,
                over_tiles,
            } => {
                let fill = if *over_tiles { OVER_TILES } else { 1.0 };
                let how = (*style, *by, *over, fill);
                districts(scene, canvas, &look.theme, (marks, *classes), how, &hatch)
            }
            Part::Reach { reach, .. } => reach_areas(scene, reach, canvas, look),
            Part::Links { shown, facilities } => links(facilities, shown, canvas, &look.theme),
        })
        .collect();
    let all: Vec<Stroked<'_>> = layers.into_iter().flatten().collect();
    in_bands(canvas, &all)
}

/// The shape and the class of a district.
type Classed = (Arc<MultiPolygon<f64>>, Option<u8>);

fn districts<'a>(
    scene: &Scene,
    canvas: &Canvas,
    theme: &Theme,
    (marks, count): (&[Classed], usize),
    (style, by, over, opacity): (DistrictStyle, Fills, BackgroundStyle, f32),
    hatch: &'a Pixmap,
) -> Vec<Stroked<'a>> {
    let paths = district_paths(marks, count, canvas);
    let mut all = Vec::new();
    let filled = scene.is_filled(style.fill) && count > 0;
    if filled {
        let fills = (0..count).map(|class| theme.fill_of(by, class as u8, count));
        let classes = fills.chain([theme.paper]);
        for (path, fill) in paths.classes.into_iter().zip(classes) {
            let ink = Ink::Plain(colour(fill, opacity));
            all.push(Stroked {
                path,
                ink,
                width: None,
            });
        }
        if let Some(without) = all.last().map(|last| last.path.clone()) {
            let ink = Ink::Hatched(hatch);
            all.push(Stroked {
                path: without,
                ink,
                width: None,
            });
        }
    }
    if over.waters {
        all.extend(backdrop::waters(canvas, theme));
    }
    if style.border {
        let opacity = if filled { 0.8 } else { 0.5 };
        let border = colour(theme.border, opacity * calm(scene, canvas));
        all.push(Stroked {
            path: paths.borders,
            ink: Ink::Plain(border),
            width: Some(BORDER_WIDTH * POINT * canvas.pixels),
        });
    }
    if over.countries {
        all.push(backdrop::country_lines(canvas, theme));
    }
    all
}

fn reach_areas<'a>(
    scene: &Scene,
    reach: &[ReachMark],
    canvas: &Canvas,
    look: &Look,
) -> Vec<Stroked<'a>> {
    let reach = reach_paths(scene, reach, canvas, look);
    let strength = if look.fresh { 1.0 } else { STALE };
    let tiers = reach.len();
    let (insides, outlines): (Vec<_>, Vec<_>) = reach.into_iter().unzip();
    let inside = |path| {
        let ink = Ink::Plain(colour(look.theme.reach, reach_fill(tiers) * strength));
        let width = None;
        Stroked { path, ink, width }
    };
    let outline = |path| {
        let ink = Ink::Plain(colour(look.theme.reach, REACH_OUTLINE * strength));
        let width = Some(REACH_WIDTH * POINT * canvas.pixels);
        Stroked { path, ink, width }
    };
    let insides = insides.into_iter().map(inside);
    insides.chain(outlines.into_iter().map(outline)).collect()
}

/// The lines from facilities to their leads; wrong ones above the others.
fn links<'a>(
    facilities: &[FacilityMark],
    shown: &Shown,
    canvas: &Canvas,
    theme: &Theme,
) -> Vec<Stroked<'a>> {
    let at: HashMap<u32, [f64; 2]> = facilities.iter().map(|m| (m.facility, m.at)).collect();
    let to = canvas.to;
    let place = |facility: &u32| {
        let at = at.get(facility)?;
        Some([0, 1].map(|i| at[i] * to.scale + to.offset[i]))
    };
    let drawn = |wrong: bool| {
        let mut path = PathBuilder::new();
        for link in shown.links.iter().filter(|l| l.wrong == wrong) {
            if let (Some(from), Some(to)) = (place(&link.from), place(&link.to)) {
                Pen::new(canvas).line_of([from, to].into_iter(), &mut path);
            }
        }
        Stroked {
            path: path.finish(),
            ink: Ink::Plain(if wrong {
                colour(theme.gap, 0.9)
            } else {
                colour(theme.navy, LINK_OPACITY)
            }),
            width: Some(LINK_WIDTH * if wrong { 1.6 } else { 1.0 } * POINT * canvas.pixels),
        }
    };
    vec![drawn(false), drawn(true)]
}

/// How strong borders are: where districts are small they would be a net over everything.
fn calm(scene: &Scene, canvas: &Canvas) -> f32 {
    let inhabited = scene.places.inhabited() * canvas.to.scale * canvas.to.scale;
    let each = (inhabited / scene.districts.len().max(1) as f64).sqrt() as f32 / canvas.pixels;
    (each / CALM_BELOW).clamp(0.3, 1.0)
}

pub(super) fn colour(Rgb(r, g, b): Rgb, opacity: f32) -> Color {
    let mut colour = Color::from_rgba8(r, g, b, 255);
    colour.set_alpha(opacity);
    colour
}

struct DistrictPaths {
    /// By class; the last are those without one.
    classes: Vec<Option<Path>>,
    borders: Option<Path>,
}

/// The districts of a class are one path: between neighbours of the same colour there is no seam.
fn district_paths(marks: &[Classed], classes: usize, canvas: &Canvas) -> DistrictPaths {
    let parts: Vec<(Vec<PathBuilder>, PathBuilder)> = marks
        .par_chunks(CHUNK)
        .map(|districts| {
            let mut pen = Pen::new(canvas);
            let mut insides = vec![PathBuilder::new(); classes + 1];
            let mut borders = PathBuilder::new();
            for (outline, class) in districts {
                let class = class.map_or(classes, usize::from).min(classes);
                let inside = &mut insides[class];
                shape(&mut pen, outline, inside, Some(&mut borders));
            }
            (insides, borders)
        })
        .collect();
    let (insides, borders): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let class = |class: usize| joined(insides.iter().map(|parts| &parts[class]));
    DistrictPaths {
        classes: (0..=classes).map(class).collect(),
        borders: joined(borders.iter()),
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a PathBuilder>) -> Option<Path> {
    let mut all = PathBuilder::new();
    for part in parts {
        if let Some(path) = part.clone().finish() {
            all.push_path(&path);
        }
    }
    all.finish()
}

fn shape(
    pen: &mut Pen,
    shape: &MultiPolygon<f64>,
    inside: &mut PathBuilder,
    mut border: Option<&mut PathBuilder>,
) {
    for polygon in shape {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            pen.ring(ring, inside, border.as_deref_mut());
        }
    }
}

/// Inside and outline of every tier that is drawn.
fn reach_paths(
    scene: &Scene,
    reach: &[ReachMark],
    canvas: &Canvas,
    look: &Look,
) -> Vec<(Option<Path>, Option<Path>)> {
    // In the middle of the scene, not of the view: no tier comes and goes while the map is moved.
    let middle = Viewport {
        centre: scene.extent.map_or([0.5; 2], |e| mercator(e.centre())),
        ..canvas.view()
    };
    let logical = middle.metres_per_pixel() * f64::from(canvas.pixels);
    let width = |tier: u16| {
        let tier = scene.legend.tiers.iter().find(|t| t.tier == tier);
        let radius = tier.and_then(|t| t.reach);
        // One that no tier names has the same radius for all; it is drawn.
        radius.map_or(f64::INFINITY, |r| r.0 / logical)
    };
    let shown =
        |r: &&ReachMark| !look.hidden_tiers.contains(&r.tier) && width(r.tier) >= LEAST_REACH;
    let shown: Vec<&ReachMark> = reach.iter().filter(shown).collect();
    shown
        .into_par_iter()
        .map(|r| {
            let mut pen = Pen::new(canvas);
            let (mut inside, mut border) = (PathBuilder::new(), PathBuilder::new());
            let outlined = width(r.tier) >= LEAST_OUTLINE;
            shape(
                &mut pen,
                &r.shape,
                &mut inside,
                outlined.then_some(&mut border),
            );
            (inside.finish(), border.finish())
        })
        .collect()
}

/// The background that comes with the program, without anything of the data.
pub(super) fn ground(canvas: &Canvas, theme: &Theme, style: BackgroundStyle) -> Option<Pixmap> {
    in_bands(canvas, &backdrop::layers(canvas, theme, style))
}

/// Draws everything in bands, which are drawn side by side.
fn in_bands(canvas: &Canvas, all: &[Stroked<'_>]) -> Option<Pixmap> {
    let [width, height] = canvas.size;
    let mut whole = Pixmap::new(width, height)?;
    draw_over(canvas, all, &mut whole);
    Some(whole)
}

/// The same over what is drawn already.
pub(super) fn draw_over(canvas: &Canvas, all: &[Stroked<'_>], whole: &mut Pixmap) {
    let [width, height] = canvas.size;
    let rows = height.div_ceil(BANDS).max(1);
    let row_bytes = 4 * width as usize;
    whole
        .data_mut()
        .par_chunks_mut(rows as usize * row_bytes)
        .enumerate()
        .for_each(|(band, pixels)| {
            let lines = (pixels.len() / row_bytes) as u32;
            let top = band as f32 * rows as f32;
            if let Some(mut part) = resvg::tiny_skia::PixmapMut::from_bytes(pixels, width, lines) {
                for stroked in all {
                    stroked.draw(&mut part, top);
                }
            }
        });
}

impl Stroked<'_> {
    fn draw(&self, on: &mut resvg::tiny_skia::PixmapMut<'_>, top: f32) {
        let Some(path) = &self.path else { return };
        let shader = match &self.ink {
            Ink::Plain(colour) => Shader::SolidColor(*colour),
            Ink::Hatched(tile) => Pattern::new(
                Pixmap::as_ref(tile),
                SpreadMode::Repeat,
                FilterQuality::Nearest,
                1.0,
                Transform::identity(),
            ),
        };
        let paint = Paint {
            shader,
            ..Paint::default()
        };
        let down = Transform::from_translate(0.0, -top);
        match self.width {
            None => on.fill_path(path, &paint, FillRule::Winding, down, None),
            Some(width) => {
                let stroke = Stroke {
                    width,
                    line_cap: LineCap::Butt,
                    // The corner of a wide line would stick out far.
                    line_join: if width > WIDE {
                        LineJoin::Round
                    } else {
                        LineJoin::Miter
                    },
                    ..Stroke::default()
                };
                on.stroke_path(path, &paint, &stroke, down, None);
            }
        }
    }
}

/// A tile of thin diagonal lines: no share to tell.
pub(super) fn hatch(Rgb(r, g, b): Rgb, pixels: f32) -> Option<Pixmap> {
    let side = (HATCH * pixels).round().max(4.0) as u32;
    let mut tile = Pixmap::new(side, side)?;
    for (i, pixel) in (0u32..).zip(tile.pixels_mut()) {
        let along = (i % side + i / side) % side;
        let from_line = along.min(side - along) as f32;
        let share = (0.75 * pixels + 0.25 - from_line).clamp(0.0, 1.0);
        let mut ink = Color::from_rgba8(r, g, b, 255);
        ink.set_alpha(0.55 * share);
        *pixel = ink.premultiply().to_color_u8();
    }
    Some(tile)
}
