//! Publications and subscriptions, as they are written.

use super::object::{GlobalWord, ObjectRef, lower_common_action};
use super::options::{definition, with_params};
use super::support::{column_refs, expr, ident, need, qualified, unexpected};
use super::{DefinitionItem, StatementKind, errors};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::query::table::RelationRef;
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Span;

/// What a publication holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicationObject {
    /// `TABLE t (columns) WHERE (...)`
    Table {
        /// The table.
        relation: RelationRef,
        /// Its columns.
        columns: Vec<Ident>,
        /// `WHERE`.
        filter: Option<Expr>,
        /// Where it stands.
        span: Span,
    },
    /// `TABLES IN SCHEMA s`
    Schema(Ident),
    /// `TABLES IN SCHEMA CURRENT_SCHEMA`
    CurrentSchema(Span),
}

/// `CREATE PUBLICATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePublication {
    /// Its name.
    pub name: Ident,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR`.
    pub objects: Vec<PublicationObject>,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER PUBLICATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterPublication {
    /// Its name.
    pub name: Ident,
    /// What is done.
    pub action: AlterPublicationAction,
}

/// What is done to a publication.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterPublicationAction {
    /// `ADD`
    Add(Vec<PublicationObject>),
    /// `SET`
    Set(Vec<PublicationObject>),
    /// `DROP`
    Drop(Vec<PublicationObject>),
    /// `SET (...)`
    Options(Vec<DefinitionItem>),
}

/// `CREATE SUBSCRIPTION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSubscription {
    /// Its name.
    pub name: Ident,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER SUBSCRIPTION`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterSubscription {
    /// Its name.
    pub name: Ident,
}

/// Lowers `CREATE PUBLICATION`.
pub(super) fn lower_create_publication(cx: &Lowering<'_>, node: &ast::CreatePublication) -> Result<StatementKind> {
    let (all_tables, objects) = match node.publication_for_clause() {
        None => (false, Vec::new()),
        Some(ast::PublicationForClause::ForAllPublicationObjects(all)) => {
            for object in all.all_publication_objects() {
                if matches!(object, ast::AllPublicationObject::AllPublicationSequences(_)) {
                    return Err(unexpected(cx, object.syntax()));
                }
            }
            (true, Vec::new())
        }
        Some(ast::PublicationForClause::ForPublicationObjects(list)) => (false, lower_objects(cx, list.publication_objects())?),
    };
    Ok(StatementKind::CreatePublication(Box::new(CreatePublication {
        name: ident(cx, node.publication())?,
        all_tables,
        objects,
        options: with_params(cx, node.with_params())?,
    })))
}

/// A name without a word in front continues what the object before it was.
///
/// pg: gram.y preprocess_pubobj_list
fn lower_objects(cx: &Lowering<'_>, nodes: ast::AstChildren<ast::PublicationObject>) -> Result<Vec<PublicationObject>> {
    let mut in_schema = None;
    let mut objects = Vec::new();
    for node in nodes {
        in_schema = match &node {
            ast::PublicationObject::PublicationObjectTablesInSchema(_) => Some(true),
            ast::PublicationObject::PublicationObjectTable(table) if table.table_token().is_some() => Some(false),
            _ => in_schema,
        };
        let span = cx.span_of(&node);
        objects.push(match in_schema {
            None => return Err(errors::publication_object("invalid publication object list", span)),
            Some(true) => lower_schema(cx, &node)?,
            Some(false) => lower_table(cx, &node)?,
        });
    }
    Ok(objects)
}

fn lower_table(cx: &Lowering<'_>, node: &ast::PublicationObject) -> Result<PublicationObject> {
    let span = cx.span_of(node);
    let ast::PublicationObject::PublicationObjectTable(node) = node else {
        return Err(errors::publication_object("invalid table name", span));
    };
    Ok(PublicationObject::Table {
        relation: RelationRef { name: qualified(cx, node.table_name_ref())?, only: node.only_token().is_some(), sample: None },
        columns: column_refs(cx, node.column_ref_list())?,
        filter: node.where_condition_clause().map(|clause| expr(cx, clause.expr())).transpose()?,
        span,
    })
}

fn lower_schema(cx: &Lowering<'_>, node: &ast::PublicationObject) -> Result<PublicationObject> {
    let span = cx.span_of(node);
    let refuse = |message| Err(errors::publication_object(message, span));
    match node {
        ast::PublicationObject::PublicationObjectCurrentSchema(_) => Ok(PublicationObject::CurrentSchema(span)),
        ast::PublicationObject::PublicationObjectTablesInSchema(node) => match node.schema_ref() {
            Some(schema) => Ok(PublicationObject::Schema(ident(cx, Some(schema))?)),
            None => Ok(PublicationObject::CurrentSchema(span)),
        },
        ast::PublicationObject::PublicationObjectTable(node) if node.where_condition_clause().is_some() => {
            refuse("WHERE clause not allowed for schema")
        }
        ast::PublicationObject::PublicationObjectTable(node) if node.column_ref_list().is_some() => {
            refuse("column specification not allowed for schema")
        }
        ast::PublicationObject::PublicationObjectTable(node) => {
            let name = qualified(cx, node.table_name_ref())?;
            if name.schema.is_some() || node.only_token().is_some() || node.star_token().is_some() {
                return refuse("invalid schema name");
            }
            Ok(PublicationObject::Schema(name.name))
        }
    }
}

/// Lowers `ALTER PUBLICATION`.
pub(super) fn lower_alter_publication(cx: &Lowering<'_>, node: &ast::AlterPublication) -> Result<StatementKind> {
    use ast::AlterPublicationAction as Action;
    let name = ident(cx, node.publication_ref())?;
    let action = match need(node.action())? {
        Action::AddPublicationObjects(list) => AlterPublicationAction::Add(lower_objects(cx, list.publication_objects())?),
        Action::SetPublicationObjects(list) => AlterPublicationAction::Set(lower_objects(cx, list.publication_objects())?),
        Action::DropPublicationObjects(list) => AlterPublicationAction::Drop(lower_objects(cx, list.publication_objects())?),
        Action::SetOptions(list) => AlterPublicationAction::Options(definition(cx, list.attribute_list())?),
        Action::SetAllPublicationObjectList(list) => return Err(unexpected(cx, list.syntax())),
        other => {
            let object = ObjectRef::Global(GlobalWord::Publication, name);
            return need(lower_common_action(cx, object, other.syntax())?);
        }
    };
    Ok(StatementKind::AlterPublication(Box::new(AlterPublication { name, action })))
}

/// Lowers `CREATE SUBSCRIPTION`.
pub(super) fn lower_create_subscription(cx: &Lowering<'_>, node: &ast::CreateSubscription) -> Result<StatementKind> {
    Ok(StatementKind::CreateSubscription(CreateSubscription {
        name: ident(cx, node.subscription())?,
        options: with_params(cx, node.with_params())?,
    }))
}

/// Lowers `ALTER SUBSCRIPTION`.
pub(super) fn lower_alter_subscription(cx: &Lowering<'_>, node: &ast::AlterSubscription) -> Result<StatementKind> {
    let name = ident(cx, node.subscription_ref())?;
    let action = need(node.action())?;
    let object = ObjectRef::Global(GlobalWord::Subscription, name.clone());
    let common = lower_common_action(cx, object, action.syntax())?;
    Ok(common.unwrap_or(StatementKind::AlterSubscription(AlterSubscription { name })))
}
