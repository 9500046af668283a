//! A rule from its table.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::file::{self, Condition, Direction, HomeWord};
use super::problem::{Mistake, Named};
use super::read::{Part, bilingual, made};
use super::shape::Notes;
use super::values;
use crate::base::Metres;
use crate::base::spelling::nearest;
use crate::model::Expression;
use crate::model::standard::{Bilingual, Bounds, Check, Computed, Exemption, Home, Referral, Rule};

/// Names of rules that a rule is composed of.
type Parts = Vec<Spanned<String>>;

/// The rule of a table whose shape was checked, with the names of the rules that it is composed of; `None` where something is wrong with it,
/// which has been told.
pub(super) fn rule(
    kind: &str,
    head: file::RuleHead,
    body: Part<'_>,
    programmes: &[String],
    notes: &mut Notes<'_>,
) -> Option<(Rule, Parts)> {
    let at = body.1.clone();
    let (check, parts) = check(kind, body, notes)?;
    let programme = head.programme.and_then(|name| {
        let found = programmes.iter().position(|p| p == name.0.get_ref());
        if found.is_none() {
            let mistake = Mistake::Unnamed {
                what: Named::Programme,
                found: name.0.get_ref().clone(),
                nearest: nearest(name.0.get_ref(), programmes.iter().map(String::as_str))
                    .map(str::to_owned),
            };
            notes.tell(&name.0.span(), mistake);
        }
        found
    });
    let mut exempt: Vec<Exemption> = head
        .except
        .iter()
        .map(|except| Exemption {
            of: except.expression(),
            hosts: None,
            linked: None,
            reason: Bilingual::default(),
        })
        .collect();
    for one in head.exempt.into_iter().flatten() {
        let given = [one.of.is_some(), one.hosts.is_some(), one.linked.is_some()];
        one_of(&["of", "hosts", "linked"], &given, &at, notes);
        exempt.push(Exemption {
            of: expression(one.of.as_ref()),
            hosts: expression(one.hosts.as_ref()),
            linked: one.linked.map(|l| link(&l)),
            reason: one.reason.map(bilingual).unwrap_or_default(),
        });
    }
    let rule = Rule {
        id: head.id.0.into_inner(),
        name: bilingual(head.name),
        note: head.note.map(bilingual).unwrap_or_default(),
        programme,
        rows: head.rows.unwrap_or_default(),
        part: head.part.unwrap_or(false),
        target: head.target.and_then(|t| t.fraction()).unwrap_or(1.0),
        deadline: head.deadline.and_then(|d| d.date()),
        exempt,
        check,
        line: notes.lines.of(at.start),
    };
    Some((rule, parts))
}

/// A body of a kind, where it can be read.
fn body<'i, T: Deserialize<'i>>(part: Part<'i>, notes: &mut Notes<'_>) -> Option<T> {
    made(part, notes)
}

