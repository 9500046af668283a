//! Townships and sub-districts: where their seats lie, which ground belongs to them and to which county they belong. Borders follow
//! rivers and ridges where they can. Gives cells to townships; `borders` makes outlines of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::Km;
use super::land::{Ground, Land};
use super::random::{Random, fractal};

/// What kind of place a township-level unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 街道, part of a city.
    Subdistrict,
    /// 镇.
    Town,
    /// 乡.
    Township,
}

/// A township or sub-district.
#[derive(Debug, Clone)]
pub struct Town {
    /// What it is.
    pub kind: Kind,
    /// Its county, an index into `names::COUNTIES`.
    pub county: usize,
    /// Where its seat lies.
    pub seat: Km,
    /// How hilly it is in the mean, 0 to about 1.
    pub hilly: f64,
    /// How much of it is new land behind tidal flats, 0 to 1.
    pub tidal: f64,
    /// Whether it is the township of the islands.
    pub island: bool,
    /// Whether the sea is near.
    pub coastal: bool,
    /// How many cells it has.
    pub cells: usize,
}

/// All townships and the cells that belong to them.
pub struct Towns {
    /// By county, kind and from north to south.
    pub list: Vec<Town>,
    /// The town of each cell, an index into `list`; `NOBODY` for the sea and the neighbours' land.
    pub of_cell: Vec<u16>,
}

/// No town.
pub const NOBODY: u16 = u16::MAX;

/// How many townships (镇 and 乡) there are; the one of the islands is among them.
const TOWNSHIPS: usize = 91;

/// The middle of the city.
pub const CITY: Km = Km::new(61.5, 46.5);

/// The sub-districts' seats: those of the city's north and south (by the river), the port, then two in each county seat.
const SUBDISTRICTS: [(f64, f64, usize); 19] = [
    (61.3, 47.0, 0),
    (64.6, 47.6, 0),
    (58.2, 49.2, 0),
    (61.8, 50.3, 0),
    (65.6, 51.0, 0),
    (93.2, 51.8, 0),
    (95.2, 55.2, 0),
    (60.1, 43.4, 1),
    (63.5, 42.6, 1),
    (66.9, 44.0, 1),
    (61.7, 39.7, 1),
    (24.6, 70.4, 2),
    (27.4, 68.2, 2),
    (31.0, 26.6, 3),
    (33.4, 23.6, 3),
    (73.8, 18.8, 4),
    (76.9, 16.9, 4),
    (55.4, 82.8, 5),
    (58.8, 82.2, 5),
];

/// The prefecture's limits before borders find their course, counter-clockwise; on the east they run through the sea.
const LIMITS: [(f64, f64); 23] = [
    (8.0, 19.0),
    (14.0, 8.5),
    (23.0, 9.5),
    (32.0, 4.5),
    (45.0, 7.0),
    (55.0, 3.5),
    (66.0, 8.0),
    (80.0, 4.5),
    (94.0, 7.0),
    (118.0, 4.5),
    (118.0, 96.0),
    (90.0, 96.5),
    (77.0, 100.0),
    (66.0, 95.0),
    (55.0, 100.0),
    (44.0, 94.5),
    (33.0, 100.0),
    (22.0, 94.5),
    (11.0, 94.0),
    (3.5, 81.0),
    (7.5, 64.0),
    (3.5, 51.0),
    (8.5, 36.0),
];

/// Whether a point lies within the limits (even-odd rule).
fn within_limits(p: Km) -> bool {
    let mut inside = false;
    for (i, a) in LIMITS.iter().enumerate() {
        let b = LIMITS[(i + 1) % LIMITS.len()];
        if (a.1 > p.y) != (b.1 > p.y) && p.x < a.0 + (p.y - a.1) / (b.1 - a.1) * (b.0 - a.0) {
            inside = !inside;
        }
    }
    inside
}

/// Sites of the neighbours, just outside the limits: growing towards ours they make the outer border as natural as the inner ones.
fn neighbours(random: &mut Random) -> Vec<Km> {
    let mut sites = Vec::new();
    for (i, a) in LIMITS.iter().enumerate() {
        let b = LIMITS[(i + 1) % LIMITS.len()];
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        let count = (length / 4.5).ceil();
        for step in 0..count as usize {
            let t = (step as f64 + random.range(0.2, 0.8)) / count;
            let out = random.range(4.5, 5.7) / length;
            sites.push(Km::new(a.0 + dx * t + dy * out, a.1 + dy * t - dx * out));
        }
    }
    sites
}

/// How far apart seats lie in the country around a cell, kilometres.
fn spacing(land: &Land, cell: usize) -> f64 {
    let from_city = land.grid.centre(cell).distance(CITY);
    let suburbs = 0.72 + 0.28 * ((from_city - 8.0) / 18.0).clamp(0.0, 1.0);
    7.4 * suburbs * (1.0 + 0.85 * land.hilly[cell].min(1.0)) * (1.0 + 0.75 * land.tidal[cell])
}

