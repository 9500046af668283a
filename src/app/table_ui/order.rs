//! Which rows a table lists, and in which order: filtered and sorted by all threads, away from the window.

use std::cmp::Ordering;
use std::sync::Arc;

use pinyin::ToPinyin as _;
use rayon::prelude::*;

use super::super::state::Facts;
use super::Tab;
use super::cells::Cells;
use super::columns::{Column, ColumnId, Unit};
use super::query::Query;
use super::rows;
use crate::base::RowSet;
use crate::i18n::{Lang, Words};
use crate::model::{Cell, Changed};

/// In which order a table stands: by a column, or as it comes (gaps worst first, others as in the file).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Order {
    pub column: Option<ColumnId>,
    pub descending: bool,
}

/// What is to be listed.
#[derive(Clone)]
pub(super) struct Ask {
    pub facts: Facts,
    pub words: Words,
    pub tab: Tab,
    pub columns: Arc<[Column]>,
    /// The columns that are shown: a text is looked for in these.
    pub shown: Vec<usize>,
    pub order: Order,
    pub query: Query,
    /// Only these.
    pub only: Option<Arc<RowSet>>,
    /// These before all others.
    pub first: Option<Arc<RowSet>>,
    /// The list of an earlier answer that was asked for in the same way, and what has changed since.
    pub before: Option<(Arc<[u32]>, Arc<Changed>)>,
}

impl Ask {
    fn column(&self) -> Option<&Column> {
        let id = self.order.column.as_ref()?;
        self.columns.iter().find(|c| c.id == *id)
    }

    /// Whether another answer may list other rows, or list them otherwise.
    pub(super) fn is_answered(&self) -> bool {
        let header = self.column().and_then(|c| c.computed(self.tab));
        !matches!(self.tab, Tab::Villages | Tab::Warnings)
            || header.is_some_and(|h| h.answered)
            || self.query.is_answered(self.tab, &self.columns, &self.shown)
    }

    /// Whether the rows stand as they come: that is known at once.
    pub(super) fn is_plain(&self) -> bool {
        let as_they_come = matches!(self.query, Query::All) && self.order.column.is_none();
        as_they_come && self.only.is_none() && self.first.is_none()
    }

    /// The rows in order.
    pub(super) fn list(&self) -> Vec<u32> {
        if let Some(list) = self.listed_again() {
            return list;
        }
        let cells = Cells::new(&self.facts, self.words, self.tab);
        let mut list = rows::all(&self.facts, self.tab);
        if let Some(only) = &self.only {
            list.retain(|row| only.contains(*row));
        }
        if !matches!(self.query, Query::All) {
            let passes = |row: &u32| self.query.passes(&cells, &self.columns, &self.shown, *row);
            list = list.into_par_iter().filter(passes).collect();
        }
        if let Some(column) = self.column() {
            let key = |row: u32| (Key::of(&cells, column, row), row);
            let mut keyed: Vec<(Key, u32)> = list.into_par_iter().map(key).collect();
            let descending = self.order.descending;
            keyed.par_sort_by(|(a, _), (b, _)| a.compare(b, descending));
            list = keyed.into_iter().map(|(_, row)| row).collect();
        }
        if let Some(first) = &self.first {
            let (mut top, rest): (Vec<u32>, Vec<u32>) =
                list.into_iter().partition(|row| first.contains(*row));
            top.extend(rest);
            list = top;
        }
        list
    }

    /// The list from that of an earlier answer: the villages that have changed are put in their places.
    fn listed_again(&self) -> Option<Vec<u32>> {
        let (before, changed) = self.before.as_ref()?;
        let column = self.column()?;
        let plain = matches!(self.query, Query::All) && self.only.is_none();
        if self.tab != Tab::Villages || !plain || self.first.is_some() {
            return None;
        }
        let cells = Cells::new(&self.facts, self.words, self.tab);
        let key = |row: u32| Key::of(&cells, column, row);
        let kept = before.iter().copied();
        let kept: Vec<u32> = kept
            .filter(|row| changed.villages.binary_search(row).is_err())
            .collect();
        let mut new: Vec<(Key, u32)> = changed.villages.iter().map(|v| (key(*v), *v)).collect();
        let descending = self.order.descending;
        new.sort_by(|(a, _), (b, _)| a.compare(b, descending));
        let mut merged = Vec::with_capacity(before.len());
        let mut rest = kept.as_slice();
        for (value, row) in new {
            // Equal values stand in the order of the file.
            let stands_before = |other: &u32| {
                let order = key(*other).compare(&value, descending);
                order.then(other.cmp(&row)).is_lt()
            };
            let (head, tail) = rest.split_at(rest.partition_point(stands_before));
            merged.extend_from_slice(head);
            merged.push(row);
            rest = tail;
        }
        merged.extend_from_slice(rest);
        Some(merged)
    }
}

/// A value to sort by: numbers before texts; what is missing stands last either way.
#[derive(Debug, Clone, PartialEq)]
enum Key {
    Number(f64),
    Text(Box<str>),
    Missing,
}

