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
const MOST: i64 = 4096;

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
    part: [u32; 4],
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
            let top = (band * ROWS) as u32;
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
    if set.tiles.is_empty() || count > MOST {
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
            let mut add = |id: TileId, within: [u32; 4]| -> bool {
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
fn part(id: TileId, copy: f64, canvas: &Canvas) -> [u32; 4] {
    let side = f64::from(TileId::side(id.z));
    let edge = |at: f64, axis: usize| {
        let at = at * canvas.to.scale + canvas.to.offset[axis];
        (at.round() as u32).min(canvas.size[axis])
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
    fn lay(&self, picture: &TilePicture, tone: &Tone, top: u32, row_bytes: usize, on: &mut [u8]) {
        let rows = (on.len() / row_bytes) as u32;
        let [left, upper, right, lower] = self.part;
        let (from, to) = (upper.max(top), lower.min(top + rows));
        if from >= to || left >= right || picture.pixels.is_empty() {
            return;
        }
        let [x, y, side] = self.square;
        // Where in the picture the middle of a pixel lies: the pixel before, and how far on towards the next.
        let place = |pixel: u32, start: f64, length: u32| -> (usize, usize, f32) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LonLat;
    use crate::base::projection::mercator;
    use crate::map::style::LIGHT;
    use crate::map::viewport::Affine;
    use std::collections::BTreeMap;

    const SIZE: [u32; 2] = [300, 220];

    /// A canvas about a place in Mercator's square, with so many pixels per width of the world.
    fn canvas(centre: [f64; 2], scale: f64) -> Canvas {
        let half = SIZE.map(|s| f64::from(s) / 2.0);
        Canvas {
            to: Affine {
                scale,
                offset: [0, 1].map(|i| half[i] - centre[i] * scale),
            },
            size: SIZE,
            pixels: 1.0,
            mark_scale: 1.33,
        }
    }

    /// A black picture with a white patch of 8 × 8 texels that begins at 96, 40.
    fn patch() -> Tile {
        let white = |i: usize| (96..104).contains(&(i % 256)) && (40..48).contains(&(i / 256));
        Tile::Picture(TilePicture {
            width: 256,
            height: 256,
            pixels: (0..256 * 256)
                .flat_map(|i| {
                    let value = if white(i) { 255 } else { 0 };
                    [value, value, value, 255]
                })
                .collect(),
        })
    }

    /// The same as shapes: water with a square of houses.
    fn square_of_houses() -> Tile {
        let ring = |low: [f32; 2], high: [f32; 2]| {
            vec![low, [high[0], low[1]], high, [low[0], high[1]], low]
        };
        let at = |x: f32, y: f32| [x / 256.0, y / 256.0];
        Tile::Shapes(TileShapes(BTreeMap::from([
            (GroundKind::Water, vec![ring([0.0; 2], [1.0; 2])]),
            (
                GroundKind::Building,
                vec![ring(at(96.0, 40.0), at(104.0, 48.0))],
            ),
        ])))
    }

    fn draw(set: TileSet, canvas: &Canvas) -> Vec<[f32; 4]> {
        let tiles = Tiles {
            set: Arc::new(set),
            strength: Strength(100),
        };
        let mut on = Pixmap::new(SIZE[0], SIZE[1]).expect("pixels");
        lay(&tiles, canvas, &LIGHT, &mut on);
        let pixels = on.data().chunks_exact(4);
        pixels
            .map(|p| [0, 1, 2, 3].map(|i| f32::from(p[i])))
            .collect()
    }

    fn set(level: u8, id: TileId, tile: Tile) -> TileSet {
        TileSet {
            level,
            tiles: BTreeMap::from([(id, Arc::new(tile))]),
        }
    }

    /// The middle of what differs from its surroundings, within so many pixels of a place.
    fn middle(pixels: &[[f32; 4]], [x, y]: [f64; 2], around: f64) -> [f64; 2] {
        let value = |x: usize, y: usize| f64::from(pixels[y * SIZE[0] as usize + x][0]);
        let range = |at: f64, axis: usize| {
            let last = SIZE[axis] as usize;
            (at - around).max(0.0) as usize..((at + around) as usize).min(last)
        };
        let (columns, rows) = (range(x, 0), range(y, 1));
        let ground = value(columns.start, rows.start);
        let (mut sum, mut weight) = ([0.0; 2], 0.0);
        for row in rows {
            for column in columns.clone() {
                let other = (value(column, row) - ground).abs();
                sum[0] += (column as f64 + 0.5) * other;
                sum[1] += (row as f64 + 0.5) * other;
                weight += other;
            }
        }
        sum.map(|s| s / weight)
    }

    #[test]
    fn what_a_tile_shows_lies_where_it_is_on_earth() {
        let id = TileId {
            z: 9,
            x: 401,
            y: 211,
        };
        let ([x, y], side) = id.square();
        let place = [x + 100.0 / 256.0 * side, y + 44.0 / 256.0 * side];
        // Smaller and larger than it is, and from three levels above what is looked at.
        for (scale, level) in [(0.8, 9), (1.0, 9), (1.37, 9), (9.3, 12)] {
            for tile in [patch(), square_of_houses()] {
                let around = 8.0 * scale;
                let scale = scale * 256.0 / side;
                let about = [place[0] + 11.3 / scale, place[1] - 7.6 / scale];
                let canvas = canvas(about, scale);
                let expected = [150.0 - 11.3, 110.0 + 7.6];
                let pixels = draw(set(level, id, tile), &canvas);
                let found = middle(&pixels, expected, around);
                for axis in 0..2 {
                    let off = found[axis] - expected[axis];
                    assert!(off.abs() < 0.5, "{level} at {scale}: off by {off}");
                }
            }
        }
    }

    #[test]
    fn tiles_meet_without_a_seam_also_across_180() {
        let [_, y] = mercator(LonLat::new(180.0, 10.0));
        let row = (y * 16.0) as u32;
        for centre in [0.0, 1.0] {
            for tile in [
                Tile::Picture(TilePicture {
                    width: 1,
                    height: 1,
                    pixels: vec![200, 100, 50, 255],
                }),
                square_of_houses(),
            ] {
                let tile = Arc::new(tile);
                let tiles = [0, 15].into_iter().flat_map(|x| {
                    [row - 1, row, row + 1].map(|y| (TileId { z: 4, x, y }, Arc::clone(&tile)))
                });
                let set = TileSet {
                    level: 4,
                    tiles: tiles.collect(),
                };
                let pixels = draw(set, &canvas([centre, y], 16.0 * 233.7));
                assert!(
                    pixels.iter().all(|p| p[3] > 254.5),
                    "nothing shines through"
                );
            }
        }
    }

    #[test]
    fn children_stand_in_for_a_tile_that_is_missing_and_nothing_else_is_covered() {
        let id = TileId { z: 5, x: 10, y: 11 };
        let ([x, y], side) = id.square();
        let canvas = canvas([x + side / 2.0, y + side / 2.0], 100.0 / side);
        let child = Tile::Picture(TilePicture {
            width: 1,
            height: 1,
            pixels: vec![9, 9, 9, 255],
        });
        let pixels = draw(set(5, id.children()[3], child), &canvas);
        let covered = pixels.iter().filter(|p| p[3] > 0.0).count();
        assert_eq!(covered, 50 * 50);
        let at = |x: usize, y: usize| pixels[y * SIZE[0] as usize + x][3];
        assert!(at(151, 111) > 0.0 && at(149, 111) == 0.0 && at(199, 159) > 0.0);
    }

    #[test]
    fn fainter_is_nearer_to_the_land_and_greyer() {
        let land = LIGHT.land;
        let full = Tone::new(land, 1.0).of([200.0, 20.0, 20.0, 255.0]);
        let half = Tone::new(land, 0.5).of([200.0, 20.0, 20.0, 255.0]);
        let colour = |c: [f32; 4]| c[0] - c[2];
        assert!((colour(full) - 180.0).abs() < 1e-3);
        assert!(colour(half) < 0.3 * colour(full));
        assert!(half[1] > full[1] + 60.0 && (half[3] - 255.0).abs() < 1e-6);
    }
}
