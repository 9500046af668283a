//! What facilities can do: capabilities, devices, specialties. The shares of the health centres are those that a prefecture reports: 75 of 91
//! operate, 37 deliver children, 87 offer traditional Chinese medicine; some did not say.

use super::World;
use super::book::{Book, Draw, Value, maybe, yes};
use crate::demo::care::{Facility, Tier};

/// Yes and no among the health centres; the others did not say.
const SURGERY: (usize, usize) = (75, 12);
const OBSTETRICS: (usize, usize) = (37, 50);
const TCM: (usize, usize) = (87, 2);

/// Specialty departments of grassroots facilities, one after the other: 59 in all.
const GRASSROOTS: [&str; 8] = [
    "rehabilitation",
    "tcm",
    "chronic diseases",
    "stomatology",
    "paediatrics",
    "pain",
    "geriatrics",
    "ophthalmology",
];
const DEPARTMENTS: usize = 59;

/// A capability of the health centres at its share; who had it in the survey of the map comes first.
fn surveyed(
    world: &World<'_>,
    name: &str,
    (yes, no): (usize, usize),
    before: impl Fn(&Facility) -> &'static str,
) -> Vec<Option<&'static str>> {
    let draw = Draw::new(world.seed, name);
    let centres: Vec<usize> = world.of_tier(Tier::Township).collect();
    let order = draw.order(&centres, |i| match before(&world.facilities[i]) {
        "yes" => 0,
        "unknown" => 1,
        _ => 2,
    });
    let mut said = vec![None; world.facilities.len()];
    for (n, centre) in order.into_iter().enumerate() {
        said[centre] = Some(match n {
            n if n < yes => "yes",
            n if n < yes + no => "no",
            _ => "unknown",
        });
    }
    said
}

/// Adds the columns.
pub(super) fn add(world: &World<'_>, book: &mut Book) {
    let all = world.facilities;
    let surveys = [
        (
            "surgery",
            surveyed(world, "surgery", SURGERY, |f| f.surgery),
        ),
        (
            "obstetrics",
            surveyed(world, "obstetrics", OBSTETRICS, |f| f.obstetrics),
        ),
        ("tcm", surveyed(world, "tcm", TCM, |f| f.tcm)),
    ];
    for (name, said) in &surveys {
        book.put(name, |row| said[row].map_or(Value::Empty, Value::Word));
    }
    let departments = departments(world);
    book.put("specialties", |row| Value::from(departments[row].as_str()));
    // Shares by tier: hospital, health centre, community health centre.
    for (name, centre, community) in [
        ("dr", 0.86, 0.8),
        ("ultrasound", 0.9, 0.85),
        ("biochemistry", 0.82, 0.8),
        ("blood_test", 0.93, 0.9),
        ("urine_test", 0.95, 0.93),
    ] {
        book.drawn(name, |row, draw| match all[row].tier {
            Tier::County | Tier::City => yes(true),
            Tier::Township => maybe(centre, 0.06, draw, row),
            Tier::Community => maybe(community, 0.08, draw, row),
            Tier::Station | Tier::Clinic => Value::Empty,
        });
    }
    book.drawn("floor_area", |row, draw| match all[row].tier {
        Tier::Township => (draw.whole(row, 90, 420) * 10).into(),
        Tier::Community => (draw.whole(row, 80, 240) * 10).into(),
        Tier::Clinic => draw.whole(row, 45, 160).into(),
        _ => Value::Empty,
    })
    .put("floor_area_needed", |row| match all[row].tier {
        // The more beds, the more room.
        Tier::Township => (300 + 30 * all[row].beds).max(1000).into(),
        Tier::Community => 1000.into(),
        Tier::Clinic => 60.into(),
        _ => Value::Empty,
    })
    .drawn("sampling", |row, draw| match all[row].tier {
        Tier::Clinic => maybe(0.35, 0.08, draw, row),
        Tier::Station => maybe(0.8, 0.05, draw, row),
        _ => maybe(0.98, 0.02, draw, row),
    })
    .drawn("sentinel", |row, draw| match all[row].tier {
        Tier::Clinic | Tier::Station => yes(false),
        Tier::Township | Tier::Community => yes(draw.unit(row) < 0.45),
        Tier::County | Tier::City => yes(true),
    })
    .put("stroke", |row| {
        // The county hospital of the south-east cannot yet.
        yes(all[row].tier == Tier::City || all[row].tier == Tier::County && row != 4)
    });
}

/// Hospitals have all departments; 59 more are shared out among health centres and community health centres.
fn departments(world: &World<'_>) -> Vec<String> {
    let mut of: Vec<Vec<&str>> = vec![Vec::new(); world.facilities.len()];
    for (i, f) in world.facilities.iter().enumerate() {
        match f.tier {
            Tier::City => of[i].extend([
                "emergency",
                "respiratory",
                "cardiovascular",
                "infectious",
                "oncology",
            ]),
            Tier::County => {
                of[i].extend(["emergency", "respiratory", "cardiovascular", "infectious"]);
            }
            _ => {}
        }
    }
    let candidates: Vec<usize> = (0..of.len())
        .filter(|i| matches!(world.facilities[*i].tier, Tier::Township | Tier::Community))
        .collect();
    let order = Draw::new(world.seed, "specialties").order(&candidates, |_| 0);
    // The first have two.
    for n in 0..DEPARTMENTS {
        let facility = order[n % 48 % order.len()];
        of[facility].push(GRASSROOTS[(n + n / 48 * 3) % GRASSROOTS.len()]);
    }
    of.into_iter().map(|list| list.join(";")).collect()
}
