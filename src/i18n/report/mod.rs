//! The texts of the report: what was asked, of which data, what came out, where it is worst, and how it was computed.
//!
//! Every number comes from the answer that the lists are written from. Sentences are made whole in each language; nothing is put
//! together from two.

mod data;
mod finding;
mod rule;
mod spread;
mod standard;
#[cfg(test)]
mod tests;
mod worst;

use fluent_bundle::FluentValue;

use super::words::{Args, Lang, Words};
use crate::map::report::{Block, Caption, Cell, Column, KeyFigure, Report, Said, Section};
use crate::model::{
    AnalysisSpec, Areas, Coverage, Dataset, Edit, Reach, StandardChoice, StandardContext, Village,
};
use crate::session::Answer;

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub struct ReportSource<'a> {
    /// The baseline.
    pub dataset: &'a Dataset,
    /// Who is within reach.
    pub coverage: &'a Coverage,
    /// The shares of area; `None`: they were not asked for.
    pub areas: Option<&'a Areas>,
    /// The question.
    pub spec: &'a AnalysisSpec,
    /// The edits of the scenario.
    pub edits: &'a [Edit],
    /// The title; `None`: made from the rule.
    pub title: Option<&'a str>,
    /// The district that each facility of the coverage stands in; empty where nobody looked.
    pub homes: &'a [Option<u32>],
    /// What the standard says, if one is asked.
    pub standard: Option<StandardContext<'a>>,
    /// Which standard that is, with what is turned of it.
    pub choice: Option<&'a StandardChoice>,
}

impl Words {
    /// The report of an answer.
    #[must_use]
    pub fn report(&self, answer: &Answer) -> Report {
        let coverage = &answer.results.coverage;
        let facilities = &coverage.facilities;
        let index = &answer.baseline.index;
        let (homes, _) = index.locate_places(facilities.len(), |i| {
            facilities.get(i).map(|facility| facility.location)
        });
        let mut report = self.report_of(ReportSource {
            dataset: &answer.baseline.dataset,
            coverage,
            areas: answer.results.areas.as_deref(),
            spec: &answer.state.spec,
            edits: &answer.state.edits,
            title: answer.state.title.as_deref(),
            homes: &homes,
            standard: answer.standard_context(),
            choice: answer.state.standard.as_ref(),
        });
        if let Some(organisation) = &answer.state.template.organisation {
            // In two languages the line stands as one: the organisation's name once.
            let mut kinds = report.kind.texts().to_vec();
            if let Some(first) = kinds.first_mut() {
                *first = format!("{organisation} · {first}");
            }
            report.kind = Said::each(kinds);
        }
        report
    }

    /// The same from its parts.
    #[must_use]
    pub fn report_of(&self, source: ReportSource<'_>) -> Report {
        let filler = Filler {
            words: *self,
            source,
        };
        Report {
            langs: match self.lang {
                Lang::Both => vec![Lang::ZhCn.tag(), Lang::En.tag()],
                one => vec![one.tag()],
            },
            kind: filler.t("report-kind"),
            title: filler.title(),
            subtitle: filler.subtitle(),
            notices: filler.notices(),
            figures: filler.figures(),
            sections: filler.sections(),
            version: Self::new(Lang::En).with(
                "report-version",
                &[text("version", env!("CARGO_PKG_VERSION"))],
            ),
        }
    }
}

/// An argument of a text.
fn text<'a>(name: &'static str, value: impl Into<String>) -> (&'static str, FluentValue<'a>) {
    (name, FluentValue::from(value.into()))
}

/// A number that chooses a plural form.
fn number<'a>(name: &'static str, value: u32) -> (&'static str, FluentValue<'a>) {
    (name, value.into())
}

/// Fills a report.
#[derive(Clone, Copy)]
struct Filler<'a> {
    words: Words,
    source: ReportSource<'a>,
}

