//! A map that is cheap to clone: a hash trie whose nodes are shared until they are written to, and read from bytes when they are looked into.

mod differing;
mod link;

use super::stored::{Damaged, Keeper, Reader, Stored, Writer};
use link::{Link, Source};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

const BITS: u32 = 4;
const WIDTH: usize = 1 << BITS;
const MAX_DEPTH: u32 = 64 / BITS;

/// A persistent map: a clone shares everything, a write copies one path.
#[derive(Clone, Debug)]
pub struct Map<K, V> {
    root: Option<Link<K, V>>,
    len: usize,
    source: Option<Source<K, V>>,
}

#[derive(Clone, Debug)]
enum Node<K, V> {
    Branch([Option<Link<K, V>>; WIDTH]),
    Leaf(u64, Vec<(K, V)>),
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { root: None, len: 0, source: None }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Map<K, V> {
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
        K: std::borrow::Borrow<Q>,
    {
        let hash = hash_of(key);
        let source = self.source.as_ref();
        let mut node = self.root.as_ref()?.node(source)?;
        let mut depth = 0;
        loop {
            match node {
                Node::Branch(children) => node = children[slot(hash, depth)].as_ref()?.node(source)?,
                Node::Leaf(leaf_hash, entries) => {
                    return (*leaf_hash == hash).then(|| entries.iter().find(|(k, _)| k.borrow() == key))?.map(|(_, v)| v);
                }
            }
            depth += 1;
        }
    }

    /// The value of a key, to be changed in place; what is shared is copied first.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.get(key)?;
        let hash = hash_of(key);
        let source = self.source.as_ref();
        let mut node = self.root.as_mut()?.node_mut(source);
        let mut depth = 0;
        loop {
            match node {
                Node::Branch(children) => node = children[slot(hash, depth)].as_mut()?.node_mut(source),
                Node::Leaf(_, entries) => {
                    return entries.iter_mut().find(|(k, _)| (*k).borrow() == key).map(|(_, v)| v);
                }
            }
            depth += 1;
        }
    }

    /// Sets the value of a key and gives back the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = hash_of(&key);
        let before = match &mut self.root {
            None => {
                self.root = Some(Link::new(Node::Leaf(hash, vec![(key, value)])));
                None
            }
            Some(root) => insert_at(root, self.source.as_ref(), hash, 0, key, value),
        };
        self.len += usize::from(before.is_none());
        before
    }

    /// Removes a key and gives back its value.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.get(key)?;
        let removed = remove_at(&mut self.root, self.source.as_ref(), hash_of(key), 0, key);
        self.len -= usize::from(removed.is_some());
        removed
    }

    /// Every entry, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let source = self.source.as_ref();
        let mut stack: Vec<&Node<K, V>> = self.root.iter().filter_map(|root| root.node(source)).collect();
        let mut entries: std::slice::Iter<'_, (K, V)> = [].iter();
        std::iter::from_fn(move || {
            loop {
                if let Some((key, value)) = entries.next() {
                    return Some((key, value));
                }
                match stack.pop()? {
                    Node::Branch(children) => stack.extend(children.iter().flatten().filter_map(|child| child.node(source))),
                    Node::Leaf(_, found) => entries = found.iter(),
                }
            }
        })
    }
}

fn hash_of<Q: Hash + ?Sized>(key: &Q) -> u64 {
    let mut hasher = Mixer(0);
    key.hash(&mut hasher);
    hasher.finish()
}

/// A hash that is quick rather than safe against chosen keys: what is hashed are ids and the names of one's own schema.
struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }

    fn finish(&self) -> u64 {
        // The trie reads the low bits first, and multiplication leaves the entropy in the high ones.
        self.0 ^ (self.0 >> 32)
    }
}

fn slot(hash: u64, depth: u32) -> usize {
    (hash >> ((depth % MAX_DEPTH) * BITS)) as usize % WIDTH
}

fn insert_at<K: Hash + Eq + Clone, V: Clone>(
    link: &mut Link<K, V>,
    source: Option<&Source<K, V>>,
    hash: u64,
    depth: u32,
    key: K,
    value: V,
) -> Option<V> {
    if let Some(Node::Leaf(leaf_hash, _)) = link.node(source)
        && *leaf_hash != hash
    {
        let mut children: [Option<Link<K, V>>; WIDTH] = Default::default();
        children[slot(*leaf_hash, depth)] = Some(link.clone());
        *link = Link::new(Node::Branch(children));
    }
    match link.node_mut(source) {
        Node::Branch(children) => match &mut children[slot(hash, depth)] {
            Some(child) => insert_at(child, source, hash, depth + 1, key, value),
            empty => {
                *empty = Some(Link::new(Node::Leaf(hash, vec![(key, value)])));
                None
            }
        },
        Node::Leaf(_, entries) => match entries.iter_mut().find(|(k, _)| *k == key) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                entries.push((key, value));
                None
            }
        },
    }
}

fn remove_at<K, V, Q>(link: &mut Option<Link<K, V>>, source: Option<&Source<K, V>>, hash: u64, depth: u32, key: &Q) -> Option<V>
where
    K: Hash + Eq + Clone + std::borrow::Borrow<Q>,
    V: Clone,
    Q: Hash + Eq + ?Sized,
{
    let (removed, empty) = match link.as_mut()?.node_mut(source) {
        Node::Branch(children) => {
            let removed = remove_at(&mut children[slot(hash, depth)], source, hash, depth + 1, key);
            (removed, children.iter().all(Option::is_none))
        }
        Node::Leaf(_, entries) => {
            let at = entries.iter().position(|(k, _)| k.borrow() == key)?;
            (Some(entries.swap_remove(at).1), entries.is_empty())
        }
    };
    if empty {
        *link = None;
    }
    removed
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

impl<K: Stored, V: Stored> Map<K, V> {
    /// Writes the nodes that the bytes do not have yet.
    pub(super) fn keep(&self, keeper: &mut Keeper) -> StoredMap {
        StoredMap { root: self.root.as_ref().map(|root| root.keep(self.source.as_ref(), keeper)), len: self.len }
    }

    /// Reads where the map begins; its nodes are read when they are looked into.
    pub(super) fn read_stored(from: &mut Reader<'_>, bytes: &Arc<Vec<u8>>) -> Result<Self, Damaged> {
        let root = Option::<u32>::read(from)?.map(Link::stored);
        let len = usize::read(from)?;
        Ok(Self { root, len, source: Some(Source { bytes: bytes.clone(), read: <(K, V)>::read }) })
    }
}
