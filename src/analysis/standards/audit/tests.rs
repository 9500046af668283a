//! Figures of the programmes, and parts against a naive walk.

use super::super::worlds::{World, facility, unit};
use super::*;
use crate::base::Date;
use proptest::prelude::*;

fn percent(percent: f64, decimals: u8) -> Percentage {
    Percentage {
        percent,
        decimals,
        at_least: false,
    }
}

fn figure(key: &str, n: Option<f64>, total: Option<f64>) -> Indicator {
    Indicator {
        key: key.into(),
        n,
        total,
        ..Indicator::default()
    }
}

fn report(figure: Indicator, part_of: Option<&str>, each: bool) -> ReportedFigure {
    ReportedFigure {
        name: Bilingual::default(),
        figure,
        each,
        part_of: part_of.map(Into::into),
        line: 1,
    }
}

fn share(figure: Indicator, share: Percentage) -> Indicator {
    Indicator {
        share: Some(share),
        ..figure
    }
}

fn problems(reported: &[ReportedFigure]) -> Vec<(String, AuditProblem)> {
    let notes = document(reported).into_iter();
    notes.map(|n| (n.key.to_string(), n.problem)).collect()
}

#[test]
fn the_figures_of_handan_are_found_without_help() {
    let count = |key, n| figure(key, Some(n), None);
    let standard = percent(93.4, 1);
    let community = percent(90.2, 1);
    let all = percent(100.0, 0);
    let found = problems(&[
        report(
            share(count("standard-centres", 200.0), standard),
            Some("centres"),
            false,
        ),
        report(
            share(count("standard-community", 37.0), community),
            None,
            false,
        ),
        report(share(count("standard-clinics", 5502.0), all), None, false),
        report(share(count("standard-stations", 85.0), all), None, false),
        report(count("counties", 18.0), None, false),
        report(count("test-vehicles", 9.0), Some("counties"), true),
        report(count("ambulances", 219.0), Some("centres"), true),
    ]);
    let expected = [
        (
            "standard-centres",
            AuditProblem::NoTotalFits {
                n: 200.0,
                share: standard,
                truncated: vec![214],
            },
        ),
        (
            "standard-community",
            AuditProblem::TotalsThatFit {
                n: 37.0,
                share: community,
                totals: vec![41],
            },
        ),
        (
            "test-vehicles",
            AuditProblem::NotOneEach { n: 9.0, of: 18.0 },
        ),
        // How many centres there are follows from the percentage alone.
        (
            "ambulances",
            AuditProblem::ProvesNothing {
                n: 219.0,
                of: 214.0,
            },
        ),
    ];
    assert_eq!(
        found,
        expected.map(|(key, problem)| (key.to_owned(), problem))
    );
    let mistakes: Vec<bool> = found.iter().map(|(_, p)| p.is_mistake()).collect();
    assert_eq!(mistakes, [true, false, true, false]);
}

#[test]
fn the_figures_of_lianyungang_are_found_without_help() {
    let of_centres = |key, p| {
        report(
            share(figure(key, None, None), percent(p, 0)),
            Some("centres"),
            false,
        )
    };
    let bound = Percentage {
        at_least: true,
        ..percent(95.0, 0)
    };
    let found = problems(&[
        report(figure("centres", Some(91.0), None), None, false),
        of_centres("surgery", 82.0),
        of_centres("obstetrics", 41.0),
        report(
            share(figure("tcm", None, None), bound),
            Some("centres"),
            false,
        ),
        // A rate is no count.
        report(figure("gps", Some(2.84), None), None, false),
    ]);
    let fits = |key: &str, p, counts| {
        let problem = AuditProblem::CountsThatFit {
            total: 91.0,
            share: percent(p, 0),
            counts,
            truncated: vec![],
        };
        (key.to_owned(), problem)
    };
    assert_eq!(
        found,
        [
            fits("surgery", 82.0, vec![75]),
            fits("obstetrics", 41.0, vec![37])
        ]
    );
}

#[test]
fn count_total_and_percentage_are_held_against_each_other() {
    let found = |n, total, share| {
        let given = Indicator {
            share,
            ..figure("x", n, total)
        };
        of_figure(&given, Known { total, each: false })
    };
    let p = percent(93.4, 1);
    assert_eq!(
        found(Some(93.4), Some(100.0), None),
        [AuditProblem::NoCount { n: 93.4 }]
    );
    assert_eq!(
        found(Some(-1.0), None, None),
        [AuditProblem::NoCount { n: -1.0 }]
    );
    assert_eq!(
        found(Some(9.0), Some(8.0), None),
        [AuditProblem::MoreThanAll { n: 9.0, total: 8.0 }]
    );
    let really = 100.0 * 200.0 / 214.0;
    let (n, total) = (200.0, 214.0);
    assert_eq!(
        found(Some(n), Some(total), Some(p)),
        [AuditProblem::CutOff {
            n,
            total,
            share: p,
            really
        }]
    );
    assert!(matches!(
        found(Some(n), Some(213.0), Some(p))[..],
        [AuditProblem::Contradiction { .. }]
    ));
    assert_eq!(found(Some(n), Some(total), Some(percent(93.5, 1))), []);
    // 83 % of 91 is nothing: 75 are 82.4 %, 76 are 83.516 %.
    assert_eq!(
        found(None, Some(91.0), Some(percent(83.0, 0))),
        [AuditProblem::CountsThatFit {
            total: 91.0,
            share: percent(83.0, 0),
            counts: vec![],
            truncated: vec![76]
        }]
    );
    let differ = problems(&[
        report(figure("centres", Some(91.0), None), None, false),
        report(
            figure("standard", Some(80.0), Some(90.0)),
            Some("centres"),
            false,
        ),
    ]);
    assert_eq!(
        differ[0].1,
        AuditProblem::TotalsDiffer {
            total: 90.0,
            of: 91.0
        }
    );
}

