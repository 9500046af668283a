//! From a file's text to a standard: what is turned is put in place, the tables are held against their schemas, the rules are made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::composed::all_rules;
use super::file::{self, Text};
use super::parameters::parameters;
use super::problem::{Mistake, Named, Sort, StandardProblem};
use super::schema::{FORMAT, LISTS, PARAMETERS, SCHEMAS, Schemas};
use super::shape::{Lines, Notes, sort};
use super::values;
use crate::base::spelling::nearest;
use crate::model::register::Indicator;
use crate::model::standard::{Bilingual, Citation, ReportedFigure};
use crate::model::{Standard, StandardChoice};

/// So many mistakes of grammar are told; the rest follows from them.
const MOST_ERRORS: usize = 20;

/// A part of the file with its place.
pub(super) type Part<'i> = (DeTable<'i>, Range<usize>);

/// Reads a standard's text with what is turned of it.
pub(super) fn read(choice: &StandardChoice) -> Result<Standard, Vec<StandardProblem>> {
    let text = choice.text.strip_prefix('\u{feff}').unwrap_or(&choice.text);
    let lines = Lines::new(text);
    let mut notes = Notes {
        lines: &lines,
        parameters: BTreeMap::new(),
        broken: BTreeSet::new(),
        problems: Vec::new(),
        rule: None,
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors.iter().take(MOST_ERRORS) {
            let reason = error.message().to_owned();
            let at = error.span().unwrap_or(0..0);
            notes.tell(&at, Mistake::Syntax { reason });
        }
        return Err(sorted(notes.problems));
    }
    let standard = whole(document.into_inner(), &choice.turned, &mut notes);
    match (standard, notes.problems.is_empty()) {
        (Some(standard), true) => Ok(standard),
        _ => Err(sorted(notes.problems)),
    }
}

fn sorted(mut problems: Vec<StandardProblem>) -> Vec<StandardProblem> {
    problems.sort_by_key(|p| p.line);
    problems.dedup();
    problems
}

fn whole(
    mut document: DeTable<'_>,
    turned: &[(String, String)],
    notes: &mut Notes<'_>,
) -> Option<Standard> {
    let schemas = &*SCHEMAS;
    let parameters = parameters(take_table(&mut document, PARAMETERS, notes), turned, notes);
    let [citations, programmes, rules, reported] =
        LISTS.map(|key| take_list(&mut document, key, notes));
    let rules_and_figures = rules.len() + reported.len();
    let head: Option<file::Head> = head(document, notes, schemas);

    let mut standard = Standard {
        parameters,
        ..Standard::default()
    };
    for part in citations {
        if let Some(c) = typed::<file::CitationFile>(part, &[&schemas.citation], notes) {
            standard.citations.push(Citation {
                title: c.title,
                publisher: c.publisher.unwrap_or_default(),
                date: c.date.map(|d| d.0.into_inner()).unwrap_or_default(),
                url: c.url,
            });
        }
    }
    let mut keys = Keys::default();
    for part in programmes {
        if let Some(p) = typed::<file::ProgrammeFile>(part, &[&schemas.programme], notes) {
            keys.take(&p.key.0, notes);
            standard
                .programmes
                .push((p.key.0.into_inner(), bilingual(p.name)));
        }
    }
    let names: Vec<String> = standard.programmes.iter().map(|(k, _)| k.clone()).collect();
    standard.rules = all_rules(rules, &names, notes);
    standard.reported = figures(reported, notes);

    let head = head?;
    if head.format.0.get_ref() != FORMAT {
        let found = head.format.0.get_ref().clone();
        notes.tell(&head.format.0.span(), Mistake::Format { found });
    }
    if rules_and_figures == 0 && notes.problems.is_empty() {
        let keys = ["[[rule]]", "[[reported]]"].map(str::to_owned).to_vec();
        notes.tell(&(0..0), Mistake::SomeOf { keys });
    }
    standard.id = head.id.0.into_inner();
    standard.name = bilingual(head.name);
    standard.about = head.about.map(bilingual).unwrap_or_default();
    standard.as_of = head.as_of.and_then(|d| d.date());
    standard.scope = head.scope.and_then(|s| s.expression());
    standard.reach = head
        .reach
        .into_iter()
        .flatten()
        .filter_map(|(tier, distance)| Some((tier, distance.metres()?)))
        .collect();
    Some(standard)
}

/// What stands before the lists, with the keys of the lists allowed.
fn head(document: DeTable<'_>, notes: &mut Notes<'_>, schemas: &Schemas) -> Option<file::Head> {
    typed((document, 0..0), &[&schemas.head, &schemas.lists], notes)
}

/// A table as its type, where it is all that its schemas say.
pub(super) fn typed<'i, T: Deserialize<'i>>(
    (mut table, at): Part<'i>,
    schemas: &[&Value],
    notes: &mut Notes<'_>,
) -> Option<T> {
    let sound = notes.table(&mut table, &at, schemas);
    // What is wrong with a value has been told; a table with strange or missing keys, or values of the wrong sort, cannot be read on.
    if sound {
        made((table, at), notes)
    } else {
        None
    }
}

