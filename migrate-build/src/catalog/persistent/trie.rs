//! Which leaf has a hash: a trie that is cheap to clone, whatever its leaves hold.

use super::branch::{Branch, slot};
use super::entries::Leaf;
use super::link::{Link, Node, Source};
use crate::catalog::stored::{Damaged, Keeper, Reader, Writer};
use crate::text::{Collection, Gather};
use std::sync::Arc;

/// A trie of leaves by their hashes.
#[derive(Clone, Default)]
pub(super) struct Trie {
    root: Option<Link>,
    source: Option<Source>,
}

impl Trie {
    /// The trie whose root stands at a place of bytes.
    pub(super) fn stored(root: Option<u32>, bytes: &Arc<Vec<u8>>, read: fn(&mut Reader<'_>) -> Result<Leaf, Damaged>) -> Self {
        Self { root: root.map(Link::stored), source: Some(Source { bytes: bytes.clone(), read }) }
    }

    /// The leaf of a hash.
    pub(super) fn leaf(&self, hash: u64) -> Option<&Leaf> {
        let source = self.source.as_ref();
        let mut node = self.root.as_ref()?.node(source)?;
        let mut depth = 0;
        loop {
            match node {
                Node::Branch(branch) => node = branch.get(slot(hash, depth))?.node(source)?,
                Node::Leaf(of, leaf) => return if *of == hash { Some(leaf) } else { None },
            }
            depth += 1;
        }
    }

    /// The leaf of a hash, to be changed; the nodes above it that are shared are copied first.
    pub(super) fn leaf_mut(&mut self, hash: u64) -> Option<&mut Leaf> {
        let source = self.source.as_ref();
        let mut node = self.root.as_mut()?.node_mut(source)?;
        let mut depth = 0;
        loop {
            match node {
                Node::Branch(branch) => node = Arc::make_mut(branch).get_mut(slot(hash, depth))?.node_mut(source)?,
                Node::Leaf(of, leaf) => return if *of == hash { Some(leaf) } else { None },
            }
            depth += 1;
        }
    }

    /// Adds the leaf of a hash that has none.
    pub(super) fn add(&mut self, hash: u64, leaf: Leaf) {
        let leaf = Link::Ready(Node::Leaf(hash, leaf));
        match &mut self.root {
            None => self.root = Some(leaf),
            Some(root) => add_at(root, self.source.as_ref(), hash, 0, leaf),
        }
    }

    /// Removes the leaf of a hash that has one.
    pub(super) fn remove(&mut self, hash: u64) {
        if let Some(root) = &mut self.root
            && remove_at(root, self.source.as_ref(), hash, 0)
        {
            self.root = None;
        }
    }

    /// Every leaf.
    pub(super) fn leaves(&self) -> Leaves<'_> {
        let source = self.source.as_ref();
        Leaves { left: self.root.as_ref().and_then(|root| root.node(source)).into_iter().gather(), source }
    }

    /// Where it begins, and the bytes that it was read from.
    pub(super) fn root(&self) -> (Option<&Link>, Option<&Source>) {
        (self.root.as_ref(), self.source.as_ref())
    }

    /// Writes the nodes that the bytes do not have yet, and says where the root stands.
    pub(super) fn keep(&self, write: fn(&Leaf, &mut Writer), keeper: &mut Keeper) -> Option<u32> {
        self.root.as_ref().map(|root| root.keep(self.source.as_ref(), write, keeper))
    }
}

/// A walk over the leaves of a trie.
pub(super) struct Leaves<'a> {
    left: Vec<&'a Node>,
    source: Option<&'a Source>,
}

impl<'a> Leaves<'a> {
    pub(super) fn next_leaf(&mut self) -> Option<&'a Leaf> {
        loop {
            match self.left.pop()? {
                Node::Leaf(_, leaf) => return Some(leaf),
                Node::Branch(branch) => {
                    for link in branch.links() {
                        self.left.put_all(link.node(self.source));
                    }
                }
            }
        }
    }
}

/// Every leaf below a node.
pub(super) fn leaves_below<'a>(node: Option<&'a Node>, source: Option<&'a Source>) -> Vec<&'a Leaf> {
    let mut leaves = Leaves { left: node.into_iter().gather(), source };
    let mut found = Vec::new();
    while let Some(leaf) = leaves.next_leaf() {
        found.push(leaf);
    }
    found
}

fn add_at(link: &mut Link, source: Option<&Source>, hash: u64, depth: u32, leaf: Link) {
    // Two hashes that differ part somewhere on the way down.
    if let Some(Node::Leaf(other, _)) = link.node(source)
        && *other != hash
    {
        let mut branch = Branch::default();
        branch.put(slot(*other, depth), link.clone());
        *link = Link::Ready(Node::Branch(Arc::new(branch)));
    }
    match link.node_mut(source) {
        Some(Node::Branch(branch)) => {
            let branch = Arc::make_mut(branch);
            match branch.get_mut(slot(hash, depth)) {
                Some(below) => add_at(below, source, hash, depth + 1, leaf),
                None => branch.put(slot(hash, depth), leaf),
            }
        }
        Some(Node::Leaf(..)) | None => *link = leaf,
    }
}

/// Whether nothing is left below the link.
fn remove_at(link: &mut Link, source: Option<&Source>, hash: u64, depth: u32) -> bool {
    match link.node_mut(source) {
        Some(Node::Branch(branch)) => {
            let branch = Arc::make_mut(branch);
            if let Some(below) = branch.get_mut(slot(hash, depth))
                && remove_at(below, source, hash, depth + 1)
            {
                branch.take_out(slot(hash, depth));
            }
            branch.is_empty()
        }
        Some(Node::Leaf(..)) | None => true,
    }
}
