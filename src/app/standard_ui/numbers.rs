//! The numbers of findings in few characters, for cells and lists.

use crate::base::Metres;
use crate::i18n::Words;
use crate::model::standard::{Check, Tally};
use crate::model::{Finding, Verdict};

/// A number with no more decimals than it needs, two at most.
pub(super) fn number(words: Words, n: f64) -> String {
    if n.is_nan() {
        return "–".to_owned();
    }
    let sign = if n < 0.0 { "−" } else { "" };
    let n = n.abs();
    if n >= 100.0 || (n - n.round()).abs() < 0.005 {
        return format!("{sign}{}", words.count(n));
    }
    let text = format!("{n:.2}");
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// What was measured of a subject.
pub(super) fn value(words: Words, check: &Check, finding: &Finding) -> String {
    if finding.n.is_nan() {
        return String::new();
    }
    match check {
        Check::WithinReach {
            within: Some(_), ..
        } => words.distance(Metres(finding.n)),
        Check::Share { .. } => of(words, finding.n, finding.total),
        Check::AnyOf(_) | Check::AllOf(_) => String::new(),
        _ => number(words, finding.n),
    }
}

/// `n / N`.
pub(super) fn of(words: Words, n: f64, all: f64) -> String {
    format!("{}/{}", number(words, n), number(words, all))
}

/// How many of those that are asked pass: never one without the other. Nothing where nobody is asked.
pub(super) fn tally(words: Words, tally: &Tally) -> String {
    match tally.asked() {
        0 => String::new(),
        asked => of(words, tally.of(Verdict::Pass).into(), asked.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn numbers_have_the_decimals_that_they_need() {
        let words = Words::new(Lang::ZhCn);
        let all = [2.0, 2.84, 2.8, 12_345.6, f64::NAN, -0.25].map(|n| number(words, n));
        assert_eq!(all, ["2", "2.84", "2.8", "12,346", "–", "−0.25"]);
    }

    #[test]
    fn a_count_stands_with_its_whole_and_the_exempt_are_not_asked() {
        let tally = Tally {
            count: [7, 2, 0, 1, 2],
            ..Tally::default()
        };
        let words = Words::new(Lang::En);
        assert_eq!(super::tally(words, &tally), "7/10");
        assert_eq!(super::tally(words, &Tally::default()), "");
    }
}
