//! Villages and urban communities: where they lie and how many people live there. Villages stand by roads and streams, densely on the
//! plain, thinly in the hills and behind the tidal flats; a lane is built to those off the road.

use std::collections::BTreeSet;

use super::borders::Borders;
use super::grid::Km;
use super::land::Land;
use super::names::{Name, Namer};
use super::random::Random;
use super::roads::Roads;
use super::towns::{CITY, Kind, NOBODY, Town, Towns};

/// How many villages and communities there are in all.
const PLACES: usize = 1_430;
/// How many of them are communities of the sub-districts.
const CITY_COMMUNITIES: usize = 152;
/// How many people live in the prefecture, before rounding.
const PEOPLE: f64 = 4_527_000.0;

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settlement {
    /// A community of a sub-district.
    City,
    /// The community at a township's seat.
    Seat,
    /// A village.
    Village,
}

/// A village or community.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its town, an index into `Towns::list`.
    pub town: usize,
    /// What it is.
    pub settlement: Settlement,
    /// Where it lies.
    pub at: Km,
    /// How many people live there.
    pub people: u32,
    /// How poor and far off the country is, 0 on the plain to about 1 in the hills and on the flats.
    pub remote: f64,
    /// Its name.
    pub name: Name,
}

/// A place before it is named.
struct Site {
    town: usize,
    settlement: Settlement,
    cell: usize,
}

/// Puts the places on the ground and builds the lanes to them, by town, communities first, then from north to south. `words` are the
/// towns' names.
pub fn settle(
    land: &Land,
    towns: &Towns,
    borders: &Borders,
    roads: &mut Roads,
    words: &[(String, Name)],
    seed: u64,
) -> Vec<Place> {
    let mut random = Random::new(seed ^ 3);
    let mut inner: Vec<Vec<usize>> = vec![Vec::new(); towns.list.len()];
    for (cell, town) in towns.of_cell.iter().enumerate() {
        if *town != NOBODY && towns.inner(land, cell) {
            inner[usize::from(*town)].push(cell);
        }
    }
    let mut sites = Vec::with_capacity(PLACES);
    for (i, town) in towns.list.iter().enumerate() {
        if town.kind != Kind::Subdistrict {
            sites.push(Site {
                town: i,
                settlement: Settlement::Seat,
                cell: land.grid.cell_at(town.seat),
            });
        }
    }
    let urban = |t: &Town| {
        if t.kind == Kind::Subdistrict {
            t.cells as f64
        } else {
            0.0
        }
    };
    let shares: Vec<f64> = towns.list.iter().map(urban).collect();
    for (i, count) in apportion(&shares, CITY_COMMUNITIES, 5)
        .into_iter()
        .enumerate()
    {
        // Built up around the seat, thinning out towards the fringe.
        let built_up = |cell: &usize| {
            let km = land.grid.centre(*cell).distance(towns.list[i].seat);
            1.0 / (1.0 + km * km / 4.0)
        };
        let built_up: Vec<f64> = inner[i].iter().map(built_up).collect();
        scatter(
            land,
            &mut random,
            &mut sites,
            (i, Settlement::City, count),
            (&inner[i], &built_up, 0.8),
        );
    }
    let to_road = roads.distances();
    let charm: Vec<Vec<f64>> = inner
        .iter()
        .map(|cells| cells.iter().map(|c| charm(land, &to_road, *c)).collect())
        .collect();
    let rural = |(t, c): (&Town, &Vec<f64>)| {
        // In poor country villages are small, so there are more of them than there is good ground.
        let small = 1.0 + 2.2 * t.hilly + 1.6 * t.tidal;
        if t.kind == Kind::Subdistrict {
            0.0
        } else {
            c.iter().sum::<f64>() * small
        }
    };
    let shares: Vec<f64> = towns.list.iter().zip(&charm).map(rural).collect();
    let rest = PLACES - sites.len();
    for (i, count) in apportion(&shares, rest, 8).into_iter().enumerate() {
        let apart = 0.85 * (towns.list[i].cells as f64 * 0.2165 / (count + 1) as f64).sqrt();
        scatter(
            land,
            &mut random,
            &mut sites,
            (i, Settlement::Village, count),
            (&inner[i], &charm[i], apart),
        );
    }
    let off_road: Vec<usize> = sites
        .iter()
        .filter(|s| s.settlement == Settlement::Village)
        .map(|s| s.cell)
        .collect();
    roads.add_lanes(land, towns, &off_road);
    roads.draw();
    let mut places: Vec<Place> = sites
        .iter()
        .map(|site| place(land, towns, borders, roads, &mut random, site))
        .collect();
    places.sort_by(|a, b| {
        (a.town, a.settlement)
            .cmp(&(b.town, b.settlement))
            .then(b.at.y.total_cmp(&a.at.y))
    });
    count_people(towns, &mut random, &mut places);
    name(towns, &mut places, words, seed);
    places
}

/// Shares out `total` by weight, at least `least` to every weight above zero (largest remainders).
pub fn apportion(weights: &[f64], total: usize, least: usize) -> Vec<usize> {
    let served = weights.iter().filter(|w| **w > 0.0).count();
    let free = (total - served * least) as f64;
    let sum: f64 = weights.iter().sum();
    let exact = |w: &f64| {
        if *w > 0.0 {
            least as f64 + free * w / sum
        } else {
            0.0
        }
    };
    let mut counts: Vec<usize> = weights.iter().map(|w| exact(w) as usize).collect();
    let mut by_rest: Vec<usize> = (0..weights.len()).collect();
    by_rest.sort_by(|a, b| {
        exact(&weights[*b])
            .fract()
            .total_cmp(&exact(&weights[*a]).fract())
    });
    let missing = total - counts.iter().sum::<usize>();
    for i in by_rest.into_iter().take(missing) {
        counts[i] += 1;
    }
    counts
}

