//! What is selected: any number of villages, facilities and districts beside the one thing that has the focus.
//!
//! The focus (`State::selection`) is what the inspector tells about; the set is what map and tables mark and what is summed up. Whoever
//! sets the focus alone selects just that. Selecting is looking, not changing: it is no step that undo would take back, as in other
//! geographic information systems. The set stays while the answer changes, and goes with the data.

use std::sync::Arc;

use super::state::{Facts, Pick, State};
use crate::base::RowSet;

/// What can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) enum Kind {
    #[default]
    Village,
    Facility,
    District,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Village, Self::Facility, Self::District];

    /// One of the kind.
    pub(super) fn pick(self, row: u32) -> Pick {
        match self {
            Self::Village => Pick::Village(row),
            Self::Facility => Pick::Facility(row),
            Self::District => Pick::District(row),
        }
    }

    /// How many there are of it in an answer.
    pub(super) fn count(self, facts: &Facts) -> u32 {
        let count = match self {
            Self::Village => facts.coverage.villages.len(),
            Self::Facility => facts.coverage.facilities.len(),
            Self::District => facts.coverage.districts.len(),
        };
        count as u32
    }
}

impl Pick {
    /// Its kind and row.
    pub(super) fn row(self) -> (Kind, u32) {
        match self {
            Self::Village(row) => (Kind::Village, row),
            Self::Facility(row) => (Kind::Facility, row),
            Self::District(row) => (Kind::District, row),
        }
    }
}

/// What becomes of what was selected before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum How {
    /// It is selected no more.
    #[default]
    Replace,
    /// It stays.
    Add,
    /// It stays, but for the new.
    Remove,
    /// Only what is also in the new stays.
    Intersect,
}

impl How {
    /// As the keys that are held down say: Shift adds, Ctrl or Alt take away, Shift and one of these keep what is in both.
    pub(super) fn of(keys: eframe::egui::Modifiers) -> Self {
        match (keys.shift, keys.command || keys.alt) {
            (false, false) => Self::Replace,
            (true, false) => Self::Add,
            (false, true) => Self::Remove,
            (true, true) => Self::Intersect,
        }
    }
}

/// The selected rows of each kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Selected {
    sets: [Arc<RowSet>; 3],
    /// Grows with every change.
    revision: u64,
    /// The focus that the sets agree with.
    seen: Option<Pick>,
}

impl Selected {
    pub(super) fn of(&self, kind: Kind) -> &Arc<RowSet> {
        &self.sets[kind as usize]
    }

    /// A number that changes with the sets.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn len(&self) -> usize {
        self.sets.iter().map(|s| s.len()).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sets.iter().all(|s| s.is_empty())
    }

    pub(super) fn contains(&self, pick: Pick) -> bool {
        let (kind, row) = pick.row();
        self.of(kind).contains(row)
    }

    /// The only thing, if there is just one.
    pub(super) fn only(&self) -> Option<Pick> {
        let one = |kind: Kind| self.of(kind).iter().next().map(|row| kind.pick(row));
        Kind::ALL
            .into_iter()
            .find_map(one)
            .filter(|_| self.len() == 1)
    }

    fn change(&mut self, kind: Kind, change: impl FnOnce(&mut RowSet)) {
        change(Arc::make_mut(&mut self.sets[kind as usize]));
        self.revision += 1;
    }

    fn clear(&mut self) {
        self.sets = Default::default();
        self.revision += 1;
    }

    /// Selects rows of a kind. Replacing and intersecting clear the other kinds.
    fn take(&mut self, kind: Kind, rows: &RowSet, how: How) {
        if matches!(how, How::Replace | How::Intersect) {
            let own = std::mem::take(&mut self.sets[kind as usize]);
            self.clear();
            self.sets[kind as usize] = own;
        }
        self.change(kind, |set| match how {
            How::Replace => set.clone_from(rows),
            How::Add => set.unite(rows),
            How::Remove => set.subtract(rows),
            How::Intersect => set.intersect(rows),
        });
    }
}

