//! Which tiles a view shows: the level at which a tile's pixels come nearest to the screen's, and the tiles of it that are in sight.

use super::viewport::Viewport;
use crate::model::tiles::{DEEPEST, TileId};

/// The level at which a tile, whose side is to be `side` pixels long, comes nearest to that; `scale` in pixels per width of the world.
#[must_use]
pub fn level(scale: f64, side: f64) -> u8 {
    let level = (scale / side.max(1.0)).max(1.0).log2().round();
    (level as u8).min(DEEPEST)
}

/// The tiles of a level in sight, those nearest to the middle first, each once; `None`: more than `most`.
#[must_use]
pub fn in_sight(view: &Viewport, level: u8, most: usize) -> Option<Vec<TileId>> {
    let side = f64::from(TileId::side(level));
    let half = [0, 1].map(|i| f64::from(view.size[i]) / 2.0 / view.scale);
    let low = [0, 1].map(|i| ((view.centre[i] - half[i]) * side).floor());
    let high = [0, 1].map(|i| ((view.centre[i] + half[i]) * side).ceil());
    let rows = low[1].max(0.0) as u32..high[1].clamp(0.0, side) as u32;
    // Never more than once around the Earth.
    let columns = (high[0] - low[0]).min(side).max(0.0) as u32;
    if rows.len().saturating_mul(columns as usize) > most {
        return None;
    }
    let mut tiles: Vec<(f64, TileId)> = Vec::with_capacity(rows.len() * columns as usize);
    for y in rows {
        for i in 0..columns {
            let column = low[0] + f64::from(i);
            let away = [column, f64::from(y)];
            let away = [0, 1].map(|i| (away[i] + 0.5) / side - view.centre[i]);
            let x = column.rem_euclid(side) as u32;
            tiles.push((away[0].hypot(away[1]), TileId { z: level, x, y }));
        }
    }
    tiles.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    Some(tiles.into_iter().map(|(_, id)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::LonLat;
    use crate::base::projection::mercator;
    use std::collections::BTreeSet;

    fn view(lon: f64, lat: f64, scale: f64) -> Viewport {
        Viewport {
            centre: mercator(LonLat::new(lon, lat)),
            scale,
            size: [800.0, 600.0],
        }
    }

    #[test]
    fn a_tile_is_between_seven_tenths_and_one_and_four_tenths_of_its_size() {
        for step in 0..400 {
            let scale = 256.0 * 1.05f64.powi(step);
            let z = level(scale, 256.0);
            let shown = scale / f64::from(TileId::side(z)) / 256.0;
            assert!(
                (0.707..1.415).contains(&shown) || z == DEEPEST,
                "{scale}: {shown}"
            );
        }
        assert_eq!(level(10.0, 256.0), 0);
    }

    #[test]
    fn what_is_in_sight_is_asked_for_and_nothing_else() {
        let view = view(13.4, 52.5, 256.0 * 1024.0);
        let tiles = in_sight(&view, 10, 100).expect("few");
        assert_eq!(tiles[0], TileId::holding(LonLat::new(13.4, 52.5), 10));
        let corner = |x, y| {
            let [x, y] = view.from_screen([x, y]);
            TileId {
                z: 10,
                x: (x * 1024.0) as u32,
                y: (y * 1024.0) as u32,
            }
        };
        let (first, last) = (corner(0.0, 0.0), corner(799.9, 599.9));
        let expected: BTreeSet<TileId> = (first.x..=last.x)
            .flat_map(|x| (first.y..=last.y).map(move |y| TileId { z: 10, x, y }))
            .collect();
        assert_eq!(tiles.iter().copied().collect::<BTreeSet<_>>(), expected);
        assert_eq!(tiles.len(), expected.len());
        assert_eq!(in_sight(&view, 10, 3), None);
    }

    #[test]
    fn across_180_columns_of_both_sides_are_in_sight_and_none_twice() {
        let tiles = in_sight(&view(180.0, 0.0, 1024.0), 2, 100).expect("few");
        let columns: BTreeSet<u32> = tiles.iter().map(|t| t.x).collect();
        assert_eq!(columns.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
        // The whole Earth and more of it.
        let tiles = in_sight(&view(0.0, 0.0, 200.0), 0, 100).expect("few");
        assert_eq!(tiles, [TileId { z: 0, x: 0, y: 0 }]);
    }
}
