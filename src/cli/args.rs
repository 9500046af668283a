//! The command line's grammar, and nothing of what it means: names, values, help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::{Date, Metres, UnitProblem};
use crate::i18n::Lang;
use crate::map::page::{self, PageSpec};
use crate::model::Filter;
use crate::session::ReportFormat;

const EXAMPLES: &str = "\
Examples:
  lastmile                                    open the demo county
  lastmile villages.geojson clinics.geojson   open files in the window
  lastmile analyze --facilities clinics.geojson --villages villages.geojson \\
           --districts towns.geojson --radius 5km --out result --map gap-map.png
  lastmile analyze plan.lastmile --out result
  lastmile inspect villages.geojson

Exit codes: 0 done, 2 wrong command line, 3 unusable input, 4 output cannot be written, 130 cancelled.";

const ANALYZE_EXAMPLES: &str = "\
Examples:
  lastmile analyze --facilities f.geojson --villages v.geojson --radius 5km --out result
  lastmile analyze --facilities f.geojson --villages v.geojson --districts d.geojson \\
           --radius clinic=2.5km --radius township=5km --where 'beds >= 10' --out result \\
           --map gap-map.png --map gap-map.svg --tables tables.xlsx \\
           --page a4-landscape --lang zh-CN
  lastmile analyze plan.lastmile --out result --json
  lastmile analyze --standard lianyungang --out result --report report.pdf
  lastmile analyze --facilities f.geojson --villages v.geojson --districts d.geojson \\
           --units units.csv --links links.csv --attributes staff.csv \\
           --standard my.toml --as-of 2021-12-31 --set clinic_reach=3km --out result

Written into DIR, all of it or nothing: villages.csv, districts.csv, gaps.geojson,
summary.json, the maps, the atlas, the report and the workbook; with a standard also rules.csv,
facilities.csv, audit.csv and network.csv. What else lies in DIR is not touched.";

const STANDARD: &str = "Standard";

const COLUMNS: &str = "Columns, where the automatic choice is not right";

/// Who lives beyond the reach of care: a viewer and an analysis.
#[derive(Debug, Parser)]
#[command(name = "lastmile", version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct CommandLine {
    /// Data files or one project to open in the window; none: the demo county
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find out who is beyond reach, and write tables, gaps and maps
    Analyze(Box<AnalyzeArgs>),
    /// Say what a file holds: format, fields, extent, the role it would get, every warning
    Inspect(InspectArgs),
    /// Write the files of the demo county, an invented prefecture
    Demo(DemoArgs),
    /// List, show and check standards: files of rules that care is held to
    Standard(StandardArgs),
}

#[derive(Debug, Args)]
#[command(after_help = ANALYZE_EXAMPLES)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct AnalyzeArgs {
    /// A saved project, instead of --facilities, --villages and --districts
    pub project: Option<PathBuf>,

    /// Places that give care (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub facilities: Vec<PathBuf>,
    /// Places where people live (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub villages: Vec<PathBuf>,
    /// Areas to sum over (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub districts: Vec<PathBuf>,

    /// How far care reaches: `5km` for all, or `TIER=5km` for each tier that serves (m, km, mi, ft)
    #[arg(long, value_name = "[TIER=]DISTANCE", value_parser = radius, allow_hyphen_values = true, help_heading = "Question")]
    pub radius: Vec<RadiusArg>,
    /// Only facilities that pass this filter serve, e.g. `tier = township and beds >= 10`
    #[arg(long = "where", value_name = "FILTER", value_parser = filter, help_heading = "Question")]
    pub filter: Option<String>,
    /// Only facilities of the village's own district serve
    #[arg(long, help_heading = "Question")]
    pub within_unit: bool,
    /// A village is covered when this many facilities are within reach
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), help_heading = "Question")]
    pub k: Option<u32>,
    /// Mark as borderline what lies this near the edge of the reach
    #[arg(long, value_name = "DISTANCE", value_parser = distance, help_heading = "Question")]
    pub tolerance: Option<Metres>,

    #[command(flatten)]
    pub standard: HeldArgs,

    #[command(flatten)]
    pub columns: ColumnArgs,

    /// The folder for the results; it may exist
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub out: PathBuf,
    /// Also draw the gap map, .png, .svg or .pdf (may be repeated); a bare name goes into DIR
    #[arg(long, value_name = "PATH", value_parser = map_path, help_heading = "Output")]
    pub map: Vec<PathBuf>,
    /// Also write the tables as a workbook, .xlsx; a bare name goes into DIR
    #[arg(long, value_name = "PATH", value_parser = tables_path, help_heading = "Output")]
    pub tables: Option<PathBuf>,
    /// Also bind an atlas of all districts, a .pdf; a bare name goes into DIR
    #[arg(long, value_name = "PATH", value_parser = pdf_path, help_heading = "Output")]
    pub atlas: Option<PathBuf>,
    /// The order of the atlas
    #[arg(long, value_enum, default_value_t = Order::Worst, requires = "atlas", help_heading = "Output")]
    pub atlas_order: Order,
    /// Only this district in the atlas, by id or name (may be repeated)
    #[arg(long, value_name = "NAME", requires = "atlas", help_heading = "Output")]
    pub atlas_only: Vec<String>,
    /// Only districts with a village beyond reach in the atlas
    #[arg(long, requires = "atlas", help_heading = "Output")]
    pub atlas_gaps: bool,
    /// Also write the report, .pdf or .html (may be repeated); a bare name goes into DIR
    #[arg(long, value_name = "PATH", value_parser = report_path, help_heading = "Output")]
    pub report: Vec<PathBuf>,
    /// Pixels per inch of a .png map
    #[arg(long, value_name = "N", default_value_t = PageSpec::default().dpi as u32, value_parser = clap::value_parser!(u32).range(36..=1200), help_heading = "Output")]
    pub dpi: u32,
    /// The map's paper
    #[arg(long, value_enum, default_value_t = Paper::usual(), help_heading = "Output")]
    pub page: Paper,
    /// What pages carry: organisation, logo, maker, date, approval, title, subtitle; a JSON file, instead of the project's own
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub template: Option<PathBuf>,
    /// Language of map, report and messages: en, zh-CN or both; the system's if not given
    #[arg(long, value_parser = lang, help_heading = "Output")]
    pub lang: Option<Lang>,
    /// No progress, and only errors
    #[arg(long, help_heading = "Output")]
    pub quiet: bool,
    /// Print summary.json on standard output
    #[arg(long, help_heading = "Output")]
    pub json: bool,
}

