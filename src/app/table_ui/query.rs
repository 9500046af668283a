//! The filter of a table: a text that some shown column contains, or a condition in the language of [`Filter`].
//!
//! Conditions name columns of the files, computed columns by their heads in the language of the window or by their keys (`people`,
//! `distance`), and `name`, `id`, `tier`. Distances may have units; a bare number is in kilometres, a share in percent.

use super::Tab;
use super::cells::Cells;
use super::columns::{Column, ColumnId, Unit, headers};
use super::rows;
use crate::base::{Metres, UnitProblem};
use crate::i18n::Words;
use crate::model::filter::{Expected, FilterProblem};
use crate::model::{Cell, Filter};

/// What a filter asks for.
#[derive(Debug, Clone, Default)]
pub(super) enum Query {
    /// Nothing: all rows pass.
    #[default]
    All,
    /// Some shown column contains the text (in lower case).
    Contains(String),
    /// A condition, and what its fields mean.
    Where(Filter, Vec<(String, Field)>),
}

/// What a field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A column of the table.
    Column(usize),
    /// The identifier.
    Id,
}

/// Why a filter cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum QueryProblem {
    /// It cannot be read on.
    Filter(FilterProblem),
    /// There are no such columns.
    Unknown(Vec<String>),
    /// What a distance is compared with is none.
    Distance(UnitProblem),
    /// It may become a condition, and no row contains it as it stands.
    Unfinished,
}

impl QueryProblem {
    /// Whether what is wrong is only that more is to come.
    pub(super) fn is_unfinished(&self) -> bool {
        match self {
            Self::Unfinished => true,
            Self::Filter(p) => p.at > p.text.chars().count() || p.expected == Expected::Quote,
            Self::Unknown(_) | Self::Distance(_) => false,
        }
    }
}

/// The words that stand between a column and what it is compared with.
const BETWEEN: [&str; 3] = ["is null", "is not null", "in ("];

/// Whether a text is meant as a condition, not as something to look for.
fn is_condition(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains(['=', '<', '>', '~'])
        || lower.contains(" is null")
        || lower.contains(" is not")
        || lower
            .split_once(" in ")
            .is_some_and(|(_, rest)| rest.trim_start().starts_with('('))
        || lower.split_once(" in(").is_some()
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What cannot be read, or the columns that there are not.
    pub(super) fn parse(
        text: &str,
        words: Words,
        tab: Tab,
        columns: &[Column],
    ) -> Result<Self, QueryProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::All);
        }
        let quoted = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
        if let Some(inner) = quoted.filter(|inner| !inner.contains('"')) {
            return Ok(Self::Contains(inner.to_lowercase()));
        }
        if !is_condition(text) {
            return Ok(Self::Contains(text.to_lowercase()));
        }
        let filter = Filter::parse(text).map_err(QueryProblem::Filter)?;
        let fields: Vec<(String, Option<Field>)> = filter
            .fields()
            .into_iter()
            .map(|name| (name.to_owned(), field(name, words, tab, columns)))
            .collect();
        let unknown = fields.iter().filter(|(_, field)| field.is_none());
        let unknown: Vec<String> = unknown.map(|(name, _)| name.clone()).collect();
        if !unknown.is_empty() {
            return Err(QueryProblem::Unknown(unknown));
        }
        let fields: Vec<(String, Field)> = fields
            .into_iter()
            .filter_map(|(name, field)| Some((name, field?)))
            .collect();
        let mut problem = None;
        let filter = filter.with_values(|name, value| {
            let known = fields.iter().find(|(n, _)| n == name);
            let Some((_, Field::Column(i))) = known else {
                return None;
            };
            let unit = columns.get(*i)?.computed(tab)?.unit;
            base(unit, value).unwrap_or_else(|e| {
                problem = Some(e);
                None
            })
        });
        match problem {
            Some(problem) => Err(QueryProblem::Distance(problem)),
            None => Ok(Self::Where(filter, fields)),
        }
    }

    /// Whether it is a text that may become a condition: it begins with the name of a column, or is the beginning of one.
    pub(super) fn begins(&self, words: Words, tab: Tab, columns: &[Column]) -> bool {
        let Self::Contains(text) = self else {
            return false;
        };
        let of_file = columns.iter().filter_map(|c| match &c.id {
            ColumnId::File(name) => Some(name.to_lowercase()),
            ColumnId::Computed(_) => None,
        });
        let computed = headers(tab).iter().flat_map(|h| {
            let key = h.key.trim_start_matches("column-").replace('-', "_");
            [key, words.t(h.key).to_lowercase()]
        });
        let role = ["name", "id", "not"].map(str::to_owned);
        of_file.chain(computed).chain(role).any(|name| {
            name.starts_with(text.as_str())
                || text
                    .strip_prefix(name.as_str())
                    .and_then(|rest| rest.strip_prefix(' '))
                    .is_some_and(|rest| BETWEEN.iter().any(|b| b.starts_with(rest.trim_start())))
        })
    }

    /// Whether it looks at what another answer may say differently. `shown`: which columns a text is looked for in.
    pub(super) fn is_answered(&self, tab: Tab, columns: &[Column], shown: &[usize]) -> bool {
        let answered = |i: &usize| {
            let header = columns.get(*i).and_then(|c| c.computed(tab));
            header.is_some_and(|h| h.answered)
        };
        match self {
            Self::All => false,
            Self::Contains(_) => shown.iter().any(answered),
            Self::Where(_, fields) => fields
                .iter()
                .any(|(_, f)| matches!(f, Field::Column(i) if answered(i))),
        }
    }

    /// Whether a row passes.
    pub(super) fn passes(
        &self,
        cells: &Cells<'_>,
        columns: &[Column],
        shown: &[usize],
        row: u32,
    ) -> bool {
        match self {
            Self::All => true,
            Self::Contains(text) => shown
                .iter()
                .filter_map(|i| columns.get(*i))
                .any(|column| contains(&cells.shown(column, row).text, text)),
            Self::Where(filter, fields) => filter.passes(&|name| {
                let field = fields.iter().find(|(n, _)| n == name);
                match field.map(|(_, field)| *field) {
                    Some(Field::Column(i)) => columns
                        .get(i)
                        .map_or(Cell::Null, |column| cells.value(column, row)),
                    Some(Field::Id) => id(cells, row),
                    None => Cell::Null,
                }
            }),
        }
    }
}

