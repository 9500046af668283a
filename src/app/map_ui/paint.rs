//! Draws the scene. What only depends on the view is kept until the view or the answer changes, so that a frame in which
//! nothing but the pointer moved costs next to nothing.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, ColorImage, Mesh, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2,
};

use super::super::state::{Facts, State, Visible};
use super::super::theme::Palette;
use super::Frame;
use super::labels::{self, Label};
use super::shapes::{Area, PATTERN};
use super::sprites::Stamp;
use geo::{CoordsIter, MultiPolygon};
use rayon::prelude::*;

use crate::map::labels::Mark;
use crate::map::mark::MarkKind;
use crate::map::places::FINEST;
use crate::map::scene::{FacilityMark, LabelOf, Scene, VillageMark};
use crate::map::style::{BORDER_WIDTH, REACH_FILL, REACH_OUTLINE, REACH_WIDTH};
use crate::map::viewport::Viewport;
use crate::model::{Areas, Dataset, Status};

/// What the kept shapes were made for.
#[derive(PartialEq, Clone)]
struct Key {
    version: u64,
    view: Viewport,
    rect: Rect,
    dark: bool,
    pixels: u32,
    visible: Visible,
    covered: Vec<Rect>,
}

/// An area as it is, and as it is drawn from afar.
pub(super) struct Levels {
    pub near: Area,
    far: Option<Area>,
}

/// The reach of each tier, and the answer that it belongs to.
type Reach = (Arc<Areas>, Vec<(u16, Levels)>);

/// Triangulated areas, and the shapes of the last frame.
#[derive(Default)]
pub(super) struct Picture {
    pub(super) districts: Option<(Arc<Dataset>, Vec<Levels>)>,
    reach: Option<Reach>,
    hatch: Option<(bool, TextureHandle)>,
    key: Option<Key>,
    shapes: Vec<Shape>,
    labels: Vec<Label>,
}

/// The map itself: ground, districts, reach, marks, names.
pub(super) fn map(painter: &Painter, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    painter.rect_filled(frame.rect, 0.0, p.ground);
    let key = Key {
        version: facts.version,
        view: frame.view,
        rect: frame.rect,
        dark: p.dark,
        pixels: painter.pixels_per_point().to_bits(),
        visible: state.visible.clone(),
        covered: state.map.covered.clone(),
    };
    if state.map.picture.key.as_ref() != Some(&key) {
        let whole = state.map.whole;
        triangulate(&mut state.map.picture, painter.ctx(), facts, whole, p);
        prepare_sprites(state, painter.ctx(), &facts.scene, frame, p);
        let mut shapes = areas(state, &facts.scene, frame, p);
        shapes.push(marks(
            state,
            &facts.scene,
            frame,
            painter.pixels_per_point(),
        ));
        let labels = if state.visible.labels {
            let marks = weights(&state.visible, &facts.scene, frame);
            labels::place(
                painter.ctx(),
                frame,
                &facts.scene.labels,
                &marks,
                &key.covered,
                &|of| is_shown(&state.visible, facts, of),
            )
        } else {
            Vec::new()
        };
        state.map.picture.shapes = shapes;
        state.map.picture.labels = labels;
        state.map.picture.key = Some(key);
    }
    painter.extend(state.map.picture.shapes.iter().cloned());
    labels::paint(painter, &state.map.picture.labels, p);
}

/// Whether what a name belongs to is on the map. A district is an area with a name also where its colour is switched off.
fn is_shown(visible: &Visible, facts: &Facts, of: LabelOf) -> bool {
    match of {
        LabelOf::Facility(i) => {
            let tier = facts.facility(i).map(|f| f.tier);
            visible.facilities && tier.is_some_and(|t| !visible.hidden_tiers.contains(&t))
        }
        // Of villages only gaps have names, and gaps always show.
        LabelOf::District(_) | LabelOf::Village(_) => true,
    }
}

/// From this many corners on areas are drawn without needless ones from afar.
const MANY_CORNERS: usize = 100_000;
/// Up to how many times the scale at which everything fits is afar.
const AFAR: f64 = 5.0;

/// Triangulates areas; `whole` is the scale at which everything fits.
fn levels<'a>(whole: f64, shapes: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<Levels> {
    let shapes: Vec<_> = shapes.collect();
    let corners: usize = shapes.iter().map(|s| s.coords_count()).sum();
    // Half a pixel where afar ends.
    let apart = 0.5 / (whole.max(1.0) * AFAR);
    shapes
        .into_par_iter()
        .map(|shape| Levels {
            near: Area::new(shape),
            far: (corners > MANY_CORNERS).then(|| Area::coarse(shape, apart)),
        })
        .collect()
}

