//! A verdict in one sentence.

use fluent_bundle::FluentValue;

use super::text;
use crate::i18n::words::Words;
use crate::model::register::{Level, Subject};
use crate::model::standard::{Check, Reason};
use crate::model::{Expression, Finding, Rule, RuleAnswer, StandardContext};

/// How deep composed rules are followed; the reader of standards has cut rings.
const DEEPEST: usize = 4;

/// A finding with all that its sentence speaks of.
pub(super) struct Said<'a> {
    pub(super) context: &'a StandardContext<'a>,
    pub(super) words: Words,
    pub(super) rule: &'a Rule,
    pub(super) finding: &'a Finding,
    subject: Option<Subject>,
    /// The subject's name.
    name: String,
}

pub(super) type Arguments<'a> = Vec<(&'static str, FluentValue<'a>)>;

impl Words {
    /// The verdict of a rule on one of its subjects (the position of the finding), in a sentence. Empty where there is no such finding.
    #[must_use]
    pub fn verdict_sentence(
        &self,
        context: &StandardContext<'_>,
        rule: usize,
        finding: usize,
    ) -> String {
        self.in_each(|words| words.sentence(context, rule, finding, 0))
    }

    fn sentence(
        self,
        context: &StandardContext<'_>,
        rule: usize,
        position: usize,
        depth: usize,
    ) -> String {
        let Some((rule, answer)) = context.rule(rule) else {
            return String::new();
        };
        let Some(finding) = answer.findings.get(position) else {
            return String::new();
        };
        let subject = answer.subjects.get(position);
        let name = match subject {
            Some(subject) => self.subject_name(context, subject).to_owned(),
            None => self.t("std-whole"),
        };
        let said = Said {
            context,
            words: self,
            rule,
            finding,
            subject,
            name,
        };
        match &rule.check {
            Check::AnyOf(parts) | Check::AllOf(parts) => said.composed(parts, answer, depth),
            _ => said.simple(),
        }
    }
}

impl<'a> Said<'a> {
    /// The text of a key with the name, the verdict and what else it speaks of.
    pub(super) fn say(&self, key: &str, more: Arguments<'_>) -> String {
        let mut args = vec![
            text("name", self.name.as_str()),
            text("verdict", self.finding.verdict.name()),
        ];
        args.extend(more);
        self.words.with(key, &args)
    }

    fn simple(&self) -> String {
        let words = self.words;
        match self.finding.reason {
            Reason::NoLocation => self.say("std-no-location", vec![]),
            Reason::UnknownScope => self.say("std-unknown-scope", vec![]),
            Reason::NoPopulation => self.say("std-no-population", vec![]),
            Reason::NoUnit => {
                let level = self.level().unwrap_or(Level::Township);
                self.say(
                    "std-no-unit",
                    vec![text("level", words.level_within(level))],
                )
            }
            Reason::Exempt(position) => self.exempt(position),
            Reason::NoValue => {
                self.say("std-no-value", vec![text("field", self.valued(self.rule))])
            }
            Reason::NothingToCount => {
                let things = words.called(self.facilities(), 1.0);
                self.say(
                    "std-nothing",
                    vec![text("thing", things), text("place", self.place())],
                )
            }
            Reason::SomeUnknown if self.finding.n.is_nan() => {
                self.say("std-some-unknown", vec![text("doubt", self.doubt())])
            }
            Reason::Part(_) => self.say("std-composed", vec![]),
            _ => self.by_kind(),
        }
    }

    fn by_kind(&self) -> String {
        match &self.rule.check {
            Check::WithinReach { .. } => self.reach(),
            Check::ExistsPerUnit { facilities, .. } => {
                let has = self.words.has(facilities.as_ref(), self.counted());
                self.say("std-exists", self.numbers(has, "std-need"))
            }
            Check::PerPopulation {
                facilities,
                per,
                most_per,
                ..
            } => {
                let words = self.words;
                let mut args =
                    self.numbers(words.has(facilities.as_ref(), self.counted()), "std-need");
                args.push(text("people", self.people(self.finding.total)));
                args.push(text("basis", words.basis(*per, *most_per)));
                self.say("std-people", args)
            }
            Check::Ratio { sum, per, .. } => {
                let words = self.words;
                let people = self.subject.and_then(|s| self.context.people(s));
                let mut args = self.values();
                args.extend([
                    text("quantity", words.quantity(sum, self.finding.total)),
                    text("people", self.people(people.map_or(f64::NAN, |p| p.0))),
                    text("rate", words.amount(self.finding.n)),
                    text("per", words.amount(*per)),
                ]);
                self.say("std-ratio", args)
            }
            Check::Share {
                facilities,
                condition,
                ..
            } => self.share(facilities.as_ref(), condition),
            Check::AttributeMinimum {
                level,
                facilities,
                value,
                ..
            } => {
                let mut args = self.values();
                args.push(text("quantity", self.words.quantity(value, self.finding.n)));
                args.push(text("things", self.words.called(facilities.as_ref(), 2.0)));
                let key = if level.is_some() {
                    "std-minimum-sum"
                } else {
                    "std-minimum"
                };
                self.say(key, args)
            }
            Check::Linked { link, depth, .. } => self.linked(link, *depth),
            Check::ReportedAgrees { .. } => self.reported(),
            Check::AnyOf(_) | Check::AllOf(_) => self.say("std-composed", vec![]),
        }
    }