/// Parts of sentences: things with their number.
impl Words {
    fn things(self, key: &str, n: u32) -> String {
        self.with(key, &[number("n", n), text("count", self.count(n))])
    }

    fn villages(self, n: u32) -> String {
        self.things("count-villages", n)
    }

    fn persons(self, n: f64) -> String {
        let plural = n.round().clamp(0.0, f64::from(u32::MAX)) as u32;
        self.with(
            "count-people",
            &[number("n", plural), text("count", self.count(n))],
        )
    }
}

impl<'a> Filler<'a> {
    /// A text made in every language of the report.
    fn say(&self, make: impl Fn(Words) -> String) -> Said {
        Said::each(match self.words.lang {
            Lang::Both => vec![make(Words::new(Lang::ZhCn)), make(Words::new(Lang::En))],
            lang => vec![make(Words::new(lang))],
        })
    }

    /// Sentences in a row, made in every language of the report.
    fn sentences(&self, make: impl Fn(Words) -> Vec<String>) -> Said {
        self.say(|w| w.sentences(&make(w)))
    }

    fn t(&self, key: &str) -> Said {
        self.say(|w| w.t(key))
    }

    fn with(&self, key: &str, args: Args<'_>) -> Said {
        self.say(|w| w.with(key, args))
    }

    /// A number that stands alone.
    fn count(&self, n: impl Into<f64>) -> String {
        self.words.count(n)
    }

    /// Whether anybody's number is known.
    fn peopled(&self) -> bool {
        self.source.coverage.totals.population.0 > 0.0
    }