impl Levels {
    /// The area to draw at a scale.
    fn at(&self, scale: f64, whole: f64) -> &Area {
        let afar = scale <= whole * AFAR;
        self.far.as_ref().filter(|_| afar).unwrap_or(&self.near)
    }
}

fn triangulate(picture: &mut Picture, ctx: &egui::Context, facts: &Facts, whole: f64, p: &Palette) {
    let scene = &facts.scene;
    if picture
        .districts
        .as_ref()
        .is_none_or(|(of, _)| !Arc::ptr_eq(of, &facts.data))
    {
        let areas = levels(whole, scene.districts.iter().map(|d| &*d.shape));
        picture.districts = Some((Arc::clone(&facts.data), areas));
    }
    // While new areas are being computed the old ones stay.
    if let Some(areas) = &facts.areas
        && picture
            .reach
            .as_ref()
            .is_none_or(|(of, _)| !Arc::ptr_eq(of, areas))
    {
        let areas_of = levels(whole, scene.reach.iter().map(|r| &*r.shape));
        let reach = scene.reach.iter().map(|r| r.tier).zip(areas_of).collect();
        picture.reach = Some((Arc::clone(areas), reach));
    }
    if picture
        .hatch
        .as_ref()
        .is_none_or(|(dark, _)| *dark != p.dark)
    {
        picture.hatch = Some((p.dark, hatch(ctx, p)));
    }
}

/// A tile of thin diagonal lines: no share to tell.
fn hatch(ctx: &egui::Context, p: &Palette) -> TextureHandle {
    const SIDE: usize = 32;
    let mut image = ColorImage::filled([SIDE, SIDE], Color32::TRANSPARENT);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let along = (x + y) % SIDE;
            let from_line = along.min(SIDE - along) as f32;
            let share = (3.0 - from_line).clamp(0.0, 1.0);
            image.pixels[y * SIDE + x] = p.unknown.gamma_multiply(0.55 * share);
        }
    }
    ctx.load_texture("hatch", image, TextureOptions::LINEAR_REPEAT)
}

/// District fills, reach, then borders.
fn areas(state: &State, scene: &Scene, frame: &Frame, p: &Palette) -> Vec<Shape> {
    let (picture, visible) = (&state.map.picture, &state.visible);
    let (scale, whole) = (frame.view.scale, state.map.whole);
    let (origin, clip, to) = (frame.origin(), frame.rect, frame.to);
    let mut fills = Mesh::default();
    let mut borders = Mesh::default();
    let mut hatched = picture
        .hatch
        .as_ref()
        .map_or_else(Mesh::default, |(_, t)| Mesh::with_texture(t.id()));
    if let Some((_, areas)) = &picture.districts {
        let in_sight = |(_, area): &(&_, &Area)| area.in_sight(to, origin, clip);
        let areas = areas.iter().map(|a| a.at(scale, whole));
        for (district, area) in scene.districts.iter().zip(areas).filter(in_sight) {
            if visible.districts {
                let class = district.class.and_then(|c| p.share.get(c as usize));
                area.fill(&mut fills, to, origin, *class.unwrap_or(&p.paper));
                if class.is_none() {
                    area.fill(&mut hatched, to, origin, Color32::WHITE);
                }
            }
            let width = BORDER_WIDTH * 1.33;
            let strength = if visible.districts { 0.8 } else { 0.5 };
            area.outline(
                &mut borders,
                to,
                origin,
                clip,
                width,
                p.border.gamma_multiply(strength),
            );
        }
    }
    let mut reach_fills = Mesh::default();
    let mut reach_lines = Mesh::default();
    if visible.reach
        && let Some((_, areas)) = &picture.reach
    {
        for (tier, area) in areas {
            let area = area.at(scale, whole);
            if visible.hidden_tiers.contains(tier) || !area.in_sight(to, origin, clip) {
                continue;
            }
            area.fill(
                &mut reach_fills,
                to,
                origin,
                p.blue.gamma_multiply(REACH_FILL),
            );
            area.outline(
                &mut reach_lines,
                to,
                origin,
                clip,
                REACH_WIDTH * 1.33,
                p.blue.gamma_multiply(REACH_OUTLINE),
            );
        }
    }
    [fills, hatched, reach_fills, borders, reach_lines]
        .into_iter()
        .filter(|m| !m.is_empty())
        .map(Shape::mesh)
        .collect()
}

pub(super) fn village_radius(mark: &VillageMark, frame: &Frame) -> f32 {
    mark.radius * frame.growth
}

