//! Sentences of rules about shares, links and reported figures.

use super::verdict::Said;
use super::{number, text};
use crate::i18n::words::Words;
use crate::model::Expression;
use crate::model::standard::{Check, Reason};

impl Said<'_> {
    pub(super) fn share(&self, facilities: Option<&Expression>, condition: &Expression) -> String {
        let (words, finding) = (self.words, self.finding);
        if !finding.total.is_finite() {
            return self.say("std-some-unknown", vec![text("doubt", self.doubt())]);
        }
        let share = if finding.total > 0.0 {
            words.percent(finding.n / finding.total)
        } else {
            words.t("std-unsaid")
        };
        let bounds = [finding.least, finding.most];
        self.say(
            "std-share",
            vec![
                text("yes", words.amount(finding.n)),
                text("total", words.amount(finding.total)),
                text("things", words.called(facilities, 2.0)),
                text("place", self.place()),
                text("satisfy", words.satisfy(condition)),
                text("share", share),
                text("need", words.need_value(bounds, Words::bound)),
                text("doubt", self.doubt()),
            ],
        )
    }

    pub(super) fn linked(&self, kind: &str, depth: Option<u32>) -> String {
        let (words, finding) = (self.words, self.finding);
        let n = if finding.n.is_finite() {
            finding.n
        } else {
            0.0
        };
        let with = self
            .other()
            .filter(|_| n > 0.0)
            .map_or_else(String::new, |facility| {
                let args = [number("n", n), text("facility", facility)];
                words.with("std-with", &args)
            });
        let link = words.link(kind, if n == 0.0 { 1.0 } else { n });
        let has = words.with(
            "std-has-link",
            &[
                number("n", n),
                text("count", words.amount(n)),
                text("thing", link),
            ],
        );
        let steps = words.so_many("std-steps", depth.map_or(f64::NAN, f64::from));
        let mut args = self.numbers(has, "std-need-link");
        args.extend([
            text("link", words.link(kind, 1.0)),
            text("links", words.link(kind, 2.0)),
            text("with", with),
            text("count", words.amount(n)),
            text("steps", steps),
        ]);
        let key = match finding.reason {
            Reason::NotLinked => "std-not-linked",
            Reason::TwoLeads => "std-two-leads",
            Reason::Ring => "std-ring",
            Reason::TooDeep => "std-too-deep",
            _ => "std-linked",
        };
        self.say(key, args)
    }

    pub(super) fn reported(&self) -> String {
        let Check::ReportedAgrees { indicator, .. } = &self.rule.check else {
            return String::new();
        };
        let (words, finding) = (self.words, self.finding);
        let figure = words.figure_name(self.context, indicator);
        if finding.reason == Reason::NotReported || finding.n.is_nan() {
            return self.say("std-not-reported", vec![text("figure", figure)]);
        }
        if finding.reason == Reason::Impossible
            && let Some(note) = self.context.answer.audit.get(finding.other as usize)
        {
            return words.audit_sentence(note);
        }
        let value = |words: Words, n: f64| words.figure(self.rule, n);
        let computed = if finding.total.is_finite() {
            let computed = text("computed", value(words, finding.total));
            words.with("std-computed", &[computed])
        } else {
            String::new()
        };
        let mut args = self.values();
        args.retain(|(name, _)| *name != "need");
        let need = words.need_value([finding.least, finding.most], value);
        let bounded = finding.least.is_finite() || finding.most.is_finite();
        let target = if bounded {
            words.with("std-target", &[text("need", need.as_str())])
        } else {
            String::new()
        };
        let (key, computed) = match finding.reason {
            Reason::Disagrees if finding.total.is_nan() => ("std-disagrees-anyhow", computed),
            Reason::Disagrees => ("std-disagrees", value(words, finding.total)),
            Reason::MissesTarget => ("std-misses-target", computed),
            Reason::Impossible => ("std-impossible", computed),
            _ => ("std-reported", computed),
        };
        args.extend([
            text("reported", value(words, finding.n)),
            text("figure", figure),
            text("computed", computed),
            text("need", need),
            text("target", target),
            text(
                "difference",
                value(words, (finding.n - finding.total).abs()),
            ),
        ]);
        self.say(key, args)
    }
}
