//! Holds a TOML table against the schema of its type and tells everything that is wrong, not only what is wrong first.
//!
//! On the way what stands in parameters takes the place of their names, so that what is read afterwards knows of no parameter.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Mistake, Sort, StandardProblem};
use super::schema::{properties, required};
use super::values;
use crate::base::spelling::nearest;

/// The first byte of each line.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn of(&self, byte: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= byte)).unwrap_or(u32::MAX)
    }
}

/// What is wrong so far, and what is needed to find out.
pub(super) struct Notes<'a> {
    pub lines: &'a Lines,
    /// What can be turned, with its value.
    pub parameters: BTreeMap<String, String>,
    /// Parameters of which something is wrong: what names them cannot be judged.
    pub broken: BTreeSet<String>,
    pub problems: Vec<StandardProblem>,
    /// The rule that is being read.
    pub rule: Option<String>,
}

impl Notes<'_> {
    pub(super) fn tell(&mut self, at: &Range<usize>, mistake: Mistake) {
        self.problems.push(StandardProblem {
            line: self.lines.of(at.start),
            rule: self.rule.clone(),
            mistake,
        });
    }

    /// Checks a table that is all that the schemas say together; whether it is.
    pub(super) fn table(
        &mut self,
        table: &mut DeTable<'_>,
        at: &Range<usize>,
        schemas: &[&Value],
    ) -> bool {
        let before = self.problems.len();
        let known = |key: &str| {
            schemas
                .iter()
                .filter_map(|s| properties(s))
                .find_map(|p| p.get(key))
        };
        let allowed = || schemas.iter().filter_map(|s| properties(s)).flatten();
        for (key, value) in table.iter_mut() {
            let key_at = key.span();
            let key = key.get_ref().as_ref();
            if let Some(schema) = known(key) {
                self.value(key, value, schema);
            } else {
                let allowed: Vec<String> = allowed().map(|(k, _)| k.clone()).collect();
                let mistake = Mistake::UnknownKey {
                    key: key.to_owned(),
                    nearest: nearest(key, allowed.iter().map(String::as_str)).map(str::to_owned),
                    allowed,
                };
                self.tell(&key_at, mistake);
            }
        }
        for key in schemas.iter().flat_map(|s| required(s)) {
            if !table.contains_key(key) {
                self.tell(
                    at,
                    Mistake::MissingKey {
                        key: key.to_owned(),
                    },
                );
            }
        }
        self.problems.len() == before
    }

    fn value(&mut self, key: &str, value: &mut Spanned<DeValue<'_>>, schema: &Value) {
        let branches = schema.get("anyOf").and_then(Value::as_array);
        let fits = |schema: &Value, value: &DeValue<'_>| sorts(schema).contains(&sort(value));
        if let Some(branches) = branches {
            return match branches.iter().find(|b| fits(b, value.get_ref())) {
                Some(branch) => self.value(key, value, branch),
                None => self.wrong_sort(key, value, branches.iter().flat_map(sorts).collect()),
            };
        }
        let format = schema.get("format").and_then(Value::as_str);
        if let Some(words) = words(schema) {
            return self.word(key, value, &words);
        }
        if matches!(format, Some("day" | "period"))
            && let DeValue::Datetime(day) = value.get_ref()
        {
            let day = day.to_string();
            *value.get_mut() = DeValue::String(day.into());
        }
        if !fits(schema, value.get_ref()) {
            return self.wrong_sort(key, value, sorts(schema));
        }
        let at = value.span();
        if let Some(format) = format {
            let text: Cow<'_, str> = match value.get_ref() {
                DeValue::String(text) => text.as_ref().into(),
                DeValue::Integer(digits) => digits.as_str().into(),
                DeValue::Float(digits) => digits.as_str().into(),
                _ => return,
            };
            let Some(text) = self.substituted(format, &text, &at) else {
                return;
            };
            if let Err(mistake) = values::check(format, key, &text) {
                self.tell(&at, mistake);
            }
            // Formats of whole numbers of JSON (uint32) are no texts of their own.
            if !format.starts_with("uint") {
                *value.get_mut() = DeValue::String(text.into());
            }
            return;
        }
        match value.get_mut() {
            DeValue::Table(table) => {
                if let Some(each) = schema.get("additionalProperties").filter(|a| a.is_object()) {
                    for (key, value) in table.iter_mut() {
                        self.value(key.get_ref(), value, each);
                    }
                } else {
                    self.table(table, &at, &[schema]);
                }
            }
            DeValue::Array(items) => {
                let pair = schema.get("maxItems").and_then(Value::as_u64);
                if pair.is_some_and(|n| n != items.len() as u64) {
                    let key = key.to_owned();
                    self.tell(&at, Mistake::NoPair { key });
                }
                if let Some(each) = schema.get("items") {
                    for item in items.iter_mut() {
                        self.value(key, item, each);
                    }
                }
            }
            _ => {}
        }
    }

    fn wrong_sort(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: Vec<Sort>) {
        let mistake = Mistake::WrongSort {
            key: key.to_owned(),
            found: sort(value.get_ref()),
            wanted,
        };
        self.tell(&value.span(), mistake);
    }

    /// One of a few words.
    pub(super) fn word(&mut self, key: &str, value: &Spanned<DeValue<'_>>, words: &[&str]) {
        let Some(found) = value.get_ref().as_str() else {
            return self.wrong_sort(key, value, vec![Sort::Text]);
        };
        if !words.contains(&found) {
            let mistake = Mistake::UnknownWord {
                key: key.to_owned(),
                found: found.to_owned(),
                nearest: nearest(found, words.iter().copied()).map(str::to_owned),
                allowed: words.iter().map(|w| (*w).to_owned()).collect(),
            };
            self.tell(&value.span(), mistake);
        }
    }

    /// The text with the values of the parameters that it names; `None` where it names one that there is not.
    fn substituted(&mut self, format: &str, text: &str, at: &Range<usize>) -> Option<String> {
        let inside = matches!(format, "condition" | "quantity");
        if !inside && !text.starts_with('$') || format == "key" || format == "name" {
            return Some(text.to_owned());
        }
        let mut result = String::with_capacity(text.len());
        let mut quote = None;
        let mut rest = text;
        let mut sound = true;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match quote {
                Some(end) if c == end => quote = None,
                None if inside && matches!(c, '\'' | '"' | '`') => quote = Some(c),
                _ => {}
            }
            if c != '$' || quote.is_some() {
                result.push(c);
                continue;
            }
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            rest = after;
            match self.parameters.get(name) {
                None if self.broken.contains(name) => sound = false,
                None => {
                    let mistake = Mistake::UnknownParameter {
                        name: name.to_owned(),
                        nearest: nearest(name, self.parameters.keys().map(String::as_str))
                            .map(str::to_owned),
                    };
                    self.tell(at, mistake);
                    sound = false;
                }
                // In an expression a number stands in its base unit.
                Some(value) if inside => match values::turnable(value) {
                    Some((_, number)) => result.push_str(&number.to_string()),
                    None => result.push('0'),
                },
                Some(value) => result.push_str(value),
            }
        }
        sound.then_some(result)
    }
}

