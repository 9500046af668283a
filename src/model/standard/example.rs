//! A checked standard small enough to check by eye: a county of two townships, four villages, four facilities; a rule of each kind with
//! findings made by hand.

#![allow(
    clippy::must_use_candidate,
    clippy::too_many_lines,
    reason = "data for tests, written out"
)]

use std::sync::Arc;

use super::{
    AuditNote, AuditProblem, Bilingual, Bounds, Check, Citation, Containment, Exemption, Finding,
    Home, Loss, Network, NetworkFault, Parameter, Quantity, Reason, Rule, RuleAnswer, Standard,
    StandardAnswer, StandardContext, Subjects, Tally, Verdict,
};
use crate::base::{Date, LonLat, Metres, Persons};
use crate::model::answers::NONE;
use crate::model::expression::Expression;
use crate::model::register::{
    JoinReport, Level, LostRow, Percentage, RecordKind, RecordTable, Register, Subject, Unit,
    UnitSource, Units,
};
use crate::model::{
    Dataset, Facility, FeatureTable, Paged, Scenario, ServingFacility, SourceInfo, SourceRow, Tier,
    Village,
};

/// The whole example.
pub struct Example {
    /// The files.
    pub dataset: Arc<Dataset>,
    /// The units.
    pub register: Register,
    /// The facilities.
    pub facilities: Paged<ServingFacility>,
    /// The answer.
    pub answer: StandardAnswer,
}

impl Example {
    /// The answer with its data.
    pub fn context(&self) -> StandardContext<'_> {
        StandardContext {
            answer: &self.answer,
            dataset: &self.dataset,
            register: &self.register,
            facilities: &self.facilities,
        }
    }
}

/// A text in both languages.
pub fn both(en: &str, zh: &str) -> Bilingual {
    Bilingual {
        en: en.into(),
        zh: zh.into(),
    }
}

/// An expression.
pub fn expression(text: &str) -> Option<Expression> {
    Some(Expression::parse(text).expect("an expression"))
}

/// A rule that checks something.
pub fn rule(id: &str, name: Bilingual, check: Check) -> Rule {
    Rule {
        id: id.into(),
        name,
        note: Bilingual::default(),
        programme: None,
        rows: Vec::new(),
        part: false,
        target: 1.0,
        deadline: None,
        exempt: vec![Exemption {
            of: expression("joint"),
            hosts: None,
            linked: None,
            reason: both("it shares a clinic", "与邻村联合设置"),
        }],
        check,
        line: 1,
    }
}

/// A finding with its numbers: `n`, `total`, `least`, `most`, `other`.
pub fn finding(verdict: Verdict, reason: Reason, numbers: [f64; 4], other: u32) -> Finding {
    let [n, total, least, most] = numbers;
    Finding {
        verdict,
        reason,
        other,
        unknown: 0,
        n,
        total,
        least,
        most,
    }
}

const NO: f64 = f64::NAN;

/// The answer to a rule, tallied: of the whole and of each unit.
fn answer(
    rule: &Rule,
    subjects: Subjects,
    findings: &[Finding],
    register: &Register,
    dataset: &Dataset,
) -> Arc<RuleAnswer> {
    let add = |tally: &mut Tally, finding: &Finding, people: Option<Persons>| {
        tally.count[finding.verdict as usize] += 1;
        tally.people[finding.verdict as usize].0 += people.map_or(0.0, |p| p.0);
    };
    let close = |tally: &mut Tally| {
        let passed = f64::from(tally.of(Verdict::Pass)) / f64::from(tally.asked().max(1));
        tally.verdict = match tally.all() {
            0 => None,
            _ if tally.of(Verdict::Fail) == 0 && tally.of(Verdict::Unknown) > 0 => {
                Some(Verdict::Unknown)
            }
            _ if passed >= rule.target => Some(Verdict::Pass),
            _ => Some(Verdict::Fail),
        };
    };
    let mut whole = Tally::default();
    let mut units = vec![Tally::default(); register.units.list.len()];
    for (i, finding) in findings.iter().enumerate() {
        let (people, home) = match subjects.get(i) {
            Some(Subject::Village(v)) => (
                dataset.villages[v as usize].population,
                register.units.of_village[v as usize],
            ),
            Some(Subject::Unit(u)) => (register.units.list[u as usize].population, Some(u)),
            Some(Subject::Facility(f)) => (None, register.units.of_facility[f as usize]),
            None => (None, None),
        };
        add(&mut whole, finding, people);
        for unit in register.units.upwards(home) {
            add(&mut units[unit as usize], finding, people);
        }
    }
    close(&mut whole);
    units.iter_mut().for_each(close);
    Arc::new(RuleAnswer {
        subjects,
        findings: Arc::new(findings.to_vec()),
        whole,
        units: units.into(),
        facilities: Arc::new([]),
        missing: Vec::new(),
    })
}

