//! Sentences of rules of reach: how far the nearest is, alone or by two levels.

use super::verdict::Said;
use super::{number, text};
use crate::base::Metres;
use crate::model::register::Level;
use crate::model::standard::{Check, Reason, Referral};

impl Said<'_> {
    pub(super) fn reach(&self) -> String {
        let Check::WithinReach {
            facilities,
            within,
            tolerance,
            k,
            inside,
            then,
            ..
        } = &self.rule.check
        else {
            return String::new();
        };
        let (words, finding) = (self.words, self.finding);
        let inside_phrase = inside.map_or_else(String::new, |level| {
            let level = text("level", words.level_within(level));
            words.with("std-in-same", &[level])
        });
        let thing = |n| words.called(facilities.as_ref(), n);
        match finding.reason {
            Reason::NoFacility => {
                return self.say(
                    "std-no-facility",
                    vec![
                        number("k", f64::from(*k)),
                        text("count", words.count(*k)),
                        text("thing", thing(1.0)),
                        text("things", thing(2.0)),
                        text("inside", inside_phrase),
                        text("doubt", self.doubt()),
                    ],
                );
            }
            Reason::NoReferral => return self.no_referral(then.as_ref()),
            _ if finding.n.is_nan() => {
                return self.say("std-some-unknown", vec![text("doubt", self.doubt())]);
            }
            _ => {}
        }
        let Some(within) = within else {
            let place = self.other().unwrap_or_else(|| {
                let level = inside.unwrap_or(Level::Village);
                words.level_within(level)
            });
            let mut args = self.numbers(words.has(facilities.as_ref(), finding.n), "std-need");
            args.push(text("place", place));
            return self.say("std-reach-inside", args);
        };
        if let Some(then) = then {
            return self.referral(*within, then);
        }
        let facility = self.other().unwrap_or_else(|| "none".to_owned());
        let nearest = words.with(
            "std-nearest",
            &[
                number("k", f64::from(*k)),
                text("count", words.count(*k)),
                text("thing", thing(1.0)),
                text("things", thing(2.0)),
                text("inside", inside_phrase),
                text("facility", facility),
            ],
        );
        let limit = if finding.most.is_finite() {
            Metres(finding.most)
        } else {
            *within
        };
        self.say(
            "std-reach",
            vec![
                text("distance", words.far(finding.n)),
                text("nearest", nearest),
                text("limit", words.limit(limit)),
                text("over", words.far((finding.n - limit.0).max(0.0))),
                text("left", words.far((limit.0 - finding.n).max(0.0))),
                text("tolerance", words.limit(*tolerance)),
                text("doubt", self.doubt()),
            ],
        )
    }

    fn referral(&self, within: Metres, then: &Referral) -> String {
        let (words, finding) = (self.words, self.finding);
        let facility = self.other().unwrap_or_else(|| words.t("std-second"));
        self.say(
            "std-reach-referral",
            vec![
                text("first", words.far(finding.total)),
                text("distance", words.far(finding.n)),
                text("facility", facility),
                text("near", words.limit(within)),
                text("far", words.limit(then.within)),
                text("doubt", self.doubt()),
            ],
        )
    }

    fn no_referral(&self, then: Option<&Referral>) -> String {
        let (words, finding) = (self.words, self.finding);
        // What was measured is the way to the first one alone.
        let first = [finding.total, finding.n]
            .into_iter()
            .find(|d| d.is_finite())
            .map_or_else(String::new, |d| {
                words.with("std-first-at", &[text("distance", words.far(d))])
            });
        let facilities = then.and_then(|then| then.facilities.as_ref());
        self.say(
            "std-no-referral",
            vec![
                text("first", first),
                text("thing", words.called(facilities, 1.0)),
                text(
                    "far",
                    words.limit(then.map_or(Metres(0.0), |then| then.within)),
                ),
                text("doubt", self.doubt()),
            ],
        )
    }
}
