//! `links.csv`: who leads, manages, supports and refers to whom.
//!
//! Planted: the health centre of the islands has no lead and no consortium; the second health centre of the fourth county has two leads; the
//! first three of the fifth county refer in a ring; the third of the fourth and the sixth of the sixth county have no telemedicine, the
//! seventh of the sixth lost it in 2020; the fifth of the third county has no paired hospital; nobody is posted to every fifteenth health
//! centre; nobody visited the sixth county.

use super::book::{Book, Draw, Value};
use super::units::consortium;
use super::villages::joint;
use super::{CITY, COUNTIES, World, id};
use crate::demo::care::Tier;
use crate::model::FeatureTable;

/// A row.
#[derive(Default)]
struct Row {
    from: String,
    to: String,
    kind: &'static str,
    since: &'static str,
    until: &'static str,
    person: String,
    title: &'static str,
    days: Option<u32>,
    mode: &'static str,
    duties: &'static str,
    department: &'static str,
    status: &'static str,
}

/// Rows as they come.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn link(
        &mut self,
        from: String,
        to: String,
        kind: &'static str,
        since: &'static str,
    ) -> &mut Row {
        self.0.push(Row {
            from,
            to,
            kind,
            since,
            ..Row::default()
        });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }
}

pub(super) fn table(world: &World<'_>) -> FeatureTable {
    let mut rows = Rows::default();
    leads(world, &mut rows);
    referrals(world, &mut rows);
    telemedicine(world, &mut rows);
    support(world, &mut rows);
    local(world, &mut rows);
    let rows = rows.0;
    let mut book = Book::new("links.csv", rows.len(), world.seed);
    book.put("from", |row| Value::from(rows[row].from.as_str()))
        .put("to", |row| Value::from(rows[row].to.as_str()))
        .put("kind", |row| Value::Word(rows[row].kind))
        .put("since", |row| Value::from(rows[row].since))
        .put("until", |row| Value::from(rows[row].until))
        .put("person", |row| Value::from(rows[row].person.as_str()))
        .put("title", |row| Value::from(rows[row].title))
        .put("days_per_week", |row| rows[row].days.into())
        .put("mode", |row| Value::from(rows[row].mode))
        .put("duties", |row| Value::from(rows[row].duties))
        .put("department", |row| Value::from(rows[row].department))
        .put("status", |row| Value::from(rows[row].status))
        .put("note", |_| Value::Word(crate::demo::NOTE));
    book.table
}

/// Consortia with their leads and members, and whom the leads manage.
fn leads(world: &World<'_>, rows: &mut Rows) {
    let since = |county: usize| {
        if super::units::PILOTS.contains(&county) {
            "2019-07-01"
        } else {
            "2020-01-01"
        }
    };
    for county in 0..COUNTIES {
        let lead = id(world.lead[county]);
        rows.link(lead.clone(), consortium(county), "leads", since(county));
        rows.link(lead, consortium(county), "member-of", since(county));
    }
    for facility in world
        .of_tier(Tier::Township)
        .chain(world.of_tier(Tier::Community))
    {
        if facility == world.orphan() {
            continue;
        }
        let county = world.county(facility);
        rows.link(id(facility), consortium(county), "member-of", since(county));
        if world.facilities[facility].tier == Tier::Township {
            let lead = id(world.lead[county]);
            rows.link(lead, id(facility), "manages", since(county));
        }
    }
    if let Some(second) = world.centres_of(3).get(1) {
        rows.link(id(world.lead[1]), id(*second), "manages", "2021-03-01");
    }
    if let Some(branch) = world.centres_of(1).first() {
        rows.link(id(*branch), id(world.lead[1]), "branch-of", "2020-05-01");
    }
}

/// Where patients are sent: clinics and stations to their centre, centres to the lead, leads to the first hospital of the city; and back.
fn referrals(world: &World<'_>, rows: &mut Rows) {
    let ring: Vec<usize> = world.centres_of(4).into_iter().take(3).collect();
    for (i, facility) in world.facilities.iter().enumerate() {
        let lead = world.lead[world.county(i)];
        let up = match facility.tier {
            Tier::Clinic => world.centre[facility.town],
            Tier::Station => near_centre(world, i),
            Tier::Township => match ring.iter().position(|r| *r == i) {
                Some(place) => Some(ring[(place + 1) % ring.len()]),
                None => Some(lead),
            },
            Tier::Community => Some(lead),
            Tier::County => Some(world.lead[0]),
            Tier::City => (i != world.lead[0]).then_some(world.lead[0]),
        };
        if let Some(up) = up {
            rows.link(id(i), id(up), "refers-up", "2020-01-01");
        }
    }
    let draw = Draw::new(world.seed, "refers-down");
    for i in world
        .of_tier(Tier::Township)
        .chain(world.of_tier(Tier::Community))
    {
        if draw.unit(i) < 0.7 {
            let lead = world.lead[world.county(i)];
            rows.link(id(lead), id(i), "refers-down", "2020-01-01");
        }
    }
    for county in 1..COUNTIES {
        rows.link(
            id(world.lead[0]),
            id(world.lead[county]),
            "refers-down",
            "2020-01-01",
        );
    }
}

