//! Every verdict has its sentence in both languages, and the usual ones read as they should.

#![allow(clippy::format_push_string, reason = "a test may be slow")]

use super::*;
use crate::model::answers::NONE;
use crate::model::register::Percentage;
use crate::model::standard::example::{Example, example, expression, finding};
use crate::model::standard::{
    AuditNote, AuditProblem, Check, Computed, Loss, NetworkFault, Reason, Referral, RuleAnswer,
};
use crate::model::{Finding, StandardAnswer};
use std::sync::Arc;

/// A text with ordinary spaces.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

fn sentences(lang: Lang) -> String {
    let example = example();
    let context = example.context();
    let words = Words::new(lang);
    let mut text = String::new();
    for (i, rule, answer) in context.rules() {
        text += &format!("{}\n", rule.id);
        text += &format!("  {}\n", words.rule_asks(&context, i));
        text += &format!("  {}\n", words.rule_line(&context, i));
        for position in 0..answer.findings.len() {
            text += &format!("  {}\n", words.verdict_sentence(&context, i, position));
        }
    }
    for note in context.answer.audit.iter() {
        text += &format!("{}\n", words.audit_sentence(note));
    }
    for network in &context.answer.networks {
        for fault in &network.faults {
            text += &format!("{}\n", words.fault_sentence(&context, network, fault));
        }
    }
    let (rule, losses) = &context.answer.losses[0];
    let limit = context.answer.radii[*rule].expect("a rule of reach");
    for facility in [0, 1] {
        let loss = &losses[facility as usize];
        text += &format!("{}\n", words.loss_sentence(&context, facility, limit, loss));
    }
    for said in words.containment_sentences(&context.answer.containment[0].1) {
        text += &format!("{said}\n");
    }
    let register = context.register;
    text += &format!(
        "{}\n",
        words.join_sentence(&register.tables[0], &register.joins[0])
    );
    for said in words.missing_sentences(&context) {
        text += &format!("{said}\n");
    }
    plain(&text)
}

#[test]
fn verdicts_read_as_a_planner_says_them_in_english() {
    insta::assert_snapshot!(sentences(Lang::En));
}

#[test]
fn verdicts_read_as_a_county_writes_them_in_chinese() {
    insta::assert_snapshot!(sentences(Lang::ZhCn));
}

/// Every reason.
const REASONS: [Reason; 20] = [
    Reason::Numbers,
    Reason::SomeUnknown,
    Reason::NoLocation,
    Reason::NoFacility,
    Reason::NoReferral,
    Reason::NoUnit,
    Reason::NoValue,
    Reason::NoPopulation,
    Reason::NothingToCount,
    Reason::UnknownScope,
    Reason::Exempt(0),
    Reason::NotLinked,
    Reason::TwoLeads,
    Reason::Ring,
    Reason::TooDeep,
    Reason::NotReported,
    Reason::Impossible,
    Reason::Disagrees,
    Reason::MissesTarget,
    Reason::Part(0),
];

/// The example's rules and more forms of them.
fn forms() -> Vec<Check> {
    let mut checks: Vec<Check> = example()
        .answer
        .standard
        .rules
        .iter()
        .map(|rule| rule.check.clone())
        .collect();
    let reach = |within, k, inside, then| Check::WithinReach {
        villages: expression("population > 800"),
        facilities: expression("surgery"),
        within,
        tolerance: Metres(0.0),
        k,
        inside,
        then,
    };
    let then = Referral {
        facilities: expression("tier = 'county'"),
        within: Metres(20_000.0),
        assigned: Some("refers-up".into()),
    };
    let far = Some(Metres(2000.0));
    checks.extend([
        reach(far, 2, Some(Level::County), None),
        reach(None, 1, Some(Level::Village), None),
        reach(far, 1, None, Some(then)),
        Check::AllOf(vec![0, 1]),
    ]);
    for computed in [
        Computed::Units(Level::County),
        Computed::Share {
            facilities: None,
            condition: expression("surgery").expect("a condition"),
        },
    ] {
        checks.push(Check::ReportedAgrees {
            indicator: "gps".into(),
            level: None,
            computed: Some(computed),
            tolerance: 1.0,
            bounds: crate::model::standard::Bounds {
                least: Some(0.9),
                most: None,
            },
        });
    }
    checks
}

/// The example with one rule and one finding in place of the first.
fn with(base: &Example, check: &Check, subjects: &Subjects, finding: Finding) -> StandardAnswer {
    let mut standard = (*base.answer.standard).clone();
    standard.rules.push(crate::model::standard::example::rule(
        "probe",
        Bilingual::default(),
        check.clone(),
    ));
    let mut answer = base.answer.clone();
    answer.standard = Arc::new(standard);
    answer.rules.push(Arc::new(RuleAnswer {
        subjects: subjects.clone(),
        findings: Arc::new(vec![finding]),
        ..(*base.answer.rules[0]).clone()
    }));
    answer
}

use crate::model::standard::Subjects;

/// What is wrong with a sentence.
fn blemish(text: &str) -> Option<&'static str> {
    let checks: [(&str, bool); 8] = [
        ("empty", text.trim().is_empty()),
        ("a leftover", text.contains(['{', '}', '$'])),
        ("a key", text.contains("std-")),
        ("NaN", text.contains("NaN") || text.contains("inf")),
        ("two spaces", text.contains("  ")),
        (
            "a space before a stop",
            [" .", " ,", " ;", " 。", " ，", "。。", ".."]
                .iter()
                .any(|s| text.contains(s)),
        ),
        ("no full stop", !text.ends_with(['.', '。'])),
        ("spaces around", text.trim() != text),
    ];
    checks
        .into_iter()
        .find(|(_, bad)| *bad)
        .map(|(what, _)| what)
}