fn prepare_sprites(
    state: &mut State,
    ctx: &egui::Context,
    scene: &Scene,
    frame: &Frame,
    p: &Palette,
) {
    let scale = frame.growth * ctx.pixels_per_point();
    let dot = std::iter::once(covered_mark(scene));
    let villages = scene.raised.iter().map(village_mark);
    let facilities = scene.facilities.iter().map(facility_mark);
    let marks = dot.chain(villages).chain(facilities);
    state.map.sprites.prepare(ctx, p.dark, scale, marks);
}

fn covered_mark(scene: &Scene) -> (MarkKind, f32) {
    (MarkKind::Village(Status::Covered), scene.dot)
}

fn village_mark(mark: &VillageMark) -> (MarkKind, f32) {
    (MarkKind::Village(mark.status), mark.radius)
}

fn facility_mark(mark: &FacilityMark) -> (MarkKind, f32) {
    (MarkKind::Facility(mark.symbol, mark.state), mark.radius)
}

/// All marks as one mesh: a dot for each village, facilities, borderline and unknown villages, gaps. Those who are not covered have
/// a mark that hides their dot.
fn marks(state: &State, scene: &Scene, frame: &Frame, ppp: f32) -> Shape {
    let sprites = &state.map.sprites;
    let mut mesh = sprites.mesh();
    let seen = frame.rect.expand(20.0);
    let scale = frame.growth * ppp;
    let shown = state.visible.villages;
    if shown && let Some(dot) = sprites.stamp(covered_mark(scene), scale, ppp) {
        let span = frame.span(20.0);
        for place in scene.places.thinned(span, level(scene, frame)) {
            let at = frame.to_screen(place);
            if seen.contains(at) {
                dot.add(&mut mesh, at);
            }
        }
    }
    let mut last: Option<((MarkKind, f32), Option<Stamp>)> = None;
    let mut draw = |place: [f64; 2], mark: (MarkKind, f32)| {
        let at = frame.to_screen(place);
        if !seen.contains(at) {
            return;
        }
        // Marks come sorted by kind and size: the stamp is mostly that of the mark before.
        let stamp = match last {
            Some((of, stamp)) if of == mark => stamp,
            _ => sprites.stamp(mark, scale, ppp),
        };
        last = Some((mark, stamp));
        if let Some(stamp) = stamp {
            stamp.add(&mut mesh, at);
        }
    };
    let hidden = &state.visible.hidden_tiers;
    let facilities = scene.facilities.iter();
    for mark in facilities.filter(|m| state.visible.facilities && !hidden.contains(&m.tier)) {
        draw(mark.at, facility_mark(mark));
    }
    // A gap is never hidden.
    let raised = if shown { &scene.raised } else { scene.gaps() };
    for mark in raised {
        draw(mark.at, village_mark(mark));
    }
    Shape::mesh(mesh)
}

/// From this many villages on their dots are thinned at far zoom.
const MANY_DOTS: usize = 20_000;
/// At most a dot per square of this side, points: about as wide as a dot.
const DOT_CELL: f64 = 1.5;

/// The grid by which the dots are thinned: of villages that lie on one another only one is drawn.
fn level(scene: &Scene, frame: &Frame) -> u8 {
    if scene.places.len() < MANY_DOTS {
        return u8::MAX;
    }
    let level = (frame.view.scale / DOT_CELL).max(1.0).log2();
    if level < f64::from(FINEST) {
        level as u8
    } else {
        u8::MAX
    }
}

/// What names should not cover.
fn weights(visible: &Visible, scene: &Scene, frame: &Frame) -> Vec<Mark> {
    let seen = frame.rect.expand(20.0);
    let mark = |at: [f64; 2], radius: f32, weight: f32| {
        let p = frame.to_screen(at);
        seen.contains(p).then_some(Mark {
            at: [p.x, p.y],
            radius,
            weight,
        })
    };
    let villages = scene.raised.iter().filter_map(|m| {
        let weight = match m.status {
            Status::Gap => 1.0,
            Status::Borderline => 0.7,
            Status::Covered | Status::Unknown => return None,
        };
        mark(m.at, village_radius(m, frame), weight)
    });
    let facilities = scene
        .facilities
        .iter()
        .filter(|_| visible.facilities)
        .filter_map(|m| mark(m.at, m.radius * frame.growth, 0.8));
    villages.chain(facilities).collect()
}

/// The pattern for legends: a hatched box.
pub(super) fn hatched_box(painter: &Painter, state: &State, rect: Rect) {
    if let Some((_, texture)) = &state.map.picture.hatch {
        let uv = Rect::from_min_max(
            pos2(rect.min.x / PATTERN, rect.min.y / PATTERN),
            pos2(rect.max.x / PATTERN, rect.max.y / PATTERN),
        );
        painter.image(texture.id(), rect, uv, Color32::WHITE);
    }
}