/// Whether a text contains another that is in lower case; the thin spaces between digits count as spaces, or not at all.
fn contains(text: &str, part: &str) -> bool {
    if text.is_ascii() {
        let (text, part) = (text.as_bytes(), part.as_bytes());
        return text
            .windows(part.len().max(1))
            .any(|window| window.eq_ignore_ascii_case(part))
            || part.is_empty();
    }
    let text = text.to_lowercase();
    text.contains(part)
        || text.contains('\u{202f}')
            && (text.replace('\u{202f}', " ").contains(part)
                || text.replace('\u{202f}', "").contains(part))
}

fn id(cells: &Cells<'_>, row: u32) -> Cell {
    let (facts, i) = (cells.facts, row as usize);
    let id = match cells.tab {
        Tab::Gaps | Tab::Villages => facts.data.villages.get(i).map(|v| v.id.clone()),
        Tab::Districts => facts.data.districts.get(i).map(|d| d.id.clone()),
        Tab::Facilities => facts.facility(row).map(|f| f.id.clone()),
        Tab::Warnings => None,
    };
    id.map_or(Cell::Null, |id| Cell::Text(id.as_str().into()))
}

/// What a name means: a column of the files by its exact name, a computed one, then a column of the files in other case.
fn field(name: &str, words: Words, tab: Tab, columns: &[Column]) -> Option<Field> {
    let of_file = |same: &dyn Fn(&str) -> bool| {
        columns
            .iter()
            .position(|c| matches!(&c.id, ColumnId::File(n) if same(n)))
    };
    let lower = name.to_lowercase();
    let computed = || {
        headers(tab).iter().position(|h| {
            let key = h.key.trim_start_matches("column-").replace('-', "_");
            lower == key || lower == words.t(h.key).to_lowercase()
        })
    };
    let role = || match lower.as_str() {
        "name" => Some(Field::Column(0)),
        "id" if rows::kind(tab).is_some() => Some(Field::Id),
        _ => None,
    };
    of_file(&|n| n == name)
        .or_else(computed)
        .or_else(|| of_file(&|n| n.to_lowercase() == lower))
        .map(Field::Column)
        .or_else(role)
}