/// The standard that the data are held against, and the tables of records that it asks for.
#[derive(Debug, Args, Default)]
pub(super) struct HeldArgs {
    /// Hold the data against a standard: lianyungang, fuxin, weinan, handan, hebei, national, or a .toml file
    #[arg(long, value_name = "NAME|FILE", help_heading = STANDARD)]
    pub standard: Option<String>,
    /// A table of units: code, name, level, parent, population … (.csv, .xlsx; may be repeated)
    #[arg(long, value_name = "FILE", help_heading = STANDARD)]
    pub units: Vec<PathBuf>,
    /// A table of links: from, to, kind, since, until … (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = STANDARD)]
    pub links: Vec<PathBuf>,
    /// A table of reported figures: of, indicator, date, n, total, percent … (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = STANDARD)]
    pub indicators: Vec<PathBuf>,
    /// A table of more attributes of facilities or villages, by id, code or name (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = STANDARD)]
    pub attributes: Vec<PathBuf>,
    /// A table of records of any kind, which its columns tell (may be repeated)
    #[arg(long, value_name = "FILE", help_heading = STANDARD)]
    pub records: Vec<PathBuf>,
    /// The day as of which is asked; the standard's own if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = STANDARD)]
    pub as_of: Option<Date>,
    /// Turn a parameter of the standard, e.g. `clinic_reach=3km` (may be repeated)
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = parameter, help_heading = STANDARD)]
    pub set: Vec<(String, String)>,
}

/// Where the automatic choice of a column is not right.
// The options' names are the contract's, and clap takes them from the members.
#[expect(clippy::struct_field_names)]
#[derive(Debug, Args, Default)]
pub(super) struct ColumnArgs {
    /// The column of the villages' population
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    pub population_field: Option<String>,
    /// The column of names, in every file that has it
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    pub name_field: Option<String>,
    /// The column of identifiers, in every file that has it
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    pub id_field: Option<String>,
    /// The column of the facilities' tier
    #[arg(long, value_name = "NAME", help_heading = COLUMNS)]
    pub tier_field: Option<String>,
    /// The same for the facilities alone
    #[arg(long = "facilities.name-field", value_name = "NAME", help_heading = COLUMNS)]
    pub facilities_name_field: Option<String>,
    /// The same for the facilities alone
    #[arg(long = "facilities.id-field", value_name = "NAME", help_heading = COLUMNS)]
    pub facilities_id_field: Option<String>,
    /// The same, spelled in full
    #[arg(long = "facilities.tier-field", value_name = "NAME", help_heading = COLUMNS)]
    pub facilities_tier_field: Option<String>,
    /// The same for the villages alone
    #[arg(long = "villages.name-field", value_name = "NAME", help_heading = COLUMNS)]
    pub villages_name_field: Option<String>,
    /// The same for the villages alone
    #[arg(long = "villages.id-field", value_name = "NAME", help_heading = COLUMNS)]
    pub villages_id_field: Option<String>,
    /// The same, spelled in full
    #[arg(long = "villages.population-field", value_name = "NAME", help_heading = COLUMNS)]
    pub villages_population_field: Option<String>,
    /// The same for the districts alone
    #[arg(long = "districts.name-field", value_name = "NAME", help_heading = COLUMNS)]
    pub districts_name_field: Option<String>,
    /// The same for the districts alone
    #[arg(long = "districts.id-field", value_name = "NAME", help_heading = COLUMNS)]
    pub districts_id_field: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// The file
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Language: en, zh-CN or both; the system's if not given
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
}

