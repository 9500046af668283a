//! The project file `*.lastmile`: readable, versioned JSON that says which files, with which roles, are asked what.
//!
//! ```json
//! { "lastmile": 1,
//!   "title": "…",
//!   "template": { "organisation": "…", "logo": { "name": "logo.svg", "kind": "svg", "bytes": "PHN2Zy…" }, "maker": "…" },
//!   "layers": [ { "path": "data/villages.geojson", "sha256": "…", "roles": [ { "role": "villages", "columns": { "name": "村名" } } ] } ],
//!   "spec": { "reach": { "uniform": 5000.0 }, "within_unit": false, "k": 1, "tolerance": 0.0 },
//!   "edits": [ { "close": { "facility": { "layer": 0, "row": 17, "id": "F17" } } } ],
//!   "share_classes": { "method": "natural", "breaks": [0.48, 0.71, 0.87, 0.97] },
//!   "look": { "layers": [ { "kind": "labels", "visible": false }, { "kind": "reach", "opacity": 60 }, … ] },
//!   "bookmarks": [ { "name": "…", "centre": { "lon": 119.2, "lat": 34.6 }, "scale": 250000.0 } ],
//!   "records": [ { "path": "data/links.csv", "kind": "links", "sha256": "…" } ],
//!   "standard": { "origin": "lianyungang", "text": "format = …", "turned": [["clinic_reach", "3km"]], "as_of": "2021-12-31" },
//!   "background": { "server": { "name": "…", "template": "https://…/{z}/{x}/{y}.png", "max_zoom": 18 }, "strength": 60 },
//!   "view": { "centre": { "lon": 119.2, "lat": 34.6 }, "scale": 250000.0 },
//!   "language": "zh-CN" }
//! ```
//!
//! Paths are relative to the project file, with forward slashes, so that a folder can be moved or sent as a whole; only a file on
//! another root (another Windows drive) has an absolute path. The file holds no data: a layer's `sha256` tells whether its file is the
//! one that was saved. Members that this version does not know are kept and written back. A newer version is refused by name.

mod background;
mod edits;
mod paths;
mod standard;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::logo;
use super::output::{OutputError, write_atomic};
use crate::base::LonLat;
use crate::base::units::LONGEST_GEODESIC;
use crate::model::template::LONGEST_TEXT;
use crate::model::{
    AnalysisSpec, Bookmark, LayerRoles, MapLook, PageTemplate, Reach, ShareClasses,
};

pub use background::{Plain, SavedBackground};
pub use edits::{LostEdit, SavedEdit, SavedFacility, restore_edits, save_edits};
pub use paths::{portable_path, resolve_path};
pub use standard::{SavedRecords, SavedStandard};

/// The version that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;

/// The usual extension, without the dot.
pub const EXTENSION: &str = "lastmile";

/// A project as it stands in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectFile {
    /// The format's version.
    #[serde(rename = "lastmile")]
    pub version: u64,
    /// What the planner calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What pages carry: organisation, maker …, the logo as the bytes of its file in base 64.
    #[serde(default, skip_serializing_if = "PageTemplate::is_default")]
    pub template: PageTemplate,
    /// The files, in the order of the dataset's layers.
    #[serde(default)]
    pub layers: Vec<ProjectLayer>,
    /// What is asked.
    #[serde(default)]
    pub spec: AnalysisSpec,
    /// The edits of the facilities, first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<SavedEdit>,
    /// The classes of the districts' fill; absent: 60, 80, 90 and 95 %.
    #[serde(default, skip_serializing_if = "ShareClasses::is_default")]
    pub share_classes: ShareClasses,
    /// How the map looks; absent: as a new one.
    #[serde(default, skip_serializing_if = "MapLook::is_default")]
    pub look: MapLook,
    /// The named views.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<Bookmark>,
    /// The tables of records beside the layers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<SavedRecords>,
    /// The standard that the project is held to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<SavedStandard>,
    /// What lies beneath the data; absent: the land that comes with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<SavedBackground>,
    /// Where the map stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<SavedView>,
    /// The language's tag; none: the user's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Default for ProjectFile {
    fn default() -> Self {
        Self {
            version: VERSION,
            title: None,
            template: PageTemplate::default(),
            layers: Vec::new(),
            spec: AnalysisSpec::default(),
            edits: Vec::new(),
            share_classes: ShareClasses::default(),
            look: MapLook::default(),
            bookmarks: Vec::new(),
            records: Vec::new(),
            standard: None,
            background: None,
            view: None,
            language: None,
            other: Map::new(),
        }
    }
}

