//! The land and its counties: a honeycomb that is drawn together where people live, with jagged borders shared vertex by vertex.
//!
//! Columns of counties stand side by side; every second column is shifted by half a county, so that three counties meet in a corner as
//! in a real map. Corners are placed by the density of counties (columns and rows are its quantiles), moved at random, and every side
//! between two corners is broken once, by midpoint displacement, for both neighbours.

use super::random::Random;

/// Longitude and latitude in degrees.
pub type Place = [f64; 2];

/// How often a side is halved: 2⁶ edges a side, about 400 vertices a county.
const HALVINGS: u32 = 6;
/// How far a midpoint leaves its edge, as a share of the edge.
const JAG: f64 = 0.11;
/// Steps of numerical quantiles.
const STEPS: usize = 4000;

/// Where counties may be, and how many.
pub struct Land {
    /// How many columns of counties, and how many counties in each.
    pub columns: usize,
    pub rows: usize,
    /// The southern and northern edge, west to east; both begin and end at the same longitudes.
    pub south: &'static [Place],
    pub north: &'static [Place],
    /// Whether counties are small in the east and in the middle latitudes, as in China, or even.
    pub uneven: bool,
}

/// A county.
pub struct County {
    /// Its corners, counter-clockwise, without its jags.
    pub corners: Vec<Place>,
    /// Its border, counter-clockwise and closed, rounded to a millionth of a degree.
    pub border: Vec<Place>,
    /// The middle of its corners.
    pub centre: Place,
    /// About how far the next centre is, degrees.
    pub spacing: f64,
}

impl County {
    /// Whether a place lies inside the corners (even-odd).
    pub fn holds(&self, [x, y]: Place) -> bool {
        let mut inside = false;
        for (a, b) in sides(&self.corners) {
            if (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
                inside = !inside;
            }
        }
        inside
    }
}

/// A coordinate as the files write it.
pub fn rounded(p: Place) -> Place {
    p.map(|c| (c * 1e6).round() / 1e6)
}

fn sides(corners: &[Place]) -> impl Iterator<Item = (Place, Place)> {
    let next = corners.iter().cycle().skip(1);
    corners.iter().copied().zip(next.copied())
}

/// The height of a line of places at a longitude.
fn height(line: &[Place], x: f64) -> f64 {
    let after = line.partition_point(|p| p[0] < x).clamp(1, line.len() - 1);
    let ([x0, y0], [x1, y1]) = (line[after - 1], line[after]);
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

/// `parts + 1` places from `low` to `high` with the same share of the density between any two.
fn quantiles(low: f64, high: f64, parts: usize, density: impl Fn(f64) -> f64) -> Vec<f64> {
    let step = (high - low) / STEPS as f64;
    let mut sum = vec![0.0];
    for i in 0..STEPS {
        sum.push(sum[i] + density(low + (i as f64 + 0.5) * step));
    }
    let place = |part: usize| {
        let wanted = sum[STEPS] * part as f64 / parts as f64;
        let after = sum.partition_point(|s| *s < wanted).clamp(1, STEPS);
        let within = (wanted - sum[after - 1]) / (sum[after] - sum[after - 1]);
        low + step * (after as f64 - 1.0 + within)
    };
    (0..=parts).map(place).collect()
}

impl Land {
    fn density(&self, x: f64, y: f64) -> f64 {
        if !self.uneven {
            return 1.0;
        }
        let east = (-((114.0 - x) / 12.0).clamp(-0.5, 3.0)).exp();
        let middle = (-((y - 36.0) / 14.0).clamp(0.0, 2.0)).exp();
        east * middle
    }

    /// The corners by line (column border) and half-row.
    fn corners(&self, random: &mut Random) -> Vec<Vec<Place>> {
        let edges = |x: f64| (height(self.south, x), height(self.north, x));
        let (west, east) = (self.south[0][0], self.south[self.south.len() - 1][0]);
        let whole = |x: f64| {
            let (south, north) = edges(x);
            let rows = (0..20).map(|i| south + (north - south) * (f64::from(i) + 0.5) / 20.0);
            rows.map(|y| self.density(x, y)).sum::<f64>() * (north - south)
        };
        let lines = quantiles(west, east, self.columns, whole);
        let width = |line: usize| {
            let (a, b) = (line.saturating_sub(1), (line + 1).min(self.columns));
            (lines[b] - lines[a]) / (b - a) as f64
        };
        let place = |(line, x): (usize, &f64)| {
            let (south, north) = edges(*x);
            let halves = quantiles(south, north, 2 * self.rows, |y| self.density(*x, y));
            let shifted = |(half, y): (usize, &f64)| {
                let space = halves[(half + 1).min(2 * self.rows)] - halves[half.saturating_sub(1)];
                let dx = random.either_way(0.3 * width(line));
                [x + dx, y + random.either_way(0.2 * space)]
            };
            halves.iter().enumerate().map(shifted).collect()
        };
        lines.iter().enumerate().map(place).collect()
    }

    /// The counties, column by column from the west, south to north.
    pub fn counties(&self, seed: u64) -> Vec<County> {
        let corners = self.corners(&mut Random::new(seed, 1));
        // Where a county of a column begins, in half-rows: odd columns are shifted by one, all but their ends.
        let begin = |column: usize, row: usize| {
            let shift = usize::from(column % 2 == 1 && row > 0 && row < self.rows);
            2 * row + shift
        };
        let county = |column: usize, row: usize| {
            let (low, high) = (begin(column, row), begin(column, row + 1));
            let right = (low..=high).map(|h| (column + 1, h));
            let left = (low..=high).rev().map(|h| (column, h));
            let ring: Vec<(usize, usize)> = right.chain(left).collect();
            let at = |(line, half): (usize, usize)| corners[line][half];
            let mut border = Vec::new();
            for (i, from) in ring.iter().enumerate() {
                let to = ring[(i + 1) % ring.len()];
                let (a, b) = (*from.min(&to), *from.max(&to));
                let name = (a.0 * 10_000 + a.1) as u64 * 100_000_000 + (b.0 * 10_000 + b.1) as u64;
                let mut side = jagged(at(a), at(b), &mut Random::new(seed ^ 0x5eed, name));
                if a != *from {
                    side.reverse();
                }
                side.pop();
                border.extend(side.into_iter().map(rounded));
            }
            border.extend(border.first().copied());
            let corners: Vec<Place> = ring.into_iter().map(at).collect();
            let mean =
                |axis: usize| corners.iter().map(|c| c[axis]).sum::<f64>() / corners.len() as f64;
            let twice = sides(&corners)
                .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
                .sum::<f64>();
            County {
                centre: [mean(0), mean(1)],
                spacing: 0.62 * (twice.abs() / 2.0).sqrt(),
                corners,
                border,
            }
        };
        let places = (0..self.columns).flat_map(|c| (0..self.rows).map(move |r| (c, r)));
        places.map(|(column, row)| county(column, row)).collect()
    }
}

/// A side from one corner to another, broken at random.
fn jagged(from: Place, to: Place, random: &mut Random) -> Vec<Place> {
    let mut line = vec![from, to];
    for _ in 0..HALVINGS {
        let mut finer = Vec::with_capacity(2 * line.len());
        for pair in line.windows(2) {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            let off = random.either_way(JAG);
            finer.push(pair[0]);
            finer.push([
                f64::midpoint(ax, bx) - off * (by - ay),
                f64::midpoint(ay, by) + off * (bx - ax),
            ]);
        }
        finer.push(to);
        line = finer;
    }
    line
}
