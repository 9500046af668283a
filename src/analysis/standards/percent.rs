//! The arithmetic of percentages as they are written: which counts and totals give one, by rounding or by cutting off.
//!
//! In whole numbers throughout, so that a tie is a tie.

use crate::model::register::Percentage;

/// How a count of a total gives a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// By rounding; a half may go up or to the even digit.
    Rounded,
    /// Only where the rest is cut off.
    CutOff,
    /// Not at all.
    No,
}

/// What gives a percentage: the first few, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fitting {
    /// By rounding.
    pub rounded: Vec<u32>,
    /// By cutting off.
    pub cut_off: Vec<u32>,
}

/// No more are told apart: a percentage that so many totals give says nothing of any.
const MANY: i128 = 200;

/// A percentage in units of its last decimal, and what a whole is in them.
fn scaled(share: Percentage) -> Option<(i128, i128)> {
    let decimals = u32::from(share.decimals.min(9));
    let unit = 10i128.pow(decimals);
    let digits = share.percent * unit as f64;
    (digits.is_finite() && (0.0..1e15).contains(&digits))
        .then(|| (digits.round() as i128, 100 * unit))
}

/// A number that counts something.
pub(super) fn whole(n: f64) -> Option<u32> {
    (n >= 0.0 && n <= f64::from(u32::MAX) && n.fract() == 0.0).then_some(n as u32)
}

/// How `n` of `total` gives a percentage. One that is a lower bound is given by all that is no less.
pub(super) fn fit(n: u32, total: u32, share: Percentage) -> Fit {
    let Some((digits, all)) = scaled(share).filter(|_| total > 0) else {
        return Fit::No;
    };
    let (part, total) = (all * i128::from(n), i128::from(total));
    if share.at_least {
        return if part >= digits * total {
            Fit::Rounded
        } else {
            Fit::No
        };
    }
    let off = 2 * (part - digits * total);
    let tie_to_even = off == total && digits % 2 == 0;
    if (-total <= off && off < total) || tie_to_even {
        Fit::Rounded
    } else if (0..2 * total).contains(&off) {
        Fit::CutOff
    } else {
        Fit::No
    }
}

impl Fitting {
    /// Those of a range that fit, of no more than [`MANY`].
    fn of(low: i128, high: i128, fits: impl Fn(u32) -> Fit) -> Option<Self> {
        let (low, high) = (low.max(1), high.min(i128::from(u32::MAX)));
        if high - low > MANY {
            return None;
        }
        let mut all = Self::default();
        for number in low..=high {
            let Ok(number) = u32::try_from(number) else {
                continue;
            };
            match fits(number) {
                Fit::Rounded => all.rounded.push(number),
                Fit::CutOff => all.cut_off.push(number),
                Fit::No => {}
            }
        }
        Some(all)
    }

    /// The totals of which `n` is this percentage; `None` where there are too many to say anything, as of a lower bound.
    pub fn totals(n: u32, share: Percentage) -> Option<Self> {
        let (digits, all) = scaled(share).filter(|(digits, _)| *digits > 0 && !share.at_least)?;
        let part = all * i128::from(n);
        // From x < digits + 1 and x ≥ digits − ½.
        let low = part / (digits + 1);
        let high = 2 * part / (2 * digits - 1) + 1;
        Self::of(low, high, |total| fit(n, total, share))
    }

