//! Standards in words: every verdict in one sentence that a county planner would say, with the numbers behind it.
//!
//! A sentence is made whole in each language; what is inserted are names, numbers with their nouns, and clauses that both languages have
//! at a place of their own. A percentage never stands without its total, and what is not known is said.

mod audit;
mod bounds;
mod figures;
mod nouns;
mod reach;
mod summary;
#[cfg(test)]
mod tests;
mod verdict;

use fluent_bundle::FluentValue;

use super::words::{Lang, Words};
use crate::base::{Metres, Persons};
use crate::model::register::{Level, Subject};
use crate::model::standard::Bilingual;
use crate::model::{Rule, StandardContext, Verdict};

/// An argument of a text.
fn text<'a>(name: &'static str, value: impl Into<String>) -> (&'static str, FluentValue<'a>) {
    (name, FluentValue::from(value.into()))
}

/// A number that chooses a plural form.
fn number<'a>(name: &'static str, value: f64) -> (&'static str, FluentValue<'a>) {
    let whole = if value.is_finite() { value } else { 0.0 };
    (name, whole.into())
}

impl Words {
    /// A text in the language; the other one stands in for a missing one.
    #[must_use]
    pub fn pick<'a>(&self, name: &'a Bilingual) -> &'a str {
        let (first, second) = match self.lang {
            Lang::En => (&name.en, &name.zh),
            Lang::ZhCn | Lang::Both => (&name.zh, &name.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// A rule's name; its key where it has none.
    #[must_use]
    pub fn rule_name<'a>(&self, rule: &'a Rule) -> &'a str {
        match self.pick(&rule.name) {
            "" => &rule.id,
            name => name,
        }
    }

    /// A verdict's name.
    #[must_use]
    pub fn verdict_name(&self, verdict: Option<Verdict>) -> String {
        let name = verdict.map_or("none", Verdict::name);
        self.t(&format!("std-verdict-{name}"))
    }

    /// A level's name.
    #[must_use]
    pub fn level_name(&self, level: Level) -> String {
        self.t(&format!("std-level-{}", level.name()))
    }

    /// Things of a level with their number: `91 townships`.
    #[must_use]
    pub fn level_count(&self, level: Level, n: u32) -> String {
        self.so_many(&format!("std-count-{}", level.name()), n.into())
    }

    /// A level in the middle of a sentence.
    fn level_within(self, level: Level) -> String {
        self.t(&format!("std-in-{}", level.name()))
    }

    /// The name of a subject in the language, as far as the data have it.
    #[must_use]
    pub fn subject_name<'a>(&self, context: &StandardContext<'a>, subject: Subject) -> &'a str {
        if let (Lang::En, Subject::Unit(unit)) = (self.lang, subject)
            && let Some(name) = context.unit(unit).and_then(|u| u.name_en.as_ref())
        {
            return name;
        }
        context.name(subject)
    }

    /// Says it in the language, or in both, Chinese first.
    fn in_each(self, say: impl Fn(Self) -> String) -> String {
        if self.lang != Lang::Both {
            return say(self);
        }
        let (zh, en) = (say(Self::new(Lang::ZhCn)), say(Self::new(Lang::En)));
        if zh == en { zh } else { format!("{zh} {en}") }
    }

    /// A text with a number and its plural form.
    fn so_many(self, key: &str, n: f64) -> String {
        self.with(key, &[number("n", n), text("count", self.amount(n))])
    }

    fn people(self, people: Persons) -> String {
        self.so_many("count-people", people.0.round())
    }

    /// A number as it is: whole ones grouped, others with two decimals at most.
    fn amount(self, n: f64) -> String {
        if !n.is_finite() {
            return self.t("std-unsaid");
        }
        let sign = if n < 0.0 { "−" } else { "" };
        let rounded = (n.abs() * 100.0).round() / 100.0;
        if rounded.fract() == 0.0 {
            return format!("{sign}{}", self.count(rounded));
        }
        let hundredths = format!("{:.2}", rounded.fract());
        let decimals = hundredths.trim_start_matches('0').trim_end_matches('0');
        format!("{sign}{}{decimals}", self.count(rounded.trunc()))
    }

    /// A distance; Chinese sentences spell its unit.
    fn far(self, metres: f64) -> String {
        if !metres.is_finite() {
            return self.t("std-unsaid");
        }
        self.spelled(&self.distance(Metres(metres)))
    }

    /// A limit: a distance without needless zeros.
    fn limit(self, limit: Metres) -> String {
        self.spelled(&self.radius(limit))
    }

    fn spelled(self, distance: &str) -> String {
        if self.lang != Lang::ZhCn {
            return distance.to_owned();
        }
        match distance.strip_suffix("km") {
            Some(number) => format!("{number}千米"),
            None => format!("{}米", distance.trim_end_matches('m')),
        }
    }

    /// A share as a percentage without needless zeros: `82 %`, `93.4 %`.
    fn bound(self, share: f64) -> String {
        format!("{}\u{202f}%", self.amount(share * 100.0))
    }

    /// Things in a row: `a, b and 3 more`; no more than so many are named.
    fn listed(self, names: &[String], most: usize) -> String {
        let list = names
            .iter()
            .take(most)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(&self.t("list-separator"));
        if names.len() <= most {
            return list;
        }
        let more = (names.len() - most) as f64;
        let args = [text("list", list), text("count", self.amount(more))];
        self.with("std-list-more", &args)
    }
}
