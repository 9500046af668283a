//! What a command line means: the checked question behind `analyze`. Pure: no file is touched, nothing is printed.

use std::path::PathBuf;

use clap::error::ErrorKind;

use super::args::{AnalyzeArgs, ColumnArgs, HeldArgs, Order, Paper, RadiusArg};
use crate::base::{Date, Metres};
use crate::i18n::Lang;
use crate::map::page::{AtlasChoice, AtlasOrder};
use crate::model::spec::TierRadius;
use crate::model::{AnalysisSpec, Reach, RecordKind, Role, RoleColumns};
use crate::session::RecordRequest;

/// What `analyze` is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ask {
    pub input: Input,
    pub changes: SpecChanges,
    pub standard: StandardAsk,
    pub out: PathBuf,
    pub maps: Vec<PathBuf>,
    pub tables: Option<PathBuf>,
    pub template: Option<PathBuf>,
    pub atlas: Option<(PathBuf, AtlasChoice)>,
    pub reports: Vec<PathBuf>,
    pub dpi: u32,
    pub paper: Paper,
    pub lang: Lang,
    pub quiet: bool,
    pub json: bool,
}

/// What the command line says of a standard.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct StandardAsk {
    /// A shipped standard's key, or a file.
    pub name: Option<String>,
    pub records: Vec<RecordRequest>,
    pub as_of: Option<Date>,
    pub set: Vec<(String, String)>,
}

/// Where the data come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Input {
    /// No file is named: the demo county is held against the standard.
    Demo,
    Project(PathBuf),
    Files(Vec<InputFile>),
}

/// A file with the role that it is named for, and the columns that were named for it and for every file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct InputFile {
    pub path: PathBuf,
    pub role: Role,
    pub columns: RoleColumns,
    pub anywhere: RoleColumns,
}

/// What the command line says of the question; the rest is the project's, or the usual.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SpecChanges {
    pub reach: Option<Reach>,
    pub filter: Option<String>,
    pub within_unit: bool,
    pub k: Option<u32>,
    pub tolerance: Option<Metres>,
}

impl SpecChanges {
    /// Puts them over a question.
    pub(super) fn apply(&self, spec: &mut AnalysisSpec) {
        if let Some(reach) = &self.reach {
            spec.reach = reach.clone();
        }
        if self.filter.is_some() {
            spec.filter.clone_from(&self.filter);
        }
        spec.within_unit |= self.within_unit;
        spec.k = self.k.unwrap_or(spec.k);
        spec.tolerance = self.tolerance.unwrap_or(spec.tolerance);
    }
}

/// What is wrong with a command line as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contradiction {
    pub kind: ErrorKind,
    pub message: String,
}

fn wrong<T>(kind: ErrorKind, message: impl Into<String>) -> Result<T, Contradiction> {
    Err(Contradiction {
        kind,
        message: message.into(),
    })
}

impl Ask {
    /// Checks what the grammar alone cannot.
    pub(super) fn new(args: AnalyzeArgs) -> Result<Self, Contradiction> {
        let changes = SpecChanges {
            reach: reach(&args.radius)?,
            filter: args.filter.clone(),
            within_unit: args.within_unit,
            k: args.k,
            tolerance: args.tolerance,
        };
        let choice = AtlasChoice {
            order: match args.atlas_order {
                Order::Worst => AtlasOrder::Worst,
                Order::Name => AtlasOrder::Name,
                Order::File => AtlasOrder::File,
            },
            only_gaps: args.atlas_gaps,
            only: args.atlas_only.clone(),
        };
        Ok(Self {
            input: input(&args)?,
            standard: standard(&args)?,
            changes,
            atlas: args.atlas.clone().map(|path| (path, choice)),
            out: args.out,
            maps: args.map,
            tables: args.tables,
            template: args.template,
            reports: args.report,
            dpi: args.dpi,
            paper: args.page,
            lang: args.lang.unwrap_or_else(Lang::of_system),
            quiet: args.quiet,
            json: args.json,
        })
    }
}

fn reach(radii: &[RadiusArg]) -> Result<Option<Reach>, Contradiction> {
    let mut tiers: Vec<TierRadius> = Vec::new();
    let mut uniform: Option<Metres> = None;
    for arg in radii {
        match &arg.tier {
            Some(tier) if tiers.iter().any(|t| t.tier == *tier) => {
                return wrong(
                    ErrorKind::ArgumentConflict,
                    format!("the tier `{tier}` has two radii"),
                );
            }
            Some(tier) => tiers.push(TierRadius {
                tier: tier.clone(),
                radius: arg.radius,
            }),
            None if uniform.is_some() => {
                return wrong(
                    ErrorKind::ArgumentConflict,
                    "there are two radii for all facilities; name a tier for each, as in `--radius clinic=3km --radius township=10km`",
                );
            }
            None => uniform = Some(arg.radius),
        }
    }
    match (uniform, tiers.is_empty()) {
        (Some(_), false) => wrong(
            ErrorKind::ArgumentConflict,
            "one radius is for all facilities and another for a tier; give either one radius, or one for each tier that serves",
        ),
        (Some(radius), true) => Ok(Some(Reach::Uniform(radius))),
        (None, false) => Ok(Some(Reach::ByTier(tiers))),
        (None, true) => Ok(None),
    }
}

