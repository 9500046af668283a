//! The plane on which the county is drawn, in kilometres, and its honeycomb of cells. Three cells meet in every corner of a honeycomb,
//! so borders between groups of cells never cross or touch in a point. Knows nothing of land and people.

use std::collections::VecDeque;

use crate::base::LonLat;

/// A position in kilometres east and north of the plane's south-western corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Km {
    /// Kilometres east.
    pub x: f64,
    /// Kilometres north.
    pub y: f64,
}

/// The plane's south-western corner.
const ORIGIN: LonLat = LonLat::new(119.0, 34.05);
/// Kilometres in a degree of longitude and of latitude around 34.5° N.
const KM_PER_DEGREE: (f64, f64) = (91.88, 110.93);

impl Km {
    /// The point this far east and north.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The square of the distance, square kilometres.
    pub fn distance2(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        dx * dx + dy * dy
    }

    /// The distance, kilometres.
    pub fn distance(self, other: Self) -> f64 {
        self.distance2(other).sqrt()
    }

    /// The point at share `t` of the way to `other`.
    pub fn towards(self, other: Self, t: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
        )
    }

    /// The distance to the nearest point of a line.
    pub fn distance_to_line(self, line: &[Km]) -> f64 {
        line.windows(2)
            .map(|s| {
                let (dx, dy) = (s[1].x - s[0].x, s[1].y - s[0].y);
                let along = (self.x - s[0].x) * dx + (self.y - s[0].y) * dy;
                let length2 = (dx * dx + dy * dy).max(1e-12);
                self.distance2(s[0].towards(s[1], (along / length2).clamp(0.0, 1.0)))
            })
            .fold(f64::INFINITY, f64::min)
            .sqrt()
    }

    /// The position on Earth, rounded to a millionth of a degree (0.1 m).
    pub fn lon_lat(self) -> LonLat {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        LonLat::new(
            round(ORIGIN.lon + self.x / KM_PER_DEGREE.0),
            round(ORIGIN.lat + self.y / KM_PER_DEGREE.1),
        )
    }
}

/// Kilometres from the centre of a cell to that of its neighbour.
pub const PITCH: f64 = 0.5;
/// Kilometres from one row of cells to the next: `PITCH` · √3 / 2.
const ROW: f64 = PITCH * 0.866_025_403_784_438_6;
/// Kilometres from the centre of a cell to its corners: `PITCH` / √3.
const CORNER: f64 = PITCH * 0.577_350_269_189_625_8;

/// A honeycomb with pointed tops; every second row is shifted half a cell eastwards.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    cols: usize,
    rows: usize,
}

impl Grid {
    /// The cells that cover the plane from its origin to `far`.
    pub fn covering(far: Km) -> Self {
        Self {
            cols: (far.x / PITCH) as usize,
            rows: (far.y / ROW) as usize,
        }
    }

    /// How many cells there are.
    pub fn len(self) -> usize {
        self.cols * self.rows
    }

    /// The middle of a cell.
    pub fn centre(self, cell: usize) -> Km {
        let (row, col) = (cell / self.cols, cell % self.cols);
        let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
        Km::new((col as f64 + shift) * PITCH, row as f64 * ROW)
    }

    /// The cell around a point: the nearest centre.
    pub fn cell_at(self, p: Km) -> usize {
        let nearest_row = ((p.y / ROW).round().max(0.0) as usize).min(self.rows - 1);
        let mut best = (f64::INFINITY, 0);
        for row in nearest_row.saturating_sub(1)..=(nearest_row + 1).min(self.rows - 1) {
            let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
            let col = ((p.x / PITCH - shift).round().max(0.0) as usize).min(self.cols - 1);
            let cell = row * self.cols + col;
            let d = p.distance2(self.centre(cell));
            if d < best.0 {
                best = (d, cell);
            }
        }
        best.1
    }

