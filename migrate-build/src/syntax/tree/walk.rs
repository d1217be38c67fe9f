//! How does one come from a node or a token to others: children, what lies below, and neighbours.

use super::SyntaxKind;
use super::element::{SyntaxElement, SyntaxNode, SyntaxToken, Tree};
use crate::text::Seek;

/// The children of a node, one after the other.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    of: SyntaxNode<'t>,
    next: u32,
    after: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = SyntaxElement<'t>;

    fn next(&mut self) -> Option<SyntaxElement<'t>> {
        if self.next >= self.after {
            return None;
        }
        let at = self.next;
        self.next = self.of.tree.entry(at).after;
        Some(element(self.of.tree, at))
    }
}

/// The children of a node that are nodes.
#[derive(Clone, Debug)]
pub struct ChildNodes<'t> {
    of: SyntaxNode<'t>,
    next: u32,
    after: u32,
}

impl<'t> ChildNodes<'t> {
    /// The next one whose kind is wanted.
    pub(super) fn next_of(&mut self, wanted: fn(SyntaxKind) -> bool) -> Option<SyntaxNode<'t>> {
        while self.next < self.after {
            let at = self.next;
            let entry = self.of.tree.entry(at);
            self.next = entry.after;
            if !entry.is_token && wanted(entry.kind) {
                return Some(node(self.of.tree, at));
            }
        }
        None
    }
}

impl<'t> Iterator for ChildNodes<'t> {
    type Item = SyntaxNode<'t>;

    fn next(&mut self) -> Option<SyntaxNode<'t>> {
        self.next_of(|_| true)
    }
}

impl<'t> SyntaxNode<'t> {
    /// The nodes and tokens right below it.
    #[must_use]
    pub fn children_with_tokens(&self) -> Children<'t> {
        Children { of: *self, next: self.at + 1, after: self.after() }
    }

    /// The nodes right below it.
    #[must_use]
    pub fn children(&self) -> ChildNodes<'t> {
        ChildNodes { of: *self, next: self.at + 1, after: self.after() }
    }

    /// The tokens right below it.
    pub fn tokens(&self) -> impl Iterator<Item = SyntaxToken<'t>> + use<'t> {
        self.children_with_tokens().filter_map(|child| match child {
            SyntaxElement::Token(token) => Some(token),
            SyntaxElement::Node(_) => None,
        })
    }

    /// The first child of a kind that is wanted.
    #[must_use]
    pub fn find_child(&self, wanted: fn(SyntaxKind) -> bool) -> Option<SyntaxNode<'t>> {
        self.children().next_of(wanted)
    }

    /// The first token of a kind right below it.
    #[must_use]
    pub fn find_token(&self, kind: SyntaxKind) -> Option<SyntaxToken<'t>> {
        let (mut at, after) = (self.at + 1, self.after());
        while at < after {
            let entry = self.tree.entry(at);
            if entry.is_token && entry.kind == kind {
                return Some(token(self.tree, at));
            }
            at = entry.after;
        }
        None
    }

    /// The first node right below it.
    #[must_use]
    pub fn first_child(&self) -> Option<SyntaxNode<'t>> {
        self.children().next()
    }

    /// The node itself and all nodes below it, in the order of the text.
    pub fn descendants(&self) -> impl Iterator<Item = SyntaxNode<'t>> + use<'t> {
        let tree = self.tree;
        (self.at..self.after()).filter(|at| !tree.entry(*at).is_token).map(|at| node(tree, at))
    }

    /// All tokens below it, in the order of the text.
    pub fn all_tokens(&self) -> impl Iterator<Item = SyntaxToken<'t>> + use<'t> {
        let tree = self.tree;
        (self.at..self.after()).filter(|at| tree.entry(*at).is_token).map(|at| token(tree, at))
    }

    /// The first token below it.
    #[must_use]
    pub fn first_token(&self) -> Option<SyntaxToken<'t>> {
        first_token(self.tree, self.at..self.after())
    }

    /// The last token below it.
    #[must_use]
    pub fn last_token(&self) -> Option<SyntaxToken<'t>> {
        last_token(self.tree, self.at..self.after())
    }

    /// The node that it is a child of.
    #[must_use]
    pub fn parent(&self) -> Option<SyntaxNode<'t>> {
        (self.at > 0).then(|| node(self.tree, self.tree.entry(self.at).parent))
    }

    fn after(&self) -> u32 {
        self.tree.entry(self.at).after
    }
}

impl<'t> SyntaxToken<'t> {
    /// The token after it.
    #[must_use]
    pub fn next_token(&self) -> Option<SyntaxToken<'t>> {
        first_token(self.tree, self.at + 1..self.tree.entries.len() as u32)
    }

    /// The token before it.
    #[must_use]
    pub fn prev_token(&self) -> Option<SyntaxToken<'t>> {
        last_token(self.tree, 0..self.at)
    }

    /// Whether it lies below a node of this kind.
    #[must_use]
    pub fn is_within(&self, kind: SyntaxKind) -> bool {
        let mut at = self.at;
        while at > 0 {
            at = self.tree.entry(at).parent;
            if self.tree.entry(at).kind == kind {
                return true;
            }
        }
        false
    }
}

fn first_token(tree: &Tree, mut among: std::ops::Range<u32>) -> Option<SyntaxToken<'_>> {
    among.first_where(|at| tree.entry(*at).is_token).map(|at| token(tree, at))
}

fn last_token(tree: &Tree, among: std::ops::Range<u32>) -> Option<SyntaxToken<'_>> {
    among.rev().first_where(|at| tree.entry(*at).is_token).map(|at| token(tree, at))
}

fn element(tree: &Tree, at: u32) -> SyntaxElement<'_> {
    if tree.entry(at).is_token { SyntaxElement::Token(token(tree, at)) } else { SyntaxElement::Node(node(tree, at)) }
}

fn node(tree: &Tree, at: u32) -> SyntaxNode<'_> {
    SyntaxNode { tree, at }
}

fn token(tree: &Tree, at: u32) -> SyntaxToken<'_> {
    SyntaxToken { tree, at }
}
