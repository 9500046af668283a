//! What the window works out from an answer besides what the session says: made when it is first looked at, and carried over to the
//! next answer where only little of that changed.

use std::sync::{Arc, OnceLock};

use super::state::Facts;
use crate::analysis::Demand;
use crate::model::{Changed, Coverage, Dataset, Status, Village, VillageAnswer};

/// The villages whose nearest facility one is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Catchment {
    pub villages: u32,
    pub people: f64,
    /// Of these villages, how many are beyond reach.
    pub gaps: u32,
}

/// The catchment of every facility.
#[derive(Default)]
pub(super) struct Catchments(OnceLock<Vec<Catchment>>);

impl Catchments {
    /// Those of a facility.
    pub(super) fn of(&self, data: &Dataset, coverage: &Coverage, facility: u32) -> Catchment {
        let all = self.0.get_or_init(|| count(data, coverage));
        all.get(facility as usize).copied().unwrap_or_default()
    }

    /// Those of the next answer, of which `changed` differs: nothing is counted that nobody has looked at yet.
    pub(super) fn next(
        &self,
        data: &Dataset,
        before: &Coverage,
        after: &Coverage,
        changed: &Changed,
    ) -> Self {
        let Some(all) = self.0.get() else {
            return Self::default();
        };
        let mut all = all.clone();
        all.resize(after.facilities.len(), Catchment::default());
        for village in changed.villages.iter().map(|v| *v as usize) {
            let people = data.villages.get(village).map_or(0.0, Village::people);
            let of = |coverage: &Coverage| {
                let answer = coverage.villages.get(village)?;
                Some((answer.nearest? as usize, answer.status == Status::Gap))
            };
            if let Some((facility, gap)) = of(before)
                && let Some(c) = all.get_mut(facility)
            {
                c.villages -= 1;
                c.people -= people;
                c.gaps -= u32::from(gap);
            }
            if let Some((facility, gap)) = of(after)
                && let Some(c) = all.get_mut(facility)
            {
                c.villages += 1;
                c.people += people;
                c.gaps += u32::from(gap);
            }
        }
        Self(OnceLock::from(all))
    }
}

fn count(data: &Dataset, coverage: &Coverage) -> Vec<Catchment> {
    let mut all = vec![Catchment::default(); coverage.facilities.len()];
    for (village, answer) in data.villages.iter().zip(coverage.villages.iter()) {
        if let Some(catchment) = answer.nearest.and_then(|f| all.get_mut(f as usize)) {
            catchment.villages += 1;
            catchment.people += village.people();
            catchment.gaps += u32::from(answer.status == Status::Gap);
        }
    }
    all
}

/// The villages of a district with its gaps, worst first.
#[derive(Clone, Default)]
pub(super) struct Inside {
    pub villages: Arc<[u32]>,
    pub gaps: Arc<[u32]>,
}

impl Inside {
    fn new(demand: &Demand, coverage: &Coverage, district: u32) -> Self {
        let villages: Arc<[u32]> = demand.villages_of(district).collect();
        let mut gaps: Vec<(VillageAnswer, f64, u32)> = demand
            .of_district(district)
            .iter()
            .zip(&*villages)
            .filter_map(|(slot, village)| {
                let answer = coverage.villages.in_slot(*slot as usize)?;
                let people = demand.people(*slot).0;
                (answer.status == Status::Gap).then_some((answer, people, *village))
            })
            .collect();
        // As the list of all gaps stands: worst first, then more people first, then by number.
        let margin = |a: &VillageAnswer| a.deciding.map_or(f64::NEG_INFINITY, |m| m.0);
        gaps.sort_by(|a, b| {
            let worst = margin(&a.0).total_cmp(&margin(&b.0));
            worst.then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2))
        });
        Self {
            gaps: gaps.into_iter().map(|(_, _, village)| village).collect(),
            villages,
        }
    }
}

/// The last thing of its kind that was looked at: the same in the next frame, unless the answer changed.
pub(super) struct Last<K, V>(Option<(u64, K, V)>);

impl<K, V> Default for Last<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V: Clone> Last<K, V> {
    /// What is kept for this answer and key, made if need be.
    pub(super) fn get(&mut self, version: u64, key: K, make: impl FnOnce() -> V) -> V {
        if let Some((v, k, value)) = &self.0
            && *v == version
            && *k == key
        {
            return value.clone();
        }
        let value = make();
        self.0 = Some((version, key, value.clone()));
        value
    }
}

/// What was made for the inspector.
#[derive(Default)]
pub(super) struct Inspected {
    inside: Last<u32, Inside>,
    /// The chart of everything, or of a district.
    pub bars: Last<(Option<u32>, bool), Option<super::inspector::Bars>>,
    pub whole: super::inspector::Whole,
    /// Whether the bars count villages where people could be counted.
    pub by_villages: bool,
    /// How evenly facilities are spread; anew when areas are known.
    pub curves: Last<(bool, bool), super::inspector::Curves>,
    pub homes: super::inspector::Homes,
}

impl Inspected {
    /// What lies in a district.
    pub(super) fn inside(&mut self, facts: &Facts, district: u32) -> Inside {
        self.inside.get(facts.version, district, || {
            Inside::new(&facts.demand, &facts.coverage, district)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Progress;
    use crate::session::{Answer, open_demo};

    #[test]
    fn catchments_that_follow_a_change_are_those_counted_anew() {
        let opened = open_demo(&Progress::new()).expect("the demo opens");
        let answer =
            Answer::complete(&opened.baseline, &opened.state, &Progress::new()).expect("an answer");
        let (data, before) = (&opened.baseline.dataset, &answer.results.coverage);
        let mut after = (**before).clone();
        let mut changed = Changed::default();
        for village in (0..before.villages.len()).step_by(7) {
            after.villages.change(village, |answer| {
                answer.nearest = answer.nearest.map(|f| f / 2);
                answer.status = Status::Gap;
            });
            changed.villages.push(village as u32);
        }
        let kept = Catchments::default();
        assert!(kept.next(data, before, &after, &changed).0.get().is_none());
        kept.of(data, before, 0);
        let next = kept.next(data, before, &after, &changed);
        assert_eq!(next.0.get(), Some(&count(data, &after)));
    }

    #[test]
    fn the_gaps_of_a_district_stand_as_in_the_list_of_all() {
        let opened = open_demo(&Progress::new()).expect("the demo opens");
        let answer =
            Answer::coverage(&opened.baseline, &opened.state, &Progress::new()).expect("an answer");
        let coverage = &answer.results.coverage;
        for district in 0..coverage.districts.len() as u32 {
            let here = |v: &u32| {
                let answer = coverage.villages.get(*v as usize);
                answer.and_then(|a| a.district) == Some(district)
            };
            let inside = Inside::new(&opened.baseline.demand, coverage, district);
            let gaps: Vec<u32> = coverage.gaps.iter().copied().filter(here).collect();
            assert_eq!(*inside.gaps, *gaps);
            let mut villages = inside.villages.to_vec();
            villages.sort_unstable();
            let all = 0..coverage.villages.len() as u32;
            assert_eq!(villages, all.filter(here).collect::<Vec<_>>());
        }
    }
}
