//! The texts of a workbook. They come filled from `i18n`; this room only places them.

use super::lists;
use crate::io::{districts_csv, villages_csv};

/// All texts of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TablesWords {
    /// The title, which is also the map's.
    pub title: String,
    /// Something that must be known before the tables are used, such as that the data are invented.
    pub note: Option<String>,
    /// The rule in one sentence.
    pub rule: String,
    /// The answer in few words: `945 villages, 254 672 people beyond reach`.
    pub headline: String,
    /// What the answer stands against.
    pub context: String,
    /// The program and its version.
    pub version: String,
    /// The names of the sheets.
    pub sheets: SheetWords,
    /// The headings of the columns.
    pub columns: ColumnWords,
    /// What stands on a sheet that has no rows.
    pub nothing: NothingWords,
    /// Covered, borderline, gap, unknown.
    pub statuses: [String; 4],
    /// Serves, proposed, moved, does not serve, closed.
    pub states: [String; 5],
    /// The names of the dataset's tiers.
    pub tiers: Vec<String>,
    /// What each of the dataset's layers serves as.
    pub roles: Vec<String>,
    /// The summary.
    pub summary: SummaryWords,
}

/// The names of the sheets: 26 characters at most, so that a number has room behind them, and none of `[]:*?/\`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetWords {
    /// The answer on a page.
    pub summary: String,
    /// The districts.
    pub districts: String,
    /// The villages that are not within reach.
    pub villages: String,
    /// The facilities.
    pub facilities: String,
    /// What is wrong with the data.
    pub warnings: String,
    /// The map.
    pub map: String,
}

/// The headings of the columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnWords {
    /// As in [`districts_csv::COLUMNS`].
    pub districts: [String; districts_csv::COLUMNS.len()],
    /// As in [`villages_csv::COLUMNS`].
    pub villages: [String; villages_csv::COLUMNS.len()],
    /// As in [`lists::FACILITY_COLUMNS`].
    pub facilities: [String; lists::FACILITY_COLUMNS.len()],
    /// As in [`lists::WARNING_COLUMNS`].
    pub warnings: [String; lists::WARNING_COLUMNS.len()],
}

/// What stands on a sheet that has no rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NothingWords {
    /// No districts were given.
    pub districts: String,
    /// Nobody is beyond reach.
    pub villages: String,
    /// There are no facilities.
    pub facilities: String,
    /// Nothing is wrong.
    pub warnings: String,
}

/// The words of the summary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SummaryWords {
    /// Heading of the answer.
    pub answer: String,
    /// Heading of a column.
    pub villages: String,
    /// Heading of a column.
    pub people: String,
    /// Heading of a column.
    pub share: String,
    /// All villages.
    pub total: String,
    /// Those within reach.
    pub within: String,
    /// Those beyond.
    pub beyond: String,
    /// Those on the border, which are counted on both sides.
    pub borderline: String,
    /// Those without a location.
    pub unknown: String,
    /// Heading of the districts.
    pub districts: String,
    /// Heading of a column.
    pub number: String,
    /// Districts with gaps.
    pub with_gaps: String,
    /// Heading of the area within reach.
    pub area: String,
    /// All of it, km².
    pub area_total: String,
    /// The lower bound of the share within reach.
    pub area_low: String,
    /// The upper bound.
    pub area_high: String,
    /// Heading of the tiers.
    pub tier: String,
    /// How far a tier reaches, metres.
    pub radius: String,
    /// How many of its facilities serve.
    pub serving: String,
    /// Villages within its reach.
    pub villages_covered: String,
    /// People within its reach.
    pub people_covered: String,
    /// Heading of the rule.
    pub rule: String,
    /// Heading of the values of the rule.
    pub value: String,
    /// How many facilities must be within reach.
    pub k: String,
    /// Whether only the own district's facilities count.
    pub within_unit: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
    /// The tolerance, metres.
    pub tolerance: String,
    /// The filter.
    pub filter: String,
    /// How many edits of the facilities the answer is for.
    pub edits: String,
    /// Heading of the inputs.
    pub file: String,
    /// What it serves as.
    pub role: String,
    /// How many features it has.
    pub features: String,
    /// How many of them cannot be used.
    pub skipped: String,
    /// Its checksum.
    pub sha256: String,
    /// Where a list goes on on another sheet.
    pub continued: String,
}
