//! The marks of villages and facilities in drawing order: sorted once, then patched where an answer changed.

use rayon::prelude::*;

use super::ground::Ground;
use super::scene::{FacilityMark, FacilityState, VillageMark};
use super::shown::Shown;
use crate::model::standard::Verdict;
use crate::model::{Coverage, Dataset, FacilityRef, Status};

/// Radius of a covered village in points, before crowding.
const COVERED_RADIUS: f32 = 0.8;
/// Fewer villages than this are not worth another thread.
const MANY: usize = 2048;

/// A set of small numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct BitSet(Vec<u64>);

impl BitSet {
    pub fn of(numbers: &[u32]) -> Self {
        let mut set = Self::default();
        // From the largest, so that it grows once.
        for n in numbers.iter().rev() {
            set.insert(*n);
        }
        set
    }

    pub fn insert(&mut self, n: u32) {
        let word = n as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (n % 64);
    }

    pub fn contains(&self, n: u32) -> bool {
        let word = self.0.get(n as usize / 64);
        word.is_some_and(|w| w >> (n % 64) & 1 == 1)
    }
}

/// The radius of the dots of covered villages in points.
pub(super) fn dot(ground: &Ground) -> f32 {
    (COVERED_RADIUS * ground.scale.crowding).max(0.5)
}

/// The mark of a village that is not plainly covered and has a place.
pub(super) fn raised_mark(
    dataset: &Dataset,
    ground: &Ground,
    village: u32,
    status: Status,
) -> Option<VillageMark> {
    let people = || {
        let v = dataset.villages.get(village as usize);
        v.map_or(0.0, crate::model::Village::people)
    };
    let radius = match status {
        Status::Covered => return None,
        Status::Gap => ground.scale.radius(people()),
        Status::Borderline => ground.scale.radius(people()).max(2.0),
        Status::Unknown => (2.0 * ground.scale.crowding).max(1.4),
    };
    Some(VillageMark {
        village,
        at: ground.places.of(village)?,
        status,
        radius,
    })
}

/// Where a mark stands in the drawing order: by class, larger ones first, then by input. The bits of positive floats grow with them.
fn village_key(m: &VillageMark) -> (u8, u32, u32) {
    let class = match m.status {
        Status::Covered => 0,
        Status::Unknown => 1,
        Status::Borderline => 2,
        Status::Gap => 3,
    };
    (class, !m.radius.to_bits(), m.village)
}

/// How villages stand: by the rule that is shown, else by coverage.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    pub coverage: &'a Coverage,
    pub shown: Option<&'a Shown>,
}

impl Standing<'_> {
    pub fn status(self, village: u32) -> Option<Status> {
        let shown = self.shown.and_then(|s| s.status(village as usize));
        shown.or_else(|| self.coverage.villages.status(village as usize))
    }
}

/// The raised ones of some villages, whose numbers rise, in drawing order.
fn raised_of(
    villages: impl IndexedParallelIterator<Item = u32>,
    dataset: &Dataset,
    standing: Standing<'_>,
    ground: &Ground,
) -> Vec<VillageMark> {
    let mut marks: Vec<VillageMark> = villages
        .with_min_len(MANY)
        .filter_map(|v| raised_mark(dataset, ground, v, standing.status(v)?))
        .collect();
    // Stable: equal ones stay in the order of their numbers.
    radsort::sort_by_key(&mut marks, |m| {
        let (class, radius, _) = village_key(m);
        u64::from(class) << 32 | u64::from(radius)
    });
    marks
}

/// All raised marks in drawing order.
pub(super) fn raised(
    dataset: &Dataset,
    standing: Standing<'_>,
    ground: &Ground,
) -> Vec<VillageMark> {
    let all = 0..standing.coverage.villages.len() as u32;
    raised_of(all.into_par_iter(), dataset, standing, ground)
}

/// The same after the answers of some villages changed.
pub(super) fn raised_again(
    old: &[VillageMark],
    dataset: &Dataset,
    standing: Standing<'_>,
    ground: &Ground,
    changed: &[u32],
) -> Vec<VillageMark> {
    let gone = BitSet::of(changed);
    let new = raised_of(changed.par_iter().copied(), dataset, standing, ground);
    merge(old, &new, |m| gone.contains(m.village), village_key)
}

/// What stays of the old marks with the new ones in their places; both are in order.
fn merge<M: Copy, K: Ord>(
    old: &[M],
    new: &[M],
    gone: impl Fn(&M) -> bool,
    key: impl Fn(&M) -> K,
) -> Vec<M> {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut rest = old;
    for mark in new {
        let at = key(mark);
        // In doubling steps, then by halving: quick for one new mark among many and for many that lie close.
        let mut ahead = 1;
        while rest.get(ahead - 1).is_some_and(|m| key(m) < at) {
            ahead *= 2;
        }
        let near = &rest[..rest.len().min(ahead - 1)];
        let (before, after) = rest.split_at(near.partition_point(|m| key(m) < at));
        all.extend(before.iter().filter(|m| !gone(m)));
        all.push(*mark);
        rest = after;
    }
    all.extend(rest.iter().filter(|m| !gone(m)));
    all
}

