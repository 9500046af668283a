//! Tables and their roles become the immutable baseline of an analysis.
//!
//! Every row that serves is kept, in the order of files and rows; what cannot be used is said by row, once. Nothing is guessed here:
//! the columns are the ones that the roles name.

mod labels;
mod places;
mod tiers;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use ecow::EcoString;

use super::memory;
use super::notes::{self, Note};
use crate::base::{LonLat, Persons};
use crate::model::dataset::Layer;
use crate::model::role::RoleUse;
use crate::model::{
    Cell, Column, Dataset, District, Facility, FeatureTable, Filter, FilterProblem, Geometry,
    LayerRoles, Role, SourceRow, Village, Warning, WarningCode,
};

use labels::{LabelColumn, Labels, missing};
use places::{Places, extent, places, shape};
use tiers::Tiers;

/// Why tables and roles make no dataset.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssembleError {
    /// A role names a column that its layer lacks.
    #[error("{file}: no column `{column}`")]
    UnknownColumn {
        /// The layer's file.
        file: Arc<str>,
        /// The role.
        role: Role,
        /// The name that is not there.
        column: String,
        /// The names that are there.
        available: Vec<Arc<str>>,
    },
    /// The filter of a role's rows cannot be read.
    #[error("{file}: {problem}")]
    BadFilter {
        /// The layer's file.
        file: Arc<str>,
        /// Where and why.
        problem: FilterProblem,
    },
    /// Not one row of the layer can serve in the role.
    #[error("{file}: none of {rows} rows can serve as {role:?}")]
    NothingForRole {
        /// The layer's file.
        file: Arc<str>,
        /// The role.
        role: Role,
        /// How many rows the layer has.
        rows: usize,
    },
    /// The files are read, but an analysis of them takes more memory than there is.
    #[error("{rows} rows need {needed} bytes, {available} are there")]
    TooLittleMemory {
        /// How many rows serve.
        rows: usize,
        /// About how many bytes the analysis needs.
        needed: u64,
        /// How many there are.
        available: u64,
    },
}

/// What a row takes in an analysis, with indexes, answers and marks (bytes, measured at the scale of a nation, a fifth more).
const BYTES_PER_ROW: u64 = 400;

/// Refuses rows that the memory cannot hold with all that an analysis makes of them.
fn check_memory(rows: usize, available: Option<u64>) -> Result<(), AssembleError> {
    let Some(available) = available else {
        return Ok(());
    };
    memory::fits(rows as u64 * BYTES_PER_ROW, available).map_err(|short| {
        AssembleError::TooLittleMemory {
            rows,
            needed: short.needed,
            available: short.available,
        }
    })
}

/// Builds the baseline from tables with their roles.
///
/// # Errors
/// When a role names a column that is not there, its filter cannot be read, no row can serve in it, or the memory cannot hold it.
pub fn assemble(layers: Vec<(Arc<FeatureTable>, LayerRoles)>) -> Result<Dataset, AssembleError> {
    let rows = layers
        .iter()
        .map(|(table, roles)| table.len() * roles.0.len());
    check_memory(rows.sum(), memory::available())?;
    let mut dataset = Dataset::default();
    let mut tiers = Tiers::default();
    for (index, (table, roles)) in layers.into_iter().enumerate() {
        let file: Arc<str> = table.source.path.display().to_string().into();
        let mut notes = Vec::new();
        let served = roles
            .0
            .iter()
            .map(|use_of| Serving::new(&table, &file, use_of))
            .collect::<Result<Vec<_>, _>>()?;
        for serving in &served {
            let layer = index as u32;
            let others_areas = served
                .iter()
                .any(|s| s.role == Role::Districts && serving.role != Role::Districts);
            let before =
                dataset.facilities.len() + dataset.villages.len() + dataset.districts.len();
            match serving.role {
                Role::Facilities => {
                    serving.facilities(
                        layer,
                        others_areas,
                        &mut tiers,
                        &mut dataset.facilities,
                        &mut notes,
                    );
                }
                Role::Villages => {
                    serving.villages(layer, others_areas, &mut dataset.villages, &mut notes);
                }
                Role::Districts => {
                    serving.districts(layer, served.len() > 1, &mut dataset.districts, &mut notes);
                }
            }
            let after = dataset.facilities.len() + dataset.villages.len() + dataset.districts.len();
            if before == after {
                return Err(AssembleError::NothingForRole {
                    file,
                    role: serving.role,
                    rows: table.len(),
                });
            }
        }
        // Which way round a ring was written matters to the file's maker, not to an analysis.
        let of_reader = table
            .warnings
            .iter()
            .filter(|w| w.code != WarningCode::RingDirection)
            .cloned();
        let mut warnings: Vec<Warning> = of_reader.chain(notes::warnings(&file, notes)).collect();
        warnings.sort_by_key(|w| w.source_row.map_or(0, |row| u64::from(row) + 1));
        // A row that serves in several roles lacks its identifier in each; once is enough.
        let mut said = HashSet::with_capacity(warnings.len());
        warnings.retain(|w| said.insert((w.code, w.source_row, w.detail.clone())));
        dataset.warnings.extend(warnings);
        dataset.layers.push(Layer { table, roles });
    }
    dataset.tiers = tiers.settle(&mut dataset.facilities);
    Ok(dataset)
}

