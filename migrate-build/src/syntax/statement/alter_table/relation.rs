//! How are `ALTER VIEW`, `ALTER MATERIALIZED VIEW`, `ALTER INDEX` and the attributes of `ALTER TYPE` lowered.

use super::column::lower_statistics_target;
use super::lower::{lower_actions, lower_column_number};
use super::{AlterAction, AlterActionKind as Kind, AlterTable, AlterWord, ColumnSelection};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::RelationRef;
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::object::{ObjectRef, RelationPart, RelationWord, Rename, SetSchema, lower_depends_on, lower_no_depends_on};
use crate::syntax::statement::options::definition;
use crate::syntax::statement::role::lower_role;
use crate::syntax::statement::session::{ServerStatementKind, server_statement};
use crate::syntax::statement::support::{collation, expr, ident, is_cascade, need, qualified, type_name};
use crate::syntax::statement::table::ColumnDef;
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Gather;

/// Actions on a relation that is named without `ONLY`.
pub(in crate::syntax::statement) fn alter_relation(
    word: AlterWord,
    if_exists: bool,
    name: QualifiedName,
    actions: Vec<AlterAction>,
) -> StatementKind {
    alter_relation_ref(word, if_exists, RelationRef { name, only: false, sample: None }, actions)
}

pub(super) fn alter_relation_ref(word: AlterWord, if_exists: bool, relation: RelationRef, actions: Vec<AlterAction>) -> StatementKind {
    StatementKind::AlterTable(Box::new(AlterTable { word, if_exists, relation, actions }))
}

pub(super) fn relation_word(word: AlterWord) -> RelationWord {
    match word {
        AlterWord::Table | AlterWord::Type => RelationWord::Table,
        AlterWord::ForeignTable => RelationWord::ForeignTable,
        AlterWord::Index => RelationWord::Index,
        AlterWord::View => RelationWord::View,
        AlterWord::MaterializedView => RelationWord::MaterializedView,
        AlterWord::Sequence => RelationWord::Sequence,
    }
}

pub(super) fn rename(object: ObjectRef, if_exists: bool, to: Ident) -> StatementKind {
    StatementKind::Rename(Rename { object, if_exists, to, cascade: false })
}

pub(super) fn lower_rename_column(
    cx: &Lowering<'_>,
    word: RelationWord,
    if_exists: bool,
    relation: &QualifiedName,
    node: &ast::RenameColumn,
) -> Result<StatementKind> {
    let object = ObjectRef::Column(word, relation.clone(), ident(cx, node.column_name_ref())?);
    Ok(rename(object, if_exists, ident(cx, node.column_name())?))
}

pub(super) fn lower_rename_constraint(
    cx: &Lowering<'_>,
    if_exists: bool,
    relation: &QualifiedName,
    node: &ast::RenameConstraint,
) -> Result<StatementKind> {
    let object = ObjectRef::Part(RelationPart::Constraint, ident(cx, node.constraint_name_ref())?, relation.clone());
    Ok(rename(object, if_exists, ident(cx, node.constraint_name())?))
}

pub(super) fn lower_set_schema(cx: &Lowering<'_>, object: ObjectRef, if_exists: bool, node: &ast::SetSchema) -> Result<StatementKind> {
    Ok(StatementKind::SetSchema(SetSchema { object, if_exists, schema: ident(cx, node.schema_ref())? }))
}

