//! A rule in short: what it asks, and how many keep it.

use super::bounds::pair;
use super::{number, text};
use crate::base::Persons;
use crate::i18n::words::Words;
use crate::io::StandardMessages;
use crate::model::register::Level;
use crate::model::standard::{Check, Subjects, Tally};
use crate::model::{Rule, StandardChoice, StandardContext, Verdict};

impl Words {
    /// The sentences about a standard that its lists carry; none without one.
    #[must_use]
    pub fn standard_messages(&self, context: Option<&StandardContext<'_>>) -> StandardMessages {
        let Some(context) = context else {
            return StandardMessages::default();
        };
        let register = context.register;
        StandardMessages {
            rules: (0..context.answer.rules.len())
                .map(|rule| self.rule_summary(context, rule))
                .collect(),
            audit: context
                .answer
                .audit
                .iter()
                .map(|note| self.audit_sentence(note))
                .collect(),
            joins: register
                .tables
                .iter()
                .zip(&register.joins)
                .map(|(table, join)| self.join_sentence(table, join))
                .collect(),
        }
    }

    /// The standard's name with the day as of which it was asked.
    #[must_use]
    pub fn standard_title(
        &self,
        context: &StandardContext<'_>,
        choice: Option<&StandardChoice>,
    ) -> String {
        self.in_each(|words| {
            let standard = &context.answer.standard;
            let name = match words.pick(&standard.name) {
                "" => &standard.id,
                name => name,
            };
            match choice.and_then(|choice| choice.as_of).or(standard.as_of) {
                Some(day) => {
                    let args = [text("name", name), text("date", day.to_string())];
                    words.with("std-title-as-of", &args)
                }
                None => words.with("std-title", &[text("name", name)]),
            }
        })
    }

    /// A line for a rule: its verdict, its name, its counts.
    #[must_use]
    pub fn rule_line(&self, context: &StandardContext<'_>, rule: usize) -> String {
        self.in_each(|words| {
            let Some((of, answer)) = context.rule(rule) else {
                return String::new();
            };
            let args = [
                text("verdict", words.verdict_name(answer.whole.verdict)),
                text("rule", words.rule_name(of)),
                text("summary", words.rule_summary(context, rule)),
            ];
            words.with("std-rule-line", &args)
        })
    }

    /// How many subjects of a rule pass, with the people of those that fail. A rule about the whole says its verdict.
    #[must_use]
    pub fn rule_summary(&self, context: &StandardContext<'_>, rule: usize) -> String {
        self.in_each(|words| {
            let Some((of, answer)) = context.rule(rule) else {
                return String::new();
            };
            if answer.subjects == Subjects::Whole {
                return words.verdict_sentence(context, rule, 0);
            }
            let kind = answer.subjects.word(context);
            words.tally(of, kind, &answer.whole)
        })
    }

    /// The counts of a rule, of the whole or of a unit, in words.
    #[must_use]
    pub fn tally_words(&self, context: &StandardContext<'_>, rule: usize, tally: &Tally) -> String {
        self.in_each(|words| match context.rule(rule) {
            Some((of, answer)) => words.tally(of, answer.subjects.word(context), tally),
            None => String::new(),
        })
    }

    fn tally(self, rule: &Rule, kind: &str, tally: &Tally) -> String {
        let asked = tally.asked();
        let mut parts = Vec::new();
        if asked > 0 {
            let passed = tally.of(Verdict::Pass);
            parts.push(self.with(
                "std-summary",
                &[
                    number("n", f64::from(passed)),
                    text("pass", self.count(passed)),
                    text(
                        "asked",
                        self.so_many(&format!("std-count-{kind}"), f64::from(asked)),
                    ),
                    text("share", self.percent(f64::from(passed) / f64::from(asked))),
                ],
            ));
        } else {
            parts.push(self.t("std-summary-none"));
        }
        let failed = tally.of(Verdict::Fail);
        if failed > 0 {
            let people = tally.people[Verdict::Fail as usize];
            let args = [
                number("n", f64::from(failed)),
                text("count", self.count(failed)),
                text("people", self.people(people)),
            ];
            parts.push(if people > Persons(0.0) {
                self.with("std-summary-fail-people", &args)
            } else {
                self.with("std-summary-fail", &args[..2])
            });
        }
        for (verdict, key) in [
            (Verdict::Borderline, "std-summary-borderline"),
            (Verdict::Unknown, "std-summary-unknown"),
            (Verdict::Exempt, "std-summary-exempt"),
        ] {
            let n = tally.of(verdict);
            if n > 0 {
                parts.push(self.with(key, &[text("count", self.count(n))]));
            }
        }
        if rule.target < 1.0 && asked > 0 {
            let share = text("share", self.bound(rule.target));
            parts.push(self.with("std-summary-target", &[share]));
        }
        if let Some(deadline) = rule.deadline {
            let date = text("date", deadline.to_string());
            parts.push(self.with("std-summary-deadline", &[date]));
        }
        parts.join(&self.t("std-summary-separator"))
    }

    /// What a rule asks, in short: `Every village: a village clinic within 2 km`.
    #[must_use]
    pub fn rule_asks(&self, context: &StandardContext<'_>, rule: usize) -> String {
        self.in_each(|words| match context.answer.standard.rules.get(rule) {
            Some(rule) => words.asks(context, rule),
            None => String::new(),
        })
    }