/// A layer at work in one role.
struct Serving<'a> {
    table: &'a FeatureTable,
    role: Role,
    id: Option<&'a Column>,
    name: Option<&'a Column>,
    population: Option<&'a Column>,
    tier: Option<&'a Column>,
    filter: Option<Filter>,
}

impl<'a> Serving<'a> {
    fn new(
        table: &'a FeatureTable,
        file: &Arc<str>,
        use_of: &RoleUse,
    ) -> Result<Self, AssembleError> {
        let missing = |column: &str| AssembleError::UnknownColumn {
            file: Arc::clone(file),
            role: use_of.role,
            column: column.to_owned(),
            available: table.columns.iter().map(|c| Arc::clone(&c.name)).collect(),
        };
        let column = |name: &Option<String>| {
            name.as_deref()
                .map(|name| table.column(name).ok_or_else(|| missing(name)))
                .transpose()
        };
        let filter = use_of
            .rows
            .as_deref()
            .map(Filter::parse)
            .transpose()
            .map_err(|problem| AssembleError::BadFilter {
                file: Arc::clone(file),
                problem,
            })?;
        if let Some(filter) = &filter {
            let of_role = |field: &str| match field {
                "id" => use_of.columns.id.is_some() || table.feature_ids.is_some(),
                "name" => use_of.columns.name.is_some(),
                "tier" => use_of.columns.tier.is_some(),
                "population" => use_of.columns.population.is_some(),
                _ => false,
            };
            for field in filter.fields() {
                if table.column_index(field).is_none() && !of_role(field) {
                    return Err(missing(field));
                }
            }
        }
        Ok(Self {
            table,
            role: use_of.role,
            id: column(&use_of.columns.id)?,
            name: column(&use_of.columns.name)?,
            population: column(&use_of.columns.population)?,
            tier: column(&use_of.columns.tier)?,
            filter,
        })
    }

    /// The rows that pass the filter, with their geometry.
    fn rows(&self) -> impl Iterator<Item = (u32, &'a Geometry)> {
        let passes = |row: usize| {
            self.filter.as_ref().is_none_or(|filter| {
                filter.passes(&|field: &str| {
                    let own = self.table.column(field).or(match field {
                        "id" => self.id.or(self.table.feature_ids.as_ref()),
                        "name" => self.name,
                        "tier" => self.tier,
                        "population" => self.population,
                        _ => None,
                    });
                    own.map_or(Cell::Null, |c| c.get(row))
                })
            })
        };
        self.table
            .geometries
            .iter()
            .enumerate()
            .filter(move |(row, _)| passes(*row))
            .map(|(row, geometry)| (row as u32, geometry))
    }

