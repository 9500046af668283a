//! The units before they stand in a tree: from districts, from rows of units, from what others name.

use std::borrow::Cow;

use ecow::EcoString;
use hashbrown::HashMap;

use super::sheet::{Sheet, number, value};
use crate::base::Persons;
use crate::model::fields::Field;
use crate::model::register::{
    JoinReport, Level, LostRow, RecordTable, UnitSource, code_key, name_key, statistical,
};
use crate::model::{Dataset, RecordKind, Role};

/// A unit that is being made.
pub(super) struct Draft {
    pub code: EcoString,
    pub name: EcoString,
    pub name_en: Option<EcoString>,
    /// `None` as long as nothing says it.
    pub level: Option<Level>,
    pub population: Option<Persons>,
    pub district: Option<u32>,
    pub source: UnitSource,
    /// The parent as a column says it, with the row to be told of.
    pub parent: Option<(EcoString, Option<(u32, u32)>)>,
    /// The units above by level, as code or name.
    pub above: Vec<(Level, EcoString)>,
    /// Its rows in tables of units.
    pub rows: Vec<(u32, u32)>,
}

/// The columns that name units above, by level.
const ABOVE: [(Level, [Field; 2]); 4] = [
    (Level::Township, [Field::TownshipCode, Field::TownshipName]),
    (Level::County, [Field::CountyCode, Field::CountyName]),
    (Level::City, [Field::CityCode, Field::CityName]),
    (Level::Province, [Field::ProvinceName, Field::ProvinceName]),
];

/// All units that are being made.
#[derive(Default)]
pub(super) struct Drafts {
    pub list: Vec<Draft>,
    codes: HashMap<EcoString, usize>,
    names: HashMap<EcoString, Vec<usize>>,
    /// The draft of each district; `None` for those of villages.
    pub of_district: Vec<Option<usize>>,
}

impl Drafts {
    /// The unit of a code, as it is written or without what pads it.
    pub fn by_code(&self, code: &str) -> Option<usize> {
        let found = self.codes.get(code.trim());
        found.or_else(|| self.codes.get(&*code_key(code))).copied()
    }

    /// Enters a unit's code as it is written, and without what pads it; but the zeros of a county whose code ends in them pad nothing.
    fn enter(&mut self, at: usize) {
        let Draft { code, level, .. } = &self.list[at];
        let key = code_key(code);
        let of_code = statistical(code).map(|(level, _)| level);
        let pads = of_code.is_none() || level.is_none() || of_code == *level;
        let keys: [Option<EcoString>; 2] =
            [Some(code.trim().into()), pads.then(|| key.as_ref().into())];
        for key in keys.into_iter().flatten() {
            self.codes.entry(key).or_insert(at);
        }
    }

    /// The units of a name that pass.
    pub fn by_name(&self, name: &str, pass: impl Fn(&Draft) -> bool) -> Vec<usize> {
        let all = self.names.get(&*name_key(name)).into_iter().flatten();
        all.copied().filter(|i| pass(&self.list[*i])).collect()
    }

    /// Adds a unit whose code is new.
    pub fn add(&mut self, draft: Draft) -> usize {
        let at = self.list.len();
        let key: EcoString = name_key(&draft.name).into();
        self.names.entry(key).or_default().push(at);
        self.list.push(draft);
        self.enter(at);
        at
    }

    /// Names a unit that has only its code for a name.
    pub fn name(&mut self, at: usize, name: &str) {
        let unit = &mut self.list[at];
        if unit.name == unit.code && !name.is_empty() && unit.name != name {
            unit.name = name.into();
            let key: EcoString = name_key(name).into();
            self.names.entry(key).or_default().push(at);
        }
    }

    /// Adds a unit that others name.
    pub fn derive(&mut self, code: &str, name: Option<&str>, level: Level) -> usize {
        self.add(Draft {
            code: code.into(),
            name: name.unwrap_or(code).into(),
            name_en: None,
            level: Some(level),
            population: None,
            district: None,
            source: UnitSource::Derived,
            parent: None,
            above: Vec::new(),
            rows: Vec::new(),
        })
    }

