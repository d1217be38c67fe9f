//! `CREATE INDEX` and `REINDEX`, as they are written.

use super::options::{definition, with_params};
use super::support::{collation, ident, need, operator_name, optional_expr, optional_ident, optional_qualified, qualified};
use super::{DefinitionItem, StatementKind};
use crate::diag::{Result, each};
use crate::syntax::expr::{ColumnRef, Expr, ExprKind, lower_expr};
use crate::syntax::lower::{Lowering, find_child};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::RelationRef;
use crate::syntax::query::{NullsOrder, SortDirection};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Seek, Span};

/// `CREATE INDEX`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateIndex {
    /// `UNIQUE`.
    pub unique: bool,
    /// `CONCURRENTLY`.
    pub concurrently: Option<Span>,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; PostgreSQL makes one up where it is missing.
    pub name: Option<Ident>,
    /// `ON [ONLY] table`.
    pub table: RelationRef,
    /// `USING`.
    pub method: Option<Ident>,
    /// The key.
    pub elements: Vec<IndexElement>,
    /// `INCLUDE`.
    pub include: Vec<IndexElement>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
    /// `TABLESPACE`.
    pub tablespace: Option<Ident>,
    /// `WHERE`.
    pub filter: Option<Expr>,
}

/// A column or expression of an index, an exclusion constraint or an inference clause.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexElement {
    /// What is indexed.
    pub key: IndexKey,
    /// `COLLATE`.
    pub collation: Option<QualifiedName>,
    /// The operator class.
    pub operator_class: Option<QualifiedName>,
    /// Its options.
    pub operator_class_options: Vec<DefinitionItem>,
    /// `ASC`, `DESC`.
    pub direction: SortDirection,
    /// `NULLS FIRST | LAST`.
    pub nulls: Option<NullsOrder>,
    /// Where it stands.
    pub span: Span,
}

/// What is indexed.
#[derive(Clone, Debug, PartialEq)]
pub enum IndexKey {
    /// A column.
    Column(Ident),
    /// An expression.
    Expr(Expr),
}

/// `REINDEX`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reindex {
    /// What.
    pub target: ReindexTarget,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
}

/// What is rebuilt.
#[derive(Clone, Debug, PartialEq)]
pub enum ReindexTarget {
    /// `INDEX`.
    Index(QualifiedName),
    /// `TABLE`.
    Table(QualifiedName),
    /// `SCHEMA`.
    Schema(Ident),
    /// `DATABASE`.
    Database(Option<Ident>),
    /// `SYSTEM`.
    System(Option<Ident>),
}

/// Lowers `CREATE INDEX`.
pub(super) fn lower_create_index(cx: &Lowering<'_>, node: &ast::CreateIndex) -> Result<StatementKind> {
    let include = node.index_include_clause().and_then(|clause| clause.partition_item_list());
    let distinct = node.nulls_distinct_option();
    Ok(StatementKind::CreateIndex(Box::new(CreateIndex {
        unique: node.unique_token().is_some(),
        concurrently: node.concurrently_token().map(|token| cx.token_span(&token)),
        if_not_exists: node.if_not_exists().is_some(),
        name: optional_ident(cx, node.index())?,
        table: lower_table_relation(cx, node.table_relation_name())?,
        method: optional_ident(cx, node.using_method().and_then(|method| method.access_method_ref()))?,
        elements: lower_index_elements(cx, node.partition_item_list())?,
        include: lower_index_elements(cx, include)?,
        nulls_not_distinct: matches!(distinct, Some(ast::NullsDistinctOption::NullsNotDistinct(_))),
        options: with_params(cx, node.with_params())?,
        tablespace: optional_ident(cx, node.tablespace_clause().and_then(|clause| clause.tablespace_ref()))?,
        filter: optional_expr(cx, node.where_clause().and_then(|clause| clause.expr()))?,
    })))
}

/// `[ONLY] table [*]`.
pub(super) fn lower_table_relation(cx: &Lowering<'_>, node: Option<ast::TableRelationName>) -> Result<RelationRef> {
    let node = need(node)?;
    Ok(RelationRef { name: qualified(cx, node.table_name_ref())?, only: node.only_token().is_some(), sample: None })
}

