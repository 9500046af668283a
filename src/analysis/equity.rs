//! How evenly a resource is spread over units: the Lorenz curve and its Gini coefficient, as studies of health resources use them.

/// A Lorenz curve: the units that have least for what they need come first.
#[derive(Debug, Clone, PartialEq)]
pub struct Lorenz {
    /// The share of the need (0 to 1) and the share of the resource that it gets, from (0, 0) to (1, 1).
    pub points: Vec<[f64; 2]>,
    /// The Gini coefficient, 0 (each unit has its share) to nearly 1 (one has all).
    pub gini: f64,
}

impl Lorenz {
    /// The curve of units, each with its need (people, area) and its resource; both finite and not negative. `None` where there are
    /// fewer than two units with a need, or no resource at all. A unit without a need has no share to be short of: it and what it
    /// has are left out.
    ///
    /// With units in the order of resource per need, X and Y the cumulated shares of need and resource,
    /// G = 1 − Σ (X₍ₖ₊₁₎ − X₍ₖ₎)(Y₍ₖ₊₁₎ + Y₍ₖ₎) (Brown 1994, "Using Gini-style indices to evaluate the spatial patterns of health
    /// practitioners", Social Science & Medicine 38(9)).
    #[must_use]
    pub fn new(units: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let mut units: Vec<(f64, f64)> = units.filter(|(need, _)| *need > 0.0).collect();
        units.sort_by(|(n, r), (m, s)| (r / n).total_cmp(&(s / m)));
        let sum = |part: fn(&(f64, f64)) -> f64| units.iter().map(part).sum::<f64>();
        let (need, resource) = (sum(|u| u.0), sum(|u| u.1));
        if units.len() < 2 || resource <= 0.0 {
            return None;
        }
        let mut points = vec![[0.0, 0.0]];
        let (mut x, mut y, mut twice) = (0.0, 0.0, 0.0);
        for (n, r) in &units {
            let (dx, dy) = (n / need, r / resource);
            twice += dx * (2.0 * y + dy);
            (x, y) = (x + dx, y + dy);
            points.push([x, y]);
        }
        // The last point is the whole, whatever was lost on the way.
        points.pop();
        points.push([1.0, 1.0]);
        Some(Self {
            points,
            gini: (1.0 - twice).clamp(0.0, 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gini(units: &[(f64, f64)]) -> f64 {
        Lorenz::new(units.iter().copied()).expect("a curve").gini
    }

    #[test]
    fn known_distributions_have_their_coefficient() {
        assert!(gini(&[(1.0, 2.0), (2.0, 4.0), (5.0, 10.0)]).abs() < 1e-12);
        // Ten equal units of which one has all: 1 − 1/n.
        let mut one = vec![(1.0, 0.0); 9];
        one.push((1.0, 7.0));
        assert!((gini(&one) - 0.9).abs() < 1e-12);
        // Incomes 1, 2, 3, 4 of one person each: 0.25.
        assert!((gini(&[(1.0, 3.0), (1.0, 1.0), (1.0, 4.0), (1.0, 2.0)]) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn without_units_or_resource_there_is_no_curve() {
        let none = |units: &[(f64, f64)]| Lorenz::new(units.iter().copied()).is_none();
        assert!(none(&[]) && none(&[(1.0, 1.0)]) && none(&[(1.0, 0.0), (2.0, 0.0)]));
        assert!(none(&[(1.0, 1.0), (0.0, 5.0)]));
    }

    proptest! {
        /// Half the mean difference between all pairs, weighted by need: the definition without an order.
        #[test]
        fn it_is_the_mean_difference_of_all_pairs(units in prop::collection::vec((0.1f64..100.0, 0.0f64..50.0), 2..40)) {
            prop_assume!(units.iter().any(|u| u.1 > 0.0));
            let (need, resource): (f64, f64) = units.iter().fold((0.0, 0.0), |(n, r), u| (n + u.0, r + u.1));
            let mut sum = 0.0;
            for (n, r) in &units {
                for (m, s) in &units {
                    sum += n * m * (r / n - s / m).abs();
                }
            }
            let expected = sum / (2.0 * need * need * (resource / need));
            prop_assert!((gini(&units) - expected).abs() < 1e-9);
        }

        #[test]
        fn the_curve_is_convex_and_below_the_diagonal(units in prop::collection::vec((0.1f64..100.0, 0.0f64..50.0), 2..40)) {
            prop_assume!(units.iter().any(|u| u.1 > 0.0));
            let points = Lorenz::new(units.into_iter()).expect("a curve").points;
            prop_assert!(points.iter().all(|[x, y]| y <= &(x + 1e-9)));
            let slopes: Vec<f64> = points.windows(2).map(|w| (w[1][1] - w[0][1]) / (w[1][0] - w[0][0])).collect();
            prop_assert!(slopes.windows(2).all(|w| w[0] <= w[1] + 1e-6));
        }
    }
}
