//! Draws the scene. What only depends on the view is kept until the view or the answer changes, so that a frame in which
//! nothing but the pointer moved costs next to nothing.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, ColorImage, Mesh, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2,
};

use super::super::state::{Facts, State, Visible};
use super::super::theme::Palette;
use super::Frame;
use super::cutter::Cutter;
use super::labels::{self, Label};
use super::shapes::PATTERN;
use super::sprites::Stamp;
use crate::map::labels::Mark;
use crate::map::mark::MarkKind;
use crate::map::places::FINEST;
use crate::map::scene::{FacilityMark, LabelOf, Scene, VillageMark};
use crate::map::style::{BORDER_WIDTH, REACH_FILL, REACH_OUTLINE, REACH_WIDTH};
use crate::map::viewport::Viewport;
use crate::model::{Areas, Dataset, Status};
use crate::session::JobKind;

/// From where the map is seen, and what of it.
#[derive(PartialEq, Clone)]
struct Place {
    view: Viewport,
    rect: Rect,
    dark: bool,
    pixels: u32,
    visible: Visible,
}

/// What the kept marks and names were made for.
#[derive(PartialEq, Clone)]
struct Key {
    place: Place,
    version: u64,
    covered: Vec<Rect>,
}

/// What the kept areas were made for.
#[derive(PartialEq, Clone)]
struct AreaKey {
    place: Place,
    districts: Option<u64>,
    reach: u64,
    fresh: bool,
}

/// Triangulated areas, and the shapes of the last frame.
#[derive(Default)]
pub(super) struct Picture {
    pub(super) districts: Cutter<Dataset>,
    reach: Cutter<Areas>,
    hatch: Option<(bool, TextureHandle)>,
    key: Option<Key>,
    area_key: Option<AreaKey>,
    dot_key: Option<(Place, u64, u64)>,
    fill_key: Option<(Place, Option<u64>, Vec<Option<u8>>)>,
    fills: Vec<Shape>,
    areas: Vec<Shape>,
    dots: Option<Shape>,
    marks: Option<Shape>,
    labels: Vec<Label>,
}

impl Picture {
    /// The data are others: no reach of the old ones is shown on.
    pub(super) fn forget_reach(&mut self) {
        self.reach = Cutter::default();
        self.area_key = None;
    }

    /// Whether areas are being made ready.
    pub(super) fn is_busy(&self) -> bool {
        self.districts.is_busy() || self.reach.is_busy()
    }
}

/// The map itself: ground, districts, reach, marks, names.
pub(super) fn map(painter: &Painter, state: &mut State, facts: &Facts, frame: &Frame, p: &Palette) {
    painter.rect_filled(frame.rect, 0.0, p.ground);
    let place = Place {
        view: frame.view,
        rect: frame.rect,
        dark: p.dark,
        pixels: painter.pixels_per_point().to_bits(),
        visible: state.visible.clone(),
    };
    cut(state, painter.ctx(), facts, p);
    let picture = &state.map.picture;
    // Those of another dataset are not drawn.
    let districts = picture.districts.is_of(&facts.data);
    let districts = districts.then_some(picture.districts.version);
    let area_key = AreaKey {
        place: place.clone(),
        districts,
        reach: picture.reach.version,
        fresh: reach_is_fresh(picture, facts),
    };
    let classes = facts.scene.districts.iter().map(|d| d.class).collect();
    let fill_key = (place.clone(), districts, classes);
    if picture.fill_key.as_ref() != Some(&fill_key) {
        state.map.picture.fills = fills(state, facts, frame, p);
        state.map.picture.fill_key = Some(fill_key);
    }
    if state.map.picture.area_key.as_ref() != Some(&area_key) {
        state.map.picture.areas = areas(state, facts, frame, p);
        state.map.picture.area_key = Some(area_key);
    }
    let key = Key {
        place,
        version: facts.version,
        covered: state.map.covered.clone(),
    };
    if state.map.picture.key.as_ref() != Some(&key) {
        points(state, painter, facts, frame, p, key);
    }
    let picture = &state.map.picture;
    painter.extend(picture.fills.iter().chain(&picture.areas).cloned());
    painter.extend(picture.dots.iter().chain(&picture.marks).cloned());
    labels::paint(painter, &picture.labels, p);
}