/// The words that a schema allows, if it is one of words.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(Value::Array(words)) = schema.get("enum") {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let branches = schema.get("oneOf")?.as_array()?;
    let mut words = Vec::new();
    for branch in branches {
        match (branch.get("const"), branch.get("enum")) {
            (Some(word), _) => words.extend(word.as_str()),
            (None, Some(Value::Array(list))) => words.extend(list.iter().filter_map(Value::as_str)),
            _ => {}
        }
    }
    Some(words)
}

/// The sort of a value.
pub(super) fn sort(value: &DeValue<'_>) -> Sort {
    match value {
        DeValue::String(_) => Sort::Text,
        DeValue::Integer(_) | DeValue::Float(_) => Sort::Number,
        DeValue::Boolean(_) => Sort::Bool,
        DeValue::Datetime(_) => Sort::Date,
        DeValue::Array(_) => Sort::List,
        DeValue::Table(_) => Sort::Table,
    }
}

/// The sorts that a schema allows.
fn sorts(schema: &Value) -> Vec<Sort> {
    let one = |name: &Value| match name.as_str() {
        Some("number" | "integer") => Sort::Number,
        Some("boolean") => Sort::Bool,
        Some("array") => Sort::List,
        Some("object") => Sort::Table,
        _ => Sort::Text,
    };
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().map(one).collect(),
        Some(name) => vec![one(name)],
        None => vec![Sort::Text],
    }
}
