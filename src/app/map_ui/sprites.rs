//! The marks of villages and facilities in one texture, so that tens of thousands of them are one mesh of textured squares.
//!
//! Each different mark is rastered once, at the size that it has on this screen, from the distance to its outline.

use std::collections::BTreeMap;

use eframe::egui::{self, Color32, ColorImage, Mesh, Pos2, Rect, TextureHandle, TextureOptions, pos2, vec2};

use super::super::theme::Palette;
use crate::map::scene::{FacilityState, Symbol};
use crate::map::symbol::Shape;
use crate::model::Status;

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// A village, by how it stands (0 covered, 1 borderline, 2 gap, 3 unknown).
    Village(u8),
    /// A facility, by its symbol and what became of it (see [`state_code`]).
    Facility(Symbol, u8),
}

impl Look {
    /// The look of a village.
    pub(super) fn village(status: Status) -> Self {
        Self::Village(match status {
            Status::Covered => 0,
            Status::Borderline => 1,
            Status::Gap => 2,
            Status::Unknown => 3,
        })
    }

    /// The look of a facility.
    pub(super) fn facility(symbol: Symbol, state: FacilityState) -> Self {
        Self::Facility(
            symbol,
            match state {
                FacilityState::Serving => 0,
                FacilityState::Idle => 1,
                FacilityState::Closed => 2,
                FacilityState::Moved => 3,
                FacilityState::Added => 4,
            },
        )
    }
}

/// A mark at a size: twice its radius in physical pixels, so that sizes come in steps of half a pixel.
type Key = (Look, u16);

/// The texture with the place of every mark in it.
#[derive(Default)]
pub(super) struct Sprites {
    texture: Option<TextureHandle>,
    places: BTreeMap<Key, Rect>,
    /// Theme and physical pixels per point that it was rastered for.
    made_for: (bool, u32),
}

const WIDTH: usize = 1024;
/// Free pixels around each mark: its ring, and nothing to bleed in.
const MARGIN: f32 = 3.0;

fn key(look: Look, radius: f32, ppp: f32) -> Key {
    (look, (radius * ppp * 2.0).round().clamp(2.0, 400.0) as u16)
}

impl Sprites {
    /// Makes sure that all these marks (look, radius in points) are in the texture.
    pub(super) fn prepare(
        &mut self,
        ctx: &egui::Context,
        p: &Palette,
        marks: impl Iterator<Item = (Look, f32)>,
    ) {
        let ppp = ctx.pixels_per_point();
        let made_for = (p.dark, ppp.to_bits());
        if self.made_for != made_for {
            self.places.clear();
            self.made_for = made_for;
        }
        let known = self.places.len();
        for (look, radius) in marks {
            self.places
                .entry(key(look, radius, ppp))
                .or_insert(Rect::NOTHING);
        }
        if self.places.len() == known && self.texture.is_some() {
            return;
        }
        let image = self.raster(p);
        let options = TextureOptions::LINEAR;
        match &mut self.texture {
            Some(texture) => texture.set(image, options),
            None => self.texture = Some(ctx.load_texture("marks", image, options)),
        }
    }

    fn raster(&mut self, p: &Palette) -> ColorImage {
        let side = |key: &Key| (f32::from(key.1) + 2.0 * MARGIN).ceil() as usize;
        // Shelves: marks of a look are similar in size and stand side by side.
        let (mut x, mut y, mut shelf) = (0, 0, 0);
        let mut corners = Vec::with_capacity(self.places.len());
        for key in self.places.keys() {
            let s = side(key);
            if x + s > WIDTH {
                (x, y, shelf) = (0, y + shelf, 0);
            }
            corners.push((x, y));
            x += s;
            shelf = shelf.max(s);
        }
        let height = (y + shelf).max(1);
        let mut image = ColorImage::filled([WIDTH, height], Color32::TRANSPARENT);
        for ((key, place), (x0, y0)) in self.places.iter_mut().zip(corners) {
            let s = (f32::from(key.1) + 2.0 * MARGIN).ceil() as usize;
            let radius = f32::from(key.1) / 2.0;
            let layers = layers(key.0, radius, p);
            let middle = s as f32 / 2.0;
            for y in 0..s {
                for x in 0..s {
                    let at = [x as f32 + 0.5 - middle, y as f32 + 0.5 - middle];
                    image.pixels[(y0 + y) * WIDTH + x0 + x] = layers
                        .iter()
                        .fold(Color32::TRANSPARENT, |below, layer| layer.over(below, at));
                }
            }
            *place = Rect::from_min_size(pos2(x0 as f32, y0 as f32), vec2(s as f32, s as f32));
        }
        image
    }

    /// An empty mesh over the texture.
    pub(super) fn mesh(&self) -> Mesh {
        self.texture
            .as_ref()
            .map_or_else(Mesh::default, |t| Mesh::with_texture(t.id()))
    }

    /// Adds a mark (radius in points) at a place to a mesh over the texture.
    pub(super) fn add(&self, mesh: &mut Mesh, look: Look, radius: f32, at: Pos2, ppp: f32) {
        let (Some(place), Some(texture)) = (
            self.places.get(&key(look, radius, ppp)),
            self.texture.as_ref(),
        ) else {
            return;
        };
        let size = texture.size_vec2();
        let uv = Rect::from_min_max(
            (place.min.to_vec2() / size).to_pos2(),
            (place.max.to_vec2() / size).to_pos2(),
        );
        mesh.add_rect_with_uv(
            Rect::from_center_size(at, place.size() / ppp),
            uv,
            Color32::WHITE,
        );
    }
}

