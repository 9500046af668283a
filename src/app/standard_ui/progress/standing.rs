//! How a reported figure stands with its target and deadline.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::sheet::{Bullet, Pace};
use crate::base::Date;
use crate::model::{Indicator, Register, Subject, Verdict};

/// How a figure stands with its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    pub actual: f64,
    pub target: f64,
    /// What should be there by now: on the straight line from the first report to the target on its day.
    pub expected: Option<f64>,
    pub verdict: Verdict,
    /// Whether the day has passed and the target is not reached.
    pub overdue: bool,
}

/// What a figure says: its count, or its percentage where it is one.
pub(super) fn actual(figure: &Indicator) -> Option<f64> {
    let share = figure.share.map(|s| s.percent);
    match (figure.n, figure.target) {
        // A target beyond a whole of hundred cannot be a percentage, and a share is held against a share.
        (Some(n), Some(target)) => match (share, figure.total) {
            (Some(share), Some(total)) if target <= 1.0 && total > 1.0 => Some(share / 100.0),
            _ => Some(n),
        },
        (Some(n), None) => Some(n),
        (None, Some(target)) if target <= 1.0 => share.map(|s| s / 100.0),
        (None, _) => share,
    }
}

/// How a figure stands on a day; `first`: the first report of the same figure.
pub(super) fn standing(
    figure: &Indicator,
    first: &Indicator,
    day: Option<Date>,
) -> Option<Standing> {
    let (actual, target) = (actual(figure)?, figure.target?);
    let day = day.or(figure.date);
    let overdue = match (figure.deadline, day) {
        // A report of the last day is of the whole time.
        (Some(deadline), Some(day)) => day >= deadline && actual < target,
        _ => false,
    };
    let expected = match (figure.deadline, day, first.date, self::actual(first)) {
        (Some(deadline), Some(day), _, _) if day >= deadline => Some(target),
        (Some(deadline), Some(day), Some(begun), Some(from))
            if begun < deadline && begun <= day =>
        {
            let part = (day.days() - begun.days()) as f64 / (deadline.days() - begun.days()) as f64;
            Some(from + (target - from) * part)
        }
        _ => None,
    };
    let verdict = if actual >= target {
        Verdict::Pass
    } else if overdue || figure.deadline.is_none() {
        Verdict::Fail
    } else if expected.is_some_and(|e| actual < e) {
        Verdict::Borderline
    } else {
        Verdict::Exempt
    };
    Some(Standing {
        actual,
        target,
        expected,
        verdict,
        overdue,
    })
}

impl Standing {
    pub(super) fn bullet(&self) -> Bullet {
        let all = self.actual.max(self.target).max(f64::MIN_POSITIVE) * 1.08;
        let part = |n: f64| (n / all) as f32;
        Bullet {
            actual: part(self.actual),
            target: part(self.target),
            expected: self.expected.map(part),
            pace: match self.verdict {
                Verdict::Fail => Pace::Missed,
                Verdict::Borderline => Pace::Behind,
                _ => Pace::Good,
            },
        }
    }

    pub(super) fn key(&self) -> &'static str {
        match self.verdict {
            Verdict::Pass => "standards-reached",
            Verdict::Fail if self.overdue => "standards-overdue",
            Verdict::Fail => "standards-missed",
            Verdict::Borderline => "standards-behind",
            _ => "standards-on-the-way",
        }
    }
}

/// The reports of each figure of somebody, by their places in the register, oldest first.
pub(super) type Reports = BTreeMap<(Arc<str>, Option<Subject>), Vec<u32>>;

/// The reports of each figure up to a day; those without a date stand first.
pub(super) fn reports(register: &Register, day: Option<Date>) -> Reports {
    let mut found: Reports = BTreeMap::new();
    for (i, figure) in (0u32..).zip(&register.indicators) {
        if let (Some(day), Some(of)) = (day, figure.date)
            && of > day
        {
            continue;
        }
        let all = found.entry((Arc::clone(&figure.key), figure.of));
        all.or_default().push(i);
    }
    let date = |i: &u32| register.indicators.get(*i as usize).and_then(|f| f.date);
    for all in found.values_mut() {
        all.sort_by_key(date);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(n: f64, date: &str) -> Indicator {
        Indicator {
            n: Some(n),
            date: Date::iso(date),
            target: Some(100.0),
            deadline: Date::iso("2020-12-31"),
            ..Indicator::default()
        }
    }

    #[test]
    fn what_should_be_there_by_now_lies_on_the_line_from_the_first_report_to_the_target() {
        let first = figure(20.0, "2018-12-31");
        let now = figure(50.0, "2019-12-31");
        let s = standing(&now, &first, Date::iso("2019-12-31")).expect("a target");
        // 365 of 731 days have passed.
        let expected = s.expected.expect("a line");
        assert!(
            (expected - (20.0 + 80.0 * 365.0 / 731.0)).abs() < 1e-9,
            "{expected}"
        );
        assert_eq!((s.verdict, s.overdue), (Verdict::Borderline, false));
        let late = standing(&now, &first, Date::iso("2021-01-01")).expect("a target");
        assert_eq!((late.verdict, late.overdue), (Verdict::Fail, true));
        let there = standing(
            &figure(100.0, "2020-06-30"),
            &first,
            Date::iso("2021-01-01"),
        );
        assert_eq!(there.map(|s| s.verdict), Some(Verdict::Pass));
    }

    #[test]
    fn reports_stand_in_the_order_of_their_days_up_to_the_day_that_is_asked_about() {
        let register = Register {
            indicators: vec![
                figure(3.0, "2019-12-31"),
                figure(1.0, "2018-12-31"),
                figure(9.0, "2020-12-31"),
            ],
            ..Register::default()
        };
        let day = |text: &str| reports(&register, Date::iso(text)).into_values().next();
        assert_eq!(day("2020-01-01"), Some(vec![1, 0]));
        assert_eq!(day("2021-01-01"), Some(vec![1, 0, 2]));
        assert_eq!(day("2018-01-01"), None);
    }
}