/// Seats of the mainland's townships: drawn by density, then moved to the middle of what is nearest to them (Lloyd's relaxation).
fn relaxed_sites(land: &Land, random: &mut Random, fixed: &[Km]) -> Vec<Km> {
    let cells: Vec<(Km, f64)> = (0..land.grid.len())
        .filter(|c| land.ground[*c] == Ground::Mainland && c % 7 == 0)
        .filter(|c| within_limits(land.grid.centre(*c)))
        .map(|c| (land.grid.centre(c), spacing(land, c)))
        .collect();
    let mut sites = fixed.to_vec();
    let mut closeness = 0.8;
    while sites.len() < fixed.len() + TOWNSHIPS - 1 {
        let (p, spacing) = cells[random.index(cells.len())];
        // The density of sites is one in the square of the spacing.
        let apart = closeness * spacing;
        if random.chance(20.0 / (spacing * spacing)) && sites.iter().all(|s| s.distance(p) > apart)
        {
            sites.push(p);
        }
        closeness *= 0.9998;
    }
    for _ in 0..6 {
        let mut sums = vec![(0.0, 0.0, 0.0); sites.len()];
        for (p, spacing) in &cells {
            let mut nearest = (f64::INFINITY, 0);
            for (i, site) in sites.iter().enumerate() {
                let d = site.distance2(*p);
                if d < nearest.0 {
                    nearest = (d, i);
                }
            }
            // Sites spread like the square root of what they are weighted by (in the plane).
            let weight = 1.0 / (spacing * spacing * spacing * spacing);
            let sum = &mut sums[nearest.1];
            *sum = (sum.0 + p.x * weight, sum.1 + p.y * weight, sum.2 + weight);
        }
        for (site, sum) in sites.iter_mut().zip(sums).skip(fixed.len()) {
            if sum.2 > 0.0 {
                *site = Km::new(sum.0 / sum.2, sum.1 / sum.2);
            }
        }
    }
    sites.split_off(fixed.len())
}

/// Lets every site take the land around it, nearest first; what has to cross a river or climb a ridge comes later, so that borders
/// run there. Every site's land hangs together. Returns the site of each mainland cell.
fn grow(land: &Land, seed: u64, sites: &[Km]) -> Vec<u16> {
    let metres = |km: f64| (km * 1e4) as u64;
    // Distances are measured on warped ground, so that no border is straight.
    let warped: Vec<Km> = (0..land.grid.len())
        .map(|cell| {
            let p = land.grid.centre(cell);
            if land.ground[cell] != Ground::Mainland {
                return p;
            }
            let push = |seed| 3.4 * fractal(seed, p, 7.0, 4);
            Km::new(p.x + push(seed ^ 0xA1), p.y + push(seed ^ 0xB2))
        })
        .collect();
    let mut owner = vec![NOBODY; land.grid.len()];
    let mut best = vec![u64::MAX; land.grid.len()];
    let mut heap = BinaryHeap::new();
    for (i, site) in sites.iter().enumerate() {
        heap.push(Reverse((0, land.grid.cell_at(*site), i as u16, 0)));
    }
    while let Some(Reverse((_, cell, site, detour))) = heap.pop() {
        if owner[cell] != NOBODY || land.ground[cell] != Ground::Mainland {
            continue;
        }
        owner[cell] = site;
        for next in land.grid.neighbours(cell).into_iter().flatten() {
            if owner[next] == NOBODY && land.ground[next] == Ground::Mainland {
                let climb = (land.height[next] - land.height[cell]).max(0.0);
                let river = if land.to_river[next] == 0.0 { 1.6 } else { 0.0 };
                let detour = detour + metres(climb * 2.5 + river);
                // Sub-districts come first in the list and stay small.
                let pace = if usize::from(site) < SUBDISTRICTS.len() {
                    1.8
                } else {
                    1.0
                };
                let key = metres(warped[next].distance(sites[usize::from(site)]) * pace) + detour;
                if key < best[next] {
                    best[next] = key;
                    heap.push(Reverse((key, next, site, detour)));
                }
            }
        }
    }
    owner
}

