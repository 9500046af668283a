//! Tiles: squares of Web Mercator's plane, 4^z of them at level z, and what is drawn in one.
//!
//! The plane is `base::projection::mercator`'s unit square; row 0 lies in the north (the XYZ order). Nothing here knows where a tile
//! comes from or how it is drawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::projection::mercator;
use crate::base::{GeoBox, LonLat};

/// The deepest level that is asked for; at 256 pixels a tile its pixels are 0.6 mm wide.
pub const DEEPEST: u8 = 28;

/// Which tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    /// The level, 0 for the whole world.
    pub z: u8,
    /// The column, eastward from 180° W.
    pub x: u32,
    /// The row, southward from 85.05° N.
    pub y: u32,
}

impl TileId {
    /// The tile of a level that holds a position.
    #[must_use]
    pub fn holding(p: LonLat, z: u8) -> Self {
        let side = f64::from(Self::side(z));
        let at = mercator(p).map(|v| (v * side).floor().clamp(0.0, side - 1.0) as u32);
        Self {
            z,
            x: at[0],
            y: at[1],
        }
    }

    /// How many columns, and rows, a level has.
    #[must_use]
    pub fn side(z: u8) -> u32 {
        1 << z.min(DEEPEST)
    }

    /// Whether there is such a tile.
    #[must_use]
    pub fn exists(self) -> bool {
        self.z <= DEEPEST && self.x < Self::side(self.z) && self.y < Self::side(self.z)
    }

    /// The tile `levels` above that holds this one.
    #[must_use]
    pub fn ancestor(self, levels: u8) -> Option<Self> {
        (levels <= self.z).then(|| Self {
            z: self.z - levels,
            x: self.x >> levels,
            y: self.y >> levels,
        })
    }

    /// The four tiles of the next level within this one.
    #[must_use]
    pub fn children(self) -> [Self; 4] {
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Self {
            z: self.z + 1,
            x: 2 * self.x + dx,
            y: 2 * self.y + dy,
        })
    }

    /// Its row counted from the south, as TMS and MBTiles do.
    #[must_use]
    pub fn row_from_south(self) -> u32 {
        Self::side(self.z) - 1 - self.y
    }

    /// Its north-western corner and its side in the unit square.
    #[must_use]
    pub fn square(self) -> ([f64; 2], f64) {
        let side = 1.0 / f64::from(Self::side(self.z));
        ([self.x, self.y].map(|v| f64::from(v) * side), side)
    }

    /// Whether any of it lies in a box.
    #[must_use]
    pub fn touches(self, extent: &GeoBox) -> bool {
        let ([x, y], side) = self.square();
        let [west, north] = mercator(LonLat::new(extent.west, extent.north));
        let [_, south] = mercator(LonLat::new(extent.west, extent.south));
        let width = extent.width() / 360.0;
        // The box may go on beyond 180°.
        let meets = |from: f64| x < from + width && x + side > from;
        y < south && y + side > north && (meets(west) || meets(west - 1.0))
    }
}

/// What is drawn in a tile.
#[derive(Debug, Clone, PartialEq)]
pub enum Tile {
    /// There is nothing at this place.
    Empty,
    /// A picture.
    Picture(TilePicture),
    /// Shapes, drawn in the map's own style.
    Shapes(TileShapes),
}

impl Tile {
    /// Bytes that it takes in memory, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        64 + match self {
            Self::Empty => 0,
            Self::Picture(picture) => picture.pixels.len(),
            Self::Shapes(shapes) => {
                let lines = shapes.0.values().flatten();
                lines.map(|line| 24 + 8 * line.len()).sum()
            }
        }
    }
}

/// Pixels of a tile: RGBA, the colours multiplied by the opacity, rows from the north.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TilePicture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel.
    pub pixels: Vec<u8>,
}

/// A line or ring; the tile's north-western corner is 0, 0, the opposite one 1, 1. It may reach a little beyond.
pub type TileLine = Vec<[f32; 2]>;

/// What a tile of shapes holds, by kind, in the order in which it is drawn. Rings run so that holes turn the other way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TileShapes(pub BTreeMap<GroundKind, Vec<TileLine>>);

