//! What an authority keeps beside its map: the tree of its units, who is linked with whom, what was reported.
//!
//! Made from the layers and from tables joined to them; what did not join is told, never dropped in silence.

mod words;

pub use words::{code_key, hyphened, link_kind, name_key, statistical};

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::table::{Cell, FeatureTable};
use crate::base::{Date, Persons};

/// The level of a unit.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 村, 社区: a village or community; every row of the villages is one.
    Village,
    /// 网格: a grid cell that a facility is responsible for; not a part of the tree.
    Grid,
    /// 乡镇, 街道: a township or sub-district.
    Township,
    /// 县, 区, 县级市: a county.
    County,
    /// 医共体: a consortium with its lead hospital; not a part of the tree, its members are facilities.
    Consortium,
    /// 市: a prefecture-level city.
    City,
    /// 省: a province.
    Province,
}

impl Level {
    /// The levels of the tree above the villages, lowest first.
    pub const TREE: [Self; 4] = [Self::Township, Self::County, Self::City, Self::Province];

    /// The word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Village => "village",
            Self::Grid => "grid",
            Self::Township => "township",
            Self::County => "county",
            Self::Consortium => "consortium",
            Self::City => "city",
            Self::Province => "province",
        }
    }
}

/// Where the attributes of a unit stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitSource {
    /// A district of the dataset.
    District(u32),
    /// A row of a record table: the table's position in [`Register::tables`] and the row.
    Row(u32, u32),
    /// Known only from the codes or parents that others name, or from the links of a consortium.
    Derived,
}

/// A unit above the villages.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its code; its name where it has none.
    pub code: EcoString,
    /// Its name.
    pub name: EcoString,
    /// Its name in English, if the data have one.
    pub name_en: Option<EcoString>,
    /// Its level.
    pub level: Level,
    /// The unit that it is a part of, an index into [`Units::list`].
    pub parent: Option<u32>,
    /// How many people live there: what its row says, else the sum of its villages; `None` where neither is known.
    pub population: Option<Persons>,
    /// The people of the villages that lie in it.
    pub village_people: Persons,
    /// How many villages lie in it.
    pub villages: u32,
    /// The district that draws it; `None` for what has no area of its own.
    pub district: Option<u32>,
    /// Where its attributes stand.
    pub source: UnitSource,
}

/// The tree of units. Villages are its leaves and not in the list.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// Townships and what is above them, parents after their parts; then grids and consortia.
    pub list: Vec<Unit>,
    /// The unit of each village (an index into `list`), the lowest that is known.
    pub of_village: Vec<Option<u32>>,
    /// The grid cells that hold each village, by village, where there are grids; more than one is an overlap.
    pub grids_of_village: Vec<(u32, u32)>,
    /// The home unit of each facility of the baseline, the lowest that is known.
    pub of_facility: Vec<Option<u32>>,
    /// The home village of each facility of the baseline, where the data name it (by code, name or a link of kind `serves`).
    pub village_of_facility: Vec<Option<u32>>,
}

impl Units {
    /// The unit of a level that holds a unit, itself included.
    #[must_use]
    pub fn at_level(&self, unit: Option<u32>, level: Level) -> Option<u32> {
        let mut at = unit;
        // A tree of five levels; a longer way is a ring, which the builder has cut.
        for _ in 0..8 {
            let here = self.list.get(at? as usize)?;
            if here.level == level {
                return at;
            }
            at = here.parent;
        }
        None
    }

    /// The units of a level, in the order of the list.
    pub fn of_level(&self, level: Level) -> impl Iterator<Item = u32> + '_ {
        (0u32..)
            .zip(&self.list)
            .filter(move |(_, u)| u.level == level)
            .map(|(i, _)| i)
    }

    /// The units from one up to the top, itself first.
    pub fn upwards(&self, unit: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        let mut at = unit;
        std::iter::from_fn(move || {
            let here = at?;
            at = self.list.get(here as usize)?.parent;
            Some(here)
        })
        .take(8)
    }
}

/// What a link or a table speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A village, an index into `Dataset::villages`.
    Village(u32),
    /// A unit, an index into [`Units::list`].
    Unit(u32),
    /// A facility, an index into the scenario's facilities.
    Facility(u32),
}

/// From one to another: `manages`, `branch-of`, `refers-up`, `refers-down`, `telemedicine`, `paired-with`, `posted-to`, `member-of`, `serves`, or any
/// other word that the data use.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// From whom.
    pub from: Subject,
    /// To whom.
    pub to: Subject,
    /// Of which kind, in lower case with hyphens.
    pub kind: Arc<str>,
    /// The day from which it holds; `None`: always did.
    pub since: Option<Date>,
    /// The last day on which it holds; `None`: still does.
    pub until: Option<Date>,
    /// Its row: the table's position in [`Register::tables`] and the row, for conditions over its other columns.
    pub row: (u32, u32),
}

