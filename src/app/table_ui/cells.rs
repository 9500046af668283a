//! What stands in the cells: as a value to compare, and in words to read.

use super::super::map_ui::margin_text;
use super::super::state::{Facts, Pick};
use super::super::widgets;
use super::columns::{Column, ColumnId, Unit};
use super::{Tab, rows};
use crate::base::Metres;
use crate::i18n::Words;
use crate::model::{Cell, Status, Village, VillageAnswer};

/// A cell to read.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub text: String,
    /// It says how far beyond reach.
    pub urgent: bool,
}

impl From<String> for Shown {
    fn from(text: String) -> Self {
        Self {
            text,
            urgent: false,
        }
    }
}

/// What gives the cells of a table.
pub(super) struct Cells<'a> {
    pub facts: &'a Facts,
    pub words: Words,
    pub tab: Tab,
    /// The words of the statuses, made once.
    statuses: [String; 4],
}

/// How a status compares, better ones first.
const STATUSES: [Status; 4] = [
    Status::Covered,
    Status::Borderline,
    Status::Gap,
    Status::Unknown,
];

impl<'a> Cells<'a> {
    pub(super) fn new(facts: &'a Facts, words: Words, tab: Tab) -> Self {
        Self {
            facts,
            words,
            tab,
            statuses: STATUSES.map(|s| words.t(widgets::status_key(s))),
        }
    }

    fn status(&self, status: Status) -> &str {
        &self.statuses[status as usize]
    }

    /// The value of a cell: numbers plain and in base units, texts as they are read.
    pub(super) fn value(&self, column: &Column, row: u32) -> Cell {
        let i = match &column.id {
            ColumnId::File(_) => {
                let source = rows::source(self.facts, self.tab, row);
                return source.map_or(Cell::Null, |s| column.of_file(&self.facts.data, s));
            }
            ColumnId::Computed(i) => *i,
        };
        if matches!(
            column.computed(self.tab).map(|h| h.unit),
            Some(Unit::Count | Unit::Metres | Unit::Share)
        ) {
            let number = self.number(i, row);
            return number.map_or(Cell::Null, Cell::Real);
        }
        let text = self.computed(i, row).text;
        if text.is_empty() {
            Cell::Null
        } else {
            Cell::Text(text.into())
        }
    }

    /// A status compares by how bad it is.
    pub(super) fn severity(&self, row: u32) -> Option<f64> {
        let status = self.facts.coverage.villages.status(row as usize)?;
        Some(f64::from(status as u8))
    }

    /// The number in a computed column.
    fn number(&self, column: usize, row: u32) -> Option<f64> {
        let facts = self.facts;
        match self.tab {
            Tab::Gaps | Tab::Villages => facts.village(row).and_then(|(v, a)| match column {
                2 => v.population.map(|p| p.0),
                4 => a.distance.map(|d| d.0),
                5 if self.tab == Tab::Gaps => a.margin.map(|m| -m.0),
                _ => None,
            }),
            Tab::Districts => facts.district(row).and_then(|(_, a)| match column {
                1 => Some(f64::from(a.villages)),
                2 => Some(f64::from(a.villages_gap)),
                3 => Some(a.population.0),
                4 => Some(a.population.0 - a.population_covered.0),
                5 => a.population_share(),
                6 => area_share(facts, row).map(|(low, high)| f64::midpoint(low, high)),
                _ => None,
            }),
            Tab::Facilities => match column {
                2 => {
                    let radius = facts.coverage.radii.get(row as usize).copied();
                    radius.flatten().map(|r| r.0)
                }
                3 => Some(f64::from(facts.catchment(row).villages)),
                4 => Some(facts.catchment(row).people),
                _ => None,
            },
            Tab::Warnings => {
                let warning = facts.data.warnings.get(row as usize);
                let row = warning.filter(|_| column == 2)?.source_row;
                row.map(f64::from)
            }
        }
    }

    /// What a person reads in a cell.
    pub(super) fn shown(&self, column: &Column, row: u32) -> Shown {
        match column.id {
            ColumnId::Computed(i) => self.computed(i, row),
            ColumnId::File(_) => self.value(column, row).to_string().into(),
        }
    }

    fn computed(&self, column: usize, row: u32) -> Shown {
        let (words, facts) = (self.words, self.facts);
        match self.tab {
            Tab::Gaps | Tab::Villages => facts
                .village(row)
                .map(|(v, a)| self.village_cell(column, v, &a))
                .unwrap_or_default(),
            Tab::Districts => district_cell(words, facts, column, row),
            Tab::Facilities => facility_cell(words, facts, column, row),
            Tab::Warnings => warning_cell(words, facts, column, row),
        }
    }

    fn village_cell(&self, column: usize, village: &Village, answer: &VillageAnswer) -> Shown {
        let (words, facts) = (self.words, self.facts);
        let named = |pick: Option<Pick>| {
            let name = pick.and_then(|pick| facts.name_of(pick));
            name.map_or_else(String::new, |n| n.to_string())
        };
        match column {
            0 => village.name.to_string().into(),
            1 => named(answer.district.map(Pick::District)).into(),
            2 => village
                .population
                .map_or_else(String::new, |p| words.count(p.0))
                .into(),
            3 => named(answer.nearest.map(Pick::Facility)).into(),
            4 => answer
                .distance
                .map_or_else(String::new, |d| words.distance(d))
                .into(),
            _ if self.tab == Tab::Gaps => Shown {
                text: answer.margin.map_or_else(String::new, |m| {
                    format!("+{}", words.distance(Metres(-m.0)))
                }),
                urgent: true,
            },
            _ => Shown {
                text: self.status(answer.status).to_owned(),
                urgent: answer.status == Status::Gap,
            },
        }
    }
}

fn district_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Shown {
    let Some((district, answer)) = facts.district(row) else {
        return Shown::default();
    };
    match column {
        0 => district.name.to_string().into(),
        1 => words.count(answer.villages).into(),
        2 => Shown {
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
fn area_share(facts: &Facts, district: u32) -> Option<(f64, f64)> {
    let bounds = facts.shares.as_ref()?.districts.get(district as usize)?;
    Some((bounds.low, bounds.high))
}

fn facility_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Shown {
    let Some(facility) = facts.facility(row) else {
        return Shown::default();
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

fn warning_cell(words: Words, facts: &Facts, column: usize, row: u32) -> Shown {
    let Some(warning) = facts.data.warnings.get(row as usize) else {
        return Shown::default();
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
