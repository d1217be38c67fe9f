//! What stands at the end of a path through a trie: the entries of one hash, of which kind only the map knows.

use super::{Key, Value};
use crate::catalog::stored::{Damaged, Reader, Stored, Writer};
use std::any::Any;
use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

/// The entries of one hash, of any kind.
pub(super) type Leaf = Arc<dyn Any + Send + Sync>;

/// The entries of one hash: nearly always one.
#[derive(Clone)]
pub(super) struct Entries<K, V> {
    first: (K, V),
    others: Vec<(K, V)>,
}

/// The entries of a leaf, by the kind that its map has.
pub(super) fn entries<K: Key, V: Value>(leaf: &Leaf) -> Option<&Entries<K, V>> {
    (**leaf).downcast_ref()
}

/// The entries of a leaf, to be changed; what is shared is copied first.
pub(super) fn entries_mut<K: Key, V: Value>(leaf: &mut Leaf) -> Option<&mut Entries<K, V>> {
    if Arc::get_mut(leaf).is_none() {
        let copy = entries::<K, V>(leaf)?.clone();
        *leaf = Arc::new(copy);
    }
    Arc::get_mut(leaf)?.downcast_mut()
}

impl<K: Key, V: Value> Entries<K, V> {
    pub(super) fn one(key: K, value: V) -> Self {
        Self { first: (key, value), others: Vec::new() }
    }

    pub(super) fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    pub(super) fn get(&self, at: usize) -> Option<&(K, V)> {
        if at == 0 { Some(&self.first) } else { self.others.get(at - 1) }
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut (K, V)> {
        if at == 0 { Some(&mut self.first) } else { self.others.get_mut(at - 1) }
    }

    pub(super) fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        if self.first.0.borrow() == key {
            return Some(0);
        }
        for (at, other) in self.others.iter().enumerate() {
            if other.0.borrow() == key {
                return Some(at + 1);
            }
        }
        None
    }

    pub(super) fn push(&mut self, key: K, value: V) {
        self.others.push((key, value));
    }

    /// Takes one of several out.
    pub(super) fn remove(&mut self, at: usize) {
        if at > 0 {
            self.others.remove(at - 1);
        } else if let Some(last) = self.others.pop() {
            self.first = last;
        }
    }
}

/// Reads as many entries as there are said to be, at least one.
pub(super) fn read_entries<K: Key + Stored, V: Value + Stored>(from: &mut Reader<'_>) -> Result<Leaf, Damaged> {
    let count = from.count()?;
    let (key, value) = Stored::read(from)?;
    let mut read: Entries<K, V> = Entries::one(key, value);
    for _ in 1..count {
        let (key, value) = Stored::read(from)?;
        read.push(key, value);
    }
    Ok(Arc::new(read))
}

pub(super) fn write_entries<K: Key + Stored, V: Value + Stored>(leaf: &Leaf, to: &mut Writer) {
    let Some(found) = entries::<K, V>(leaf) else { return };
    to.number(1 + found.others.len() as u64);
    found.first.write(to);
    for other in &found.others {
        other.write(to);
    }
}
