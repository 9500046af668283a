//! Numbers of which only bounds are known, held against bounds: what every value between would decide is decided, all else is unknown.

use crate::model::Verdict;
use crate::model::standard::Bounds;

/// From the least to the most that a number can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// The number, where there is only one; NaN else.
    pub fn only(self) -> f64 {
        if self.high > self.low {
            f64::NAN
        } else {
            self.low
        }
    }

    /// Holds it against bounds.
    pub fn verdict(self, bounds: Bounds) -> Verdict {
        let least = bounds.least.unwrap_or(f64::NEG_INFINITY);
        let most = bounds.most.unwrap_or(f64::INFINITY);
        if self.low >= least && self.high <= most {
            Verdict::Pass
        } else if self.high < least || self.low > most {
            Verdict::Fail
        } else {
            Verdict::Unknown
        }
    }
}

/// A bound for a finding: NaN without.
pub(super) fn bound(bound: Option<f64>) -> f64 {
    bound.unwrap_or(f64::NAN)
}

/// A sum of an attribute of which values or members may be unknown. An attribute counts something: what is not known is not negative.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    /// What is known of members that are sure.
    pub known: f64,
    /// Members that are sure.
    pub members: u32,
    /// Members that may be none, and values that are missing.
    pub unknown: u32,
    below: f64,
    above: f64,
}

impl Sum {
    /// Adds a member that is sure; NaN: its value is missing.
    pub fn add(&mut self, value: f64) {
        self.members += 1;
        if value.is_nan() {
            self.unknown += 1;
            self.above = f64::INFINITY;
        } else {
            self.known += value;
        }
    }

    /// Adds one that may be a member.
    pub fn add_doubtful(&mut self, value: f64) {
        self.unknown += 1;
        if value.is_nan() {
            self.above = f64::INFINITY;
        } else {
            self.below += value.min(0.0);
            self.above += value.max(0.0);
        }
    }

    /// What it can be.
    pub fn interval(self) -> Interval {
        Interval {
            low: self.known + self.below,
            high: self.known + self.above,
        }
    }
}