    fn naming(&self) -> Naming<'a> {
        Naming {
            id: self.id.map(LabelColumn::new),
            feature_id: self.table.feature_ids.as_ref().map(LabelColumn::new),
            name: self.name.map(LabelColumn::new),
            labels: Labels::default(),
        }
    }

    fn facilities(
        &self,
        layer: u32,
        areas_are_districts: bool,
        tiers: &mut Tiers,
        into: &mut Vec<Facility>,
        notes: &mut Vec<Note>,
    ) {
        let mut naming = self.naming();
        let mut tier_names = self.tier.map(LabelColumn::new);
        let mut no_tier = Vec::new();
        let mut rows = 0;
        let before = into.len();
        for (row, geometry) in self.rows() {
            let here: Vec<LonLat> = match places(geometry) {
                Places::Point(point) => vec![point],
                Places::Points(points) => points,
                Places::Extended(_) if areas_are_districts => continue,
                Places::Extended(Some(inside)) => {
                    notes.push(Note::at(row, WarningCode::RepresentativePoint, "area"));
                    vec![inside]
                }
                Places::Extended(None) => {
                    notes.push(Note::at(row, WarningCode::UnusableGeometry, "no_point"));
                    continue;
                }
                Places::None => continue,
            };
            rows += 1;
            let (id, name) = naming.of(row);
            let tier = match tier_names.as_mut().map(|c| c.of(row)) {
                Some(Some(tier)) => tiers.index(&tier),
                Some(None) => {
                    no_tier.push(row);
                    tiers.index("")
                }
                None => tiers.index(""),
            };
            into.extend(here.into_iter().map(|location| Facility {
                source: SourceRow { layer, row },
                id: id.clone(),
                name: name.clone(),
                tier,
                location,
            }));
        }
        let ids = into[before..].iter().map(|f| (f.source.row, &*f.id));
        naming.labels.say(rows, ids, notes);
        missing(WarningCode::MissingTier, &no_tier, rows, notes);
    }

    fn villages(
        &self,
        layer: u32,
        areas_are_districts: bool,
        into: &mut Vec<Village>,
        notes: &mut Vec<Note>,
    ) {
        let mut naming = self.naming();
        let mut no_people = Vec::new();
        let mut rows = 0;
        let before = into.len();
        if self.filter.is_none() {
            into.reserve_exact(self.table.len());
        }
        for (row, geometry) in self.rows() {
            let location = match places(geometry) {
                Places::Point(point) => Some(point),
                Places::Points(points) => {
                    if points.len() > 1 {
                        let detail = format!("several_points: {}", points.len());
                        notes.push(Note::at(row, WarningCode::RepresentativePoint, detail));
                    }
                    points.first().copied()
                }
                Places::Extended(_) if areas_are_districts => continue,
                Places::Extended(Some(inside)) => {
                    notes.push(Note::at(row, WarningCode::RepresentativePoint, "area"));
                    Some(inside)
                }
                Places::Extended(None) => {
                    notes.push(Note::at(row, WarningCode::UnusableGeometry, "no_point"));
                    None
                }
                Places::None => None,
            };
            rows += 1;
            let (id, name) = naming.of(row);
            let population = self.people(row, &mut no_people, notes);
            into.push(Village {
                source: SourceRow { layer, row },
                id,
                name,
                location,
                population,
            });
        }
        let ids = into[before..].iter().map(|v| (v.source.row, &*v.id));
        naming.labels.say(rows, ids, notes);
        missing(WarningCode::MissingPopulation, &no_people, rows, notes);
    }

    /// How many people live in a village; what is no number of people is said.
    fn people(&self, row: u32, unknown: &mut Vec<u32>, notes: &mut Vec<Note>) -> Option<Persons> {
        let column = self.population;
        match column.and_then(|c| c.number(row as usize)) {
            Some(people) if people >= 0.0 => return Some(Persons(people)),
            Some(people) => {
                let value = people.to_string();
                notes.push(Note::at(row, WarningCode::NegativePopulation, value));
            }
            None => match column.filter(|c| c.is_present(row as usize)) {
                Some(column) => {
                    let value = notes::excerpt(&column.get(row as usize).to_string());
                    notes.push(Note::at(row, WarningCode::MissingPopulation, value));
                }
                None => unknown.push(row),
            },
        }
        None
    }

    fn districts(&self, layer: u32, mixed: bool, into: &mut Vec<District>, notes: &mut Vec<Note>) {
        let mut naming = self.naming();
        let mut rows = 0;
        let before = into.len();
        for (row, geometry) in self.rows() {
            let shape = shape(geometry);
            let Some(extent) = extent(&shape) else {
                // The reader has said why a geometry is missing.
                if !mixed && *geometry != Geometry::Missing {
                    notes.push(Note::at(row, WarningCode::UnusableGeometry, "no_area"));
                }
                continue;
            };
            rows += 1;
            let (id, name) = naming.of(row);
            into.push(District {
                source: SourceRow { layer, row },
                id,
                name,
                shape,
                extent,
            });
        }
        let ids = into[before..].iter().map(|d| (d.source.row, &*d.id));
        naming.labels.say(rows, ids, notes);
    }
}

/// The identifiers and names of a layer's rows.
struct Naming<'a> {
    id: Option<LabelColumn<'a>>,
    feature_id: Option<LabelColumn<'a>>,
    name: Option<LabelColumn<'a>>,
    labels: Labels,
}

impl Naming<'_> {
    /// The identifier and the name of a row; the row's number and the identifier where it has none.
    fn of(&mut self, row: u32) -> (EcoString, EcoString) {
        let own = self.id.as_mut().and_then(|c| c.of(row));
        let id = own.or_else(|| self.feature_id.as_mut().and_then(|c| c.of(row)));
        let id = id.unwrap_or_else(|| {
            self.labels.no_id.push(row);
            row.to_string().into()
        });
        let name = self.name.as_mut().and_then(|c| c.of(row));
        let name = name.unwrap_or_else(|| {
            self.labels.no_name.push(row);
            id.clone()
        });
        (id, name)
    }
}
