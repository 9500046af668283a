//! How people spread by their distance to the nearest facility, for charts on paper. Breaks fall on the radius.

use super::words::Words;
use crate::base::Metres;
use crate::map::report::{Bar, Caption, Chart};
use crate::model::{Status, VillageAnswer};

/// Bars per radius.
pub(super) const PER_RADIUS: usize = 4;
/// Bars in all; the last one takes everything farther.
pub(super) const BARS: usize = 12;

/// Sums of a bar.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub villages: u32,
    /// What the chart shows: people, or villages where nobody's number is known.
    pub all: f64,
    /// Of these beyond reach.
    pub beyond: f64,
}

/// The bars of some villages.
pub(super) struct Spread {
    radius: Metres,
    pub bars: [Sums; BARS],
    /// What all bars hold together.
    pub whole: f64,
}

impl Spread {
    /// Sums villages up, each with its people; `None` where no distance is known. Without `peopled` the villages are counted.
    pub fn new(
        radius: Metres,
        peopled: bool,
        villages: impl Iterator<Item = (VillageAnswer, f64)>,
    ) -> Option<Self> {
        let step = radius.0 / PER_RADIUS as f64;
        let mut bars = [Sums::default(); BARS];
        for (answer, people) in villages {
            let Some(distance) = answer.distance else {
                continue;
            };
            // d = R is within reach, so a bar holds its upper bound.
            let bar = ((distance.0 / step).ceil() as usize).clamp(1, BARS) - 1;
            let weight = if peopled { people } else { 1.0 };
            let sums = &mut bars[bar];
            sums.villages += 1;
            sums.all += weight;
            // On the border the distance decides, as everywhere.
            let within = answer.deciding.is_some_and(|margin| margin.0 >= 0.0);
            if answer.status == Status::Gap || !within {
                sums.beyond += weight;
            }
        }
        let whole: f64 = bars.iter().map(|b| b.all).sum();
        (whole > 0.0 && radius.0 > 0.0).then_some(Self {
            radius,
            bars,
            whole,
        })
    }

    /// The chart.
    pub fn chart(&self, w: Words, caption: Caption) -> Chart {
        let at = |bound: usize| Metres(self.radius.0 * bound as f64 / PER_RADIUS as f64);
        let tick = |bound: usize| (bound, w.radius(at(bound)));
        let bar = |sums: &Sums| Bar {
            within: (sums.all - sums.beyond) / self.whole,
            beyond: sums.beyond / self.whole,
            label: if sums.all > 0.0 {
                w.percent(sums.all / self.whole)
            } else {
                String::new()
            },
        };
        Chart {
            caption,
            bars: self.bars.iter().map(bar).collect(),
            edge: tick(PER_RADIUS),
            ticks: vec![(0, "0".to_owned()), tick(2), tick(4), tick(6), tick(8)],
            last: format!(">\u{202f}{}", w.radius(at(BARS - 1))),
        }
    }
}
