//! Rules together, rolled up, and what follows from reach.

use std::sync::Arc;

use super::cases::{clinic, places, reach, village};
use super::world::{Fac, World, expression, random, rule, standard};
use crate::analysis::Checker;
use crate::base::Metres;
use crate::model::register::Link;
use crate::model::standard::{Bounds, Check, Home, Loss, Reason, RuleAnswer, Subjects};
use crate::model::{Level, Rule, Standard, Subject, Tier, Verdict};

use Verdict::{Fail, Pass, Unknown};

fn all(world: &World, rules: Vec<Rule>) -> Vec<Arc<RuleAnswer>> {
    let made = world.make();
    made.check(&mut Checker::default(), &standard(rules)).rules
}

/// At least so many facilities of kind `a` in each unit of a level.
fn exists(level: Level, least: f64) -> Rule {
    rule(Check::ExistsPerUnit {
        level,
        units: None,
        facilities: Some(expression("kind = 'a'")),
        count: Bounds {
            least: Some(least),
            most: None,
        },
        home: Home::Register,
    })
}

#[test]
fn one_of_two_rules_is_enough_and_the_part_that_decides_is_told() {
    // A clinic per village, or one for 3000 people within reach.
    let of = |village| Fac {
        village: Some(village),
        ..clinic(0.0)
    };
    let world = places(
        vec![
            of(0),
            Fac {
                kind: None,
                ..of(2)
            },
        ],
        vec![
            village(5000.0, 1.0),
            village(100.0, 1.0),
            village(5000.0, 1.0),
            village(6000.0, 1.0),
        ],
    );
    let rules = vec![
        exists(Level::Village, 1.0),
        rule(reach(2000.0, 0.0, 1)),
        rule(Check::AnyOf(vec![0, 1])),
        rule(Check::AllOf(vec![0, 1])),
    ];
    let answers = all(&world, rules);
    let said = |i: usize| -> Vec<_> {
        answers[i]
            .findings
            .iter()
            .map(|f| (f.verdict, f.reason))
            .collect()
    };
    let part = Reason::Part;
    assert_eq!(
        said(2),
        [
            (Pass, part(0)),
            (Pass, part(1)),
            (Unknown, part(0)),
            (Fail, part(0))
        ]
    );
    assert_eq!(
        said(3),
        [
            (Fail, part(1)),
            (Fail, part(0)),
            (Fail, part(1)),
            (Fail, part(0))
        ]
    );
}

#[test]
fn villages_are_rolled_up_before_they_are_put_beside_townships() {
    let mut world = places(
        vec![clinic(0.0)],
        vec![
            village(100.0, 1.0),
            village(200.0, 1.0),
            village(9000.0, 1.0),
            village(300.0, 1.0),
        ],
    );
    world.units.push((Level::Township, Some(1), Some(10.0)));
    world.villages[3].unit = Some(2);
    let mut near = rule(reach(2000.0, 0.0, 1));
    near.target = 0.9;
    let rules = vec![
        near.clone(),
        exists(Level::Township, 1.0),
        rule(Check::AllOf(vec![0, 1])),
    ];
    let answers = all(&world, rules);
    let both = &answers[2];
    assert_eq!(both.subjects, Subjects::Units(Arc::new([0, 2])));
    assert_eq!(
        (both.findings[0].verdict, both.findings[0].reason),
        (Fail, Reason::Part(0))
    );
    assert_eq!(
        (
            both.findings[0].n,
            both.findings[0].total,
            both.findings[0].least
        ),
        (2.0, 3.0, 0.9)
    );
    assert_eq!(
        (both.findings[1].verdict, both.findings[1].reason),
        (Fail, Reason::Part(1))
    );
    near.target = 0.66;
    let rules = vec![
        near,
        exists(Level::Township, 1.0),
        rule(Check::AllOf(vec![0, 1])),
    ];
    assert_eq!(all(&world, rules)[2].findings[0].verdict, Pass);
}

#[test]
fn findings_add_up_along_the_tree_and_along_consortia() {
    let mut world = places(
        vec![clinic(0.0), clinic(5000.0)],
        vec![
            village(100.0, 10.0),
            village(9000.0, 5.0),
            village(200.0, 2.0),
        ],
    );
    world.units.push((Level::Consortium, Some(1), None));
    world.units.push((Level::Consortium, Some(1), None));
    world.villages[2].unit = Some(1);
    let mut made = world.make();
    made.dataset.tiers = vec![Tier::named("township")];
    made.register.links = [(0, 2), (1, 3)]
        .map(|(f, unit)| Link {
            from: Subject::Facility(f),
            to: Subject::Unit(unit),
            kind: "member-of".into(),
            since: None,
            until: None,
            row: (0, 0),
        })
        .to_vec();
    let answer = made.ask(rule(reach(2000.0, 0.0, 1)));
    let tally = |unit: usize| {
        let tally = &answer.units[unit];
        (
            tally.of(Pass),
            tally.of(Fail),
            tally.people[0].0,
            tally.people[4].0,
        )
    };
    assert_eq!(tally(0), (1, 1, 10.0, 5.0), "the township");
    assert_eq!(
        tally(1),
        (2, 1, 12.0, 5.0),
        "the county with a village of no township"
    );
    assert_eq!(
        tally(2),
        (1, 1, 10.0, 5.0),
        "of two health centres the first is nearest"
    );
    assert_eq!(tally(3), (0, 0, 0.0, 0.0));
    assert_eq!(answer.units[3].verdict, None);
}

