//! Edits in a project file: a facility is named by the row that it comes from and its identifier, so that an edit finds it again in a
//! file that gained or lost rows since.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::base::LonLat;
use crate::model::{Dataset, Edit, FacilityRef, SourceRow};

/// An edit as the project file holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedEdit {
    /// See [`Edit::Add`].
    Add {
        /// Its name.
        name: String,
        /// Its tier's name.
        tier: String,
        /// Where.
        at: LonLat,
    },
    /// See [`Edit::Move`].
    Move {
        /// Which.
        facility: SavedFacility,
        /// Where to.
        to: LonLat,
    },
    /// See [`Edit::Close`].
    Close {
        /// Which.
        facility: SavedFacility,
    },
    /// See [`Edit::Reopen`].
    Reopen {
        /// Which.
        facility: SavedFacility,
    },
}

impl SavedEdit {
    /// The position that it names.
    pub(super) fn place(&self) -> Option<LonLat> {
        match self {
            Self::Add { at, .. } => Some(*at),
            Self::Move { to, .. } => Some(*to),
            Self::Close { .. } | Self::Reopen { .. } => None,
        }
    }
}

/// A facility as the project file names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SavedFacility {
    /// A facility of a file.
    Baseline {
        /// The layer's position in the project.
        layer: u32,
        /// The feature's position in the file.
        row: u32,
        /// Which facility of this row, where one row gives several (a MultiPoint).
        #[serde(default, skip_serializing_if = "is_zero")]
        part: u32,
        /// Its identifier.
        id: String,
    },
    /// A proposed site, by its order among those added.
    Added {
        /// 0 = the first.
        added: u32,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref)] // The signature is serde's.
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// An edit whose facility the files no longer hold; it was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostEdit {
    /// The edit's position in the project.
    pub position: usize,
    /// The facility's identifier as saved; `new-1` … for a proposed site.
    pub id: String,
}

/// The edits as the project file holds them. An edit about a facility that the dataset does not hold has no effect and is left out.
#[must_use]
pub fn save_edits(dataset: &Dataset, edits: &[Edit]) -> Vec<SavedEdit> {
    let name = |facility: FacilityRef| match facility {
        FacilityRef::Added(added) => Some(SavedFacility::Added { added }),
        FacilityRef::Baseline(index) => {
            let index = index as usize;
            let facility = dataset.facilities.get(index)?;
            let earlier = dataset.facilities[..index].iter().rev();
            let part = earlier.take_while(|f| f.source == facility.source).count();
            Some(SavedFacility::Baseline {
                layer: facility.source.layer,
                row: facility.source.row,
                part: u32::try_from(part).unwrap_or(u32::MAX),
                id: facility.id.to_string(),
            })
        }
    };
    edits
        .iter()
        .filter_map(|edit| {
            Some(match edit {
                Edit::Add { name, tier, at } => SavedEdit::Add {
                    name: name.clone(),
                    tier: tier.clone(),
                    at: *at,
                },
                Edit::Move { facility, to } => SavedEdit::Move {
                    facility: name(*facility)?,
                    to: *to,
                },
                Edit::Close { facility } => SavedEdit::Close {
                    facility: name(*facility)?,
                },
                Edit::Reopen { facility } => SavedEdit::Reopen {
                    facility: name(*facility)?,
                },
            })
        })
        .collect()
}

/// The edits for the dataset that the project's files give now, and those whose facility is gone. A facility is the one of the same
/// row when that has the same identifier, else the first of the layer with this identifier.
#[must_use]
pub fn restore_edits(dataset: &Dataset, saved: &[SavedEdit]) -> (Vec<Edit>, Vec<LostEdit>) {
    let finder = Finder::new(dataset, saved);
    let (mut edits, mut lost) = (Vec::with_capacity(saved.len()), Vec::new());
    let mut added = 0;
    for (position, edit) in saved.iter().enumerate() {
        let found = match edit {
            SavedEdit::Add { name, tier, at } => {
                added += 1;
                Ok(Edit::Add {
                    name: name.clone(),
                    tier: tier.clone(),
                    at: *at,
                })
            }
            SavedEdit::Move { facility, to } => finder
                .find(facility, added)
                .map(|facility| Edit::Move { facility, to: *to }),
            SavedEdit::Close { facility } => finder
                .find(facility, added)
                .map(|facility| Edit::Close { facility }),
            SavedEdit::Reopen { facility } => finder
                .find(facility, added)
                .map(|facility| Edit::Reopen { facility }),
        };
        match found {
            Ok(edit) => edits.push(edit),
            Err(id) => lost.push(LostEdit { position, id }),
        }
    }
    (edits, lost)
}

