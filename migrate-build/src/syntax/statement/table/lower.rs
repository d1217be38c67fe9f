//! How is `CREATE [FOREIGN] TABLE` lowered.

use super::constraint::{lower_column_constraint, lower_table_constraint};
use super::partition::{lower_partition_bound, lower_partition_by};
use super::{
    ColumnDef, CreateTable, CreateTableAs, ForeignTable, LikeClause, LikeOption, OnCommit, PartitionOf, Persistence, TableElement,
    TableSource,
};
use crate::diag::{Result, each};
use crate::syntax::errors::refused_by_grammar;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::{Ident, lower_ident_token};
use crate::syntax::query::lower_query;
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::errors;
use crate::syntax::statement::options::{foreign_options, with_params};
use crate::syntax::statement::session::lower_execute;
use crate::syntax::statement::support::{collation, ident, need, optional_ident, qualified, qualifieds};
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::type_name::{TypeBase, lower_type_name};
use crate::text::Collection;

/// Lowers `CREATE TABLE`.
pub(in crate::syntax::statement) fn lower_create_table(cx: &Lowering<'_>, node: &ast::CreateTable) -> Result<StatementKind> {
    let of_type = node.of_type().and_then(|of| of.ty());
    Ok(StatementKind::CreateTable(Box::new(CreateTable {
        persistence: lower_persistence(node.persistence()),
        if_not_exists: node.if_not_exists().is_some(),
        name: qualified(cx, node.table_name())?,
        elements: lower_elements(cx, node.table_arg_list())?,
        of_type: of_type.map(|of| lower_named_type(cx, &of)).transpose()?,
        partition_of: lower_partition_of(cx, node.partition_of(), node.partition_type())?,
        inherits: node.inherits().map_or_else(|| Ok(Vec::new()), |inherits| qualifieds(cx, inherits.table_name_refs()))?,
        partition_by: node.partition_by().map(|by| lower_partition_by(cx, &by)).transpose()?,
        access_method: lower_access_method(cx, node.using_method())?,
        options: lower_table_params(cx, node.table_params())?,
        on_commit: lower_on_commit(node.on_commit()),
        tablespace: optional_ident(cx, node.tablespace_clause().and_then(|clause| clause.tablespace_ref()))?,
        foreign: None,
    })))
}

/// Lowers `CREATE FOREIGN TABLE`.
pub(in crate::syntax::statement) fn lower_create_foreign_table(cx: &Lowering<'_>, node: &ast::CreateForeignTable) -> Result<StatementKind> {
    let server = ident(cx, node.server_clause().and_then(|clause| clause.server_ref()))?;
    Ok(StatementKind::CreateTable(Box::new(CreateTable {
        persistence: Persistence::Permanent,
        if_not_exists: node.if_not_exists().is_some(),
        name: qualified(cx, node.table_name())?,
        elements: lower_elements(cx, node.table_arg_list())?,
        of_type: None,
        partition_of: lower_partition_of(cx, node.partition_of(), node.partition_type())?,
        inherits: node.inherits().map_or_else(|| Ok(Vec::new()), |inherits| qualifieds(cx, inherits.table_name_refs()))?,
        partition_by: None,
        access_method: None,
        options: Vec::new(),
        on_commit: None,
        tablespace: None,
        foreign: Some(ForeignTable { server, options: foreign_options(cx, node.alter_option_list())? }),
    })))
}

/// Lowers `CREATE TABLE AS`.
pub(in crate::syntax::statement) fn lower_create_table_as(cx: &Lowering<'_>, node: &ast::CreateTableAs) -> Result<StatementKind> {
    let source = match need(node.query())? {
        ast::CreateTableAsQuery::SelectVariant(query) => TableSource::Query(lower_query(cx, query.syntax())?),
        ast::CreateTableAsQuery::Execute(execute) => {
            let execute = lower_execute(cx, &execute)?;
            TableSource::Execute(execute.name, execute.arguments)
        }
    };
    Ok(StatementKind::CreateTableAs(Box::new(CreateTableAs {
        materialized_view: false,
        persistence: lower_persistence(node.persistence()),
        if_not_exists: node.if_not_exists().is_some(),
        name: qualified(cx, node.table_name())?,
        columns: lower_bare_columns(cx, node)?,
        access_method: lower_access_method(cx, node.using_method())?,
        options: lower_table_params(cx, node.table_params())?,
        on_commit: lower_on_commit(node.on_commit()),
        tablespace: optional_ident(cx, node.tablespace_clause().and_then(|clause| clause.tablespace_ref()))?,
        source,
        no_data: matches!(node.data_option(), Some(ast::DataOption::WithNoData(_))),
    })))
}