    /// The districts of the dataset.
    pub fn districts(&mut self, dataset: &Dataset) {
        let sheets: Vec<Sheet<'_>> = dataset
            .layers
            .iter()
            .map(|l| Sheet::new(&l.table))
            .collect();
        for (number, district) in (0u32..).zip(&dataset.districts) {
            let (layer, row) = (district.source.layer as usize, district.source.row as usize);
            let Some(sheet) = sheets.get(layer) else {
                self.of_district.push(None);
                continue;
            };
            let mut draft = read(sheet, row, None);
            draft.district = Some(number);
            draft.source = UnitSource::District(number);
            draft.name.clone_from(&district.name);
            // What a person chose as the identifier stands where no column looks like statistical codes.
            let chosen = dataset.layers[layer].roles.get(Role::Districts);
            let identified = chosen.is_some_and(|u| u.columns.id.is_some());
            if statistical(&draft.code).is_none() && identified {
                draft.code = district.id.clone();
            }
            if draft.code.is_empty() {
                draft.code = draft.name.clone();
            }
            draft.level = draft.level.or_else(|| level_of(&draft.code, &draft.name));
            if draft.level == Some(Level::Village) {
                self.of_district.push(None);
                continue;
            }
            draft.level = draft.level.or(Some(Level::Township));
            let known = self
                .by_code(&draft.code)
                .filter(|i| self.list[*i].level == draft.level);
            let at = known.unwrap_or_else(|| self.add(draft));
            self.of_district.push(Some(at));
        }
    }

    /// The rows of a table of units: about a unit that is there by code, then by name, else a unit of its own.
    pub fn rows(&mut self, position: u32, record: &RecordTable) -> JoinReport {
        let sheet = Sheet::new(&record.table);
        let mut report = JoinReport {
            rows: record.table.len() as u32,
            ..JoinReport::default()
        };
        for row in 0..report.rows {
            let mut draft = read(&sheet, row as usize, Some((position, row)));
            if draft.code.is_empty() && draft.name.is_empty() {
                report.lost.push(lost(row, "code", "", 0));
                continue;
            }
            if let Some(at) = self.by_code(&draft.code).filter(|_| !draft.code.is_empty()) {
                report.by_code += 1;
                self.join(at, draft);
                continue;
            }
            let level = draft.level.or_else(|| level_of(&draft.code, &draft.name));
            if draft.code.is_empty() || statistical(&draft.code).is_none() {
                // Its code, if it has one, is of the authority's own: the name may still be that of a district.
                let free = |d: &Draft| {
                    d.rows.is_empty() && (level.is_none() || d.level.is_none() || d.level == level)
                };
                let found = self.by_name(&draft.name, free);
                match found[..] {
                    [at] => {
                        report.by_name += 1;
                        self.join(at, draft);
                        continue;
                    }
                    [] => {}
                    _ => {
                        let name = draft.name.as_str();
                        report.lost.push(lost(row, "name", name, found.len()));
                        continue;
                    }
                }
            }
            draft.level = level;
            if draft.code.is_empty() {
                report.by_name += 1;
                draft.code = draft.name.clone();
            } else {
                report.by_code += 1;
            }
            if draft.name.is_empty() {
                draft.name = draft.code.clone();
            }
            draft.rows = vec![(position, row)];
            self.add(draft);
        }
        report
    }

    /// Puts what a row says over what is known; a later row goes before.
    fn join(&mut self, at: usize, row: Draft) {
        let unit = &mut self.list[at];
        if let UnitSource::Row(table, number) = row.source {
            unit.rows.insert(0, (table, number));
            if unit.source == UnitSource::Derived {
                unit.source = row.source;
            }
        }
        unit.population = row.population.or(unit.population);
        unit.name_en = row.name_en.or(unit.name_en.take());
        unit.level = row.level.or(unit.level);
        unit.parent = row.parent.or(unit.parent.take());
        for above in row.above {
            if !unit.above.contains(&above) {
                unit.above.push(above);
            }
        }
        if !row.code.is_empty() && unit.code == unit.name {
            unit.code = row.code;
            self.enter(at);
        }
        self.name(at, &row.name);
    }