    /// The counts that are this percentage of a total; `None` where there are too many to say anything, as of a lower bound.
    pub fn counts(total: u32, share: Percentage) -> Option<Self> {
        let (digits, all) = scaled(share).filter(|_| !share.at_least && total > 0)?;
        let low = (2 * digits - 1) * i128::from(total) / (2 * all);
        let high = (digits + 1) * i128::from(total) / all + 1;
        let mut fitting = Self::of(low, high, |n| fit(n, total, share))?;
        // Nobody is a count too.
        match fit(0, total, share) {
            Fit::Rounded => fitting.rounded.insert(0, 0),
            Fit::CutOff => fitting.cut_off.insert(0, 0),
            Fit::No => {}
        }
        Some(fitting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn percent(percent: f64, decimals: u8) -> Percentage {
        Percentage {
            percent,
            decimals,
            at_least: false,
        }
    }

    #[test]
    fn the_figures_of_the_programmes() {
        // Handan: 200 = 93.4 % fits no total by rounding, only 214 cut off (93.458); 37 = 90.2 % fits 41.
        assert_eq!(
            Fitting::totals(200, percent(93.4, 1)),
            Some(Fitting {
                rounded: vec![],
                cut_off: vec![214]
            })
        );
        let fits = Fitting::totals(37, percent(90.2, 1)).expect("few");
        assert_eq!(fits.rounded, [41]);
        // Lianyungang: 82 % and 41 % of 91 health centres.
        let counts = |p| Fitting::counts(91, percent(p, 0)).expect("few").rounded;
        assert_eq!((counts(82.0), counts(41.0)), (vec![75], vec![37]));
        // 95 %+ says no more than a bound.
        let bound = Percentage {
            at_least: true,
            ..percent(95.0, 0)
        };
        assert_eq!(Fitting::counts(91, bound), None);
        assert_eq!(
            (fit(86, 91, bound), fit(87, 91, bound)),
            (Fit::No, Fit::Rounded)
        );
    }

    #[test]
    fn a_half_may_go_up_or_to_the_even_digit() {
        // 1 of 8 is 12.5 %, 3 of 8 is 37.5 %.
        assert_eq!(fit(1, 8, percent(13.0, 0)), Fit::Rounded);
        assert_eq!(fit(1, 8, percent(12.0, 0)), Fit::Rounded);
        assert_eq!(fit(3, 8, percent(38.0, 0)), Fit::Rounded);
        assert_eq!(fit(3, 8, percent(37.0, 0)), Fit::CutOff);
        assert_eq!(fit(3, 8, percent(39.0, 0)), Fit::No);
        assert_eq!(fit(2, 3, percent(66.0, 0)), Fit::CutOff);
        assert_eq!(fit(0, 8, percent(0.0, 0)), Fit::Rounded);
        assert_eq!(fit(0, 0, percent(0.0, 0)), Fit::No);
    }

    /// A division by hand: all digits of n / total that are asked for, and the rest.
    fn divide(n: u32, total: u32, share: Percentage) -> Fit {
        let power = 10u64.pow(u32::from(share.decimals));
        let digits = (share.percent * power as f64).round() as u64;
        let (quotient, rest) = {
            let part = u64::from(n) * 100 * power;
            (part / u64::from(total), part % u64::from(total))
        };
        let (twice, total) = (2 * rest, u64::from(total));
        let up = quotient + u64::from(twice >= total);
        let even = quotient + u64::from(twice > total || twice == total && quotient % 2 == 1);
        if digits == up || digits == even {
            Fit::Rounded
        } else if digits == quotient {
            Fit::CutOff
        } else {
            Fit::No
        }
    }

    proptest! {
        #[test]
        fn totals_and_counts_are_those_of_dividing_all(
            n in 0u32..400, tenths in 1u32..1100, decimals in 0u8..3
        ) {
            let power = 10f64.powi(i32::from(decimals));
            let share = percent((f64::from(tenths) / 10.0 * power).round() / power, decimals);
            if let Some(found) = Fitting::totals(n, share) {
                let all = |fit: Fit| -> Vec<u32> { (1..=60_000u32).filter(|t| divide(n, *t, share) == fit).collect() };
                prop_assert_eq!((found.rounded, found.cut_off), (all(Fit::Rounded), all(Fit::CutOff)));
            }
            let total = n + 1;
            if let Some(found) = Fitting::counts(total, share) {
                let all = |fit: Fit| -> Vec<u32> { (0..=5000u32).filter(|n| divide(*n, total, share) == fit).collect() };
                prop_assert_eq!((found.rounded, found.cut_off), (all(Fit::Rounded), all(Fit::CutOff)));
            }
        }
    }
}