/// A figure that was reported: a count, a share, a rate, with what was aimed at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Indicator {
    /// Its key, in lower case: `trained`, `in-county-visits`.
    pub key: Arc<str>,
    /// Whose figure it is; `None`: of the whole.
    pub of: Option<Subject>,
    /// The day or the end of the period that it is of.
    pub date: Option<Date>,
    /// The count.
    pub n: Option<f64>,
    /// Of how many.
    pub total: Option<f64>,
    /// The share that was reported (0 to 1), with the decimals of its percentage.
    pub share: Option<Percentage>,
    /// What was aimed at.
    pub target: Option<f64>,
    /// Until when.
    pub deadline: Option<Date>,
    /// Who says so.
    pub source: Option<Arc<str>>,
    /// Its row: the table's position in [`Register::tables`] and the row; `None` for a figure of the standard itself.
    pub row: Option<(u32, u32)>,
}

/// A percentage as it was written: what it says depends on how many decimals it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentage {
    /// The percentage, 93.4 for 93.4 %.
    pub percent: f64,
    /// Its decimals, 1 for 93.4 %.
    pub decimals: u8,
    /// Whether it was written as a lower bound ("over 95 %", `95%+`).
    pub at_least: bool,
}

/// What a table of records holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// Units: code, name, level, parent, population, flags.
    Units,
    /// Links: from, to, kind, since, until.
    Links,
    /// Reported figures: unit or facility, indicator, n, total, share, target, deadline, date.
    Indicators,
    /// More attributes of facilities, by id or name.
    FacilityAttributes,
    /// More attributes of villages, by id, code or name.
    VillageAttributes,
}

impl RecordKind {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [
        Self::Units,
        Self::Links,
        Self::Indicators,
        Self::FacilityAttributes,
        Self::VillageAttributes,
    ];

    /// The word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Links => "links",
            Self::Indicators => "indicators",
            Self::FacilityAttributes => "facility_attributes",
            Self::VillageAttributes => "village_attributes",
        }
    }
}

/// A table of records with what it holds.
#[derive(Debug, Clone)]
pub struct RecordTable {
    /// Its rows.
    pub table: Arc<FeatureTable>,
    /// What they are.
    pub kind: RecordKind,
}

impl RecordTable {
    /// Whether it is generated (the demo county) and not a file.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        self.table.source.sha256.is_empty()
    }
}

impl PartialEq for RecordTable {
    /// Tables never change, so the same allocation is the same table.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table) && self.kind == other.kind
    }
}

/// How the rows of a record table found whom they speak of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JoinReport {
    /// Rows in all.
    pub rows: u32,
    /// … that joined by identifier or code.
    pub by_code: u32,
    /// … that joined by name.
    pub by_name: u32,
    /// … that did not join, with the name or code that nobody bears (or several).
    pub lost: Vec<LostRow>,
}

/// A row that did not join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostRow {
    /// Its 0-based position.
    pub row: u32,
    /// Its column.
    pub column: Arc<str>,
    /// What stands there.
    pub value: Arc<str>,
    /// How many bear it: 0, or more than one.
    pub candidates: u32,
}

/// All of it, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The tables as they were read.
    pub tables: Vec<RecordTable>,
    /// How each of them joined.
    pub joins: Vec<JoinReport>,
    /// The units.
    pub units: Units,
    /// The links, in the order of tables and rows.
    pub links: Vec<Link>,
    /// The reported figures, in the order of tables and rows.
    pub indicators: Vec<Indicator>,
    /// The rows of attribute tables about each facility of the baseline: (table, row), later ones first asked.
    pub facility_rows: HashMap<u32, Vec<(u32, u32)>>,
    /// The same for villages.
    pub village_rows: HashMap<u32, Vec<(u32, u32)>>,
    /// The same for units.
    pub unit_rows: HashMap<u32, Vec<(u32, u32)>>,
}

impl Register {
    /// The value of a column in rows of attribute tables, the first that has one.
    #[must_use]
    pub fn joined(&self, rows: Option<&Vec<(u32, u32)>>, field: &str) -> Option<Cell> {
        rows?.iter().find_map(|(table, row)| {
            let column = self.tables.get(*table as usize)?.table.column(field)?;
            let cell = column.get(*row as usize);
            cell.is_present().then_some(cell)
        })
    }
}