    fn village(&self, index: u32) -> Option<&'a Village> {
        self.source.dataset.villages.get(index as usize)
    }

    /// The name of the district that a village lies in.
    fn district_of(&self, village: u32) -> Option<&'a str> {
        let answer = self.source.coverage.villages.get(village as usize)?;
        let district = self
            .source
            .dataset
            .districts
            .get(answer.district? as usize)?;
        Some(&district.name)
    }

    /// A village with its district.
    fn place(&self, w: Words, index: u32) -> String {
        let name = self.village(index).map_or("", |v| v.name.as_str());
        match self.district_of(index) {
            Some(district) => w.with(
                "report-place",
                &[text("name", name), text("district", district)],
            ),
            None => name.to_owned(),
        }
    }

    /// The name of the facility that is nearest to a village.
    fn nearest_of(&self, village: u32) -> Option<&'a str> {
        let answer = self.source.coverage.villages.get(village as usize)?;
        let facility = self
            .source
            .coverage
            .facilities
            .get(answer.nearest? as usize)?;
        Some(&facility.name)
    }

    fn title(&self) -> Said {
        match (self.source.title, &self.source.spec.reach) {
            (Some(title), _) => Said::one(title),
            (None, Reach::Uniform(radius)) => {
                self.say(|w| w.with("report-title-radius", &[text("radius", w.radius(*radius))]))
            }
            (None, Reach::ByTier(_)) => self.t("report-title"),
        }
    }

    fn subtitle(&self) -> Said {
        let dataset = self.source.dataset;
        let counts = [
            ("count-villages", dataset.villages.len()),
            ("count-facilities", dataset.facilities.len()),
            ("count-districts", dataset.districts.len()),
        ];
        self.say(|w| {
            let things = counts.iter().map(|(key, n)| w.things(key, *n as u32));
            things.collect::<Vec<_>>().join(" · ")
        })
    }

    fn notices(&self) -> Vec<Said> {
        let mut notices = Vec::new();
        if self.words.invented(self.source.dataset).is_some() {
            notices.push(self.t("invented-data"));
        }
        notices.extend(self.scenario_notice());
        notices
    }

    /// The answer in large numbers.
    fn figures(&self) -> Vec<KeyFigure> {
        let totals = &self.source.coverage.totals;
        if totals.villages == 0 {
            return Vec::new();
        }
        let beyond = totals.gap > 0;
        let mut figures = vec![KeyFigure {
            value: self.count(totals.gap),
            label: self.say(|w| {
                w.with(
                    "report-key-villages",
                    &[text("all", w.count(totals.villages))],
                )
            }),
            beyond,
        }];
        if self.peopled() {
            figures.push(KeyFigure {
                value: self.count(totals.population_gap.0),
                label: self.t("report-key-people"),
                beyond,
            });
            figures.push(KeyFigure {
                value: self
                    .words
                    .percent(totals.population_covered.0 / totals.population.0),
                label: self.say(|w| {
                    let people = w.count(totals.population.0);
                    w.with("report-key-share", &[text("people", people)])
                }),
                beyond: false,
            });
        } else {
            let share = f64::from(totals.covered) / f64::from(totals.villages);
            figures.push(KeyFigure {
                value: self.words.percent(share),
                label: self.t("report-key-share-villages"),
                beyond: false,
            });
        }
        if let Some(total) = self.source.areas.and_then(|a| a.total) {
            let (low, high) = self.bounds(total);
            figures.push(KeyFigure {
                value: if low == high {
                    low
                } else {
                    let bare = low.trim_end_matches(['%', '\u{202f}']);
                    format!("{bare}–{high}")
                },
                label: self.t("report-key-area"),
                beyond: false,
            });
        } else if let Some(distance) = self.farthest().and_then(|(_, answer)| answer.distance) {
            figures.push(KeyFigure {
                value: self.words.distance(distance),
                label: self.t("report-key-farthest"),
                beyond,
            });
        }
        figures
    }

    fn sections(&self) -> Vec<Section> {
        let section = |heading: &str, blocks: Vec<Block>| Section {
            heading: self.t(heading),
            blocks,
        };
        let map = Block::Map(Caption {
            text: self.t("report-map-caption"),
            instead: self.t("report-map-instead"),
        });
        let mut sections = vec![section("report-finding", self.finding())];
        sections.extend(self.compliance());
        sections.push(section("report-question", self.question()));
        sections.extend(self.changes());
        sections.push(section("report-map", vec![map]));
        sections.push(section("report-worst", self.worst_places()));
        let spread = self.spread();
        if !spread.is_empty() {
            sections.push(section("report-spread", spread));
        }
        sections.extend(self.compliance_details());
        sections.push(section("report-data", self.data()));
        sections.push(section("report-method", self.method()));
        sections.push(section("report-limits", self.limits()));
        sections
    }

    fn method(&self) -> Vec<Block> {
        let keys = [
            "report-method-distance",
            "report-method-villages",
            "report-method-area",
            "report-method-people",
            "std-report-method",
            "report-files-beside",
        ];
        let wanted = |key: &&str| match *key {
            "std-report-method" => self.source.standard.is_some(),
            "report-method-area" => self.source.areas.is_some_and(|a| a.total.is_some()),
            "report-method-people" => self.peopled(),
            _ => true,
        };
        let points = keys.into_iter().filter(wanted).map(|key| self.t(key));
        vec![Block::Points(points.collect())]
    }

    fn limits(&self) -> Vec<Block> {
        let keys = [
            "report-limit-road",
            "report-limit-service",
            "report-limit-data",
        ];
        vec![Block::Points(
            keys.into_iter().map(|key| self.t(key)).collect(),
        )]
    }

    /// A column of words.
    fn words_column(&self, key: &str) -> Column {
        Column {
            head: self.t(key),
            number: false,
        }
    }

    /// A column of numbers.
    fn number_column(&self, key: &str) -> Column {
        Column {
            head: self.t(key),
            number: true,
        }
    }
}

/// A cell that is the same in all languages.
fn cell(text: impl Into<String>) -> Cell {
    Cell::Said(Said::one(text))
}

/// What stands in a cell without a value.
fn none() -> Cell {
    cell("—")
}