impl Key {
    fn of(cells: &Cells<'_>, column: &Column, row: u32) -> Self {
        if column.computed(cells.tab).map(|h| h.unit) == Some(Unit::Status) {
            return cells.severity(row).map_or(Self::Missing, Self::Number);
        }
        let cell = cells.value(column, row);
        match cell.number() {
            Some(number) => Self::Number(number),
            None if !cell.is_present() => Self::Missing,
            None => match cell {
                Cell::Text(text) | Cell::Json(text) => Self::Text(natural(&text, cells.words.lang)),
                other => Self::Text(other.to_string().into()),
            },
        }
    }

    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Missing, Self::Missing) => return Ordering::Equal,
            (Self::Missing, _) => return Ordering::Greater,
            (_, Self::Missing) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { order.reverse() } else { order }
    }
}

/// A text that compares as a person would sort the original: without regard to case, and with the numbers in it as numbers. A number
/// is told by how many digits it has before its digits. In the Chinese window a character stands by its sound, as in a dictionary:
/// syllable, tone, then the character itself; after all Latin letters.
fn natural(text: &str, lang: Lang) -> Box<str> {
    let lower = text.trim().to_lowercase();
    let by_sound = lang == Lang::ZhCn && !lower.is_ascii();
    if !by_sound && !lower.bytes().any(|b| b.is_ascii_digit()) {
        return lower.into();
    }
    let mut key = String::with_capacity(lower.len() + 4);
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit());
            let (digits, after) = rest.split_at(end.unwrap_or(rest.len()));
            let digits = digits.trim_start_matches('0');
            // Digits sort before letters, so does what stands for their number.
            key.push('0');
            key.push(char::from_u32(0x30 + digits.len() as u32).unwrap_or('9'));
            key.push_str(digits);
            rest = after;
        } else {
            if let Some(sound) = c.to_pinyin().filter(|_| by_sound) {
                key.push('~');
                key.push_str(sound.with_tone_num_end());
            }
            key.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    key.into()
}

#[cfg(test)]
mod tests {
    use super::super::super::state::facts_of_the_demo;
    use super::super::columns::columns;
    use super::*;
    use proptest::prelude::*;

    fn ask(facts: Facts, tab: Tab, order: Order) -> Ask {
        let words = Words::default();
        let columns: Arc<[Column]> = columns(words, &facts.data, tab).into();
        Ask {
            shown: (0..columns.len()).collect(),
            columns,
            facts,
            words,
            tab,
            order,
            query: Query::All,
            only: None,
            first: None,
            before: None,
        }
    }

    fn by(id: ColumnId, descending: bool) -> Order {
        Order {
            column: Some(id),
            descending,
        }
    }

    #[test]
    fn names_with_numbers_stand_as_a_person_counts() {
        let mut names = [
            "Site 10",
            "site 9",
            "Site 1b",
            "Abc",
            "Site 010a",
            "站10",
            "站9",
        ];
        names.sort_by_key(|n| natural(n, Lang::En));
        let order = [
            "Abc",
            "Site 1b",
            "site 9",
            "Site 10",
            "Site 010a",
            "站9",
            "站10",
        ];
        assert_eq!(names, order);
    }

    #[test]
    fn chinese_names_stand_by_their_sound() {
        let mut names = [
            "郑集镇",
            "阿湖镇",
            "板浦镇",
            "云台乡",
            "白浦乡",
            "Anhui",
            "板浦1",
            "王集村",
        ];
        let order = [
            "Anhui",
            "阿湖镇",
            "白浦乡",
            "板浦1",
            "板浦镇",
            "王集村",
            "云台乡",
            "郑集镇",
        ];
        names.sort_by_key(|n| natural(n, Lang::ZhCn));
        assert_eq!(names, order);
    }

    #[test]
    fn what_is_selected_stands_alone_or_first() {
        let facts = facts_of_the_demo();
        let chosen: Arc<RowSet> = Arc::new([3, 70, 500].into_iter().collect());
        let mut ask = ask(facts, Tab::Villages, Order::default());
        ask.only = Some(Arc::clone(&chosen));
        assert_eq!(ask.list(), [3, 70, 500]);
        ask.only = None;
        ask.first = Some(chosen);
        let list = ask.list();
        assert_eq!(list[..5], [3, 70, 500, 0, 1]);
        assert_eq!(list.len(), ask.facts.data.villages.len());
    }

    #[test]
    fn what_changed_is_put_in_its_place() {
        let facts = facts_of_the_demo();
        for column in [0, 2, 4, 5] {
            for descending in [false, true] {
                let order = by(ColumnId::Computed(column), descending);
                let before = ask(facts.clone(), Tab::Villages, order.clone()).list();
                let mut coverage = (*facts.coverage).clone();
                let mut changed = Changed::default();
                for village in (0..coverage.villages.len()).step_by(13) {
                    coverage.villages.change(village, |answer| {
                        answer.distance = answer.distance.map(|d| crate::base::Metres(d.0 * 0.7));
                        answer.status = crate::model::Status::Covered;
                    });
                    changed.villages.push(village as u32);
                }
                let mut after = facts.clone();
                after.coverage = Arc::new(coverage);
                let mut ask = ask(after, Tab::Villages, order);
                let afresh = ask.list();
                ask.before = Some((before.into(), Arc::new(changed)));
                assert_eq!(ask.list(), afresh, "{column} {descending}");
            }
        }
    }