/// A city (unit 0) of three counties.
fn city() -> World {
    let mut world = World::new(2, 4);
    world.register.units.list[0].level = Level::City;
    for county in 1..4 {
        world.register.units.list[county].parent = Some(0);
    }
    world.register.units.of_facility = vec![Some(1), Some(1)];
    world
}

fn of(subject: Subject, n: f64, total: Option<f64>) -> Indicator {
    Indicator {
        of: Some(subject),
        ..figure("trained", Some(n), total)
    }
}

fn sums(world: &World) -> Vec<(Option<Subject>, f64, f64, u32)> {
    let notes = parts(&world.register, None).into_iter();
    notes
        .map(|note| match note.problem {
            AuditProblem::PartsDisagree {
                parts,
                whole,
                count,
            } => (note.of, parts, whole, count),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn counties_must_add_up_to_their_city() {
    let mut world = city();
    let counties = [(1, 10.0), (2, 20.0), (3, 30.0)];
    let mut all: Vec<Indicator> = counties
        .iter()
        .map(|(u, n)| of(unit(*u), *n, None))
        .collect();
    all.push(of(unit(0), 65.0, None));
    world.register.indicators = all.clone();
    assert_eq!(sums(&world), [(Some(unit(0)), 60.0, 65.0, 3)]);
    // One that does not report may make up the rest; more than the whole is wrong all the same.
    world.register.indicators = all[1..].to_vec();
    assert_eq!(sums(&world), []);
    world.register.indicators[2].n = Some(45.0);
    assert_eq!(sums(&world), [(Some(unit(0)), 50.0, 45.0, 2)]);
    // What lies among its parts is a mean, unless it counts out of a total.
    world.register.indicators = all.clone();
    world.register.indicators[3].n = Some(21.0);
    assert_eq!(sums(&world), []);
    world.register.indicators[3].total = Some(100.0);
    assert_eq!(sums(&world), [(Some(unit(0)), 60.0, 21.0, 3)]);
    // Another day is another figure.
    world.register.indicators = all;
    world.register.indicators[3].date = Some(Date {
        year: 2020,
        month: 12,
        day: 31,
    });
    assert_eq!(sums(&world), []);
}

#[test]
fn facilities_must_not_exceed_their_county_nor_totals_the_city() {
    let mut world = city();
    world.register.indicators = vec![
        of(facility(0), 4.0, None),
        of(facility(1), 5.0, None),
        of(unit(1), 8.0, None),
    ];
    assert_eq!(sums(&world), [(Some(unit(1)), 9.0, 8.0, 2)]);
    let total = |u, total| of(unit(u), 1.0, Some(total));
    world.register.indicators = vec![
        total(1, 5.0),
        total(2, 5.0),
        total(3, 5.0),
        of(unit(0), 3.0, Some(14.0)),
    ];
    assert_eq!(sums(&world), [(Some(unit(0)), 15.0, 14.0, 3)]);
}

proptest! {
    #[test]
    fn parts_are_summed_as_a_naive_walk_does(
        n in proptest::collection::vec(proptest::option::of(1u32..20), 8)
    ) {
        // Two cities of three counties each; the whole is unit 0, a province.
        let mut world = World::new(0, 8);
        let parents = [None, Some(0), Some(0), Some(1), Some(1), Some(1), Some(2), Some(2)];
        for (u, parent) in parents.iter().enumerate() {
            let listed = &mut world.register.units.list[u];
            listed.parent = *parent;
            listed.level = [Level::Province, Level::City, Level::County][usize::from(u > 0) + usize::from(u > 2)];
        }
        // Out of a total that is the same in all sums, so that nothing is taken for a mean.
        let figures = (0u32..).zip(&n).filter_map(|(u, n)| Some(of(unit(u), f64::from((*n)?), Some(0.0))));
        world.register.indicators = figures.collect();
        let mut naive = Vec::new();
        for whole in 0..8usize {
            let Some(sum) = n[whole] else { continue };
            for level in [Level::City, Level::County] {
                let nearest = |u: usize| {
                    let mut at = parents[u];
                    while let Some(up) = at {
                        if n[up as usize].is_some() {
                            return Some(up as usize);
                        }
                        at = parents[up as usize];
                    }
                    None
                };
                let inside = |u: usize| parents[u] == Some(whole as u32)
                    || parents[u].is_some_and(|p| parents[p as usize] == Some(whole as u32));
                let of_level = |u: &usize| world.register.units.list[*u].level == level;
                let all = (0..8).filter(of_level).filter(|u| inside(*u)).count();
                let mine: Vec<u32> = (0..8).filter(of_level).filter(|u| nearest(*u) == Some(whole)).filter_map(|u| n[u]).collect();
                let parts: u32 = mine.iter().sum();
                let wrong = parts > sum || mine.len() == all && parts != sum;
                if !mine.is_empty() && wrong {
                    naive.push((Some(unit(whole as u32)), f64::from(parts), f64::from(sum), mine.len() as u32));
                }
            }
        }
        let mut found = sums(&world);
        found.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
        naive.sort_by(|a, b| a.partial_cmp(b).expect("finite"));
        prop_assert_eq!(found, naive);
    }
}