/// A bracketed list of keys.
pub(super) fn lower_index_elements(cx: &Lowering<'_>, list: Option<ast::PartitionItemList>) -> Result<Vec<IndexElement>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    each(list.partition_items(), |item| lower_index_element(cx, item.syntax()))
}

/// A node that holds an expression and, each where it is wanted, collation, operator class and direction.
pub(super) fn lower_index_element(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<IndexElement> {
    let child = |kind| find_child(node, kind);
    let (key, in_key) = split_collation(need(node.children().first_some(ast::Expr::cast))?)?;
    let beside =
        node.children().filter(|part| part.span() != key.syntax().span()).first_some(ast::Collate::cast).filter(|it| it.expr().is_none());
    let options = child(SyntaxKind::ATTRIBUTE_LIST).and_then(ast::AttributeList::cast);
    Ok(IndexElement {
        key: lower_key(cx, &key)?,
        collation: collation(cx, in_key.or(beside))?,
        operator_class: optional_qualified(cx, child(SyntaxKind::OP_CLASS_REF).and_then(ast::OpClassRef::cast))?,
        operator_class_options: definition(cx, options)?,
        direction: lower_direction(cx, node.children().first_some(ast::SortOrder::cast)),
        nulls: node.children().first_some(ast::NullsOrder::cast).map(|order| match order {
            ast::NullsOrder::NullsFirst(_) => NullsOrder::First,
            ast::NullsOrder::NullsLast(_) => NullsOrder::Last,
        }),
        span: cx.span(node),
    })
}

/// The parser takes `a COLLATE c` as an expression; in a key the collation stands beside it.
fn split_collation<'t>(key: ast::Expr<'t>) -> Result<(ast::Expr<'t>, Option<ast::Collate<'t>>)> {
    match key {
        ast::Expr::Collate(clause) => Ok((need(clause.expr())?, Some(clause))),
        other => Ok((other, None)),
    }
}

fn lower_direction(cx: &Lowering<'_>, node: Option<ast::SortOrder>) -> SortDirection {
    match node {
        None => SortDirection::Default,
        Some(ast::SortOrder::SortAsc(_)) => SortDirection::Ascending,
        Some(ast::SortOrder::SortDesc(_)) => SortDirection::Descending,
        Some(ast::SortOrder::SortUsing(using)) => SortDirection::Using(operator_name(cx, using.syntax())),
    }
}

/// A key is a column, a call, or anything in brackets.
///
/// pg: gram.y index_elem
pub(super) fn lower_key(cx: &Lowering<'_>, node: &ast::Expr) -> Result<IndexKey> {
    let key = lower_expr(cx, node.syntax())?;
    Ok(match key.kind {
        ExprKind::Column(ColumnRef { ref parts, star: false }) if parts.len() == 1 && matches!(node, ast::Expr::NameRef(_)) => {
            IndexKey::Column(parts[0].clone())
        }
        _ => IndexKey::Expr(key),
    })
}

/// Lowers `REINDEX`.
pub(super) fn lower_reindex(cx: &Lowering<'_>, node: &ast::Reindex) -> Result<StatementKind> {
    let target = match need(node.reindex_target())? {
        ast::ReindexTarget::ReindexTargetIndex(it) => ReindexTarget::Index(qualified(cx, it.index_ref())?),
        ast::ReindexTarget::ReindexTargetTable(it) => ReindexTarget::Table(qualified(cx, it.table_name_ref())?),
        ast::ReindexTarget::ReindexTargetSchema(it) => ReindexTarget::Schema(ident(cx, it.schema_ref())?),
        ast::ReindexTarget::ReindexTargetDatabase(it) => ReindexTarget::Database(optional_ident(cx, it.database_ref())?),
        ast::ReindexTarget::ReindexTargetSystem(it) => ReindexTarget::System(optional_ident(cx, it.database_ref())?),
    };
    Ok(StatementKind::Reindex(Reindex { target, concurrently: node.is_concurrently() }))
}
