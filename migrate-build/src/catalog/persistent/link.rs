//! Where is a node of a map: in memory, or still in the bytes that the map was read from.

use super::{Node, WIDTH};
use crate::catalog::stored::{Damaged, Keeper, Reader, Stored};
use std::sync::{Arc, OnceLock};

/// The bytes that a map was read from, and how an entry of it is read.
#[derive(Debug)]
pub(super) struct Source<K, V> {
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) read: fn(&mut Reader<'_>) -> Result<(K, V), Damaged>,
}

impl<K, V> Clone for Source<K, V> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), read: self.read }
    }
}

/// A node, or where it stands.
#[derive(Debug)]
pub(super) struct Link<K, V> {
    stored: Option<Arc<StoredNode<K, V>>>,
    ready: Option<Arc<Node<K, V>>>,
}

#[derive(Debug)]
struct StoredNode<K, V> {
    offset: u32,
    node: OnceLock<Arc<Node<K, V>>>,
}

impl<K, V> Clone for Link<K, V> {
    fn clone(&self) -> Self {
        Self { stored: self.stored.clone(), ready: self.ready.clone() }
    }
}

impl<K, V> Link<K, V> {
    pub(super) fn new(node: Node<K, V>) -> Self {
        Self { stored: None, ready: Some(Arc::new(node)) }
    }

    pub(super) fn stored(offset: u32) -> Self {
        Self { stored: Some(Arc::new(StoredNode { offset, node: OnceLock::new() })), ready: None }
    }

    /// The node; none only where the bytes are damaged in a way that their checksum does not show.
    pub(super) fn node(&self, source: Option<&Source<K, V>>) -> Option<&Node<K, V>> {
        self.shared(source).map(|node| &**node)
    }

    /// Whether both are the same node in memory, or were read from the same place.
    pub(super) fn is_shared_with(&self, other: &Self) -> bool {
        match (&self.ready, &other.ready, &self.stored, &other.stored) {
            (Some(own), Some(others), ..) => Arc::ptr_eq(own, others),
            (None, None, Some(own), Some(others)) => Arc::ptr_eq(own, others),
            _ => false,
        }
    }

    fn shared(&self, source: Option<&Source<K, V>>) -> Option<&Arc<Node<K, V>>> {
        match (&self.ready, &self.stored) {
            (Some(node), _) => Some(node),
            (None, Some(stored)) => {
                let source = source?;
                Some(stored.node.get_or_init(|| Arc::new(read_node(source, stored.offset).unwrap_or(Node::Leaf(0, Vec::new())))))
            }
            (None, None) => None,
        }
    }
}

impl<K: Clone, V: Clone> Link<K, V> {
    /// The node, to be changed; what is shared is copied first.
    pub(super) fn node_mut(&mut self, source: Option<&Source<K, V>>) -> &mut Node<K, V> {
        if self.ready.is_none() {
            self.ready = self.shared(source).cloned();
            self.stored = None;
        }
        Arc::make_mut(self.ready.get_or_insert_with(|| Arc::new(Node::Leaf(0, Vec::new()))))
    }
}

/// A node stands after its children, so that no bytes make a circle.
fn read_node<K, V>(source: &Source<K, V>, offset: u32) -> Result<Node<K, V>, Damaged> {
    let mut from = Reader::at(&source.bytes, offset as usize);
    if from.byte()? == 1 {
        let mut hash = [0; 8];
        hash.copy_from_slice(from.take(8)?);
        let mut entries = Vec::with_capacity(1);
        for _ in 0..from.count()? {
            entries.push((source.read)(&mut from)?);
        }
        return Ok(Node::Leaf(u64::from_le_bytes(hash), entries));
    }
    let present = u16::from_le_bytes([from.byte()?, from.byte()?]);
    let mut children: [Option<Link<K, V>>; WIDTH] = Default::default();
    for (at, child) in children.iter_mut().enumerate() {
        if present & (1 << at) != 0 {
            let mut place = [0; 4];
            place.copy_from_slice(from.take(4)?);
            let place = u32::from_le_bytes(place);
            if place >= offset {
                return Err(Damaged);
            }
            *child = Some(Link::stored(place));
        }
    }
    Ok(Node::Branch(children))
}

impl<K: Stored, V: Stored> Link<K, V> {
    /// Writes the node and what is below it, unless the bytes hold it already; gives back where it stands.
    pub(super) fn keep(&self, source: Option<&Source<K, V>>, keeper: &mut Keeper) -> u32 {
        if let (Some(stored), Some(source)) = (&self.stored, source)
            && keeper.goes_on_after(&source.bytes)
        {
            return stored.offset;
        }
        let Some(node) = self.shared(source) else { return 0 };
        let identity = Arc::as_ptr(node).addr();
        if let Some(place) = keeper.place_of(identity) {
            return place;
        }
        let place = match &**node {
            Node::Leaf(hash, entries) => {
                let place = keeper.begin();
                let to = keeper.writer();
                to.byte(1);
                to.bytes(&hash.to_le_bytes());
                to.number(entries.len() as u64);
                for (key, value) in entries {
                    key.write(to);
                    value.write(to);
                }
                place
            }
            Node::Branch(children) => {
                let mut present = 0_u16;
                let mut places = Vec::with_capacity(WIDTH);
                for (at, child) in children.iter().enumerate() {
                    if let Some(child) = child {
                        present |= 1 << at;
                        places.push(child.keep(source, keeper));
                    }
                }
                let place = keeper.begin();
                let to = keeper.writer();
                to.byte(0);
                to.bytes(&present.to_le_bytes());
                places.iter().for_each(|place| to.bytes(&place.to_le_bytes()));
                place
            }
        };
        keeper.note(identity, place);
        place
    }
}
