//! The texts of the exported page.

use fluent_bundle::FluentValue;

use super::words::{Args, Lang, Words};
use crate::base::Metres;
use crate::demo::NOTE;
use crate::map::drawn::SNAPPED;
use crate::map::page::{PageWords, Tone};
use crate::map::scene::Legend;
use crate::model::dataset::Layer;
use crate::model::{AnalysisSpec, Cell, Coverage, Dataset, MapLook, Reach, Tier};

/// A number that chooses a plural form, with its formatted text.
fn counted<'a>(n: u32, text: String) -> [(&'static str, FluentValue<'a>); 2] {
    [("n", n.into()), ("count", text.into())]
}

pub(super) fn text<'a>(name: &'static str, value: String) -> (&'static str, FluentValue<'a>) {
    (name, value.into())
}

impl Words {
    /// All texts of a page about this answer and the legend of its scene. Without `title` it is named after the rule.
    #[must_use]
    pub fn page_words(
        &self,
        dataset: &Dataset,
        coverage: &Coverage,
        spec: &AnalysisSpec,
        legend: &Legend,
        look: &MapLook,
        title: Option<&str>,
    ) -> PageWords {
        let headline = self.headline(coverage);
        PageWords {
            lang: if self.lang == Lang::En { "en" } else { "zh-CN" }.to_owned(),
            above: None,
            title: title.map_or_else(|| self.both(|w| w.page_title(spec)), str::to_owned),
            rule: self.both(|w| w.rule(dataset, spec)),
            note: self.invented(dataset),
            headline: headline.0,
            headline_detail: headline.1,
            context: self.both(|w| w.context(coverage)),
            tone: headline.2,
            key: self.key(legend, look, dataset),
            list: self.worst(dataset, coverage),
            sources: self.sources(dataset),
            projections: [
                "page-projection-equal-area",
                "page-projection",
                "page-projection-empty",
            ]
            .map(|key| self.both(|w| w.with(key, &[text("centre", "{centre}".to_owned())]))),
            maker: self.t("page-maker"),
            date: self.t("page-date"),
            approval: self.t("page-approval"),
            // What a template adds comes with `dressed`.
            subtitle: None,
            organisation: None,
            logo: None,
            maker_name: None,
            date_given: None,
            approval_number: None,
            version: Words::new(Lang::En).with(
                "page-version",
                &[("version", env!("CARGO_PKG_VERSION").into())],
            ),
        }
    }

    /// A page that says before its rule that it shows a scenario with so many edits, and not how things are.
    #[must_use]
    pub fn of_scenario(&self, mut page: PageWords, edits: usize) -> PageWords {
        if edits > 0 {
            let rule = std::mem::take(&mut page.rule);
            let n = edits as u32;
            let scenario = self.both(|w| w.with("page-scenario", &counted(n, w.count(n))));
            page.rule = self.sentences(&[scenario, rule]);
        }
        page
    }

    /// What must stand beside everything that is shown of the demo county; `None` for other data. Its rows say it themselves, also when
    /// they come back from files.
    #[must_use]
    pub fn invented(&self, dataset: &Dataset) -> Option<String> {
        let says = |layer: &Layer| {
            let notes = layer
                .table
                .column("note")
                .map(|column| column.distinct(2))
                .unwrap_or_default();
            matches!(notes.as_slice(), [Cell::Text(note)] if &**note == NOTE)
        };
        dataset
            .layers
            .iter()
            .any(says)
            .then(|| self.t("invented-data"))
    }

    /// A text that is put together from several: whole in one language, then whole in the other.
    pub(super) fn both(self, say: impl Fn(Self) -> String) -> String {
        if self.lang != Lang::Both {
            return say(self);
        }
        let (zh, en) = (say(Self::new(Lang::ZhCn)), say(Self::new(Lang::En)));
        if zh == en || en.is_empty() {
            zh
        } else {
            format!("{zh} {en}")
        }
    }

