//! A long list whose copies share what they have in common, so that an answer of a nation can be carried on from the one before
//! without copying it.

use std::fmt;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// Entries of a page: what is copied when one of them changes.
const PAGE: usize = 128;

/// A list in pages that copies share.
#[derive(Clone)]
pub struct Paged<T> {
    pages: Vec<Arc<[T]>>,
    len: usize,
}

impl<T: Clone> Paged<T> {
    /// How many entries lie on one page.
    #[must_use]
    pub const fn page_len() -> usize {
        PAGE
    }

    /// A list from whole pages of [`page_len`](Self::page_len) entries, the last perhaps shorter.
    #[must_use]
    pub fn of_pages(pages: Vec<Arc<[T]>>) -> Self {
        let len = pages.iter().map(|p| p.len()).sum();
        debug_assert!(pages.iter().rev().skip(1).all(|p| p.len() == PAGE));
        Self { pages, len }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// An entry; `None` beyond the last.
    #[must_use]
    pub fn get(&self, entry: usize) -> Option<&T> {
        self.pages.get(entry / PAGE)?.get(entry % PAGE)
    }

    /// An entry to change: its page is copied if another list shares it.
    #[must_use]
    pub fn get_mut(&mut self, entry: usize) -> Option<&mut T> {
        Arc::make_mut(self.pages.get_mut(entry / PAGE)?).get_mut(entry % PAGE)
    }

    /// Whether two lists share a page.
    #[must_use]
    pub fn shares_page(&self, other: &Self, page: usize) -> bool {
        let both = self.pages.get(page).zip(other.pages.get(page));
        both.is_some_and(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Puts another page of the same length in the place of one.
    pub fn replace_page(&mut self, page: usize, new: Arc<[T]>) {
        if let Some(old) = self.pages.get_mut(page) {
            debug_assert_eq!(old.len(), new.len());
            *old = new;
        }
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: T) {
        match self.pages.last_mut() {
            Some(last) if last.len() < PAGE => {
                *last = last.iter().cloned().chain([entry]).collect();
            }
            _ => self.pages.push(Arc::new([entry])),
        }
        self.len += 1;
    }

    /// Takes the last entry off.
    pub fn pop(&mut self) -> Option<T> {
        let page = self.pages.pop()?;
        let (last, rest) = page.split_last()?;
        if !rest.is_empty() {
            self.pages.push(rest.into());
        }
        self.len -= 1;
        Some(last.clone())
    }

    /// The entries in their order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter {
            list: self,
            next: 0,
        }
    }
}

impl<T: Clone + PartialEq> Paged<T> {
    /// The entries in which two lists differ, those that only one of them has included. Shared pages are not looked at.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<u32> {
        let mut entries = Vec::new();
        for page in 0..self.pages.len().max(other.pages.len()) {
            let (a, b) = (self.pages.get(page), other.pages.get(page));
            if a.zip(b).is_some_and(|(a, b)| Arc::ptr_eq(a, b)) {
                continue;
            }
            let (a, b) = (a.map_or(&[][..], |a| a), b.map_or(&[][..], |b| b));
            let differ = (0..a.len().max(b.len())).filter(|i| a.get(*i) != b.get(*i));
            entries.extend(differ.map(|i| (page * PAGE + i) as u32));
        }
        entries
    }
}

/// The entries of a list in their order.
pub struct Iter<'a, T> {
    list: &'a Paged<T>,
    next: usize,
}

impl<'a, T: Clone> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let entry = self.list.get(self.next)?;
        self.next += 1;
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.list.len - self.next;
        (left, Some(left))
    }
}

impl<T: Clone> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T: Clone> IntoIterator for &'a Paged<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self {
            pages: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Clone> FromIterator<T> for Paged<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut entries = entries.into_iter().peekable();
        let mut pages = Vec::new();
        while entries.peek().is_some() {
            pages.push(entries.by_ref().take(PAGE).collect());
        }
        Self::of_pages(pages)
    }
}

impl<T: Clone> From<Vec<T>> for Paged<T> {
    fn from(entries: Vec<T>) -> Self {
        entries.into_iter().collect()
    }
}

impl<T: Clone> Index<usize> for Paged<T> {
    type Output = T;

    fn index(&self, entry: usize) -> &T {
        &self.pages[entry / PAGE][entry % PAGE]
    }
}

impl<T: Clone> IndexMut<usize> for Paged<T> {
    fn index_mut(&mut self, entry: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.pages[entry / PAGE])[entry % PAGE]
    }
}

impl<T: Clone + PartialEq> PartialEq for Paged<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other)
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for Paged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_the_other_changes() {
        let mut list: Paged<u32> = (0..1000).collect();
        let before = list.clone();
        *list.get_mut(500).expect("there") = 7;
        list.push(1000);
        assert_eq!((before[500], before.len()), (500, 1000));
        assert_eq!((list[500], list[1000], list.get(1001)), (7, 1000, None));
        let shared = list.pages.iter().zip(&before.pages);
        let copied = shared.filter(|(a, b)| !Arc::ptr_eq(a, b)).count();
        assert_eq!(copied, 2, "the page of the change and the last");
        assert_eq!(list.differing(&before), [500, 1000]);
        assert_eq!(
            (list.pop(), list.len(), list.get(1000)),
            (Some(1000), 1000, None)
        );
        assert!(before.differing(&before.clone()).is_empty());
    }
}
