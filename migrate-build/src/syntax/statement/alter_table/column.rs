//! How are the actions of `ALTER COLUMN` and of `ALTER ATTRIBUTE` lowered.

use super::{AlterActionKind as Kind, ColumnSelection, IdentityOption};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::statement::errors;
use crate::syntax::statement::options::{definition, foreign_options};
use crate::syntax::statement::sequence::{SequenceOption, SequenceOptionKind, lower_sequence_option, lower_sequence_options};
use crate::syntax::statement::support::{collation, expr, ident, need, number, optional_expr, small_number, type_name, unexpected};
use crate::syntax::statement::table::constraint::lower_identity_kind;
use crate::syntax::statement::table::word;
use crate::syntax::tree::ast::{self, AlterColumnOption as Node, AstNode};
use crate::text::Gather;

/// `ALTER [COLUMN] c ...`.
pub(super) fn lower_alter_column(cx: &Lowering<'_>, node: &ast::AlterColumn) -> Result<Kind> {
    let column = ident(cx, node.column_name_ref())?;
    let option = need(node.option())?;
    Ok(match &option {
        Node::SetType(node) => lower_set_type(cx, column, node)?,
        Node::SetDefault(node) => Kind::SetDefault(column, Some(expr(cx, node.expr())?)),
        Node::DropDefault(_) => Kind::SetDefault(column, None),
        Node::SetNotNull(_) => Kind::SetNotNull(column),
        Node::DropNotNull(_) => Kind::DropNotNull(column),
        Node::SetExpression(node) => Kind::SetExpression(column, expr(cx, node.expr())?),
        Node::DropExpression(node) => Kind::DropExpression { column, if_exists: node.if_exists().is_some() },
        Node::AddGenerated(node) => Kind::AddIdentity {
            column,
            kind: lower_identity_kind(node.generated_when())?,
            options: lower_sequence_options(cx, node.sequence_option_list())?,
        },
        Node::DropIdentity(node) => Kind::DropIdentity { column, if_exists: node.if_exists().is_some() },
        Node::SetGeneratedOptions(node) => {
            let options = node.set_generated_options().map(|option| lower_identity_option(cx, option.syntax()));
            Kind::SetIdentity(column, options.try_gather::<Result<_>>()?)
        }
        Node::SetGenerated(_) | Node::SetSequenceOption(_) | Node::Restart(_) => {
            Kind::SetIdentity(column, vec![lower_identity_option(cx, option.syntax())?])
        }
        Node::SetStatistics(node) => Kind::SetStatistics(ColumnSelection::Named(column), lower_statistics_target(cx, node)?),
        Node::SetOptions(node) => Kind::SetColumnOptions(column, definition(cx, node.attribute_list())?),
        Node::ResetOptions(node) => Kind::ResetColumnOptions(column, definition(cx, node.attribute_list())?),
        Node::SetStorage(node) => Kind::SetStorage(column, word(cx, node.storage_mode())?),
        Node::SetCompression(node) => Kind::SetCompression(column, word(cx, node.compression_method_name())?),
        Node::SetOptionsList(node) => Kind::ColumnForeignOptions(column, foreign_options(cx, node.alter_option_list())?),
        Node::Inherit(_) | Node::NoInherit(_) => return Err(unexpected(cx, option.syntax())),
    })
}

fn lower_set_type(cx: &Lowering<'_>, column: Ident, node: &ast::SetType) -> Result<Kind> {
    Ok(Kind::AlterType {
        column,
        type_name: type_name(cx, node.ty())?,
        collation: collation(cx, node.collate())?,
        using: optional_expr(cx, node.using_expr().and_then(|using| using.expr()))?,
        cascade: false,
    })
}

/// `SET STATISTICS n`; none for `DEFAULT`.
pub(super) fn lower_statistics_target(cx: &Lowering<'_>, node: &ast::SetStatistics) -> Result<Option<i32>> {
    node.expr().map(|value| small_number(cx, Some(value))).transpose()
}

fn lower_identity_option(cx: &Lowering<'_>, node: &crate::syntax::tree::SyntaxNode) -> Result<IdentityOption> {
    Ok(match need(ast::SetGeneratedOption::cast(*node))? {
        ast::SetGeneratedOption::SetGenerated(node) => IdentityOption::Generated(lower_identity_kind(node.generated_when())?),
        ast::SetGeneratedOption::SetSequenceOption(node) => {
            let option = lower_sequence_option(cx, &need(node.sequence_option())?)?;
            let name = match option.kind {
                SequenceOptionKind::Type(_) => "as",
                SequenceOptionKind::Restart(_) => "restart",
                SequenceOptionKind::OwnedBy(_) => "owned_by",
                _ => return Ok(IdentityOption::Sequence(option)),
            };
            return Err(errors::sequence_option_not_here(name, option.span));
        }
        ast::SetGeneratedOption::Restart(node) => {
            let value = node.expr().map(|value| number(Some(value))).transpose()?;
            IdentityOption::Sequence(SequenceOption { kind: SequenceOptionKind::Restart(value), span: cx.span_of(&node) })
        }
    })
}
