//! Shapes and sizes of marks.
//!
//! They follow from the whole dataset, not from the gaps of the moment: no mark changes its size while a radius is dragged.

use super::scene::Symbol;
use crate::model::{Dataset, KnownTier, Tier, Village};

/// Radius in points of a gap mark with the median number of people, before crowding.
const MEDIAN_GAP_RADIUS: f32 = 2.2;
/// The smallest and the largest gap mark in points.
pub(super) const GAP_RADII: [f32; 2] = [1.9, 8.0];

/// How the radius of a gap mark follows from its people.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GapScale {
    median: f64,
    /// How much all marks shrink or grow with their number.
    pub(super) crowding: f32,
}

impl GapScale {
    /// The scale of a dataset: the median village gets a mark of middling size, and marks shrink where there are many.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let mut people: Vec<f64> = dataset
            .villages
            .iter()
            .map(Village::people)
            .filter(|p| *p > 0.0)
            .collect();
        let middle = people.len() / 2;
        let median = if people.is_empty() {
            0.0
        } else {
            *people.select_nth_unstable_by(middle, f64::total_cmp).1
        };
        Self {
            median,
            crowding: crowding(dataset.villages.len(), 8000.0),
        }
    }

    /// The radius in points of a gap mark; its area grows with the people.
    #[must_use]
    pub fn radius(&self, people: f64) -> f32 {
        let [smallest, largest] = GAP_RADII;
        let raw = if self.median > 0.0 {
            MEDIAN_GAP_RADIUS * (people.max(0.0) / self.median).sqrt() as f32
        } else {
            MEDIAN_GAP_RADIUS
        };
        raw.clamp(smallest, largest) * self.crowding
    }

    /// What the legend shows of it: see [`Legend::gap_sizes`].
    pub(super) fn legend(&self, largest: f64) -> Vec<(f64, f32)> {
        let mut sizes: Vec<(f64, f32)> = Vec::new();
        let top = largest.max(1.0).log10().floor() as i32;
        for exponent in (0..=top).rev() {
            for mantissa in [5.0, 2.0, 1.0] {
                let people = mantissa * 10f64.powi(exponent);
                let radius = self.radius(people);
                let tells = sizes
                    .last()
                    .is_none_or(|(_, last)| last - radius >= 1.2 * self.crowding);
                let clamped = radius >= GAP_RADII[1] * self.crowding && people * 2.0 <= largest;
                if people <= largest && tells && !clamped && sizes.len() < 3 {
                    sizes.push((people, radius));
                }
            }
        }
        sizes
    }
}

/// How much marks shrink when there are more than `comfortable` of them, and grow when there are fewer.
fn crowding(marks: usize, comfortable: f32) -> f32 {
    (comfortable / marks.max(1) as f32)
        .powf(0.25)
        .clamp(0.45, 1.35)
}

/// The symbol of each tier. A tier that is known has its own; others take what is left, a single one looks like an institution.
#[must_use]
pub fn symbols(tiers: &[Tier]) -> Vec<Symbol> {
    let known = |tier: KnownTier| match tier {
        KnownTier::Clinic => Symbol::Square,
        KnownTier::Station => Symbol::Diamond,
        KnownTier::Community => Symbol::Hexagon,
        KnownTier::Township => Symbol::CrossSquare,
        KnownTier::County => Symbol::CrossDisc,
        KnownTier::City => Symbol::CrossPentagon,
    };
    if let [Tier { known: None, .. }] = tiers {
        return vec![Symbol::CrossSquare];
    }
    let used: Vec<Symbol> = tiers.iter().filter_map(|t| t.known.map(known)).collect();
    let order = [
        Symbol::Triangle,
        Symbol::Star,
        Symbol::Hexagon,
        Symbol::Diamond,
        Symbol::Square,
        Symbol::CrossSquare,
        Symbol::CrossDisc,
        Symbol::CrossPentagon,
    ];
    let mut free = order
        .into_iter()
        .filter(|s| !used.contains(s))
        .collect::<Vec<_>>()
        .into_iter()
        .cycle();
    tiers
        .iter()
        .map(|t| {
            t.known
                .map(known)
                .or_else(|| free.next())
                .unwrap_or(Symbol::Square)
        })
        .collect()
}

/// Half of the width of a mark in points, before crowding.
fn symbol_radius(symbol: Symbol, single: bool) -> f32 {
    match symbol {
        Symbol::Square => 1.8,
        Symbol::Diamond | Symbol::Triangle => 2.6,
        Symbol::Hexagon => 2.9,
        Symbol::Star => 3.0,
        Symbol::CrossSquare if single => 2.5,
        Symbol::CrossSquare => 3.1,
        Symbol::CrossDisc => 4.0,
        Symbol::CrossPentagon => 4.7,
    }
}

/// The symbol of each tier with half of its mark's width in points; marks shrink where the dataset has many of a tier.
#[must_use]
pub fn facility_sizes(dataset: &Dataset) -> Vec<(Symbol, f32)> {
    let mut counts = vec![0usize; dataset.tiers.len()];
    for f in &dataset.facilities {
        if let Some(n) = counts.get_mut(usize::from(f.tier)) {
            *n += 1;
        }
    }
    let single = dataset.tiers.len() == 1;
    let radius = |s: Symbol, n: usize| symbol_radius(s, single) * crowding(n, 250.0).min(1.1);
    let symbols = symbols(&dataset.tiers).into_iter();
    symbols
        .zip(counts)
        .map(|(s, n)| (s, radius(s, n)))
        .collect()
}
