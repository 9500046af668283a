//! Roads: cheap ways from seat to seat over the honeycomb, around hills and along what is already built, drawn as curves; later a
//! lane to every village off the road. They bridge rivers but not the sea.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::grid::{Grid, Km, PITCH};
use super::land::{Ground, Land};
use super::random::hash_unit;
use super::towns::{CITY, Kind, NOBODY, Towns};

/// The classes of roads, the greatest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The three trunk roads through the city.
    Trunk,
    /// The road along the coast.
    Coast,
    /// From township to township.
    County,
    /// To a village.
    Village,
}

/// The road network: steps between neighbouring cells.
pub struct Roads {
    grid: Grid,
    /// Every step once, by its lower cell.
    steps: BTreeMap<(usize, usize), Class>,
    /// The cells on a road.
    on_road: Vec<bool>,
    /// What building on a cell costs, per mille of level ground, without climbs.
    ground: Vec<f64>,
    /// Where the road lies in its cells, once drawn.
    places: BTreeMap<usize, Km>,
}

/// What a search knows of the cells; kept from one search to the next.
struct Search {
    cost: Vec<u64>,
    from: Vec<usize>,
    touched: Vec<usize>,
}

/// Where the coast road goes: from seat to seat around the bay, over the river above its estuary, behind the flats.
const COAST_ROAD: [(f64, f64); 9] = [
    (84.0, 94.0),
    (75.0, 84.0),
    (75.0, 74.0),
    (86.0, 65.0),
    (93.2, 51.8),
    (75.0, 42.0),
    (84.0, 35.0),
    (92.0, 28.0),
    (92.0, 12.0),
];

/// What a step towards the goal is expected to cost at least, of 1000 on level ground. Old roads can be cheaper still, so the way found is
/// a good one and not always the cheapest.
const HOPED: u64 = 700;

impl Roads {
    /// The roads between the seats.
    pub fn between_seats(land: &Land, towns: &Towns) -> Self {
        let mut roads = Self {
            grid: land.grid,
            steps: BTreeMap::new(),
            on_road: vec![false; land.grid.len()],
            ground: (0..land.grid.len())
                .map(|c| ground_cost(land, towns, c))
                .collect(),
            places: BTreeMap::new(),
        };
        let mut search = Search {
            cost: vec![u64::MAX; land.grid.len()],
            from: vec![0; land.grid.len()],
            touched: Vec::new(),
        };
        let seat_of = |county: usize| {
            let mut seats = towns
                .list
                .iter()
                .filter(|t| t.county == county && t.kind == Kind::Subdistrict);
            seats.next().map_or(CITY, |t| t.seat)
        };
        let north_south = [
            Km::new(62.0, 100.0),
            seat_of(5),
            CITY,
            seat_of(4),
            Km::new(78.0, 2.0),
        ];
        let east_west = [Km::new(2.0, 46.0), CITY, Km::new(93.2, 51.8)];
        let diagonal = [seat_of(2), CITY, seat_of(3), Km::new(20.0, 4.0)];
        for way in [&north_south[..], &east_west[..], &diagonal[..]] {
            roads.join(land, &mut search, way, Class::Trunk);
        }
        let coast = COAST_ROAD.map(|(x, y)| nearest_seat(towns, Km::new(x, y)));
        roads.join(land, &mut search, &coast, Class::Coast);
        let seats: Vec<Km> = towns.list.iter().map(|t| t.seat).collect();
        for (a, b) in neighbouring(&seats) {
            if !towns.list[a].island && !towns.list[b].island {
                roads.join(land, &mut search, &[seats[a], seats[b]], Class::County);
            }
        }
        for town in &towns.list {
            roads.on_road[land.grid.cell_at(town.seat)] = true;
        }
        roads
    }

    /// Builds a road over these points in turn.
    fn join(&mut self, land: &Land, search: &mut Search, way: &[Km], class: Class) {
        for pair in way.windows(2) {
            let (start, end) = (self.grid.cell_at(pair[0]), self.grid.cell_at(pair[1]));
            self.route(land, search, (start, end));
            let mut at = end;
            while at != start && search.cost[at] != u64::MAX {
                let before = search.from[at];
                self.build(before, at, class);
                at = before;
            }
        }
    }