/// Lowers `ALTER VIEW`.
pub(in crate::syntax::statement) fn lower_alter_view(cx: &Lowering<'_>, node: &ast::AlterView) -> Result<StatementKind> {
    use ast::AlterViewAction as Action;
    let if_exists = node.if_exists().is_some();
    let name = qualified(cx, node.view_ref())?;
    let object = || ObjectRef::Relation(RelationWord::View, name.clone());
    let action = need(node.action())?;
    let kind = match &action {
        Action::ViewRenameTo(to) => return Ok(rename(object(), if_exists, ident(cx, to.view())?)),
        Action::SetSchema(to) => return lower_set_schema(cx, object(), if_exists, to),
        Action::RenameColumn(node) => return lower_rename_column(cx, RelationWord::View, if_exists, &name, node),
        Action::AlterViewColumn(node) => lower_view_column(cx, node)?,
        Action::OwnerTo(node) => Kind::OwnerTo(lower_role(cx, node.role_ref())?),
        Action::SetOptions(node) => Kind::SetOptions(definition(cx, node.attribute_list())?),
        Action::ResetOptions(node) => Kind::ResetOptions(definition(cx, node.attribute_list())?),
    };
    Ok(alter_relation(AlterWord::View, if_exists, name, vec![AlterAction { kind, span: cx.span_of(&action) }]))
}

fn lower_view_column(cx: &Lowering<'_>, node: &ast::AlterViewColumn) -> Result<Kind> {
    let column = ident(cx, node.name())?;
    Ok(match need(node.alter_view_column_action())? {
        ast::AlterViewColumnAction::SetDefault(node) => Kind::SetDefault(column, Some(expr(cx, node.expr())?)),
        ast::AlterViewColumnAction::DropDefault(_) => Kind::SetDefault(column, None),
    })
}

/// Lowers `ALTER MATERIALIZED VIEW`.
pub(in crate::syntax::statement) fn lower_alter_materialized_view(
    cx: &Lowering<'_>,
    node: &ast::AlterMaterializedView,
) -> Result<StatementKind> {
    use ast::AlterMaterializedViewAction as Action;
    if node.all_in_tablespace().is_some() {
        return Ok(server_statement(cx, ServerStatementKind::AlterTablespace, node.syntax()));
    }
    let if_exists = node.if_exists().is_some();
    let name = qualified(cx, node.view_ref())?;
    let object = || ObjectRef::Relation(RelationWord::MaterializedView, name.clone());
    let mut actions = Vec::new();
    for action in node.action() {
        match action {
            Action::ViewRenameTo(to) => return Ok(rename(object(), if_exists, ident(cx, to.view())?)),
            Action::SetSchema(to) => return lower_set_schema(cx, object(), if_exists, &to),
            Action::RenameColumn(node) => {
                return lower_rename_column(cx, RelationWord::MaterializedView, if_exists, &name, &node);
            }
            Action::DependsOnExtension(node) => return lower_depends_on(cx, object(), &node),
            Action::NoDependsOnExtension(node) => return lower_no_depends_on(cx, object(), &node),
            Action::AlterTableAction(action) => actions.push(action),
        }
    }
    let relation = RelationRef { name: name.clone(), only: false, sample: None };
    lower_actions(cx, AlterWord::MaterializedView, if_exists, relation, actions)
}

/// Lowers `ALTER INDEX`.
pub(in crate::syntax::statement) fn lower_alter_index(cx: &Lowering<'_>, node: &ast::AlterIndex) -> Result<StatementKind> {
    use ast::AlterIndexAction as Action;
    if node.all_in_tablespace().is_some() {
        return Ok(server_statement(cx, ServerStatementKind::AlterTablespace, node.syntax()));
    }
    let if_exists = node.if_exists().is_some();
    let name = qualified(cx, node.index_ref())?;
    let object = || ObjectRef::Relation(RelationWord::Index, name.clone());
    let action = need(node.action())?;
    let kind = match &action {
        Action::IndexRenameTo(to) => return Ok(rename(object(), if_exists, ident(cx, to.index())?)),
        Action::DependsOnExtension(node) => return lower_depends_on(cx, object(), node),
        Action::NoDependsOnExtension(node) => return lower_no_depends_on(cx, object(), node),
        Action::AttachIndexPartition(node) => Kind::AttachPartition(qualified(cx, node.index_ref())?, None),
        Action::SetTablespace(node) => Kind::SetTablespace(ident(cx, node.tablespace_ref())?),
        Action::SetOptions(node) => Kind::SetOptions(definition(cx, node.attribute_list())?),
        Action::ResetOptions(node) => Kind::ResetOptions(definition(cx, node.attribute_list())?),
        Action::AlterSetStatistics(node) => lower_index_column(cx, node)?,
    };
    Ok(alter_relation(AlterWord::Index, if_exists, name, vec![AlterAction { kind, span: cx.span_of(&action) }]))
}

