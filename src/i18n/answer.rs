//! The answer in a sentence.

use super::words::Words;
use crate::model::{Coverage, Reach};

impl Words {
    /// The answer in a sentence: `7 778 of 8 723 villages, 92.3 % of 3.29 M people within 5 km; 945 villages, 254 672 people beyond`, and what else is to be known.
    #[must_use]
    pub fn answer_sentence(&self, coverage: &Coverage, reach: &Reach) -> String {
        let words = self;
        let totals = &coverage.totals;
        let villages = |n: u32| {
            let count = words.count(n);
            words.with(
                "count-villages",
                &[("n", n.into()), ("count", count.into())],
            )
        };
        let reach = match reach {
            Reach::Uniform(radius) => {
                words.with("cli-within", &[("radius", words.radius(*radius).into())])
            }
            Reach::ByTier(_) => words.t("cli-within-tiers"),
        };
        let peopled = totals.population.0 > 0.0;
        let mut text = if peopled {
            let share = totals.population_covered.0 / totals.population.0;
            words.with(
                "cli-covered-people",
                &[
                    ("covered", words.count(totals.covered).into()),
                    ("villages", villages(totals.villages).into()),
                    ("share", words.percent(share).into()),
                    ("people", words.people_short(totals.population.0).into()),
                    ("reach", reach.into()),
                ],
            )
        } else {
            words.with(
                "cli-covered",
                &[
                    ("covered", words.count(totals.covered).into()),
                    ("villages", villages(totals.villages).into()),
                    ("reach", reach.into()),
                ],
            )
        };
        text.push_str(&if totals.gap == 0 {
            words.t("cli-none-beyond")
        } else if peopled {
            let people = words.with(
                "count-people",
                &[
                    ("n", totals.population_gap.0.into()),
                    ("count", words.count(totals.population_gap.0).into()),
                ],
            );
            let gap = villages(totals.gap).into();
            words.with(
                "cli-beyond-people",
                &[("villages", gap), ("people", people.into())],
            )
        } else {
            words.with("cli-beyond", &[("villages", villages(totals.gap).into())])
        });
        for (count, key) in [
            (totals.borderline, "cli-borderline"),
            (totals.unknown, "cli-unknown"),
        ] {
            if count > 0 {
                text.push_str(&words.with(key, &[("villages", villages(count).into())]));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Metres, Persons};
    use crate::i18n::Lang;
    use crate::model::Totals;

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

    fn plain(lang: Lang, coverage: &Coverage, reach: &Reach) -> String {
        Words::new(lang)
            .answer_sentence(coverage, reach)
            .replace('\u{202f}', " ")
    }

    #[test]
    fn the_answer_is_a_sentence_in_both_languages() {
        let five = Reach::Uniform(Metres(5000.0));
        assert_eq!(
            plain(Lang::En, &tripura(), &five),
            "7 778 of 8 723 villages, 92.3 % of 3.29 M people within 5 km; 945 villages, 254 672 people beyond"
        );
        assert_eq!(
            plain(Lang::ZhCn, &tripura(), &five),
            "8,723 个村中 7,778 个在 5 km 范围内，覆盖 329.0 万人口的 92.3 %；另有 945 个村、254,672 人在范围之外"
        );
    }

    #[test]
    fn without_people_and_without_gaps_it_stays_a_sentence() {
        let coverage = Coverage {
            totals: Totals {
                villages: 2,
                covered: 1,
                borderline: 1,
                unknown: 1,
                ..Totals::default()
            },
            ..Coverage::default()
        };
        assert_eq!(
            plain(Lang::En, &coverage, &Reach::ByTier(vec![])),
            "1 of 2 villages within reach of their tiers; none beyond; 1 village on the border; 1 village without a usable location"
        );
    }
}
