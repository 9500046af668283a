//! What the fields of an expression mean: columns of layers, columns of joined tables, and what the program itself derives.
//!
//! Names are looked up once for an expression; its rows are then evaluated without looking at names again. A field that no data have is
//! null everywhere and told with the nearest name that there is.

use std::sync::Arc;

use super::CheckRequest;
use crate::base::spelling;
use crate::model::answers::NONE;
use crate::model::register::{RecordKind, UnitSource};
use crate::model::{Cell, Column, Expression, FacilityRef, FeatureTable, Role, SourceRow, Truth};

/// Whose fields are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Facilities of the scenario.
    Facilities,
    /// Villages.
    Villages,
    /// Units of the register.
    Units,
    /// Links of the register.
    Links,
}

impl About {
    /// The role whose layers have columns of it.
    fn role(self) -> Option<Role> {
        match self {
            Self::Facilities => Some(Role::Facilities),
            Self::Villages => Some(Role::Villages),
            Self::Units => Some(Role::Districts),
            Self::Links => None,
        }
    }

    /// The tables of records that have columns of it.
    fn records(self) -> RecordKind {
        match self {
            Self::Facilities => RecordKind::FacilityAttributes,
            Self::Villages => RecordKind::VillageAttributes,
            Self::Units => RecordKind::Units,
            Self::Links => RecordKind::Links,
        }
    }

    /// What is derived: the word, what it is, and whether it goes before a column of the same name.
    fn derived(self) -> &'static [(&'static str, Derived, bool)] {
        match self {
            Self::Facilities => &[
                ("id", Derived::Id, false),
                ("name", Derived::Name, false),
                ("tier", Derived::Tier, true),
                ("tier_name", Derived::TierName, true),
                ("home", Derived::Home, true),
            ],
            Self::Villages => &[
                ("id", Derived::Id, false),
                ("name", Derived::Name, false),
                ("population", Derived::Population, true),
            ],
            Self::Units => &[
                ("code", Derived::Id, true),
                ("name", Derived::Name, true),
                ("level", Derived::Level, true),
                ("population", Derived::Population, true),
                ("villages", Derived::Villages, true),
            ],
            Self::Links => &[("kind", Derived::Kind, true)],
        }
    }
}

/// What no column says but the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Derived {
    Id,
    Name,
    Tier,
    TierName,
    Home,
    Population,
    Level,
    Villages,
    Kind,
}

/// What fields are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub request: &'a CheckRequest<'a>,
    /// The lowest home unit of every facility of the scenario; [`NONE`] without.
    pub homes: &'a [u32],
}

/// A field that was looked up.
pub(super) struct Field<'a> {
    source: Source<'a>,
    about: About,
    derived: Option<(Derived, bool)>,
    layers: Vec<Option<&'a Column>>,
    tables: Vec<Option<&'a Column>>,
    joined: bool,
}

impl<'a> Field<'a> {
    /// Looks a field up; `None` where no data have it.
    pub fn find(source: Source<'a>, about: About, name: &str) -> Option<Self> {
        let plain = name.to_lowercase();
        let derived = about
            .derived()
            .iter()
            .find(|(word, ..)| *word == plain)
            .map(|(_, what, first)| (*what, *first));
        let layers: Vec<_> = source
            .request
            .dataset
            .layers
            .iter()
            .map(|layer| {
                let serves = about.role().is_some_and(|r| layer.roles.get(r).is_some());
                serves.then(|| layer.table.column(name)).flatten()
            })
            .collect();
        let tables: Vec<_> = source
            .request
            .register
            .tables
            .iter()
            .map(|t| {
                (t.kind == about.records())
                    .then(|| t.table.column(name))
                    .flatten()
            })
            .collect();
        let joined = tables.iter().any(Option::is_some);
        let known = derived.is_some() || joined || layers.iter().any(Option::is_some);
        known.then_some(Self {
            source,
            about,
            derived,
            layers,
            tables,
            joined,
        })
    }

    /// The value of a row; an empty text is none. What a table says that was joined to a layer goes before the layer's own column: the table
    /// is brought to say it.
    pub fn get(&self, row: u32) -> Cell {
        if let Some((what, true)) = self.derived {
            let cell = self.derive(what, row);
            if cell.is_present() {
                return cell;
            }
        }
        self.of_tables(row)
            .or_else(|| self.of_layer(row))
            .or_else(|| {
                let (what, _) = self.derived.filter(|(_, first)| !first)?;
                Some(self.derive(what, row)).filter(Cell::is_present)
            })
            .unwrap_or(Cell::Null)
    }

    fn of_layer(&self, row: u32) -> Option<Cell> {
        let at = self.row_of(row)?;
        let column = (*self.layers.get(at.layer as usize)?)?;
        present(column, at.row)
    }

    /// The row of a layer that something comes from.
    fn row_of(&self, row: u32) -> Option<SourceRow> {
        let CheckRequest {
            dataset,
            register,
            facilities,
            ..
        } = self.source.request;
        let at = row as usize;
        match self.about {
            About::Facilities => facilities.get(at)?.source,
            About::Villages => Some(dataset.villages.get(at)?.source),
            About::Units => match register.units.list.get(at)?.source {
                UnitSource::District(d) => Some(dataset.districts.get(d as usize)?.source),
                _ => None,
            },
            About::Links => None,
        }
    }

