//! How a project keeps its tables of records and the standard that it is held to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::Date;
use crate::model::{RecordKind, StandardChoice};

/// A table of records of the project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedRecords {
    /// Where it lies, as [`portable_path`](super::portable_path) writes it; empty for a table of the demo county.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The table is the demo county's of this name, generated afresh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demo: Option<String>,
    /// What its rows are.
    pub kind: RecordKind,
    /// The SHA-256 of the file when the project was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// The standard of a project: its text travels with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedStandard {
    /// The key of a shipped one, or the file that it came from.
    pub origin: String,
    /// The TOML text.
    pub text: String,
    /// Parameters that are turned: key and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turned: Vec<(String, String)>,
    /// The day as of which is asked, `2021-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl From<&StandardChoice> for SavedStandard {
    fn from(choice: &StandardChoice) -> Self {
        Self {
            origin: choice.origin.clone(),
            text: choice.text.to_string(),
            turned: choice.turned.clone(),
            as_of: choice.as_of.map(|day| day.to_string()),
            other: Map::new(),
        }
    }
}

impl From<&SavedStandard> for StandardChoice {
    fn from(saved: &SavedStandard) -> Self {
        Self {
            origin: saved.origin.clone(),
            text: saved.text.as_str().into(),
            turned: saved.turned.clone(),
            as_of: saved.as_of.as_deref().and_then(Date::iso),
        }
    }
}

impl SavedStandard {
    /// The first value that cannot be meant. The text itself may be unfinished: the window shows what is wrong with it.
    pub(super) fn impossible(&self) -> Option<(String, String)> {
        let day = self.as_of.as_ref()?;
        (Date::iso(day).is_none()).then(|| ("standard.as_of".into(), day.clone()))
    }
}
