//! What is a node or a token of the tree, and what does each know by itself.

use super::SyntaxKind;
use crate::text::Span;
use std::fmt;

/// A text and everything that the parser found in it.
pub(super) struct Tree {
    pub(super) text: Box<str>,
    pub(super) entries: Vec<Entry>,
}

/// A node or a token. What a node holds follows it in the list, up to `after`.
pub(super) struct Entry {
    pub(super) kind: SyntaxKind,
    pub(super) is_token: bool,
    pub(super) span: Span,
    pub(super) parent: u32,
    pub(super) after: u32,
}

/// A node: it has children. It is a place in a tree that somebody else holds, so that the hundreds of functions which pass nodes about drop nothing.
#[derive(Clone, Copy)]
pub struct SyntaxNode<'t> {
    pub(super) tree: &'t Tree,
    pub(super) at: u32,
}

/// A token: it has a text.
#[derive(Clone, Copy)]
pub struct SyntaxToken<'t> {
    pub(super) tree: &'t Tree,
    pub(super) at: u32,
}

/// A node or a token.
#[derive(Clone, Copy, Debug)]
pub enum SyntaxElement<'t> {
    /// It has children.
    Node(SyntaxNode<'t>),
    /// It has a text.
    Token(SyntaxToken<'t>),
}

impl Tree {
    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }

    pub(super) fn slice(&self, at: u32) -> &str {
        self.text.get(self.entry(at).span.range()).unwrap_or("")
    }
}

impl<'t> SyntaxNode<'t> {
    /// Of which kind it is.
    #[must_use]
    pub fn kind(&self) -> SyntaxKind {
        self.tree.entry(self.at).kind
    }

    /// Where it stands in the text that was parsed.
    #[must_use]
    pub fn span(&self) -> Span {
        self.tree.entry(self.at).span
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.tree.slice(self.at)
    }
}

impl<'t> SyntaxToken<'t> {
    /// Of which kind it is.
    #[must_use]
    pub fn kind(&self) -> SyntaxKind {
        self.tree.entry(self.at).kind
    }

    /// Where it stands in the text that was parsed.
    #[must_use]
    pub fn span(&self) -> Span {
        self.tree.entry(self.at).span
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.tree.slice(self.at)
    }
}

impl<'t> SyntaxElement<'t> {
    /// Of which kind it is.
    #[must_use]
    pub fn kind(&self) -> SyntaxKind {
        match self {
            Self::Node(node) => node.kind(),
            Self::Token(token) => token.kind(),
        }
    }

    /// The node, where it is one.
    #[must_use]
    pub fn as_node(&self) -> Option<SyntaxNode<'t>> {
        match self {
            Self::Node(node) => Some(*node),
            Self::Token(_) => None,
        }
    }

    /// The token, where it is one.
    #[must_use]
    pub fn as_token(&self) -> Option<SyntaxToken<'t>> {
        match self {
            Self::Node(_) => None,
            Self::Token(token) => Some(*token),
        }
    }

    /// The node, where it is one.
    #[must_use]
    pub fn into_node(self) -> Option<SyntaxNode<'t>> {
        match self {
            Self::Node(node) => Some(node),
            Self::Token(_) => None,
        }
    }
}

impl fmt::Debug for SyntaxNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.text())
    }
}

impl fmt::Debug for SyntaxToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.text())
    }
}
