//! Opening: data files with the roles they get, projects, and the demo county.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::baseline::Baseline;
use super::state::{LayerState, ProjectState};
use crate::base::progress::Stage;
use crate::base::{Cancelled, Metres, Progress};
use crate::io::project::{
    self, LostEdit, ProjectError, ProjectFile, ProjectLayer, SavedBackground, SavedRecords,
    SavedView,
};
use crate::io::{self, AssembleError, ReadError};
use crate::model::role::RoleUse;
use crate::model::spec::TierRadius;
use crate::model::{
    FeatureTable, KnownTier, LayerRoles, Reach, RecordKind, RecordTable, Role, RoleColumns,
};

/// A file to open, with what the user says of it.
#[derive(Debug, Clone, Default)]
pub struct LayerRequest {
    /// The file.
    pub path: PathBuf,
    /// The role that it must serve in; `None`: recognised.
    pub role: Option<Role>,
    /// Columns that the user named for this file; the others are recognised.
    pub columns: RoleColumns,
    /// Columns that the user named for every file: taken where the file has them.
    pub anywhere: RoleColumns,
}

/// A table of records to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRequest {
    /// The file.
    pub path: PathBuf,
    /// What its rows are; `None`: recognised.
    pub kind: Option<RecordKind>,
}

impl RecordRequest {
    /// A file whose kind is recognised.
    #[must_use]
    pub fn recognised(path: PathBuf) -> Self {
        Self { path, kind: None }
    }
}

/// What was opened, ready for questions.
pub struct Opened {
    /// The project.
    pub state: ProjectState,
    /// Its files made ready.
    pub baseline: Arc<Baseline>,
    /// Where the map stood, if a project says so.
    pub view: Option<SavedView>,
    /// The edits of a saved project whose facilities are no longer in its files.
    pub lost_edits: Vec<LostEdit>,
    /// The files of a saved project that are not the ones it was saved with.
    pub changed_files: Vec<PathBuf>,
    /// How long reading took, in milliseconds.
    pub read_ms: f64,
    /// How long the indexes took, in milliseconds.
    pub index_ms: f64,
}

/// Why something cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A data file cannot be used.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The roles do not fit the files.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// A project file cannot be used.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A file has nothing that could serve in the role that it is given for.
    #[error("{} has nothing that can serve as {role:?}", path.display())]
    NothingForRole {
        /// The file.
        path: PathBuf,
        /// The role.
        role: Role,
    },
    /// A table of which nobody can say what its rows are.
    #[error("{} is no table of records that is known", path.display())]
    UnknownRecords {
        /// The file.
        path: PathBuf,
        /// Its columns.
        columns: Vec<Arc<str>>,
    },
    /// A project names a layer of the demo county that there is not.
    #[error("{} names the unknown demo layer `{name}`", path.display())]
    NoSuchDemoLayer {
        /// The project.
        path: PathBuf,
        /// The layer's name.
        name: String,
    },
    /// Somebody stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Reads data files as layers. A file that is named for several roles is read once and serves in all of them.
///
/// # Errors
/// When a file cannot be used.
pub fn read_layers(
    requests: &[LayerRequest],
    progress: &Progress,
) -> Result<Vec<LayerState>, OpenError> {
    let mut layers: Vec<LayerState> = Vec::new();
    let mut forced: Vec<bool> = Vec::new();
    let mut paths: Vec<&Path> = Vec::new();
    for request in requests {
        if !paths.contains(&request.path.as_path()) {
            paths.push(&request.path);
        }
    }
    let tables: Vec<(Arc<FeatureTable>, LayerRoles)> = io::read_all(&paths, progress)?
        .into_par_iter()
        .with_max_len(1)
        .map(|table| {
            let recognised = io::recognise(&table);
            (Arc::new(table), recognised)
        })
        .collect();
    progress.check()?;
    for request in requests {
        let Some(file) = paths.iter().position(|path| **path == request.path) else {
            continue;
        };
        let (table, recognised) = &tables[file];
        let known = layers.iter().position(|l| Arc::ptr_eq(&l.table, table));
        let roles = match request.role {
            None => recognised.clone(),
            Some(role) => LayerRoles(vec![RoleUse {
                role,
                columns: chosen_columns(table, role, request),
                rows: recognised.get(role).and_then(|u| u.rows.clone()),
            }]),
        };
        match known {
            Some(layer) if forced[layer] => layers[layer].roles.0.extend(roles.0),
            Some(layer) => layers[layer].roles = roles,
            None => {
                layers.push(LayerState {
                    table: Arc::clone(table),
                    roles,
                    generated: false,
                });
                forced.push(false);
            }
        }
        if let Some(layer) = known.or(layers.len().checked_sub(1)) {
            forced[layer] = request.role.is_some();
        }
    }
    Ok(layers)
}