fn dataset() -> Dataset {
    let at = |layer, row| SourceRow { layer, row };
    let facility = |row, id: &str, name: &str, tier, lon| Facility {
        source: at(0, row),
        id: id.into(),
        name: name.into(),
        tier,
        location: LonLat::new(lon, 34.0),
    };
    let village = |row, id: &str, name: &str, lon: Option<f64>, people: Option<f64>| Village {
        source: at(1, row),
        id: id.into(),
        name: name.into(),
        location: lon.map(|lon| LonLat::new(lon, 34.0)),
        population: people.map(Persons),
    };
    Dataset {
        facilities: vec![
            facility(0, "F1", "板浦卫生院", 1, 119.0),
            facility(1, "F2", "柳坪卫生室", 0, 119.1),
            facility(2, "F3", "=东卫生院", 1, 119.2),
            facility(3, "F4", "赣榆人民医院", 2, 119.3),
        ],
        villages: vec![
            village(0, "V1", "板浦村", Some(119.01), Some(1200.0)),
            village(1, "V2", "柳坪村", Some(119.12), Some(800.0)),
            village(2, "V3", "+远村", Some(119.5), Some(150.0)),
            village(3, "V4", "无址村", None, None),
        ],
        tiers: vec![
            Tier::named("clinic"),
            Tier::named("township"),
            Tier::named("county"),
        ],
        ..Dataset::default()
    }
}

fn units() -> Units {
    let unit = |code: &str, name: &str, en: Option<&str>, level, parent, people: f64| Unit {
        code: code.into(),
        name: name.into(),
        name_en: en.map(Into::into),
        level,
        parent,
        population: Some(Persons(people)),
        village_people: Persons(people),
        villages: 2,
        district: None,
        source: UnitSource::Derived,
    };
    Units {
        list: vec![
            unit(
                "320706101",
                "板浦镇",
                Some("Banpu"),
                Level::Township,
                Some(2),
                2000.0,
            ),
            unit("320706102", "东镇", None, Level::Township, Some(2), 150.0),
            unit(
                "320706",
                "海州区",
                Some("Haizhou"),
                Level::County,
                None,
                2150.0,
            ),
        ],
        of_village: vec![Some(0), Some(0), Some(1), Some(1)],
        grids_of_village: Vec::new(),
        of_facility: vec![Some(0), Some(0), Some(1), Some(2)],
        village_of_facility: vec![None, Some(1), None, None],
    }
}

/// A table of links of which a row did not join.
pub fn records() -> (RecordTable, JoinReport) {
    let mut table = FeatureTable::new(SourceInfo {
        path: "data/links.csv".into(),
        sha256: "cd".repeat(32),
        bytes: 10,
        format: "CSV",
        crs: String::new(),
        encoding: "UTF-8",
        modified: None,
    });
    for _ in 0..91 {
        table.push_row(None, crate::model::Geometry::Missing, []);
    }
    let lost = |row, value: &str, candidates| LostRow {
        row,
        column: "from".into(),
        value: value.into(),
        candidates,
    };
    let record = RecordTable {
        table: Arc::new(table),
        kind: RecordKind::Links,
    };
    let report = JoinReport {
        rows: 91,
        by_code: 85,
        by_name: 3,
        lost: vec![
            lost(3, "F0999", 0),
            lost(7, "东卫生院", 2),
            lost(9, "F1000", 0),
        ],
    };
    (record, report)
}

