//! The texts of an atlas.

use super::spread::Spread;
use super::words::Words;
use crate::map::page::{AtlasChoice, AtlasOrder, AtlasWords, DistrictWords, PageWords, Tone};
use crate::map::report::{Caption, Chart, Said};
use crate::model::{Areas, Coverage, Dataset, Status};
use crate::session::Answer;

/// What an atlas is about.
#[derive(Debug, Clone, Copy)]
pub struct AtlasOf<'a> {
    /// The data.
    pub dataset: &'a Dataset,
    /// The answer.
    pub coverage: &'a Coverage,
    /// The areas within reach, if they are known.
    pub areas: Option<&'a Areas>,
}

impl<'a> From<&'a Answer> for AtlasOf<'a> {
    fn from(answer: &'a Answer) -> Self {
        Self {
            dataset: &answer.baseline.dataset,
            coverage: &answer.results.coverage,
            areas: answer.results.areas.as_deref(),
        }
    }
}

impl Words {
    /// All texts of an atlas of the chosen districts, whose pages say what `page` says.
    #[must_use]
    pub fn atlas_words(
        &self,
        of: AtlasOf<'_>,
        page: PageWords,
        choice: &AtlasChoice,
    ) -> AtlasWords {
        let districts = choice.districts(of.dataset, of.coverage);
        let mut villages: Vec<Vec<u32>> = vec![Vec::new(); of.dataset.districts.len()];
        // The list of gaps stands worst first.
        for gap in &of.coverage.gaps {
            let answer = of.coverage.villages.get(*gap as usize);
            let answer = answer.filter(|a| a.status == Status::Gap);
            let district = answer.and_then(|a| a.district);
            if let Some(own) = district.and_then(|d| villages.get_mut(d as usize)) {
                own.push(*gap);
            }
        }
        let charts = self.charts(of);
        let count = districts.len() as f64;
        let kind = [("n", count.into()), ("count", self.count(count).into())];
        let table = match choice.order {
            AtlasOrder::Worst => "atlas-table",
            AtlasOrder::Name => "atlas-table-name",
            AtlasOrder::File => "atlas-table-file",
        };
        let t = |key: &str| self.t(key);
        AtlasWords {
            kind: self.with("atlas-kind", &kind),
            cover: t("atlas-cover"),
            overview: t("atlas-overview"),
            table: t(table),
            columns: [
                "atlas-column-district",
                "atlas-column-villages",
                "atlas-column-beyond",
                "atlas-column-people",
                "atlas-column-people-beyond",
                "atlas-column-share",
                "atlas-column-page",
            ]
            .map(t),
            gaps: t("atlas-gaps"),
            gap_columns: [
                "atlas-column-village",
                "atlas-column-people",
                "atlas-column-nearest",
                "atlas-column-distance",
                "atlas-column-by",
            ]
            .map(t),
            short_columns: [
                "atlas-column-village",
                "atlas-column-people",
                "atlas-column-distance",
            ]
            .map(t),
            continued: t("atlas-continued"),
            number: self.with(
                "atlas-number",
                &[("page", "{page}".into()), ("pages", "{pages}".into())],
            ),
            districts: districts
                .into_iter()
                .map(|d| {
                    let own = villages.get_mut(d as usize).map(std::mem::take);
                    let mut words = self.district(of, d, own.unwrap_or_default());
                    words.chart = charts.get(d as usize).cloned().flatten();
                    words
                })
                .collect(),
            page,
        }
    }