/// The columns before `AS`, which have names only; with anything else the grammar has no `AS` there.
fn lower_bare_columns(cx: &Lowering<'_>, node: &ast::CreateTableAs) -> Result<Vec<Ident>> {
    let Some(list) = node.table_arg_list() else { return Ok(Vec::new()) };
    let column = |argument: ast::TableArg| match argument {
        ast::TableArg::Column(column) if column.ty().is_none() && column.clauses().next().is_none() => ident(cx, column.name()),
        _ => Err(errors::incomplete()),
    };
    each(list.args(), column)
}

/// `TEMP`, `UNLOGGED`.
pub(in crate::syntax::statement) fn lower_persistence(node: Option<ast::Persistence>) -> Persistence {
    match node {
        None => Persistence::Permanent,
        Some(ast::Persistence::Unlogged(_)) => Persistence::Unlogged,
        Some(ast::Persistence::Temp(_)) => Persistence::Temporary,
    }
}

/// `USING method`.
pub(in crate::syntax::statement) fn lower_access_method(cx: &Lowering<'_>, node: Option<ast::UsingMethod>) -> Result<Option<Ident>> {
    optional_ident(cx, node.and_then(|node| node.access_method_ref()))
}

/// `WITH (...)`; `WITHOUT OIDS` says nothing.
pub(in crate::syntax::statement) fn lower_table_params(
    cx: &Lowering<'_>,
    node: Option<ast::TableParams>,
) -> Result<Vec<crate::syntax::statement::DefinitionItem>> {
    match node {
        Some(ast::TableParams::WithParams(params)) => with_params(cx, Some(params)),
        Some(ast::TableParams::WithoutOids(_)) | None => Ok(Vec::new()),
    }
}

/// `ON COMMIT`.
pub(in crate::syntax::statement) fn lower_on_commit(node: Option<ast::OnCommit>) -> Option<OnCommit> {
    Some(match node?.on_commit_action()? {
        ast::OnCommitAction::PreserveRows(_) => OnCommit::PreserveRows,
        ast::OnCommitAction::DeleteRows(_) => OnCommit::DeleteRows,
        ast::OnCommitAction::Drop(_) => OnCommit::Drop,
    })
}

/// A type where only a name may stand: `OF type`.
pub(in crate::syntax::statement) fn lower_named_type(cx: &Lowering<'_>, node: &ast::Type) -> Result<crate::syntax::name::QualifiedName> {
    match lower_type_name(cx, node.syntax())?.base {
        TypeBase::Named(name) => Ok(name),
        TypeBase::OfColumn { .. } => Err(errors::incomplete()),
    }
}

fn lower_partition_of(cx: &Lowering<'_>, of: Option<ast::PartitionOf>, bound: Option<ast::PartitionType>) -> Result<Option<PartitionOf>> {
    let Some(of) = of else { return Ok(None) };
    Ok(Some(PartitionOf { parent: qualified(cx, of.table_name_ref())?, bound: lower_partition_bound(cx, &need(bound)?)? }))
}

fn lower_elements(cx: &Lowering<'_>, list: Option<ast::TableArgList>) -> Result<Vec<TableElement>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    each(list.args(), |argument| lower_element(cx, &argument))
}

fn lower_element(cx: &Lowering<'_>, node: &ast::TableArg) -> Result<TableElement> {
    Ok(match node {
        ast::TableArg::Column(node) => TableElement::Column(lower_column(cx, node)?),
        ast::TableArg::LikeClause(node) => TableElement::Like(lower_like(cx, node)?),
        ast::TableArg::TableConstraint(node) => {
            let constraint = need(ast::Constraint::cast(*node.syntax()))?;
            TableElement::Constraint(lower_table_constraint(cx, &constraint)?)
        }
    })
}

