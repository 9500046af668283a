//! The ground: coast, bay, estuary, islands, hills and rivers of an invented country. Drawn by hand in a few strokes (the constants)
//! and roughened by noise; traced from no map. Nobody lives here yet.

use super::grid::{Grid, Km};
use super::random::{Random, fractal};

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Under water.
    Sea,
    /// Dry and one with the inland.
    Mainland,
    /// Dry, with water around.
    Island,
}

/// A river from its source, or from where it enters the country, to its mouth.
pub struct River {
    /// Its name in characters.
    pub name: &'static str,
    /// Its course.
    pub line: Vec<Km>,
}

/// The ground, cell by cell.
pub struct Land {
    /// The cells.
    pub grid: Grid,
    /// What each cell is.
    pub ground: Vec<Ground>,
    /// Height of the ground, 0 at the sea to about 1 on the highest ridge.
    pub height: Vec<f64>,
    /// How hilly the country around is, 0 to about 1.
    pub hilly: Vec<f64>,
    /// How much the cell is low, salty new land behind the tidal flats, 0 to 1.
    pub tidal: Vec<f64>,
    /// Kilometres to the sea.
    pub to_sea: Vec<f64>,
    /// Kilometres to the nearest river; 0 in its bed.
    pub to_river: Vec<f64>,
    /// All rivers.
    pub rivers: Vec<River>,
}

/// Where the plane ends.
const FAR: Km = Km::new(112.0, 107.0);

/// How far east the coast lies, every six kilometres northwards from y = −6: flats in the south, the estuary at 40, a headland at 57,
/// the bay from 62 to 92.
const COAST: [f64; 20] = [
    95.0, 96.0, 98.0, 101.0, 102.5, 101.5, 98.5, 94.5, 92.5, 94.5, 99.0, 99.5, 91.0, 81.0, 76.5,
    78.5, 85.0, 88.5, 89.0, 89.0,
];

/// Islands: centre and radius.
const ISLANDS: [(Km, f64); 4] = [
    (Km::new(101.0, 74.0), 2.7),
    (Km::new(108.6, 69.0), 1.6),
    (Km::new(94.8, 81.6), 1.4),
    (Km::new(106.2, 82.6), 1.25),
];

/// Coves that bite into the coast and points that reach out of it: centre and radius.
const COVES: [(Km, f64); 6] = [
    (Km::new(90.5, 65.5), 2.2),
    (Km::new(99.5, 62.0), 2.0),
    (Km::new(78.0, 71.0), 1.7),
    (Km::new(82.0, 90.5), 2.0),
    (Km::new(96.5, 50.0), 1.6),
    (Km::new(76.5, 80.5), 1.6),
];
const POINTS: [(Km, f64); 4] = [
    (Km::new(84.8, 69.6), 2.3),
    (Km::new(80.6, 84.8), 2.2),
    (Km::new(102.0, 57.5), 2.6),
    (Km::new(92.6, 96.5), 2.4),
];

/// Hills: centre, radius, height.
const HILLS: [(Km, f64, f64); 7] = [
    (Km::new(13.0, 81.0), 34.0, 1.0),
    (Km::new(32.0, 96.0), 23.0, 0.8),
    (Km::new(7.0, 55.0), 24.0, 0.75),
    (Km::new(8.0, 13.0), 24.0, 0.8),
    (Km::new(96.0, 58.5), 6.5, 0.7),
    (Km::new(43.0, 60.5), 5.0, 0.3),
    (Km::new(74.0, 100.0), 13.0, 0.8),
];

