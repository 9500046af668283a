//! How good facilities are said to be: grades, awards, acceptance, integration. 85 of 91 health centres and 27 of 30 community health centres
//! reach the basic grade; two are national models, 161 provincial ones; 25 satisfy their people.

use super::World;
use super::book::{Book, Draw, Value, maybe, yes};
use crate::demo::care::Tier;

/// Grades among health centres and community health centres: recommended, basic; the others have none.
const GRADES: [(Tier, usize, usize); 2] = [(Tier::Township, 22, 63), (Tier::Community, 8, 19)];
/// Awards: national, provincial, of the city.
const AWARDS: [(&str, usize); 3] = [("national", 2), ("provincial", 161), ("city", 74)];
/// Facilities with which the people are satisfied.
const SATISFIED: usize = 25;
/// Clinics that are not standardised, and clinics of which nobody knows.
const NOT_STANDARD: usize = 9;
const UNKNOWN_STANDARD: usize = 5;
/// The criteria of acceptance.
const CRITERIA: u32 = 20;

/// What every facility is given by rank; `None`: nothing is asked of it.
struct Given {
    grade: Vec<Option<&'static str>>,
    award: Vec<Option<&'static str>>,
    satisfied: Vec<bool>,
    standard: Vec<Option<&'static str>>,
}

impl Given {
    fn new(world: &World<'_>) -> Self {
        let count = world.facilities.len();
        let mut given = Self {
            grade: vec![None; count],
            award: vec![None; count],
            satisfied: vec![false; count],
            standard: vec![None; count],
        };
        let size = |i: usize| u32::MAX - world.facilities[i].beds.max(world.facilities[i].doctors);
        for (tier, recommended, basic) in GRADES {
            let all: Vec<usize> = world.of_tier(tier).collect();
            let order = Draw::new(world.seed, "grade").order(&all, |i| size(i) / 20);
            for (n, i) in order.into_iter().enumerate() {
                let grade = match n {
                    n if n < recommended => "recommended",
                    n if n < recommended + basic => "basic",
                    _ => "none",
                };
                given.grade[i] = Some(grade);
                given.standard[i] = Some(if grade == "none" { "no" } else { "yes" });
            }
        }
        // Health centres first, then community health, then the clinics of large villages.
        let grassroots: Vec<usize> = (0..count)
            .filter(|i| world.facilities[*i].tier < Tier::County)
            .collect();
        let rank = |i: usize| match given.grade[i] {
            Some("recommended") => u32::from(world.facilities[i].tier != Tier::Township),
            Some("basic") => 2 + u32::from(Draw::new(world.seed, "award").unit(i) < 0.45),
            Some(_) => 9,
            None => 3,
        };
        let order = Draw::new(world.seed, "award").order(&grassroots, rank);
        let mut next = order.iter();
        for (award, number) in AWARDS {
            for i in next.by_ref().take(number) {
                given.award[*i] = Some(award);
            }
        }
        for i in order
            .iter()
            .filter(|i| given.grade[**i].is_some())
            .take(SATISFIED)
        {
            given.satisfied[*i] = true;
        }
        let clinics: Vec<usize> = world.of_tier(Tier::Clinic).collect();
        let order = Draw::new(world.seed, "standardised").order(&clinics, |_| 0);
        for (n, i) in order.into_iter().enumerate() {
            given.standard[i] = match n {
                n if n < NOT_STANDARD => Some("no"),
                n if n < NOT_STANDARD + UNKNOWN_STANDARD => Some("unknown"),
                _ => Some("yes"),
            };
        }
        for (n, i) in world.of_tier(Tier::Station).enumerate() {
            given.standard[i] = match n {
                20 => Some("no"),
                33 => None,
                _ => Some("yes"),
            };
        }
        given
    }
}

/// Adds the columns.
pub(super) fn add(world: &World<'_>, book: &mut Book) {
    let all = world.facilities;
    let given = Given::new(world);
    let word = |word: Option<&'static str>| word.map_or(Value::Empty, Value::Word);
    let graded = |row: usize| given.grade[row].is_some();
    book.put("grade", |row| word(given.grade[row]))
        .put("award", |row| {
            let asked = all[row].tier < Tier::County;
            word(given.award[row].or(asked.then_some("none")))
        })
        .drawn("award_year", |row, draw| {
            given.award[row].map(|_| draw.whole(row, 2015, 2021)).into()
        })
        .put("satisfied", |row| {
            if graded(row) {
                yes(given.satisfied[row])
            } else {
                Value::Empty
            }
        })
        .put("standardised", |row| word(given.standard[row]))
        .drawn("standardised_on", |row, draw| {
            if given.standard[row] != Some("yes") {
                return Value::Empty;
            }
            let (year, month) = (
                draw.whole(row, 2017, 2020),
                (draw.unit(row) * 1e6) as u32 % 12 + 1,
            );
            Value::Text(format!("{year}-{month:02}-15"))
        })
        .drawn("criteria_met", |row, draw| match given.standard[row] {
            Some("yes") if graded(row) => CRITERIA.into(),
            Some(_) if graded(row) => draw.whole(row, 13, CRITERIA - 1).into(),
            _ => Value::Empty,
        })
        .put("criteria_all", |row| {
            if graded(row) {
                CRITERIA.into()
            } else {
                Value::Empty
            }
        });
    // One management of township and villages: staff, finance, drugs, operations, and a contract of the staff.
    for (name, share) in [
        ("staff_unified", 0.9),
        ("finance_unified", 0.94),
        ("drugs_unified", 0.97),
        ("operations_unified", 0.92),
        ("contract", 0.88),
    ] {
        book.drawn(name, |row, draw| match all[row].tier {
            Tier::Township | Tier::Clinic => maybe(share, 0.02, draw, row),
            _ => Value::Empty,
        });
    }
    book.put("thousand_counties", |row| match all[row].tier {
        Tier::County => yes(row != 4),
        _ => Value::Empty,
    })
    .drawn("poverty_alleviation", |row, draw| match all[row].tier {
        Tier::Township => maybe(0.3, 0.03, draw, row),
        Tier::County | Tier::City => yes(true),
        _ => Value::Empty,
    });
}