fn lower_column(cx: &Lowering<'_>, node: &ast::Column) -> Result<ColumnDef> {
    let name = ident(cx, node.name())?;
    let type_name = node.ty().map(|ty| lower_type_name(cx, ty.syntax())).transpose()?;
    let mut column = ColumnDef {
        name,
        type_name,
        storage: None,
        compression: None,
        collation: None,
        constraints: Vec::new(),
        options: Vec::new(),
        span: cx.span_of(node),
    };
    for clause in node.clauses() {
        lower_column_clause(cx, &clause, &mut column)?;
    }
    Ok(column)
}

fn lower_column_clause(cx: &Lowering<'_>, clause: &ast::ColumnClause, column: &mut ColumnDef) -> Result<()> {
    match clause {
        ast::ColumnClause::AlterOptionList(list) => column.options = foreign_options(cx, Some(*list))?,
        ast::ColumnClause::Storage(node) => column.storage = Some(word(cx, node.storage_mode())?),
        ast::ColumnClause::CompressionMethod(node) => column.compression = Some(word(cx, node.compression_method_name())?),
        ast::ColumnClause::WithOptions(_) => {}
        ast::ColumnClause::Collate(node) => {
            if column.collation.is_some() {
                return Err(refused_by_grammar("multiple COLLATE clauses not allowed", cx.span_of(node)));
            }
            column.collation = collation(cx, Some(*node))?;
        }
        ast::ColumnClause::ColumnConstraint(node) => {
            let constraint = need(ast::Constraint::cast(*node.syntax()))?;
            column.constraints.push(lower_column_constraint(cx, &constraint)?);
        }
    }
    Ok(())
}

/// A node that is one word.
pub(in crate::syntax::statement) fn word<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<Ident> {
    let token = need(own_tokens(need(node)?.syntax()).next())?;
    Ok(lower_ident_token(cx, &token))
}

/// A column out of the parts that `ALTER TABLE ... ADD COLUMN` has.
pub(in crate::syntax::statement) fn lower_added_column(cx: &Lowering<'_>, node: &ast::AddColumn) -> Result<ColumnDef> {
    let name = ident(cx, node.column_name())?;
    let span = name.span.to(cx.span_of(node));
    let span = crate::text::Span::new(name.span.start, span.end);
    Ok(ColumnDef {
        type_name: Some(lower_type_name(cx, need(node.ty())?.syntax())?),
        storage: None,
        compression: None,
        collation: collation(cx, node.collate())?,
        constraints: each(node.constraints(), |constraint| lower_column_constraint(cx, &constraint))?,
        options: foreign_options(cx, node.alter_option_list())?,
        span,
        name,
    })
}

fn lower_like(cx: &Lowering<'_>, node: &ast::LikeClause) -> Result<LikeClause> {
    let mut including = Vec::new();
    for option in node.like_options() {
        let (add, property) = match &option {
            ast::LikeOption::IncludingProperty(node) => (true, node.table_property()),
            ast::LikeOption::ExcludingProperty(node) => (false, node.table_property()),
        };
        let named = like_properties(need(property)?.syntax());
        including.retain(|option| !named.contains(option));
        if add {
            including.put_all(named);
        }
    }
    Ok(LikeClause { table: qualified(cx, node.relation_name_ref())?, including })
}

fn like_properties(node: &SyntaxNode) -> Vec<LikeOption> {
    use LikeOption::{Comments, Compression, Constraints, Defaults, Generated, Identity, Indexes, Statistics, Storage};
    match ast::TableProperty::cast(*node) {
        Some(ast::TableProperty::PropertyComments(_)) => vec![Comments],
        Some(ast::TableProperty::PropertyCompression(_)) => vec![Compression],
        Some(ast::TableProperty::PropertyConstraints(_)) => vec![Constraints],
        Some(ast::TableProperty::PropertyDefaults(_)) => vec![Defaults],
        Some(ast::TableProperty::PropertyGenerated(_)) => vec![Generated],
        Some(ast::TableProperty::PropertyIdentity(_)) => vec![Identity],
        Some(ast::TableProperty::PropertyIndexes(_)) => vec![Indexes],
        Some(ast::TableProperty::PropertyStatistics(_)) => vec![Statistics],
        Some(ast::TableProperty::PropertyStorage(_)) => vec![Storage],
        Some(ast::TableProperty::PropertyAll(_)) | None => {
            vec![Comments, Compression, Constraints, Defaults, Generated, Identity, Indexes, Statistics, Storage]
        }
    }
}
