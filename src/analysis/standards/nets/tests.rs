//! Rules about links, referrals and reports through a whole check.

use super::super::worlds::{World as Links, facility, unit};
use super::super::{CheckRequest, Checker};
use super::*;
use crate::analysis::{Demand, DistrictIndex};
use crate::base::{LonLat, Persons, Progress};
use crate::model::register::{Indicator, Percentage};
use crate::model::standard::{
    Bilingual, Bounds, Computed, NetworkFault, Reason, ReportedFigure, Verdict,
};
use crate::model::{Dataset, Expression, Facility, SourceRow, StandardAnswer, Tier, Village};

fn condition(text: &str) -> Expression {
    Expression::parse(text).expect("an expression")
}

fn rule(id: &str, check: Check) -> Rule {
    Rule {
        id: id.into(),
        name: Bilingual::default(),
        note: Bilingual::default(),
        programme: None,
        rows: Vec::new(),
        part: false,
        target: 1.0,
        deadline: None,
        exempt: Vec::new(),
        check,
        line: 1,
    }
}

/// Facilities along the equator, east by kilometres, each with its tier.
fn links(facilities: &[(&str, f64)], units: u32) -> (Links, Dataset) {
    let mut links = Links::new(facilities.len() as u32, units);
    let tiers = ["township", "county"];
    let source = SourceRow { layer: 0, row: 0 };
    let mut dataset = Dataset {
        tiers: tiers.iter().map(|t| Tier::named(t)).collect(),
        ..Dataset::default()
    };
    for (f, (tier, km)) in facilities.iter().enumerate() {
        let own = &mut links.facilities[f];
        own.location = at(*km);
        own.tier = tiers.iter().position(|t| t == tier).expect("tier") as u16;
        dataset.facilities.push(Facility {
            source,
            id: own.id.clone(),
            name: own.name.clone(),
            tier: own.tier,
            location: own.location,
        });
    }
    (links, dataset)
}

fn at(km: f64) -> LonLat {
    LonLat::new(
        119.0 + (km * 1000.0 / crate::base::ecef::EQUATORIAL_RADIUS).to_degrees(),
        0.0,
    )
}

fn village(km: f64) -> Village {
    Village {
        source: SourceRow { layer: 0, row: 0 },
        id: "".into(),
        name: "".into(),
        location: Some(at(km)),
        population: Some(Persons(100.0)),
    }
}

fn check(links: &mut Links, dataset: &Dataset, standard: Standard) -> StandardAnswer {
    links.register.units.of_village = vec![None; dataset.villages.len()];
    let index = DistrictIndex::new(dataset);
    let demand = Demand::new(dataset, &index.locate(dataset));
    let request = CheckRequest {
        dataset,
        register: &links.register,
        facilities: &links.facilities,
        demand: &demand,
        index: &index,
        as_of: None,
    };
    let mut checker = Checker::default();
    checker
        .check(&Arc::new(standard), &request, &Progress::new())
        .expect("nobody stops it")
}

/// Centres that must be led, referrals free and assigned, and two reports.
fn standard() -> Standard {
    let centres = || Some(condition("tier = 'township'"));
    let referral = |assigned: Option<&str>| Check::WithinReach {
        villages: None,
        facilities: centres(),
        within: Some(Metres(2000.0)),
        tolerance: Metres(0.0),
        k: 1,
        inside: None,
        then: Some(Referral {
            facilities: Some(condition("tier = 'county'")),
            within: Metres(30_000.0),
            assigned: assigned.map(Into::into),
        }),
    };
    let reported = |indicator: &str, computed| Check::ReportedAgrees {
        indicator: indicator.into(),
        level: None,
        computed: Some(computed),
        tolerance: 0.0,
        bounds: Bounds::default(),
    };
    Standard {
        rules: vec![
            rule(
                "led",
                Check::Linked {
                    facilities: centres(),
                    level: None,
                    link: "manages".into(),
                    incoming: true,
                    links: None,
                    to: Some(condition("tier = 'county'")),
                    count: Bounds {
                        least: Some(1.0),
                        most: Some(1.0),
                    },
                    depth: Some(1),
                },
            ),
            rule("free", referral(None)),
            rule("assigned", referral(Some("manages"))),
            rule(
                "centres",
                reported("centres", Computed::Count(condition("tier = 'township'"))),
            ),
            rule(
                "hospitals",
                reported("hospitals", Computed::Count(condition("tier = 'county'"))),
            ),
        ],
        reported: vec![ReportedFigure {
            name: Bilingual::default(),
            figure: Indicator {
                key: "hospitals".into(),
                n: Some(2.0),
                share: Some(Percentage {
                    percent: 99.9,
                    decimals: 1,
                    at_least: false,
                }),
                ..Indicator::default()
            },
            each: false,
            part_of: None,
            line: 9,
        }],
        ..Standard::default()
    }
}

