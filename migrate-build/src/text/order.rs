//! How is a list put in order?
//!
//! The standard library's sort is made for millions of items, and each use of it is a few thousand lines for the compiler, which every user waits for.
//! The lists here are short.

use super::Gather;
use std::cmp::Ordering;

/// Puts items in their own order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Puts items in the order of their keys.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Puts items in order; those that compare as equal stay as they stand.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for (a, b) in swaps(items.len(), &|a, b| compare(&items[a], &items[b])) {
        items.swap(a, b);
    }
}

/// Which items are to be swapped, one pair after the other, so that all stand in order.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).gather();
    order.sort_by(|a, b| compare(*a, *b));
    let mut swaps = Vec::new();
    for (to, from) in order.iter().enumerate() {
        // What stood there may have been swapped away before.
        let mut from = *from;
        while from < to {
            from = order[from];
        }
        if from != to {
            swaps.push((to, from));
        }
    }
    swaps
}
