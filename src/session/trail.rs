//! What changed from picture to picture, so that whoever has seen an earlier one can follow to the newest, also where answers came
//! between two looks.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::map::Scene;
use crate::model::Changed;

/// More changed entries than this are not remembered: to follow so many is no faster than to begin afresh.
const MOST_ENTRIES: usize = 500_000;
/// More steps than this are not remembered.
const MOST_STEPS: usize = 256;

/// The last steps, oldest first, each from the picture before it.
#[derive(Default)]
pub(super) struct Trail {
    steps: VecDeque<Step>,
    entries: usize,
}

struct Step {
    from: u64,
    to: u64,
    changed: Arc<Changed>,
}

impl Trail {
    /// A new picture is shown.
    pub(super) fn add(&mut self, scene: &Scene) {
        let last = self.steps.back().map(|step| step.to);
        match &scene.since {
            Some((from, changed)) if last.is_none_or(|last| last == *from) => {
                self.entries += changed.len();
                self.steps.push_back(Step {
                    from: *from,
                    to: scene.id,
                    changed: Arc::clone(changed),
                });
            }
            _ if last == Some(scene.id) => {}
            _ => *self = Self::default(),
        }
        while self.entries > MOST_ENTRIES || self.steps.len() > MOST_STEPS {
            let Some(oldest) = self.steps.pop_front() else {
                break;
            };
            self.entries -= oldest.changed.len();
        }
    }

    /// What changed from the picture of this number to the newest; `None`: nobody knows, or everything.
    pub(super) fn since(&self, from: u64) -> Option<Arc<Changed>> {
        if self.steps.back().is_some_and(|step| step.to == from) {
            return Some(Arc::default());
        }
        let first = self.steps.iter().position(|step| step.from == from)?;
        let mut steps = self.steps.range(first..);
        let mut all = Arc::clone(&steps.next()?.changed);
        for step in steps.filter(|step| !step.changed.is_empty()) {
            all = if all.is_empty() {
                Arc::clone(&step.changed)
            } else {
                Arc::new(all.and(&step.changed))
            };
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(id: u64, since: Option<(u64, &[u32])>) -> Scene {
        let mut scene = Scene::default();
        scene.id = id;
        scene.since = since.map(|(from, villages)| {
            let villages = villages.to_vec();
            let changed = Changed {
                villages,
                ..Changed::default()
            };
            (from, Arc::new(changed))
        });
        scene
    }

    #[test]
    fn steps_that_nobody_looked_at_count_together() {
        let mut trail = Trail::default();
        trail.add(&scene(1, None));
        trail.add(&scene(2, Some((1, &[3, 5]))));
        trail.add(&scene(4, Some((2, &[]))));
        // The same picture again, with more numbers.
        trail.add(&scene(4, Some((2, &[]))));
        trail.add(&scene(7, Some((4, &[1, 5]))));
        let since = |from| trail.since(from).map(|c| c.villages.clone());
        assert_eq!(since(1), Some(vec![1, 3, 5]));
        assert_eq!(since(2), Some(vec![1, 5]));
        assert_eq!(since(4), Some(vec![1, 5]));
        assert_eq!(since(7), Some(vec![]));
        assert_eq!(since(3), None);
    }

    #[test]
    fn a_picture_made_afresh_ends_the_trail() {
        let mut trail = Trail::default();
        trail.add(&scene(2, Some((1, &[3]))));
        trail.add(&scene(9, None));
        assert!(trail.since(1).is_none() && trail.since(2).is_none());
        trail.add(&scene(10, Some((9, &[4]))));
        assert_eq!(trail.since(9).map(|c| c.villages.clone()), Some(vec![4]));
    }

    #[test]
    fn a_picture_from_one_that_was_never_shown_ends_the_trail() {
        let mut trail = Trail::default();
        trail.add(&scene(2, Some((1, &[3]))));
        trail.add(&scene(4, Some((3, &[5]))));
        assert!(trail.since(1).is_none() && trail.since(2).is_none());
    }
}
