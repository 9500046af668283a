//! Tiles beneath the data: pictures laid pixel by pixel, shapes drawn in a calm style of the map's own.
//!
//! Where a tile is missing, what lies above and below it stands in. Both are drawn paler than they are by the strength that the user
//! chose, so that no background is louder than the data; a place that no tile covers keeps the land beneath.

use std::sync::Arc;

use rayon::prelude::*;
use resvg::tiny_skia::{Path, PathBuilder, Pixmap};

use super::Canvas;
use super::areas::{Ink, Stroked, colour, draw_over};
use super::ground_style::{Inks, width};
use super::paths::Pen;
use crate::map::style::{Rgb, Theme};
use crate::model::Strength;
use crate::model::tiles::{GroundKind, Tile, TileId, TilePicture, TileSet, TileShapes};

/// Rows of pixels that are laid together.
const ROWS: usize = 32;
/// More tiles of a level than this are not in sight of any screen.
const MOST: usize = 4096;

/// The tiles that are drawn.
#[derive(Debug, Clone)]
pub struct Tiles {
    /// What is at hand.
    pub set: Arc<TileSet>,
    /// How strongly they are drawn.
    pub strength: Strength,
}

impl PartialEq for Tiles {
    fn eq(&self, other: &Self) -> bool {
        self.strength == other.strength
            && (Arc::ptr_eq(&self.set, &other.set) || self.set == other.set)
    }
}

/// A tile on the canvas.
struct Piece<'a> {
    tile: &'a Tile,
    /// Its own square: left, top and side, pixels.
    square: [f64; 3],
    /// The part that is drawn: left, top, right, bottom, whole pixels.
    part: [i32; 4],
}

/// Lays the tiles over what is drawn already.
pub(super) fn lay(tiles: &Tiles, canvas: &Canvas, theme: &Theme, on: &mut Pixmap) {
    let pieces = pieces(&tiles.set, canvas);
    let tone = Tone::new(theme.land, tiles.strength.share());
    let row_bytes = 4 * canvas.size[0] as usize;
    on.data_mut()
        .par_chunks_mut(ROWS * row_bytes)
        .enumerate()
        .for_each(|(band, pixels)| {
            let top = (band * ROWS) as i32;
            for piece in &pieces {
                if let Tile::Picture(picture) = piece.tile {
                    piece.lay(picture, &tone, top, row_bytes, pixels);
                }
            }
        });
    let strokes = strokes(&pieces, canvas, theme, tiles.strength);
    if !strokes.is_empty() {
        draw_over(canvas, &strokes, on);
    }
}

/// What is drawn where, lowest first.
fn pieces<'a>(set: &'a TileSet, canvas: &Canvas) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let (low, high) = (
        canvas.plane([0.0; 2]),
        canvas.plane(canvas.size.map(f64::from)),
    );
    let side = f64::from(TileId::side(set.level));
    let columns = (low[0] * side).floor() as i64..(high[0] * side).ceil() as i64;
    let rows = (low[1] * side).floor().max(0.0) as i64..(high[1] * side).ceil().min(side) as i64;
    let count = (columns.end - columns.start).saturating_mul(rows.end - rows.start);
    if set.tiles.is_empty() || count > MOST as i64 {
        return pieces;
    }
    for row in rows {
        for column in columns.clone() {
            let id = TileId {
                z: set.level,
                x: column.rem_euclid(side as i64) as u32,
                y: row as u32,
            };
            // Which copy of the Earth it lies on.
            let copy = column.div_euclid(side as i64) as f64;
            let cell = part(id, copy, canvas);
            let mut add = |id: TileId, within: [i32; 4]| -> bool {
                let Some(tile) = set.tiles.get(&id) else {
                    return false;
                };
                pieces.push(Piece {
                    tile,
                    square: square(id, copy, canvas),
                    part: within,
                });
                true
            };
            if add(id, cell) {
                continue;
            }
            for up in 1..=id.z {
                if id.ancestor(up).is_some_and(|above| add(above, cell)) {
                    break;
                }
            }
            for child in id.children() {
                if !add(child, part(child, copy, canvas)) {
                    for below in child.children() {
                        add(below, part(below, copy, canvas));
                    }
                }
            }
        }
    }
    pieces
}

