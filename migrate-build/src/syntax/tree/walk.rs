//! How does one come from a node or a token to others: children, what lies below, and neighbours.

use super::SyntaxKind;
use super::element::{SyntaxElement, SyntaxNode, SyntaxToken, Tree};
use std::rc::Rc;

/// The children of a node, one after the other.
#[derive(Clone, Debug)]
pub struct Children {
    of: SyntaxNode,
    next: u32,
    after: u32,
}

impl Iterator for Children {
    type Item = SyntaxElement;

    fn next(&mut self) -> Option<SyntaxElement> {
        if self.next >= self.after {
            return None;
        }
        let at = self.next;
        self.next = self.of.tree.entry(at).after;
        Some(element(&self.of.tree, at))
    }
}

/// The children of a node that are nodes.
#[derive(Clone, Debug)]
pub struct ChildNodes {
    of: SyntaxNode,
    next: u32,
    after: u32,
}

impl ChildNodes {
    /// The next one whose kind is wanted.
    pub(super) fn next_of(&mut self, wanted: fn(SyntaxKind) -> bool) -> Option<SyntaxNode> {
        while self.next < self.after {
            let at = self.next;
            let entry = self.of.tree.entry(at);
            self.next = entry.after;
            if !entry.is_token && wanted(entry.kind) {
                return Some(node(&self.of.tree, at));
            }
        }
        None
    }
}

impl Iterator for ChildNodes {
    type Item = SyntaxNode;

    fn next(&mut self) -> Option<SyntaxNode> {
        self.next_of(|_| true)
    }
}

impl SyntaxNode {
    /// The nodes and tokens right below it.
    #[must_use]
    pub fn children_with_tokens(&self) -> Children {
        Children { of: self.clone(), next: self.at + 1, after: self.after() }
    }

    /// The nodes right below it.
    #[must_use]
    pub fn children(&self) -> ChildNodes {
        ChildNodes { of: self.clone(), next: self.at + 1, after: self.after() }
    }

    /// The tokens right below it.
    pub fn tokens(&self) -> impl Iterator<Item = SyntaxToken> {
        self.children_with_tokens().filter_map(|child| match child {
            SyntaxElement::Token(token) => Some(token),
            SyntaxElement::Node(_) => None,
        })
    }

    /// The first child of a kind that is wanted.
    #[must_use]
    pub fn find_child(&self, wanted: fn(SyntaxKind) -> bool) -> Option<SyntaxNode> {
        self.children().next_of(wanted)
    }

    /// The first token of a kind right below it.
    #[must_use]
    pub fn find_token(&self, kind: SyntaxKind) -> Option<SyntaxToken> {
        let (mut at, after) = (self.at + 1, self.after());
        while at < after {
            let entry = self.tree.entry(at);
            if entry.is_token && entry.kind == kind {
                return Some(token(&self.tree, at));
            }
            at = entry.after;
        }
        None
    }

    /// The first node right below it.
    #[must_use]
    pub fn first_child(&self) -> Option<SyntaxNode> {
        self.children().next()
    }

    /// The node itself and all nodes below it, in the order of the text.
    pub fn descendants(&self) -> impl Iterator<Item = SyntaxNode> {
        (self.at..self.after()).filter(|at| !self.tree.entry(*at).is_token).map(|at| node(&self.tree, at))
    }

    /// All tokens below it, in the order of the text.
    pub fn all_tokens(&self) -> impl Iterator<Item = SyntaxToken> {
        (self.at..self.after()).filter(|at| self.tree.entry(*at).is_token).map(|at| token(&self.tree, at))
    }

    /// The first token below it.
    #[must_use]
    pub fn first_token(&self) -> Option<SyntaxToken> {
        first_token(&self.tree, self.at..self.after())
    }

    /// The last token below it.
    #[must_use]
    pub fn last_token(&self) -> Option<SyntaxToken> {
        last_token(&self.tree, self.at..self.after())
    }

    /// The node that it is a child of.
    #[must_use]
    pub fn parent(&self) -> Option<SyntaxNode> {
        (self.at > 0).then(|| node(&self.tree, self.tree.entry(self.at).parent))
    }

    fn after(&self) -> u32 {
        self.tree.entry(self.at).after
    }
}

impl SyntaxToken {
    /// The token after it.
    #[must_use]
    pub fn next_token(&self) -> Option<SyntaxToken> {
        first_token(&self.tree, self.at + 1..self.tree.entries.len() as u32)
    }

    /// The token before it.
    #[must_use]
    pub fn prev_token(&self) -> Option<SyntaxToken> {
        last_token(&self.tree, 0..self.at)
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

fn first_token(tree: &Rc<Tree>, mut among: std::ops::Range<u32>) -> Option<SyntaxToken> {
    among.find(|at| tree.entry(*at).is_token).map(|at| token(tree, at))
}

fn last_token(tree: &Rc<Tree>, among: std::ops::Range<u32>) -> Option<SyntaxToken> {
    among.rev().find(|at| tree.entry(*at).is_token).map(|at| token(tree, at))
}

fn element(tree: &Rc<Tree>, at: u32) -> SyntaxElement {
    if tree.entry(at).is_token { SyntaxElement::Token(token(tree, at)) } else { SyntaxElement::Node(node(tree, at)) }
}

fn node(tree: &Rc<Tree>, at: u32) -> SyntaxNode {
    SyntaxNode { tree: Rc::clone(tree), at }
}

fn token(tree: &Rc<Tree>, at: u32) -> SyntaxToken {
    SyntaxToken { tree: Rc::clone(tree), at }
}