    /// How the people of each district spread by distance.
    fn charts(&self, of: AtlasOf<'_>) -> Vec<Option<Chart>> {
        let mut inside = vec![Vec::new(); of.dataset.districts.len()];
        for (answer, village) in of.coverage.villages.iter().zip(&of.dataset.villages) {
            let own = answer.district.and_then(|d| inside.get_mut(d as usize));
            if let Some(own) = own {
                own.push((answer, village.people()));
            }
        }
        let radii = of.coverage.tiers.iter().filter_map(|t| t.radius);
        // Of several radii the shortest sets the breaks, as most facilities have it.
        let Some(radius) = radii.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return Vec::new();
        };
        let charts = inside.into_iter().map(|villages| {
            let peopled = villages.iter().any(|(_, people)| *people > 0.0);
            let key = if peopled {
                "report-spread-people"
            } else {
                "report-spread-villages"
            };
            let caption = Caption {
                text: Said::one(self.t(key)),
                instead: Said::default(),
            };
            let spread = Spread::new(radius, peopled, villages.into_iter())?;
            Some(spread.chart(*self, caption))
        });
        charts.collect()
    }

    fn district(&self, of: AtlasOf<'_>, district: u32, villages: Vec<u32>) -> DistrictWords {
        let number = district as usize;
        let name = of.dataset.districts.get(number);
        let name = name.map_or_else(String::new, |d| d.name.to_string());
        let Some(answer) = of.coverage.districts.get(number) else {
            return DistrictWords {
                district,
                name,
                ..DistrictWords::default()
            };
        };
        let dash = || "–".to_owned();
        let known = answer.population.0 > 0.0;
        let people_beyond = answer.population.0 - answer.population_covered.0;
        let share = answer.population_share();
        let (headline, detail, tone) = if answer.villages_gap > 0 {
            let n = f64::from(answer.villages_gap);
            let args = [("n", n.into()), ("count", self.count(n).into())];
            let detail = self.both(|w| {
                if !known {
                    return w.t("atlas-beyond-villages");
                }
                let n = people_beyond.round();
                let people = [("n", n.into()), ("count", w.count(n).into())];
                let people = w.with("count-people", &people);
                w.with("atlas-beyond", &[("people", people.into())])
            });
            (self.with("count-villages", &args), detail, Tone::Gap)
        } else if answer.villages == 0 {
            (self.t("atlas-none"), String::new(), Tone::Neutral)
        } else if answer.status == Status::Unknown {
            (self.t("atlas-unjudged"), String::new(), Tone::Neutral)
        } else {
            (self.t("atlas-all"), String::new(), Tone::Good)
        };
        let row = [
            name.clone(),
            self.count(answer.villages),
            self.count(answer.villages_gap),
            if known {
                self.count(answer.population.0)
            } else {
                dash()
            },
            if known {
                self.count(people_beyond)
            } else {
                dash()
            },
            share.map_or_else(dash, |s| self.percent(s)),
        ];
        let gaps = villages.iter().map(|v| self.gap_row(of, *v)).collect();
        DistrictWords {
            district,
            chart: None,
            figures: self.figures(of, number),
            name,
            headline,
            detail,
            tone,
            row,
            villages,
            gaps,
        }
    }

    /// The key figures of a district.
    fn figures(&self, of: AtlasOf<'_>, district: usize) -> Vec<(String, String)> {
        let Some(answer) = of.coverage.districts.get(district) else {
            return Vec::new();
        };
        let mut figures = Vec::new();
        let mut tell = |key: &str, value: String| figures.push((self.t(key), value));
        if answer.villages > 0 {
            let part = self.count(answer.villages_covered);
            let args = [
                ("part", part.into()),
                ("all", self.count(answer.villages).into()),
            ];
            tell("atlas-figure-villages", self.with("atlas-of", &args));
        }
        if let Some(share) = answer.population_share() {
            tell("atlas-figure-people", self.count(answer.population.0));
            tell("atlas-figure-share", self.percent(share));
        }
        if let Some(area) = of.areas.and_then(|a| a.districts.get(district)) {
            tell("atlas-figure-area", self.area(area.area.km2()));
            let (low, high) = (self.percent(area.low), self.percent(area.high));
            let share = if low == high {
                low
            } else {
                self.with("atlas-range", &[("low", low.into()), ("high", high.into())])
            };
            tell("atlas-figure-area-share", share);
        }
        let worst = answer.worst_village.zip(answer.worst_distance);
        if let Some((village, distance)) = worst
            && let Some(village) = of.dataset.villages.get(village as usize)
        {
            let name = village.name.to_string();
            let args = [
                ("name", name.into()),
                ("distance", self.distance(distance).into()),
            ];
            tell("atlas-figure-worst", self.with("atlas-place", &args));
        }
        figures
    }

    /// A village beyond reach: name, people, nearest facility, distance, beyond reach by.
    fn gap_row(&self, of: AtlasOf<'_>, village: u32) -> [String; 5] {
        let dash = || "–".to_owned();
        let own = of.dataset.villages.get(village as usize);
        let answer = of.coverage.villages.get(village as usize);
        let nearest = answer.and_then(|a| a.nearest);
        let nearest = nearest.and_then(|f| of.coverage.facilities.get(f as usize));
        let by = answer.and_then(|a| a.deciding.or(a.margin));
        [
            own.map_or_else(dash, |v| v.name.to_string()),
            own.and_then(|v| v.population)
                .map_or_else(dash, |p| self.count(p.0)),
            nearest.map_or_else(dash, |f| f.name.to_string()),
            answer
                .and_then(|a| a.distance)
                .map_or_else(dash, |d| self.distance(d)),
            by.map_or_else(dash, |m| self.distance(crate::base::Metres(-m.0))),
        ]
    }
}