/// Left, top and side of a tile, pixels.
fn square(id: TileId, copy: f64, canvas: &Canvas) -> [f64; 3] {
    let ([x, y], side) = id.square();
    let [left, top] = [x + copy, y];
    [
        left * canvas.to.scale + canvas.to.offset[0],
        top * canvas.to.scale + canvas.to.offset[1],
        side * canvas.to.scale,
    ]
}

/// The whole pixels of a tile. Neighbours share the edge that both round to, so nothing is drawn twice or left out.
fn part(id: TileId, copy: f64, canvas: &Canvas) -> [i32; 4] {
    let side = f64::from(TileId::side(id.z));
    let edge = |at: f64, axis: usize| {
        let at = at * canvas.to.scale + canvas.to.offset[axis];
        (at.round() as i32).clamp(0, canvas.size[axis] as i32)
    };
    let (x, y) = (f64::from(id.x), f64::from(id.y));
    [
        edge(x / side + copy, 0),
        edge(y / side, 1),
        edge((x + 1.0) / side + copy, 0),
        edge((y + 1.0) / side, 1),
    ]
}

/// How a picture is made calmer: less colour, and paler or darker towards the land of the theme.
struct Tone {
    strength: f32,
    land: [f32; 3],
}

impl Tone {
    fn new(Rgb(r, g, b): Rgb, strength: f32) -> Self {
        let land = [r, g, b].map(|c| f32::from(c) * (1.0 - strength));
        Self { strength, land }
    }

    /// The tone of a colour that is multiplied by an opacity; that stays.
    fn of(&self, [r, g, b, a]: [f32; 4]) -> [f32; 4] {
        if self.strength >= 1.0 {
            return [r, g, b, a];
        }
        // Rec. 709, on the values as they are: what matters is that greys stay.
        let grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let tone = |c: f32, land: f32| {
            (grey + (c - grey) * self.strength) * self.strength + land * a / 255.0
        };
        [
            tone(r, self.land[0]),
            tone(g, self.land[1]),
            tone(b, self.land[2]),
            a,
        ]
    }
}

impl Piece<'_> {
    /// Lays a picture into a band of rows, bilinearly.
    fn lay(&self, picture: &TilePicture, tone: &Tone, top: i32, row_bytes: usize, on: &mut [u8]) {
        let rows = (on.len() / row_bytes) as i32;
        let [left, upper, right, lower] = self.part;
        let (from, to) = (upper.max(top), lower.min(top + rows));
        if from >= to || left >= right || picture.pixels.is_empty() {
            return;
        }
        let [x, y, side] = self.square;
        // Where in the picture the middle of a pixel lies: the pixel before, and how far on towards the next.
        let place = |pixel: i32, start: f64, length: u32| -> (usize, usize, f32) {
            let at = (f64::from(pixel) + 0.5 - start) / side * f64::from(length) - 0.5;
            let at = at.clamp(0.0, f64::from(length - 1));
            let first = at.floor();
            let next = (first as usize + 1).min(length as usize - 1);
            (first as usize, next, (at - first) as f32)
        };
        let columns: Vec<(usize, usize, f32)> = (left..right)
            .map(|pixel| place(pixel, x, picture.width))
            .collect();
        let width = picture.width as usize;
        let texel = |row: usize, column: usize| -> [f32; 4] {
            let at = 4 * (row * width + column);
            let pixel = picture.pixels.get(at..at + 4).unwrap_or(&[0; 4]);
            [0, 1, 2, 3].map(|i| f32::from(pixel[i]))
        };
        for row in from..to {
            let (above, below, down) = place(row, y, picture.height);
            let start = (row - top) as usize * row_bytes + 4 * left as usize;
            let line = &mut on[start..start + 4 * columns.len()];
            for (pixel, &(before, after, along)) in line.chunks_exact_mut(4).zip(&columns) {
                let corners = [
                    texel(above, before),
                    texel(above, after),
                    texel(below, before),
                    texel(below, after),
                ];
                let mixed = [0, 1, 2, 3].map(|i| {
                    let upper = corners[0][i] + (corners[1][i] - corners[0][i]) * along;
                    let lower = corners[2][i] + (corners[3][i] - corners[2][i]) * along;
                    upper + (lower - upper) * down
                });
                let toned = tone.of(mixed);
                let through = 1.0 - toned[3] / 255.0;
                for (value, toned) in pixel.iter_mut().zip(toned) {
                    *value = (f32::from(*value) * through + toned + 0.5) as u8;
                }
            }
        }
    }
}

