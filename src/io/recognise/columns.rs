//! Which column is the identifier, the name, the population, the tier: by its name first, then by what stands in it.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::words::{self, entity_words, is_word, parts, plain};
use crate::model::{Cell, Column, FeatureTable, KnownTier, Role, RoleColumns};

/// Rows that are looked at to judge a column, spread evenly over the table.
const SAMPLE: usize = 2000;
/// More different values than this make no tier.
const MOST_TIERS: usize = 20;

/// What a value is.
#[derive(Clone, Copy)]
enum Sense {
    Nested,
    Number {
        negative: bool,
    },
    Words {
        letters: bool,
        tier: bool,
        care: bool,
    },
}

impl Sense {
    fn of(number: Option<f64>, text: &str) -> Self {
        match number {
            Some(n) => Self::Number { negative: n < 0.0 },
            None => Self::Words {
                letters: text.chars().any(char::is_alphabetic),
                tier: KnownTier::recognise(text).is_some(),
                care: words::speaks_of_care(text),
            },
        }
    }
}

/// What a sample of a column holds.
pub(super) struct Content {
    /// Rows looked at.
    pub rows: usize,
    /// Rows with a value.
    pub present: usize,
    /// Different values.
    pub distinct: usize,
    /// Values that are numbers, or texts of nothing but a number.
    pub numbers: usize,
    /// Numbers below zero.
    pub negative: usize,
    /// Texts with a letter in them.
    pub worded: usize,
    /// Lists and objects.
    pub nested: usize,
    /// Values that name a known tier.
    pub tiers: usize,
    /// Values that speak of care.
    pub care: usize,
}

impl Content {
    /// Looks at a column's values in the given rows.
    pub fn of(column: &Column, rows: &[usize]) -> Self {
        // Each different value; for texts what it is, too.
        let mut seen: HashMap<Cow<'_, str>, Option<Sense>> = HashMap::with_capacity(rows.len());
        let mut content = Self {
            rows: rows.len(),
            present: 0,
            distinct: 0,
            numbers: 0,
            negative: 0,
            worded: 0,
            nested: 0,
            tiers: 0,
            care: 0,
        };
        for row in rows {
            let sense = if let Some(text) = column.text(*row) {
                if text.trim().is_empty() {
                    continue;
                }
                let known = seen.entry(Cow::Borrowed(text)).or_default();
                *known.get_or_insert_with(|| Sense::of(column.number(*row), text))
            } else {
                let cell = column.get(*row);
                if !cell.is_present() {
                    continue;
                }
                let text = cell.to_string();
                let sense = match &cell {
                    Cell::Json(_) => Sense::Nested,
                    _ => Sense::of(cell.number(), &text),
                };
                seen.entry(Cow::Owned(text)).or_default();
                sense
            };
            content.present += 1;
            match sense {
                Sense::Nested => content.nested += 1,
                Sense::Number { negative } => {
                    content.numbers += 1;
                    content.negative += usize::from(negative);
                }
                Sense::Words {
                    letters,
                    tier,
                    care,
                } => {
                    content.worded += usize::from(letters);
                    content.tiers += usize::from(tier);
                    content.care += usize::from(care);
                }
            }
        }
        content.distinct = seen.len();
        content
    }

    fn share(&self, of: usize) -> f64 {
        if self.present == 0 {
            0.0
        } else {
            of as f64 / self.present as f64
        }
    }

    /// How different the values are: 1 when no value stands twice.
    fn uniqueness(&self) -> f64 {
        self.share(self.distinct)
    }

    /// The share of values that speak of care.
    pub fn care_share(&self) -> f64 {
        self.share(self.care)
    }

    /// The share of values that name a known tier.
    pub fn tier_share(&self) -> f64 {
        self.share(self.tiers)
    }
}

/// What the table's columns hold in some of the given rows, spread evenly.
pub(super) fn contents(table: &FeatureTable, rows: &[usize]) -> Vec<Content> {
    let step = rows.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
    let columns = table.columns.iter();
    columns.map(|c| Content::of(c, &sample)).collect()
}

/// The columns that carry a meaning in a role for the rows that they were looked at in.
pub(super) fn columns(table: &FeatureTable, role: Role, contents: &[Content]) -> RoleColumns {
    let best = |worth: &dyn Fn(&Column, &Content) -> Option<f64>| -> Option<String> {
        let mut best: Option<(f64, &Column)> = None;
        for (column, content) in table.columns.iter().zip(contents) {
            if let Some(worth) = worth(column, content)
                && best.is_none_or(|(most, _)| worth > most)
            {
                best = Some((worth, column));
            }
        }
        best.map(|(_, column)| column.name.to_string())
    };
    RoleColumns {
        id: best(&|c, content| id_worth(&c.name, content, role)),
        name: best(&|c, content| name_worth(&c.name, content, role)),
        population: (role == Role::Villages)
            .then(|| best(&|c, content| population_worth(&c.name, content)))
            .flatten(),
        tier: (role == Role::Facilities)
            .then(|| best(&|c, content| tier_worth(&c.name, content)))
            .flatten(),
    }
}

