//! `village_attributes.csv`: joint clinics, poverty, estates, who has contracted a family doctor, which grid cell looks after whom.

use super::book::{Book, Draw, Value, code, yes};
use super::{World, id};
use crate::demo::care::Tier;
use crate::demo::places::Settlement;
use crate::model::FeatureTable;

/// A village of fewer people may share a neighbour's clinic …
const SMALL: u32 = 1_500;
/// … that is not farther than this, kilometres.
const NEAR: f64 = 3.0;
/// Communities that two cells claim, and communities that none does, by their position among those of sub-districts.
pub(super) const OVERLAPS: [usize; 3] = [11, 47, 90];
pub(super) const HOLES: [usize; 4] = [5, 30, 71, 120];

/// The grid cells of the sub-districts: one for each community health centre, with the communities that are nearest to it.
pub(super) struct Grids {
    /// The responsible centres.
    pub centres: Vec<usize>,
    /// The cells of each place, lowest first.
    of_place: Vec<Vec<usize>>,
}

impl Grids {
    pub fn new(world: &World<'_>) -> Self {
        let centres: Vec<usize> = world.of_tier(Tier::Community).collect();
        let mut of_place = vec![Vec::new(); world.places.len()];
        let urban = |i: &usize| world.places[*i].settlement == Settlement::City;
        for (number, place) in (0..world.places.len()).filter(urban).enumerate() {
            let at = world.places[place].at;
            let mut nearest: Vec<usize> = (0..centres.len()).collect();
            nearest.sort_by(|a, b| {
                let far = |grid: usize| world.facilities[centres[grid]].at.distance2(at);
                far(*a).total_cmp(&far(*b)).then(a.cmp(b))
            });
            let count = match number {
                n if HOLES.contains(&n) => 0,
                n if OVERLAPS.contains(&n) => 2,
                _ => 1,
            };
            let mut own: Vec<usize> = nearest.into_iter().take(count).collect();
            own.sort_unstable();
            of_place[place] = own;
        }
        Self { centres, of_place }
    }

    /// The code of a cell.
    pub fn code(grid: usize) -> String {
        format!("G{:02}", grid + 1)
    }

    /// The name of a cell in Chinese and English: that of its centre.
    pub fn name(&self, world: &World<'_>, grid: usize) -> (String, String) {
        let name = &world.facilities[self.centres[grid]].name;
        (
            name.zh.replace("社区卫生服务中心", "网格"),
            name.en.replace("Community Health Centre", "Grid"),
        )
    }
}

/// The village whose clinic a small village without one shares.
pub(super) fn joint(world: &World<'_>, place: usize) -> Option<usize> {
    let own = &world.places[place];
    let alone = own.settlement == Settlement::Village && world.clinics[place].is_empty();
    if !alone || own.people >= SMALL {
        return None;
    }
    let hosts = (0..world.places.len()).filter(|i| {
        let host = &world.places[*i];
        host.town == own.town
            && !world.clinics[*i].is_empty()
            && host.at.distance2(own.at) <= NEAR * NEAR
    });
    hosts.min_by(|a, b| {
        let far = |i: usize| world.places[i].at.distance2(own.at);
        far(*a).total_cmp(&far(*b)).then(a.cmp(b))
    })
}

/// Whether a community is a new estate.
pub(super) fn estate(world: &World<'_>, place: usize) -> bool {
    let urban = world.places[place].settlement == Settlement::City;
    urban && Draw::new(world.seed, "estate").unit(place) < 0.35
}

/// Whether a village is poor: far off, and not by chance better off.
pub(super) fn poor(world: &World<'_>, place: usize) -> bool {
    let own = &world.places[place];
    own.settlement == Settlement::Village
        && Draw::new(world.seed, "poor").unit(place) < 1.4 * own.remote - 0.35
}

pub(super) fn table(world: &World<'_>, grids: &Grids) -> FeatureTable {
    let places = world.places;
    let mut book = Book::new("village_attributes.csv", places.len(), world.seed);
    let share =
        |row: usize, share: f64| Value::from((f64::from(places[row].people) * share) as u32);
    book.put("code", |row| code(&world.codes.places[row]))
        .put("name", |row| Value::from(places[row].name.zh.as_str()))
        .put("joint", |row| {
            let host = joint(world, row);
            host.map_or(Value::Empty, |host| code(&world.codes.places[host]))
        })
        .put("poor", |row| yes(poor(world, row)))
        .drawn("poor_people", |row, draw| {
            let part = if poor(world, row) {
                draw.range(row, 0.06, 0.22)
            } else {
                draw.range(row, 0.0, 0.02)
            };
            share(row, part)
        })
        .put("estate", |row| yes(estate(world, row)))
        .drawn("women", |row, draw| {
            share(row, draw.range(row, 0.475, 0.51))
        })
        .drawn("contracted", |row, draw| {
            // One in fifty did not report.
            if draw.unit(row) < 0.02 {
                Value::Empty
            } else {
                let part = 0.62 - 0.3 * places[row].remote + 0.2 * (draw.unit(row) - 0.5);
                share(row, part.clamp(0.1, 0.95))
            }
        })
        .put("grid", |row| {
            let codes: Vec<String> = grids.of_place[row]
                .iter()
                .map(|g| Grids::code(*g))
                .collect();
            Value::from(codes.join(";").as_str())
        })
        .drawn("health_hut", |row, draw| {
            yes(poor(world, row) && draw.unit(row) < 0.8)
        })
        .put("hut_expert", |row| {
            // The township's health centre sends a doctor by name.
            let host = world.centre[places[row].town].filter(|_| poor(world, row));
            host.map_or(Value::Empty, |host| Value::Text(id(host)))
        });
    book.table
}