    /// Builds one step; a lesser road becomes a greater one.
    fn build(&mut self, a: usize, b: usize, class: Class) {
        let step = self.steps.entry((a.min(b), a.max(b))).or_insert(class);
        *step = class.min(*step);
        self.on_road[a] = true;
        self.on_road[b] = true;
    }

    /// What a step from one cell to the next costs; `None` across the sea.
    fn cost(&self, land: &Land, from: usize, to: usize) -> Option<u64> {
        if land.ground[to] == Ground::Sea {
            return None;
        }
        // Following an old road beats running beside it.
        let built = self.on_road[to] && self.steps.contains_key(&(from.min(to), from.max(to)));
        let climb = (land.height[to] - land.height[from]).abs();
        let share = if built { 0.35 } else { 1.0 };
        Some((share * (self.ground[to] + 25_000.0 * climb)) as u64 + 1)
    }

    /// A cheap way (A*, P. Hart, N. Nilsson and B. Raphael, 1968), left in `search`.
    fn route(&self, land: &Land, search: &mut Search, (start, end): (usize, usize)) {
        for cell in search.touched.drain(..) {
            search.cost[cell] = u64::MAX;
        }
        let goal = self.grid.centre(end);
        let rest =
            |cell: usize| (self.grid.centre(cell).distance(goal) / PITCH * HOPED as f64) as u64;
        let mut heap = BinaryHeap::from([Reverse((rest(start), start))]);
        search.cost[start] = 0;
        search.touched.push(start);
        while let Some(Reverse((key, cell))) = heap.pop() {
            if cell == end {
                break;
            }
            let cost = search.cost[cell];
            if key > cost + rest(cell) {
                continue;
            }
            for next in self.grid.neighbours(cell).into_iter().flatten() {
                let Some(step) = self.cost(land, cell, next) else {
                    continue;
                };
                if cost + step < search.cost[next] {
                    if search.cost[next] == u64::MAX {
                        search.touched.push(next);
                    }
                    search.cost[next] = cost + step;
                    search.from[next] = cell;
                    heap.push(Reverse((cost + step + rest(next), next)));
                }
            }
        }
    }

    /// Kilometres from each cell to the nearest road.
    pub fn distances(&self) -> Vec<f64> {
        self.grid
            .distances((0..self.grid.len()).filter(|c| self.on_road[*c]))
    }

    /// Builds a lane from each of these cells to the nearest road on its land, all at once: lanes join on the way.
    pub fn add_lanes(&mut self, land: &Land, towns: &Towns, villages: &[usize]) {
        let mut cost = vec![u64::MAX; self.grid.len()];
        let mut towards = vec![usize::MAX; self.grid.len()];
        let mut heap = BinaryHeap::new();
        for cell in (0..self.grid.len()).filter(|c| self.on_road[*c]) {
            cost[cell] = 0;
            heap.push(Reverse((0, cell)));
        }
        while let Some(Reverse((so_far, cell))) = heap.pop() {
            if so_far > cost[cell] {
                continue;
            }
            for next in self.grid.neighbours(cell).into_iter().flatten() {
                if towns.of_cell[next] != NOBODY
                    && let Some(step) = self.cost(land, cell, next)
                    && so_far + step < cost[next]
                {
                    cost[next] = so_far + step;
                    towards[next] = cell;
                    heap.push(Reverse((so_far + step, next)));
                }
            }
        }
        for village in villages {
            let mut at = *village;
            while !self.on_road[at] && towards[at] != usize::MAX {
                let next = towards[at];
                self.steps
                    .insert((at.min(next), at.max(next)), Class::Village);
                self.on_road[at] = true;
                at = next;
            }
        }
    }

