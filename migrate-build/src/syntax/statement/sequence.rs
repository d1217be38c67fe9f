//! Sequences, as they are written.

use super::alter_table::{AlterAction, AlterActionKind, AlterWord, alter_relation};
use super::object::{ObjectRef, RelationWord, Rename, SetSchema};
use super::role::lower_role;
use super::support::{ident, need, number, qualified, split_column, type_name};
use super::table::{Persistence, lower_persistence};
use super::{StatementKind, errors};
use crate::diag::{Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Span};

/// `CREATE SEQUENCE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSequence {
    /// `TEMP`, `UNLOGGED`.
    pub persistence: Persistence,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// Its options.
    pub options: Vec<SequenceOption>,
}

/// `ALTER SEQUENCE`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterSequence {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// What is set.
    pub options: Vec<SequenceOption>,
}

/// An option of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct SequenceOption {
    /// What it says.
    pub kind: SequenceOptionKind,
    /// Where it stands.
    pub span: Span,
}

/// The options of a sequence; numbers as written, with their sign.
#[derive(Clone, Debug, PartialEq)]
pub enum SequenceOptionKind {
    /// `AS type`
    Type(TypeName),
    /// `INCREMENT BY`
    Increment(Name),
    /// `MINVALUE`; missing for `NO MINVALUE`.
    MinValue(Option<Name>),
    /// `MAXVALUE`; missing for `NO MAXVALUE`.
    MaxValue(Option<Name>),
    /// `START WITH`
    Start(Name),
    /// `RESTART`; missing where no value is given.
    Restart(Option<Name>),
    /// `CACHE`
    Cache(Name),
    /// `CYCLE`, or `NO CYCLE` for false.
    Cycle(bool),
    /// `OWNED BY table.column`; missing for `NONE`.
    OwnedBy(Option<(QualifiedName, Ident)>),
    /// `SEQUENCE NAME`
    Name(QualifiedName),
    /// `LOGGED` or, for false, `UNLOGGED`
    Logged(bool),
}

/// Lowers `CREATE SEQUENCE`.
pub(super) fn lower_create_sequence(cx: &Lowering<'_>, node: &ast::CreateSequence) -> Result<StatementKind> {
    Ok(StatementKind::CreateSequence(Box::new(CreateSequence {
        persistence: lower_persistence(node.persistence()),
        if_not_exists: node.if_not_exists().is_some(),
        name: qualified(cx, node.sequence())?,
        options: lower_options(cx, node.sequence_options())?,
    })))
}

/// Lowers `ALTER SEQUENCE`.
pub(super) fn lower_alter_sequence(cx: &Lowering<'_>, node: &ast::AlterSequence) -> Result<StatementKind> {
    use ast::AlterSequenceAction as Action;
    let if_exists = node.if_exists().is_some();
    let name = qualified(cx, node.sequence_ref())?;
    let object = ObjectRef::Relation(RelationWord::Sequence, name.clone());
    let logged = |logged, node: &SyntaxNode| {
        let action = AlterAction { kind: AlterActionKind::SetLogged(logged), span: cx.span(node) };
        alter_relation(AlterWord::Sequence, if_exists, name.clone(), vec![action])
    };
    Ok(match node.actions().next() {
        Some(Action::SequenceRenameTo(to)) => {
            StatementKind::Rename(Rename { object, if_exists, to: qualified(cx, to.sequence())?.name, cascade: false })
        }
        Some(Action::SetSchema(to)) => StatementKind::SetSchema(SetSchema { object, if_exists, schema: ident(cx, to.schema_ref())? }),
        Some(Action::OwnerTo(to)) => {
            let action = AlterActionKind::OwnerTo(lower_role(cx, to.role_ref())?);
            alter_relation(AlterWord::Sequence, if_exists, name, vec![AlterAction { kind: action, span: cx.span_of(&to) }])
        }
        Some(Action::SetLogged(node)) => logged(true, node.syntax()),
        Some(Action::SetUnlogged(node)) => logged(false, node.syntax()),
        Some(Action::SequenceOption(_)) | None => {
            let options = node.actions().filter_map(|action| ast::SequenceOption::cast(*action.syntax()));
            let options = lower_options(cx, options)?;
            StatementKind::AlterSequence(Box::new(AlterSequence { if_exists, name, options }))
        }
    })
}

/// The bracketed options of an identity column's sequence.
pub(super) fn lower_sequence_options(cx: &Lowering<'_>, list: Option<ast::SequenceOptionList>) -> Result<Vec<SequenceOption>> {
    list.map_or_else(|| Ok(Vec::new()), |list| lower_options(cx, list.sequence_options()))
}

fn lower_options<'t>(cx: &Lowering<'_>, nodes: impl Iterator<Item = ast::SequenceOption<'t>>) -> Result<Vec<SequenceOption>> {
    each(nodes, |node| lower_sequence_option(cx, &node))
}

/// One option.
pub(super) fn lower_sequence_option(cx: &Lowering<'_>, node: &ast::SequenceOption) -> Result<SequenceOption> {
    use ast::SequenceOption as Node;
    let kind = match node {
        Node::OptionAsType(node) => SequenceOptionKind::Type(type_name(cx, node.ty())?),
        Node::OptionCache(node) => SequenceOptionKind::Cache(number(node.expr())?),
        Node::OptionCycle(_) => SequenceOptionKind::Cycle(true),
        Node::OptionNoCycle(_) => SequenceOptionKind::Cycle(false),
        Node::OptionIncrement(node) => SequenceOptionKind::Increment(number(node.expr())?),
        Node::OptionLogged(_) => SequenceOptionKind::Logged(true),
        Node::OptionUnlogged(_) => SequenceOptionKind::Logged(false),
        Node::OptionMaxValue(node) => SequenceOptionKind::MaxValue(Some(number(node.expr())?)),
        Node::OptionMinValue(node) => SequenceOptionKind::MinValue(Some(number(node.expr())?)),
        Node::OptionNoMaxValue(_) => SequenceOptionKind::MaxValue(None),
        Node::OptionNoMinValue(_) => SequenceOptionKind::MinValue(None),
        Node::OptionOwnedBy(node) => SequenceOptionKind::OwnedBy(lower_owner(cx, node.owned_by_target())?),
        Node::OptionRestart(node) => SequenceOptionKind::Restart(node.expr().map(|value| number(Some(value))).transpose()?),
        Node::OptionSequenceName(node) => SequenceOptionKind::Name(qualified(cx, node.sequence())?),
        Node::OptionStart(node) => SequenceOptionKind::Start(number(node.expr())?),
    };
    Ok(SequenceOption { kind, span: cx.span_of(node) })
}

fn lower_owner(cx: &Lowering<'_>, node: Option<ast::OwnedByTarget>) -> Result<Option<(QualifiedName, Ident)>> {
    match need(node)? {
        ast::OwnedByTarget::OwnedByNone(_) => Ok(None),
        ast::OwnedByTarget::QualifiedColumnNameRef(name) => match split_column(cx, Some(name))? {
            (Some(table), column) => Ok(Some((table, column))),
            (None, _) => Err(errors::invalid_owned_by()),
        },
    }
}
