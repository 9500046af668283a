//! Cases worked out by hand, a few per rule kind.

use super::world::{Fac, Vil, World, expression, of, rule};
use crate::base::{LonLat, Metres, geodesic};
use crate::model::register::Link;
use crate::model::standard::{Bounds, Check, Exemption, Home, Reason};
use crate::model::{Finding, Level, Subject, Verdict};

use Verdict::{Borderline, Exempt, Fail, Pass, Unknown};

const CENTRE: LonLat = LonLat {
    lon: 119.0,
    lat: 34.5,
};

/// A clinic of kind `a` so many metres east of the centre.
pub fn clinic(east: f64) -> Fac {
    Fac {
        at: geodesic::destination(CENTRE, 90.0, Metres(east)),
        kind: Some("a"),
        surgery: Some(true),
        beds: Some(10.0),
        opened: "",
        home: Some(0),
        village: None,
        closed: false,
    }
}

/// A village so many metres west of the centre, in the first unit.
pub fn village(west: f64, people: f64) -> Vil {
    Vil {
        at: Some(geodesic::destination(CENTRE, 270.0, Metres(west))),
        people: Some(people),
        unit: Some(0),
        poor: Some(false),
        joint: Some(false),
    }
}

/// A township in a county.
pub fn places(facilities: Vec<Fac>, villages: Vec<Vil>) -> World {
    World {
        facilities,
        villages,
        units: vec![
            (Level::Township, Some(1), Some(9000.0)),
            (Level::County, None, Some(91_000.0)),
        ],
    }
}

pub fn reach(within: f64, tolerance: f64, k: u32) -> Check {
    Check::WithinReach {
        villages: None,
        facilities: Some(expression("kind = 'a'")),
        within: Some(Metres(within)),
        tolerance: Metres(tolerance),
        k,
        inside: None,
        then: None,
    }
}

fn exists(level: Level, least: f64, most: Option<f64>) -> Check {
    Check::ExistsPerUnit {
        level,
        units: None,
        facilities: Some(expression("kind = 'a'")),
        count: Bounds {
            least: Some(least),
            most,
        },
        home: Home::Register,
    }
}

fn verdicts(findings: &[Finding]) -> Vec<Verdict> {
    findings.iter().map(|f| f.verdict).collect()
}

#[test]
fn a_village_is_within_reach_up_to_the_radius_and_borderline_about_it() {
    let villages = [1000.0, 1901.0, 2000.0, 2099.0, 2101.0].map(|d| village(d, 100.0));
    let made = places(vec![clinic(0.0)], villages.to_vec()).make();
    let exactly = geodesic::distance(made.dataset.villages[2].location.expect("a place"), CENTRE);
    let plain = made.ask(rule(reach(exactly.0, 0.0, 1)));
    assert_eq!(verdicts(&plain.findings), [Pass, Pass, Pass, Fail, Fail]);
    let wide = made.ask(rule(reach(2000.0, 100.0, 1)));
    assert_eq!(verdicts(&wide.findings[..2]), [Pass, Borderline]);
    assert_eq!(
        verdicts(&wide.findings[2..]),
        [Borderline, Borderline, Fail]
    );
    let finding = &wide.findings[0];
    assert!((finding.n - 1000.0).abs() < 1e-6);
    assert_eq!(
        (finding.other, finding.total, finding.most),
        (0, 1.0, 2000.0)
    );
    assert!((finding.margin().expect("a margin") - 1000.0).abs() < 1e-6);
}

#[test]
fn two_fold_reach_asks_for_the_second_facility() {
    let world = places(
        vec![clinic(0.0), clinic(1500.0), clinic(9000.0)],
        vec![village(400.0, 1.0), village(1000.0, 1.0)],
    );
    let answer = world.make().ask(rule(reach(2000.0, 0.0, 2)));
    assert_eq!(verdicts(&answer.findings), [Pass, Fail]);
    assert_eq!(
        (answer.findings[0].other, answer.findings[0].total),
        (1, 2.0)
    );
    assert!((answer.findings[1].n - 2500.0).abs() < 1e-6);
    let all = world.make().ask(rule(reach(20_000.0, 0.0, 4)));
    assert_eq!(all.findings[0].verdict, Fail);
    assert_eq!(all.findings[0].reason, Reason::NoFacility);
}

#[test]
fn what_may_be_a_clinic_passes_nobody() {
    let unknown = Fac {
        kind: None,
        ..clinic(0.0)
    };
    let nowhere = Vil {
        at: None,
        ..village(0.0, 1.0)
    };
    let villages = vec![village(100.0, 1.0), village(8000.0, 1.0), nowhere];
    let answer = places(vec![unknown, clinic(-7000.0)], villages)
        .make()
        .ask(rule(reach(2000.0, 0.0, 1)));
    assert_eq!(verdicts(&answer.findings), [Unknown, Pass, Unknown]);
    assert_eq!(answer.findings[0].reason, Reason::SomeUnknown);
    assert_eq!(answer.findings[0].unknown, 1);
    assert_eq!(answer.findings[2].reason, Reason::NoLocation);
}

