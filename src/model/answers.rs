//! The answers of all villages in columns, so that another radius writes only what radii decide and a moved facility only its
//! neighbourhood; what stays is shared with the answer before.

use std::sync::Arc;

use super::paged::Paged;
use super::results::{Status, VillageAnswer};
use crate::base::Metres;

/// No district, no facility.
pub const NONE: u32 = u32::MAX;

/// An answer per village. Entries lie in *slots*, an order in which those that change together (neighbours on the map) lie together.
#[derive(Debug, Clone, Default)]
pub struct VillageAnswers {
    /// The slot of each village; `None`: its own number.
    pub slots: Option<Arc<[u32]>>,
    /// The columns, slot after slot.
    pub columns: AnswerColumns,
}

/// The columns of [`VillageAnswers`].
#[derive(Debug, Clone, Default)]
pub struct AnswerColumns {
    /// The district, or [`NONE`].
    pub district: Arc<[u32]>,
    /// The nearest facility that serves, or [`NONE`].
    pub nearest: Paged<u32>,
    /// The distance to it in metres; infinite without one.
    pub distance: Paged<f64>,
    /// The largest R − d in metres; −∞ without a facility that serves.
    pub margin: Paged<f64>,
    /// The k-th largest R − d in metres; −∞ with fewer facilities; `None`: k = 1, the same as `margin`.
    pub deciding: Option<Paged<f64>>,
    /// How the village stands.
    pub status: Paged<Status>,
}

impl AnswerColumns {
    /// What decides over each slot.
    #[must_use]
    pub fn deciding(&self) -> &Paged<f64> {
        self.deciding.as_ref().unwrap_or(&self.margin)
    }
}

impl VillageAnswers {
    /// How many villages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.status.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.status.is_empty()
    }

    fn slot(&self, village: usize) -> Option<usize> {
        match &self.slots {
            Some(slots) => slots.get(village).map(|s| *s as usize),
            None => Some(village),
        }
    }

    /// The answer of a village; `None` beyond the last.
    #[must_use]
    pub fn get(&self, village: usize) -> Option<VillageAnswer> {
        self.in_slot(self.slot(village)?)
    }

    /// How a village stands; `None` beyond the last.
    #[must_use]
    pub fn status(&self, village: usize) -> Option<Status> {
        self.columns.status.get(self.slot(village)?).copied()
    }

    /// The distance from a village to its nearest facility that serves; `None` beyond the last and without one.
    #[must_use]
    pub fn distance(&self, village: usize) -> Option<Metres> {
        let distance = self.columns.distance.get(self.slot(village)?)?;
        distance.is_finite().then_some(Metres(*distance))
    }

    /// The answer in a slot; `None` beyond the last.
    #[must_use]
    pub fn in_slot(&self, slot: usize) -> Option<VillageAnswer> {
        let c = &self.columns;
        let status = *c.status.get(slot)?;
        let number = |n: Option<&u32>| n.copied().filter(|n| *n != NONE);
        let metres = |m: Option<&f64>| m.copied().filter(|m| m.is_finite()).map(Metres);
        let margin = metres(c.margin.get(slot));
        Some(VillageAnswer {
            district: number(c.district.get(slot)),
            nearest: number(c.nearest.get(slot)),
            distance: metres(c.distance.get(slot)),
            margin,
            deciding: match &c.deciding {
                Some(deciding) => metres(deciding.get(slot)),
                None => margin,
            },
            status,
        })
    }

    /// Whether two lists share the distances and the statuses of a page of slots, so that what follows from these is the same.
    #[must_use]
    pub fn shares_sight(&self, other: &Self, page: usize) -> bool {
        let (a, b) = (&self.columns, &other.columns);
        a.distance.shares_page(&b.distance, page) && a.status.shares_page(&b.status, page)
    }

    /// The answers in the order of the villages.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = VillageAnswer> + '_ {
        (0..self.len()).map(|village| self.get(village).unwrap_or(VillageAnswer::UNKNOWN))
    }

    /// Changes an answer; nothing happens beyond the last.
    pub fn change(&mut self, village: usize, change: impl FnOnce(&mut VillageAnswer)) {
        if let Some(mut answer) = self.get(village) {
            change(&mut answer);
            self.set(village, answer);
        }
    }

    /// Puts an answer in the place of another; nothing happens beyond the last.
    pub fn set(&mut self, village: usize, answer: VillageAnswer) {
        let Some(slot) = self.slot(village).filter(|slot| *slot < self.len()) else {
            return;
        };
        let c = &mut self.columns;
        Arc::make_mut(&mut c.district)[slot] = number(answer.district);
        c.nearest[slot] = number(answer.nearest);
        c.distance[slot] = metres(answer.distance, f64::INFINITY);
        c.margin[slot] = metres(answer.margin, f64::NEG_INFINITY);
        let margins = &c.margin;
        let deciding = c.deciding.get_or_insert_with(|| margins.clone());
        deciding[slot] = metres(answer.deciding, f64::NEG_INFINITY);
        c.status[slot] = answer.status;
    }
}

fn number(n: Option<u32>) -> u32 {
    n.unwrap_or(NONE)
}

fn metres(m: Option<Metres>, none: f64) -> f64 {
    m.map_or(none, |m| m.0)
}

impl PartialEq for VillageAnswers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl FromIterator<VillageAnswer> for VillageAnswers {
    fn from_iter<I: IntoIterator<Item = VillageAnswer>>(answers: I) -> Self {
        let all: Vec<VillageAnswer> = answers.into_iter().collect();
        let deciding = all.iter().map(|a| metres(a.deciding, f64::NEG_INFINITY));
        Self {
            slots: None,
            columns: AnswerColumns {
                district: all.iter().map(|a| number(a.district)).collect(),
                nearest: all.iter().map(|a| number(a.nearest)).collect(),
                distance: all
                    .iter()
                    .map(|a| metres(a.distance, f64::INFINITY))
                    .collect(),
                margin: all
                    .iter()
                    .map(|a| metres(a.margin, f64::NEG_INFINITY))
                    .collect(),
                deciding: Some(deciding.collect()),
                status: all.iter().map(|a| a.status).collect(),
            },
        }
    }
}

impl From<Vec<VillageAnswer>> for VillageAnswers {
    fn from(answers: Vec<VillageAnswer>) -> Self {
        answers.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_wherever_they_lie() {
        let answer = |i: u32| VillageAnswer {
            district: (!i.is_multiple_of(3)).then_some(i),
            nearest: (!i.is_multiple_of(4)).then_some(i + 1),
            distance: (!i.is_multiple_of(4)).then(|| Metres(f64::from(i))),
            margin: (!i.is_multiple_of(4)).then(|| Metres(10.0 - f64::from(i))),
            deciding: (!i.is_multiple_of(5)).then(|| Metres(5.0 - f64::from(i))),
            status: [Status::Covered, Status::Gap][i as usize % 2],
        };
        let mut list: VillageAnswers = (0..300).map(answer).collect();
        assert!(list.iter().eq((0..300).map(answer)));
        list.set(7, answer(40));
        assert_eq!((list.get(7), list.get(300)), (Some(answer(40)), None));
        assert_eq!(list.distance(9), Some(Metres(9.0)));
        assert_eq!((list.distance(8), list.distance(300)), (None, None));
        list.slots = Some((0..300).rev().collect());
        assert_eq!(
            (list.get(0), list.in_slot(0)),
            (Some(answer(299)), Some(answer(0)))
        );
        assert_eq!(list.status(0), Some(Status::Gap));
    }
}
