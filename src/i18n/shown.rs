//! The words of what a standard puts on the map: rows of the legend for a rule and for links.

use super::words::Words;
use crate::map::page::{PageWords, Tone};
use crate::map::scene::{FacilityState, Legend};
use crate::map::{FacilitiesAre, Shown, ShownClass};
use crate::model::look::RuleFill;
use crate::model::standard::{Bilingual, Check, RuleAnswer, Subjects, Verdict};
use crate::model::{RecordKind, Rule};
use crate::session::Answer;

impl Words {
    /// A name in this language; where it has none in the other.
    #[must_use]
    pub fn named(&self, name: &Bilingual) -> String {
        self.both(|w| w.pick(name).to_owned())
    }

    /// What a table of records holds.
    #[must_use]
    pub fn record_kind(&self, kind: RecordKind) -> String {
        self.t(match kind {
            RecordKind::Units => "standards-records-units",
            RecordKind::Links => "standards-records-links",
            RecordKind::Indicators => "standards-records-indicators",
            RecordKind::FacilityAttributes => "standards-records-facilities",
            RecordKind::VillageAttributes => "standards-records-villages",
        })
    }

    /// What villages are called in the legend: covered, borderline, gap, unknown; by the rule that is shown, if one is.
    #[must_use]
    pub fn legend_statuses(&self, legend: &Legend) -> [String; 4] {
        let rule = legend.shown.as_ref().and_then(|s| s.rule.as_ref());
        let keys = match rule {
            None => [
                "status-covered",
                "status-borderline",
                "status-gap",
                "status-unknown",
            ],
            Some(rule) if rule.villages.is_empty() => {
                ["shown-villages", "shown-none", "shown-none", "shown-none"]
            }
            Some(_) => [
                "shown-village-pass",
                "shown-village-borderline",
                "shown-village-fail",
                "shown-village-unknown",
            ],
        };
        keys.map(|key| self.t(key))
    }

    /// The heading of the fills of districts.
    #[must_use]
    pub fn shown_heading(&self, shown: &Shown) -> String {
        match &shown.rule {
            Some(rule) if !shown.groups => self.both(|w| {
                let key = match rule.fill {
                    RuleFill::Verdict => "shown-fill-verdict",
                    RuleFill::Share => "shown-fill-share",
                    RuleFill::Number => "shown-fill-number",
                };
                w.with(key, &[("rule", w.named(&rule.name).into())])
            }),
            _ => self.both(|w| {
                let kind = w.link_name(&shown.kind);
                w.with("shown-territories", &[("kind", kind.into())])
            }),
        }
    }

    /// What a fill means.
    #[must_use]
    pub fn shown_class(&self, class: &ShownClass) -> String {
        match class {
            ShownClass::Verdict(verdict) => self.t(match verdict {
                Verdict::Pass => "shown-pass",
                Verdict::Exempt => "shown-exempt",
                Verdict::Borderline => "shown-borderline",
                Verdict::Unknown => "shown-unknown",
                Verdict::Fail => "shown-fail",
            }),
            ShownClass::Range {
                low,
                high,
                share: true,
            } => format!(
                "{}–{}\u{202f}%",
                self.percent_bound(*low),
                self.percent_bound(*high)
            ),
            ShownClass::Range { low, high, .. } => format!("{} – {}", plain(*low), plain(*high)),
            ShownClass::Group(name) if name.is_empty() => self.t("shown-group"),
            ShownClass::Group(name) => name.clone(),
        }
    }

    /// The rows of the fills with their counts, worst first (`None`: a verdict that no district has), then what is hatched; empty where coverage fills the districts.
    #[must_use]
    pub fn shown_rows(&self, shown: &Shown) -> (Vec<Option<Counted>>, Option<Counted>) {
        if shown.districts.is_empty() {
            return (Vec::new(), None);
        }
        let (counts, none) = shown.counts();
        let rows = shown.classes.iter().zip(counts);
        let rows = rows.map(|(class, n)| {
            let none = n == 0 && matches!(class, ShownClass::Verdict(_));
            (!none).then(|| (self.shown_class(class), self.count(n)))
        });
        let hatched = (none > 0).then(|| {
            let key = if shown.groups {
                "shown-no-group"
            } else {
                "shown-not-asked"
            };
            (self.t(key), self.count(none))
        });
        (rows.collect(), hatched)
    }

