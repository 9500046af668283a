//! How people spread by their distance to the nearest facility: a chart and the same in numbers. Breaks fall on the radius.

use super::{Filler, cell, text};
use crate::base::Metres;
use crate::map::report::{Bar, Block, Caption, Cell, Chart, Said, Table};
use crate::model::{Status, Village};

/// Bars per radius.
const PER_RADIUS: usize = 4;
/// Bars in all; the last one takes everything farther.
const BARS: usize = 12;
/// The classes of the table end at these bars: ½ R, R, 1½ R, 2 R, and everything farther.
const CLASSES: [usize; 5] = [2, 4, 6, 8, BARS];

/// Sums of a bar.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    villages: u32,
    /// What the chart shows: people, or villages where nobody's number is known.
    all: f64,
    /// Of these beyond reach.
    beyond: f64,
}

impl Filler<'_> {
    /// The section's blocks; none where no distance is known.
    pub(super) fn spread(&self) -> Vec<Block> {
        let coverage = self.source.coverage;
        let radii = || coverage.tiers.iter().filter_map(|t| t.radius);
        // Of several radii the shortest sets the breaks, as most facilities have it.
        let Some(radius) = radii().min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return Vec::new();
        };
        let bars = self.sums(radius);
        let whole: f64 = bars.iter().map(|b| b.all).sum();
        if whole <= 0.0 || radius.0 <= 0.0 {
            return Vec::new();
        }
        let mut blocks = vec![
            Block::Chart(self.chart(&bars, whole, radius)),
            Block::Table(self.classes(&bars, whole, radius)),
        ];
        if radii().any(|r| r != radius) {
            blocks.push(Block::Text(self.say(|w| {
                w.with("report-spread-radius", &[text("radius", w.radius(radius))])
            })));
        }
        blocks
    }

    fn sums(&self, radius: Metres) -> [Sums; BARS] {
        let peopled = self.peopled();
        let step = radius.0 / PER_RADIUS as f64;
        let mut bars = [Sums::default(); BARS];
        for (i, answer) in self.source.coverage.villages.iter().enumerate() {
            let Some(distance) = answer.distance else {
                continue;
            };
            // d = R is within reach, so a bar holds its upper bound.
            let bar = ((distance.0 / step).ceil() as usize).clamp(1, BARS) - 1;
            let people = self
                .source
                .dataset
                .villages
                .get(i)
                .map_or(0.0, Village::people);
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
        bars
    }

    fn chart(&self, bars: &[Sums], whole: f64, radius: Metres) -> Chart {
        let w = self.words;
        let at = |bound: usize| Metres(radius.0 * bound as f64 / PER_RADIUS as f64);
        let tick = |bound: usize| (bound, w.radius(at(bound)));
        let key = if self.peopled() {
            "report-spread-people"
        } else {
            "report-spread-villages"
        };
        let bar = |sums: &Sums| Bar {
            within: (sums.all - sums.beyond) / whole,
            beyond: sums.beyond / whole,
            label: if sums.all > 0.0 {
                w.percent(sums.all / whole)
            } else {
                String::new()
            },
        };
        Chart {
            caption: Caption {
                text: self.t(key),
                instead: self.t("report-spread-instead"),
            },
            bars: bars.iter().map(bar).collect(),
            edge: tick(PER_RADIUS),
            ticks: vec![(0, "0".to_owned()), tick(2), tick(4), tick(6), tick(8)],
            last: format!(">\u{202f}{}", w.radius(at(BARS - 1))),
        }
    }

    fn classes(&self, bars: &[Sums], whole: f64, radius: Metres) -> Table {
        let peopled = self.peopled();
        let at = |bound: usize| Metres(radius.0 * bound as f64 / PER_RADIUS as f64);
        let mut columns = vec![
            self.words_column("report-distance"),
            self.number_column("report-villages"),
        ];
        if peopled {
            columns.push(self.number_column("report-people"));
        }
        columns.extend([
            self.number_column("report-share"),
            self.number_column("report-cumulated"),
        ]);
        let (mut from, mut reached) = (0, 0.0);
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for to in CLASSES {
            let inside = &bars[from..to];
            let villages: u32 = inside.iter().map(|s| s.villages).sum();
            let all: f64 = inside.iter().map(|s| s.all).sum();
            reached += all;
            let name: Said = self.say(|w| {
                let low = text("low", w.radius(at(from)));
                let high = text("high", w.radius(at(to)));
                match to {
                    BARS => w.with("report-spread-more", &[low]),
                    _ if from == 0 => w.with("report-spread-up-to", &[high]),
                    _ => w.with("report-spread-between", &[low, high]),
                }
            });
            let mut row = vec![Cell::Said(name), cell(self.count(villages))];
            if peopled {
                row.push(cell(self.count(all)));
            }
            let total = if to == BARS { 1.0 } else { reached / whole };
            row.push(cell(self.words.percent(all / whole)));
            row.push(cell(self.words.percent(total)));
            rows.push(row);
            from = to;
        }
        Table {
            caption: self.t("report-spread-table"),
            columns,
            rows,
            note: None,
        }
    }
}