/// A value in the unit in which a column is kept.
fn base(unit: Unit, value: &str) -> Result<Option<String>, UnitProblem> {
    let text = value.trim();
    Ok(match unit {
        Unit::Metres => {
            let metres: Metres = match text.parse() {
                Err(UnitProblem::NoUnit(_)) => format!("{text} km").parse()?,
                other => other?,
            };
            Some(metres.0.to_string())
        }
        Unit::Share => {
            let number = text.trim_end_matches(['%', '％', ' ']).parse::<f64>();
            number.ok().map(|percent| (percent / 100.0).to_string())
        }
        Unit::Count => {
            let plain = text.replace([' ', '\u{202f}', ',', '_'], "");
            plain.parse::<f64>().ok().map(|_| plain)
        }
        Unit::Text | Unit::Status => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::state::facts_of_the_demo;
    use super::super::columns::columns;
    use super::*;
    use crate::i18n::Lang;

    fn passing(text: &str, lang: Lang) -> Vec<u32> {
        let facts = facts_of_the_demo();
        let words = Words::new(lang);
        let tab = Tab::Villages;
        let columns = columns(words, &facts.data, tab);
        let shown: Vec<usize> = (0..columns.len()).collect();
        let query = Query::parse(text, words, tab, &columns).expect(text);
        let cells = Cells::new(&facts, words, tab);
        let all = 0..facts.data.villages.len() as u32;
        all.filter(|row| query.passes(&cells, &columns, &shown, *row))
            .collect()
    }

    #[test]
    fn distances_people_and_words_mean_what_they_say() {
        let facts = facts_of_the_demo();
        let truth = |keep: &dyn Fn(usize) -> bool| -> Vec<u32> {
            let all = 0..facts.data.villages.len();
            all.filter(|i| keep(*i)).map(|i| i as u32).collect()
        };
        let distance = |i: usize| facts.coverage.villages.distance(i).map(|d| d.0);
        let far = truth(&|i| distance(i).is_some_and(|d| d > 5000.0));
        assert!(!far.is_empty() && far.len() < facts.data.villages.len());
        for text in ["distance > 5", "Distance > 5 km", "distance>5000m"] {
            assert_eq!(passing(text, Lang::En), far, "{text}");
        }
        assert_eq!(passing("距离 > 5公里", Lang::ZhCn), far);
        let people = truth(&|i| facts.data.villages[i].people() >= 1000.0);
        assert_eq!(passing("people >= '1,000'", Lang::En), people);
        let gaps = truth(&|i| facts.coverage.villages.status(i) == Some(crate::model::Status::Gap));
        let word = Words::new(Lang::En).t("status-gap");
        assert_eq!(passing(&format!("status = '{word}'"), Lang::En), gaps);
        assert_eq!(passing("", Lang::En).len(), facts.data.villages.len());
        let name = facts.data.villages[17].name.to_string();
        assert!(passing(&name.to_uppercase(), Lang::En).contains(&17));
        assert!(passing(&format!("name = '{name}'"), Lang::En).contains(&17));
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        let facts = facts_of_the_demo();
        let words = Words::new(Lang::En);
        let columns = columns(words, &facts.data, Tab::Villages);
        let problem =
            |text: &str| Query::parse(text, words, Tab::Villages, &columns).expect_err(text);
        assert!(matches!(problem("people >"), QueryProblem::Filter(p) if p.at == 9));
        assert_eq!(
            problem("beds > 3"),
            QueryProblem::Unknown(vec!["beds".into()])
        );
        assert!(matches!(
            problem("distance > far"),
            QueryProblem::Distance(_)
        ));
    }

    #[test]
    fn the_beginning_of_a_condition_is_known_from_a_text() {
        let facts = facts_of_the_demo();
        let begins = |text: &str, lang: Lang| {
            let words = Words::new(lang);
            let columns = columns(words, &facts.data, Tab::Villages);
            let query = Query::parse(text, words, Tab::Villages, &columns).expect(text);
            query.begins(words, Tab::Villages, &columns)
        };
        for text in ["p", "peop", "people ", "people is n", "name_e", "kind in"] {
            assert!(begins(text, Lang::En), "{text}");
        }
        assert!(begins("人口", Lang::ZhCn));
        for text in ["no such village", "people of", "板浦", "\"people\"x"] {
            assert!(!begins(text, Lang::En), "{text}");
        }
        let words = Words::new(Lang::En);
        let columns = columns(words, &facts.data, Tab::Villages);
        let unfinished = |text: &str| {
            let problem = Query::parse(text, words, Tab::Villages, &columns);
            problem.expect_err(text).is_unfinished()
        };
        assert!(unfinished("people >") && unfinished("people > 3 and") && unfinished("name = 'a"));
        assert!(!unfinished("beds > 3") && !unfinished("people > > 3"));
    }

    #[test]
    fn grouped_digits_are_found_with_and_without_their_spaces() {
        assert!(contains("12\u{202f}345", "12345") && contains("12\u{202f}345", "2 3"));
        assert!(contains("Hill Clinic", "hill c") && !contains("Hill", "hills"));
        assert!(contains("板浦中心", "中心") && contains("", ""));
    }
}
