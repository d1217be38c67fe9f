//! How are the items of an iterator put into a list, a text or a map?
//!
//! The standard library's `collect` and `extend` are made for millions of items, and each use of them is a few hundred lines for the compiler, which
//! every user waits for, and which `build.rs` then runs unoptimised. What stands here is a loop.

#![expect(clippy::while_let_on_iterator, reason = "a `for` calls one more function, which is compiled for each kind of iterator")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

/// Items that are put together one after the other.
pub(crate) trait Gather: Iterator + Sized {
    /// All items.
    fn gather<C: Collection<Self::Item>>(mut self) -> C {
        let mut all = C::default();
        while let Some(item) = self.next() {
            all.put(item);
        }
        all
    }

    /// All items, or what the first that failed gives instead.
    fn try_gather<C: TryCollection<Self::Item>>(self) -> C {
        C::try_gather(self)
    }
}

impl<I: Iterator> Gather for I {}

/// What items can be put into.
pub(crate) trait Collection<T>: Default {
    /// Adds an item.
    fn put(&mut self, item: T);

    /// Adds each item.
    fn put_all(&mut self, items: impl IntoIterator<Item = T>) {
        let mut items = items.into_iter();
        while let Some(item) = items.next() {
            self.put(item);
        }
    }
}

impl<T> Collection<T> for Vec<T> {
    fn put(&mut self, item: T) {
        self.push(item);
    }
}

impl Collection<char> for String {
    fn put(&mut self, item: char) {
        self.push(item);
    }
}

impl Collection<&str> for String {
    fn put(&mut self, item: &str) {
        self.push_str(item);
    }
}

impl Collection<String> for String {
    fn put(&mut self, item: String) {
        self.push_str(&item);
    }
}

impl<K: Ord, V> Collection<(K, V)> for BTreeMap<K, V> {
    fn put(&mut self, (key, value): (K, V)) {
        self.insert(key, value);
    }
}

impl<T: Ord> Collection<T> for BTreeSet<T> {
    fn put(&mut self, item: T) {
        self.insert(item);
    }
}

impl<K: Hash + Eq, V, S: BuildHasher + Default> Collection<(K, V)> for HashMap<K, V, S> {
    fn put(&mut self, (key, value): (K, V)) {
        self.insert(key, value);
    }
}

impl<T: Hash + Eq, S: BuildHasher + Default> Collection<T> for HashSet<T, S> {
    fn put(&mut self, item: T) {
        self.insert(item);
    }
}

/// What can be there only as a whole.
pub(crate) trait TryCollection<T>: Sized {
    /// All items, or what the first that failed gives instead.
    fn try_gather(items: impl Iterator<Item = T>) -> Self;
}

impl<T, C: Collection<T>> TryCollection<Option<T>> for Option<C> {
    fn try_gather(mut items: impl Iterator<Item = Option<T>>) -> Self {
        let mut all = C::default();
        while let Some(item) = items.next() {
            all.put(item?);
        }
        Some(all)
    }
}

impl<T, E, C: Collection<T>> TryCollection<Result<T, E>> for Result<C, E> {
    fn try_gather(mut items: impl Iterator<Item = Result<T, E>>) -> Self {
        let mut all = C::default();
        while let Some(item) = items.next() {
            match item {
                Ok(item) => all.put(item),
                Err(failed) => return Err(failed),
            }
        }
        Ok(all)
    }
}
