//! The texts of the exported page.

use fluent_bundle::FluentValue;

use super::words::{Args, Lang, Words};
use crate::base::{LonLat, Metres};
use crate::map::legend::{legend, worst_districts};
use crate::map::page::{KeyWords, ListWords, PageWords, TierWords, Tone};
use crate::map::scene::{Legend, LegendTier};
use crate::model::{AnalysisSpec, Coverage, Dataset, Reach, Status, Tier};

/// How many rows the list offers; the page takes as many as fit.
const ROWS: usize = 30;

/// A number that chooses a plural form, with its formatted text.
fn counted<'a>(n: u32, text: String) -> [(&'static str, FluentValue<'a>); 2] {
    [("n", n.into()), ("count", text.into())]
}

fn text<'a>(name: &'static str, value: String) -> (&'static str, FluentValue<'a>) {
    (name, value.into())
}

impl Words {
    /// All texts of a page about this answer. Without `title` it is named after the rule.
    #[must_use]
    pub fn page_words(
        &self,
        dataset: &Dataset,
        coverage: &Coverage,
        spec: &AnalysisSpec,
        title: Option<&str>,
    ) -> PageWords {
        let headline = self.headline(coverage);
        PageWords {
            lang: if self.lang == Lang::En { "en" } else { "zh-CN" }.to_owned(),
            title: title.map_or_else(|| self.both(|w| w.page_title(spec)), str::to_owned),
            rule: self.both(|w| w.rule(dataset, spec)),
            note: None,
            headline: headline.0,
            headline_detail: headline.1,
            context: self.both(|w| w.context(coverage)),
            tone: headline.2,
            key: self.key(&legend(dataset, coverage), dataset),
            list: self.list(dataset, coverage),
            sources: self.sources(dataset),
            projection: self.both(|w| w.projection(dataset)),
            maker: self.t("page-maker"),
            date: self.t("page-date"),
            approval: self.t("page-approval"),
            version: Words::new(Lang::En).with(
                "page-version",
                &[("version", env!("CARGO_PKG_VERSION").into())],
            ),
        }
    }

    /// A text that is put together from several: whole in one language, then whole in the other.
    fn both(self, say: impl Fn(Self) -> String) -> String {
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
    fn sentences(self, sentences: &[String]) -> String {
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

    fn key(self, legend: &Legend, dataset: &Dataset) -> KeyWords {
        let status = |slot: usize, key: &str| (self.t(key), self.count(legend.villages[slot]));
        let tier = |t: &LegendTier| TierWords {
            name: dataset
                .tiers
                .get(usize::from(t.tier))
                .map(|t| self.tier_name(t))
                .unwrap_or_default(),
            radius: t
                .reach
                .map_or_else(|| self.t("page-not-serving"), |r| self.radius(r)),
            count: self.count(t.facilities),
        };
        let classes = legend.share_classes.len();
        let bound = |(i, high): (usize, f64)| {
            if i + 1 == classes {
                self.percent(high)
            } else {
                self.count((high * 100.0).round())
            }
        };
        KeyWords {
            villages: self.t("page-villages"),
            statuses: [
                status(0, "status-covered"),
                status(1, "status-borderline"),
                status(2, "status-gap"),
                status(3, "status-unknown"),
            ],
            gap_sizes_unit: self.t("page-people"),
            gap_sizes: legend
                .gap_sizes
                .iter()
                .map(|(people, _)| self.count(*people))
                .collect(),
            reach: self.t("page-reach"),
            facilities: self.t("page-facilities"),
            radius: self.t("page-radius"),
            count: self.t("page-number"),
            tiers: legend.tiers.iter().map(tier).collect(),
            shares: self.t("page-shares"),
            share_bounds: legend
                .share_classes
                .iter()
                .map(|c| c.high)
                .enumerate()
                .map(bound)
                .collect(),
            share_counts: legend
                .share_classes
                .iter()
                .map(|c| self.count(c.districts))
                .collect(),
            no_share: self.both(|w| {
                w.with(
                    "page-no-share",
                    &[text("count", w.count(legend.districts_without_share))],
                )
            }),
        }
    }

    /// The worst districts; without districts the worst villages; nothing where all is well.
    fn list(self, dataset: &Dataset, coverage: &Coverage) -> Option<ListWords> {
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

    fn projection(self, dataset: &Dataset) -> String {
        match dataset.extent() {
            Some(extent) => self.with(
                "page-projection",
                &[text("centre", centre(extent.centre()))],
            ),
            None => self.t("page-projection-empty"),
        }
    }
}

/// A position to a hundredth of a degree: `91.70° E 23.75° N`.
fn centre(p: LonLat) -> String {
    let side = |value: f64, [positive, negative]: [char; 2]| {
        let letter = if value < 0.0 { negative } else { positive };
        format!("{:.2}°\u{202f}{letter}", value.abs())
    };
    format!("{} {}", side(p.lon, ['E', 'W']), side(p.lat, ['N', 'S']))
}
