//! What if: the baseline plus an ordered list of edits. The baseline is never touched.

use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::dataset::{Dataset, SourceRow};
use super::paged::Paged;
use crate::base::LonLat;

/// Which facility an edit is about, in a way that survives saving: the row it comes from, or the edit that added it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacilityRef {
    /// A facility of the baseline, by its position in [`Dataset::facilities`].
    Baseline(u32),
    /// A proposed site, by its order among those added (0 = first).
    Added(u32),
}

/// One change to the facilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A new site is tried.
    Add {
        /// Its name.
        name: String,
        /// Its tier's name, as in the data.
        tier: String,
        /// Where.
        at: LonLat,
    },
    /// A facility stands elsewhere.
    Move {
        /// Which.
        facility: FacilityRef,
        /// Where to.
        to: LonLat,
    },
    /// A facility no longer serves.
    Close {
        /// Which.
        facility: FacilityRef,
    },
    /// A closed facility serves again.
    Reopen {
        /// Which.
        facility: FacilityRef,
    },
}

/// A facility as the scenario has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ServingFacility {
    /// Which one.
    pub reference: FacilityRef,
    /// Where it comes from; `None` for a proposed site.
    pub source: Option<SourceRow>,
    /// Identifier (`new-1` … for proposed sites).
    pub id: EcoString,
    /// Name.
    pub name: EcoString,
    /// Tier, an index into [`Dataset::tiers`].
    pub tier: u16,
    /// Where it stands now.
    pub location: LonLat,
    /// Whether an edit closed it.
    pub closed: bool,
    /// Whether an edit moved it.
    pub moved: bool,
}

/// The baseline with edits.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The baseline.
    pub dataset: Arc<Dataset>,
    /// The edits, first to last.
    pub edits: Vec<Edit>,
}

impl Scenario {
    /// The baseline without edits.
    #[must_use]
    pub fn baseline(dataset: Arc<Dataset>) -> Self {
        Self {
            dataset,
            edits: Vec::new(),
        }
    }

    /// All facilities with the edits applied: the baseline's in their order, then the added sites in theirs. Closed ones are in the
    /// list, marked. An edit about a facility that does not exist has no effect.
    #[must_use]
    pub fn facilities(&self) -> Paged<ServingFacility> {
        self.edited(&unedited(&self.dataset))
    }

    /// The same from the list without edits (see [`unedited`]), of which all is shared that no edit touches.
    #[must_use]
    pub fn edited(&self, unedited: &Paged<ServingFacility>) -> Paged<ServingFacility> {
        let mut all = unedited.clone();
        let baseline = all.len();
        let position = |reference: &FacilityRef| match *reference {
            FacilityRef::Baseline(i) => Some(i as usize).filter(|i| *i < baseline),
            FacilityRef::Added(i) => Some(baseline + i as usize),
        };
        for edit in &self.edits {
            match edit {
                Edit::Add { name, tier, at } => {
                    let number = u32::try_from(all.len() - baseline).unwrap_or(u32::MAX);
                    let tiers = &self.dataset.tiers;
                    let known = tiers.iter().position(|t| &*t.name == tier.as_str());
                    let known = known.or_else(|| tiers.iter().position(|t| t.answers_to(tier)));
                    all.push(ServingFacility {
                        reference: FacilityRef::Added(number),
                        source: None,
                        id: format!("new-{}", number + 1).into(),
                        name: name.as_str().into(),
                        tier: known.and_then(|t| u16::try_from(t).ok()).unwrap_or(0),
                        location: *at,
                        closed: false,
                        moved: false,
                    });
                }
                Edit::Move { facility, to } => {
                    if let Some(f) = position(facility).and_then(|i| all.get_mut(i)) {
                        f.location = *to;
                        f.moved = true;
                    }
                }
                Edit::Close { facility } => {
                    if let Some(f) = position(facility).and_then(|i| all.get_mut(i)) {
                        f.closed = true;
                    }
                }
                Edit::Reopen { facility } => {
                    if let Some(f) = position(facility).and_then(|i| all.get_mut(i)) {
                        f.closed = false;
                    }
                }
            }
        }
        all
    }
}

/// The facilities of a dataset as no edit has touched them.
#[must_use]
pub fn unedited(dataset: &Dataset) -> Paged<ServingFacility> {
    (0u32..)
        .zip(&dataset.facilities)
        .map(|(i, f)| ServingFacility {
            reference: FacilityRef::Baseline(i),
            source: Some(f.source),
            id: f.id.clone(),
            name: f.name.clone(),
            tier: f.tier,
            location: f.location,
            closed: false,
            moved: false,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_and_leave_the_baseline_alone() {
        let scenario = Scenario {
            dataset: Arc::new(Dataset::default()),
            edits: vec![
                Edit::Add {
                    name: "A".into(),
                    tier: String::new(),
                    at: LonLat::new(1.0, 1.0),
                },
                Edit::Move {
                    facility: FacilityRef::Added(0),
                    to: LonLat::new(2.0, 2.0),
                },
                Edit::Close {
                    facility: FacilityRef::Baseline(7),
                },
                Edit::Close {
                    facility: FacilityRef::Added(0),
                },
            ],
        };
        let all = scenario.facilities();
        assert_eq!(all.len(), 1);
        assert!(all[0].closed && all[0].moved);
        assert_eq!(all[0].location, LonLat::new(2.0, 2.0));
        assert!(scenario.dataset.facilities.is_empty());
    }
}
