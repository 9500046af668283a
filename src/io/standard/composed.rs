//! All rules of a standard, and how composed ones hang together.

use serde_json::Value;
use toml::Spanned;
use toml::de::DeValue;

use super::file;
use super::problem::{Mistake, Named, StandardProblem};
use super::read::{Keys, Part, made};
use super::rules::rule;
use super::schema::{KIND, SCHEMAS, properties};
use super::shape::Notes;
use crate::base::spelling::nearest;
use crate::model::standard::{Check, Rule};

/// The rules, composed ones with the positions of their parts.
pub(super) fn all_rules(
    parts: Vec<Part<'_>>,
    programmes: &[String],
    notes: &mut Notes<'_>,
) -> Vec<Rule> {
    let mut keys = Keys::default();
    let mut ids: Vec<String> = Vec::new();
    let mut drafts = Vec::new();
    for (mut table, at) in parts {
        notes.rule = table
            .get("id")
            .and_then(|id| id.get_ref().as_str())
            .map(str::to_owned);
        if let Some(id) = table.get("id")
            && let Some(text) = id.get_ref().as_str()
        {
            keys.take(&Spanned::new(id.span(), text.to_owned()), notes);
        }
        ids.push(notes.rule.clone().unwrap_or_default());
        let draft = if let Some(kind) = table.remove(KIND) {
            body_schema(&kind, notes).and_then(|(kind, own)| {
                checked((table, at), own, notes)
                    .and_then(|(head, body)| rule(kind, head, body, programmes, notes))
            })
        } else {
            let key = KIND.to_owned();
            notes.tell(&at, Mistake::MissingKey { key });
            None
        };
        drafts.push(draft);
    }
    let mut rules = Vec::new();
    for draft in drafts {
        let Some((mut rule, named)) = draft else {
            continue;
        };
        notes.rule = Some(rule.id.clone());
        let mut positions = Vec::new();
        for name in named {
            let found = name.get_ref();
            if let Some(position) = ids.iter().position(|id| id == found) {
                positions.push(position);
            } else {
                let mistake = Mistake::Unnamed {
                    what: Named::Rule,
                    found: found.clone(),
                    nearest: nearest(found, ids.iter().map(String::as_str)).map(str::to_owned),
                };
                notes.tell(&name.span(), mistake);
            }
        }
        if let Check::AnyOf(parts) | Check::AllOf(parts) = &mut rule.check {
            *parts = positions;
        }
        rules.push(rule);
    }
    notes.rule = None;
    // Positions are those of the file; they hold where every rule could be read.
    if rules.len() == ids.len() {
        rings(&rules, notes);
    }
    rules
}

/// The kind of a rule with what it has besides.
fn body_schema(
    kind: &Spanned<DeValue<'_>>,
    notes: &mut Notes<'_>,
) -> Option<(&'static str, &'static Value)> {
    let kinds = &SCHEMAS.kinds;
    let known = kind.get_ref().as_str();
    let found = kinds.iter().find(|(name, _)| known == Some(*name));
    if found.is_none() {
        let words: Vec<&str> = kinds.iter().map(|(name, _)| *name).collect();
        notes.word(KIND, kind, &words);
    }
    found.map(|(name, schema)| (*name, schema))
}

/// A rule's table in two: what every rule may have, and what its kind has.
fn checked<'i>(
    (mut table, at): Part<'i>,
    own: &Value,
    notes: &mut Notes<'_>,
) -> Option<(file::RuleHead, Part<'i>)> {
    if !notes.table(&mut table, &at, &[&SCHEMAS.rule, own]) {
        return None;
    }
    let common = properties(&SCHEMAS.rule)?;
    let (head, body) = table
        .into_iter()
        .partition(|(key, _)| common.contains_key(key.get_ref().as_ref()));
    let head = made((head, at.clone()), notes)?;
    Some((head, (body, at)))
}

/// Tells of composed rules that are made of each other, each ring once.
fn rings(rules: &[Rule], notes: &mut Notes<'_>) {
    fn visit(
        at: usize,
        rules: &[Rule],
        way: &mut Vec<usize>,
        done: &mut [bool],
    ) -> Option<Vec<usize>> {
        if let Some(start) = way.iter().position(|r| *r == at) {
            return Some(way[start..].to_vec());
        }
        if done[at] {
            return None;
        }
        way.push(at);
        if let Check::AnyOf(parts) | Check::AllOf(parts) = &rules[at].check {
            for part in parts {
                if let Some(ring) = visit(*part, rules, way, done) {
                    return Some(ring);
                }
            }
        }
        way.pop();
        done[at] = true;
        None
    }
    let mut done = vec![false; rules.len()];
    for start in 0..rules.len() {
        let mut way = Vec::new();
        if let Some(ring) = visit(start, rules, &mut way, &mut done) {
            notes.problems.push(StandardProblem {
                line: ring.first().map_or(0, |r| rules[*r].line),
                rule: ring.first().map(|r| rules[*r].id.clone()),
                mistake: Mistake::Ring {
                    rules: ring.iter().map(|r| rules[*r].id.clone()).collect(),
                },
            });
            for rule in way {
                done[rule] = true;
            }
        }
    }
}