    /// Sentences in a row, as the language spaces them.
    #[must_use]
    pub fn sentences(self, sentences: &[String]) -> String {
        let sentences: Vec<&str> = sentences
            .iter()
            .map(String::as_str)
            .filter(|s| !s.is_empty())
            .collect();
        sentences.join(if self.lang == Lang::ZhCn { "" } else { " " })
    }

    fn page_title(self, spec: &AnalysisSpec) -> String {
        match spec.reach {
            Reach::Uniform(radius) => {
                self.with("page-title-radius", &[text("radius", self.radius(radius))])
            }
            Reach::ByTier(_) => self.t("page-title"),
        }
    }

    /// The name of a tier: a known one in this language, others as in the data.
    #[must_use]
    pub fn tier_name(&self, tier: &Tier) -> String {
        use crate::model::KnownTier as K;
        match tier.known {
            Some(K::Clinic) => self.t("tier-clinic"),
            Some(K::Station) => self.t("tier-station"),
            Some(K::Community) => self.t("tier-community"),
            Some(K::Township) => self.t("tier-township"),
            Some(K::County) => self.t("tier-county"),
            Some(K::City) => self.t("tier-city"),
            None if tier.name.trim().is_empty() => self.t("tier-none"),
            None => tier.name.to_string(),
        }
    }

