//! Class breaks of a list of shares: quantiles, equal intervals, natural breaks.
//!
//! Breaks are what a person can read: whole percents where those keep the classes apart, else the fewest digits that do. Quantiles and
//! natural breaks leave no class empty; equal intervals stay equal, whatever falls into them. Where there are fewer different shares
//! than classes, there are fewer classes.

use crate::model::classes::{Classing, MOST_CLASSES, ShareClasses};

/// Whole percents, as digits of a share.
const COARSEST: i32 = 2;
/// Shares that differ less than this are not told apart.
const FINEST: i32 = 8;

/// The classes of `shares` (0 to 1, in any order; what is no number is left out). Manual classes do not look at the shares.
#[must_use]
pub fn share_classes(method: Classing, shares: impl IntoIterator<Item = f64>) -> ShareClasses {
    let values = Counted::new(shares.into_iter().filter(|s| s.is_finite()).collect());
    let classes = MOST_CLASSES.min(values.distinct.len());
    let breaks = match method {
        Classing::Manual => return ShareClasses::default(),
        Classing::Quantile => values.readable(&values.quantiles(classes)),
        Classing::Natural => values.readable(&values.natural(classes)),
        Classing::Equal => values.equal(classes),
    };
    ShareClasses { method, breaks }
}

/// The different values, rising, each with how many of it there are.
struct Counted {
    distinct: Vec<f64>,
    counts: Vec<f64>,
}

fn rounded(value: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    (value * unit).round() / unit
}

impl Counted {
    fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let same = || values.chunk_by(|a, b| a.total_cmp(b).is_eq());
        Self {
            distinct: same().map(|s| s[0]).collect(),
            counts: same().map(|s| s.len() as f64).collect(),
        }
    }

    /// Where classes of as many values each begin: indexes into `distinct`, rising.
    fn quantiles(&self, classes: usize) -> Vec<usize> {
        let all: f64 = self.counts.iter().sum();
        let mut cuts: Vec<usize> = Vec::new();
        for class in 1..classes {
            let wanted = all * class as f64 / classes as f64;
            let (mut below, mut best) = (0.0, (f64::INFINITY, 0));
            for (i, count) in self.counts[..self.counts.len() - 1].iter().enumerate() {
                below += count;
                let off = f64::abs(below - wanted);
                if off < best.0 {
                    best = (off, i + 1);
                }
            }
            // Many districts of one share fill more than one class.
            if cuts.last().is_none_or(|last| *last < best.1) {
                cuts.push(best.1);
            }
        }
        cuts
    }

    /// Where the classes begin that have the least sum of squared distances from their means: Fisher's exact optimum (1958, "On
    /// grouping for maximum homogeneity"). The best last cut never moves down when a value is added, so each row of the dynamic
    /// programme is found by halving, in O(n log n).
    fn natural(&self, classes: usize) -> Vec<usize> {
        let n = self.distinct.len();
        if classes < 2 {
            return Vec::new();
        }
        let spread = Spread::new(self);
        let mut cost: Vec<f64> = (0..=n).map(|end| spread.within(0, end)).collect();
        let mut starts = Vec::new();
        for class in 1..classes {
            let mut row = Row {
                spread: &spread,
                before: &cost,
                cost: vec![f64::INFINITY; n + 1],
                start: vec![class; n + 1],
            };
            row.fill(class + 1, n, class, n - 1);
            starts.push(row.start);
            cost = row.cost;
        }
        let mut end = n;
        let mut cuts: Vec<usize> = starts
            .iter()
            .rev()
            .map(|start| {
                end = start[end];
                end
            })
            .collect();
        cuts.reverse();
        cuts
    }

    /// Readable breaks between the classes that begin at `cuts`. Rounding may move a share to the next class, but empties none.
    fn readable(&self, cuts: &[usize]) -> Vec<f64> {
        let mut breaks: Vec<f64> = Vec::new();
        for (i, cut) in cuts.iter().enumerate() {
            let end = cuts.get(i + 1).copied().unwrap_or(self.distinct.len());
            let highest = self.distinct[end - 1];
            let low = breaks.last().copied().unwrap_or(0.0);
            let first = self.distinct.partition_point(|v| *v < low);
            let middle = f64::midpoint(self.distinct[cut - 1], self.distinct[*cut]);
            let apart = |b: &f64| {
                let someone_below = self.distinct.get(first).is_some_and(|v| v < b);
                someone_below && *b <= highest && *b < 1.0
            };
            let readable = (COARSEST..=FINEST).map(|d| rounded(middle, d)).find(apart);
            breaks.extend(readable);
        }
        breaks
    }

    fn equal(&self, classes: usize) -> Vec<f64> {
        let (Some(least), Some(most)) = (self.distinct.first(), self.distinct.last()) else {
            return Vec::new();
        };
        let exact = |class: usize| least + (most - least) * class as f64 / classes as f64;
        // All with the same digits, or the widths would not look equal.
        let with =
            |digits: i32| -> Vec<f64> { (1..classes).map(|c| rounded(exact(c), digits)).collect() };
        let apart = |breaks: &Vec<f64>| {
            breaks.iter().all(|b| b > least && b <= most && *b < 1.0)
                && breaks.windows(2).all(|w| w[0] < w[1])
        };
        let found = (COARSEST..=FINEST).map(with).find(apart);
        found.unwrap_or_default()
    }
}

/// Sums that give the spread of any run of values at once.
struct Spread(Vec<[f64; 3]>);