/// Rivers: name, whether the mouth is an estuary, the points of the course.
const RIVERS: [(&str, &[(f64, f64)]); 8] = [
    (
        "澜河",
        &[
            (-2.0, 60.0),
            (12.0, 62.0),
            (24.0, 54.5),
            (34.0, 52.5),
            (45.0, 48.0),
            (54.0, 48.5),
            (62.5, 45.0),
            (72.0, 43.5),
            (80.0, 40.0),
            (90.0, 40.5),
            (108.0, 40.0),
        ],
    ),
    (
        "苇河",
        &[
            (-2.0, 34.0),
            (14.0, 31.0),
            (27.0, 27.5),
            (39.0, 24.5),
            (50.0, 20.0),
            (62.0, 20.5),
            (74.0, 17.0),
            (87.0, 20.5),
            (97.0, 23.5),
            (108.0, 24.0),
        ],
    ),
    (
        "石溪",
        &[
            (8.0, 97.0),
            (14.5, 86.0),
            (19.0, 76.0),
            (27.0, 68.0),
            (29.0, 60.0),
            (34.0, 52.5),
        ],
    ),
    ("松溪", &[(-2.0, 72.0), (9.0, 70.0), (19.0, 76.0)]),
    (
        "柳河",
        &[
            (36.0, 104.0),
            (42.0, 90.0),
            (51.0, 84.0),
            (60.0, 81.0),
            (69.0, 77.5),
            (79.0, 78.0),
            (96.0, 80.0),
        ],
    ),
    (
        "竹溪",
        &[
            (27.0, 104.0),
            (28.5, 91.0),
            (34.0, 84.0),
            (42.0, 79.0),
            (51.0, 84.0),
        ],
    ),
    (
        "桃溪",
        &[(5.0, 7.0), (9.0, 17.0), (19.0, 22.0), (27.0, 27.5)],
    ),
    (
        "新沟河",
        &[(44.0, 67.0), (51.0, 60.0), (57.0, 54.0), (62.5, 45.0)],
    ),
];

impl Land {
    /// The ground of this seed.
    pub fn new(seed: u64) -> Self {
        let grid = Grid::covering(FAR);
        let mut random = Random::new(seed ^ 1);
        let rivers: Vec<River> = RIVERS
            .iter()
            .map(|(name, course)| River {
                name,
                line: wind(&mut random, course),
            })
            .collect();
        let ground = ground(grid, seed, &rivers[0].line, &rivers[1].line);
        let to_sea = grid.distances((0..grid.len()).filter(|c| ground[*c] == Ground::Sea));
        let mut wet = vec![false; grid.len()];
        for pair in rivers.iter().flat_map(|r| r.line.windows(2)) {
            let steps = (pair[0].distance(pair[1]) / 0.2).ceil() as usize;
            for step in 0..steps {
                let p = pair[0].towards(pair[1], step as f64 / steps as f64);
                wet[grid.cell_at(p)] = true;
            }
        }
        let to_river = grid.distances((0..grid.len()).filter(|c| wet[*c]));
        let mut land = Self {
            grid,
            ground,
            height: vec![0.0; grid.len()],
            hilly: vec![0.0; grid.len()],
            tidal: vec![0.0; grid.len()],
            to_sea,
            to_river,
            rivers,
        };
        for cell in 0..grid.len() {
            land.shape(seed, cell);
        }
        land
    }

    /// Height, hilliness and tidal land of a cell.
    fn shape(&mut self, seed: u64, cell: usize) {
        if self.ground[cell] == Ground::Sea {
            return;
        }
        let p = self.grid.centre(cell);
        let hilly: f64 = HILLS
            .iter()
            .map(|(centre, radius, height)| {
                let rest = (1.0 - p.distance2(*centre) / (radius * radius)).max(0.0);
                height * rest * rest * (3.0 - 2.0 * rest)
            })
            .sum();
        let hilly = if self.ground[cell] == Ground::Island {
            0.5
        } else {
            hilly
        };
        self.hilly[cell] = hilly;
        if hilly > 0.0 {
            let ridge = 1.0 - fractal(seed ^ 0x51, p, 7.0, 4).abs() * 1.6;
            let valley = 0.25 + 0.75 * (self.to_river[cell] / 3.5).min(1.0);
            self.height[cell] = hilly * (0.35 + 0.65 * ridge.max(0.0)) * valley;
        }
        let south = ((37.0 - p.y) / 5.0).clamp(0.0, 1.0);
        self.tidal[cell] = (1.0 - self.to_sea[cell] / 9.0).max(0.0) * south;
    }

    /// Whether a cell is dry land.
    pub fn dry(&self, cell: usize) -> bool {
        self.ground[cell] != Ground::Sea
    }
}

