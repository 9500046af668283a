//! The land and its counties: a honeycomb that is drawn together where people live, with jagged borders shared vertex by vertex.
//!
//! Columns of counties stand side by side; every second column is shifted by half a county, so that three counties meet in a corner as
//! in a real map. Corners are placed by the density of counties (columns and rows are its quantiles), moved at random, and every side
//! between two corners is broken once, by midpoint displacement, for both neighbours.

use std::collections::BTreeSet;

use geo::Validation;
use rayon::prelude::*;

use super::random::Random;

/// Longitude and latitude in degrees.
pub type Place = [f64; 2];

/// How often a side is halved: 2⁶ edges a side, about 400 vertices a county.
const HALVINGS: u32 = 6;
/// How far a midpoint leaves its edge at most, as a share of the edge.
const JAG: f64 = 0.11;
/// How far the next county's centre is, for the square root of a county's area.
const SPACING: f64 = 0.72;
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

/// Every two that follow each other round a ring.
fn sides<T: Copy>(corners: &[T]) -> impl Iterator<Item = (T, T)> {
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
        let east = (-((114.0 - x) / 26.0).max(-0.2)).exp();
        let middle = (-((y - 36.0) / 40.0).max(0.0)).exp();
        east * middle
    }

    /// The corners by line (column border) and half-row.
    fn corners(&self, random: &mut Random) -> Vec<Vec<Spot>> {
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
                Spot {
                    at: [*x, *y],
                    offset: [
                        random.either_way(0.25 * width(line)),
                        random.either_way(0.12 * space),
                    ],
                    wild: 1.0,
                }
            };
            halves.iter().enumerate().map(shifted).collect()
        };
        lines.iter().enumerate().map(place).collect()
    }

    /// The counties, column by column from the west, south to north.
    pub fn counties(&self, seed: u64) -> Vec<County> {
        let mut comb = Honeycomb {
            rows: self.rows,
            corners: self.corners(&mut Random::new(seed, 1)),
            seed,
        };
        let rows = (0..self.columns).flat_map(|c| (0..self.rows).map(move |r| (c, r)));
        let rings: Vec<Vec<Corner>> = rows.map(|(c, r)| comb.ring(c, r)).collect();
        let mut borders: Vec<Vec<Place>> = rings.iter().map(|r| comb.border(r)).collect();
        let mut unsure = vec![true; rings.len()];
        // Where a border would cross itself, its corners are moved and its sides broken less, until none does.
        loop {
            let crossed: Vec<usize> = (0..rings.len())
                .into_par_iter()
                .filter(|i| unsure[*i] && crosses_itself(&borders[*i]))
                .collect();
            if crossed.is_empty() {
                break;
            }
            let wrong: BTreeSet<Corner> =
                crossed.into_iter().flat_map(|i| rings[i].clone()).collect();
            for (line, half) in &wrong {
                comb.corners[*line][*half].wild *= 0.5;
            }
            for ((ring, border), unsure) in rings.iter().zip(&mut borders).zip(&mut unsure) {
                *unsure = ring.iter().any(|corner| wrong.contains(corner));
                if *unsure {
                    *border = comb.border(ring);
                }
            }
        }
        rings
            .iter()
            .zip(borders)
            .map(|(ring, border)| comb.county(ring, border))
            .collect()
    }
}

/// A corner by its line (column border) and half-row.
type Corner = (usize, usize);

/// Where a corner lies.
struct Spot {
    /// Unmoved.
    at: Place,
    /// By how much it is moved when it is as wild as can be.
    offset: Place,
    /// How much of its offset it takes, and of their jags the sides that meet here: 1 to 0.
    wild: f64,
}

struct Honeycomb {
    rows: usize,
    corners: Vec<Vec<Spot>>,
    seed: u64,
}

impl Honeycomb {
    /// The corners of a county, counter-clockwise.
    fn ring(&self, column: usize, row: usize) -> Vec<Corner> {
        // Odd columns are shifted by a half-row, all but their ends.
        let begin =
            |row: usize| 2 * row + usize::from(column % 2 == 1 && row > 0 && row < self.rows);
        let (low, high) = (begin(row), begin(row + 1));
        let right = (low..=high).map(|half| (column + 1, half));
        right
            .chain((low..=high).rev().map(|half| (column, half)))
            .collect()
    }

    fn at(&self, (line, half): Corner) -> Place {
        let spot = &self.corners[line][half];
        [0, 1].map(|axis| spot.at[axis] + spot.wild * spot.offset[axis])
    }

    fn border(&self, ring: &[Corner]) -> Vec<Place> {
        let mut border = Vec::new();
        for (from, to) in sides(ring) {
            // A side is the same whichever way it is gone along.
            let (a, b) = (from.min(to), from.max(to));
            let number = [a.0, a.1, b.0, b.1]
                .iter()
                .fold(0, |n, part| n * 1000 + *part as u64);
            let wild = |(line, half): Corner| self.corners[line][half].wild;
            let jag = JAG * wild(a).min(wild(b));
            let mut side = jagged(
                self.at(a),
                self.at(b),
                jag,
                &mut Random::new(self.seed, 1000 + number),
            );
            if a != from {
                side.reverse();
            }
            side.pop();
            border.extend(side.into_iter().map(rounded));
        }
        border.extend(border.first().copied());
        border
    }

    fn county(&self, ring: &[Corner], border: Vec<Place>) -> County {
        let corners: Vec<Place> = ring.iter().map(|c| self.at(*c)).collect();
        let mean =
            |axis: usize| corners.iter().map(|c| c[axis]).sum::<f64>() / corners.len() as f64;
        let twice: f64 = sides(&corners)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        County {
            centre: [mean(0), mean(1)],
            spacing: SPACING * (twice / 2.0).sqrt(),
            corners,
            border,
        }
    }
}

fn crosses_itself(border: &[Place]) -> bool {
    let line = border
        .iter()
        .map(|[x, y]| geo::Coord { x: *x, y: *y })
        .collect();
    !geo::Polygon::new(line, Vec::new()).is_valid()
}

/// A side from one corner to another, broken at random.
fn jagged(from: Place, to: Place, jag: f64, random: &mut Random) -> Vec<Place> {
    let mut line = vec![from, to];
    for _ in 0..HALVINGS {
        let mut finer = Vec::with_capacity(2 * line.len());
        for pair in line.windows(2) {
            let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
            let off = random.either_way(jag);
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