    /// The sentence of the part that decided, by its name.
    fn composed(&self, parts: &[usize], answer: &RuleAnswer, depth: usize) -> String {
        let Reason::Part(position) = self.finding.reason else {
            return match self.finding.reason {
                Reason::Numbers | Reason::SomeUnknown => self.say("std-composed", vec![]),
                _ => self.simple(),
            };
        };
        let Some((part, (rule, of_part))) = parts
            .get(usize::from(position))
            .and_then(|part| Some((*part, self.context.rule(*part)?)))
        else {
            return self.say("std-composed", vec![]);
        };
        let name = self.words.rule_name(rule);
        let found = match self.subject {
            Some(subject) => of_part.subjects.position(subject),
            None => (answer.findings.len() == of_part.findings.len()).then_some(0),
        };
        match found.filter(|_| depth < DEEPEST) {
            Some(found) => {
                let sentence = self.words.sentence(self.context, part, found, depth + 1);
                let args = [text("rule", name), text("sentence", sentence)];
                self.words.with("std-part", &args)
            }
            None => self.say("std-part-bare", vec![text("rule", name)]),
        }
    }

    fn exempt(&self, position: u8) -> String {
        let exemption = self.rule.exempt.get(usize::from(position));
        let reason = exemption.map_or("", |e| self.words.pick(&e.reason));
        let reason = reason.trim_end_matches(['.', '。', ' ']);
        if reason.is_empty() {
            self.say("std-exempt-bare", vec![])
        } else {
            self.say("std-exempt", vec![text("reason", reason)])
        }
    }

    /// The level that the rule asks of.
    fn level(&self) -> Option<Level> {
        match &self.rule.check {
            Check::WithinReach { inside, .. } => *inside,
            Check::ExistsPerUnit { level, .. }
            | Check::PerPopulation { level, .. }
            | Check::Ratio { level, .. } => Some(*level),
            Check::Share { level, .. }
            | Check::AttributeMinimum { level, .. }
            | Check::Linked { level, .. }
            | Check::ReportedAgrees { level, .. } => *level,
            Check::AnyOf(_) | Check::AllOf(_) => None,
        }
    }

    /// The facilities that the rule counts.
    fn facilities(&self) -> Option<&'a Expression> {
        match &self.rule.check {
            Check::WithinReach { facilities, .. }
            | Check::ExistsPerUnit { facilities, .. }
            | Check::PerPopulation { facilities, .. }
            | Check::Ratio { facilities, .. }
            | Check::Share { facilities, .. }
            | Check::AttributeMinimum { facilities, .. }
            | Check::Linked { facilities, .. } => facilities.as_ref(),
            Check::ReportedAgrees { .. } | Check::AnyOf(_) | Check::AllOf(_) => None,
        }
    }

    /// What the rule reads of a facility.
    fn valued(&self, rule: &Rule) -> String {
        let words = self.words;
        match &rule.check {
            Check::Ratio { sum, .. } => words.field(sum.text()),
            Check::AttributeMinimum { value, .. } => words.field(value.text()),
            Check::Share { condition, .. } => words.field(condition.text()),
            Check::ReportedAgrees { indicator, .. } => words.figure_name(self.context, indicator),
            Check::Linked { link, .. } => words.link(link, 2.0),
            _ => words.field(self.facilities().map_or("", Expression::text)),
        }
    }

    /// The unit that the sentence speaks of, as an insertion; empty for the whole.
    pub(super) fn place(&self) -> String {
        match self.subject {
            Some(_) => self
                .words
                .with("std-of-place", &[text("name", self.name.as_str())]),
            None => String::new(),
        }
    }

    /// The name of who decided.
    pub(super) fn other(&self) -> Option<String> {
        let other = self.context.other(self.rule, self.finding)?;
        let name = self.words.subject_name(self.context, other);
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The number of what was counted; nothing counted is none.
    fn counted(&self) -> f64 {
        if self.finding.n.is_nan() {
            0.0
        } else {
            self.finding.n
        }
    }

    fn people(&self, people: f64) -> String {
        if people.is_finite() {
            self.words.so_many("count-people", people.round())
        } else {
            self.words.so_many("count-people", f64::NAN)
        }
    }

    /// What is not known, as an insertion before the full stop.
    pub(super) fn doubt(&self) -> String {
        if self.finding.unknown == 0 {
            return String::new();
        }
        let key = match &self.rule.check {
            Check::Linked { .. } => "std-doubt-link",
            Check::Ratio { .. } | Check::Share { .. } | Check::AttributeMinimum { .. } => {
                "std-doubt-value"
            }
            _ => "std-doubt-count",
        };
        self.words.so_many(key, f64::from(self.finding.unknown))
    }

    /// How many are missing or too many, as an insertion; empty where none are, or where there is none at all.
    fn lack(&self) -> String {
        let Finding { n, least, most, .. } = *self.finding;
        let args = |by: f64| [text("count", self.words.amount(by))];
        if n < least && n > 0.0 {
            self.words.with("std-short", &args(least - n))
        } else if n > most {
            self.words.with("std-over", &args(n - most))
        } else {
            String::new()
        }
    }

    /// The arguments of a sentence that counts.
    pub(super) fn numbers(&self, has: String, need: &str) -> Arguments<'static> {
        let bounds = [self.finding.least, self.finding.most];
        vec![
            text("has", has),
            text("need", self.words.need_count(need, bounds)),
            text("lack", self.lack()),
            text("doubt", self.doubt()),
        ]
    }

    /// The arguments of a sentence that measures.
    pub(super) fn values(&self) -> Arguments<'static> {
        let bounds = [self.finding.least, self.finding.most];
        vec![
            text("need", self.words.need_value(bounds, Words::amount)),
            text("lack", self.lack()),
            text("doubt", self.doubt()),
        ]
    }
}