/// The rules, one of each kind.
pub fn rules() -> Vec<Rule> {
    let township = || expression("tier = 'township'");
    let least = |n| Bounds {
        least: Some(n),
        most: None,
    };
    vec![
        rule(
            "near-clinic",
            both("A clinic near every village", "村村有医"),
            Check::WithinReach {
                villages: None,
                facilities: expression("tier = 'clinic'"),
                within: Some(Metres(2000.0)),
                tolerance: Metres(50.0),
                k: 1,
                inside: None,
                then: None,
            },
        ),
        rule(
            "one-thc",
            both("One health centre per township", "每乡镇一所卫生院"),
            Check::ExistsPerUnit {
                level: Level::Township,
                units: None,
                facilities: township(),
                count: least(1.0),
                home: Home::Register,
            },
        ),
        rule(
            "per-3000",
            both("A clinic per 3 000 people", "每三千人一所"),
            Check::PerPopulation {
                level: Level::Township,
                units: None,
                facilities: expression("tier = 'clinic'"),
                per: 3000.0,
                most_per: None,
                home: Home::Register,
            },
        ),
        rule(
            "gps",
            both("GPs", "全科医生"),
            Check::Ratio {
                level: Level::County,
                units: None,
                facilities: None,
                sum: Expression::parse("gps").expect("a field"),
                per: 10_000.0,
                bounds: least(2.84),
                home: Home::Register,
            },
        ),
        rule(
            "surgery",
            both("Surgery", "手术能力"),
            Check::Share {
                level: None,
                units: None,
                facilities: township(),
                condition: Expression::parse("surgery").expect("a field"),
                bounds: least(0.82),
            },
        ),
        rule(
            "ambulance",
            both("An ambulance each", "救护车配备"),
            Check::AttributeMinimum {
                level: None,
                units: None,
                facilities: township(),
                value: Expression::parse("ambulances").expect("a field"),
                bounds: least(1.0),
            },
        ),
        rule(
            "telemedicine",
            both("Telemedicine", "远程会诊"),
            Check::Linked {
                facilities: township(),
                level: None,
                link: "telemedicine".into(),
                incoming: false,
                links: None,
                to: None,
                count: Bounds {
                    least: Some(1.0),
                    most: Some(1.0),
                },
                depth: Some(3),
            },
        ),
        rule(
            "reported-thcs",
            both("Health centres as reported", "卫生院上报数"),
            Check::ReportedAgrees {
                indicator: "thcs".into(),
                level: Some(Level::County),
                computed: None,
                tolerance: 0.0,
                bounds: Bounds::default(),
            },
        ),
        Rule {
            target: 0.95,
            deadline: Date::from_ymd(2020, 12, 31),
            ..rule(
                "clinic-or-people",
                both("By place or by people", "按村或按人口"),
                Check::AnyOf(vec![1, 2]),
            )
        },
    ]
}

