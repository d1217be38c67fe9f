//! Where is a node of a trie: in memory, or still in the bytes that the trie was read from.

use super::branch::{Branch, WIDTH};
use super::entries::Leaf;
use crate::catalog::stored::{Damaged, Keeper, Reader, Writer};
use std::sync::{Arc, OnceLock};

/// The bytes that a trie was read from, and how the entries of a leaf are read.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) read: fn(&mut Reader<'_>) -> Result<Leaf, Damaged>,
}

/// A node, or where it stands.
#[derive(Clone)]
pub(super) enum Link {
    Ready(Node),
    Stored(Arc<StoredNode>),
}

/// A node in memory: links to others, or the entries of a hash.
#[derive(Clone)]
pub(super) enum Node {
    Branch(Arc<Branch>),
    Leaf(u64, Leaf),
}

pub(super) struct StoredNode {
    offset: u32,
    node: OnceLock<Node>,
}

impl Link {
    pub(super) fn stored(offset: u32) -> Self {
        Self::Stored(Arc::new(StoredNode { offset, node: OnceLock::new() }))
    }

    /// The node. Where the bytes are damaged in a way that their checksum does not show, one that holds nothing.
    pub(super) fn node(&self, source: Option<&Source>) -> Option<&Node> {
        match self {
            Self::Ready(node) => Some(node),
            Self::Stored(stored) => match stored.node.get() {
                Some(node) => Some(node),
                None => {
                    let node = source.and_then(|source| read_node(source, stored.offset).ok());
                    Some(stored.node.get_or_init(|| node.unwrap_or_else(nothing)))
                }
            },
        }
    }

    /// Whether both are the same node in memory, or were read from the same place.
    pub(super) fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ready(Node::Branch(own)), Self::Ready(Node::Branch(others))) => Arc::ptr_eq(own, others),
            (Self::Ready(Node::Leaf(_, own)), Self::Ready(Node::Leaf(_, others))) => Arc::as_ptr(own).addr() == Arc::as_ptr(others).addr(),
            (Self::Stored(own), Self::Stored(others)) => Arc::ptr_eq(own, others),
            _ => false,
        }
    }

    /// The node, to be changed: from here on it is another than the stored one.
    pub(super) fn node_mut(&mut self, source: Option<&Source>) -> Option<&mut Node> {
        if let Self::Stored(_) = self {
            *self = Self::Ready(self.node(source)?.clone());
        }
        match self {
            Self::Ready(node) => Some(node),
            Self::Stored(_) => None,
        }
    }

    /// Writes the node and what is below it, unless the bytes hold it already; gives back where it stands.
    pub(super) fn keep(&self, source: Option<&Source>, write: fn(&Leaf, &mut Writer), keeper: &mut Keeper) -> u32 {
        if let (Self::Stored(stored), Some(source)) = (self, source)
            && keeper.goes_on_after(&source.bytes)
        {
            return stored.offset;
        }
        let Some(node) = self.node(source) else { return 0 };
        let identity = match node {
            Node::Branch(branch) => Arc::as_ptr(branch).addr(),
            Node::Leaf(_, leaf) => Arc::as_ptr(leaf).addr(),
        };
        if let Some(place) = keeper.place_of(identity) {
            return place;
        }
        let place = match node {
            Node::Leaf(hash, leaf) => {
                let place = keeper.begin();
                let to = keeper.writer();
                to.byte(1);
                to.bytes(&hash.to_le_bytes());
                write(leaf, to);
                place
            }
            Node::Branch(branch) => keep_branch(branch, source, write, keeper),
        };
        keeper.note(identity, place);
        place
    }
}

fn nothing() -> Node {
    Node::Branch(Arc::default())
}

fn keep_branch(branch: &Branch, source: Option<&Source>, write: fn(&Leaf, &mut Writer), keeper: &mut Keeper) -> u32 {
    let mut places = Vec::with_capacity(branch.links().len());
    for link in branch.links() {
        places.push(link.keep(source, write, keeper));
    }
    let place = keeper.begin();
    let to = keeper.writer();
    to.byte(0);
    to.bytes(&branch.present().to_le_bytes());
    for place in places {
        to.bytes(&place.to_le_bytes());
    }
    place
}

/// A node stands after its children, so that no bytes make a circle.
fn read_node(source: &Source, offset: u32) -> Result<Node, Damaged> {
    let mut from = Reader::at(&source.bytes, offset as usize);
    if from.byte()? == 1 {
        let mut hash = [0; 8];
        hash.copy_from_slice(from.take(8)?);
        return Ok(Node::Leaf(u64::from_le_bytes(hash), (source.read)(&mut from)?));
    }
    let present = u16::from_le_bytes([from.byte()?, from.byte()?]);
    let mut branch = Branch::with_room(present);
    for slot in 0..WIDTH {
        if present & (1 << slot) != 0 {
            let mut place = [0; 4];
            place.copy_from_slice(from.take(4)?);
            let place = u32::from_le_bytes(place);
            if place >= offset {
                return Err(Damaged);
            }
            branch.put(slot, Link::stored(place));
        }
    }
    Ok(Node::Branch(Arc::new(branch)))
}
