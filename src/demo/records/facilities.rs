//! `facility_attributes.csv`: identity, dates, staff, vehicles and drugs of every facility; the other columns stand in `capabilities` and
//! `quality`.

use super::book::{Book, Draw, Value, code, maybe, yes};
use super::{World, capabilities, id, quality, villages};
use crate::demo::care::Tier;
use crate::demo::places::apportion;
use crate::model::FeatureTable;

/// General practitioners for ten thousand residents.
const GPS: f64 = 2.84;
/// Ambulances at the health centres: more than there are centres, and still two have none and one did not say.
pub(super) const AMBULANCES: u32 = 96;
/// The centres without an ambulance and the one that did not say, by their position among the health centres.
pub(super) const WITHOUT: [usize; 2] = [37, 64];
pub(super) const UNSAID: usize = 12;
/// Test vehicles at the leading hospital of each county: five in all, but two counties have none.
pub(super) const VEHICLES: [u32; 6] = [1, 0, 1, 2, 0, 1];

/// The general practitioners of every facility.
pub(super) fn gps(world: &World<'_>) -> Vec<u32> {
    let draw = Draw::new(world.seed, "gps");
    let weights: Vec<f64> = world
        .facilities
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let size = match f.tier {
                Tier::Clinic => return 0.0,
                Tier::Station => 2.0,
                Tier::Community => 9.0,
                Tier::Township => 0.3 * f64::from(f.doctors),
                Tier::County | Tier::City => 14.0,
            };
            size * draw.range(i, 0.7, 1.3)
        })
        .collect();
    let total = (f64::from(world.people(|_| true)) / 10_000.0 * GPS).round();
    let counts = apportion(&weights, total as usize, 1);
    counts.into_iter().map(|n| n as u32).collect()
}

/// The ambulances of every facility; `None`: it did not say.
pub(super) fn ambulances(world: &World<'_>) -> Vec<Option<u32>> {
    let mut all: Vec<Option<u32>> = vec![Some(0); world.facilities.len()];
    let centres: Vec<usize> = world.of_tier(Tier::Township).collect();
    for (n, centre) in centres.iter().enumerate() {
        all[*centre] = match n {
            UNSAID => None,
            n if WITHOUT.contains(&n) => Some(0),
            _ => Some(1),
        };
    }
    // The rest goes to the largest.
    let mut largest: Vec<usize> = centres
        .iter()
        .copied()
        .filter(|c| all[*c] == Some(1))
        .collect();
    largest.sort_by_key(|c| (std::cmp::Reverse(world.facilities[*c].beds), *c));
    let second = AMBULANCES as usize - largest.len();
    for centre in largest.into_iter().take(second) {
        all[centre] = Some(2);
    }
    for (n, centre) in world.of_tier(Tier::Community).enumerate() {
        all[centre] = Some(u32::from(n % 3 != 2));
    }
    for lead in &world.lead {
        all[*lead] = Some(if *lead < 2 { 9 } else { 5 });
    }
    all
}