fn listed(name: &str, list: &[(&str, i32)]) -> Option<f64> {
    let plain = plain(name);
    list.iter()
        .filter(|(word, _)| is_word(name, &plain, word))
        .map(|(_, worth)| f64::from(*worth))
        .reduce(f64::max)
}

/// Points for a name that speaks of the role's rows (`HAB_ID` for villages), or of another role's (`BLOCK_ID`).
fn affinity(name: &str, role: Role) -> f64 {
    let parts = parts(name);
    let speaks = |role: Role| {
        entity_words(role).iter().any(|word| {
            parts
                .iter()
                .any(|part| part == word || (!word.is_ascii() && part.contains(word)))
        })
    };
    if speaks(role) {
        8.0
    } else if Role::ALL.into_iter().any(speaks) {
        -30.0
    } else {
        0.0
    }
}

/// Whether the last part of a name is one of these words, or the beginning of one where dBASE cut it off.
fn ends_with(name: &str, endings: &[&str]) -> bool {
    let parts = parts(name);
    let Some(last) = parts.last().filter(|_| parts.len() > 1) else {
        return false;
    };
    endings.iter().any(|ending| {
        last == ending || (name.chars().count() == 10 && ending.starts_with(last.as_str()))
    })
}

fn id_worth(name: &str, content: &Content, role: Role) -> Option<f64> {
    let by_name = listed(name, words::IDS).or_else(|| {
        (ends_with(name, &["id", "code", "no", "uid"])
            || ["编码", "代码", "编号"].iter().any(|w| name.ends_with(w)))
        .then_some(90.0)
    })?;
    let usable =
        content.nested == 0 && content.present * 2 > content.rows && content.uniqueness() > 0.9;
    usable.then(|| by_name + affinity(name, role) + 20.0 * content.uniqueness())
}

fn name_worth(name: &str, content: &Content, role: Role) -> Option<f64> {
    let mut by_name = listed(name, words::NAMES).or_else(|| {
        (ends_with(name, &["name", "nam", "名", "名称"])
            || ["名称", "名"].iter().any(|w| name.ends_with(w)))
        .then_some(94.0)
    })?;
    let parts = parts(name);
    let foreign = |p: &String| {
        matches!(
            p.as_str(),
            "en" | "eng" | "english" | "alt" | "old" | "short"
        )
    };
    if parts.len() > 1 && parts.iter().any(foreign) {
        by_name = by_name.min(50.0) - 10.0;
    }
    // Names are words; a column of numbers is a code whatever it is called.
    let usable = content.nested == 0
        && content.worded * 2 > content.present
        && content.present * 5 > content.rows;
    let affinity = affinity(name, role);
    usable.then(|| by_name + affinity + 25.0 * content.uniqueness())
}

/// The worth of a column as the number of all people.
pub(super) fn population_worth(name: &str, content: &Content) -> Option<f64> {
    let parts = parts(name);
    let part_of_all = words::NOT_ALL_PEOPLE.iter().any(|word| {
        parts
            .iter()
            .any(|p| p == word || (!word.is_ascii() && p.contains(word)))
    });
    if part_of_all {
        return None;
    }
    let by_name = listed(name, words::POPULATIONS).or_else(|| {
        let speaks = parts
            .iter()
            .any(|p| p.starts_with("popul") || p == "pop" || p.contains("人口") || popular_year(p));
        // Of several years the latest.
        let year = plain(name)
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse::<f64>()
            .ok()
            .filter(|y| (1900.0..2200.0).contains(y))
            .map_or(0.0, |y| (y - 1900.0) / 100.0);
        speaks.then_some(80.0 + year)
    })?;
    let usable = content.present > 0
        && content.numbers * 10 >= content.present * 8
        && content.negative * 5 <= content.numbers;
    usable.then_some(by_name + 10.0 * content.share(content.numbers))
}

/// `pop2020`, `pop20`.
fn popular_year(part: &str) -> bool {
    part.strip_prefix("pop")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

fn tier_worth(name: &str, content: &Content) -> Option<f64> {
    let by_name = listed(name, words::TIERS);
    let few = content.distinct <= MOST_TIERS
        && content.nested == 0
        && (content.distinct * 2 <= content.present
            || content.present <= 10
            || content.tier_share() > 0.8);
    if content.present == 0 || !few {
        return None;
    }
    let known = content.tier_share();
    match by_name {
        Some(worth) if worth >= 80.0 => Some(worth + 60.0 * known),
        Some(worth) if known >= 0.3 => Some(worth + 60.0 * known),
        None if known >= 0.8 && content.distinct > 1 => Some(60.0 * known),
        _ => None,
    }
}
