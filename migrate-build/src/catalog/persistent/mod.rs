//! A map that is cheap to clone: a hash trie whose nodes are shared until they are written to, and read from bytes when they are looked into.
//!
//! A catalog has dozens of such maps, each of other keys and values. The trie below them is one for all: it knows hashes, not what it holds, so that
//! what a user compiles, and runs without optimisation, is one trie and not dozens.

mod branch;
mod differing;
mod entries;
mod link;
mod place;
mod trie;

use super::stored::{Damaged, Keeper, Reader, Stored, Writer};
use entries::{Entries, entries, entries_mut, read_entries, write_entries};
use place::place_of;
use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;
use trie::Trie;

/// What can be the key of a map.
pub trait Key: Hash + Eq + Clone + Send + Sync + 'static {}
impl<K: Hash + Eq + Clone + Send + Sync + 'static> Key for K {}

/// What can be the value of a map.
pub trait Value: Clone + Send + Sync + 'static {}
impl<V: Clone + Send + Sync + 'static> Value for V {}

/// A persistent map: a clone shares everything, a write copies one path.
pub struct Map<K, V> {
    trie: Trie,
    len: usize,
    of: PhantomData<(K, V)>,
}

impl<K, V> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        Self { trie: self.trie.clone(), len: self.len, of: PhantomData }
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { trie: Trie::default(), len: 0, of: PhantomData }
    }
}

impl<K, V> fmt::Debug for Map<K, V> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} entries", self.len)
    }
}

impl<K: Key, V: Value> Map<K, V> {
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

    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        // Of most kinds of objects a schema has none.
        if self.is_empty() {
            return None;
        }
        let found: &Entries<K, V> = entries(self.trie.leaf(place_of(key))?)?;
        Some(&found.get(found.find(key)?)?.1)
    }

    /// The value of a key, to be changed in place; what is shared is copied first.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        // What is not there must not cost copies.
        let hash = place_of(key);
        let found: &Entries<K, V> = entries(self.trie.leaf(hash)?)?;
        let at = found.find(key)?;
        let found: &mut Entries<K, V> = entries_mut(self.trie.leaf_mut(hash)?)?;
        Some(&mut found.get_mut(at)?.1)
    }

    /// Sets the value of a key and gives back the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = place_of(&key);
        let Some(leaf) = self.trie.leaf_mut(hash) else {
            self.trie.add(hash, Arc::new(Entries::one(key, value)));
            self.len += 1;
            return None;
        };
        let found: &mut Entries<K, V> = entries_mut(leaf)?;
        if let Some(at) = found.find(&key) {
            return found.get_mut(at).map(|entry| std::mem::replace(&mut entry.1, value));
        }
        found.push(key, value);
        self.len += 1;
        None
    }

    /// Removes a key and gives back its value.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let hash = place_of(key);
        let found: &Entries<K, V> = entries(self.trie.leaf(hash)?)?;
        let at = found.find(key)?;
        let removed = found.get(at)?.1.clone();
        if found.is_single() {
            self.trie.remove(hash);
        } else {
            let found: &mut Entries<K, V> = entries_mut(self.trie.leaf_mut(hash)?)?;
            found.remove(at);
        }
        self.len -= 1;
        Some(removed)
    }

    /// Every entry, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let mut leaves = self.trie.leaves();
        let mut found: Option<&Entries<K, V>> = None;
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                if let Some((key, value)) = found.and_then(|found| found.get(at)) {
                    at += 1;
                    return Some((key, value));
                }
                found = entries(leaves.next_leaf()?);
                at = 0;
            }
        })
    }
}

/// Where the root of a map stands in stored bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct StoredMap {
    root: Option<u32>,
    len: usize,
}

impl StoredMap {
    pub(super) fn write(&self, to: &mut Writer) {
        self.root.write(to);
        self.len.write(to);
    }
}

impl<K: Key + Stored, V: Value + Stored> Map<K, V> {
    /// Writes the nodes that the bytes do not have yet.
    pub(super) fn keep(&self, keeper: &mut Keeper) -> StoredMap {
        StoredMap { root: self.trie.keep(write_entries::<K, V>, keeper), len: self.len }
    }

    /// Reads where the map begins; its nodes are read when they are looked into.
    pub(super) fn read_stored(from: &mut Reader<'_>, bytes: &Arc<Vec<u8>>) -> Result<Self, Damaged> {
        let root = Option::<u32>::read(from)?;
        let len = usize::read(from)?;
        Ok(Self { trie: Trie::stored(root, bytes, read_entries::<K, V>), len, of: PhantomData })
    }
}