    /// What the marks of facilities say of the rule that is shown, with how many say so; empty where none of them says anything.
    #[must_use]
    pub fn shown_facilities(&self, shown: &Shown) -> Vec<(FacilityState, Counted)> {
        let of = |verdict| shown.facilities_with(verdict);
        let are = shown
            .rule
            .as_ref()
            .map_or_else(Default::default, |r| r.facilities);
        let [fail, pass] = match are {
            FacilitiesAre::Judged => ["shown-facility-fail", "shown-facility-pass"],
            FacilitiesAre::Parted => ["shown-facility-without", "shown-facility-with"],
            FacilitiesAre::Counted => ["shown-facility-fail", "shown-facility-counts"],
        };
        let passing = of(Verdict::Pass) + of(Verdict::Exempt);
        // That all count is no news.
        let all = are == FacilitiesAre::Counted && passing as usize == shown.facilities.len();
        let counts = [
            (FacilityState::Failing, of(Verdict::Fail), fail),
            (
                FacilityState::Unsure,
                of(Verdict::Unknown) + of(Verdict::Borderline),
                "shown-facility-unsure",
            ),
            (FacilityState::Serving, if all { 0 } else { passing }, pass),
        ];
        counts
            .into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(state, count, key)| (state, (self.t(key), self.count(count))))
            .collect()
    }

    /// The rows of the links: how many there are, and with how many something is wrong.
    #[must_use]
    pub fn shown_links(&self, shown: &Shown) -> Option<[(String, String); 2]> {
        if shown.links.is_empty() {
            return None;
        }
        let wrong = shown.links.iter().filter(|l| l.wrong).count() as u32;
        let all = shown.links.len() as u32 - wrong;
        Some([
            (self.link_name(&shown.kind), self.count(all)),
            (self.t("shown-links-wrong"), self.count(wrong)),
        ])
    }
}

impl Words {
    /// The answer to the rule that colours the map: its verdict, its name, how many keep it; `None` where coverage colours the map.
    #[must_use]
    pub fn shown_rule(&self, answer: &Answer) -> Option<RuleHeadline> {
        let shown = answer.scene.shown.as_ref()?.rule.as_ref()?;
        let context = answer.standard_context()?;
        let (number, rule, held) = context.rules().find(|(_, r, _)| r.id == shown.id)?;
        Some(RuleHeadline {
            verdict: held.whole.verdict,
            verdict_name: self.both(|w| w.verdict_name(held.whole.verdict)),
            name: self.named(&shown.name),
            asks: self.rule_asks(&context, number),
            figure: self.rule_figure(rule, held),
            summary: self.rule_summary(&context, number),
            standard: self.named(&context.answer.standard.name),
        })
    }

    /// The one figure of an answer: how many of those that are asked pass, never one without the other; of a rule about all together the
    /// share or the number itself. Empty where nobody is asked.
    #[must_use]
    pub fn rule_figure(&self, rule: &Rule, held: &RuleAnswer) -> String {
        let of = |n: f64, all: f64| format!("{}/{}", self.count(n), self.count(all));
        match (&held.subjects, held.findings.first()) {
            (Subjects::Whole, Some(found)) if !found.n.is_nan() => match rule.check {
                Check::Share { .. } if found.total.is_nan() => self.count(found.n),
                Check::Share { .. } => of(found.n, found.total),
                _ => plain(found.n),
            },
            _ => match held.whole.asked() {
                0 => String::new(),
                asked => of(held.whole.of(Verdict::Pass).into(), asked.into()),
            },
        }
    }

    /// A page whose map shows a rule says so in the place of coverage.
    #[must_use]
    pub(super) fn by_rule(&self, mut page: PageWords, answer: &Answer, titled: bool) -> PageWords {
        let Some(rule) = self.shown_rule(answer) else {
            return page;
        };
        if !titled {
            page.title.clone_from(&rule.name);
        }
        let args = [
            ("standard", rule.standard.into()),
            ("asks", rule.asks.into()),
        ];
        page.rule = self.both(|w| w.with("shown-page-rule", &args));
        page.headline = rule.verdict_name;
        page.headline_detail = rule.summary;
        page.context = String::new();
        page.tone = match rule.verdict {
            Some(Verdict::Fail) => Tone::Gap,
            Some(Verdict::Pass) => Tone::Good,
            _ => Tone::Neutral,
        };
        // The list of the worst is of coverage.
        page.list = None;
        page
    }
}

/// A name with its count.
type Counted = (String, String);

/// A rule in a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleHeadline {
    /// How the whole stands.
    pub verdict: Option<Verdict>,
    /// The same in words.
    pub verdict_name: String,
    /// The rule's name.
    pub name: String,
    /// What it asks.
    pub asks: String,
    /// The one figure, such as how many keep it of how many.
    pub figure: String,
    /// How many keep it, and the people of those that do not.
    pub summary: String,
    /// The standard's name.
    pub standard: String,
}

/// A number in the digits that a legend needs: three that count.
fn plain(n: f64) -> String {
    let size = n.abs();
    let decimals = match size {
        s if s >= 100.0 || s == 0.0 => 0,
        s if s >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{n:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn numbers_in_legends_have_the_digits_that_count() {
        let texts = [0.0, 0.284, 2.84, 12.34, 1234.5, 3.0].map(plain);
        assert_eq!(texts, ["0", "0.28", "2.84", "12.3", "1234", "3"]);
    }

    #[test]
    fn a_name_that_lacks_a_language_is_shown_in_the_other() {
        let name = Bilingual {
            en: String::new(),
            zh: "村卫生室".into(),
        };
        assert_eq!(Words::new(Lang::En).named(&name), "村卫生室");
    }
}
