//! The list of the worst on an exported page.

use super::words::Words;
use crate::base::Metres;
use crate::map::legend::worst_districts;
use crate::map::page::ListWords;
use crate::model::{Coverage, Dataset, Status};

/// How many rows the list offers; the page takes as many as fit.
const ROWS: usize = 30;

impl Words {
    /// The worst districts; without districts the worst villages; nothing where all is well.
    pub(super) fn worst(self, dataset: &Dataset, coverage: &Coverage) -> Option<ListWords> {
        if coverage.gaps.is_empty() {
            return None;
        }
        if dataset.districts.is_empty() {
            return Some(self.farthest(dataset, coverage));
        }
        let known = coverage.totals.population.0 > 0.0;
        let mut order = worst_districts(coverage);
        if !known {
            order.sort_by_key(|i| std::cmp::Reverse(coverage.districts[*i as usize].villages_gap));
        }
        let rows = order
            .into_iter()
            .filter_map(|i| {
                let answer = coverage
                    .districts
                    .get(i as usize)
                    .filter(|d| d.villages_gap > 0)?;
                let name = dataset.districts.get(i as usize)?.name.to_string();
                let people = self.count(answer.population.0 - answer.population_covered.0);
                let (beyond, all) = (self.count(answer.villages_gap), self.count(answer.villages));
                Some(if known {
                    [name, people, beyond]
                } else {
                    [name, beyond, all]
                })
            })
            .take(ROWS)
            .collect();
        let (heading, columns) = if known {
            (
                "page-list-people",
                [
                    "page-column-district",
                    "page-column-people",
                    "page-column-villages",
                ],
            )
        } else {
            (
                "page-list-villages",
                [
                    "page-column-district",
                    "page-column-beyond",
                    "page-column-of",
                ],
            )
        };
        Some(ListWords {
            heading: self.t(heading),
            columns: columns.map(|key| self.t(key)),
            rows,
        })
    }

    fn farthest(self, dataset: &Dataset, coverage: &Coverage) -> ListWords {
        let known = coverage.totals.population.0 > 0.0;
        let dash = || self.t("page-not-serving");
        let rows = coverage.gaps.iter().filter_map(|g| {
            let village = dataset.villages.get(*g as usize)?;
            let answer = coverage
                .villages
                .get(*g as usize)
                .filter(|a| a.status != Status::Unknown)?;
            let people = village.population.map_or_else(dash, |p| self.count(p.0));
            let distance = answer
                .distance
                .map_or_else(dash, |d: Metres| self.distance(d));
            Some([
                village.name.to_string(),
                if known { people } else { String::new() },
                distance,
            ])
        });
        let people = if known {
            self.t("page-column-people")
        } else {
            String::new()
        };
        ListWords {
            heading: self.t("page-list-farthest"),
            columns: [
                self.t("page-column-village"),
                people,
                self.t("page-column-distance"),
            ],
            rows: rows.take(ROWS).collect(),
        }
    }
}