/// One colour of a mark: where the distance to its outline lies between two bounds (negative inside), pixels.
struct Layer {
    outline: Vec<[f32; 2]>,
    from: f32,
    to: f32,
    color: Color32,
}

impl Layer {
    fn over(&self, below: Color32, at: [f32; 2]) -> Color32 {
        let d = distance(&self.outline, at);
        let share = (self.to - d + 0.5).clamp(0.0, 1.0) * (d - self.from + 0.5).clamp(0.0, 1.0);
        below.blend(self.color.gamma_multiply(share))
    }
}

/// The signed distance to a polygon, negative inside (I. Quilez, *2D distance functions*, sdPolygon).
fn distance(polygon: &[[f32; 2]], [px, py]: [f32; 2]) -> f32 {
    let mut nearest = f32::INFINITY;
    let mut inside = false;
    for (i, [ax, ay]) in polygon.iter().enumerate() {
        let [bx, by] = polygon[(i + 1) % polygon.len()];
        let (ex, ey) = (bx - ax, by - ay);
        let (wx, wy) = (px - ax, py - ay);
        let t = ((wx * ex + wy * ey) / (ex * ex + ey * ey).max(1e-12)).clamp(0.0, 1.0);
        nearest = nearest.min((wx - ex * t).hypot(wy - ey * t));
        if (*ay > py) != (by > py) && px < ax + ex * (py - ay) / ey {
            inside = !inside;
        }
    }
    if inside { -nearest } else { nearest }
}

const FAR: f32 = 1e6;

fn layers(look: Look, radius: f32, p: &Palette) -> Vec<Layer> {
    let shape = match look {
        Look::Village(_) => Shape {
            outline: Symbol::CrossDisc.shape().outline,
            cross: None,
        },
        Look::Facility(symbol, _) => symbol.shape(),
    };
    let scaled = |points: &[[f32; 2]]| -> Vec<[f32; 2]> {
        points
            .iter()
            .map(|[x, y]| [x * radius, y * radius])
            .collect()
    };
    let outline = scaled(&shape.outline);
    let layer = |from: f32, to: f32, color: Color32| Layer {
        outline: outline.clone(),
        from,
        to,
        color,
    };
    let solid = |color: Color32, ring: Color32| vec![layer(-FAR, 1.2, ring), layer(-FAR, 0.0, color)];
    let hollow = |color: Color32, width: f32| {
        vec![layer(-FAR, 0.6, p.panel), layer(-width, 0.0, color)]
    };
    let cross = |color: Color32| {
        shape.cross.map(|cross| Layer {
            outline: scaled(&cross),
            from: -FAR,
            to: 0.0,
            color,
        })
    };
    match look {
        Look::Village(0) => vec![layer(-FAR, 0.0, p.covered.gamma_multiply(0.8))],
        Look::Village(1) => hollow(p.borderline, 1.8),
        Look::Village(2) => solid(p.gap, p.panel),
        Look::Village(_) => hollow(p.unknown, 1.3),
        Look::Facility(_, state) => {
            let mut marks = match state {
                0 => solid(p.navy, p.panel),
                1 => hollow(p.unknown, 1.3),
                2 => hollow(p.quiet, 1.3),
                _ => vec![
                    layer(-FAR, 2.6, p.blue),
                    layer(-FAR, 1.2, p.panel),
                    layer(-FAR, 0.0, if state == 4 { p.blue } else { p.navy }),
                ],
            };
            marks.extend(cross(match state {
                1 => p.unknown,
                2 => Color32::TRANSPARENT,
                _ => p.on_navy,
            }));
            if state == 2 {
                // Closed: struck through.
                let (r, w) = (radius * 1.05, 0.7);
                marks.push(Layer {
                    outline: vec![[-r - w, r - w], [-r + w, r + w], [r + w, -r + w], [r - w, -r - w]],
                    from: -FAR,
                    to: 0.0,
                    color: p.quiet,
                });
            }
            marks
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_negative_inside() {
        let square = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];
        assert!((distance(&square, [0.0, 0.0]) + 1.0).abs() < 1e-6);
        assert!((distance(&square, [4.0, 5.0]) - 5.0).abs() < 1e-6);
    }

    #[test]
    fn every_look_has_a_mark_in_the_texture() {
        let ctx = egui::Context::default();
        let mut sprites = Sprites::default();
        let states = [
            FacilityState::Serving,
            FacilityState::Idle,
            FacilityState::Closed,
            FacilityState::Moved,
            FacilityState::Added,
        ];
        let looks: Vec<(Look, f32)> = Symbol::ALL
            .into_iter()
            .flat_map(|s| states.map(|state| (Look::facility(s, state), 5.0)))
            .chain((0..4).map(|v| (Look::Village(v), 3.25)))
            .collect();
        sprites.prepare(&ctx, super::super::super::theme::palette(false), looks.iter().copied());
        for (look, radius) in looks {
            let mut mesh = sprites.mesh();
            sprites.add(&mut mesh, look, radius, Pos2::ZERO, 1.0);
            assert_eq!(mesh.vertices.len(), 4, "{look:?}");
        }
    }
}