    fn of_tables(&self, row: u32) -> Option<Cell> {
        if !self.joined {
            return None;
        }
        let register = self.source.request.register;
        let of = |(table, row): (u32, u32)| {
            let column = (*self.tables.get(table as usize)?)?;
            present(column, row)
        };
        let rows = match self.about {
            About::Facilities => {
                let facility = self.source.request.facilities.get(row as usize)?;
                let FacilityRef::Baseline(number) = facility.reference else {
                    return None;
                };
                register.facility_rows.get(&number)
            }
            About::Villages => register.village_rows.get(&row),
            About::Units => {
                let own = match register.units.list.get(row as usize)?.source {
                    UnitSource::Row(table, row) => of((table, row)),
                    _ => None,
                };
                if own.is_some() {
                    return own;
                }
                register.unit_rows.get(&row)
            }
            About::Links => return of(register.links.get(row as usize)?.row),
        };
        rows?.iter().find_map(|at| of(*at))
    }

    fn derive(&self, what: Derived, row: u32) -> Cell {
        self.derived_value(what, row).unwrap_or(Cell::Null)
    }

    fn derived_value(&self, what: Derived, row: u32) -> Option<Cell> {
        let CheckRequest {
            dataset,
            register,
            facilities,
            ..
        } = self.source.request;
        let at = row as usize;
        let text = |text: &str| Some(Cell::Text(text.into()));
        match self.about {
            About::Facilities => {
                let facility = facilities.get(at)?;
                let tier = || dataset.tiers.get(usize::from(facility.tier));
                match what {
                    Derived::Id => text(&facility.id),
                    Derived::Name => text(&facility.name),
                    Derived::TierName => Some(Cell::Text(Arc::clone(&tier()?.name))),
                    Derived::Tier => match tier()?.known {
                        Some(known) => text(known.word()),
                        None => Some(Cell::Text(Arc::clone(&tier()?.name))),
                    },
                    Derived::Home => {
                        let home = *self.source.homes.get(at).filter(|h| **h != NONE)?;
                        text(&register.units.list.get(home as usize)?.code)
                    }
                    _ => None,
                }
            }
            About::Villages => {
                let village = dataset.villages.get(at)?;
                match what {
                    Derived::Id => text(&village.id),
                    Derived::Name => text(&village.name),
                    Derived::Population => village.population.map(|p| Cell::Real(p.0)),
                    _ => None,
                }
            }
            About::Units => {
                let unit = register.units.list.get(at)?;
                match what {
                    Derived::Id => text(&unit.code),
                    Derived::Name => text(&unit.name),
                    Derived::Level => text(unit.level.name()),
                    Derived::Population => unit.population.map(|p| Cell::Real(p.0)),
                    Derived::Villages => Some(Cell::Int(i64::from(unit.villages))),
                    _ => None,
                }
            }
            About::Links => match what {
                Derived::Kind => Some(Cell::Text(Arc::clone(&register.links.get(at)?.kind))),
                _ => None,
            },
        }
    }
}

fn present(column: &Column, row: u32) -> Option<Cell> {
    let cell = column.get(row as usize);
    cell.is_present().then_some(cell)
}

/// Fields that no data have: their name, and the nearest name that there is.
pub(super) type Missing = Vec<(String, Option<String>)>;

/// An expression with its fields looked up.
pub(super) struct Bound<'a> {
    expression: &'a Expression,
    fields: Vec<Option<Field<'a>>>,
}

impl<'a> Bound<'a> {
    /// Looks the fields of an expression up.
    pub fn new(source: Source<'a>, about: About, expression: &'a Expression) -> Self {
        let names = expression.fields().iter();
        Self {
            expression,
            fields: names.map(|n| Field::find(source, about, n)).collect(),
        }
    }

    /// Whether a row passes.
    pub fn truth(&self, row: u32) -> Truth {
        self.expression.truth(&|field| self.value(field, row))
    }

    /// The number that it comes to for a row.
    pub fn number(&self, row: u32) -> Option<f64> {
        self.expression.number(&|field| self.value(field, row))
    }

    fn value(&self, field: usize, row: u32) -> Cell {
        let field = self.fields.get(field).and_then(Option::as_ref);
        field.map_or(Cell::Null, |f| f.get(row))
    }

    /// The fields that no data have.
    pub fn missing(&self, source: Source<'a>, about: About) -> Missing {
        let names = self.expression.fields().iter().zip(&self.fields);
        names
            .filter(|(_, field)| field.is_none())
            .map(|(name, _)| (name.clone(), nearest_name(source, about, name)))
            .collect()
    }
}

/// The field that there is whose name is most like this one, if one is like it at all.
fn nearest_name(source: Source<'_>, about: About, name: &str) -> Option<String> {
    let columns = |table: &FeatureTable| {
        let names = table.columns.iter().map(|c| c.name.to_string());
        names.collect::<Vec<_>>()
    };
    let layers = source.request.dataset.layers.iter();
    let layers = layers
        .filter(|l| about.role().is_some_and(|r| l.roles.get(r).is_some()))
        .flat_map(|l| columns(&l.table));
    let tables = source.request.register.tables.iter();
    let tables = tables
        .filter(|t| t.kind == about.records())
        .flat_map(|t| columns(&t.table));
    let derived = about.derived().iter().map(|(word, ..)| (*word).to_owned());
    let all: Vec<String> = derived.chain(layers).chain(tables).collect();
    spelling::nearest(name, all.iter().map(String::as_str)).map(str::to_owned)
}
