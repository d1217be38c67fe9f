//! How is a kind of node declared: its name, its kinds, and its children by name.

use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use std::marker::PhantomData;

/// A node of a known kind.
pub(in crate::syntax) trait AstNode<'t>: Copy {
    /// Whether nodes of this kind are such nodes.
    fn can_cast(kind: SyntaxKind) -> bool;

    /// The node as one of its kind; its kind was asked for before.
    fn from_syntax(syntax: SyntaxNode<'t>) -> Option<Self>;

    /// The node itself.
    fn syntax(&self) -> &SyntaxNode<'t>;

    /// The node as one of its kind, where it is one.
    fn cast(syntax: SyntaxNode<'t>) -> Option<Self> {
        if Self::can_cast(syntax.kind()) { Self::from_syntax(syntax) } else { None }
    }

    /// The first child of this kind.
    fn child_of(parent: &SyntaxNode<'t>) -> Option<Self> {
        Self::from_syntax(parent.find_child(Self::can_cast)?)
    }

    /// The children of this kind.
    fn children_of(parent: &SyntaxNode<'t>) -> AstChildren<'t, Self> {
        AstChildren { children: parent.children(), of: PhantomData }
    }
}

/// The children of one kind.
#[derive(Clone)]
pub(in crate::syntax) struct AstChildren<'t, N> {
    children: crate::syntax::tree::ChildNodes<'t>,
    of: PhantomData<N>,
}

impl<'t, N: AstNode<'t>> Iterator for AstChildren<'t, N> {
    type Item = N;

    fn next(&mut self) -> Option<N> {
        N::from_syntax(self.children.next_of(N::can_cast)?)
    }
}

// Neither macro passes functions to functions: with hundreds of kinds, each such call is a few thousand functions for the compiler.
/// Nodes: `Name = KIND | OTHER_KIND, child { one: Kind }, children { all: Kind }, token { one: KIND };`.
macro_rules! nodes {
    ($($name:ident = $($kind:ident)|+
        $(, child { $($child:ident: $child_type:ident),+ })?
        $(, children { $($children:ident: $children_type:ident),+ })?
        $(, token { $($token:ident: $token_kind:ident),+ })?;)+) => {
        $(
            #[derive(Clone, Copy)]
            pub(in crate::syntax) struct $name<'t>(pub(super) SyntaxNode<'t>);

            impl<'t> AstNode<'t> for $name<'t> {
                fn can_cast(kind: SyntaxKind) -> bool {
                    matches!(kind, $(SyntaxKind::$kind)|+)
                }

                fn from_syntax(syntax: SyntaxNode<'t>) -> Option<Self> {
                    Some(Self(syntax))
                }

                fn syntax(&self) -> &SyntaxNode<'t> {
                    &self.0
                }
            }

            impl<'t> $name<'t> {
                $($(pub(in crate::syntax) fn $child(&self) -> Option<$child_type<'t>> {
                    $child_type::child_of(&self.0)
                })+)?
                $($(pub(in crate::syntax) fn $children(&self) -> AstChildren<'t, $children_type<'t>> {
                    $children_type::children_of(&self.0)
                })+)?
                $($(pub(in crate::syntax) fn $token(&self) -> Option<SyntaxToken<'t>> {
                    self.0.find_token(SyntaxKind::$token_kind)
                })+)?
            }
        )+
    };
}

/// Nodes that are one of several: `Name { Variant(Type) = KIND | OTHER_KIND, .. ; Choice, .. }`, of which the last are such choices themselves.
macro_rules! choices {
    ($($name:ident { $($variant:ident($type:ident) = $($kind:ident)|+),* $(; $($other:ident),+)? })+) => {
        $(
            #[derive(Clone, Copy)]
            pub(in crate::syntax) enum $name<'t> {
                $($variant($type<'t>),)*
                $($($other($other<'t>),)+)?
            }

            impl<'t> AstNode<'t> for $name<'t> {
                fn can_cast(kind: SyntaxKind) -> bool {
                    matches!(kind, $($(SyntaxKind::$kind)|+)|*) $($(|| $other::can_cast(kind))+)?
                }

                fn from_syntax(syntax: SyntaxNode<'t>) -> Option<Self> {
                    Some(match syntax.kind() {
                        $($(SyntaxKind::$kind)|+ => Self::$variant($type(syntax)),)*
                        $($(kind if $other::can_cast(kind) => Self::$other($other::from_syntax(syntax)?),)+)?
                        _ => return None,
                    })
                }

                fn syntax(&self) -> &SyntaxNode<'t> {
                    match self {
                        $(Self::$variant(node) => node.syntax(),)*
                        $($(Self::$other(node) => node.syntax(),)+)?
                    }
                }
            }
        )+
    };
}