/// The community health centre nearest to a station.
fn near_centre(world: &World<'_>, station: usize) -> Option<usize> {
    let at = world.facilities[station].at;
    world.of_tier(Tier::Community).min_by(|a, b| {
        let far = |i: usize| world.facilities[i].at.distance2(at);
        far(*a).total_cmp(&far(*b))
    })
}

/// Remote consultation in three levels, with the first hospital of the city as its hub.
fn telemedicine(world: &World<'_>, rows: &mut Rows) {
    for county in 1..COUNTIES {
        let since = [
            "",
            "2018-03-01",
            "2018-03-01",
            "2018-09-01",
            "2019-04-01",
            "2018-09-01",
        ][county];
        rows.link(
            id(world.lead[county]),
            id(world.lead[0]),
            "telemedicine",
            since,
        );
    }
    let without = [
        world.centres_of(3).get(2).copied(),
        world.centres_of(5).get(5).copied(),
    ];
    let lost = world.centres_of(5).get(6).copied();
    for centre in world
        .of_tier(Tier::Township)
        .filter(|c| !without.contains(&Some(*c)))
    {
        let lead = id(world.lead[world.county(centre)]);
        let link = rows.link(id(centre), lead, "telemedicine", "2019-06-01");
        if lost == Some(centre) {
            link.until = "2020-06-30";
        }
    }
}

/// Support of health centres by hospitals: pairs, posted doctors, departments built together, visits.
fn support(world: &World<'_>, rows: &mut Rows) {
    let unpaired = world.centres_of(2).get(4).copied();
    let draw = Draw::new(world.seed, "posted-to");
    let surnames: Vec<char> = "王李张刘陈杨赵周吴徐孙朱".chars().collect();
    let grassroots = world
        .of_tier(Tier::Township)
        .chain(world.of_tier(Tier::Community));
    for (n, centre) in grassroots.enumerate() {
        let county = world.county(centre);
        // The city's second hospital supports the county beside it, too.
        let hospital = if county == 2 && n % 4 == 0 {
            world.lead[1]
        } else {
            world.lead[county]
        };
        if world.facilities[centre].tier == Tier::Township && unpaired != Some(centre) {
            rows.link(id(hospital), id(centre), "paired-with", "2019-09-01");
        }
        let people = if n % 15 == 7 {
            0
        } else {
            1 + usize::from(draw.unit(n) < 0.4)
        };
        for person in 0..people {
            let number = n * 2 + person;
            let resident = draw.unit(1000 + number) < 0.5;
            let link = rows.link(id(hospital), id(centre), "posted-to", "2020-09-01");
            link.until = if number % 7 == 3 {
                "2021-08-31"
            } else {
                "2022-08-31"
            };
            link.person = format!("{}医生{:03}", surnames[number % surnames.len()], number + 1);
            link.title =
                ["主治医师", "副主任医师", "主任医师"][draw.whole(2000 + number, 0, 2) as usize];
            link.mode = if resident { "resident" } else { "commuting" };
            link.days = Some(if resident {
                5
            } else {
                draw.whole(3000 + number, 1, 3)
            });
            link.duties = if number % 9 == 4 {
                "leader"
            } else {
                "rounds;teaching"
            };
        }
    }
    let departments = [
        "emergency",
        "respiratory",
        "cardiovascular",
        "infectious",
        "rehabilitation",
    ];
    for county in 2..COUNTIES {
        for (n, centre) in world.centres_of(county).into_iter().step_by(5).enumerate() {
            let link = rows.link(id(world.lead[county]), id(centre), "co-built", "2021-01-01");
            link.department = departments[(n + county) % departments.len()];
            link.status = if n % 3 == 2 { "planned" } else { "built" };
        }
    }
    let days = [
        "2021-01-14",
        "2021-02-09",
        "2021-03-11",
        "2021-04-15",
        "2021-05-13",
        "2021-06-10",
    ];
    for (month, day) in days.into_iter().enumerate() {
        for county in 0..COUNTIES - 1 {
            // The third county was left out in May.
            if (month, county) != (4, 2) {
                let link = rows.link(
                    CITY.to_owned(),
                    world.county_code(county).to_owned(),
                    "visits",
                    day,
                );
                link.until = day;
                link.person = ["第一组", "第二组", "第三组"][county % 3].into();
            }
        }
    }
}

/// Joint clinics, and stations with their centres.
fn local(world: &World<'_>, rows: &mut Rows) {
    for place in 0..world.places.len() {
        if let Some(host) = joint(world, place)
            && let Some(clinic) = world.clinics[host].first()
        {
            rows.link(
                id(*clinic),
                world.codes.places[place].clone(),
                "serves",
                "2018-01-01",
            );
        }
    }
    for station in world.of_tier(Tier::Station) {
        if let Some(centre) = near_centre(world, station) {
            rows.link(id(station), id(centre), "station-of", "2016-01-01");
        }
    }
}
