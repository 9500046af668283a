//! Places sorted into the cells of a grid, row by row, so that those in a box lie side by side.

use crate::base::LonLat;

/// Places per cell, on average.
const PER_CELL: usize = 8;

/// Places in the order of their cells.
pub(super) struct PlaceGrid {
    low: [f64; 2],
    /// Cells per degree.
    scale: [f64; 2],
    columns: usize,
    rows: usize,
    /// Where each cell begins among the places, and where the last ends.
    starts: Vec<u32>,
    places: Vec<(u32, [f64; 2])>,
}

impl PlaceGrid {
    /// A grid of `count` places, of which some may be nowhere.
    pub fn new(count: usize, place: impl Fn(usize) -> Option<LonLat>) -> Self {
        let all = || (0..count).filter_map(|i| Some((i as u32, place(i)?)));
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for (_, LonLat { lon, lat }) in all() {
            low = [low[0].min(lon), low[1].min(lat)];
            high = [high[0].max(lon), high[1].max(lat)];
        }
        let side = ((count / PER_CELL) as f64).sqrt().ceil().clamp(1.0, 4096.0);
        let scale = |axis: usize| side / (high[axis] - low[axis]).max(f64::MIN_POSITIVE);
        let mut grid = Self {
            low,
            scale: [scale(0), scale(1)],
            columns: side as usize,
            rows: side as usize,
            starts: vec![0; side as usize * side as usize + 1],
            places: Vec::new(),
        };
        let mut cells = Vec::with_capacity(count);
        for (_, p) in all() {
            let cell = grid.row(p.lat) * grid.columns + grid.column(p.lon);
            grid.starts[cell] += 1;
            cells.push(cell as u32);
        }
        let mut at = 0;
        for start in &mut grid.starts {
            at += std::mem::replace(start, at);
        }
        grid.places.resize(cells.len(), (0, [0.0; 2]));
        for ((i, p), cell) in all().zip(cells) {
            let at = &mut grid.starts[cell as usize];
            grid.places[*at as usize] = (i, [p.lon, p.lat]);
            *at += 1;
        }
        // Each start has moved on to the next one.
        grid.starts.rotate_right(1);
        grid.starts[0] = 0;
        grid
    }

    fn column(&self, lon: f64) -> usize {
        (((lon - self.low[0]) * self.scale[0]) as usize).min(self.columns - 1)
    }

    fn row(&self, lat: f64) -> usize {
        (((lat - self.low[1]) * self.scale[1]) as usize).min(self.rows - 1)
    }

    /// The stretches of places in the cells that a box touches.
    fn stretches(&self, low: [f64; 2], high: [f64; 2]) -> impl Iterator<Item = &[(u32, [f64; 2])]> {
        let columns = [self.column(low[0]), self.column(high[0])];
        let rows = if self.places.is_empty() || high[0] < self.low[0] || high[1] < self.low[1] {
            0..0
        } else {
            self.row(low[1])..self.row(high[1]) + 1
        };
        rows.map(move |row| {
            let first = self.starts[row * self.columns + columns[0]] as usize;
            let end = self.starts[row * self.columns + columns[1] + 1] as usize;
            &self.places[first..end]
        })
    }

    /// How many places may lie in a box at most.
    pub fn count(&self, low: [f64; 2], high: [f64; 2]) -> usize {
        self.stretches(low, high).map(<[_]>::len).sum()
    }

    /// Calls `each` with every place that may lie in a box, by its number.
    pub fn each(&self, low: [f64; 2], high: [f64; 2], mut each: impl FnMut(u32, [f64; 2])) {
        for stretch in self.stretches(low, high) {
            for (place, at) in stretch {
                each(*place, *at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_place_in_a_box_is_missed_and_none_comes_twice(
            places in prop::collection::vec(prop::option::weighted(0.9, (-9i8..9, -9i8..9)), 0..200),
            west in -12.0..12.0, south in -12.0..12.0, width in 0.0..9.0, height in 0.0..9.0
        ) {
            let at = |i: usize| places[i].map(|(x, y)| LonLat::new(f64::from(x), f64::from(y)));
            let grid = PlaceGrid::new(places.len(), at);
            let (low, high) = ([west, south], [west + width, south + height]);
            let mut found = Vec::new();
            grid.each(low, high, |place, p| {
                assert_eq!(at(place as usize), Some(LonLat::new(p[0], p[1])));
                found.push(place);
            });
            prop_assert_eq!(grid.count(low, high), found.len());
            found.sort_unstable();
            prop_assert!(found.windows(2).all(|w| w[0] < w[1]));
            let inside = (0..places.len()).filter(|i| at(*i).is_some_and(|p| {
                (west..=west + width).contains(&p.lon) && (south..=south + height).contains(&p.lat)
            }));
            for place in inside {
                prop_assert!(found.binary_search(&(place as u32)).is_ok());
            }
        }
    }
}