    fn asks(self, context: &StandardContext<'_>, rule: &Rule) -> String {
        let named = |parts: &[usize]| {
            let rules = parts
                .iter()
                .filter_map(|part| context.answer.standard.rules.get(*part))
                .map(|rule| self.rule_name(rule))
                .collect::<Vec<_>>();
            [text("rules", rules.join(&self.t("list-separator")))]
        };
        let level = |level: Level| text("level", self.level_within(level));
        match &rule.check {
            Check::WithinReach { .. } => self.asks_reach(rule),
            Check::ExistsPerUnit {
                level: of,
                facilities,
                count,
                ..
            } => {
                let args = [
                    level(*of),
                    text("things", self.called(facilities.as_ref(), 2.0)),
                    text("need", self.need_count("std-need", pair(*count))),
                ];
                self.with("std-asks-exists", &args)
            }
            Check::PerPopulation {
                level: of,
                facilities,
                per,
                most_per,
                ..
            } => {
                let args = [
                    level(*of),
                    text("things", self.called(facilities.as_ref(), 2.0)),
                    text("basis", self.basis(*per, *most_per)),
                ];
                self.with("std-asks-people", &args)
            }
            Check::Ratio {
                level: of,
                sum,
                per,
                bounds,
                ..
            } => {
                let args = [
                    level(*of),
                    text("field", self.field(sum.text())),
                    text("per", self.amount(*per)),
                    text("need", self.need_value(pair(*bounds), Self::amount)),
                ];
                self.with("std-asks-ratio", &args)
            }
            Check::Share { .. }
            | Check::AttributeMinimum { .. }
            | Check::Linked { .. }
            | Check::ReportedAgrees { .. } => self.asks_facilities(context, rule),
            Check::AnyOf(parts) => self.with("std-asks-any", &named(parts)),
            Check::AllOf(parts) => self.with("std-asks-all", &named(parts)),
        }
    }

    /// What rules about facilities and figures ask; empty for others.
    fn asks_facilities(self, context: &StandardContext<'_>, rule: &Rule) -> String {
        let level = |level: Level| text("level", self.level_within(level));
        match &rule.check {
            Check::Share {
                facilities,
                condition,
                bounds,
                ..
            } => {
                let args = [
                    text("things", self.called(facilities.as_ref(), 2.0)),
                    text("satisfy", self.satisfy(condition)),
                    text("need", self.need_value(pair(*bounds), Self::bound)),
                ];
                self.with("std-asks-share", &args)
            }
            Check::AttributeMinimum {
                level: of,
                facilities,
                value,
                bounds,
                ..
            } => {
                let mut args = vec![
                    text("thing", self.called(facilities.as_ref(), 1.0)),
                    text("field", self.field(value.text())),
                    text("need", self.need_value(pair(*bounds), Self::amount)),
                ];
                args.extend(of.map(level));
                let key = if of.is_some() {
                    "std-asks-minimum-sum"
                } else {
                    "std-asks-minimum"
                };
                self.with(key, &args)
            }
            Check::Linked {
                facilities,
                level: of,
                link,
                count,
                ..
            } => {
                let thing = match of {
                    Some(of) => self.level_within(*of),
                    None => self.called(facilities.as_ref(), 1.0),
                };
                let args = [
                    text("thing", thing),
                    text("links", self.link(link, 2.0)),
                    text("need", self.need_count("std-need-link", pair(*count))),
                ];
                self.with("std-asks-linked", &args)
            }
            Check::ReportedAgrees {
                indicator, bounds, ..
            } => {
                let bounds = pair(*bounds);
                let need = self.need_value(bounds, |words, n| words.figure(rule, n));
                let args = [
                    text("figure", self.figure_name(context, indicator)),
                    text("need", need),
                ];
                if bounds.iter().any(|b| b.is_finite()) {
                    self.with("std-asks-reported-target", &args)
                } else {
                    self.with("std-asks-reported", &args[..1])
                }
            }
            _ => String::new(),
        }
    }

    fn asks_reach(self, rule: &Rule) -> String {
        let Check::WithinReach {
            villages,
            facilities,
            within,
            k,
            inside,
            then,
            ..
        } = &rule.check
        else {
            return String::new();
        };
        let who = if villages.is_some() {
            "std-asks-some-villages"
        } else {
            "std-asks-every-village"
        };
        let limit = |limit| text("limit", self.limit(limit));
        let args = [
            number("k", f64::from(*k)),
            text("count", self.count(*k)),
            text("villages", self.t(who)),
            text("thing", self.called(facilities.as_ref(), 1.0)),
            text("things", self.called(facilities.as_ref(), 2.0)),
            text(
                "inside",
                inside.map_or_else(String::new, |level| {
                    let level = text("level", self.level_within(level));
                    self.with("std-in-same", &[level])
                }),
            ),
            text(
                "limit",
                within.map_or_else(String::new, |within| {
                    self.with("std-asks-limit", &[limit(within)])
                }),
            ),
        ];
        let mut asked = self.with("std-asks-reach", &args);
        if let Some(then) = then {
            let args = [
                text("thing", self.called(then.facilities.as_ref(), 1.0)),
                limit(then.within),
            ];
            asked.push_str(&self.with("std-asks-then", &args));
        }
        asked
    }
}
