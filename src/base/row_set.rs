//! A set of rows by their numbers, a bit each: what is selected of a nation takes 75 kB and is counted, turned round and put together
//! word by word.

/// A set of row numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSet {
    /// 64 rows each; the last one is not empty, so that equal sets are equal.
    words: Vec<u64>,
    len: usize,
}

const fn place(row: u32) -> (usize, u64) {
    (row as usize / 64, 1 << (row % 64))
}

impl RowSet {
    /// All rows below `rows`.
    #[must_use]
    pub fn all(rows: u32) -> Self {
        let mut words = vec![u64::MAX; rows as usize / 64];
        if !rows.is_multiple_of(64) {
            words.push((1 << (rows % 64)) - 1);
        }
        Self {
            words,
            len: rows as usize,
        }
    }

    /// How many rows there are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a row is in it.
    #[must_use]
    pub fn contains(&self, row: u32) -> bool {
        let (word, bit) = place(row);
        self.words.get(word).is_some_and(|w| w & bit != 0)
    }

    /// Puts a row in; whether it was not there.
    pub fn insert(&mut self, row: u32) -> bool {
        let (word, bit) = place(row);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        self.len += usize::from(new);
        new
    }

    /// Takes a row out; whether it was there.
    pub fn remove(&mut self, row: u32) -> bool {
        let (word, bit) = place(row);
        let Some(w) = self.words.get_mut(word).filter(|w| **w & bit != 0) else {
            return false;
        };
        *w &= !bit;
        self.len -= 1;
        self.trim();
        true
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.words).flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        })
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<u32> {
        let word = self.words.last()?;
        Some((self.words.len() as u32 - 1) * 64 + word.ilog2())
    }

    /// The only row, if there is just one.
    #[must_use]
    pub fn only(&self) -> Option<u32> {
        self.iter().next().filter(|_| self.len == 1)
    }

    /// Adds what is in the other.
    pub fn unite(&mut self, other: &Self) {
        let longer = self.words.len().max(other.words.len());
        self.words.resize(longer, 0);
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
        self.count();
    }

    /// Takes out what is in the other.
    pub fn subtract(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= !b;
        }
        self.count();
    }

    /// Keeps only what is in the other, too.
    pub fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
        self.count();
    }

    /// Turns the rows of the other round: those that were in go out, those that were out come in.
    pub fn invert(&mut self, among: &Self) {
        let longer = self.words.len().max(among.words.len());
        self.words.resize(longer, 0);
        for (a, b) in self.words.iter_mut().zip(&among.words) {
            *a ^= b;
        }
        self.count();
    }

    /// Takes out every row from `rows` on: there are no more.
    pub fn truncate(&mut self, rows: u32) {
        let (word, bit) = place(rows);
        if word < self.words.len() {
            self.words[word] &= bit - 1;
            self.words.truncate(word + 1);
            self.count();
        }
    }

    fn count(&mut self) {
        self.len = self.words.iter().map(|w| w.count_ones() as usize).sum();
        self.trim();
    }

    fn trim(&mut self) {
        while self.words.pop_if(|last| *last == 0).is_some() {}
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<I: IntoIterator<Item = u32>>(rows: I) -> Self {
        let mut set = Self::default();
        for row in rows {
            set.insert(row);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(rows: &BTreeSet<u32>) -> RowSet {
        rows.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets(
            a in btree_set(0u32..300, 0..80), b in btree_set(0u32..300, 0..80), rows in 0u32..320
        ) {
            let (x, y) = (set(&a), set(&b));
            let done = |change: &dyn Fn(&mut RowSet)| {
                let mut x = x.clone();
                change(&mut x);
                x
            };
            prop_assert_eq!(done(&|x| x.unite(&y)), set(&(&a | &b)));
            prop_assert_eq!(done(&|x| x.subtract(&y)), set(&(&a - &b)));
            prop_assert_eq!(done(&|x| x.intersect(&y)), set(&(&a & &b)));
            prop_assert_eq!(done(&|x| x.invert(&y)), set(&(&a ^ &b)));
            prop_assert_eq!(done(&|x| x.truncate(rows)), a.range(..rows).copied().collect());
            prop_assert_eq!(RowSet::all(rows), (0..rows).collect());
            prop_assert_eq!(x.iter().collect::<Vec<_>>(), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(x.len(), a.len());
            for row in 0..320 {
                prop_assert_eq!(x.contains(row), a.contains(&row));
            }
        }

        #[test]
        fn rows_go_in_and_out_one_by_one(steps in prop::collection::vec((0u32..200, any::<bool>()), 0..120)) {
            let (mut x, mut a) = (RowSet::default(), BTreeSet::new());
            for (row, put) in steps {
                if put {
                    prop_assert_eq!(x.insert(row), a.insert(row));
                } else {
                    prop_assert_eq!(x.remove(row), a.remove(&row));
                }
                prop_assert_eq!(&x, &set(&a));
                prop_assert_eq!(x.last(), a.last().copied());
                prop_assert_eq!(x.only(), a.first().copied().filter(|_| a.len() == 1));
            }
        }
    }
}
