//! Sums whose result does not depend on the order: what is added and taken away again leaves no trace, so that an answer that is
//! carried on from the one before equals one that is computed afresh, to the bit.

use std::ops::{AddAssign, SubAssign};

use super::units::Persons;

/// 2⁶⁴: numbers of people are whole multiples of its inverse, which every `f64` from 2⁻¹¹ up is.
const UNIT: f64 = 18_446_744_073_709_551_616.0;

/// A sum of people in fixed point, exact up to 2⁶³ of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonSum(i128);

impl PersonSum {
    fn of(people: f64) -> Self {
        Self((people * UNIT) as i128)
    }

    /// The sum as a number, rounded once.
    #[must_use]
    pub fn total(self) -> Persons {
        Persons(self.0 as f64 / UNIT)
    }
}

impl AddAssign<f64> for PersonSum {
    fn add_assign(&mut self, people: f64) {
        *self += Self::of(people);
    }
}

impl SubAssign<f64> for PersonSum {
    fn sub_assign(&mut self, people: f64) {
        *self -= Self::of(people);
    }
}

impl AddAssign for PersonSum {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl SubAssign for PersonSum {
    fn sub_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_sub(other.0);
    }
}

/// Whole numbers up to this stay exact in a [`Tally`] of thousands.
const SMALL: f64 = 1e9;

/// A quick sum of a few thousand entries at most, on the way to a [`PersonSum`]: whole numbers, which most are, are added as they are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    whole: f64,
    other: PersonSum,
}

impl AddAssign<f64> for Tally {
    #[inline]
    fn add_assign(&mut self, people: f64) {
        if people < SMALL && f64::from(people as u32).to_bits() == people.to_bits() {
            self.whole += people;
        } else {
            self.other += people;
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.whole += other.whole;
        self.other += other.other;
    }
}

impl From<Tally> for PersonSum {
    fn from(tally: Tally) -> Self {
        let mut sum = tally.other;
        sum += tally.whole;
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn neither_the_order_nor_what_was_taken_away_matters(
            kept in proptest::collection::vec(0.0..1e7f64, 0..40), gone in proptest::collection::vec(0.0..1e7f64, 0..40)
        ) {
            let mut sum = PersonSum::default();
            for p in gone.iter().chain(&kept) {
                sum += *p;
            }
            for p in gone.iter().rev() {
                sum -= *p;
            }
            let mut other = PersonSum::default();
            for p in kept.iter().rev() {
                other += *p;
            }
            prop_assert_eq!(sum, other);
            prop_assert!((sum.total().0 - kept.iter().sum::<f64>()).abs() <= 1e-6);
        }
    }

    proptest! {
        #[test]
        fn a_tally_is_the_sum(people in proptest::collection::vec(prop_oneof![0.0..1e7f64, (0u32..u32::MAX).prop_map(f64::from)], 0..200)) {
            let mut sum = PersonSum::default();
            let mut tallies = [Tally::default(); 2];
            for (i, p) in people.into_iter().enumerate() {
                sum += p;
                tallies[i % 2] += p;
            }
            let [mut tally, other] = tallies;
            tally += other;
            prop_assert_eq!(sum, tally.into());
        }
    }

    #[test]
    fn one_number_comes_back_as_it_was() {
        for people in [0.0, 12.3, 1_412_000_000.0, 0.001] {
            let mut sum = PersonSum::default();
            sum += people;
            assert_eq!(sum.total().0.to_bits(), people.to_bits());
        }
    }
}