impl Spread {
    fn new(values: &Counted) -> Self {
        let mut sums = vec![[0.0; 3]];
        let mut sum = [0.0; 3];
        for (value, count) in values.distinct.iter().zip(&values.counts) {
            sum[0] += count;
            sum[1] += count * value;
            sum[2] += count * value * value;
            sums.push(sum);
        }
        Self(sums)
    }

    /// The sum of squared distances from the mean of the values `from..to`.
    fn within(&self, from: usize, to: usize) -> f64 {
        let of = |i: usize| self.0[to][i] - self.0[from][i];
        if to <= from + 1 {
            return 0.0;
        }
        (of(2) - of(1) * of(1) / of(0)).max(0.0)
    }
}

/// One class more: the least cost of the values before each end, and where their last class starts.
struct Row<'a> {
    spread: &'a Spread,
    before: &'a [f64],
    cost: Vec<f64>,
    start: Vec<usize>,
}

impl Row<'_> {
    /// For the ends `from..=to`, whose last class starts in `low..=high`.
    fn fill(&mut self, from: usize, to: usize, low: usize, high: usize) {
        if from > to {
            return;
        }
        let end = usize::midpoint(from, to);
        for start in low..=high.min(end - 1) {
            let cost = self.before[start] + self.spread.within(start, end);
            if cost < self.cost[end] {
                self.cost[end] = cost;
                self.start[end] = start;
            }
        }
        let best = self.start[end];
        self.fill(from, end - 1, low, best);
        self.fill(end + 1, to, best, high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The least cost of all ways to cut, by trying every one.
    fn tried(spread: &Spread, from: usize, to: usize, classes: usize) -> f64 {
        if classes == 1 {
            return spread.within(from, to);
        }
        (from + 1..to)
            .map(|cut| spread.within(from, cut) + tried(spread, cut, to, classes - 1))
            .fold(f64::INFINITY, f64::min)
    }

    fn breaks(method: Classing, shares: &[f64]) -> Vec<f64> {
        share_classes(method, shares.iter().copied()).breaks
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..Default::default() })]

        #[test]
        fn natural_breaks_are_the_best_of_all(shares in prop::collection::vec(0u16..400, 1..14), most in 2usize..6) {
            let values = Counted::new(shares.iter().map(|s| f64::from(*s) / 400.0).collect());
            let classes = most.min(values.distinct.len());
            let cuts = values.natural(classes);
            prop_assert_eq!(cuts.len() + 1, classes);
            prop_assert!(cuts.windows(2).all(|w| w[0] < w[1]));
            let spread = Spread::new(&values);
            let ends = cuts.iter().copied().chain([values.distinct.len()]);
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            let cost: f64 = starts.zip(ends).map(|(a, b)| spread.within(a, b)).sum();
            let best = tried(&spread, 0, values.distinct.len(), classes);
            prop_assert!((cost - best).abs() < 1e-9, "{cost} {best}");
        }

        #[test]
        fn breaks_are_sound_and_leave_no_class_empty(shares in prop::collection::vec(0u32..=1_000_000, 0..60), exact in 0usize..20) {
            let shares = shares.into_iter().map(|s| f64::from(s) / 1e6);
            let shares: Vec<f64> = shares.chain(std::iter::repeat_n(1.0, exact)).collect();
            for method in Classing::ALL {
                let classes = share_classes(method, shares.iter().copied());
                prop_assert!(classes.is_sound(), "{classes:?}");
                if matches!(method, Classing::Quantile | Classing::Natural) && !shares.is_empty() {
                    for class in 0..=classes.breaks.len() as u8 {
                        prop_assert!(shares.iter().any(|s| classes.class_of(*s) == class), "{classes:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn breaks_are_whole_percents_where_those_keep_classes_apart() {
        let wide: Vec<f64> = (0..100).map(|i| f64::from(i) / 99.0).collect();
        assert_eq!(breaks(Classing::Quantile, &wide), [0.2, 0.4, 0.6, 0.8]);
        assert_eq!(breaks(Classing::Equal, &wide), [0.2, 0.4, 0.6, 0.8]);
        let close = [0.9981, 0.9985, 0.9992, 0.9997, 1.0];
        assert_eq!(
            breaks(Classing::Natural, &close),
            [0.9983, 0.999, 0.9995, 0.9999]
        );
    }

    #[test]
    fn natural_breaks_find_the_clusters() {
        let shares = [
            0.31, 0.33, 0.34, 0.61, 0.62, 0.8, 0.81, 0.93, 0.94, 1.0, 1.0,
        ];
        assert_eq!(breaks(Classing::Natural, &shares), [0.48, 0.71, 0.87, 0.97]);
    }

    #[test]
    fn few_different_shares_make_few_classes() {
        for method in [Classing::Quantile, Classing::Equal, Classing::Natural] {
            assert!(breaks(method, &[]).is_empty());
            assert!(breaks(method, &[1.0, 1.0, 1.0]).is_empty());
            assert_eq!(breaks(method, &[0.5, 1.0, 1.0]), [0.75]);
        }
    }

    #[test]
    fn districts_of_one_share_stay_together_in_quantiles() {
        let mut shares = vec![1.0; 50];
        shares.extend((0..50).map(|i| f64::from(i) / 100.0));
        let breaks = breaks(Classing::Quantile, &shares);
        assert_eq!(breaks, [0.2, 0.4, 0.75]);
    }

    #[test]
    fn a_nation_of_townships_is_classed_at_once() {
        let shares =
            (0..40_000u32).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 8) / 2f64.powi(24));
        let classes = share_classes(Classing::Natural, shares);
        assert_eq!(classes.breaks, [0.2, 0.4, 0.6, 0.8]);
    }
}