pub(super) fn table(world: &World<'_>) -> FeatureTable {
    let all = world.facilities;
    let mut book = Book::new("facility_attributes.csv", all.len(), world.seed);
    let (gps, ambulances) = (gps(world), ambulances(world));
    let health_centre_drugs: Vec<u32> = {
        let draw = Draw::new(world.seed, "drugs");
        (0..world.towns.list.len())
            .map(|t| draw.whole(t, 28, 42) * 10)
            .collect()
    };
    book.put("id", |row| Value::Text(id(row)))
        .put("name", |row| Value::from(all[row].name.zh.as_str()))
        .put("village_code", |row| {
            let home = world.home[row];
            home.map_or(Value::Empty, |home| code(&world.codes.places[home]))
        })
        .drawn("opened", |row, draw| opened(world, row, draw))
        .put("closed", |row| {
            // Five clinics are to close.
            let closing = all[row].tier == Tier::Clinic && row % 349 == 17;
            if closing {
                Value::Word("2024-06-30")
            } else {
                Value::Empty
            }
        })
        .drawn("government", |row, draw| match all[row].tier {
            Tier::Township | Tier::County | Tier::City => yes(true),
            Tier::Community => maybe(0.86, 0.06, draw, row),
            Tier::Station => maybe(0.6, 0.06, draw, row),
            Tier::Clinic => maybe(0.7, 0.04, draw, row),
        })
        .put("gps", |row| gps[row].into())
        .drawn("nurses", |row, draw| {
            ((f64::from(all[row].doctors) * draw.range(row, 0.6, 1.4)) as u32).into()
        })
        .drawn("staff", |row, draw| staff(world, row, draw).into())
        .drawn("staff_trained", |row, draw| {
            let staff = staff(world, row, &Draw::new(world.seed, "staff"));
            if draw.unit(row) < 0.01 {
                Value::Empty
            } else {
                let trained = f64::from(staff) * draw.range(row, 0.88, 1.04);
                (trained as u32).min(staff).into()
            }
        })
        .put("ambulances", |row| ambulances[row].into())
        .drawn("ambulances_accepted", |row, draw| {
            // One in twelve was delivered and is not accepted yet.
            ambulances[row]
                .map(|n| n - u32::from(n > 0 && draw.unit(row) < 0.08))
                .into()
        })
        .put("test_vehicles", |row| {
            let county = world.lead.iter().position(|lead| *lead == row);
            county.map(|county| VEHICLES[county]).into()
        })
        .drawn("drugs", |row, draw| {
            let own = health_centre_drugs[all[row].town];
            match all[row].tier {
                Tier::Township => own.into(),
                // What the health centre has, or fewer.
                Tier::Clinic if draw.unit(row) < 0.55 => own.into(),
                Tier::Clinic => (own - draw.whole(row, 2, 18) * 5).into(),
                Tier::Station | Tier::Community => {
                    draw.whole(row, 30, 48).saturating_mul(10).into()
                }
                Tier::County | Tier::City => draw.whole(row, 80, 140).saturating_mul(10).into(),
            }
        })
        .put("drugs_of_centre", |row| match all[row].tier {
            Tier::Clinic if world.centre[all[row].town].is_some() => {
                health_centre_drugs[all[row].town].into()
            }
            _ => Value::Empty,
        });
    capabilities::add(world, &mut book);
    quality::add(world, &mut book);
    book.put("chc_type", |row| match all[row].tier {
        // Of the centres and stations that were merged in the list six do not say which they are.
        Tier::Community | Tier::Station if row % 12 == 5 => Value::Word("unspecified"),
        Tier::Community => Value::Word("centre"),
        Tier::Station => Value::Word("station"),
        _ => Value::Empty,
    })
    .put("estate_code", |row| {
        let home = world.home[row]
            .filter(|home| all[row].tier == Tier::Station && villages::estate(world, *home));
        home.map_or(Value::Empty, |home| code(&world.codes.places[home]))
    });
    book.table
}

/// The day on which a facility opened: hospitals long ago, a few clinics in 2019.
fn opened(world: &World<'_>, row: usize, draw: &Draw) -> Value {
    let (low, high) = match world.facilities[row].tier {
        Tier::City => (1949, 1962),
        Tier::County => (1951, 1965),
        Tier::Township => (1956, 1984),
        Tier::Community | Tier::Station => (1998, 2016),
        Tier::Clinic if row % 211 == 40 => (2019, 2019),
        Tier::Clinic => (1972, 2017),
    };
    let year = draw.whole(row, low, high);
    let month = 1 + (draw.unit(row) * 1e6) as u32 % 12;
    let day = 1 + (draw.unit(row) * 1e8) as u32 % 28;
    Value::Text(format!("{year}-{month:02}-{day:02}"))
}

fn staff(world: &World<'_>, row: usize, draw: &Draw) -> u32 {
    (f64::from(world.facilities[row].doctors) * draw.range(row, 2.0, 2.8)) as u32
}
