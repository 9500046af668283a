//! Draws the scene. What only depends on the view is kept until the view or the answer changes, so that a frame in which
//! nothing but the pointer moved costs next to nothing.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, ColorImage, Mesh, Painter, Rect, Shape, Stroke, TextureHandle, TextureOptions,
    pos2,
};

use super::super::state::{Facts, Pick, State, Visible};
use super::super::theme::{Palette, regular};
use super::Frame;
use super::labels::{self, Label};
use super::shapes::{Area, PATTERN, strip};
use crate::base::{LonLat, geodesic};
use crate::map::labels::Mark;
use crate::map::mark::MarkKind;
use crate::map::scene::{FacilityMark, Scene, VillageMark};
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

/// The reach of each tier, and the answer that it belongs to.
type Reach = (Arc<Areas>, Vec<(u16, Area)>);

/// Triangulated areas, and the shapes of the last frame.
#[derive(Default)]
pub(super) struct Picture {
    districts: Option<(Arc<Dataset>, Vec<Area>)>,
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
        triangulate(&mut state.map.picture, painter.ctx(), facts, p);
        prepare_sprites(state, painter.ctx(), &facts.scene, frame, p);
        let mut shapes = areas(&state.map.picture, &state.visible, &facts.scene, frame, p);
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

fn triangulate(picture: &mut Picture, ctx: &egui::Context, facts: &Facts, p: &Palette) {
    let scene = &facts.scene;
    if picture
        .districts
        .as_ref()
        .is_none_or(|(of, _)| !Arc::ptr_eq(of, &facts.data))
    {
        let areas = scene
            .districts
            .iter()
            .map(|d| Area::new(&d.shape))
            .collect();
        picture.districts = Some((Arc::clone(&facts.data), areas));
    }
    // While new areas are being computed the old ones stay.
    if let Some(areas) = &facts.areas
        && picture
            .reach
            .as_ref()
            .is_none_or(|(of, _)| !Arc::ptr_eq(of, areas))
    {
        let reach = scene
            .reach
            .iter()
            .map(|r| (r.tier, Area::new(&r.shape)))
            .collect();
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
fn areas(
    picture: &Picture,
    visible: &Visible,
    scene: &Scene,
    frame: &Frame,
    p: &Palette,
) -> Vec<Shape> {
    let (origin, clip, to) = (frame.origin(), frame.rect, frame.to);
    let mut fills = Mesh::default();
    let mut borders = Mesh::default();
    let mut hatched = picture
        .hatch
        .as_ref()
        .map_or_else(Mesh::default, |(_, t)| Mesh::with_texture(t.id()));
    if let Some((_, areas)) = &picture.districts {
        let in_sight = |(_, area): &(&_, &Area)| area.in_sight(to, origin, clip);
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

fn village_radius(mark: &VillageMark, frame: &Frame) -> f32 {
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
    let villages = scene.villages.iter().map(village_mark);
    let facilities = scene.facilities.iter().map(facility_mark);
    state
        .map
        .sprites
        .prepare(ctx, p.dark, scale, villages.chain(facilities));
}

fn village_mark(mark: &VillageMark) -> (MarkKind, f32) {
    (MarkKind::Village(mark.status), mark.radius)
}

fn facility_mark(mark: &FacilityMark) -> (MarkKind, f32) {
    (MarkKind::Facility(mark.symbol, mark.state), mark.radius)
}

/// All marks as one mesh, in the order of the scene: covered villages, facilities, borderline and unknown villages, gaps.
fn marks(state: &State, scene: &Scene, frame: &Frame, ppp: f32) -> Shape {
    let sprites = &state.map.sprites;
    let mut mesh = sprites.mesh();
    let seen = frame.rect.expand(20.0);
    let scale = frame.growth * ppp;
    let mut draw = |place: [f64; 2], mark: (MarkKind, f32)| {
        let at = frame.to_screen(place);
        if seen.contains(at) {
            sprites.add(&mut mesh, mark, scale, at, ppp);
        }
    };
    let shown = state.visible.villages;
    let covered = |m: &&VillageMark| m.status == Status::Covered;
    for mark in scene.villages.iter().filter(|m| shown && covered(m)) {
        draw(mark.at, village_mark(mark));
    }
    let hidden = &state.visible.hidden_tiers;
    let facilities = scene.facilities.iter();
    for mark in facilities.filter(|m| state.visible.facilities && !hidden.contains(&m.tier)) {
        draw(mark.at, facility_mark(mark));
    }
    // A gap is never hidden.
    let on_top = |m: &&VillageMark| m.status == Status::Gap || (shown && !covered(m));
    for mark in scene.villages.iter().filter(on_top) {
        draw(mark.at, village_mark(mark));
    }
    Shape::mesh(mesh)
}

/// What names should not cover.
fn weights(visible: &Visible, scene: &Scene, frame: &Frame) -> Vec<Mark> {
    let place = |at: [f64; 2]| {
        let p = frame.to_screen(at);
        [p.x, p.y]
    };
    let villages = scene.villages.iter().filter_map(|m| {
        let weight = match m.status {
            Status::Gap => 1.0,
            Status::Borderline => 0.7,
            Status::Covered | Status::Unknown => return None,
        };
        Some(Mark {
            at: place(m.at),
            radius: village_radius(m, frame),
            weight,
        })
    });
    let facilities = scene
        .facilities
        .iter()
        .filter(|_| visible.facilities)
        .map(|m| Mark {
            at: place(m.at),
            radius: m.radius * frame.growth,
            weight: 0.8,
        });
    villages.chain(facilities).collect()
}

/// What has the pointer or is selected: a ring, a facility's true reach, a village's way to care, a district's border.
pub(super) fn attention(
    painter: &Painter,
    state: &State,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
) {
    if let Some(pick) = state.selection {
        emphasis(painter, state, facts, frame, p, pick, true);
    }
    if let Some(pick) = state.map.hover
        && state.selection != Some(pick)
    {
        emphasis(painter, state, facts, frame, p, pick, false);
    }
    if let Some(drag) = state.map.drag {
        let at = frame.place(drag.at);
        if let Some(Some(radius)) = facts.coverage.radii.get(drag.facility as usize) {
            circle(painter, frame, drag.at, radius.0, p.blue, true);
        }
        painter.circle(at, 6.0, p.blue, Stroke::new(2.0, p.panel));
    }
}

fn emphasis(
    painter: &Painter,
    state: &State,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
    pick: Pick,
    selected: bool,
) {
    match pick {
        Pick::Village(i) => {
            let (Some(at), Some(mark)) = (
                facts.place_of(pick),
                facts.scene.villages.iter().find(|m| m.village == i),
            ) else {
                return;
            };
            if selected {
                for (facility, distance) in state.session.nearest_facilities(at, 3).iter().rev() {
                    way(painter, facts, frame, p, at, *facility, distance.0);
                }
            }
            let color = if mark.status == Status::Gap {
                p.gap
            } else {
                p.ink
            };
            ring(
                painter,
                frame,
                p,
                mark.at,
                village_radius(mark, frame),
                color,
                selected,
            );
        }
        Pick::Facility(i) => {
            let Some(mark) = facts.scene.facilities.iter().find(|m| m.facility == i) else {
                return;
            };
            if let (Some(at), Some(Some(radius))) =
                (facts.place_of(pick), facts.coverage.radii.get(i as usize))
            {
                circle(painter, frame, at, radius.0, p.blue, selected);
            }
            ring(
                painter,
                frame,
                p,
                mark.at,
                mark.radius * frame.growth,
                p.navy,
                selected,
            );
        }
        Pick::District(i) => {
            if !selected && !state.visible.districts {
                return;
            }
            if let Some((_, areas)) = &state.map.picture.districts
                && let Some(area) = areas.get(i as usize)
            {
                let mut mesh = Mesh::default();
                let (width, color) = if selected {
                    (2.4, p.ink)
                } else {
                    (1.4, p.ink.gamma_multiply(0.7))
                };
                area.outline(
                    &mut mesh,
                    frame.to,
                    frame.origin(),
                    frame.rect,
                    width,
                    color,
                );
                painter.add(Shape::mesh(mesh));
            }
        }
    }
}

fn ring(
    painter: &Painter,
    frame: &Frame,
    p: &Palette,
    at: [f64; 2],
    radius: f32,
    color: Color32,
    selected: bool,
) {
    let at = frame.to_screen(at);
    let radius = radius + 3.5;
    painter.circle_stroke(at, radius, Stroke::new(4.0, p.panel));
    let width = if selected { 2.2 } else { 1.4 };
    painter.circle_stroke(at, radius, Stroke::new(width, color));
}

/// The true circle on the ellipsoid.
fn circle(
    painter: &Painter,
    frame: &Frame,
    centre: LonLat,
    radius: f64,
    color: Color32,
    strong: bool,
) {
    let mut points: Vec<_> = geodesic::circle(centre, crate::base::Metres(radius), 180)
        .into_iter()
        .map(|p| frame.place(p))
        .collect();
    points.extend(points.first().copied());
    let mut inside = Mesh::default();
    let middle = frame.place(centre);
    inside.colored_vertex(middle, color.gamma_multiply(0.12));
    for point in &points {
        inside.colored_vertex(*point, color.gamma_multiply(0.12));
    }
    for i in 1..points.len() as u32 {
        inside.add_triangle(0, i, i + 1);
    }
    painter.add(Shape::mesh(inside));
    let mut line = Mesh::default();
    strip(
        &mut line,
        &points,
        frame.rect.expand(4.0),
        if strong { 2.0 } else { 1.4 },
        color,
    );
    painter.add(Shape::mesh(line));
}

/// The geodesic from a village to a facility, with its length if it is long enough to carry it.
fn way(
    painter: &Painter,
    facts: &Facts,
    frame: &Frame,
    p: &Palette,
    from: LonLat,
    facility: u32,
    metres: f64,
) {
    let Some(facility) = facts.facility(facility) else {
        return;
    };
    let (a, b) = (frame.place(from), frame.place(facility.location));
    let first = facts
        .coverage
        .radii
        .iter()
        .zip(&facts.coverage.facilities)
        .any(|(r, f)| f.id == facility.id && r.is_some_and(|r| metres <= r.0));
    let color = if first { p.blue } else { p.gap_text };
    painter.extend(Shape::dashed_line(
        &[a, b],
        Stroke::new(1.4, color),
        6.0,
        4.0,
    ));
    if a.distance(b) > 60.0 {
        let text = format!("{:.2}\u{202f}km", metres / 1000.0);
        let galley = painter.layout_no_wrap(text, regular(11.5), Color32::PLACEHOLDER);
        let at = Rect::from_center_size(a.lerp(b, 0.5), galley.size());
        labels::halo(painter, at, &galley, color, p.panel);
    }
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
