//! What stands in the tables: heads, rows, cells, and how they compare.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::super::map_ui::margin_text;
use super::super::state::{Facts, Pick};
use super::super::widgets;
use super::{Order, Tab};
use crate::base::Metres;
use crate::i18n::Words;
use crate::model::{Changed, SourceRow, Status, Village, VillageAnswer};

/// The head of a column.
pub(super) struct Header {
    /// The key of its text.
    pub key: &'static str,
    /// Numbers stand at the right.
    pub right: bool,
    /// Its share of the table's width at first.
    pub share: f32,
}

const fn text(key: &'static str, share: f32) -> Header {
    Header {
        key,
        right: false,
        share,
    }
}

const fn number(key: &'static str, share: f32) -> Header {
    Header {
        key,
        right: true,
        share,
    }
}

/// A cell.
#[derive(Default)]
pub(super) struct Cell {
    pub text: String,
    /// It says how far beyond reach.
    pub urgent: bool,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            urgent: false,
        }
    }
}

/// The heads of a table.
pub(super) fn headers(tab: Tab) -> &'static [Header] {
    const GAPS: [Header; 6] = [
        text("column-village", 0.22),
        text("column-district", 0.17),
        number("column-people", 0.1),
        text("column-nearest", 0.26),
        number("column-distance", 0.11),
        number("column-over", 0.1),
    ];
    const VILLAGES: [Header; 6] = [
        text("column-village", 0.22),
        text("column-district", 0.17),
        number("column-people", 0.1),
        text("column-nearest", 0.26),
        number("column-distance", 0.11),
        text("column-status", 0.1),
    ];
    const DISTRICTS: [Header; 8] = [
        text("column-district", 0.2),
        number("column-villages", 0.09),
        number("column-gaps", 0.09),
        number("column-people", 0.11),
        number("column-people-beyond", 0.12),
        number("column-people-share", 0.11),
        number("column-area-share", 0.11),
        text("column-worst", 0.15),
    ];
    const FACILITIES: [Header; 6] = [
        text("column-facility", 0.27),
        text("column-tier", 0.18),
        number("column-radius", 0.1),
        number("column-villages-nearest", 0.13),
        number("column-people-nearest", 0.13),
        text("column-state", 0.12),
    ];
    const WARNINGS: [Header; 4] = [
        text("column-warning", 0.48),
        text("column-file", 0.22),
        number("column-row", 0.08),
        text("column-detail", 0.2),
    ];
    match tab {
        Tab::Gaps => &GAPS,
        Tab::Villages => &VILLAGES,
        Tab::Districts => &DISTRICTS,
        Tab::Facilities => &FACILITIES,
        Tab::Warnings => &WARNINGS,
    }
}

/// How many rows a table has.
pub(super) fn count(facts: &Facts, tab: Tab) -> usize {
    match tab {
        Tab::Gaps => facts.coverage.gaps.len(),
        Tab::Villages => facts.coverage.villages.len(),
        Tab::Districts => facts.coverage.districts.len(),
        Tab::Facilities => facts.coverage.facilities.len(),
        Tab::Warnings => facts.data.warnings.len(),
    }
}

/// The rows in the order in which they come.
pub(super) fn all(facts: &Facts, tab: Tab) -> Vec<u32> {
    match tab {
        Tab::Gaps => facts.coverage.gaps.clone(),
        _ => (0..count(facts, tab) as u32).collect(),
    }
}

/// From this many rows on they are sorted by all threads.
const MANY_ROWS: usize = 100_000;

/// The rows by the values of a column. Equal values keep their order; what is unknown stands last either way.
pub(super) fn sorted(facts: &Facts, tab: Tab, order: Order) -> Vec<u32> {
    let mut rows = all(facts, tab);
    if let Some(column) = order.column {
        let key = |row: &u32| (sort_key(facts, tab, column, *row), *row);
        let compare = |a: &(SortKey, u32), b: &(SortKey, u32)| a.0.compare(&b.0, order.descending);
        // Threads that are at work on something longer are not waited for where it can be helped.
        let keyed: Vec<(SortKey, u32)> = if rows.len() < MANY_ROWS {
            let mut keyed: Vec<_> = rows.iter().map(key).collect();
            keyed.sort_by(compare);
            keyed
        } else {
            let mut keyed: Vec<_> = rows.par_iter().map(key).collect();
            keyed.par_sort_by(compare);
            keyed
        };
        rows = keyed.into_iter().map(|(_, row)| row).collect();
    }
    rows
}

