//! Where it is worst: the districts with most people beyond reach, and the villages farthest beyond it.

use super::{Filler, cell, none, number, text};
use crate::analysis::equity::Lorenz;
use crate::base::Metres;
use crate::map::report::{Block, Cell, Said, Table};

/// How many districts and how many villages are named.
const MOST: usize = 10;

impl Filler<'_> {
    /// The section's blocks.
    pub(super) fn worst_places(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = [self.district_table(), self.village_table()]
            .into_iter()
            .flatten()
            .map(Block::Table)
            .collect();
        if blocks.is_empty() {
            blocks.push(Block::Text(self.t("report-worst-none")));
        }
        blocks.extend(self.equity().map(Block::Text));
        blocks
    }

    /// A caption over so many rows.
    fn caption(&self, key: &str, rows: usize) -> Said {
        let rows = rows as u32;
        self.say(|w| w.with(key, &[number("n", rows), text("count", w.count(rows))]))
    }

    fn district_table(&self) -> Option<Table> {
        let (dataset, totals) = (self.source.dataset, &self.source.coverage.totals);
        let mut districts = self.districts_by_gap();
        districts.truncate(MOST);
        if districts.is_empty() {
            return None;
        }
        let peopled = self.peopled();
        let areas = self.source.areas.map(|areas| &areas.districts);
        let mut columns = vec![
            self.words_column("report-district"),
            self.number_column("report-villages-beyond"),
            self.number_column("report-of-villages"),
        ];
        if peopled {
            columns.push(self.number_column("report-people-beyond"));
            columns.push(self.number_column("report-share-beyond"));
        }
        if areas.is_some() {
            columns.push(self.number_column("report-area-within"));
        }
        let mut together = 0.0;
        let mut rows = Vec::new();
        for (index, answer) in districts {
            let name = dataset.districts.get(index as usize);
            let people = answer.population.0 - answer.population_covered.0;
            together += if peopled {
                people
            } else {
                f64::from(answer.villages_gap)
            };
            let mut row = vec![
                cell(name.map_or("", |d| d.name.as_str())),
                cell(self.count(answer.villages_gap)),
                cell(self.count(answer.villages)),
            ];
            if peopled {
                row.push(cell(self.count(people)));
                row.push(if answer.population.0 > 0.0 {
                    cell(self.words.percent(people / answer.population.0))
                } else {
                    none()
                });
            }
            if let Some(areas) = areas {
                row.push(areas.get(index as usize).map_or_else(none, |bounds| {
                    cell(self.words.percent(f64::midpoint(bounds.low, bounds.high)))
                }));
            }
            rows.push(row);
        }
        let all = if peopled {
            totals.population_gap.0
        } else {
            f64::from(totals.gap)
        };
        let share = together / all.max(f64::MIN_POSITIVE);
        let key = |people, villages| if peopled { people } else { villages };
        let note = (rows.len() > 1).then(|| {
            self.say(|w| {
                let share = text("share", w.percent(share));
                w.with(key("report-together", "report-together-villages"), &[share])
            })
        });
        Some(Table {
            caption: self.caption(
                key("report-worst-districts", "report-worst-districts-villages"),
                rows.len(),
            ),
            columns,
            rows,
            note,
        })
    }

    fn village_table(&self) -> Option<Table> {
        let peopled = self.peopled();
        let districts = !self.source.dataset.districts.is_empty();
        let rows: Vec<Vec<Cell>> = self
            .measured_gaps()
            .take(MOST)
            .filter_map(|(index, answer)| {
                let village = self.village(index)?;
                let mut row = vec![cell(village.name.as_str())];
                if districts {
                    row.push(self.district_of(index).map_or_else(none, cell));
                }
                if peopled {
                    let people = village.population;
                    row.push(people.map_or_else(none, |p| cell(self.count(p.0))));
                }
                row.push(self.nearest_of(index).map_or_else(none, cell));
                row.push(cell(self.words.distance(answer.distance?)));
                row.push(cell(self.words.distance(Metres(-answer.deciding?.0))));
                Some(row)
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let mut columns = vec![self.words_column("report-village")];
        if districts {
            columns.push(self.words_column("report-district"));
        }
        if peopled {
            columns.push(self.number_column("report-people"));
        }
        columns.push(self.words_column("report-nearest"));
        columns.push(self.number_column("report-distance"));
        columns.push(self.number_column("report-over"));
        Some(Table {
            caption: self.caption("report-worst-villages", rows.len()),
            columns,
            rows,
            note: None,
        })
    }

    /// How evenly the facilities that serve are spread over the districts.
    fn equity(&self) -> Option<Said> {
        let coverage = self.source.coverage;
        let districts = &coverage.districts;
        let mut count = vec![0.0; districts.len()];
        for (home, radius) in self.source.homes.iter().zip(&coverage.radii) {
            if let (Some(home), Some(_)) = (home, radius)
                && let Some(count) = count.get_mut(*home as usize)
            {
                *count += 1.0;
            }
        }
        let resource = || count.iter().copied();
        let people = Lorenz::new(districts.iter().map(|d| d.population.0).zip(resource()))?;
        let people = text("people", format!("{:.2}", people.gini));
        let areas = self.source.areas.into_iter().flat_map(|a| &a.districts);
        let area = Lorenz::new(areas.map(|d| d.area.0).zip(resource()));
        Some(match area {
            Some(area) => {
                let area = text("area", format!("{:.2}", area.gini));
                self.with("report-gini", &[people, area])
            }
            None => self.with("report-gini-people", &[people]),
        })
    }
}
