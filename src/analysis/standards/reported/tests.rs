//! Reported against computed, by hand and number by number.

use super::*;
use crate::model::register::Percentage;
use crate::model::standard::AuditProblem;
use proptest::prelude::*;

fn asked(bounds: Bounds, audit: &[AuditNote]) -> Asked<'_> {
    Asked {
        bounds,
        tolerance: 0.0,
        share: false,
        deadline: None,
        as_of: None,
        audit,
    }
}

fn judge(asked: &Asked<'_>, figure: &Indicator, computed: Option<(f64, f64)>) -> (Verdict, Reason) {
    let said = Said {
        figure,
        number: Some(0),
    };
    let computed = computed.map(|(low, high)| Interval { low, high });
    let finding = asked.judge(Some(said), computed);
    (finding.verdict, finding.reason)
}

fn count(n: f64) -> Indicator {
    Indicator {
        key: "trained".into(),
        n: Some(n),
        ..Indicator::default()
    }
}

const PASS: (Verdict, Reason) = (Verdict::Pass, Reason::Numbers);
const DISAGREES: (Verdict, Reason) = (Verdict::Fail, Reason::Disagrees);
const MISSES: (Verdict, Reason) = (Verdict::Fail, Reason::MissesTarget);
const UNKNOWN: (Verdict, Reason) = (Verdict::Unknown, Reason::SomeUnknown);
const NO_BOUNDS: Bounds = Bounds {
    least: None,
    most: None,
};

#[test]
fn a_count_agrees_where_it_can_be_what_is_computed() {
    let plain = asked(NO_BOUNDS, &[]);
    for (computed, truth) in [
        ((91.0, 91.0), PASS),
        ((90.0, 90.0), DISAGREES),
        ((90.0, 92.0), UNKNOWN),
        ((92.0, 95.0), DISAGREES),
        ((f64::NAN, f64::NAN), UNKNOWN),
    ] {
        assert_eq!(
            judge(&plain, &count(91.0), Some(computed)),
            truth,
            "{computed:?}"
        );
    }
    let loose = Asked {
        tolerance: 1.0,
        ..asked(NO_BOUNDS, &[])
    };
    assert_eq!(judge(&loose, &count(91.0), Some((90.0, 92.0))), PASS);
    let nothing = plain.judge(
        None,
        Some(Interval {
            low: 3.0,
            high: 3.0,
        }),
    );
    assert_eq!(
        (nothing.verdict, nothing.reason),
        (Verdict::Unknown, Reason::NotReported)
    );
    assert!((nothing.total - 3.0).abs() < 1e-12);
}

#[test]
fn a_share_agrees_as_it_is_rounded() {
    let shares = Asked {
        share: true,
        ..asked(NO_BOUNDS, &[])
    };
    let said = |percent, at_least| Indicator {
        share: Some(Percentage {
            percent,
            decimals: 0,
            at_least,
        }),
        ..Indicator::default()
    };
    let exactly = |n: f64, of: f64| Some((n / of, n / of));
    assert_eq!(
        judge(&shares, &said(82.0, false), exactly(75.0, 91.0)),
        PASS
    );
    assert_eq!(
        judge(&shares, &said(82.0, false), exactly(76.0, 91.0)),
        DISAGREES
    );
    assert_eq!(judge(&shares, &said(95.0, true), exactly(90.0, 91.0)), PASS);
    assert_eq!(
        judge(&shares, &said(95.0, true), exactly(80.0, 91.0)),
        DISAGREES
    );
}

#[test]
fn a_target_is_missed_from_its_deadline_on() {
    let day = |month| {
        Some(Date {
            year: 2020,
            month,
            day: 30,
        })
    };
    let on = |as_of| Asked {
        as_of,
        ..asked(NO_BOUNDS, &[])
    };
    let said = Indicator {
        target: Some(1000.0),
        deadline: day(12),
        ..count(800.0)
    };
    assert_eq!(
        judge(&on(day(6)), &said, None),
        (Verdict::Unknown, Reason::MissesTarget)
    );
    assert_eq!(judge(&on(day(12)), &said, None), MISSES);
    assert_eq!(judge(&on(None), &said, None), MISSES);
    let met = Indicator {
        n: Some(1000.0),
        ..said
    };
    assert_eq!(judge(&on(day(6)), &met, None), PASS);
    // A share is asked where the target is one: nine of ten visits.
    let ninety = Bounds {
        least: Some(0.9),
        most: None,
    };
    let visits = |n| Indicator {
        total: Some(1000.0),
        ..count(n)
    };
    assert_eq!(judge(&asked(ninety, &[]), &visits(900.0), None), PASS);
    assert_eq!(judge(&asked(ninety, &[]), &visits(899.0), None), MISSES);
}

#[test]
fn what_the_audit_calls_impossible_fails_with_the_note() {
    let note = |problem| AuditNote {
        key: "trained".into(),
        name: None,
        of: None,
        whose: "".into(),
        indicator: Some(0),
        problem,
    };
    let notes = [
        note(AuditProblem::ProvesNothing { n: 9.0, of: 8.0 }),
        note(AuditProblem::MoreThanAll { n: 9.0, total: 8.0 }),
    ];
    let asked = asked(NO_BOUNDS, &notes);
    let said = count(9.0);
    let of = |number| {
        asked.judge(
            Some(Said {
                figure: &said,
                number,
            }),
            None,
        )
    };
    let wrong = of(Some(0));
    assert_eq!(
        (wrong.verdict, wrong.reason, wrong.other),
        (Verdict::Fail, Reason::Impossible, 1)
    );
    assert_eq!(of(Some(1)).verdict, Verdict::Pass);
}

proptest! {
    #[test]
    fn agreement_is_that_of_every_number_between(
        n in 0u32..12, low in 0u32..12, more in 0u32..4, tolerance in 0u32..3
    ) {
        let asked = Asked { tolerance: f64::from(tolerance), ..asked(NO_BOUNDS, &[]) };
        let fits: Vec<bool> = (low..=low + more).map(|c| n.abs_diff(c) <= tolerance).collect();
        let truth = if fits.iter().all(|f| *f) {
            Verdict::Pass
        } else if fits.contains(&true) {
            Verdict::Unknown
        } else {
            Verdict::Fail
        };
        // A figure in the middle of what is possible may agree or not, whichever it is.
        let found = judge(&asked, &count(f64::from(n)), Some((f64::from(low), f64::from(low + more)))).0;
        let between = (low..=low + more).contains(&n) && !fits.iter().all(|f| *f);
        prop_assert_eq!(found, if between { Verdict::Unknown } else { truth });
    }
}