/// The shapes of all pieces by kind, as paths.
fn strokes(
    pieces: &[Piece<'_>],
    canvas: &Canvas,
    theme: &Theme,
    strength: Strength,
) -> Vec<Stroked<'static>> {
    let shapes: Vec<(&Piece<'_>, &TileShapes)> = pieces
        .iter()
        .filter_map(|piece| match piece.tile {
            Tile::Shapes(shapes) => Some((piece, shapes)),
            _ => None,
        })
        .collect();
    let has = |kind: GroundKind| shapes.iter().any(|(_, s)| s.0.contains_key(&kind));
    let inks = Inks::of(theme);
    let ink = |kind: GroundKind| {
        let opacity = strength.share();
        Ink::Plain(colour(inks.of_kind(kind).over(theme.land, opacity), 1.0))
    };
    let mut all = Vec::new();
    // What is not drawn is land where there is water, and water where there is land. Data with neither lie over the land beneath.
    let rest = if has(GroundKind::Land) {
        Some(GroundKind::Water)
    } else {
        [GroundKind::Water, GroundKind::Green, GroundKind::Urban]
            .into_iter()
            .any(has)
            .then_some(GroundKind::Land)
    };
    if let Some(rest) = rest {
        all.push(Stroked {
            path: cells(&shapes),
            ink: ink(rest),
            width: None,
        });
    }
    let kinds: std::collections::BTreeSet<GroundKind> = shapes
        .iter()
        .flat_map(|(_, shapes)| shapes.0.keys().copied())
        .collect();
    let level = (canvas.to.scale / f64::from(canvas.pixels) / 512.0).log2() as f32;
    let drawn: Vec<Option<Stroked<'static>>> = kinds
        .into_par_iter()
        .map(|kind| {
            let width = width(kind, level).map(|w| w * canvas.pixels);
            let path = path(&shapes, kind, width)?;
            Some(Stroked {
                path: Some(path),
                ink: ink(kind),
                // Points are drawn as discs.
                width: width.filter(|_| kind != GroundKind::Point),
            })
        })
        .collect();
    all.extend(drawn.into_iter().flatten());
    all
}

/// The ground that the pieces cover.
fn cells(shapes: &[(&Piece<'_>, &TileShapes)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (piece, _) in shapes {
        let [left, top, right, bottom] = piece.part.map(|v| v as f32);
        if let Some(rect) = resvg::tiny_skia::Rect::from_ltrb(left, top, right, bottom) {
            path.push_rect(rect);
        }
    }
    path.finish()
}

/// All shapes of a kind; `None` where it is too small to be drawn at this scale, or there is none.
fn path(
    shapes: &[(&Piece<'_>, &TileShapes)],
    kind: GroundKind,
    width: Option<f32>,
) -> Option<Path> {
    if !kind.is_area() && width.is_none() {
        return None;
    }
    let mut path = PathBuilder::new();
    for (piece, shapes) in shapes {
        let Some(lines) = shapes.0.get(&kind) else {
            continue;
        };
        let [left, top, side] = piece.square;
        // A pixel beyond the piece, so that neighbours meet.
        let low = [0, 1].map(|i| f64::from(piece.part[i]) - 1.0);
        let high = [2, 3].map(|i| f64::from(piece.part[i]) + 1.0);
        let mut pen = Pen::between(low, high);
        for line in lines {
            let places = line
                .iter()
                .map(|[x, y]| [left + f64::from(*x) * side, top + f64::from(*y) * side]);
            match width {
                None => pen.ring_of(places, &mut path),
                Some(width) if kind == GroundKind::Point => {
                    for [x, y] in places {
                        if (0..2).all(|i| [x, y][i] >= low[i] + 1.0 && [x, y][i] < high[i] - 1.0) {
                            path.push_circle(x as f32, y as f32, width / 2.0);
                        }
                    }
                }
                Some(_) => pen.line_of(places, &mut path),
            }
        }
    }
    path.finish()
}
