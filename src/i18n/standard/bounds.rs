//! What is required and what is reported, in the unit of the rule.

use super::{number, text};
use crate::i18n::words::Words;
use crate::model::standard::{Bounds, Check, Computed};
use crate::model::{Rule, StandardContext};

impl Words {
    /// How many are required: `1 is required`.
    pub(super) fn need_count(self, key: &str, [least, most]: [f64; 2]) -> String {
        let (n, part) = match (least.is_finite(), most.is_finite()) {
            (true, false) => (least, "least"),
            (false, true) => (most, "most"),
            (true, true) if least >= most => (least, "exact"),
            (true, true) => (most, "band"),
            (false, false) => return self.t("std-need-none"),
        };
        let args = [
            number("n", n),
            text("least", self.amount(least)),
            text("most", self.amount(most)),
        ];
        self.with(&format!("{key}-{part}"), &args)
    }

    /// How much is required: `at least 82 % is required`.
    pub(super) fn need_value(
        self,
        [least, most]: [f64; 2],
        say: impl Fn(Self, f64) -> String,
    ) -> String {
        let part = match (least.is_finite(), most.is_finite()) {
            (true, false) => "least",
            (false, true) => "most",
            (true, true) if least >= most => "exact",
            (true, true) => "band",
            (false, false) => return self.t("std-need-none"),
        };
        let said = say(self, least);
        // No more than all can be: "at least" would say nothing.
        let percent = said.strip_suffix('%').map(str::trim_end);
        let all = if percent == Some("100") { "yes" } else { "no" };
        let args = [
            text("least", said),
            text("most", say(self, most)),
            text("all", all.to_owned()),
        ];
        self.with(&format!("std-need-value-{part}"), &args)
    }

    /// One facility for how many people.
    pub(super) fn basis(self, per: f64, most_per: Option<f64>) -> String {
        match most_per {
            None => self.with("std-basis-per", &[text("per", self.amount(per))]),
            Some(most_per) => self.with(
                "std-basis-band",
                &[
                    text("least", self.amount(most_per)),
                    text("most", self.amount(per)),
                ],
            ),
        }
    }

    /// The number of a reported figure: a percentage where a share is computed or asked, else as it is.
    pub(super) fn figure(self, rule: &Rule, n: f64) -> String {
        if !n.is_finite() {
            return self.t("std-unsaid");
        }
        if is_share(rule) {
            self.bound(n)
        } else {
            self.amount(n)
        }
    }

    /// What a reported figure is called: as the standard names it, else by its key.
    pub(super) fn figure_name(self, context: &StandardContext<'_>, key: &str) -> String {
        let reported = &context.answer.standard.reported;
        let named = reported.iter().find(|r| &*r.figure.key == key);
        match named.map(|r| self.pick(&r.name)) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => self.figure_word(key),
        }
    }
}

/// Whether a rule about a reported figure is about a share: what is computed is one, or what is asked is none of a count.
fn is_share(rule: &Rule) -> bool {
    let Check::ReportedAgrees {
        computed, bounds, ..
    } = &rule.check
    else {
        return false;
    };
    let fraction = |bound: Option<f64>| bound.is_some_and(|b| b > 0.0 && b <= 1.0);
    match computed {
        Some(computed) => matches!(computed, Computed::Share { .. }),
        None => fraction(bounds.least) || fraction(bounds.most),
    }
}

/// The bounds as two numbers, NaN where there is none.
pub(super) fn pair(bounds: Bounds) -> [f64; 2] {
    [bounds.least, bounds.most].map(|b| b.unwrap_or(f64::NAN))
}
