//! The rows of the tables: how many there are, and what each stands for.

use super::super::selected::Kind;
use super::super::state::{Facts, Pick};
use super::Tab;
use crate::model::SourceRow;

/// What the rows of a table are; `None` where they are of any kind.
pub(super) fn kind(tab: Tab) -> Option<Kind> {
    match tab {
        Tab::Gaps | Tab::Villages => Some(Kind::Village),
        Tab::Districts => Some(Kind::District),
        Tab::Facilities => Some(Kind::Facility),
        Tab::Warnings => None,
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

/// The row of the file that a row comes from.
pub(super) fn source(facts: &Facts, tab: Tab, row: u32) -> Option<SourceRow> {
    let i = row as usize;
    match tab {
        Tab::Gaps | Tab::Villages => facts.data.villages.get(i).map(|v| v.source),
        Tab::Districts => facts.data.districts.get(i).map(|d| d.source),
        Tab::Facilities => facts.facility(row)?.source,
        Tab::Warnings => None,
    }
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