/// Reads tables of records.
///
/// # Errors
/// When a file cannot be used, or nobody can say what its rows are.
pub fn read_records(
    requests: &[RecordRequest],
    progress: &Progress,
) -> Result<Vec<RecordTable>, OpenError> {
    let read = |request: &RecordRequest| {
        let table = io::records::read(&request.path, progress)?;
        let kind = request.kind.or_else(|| io::records::recognise(&table));
        // What a table is said to hold it must have the columns for.
        let Some(kind) = kind.filter(|kind| io::records::can_be(&table, *kind)) else {
            return Err(OpenError::UnknownRecords {
                path: request.path.clone(),
                columns: table.columns.iter().map(|c| Arc::clone(&c.name)).collect(),
            });
        };
        Ok(RecordTable {
            table: Arc::new(table),
            kind,
        })
    };
    requests.iter().map(read).collect()
}

/// The recognised columns of a role with the user's choices put over them.
fn chosen_columns(table: &FeatureTable, role: Role, request: &LayerRequest) -> RoleColumns {
    let found = io::recognise_as(table, role);
    let (own, anywhere) = (&request.columns, &request.anywhere);
    let choose = |own: &Option<String>, anywhere: &Option<String>, found: Option<String>| {
        let here = anywhere.as_ref().filter(|c| table.column(c).is_some());
        own.as_ref().or(here).cloned().or(found)
    };
    RoleColumns {
        id: choose(&own.id, &anywhere.id, found.id),
        name: choose(&own.name, &anywhere.name, found.name),
        population: choose(&own.population, &anywhere.population, found.population),
        tier: choose(&own.tier, &anywhere.tier, found.tier),
    }
}

/// A column named for every file that no file has.
fn column_nowhere(requests: &[LayerRequest], layers: &[LayerState]) -> Option<AssembleError> {
    let parts: [fn(&RoleColumns) -> Option<&String>; 4] = [
        |c| c.id.as_ref(),
        |c| c.name.as_ref(),
        |c| c.population.as_ref(),
        |c| c.tier.as_ref(),
    ];
    let table = |request: &LayerRequest| {
        let mut tables = layers.iter().map(|l| &l.table);
        tables.find(|t| t.source.path == request.path)
    };
    parts.iter().find_map(|part| {
        let mut named = requests
            .iter()
            .filter_map(|r| Some((r, part(&r.anywhere)?, table(r)?)));
        let (request, column, first) = named.clone().next()?;
        named
            .all(|(_, column, table)| table.column(column).is_none())
            .then(|| AssembleError::UnknownColumn {
                file: first.source.path.to_string_lossy().into(),
                role: request.role.unwrap_or(Role::Villages),
                column: column.clone(),
                available: first.columns.iter().map(|c| Arc::clone(&c.name)).collect(),
            })
    })
}

/// Opens data files as a new project; the reach starts as the data suggest.
///
/// # Errors
/// When a file cannot be used, or has nothing for the role that it is named for.
pub fn open_files(requests: &[LayerRequest], progress: &Progress) -> Result<Opened, OpenError> {
    let start = Instant::now();
    progress.begin(Stage::Reading, 0);
    let layers = read_layers(requests, progress)?;
    if let Some(problem) = column_nowhere(requests, &layers) {
        return Err(problem.into());
    }
    let read_ms = millis(start);
    let opened = ready(
        ProjectState {
            layers,
            ..ProjectState::default()
        },
        read_ms,
        progress,
    )?;
    for request in requests {
        let Some(role) = request.role else { continue };
        let of_file = |layer: u32| {
            let table = &opened.baseline.dataset.layers[layer as usize].table;
            table.source.path == request.path
        };
        let dataset = &opened.baseline.dataset;
        let found = match role {
            Role::Facilities => dataset.facilities.iter().any(|f| of_file(f.source.layer)),
            Role::Villages => dataset.villages.iter().any(|v| of_file(v.source.layer)),
            Role::Districts => dataset.districts.iter().any(|d| of_file(d.source.layer)),
        };
        if !found {
            return Err(OpenError::NothingForRole {
                path: request.path.clone(),
                role,
            });
        }
    }
    Ok(with_starting_reach(opened))
}