    /// Villages of a file with columns of every kind.
    fn facts(rows: u32, cell: impl Fn(u32, usize) -> Cell) -> Facts {
        use crate::model::role::RoleUse;
        use crate::model::{FeatureTable, Geometry, LayerRoles, Role, RoleColumns};
        use crate::model::{SourceInfo, SourceRow};
        let mut facts = facts_of_the_demo();
        let source = SourceInfo {
            path: "t".into(),
            sha256: String::new(),
            bytes: 0,
            format: "test",
            crs: String::new(),
            encoding: "UTF-8",
            modified: None,
        };
        let mut table = FeatureTable::new(source);
        for row in 0..rows {
            let cells = ["a", "b", "c"].iter().enumerate();
            let cells = cells.map(|(i, name)| (Arc::from(*name), cell(row, i)));
            table.push_row(None, Geometry::Missing, cells);
        }
        let mut data = crate::model::Dataset::default();
        let one = facts.data.villages[0].clone();
        data.layers = vec![crate::model::dataset::Layer {
            table: Arc::new(table),
            roles: LayerRoles(vec![RoleUse {
                role: Role::Villages,
                columns: RoleColumns::default(),
                rows: None,
            }]),
        }];
        let village = |row| crate::model::Village {
            source: SourceRow { layer: 0, row },
            ..one.clone()
        };
        data.villages = (0..rows).map(village).collect();
        let answer = crate::model::VillageAnswer::UNKNOWN;
        let coverage = crate::model::Coverage {
            villages: (0..rows).map(|_| answer).collect(),
            ..crate::model::Coverage::default()
        };
        facts.data = Arc::new(data);
        facts.coverage = Arc::new(coverage);
        facts
    }

    /// The rank of a cell in a plain sort: numbers, texts, nothing.
    fn naive(facts: &Facts, column: &str, descending: bool) -> Vec<u32> {
        let table = &facts.data.layers[0].table;
        let column = table.column(column).expect("a column");
        let cells = (0..column.len()).map(|row| column.get(row));
        let keys: Vec<(bool, Option<f64>, String)> = cells
            .map(|c| (c.is_present(), c.number(), c.to_string().to_lowercase()))
            .collect();
        let mut list: Vec<u32> = (0..keys.len() as u32).collect();
        list.sort_by(|a, b| {
            let (x, y) = (&keys[*a as usize], &keys[*b as usize]);
            if !x.0 || !y.0 {
                return y.0.cmp(&x.0);
            }
            let order = match (x.1, y.1) {
                (Some(x), Some(y)) => x.total_cmp(&y),
                (None, None) => x.2.cmp(&y.2),
                (x, y) => x.is_none().cmp(&y.is_none()),
            };
            if descending { order.reverse() } else { order }
        });
        list
    }

    #[test]
    fn six_hundred_thousand_rows_stand_by_a_column_of_their_file_as_a_plain_sort_has_them() {
        let facts = facts(600_000, |row, column| {
            let n = row.wrapping_mul(2_654_435_761) >> 9;
            match column {
                _ if n % 11 == 3 => Cell::Null,
                0 => Cell::Int(i64::from(n % 5000)),
                1 => Cell::Text(["Alpha", "beta", "Gamma", "delta", "板浦"][n as usize % 5].into()),
                _ if n % 3 == 0 => Cell::Text(format!("{}.5", n % 900).into()),
                _ if n % 3 == 1 => Cell::Real(f64::from(n % 700) / 4.0),
                _ => Cell::Bool(n % 2 == 0),
            }
        });
        for name in ["a", "b", "c"] {
            for descending in [false, true] {
                let order = by(ColumnId::File(name.into()), descending);
                let list = ask(facts.clone(), Tab::Villages, order).list();
                assert!(
                    list == naive(&facts, name, descending),
                    "{name} {descending}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn any_column_stands_as_a_plain_sort_has_it(
            values in prop::collection::vec(
                prop_oneof![
                    Just(Cell::Null),
                    any::<bool>().prop_map(Cell::Bool),
                    (-50i64..50).prop_map(Cell::Int),
                    (-9.0..9.0).prop_map(Cell::Real),
                    "[a-cA-C甲 ]{0,3}".prop_map(|t| Cell::Text(t.trim().into())),
                    (0u32..30).prop_map(|n| Cell::Text(n.to_string().into())),
                ],
                0..60,
            ),
            descending in any::<bool>()
        ) {
            let facts = facts(values.len() as u32, |row, _| values[row as usize].clone());
            if !values.is_empty() {
                let list = ask(facts.clone(), Tab::Villages, by(ColumnId::File("a".into()), descending)).list();
                prop_assert_eq!(list, naive(&facts, "a", descending));
            }
        }
    }
}