fn check(kind: &str, part: Part<'_>, notes: &mut Notes<'_>) -> Option<(Check, Parts)> {
    let at = part.1.clone();
    let check = match kind {
        "within-reach" => within_reach(&body(part, notes)?, &at, notes),
        "exists-per-unit" => {
            let f: file::ExistsPerUnit = body(part, notes)?;
            Check::ExistsPerUnit {
                level: f.level,
                units: expression(f.units.as_ref()),
                facilities: expression(f.facilities.as_ref()),
                count: or_one(bounds(f.at_least.as_ref(), f.at_most.as_ref(), notes)),
                home: home(f.home),
            }
        }
        "per-population" => {
            let f: file::PerPopulation = body(part, notes)?;
            let (per, most_per) = (
                f.per.number()?,
                f.most_per.as_ref().and_then(file::Positive::number),
            );
            if let Some(most) = &f.most_per
                && most_per.is_some_and(|m| m > per)
            {
                let (least, most_key) = ("most_per".to_owned(), "per".to_owned());
                let mistake = Mistake::LeastAboveMost {
                    least,
                    most: most_key,
                };
                notes.tell(&most.0.span(), mistake);
            }
            Check::PerPopulation {
                level: f.level,
                units: expression(f.units.as_ref()),
                facilities: expression(f.facilities.as_ref()),
                per,
                most_per,
                home: home(f.home),
            }
        }
        "ratio" => {
            let f: file::Ratio = body(part, notes)?;
            some_bound(f.at_least.is_some() || f.at_most.is_some(), &at, notes);
            Check::Ratio {
                level: f.level,
                units: expression(f.units.as_ref()),
                facilities: expression(f.facilities.as_ref()),
                sum: f.sum.expression()?,
                per: f.per.and_then(|p| p.number()).unwrap_or(10_000.0),
                bounds: bounds(f.at_least.as_ref(), f.at_most.as_ref(), notes),
                home: home(f.home),
            }
        }
        "share" => share(&body(part, notes)?, &at, notes)?,
        "attribute-minimum" => {
            let f: file::AttributeMinimum = body(part, notes)?;
            Check::AttributeMinimum {
                level: f.level,
                units: expression(f.units.as_ref()),
                facilities: expression(f.facilities.as_ref()),
                value: f.value.expression()?,
                bounds: or_one(bounds(f.at_least.as_ref(), f.at_most.as_ref(), notes)),
            }
        }
        "linked" => {
            let f: file::Linked = body(part, notes)?;
            Check::Linked {
                facilities: expression(f.facilities.as_ref()),
                level: f.level,
                link: link(&f.link),
                incoming: f.direction == Some(Direction::From),
                links: expression(f.links.as_ref()),
                to: expression(f.to.as_ref()),
                count: or_one(bounds(f.at_least.as_ref(), f.at_most.as_ref(), notes)),
                depth: f.depth.and_then(|d| d.number()),
            }
        }
        "reported-agrees" => reported(body(part, notes)?, &at, notes),
        _ => {
            let f: file::Composed = body(part, notes)?;
            if f.rules.is_empty() {
                let keys = vec!["rules".to_owned()];
                notes.tell(&at, Mistake::SomeOf { keys });
            }
            let parts = f.rules.into_iter().map(|r| r.0).collect();
            let check = match kind {
                "any-of" => Check::AnyOf(Vec::new()),
                _ => Check::AllOf(Vec::new()),
            };
            return Some((check, parts));
        }
    };
    Some((check, Vec::new()))
}

fn within_reach(f: &file::WithinReach, at: &Range<usize>, notes: &mut Notes<'_>) -> Check {
    if f.within.is_none() && (f.inside.is_none() || f.then.is_some()) {
        let keys = ["within", "inside"].map(str::to_owned);
        let keys = keys[..if f.then.is_some() { 1 } else { 2 }].to_vec();
        notes.tell(at, Mistake::SomeOf { keys });
    }
    Check::WithinReach {
        villages: expression(f.villages.as_ref()),
        facilities: expression(f.facilities.as_ref()),
        within: f
            .within
            .as_ref()
            .and_then(|w| reach(w, f.speed.as_ref(), notes)),
        tolerance: f
            .tolerance
            .as_ref()
            .and_then(file::Distance::metres)
            .unwrap_or_default(),
        k: f.k.as_ref().and_then(file::Count::number).unwrap_or(1),
        inside: f.inside,
        then: f.then.as_ref().and_then(|then| {
            Some(Referral {
                facilities: expression(then.facilities.as_ref()),
                within: then.within.metres()?,
                assigned: then.assigned.as_deref().map(link),
            })
        }),
    }
}

/// How far: a distance, or how far one comes in a time.
fn reach(
    within: &file::Reach,
    speed: Option<&file::Speed>,
    notes: &mut Notes<'_>,
) -> Option<Metres> {
    let text = within.0.get_ref();
    if let Ok(metres) = text.parse() {
        return Some(metres);
    }
    let hours = values::hours(text)?;
    let Some(speed) = speed else {
        let found = text.clone();
        notes.tell(&within.0.span(), Mistake::TimeWithoutSpeed { found });
        return None;
    };
    Some(Metres(hours * values::speed(speed.0.get_ref())?))
}

