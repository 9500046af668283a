//! How people spread by their distance to the nearest facility: a chart and the same in numbers. Breaks fall on the radius.

use super::super::spread::{BARS, PER_RADIUS, Spread, Sums};
use super::{Filler, cell, text};
use crate::base::Metres;
use crate::map::report::{Block, Caption, Cell, Said, Table};
use crate::model::Village;

/// The classes of the table end at these bars: ½ R, R, 1½ R, 2 R, and everything farther.
const CLASSES: [usize; 5] = [2, 4, 6, 8, BARS];

impl Filler<'_> {
    /// The section's blocks; none where no distance is known.
    pub(super) fn spread(&self) -> Vec<Block> {
        let coverage = self.source.coverage;
        let radii = || coverage.tiers.iter().filter_map(|t| t.radius);
        // Of several radii the shortest sets the breaks, as most facilities have it.
        let Some(radius) = radii().min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return Vec::new();
        };
        let villages = coverage.villages.iter().enumerate();
        let people = |i: usize| {
            self.source
                .dataset
                .villages
                .get(i)
                .map_or(0.0, Village::people)
        };
        let villages = villages.map(|(i, answer)| (answer, people(i)));
        let Some(spread) = Spread::new(radius, self.peopled(), villages) else {
            return Vec::new();
        };
        let key = if self.peopled() {
            "report-spread-people"
        } else {
            "report-spread-villages"
        };
        let caption = Caption {
            text: self.t(key),
            instead: self.t("report-spread-instead"),
        };
        let mut blocks = vec![
            Block::Chart(spread.chart(self.words, caption)),
            Block::Table(self.classes(&spread.bars, spread.whole, radius)),
        ];
        if radii().any(|r| r != radius) {
            blocks.push(Block::Text(self.say(|w| {
                w.with("report-spread-radius", &[text("radius", w.radius(radius))])
            })));
        }
        blocks
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