    fn rule(self, dataset: &Dataset, spec: &AnalysisSpec) -> String {
        let k = spec.k.max(1);
        let number = self.count(k);
        let rule = match spec.reach {
            Reach::Uniform(radius) => self.with(
                "page-rule",
                &[
                    ("k", k.into()),
                    text("count", number),
                    text("radius", self.radius(radius)),
                ],
            ),
            Reach::ByTier(_) => {
                let radii = spec.reach.radii(&dataset.tiers);
                let tiers: Vec<String> = dataset
                    .tiers
                    .iter()
                    .zip(radii)
                    .filter_map(|(tier, radius)| {
                        let args = [
                            text("name", self.tier_name(tier)),
                            text("radius", self.radius(radius?)),
                        ];
                        Some(self.with("page-rule-tier", &args))
                    })
                    .collect();
                let join = if self.lang == Lang::ZhCn { "，" } else { ", " };
                if tiers.is_empty() {
                    self.t("page-rule-none")
                } else {
                    let args = [
                        ("k", k.into()),
                        text("count", number),
                        text("tiers", tiers.join(join)),
                    ];
                    self.with("page-rule-tiers", &args)
                }
            }
        };
        let optional = |given: bool, key: &str, args: Args<'_>| {
            if given {
                self.with(key, args)
            } else {
                String::new()
            }
        };
        let filter = spec.filter.clone().unwrap_or_default();
        let tolerance = self.radius(spec.tolerance);
        self.sentences(&[
            rule,
            optional(spec.within_unit, "page-rule-unit", &[]),
            optional(
                !filter.is_empty(),
                "page-rule-filter",
                &[text("filter", filter.clone())],
            ),
            optional(
                spec.tolerance.0 > 0.0,
                "page-rule-tolerance",
                &[text("tolerance", tolerance)],
            ),
            self.t("page-rule-metric"),
        ])
    }

    /// The answer: number, what it means, tone.
    fn headline(self, coverage: &Coverage) -> (String, String, Tone) {
        let totals = &coverage.totals;
        let villages = |w: Self, n: u32| w.with("count-villages", &counted(n, w.count(n)));
        let people =
            |w: Self, n: f64| w.with("count-people", &counted(n.round() as u32, w.count(n)));
        let judged = totals.covered + totals.gap;
        if totals.gap > 0 {
            let detail = self.both(|w| {
                if totals.population.0 > 0.0 {
                    w.with(
                        "page-headline-beyond",
                        &[text("people", people(w, totals.population_gap.0))],
                    )
                } else {
                    w.t("page-headline-beyond-villages")
                }
            });
            (self.both(|w| villages(w, totals.gap)), detail, Tone::Gap)
        } else if totals.villages == 0 {
            (
                self.t("page-headline-none"),
                self.t("page-headline-none-detail"),
                Tone::Neutral,
            )
        } else if judged == 0 {
            let detail = self.both(|w| {
                w.with(
                    "page-headline-unjudged-detail",
                    &[text("count", w.count(totals.villages))],
                )
            });
            (self.t("page-headline-unjudged"), detail, Tone::Neutral)
        } else {
            let detail = self.both(|w| {
                let count = villages(w, totals.covered);
                if totals.population.0 > 0.0 {
                    let args = [
                        text("villages", count),
                        text("people", people(w, totals.population_covered.0)),
                    ];
                    w.with("page-headline-all-detail", &args)
                } else {
                    count
                }
            });
            (self.t("page-headline-all"), detail, Tone::Good)
        }
    }

    fn context(self, coverage: &Coverage) -> String {
        let totals = &coverage.totals;
        let optional = |given: bool, key: &str, args: Args<'_>| {
            if given {
                self.with(key, args)
            } else {
                String::new()
            }
        };
        let share = totals.population_gap.0 / totals.population.0.max(f64::MIN_POSITIVE);
        let people = [
            text("share", self.percent(share)),
            text("people", self.people_short(totals.population.0)),
        ];
        let villages = [
            text("covered", self.count(totals.covered)),
            text("villages", self.count(totals.villages)),
        ];
        let borderline = [text("count", self.count(totals.borderline))];
        let unknown = [text("count", self.count(totals.unknown))];
        self.sentences(&[
            optional(
                totals.gap > 0 && totals.population.0 > 0.0,
                "page-context-people",
                &people,
            ),
            optional(totals.gap > 0, "page-context-villages", &villages),
            optional(
                totals.borderline > 0,
                "page-context-borderline",
                &borderline,
            ),
            optional(
                totals.unknown > 0 && totals.unknown < totals.villages,
                "page-context-unknown",
                &unknown,
            ),
        ])
    }

    /// The classes of distance with their counts, nearest first; empty where villages are not coloured by it.
    #[must_use]
    pub fn distances(self, legend: &Legend) -> Vec<(String, String)> {
        let Some(distances) = legend.distances else {
            return Vec::new();
        };
        let names = [
            "distance-within-half",
            "distance-within",
            "distance-beyond-half",
            "distance-beyond-double",
            "distance-beyond-more",
        ];
        let last = names.len() - 1;
        let name = |class: usize| {
            let Some(radius) = distances.radius else {
                return self.t(names[class]);
            };
            let at = |i: usize| self.radius(Metres(SNAPPED[i] * radius.0));
            match class {
                0 => self.with("distance-up-to", &[text("high", at(0))]),
                c if c == last => self.with("distance-more", &[text("low", at(last - 1))]),
                c => {
                    let args = [text("low", at(c - 1)), text("high", at(c))];
                    self.with("distance-between", &args)
                }
            }
        };
        let counts = distances.counts.into_iter().enumerate();
        counts.map(|(i, n)| (name(i), self.count(n))).collect()
    }

    /// What a filter leaves out, if anything.
    pub(super) fn hidden(self, key: &str, n: u32) -> Option<String> {
        let say = |w: Self| w.with(key, &counted(n, w.count(n)));
        (n > 0).then(|| self.both(say))
    }

    /// What the villages' filter leaves out, with the gaps among it.
    #[must_use]
    pub fn hidden_villages(self, legend: &Legend) -> String {
        let (n, gaps) = (legend.hidden.villages, legend.hidden.gaps);
        self.both(|w| {
            let [number, count] = counted(n, w.count(n));
            w.with(
                "hidden-villages",
                &[number, count, text("gaps", w.count(gaps))],
            )
        })
    }

    fn sources(self, dataset: &Dataset) -> String {
        let files: Vec<String> = dataset
            .layers
            .iter()
            .filter(|layer| !layer.roles.0.is_empty())
            .filter_map(|layer| layer.table.source.path.file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        if files.is_empty() {
            return String::new();
        }
        let (colon, comma) = if self.lang == Lang::ZhCn {
            ("：", "、")
        } else {
            (": ", ", ")
        };
        format!("{}{colon}{}", self.t("page-sources"), files.join(comma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Persons;
    use crate::map::legend::legend;
    use crate::model::{ShareClasses, Totals, spec::TierRadius};

    fn tripura() -> Coverage {
        Coverage {
            totals: Totals {
                villages: 8723,
                covered: 7778,
                gap: 945,
                population: Persons(3_289_910.0),
                population_covered: Persons(3_035_238.0),
                population_gap: Persons(254_672.0),
                ..Totals::default()
            },
            ..Coverage::default()
        }
    }

    fn said(lang: Lang, coverage: &Coverage, spec: &AnalysisSpec) -> PageWords {
        let dataset = Dataset {
            tiers: vec![Tier::named("clinic"), Tier::named("乡镇卫生院")],
            ..Dataset::default()
        };
        let legend = legend(&dataset, coverage, &ShareClasses::default());
        let look = MapLook::default();
        Words::new(lang).page_words(&dataset, coverage, spec, &legend, &look, None)
    }

    #[test]
    fn the_answer_is_said_in_both_languages() {
        let spec = AnalysisSpec::default();
        let en = said(Lang::En, &tripura(), &spec);
        assert_eq!(en.headline, "945 villages");
        assert_eq!(en.headline_detail, "254\u{202f}672 people beyond reach");
        assert_eq!(
            en.context,
            "That is 7.7\u{202f}% of 3.29\u{202f}M people. 7\u{202f}778 of 8\u{202f}723 villages are within reach."
        );
        let zh = said(Lang::ZhCn, &tripura(), &spec);
        assert_eq!(zh.headline, "945 个村");
        assert_eq!(zh.headline_detail, "254,672 人不可达");
        let both = said(Lang::Both, &tripura(), &spec);
        assert_eq!(both.headline, "945 个村 945 villages");
        assert_eq!((en.tone, zh.tone), (Tone::Gap, Tone::Gap));
    }

    #[test]
    fn a_scenario_is_not_taken_for_how_things_are() {
        let page = || said(Lang::En, &tripura(), &AnalysisSpec::default());
        let words = Words::new(Lang::En);
        assert_eq!(words.of_scenario(page(), 0), page());
        let one = words.of_scenario(page(), 1).rule;
        assert!(one.starts_with("Scenario with one change"), "{one}");
        assert!(one.ends_with(&page().rule), "{one}");
        let both = Words::new(Lang::Both).of_scenario(page(), 3).rule;
        assert!(
            both.contains("情景方案") && both.contains("3 changes"),
            "{both}"
        );
    }

    #[test]
    fn the_rule_names_each_tier_that_serves() {
        let radius = |tier: &str, km: f64| TierRadius {
            tier: tier.into(),
            radius: Metres::from_km(km),
        };
        let spec = AnalysisSpec {
            reach: Reach::ByTier(vec![radius("clinic", 2.5), radius("township", 10.0)]),
            k: 2,
            within_unit: true,
            ..AnalysisSpec::default()
        };
        assert_eq!(
            said(Lang::En, &tripura(), &spec).rule,
            "Rule: every village lies within reach of 2 health facilities (Village clinic: 2.5\u{202f}km, Township health centre: \
             10\u{202f}km). Only facilities of the village's own district count. Distances are geodesics on the WGS 84 ellipsoid."
        );
        let zh = said(Lang::ZhCn, &tripura(), &spec).rule;
        assert!(
            zh.contains("村卫生室 2.5\u{202f}km，乡镇卫生院 10\u{202f}km"),
            "{zh}"
        );
    }

    #[test]
    fn every_outcome_has_a_headline_of_its_own() {
        let mut outcomes = [tripura(), Coverage::default(), tripura(), tripura()];
        outcomes[2].totals.gap = 0;
        (outcomes[3].totals.gap, outcomes[3].totals.covered) = (0, 0);
        let spec = AnalysisSpec::default();
        let said: Vec<String> = outcomes
            .iter()
            .map(|c| said(Lang::En, c, &spec).headline)
            .collect();
        assert_eq!(
            said,
            [
                "945 villages",
                "No villages",
                "Every village is within reach",
                "No village can be judged"
            ]
        );
    }
}
