//! What a rule counts, as nouns: `township health centres`, `3 GPs`, `telemedicine links`.

use super::{number, text};
use crate::i18n::words::{Args, Words};
use crate::model::{Expression, KnownTier};

/// What facilities an expression takes, as far as a noun can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Taken {
    /// All.
    All,
    /// Those of one or two tiers; `true`: not all of them.
    Tiers(Vec<KnownTier>, bool),
    /// Some.
    Some,
}

/// A piece of an expression's text.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Word(&'a str),
    Literal(&'a str),
    Sign(char),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first == '\'' {
            let end = rest[1..].find('\'').map_or(rest.len(), |at| at + 2);
            found.push(Piece::Literal(rest[1..end].trim_end_matches('\'')));
            end
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            found.push(Piece::Word(&rest[..end]));
            end
        } else {
            found.push(Piece::Sign(first));
            first.len_utf8()
        };
        rest = rest[length..].trim_start();
    }
    found
}

/// The tiers that an expression of the form `tier = '…'` or `tier IN ('…', '…')`, alone or with more after `AND`, takes.
fn taken(expression: Option<&Expression>) -> Taken {
    let Some(expression) = expression else {
        return Taken::All;
    };
    let pieces = pieces(expression.text());
    let mut tiers = Vec::new();
    let mut at = 0;
    let is = |piece: Option<&Piece<'_>>, word: &str| matches!(piece, Some(Piece::Word(w)) if w.eq_ignore_ascii_case(word));
    let rest = loop {
        if !is(pieces.get(at), "tier") {
            return Taken::Some;
        }
        at += 1;
        if pieces.get(at) == Some(&Piece::Sign('=')) {
            if let Some(Piece::Literal(tier)) = pieces.get(at + 1) {
                tiers.push(*tier);
            }
            at += 2;
        } else if is(pieces.get(at), "in") {
            at += 1;
            while let Some(Piece::Sign('(' | ',') | Piece::Literal(_)) = pieces.get(at) {
                if let Piece::Literal(tier) = &pieces[at] {
                    tiers.push(tier);
                }
                at += 1;
            }
            at += 1;
        } else {
            return Taken::Some;
        }
        if is(pieces.get(at), "or") {
            at += 1;
            continue;
        }
        break pieces.get(at..).unwrap_or_default();
    };
    let some = match rest.first() {
        None => false,
        more if is(more, "and") => true,
        Some(_) => return Taken::Some,
    };
    let known: Option<Vec<KnownTier>> = tiers.into_iter().map(KnownTier::recognise).collect();
    // After an OR that does not speak of tiers, the noun would be too narrow.
    let other = rest.iter().any(|piece| is(Some(piece), "or"));
    match known {
        Some(tiers) if (1..=2).contains(&tiers.len()) && !other => Taken::Tiers(tiers, some),
        _ => Taken::Some,
    }
}

impl Words {
    /// What facilities an expression takes are called: `township health centres`.
    pub(super) fn called(self, facilities: Option<&Expression>, n: f64) -> String {
        let noun = |key: &str| self.with(&format!("std-noun-{key}"), &[number("n", n)]);
        let tier = |tier: &KnownTier| {
            noun(match tier {
                KnownTier::Clinic => "clinic",
                KnownTier::Station => "station",
                KnownTier::Community => "community",
                KnownTier::Township => "township",
                KnownTier::County => "county",
                KnownTier::City => "city",
            })
        };
        let (thing, some) = match taken(facilities) {
            Taken::All => (noun("facility"), false),
            Taken::Some => (noun("facility"), true),
            Taken::Tiers(tiers, some) => {
                let thing = match tiers.as_slice() {
                    [first, second] => {
                        let args = [text("first", tier(first)), text("second", tier(second))];
                        self.with("std-noun-or", &args)
                    }
                    others => others.iter().map(tier).collect(),
                };
                (thing, some)
            }
        };
        if some {
            self.with("std-noun-some", &[number("n", n), text("thing", thing)])
        } else {
            thing
        }
    }