/// The example.
pub fn example() -> Example {
    use Reason as R;
    use Verdict as V;
    let dataset = Arc::new(dataset());
    let (table, report) = records();
    let register = Register {
        tables: vec![table],
        joins: vec![report],
        units: units(),
        ..Register::default()
    };
    let facilities = Scenario::baseline(Arc::clone(&dataset)).facilities();
    let townships = || Subjects::Units([0, 1].into());
    let centres = || Subjects::Facilities([0, 2].into());
    let county = || Subjects::Units([2].into());
    let found = [
        (
            Subjects::Villages(None),
            vec![
                finding(V::Pass, R::Numbers, [1500.0, 1.0, NO, 2000.0], 1),
                finding(V::Fail, R::Numbers, [2310.0, 0.0, NO, 2000.0], 1),
                Finding::bare(V::Exempt, R::Exempt(0)),
                Finding::bare(V::Unknown, R::NoLocation),
            ],
        ),
        (
            townships(),
            vec![
                finding(V::Pass, R::Numbers, [1.0, NO, 1.0, NO], 0),
                finding(V::Fail, R::Numbers, [0.0, NO, 1.0, NO], NONE),
            ],
        ),
        (
            townships(),
            vec![
                finding(V::Pass, R::Numbers, [1.0, 2000.0, 1.0, NO], 1),
                finding(V::Fail, R::Numbers, [0.0, 150.0, 1.0, NO], NONE),
            ],
        ),
        (
            county(),
            vec![finding(
                V::Fail,
                R::Numbers,
                [2.325_581, 0.5, 2.84, NO],
                NONE,
            )],
        ),
        (
            Subjects::Whole,
            vec![Finding {
                unknown: 1,
                ..finding(V::Unknown, R::SomeUnknown, [1.0, 2.0, 0.82, NO], NONE)
            }],
        ),
        (
            centres(),
            vec![
                finding(V::Fail, R::Numbers, [0.0, 1.0, 1.0, NO], NONE),
                Finding::bare(V::Unknown, R::NoValue),
            ],
        ),
        (
            centres(),
            vec![
                finding(V::Pass, R::Numbers, [1.0, 1.0, 1.0, 1.0], 3),
                finding(V::Fail, R::NotLinked, [0.0, NO, 1.0, 1.0], NONE),
            ],
        ),
        (
            county(),
            vec![finding(V::Fail, R::Impossible, [200.0, NO, NO, NO], 0)],
        ),
        (
            townships(),
            vec![
                finding(V::Pass, R::Part(0), [NO; 4], NONE),
                finding(V::Fail, R::Part(1), [NO; 4], NONE),
            ],
        ),
    ];
    let standard = Standard {
        id: "mine".into(),
        name: both("Mine", "本地标准"),
        citations: vec![Citation {
            title: "最后一公里".into(),
            publisher: "连云港市卫生健康委".into(),
            date: "2019".into(),
            url: None,
        }],
        as_of: Date::from_ymd(2021, 12, 31),
        parameters: vec![Parameter {
            key: "reach".into(),
            name: both("Reach of a clinic", "卫生室服务半径"),
            value: "2km".into(),
            quantity: Quantity::Distance,
            bounds: None,
        }],
        rules: rules(),
        ..Standard::default()
    };
    let mut rules: Vec<Arc<RuleAnswer>> = found
        .into_iter()
        .zip(&standard.rules)
        .map(|((subjects, findings), rule)| answer(rule, subjects, &findings, &register, &dataset))
        .collect();
    for (rule, field, near) in [
        (4, "surgry", Some("surgery")),
        (3, "gps", None),
        (5, "gps", None),
    ] {
        if let Some(answer) = rules.get_mut(rule) {
            let missing = (field.to_owned(), near.map(str::to_owned));
            Arc::make_mut(answer).missing.push(missing);
        }
    }
    let loss = |villages, people, sole_villages, sole_people| Loss {
        villages,
        people: Persons(people),
        sole_villages,
        sole_people: Persons(sole_people),
    };
    let audit = AuditNote {
        key: "thcs".into(),
        name: Some(both("Standard health centres", "达标卫生院")),
        of: Some(Subject::Unit(2)),
        whose: "海州区".into(),
        indicator: Some(0),
        problem: AuditProblem::NoTotalFits {
            n: 200.0,
            share: Percentage {
                percent: 93.4,
                decimals: 1,
                at_least: false,
            },
            truncated: vec![214],
        },
    };
    Example {
        answer: StandardAnswer {
            excess: Vec::new(),
            radii: standard
                .rules
                .iter()
                .map(|rule| match rule.check {
                    Check::WithinReach { within, .. } => within,
                    _ => None,
                })
                .collect(),
            standard: Arc::new(standard),
            rules,
            networks: vec![Arc::new(Network {
                kind: "telemedicine".into(),
                edges: vec![(0, 3)],
                root: vec![3, NONE, NONE, 3],
                depth: vec![1, 0, 0, 0],
                faults: vec![NetworkFault::Orphan(2)],
                ..Network::default()
            })],
            audit: [audit].into(),
            losses: vec![(
                0,
                [
                    loss(0, 0.0, 0, 0.0),
                    loss(2, 2000.0, 1, 1200.0),
                    loss(0, 0.0, 0, 0.0),
                    loss(0, 0.0, 0, 0.0),
                ]
                .into(),
            )],
            containment: vec![(
                0,
                Containment {
                    levels: vec![
                        (Some(Level::Village), 1, Persons(800.0)),
                        (Some(Level::Township), 1, Persons(1200.0)),
                        (None, 1, Persons(150.0)),
                    ],
                },
            )],
        },
        dataset,
        register,
        facilities,
    }
}