impl State {
    /// Brings the set in line with a focus that was set alone: just that is selected then, unless it is among the selected already.
    pub(super) fn follow_focus(&mut self) {
        if self.selected.seen == self.selection {
            return;
        }
        self.selected.seen = self.selection;
        match self.selection {
            None => self.selected.clear(),
            Some(pick) if self.selected.contains(pick) => {}
            Some(pick) => self.select_only(Some(pick)),
        }
    }

    /// Selects one thing and nothing else, or nothing.
    pub(super) fn select_only(&mut self, pick: Option<Pick>) {
        self.selected.clear();
        if let Some((kind, row)) = pick.map(Pick::row) {
            self.selected.change(kind, |set| {
                set.insert(row);
            });
        }
        self.focus(pick);
    }

    /// Turns round whether something is selected; it gets the focus if it is.
    pub(super) fn toggle(&mut self, pick: Pick) {
        self.follow_focus();
        let (kind, row) = pick.row();
        self.selected.change(kind, |set| {
            if !set.remove(row) {
                set.insert(row);
            }
        });
        let focus = if self.selected.contains(pick) {
            Some(pick)
        } else {
            self.selection.filter(|other| *other != pick)
        };
        self.focus(focus);
    }

    /// Selects rows of a kind. What had the focus keeps it while it is selected; one that is alone gets it.
    pub(super) fn select(&mut self, kind: Kind, rows: &RowSet, how: How) {
        self.follow_focus();
        self.selected.take(kind, rows, how);
        let kept = self.selection.filter(|pick| self.selected.contains(*pick));
        self.focus(self.selected.only().or(kept));
    }

    /// Turns round which of some rows are selected.
    pub(super) fn invert_selection(&mut self, kind: Kind, among: &RowSet) {
        self.follow_focus();
        self.selected.change(kind, |set| set.invert(among));
        let kept = self.selection.filter(|pick| self.selected.contains(*pick));
        self.focus(self.selected.only().or(kept));
    }

    /// Sets the focus and leaves the set as it is.
    pub(super) fn focus(&mut self, pick: Option<Pick>) {
        self.selection = pick;
        self.selected.seen = pick;
    }

    /// Forgets rows that an answer no longer has; all of them with other data.
    pub(super) fn keep_selected(&mut self, facts: &Facts, same_data: bool) {
        self.follow_focus();
        if !same_data {
            self.select_only(None);
            return;
        }
        for kind in Kind::ALL {
            let rows = kind.count(facts);
            let beyond = self.selected.of(kind).last();
            if beyond.is_some_and(|last| last >= rows) {
                self.selected.change(kind, |set| set.truncate(rows));
            }
        }
        let kept = self.selection.filter(|pick| self.selected.contains(*pick));
        self.focus(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(rows: &BTreeSet<u32>) -> RowSet {
        rows.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn what_was_selected_before_is_kept_as_the_keys_say(
            before in prop::collection::btree_set(0u32..90, 0..30), rows in prop::collection::btree_set(0u32..90, 0..30),
            other in prop::collection::btree_set(0u32..9, 0..5)
        ) {
            for (how, here, there) in [
                (How::Replace, rows.clone(), BTreeSet::new()),
                (How::Add, &before | &rows, other.clone()),
                (How::Remove, &before - &rows, other.clone()),
                (How::Intersect, &before & &rows, BTreeSet::new()),
            ] {
                let mut selected = Selected::default();
                selected.take(Kind::Village, &set(&before), How::Add);
                selected.take(Kind::District, &set(&other), How::Add);
                let revision = selected.revision();
                selected.take(Kind::Village, &set(&rows), how);
                prop_assert_eq!(&**selected.of(Kind::Village), &set(&here));
                prop_assert_eq!(&**selected.of(Kind::District), &set(&there));
                prop_assert_eq!(selected.len(), here.len() + there.len());
                prop_assert!(selected.revision() > revision);
            }
        }
    }
}