/// Where facilities stand in the dataset.
struct Finder<'a> {
    dataset: &'a Dataset,
    by_row: HashMap<SourceRow, usize>,
    by_id: HashMap<(u32, &'a str), usize>,
}

impl<'a> Finder<'a> {
    fn new(dataset: &'a Dataset, saved: &[SavedEdit]) -> Self {
        let (mut by_row, mut by_id) = (HashMap::new(), HashMap::new());
        // Most projects have no edits and need no look-up.
        for (index, facility) in dataset.facilities.iter().enumerate() {
            if saved.is_empty() {
                break;
            }
            by_row.entry(facility.source).or_insert(index);
            by_id
                .entry((facility.source.layer, &*facility.id))
                .or_insert(index);
        }
        Self {
            dataset,
            by_row,
            by_id,
        }
    }

    /// The facility, or the identifier of one that is gone. `added` sites exist so far.
    fn find(&self, facility: &SavedFacility, added: u32) -> Result<FacilityRef, String> {
        match facility {
            SavedFacility::Added { added: number } if *number < added => {
                Ok(FacilityRef::Added(*number))
            }
            SavedFacility::Added { added: number } => {
                Err(format!("new-{}", number.saturating_add(1)))
            }
            SavedFacility::Baseline {
                layer,
                row,
                part,
                id,
            } => {
                let source = SourceRow {
                    layer: *layer,
                    row: *row,
                };
                let at_row = self
                    .by_row
                    .get(&source)
                    .map(|i| i + *part as usize)
                    .filter(|i| {
                        let facility = self.dataset.facilities.get(*i);
                        facility.is_some_and(|f| f.source == source && *f.id == **id)
                    });
                at_row
                    .or_else(|| self.by_id.get(&(*layer, id.as_str())).copied())
                    .and_then(|i| u32::try_from(i).ok())
                    .map(FacilityRef::Baseline)
                    .ok_or_else(|| id.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Facility;

    fn dataset(rows: &[(u32, &str)]) -> Dataset {
        Dataset {
            facilities: rows
                .iter()
                .map(|(row, id)| Facility {
                    source: SourceRow {
                        layer: 0,
                        row: *row,
                    },
                    id: (*id).into(),
                    name: (*id).into(),
                    tier: 0,
                    location: LonLat::new(0.0, 0.0),
                })
                .collect(),
            ..Dataset::default()
        }
    }

    fn close(facility: FacilityRef) -> Edit {
        Edit::Close { facility }
    }

    fn example() -> Vec<Edit> {
        vec![
            close(FacilityRef::Baseline(2)),
            Edit::Add {
                name: "x".into(),
                tier: String::new(),
                at: LonLat::new(1.0, 1.0),
            },
            Edit::Move {
                facility: FacilityRef::Added(0),
                to: LonLat::new(2.0, 2.0),
            },
            Edit::Reopen {
                facility: FacilityRef::Baseline(0),
            },
        ]
    }

    #[test]
    fn edits_come_back_as_they_were() {
        // Row 1 gives two facilities.
        let dataset = dataset(&[(0, "a"), (1, "b"), (1, "b")]);
        let saved = save_edits(&dataset, &example());
        assert!(
            matches!(&saved[0], SavedEdit::Close { facility: SavedFacility::Baseline { row: 1, part: 1, id, .. } } if id == "b")
        );
        assert_eq!(restore_edits(&dataset, &saved), (example(), vec![]));
    }

    #[test]
    fn an_edit_follows_its_facility_to_another_row_and_is_told_when_it_is_gone() {
        let saved = save_edits(
            &dataset(&[(0, "a"), (1, "b"), (2, "c")]),
            &[
                close(FacilityRef::Baseline(0)),
                close(FacilityRef::Baseline(2)),
            ],
        );
        let (edits, lost) = restore_edits(&dataset(&[(0, "new"), (1, "a"), (2, "b")]), &saved);
        assert_eq!(edits, [close(FacilityRef::Baseline(1))]);
        assert_eq!(
            lost,
            [LostEdit {
                position: 1,
                id: "c".into()
            }]
        );
    }

    #[test]
    fn an_edit_of_a_site_that_was_never_added_is_told() {
        let saved = [SavedEdit::Close {
            facility: SavedFacility::Added { added: 3 },
        }];
        let (edits, lost) = restore_edits(&Dataset::default(), &saved);
        assert!(edits.is_empty());
        assert_eq!(lost[0].id, "new-4");
    }
}
