//! What of a standard the map shows.

use serde::{Deserialize, Serialize};

/// A rule that colours the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLook {
    /// The rule's key; a standard without such a rule leaves the map as it is.
    pub rule: String,
    /// What fills the districts.
    #[serde(default)]
    pub fill: RuleFill,
}

/// What fills districts where a rule colours the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleFill {
    /// How they stand: passed, need not, borderline, failed; unknown is hatched.
    #[default]
    Verdict,
    /// The share of their subjects that pass.
    Share,
    /// The number that was compared: the ratio, the count, the distance.
    Number,
}

/// Links that are drawn as lines from each facility to its lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkLook {
    /// The kind of link.
    pub kind: String,
    /// Whether districts are filled by the lead that they belong to.
    #[serde(default)]
    pub territories: bool,
}