/// The same rows after some villages changed.
pub(super) fn sorted_again(
    facts: &Facts,
    tab: Tab,
    order: Order,
    mut rows: Vec<u32>,
    changed: &Changed,
) -> Vec<u32> {
    let Some(column) = order.column else {
        return all(facts, tab);
    };
    let key = |row: u32| sort_key(facts, tab, column, row);
    rows.retain(|row| changed.villages.binary_search(row).is_err());
    let mut new: Vec<(SortKey, u32)> = changed.villages.iter().map(|v| (key(*v), *v)).collect();
    new.sort_by(|(a, _), (b, _)| a.compare(b, order.descending));
    let mut merged = Vec::with_capacity(rows.len() + new.len());
    let mut rest = rows.as_slice();
    for (value, row) in new {
        // Equal values stand in the order of the file.
        let before = |other: &u32| {
            let order = key(*other).compare(&value, order.descending);
            order.then(other.cmp(&row)).is_lt()
        };
        let (head, tail) = rest.split_at(rest.partition_point(before));
        merged.extend_from_slice(head);
        merged.push(row);
        rest = tail;
    }
    merged.extend_from_slice(rest);
    merged
}

/// What a row stands for on the map.
pub(super) fn pick(facts: &Facts, tab: Tab, row: u32) -> Option<Pick> {
    match tab {
        Tab::Gaps | Tab::Villages => Some(Pick::Village(row)),
        Tab::Districts => Some(Pick::District(row)),
        Tab::Facilities => Some(Pick::Facility(row)),
        Tab::Warnings => warned(facts, row),
    }
}

/// What a warning is about, if it made it into the data.
fn warned(facts: &Facts, warning: u32) -> Option<Pick> {
    let warning = facts.data.warnings.get(warning as usize)?;
    let row = warning.source_row?;
    let layer = facts
        .data
        .layers
        .iter()
        .position(|l| l.table.source.path.to_string_lossy() == *warning.file)?
        as u32;
    let (data, row) = (&facts.data, SourceRow { layer, row });
    of_row(&data.villages, |v| v.source, row)
        .map(Pick::Village)
        .or_else(|| of_row(&data.facilities, |f| f.source, row).map(Pick::Facility))
        .or_else(|| of_row(&data.districts, |d| d.source, row).map(Pick::District))
}

/// The first that comes from a row. All stand in the order of their files and rows (only a project by hand can give a file one role
/// twice; then some may not be found).
fn of_row<T>(all: &[T], source: impl Fn(&T) -> SourceRow, row: SourceRow) -> Option<u32> {
    let place = all.partition_point(|one| source(one) < row);
    let found = all.get(place).is_some_and(|one| source(one) == row);
    found.then_some(place as u32)
}

/// A value to sort by.
pub(super) enum SortKey {
    Number(f64),
    Text(String),
    Unknown,
}

impl SortKey {
    fn of(number: Option<f64>) -> Self {
        number.map_or(Self::Unknown, Self::Number)
    }

    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Unknown, Self::Unknown) => return Ordering::Equal,
            (Self::Unknown, _) => return Ordering::Greater,
            (_, Self::Unknown) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { order.reverse() } else { order }
    }
}

/// Rows as other programs take them from the clipboard: a line of heads, cells between tabs, numbers plain and in base units.
pub(super) fn tab_separated(words: Words, facts: &Facts, tab: Tab, rows: &[u32]) -> String {
    let headers = headers(tab);
    let heads = headers.iter().map(|h| {
        let metres = matches!(h.key, "column-distance" | "column-over" | "column-radius");
        format!("{}{}", words.t(h.key), if metres { " (m)" } else { "" })
    });
    let mut text = heads.collect::<Vec<_>>().join("\t");
    for row in rows {
        text.push('\n');
        let cells = (0..headers.len()).map(|column| match sort_key(facts, tab, column, *row) {
            // Nothing here is known to a thousandth; binary noise is not worth a column's width.
            SortKey::Number(n) => ((n * 1000.0).round() / 1000.0).to_string(),
            SortKey::Text(_) => cell(words, facts, tab, column, *row)
                .text
                .replace(['\t', '\n'], " "),
            SortKey::Unknown => String::new(),
        });
        text.push_str(&cells.collect::<Vec<_>>().join("\t"));
    }
    text
}

/// The value of a cell to sort by.
pub(super) fn sort_key(facts: &Facts, tab: Tab, column: usize, row: u32) -> SortKey {
    let number = match tab {
        Tab::Gaps | Tab::Villages => facts.village(row).and_then(|(v, a)| match column {
            2 => v.population.map(|p| p.0),
            4 => a.distance.map(|d| d.0),
            5 if tab == Tab::Gaps => a.margin.map(|m| -m.0),
            _ => None,
        }),
        Tab::Districts => facts.district(row).and_then(|(_, a)| match column {
            1 => Some(f64::from(a.villages)),
            2 => Some(f64::from(a.villages_gap)),
            3 => Some(a.population.0),
            4 => Some(a.population.0 - a.population_covered.0),
            5 => a.population_share(),
            6 => area_share(facts, row).map(|(low, _)| low),
            _ => None,
        }),
        Tab::Facilities => match column {
            2 => facts
                .coverage
                .radii
                .get(row as usize)
                .copied()
                .flatten()
                .map(|r| r.0),
            3 => Some(f64::from(facts.catchment(row).villages)),
            4 => Some(facts.catchment(row).people),
            _ => None,
        },
        Tab::Warnings => facts
            .data
            .warnings
            .get(row as usize)
            .filter(|_| column == 2)
            .and_then(|w| w.source_row)
            .map(f64::from),
    };
    if number.is_some() || headers(tab)[column].right {
        return SortKey::of(number);
    }
    let text = cell(Words::default(), facts, tab, column, row)
        .text
        .to_lowercase();
    if text.is_empty() {
        SortKey::Unknown
    } else {
        SortKey::Text(text)
    }
}

