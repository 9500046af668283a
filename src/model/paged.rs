//! A long list whose copies share what they have in common, so that an answer of a nation can be carried on from the one before
//! without copying it.

use std::fmt;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

/// Entries of a page: what is copied when one of them changes.
const PAGE: usize = 128;

/// A list in pages that copies share. Pages that came about together lie in one piece of memory, which stays until none of them is used.
#[derive(Clone)]
pub struct Paged<T> {
    pages: Arc<Vec<Page<T>>>,
    len: usize,
}

/// A page: where it begins in a piece of memory.
#[derive(Clone)]
struct Page<T> {
    piece: Arc<[T]>,
    start: usize,
}

impl<T> Page<T> {
    fn entries(&self) -> &[T] {
        let end = (self.start + PAGE).min(self.piece.len());
        self.piece.get(self.start..end).unwrap_or_default()
    }

    fn is(&self, other: &Self) -> bool {
        self.start == other.start && Arc::ptr_eq(&self.piece, &other.piece)
    }

    /// The pages of a piece, the last perhaps shorter.
    fn all(piece: &Arc<[T]>) -> impl Iterator<Item = Self> {
        let starts = (0..piece.len()).step_by(PAGE);
        starts.map(|start| Self {
            piece: Arc::clone(piece),
            start,
        })
    }
}

impl<T: Clone> Page<T> {
    /// The entries to change: copied if another page lies in the same memory.
    fn entries_mut(&mut self) -> &mut [T] {
        if self.piece.len() > PAGE {
            *self = Self {
                piece: self.entries().into(),
                start: 0,
            };
        }
        Arc::make_mut(&mut self.piece)
    }
}

impl<T: Clone> Paged<T> {
    /// How many entries lie on one page.
    #[must_use]
    pub const fn page_len() -> usize {
        PAGE
    }

    /// A list from pieces of whole pages of [`page_len`](Self::page_len) entries, the last perhaps shorter.
    #[must_use]
    pub fn of_pieces(pieces: &[Arc<[T]>]) -> Self {
        let whole = |p: &Arc<[T]>| p.len().is_multiple_of(PAGE);
        debug_assert!(pieces.iter().rev().skip(1).all(whole));
        Self {
            len: pieces.iter().map(|p| p.len()).sum(),
            pages: Arc::new(pieces.iter().flat_map(Page::all).collect()),
        }
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
        self.page(entry / PAGE).get(entry % PAGE)
    }

    /// The entries of a page; none beyond the last.
    #[must_use]
    pub fn page(&self, page: usize) -> &[T] {
        self.pages.get(page).map_or(&[], Page::entries)
    }

    /// An entry to change: its page is copied if another list shares it.
    #[must_use]
    pub fn get_mut(&mut self, entry: usize) -> Option<&mut T> {
        let page = Arc::make_mut(&mut self.pages).get_mut(entry / PAGE)?;
        page.entries_mut().get_mut(entry % PAGE)
    }

    /// Whether two lists share a page.
    #[must_use]
    pub fn shares_page(&self, other: &Self, page: usize) -> bool {
        let both = self.pages.get(page).zip(other.pages.get(page));
        both.is_some_and(|(a, b)| a.is(b))
    }

    /// Puts others of the same length in the place of some pages: those that lie in a piece of memory, one after the other.
    pub fn replace_pages(&mut self, pages: &[u32], piece: &Arc<[T]>) {
        if pages.is_empty() {
            return;
        }
        let all = Arc::make_mut(&mut self.pages);
        for (page, new) in pages.iter().zip(Page::all(piece)) {
            if let Some(old) = all.get_mut(*page as usize) {
                debug_assert_eq!(old.entries().len(), new.entries().len());
                *old = new;
            }
        }
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: T) {
        let pages = Arc::make_mut(&mut self.pages);
        let last = pages.pop_if(|last| last.entries().len() < PAGE);
        let last = last.as_ref().map_or(&[][..], Page::entries);
        let piece = last.iter().cloned().chain([entry]).collect();
        pages.push(Page { piece, start: 0 });
        self.len += 1;
    }

    /// Takes the last entry off.
    pub fn pop(&mut self) -> Option<T> {
        let pages = Arc::make_mut(&mut self.pages);
        let page = pages.pop()?;
        let (last, rest) = page.entries().split_last()?;
        if !rest.is_empty() {
            let piece = rest.into();
            pages.push(Page { piece, start: 0 });
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
        if Arc::ptr_eq(&self.pages, &other.pages) {
            return entries;
        }
        for page in 0..self.pages.len().max(other.pages.len()) {
            if self.shares_page(other, page) {
                continue;
            }
            let (a, b) = (self.page(page), other.page(page));
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
            pages: Arc::default(),
            len: 0,
        }
    }
}

impl<T: Clone> FromIterator<T> for Paged<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut entries = entries.into_iter().peekable();
        let mut pages: Vec<Arc<[T]>> = Vec::new();
        while entries.peek().is_some() {
            pages.push(entries.by_ref().take(PAGE).collect());
        }
        Self::of_pieces(&pages)
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
        let page = &self.pages[entry / PAGE];
        &page.piece[page.start + entry % PAGE]
    }
}

impl<T: Clone> IndexMut<usize> for Paged<T> {
    fn index_mut(&mut self, entry: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.pages)[entry / PAGE].entries_mut()[entry % PAGE]
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
        let shared = list.pages.iter().zip(&*before.pages);
        let copied = shared.filter(|(a, b)| !a.is(b)).count();
        assert_eq!(copied, 2, "the page of the change and the last");
        assert_eq!(list.differing(&before), [500, 1000]);
        assert_eq!(
            (list.pop(), list.len(), list.get(1000)),
            (Some(1000), 1000, None)
        );
        assert!(before.differing(&before.clone()).is_empty());
    }

    #[test]
    fn pages_that_lie_together_are_changed_apart() {
        let entries: Vec<u32> = (0..1000).collect();
        let (a, b) = entries.split_at(512);
        let list = Paged::of_pieces(&[a.into(), b.into()]);
        assert!(list.len() == 1000 && list.iter().eq(&entries));
        let mut other = list.clone();
        other[600] = 7;
        let piece: Arc<[u32]> = list.page(0).iter().chain(list.page(7)).copied().collect();
        other.replace_pages(&[1, 7], &piece);
        assert_eq!((list[600], other[600], other[601]), (600, 7, 601));
        assert_eq!((other[128], other[255], other[999]), (0, 127, 999));
        let shared: Vec<usize> = (0..9).filter(|p| list.shares_page(&other, *p)).collect();
        assert_eq!(shared, [0, 2, 3, 5, 6]);
        assert_eq!(list.differing(&other).len(), 128 + 1);
        assert_eq!((other.pop(), other.pop()), (Some(999), Some(998)));
        other.push(5);
        assert_eq!((other.len(), other[998], list[998]), (999, 5, 998));
    }
}