    /// The neighbours in the east, north-east, north-west, west, south-west and south-east; none beyond the rim.
    pub fn neighbours(self, cell: usize) -> [Option<usize>; 6] {
        let (row, col) = (cell / self.cols, cell % self.cols);
        let right = row % 2;
        let at = |r: Option<usize>, c: Option<usize>| match (r, c) {
            (Some(r), Some(c)) if r < self.rows && c < self.cols => Some(r * self.cols + c),
            _ => None,
        };
        let (west, east) = ((col + right).checked_sub(1), Some(col + right));
        let (north, south) = (Some(row + 1), row.checked_sub(1));
        [
            at(Some(row), Some(col + 1)),
            at(north, east),
            at(north, west),
            at(Some(row), col.checked_sub(1)),
            at(south, west),
            at(south, east),
        ]
    }

    /// The corners from which and to which the border with the neighbour in direction `k` runs, the cell on its left. Every cell owns
    /// its northern and southern corner; the others belong to neighbours, so it must not lie on the rim.
    pub fn side(self, cell: usize, k: usize) -> Option<(usize, usize)> {
        let n = self.neighbours(cell);
        let (top, bottom) = (2 * cell, 2 * cell + 1);
        let (ne, nw) = (n[1].map(|c| 2 * c + 1), n[2].map(|c| 2 * c + 1));
        let (sw, se) = (n[4].map(|c| 2 * c), n[5].map(|c| 2 * c));
        match k {
            0 => se.zip(ne),
            1 => ne.zip(Some(top)),
            2 => Some(top).zip(nw),
            3 => nw.zip(sw),
            4 => sw.zip(Some(bottom)),
            _ => Some(bottom).zip(se),
        }
    }

    /// Where a corner lies.
    pub fn corner(self, corner: usize) -> Km {
        let centre = self.centre(corner / 2);
        let up = if corner.is_multiple_of(2) {
            CORNER
        } else {
            -CORNER
        };
        Km::new(centre.x, centre.y + up)
    }

    /// Kilometres from each cell to the nearest of `sources`, from cell to cell.
    pub fn distances(self, sources: impl Iterator<Item = usize>) -> Vec<f64> {
        let mut steps = vec![u32::MAX; self.len()];
        let mut queue = VecDeque::new();
        for cell in sources {
            steps[cell] = 0;
            queue.push_back(cell);
        }
        while let Some(cell) = queue.pop_front() {
            for next in self.neighbours(cell).into_iter().flatten() {
                if steps[next] == u32::MAX {
                    steps[next] = steps[cell] + 1;
                    queue.push_back(next);
                }
            }
        }
        steps.into_iter().map(|s| f64::from(s) * PITCH).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_mutual_and_share_both_ends_of_a_side() {
        let grid = Grid::covering(Km::new(6.0, 6.0));
        for cell in 0..grid.len() {
            for (k, next) in grid.neighbours(cell).into_iter().enumerate() {
                let Some(next) = next else { continue };
                assert!(
                    (grid.centre(cell).distance(grid.centre(next)) - PITCH).abs() < 1e-12
                        && grid.neighbours(next)[(k + 3) % 6] == Some(cell)
                );
                if let Some((from, to)) = grid.side(cell, k)
                    && let Some(back) = grid.side(next, (k + 3) % 6)
                {
                    assert_eq!(back, (to, from));
                    let middle = grid.corner(from).towards(grid.corner(to), 0.5);
                    let between = grid.centre(cell).towards(grid.centre(next), 0.5);
                    assert!(middle.distance(between) < 1e-12);
                }
            }
        }
    }

    #[test]
    fn a_point_lies_in_the_cell_with_the_nearest_centre() {
        let grid = Grid::covering(Km::new(8.0, 8.0));
        for step in 0u32..400 {
            let p = Km::new(
                0.5 + 0.017 * f64::from(step),
                7.2 - 0.016 * f64::from(step * 7 % 400),
            );
            let found = grid.centre(grid.cell_at(p)).distance(p);
            let nearest = (0..grid.len())
                .map(|c| grid.centre(c).distance(p))
                .fold(f64::INFINITY, f64::min);
            assert!((found - nearest).abs() < 1e-12);
        }
    }
}
