//! Which children are told apart by their order, or by more than their kind.

use super::*;
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};
use crate::text::Seek;

/// A node of whatever kind, of which nothing more is asked.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Any<'t>(pub(super) SyntaxNode<'t>);

impl<'t> AstNode<'t> for Any<'t> {
    fn can_cast(_: SyntaxKind) -> bool {
        true
    }

    fn from_syntax(syntax: SyntaxNode<'t>) -> Option<Self> {
        Some(Self(syntax))
    }

    fn syntax(&self) -> &SyntaxNode<'t> {
        &self.0
    }
}

/// Children of one kind that are told apart by their order: `Node { first: (Kind, 0), second: (Kind, 1) }`.
macro_rules! ordered {
    ($($node:ident { $($name:ident: ($type:ident, $place:literal)),+ })+) => {
        $(impl<'t> $node<'t> {
            $(pub(in crate::syntax) fn $name(&self) -> Option<$type<'t>> {
                $type::children_of(&self.0).nth($place)
            })+
        })+
    };
}

ordered! {
    AsObjFile { obj_file: (Literal, 0), link_symbol: (Literal, 1) }
    CastSig { lhs: (Type, 0), rhs: (Type, 1) }
    ForeignKeyConstraint { from_columns: (ForeignKeyColumnList, 0), to_columns: (ForeignKeyColumnList, 1) }
    PartitionForValuesFrom { from: (PartitionFromValues, 0), to: (PartitionToValues, 0) }
    Reassign { before: (RoleRefList, 0), after: (RoleRefList, 1) }
    RenameValue { from: (Literal, 0), to: (Literal, 1) }
    ReplaceDictionary { before: (TextSearchDictionaryRef, 0), after: (TextSearchDictionaryRef, 1) }
}

impl<'t> Arg<'t> {
    /// The argument, where it has no name.
    pub(in crate::syntax) fn expr(&self) -> Option<Expr<'t>> {
        Expr::child_of(&self.0)
    }
}

impl<'t> Constraint<'t> {
    /// The words after it: `DEFERRABLE`, `NOT VALID`, and their like.
    pub(in crate::syntax) fn constraint_options(&self) -> AstChildren<'t, ConstraintOption<'t>> {
        ConstraintOption::children_of(self.syntax())
    }
}

impl<'t> Literal<'t> {
    /// The token that it is made of, or the first of its tokens.
    pub(in crate::syntax) fn token(&self) -> Option<SyntaxToken<'t>> {
        self.0.tokens().next()
    }
}

impl Vacuum<'_> {
    /// Whether `FULL` is said, as a word or as an option that is on.
    pub(in crate::syntax) fn is_full(&self) -> bool {
        self.0.find_token(SyntaxKind::FULL_KW).is_some() || has_option(&self.0, SyntaxKind::VACUUM_OPTION_LIST, "full")
    }
}

impl Reindex<'_> {
    /// Whether `CONCURRENTLY` is said, as a word or as an option that is on.
    pub(in crate::syntax) fn is_concurrently(&self) -> bool {
        let target = self.reindex_target();
        target.is_some_and(|target| target.syntax().find_token(SyntaxKind::CONCURRENTLY_KW).is_some())
            || has_option(&self.0, SyntaxKind::REINDEX_OPTION_LIST, "concurrently")
    }
}

/// Whether a bracketed list of options switches one on: by its name alone, or with a value that does not mean no.
fn has_option(node: &SyntaxNode, list: SyntaxKind, name: &str) -> bool {
    let list = node.children().first_where(|child| child.kind() == list);
    list.is_some_and(|list| {
        list.children().exists(|option| {
            let mut words = option.all_tokens().filter(|token| !token.kind().is_trivia());
            let named = words.next().is_some_and(|word| word.text().eq_ignore_ascii_case(name));
            named && words.next().is_none_or(|value| !means_no(value.text().trim_matches('\'')))
        })
    })
}

fn means_no(value: &str) -> bool {
    ["false", "off", "no", "0"].iter().exists(|word| value.eq_ignore_ascii_case(word))
}