#[test]
fn a_scope_leaves_out_whoever_lies_elsewhere() {
    let mut world = places(
        vec![clinic(0.0)],
        vec![village(100.0, 1.0), village(9000.0, 1.0)],
    );
    world.units.push((Level::County, None, None));
    world.villages[1].unit = Some(2);
    let standard = Arc::new(Standard {
        rules: vec![rule(reach(2000.0, 0.0, 1)), exists(Level::County, 1.0)],
        scope: Some(expression("code = 'u1'")),
        ..Standard::default()
    });
    let answer = world.make().check(&mut Checker::default(), &standard);
    assert_eq!(
        answer.rules[0].subjects,
        Subjects::Villages(Some(Arc::new([0])))
    );
    assert_eq!(answer.rules[1].subjects, Subjects::Units(Arc::new([1])));
    assert_eq!(answer.rules[0].whole.verdict, Some(Pass));
}

#[test]
fn closing_a_facility_uncovers_those_who_have_no_other() {
    let world = places(
        vec![clinic(0.0), clinic(2500.0), clinic(90_000.0)],
        vec![
            village(500.0, 10.0),
            village(0.0, 7.0),
            village(-1000.0, 5.0),
            village(8000.0, 1.0),
        ],
    );
    let answer = world.make().check(
        &mut Checker::default(),
        &standard(vec![rule(reach(2000.0, 0.0, 1))]),
    );
    let (of, losses) = &answer.losses[0];
    assert_eq!((*of, answer.radii[0]), (0, Some(Metres(2000.0))));
    let loss = |villages, people, sole_villages, sole_people| {
        let people = crate::base::Persons(people);
        let sole_people = crate::base::Persons(sole_people);
        Loss {
            villages,
            people,
            sole_villages,
            sole_people,
        }
    };
    // The third village is 1000 m from the first and 1500 m from the second.
    assert_eq!(losses[0], loss(4, 23.0, 2, 17.0));
    assert_eq!(losses[1], Loss::default());
    assert_eq!(losses[2], Loss::default());
}

#[test]
fn needs_are_met_at_the_lowest_level_that_can() {
    let mut world = places(
        vec![clinic(0.0), clinic(0.0)],
        vec![
            village(0.0, 10.0),
            village(0.0, 5.0),
            village(0.0, 3.0),
            village(0.0, 1.0),
        ],
    );
    world.units.push((Level::Township, Some(1), None));
    world.villages[2].unit = Some(2);
    world.villages[3].unit = None;
    world.facilities[0].village = Some(0);
    world.facilities[1].village = Some(0);
    world.facilities[1].kind = Some("b");
    let contained = |within| {
        let check = Check::WithinReach {
            villages: None,
            facilities: Some(expression("kind = 'a'")),
            within,
            tolerance: Metres(0.0),
            k: 1,
            inside: Some(Level::County),
            then: None,
        };
        let answer = world
            .make()
            .check(&mut Checker::default(), &standard(vec![rule(check)]));
        let levels = answer.containment[0].1.levels.iter();
        (
            levels
                .map(|(level, n, people)| (*level, *n, people.0))
                .collect::<Vec<_>>(),
            answer.rules[0]
                .findings
                .iter()
                .map(|f| f.verdict)
                .collect::<Vec<_>>(),
        )
    };
    let (levels, verdicts) = contained(None);
    let at = |level, n, people| (Some(level), n, people);
    let expected = [
        at(Level::Village, 1, 10.0),
        at(Level::Township, 1, 5.0),
        at(Level::County, 1, 3.0),
        (None, 1, 1.0),
    ];
    assert_eq!(levels, expected);
    assert_eq!(verdicts, [Pass, Pass, Pass, Unknown]);
    assert_eq!(contained(Some(Metres(10.0))).0, expected);
}

#[test]
fn a_larger_radius_never_loses_a_village() {
    for seed in 0..30 {
        let world = random(seed, 3);
        let mut before = Vec::new();
        for radius in [1000.0, 3000.0, 9000.0, 40_000.0] {
            let answer = &all(&world, vec![rule(reach(radius, 0.0, 1))])[0];
            let now: Vec<_> = answer.findings.iter().map(|f| f.verdict).collect();
            let pairs = now.iter().zip(&before);
            assert!(
                pairs.into_iter().all(|(now, before)| now <= before),
                "seed {seed}"
            );
            before = now;
        }
    }
}

/// Of two facilities that are equally far, the distance to either may be told.
fn millimetres(n: f64) -> Option<i64> {
    (!n.is_nan()).then(|| (n * 1000.0).round() as i64)
}

#[test]
fn the_order_of_facilities_does_not_matter() {
    for seed in 0..30 {
        let world = random(seed, 3);
        let mut turned = world.clone();
        turned.facilities.reverse();
        let rules = || {
            vec![
                rule(reach(5000.0, 300.0, 2)),
                exists(Level::Village, 1.0),
                exists(Level::County, 2.0),
            ]
        };
        for (a, b) in all(&world, rules()).iter().zip(all(&turned, rules())) {
            let verdicts = |a: &RuleAnswer| -> Vec<_> {
                a.findings
                    .iter()
                    .map(|f| (f.verdict, millimetres(f.n), f.unknown))
                    .collect()
            };
            assert_eq!(verdicts(a), verdicts(&b), "seed {seed}");
            assert_eq!((a.whole, &a.units), (b.whole, &b.units));
        }
    }
}
