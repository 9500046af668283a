//! The coverage analysis: who is within reach, by district and tier, and where reach ends.
//!
//! Works on a scenario and a question, takes every cost from `travel`, and knows neither files nor screens.
pub mod areas;
pub mod classing;
mod coverage;
mod demand;
pub mod equity;
mod load;
mod locate;
pub mod register;
mod serving;
pub mod standards;

pub use areas::{PreparedDistricts, Reachable, areas, shares, total};
pub use coverage::{Around, CoverageRequest, LiveCoverage, coverage, within_reach};
pub use demand::Demand;
pub use load::loads;
pub use locate::{DistrictIndex, Located};
pub use register::register;
pub use standards::{CheckRequest, Checker};

use crate::base::Cancelled;
use crate::model::FilterProblem;

/// Why a question cannot be answered.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// The filter cannot be read.
    #[error(transparent)]
    Filter(#[from] FilterProblem),
    /// The filter names a field that no facility layer has.
    #[error("no facility layer has a field `{field}`")]
    UnknownField {
        /// The field.
        field: String,
        /// The fields that there are.
        available: Vec<String>,
    },
    /// A radius is given for a tier that no facility has.
    #[error("no facility has the tier `{tier}`")]
    UnknownTier {
        /// The tier as it was typed.
        tier: String,
        /// The tiers that there are.
        available: Vec<String>,
    },
    /// `within-unit` is asked for, but there are no districts.
    #[error("within-unit needs districts")]
    NoUnits,
    /// Somebody stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
