//! Undo along snapshots: a past, a present and a future. One gesture is one entry.

/// A value with its past and its future. `K` says in a word what each step did.
#[derive(Debug, Clone)]
pub struct History<T, K> {
    past: Vec<(T, K)>,
    present: T,
    future: Vec<(T, K)>,
    gesture: Gesture,
}

/// Whether a gesture (a drag, a slider in motion) is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gesture {
    None,
    /// Begun; the next change makes the entry.
    Begun,
    /// The entry is made; further changes go into it.
    Recorded,
}

/// Older steps are forgotten.
const DEEPEST: usize = 200;

impl<T: Clone + PartialEq, K: Copy> History<T, K> {
    /// A value without a past.
    pub fn new(present: T) -> Self {
        Self {
            past: Vec::new(),
            present,
            future: Vec::new(),
            gesture: Gesture::None,
        }
    }

    /// The value as it is.
    pub fn present(&self) -> &T {
        &self.present
    }

    /// Makes a step. A step that changes nothing leaves no entry.
    pub fn step(&mut self, next: T, kind: K) {
        if next == self.present {
            return;
        }
        let before = std::mem::replace(&mut self.present, next);
        if self.gesture != Gesture::Recorded {
            self.past.push((before, kind));
            if self.past.len() > DEEPEST {
                self.past.remove(0);
            }
        }
        if self.gesture == Gesture::Begun {
            self.gesture = Gesture::Recorded;
        }
        self.future.clear();
    }

    /// Changes the value without a step: what was completed by the program, not by the user.
    pub fn amend(&mut self, change: impl FnOnce(&mut T)) {
        change(&mut self.present);
    }

    /// From now on all steps are one entry.
    pub fn begin_gesture(&mut self) {
        if self.gesture == Gesture::None {
            self.gesture = Gesture::Begun;
        }
    }

    /// The gesture is over. One that came back to where it began leaves no entry.
    pub fn end_gesture(&mut self) {
        if self.gesture == Gesture::Recorded
            && self
                .past
                .last()
                .is_some_and(|(before, _)| *before == self.present)
        {
            self.past.pop();
        }
        self.gesture = Gesture::None;
    }

    /// What undoing would take back.
    pub fn can_undo(&self) -> Option<K> {
        self.past.last().map(|(_, kind)| *kind)
    }

    /// What redoing would bring back.
    pub fn can_redo(&self) -> Option<K> {
        self.future.last().map(|(_, kind)| *kind)
    }

    /// Takes the last step back; false if there is none.
    pub fn undo(&mut self) -> bool {
        self.end_gesture();
        let Some((before, kind)) = self.past.pop() else {
            return false;
        };
        self.future
            .push((std::mem::replace(&mut self.present, before), kind));
        true
    }

    /// Brings the last undone step back; false if there is none.
    pub fn redo(&mut self) -> bool {
        self.end_gesture();
        let Some((after, kind)) = self.future.pop() else {
            return false;
        };
        self.past
            .push((std::mem::replace(&mut self.present, after), kind));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_gesture_is_one_entry() {
        let mut h = History::new(0);
        h.begin_gesture();
        for value in 1..=5 {
            h.step(value, "drag");
        }
        h.end_gesture();
        assert!(h.undo());
        assert_eq!(
            (*h.present(), h.can_undo(), h.can_redo()),
            (0, None, Some("drag"))
        );
    }

    #[test]
    fn a_gesture_that_returns_leaves_no_entry() {
        let mut h = History::new(0);
        h.begin_gesture();
        h.step(1, ());
        h.step(0, ());
        h.end_gesture();
        assert!(h.can_undo().is_none());
    }

    proptest! {
        #[test]
        fn undo_then_redo_is_identity(steps in proptest::collection::vec(0u8..4, 0..30), back in 0usize..30) {
            let mut h = History::new(0u8);
            for step in steps {
                h.step(step, ());
            }
            let end = *h.present();
            let undone = (0..back).filter(|_| h.undo()).count();
            for _ in 0..undone {
                prop_assert!(h.redo());
            }
            prop_assert_eq!(*h.present(), end);
            prop_assert!(!h.redo());
        }
    }
}