    /// Draws the steps as curves: every cell's point is drawn towards those before and after it; ends stay.
    pub fn draw(&mut self) {
        let mut links: BTreeMap<usize, Vec<(Class, usize)>> = BTreeMap::new();
        for ((a, b), class) in &self.steps {
            links.entry(*a).or_default().push((*class, *b));
            links.entry(*b).or_default().push((*class, *a));
        }
        for near in links.values_mut() {
            near.sort_unstable();
            if near.len() > 2 && near[1].0 < near[2].0 {
                // A lesser road that joins does not bend the greater one.
                near.truncate(2);
            }
        }
        let cells: Vec<usize> = links.keys().copied().collect();
        let near: Vec<Vec<usize>> = links
            .values()
            .map(|near| {
                near.iter()
                    .filter_map(|(_, n)| cells.binary_search(n).ok())
                    .collect()
            })
            .collect();
        let mut places: Vec<Km> = cells.iter().map(|c| self.grid.centre(*c)).collect();
        for _ in 0..6 {
            let before = places.clone();
            for (place, near) in places
                .iter_mut()
                .zip(&near)
                .filter(|(_, near)| near.len() > 1)
            {
                let sum = near.iter().fold(Km::default(), |s, n| {
                    Km::new(s.x + before[*n].x, s.y + before[*n].y)
                });
                let count = near.len() as f64;
                *place = place.towards(Km::new(sum.x / count, sum.y / count), 0.5);
            }
        }
        self.places = cells.into_iter().zip(places).collect();
    }

    /// Where the road lies in a cell; the cell's centre without a road.
    pub fn place(&self, cell: usize) -> Km {
        self.places
            .get(&cell)
            .copied()
            .unwrap_or_else(|| self.grid.centre(cell))
    }

    /// The lines between junctions within the prefecture, each of one class, the greatest class first.
    pub fn lines(&self, towns: &Towns) -> Vec<(Class, Vec<Km>)> {
        let mut links: BTreeMap<usize, Vec<(usize, Class)>> = BTreeMap::new();
        let mut left: BTreeMap<(usize, usize), Class> = BTreeMap::new();
        for ((a, b), class) in &self.steps {
            if towns.of_cell[*a] != NOBODY || towns.of_cell[*b] != NOBODY {
                links.entry(*a).or_default().push((*b, *class));
                links.entry(*b).or_default().push((*a, *class));
                left.insert((*a, *b), *class);
            }
        }
        let through =
            |cell: usize| links[&cell].len() == 2 && links[&cell][0].1 == links[&cell][1].1;
        let mut lines = Vec::new();
        // From every junction and end outwards, then the closed loops that are left.
        let starts = links
            .keys()
            .copied()
            .filter(|c| !through(*c))
            .chain(links.keys().copied());
        for start in starts {
            for (first, class) in &links[&start] {
                let (mut from, mut at) = (start, *first);
                if left.remove(&(from.min(at), from.max(at))).is_none() {
                    continue;
                }
                let mut line = vec![self.place(from), self.place(at)];
                while through(at) {
                    let next = links[&at]
                        .iter()
                        .find(|(n, _)| *n != from)
                        .map_or(from, |(n, _)| *n);
                    if left.remove(&(at.min(next), at.max(next))).is_none() {
                        break;
                    }
                    line.push(self.place(next));
                    (from, at) = (at, next);
                }
                lines.push((*class, line));
            }
        }
        lines.sort_by_key(|(class, _)| *class);
        lines
    }
}

/// What building on a cell costs: more on high ground, over rivers and in the neighbours' land, and nowhere quite the same.
fn ground_cost(land: &Land, towns: &Towns, cell: usize) -> f64 {
    let luck = 0.55 + 0.9 * hash_unit(0xC0, cell as u64, 0);
    let bridge = if land.to_river[cell] == 0.0 { 2.5 } else { 1.0 };
    let abroad = if towns.of_cell[cell] == NOBODY {
        2.0
    } else {
        1.0
    };
    1000.0 * (1.0 + 2.5 * land.height[cell]) * luck * bridge * abroad
}

/// The mainland seat nearest to a point.
fn nearest_seat(towns: &Towns, p: Km) -> Km {
    let seats = towns.list.iter().filter(|t| !t.island).map(|t| t.seat);
    seats
        .min_by(|a, b| a.distance2(p).total_cmp(&b.distance2(p)))
        .unwrap_or(p)
}

/// Pairs of seats with no third one nearer to both (the relative neighbourhood graph, G. Toussaint, 1980; the minimum spanning tree
/// is part of it), a little relaxed to close some loops.
fn neighbouring(seats: &[Km]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for a in 0..seats.len() {
        for b in a + 1..seats.len() {
            let d2 = seats[a].distance2(seats[b]);
            let between = seats
                .iter()
                .any(|c| c.distance2(seats[a]).max(c.distance2(seats[b])) < 0.8 * d2);
            if !between {
                pairs.push((a, b));
            }
        }
    }
    pairs
}
