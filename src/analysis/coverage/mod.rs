//! Point coverage: every village against the facilities that serve (definitions D1, D3 and D4).
//!
//! What is measured (`rows`) is kept apart from how it is judged (`judge`): a facility that moves is measured anew only where it can
//! matter, another radius is judged anew only. [`LiveCoverage`] carries an answer on; [`coverage`] is its first step.

mod groups;
mod judge;
mod lists;
mod live;
mod rows;
mod within;

pub use live::LiveCoverage;
pub use within::{Around, within_reach};

use std::sync::Arc;

use super::AnalysisError;
use super::demand::Demand;
use super::locate::DistrictIndex;
use crate::base::Progress;
use crate::model::{AnalysisSpec, Coverage, Scenario};

/// What coverage is asked of.
#[derive(Clone, Copy)]
pub struct CoverageRequest<'a> {
    /// The facilities and villages.
    pub scenario: &'a Scenario,
    /// The question.
    pub spec: &'a AnalysisSpec,
    /// The districts.
    pub index: &'a DistrictIndex,
    /// The villages in spatial order.
    pub demand: &'a Arc<Demand>,
}

/// Answers who is within reach.
///
/// A village is covered when at least k facilities lie within their own tier's radius, d ≤ R, on the ellipsoid.
///
/// # Errors
/// When the question does not fit the data, or the job is cancelled.
pub fn coverage(
    request: &CoverageRequest<'_>,
    progress: &Progress,
) -> Result<Arc<Coverage>, AnalysisError> {
    LiveCoverage::once(request, progress)
}