fn share(f: &file::ShareOf, at: &Range<usize>, notes: &mut Notes<'_>) -> Option<Check> {
    some_bound(f.at_least.is_some() || f.at_most.is_some(), at, notes);
    let fraction = |s: &Option<file::Share>| s.as_ref().and_then(file::Share::fraction);
    let bounds = Bounds {
        least: fraction(&f.at_least),
        most: fraction(&f.at_most),
    };
    ordered(bounds, f.at_most.as_ref().map(|m| m.0.span()), notes);
    Some(Check::Share {
        level: f.level,
        units: expression(f.units.as_ref()),
        facilities: expression(f.facilities.as_ref()),
        condition: f.condition.expression()?,
        bounds,
    })
}

fn reported(f: file::ReportedAgrees, at: &Range<usize>, notes: &mut Notes<'_>) -> Check {
    let computed = f.computed.and_then(|c| {
        let population = c.population == Some(true);
        let given = [
            c.count.is_some(),
            c.sum.is_some(),
            c.share.is_some(),
            c.units.is_some(),
            population,
        ];
        one_of(
            &["count", "sum", "share", "units", "population"],
            &given,
            at,
            notes,
        );
        let facilities = expression(c.facilities.as_ref());
        if let Some(count) = c.count {
            count.expression().map(Computed::Count)
        } else if let Some(sum) = c.sum {
            let value = sum.expression()?;
            Some(Computed::Sum { facilities, value })
        } else if let Some(share) = c.share {
            let condition = share.expression()?;
            Some(Computed::Share {
                facilities,
                condition,
            })
        } else if let Some(level) = c.units {
            Some(Computed::Units(level))
        } else {
            population.then_some(Computed::Population)
        }
    });
    let number = |a: &Option<file::Amount>| a.as_ref().and_then(file::Amount::number);
    let bounds = Bounds {
        least: number(&f.at_least),
        most: number(&f.at_most),
    };
    ordered(bounds, f.at_most.as_ref().map(|m| m.0.span()), notes);
    Check::ReportedAgrees {
        indicator: f.indicator.trim().to_lowercase().into(),
        level: f.level,
        computed,
        tolerance: number(&f.tolerance).unwrap_or(0.0),
        bounds,
    }
}

fn expression(condition: Option<&Condition>) -> Option<Expression> {
    condition?.expression()
}

/// The kind of a link as the register keeps it: in lower case with hyphens.
fn link(kind: &str) -> String {
    kind.trim().to_lowercase().replace([' ', '_'], "-")
}

fn home(word: Option<HomeWord>) -> Home {
    match word.unwrap_or_default() {
        HomeWord::Register => Home::Register,
        HomeWord::Location => Home::Location,
    }
}

fn bounds(
    least: Option<&file::Number>,
    most: Option<&file::Number>,
    notes: &mut Notes<'_>,
) -> Bounds {
    let bounds = Bounds {
        least: least.and_then(file::Number::number),
        most: most.and_then(file::Number::number),
    };
    ordered(bounds, most.map(|m| m.0.span()), notes);
    bounds
}

/// At least one, where nothing is said.
fn or_one(bounds: Bounds) -> Bounds {
    match bounds {
        Bounds {
            least: None,
            most: None,
        } => Bounds {
            least: Some(1.0),
            most: None,
        },
        said => said,
    }
}

fn ordered(bounds: Bounds, at: Option<Range<usize>>, notes: &mut Notes<'_>) {
    if let (Some(least), Some(most), Some(at)) = (bounds.least, bounds.most, at)
        && least > most
    {
        let (least, most) = ("at_least".to_owned(), "at_most".to_owned());
        notes.tell(&at, Mistake::LeastAboveMost { least, most });
    }
}

fn some_bound(given: bool, at: &Range<usize>, notes: &mut Notes<'_>) {
    if !given {
        let keys = ["at_least", "at_most"].map(str::to_owned).to_vec();
        notes.tell(at, Mistake::SomeOf { keys });
    }
}

fn one_of(keys: &[&str], given: &[bool], at: &Range<usize>, notes: &mut Notes<'_>) {
    if given.iter().filter(|g| **g).count() != 1 {
        let keys = keys.iter().map(|k| (*k).to_owned()).collect();
        notes.tell(at, Mistake::OneOf { keys });
    }
}
