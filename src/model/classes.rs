//! The classes into which districts are sorted by the share of people within reach.
//!
//! The breaks are part of the project, not of an answer: once made they stay as they are while a radius is drawn or a site is tried,
//! so that maps of the same project can be compared. How breaks are found is `analysis::classing`'s affair.

use serde::{Deserialize, Serialize};

/// How breaks are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Classing {
    /// Set by hand: round shares, as standards name them.
    #[default]
    Manual,
    /// As many districts in each class as ties allow.
    Quantile,
    /// Classes of the same width between the lowest and the highest share.
    Equal,
    /// Classes whose members differ least from one another (Fisher 1958, Jenks 1977).
    Natural,
}

impl Classing {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Manual, Self::Quantile, Self::Equal, Self::Natural];
}

/// The most classes: there are as many colours.
pub const MOST_CLASSES: usize = 5;

/// The breaks in use, and how they were found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareClasses {
    /// How they were found.
    #[serde(default)]
    pub method: Classing,
    /// The bounds between classes, rising, each above 0 and below 1. A share on a break belongs to the class above.
    pub breaks: Vec<f64>,
}

impl Default for ShareClasses {
    /// By hand: 60, 80, 90 and 95 %.
    fn default() -> Self {
        Self {
            method: Classing::Manual,
            breaks: vec![0.6, 0.8, 0.9, 0.95],
        }
    }
}

impl ShareClasses {
    /// Whether these are the classes that a project has unless told otherwise; a project's file does not name them.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the breaks rise between 0 and 1, and are not too many.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let inside = |b: &f64| *b > 0.0 && *b < 1.0;
        self.breaks.len() < MOST_CLASSES
            && self.breaks.iter().all(inside)
            && self.breaks.windows(2).all(|w| w[0] < w[1])
    }

    /// The class of a share, lowest first.
    #[must_use]
    pub fn class_of(&self, share: f64) -> u8 {
        self.breaks.iter().take_while(|b| share >= **b).count() as u8
    }

    /// The bounds of all classes, from 0 to 1.
    #[must_use]
    pub fn bounds(&self) -> Vec<f64> {
        let breaks = self.breaks.iter().copied();
        std::iter::once(0.0).chain(breaks).chain([1.0]).collect()
    }
}