    /// So many of them: `no township health centre`, `3 township health centres`.
    pub(super) fn has(self, facilities: Option<&Expression>, n: f64) -> String {
        // English says “no clinic”.
        let thing = self.called(facilities, if n == 0.0 { 1.0 } else { n });
        self.has_thing(thing, n)
    }

    /// So many of a thing.
    pub(super) fn has_thing(self, thing: String, n: f64) -> String {
        let args = [
            number("n", n),
            text("count", self.amount(n)),
            text("thing", thing),
        ];
        self.with("std-has", &args)
    }

    /// A text of a word of the data, if there is one.
    fn special(self, key: &str, word: &str, args: Args<'_>) -> Option<String> {
        let key = format!("{key}-{word}");
        let said = self.with(&key, args);
        (said != key).then_some(said)
    }

    /// An amount of what an expression sums: `3 GPs`.
    pub(super) fn quantity(self, what: &Expression, n: f64) -> String {
        let count = if n.is_finite() {
            self.amount(n)
        } else {
            self.t("std-unsaid")
        };
        let args = [number("n", n), text("count", count)];
        self.special("std-quantity", what.text().trim(), &args)
            .unwrap_or_else(|| {
                let [n, count] = args;
                self.with("std-quantity", &[n, count, text("field", what.text())])
            })
    }

    /// What an expression names: `the number of GPs`.
    pub(super) fn field(self, what: &str) -> String {
        self.special("std-field", what.trim(), &[])
            .unwrap_or_else(|| self.with("std-field", &[text("field", what)]))
    }

    /// A reported figure by its key: the name under which it is known, else the key itself.
    pub(super) fn figure_word(self, key: &str) -> String {
        self.known_figure(key).unwrap_or_else(|| self.field(key))
    }

    /// The name of a reported figure that planners know by this key.
    #[must_use]
    pub fn known_figure(self, key: &str) -> Option<String> {
        let known = format!("standards-figure-{key}");
        let text = self.t(&known);
        (text != known).then_some(text)
    }

    /// What facilities do that satisfy a condition: `offer surgery`.
    pub(super) fn satisfy(self, condition: &Expression) -> String {
        self.special("std-satisfy", condition.text().trim(), &[])
            .unwrap_or_else(|| self.with("std-satisfy", &[text("condition", condition.text())]))
    }

    /// What links of a kind are called, of many of them.
    #[must_use]
    pub fn link_name(&self, kind: &str) -> String {
        self.in_each(|words| words.link(kind, 2.0))
    }

    /// What links of a kind are called.
    pub(super) fn link(self, kind: &str, n: f64) -> String {
        let args = [number("n", n), text("kind", kind)];
        self.special("std-link", kind, &args)
            .unwrap_or_else(|| self.with("std-link", &args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn noun(text: &str, n: f64) -> String {
        let expression = Expression::parse(text).expect("an expression");
        Words::new(Lang::En).called(Some(&expression), n)
    }

    #[test]
    fn facilities_are_called_by_their_tier_where_the_condition_says_it() {
        for (text, name) in [
            ("tier = 'township'", "township health centres"),
            ("tier='村卫生室'", "village clinics"),
            (
                "tier = 'clinic' AND standardised",
                "village clinics that count",
            ),
            (
                "tier IN ('community', 'station')",
                "community health centres or community health stations",
            ),
            (
                "tier = 'community' OR tier = 'station'",
                "community health centres or community health stations",
            ),
            ("tier = 'clinic' OR beds > 3", "facilities that count"),
            ("tier <> 'clinic'", "facilities that count"),
            ("NOT tier = 'clinic'", "facilities that count"),
            (
                "tier IN ('community', 'station', 'clinic')",
                "facilities that count",
            ),
            ("surgery", "facilities that count"),
        ] {
            assert_eq!(noun(text, 2.0), name, "{text}");
        }
        assert_eq!(noun("tier = 'township'", 1.0), "township health centre");
        assert_eq!(Words::new(Lang::En).called(None, 2.0), "facilities");
    }
}
