//! The names of a scene in order of importance, in parts that scenes share: the districts by people beyond reach, the facilities by
//! tier, the worst gaps.

use std::sync::Arc;

use super::ground::{Ground, NameChunk};
use super::legend::worst_districts;
use super::scene::{LabelCandidate, LabelOf};
use crate::model::{Coverage, Dataset, FacilityRef, Status};

/// How many villages beyond reach get a chance of a label.
const LABELLED_GAPS: usize = 400;

/// Names worth a place, most important first.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    parts: Vec<Arc<[LabelCandidate]>>,
}

impl Labels {
    /// All names, most important first.
    pub fn iter(&self) -> impl Iterator<Item = &LabelCandidate> + Clone {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.is_empty())
    }

    /// The names of an answer. `edited` are the facilities that do not stand where the baseline has them.
    pub(super) fn new(
        dataset: &Dataset,
        coverage: &Coverage,
        ground: &Ground,
        edited: &[u32],
    ) -> Self {
        let mut parts = vec![districts(dataset, coverage, ground)];
        parts.extend(facilities(coverage, ground, edited));
        parts.push(gaps(dataset, coverage, ground));
        Self { parts }
    }
}

fn districts(dataset: &Dataset, coverage: &Coverage, ground: &Ground) -> Arc<[LabelCandidate]> {
    let ranked = worst_districts(coverage);
    let rest = (ranked.len()..dataset.districts.len()).map(|i| i as u32);
    let candidate = |i: u32| {
        Some(LabelCandidate {
            at: *ground.districts.anchors.get(i as usize)?,
            text: dataset.districts.get(i as usize)?.name.clone(),
            of: LabelOf::District(i),
            clearance: 0.0,
        })
    };
    let all = ranked.iter().copied().chain(rest).filter_map(candidate);
    all.filter(|l| !l.text.trim().is_empty()).collect()
}

/// The names of the baseline's facilities, those that were moved at their new place, those that were added at the end of their tier.
fn facilities(
    coverage: &Coverage,
    ground: &Ground,
    edited: &[u32],
) -> impl Iterator<Item = Arc<[LabelCandidate]>> {
    let mut chunks = ground.names.clone();
    let mut replaced: Vec<Option<Vec<LabelCandidate>>> = vec![None; chunks.len()];
    let mut added: Vec<(u16, LabelCandidate)> = Vec::new();
    for (i, f) in edited
        .iter()
        .filter_map(|i| Some((*i, coverage.facilities.get(*i as usize)?)))
    {
        let at = ground.place(f.location);
        if let FacilityRef::Added(_) = f.reference {
            let candidate = LabelCandidate {
                at,
                text: f.name.clone(),
                of: LabelOf::Facility(i),
                clearance: ground.size(f.tier).1,
            };
            if !f.name.trim().is_empty() {
                added.push((ground.rank(f.tier), candidate));
            }
        } else if let Some(chunk) = ground.chunk_of.get(i as usize).copied().flatten() {
            let chunk = chunk as usize;
            let names = replaced[chunk].get_or_insert_with(|| chunks[chunk].names.to_vec());
            if let Some(l) = names.iter_mut().find(|l| l.of == LabelOf::Facility(i)) {
                l.at = at;
            }
        }
    }
    for (chunk, names) in chunks.iter_mut().zip(replaced) {
        if let Some(names) = names {
            chunk.names = names.into();
        }
    }
    // Stable: within a tier they stay in their order.
    added.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    for same in added.chunk_by(|a, b| a.0 == b.0) {
        let rank = same[0].0;
        let end = chunks.partition_point(|c| c.rank >= rank);
        let names = same.iter().map(|(_, l)| l.clone()).collect();
        chunks.insert(end, NameChunk { rank, names });
    }
    chunks.into_iter().map(|c| c.names)
}

fn gaps(dataset: &Dataset, coverage: &Coverage, ground: &Ground) -> Arc<[LabelCandidate]> {
    let candidate = |i: &u32| {
        let village = dataset.villages.get(*i as usize)?;
        let answer = coverage.villages.get(*i as usize)?;
        (answer.status == Status::Gap).then_some(())?;
        Some(LabelCandidate {
            at: ground.places.of(*i)?,
            text: village.name.clone(),
            of: LabelOf::Village(*i),
            clearance: ground.scale.radius(village.people()),
        })
    };
    let worst = coverage.gaps.iter().filter_map(candidate);
    worst
        .take(LABELLED_GAPS)
        .filter(|l| !l.text.trim().is_empty())
        .collect()
}