    /// Grid cells that villages name, and consortia that links name.
    pub fn named(&mut self, records: &[RecordTable], facility: impl Fn(&str) -> bool) {
        for record in records {
            let sheet = Sheet::new(&record.table);
            let rows = 0..record.table.len();
            match record.kind {
                RecordKind::VillageAttributes => {
                    let column = sheet.column(Field::Grid);
                    for text in rows.filter_map(|row| value(column, row)) {
                        for code in parts(&text) {
                            if self.by_code(code).is_none() {
                                self.derive(code, None, Level::Grid);
                            }
                        }
                    }
                }
                RecordKind::Links => {
                    let (kind, to) = (sheet.column(Field::Kind), sheet.column(Field::To));
                    for row in rows {
                        let member = value(kind, row)
                            .is_some_and(|k| crate::model::register::link_kind(&k) == "member-of");
                        let Some(code) = value(to, row).filter(|_| member) else {
                            continue;
                        };
                        let known = self.by_code(&code).is_some()
                            || !self.by_name(&code, |_| true).is_empty()
                            || facility(&code);
                        if !known {
                            self.derive(&code, None, Level::Consortium);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The townships that the codes of villages name, where a layer has such codes throughout.
    pub fn of_villages(&mut self, dataset: &Dataset) {
        for (number, layer) in dataset.layers.iter().enumerate() {
            if layer.roles.get(Role::Villages).is_none() {
                continue;
            }
            let sheet = Sheet::new(&layer.table);
            let codes = sheet.columns(&[Field::Code, Field::VillageCode]);
            let Some(column) = codes.first().copied() else {
                continue;
            };
            let name = sheet.column(Field::TownshipName);
            let county = sheet.column(Field::CountyName);
            let mut seen: HashMap<EcoString, usize> = HashMap::new();
            let mut all = true;
            for village in dataset
                .villages
                .iter()
                .filter(|v| v.source.layer as usize == number)
            {
                let row = village.source.row as usize;
                let code = value(Some(column), row);
                let Some((Level::Village, digits)) = code.as_deref().and_then(statistical) else {
                    all = false;
                    break;
                };
                if !seen.contains_key(&digits[..9]) {
                    seen.insert(digits[..9].into(), row);
                }
            }
            let mut new: Vec<(EcoString, usize)> = seen.into_iter().collect();
            new.sort_unstable();
            for (code, row) in new.into_iter().filter(|_| all) {
                if self.by_code(&code).is_some() {
                    continue;
                }
                let at = self.derive(&code, value(name, row).as_deref(), Level::Township);
                if let Some(county) = value(county, row) {
                    self.list[at]
                        .above
                        .push((Level::County, county.as_ref().into()));
                }
            }
        }
    }
}

/// A row that did not join.
pub(super) fn lost(row: u32, column: &str, value: &str, candidates: usize) -> LostRow {
    LostRow {
        row,
        column: column.into(),
        value: value.into(),
        candidates: u32::try_from(candidates).unwrap_or(u32::MAX),
    }
}

/// The parts of a cell that lists several codes.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// What a row says of its unit.
fn read(sheet: &Sheet<'_>, row: usize, position: Option<(u32, u32)>) -> Draft {
    let text = |field: Field| -> Option<EcoString> {
        value(sheet.column(field), row).map(|t: Cow<'_, str>| t.as_ref().into())
    };
    let code = text(Field::Code)
        .or_else(|| text(Field::Id))
        .unwrap_or_default();
    let by_code = statistical(&code).map(|(level, _)| level);
    // A county-level city bears the word of a city and the code of a county.
    let worded = [Field::Level, Field::Kind]
        .into_iter()
        .filter_map(text)
        .find_map(|word| Level::recognise(&word));
    let level = match (worded, by_code) {
        (Some(Level::City), Some(Level::County)) => Some(Level::County),
        (worded, _) => worded,
    };
    let own = sheet.column(Field::Name);
    let above = ABOVE
        .into_iter()
        .flat_map(|(level, fields)| fields.into_iter().map(move |field| (level, field)));
    let above = above.filter_map(|(level, field)| {
        let column = sheet.column(field)?;
        // A heading like 县区 may be the name's own.
        let foreign = own.is_none_or(|own| !std::ptr::eq(own, column));
        value(foreign.then_some(column), row).map(|t| (level, t.as_ref().into()))
    });
    Draft {
        name: text(Field::Name).unwrap_or_default(),
        name_en: text(Field::NameEn),
        level,
        population: number(sheet.column(Field::Population), row)
            .filter(|n| *n >= 0.0)
            .map(Persons),
        district: None,
        source: position.map_or(UnitSource::Derived, |(t, r)| UnitSource::Row(t, r)),
        parent: text(Field::Parent).map(|p| (p, position)),
        above: above.collect(),
        rows: Vec::new(),
        code,
    }
}

/// The level by code, then by name. A county's code may end in zeros like a city's: there the name decides.
fn level_of(code: &str, name: &str) -> Option<Level> {
    let by_name = Level::of_name(name);
    match statistical(code).map(|(level, _)| level) {
        Some(Level::City) if by_name == Some(Level::County) => by_name,
        Some(level) => Some(level),
        None => by_name,
    }
}