#[test]
fn every_kind_verdict_and_reason_has_a_sentence_in_both_languages() {
    let base = example();
    let subjects = [
        Subjects::Villages(None),
        Subjects::Units([0].into()),
        Subjects::Facilities([0].into()),
        Subjects::Whole,
    ];
    let no = f64::NAN;
    let numbers = [
        [no; 4],
        [0.0, 0.0, 1.0, no],
        [1.0, 3.0, 1.0, 1.0],
        [2.5, 10.0, 1.0, 2.0],
        [2310.0, 2000.0, no, 2000.0],
    ];
    let mut seen = 0;
    for check in forms() {
        for verdict in Verdict::ALL {
            for (reason, numbers) in REASONS.iter().flat_map(|r| numbers.map(|n| (*r, n))) {
                for (subjects, other) in subjects.iter().zip([0, 1, NONE, NONE]) {
                    let finding = Finding {
                        unknown: seen % 3,
                        ..finding(verdict, reason, numbers, other)
                    };
                    let answer = with(&base, &check, subjects, finding);
                    let context = StandardContext {
                        answer: &answer,
                        ..base.context()
                    };
                    for lang in [Lang::En, Lang::ZhCn] {
                        let rule = answer.rules.len() - 1;
                        let text = Words::new(lang).verdict_sentence(&context, rule, 0);
                        let what = blemish(&text);
                        assert_eq!(what, None, "{check:?} {finding:?}: {text:?}");
                    }
                    seen += 1;
                }
            }
        }
    }
}

#[test]
fn every_problem_of_a_figure_has_a_sentence() {
    let share = |percent, decimals| Percentage {
        percent,
        decimals,
        at_least: false,
    };
    let n = 200.0;
    let problems = [
        AuditProblem::NoTotalFits {
            n,
            share: share(93.4, 1),
            truncated: vec![],
        },
        AuditProblem::NoTotalFits {
            n,
            share: share(93.4, 1),
            truncated: vec![214],
        },
        AuditProblem::TotalsThatFit {
            n: 37.0,
            share: share(90.2, 1),
            totals: vec![41],
        },
        AuditProblem::TotalsThatFit {
            n: 37.0,
            share: share(90.0, 0),
            totals: (40..49).collect(),
        },
        AuditProblem::CountsThatFit {
            total: 91.0,
            share: share(82.0, 0),
            counts: vec![75],
            truncated: vec![],
        },
        AuditProblem::CountsThatFit {
            total: 91.0,
            share: share(50.0, 0),
            counts: vec![45, 46],
            truncated: vec![],
        },
        AuditProblem::CountsThatFit {
            total: 9.0,
            share: share(50.0, 0),
            counts: vec![],
            truncated: vec![],
        },
        AuditProblem::CountsThatFit {
            total: 9.0,
            share: share(44.0, 0),
            counts: vec![],
            truncated: vec![4],
        },
        AuditProblem::Contradiction {
            n: 80.0,
            total: 91.0,
            share: share(82.0, 0),
            really: 87.912,
        },
        AuditProblem::CutOff {
            n,
            total: 214.0,
            share: share(93.4, 1),
            really: 93.458,
        },
        AuditProblem::TotalsDiffer {
            total: 90.0,
            of: 91.0,
        },
        AuditProblem::MoreThanAll { n, total: 100.0 },
        AuditProblem::NotOneEach { n: 9.0, of: 18.0 },
        AuditProblem::ProvesNothing {
            n: 219.0,
            of: 214.0,
        },
        AuditProblem::PartsDisagree {
            parts: 90.0,
            whole: 91.0,
            count: 6,
        },
        AuditProblem::NoCount { n: -1.5 },
    ];
    let mut said = String::new();
    for problem in problems {
        let note = AuditNote {
            key: "thcs".into(),
            name: None,
            of: None,
            whose: "".into(),
            indicator: None,
            problem,
        };
        for lang in [Lang::En, Lang::ZhCn] {
            let text = Words::new(lang).audit_sentence(&note);
            assert_eq!(blemish(&text), None, "{note:?}: {text:?}");
            said += &format!("{}\n", plain(&text));
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn every_fault_of_a_network_and_a_loss_of_nobody_have_a_sentence() {
    let base = example();
    let network = &base.answer.networks[0];
    for fault in [
        NetworkFault::Orphan(0),
        NetworkFault::DoubleLead(0, vec![2, 3]),
        NetworkFault::Ring(vec![0, 2]),
    ] {
        for lang in [Lang::En, Lang::ZhCn] {
            let text = Words::new(lang).fault_sentence(&base.context(), network, &fault);
            assert_eq!(blemish(&text), None, "{fault:?}: {text:?}");
        }
    }
    let none = Loss::default();
    let text = Words::new(Lang::Both).loss_sentence(&base.context(), 0, Metres(2000.0), &none);
    assert_eq!(blemish(&text), None, "{text:?}");
}

#[test]
fn numbers_keep_what_they_say_and_no_more() {
    let (en, zh) = (Words::new(Lang::En), Words::new(Lang::ZhCn));
    for (n, text) in [
        (3.0, "3"),
        (2.84, "2.84"),
        (2.5, "2.5"),
        (2.999, "3"),
        (12_345.25, "12 345.25"),
        (-3.0, "−3"),
        (f64::NAN, "an unknown number"),
    ] {
        assert_eq!(plain(&en.amount(n)), text);
    }
    assert_eq!(plain(&zh.far(2310.0)), "2.31 千米");
    assert_eq!(plain(&zh.far(310.0)), "310 米");
    assert_eq!(plain(&en.bound(0.934)), "93.4 %");
}