fn lower_index_column(cx: &Lowering<'_>, node: &ast::AlterSetStatistics) -> Result<Kind> {
    if let Some(options) = node.set_options() {
        return Ok(Kind::SetColumnOptions(ident(cx, node.column_name_ref())?, definition(cx, options.attribute_list())?));
    }
    let column = match (node.column_name_ref(), node.expr()) {
        (Some(name), _) => ColumnSelection::Named(ident(cx, Some(name))?),
        (None, Some(ast::Expr::NameRef(name))) => ColumnSelection::Named(ident(cx, Some(name))?),
        (None, number) => {
            let number = need(number)?;
            ColumnSelection::Number(lower_column_number(cx, &number)?, cx.span_of(&number))
        }
    };
    Ok(Kind::SetStatistics(column, lower_statistics_target(cx, &need(node.set_statistics())?)?))
}

/// The actions of `ALTER TYPE` on the attributes of a composite.
pub(in crate::syntax::statement) fn lower_alter_attributes(
    cx: &Lowering<'_>,
    name: QualifiedName,
    list: &ast::AlterTypeAttributeActionList,
) -> Result<StatementKind> {
    let actions = list.actions().map(|action| Ok(AlterAction { kind: lower_attribute_action(cx, &action)?, span: cx.span_of(&action) }));
    Ok(alter_relation(AlterWord::Type, false, name, actions.try_gather::<Result<_>>()?))
}

fn lower_attribute_action(cx: &Lowering<'_>, action: &ast::AlterTypeAttributeAction) -> Result<Kind> {
    use ast::AlterTypeAttributeAction as Action;
    Ok(match action {
        Action::AddAttribute(node) => {
            let name = ident(cx, node.composite_field())?;
            let end = node.collate().map(|it| cx.span_of(&it)).or_else(|| node.ty().map(|it| cx.span_of(&it)));
            let column = ColumnDef {
                span: name.span.to(end.unwrap_or(name.span)),
                name,
                type_name: Some(type_name(cx, node.ty())?),
                storage: None,
                compression: None,
                collation: collation(cx, node.collate())?,
                constraints: Vec::new(),
                options: Vec::new(),
            };
            Kind::AddColumn { if_not_exists: false, column: Box::new(column), cascade: is_cascade(node.drop_behavior()) }
        }
        Action::DropAttribute(node) => Kind::DropColumn {
            if_exists: node.if_exists().is_some(),
            column: ident(cx, node.composite_field_ref())?,
            cascade: is_cascade(node.drop_behavior()),
        },
        Action::AlterAttribute(node) => Kind::AlterType {
            column: ident(cx, node.composite_field_ref())?,
            type_name: type_name(cx, node.ty())?,
            collation: collation(cx, node.collate())?,
            using: None,
            cascade: is_cascade(node.drop_behavior()),
        },
    })
}

/// `ALTER TYPE t RENAME ATTRIBUTE a TO b`.
pub(in crate::syntax::statement) fn lower_rename_attribute(
    cx: &Lowering<'_>,
    name: QualifiedName,
    node: &ast::RenameAttribute,
) -> Result<StatementKind> {
    Ok(StatementKind::Rename(Rename {
        object: ObjectRef::Attribute(name, ident(cx, node.composite_field_ref())?),
        if_exists: false,
        to: ident(cx, node.composite_field())?,
        cascade: is_cascade(node.drop_behavior()),
    }))
}