/// The tables of records, in the order in which kinds are listed.
fn records(args: &HeldArgs) -> Vec<RecordRequest> {
    [
        (&args.units, Some(RecordKind::Units)),
        (&args.links, Some(RecordKind::Links)),
        (&args.indicators, Some(RecordKind::Indicators)),
        (&args.attributes, None),
        (&args.records, None),
    ]
    .into_iter()
    .flat_map(|(paths, kind)| {
        paths.iter().map(move |path| RecordRequest {
            path: path.clone(),
            kind,
        })
    })
    .collect()
}

fn standard(args: &AnalyzeArgs) -> Result<StandardAsk, Contradiction> {
    let asked = StandardAsk {
        name: args.standard.standard.clone(),
        records: records(&args.standard),
        as_of: args.standard.as_of,
        set: args.standard.set.clone(),
    };
    // A project may have a standard of its own.
    if asked.name.is_none() && args.project.is_none() && asked != StandardAsk::default() {
        return wrong(
            ErrorKind::MissingRequiredArgument,
            "tables of records, --as-of and --set are for a standard: which one? --standard NAME is missing",
        );
    }
    Ok(asked)
}

fn input(args: &AnalyzeArgs) -> Result<Input, Contradiction> {
    let files: Vec<InputFile> = [
        (&args.facilities, Role::Facilities),
        (&args.villages, Role::Villages),
        (&args.districts, Role::Districts),
    ]
    .into_iter()
    .flat_map(|(paths, role)| {
        let [columns, anywhere] = columns(&args.columns, role);
        paths.iter().map(move |path| InputFile {
            path: path.clone(),
            role,
            columns: columns.clone(),
            anywhere: anywhere.clone(),
        })
    })
    .collect();
    if let Some(project) = &args.project {
        if !files.is_empty() {
            return wrong(
                ErrorKind::ArgumentConflict,
                format!(
                    "`{}` is a project of its own: give either it, or --facilities and --villages",
                    project.display()
                ),
            );
        }
        if args.columns.is_given() {
            return wrong(
                ErrorKind::ArgumentConflict,
                "a project says which columns it reads; change them in the window, or name the files with --facilities and --villages",
            );
        }
        return Ok(Input::Project(project.clone()));
    }
    match (args.facilities.is_empty(), args.villages.is_empty()) {
        (false, false) => Ok(Input::Files(files)),
        (true, true)
            if args.standard.standard.is_some()
                && args.districts.is_empty()
                && !args.columns.is_given()
                && records(&args.standard).is_empty() =>
        {
            Ok(Input::Demo)
        }
        (true, true) => wrong(
            ErrorKind::MissingRequiredArgument,
            "there is nothing to analyze: give --facilities FILE and --villages FILE, or a project",
        ),
        (true, false) => wrong(
            ErrorKind::MissingRequiredArgument,
            "who gives care? --facilities FILE is missing",
        ),
        (false, true) => wrong(
            ErrorKind::MissingRequiredArgument,
            "who needs care? --villages FILE is missing",
        ),
    }
}

/// The columns that are named for the files of a role, and for every file of the role that has them.
fn columns(args: &ColumnArgs, role: Role) -> [RoleColumns; 2] {
    let (name, id) = match role {
        Role::Facilities => (&args.facilities_name_field, &args.facilities_id_field),
        Role::Villages => (&args.villages_name_field, &args.villages_id_field),
        Role::Districts => (&args.districts_name_field, &args.districts_id_field),
    };
    // Only villages have people and only facilities have tiers.
    let only = |in_role: Role, column: &Option<String>| column.clone().filter(|_| role == in_role);
    [
        RoleColumns {
            id: id.clone(),
            name: name.clone(),
            population: only(Role::Villages, &args.villages_population_field),
            tier: only(Role::Facilities, &args.facilities_tier_field),
        },
        RoleColumns {
            id: args.id_field.clone(),
            name: args.name_field.clone(),
            population: only(Role::Villages, &args.population_field),
            tier: only(Role::Facilities, &args.tier_field),
        },
    ]
}

impl ColumnArgs {
    fn is_given(&self) -> bool {
        [
            &self.population_field,
            &self.name_field,
            &self.id_field,
            &self.tier_field,
            &self.facilities_name_field,
            &self.facilities_id_field,
            &self.facilities_tier_field,
            &self.villages_name_field,
            &self.villages_id_field,
            &self.villages_population_field,
            &self.districts_name_field,
            &self.districts_id_field,
        ]
        .into_iter()
        .any(Option::is_some)
    }
}