/// How willingly people settle in a cell.
fn charm(land: &Land, to_road: &[f64], cell: usize) -> f64 {
    let near = |km: f64, scale: f64| 1.0 / (1.0 + (km / scale) * (km / scale));
    let low = (1.0 - 1.2 * land.height[cell]).max(0.1);
    let road = 0.14 + near(to_road[cell], 0.45);
    let river = if land.to_river[cell] == 0.0 {
        0.3
    } else {
        1.0 + near(land.to_river[cell], 0.9)
    };
    let shore = if land.to_sea[cell] < 1.0 { 0.4 } else { 1.0 };
    low * low
        * road
        * river
        * shore
        * (1.0 - 0.1 * land.hilly[cell].min(1.0))
        * (1.0 - 0.35 * land.tidal[cell])
}

/// Draws cells by weight, away from those taken; comes closer when there is no room.
fn scatter(
    land: &Land,
    random: &mut Random,
    sites: &mut Vec<Site>,
    (town, settlement, count): (usize, Settlement, usize),
    (cells, weights, apart): (&[usize], &[f64], f64),
) {
    let mut sums = Vec::with_capacity(weights.len());
    let mut sum = 0.0;
    for weight in weights {
        sum += weight;
        sums.push(sum);
    }
    let taken: Vec<Km> = sites.iter().map(|s| land.grid.centre(s.cell)).collect();
    let mut own: Vec<Km> = Vec::with_capacity(count);
    let mut apart = apart;
    while own.len() < count && !cells.is_empty() {
        let drawn = random.range(0.0, sum);
        let cell = cells[sums.partition_point(|s| *s <= drawn).min(cells.len() - 1)];
        let p = land.grid.centre(cell);
        if own
            .iter()
            .chain(&taken)
            .all(|q| q.distance2(p) >= apart * apart)
        {
            own.push(p);
            sites.push(Site {
                town,
                settlement,
                cell,
            });
        } else {
            apart *= 0.996;
        }
    }
}

/// A place near its cell's road, within its town.
fn place(
    land: &Land,
    towns: &Towns,
    borders: &Borders,
    roads: &Roads,
    random: &mut Random,
    site: &Site,
) -> Place {
    let on_road = if site.settlement == Settlement::City {
        land.grid.centre(site.cell)
    } else {
        roads.place(site.cell)
    };
    let mut at = land.grid.centre(site.cell);
    for _ in 0..12 {
        let p = random.beside(on_road, 0.05, 0.2);
        if borders.contain(site.town, p) {
            at = p;
            break;
        }
    }
    let town = &towns.list[site.town];
    let hilly = land.hilly[site.cell].max(town.hilly * 0.5);
    let remote = if town.island {
        0.9
    } else {
        hilly.max(land.tidal[site.cell]).min(1.0)
    };
    Place {
        town: site.town,
        settlement: site.settlement,
        at,
        people: 0,
        remote,
        name: Name {
            zh: String::new(),
            en: String::new(),
        },
    }
}

/// People by kind of place and country, brought to the prefecture's total.
fn count_people(towns: &Towns, random: &mut Random, places: &mut [Place]) {
    // Some townships are populous, some lose people to the city.
    let luck: Vec<f64> = towns.list.iter().map(|_| random.range(0.72, 1.3)).collect();
    let raw: Vec<f64> = places
        .iter()
        .map(|p| {
            let town = &towns.list[p.town];
            let people = match p.settlement {
                Settlement::City => {
                    let centre = (1.0 - p.at.distance(CITY) / 9.0).max(0.0);
                    random.range(5_200.0, 10_500.0) + 3_500.0 * centre
                }
                Settlement::Seat => {
                    random.range(3_600.0, 8_800.0)
                        * (1.0 - 0.45 * p.remote)
                        * if town.island { 0.6 } else { 1.0 }
                }
                Settlement::Village => {
                    // Most villages are middling, some are large: the product of two draws leans to the left.
                    let size = random.range(0.62, 1.3) * random.range(0.7, 1.45);
                    2_750.0 * size * (1.0 - 0.62 * p.remote)
                }
            };
            people * luck[p.town]
        })
        .collect();
    let scale = PEOPLE / raw.iter().sum::<f64>();
    for (place, raw) in places.iter_mut().zip(raw) {
        place.people = (raw * scale).round() as u32;
    }
}

/// Names the places; the seat's community bears the town's name.
fn name(towns: &Towns, places: &mut [Place], words: &[(String, Name)], seed: u64) {
    let mut namer = Namer::new(seed ^ 4);
    // No two villages of a county share a name.
    let mut taken = BTreeSet::new();
    let mut county = usize::MAX;
    for place in places {
        let town = &towns.list[place.town];
        if town.county != county {
            taken.clear();
            county = town.county;
        }
        place.name = match place.settlement {
            Settlement::City => namer.community(&mut taken),
            Settlement::Village => namer.village(town, &mut taken),
            Settlement::Seat => {
                let word = &words[place.town].0;
                Name {
                    zh: format!("{word}社区"),
                    en: format!("{} Community", super::names::pinyin(word)),
                }
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_keep_their_minimum() {
        let counts = apportion(&[1.0, 0.0, 2.5, 0.1], 40, 3);
        assert_eq!(counts.iter().sum::<usize>(), 40);
        assert!(counts[1] == 0 && counts[3] >= 3 && counts[2] > counts[0]);
    }
}