/// Makes marks and names anew; the dots of the villages only where they are seen from elsewhere.
fn points(
    state: &mut State,
    painter: &Painter,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
    key: Key,
) {
    let scene = &facts.scene;
    prepare_sprites(state, painter.ctx(), scene, frame, p);
    let ppp = painter.pixels_per_point();
    let dot_key = (
        key.place.clone(),
        state.map.sprites.version(),
        // The same dataset has the same places.
        Arc::as_ptr(&scene.places).addr() as u64,
    );
    if state.map.picture.dot_key.as_ref() != Some(&dot_key) {
        state.map.picture.dots = dots(state, scene, frame, ppp);
        state.map.picture.dot_key = Some(dot_key);
    }
    state.map.picture.marks = Some(marks(state, scene, frame, ppp));
    state.map.picture.labels = if state.visible.labels {
        let marks = weights(&state.visible, scene, frame);
        labels::place(
            painter.ctx(),
            frame,
            &scene.labels,
            &marks,
            &key.covered,
            &|of| is_shown(&state.visible, facts, of),
        )
    } else {
        Vec::new()
    };
    state.map.picture.key = Some(key);
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

/// Has the areas cut into triangles.
fn cut(state: &mut State, ctx: &egui::Context, facts: &Facts, p: &Palette) {
    let (picture, whole) = (&mut state.map.picture, state.map.whole);
    let scene = &facts.scene;
    let districts = || {
        let districts = scene.districts.iter();
        districts
            .map(|d| (d.district, Arc::clone(&d.shape)))
            .collect()
    };
    let mut failed = picture.districts.want(ctx, &facts.data, whole, districts);
    // While new areas are being computed the old ones stay.
    if let Some(areas) = &facts.areas {
        let reach = || {
            let reach = scene.reach.iter();
            reach
                .map(|r| (u32::from(r.tier), Arc::clone(&r.shape)))
                .collect()
        };
        failed = picture.reach.want(ctx, areas, whole, reach).or(failed);
    }
    if picture
        .hatch
        .as_ref()
        .is_none_or(|(dark, _)| *dark != p.dark)
    {
        picture.hatch = Some((p.dark, hatch(ctx, p)));
    }
    if let Some(text) = failed {
        super::super::news::panicked(state, JobKind::Compute, text);
    }
}

/// Whether the reach that is drawn is that of the answer.
fn reach_is_fresh(picture: &Picture, facts: &Facts) -> bool {
    facts
        .areas
        .as_ref()
        .is_some_and(|areas| picture.reach.is_of(areas))
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

/// How strongly a reach is drawn that is no longer the answer's.
const STALE: f32 = 0.6;

/// District fills.
fn fills(state: &State, facts: &Facts, frame: &Frame, p: &Palette) -> Vec<Shape> {
    let (picture, scene) = (&state.map.picture, &facts.scene);
    let (origin, clip, to) = (frame.origin(), frame.rect, frame.to);
    let mut fills = Mesh::default();
    let mut hatched = picture
        .hatch
        .as_ref()
        .map_or_else(Mesh::default, |(_, t)| Mesh::with_texture(t.id()));
    if state.visible.districts && picture.districts.is_of(&facts.data) {
        let cut = picture.districts.cut();
        for (district, cut) in scene.districts.iter().zip(&*cut) {
            let area = cut.at(frame.view.scale, state.map.whole);
            if !area.in_sight(to, origin, clip) {
                continue;
            }
            let class = district.class.and_then(|c| p.share.get(c as usize));
            area.fill(&mut fills, to, origin, *class.unwrap_or(&p.paper));
            if class.is_none() {
                area.fill(&mut hatched, to, origin, Color32::WHITE);
            }
        }
    }
    drawn([fills, hatched])
}

fn drawn<const N: usize>(meshes: [Mesh; N]) -> Vec<Shape> {
    let meshes = meshes.into_iter().filter(|m| !m.is_empty());
    meshes.map(Shape::mesh).collect()
}

/// Reach and borders.
fn areas(state: &State, facts: &Facts, frame: &Frame, p: &Palette) -> Vec<Shape> {
    let (picture, visible) = (&state.map.picture, &state.visible);
    let (scale, whole) = (frame.view.scale, state.map.whole);
    let (origin, clip, to) = (frame.origin(), frame.rect, frame.to);
    let mut borders = Mesh::default();
    if picture.districts.is_of(&facts.data) {
        let strength = if visible.districts { 0.8 } else { 0.5 };
        let color = p.border.gamma_multiply(strength);
        for cut in &*picture.districts.cut() {
            let area = cut.at(scale, whole);
            if area.in_sight(to, origin, clip) {
                area.outline(&mut borders, to, origin, clip, BORDER_WIDTH * 1.33, color);
            }
        }
    }
    let mut reach_fills = Mesh::default();
    let mut reach_lines = Mesh::default();
    // What is about to be replaced is drawn as what it is: where care reached before.
    let strength = if reach_is_fresh(picture, facts) {
        1.0
    } else {
        STALE
    };
    if visible.reach {
        for cut in &*picture.reach.cut() {
            let area = cut.at(scale, whole);
            if visible.hidden_tiers.contains(&(cut.number as u16))
                || !area.in_sight(to, origin, clip)
            {
                continue;
            }
            area.fill(
                &mut reach_fills,
                to,
                origin,
                p.blue.gamma_multiply(REACH_FILL * strength),
            );
            area.outline(
                &mut reach_lines,
                to,
                origin,
                clip,
                REACH_WIDTH * 1.33,
                p.blue.gamma_multiply(REACH_OUTLINE * strength),
            );
        }
    }
    drawn([reach_fills, borders, reach_lines])
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

/// A dot for each village. Those who are not covered have a mark that hides their dot, so the dots are the same for every answer.
fn dots(state: &State, scene: &Scene, frame: &Frame, ppp: f32) -> Option<Shape> {
    let sprites = &state.map.sprites;
    let dot = sprites.stamp(covered_mark(scene), frame.growth * ppp, ppp)?;
    if !state.visible.villages {
        return None;
    }
    let mut mesh = sprites.mesh();
    let seen = frame.rect.expand(20.0);
    let span = frame.span(20.0);
    for place in scene.places.thinned(span, level(scene, frame)) {
        let at = frame.to_screen(place);
        if seen.contains(at) {
            dot.add(&mut mesh, at);
        }
    }
    Some(Shape::mesh(mesh))
}

/// All other marks as one mesh: facilities, borderline and unknown villages, gaps.
fn marks(state: &State, scene: &Scene, frame: &Frame, ppp: f32) -> Shape {
    let sprites = &state.map.sprites;
    let mut mesh = sprites.mesh();
    let seen = frame.rect.expand(20.0);
    let scale = frame.growth * ppp;
    let shown = state.visible.villages;
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
