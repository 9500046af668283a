//! What a table of records holds: by its columns first, then by its file's name.

use crate::model::fields::{Field, plain};
use crate::model::{FeatureTable, RecordKind};

/// What a table holds, by its columns and, where they leave it open, its file's name; `None` where nothing speaks for a kind.
#[must_use]
pub fn recognise(table: &FeatureTable) -> Option<RecordKind> {
    let headings: Vec<String> = table.columns.iter().map(|c| plain(&c.name)).collect();
    let has = |field: Field| field.find_in(&headings).is_some();
    if has(Field::From) && has(Field::To) {
        return Some(RecordKind::Links);
    }
    if has(Field::Indicator) {
        return Some(RecordKind::Indicators);
    }
    let named = by_file(table);
    let joins = [Field::Id, Field::Code, Field::Name, Field::VillageCode];
    let joins = joins.into_iter().any(has);
    if !joins {
        return None;
    }
    if has(Field::Level) || has(Field::Parent) {
        return Some(RecordKind::Units);
    }
    if let Some(kind) = named {
        return Some(kind);
    }
    if headings.iter().any(|h| speaks_of_facilities(h)) || has(Field::Id) && !has(Field::Code) {
        return Some(RecordKind::FacilityAttributes);
    }
    if headings.iter().any(|h| speaks_of_villages(h)) || twelve_digits(table, &headings) {
        return Some(RecordKind::VillageAttributes);
    }
    (has(Field::Code) && has(Field::Population)).then_some(RecordKind::Units)
}

/// Whether a table has the columns without which it cannot hold this.
#[must_use]
pub fn can_be(table: &FeatureTable, kind: RecordKind) -> bool {
    let headings: Vec<String> = table.columns.iter().map(|c| plain(&c.name)).collect();
    let has = |field: Field| field.find_in(&headings).is_some();
    match kind {
        RecordKind::Links => has(Field::From) && has(Field::To),
        RecordKind::Indicators => has(Field::Indicator),
        RecordKind::Units => has(Field::Code) || has(Field::Name),
        RecordKind::FacilityAttributes | RecordKind::VillageAttributes => {
            [Field::Id, Field::Code, Field::Name, Field::VillageCode]
                .into_iter()
                .any(has)
        }
    }
}

fn by_file(table: &FeatureTable) -> Option<RecordKind> {
    let stem = table.source.path.file_stem()?.to_string_lossy();
    let plain = plain(&stem);
    let words: [(RecordKind, &[&str]); 5] = [
        (RecordKind::Links, &["link", "关系", "帮扶", "派驻"]),
        (RecordKind::Indicators, &["indicator", "指标"]),
        (
            RecordKind::FacilityAttributes,
            &[
                "facilit",
                "hospital",
                "clinic",
                "机构",
                "医院",
                "卫生院",
                "卫生室",
            ],
        ),
        (RecordKind::VillageAttributes, &["village", "村"]),
        (
            RecordKind::Units,
            &[
                "unit", "region", "count", "township", "district", "区划", "乡镇", "县", "单位",
            ],
        ),
    ];
    words
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| plain.contains(word)))
        .map(|(kind, _)| kind)
}

fn speaks_of_facilities(heading: &str) -> bool {
    [
        "facility", "hospital", "beds", "doctors", "机构", "医院", "床位", "医师", "医生",
    ]
    .iter()
    .any(|word| heading.contains(word))
}

fn speaks_of_villages(heading: &str) -> bool {
    ["village", "行政村", "村名", "村代码", "村编码"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Whether the codes are those of villages (GB/T 10114: twelve digits).
fn twelve_digits(table: &FeatureTable, headings: &[String]) -> bool {
    let Some(column) = Field::Code.find_in(headings).map(|i| &table.columns[i]) else {
        return false;
    };
    let codes: Vec<String> = column
        .distinct(50)
        .iter()
        .map(ToString::to_string)
        .collect();
    let village = |code: &String| {
        code.len() == 12 && code.bytes().all(|b| b.is_ascii_digit()) && !code.ends_with("000")
    };
    // A row of sums or a code with a slip does not make them others.
    !codes.is_empty() && codes.iter().filter(|code| village(code)).count() * 2 > codes.len()
}
