//! What was worked out and may be asked for again: a short list of keys and values, of which those stay that the last check used.

/// Values by key. Lists are short, so keys are only compared.
pub(super) struct Memo<K, V>(Vec<(K, V, bool)>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V: Clone> Memo<K, V> {
    /// The value of a key, if it is known.
    pub fn get(&mut self, key: &K) -> Option<V> {
        let (_, value, used) = self.0.iter_mut().find(|(k, ..)| k == key)?;
        *used = true;
        Some(value.clone())
    }

    /// Keeps a value, and gives it back.
    pub fn put(&mut self, key: K, value: V) -> V {
        self.0.push((key, value.clone(), true));
        value
    }

    /// Forgets what was not used since the last time.
    pub fn sweep(&mut self) {
        self.0.retain(|(.., used)| *used);
        for (.., used) in &mut self.0 {
            *used = false;
        }
    }
}