#[test]
fn a_standard_asks_for_links_referrals_and_reports() {
    // Two hospitals at 0 and 30 km; centres at 10, 24 and 40 km.
    let (mut links, mut dataset) = links(
        &[
            ("county", 0.0),
            ("county", 30.0),
            ("township", 10.0),
            ("township", 24.0),
            ("township", 40.0),
        ],
        2,
    );
    // Centre 3 is led by the far hospital, centre 4 by nobody.
    links.link("manages", facility(0), facility(2));
    links.link("manages", facility(0), facility(3));
    dataset.villages = [9.0, 25.0, 41.0].map(village).into();
    links.register.indicators.push(Indicator {
        key: "centres".into(),
        of: Some(unit(0)),
        n: Some(3.0),
        ..Indicator::default()
    });
    links.register.units.of_facility = vec![None, None, Some(0), Some(0), Some(1)];
    let answer = check(&mut links, &dataset, standard());
    let found = |rule: usize| -> Vec<(Verdict, Reason, u32)> {
        let findings = answer.rules[rule].findings.iter();
        findings.map(|f| (f.verdict, f.reason, f.other)).collect()
    };
    let none = crate::model::answers::NONE;
    let (pass, fail) = (Verdict::Pass, Verdict::Fail);
    assert_eq!(
        answer.rules[0].subjects,
        Subjects::Facilities([2, 3, 4].into())
    );
    assert_eq!(
        found(0),
        [
            (pass, Reason::Numbers, 0),
            (pass, Reason::Numbers, 0),
            (fail, Reason::NotLinked, none)
        ]
    );
    // Free: each by the nearest hospital. Along the links the second goes back 24 km, the third nowhere.
    let all = [
        (pass, Reason::Numbers, 0),
        (pass, Reason::Numbers, 1),
        (pass, Reason::Numbers, 1),
    ];
    assert_eq!(found(1), all);
    assert_eq!(
        found(2),
        [
            (pass, Reason::Numbers, 0),
            (pass, Reason::Numbers, 0),
            (fail, Reason::NoReferral, none)
        ]
    );
    let (of_rule, excess) = &answer.excess[0];
    assert_eq!((*of_rule, answer.excess.len()), (2, 1));
    assert!(excess[0].abs() < 1e-3 && (excess[1] - 18_000.0).abs() < 1e-3);
    assert!(excess[2].is_nan());
    // The unit says three centres, two are at home there; the document's two hospitals are there, but not its percentage.
    assert_eq!(answer.rules[3].subjects, Subjects::Units([0].into()));
    assert_eq!(found(3), [(fail, Reason::Disagrees, none)]);
    assert_eq!(answer.rules[4].subjects, Subjects::Whole);
    assert_eq!(found(4), [(fail, Reason::Impossible, 0)]);
    assert_eq!(&*answer.audit[0].key, "hospitals");
    let network = &answer.networks[0];
    assert_eq!((&*network.kind, answer.networks.len()), ("manages", 1));
    assert_eq!(network.faults, [NetworkFault::Orphan(4)]);
}