#[test]
fn joint_villages_are_exempt_and_small_ones_not_asked() {
    // "One clinic within 2 km of every village above 800 people, except joint villages."
    let joint = |joint| Vil {
        joint,
        ..village(5000.0, 900.0)
    };
    let near = village(100.0, 900.0);
    let near_and_doubtful = Vil {
        joint: None,
        ..near.clone()
    };
    let villages = vec![
        near,
        village(5000.0, 800.0),
        joint(Some(true)),
        joint(None),
        joint(Some(false)),
        near_and_doubtful,
    ];
    let mut asked = rule(Check::WithinReach {
        villages: Some(expression("population > 800")),
        facilities: None,
        within: Some(Metres(2000.0)),
        tolerance: Metres(0.0),
        k: 1,
        inside: None,
        then: None,
    });
    asked.exempt = vec![of("joint")];
    asked.target = 0.5;
    let answer = places(vec![clinic(0.0)], villages).make().ask(asked);
    assert_eq!(
        verdicts(&answer.findings),
        [Pass, Exempt, Unknown, Fail, Pass]
    );
    assert_eq!(answer.findings[2].reason, Reason::UnknownScope);
    assert_eq!(answer.findings[1].reason, Reason::Exempt(0));
    assert_eq!((answer.whole.asked(), answer.whole.all()), (4, 5));
    assert_eq!(answer.whole.verdict, Some(Pass), "two of four");
    assert_eq!(answer.units[1], answer.whole, "the county holds them all");
    assert!((answer.whole.people[0].0 - 1800.0).abs() < 1e-9);
}

#[test]
fn the_seat_of_a_health_centre_and_a_village_that_is_served_need_no_clinic() {
    let clinic_of = |village| Fac {
        village: Some(village),
        ..clinic(0.0)
    };
    let centre = Fac {
        kind: Some("b"),
        ..clinic_of(1)
    };
    let villages = (0..4)
        .map(|i| village(f64::from(i) * 3000.0, 1.0))
        .collect();
    let mut made = places(vec![clinic_of(0), centre], villages).make();
    made.register.links.push(Link {
        from: Subject::Facility(0),
        to: Subject::Village(2),
        kind: "serves".into(),
        since: None,
        until: None,
        row: (0, 0),
    });
    let none = of("joint");
    let mut asked = rule(exists(Level::Village, 1.0, None));
    asked.exempt = vec![
        Exemption {
            of: None,
            hosts: Some(expression("kind = 'b'")),
            ..none.clone()
        },
        Exemption {
            of: None,
            linked: Some("serves".into()),
            ..none
        },
    ];
    let answer = made.ask(asked.clone());
    assert_eq!(verdicts(&answer.findings), [Pass, Exempt, Exempt, Fail]);
    assert_eq!(answer.findings[2].reason, Reason::Exempt(1));
    // Of a clinic that is closed nobody is served.
    made.facilities[0].closed = true;
    assert_eq!(
        verdicts(&made.ask(asked).findings),
        [Fail, Exempt, Fail, Fail]
    );
}

#[test]
fn clinics_are_needed_by_population_and_allowed_in_a_band() {
    let answer = |people: Option<f64>, clinics: usize, per, most_per| {
        let mut world = places(vec![clinic(0.0); clinics], vec![village(0.0, 4000.0)]);
        world.units[0].2 = people;
        let check = Check::PerPopulation {
            level: Level::Township,
            units: None,
            facilities: Some(expression("kind = 'a'")),
            per,
            most_per,
            home: Home::Register,
        };
        world.make().ask(rule(check)).findings[0]
    };
    // ⌈P / 3000⌉
    assert_eq!(answer(Some(3000.0), 1, 3000.0, None).verdict, Pass);
    assert_eq!(answer(Some(3001.0), 1, 3000.0, None).verdict, Fail);
    let missing = answer(None, 1, 3000.0, None);
    assert_eq!(missing.verdict, Fail, "its village alone needs two");
    assert_eq!(answer(None, 2, 3000.0, None).reason, Reason::NoPopulation);
    assert_eq!(answer(None, 2, 3000.0, None).verdict, Unknown);
    // Between ⌈P / 100 000⌉ and max(1, ⌊P / 30 000⌋)
    let band = |people, clinics| {
        let f = answer(Some(people), clinics, 100_000.0, Some(30_000.0));
        (f.verdict, f.least, f.most)
    };
    assert_eq!(band(20_000.0, 1), (Pass, 1.0, 1.0));
    assert_eq!(band(100_000.0, 0), (Fail, 1.0, 3.0), "under");
    assert_eq!(band(100_000.0, 3), (Pass, 1.0, 3.0), "within");
    assert_eq!(band(100_000.0, 4), (Fail, 1.0, 3.0), "over");
    assert_eq!(band(100_001.0, 1), (Fail, 2.0, 3.0));
}