/// What a shape of the background is, from the lowest to the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroundKind {
    /// Dry land, in data that draw it apart from water.
    Land,
    /// An area of no known kind.
    Area,
    /// Woods, grass, parks, fields.
    Green,
    /// Built-up land.
    Urban,
    /// Lakes, sea, wide rivers.
    Water,
    /// Rivers and canals as lines.
    Waterway,
    /// Houses.
    Building,
    /// A line of no known kind.
    Line,
    /// Paths and tracks.
    Path,
    /// Streets.
    Street,
    /// Roads between places.
    Road,
    /// Motorways and trunk roads.
    Highway,
    /// Railways.
    Rail,
    /// Borders below those of countries.
    Region,
    /// Borders of countries.
    Country,
    /// A point of no known kind.
    Point,
}

impl GroundKind {
    /// Whether it is an area; else it is a line or points.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(
            self,
            Self::Land | Self::Area | Self::Green | Self::Urban | Self::Water | Self::Building
        )
    }
}

/// What is known of a source of tiles.
#[derive(Debug, Clone, PartialEq)]
pub struct TileInfo {
    /// What it calls itself.
    pub name: Option<String>,
    /// Whose the tiles are, as plain text.
    pub attribution: Option<String>,
    /// The first level that it has.
    pub min_zoom: u8,
    /// The last one.
    pub max_zoom: u8,
    /// Where it has tiles; `None`: everywhere.
    pub bounds: Option<GeoBox>,
    /// Whether tiles are shapes, which are sharp at any size.
    pub shapes: bool,
}

/// The tiles at hand for one look at the map.
#[derive(Debug, Clone, Default)]
pub struct TileSet {
    /// The level that is looked at; the others stand in where it has gaps.
    pub level: u8,
    /// What is at hand.
    pub tiles: BTreeMap<TileId, Arc<Tile>>,
}

impl PartialEq for TileSet {
    /// Loaded tiles never change, so the same allocations are the same tiles.
    fn eq(&self, other: &Self) -> bool {
        let mut both = self.tiles.iter().zip(&other.tiles);
        self.level == other.level
            && self.tiles.len() == other.tiles.len()
            && both.all(|((a, tile), (b, there))| a == b && Arc::ptr_eq(tile, there))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_places_lie_in_known_tiles() {
        // Shibuya, the example of <https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames>.
        let tile = |lon, lat, z| {
            let TileId { x, y, .. } = TileId::holding(LonLat::new(lon, lat), z);
            (x, y)
        };
        assert_eq!(tile(139.700_679_3, 35.659_069_9, 18), (232_798, 103_246));
        assert_eq!(tile(-180.0, 85.2, 3), (0, 0));
        assert_eq!(tile(180.0, -85.2, 3), (7, 7));
    }

    #[test]
    fn a_box_across_180_touches_tiles_on_both_sides() {
        let extent = GeoBox {
            west: 179.0,
            south: -18.0,
            east: -179.0,
            north: -16.0,
        };
        let touches = |x| TileId { z: 5, x, y: 17 }.touches(&extent);
        assert!(touches(31) && touches(0) && !touches(1) && !touches(30));
        assert!(!TileId { z: 5, x: 31, y: 14 }.touches(&extent));
    }

    proptest! {
        #[test]
        fn a_place_lies_in_its_tile_and_in_all_that_hold_it(lon in -180.0..180.0f64, lat in -85.0..85.0f64, z in 0u8..=DEEPEST) {
            let tile = TileId::holding(LonLat::new(lon, lat), z);
            prop_assert!(tile.exists());
            let ([x, y], side) = tile.square();
            let [px, py] = mercator(LonLat::new(lon, lat));
            prop_assert!((x..=x + side).contains(&px) && (y..=y + side).contains(&py));
            for up in 0..=z {
                prop_assert_eq!(tile.ancestor(up), Some(TileId::holding(LonLat::new(lon, lat), z - up)));
            }
            prop_assert_eq!(tile.ancestor(z + 1), None);
            if z < DEEPEST {
                prop_assert!(tile.children().iter().all(|c| c.exists() && c.ancestor(1) == Some(tile)));
            }
            let around = GeoBox { west: lon, east: lon, south: lat, north: lat };
            prop_assert!(tile.touches(&around) || px <= x || py <= y);
        }
    }
}
