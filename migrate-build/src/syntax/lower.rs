//! What does every lowering function need: the place of the parser's nodes in the file, and a guard against deep nesting.

use super::errors;
use super::grammar::Grammar;
use crate::diag::Result;
use crate::syntax::tree::ast::AstNode;
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};
use crate::text::{Seek, Span};
use std::cell::Cell;

/// How deeply expressions and queries may nest; each level costs stack in every later layer too.
const MAXIMUM_DEPTH: u32 = 400;

/// One text being lowered. A lowering function takes it first, returns its node, or the one error that the grammar's actions raise.
#[derive(Debug)]
pub struct Lowering<'a> {
    text: &'a str,
    base: u32,
    prefix: u32,
    grammar: Grammar,
    depth: Cell<u32>,
}

impl<'a> Lowering<'a> {
    /// A context for the parser's tree over `text`, which begins `base` bytes into the file.
    #[must_use]
    pub fn new(text: &'a str, base: u32) -> Self {
        Self { text, base, prefix: 0, grammar: Grammar::default(), depth: Cell::new(0) }
    }

    /// A context for a text that has `prefix` bytes in front which the file has not.
    #[must_use]
    pub fn after_prefix(text: &'a str, prefix: u32, base: u32, grammar: Grammar) -> Self {
        Self { text, base, prefix, grammar, depth: Cell::new(0) }
    }

    /// A context for the grammar of a version.
    #[must_use]
    pub fn for_grammar(text: &'a str, base: u32, grammar: Grammar) -> Self {
        Self { grammar, ..Self::new(text, base) }
    }

    /// The grammar that the text is held against.
    #[must_use]
    pub fn grammar(&self) -> Grammar {
        self.grammar
    }

    /// The text that the tree was parsed from.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// How many bytes of the file stand before that text.
    #[must_use]
    pub fn base(&self) -> u32 {
        self.base
    }

    /// Where a node stands in the file, from its first to its last token.
    #[must_use]
    pub fn span(&self, node: &SyntaxNode) -> Span {
        let range = node.span();
        self.shifted(range.start, range.end)
    }

    /// Where a typed node stands in the file.
    #[must_use]
    pub(in crate::syntax) fn span_of<'t>(&self, node: &impl AstNode<'t>) -> Span {
        self.span(node.syntax())
    }

    /// Where a token stands in the file.
    #[must_use]
    pub fn token_span(&self, token: &SyntaxToken) -> Span {
        let range = token.span();
        self.shifted(range.start, range.end)
    }

    /// Where a node's first token stands.
    #[must_use]
    pub fn first_token_span(&self, node: &SyntaxNode) -> Span {
        first_token(node).map_or_else(|| Span::empty(self.span(node).start), |token| self.token_span(&token))
    }

    /// Where a node's own token of this kind stands, or its first token.
    #[must_use]
    pub fn span_of_token(&self, node: &SyntaxNode, kind: SyntaxKind) -> Span {
        find_token(node, kind).map_or_else(|| self.first_token_span(node), |token| self.token_span(&token))
    }

    /// The child that the grammar promises; its absence means that the parser took the text otherwise than PostgreSQL does.
    pub fn need<T>(&self, child: Option<T>, parent: &SyntaxNode) -> Result<T> {
        child.ok_or_else(|| errors::not_understood("statement", self.first_token_span(parent)))
    }

    /// Lowers one level deeper, or says that it is too deep.
    pub fn deeper<T>(&self, at: &SyntaxNode, lower: impl FnOnce() -> Result<T>) -> Result<T> {
        let depth = self.depth.get();
        if depth >= MAXIMUM_DEPTH {
            return Err(errors::nested_too_deeply(self.first_token_span(at)));
        }
        self.depth.set(depth + 1);
        let result = lower();
        self.depth.set(depth);
        result
    }

    fn shifted(&self, start: u32, end: u32) -> Span {
        Span::new(start, end).shifted_back(self.prefix).shifted(self.base)
    }
}

/// The node's own token of this kind.
#[must_use]
pub fn find_token<'t>(node: &SyntaxNode<'t>, kind: SyntaxKind) -> Option<SyntaxToken<'t>> {
    node.tokens().first_where(|token| token.kind() == kind)
}

/// Whether the node has a token of this kind of its own.
#[must_use]
pub fn has_token(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    find_token(node, kind).is_some()
}

/// The node's own tokens without white space and comments.
pub fn own_tokens<'t>(node: &SyntaxNode<'t>) -> impl Iterator<Item = SyntaxToken<'t>> {
    node.tokens().filter(|token| !is_trivia(token.kind()))
}

/// The first token below the node that is neither white space nor comment.
#[must_use]
pub fn first_token<'t>(node: &SyntaxNode<'t>) -> Option<SyntaxToken<'t>> {
    let mut token = node.first_token()?;
    while is_trivia(token.kind()) {
        token = token.next_token()?;
    }
    Some(token)
}

/// The child of this kind.
#[must_use]
pub fn find_child<'t>(node: &SyntaxNode<'t>, kind: SyntaxKind) -> Option<SyntaxNode<'t>> {
    node.children().first_where(|child| child.kind() == kind)
}

fn is_trivia(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::WHITESPACE | SyntaxKind::COMMENT)
}