#[derive(Debug, Args)]
pub(super) struct StandardArgs {
    #[command(subcommand)]
    pub what: StandardCommand,
    /// Language: en, zh-CN or both; the system's if not given
    #[arg(long, value_parser = lang, global = true)]
    pub lang: Option<Lang>,
}

#[derive(Debug, Subcommand)]
pub(super) enum StandardCommand {
    /// Name the standards that ship with the program
    List,
    /// Print the file of a shipped standard, to start one's own from
    Show {
        /// Its key, as `list` names it, or a file
        id: String,
    },
    /// Read a standard's file and tell every mistake in it
    Check {
        /// The file, or the key of a shipped standard
        file: String,
    },
    /// Print the JSON schema of the files, for editors that complete and check
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// The folder for the files; it may exist
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Language: en, zh-CN or both; the system's if not given
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
}

/// The paper of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    A4,
    A4Landscape,
    A3,
    A3Landscape,
}

impl Paper {
    /// What a map is drawn on when nothing is said.
    pub(super) fn usual() -> Self {
        let page = PageSpec::default();
        match (page.paper, page.landscape) {
            (page::Paper::A4, false) => Self::A4,
            (page::Paper::A4, true) => Self::A4Landscape,
            (page::Paper::A3, false) => Self::A3,
            (page::Paper::A3, true) => Self::A3Landscape,
        }
    }
}

/// The order of an atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// Most people beyond reach first
    Worst,
    /// By name
    Name,
    /// As in the file
    File,
}

/// One `--radius`: for all facilities, or for those of a tier.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RadiusArg {
    pub tier: Option<String>,
    pub radius: Metres,
}

fn distance(text: &str) -> Result<Metres, String> {
    text.parse().map_err(|problem| match problem {
        UnitProblem::NoUnit(number) => {
            let number = number.trim();
            format!("a distance needs a unit: is it `{number}km` or `{number}m`?")
        }
        UnitProblem::UnknownUnit { unit, .. } => {
            format!("`{unit}` is no unit of distance; there are m, km, mi and ft")
        }
        UnitProblem::NotANumber(_) => "this is no distance; write one like `5km` or `800m`".into(),
        UnitProblem::OutOfRange(_) => {
            "a distance is at least 0 and at most half the way round the Earth (20 003.9 km)".into()
        }
    })
}

fn radius(text: &str) -> Result<RadiusArg, String> {
    Ok(match text.rsplit_once('=') {
        Some((tier, length)) => RadiusArg {
            tier: Some(tier.trim().to_owned()),
            radius: distance(length)?,
        },
        None => RadiusArg {
            tier: None,
            radius: distance(text)?,
        },
    })
}

fn day(text: &str) -> Result<Date, String> {
    Date::iso(text).ok_or_else(|| "a day is written like 2021-12-31".to_owned())
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("a parameter is turned by its key and a value, like clinic_reach=3km".to_owned()),
    }
}

fn filter(text: &str) -> Result<String, String> {
    Filter::parse(text).map_or_else(
        |problem| {
            Err(format!(
                "at character {}: {} should stand there",
                problem.at, problem.expected
            ))
        },
        |_| Ok(text.to_owned()),
    )
}

fn lang(text: &str) -> Result<Lang, String> {
    text.parse()
        .map_err(|_| "the languages are en, zh-CN and both".to_owned())
}

fn tables_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if crate::session::is_workbook(&path) {
        Ok(path)
    } else {
        Err("a workbook's name ends in .xlsx".into())
    }
}

fn pdf_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_pdf = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    if is_pdf {
        Ok(path)
    } else {
        Err("an atlas' name ends in .pdf".into())
    }
}

fn map_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "png" | "svg" | "pdf" => Ok(path),
        _ => Err("a map's name ends in .png, .svg or .pdf".into()),
    }
}

fn report_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match ReportFormat::of(&path) {
        Some(_) => Ok(path),
        None => Err("a report's name ends in .pdf or .html".into()),
    }
}