/// A table that was checked, as its type.
pub(super) fn made<'i, T: Deserialize<'i>>(
    (table, at): Part<'i>,
    notes: &mut Notes<'_>,
) -> Option<T> {
    let value = Spanned::new(at.clone(), DeValue::Table(table));
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(made) => Some(made),
        Err(error) => {
            let reason = error.message().to_owned();
            notes.tell(&error.span().unwrap_or(at), Mistake::Syntax { reason });
            None
        }
    }
}

/// Takes a table out of the document.
fn take_table<'i>(
    document: &mut DeTable<'i>,
    key: &str,
    notes: &mut Notes<'_>,
) -> Option<Part<'i>> {
    let value = document.remove(key)?;
    let at = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some((table, at)),
        other => {
            wrong_sort(key, &other, Sort::Table, &at, notes);
            None
        }
    }
}

/// Takes a list of tables out of the document.
fn take_list<'i>(document: &mut DeTable<'i>, key: &str, notes: &mut Notes<'_>) -> Vec<Part<'i>> {
    let Some(value) = document.remove(key) else {
        return Vec::new();
    };
    let at = value.span();
    let items = match value.into_inner() {
        DeValue::Array(items) => items,
        other => {
            wrong_sort(key, &other, Sort::Tables, &at, notes);
            return Vec::new();
        }
    };
    let mut parts = Vec::new();
    for item in items {
        let at = item.span();
        match item.into_inner() {
            DeValue::Table(table) => parts.push((table, at)),
            other => wrong_sort(key, &other, Sort::Table, &at, notes),
        }
    }
    parts
}

pub(super) fn wrong_sort(
    key: &str,
    found: &DeValue<'_>,
    wanted: Sort,
    at: &Range<usize>,
    notes: &mut Notes<'_>,
) {
    let mistake = Mistake::WrongSort {
        key: key.to_owned(),
        found: sort(found),
        wanted: vec![wanted],
    };
    notes.tell(at, mistake);
}

/// Keys of which each may be used once.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<String, u32>);

impl Keys {
    pub(super) fn take(&mut self, key: &Spanned<String>, notes: &mut Notes<'_>) {
        let line = notes.lines.of(key.span().start);
        if let Some(first) = self.0.get(key.get_ref()) {
            let (id, first) = (key.get_ref().clone(), *first);
            notes.tell(&key.span(), Mistake::Twice { id, first });
        } else {
            self.0.insert(key.get_ref().clone(), line);
        }
    }
}

/// Both languages; the one that is there stands in for the other.
pub(super) fn bilingual(text: Text) -> Bilingual {
    let (en, zh) = match text {
        Text::Plain(text) => {
            return Bilingual {
                en: text.clone(),
                zh: text,
            };
        }
        Text::Both(both) => (both.en, both.zh),
    };
    let either = en.clone().or_else(|| zh.clone()).unwrap_or_default();
    Bilingual {
        en: en.unwrap_or_else(|| either.clone()),
        zh: zh.unwrap_or(either),
    }
}

/// The figures that the document reports.
fn figures(parts: Vec<Part<'_>>, notes: &mut Notes<'_>) -> Vec<ReportedFigure> {
    let mut keys = Keys::default();
    let mut figures = Vec::new();
    let mut wholes = Vec::new();
    for part in parts {
        let line = notes.lines.of(part.1.start);
        let at = part.1.clone();
        let Some(f) = typed::<file::ReportedFile>(part, &[&SCHEMAS.reported], notes) else {
            continue;
        };
        keys.take(&f.key.0, notes);
        if f.n.is_none() && f.total.is_none() && f.percent.is_none() {
            let keys = ["n", "total", "percent"].map(str::to_owned).to_vec();
            notes.tell(&at, Mistake::SomeOf { keys });
        }
        let percent = f.percent.as_ref();
        figures.push(ReportedFigure {
            name: bilingual(f.name),
            figure: Indicator {
                key: f.key.0.get_ref().as_str().into(),
                date: f.date.and_then(|d| d.date()),
                n: f.n.and_then(|n| n.number()),
                total: f.total.and_then(|n| n.number()),
                share: percent.and_then(|p| values::percentage(p.0.get_ref())),
                source: f.source.map(Into::into),
                ..Indicator::default()
            },
            each: f.each.unwrap_or(false),
            part_of: f.part_of.as_ref().map(|p| p.0.get_ref().as_str().into()),
            line,
        });
        wholes.extend(f.part_of);
    }
    for whole in wholes {
        let name = whole.0.get_ref();
        if !keys.0.contains_key(name) {
            let mistake = Mistake::Unnamed {
                what: Named::Figure,
                found: name.clone(),
                nearest: nearest(name, keys.0.keys().map(String::as_str)).map(str::to_owned),
            };
            notes.tell(&whole.0.span(), mistake);
        }
    }
    figures
}