fn facility_mark(
    Standing { coverage, shown }: Standing<'_>,
    ground: &Ground,
    facility: u32,
) -> Option<FacilityMark> {
    let f = coverage.facilities.get(facility as usize)?;
    let serves = coverage
        .radii
        .get(facility as usize)
        .is_some_and(Option::is_some);
    let held = shown.filter(|s| !s.facilities.is_empty());
    let verdict = held.map(|s| s.facilities.get(facility as usize).copied().flatten());
    let (symbol, radius) = ground.size(f.tier);
    Some(FacilityMark {
        facility,
        at: ground.place(f.location),
        tier: f.tier,
        symbol,
        radius,
        state: match f.reference {
            _ if f.closed => FacilityState::Closed,
            _ if verdict == Some(Some(Verdict::Fail)) => FacilityState::Failing,
            _ if matches!(verdict, Some(Some(Verdict::Borderline | Verdict::Unknown))) => {
                FacilityState::Unsure
            }
            // Whom the rule is not about stands back.
            _ if verdict == Some(None) => FacilityState::Idle,
            FacilityRef::Baseline(_) if verdict.is_some() => FacilityState::Serving,
            _ if !serves => FacilityState::Idle,
            FacilityRef::Added(_) => FacilityState::Added,
            FacilityRef::Baseline(_) if f.moved => FacilityState::Moved,
            FacilityRef::Baseline(_) => FacilityState::Serving,
        },
    })
}

fn facility_key(ground: &Ground) -> impl Fn(&FacilityMark) -> (bool, bool, u16, u32) + '_ {
    |m| {
        let serves = !matches!(m.state, FacilityState::Idle | FacilityState::Closed);
        let stands_out = m.state == FacilityState::Failing;
        (serves, stands_out, ground.rank(m.tier), m.facility)
    }
}

/// All facilities in drawing order.
pub(super) fn facilities(standing: Standing<'_>, ground: &Ground) -> Vec<FacilityMark> {
    let mut marks: Vec<FacilityMark> = (0..standing.coverage.facilities.len() as u32)
        .filter_map(|i| facility_mark(standing, ground, i))
        .collect();
    marks.sort_unstable_by_key(facility_key(ground));
    marks
}

/// The same after some facilities changed.
pub(super) fn facilities_again(
    old: &[FacilityMark],
    standing: Standing<'_>,
    ground: &Ground,
    changed: &[u32],
) -> Vec<FacilityMark> {
    let gone = BitSet::of(changed);
    let mut new: Vec<FacilityMark> = changed
        .iter()
        .filter_map(|i| facility_mark(standing, ground, *i))
        .collect();
    new.sort_unstable_by_key(facility_key(ground));
    let gone = |m: &FacilityMark| gone.contains(m.facility);
    merge(old, &new, gone, facility_key(ground))
}

fn is_edited(coverage: &Coverage, facility: u32) -> bool {
    let facility = coverage.facilities.get(facility as usize);
    facility.is_some_and(|f| f.moved || matches!(f.reference, FacilityRef::Added(_)))
}

/// The facilities that do not stand where the baseline has them, in their order.
pub(super) fn edited(coverage: &Coverage) -> Vec<u32> {
    let all = 0..coverage.facilities.len() as u32;
    all.filter(|i| is_edited(coverage, *i)).collect()
}

/// The same after some facilities changed.
pub(super) fn edited_again(old: &[u32], coverage: &Coverage, changed: &[u32]) -> Vec<u32> {
    let gone = BitSet::of(changed);
    let kept = old.iter().filter(|i| !gone.contains(**i));
    let new = changed.iter().filter(|i| is_edited(coverage, **i));
    let mut all: Vec<u32> = kept.chain(new).copied().collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn new_marks_come_to_stand_in_order_however_many_they_are(
            old in proptest::collection::btree_set(0u32..200, 0..150), new in proptest::collection::btree_set(0u32..200, 0..150)
        ) {
            let [old, new]: [Vec<u32>; 2] = [old, new].map(|set| set.into_iter().collect());
            let merged = merge(&old, &new, |m| m % 3 == 0 || new.contains(m), |m| *m);
            let kept = old.iter().filter(|m| *m % 3 != 0 && !new.contains(m));
            let mut expected: Vec<u32> = kept.chain(&new).copied().collect();
            expected.sort_unstable();
            prop_assert_eq!(merged, expected);
        }
    }
}
