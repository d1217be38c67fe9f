//! What of the items of an iterator is looked for?
//!
//! The standard library's `any`, `all`, `find`, `find_map` and `position` call one general function through each adapter, and each call is compiled
//! anew for each kind of iterator. What stands here is a loop, for the reason that [`super::gather`] gives.

#![expect(clippy::while_let_on_iterator, reason = "a `for` calls one more function, which is compiled for each kind of iterator")]

/// Items that are asked for one that meets a condition.
pub(crate) trait Seek: Iterator {
    /// Whether an item meets a condition, as `Iterator::any`.
    fn exists(&mut self, mut meets: impl FnMut(Self::Item) -> bool) -> bool {
        while let Some(item) = self.next() {
            if meets(item) {
                return true;
            }
        }
        false
    }

    /// Whether every item meets a condition, as `Iterator::all`.
    fn for_all(&mut self, mut meets: impl FnMut(Self::Item) -> bool) -> bool {
        while let Some(item) = self.next() {
            if !meets(item) {
                return false;
            }
        }
        true
    }

    /// The first item that meets a condition, as `Iterator::find`.
    fn first_where(&mut self, mut meets: impl FnMut(&Self::Item) -> bool) -> Option<Self::Item> {
        while let Some(item) = self.next() {
            if meets(&item) {
                return Some(item);
            }
        }
        None
    }

    /// What the first item gives that gives anything, as `Iterator::find_map`.
    fn first_some<T>(&mut self, mut of: impl FnMut(Self::Item) -> Option<T>) -> Option<T> {
        while let Some(item) = self.next() {
            let found = of(item);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// How many items stand before the first that meets a condition, as `Iterator::position`.
    fn place_where(&mut self, mut meets: impl FnMut(Self::Item) -> bool) -> Option<usize> {
        let mut place = 0;
        while let Some(item) = self.next() {
            if meets(item) {
                return Some(place);
            }
            place += 1;
        }
        None
    }
}

impl<I: Iterator> Seek for I {}