#[test]
fn doctors_per_ten_thousand_are_held_against_their_target() {
    let mut world = places(vec![clinic(0.0); 3], Vec::new());
    world.units[0].2 = Some(1_000_000.0);
    for (f, beds) in world.facilities.iter_mut().zip([200.0, 80.0, 4.0]) {
        f.beds = Some(beds);
    }
    let check = Check::Ratio {
        level: Level::Township,
        units: None,
        facilities: None,
        sum: expression("beds"),
        per: 10_000.0,
        bounds: Bounds {
            least: Some(2.84),
            most: None,
        },
        home: Home::Register,
    };
    let ask = |world: &World| world.make().ask(rule(check.clone())).findings[0];
    let finding = ask(&world);
    assert_eq!(
        (finding.verdict, finding.n, finding.total),
        (Pass, 2.84, 284.0)
    );
    world.facilities[2].beds = None;
    let finding = ask(&world);
    assert_eq!(
        (finding.verdict, finding.n, finding.unknown),
        (Unknown, 2.8, 1)
    );
    world.facilities[0].beds = Some(500.0);
    assert_eq!(ask(&world).verdict, Pass, "whatever the third has");
}

#[test]
fn a_share_has_its_total_and_what_is_not_known_can_go_either_way() {
    // 75 of 91 can operate: 82.4 %.
    let ask = |yes: usize, unknown: usize, least| {
        let mut world = places(vec![clinic(0.0); 91], Vec::new());
        for (i, f) in world.facilities.iter_mut().enumerate() {
            f.surgery = (i >= unknown).then_some(i < yes + unknown);
        }
        let check = Check::Share {
            level: None,
            units: None,
            facilities: None,
            condition: expression("surgery"),
            bounds: Bounds {
                least: Some(least),
                most: None,
            },
        };
        world.make().ask(rule(check)).findings[0]
    };
    let finding = ask(75, 0, 0.82);
    assert_eq!(
        (finding.verdict, finding.n, finding.total),
        (Pass, 75.0, 91.0)
    );
    assert_eq!(ask(74, 0, 0.82).verdict, Fail);
    assert_eq!(ask(74, 1, 0.82).verdict, Unknown);
    assert_eq!(
        (ask(75, 3, 0.82).verdict, ask(75, 3, 0.82).reason),
        (Pass, Reason::SomeUnknown)
    );
    assert_eq!(ask(70, 4, 0.82).verdict, Fail);
}

#[test]
fn a_total_that_is_enough_hides_no_centre_without() {
    let mut world = places(vec![clinic(0.0); 4], Vec::new());
    for (f, ambulances) in world
        .facilities
        .iter_mut()
        .zip([Some(3.0), Some(1.0), Some(0.0), None])
    {
        f.beds = ambulances;
    }
    let check = |level| Check::AttributeMinimum {
        level,
        units: None,
        facilities: None,
        value: expression("beds"),
        bounds: Bounds {
            least: Some(1.0),
            most: None,
        },
    };
    let made = world.make();
    let each = made.ask(rule(check(None)));
    assert_eq!(verdicts(&each.findings), [Pass, Pass, Fail, Unknown]);
    assert_eq!(each.findings[3].reason, Reason::NoValue);
    assert_eq!(each.whole.verdict, Some(Fail));
    let sum = made.ask(rule(check(Some(Level::Township))));
    assert_eq!(
        (
            sum.findings[0].verdict,
            sum.findings[0].n,
            sum.findings[0].unknown
        ),
        (Pass, 4.0, 1)
    );
}

#[test]
fn a_field_that_nobody_has_is_named_with_the_nearest_one() {
    let made = places(vec![clinic(0.0)], vec![village(0.0, 1.0)]).make();
    let check = Check::ExistsPerUnit {
        level: Level::Township,
        units: None,
        facilities: Some(expression("surgry AND wings > 2")),
        count: Bounds {
            least: Some(1.0),
            most: None,
        },
        home: Home::Register,
    };
    let answer = made.ask(rule(check));
    assert_eq!(verdicts(&answer.findings), [Unknown]);
    let missing = [
        ("surgry".into(), Some("surgery".into())),
        ("wings".into(), None),
    ];
    assert_eq!(answer.missing, missing);
}

#[test]
fn a_rule_says_of_each_facility_whether_it_counts_and_of_a_share_whether_it_satisfies() {
    let mut world = places(vec![clinic(0.0); 4], Vec::new());
    for (f, surgery) in world
        .facilities
        .iter_mut()
        .zip([Some(true), Some(false), None, None])
    {
        f.surgery = surgery;
    }
    world.facilities[3].closed = true;
    let share = Check::Share {
        level: None,
        units: None,
        facilities: None,
        condition: expression("surgery"),
        bounds: Bounds::default(),
    };
    let reach = Check::WithinReach {
        villages: None,
        facilities: Some(expression("surgery")),
        within: Some(Metres(1000.0)),
        tolerance: Metres(0.0),
        k: 1,
        inside: None,
        then: None,
    };
    let asked = world.make();
    let satisfying = asked.ask(rule(share));
    assert_eq!(
        *satisfying.facilities,
        [Some(Pass), Some(Fail), Some(Unknown), None]
    );
    let serving = asked.ask(rule(reach));
    assert_eq!(*serving.facilities, [Some(Pass), None, Some(Unknown), None]);
}