impl Towns {
    /// The townships of this ground.
    pub fn new(land: &Land, seed: u64) -> Self {
        let mut random = Random::new(seed ^ 2);
        let fixed: Vec<Km> = SUBDISTRICTS.iter().map(|s| Km::new(s.0, s.1)).collect();
        let free = relaxed_sites(land, &mut random, &fixed);
        let mut sites: Vec<Km> = fixed.into_iter().chain(free).collect();
        let ours = sites.len();
        sites.extend(neighbours(&mut random));
        let mut owner = grow(land, seed, &sites);
        // The islands are one township more; the neighbours' land is nobody's.
        for (cell, owner) in owner.iter_mut().enumerate() {
            if land.ground[cell] == Ground::Island {
                *owner = ours as u16;
            } else if usize::from(*owner) >= ours {
                *owner = NOBODY;
            }
        }
        sites.truncate(ours);
        sites.push(Km::new(101.0, 74.0));
        let counties = counties(land, &sites, &owner);
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); sites.len()];
        for (cell, owner) in owner.iter().enumerate().filter(|(_, o)| **o != NOBODY) {
            own[usize::from(*owner)].push(cell);
        }
        let mut list = Vec::with_capacity(sites.len());
        for (i, site) in sites.iter().enumerate() {
            list.push(town(
                land,
                &mut random,
                &owner,
                (i, *site, counties[i]),
                &own[i],
            ));
        }
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by(|a, b| {
            let (s, t) = (&list[*a], &list[*b]);
            (s.county, s.kind)
                .cmp(&(t.county, t.kind))
                .then(t.seat.y.total_cmp(&s.seat.y))
        });
        let mut rank = vec![0; list.len()];
        for (position, i) in order.iter().enumerate() {
            rank[*i] = position as u16;
        }
        for owner in owner.iter_mut().filter(|o| **o != NOBODY) {
            *owner = rank[usize::from(*owner)];
        }
        Self {
            list: order.into_iter().map(|i| list[i].clone()).collect(),
            of_cell: owner,
        }
    }

    /// Whether all neighbours of a cell belong to the same town.
    pub fn inner(&self, land: &Land, cell: usize) -> bool {
        land.grid
            .neighbours(cell)
            .into_iter()
            .all(|n| n.is_some_and(|n| self.of_cell[n] == self.of_cell[cell]))
    }
}

/// A town with the best place for its seat: low ground near a river, not far from the middle, and for a port not far from the sea.
fn town(
    land: &Land,
    random: &mut Random,
    owner: &[u16],
    (i, site, county): (usize, Km, usize),
    own: &[usize],
) -> Town {
    let inner = |cell: usize| {
        land.grid
            .neighbours(cell)
            .into_iter()
            .all(|n| n.is_some_and(|n| usize::from(owner[n]) == i))
    };
    let subdistrict = i < SUBDISTRICTS.len();
    let mut best = (f64::INFINITY, site);
    for cell in own.iter().copied().filter(|c| inner(*c)) {
        let p = land.grid.centre(cell);
        let cost = if subdistrict {
            p.distance(site)
        } else {
            p.distance(site) * 0.5 + land.height[cell] * 8.0 + land.to_river[cell].min(4.0) * 0.3
        };
        if cost < best.0 {
            best = (cost, p);
        }
    }
    let seat = best.1;
    let at = land.grid.cell_at(seat);
    let share =
        |field: &[f64]| own.iter().map(|c| field[*c]).sum::<f64>() / own.len().max(1) as f64;
    let (hilly, tidal) = (share(&land.hilly), share(&land.tidal));
    let island = land.ground[at] == Ground::Island;
    let poor = hilly > 0.45 || tidal > 0.42 || random.chance(0.08);
    Town {
        kind: match (subdistrict, poor || island) {
            (true, _) => Kind::Subdistrict,
            (false, true) => Kind::Township,
            (false, false) => Kind::Town,
        },
        county,
        seat,
        hilly,
        tidal,
        island,
        coastal: land.to_sea[at] < 7.0,
        cells: own.len(),
    }
}

/// Gives every town to the county whose seat is nearest, from neighbour to neighbour, so that counties hang together.
fn counties(land: &Land, sites: &[Km], owner: &[u16]) -> Vec<usize> {
    let n = sites.len();
    let mut adjacent = vec![false; n * n];
    for cell in 0..owner.len() {
        for next in land.grid.neighbours(cell).into_iter().flatten() {
            let (a, b) = (usize::from(owner[cell]), usize::from(owner[next]));
            if a < n && b < n && a != b {
                adjacent[a * n + b] = true;
            }
        }
    }
    let mut county: Vec<Option<usize>> = vec![None; n];
    let mut heap = BinaryHeap::new();
    for (i, (_, _, c)) in SUBDISTRICTS.iter().enumerate() {
        // The two districts of the city are smaller than the counties.
        let start = if *c < 2 { 90_000 } else { 0u64 };
        heap.push(Reverse((start, i, *c)));
    }
    while let Some(Reverse((cost, i, c))) = heap.pop() {
        if county[i].is_some() {
            continue;
        }
        county[i] = Some(c);
        for next in (0..n).filter(|next| adjacent[i * n + next]) {
            if county[next].is_none() {
                let step = (sites[i].distance(sites[next]) * 1e4) as u64;
                heap.push(Reverse((cost + step, next, c)));
            }
        }
    }
    // Only the islands have no neighbour; they belong to the port.
    county.into_iter().map(|c| c.unwrap_or(0)).collect()
}
