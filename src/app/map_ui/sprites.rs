//! The marks of the legend in one texture.
//!
//! Each different mark is drawn once by the map room, at the size that it has on this screen: screen and page show the same marks.

use std::collections::HashMap;

use eframe::egui::{
    self, Color32, ColorImage, Mesh, Pos2, Rect, TextureHandle, TextureOptions, Vec2, pos2, vec2,
};

use crate::map::mark::MarkKind;
use crate::map::sprite::{self, RgbaImage};
use crate::map::style::Theme;

/// A mark at a size: eighths of a point, and pixels per point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    kind: MarkKind,
    eighths: u16,
    scale: u32,
}

impl Key {
    fn new(kind: MarkKind, radius: f32, scale: f32) -> Self {
        Self {
            kind,
            eighths: (radius * 8.0).round().clamp(4.0, 800.0) as u16,
            scale: scale.to_bits(),
        }
    }
}

struct Sprite {
    image: RgbaImage,
    /// Its place in the texture, pixels.
    place: Rect,
}

/// The texture with the place of every mark in it.
#[derive(Default)]
pub(super) struct Sprites {
    texture: Option<TextureHandle>,
    index: HashMap<Key, usize>,
    drawn: Vec<Sprite>,
    theme: Option<Theme>,
}

const WIDTH: usize = 1024;
/// More marks than these are begun anew: most are of sizes that are no longer shown.
const MOST: usize = 800;

impl Sprites {
    /// Makes sure that all these marks (kind, radius in points) are in the texture at `scale` pixels per point.
    pub(super) fn prepare(
        &mut self,
        ctx: &egui::Context,
        theme: &Theme,
        scale: f32,
        marks: impl Iterator<Item = (MarkKind, f32)>,
    ) {
        if self.theme != Some(*theme) || self.drawn.len() > MOST {
            self.index.clear();
            self.drawn.clear();
            self.theme = Some(*theme);
        }
        let before = self.drawn.len();
        let mut last = None;
        for (kind, radius) in marks {
            let key = Key::new(kind, radius, scale);
            // Marks come sorted: most are like the one before.
            if last.replace(key) == Some(key) || self.index.contains_key(&key) {
                continue;
            }
            // A mark that cannot be drawn (only one of absurd size) is left out.
            if let Ok(image) = sprite::raster(kind, f32::from(key.eighths) / 8.0, scale, theme) {
                self.index.insert(key, self.drawn.len());
                let place = Rect::NOTHING;
                self.drawn.push(Sprite { image, place });
            }
        }
        if self.drawn.len() == before && self.texture.is_some() {
            return;
        }
        let image = self.pack();
        match &mut self.texture {
            Some(texture) => texture.set(image, TextureOptions::LINEAR),
            None => self.texture = Some(ctx.load_texture("marks", image, TextureOptions::LINEAR)),
        }
    }

    /// Puts all marks side by side on shelves.
    fn pack(&mut self) -> ColorImage {
        let (mut x, mut y, mut shelf) = (0, 0, 0);
        for sprite in &mut self.drawn {
            let (w, h) = (sprite.image.width as usize, sprite.image.height as usize);
            if x + w > WIDTH {
                (x, y, shelf) = (0, y + shelf, 0);
            }
            sprite.place = Rect::from_min_size(pos2(x as f32, y as f32), vec2(w as f32, h as f32));
            x += w;
            shelf = shelf.max(h);
        }
        let mut packed = ColorImage::filled([WIDTH, (y + shelf).max(1)], Color32::TRANSPARENT);
        for sprite in &self.drawn {
            let w = sprite.image.width as usize;
            let (x0, y0) = (sprite.place.min.x as usize, sprite.place.min.y as usize);
            for (row, line) in sprite.image.pixels.chunks_exact(4 * w).enumerate() {
                let start = (y0 + row) * WIDTH + x0;
                for (pixel, c) in packed.pixels[start..start + w]
                    .iter_mut()
                    .zip(line.chunks_exact(4))
                {
                    *pixel = Color32::from_rgba_premultiplied(c[0], c[1], c[2], c[3]);
                }
            }
        }
        packed
    }

    /// An empty mesh over the texture.
    pub(super) fn mesh(&self) -> Mesh {
        self.texture
            .as_ref()
            .map_or_else(Mesh::default, |t| Mesh::with_texture(t.id()))
    }

    /// What puts a mark (radius in points) into meshes over the texture; `ppp`: physical pixels per logical one. `None`: a mark that
    /// was not prepared or cannot be drawn.
    pub(super) fn stamp(&self, mark: (MarkKind, f32), scale: f32, ppp: f32) -> Option<Stamp> {
        let key = Key::new(mark.0, mark.1, scale);
        let (sprite, texture) = (&self.drawn[*self.index.get(&key)?], self.texture.as_ref()?);
        let size = texture.size_vec2();
        // Those within reach are many and quiet.
        let covered = mark.0.is_quiet();
        Some(Stamp {
            uv: Rect::from_min_max(
                (sprite.place.min.to_vec2() / size).to_pos2(),
                (sprite.place.max.to_vec2() / size).to_pos2(),
            ),
            size: sprite.place.size() / ppp,
            tint: if covered {
                Color32::from_white_alpha(165)
            } else {
                Color32::WHITE
            },
        })
    }
}

/// A mark ready to be put in many places.
#[derive(Clone, Copy)]
pub(super) struct Stamp {
    uv: Rect,
    size: Vec2,
    tint: Color32,
}

impl Stamp {
    /// Adds the mark at a place to a mesh over the texture that it was made for.
    pub(super) fn add(&self, mesh: &mut Mesh, at: Pos2) {
        mesh.add_rect_with_uv(Rect::from_center_size(at, self.size), self.uv, self.tint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::scene::{FacilityState, Symbol};
    use crate::map::style::LIGHT;
    use crate::model::Status;

    #[test]
    fn every_prepared_mark_can_be_drawn_and_none_lies_over_another() {
        let ctx = egui::Context::default();
        let mut sprites = Sprites::default();
        let states = [
            FacilityState::Serving,
            FacilityState::Closed,
            FacilityState::Added,
        ];
        let marks: Vec<(MarkKind, f32)> = Symbol::ALL
            .into_iter()
            .flat_map(|s| states.map(|state| (MarkKind::Facility(s, state), 5.0)))
            .chain((2..60).map(|r| (MarkKind::Village(Status::Gap), r as f32 / 4.0)))
            .collect();
        sprites.prepare(&ctx, &LIGHT, 2.0, marks.iter().copied());
        for mark in marks {
            let mut mesh = sprites.mesh();
            let stamp = sprites.stamp(mark, 2.0, 1.0).expect("a stamp");
            stamp.add(&mut mesh, Pos2::ZERO);
            assert_eq!(mesh.vertices.len(), 4, "{:?}", mark.0);
        }
        for (i, a) in sprites.drawn.iter().enumerate() {
            for b in &sprites.drawn[i + 1..] {
                assert!(!a.place.shrink(0.5).intersects(b.place.shrink(0.5)));
            }
        }
    }
}
