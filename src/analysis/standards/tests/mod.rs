//! What a check answers, held against cases worked out by hand and against plain loops.

mod cases;
mod naive;
mod together;
mod world;

use naive::{Case, What, judged};
use world::{Random, random, standard};

use crate::analysis::Checker;
use crate::base::geodesic;
use crate::model::standard::{Bounds, Subjects};
use crate::model::{Level, Verdict};

fn one_sided(Bounds { least, most }: Bounds) -> Bounds {
    Bounds {
        least,
        most: most.filter(|_| least.is_none()),
    }
}

/// A rule of some kind with numbers about which verdicts differ.
fn some_case(seed: u64, world: &world::World) -> Case {
    let mut r = Random(seed ^ 0xabcd);
    let levels = [Level::Village, Level::Township, Level::County];
    let bounds = |r: &mut Random, values: &[f64]| {
        let (a, b) = (r.one(values), r.one(values));
        match r.below(3) {
            0 => Bounds {
                least: Some(a),
                most: None,
            },
            1 => Bounds {
                least: None,
                most: Some(a),
            },
            _ => Bounds {
                least: Some(a.min(b)),
                most: Some(a.max(b)),
            },
        }
    };
    // Sometimes a radius that one distance meets exactly.
    let met = || {
        let at = world.villages.iter().find_map(|v| v.at)?;
        Some(geodesic::distance(at, world.facilities[seed as usize % 12].at).0)
    };
    let what = match seed % 7 {
        0 | 1 => What::Reach {
            within: r.one(&[Some(3000.0), Some(9000.0), met(), met(), None]),
            tolerance: r.one(&[0.0, 800.0, 4000.0]),
            k: r.one(&[1, 1, 2, 3]),
            inside: r.one(&[
                None,
                None,
                Some(Level::Township),
                Some(Level::County),
                Some(Level::Village),
            ]),
        },
        2 => What::Exists(r.one(&levels), bounds(&mut r, &[0.0, 1.0, 2.0, 3.0])),
        3 => {
            let (per, most_per) = r.one(&[
                (3000.0, None),
                (20_000.0, Some(1000.0)),
                (100_000.0, Some(30_000.0)),
            ]);
            What::Per(r.one(&levels), per, most_per)
        }
        4 => What::Ratio(
            r.one(&levels),
            10_000.0,
            bounds(&mut r, &[0.0, 1.0, 2.84, 20.0]),
        ),
        5 => What::Share(
            r.one(&[
                None,
                Some(Level::Township),
                Some(Level::County),
                Some(Level::Village),
            ]),
            bounds(&mut r, &[0.0, 0.3, 0.5, 0.82, 1.0]),
        ),
        _ => What::Minimum(
            r.one(&[None, Some(Level::Township), Some(Level::County)]),
            bounds(&mut r, &[1.0, 20.0, 60.0]),
        ),
    };
    let what = match what {
        // What is not known may lie on both sides of a band and never in it: the oracle tries that, bounds do not tell it.
        What::Ratio(level, per, bounds) => What::Ratio(level, per, one_sided(bounds)),
        What::Share(level, bounds) => What::Share(level, one_sided(bounds)),
        What::Minimum(level, bounds) => What::Minimum(level, one_sided(bounds)),
        // Somewhere everybody is inside of something.
        What::Reach {
            within: None,
            tolerance,
            k,
            inside: None,
        } => What::Reach {
            within: Some(5000.0),
            tolerance,
            k,
            inside: None,
        },
        what => what,
    };
    let village = matches!(
        what,
        What::Reach { .. }
            | What::Exists(Level::Village, _)
            | What::Per(Level::Village, ..)
            | What::Ratio(Level::Village, ..)
            | What::Share(Some(Level::Village), _)
    );
    Case {
        what,
        poor: village && r.below(3) == 0,
        joint: village && r.below(3) == 0,
    }
}

#[test]
fn verdicts_are_those_on_which_all_possible_worlds_agree() {
    let mut seen = [0u32; 5];
    for seed in 0..420 {
        let world = random(seed, 2);
        let case = some_case(seed, &world);
        let answer = world.make().ask(case.rule());
        let everybody: Vec<u32> = match &answer.subjects {
            Subjects::Villages(_) => (0..world.villages.len() as u32).collect(),
            Subjects::Facilities(_) => (0..world.facilities.len() as u32).collect(),
            Subjects::Units(list) => list.to_vec(),
            Subjects::Whole => vec![0],
        };
        let expected = everybody
            .iter()
            .filter_map(|s| Some((*s, judged(&world, &case, *s)?)));
        let expected: Vec<(u32, Verdict)> = expected.collect();
        let said: Vec<(u32, Verdict)> = answer
            .findings
            .iter()
            .enumerate()
            .map(|(i, f)| {
                (
                    answer.subjects.get(i).map_or(0, super::frame::number),
                    f.verdict,
                )
            })
            .collect();
        assert_eq!(
            said, expected,
            "seed {seed}: {case:?}\n{:?}",
            answer.findings
        );
        for (_, verdict) in said {
            seen[verdict as usize] += 1;
        }
    }
    assert!(seen.iter().all(|n| *n > 20), "{seen:?}");
}

#[test]
fn a_checker_that_is_carried_on_answers_as_a_fresh_one() {
    for seed in 0..40 {
        let world = random(seed, 3);
        let rules: Vec<_> = (0..7)
            .map(|i| some_case(seed * 7 + i, &world).rule())
            .collect();
        let mut made = world.make();
        let mut checker = Checker::default();
        let mut r = Random(seed);
        for _ in 0..6 {
            // Something is edited, or the rules are others.
            let i = r.below(12) as usize;
            match r.below(4) {
                0 => made.facilities[i].closed ^= true,
                1 => {
                    made.facilities[i].location.lat += 0.03;
                    made.facilities[i].moved = true;
                }
                _ => {}
            }
            let some: Vec<_> = rules.iter().filter(|_| r.below(3) > 0).cloned().collect();
            let standard = standard(some);
            let carried = made.check(&mut checker, &standard);
            let fresh = made.check(&mut Checker::default(), &standard);
            assert_eq!(format!("{carried:?}"), format!("{fresh:?}"), "seed {seed}");
        }
    }
}