/// A course with meanders: midpoints pushed sideways, again and again.
fn wind(random: &mut Random, course: &[(f64, f64)]) -> Vec<Km> {
    let mut line: Vec<Km> = course.iter().map(|(x, y)| Km::new(*x, *y)).collect();
    for _ in 0..4 {
        let mut finer = vec![line[0]];
        for pair in line.windows(2) {
            let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
            let push = random.range(-0.16, 0.16);
            let middle = pair[0].towards(pair[1], 0.5);
            finer.push(Km::new(middle.x - dy * push, middle.y + dx * push));
            finer.push(pair[1]);
        }
        line = finer;
    }
    // Corners cut once (G. Chaikin, 1974).
    let cut = line
        .windows(2)
        .flat_map(|s| [s[0].towards(s[1], 0.25), s[0].towards(s[1], 0.75)]);
    [line[0]]
        .into_iter()
        .chain(cut)
        .chain([line[line.len() - 1]])
        .collect()
}

/// A smooth curve through the coast's points (Catmull and Rom's spline).
fn coast(y: f64) -> f64 {
    let at = ((y + 6.0) / 6.0).clamp(1.0, COAST.len() as f64 - 3.0);
    let i = (at.floor() as usize).min(COAST.len() - 3);
    let t = at - i as f64;
    let (a, b, c, d) = (COAST[i - 1], COAST[i], COAST[i + 1], COAST[i + 2]);
    let bend = 2.0 * a - 5.0 * b + 4.0 * c - d + (3.0 * b - a - 3.0 * c + d) * t;
    0.5 * (2.0 * b + (c - a + bend * t) * t)
}

/// Sea, mainland and islands. Specks of land and lakes are dropped: land is what hangs together with the inland, or a named island.
fn ground(grid: Grid, seed: u64, estuary: &[Km], inlet: &[Km]) -> Vec<Ground> {
    let mut ground = vec![Ground::Sea; grid.len()];
    let mut land = vec![false; grid.len()];
    for (cell, land) in land.iter_mut().enumerate() {
        let p = grid.centre(cell);
        if p.x < 62.0 {
            *land = true;
            continue;
        }
        // Rocky coasts in the north are rough, flats in the south are smooth.
        let rough = 2.0 + 5.0 * ((p.y - 40.0) / 12.0).clamp(0.0, 1.0);
        let beyond = p.x - coast(p.y)
            + rough * (fractal(seed ^ 0x77, p, 11.0, 4) + 0.3 * fractal(seed ^ 0x78, p, 2.4, 3));
        let funnel = |line: &[Km], head: f64, mouth: f64, widest: f64| {
            let t = ((p.x - head) / (mouth - head)).clamp(0.0, 1.3);
            p.x > head
                && (p.y - line[line.len() - 1].y).abs() < 9.0
                && p.distance_to_line(line) < 0.18 + widest * t * t
        };
        let touches = |(centre, radius): &(Km, f64)| {
            let d = p.distance(*centre);
            d < radius * 1.8 && d < radius * (1.0 + 0.8 * fractal(seed ^ 0x88, p, 3.0, 3))
        };
        *land = (beyond < 0.0 || POINTS.iter().any(touches))
            && !COVES.iter().any(touches)
            && !funnel(estuary, 72.0, 93.0, 2.3)
            && !funnel(inlet, 91.0, 101.0, 0.9);
    }
    let mut stack = vec![grid.cell_at(Km::new(40.0, 50.0))];
    while let Some(cell) = stack.pop() {
        if land[cell] && ground[cell] == Ground::Sea {
            ground[cell] = Ground::Mainland;
            stack.extend(grid.neighbours(cell).into_iter().flatten());
        }
    }
    // A lake is sea that open water does not reach.
    let mut open = vec![false; grid.len()];
    let mut stack = vec![grid.cell_at(FAR)];
    while let Some(cell) = stack.pop() {
        if ground[cell] == Ground::Sea && !open[cell] {
            open[cell] = true;
            stack.extend(grid.neighbours(cell).into_iter().flatten());
        }
    }
    for (cell, ground) in ground.iter_mut().enumerate() {
        let p = grid.centre(cell);
        let island = |(centre, radius): &(Km, f64)| {
            if p.distance(*centre) > 3.0 * radius {
                return false;
            }
            let reach = 1.0 + 1.1 * fractal(seed ^ 0x99, p, 2.9, 4);
            // Longer than broad, along the range that they are the summits of.
            let (along, across) = (
                p.x - centre.x + p.y - centre.y,
                p.x - centre.x - p.y + centre.y,
            );
            along * along * 0.75 + across * across * 0.4 < (radius * reach) * (radius * reach)
        };
        if !open[cell] {
            *ground = Ground::Mainland;
        } else if ISLANDS.iter().any(island) {
            *ground = Ground::Island;
        }
    }
    ground
}