/// A file of the project.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProjectLayer {
    /// Where it lies, as [`portable_path`] writes it; [`resolve_path`] finds the file. Empty for a layer of the demo county.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The layer is the demo county's of this name, generated afresh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo: Option<String>,
    /// The SHA-256 of the file when the project was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What it serves as.
    #[serde(default)]
    pub roles: LayerRoles,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Where the map stood.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    /// The middle of the map.
    pub centre: LonLat,
    /// The denominator of the scale there: 250 000 for 1 : 250 000.
    pub scale: f64,
}

/// Why a project cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The file cannot be read.
    #[error("`{}` cannot be read: {source}", .path.display())]
    Unreadable {
        /// The project.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no JSON, or a member is not what it should be.
    #[error("`{}`, line {line}, column {column}: {problem}", .path.display())]
    Malformed {
        /// The project.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the JSON reader said.
        problem: String,
    },
    /// JSON, but no project: the member `lastmile` is missing or no number.
    #[error("`{}` is no Lastmile project", .path.display())]
    NotAProject {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer version of the program.
    #[error("`{}` has version {version}; this program reads up to {VERSION}", .path.display())]
    Newer {
        /// The project.
        path: PathBuf,
        /// The version that it names.
        version: u64,
    },
    /// A value that cannot be meant, a negative radius for instance.
    #[error("`{}`: `{member}` cannot be {value}", .path.display())]
    BadValue {
        /// The project.
        path: PathBuf,
        /// The member, `spec.k` for instance.
        member: String,
        /// Its value.
        value: String,
    },
    /// A layer's path is not Unicode, so no text file can name it.
    #[error("`{}` is not Unicode", .path.display())]
    PathNotText {
        /// The layer's file.
        path: PathBuf,
    },
    /// The project cannot be written.
    #[error(transparent)]
    Unwritable(#[from] OutputError),
}

/// Reads a project. Its paths stay as they are in the file; see [`resolve_path`].
///
/// # Errors
/// When the file cannot be read, is no project, is newer than this program, or says what cannot be meant.
pub fn read_project(path: &Path) -> Result<ProjectFile, ProjectError> {
    let bytes = fs::read(path).map_err(|source| ProjectError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    from_bytes(path, &bytes)
}

/// Reads a project from the bytes of its file; `path` stands in errors.
///
/// # Errors
/// As [`read_project`], save that no file is opened.
pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<ProjectFile, ProjectError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let malformed = |error: serde_json::Error| {
        // The position stands in members of its own.
        let text = error.to_string();
        let problem = text
            .rsplit_once(" at line ")
            .map_or(text.as_str(), |(problem, _)| problem);
        ProjectError::Malformed {
            path: path.to_owned(),
            line: error.line(),
            column: error.column(),
            problem: problem.to_owned(),
        }
    };
    let value: Value = serde_json::from_slice(bytes).map_err(malformed)?;
    match value.get("lastmile").and_then(Value::as_u64) {
        None | Some(0) => {
            return Err(ProjectError::NotAProject {
                path: path.to_owned(),
            });
        }
        Some(version) if version > VERSION => {
            return Err(ProjectError::Newer {
                path: path.to_owned(),
                version,
            });
        }
        Some(_) => {}
    }
    // Read again from the bytes: only then an error knows its line.
    let project: ProjectFile = serde_json::from_slice(bytes).map_err(malformed)?;
    match impossible(&project) {
        Some((member, value)) => Err(ProjectError::BadValue {
            path: path.to_owned(),
            member,
            value,
        }),
        None => Ok(project),
    }
}

/// The first value that cannot be meant, with its member.
fn impossible(project: &ProjectFile) -> Option<(String, String)> {
    let spec = &project.spec;
    let length = |member: String, metres: f64| {
        (!(0.0..=LONGEST_GEODESIC.0).contains(&metres)).then(|| (member, metres.to_string()))
    };
    let bad_reach = match &spec.reach {
        Reach::Uniform(radius) => length("spec.reach.uniform".into(), radius.0),
        Reach::ByTier(list) => list
            .iter()
            .find_map(|t| length(format!("spec.reach.by_tier ({})", t.tier), t.radius.0)),
    };
    let bad_place = |member: String, p: LonLat| {
        LonLat::checked(p.lon, p.lat)
            .is_err()
            .then(|| (member, format!("({}, {})", p.lon, p.lat)))
    };
    bad_reach
        .or_else(|| length("spec.tolerance".into(), spec.tolerance.0))
        .or_else(|| (spec.k == 0).then(|| ("spec.k".into(), "0".into())))
        .or_else(|| {
            project.edits.iter().enumerate().find_map(|(i, edit)| {
                edit.place()
                    .and_then(|p| bad_place(format!("edits[{i}]"), p))
            })
        })
        .or_else(|| {
            let classes = &project.share_classes;
            let told = || {
                (
                    "share_classes.breaks".into(),
                    format!("{:?}", classes.breaks),
                )
            };
            (!classes.is_sound()).then(told)
        })
        .or_else(|| project.background.as_ref()?.impossible())
        .or_else(|| {
            let key = project.template.too_long()?;
            Some((format!("template.{key}"), format!("> {LONGEST_TEXT}")))
        })
        .or_else(|| {
            let logo = project.template.logo.as_ref()?;
            let told = |value| ("template.logo".to_owned(), value);
            match logo::checked(&logo.name, &logo.bytes) {
                Ok(checked) if checked.kind == logo.kind => None,
                Ok(_) => Some(told(format!("{:?}", logo.kind))),
                Err(problem) => Some(told(problem.to_string())),
            }
        })
        .or_else(|| project.standard.as_ref()?.impossible())
        .or_else(|| {
            let (member, value) = project.look.problem()?;
            Some((format!("look.{member}"), value))
        })
        .or_else(|| {
            let wrong = |(i, b): (usize, &Bookmark)| {
                let told = || {
                    (
                        format!("bookmarks[{i}]"),
                        format!("{:?}, scale {}", b.name, b.scale),
                    )
                };
                bad_place(format!("bookmarks[{i}].centre"), b.centre)
                    .or_else(|| (!b.is_sound()).then(told))
            };
            project.bookmarks.iter().enumerate().find_map(wrong)
        })
        .or_else(|| {
            project.view.as_ref().and_then(|view| {
                bad_place("view.centre".into(), view.centre).or_else(|| {
                    (view.scale <= 0.0).then(|| ("view.scale".into(), view.scale.to_string()))
                })
            })
        })
        .or_else(|| {
            project.layers.iter().enumerate().find_map(|(i, layer)| {
                (layer.path.is_empty() == layer.demo.is_none())
                    .then(|| (format!("layers[{i}].path"), format!("\"{}\"", layer.path)))
            })
        })
}

/// Writes a project, whole or not at all.
///
/// # Errors
/// When the file cannot be written.
pub fn write_project(path: &Path, project: &ProjectFile) -> Result<(), ProjectError> {
    Ok(write_atomic(path, &to_bytes(project))?)
}

/// A project's bytes: indented JSON. The same project has the same bytes, so comparing them tells whether there is unsaved work.
#[must_use]
pub fn to_bytes(project: &ProjectFile) -> Vec<u8> {
    // Every key is text; numbers that are no JSON numbers become null and are refused when they are read.
    let mut bytes = serde_json::to_vec_pretty(project).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod look_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::role::RoleUse;
    use crate::model::{Classing, Role, RoleColumns};

    fn example() -> ProjectFile {
        ProjectFile {
            title: Some("连云港 2025".into()),
            layers: vec![
                ProjectLayer {
                    path: "data/村庄 1.geojson".into(),
                    sha256: Some("ab".repeat(32)),
                    roles: LayerRoles(vec![RoleUse {
                        role: Role::Villages,
                        columns: RoleColumns {
                            name: Some("村名".into()),
                            ..RoleColumns::default()
                        },
                        rows: None,
                    }]),
                    ..ProjectLayer::default()
                },
                ProjectLayer {
                    demo: Some("facilities".into()),
                    ..ProjectLayer::default()
                },
            ],
            edits: vec![
                SavedEdit::Add {
                    name: "New".into(),
                    tier: "township".into(),
                    at: LonLat::new(119.0, 34.5),
                },
                SavedEdit::Close {
                    facility: SavedFacility::Added { added: 0 },
                },
            ],
            view: Some(SavedView {
                centre: LonLat::new(119.2, 34.6),
                scale: 250_000.0,
            }),
            language: Some("zh-CN".into()),
            ..ProjectFile::default()
        }
    }

    fn problem(text: &str) -> String {
        from_bytes(Path::new("p.lastmile"), text.as_bytes())
            .expect_err(text)
            .to_string()
    }

    #[test]
    fn a_project_survives_its_file_byte_for_byte() {
        let room = tempfile::tempdir().expect("room");
        let path = room.path().join("项目.lastmile");
        write_project(&path, &example()).expect("written");
        let read = read_project(&path).expect("read");
        assert_eq!(read, example());
        assert_eq!(to_bytes(&read), fs::read(&path).expect("bytes"));
        insta::assert_snapshot!(String::from_utf8(to_bytes(&read)).expect("text"), @r#"
        {
          "lastmile": 1,
          "title": "连云港 2025",
          "layers": [
            {
              "path": "data/村庄 1.geojson",
              "sha256": "abababababababababababababababababababababababababababababababab",
              "roles": [
                {
                  "role": "villages",
                  "columns": {
                    "name": "村名"
                  }
                }
              ]
            },
            {
              "demo": "facilities",
              "roles": []
            }
          ],
          "spec": {
            "reach": {
              "uniform": 5000.0
            },
            "within_unit": false,
            "k": 1,
            "tolerance": 0.0
          },
          "edits": [
            {
              "add": {
                "name": "New",
                "tier": "township",
                "at": {
                  "lon": 119.0,
                  "lat": 34.5
                }
              }
            },
            {
              "close": {
                "facility": {
                  "added": 0
                }
              }
            }
          ],
          "view": {
            "centre": {
              "lon": 119.2,
              "lat": 34.6
            },
            "scale": 250000.0
          },
          "language": "zh-CN"
        }
        "#);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..Default::default() })]

        // Without serde_json's `float_roundtrip` a number may come back one bit off, and the answer with it.
        #[test]
        fn positions_come_back_to_the_last_bit(lon in -180.0..180.0, lat in -90.0..90.0) {
            let at = LonLat::new(lon, lat);
            let project = ProjectFile {
                edits: vec![SavedEdit::Add { name: String::new(), tier: String::new(), at }],
                ..ProjectFile::default()
            };
            let again = from_bytes(Path::new("p"), &to_bytes(&project)).expect("project");
            proptest::prop_assert_eq!(again.edits[0].place(), Some(at));
        }
    }

    #[test]
    fn classes_survive_the_file_and_the_usual_ones_are_not_named() {
        let natural = ShareClasses {
            method: Classing::Natural,
            breaks: vec![0.48, 0.713],
        };
        let project = ProjectFile {
            share_classes: natural.clone(),
            ..ProjectFile::default()
        };
        let bytes = to_bytes(&project);
        let again = from_bytes(Path::new("p"), &bytes).expect("project");
        assert_eq!(again.share_classes, natural);
        let usual = String::from_utf8(to_bytes(&ProjectFile::default())).expect("text");
        assert!(!usual.contains("share_classes"));
    }

    #[test]
    fn a_short_project_means_the_defaults_and_unknown_members_are_kept() {
        let text = r#"{"lastmile": 1, "colour": {"gap": "red"}, "layers": [{"path": "a.geojson", "note": 3}]}"#;
        let project = from_bytes(Path::new("p"), text.as_bytes()).expect("project");
        assert_eq!(project.spec, AnalysisSpec::default());
        assert_eq!(project.layers[0].other["note"], 3);
        let again = from_bytes(Path::new("p"), &to_bytes(&project)).expect("again");
        assert_eq!(again.other["colour"]["gap"], "red");
        assert_eq!(again, project);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, message) in [
            (
                "{\n  \"lastmile\": 1,,",
                "`p.lastmile`, line 2, column 17: key must be a string",
            ),
            (
                "{\"lastmile\": 1,\n\"layers\": 7}",
                "`p.lastmile`, line 2, column 11: invalid type: integer `7`, expected a sequence",
            ),
            (
                "{\"type\": \"FeatureCollection\"}",
                "`p.lastmile` is no Lastmile project",
            ),
            ("[]", "`p.lastmile` is no Lastmile project"),
            (
                "{\"lastmile\": 2, \"layers\": 7}",
                "`p.lastmile` has version 2; this program reads up to 1",
            ),
            (
                "{\"lastmile\": 1, \"spec\": {\"k\": 0}}",
                "`p.lastmile`: `spec.k` cannot be 0",
            ),
            (
                "{\"lastmile\": 1, \"spec\": {\"reach\": {\"by_tier\": [{\"tier\": \"a\", \"radius\": -1}]}}}",
                "`p.lastmile`: `spec.reach.by_tier (a)` cannot be -1",
            ),
            (
                "{\"lastmile\": 1, \"share_classes\": {\"breaks\": [0.8, 0.6]}}",
                "`p.lastmile`: `share_classes.breaks` cannot be [0.8, 0.6]",
            ),
            (
                "{\"lastmile\": 1, \"layers\": [{}]}",
                "`p.lastmile`: `layers[0].path` cannot be \"\"",
            ),
            (
                "{\"lastmile\": 1, \"edits\": [{\"add\": {\"name\": \"\", \"tier\": \"\", \"at\": {\"lon\": 190, \"lat\": 0}}}]}",
                "`p.lastmile`: `edits[0]` cannot be (190, 0)",
            ),
        ] {
            assert_eq!(problem(text), message, "{text}");
        }
    }
}