/// What stands in a cell.
pub(super) fn cell(words: Words, facts: &Facts, tab: Tab, column: usize, row: u32) -> Cell {
    match tab {
        Tab::Gaps | Tab::Villages => facts
            .village(row)
            .map(|(v, a)| village_cell(words, facts, tab, column, v, &a)),
        Tab::Districts => Some(district_cell(words, facts, column, row)),
        Tab::Facilities => Some(facility_cell(words, facts, column, row)),
        Tab::Warnings => Some(warning_cell(words, facts, column, row)),
    }
    .unwrap_or_default()
}

fn village_cell(
    words: Words,
    facts: &Facts,
    tab: Tab,
    column: usize,
    village: &Village,
    answer: &VillageAnswer,
) -> Cell {
    match column {
        0 => village.name.to_string().into(),
        1 => answer
            .district
            .and_then(|d| facts.name_of(Pick::District(d)))
            .map_or_else(String::new, |n| n.to_string())
            .into(),
        2 => village
            .population
            .map_or_else(String::new, |p| words.count(p.0))
            .into(),
        3 => answer
            .nearest
            .and_then(|f| facts.name_of(Pick::Facility(f)))
            .map_or_else(String::new, |n| n.to_string())
            .into(),
        4 => answer
            .distance
            .map_or_else(String::new, |d| words.distance(d))
            .into(),
        _ if tab == Tab::Gaps => Cell {
            text: answer.margin.map_or_else(String::new, |m| {
                format!("+{}", words.distance(Metres(-m.0)))
            }),
            urgent: true,
        },
        _ => Cell {
            text: words.t(widgets::status_key(answer.status)),
            urgent: answer.status == Status::Gap,
        },
    }
}

fn district_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Cell {
    let Some((district, answer)) = facts.district(row) else {
        return Cell::default();
    };
    match column {
        0 => district.name.to_string().into(),
        1 => words.count(answer.villages).into(),
        2 => Cell {
            text: words.count(answer.villages_gap),
            urgent: answer.villages_gap > 0,
        },
        3 => words.count(answer.population.0).into(),
        4 => words
            .count(answer.population.0 - answer.population_covered.0)
            .into(),
        5 => answer
            .population_share()
            .map_or_else(String::new, |s| words.percent(s))
            .into(),
        6 => area_share(facts, row)
            .map_or_else(String::new, |(low, high)| {
                words.percent(f64::midpoint(low, high))
            })
            .into(),
        _ => answer
            .worst_village
            .and_then(|v| facts.village(v))
            .filter(|(_, a)| a.status == Status::Gap)
            .map_or_else(String::new, |(v, a)| {
                let beyond = margin_text(words, a.status, a.margin).unwrap_or_default();
                words.with(
                    "worst-village",
                    &[("name", (&*v.name).into()), ("beyond", beyond.into())],
                )
            })
            .into(),
    }
}

/// The bounds of the share of a district's area within reach.
pub(in super::super) fn area_share(facts: &Facts, district: u32) -> Option<(f64, f64)> {
    let bounds = facts.shares.as_ref()?.districts.get(district as usize)?;
    Some((bounds.low, bounds.high))
}

fn facility_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Cell {
    let Some(facility) = facts.facility(row) else {
        return Cell::default();
    };
    let radius = facts.coverage.radii.get(row as usize).copied().flatten();
    match column {
        0 => facility.name.to_string().into(),
        1 => facts
            .tier_of(facility)
            .map_or_else(String::new, |t| widgets::tier_name(words, t))
            .into(),
        2 => radius.map_or_else(String::new, |r| words.radius(r)).into(),
        3 => words.count(facts.catchment(row).villages).into(),
        4 => words.count(facts.catchment(row).people).into(),
        _ => words
            .t(widgets::facility_state_key(facility, radius))
            .into(),
    }
}

fn warning_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Cell {
    let Some(warning) = facts.data.warnings.get(row as usize) else {
        return Cell::default();
    };
    match column {
        0 => words.warning(warning).into(),
        1 => widgets::file_name(std::path::Path::new(&*warning.file)).into(),
        2 => warning
            .source_row
            .map_or_else(String::new, |r| words.count(r))
            .into(),
        _ => warning.detail.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_a_row_is_found_by_it() {
        let rows = [(0, 2), (0, 3), (0, 3), (1, 0), (1, 7)];
        let all = rows.map(|(layer, row)| SourceRow { layer, row });
        let of = |layer, row| of_row(&all, |one| *one, SourceRow { layer, row });
        assert_eq!([of(0, 2), of(0, 3), of(1, 0)], [Some(0), Some(1), Some(3)]);
        assert_eq!([of(0, 0), of(0, 4), of(1, 8)], [None; 3]);
    }
}
