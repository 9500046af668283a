//! Rows of tables find whom they speak of: attributes, links, reported figures.

use std::collections::HashMap;
use std::sync::Arc;

use super::finder::{Finder, How, UnitFinder, untold};
use super::sheet::{Sheet, date, number, value};
use crate::model::fields::Field;
use crate::model::register::{
    Indicator, JoinReport, Link, Percentage, RecordTable, Subject, hyphened, link_kind,
};
use crate::model::{Cell, RecordKind};

/// Rows about each of something, later ones first.
pub(super) type RowsOf = HashMap<u32, Vec<(u32, u32)>>;

/// The kinds of words that stand once however many rows bear them.
#[derive(Default)]
struct Shared(hashbrown::HashMap<String, Arc<str>>);

impl Shared {
    fn get(&mut self, word: String) -> Arc<str> {
        Arc::clone(self.0.entry(word).or_insert_with_key(|w| w.as_str().into()))
    }
}

fn count(report: &mut JoinReport, how: How) {
    match how {
        How::Code => report.by_code += 1,
        How::Name => report.by_name += 1,
    }
}

fn begin(record: &RecordTable) -> JoinReport {
    JoinReport {
        rows: record.table.len() as u32,
        ..JoinReport::default()
    }
}

/// Joins a table of attributes to facilities or villages.
pub(super) fn attributes(
    position: u32,
    record: &RecordTable,
    finder: &Finder<'_>,
    into: &mut RowsOf,
) -> JoinReport {
    let sheet = Sheet::new(&record.table);
    let facilities = record.kind == RecordKind::FacilityAttributes;
    let keys = if facilities {
        sheet.columns(&[Field::Id, Field::Code])
    } else {
        sheet.columns(&[Field::Code, Field::VillageCode, Field::Id])
    };
    let name = sheet.column(Field::Name);
    let mut report = begin(record);
    for row in 0..report.rows {
        let at = row as usize;
        let find = |code: Option<&str>, name: Option<&str>| {
            if facilities {
                finder.facility(code, name)
            } else {
                finder.village(code, name)
            }
        };
        let named = value(name, at);
        let mut found = Err(0);
        for key in &keys {
            found = find(value(Some(key), at).as_deref(), None);
            if !matches!(found, Err(0)) {
                break;
            }
        }
        let found = match found {
            Ok(found) => Ok(found),
            Err(bearers) => find(None, named.as_deref()).map_err(|n| n.max(bearers)),
        };
        match found {
            Ok((subject, how)) => {
                count(&mut report, how);
                into.entry(subject).or_default().insert(0, (position, row));
            }
            Err(bearers) => {
                let mut told = keys.iter().copied().chain(name);
                let (column, text) = told
                    .find_map(|c| Some((&*c.name, value(Some(c), at)?)))
                    .unwrap_or_default();
                report.lost.push(untold(row, column, &text, bearers));
            }
        }
    }
    report
}

/// Reads a table of links.
pub(super) fn links(
    position: u32,
    record: &RecordTable,
    finder: &Finder<'_>,
    units: &UnitFinder<'_>,
    into: &mut Vec<Link>,
) -> JoinReport {
    let sheet = Sheet::new(&record.table);
    let ends = [Field::From, Field::To].map(|f| sheet.column(f));
    let kind = sheet.column(Field::Kind);
    let (since, until) = (sheet.column(Field::Since), sheet.column(Field::Until));
    let mut report = begin(record);
    let mut words = Shared::default();
    for row in 0..report.rows {
        let at = row as usize;
        let mut found = ends.iter().map(|end| {
            let text = value(*end, at).unwrap_or_default();
            let subject = finder.subject(units, &text);
            subject.map_err(|n| untold(row, end.map_or("", |c| &c.name), &text, n))
        });
        let (from, to) = match (found.next(), found.next()) {
            (Some(Ok(from)), Some(Ok(to))) => (from, to),
            (Some(Err(lost)), _) | (_, Some(Err(lost))) => {
                report.lost.push(lost);
                continue;
            }
            _ => continue,
        };
        count(&mut report, if from.1 == to.1 { from.1 } else { How::Name });
        into.push(Link {
            from: from.0,
            to: to.0,
            kind: words.get(value(kind, at).map_or_else(String::new, |k| link_kind(&k))),
            since: date(since, at, false),
            until: date(until, at, true),
            row: (position, row),
        });
    }
    report
}

/// Reads a table of reported figures.
pub(super) fn indicators(
    position: u32,
    record: &RecordTable,
    finder: &Finder<'_>,
    units: &UnitFinder<'_>,
    into: &mut Vec<Indicator>,
) -> JoinReport {
    let sheet = Sheet::new(&record.table);
    let key = sheet.column(Field::Indicator);
    let of = sheet.column(Field::Of);
    let [day, deadline] = [Field::Date, Field::Deadline].map(|f| sheet.column(f));
    let [n, total, target] = [Field::Count, Field::Total, Field::Target].map(|f| sheet.column(f));
    let percent = sheet.column(Field::Percent);
    let source = sheet.column(Field::Source);
    let mut report = begin(record);
    let mut words = Shared::default();
    for row in 0..report.rows {
        let at = row as usize;
        let Some(name) = value(key, at) else {
            let column = key.map_or("", |c| &c.name);
            report.lost.push(untold(row, column, "", 0));
            continue;
        };
        let subject: Option<Subject> = match value(of, at) {
            None => {
                report.by_code += 1;
                None
            }
            Some(text) => match finder.subject(units, &text) {
                Ok((subject, how)) => {
                    count(&mut report, how);
                    Some(subject)
                }
                Err(bearers) => {
                    let column = of.map_or("", |c| &c.name);
                    report.lost.push(untold(row, column, &text, bearers));
                    continue;
                }
            },
        };
        into.push(Indicator {
            key: words.get(hyphened(&name)),
            of: subject,
            date: date(day, at, true),
            n: number(n, at),
            total: number(total, at),
            share: percent.and_then(|c| Percentage::of(&c.get(at))),
            target: target.and_then(|c| aim(&c.get(at))),
            deadline: date(deadline, at, true),
            source: value(source, at).map(|s| words.get(s.into_owned())),
            row: Some((position, row)),
        });
    }
    report
}

/// A target: a number, or a percentage with its sign as a share.
fn aim(cell: &Cell) -> Option<f64> {
    cell.number().or_else(|| {
        let share = Percentage::of(cell)?;
        Some(share.percent / 100.0)
    })
}