/// Opens the demo county. Only places of first contact serve: clinics and stations 2.5 km, community centres 3 km, township
/// centres 5 km.
///
/// # Errors
/// [`OpenError::Cancelled`] when somebody stopped it.
pub fn open_demo(progress: &Progress) -> Result<Opened, OpenError> {
    let start = Instant::now();
    progress.begin(Stage::Reading, 0);
    let demo = Demo::new();
    let layers = demo
        .layers
        .into_iter()
        .map(|(_, table)| LayerState {
            roles: io::recognise(&table),
            table: Arc::new(table),
            generated: true,
        })
        .collect();
    let mut opened = ready(
        ProjectState {
            layers,
            records: demo.records,
            ..ProjectState::default()
        },
        millis(start),
        progress,
    )?;
    opened.state.spec.reach = demo_reach(&opened.baseline);
    Ok(opened)
}

/// The demo county: its layers by the names that a saved project calls them, and its tables of records.
struct Demo {
    layers: [(&'static str, FeatureTable); 3],
    records: Vec<RecordTable>,
}

impl Demo {
    fn new() -> Self {
        let county = crate::demo::county();
        let records = county
            .records
            .into_iter()
            .map(|(_, kind, table)| RecordTable {
                table: Arc::new(table),
                kind,
            });
        Self {
            layers: [
                ("facilities", county.facilities),
                ("villages", county.villages),
                ("districts", county.districts),
            ],
            records: records.collect(),
        }
    }
}

/// The name of a generated layer, from its invented path.
fn demo_name(table: &FeatureTable) -> Option<String> {
    table
        .source
        .path
        .file_stem()
        .map(|name| name.to_string_lossy().into_owned())
}

/// The question that the demo county starts with.
fn demo_reach(baseline: &Baseline) -> Reach {
    let radius = |known: KnownTier| match known {
        KnownTier::Clinic | KnownTier::Station => Some(2.5),
        KnownTier::Community => Some(3.0),
        KnownTier::Township => Some(5.0),
        KnownTier::County | KnownTier::City => None,
    };
    Reach::ByTier(
        baseline
            .dataset
            .tiers
            .iter()
            .filter_map(|tier| {
                let km = radius(tier.known?)?;
                Some(TierRadius {
                    tier: tier.name.to_string(),
                    radius: Metres::from_km(km),
                })
            })
            .collect(),
    )
}

/// Opens a saved project with its files.
///
/// # Errors
/// When the project or one of its files cannot be used.
pub fn open_project(path: &Path, progress: &Progress) -> Result<Opened, OpenError> {
    let start = Instant::now();
    progress.begin(Stage::Reading, 0);
    let saved = project::read_project(path)?;
    let of_demo = saved.layers.iter().any(|l| l.demo.is_some())
        || saved.records.iter().any(|r| r.demo.is_some());
    let demo = of_demo.then(Demo::new);
    let files: Vec<PathBuf> = saved
        .layers
        .iter()
        .filter(|layer| layer.demo.is_none())
        .map(|layer| project::resolve_path(path, &layer.path))
        .collect();
    let mut tables = io::read_all(&files, progress)?.into_iter().zip(files);
    let mut changed_files = Vec::new();
    let mut layers = Vec::with_capacity(saved.layers.len());
    for layer in &saved.layers {
        let (table, generated) = if let Some(name) = &layer.demo {
            let mut layers = demo.iter().flat_map(|d| &d.layers);
            let found = layers.find(|(n, _)| n == name);
            let Some((_, table)) = found else {
                return Err(OpenError::NoSuchDemoLayer {
                    path: path.to_owned(),
                    name: name.clone(),
                });
            };
            (table.clone(), true)
        } else if let Some((table, file)) = tables.next() {
            if layer
                .sha256
                .as_ref()
                .is_some_and(|hash| *hash != table.source.sha256)
            {
                changed_files.push(file);
            }
            (table, false)
        } else {
            // There are as many tables as there are such layers.
            continue;
        };
        progress.check()?;
        layers.push(LayerState {
            table: Arc::new(table),
            roles: layer.roles.clone(),
            generated,
        });
    }
    let demo = demo.map_or_else(Vec::new, |d| d.records);
    let records = saved_records(path, &saved.records, &demo, &mut changed_files, progress)?;
    let state = ProjectState {
        title: saved.title.clone(),
        template: saved.template.clone(),
        layers,
        spec: saved.spec.clone(),
        edits: Vec::new(),
        share_classes: saved.share_classes.clone(),
        look: saved.look.clone().completed(),
        bookmarks: saved.bookmarks.clone(),
        background: saved
            .background
            .as_ref()
            .map(|background| background.meant(path))
            .unwrap_or_default(),
        records,
        standard: saved.standard.as_ref().map(Into::into),
    };
    let mut opened = ready(state, millis(start), progress)?;
    (opened.state.edits, opened.lost_edits) =
        project::restore_edits(&opened.baseline.dataset, &saved.edits);
    opened.view = saved.view;
    opened.changed_files = changed_files;
    Ok(opened)
}

/// The tables of records of a saved project.
fn saved_records(
    project: &Path,
    saved: &[SavedRecords],
    demo: &[RecordTable],
    changed_files: &mut Vec<PathBuf>,
    progress: &Progress,
) -> Result<Vec<RecordTable>, OpenError> {
    let mut records = Vec::with_capacity(saved.len());
    for one in saved {
        if let Some(name) = &one.demo {
            let found = demo
                .iter()
                .find(|t| demo_name(&t.table).as_ref() == Some(name));
            let Some(found) = found else {
                return Err(OpenError::NoSuchDemoLayer {
                    path: project.to_owned(),
                    name: name.clone(),
                });
            };
            records.push(RecordTable {
                kind: one.kind,
                ..found.clone()
            });
            continue;
        }
        let path = project::resolve_path(project, &one.path);
        let table = io::records::read(&path, progress)?;
        let changed = |hash: &String| *hash != table.source.sha256;
        if one.sha256.as_ref().is_some_and(changed) {
            changed_files.push(path);
        }
        records.push(RecordTable {
            table: Arc::new(table),
            kind: one.kind,
        });
    }
    Ok(records)
}

/// Writes the project, atomically.
///
/// # Errors
/// When the file cannot be written; an earlier one is as it was.
pub fn save_project(
    path: &Path,
    state: &ProjectState,
    baseline: Option<&Baseline>,
    view: Option<SavedView>,
) -> Result<(), ProjectError> {
    let mut file = ProjectFile {
        title: state.title.clone(),
        template: state.template.clone(),
        spec: state.spec.clone(),
        share_classes: state.share_classes.clone(),
        look: state.look.clone(),
        bookmarks: state.bookmarks.clone(),
        edits: baseline.map_or_else(Vec::new, |b| project::save_edits(&b.dataset, &state.edits)),
        background: SavedBackground::of(&state.background, path)?,
        standard: state.standard.as_ref().map(Into::into),
        view,
        ..ProjectFile::default()
    };
    for layer in &state.layers {
        let source = &layer.table.source;
        let place = if layer.generated {
            ProjectLayer {
                demo: demo_name(&layer.table),
                ..ProjectLayer::default()
            }
        } else {
            ProjectLayer {
                path: project::portable_path(path, &source.path)?,
                sha256: Some(source.sha256.clone()),
                ..ProjectLayer::default()
            }
        };
        file.layers.push(ProjectLayer {
            roles: layer.roles.clone(),
            ..place
        });
    }
    for records in &state.records {
        let source = &records.table.source;
        let (of_file, demo) = if records.is_generated() {
            (String::new(), demo_name(&records.table))
        } else {
            (project::portable_path(path, &source.path)?, None)
        };
        file.records.push(SavedRecords {
            path: of_file,
            sha256: demo.is_none().then(|| source.sha256.clone()),
            demo,
            kind: records.kind,
            other: serde_json::Map::new(),
        });
    }
    project::write_project(path, &file)
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn ready(state: ProjectState, read_ms: f64, progress: &Progress) -> Result<Opened, OpenError> {
    let start = Instant::now();
    let baseline = Arc::new(Baseline::build(&state.layers, progress)?);
    progress.check()?;
    Ok(Opened {
        state,
        baseline,
        view: None,
        lost_edits: Vec::new(),
        changed_files: Vec::new(),
        read_ms,
        index_ms: millis(start),
    })
}

fn with_starting_reach(mut opened: Opened) -> Opened {
    opened.state.spec.reach = Reach::starting_point(&opened.baseline.dataset.tiers);
    opened
}
