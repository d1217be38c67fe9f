//! How does a fold of CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW go.

use super::cx::Cx;
use super::errors::{column as column_errors, lookup as lookup_errors};
use super::lookup::relation_creation_schema;
use super::prepared::executed_columns;
use super::table_define::{empty_relation, make_relation, plain_column};
use super::table_option::{OptionsOf, check_on_commit, check_options, drop_at_commit};
use crate::analyze::parameter::Parameters;
use crate::analyze::scope::ExprScope;
use crate::analyze::{Analyzed, OutputColumn, analyze_statement_in};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Column, Persistence, RelationKind, SimpleKind, StoredQuery};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::Preparable;
use crate::syntax::query::{IntoClause, Query};
use crate::syntax::statement::table::{CreateTableAs, TableSource};
use crate::text::{Name, Seek, Span};
use std::sync::Arc;

// pg: createas.c ExecCreateTableAs
pub(super) fn fold_create_table_as(cx: &mut Cx<'_>, it: &CreateTableAs) -> Result<()> {
    let query = match &it.source {
        TableSource::Query(query) => query,
        TableSource::Execute(name, arguments) => return fold_table_of_prepared(cx, it, name, arguments),
    };
    let scope = ExprScope::Arguments { function: None, arguments: &cx.variables };
    let analyzed = analyze_statement_in(&cx.catalog, &Preparable::Query(query.clone()), &mut Parameters::none(), &scope)?;
    let (schema, persistence) = relation_creation_schema(cx, &it.name, it.persistence)?;
    if it.materialized_view && persistence == Persistence::Unlogged {
        let message = "materialized views cannot be unlogged";
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    if cx.catalog.relation_in(schema, &it.name.name.name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(lookup_errors::relation_exists(&it.name.name.name)) };
    }
    check_on_commit(it.on_commit, persistence)?;
    let options = check_options(cx, &it.options, OptionsOf::Table)?;
    let columns = output_columns(&analyzed.columns, &it.columns)?;
    if let Some(method) = &it.access_method
        && method.name != "heap"
        && cx.catalog.simple_named(SimpleKind::AccessMethod, None, &method.name).is_none()
    {
        return Err(lookup_errors::access_method_missing(&method.name));
    }
    let kind = if it.materialized_view { RelationKind::MaterializedView } else { RelationKind::Table };
    let mut relation = empty_relation(RelationId(0), schema, it.name.name.name.clone(), kind, persistence, columns);
    relation.options = options;
    relation.access_method = Some(it.access_method.as_ref().map_or_else(|| Name::from("heap"), |method| method.name.clone()));
    relation.owner = cx.session.role.clone();
    if it.materialized_view {
        relation.query = Some(StoredQuery { tree: Arc::new(analyzed.query.clone()), text: cx.text_of(query_span(query, cx.statement)) });
    }
    let id = make_relation(cx, relation)?;
    if it.materialized_view {
        record_view(cx, id, analyzed);
    }
    drop_at_commit(cx, id, it.on_commit);
    Ok(())
}

/// Makes a table of what a prepared statement gives.
// pg: createas.c ExecCreateTableAs; prepare.c ExecuteQuery
fn fold_table_of_prepared(cx: &mut Cx<'_>, it: &CreateTableAs, name: &Ident, arguments: &[Expr]) -> Result<()> {
    let (schema, persistence) = relation_creation_schema(cx, &it.name, it.persistence)?;
    if cx.catalog.relation_in(schema, &it.name.name.name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(lookup_errors::relation_exists(&it.name.name.name)) };
    }
    let given = executed_columns(cx, name, arguments)?;
    check_on_commit(it.on_commit, persistence)?;
    check_options(cx, &it.options, OptionsOf::Table)?;
    let id = make_table_of(cx, schema, &it.name, persistence, &given, &it.columns)?;
    drop_at_commit(cx, id, it.on_commit);
    Ok(())
}

/// Makes the table of `SELECT INTO`.
// pg: analyze.c transformOptionalSelectInto
pub(super) fn fold_select_into(cx: &mut Cx<'_>, into: &IntoClause, analyzed: &Analyzed) -> Result<()> {
    let (schema, persistence) = relation_creation_schema(cx, &into.table, into.persistence)?;
    make_table_of(cx, schema, &into.table, persistence, &analyzed.columns, &[]).map(|_| ())
}

fn make_table_of(
    cx: &mut Cx<'_>,
    schema: crate::catalog::id::SchemaId,
    name: &QualifiedName,
    persistence: Persistence,
    columns: &[OutputColumn],
    names: &[Ident],
) -> Result<RelationId> {
    let columns = output_columns(columns, names)?;
    let mut relation = empty_relation(RelationId(0), schema, name.name.name.clone(), RelationKind::Table, persistence, columns);
    relation.access_method = Some(Name::from("heap"));
    relation.owner = cx.session.role.clone();
    make_relation(cx, relation)
}

/// The columns of a table that holds what a query gives, under the names that are written for the first of them.
// pg: createas.c create_ctas_nodata, intorel_startup
pub(super) fn output_columns(given: &[OutputColumn], names: &[Ident]) -> Result<Vec<Column>> {
    if names.len() > given.len() {
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "too many column names were specified"));
    }
    let mut columns: Vec<Column> = Vec::new();
    for (at, column) in given.iter().enumerate() {
        let name = names.get(at).map_or(&column.name, |name| &name.name);
        if columns.iter().exists(|before| before.name == *name) {
            return Err(column_errors::given_twice(name));
        }
        columns.push(Column {
            modifier: column.modifier,
            collation: column.collation,
            ..plain_column(name.clone(), if column.type_id == TypeId::UNKNOWN { TypeId::TEXT } else { column.type_id }, false)
        });
    }
    Ok(columns)
}

fn record_view(cx: &mut Cx<'_>, id: RelationId, analyzed: Analyzed) {
    cx.record(Address::View(id), Address::Relation(id), DependencyKind::Internal);
    cx.record_all(Address::View(id), analyzed.needs, DependencyKind::Normal);
}

/// Where a query stands, as far as the statement tells.
fn query_span(query: &Query, statement: Span) -> Span {
    if query.span.end > query.span.start { query.span } else { statement }
}
