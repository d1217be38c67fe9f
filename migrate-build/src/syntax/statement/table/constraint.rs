//! How are the constraints of columns, tables and domains lowered.

use super::attributes::{self, AttributeRules, lower_column_attributes, lower_table_attributes};
use super::{
    ColumnConstraint, ColumnConstraintKind, Exclude, GeneratedStorage, IdentityKind, IndexParameters, KeyDefinition, MatchKind, References,
    ReferentialAction, TableConstraint, TableConstraintKind,
};
use crate::diag::{Result, each};
use crate::syntax::errors::{refused_by_grammar, syntax_error_near};
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::Ident;
use crate::syntax::statement::errors;
use crate::syntax::statement::index::{IndexElement, lower_index_element};
use crate::syntax::statement::options::with_params;
use crate::syntax::statement::sequence::lower_sequence_options;
use crate::syntax::statement::support::{
    column_refs, expr, ident, idents, need, operator_name, optional_expr, optional_ident, qualified, unexpected,
};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::parse_tree;
use crate::text::{Gather, Seek, Span};

/// The name that `CONSTRAINT` gives.
pub(in crate::syntax::statement) fn lower_constraint_name(
    cx: &Lowering<'_>,
    clause: Option<ast::ConstraintNameClause>,
) -> Result<Option<Ident>> {
    optional_ident(cx, clause.and_then(|clause| clause.constraint_name()))
}

/// A constraint of a column or of a domain.
pub(in crate::syntax::statement) fn lower_column_constraint(cx: &Lowering<'_>, node: &ast::Constraint) -> Result<ColumnConstraint> {
    use ast::Constraint as Node;
    let name = lower_constraint_name(cx, node.syntax().children().first_some(ast::ConstraintNameClause::cast))?;
    let (kind, rules) = match node {
        Node::NullConstraint(_) => (ColumnConstraintKind::Null, attributes::NO_CONSTRAINT),
        Node::NotNullConstraint(_) => (ColumnConstraintKind::NotNull { no_inherit: false }, attributes::NOT_NULL),
        Node::DefaultConstraint(node) => (ColumnConstraintKind::Default(expr(cx, node.expr())?), attributes::NO_CONSTRAINT),
        Node::CheckConstraint(node) => (ColumnConstraintKind::Check { expr: expr(cx, node.expr())?, no_inherit: false }, attributes::CHECK),
        Node::GeneratedConstraint(node) => (lower_generated(cx, node)?, attributes::NO_CONSTRAINT),
        Node::PrimaryKeyConstraint(node) => {
            (ColumnConstraintKind::PrimaryKey(lower_index_parameters(cx, node.index_parameters())?), attributes::PRIMARY_KEY)
        }
        Node::UniqueConstraint(node) => {
            let nulls_not_distinct = nulls_not_distinct(node.index_parameters().as_ref());
            let parameters = lower_index_parameters(cx, node.index_parameters())?;
            (ColumnConstraintKind::Unique { nulls_not_distinct, parameters }, attributes::UNIQUE)
        }
        Node::ReferencesConstraint(node) => {
            (ColumnConstraintKind::References(Box::new(lower_references(cx, node)?)), attributes::FOREIGN_KEY)
        }
        Node::ExcludeConstraint(_) | Node::ForeignKeyConstraint(_) => return Err(unexpected(cx, node.syntax())),
    };
    let attributes = lower_column_attributes(cx, rules, node.constraint_options())?;
    let kind = with_no_inherit(kind, attributes.no_inherit);
    Ok(ColumnConstraint { name, kind, attributes, span: cx.span_of(node) })
}

/// `NO INHERIT` right after a condition is part of it.
fn with_no_inherit(kind: ColumnConstraintKind, no_inherit: bool) -> ColumnConstraintKind {
    match kind {
        ColumnConstraintKind::NotNull { .. } => ColumnConstraintKind::NotNull { no_inherit },
        ColumnConstraintKind::Check { expr, .. } => ColumnConstraintKind::Check { expr, no_inherit },
        other => other,
    }
}

fn lower_generated(cx: &Lowering<'_>, node: &ast::GeneratedConstraint) -> Result<ColumnConstraintKind> {
    match need(node.generated_as())? {
        ast::GeneratedAs::GeneratedIdentity(identity) => Ok(ColumnConstraintKind::Identity {
            kind: lower_identity_kind(identity.generated_when())?,
            options: lower_sequence_options(cx, identity.sequence_option_list())?,
        }),
        ast::GeneratedAs::GeneratedStored(stored) => {
            let when = need(stored.generated_when())?;
            if matches!(when, ast::GeneratedWhen::GeneratedByDefault(_)) {
                let message = "for a generated column, GENERATED ALWAYS must be specified";
                return Err(refused_by_grammar(message, cx.span_of(&when)));
            }
            let storage = match stored.generated_kind() {
                Some(ast::GeneratedKind::Stored(_)) => GeneratedStorage::Stored,
                Some(ast::GeneratedKind::Virtual(_)) => GeneratedStorage::Virtual,
                None => GeneratedStorage::Unsaid,
            };
            Ok(ColumnConstraintKind::Generated { expr: expr(cx, stored.expr())?, storage, by_default: false })
        }
    }
}

/// `ALWAYS` or `BY DEFAULT`.
pub(in crate::syntax::statement) fn lower_identity_kind(node: Option<ast::GeneratedWhen>) -> Result<IdentityKind> {
    Ok(match need(node)? {
        ast::GeneratedWhen::GeneratedAlways(_) => IdentityKind::Always,
        ast::GeneratedWhen::GeneratedByDefault(_) => IdentityKind::ByDefault,
    })
}

fn nulls_not_distinct(parameters: Option<&ast::IndexParameters>) -> bool {
    let option = parameters.and_then(ast::IndexParameters::nulls_distinct_option);
    matches!(option, Some(ast::NullsDistinctOption::NullsNotDistinct(_)))
}

fn lower_index_parameters(cx: &Lowering<'_>, node: Option<ast::IndexParameters>) -> Result<IndexParameters> {
    let Some(node) = node else { return Ok(IndexParameters::default()) };
    lower_parameters(cx, node.constraint_include_clause(), node.with_params(), node.constraint_index_tablespace())
}

fn lower_parameters(
    cx: &Lowering<'_>,
    include: Option<ast::ConstraintIncludeClause>,
    options: Option<ast::WithParams>,
    tablespace: Option<ast::ConstraintIndexTablespace>,
) -> Result<IndexParameters> {
    Ok(IndexParameters {
        include: column_refs(cx, include.and_then(|clause| clause.column_ref_list()))?,
        options: with_params(cx, options)?,
        tablespace: optional_ident(cx, tablespace.and_then(|clause| clause.tablespace_ref()))?,
    })
}

fn lower_references(cx: &Lowering<'_>, node: &ast::ReferencesConstraint) -> Result<References> {
    let (on_delete, on_update) = lower_actions(cx, node.referential_actions())?;
    Ok(References {
        table: qualified(cx, node.table())?,
        columns: optional_ident(cx, node.column())?.into_iter().gather(),
        period: None,
        match_kind: lower_match(cx, node.match_type())?,
        on_delete,
        on_update,
    })
}

fn lower_match(cx: &Lowering<'_>, node: Option<ast::MatchType>) -> Result<MatchKind> {
    match node {
        None | Some(ast::MatchType::MatchSimple(_)) => Ok(MatchKind::Simple),
        Some(ast::MatchType::MatchFull(_)) => Ok(MatchKind::Full),
        Some(ast::MatchType::MatchPartial(node)) => Err(errors::not_supported("MATCH PARTIAL not yet implemented", cx.span_of(&node))),
    }
}

fn lower_actions<'t>(
    cx: &Lowering<'_>,
    nodes: impl Iterator<Item = ast::ReferentialAction<'t>>,
) -> Result<(ReferentialAction, ReferentialAction)> {
    let (mut on_delete, mut on_update) = (None, None);
    for node in nodes {
        let (slot, action) = match &node {
            ast::ReferentialAction::OnDeleteAction(node) => (&mut on_delete, node.ref_action()),
            ast::ReferentialAction::OnUpdateAction(node) => (&mut on_update, node.ref_action()),
        };
        let is_update = matches!(node, ast::ReferentialAction::OnUpdateAction(_));
        if slot.replace(lower_action(cx, action, is_update)?).is_some() {
            // The rules of the grammar take the actions in any number and order; PostgreSQL expects the other one after `ON`.
            let word = need(own_tokens(node.syntax()).nth(1))?;
            return Err(syntax_error_near(word.text(), cx.token_span(&word)));
        }
    }
    Ok((on_delete.unwrap_or_default(), on_update.unwrap_or_default()))
}

fn lower_action(cx: &Lowering<'_>, node: Option<ast::RefAction>, is_update: bool) -> Result<ReferentialAction> {
    let node = need(node)?;
    let (action, columns) = match &node {
        ast::RefAction::NoAction(_) => return Ok(ReferentialAction::NoAction),
        ast::RefAction::Restrict(_) => return Ok(ReferentialAction::Restrict),
        ast::RefAction::Cascade(_) => return Ok(ReferentialAction::Cascade),
        ast::RefAction::SetNullColumns(node) => ("SET NULL", node.column_ref_list()),
        ast::RefAction::SetDefaultColumns(node) => ("SET DEFAULT", node.column_ref_list()),
    };
    let columns = column_refs(cx, columns)?;
    if is_update && !columns.is_empty() {
        let message = format!("a column list with {action} is only supported for ON DELETE actions");
        return Err(errors::not_supported(message, cx.span(&on_clause(&node))));
    }
    Ok(if action == "SET NULL" { ReferentialAction::SetNull(columns) } else { ReferentialAction::SetDefault(columns) })
}

/// PostgreSQL points at the word `ON`.
fn on_clause<'t>(node: &ast::RefAction<'t>) -> crate::syntax::tree::SyntaxNode<'t> {
    node.syntax().parent().unwrap_or_else(|| *node.syntax())
}

/// A constraint of a table, or one that `ALTER TABLE` adds.
pub(in crate::syntax::statement) fn lower_table_constraint(cx: &Lowering<'_>, node: &ast::Constraint) -> Result<TableConstraint> {
    lower_added_constraint(cx, node, attributes::CHECK)
}

/// A constraint that `ALTER DOMAIN` adds, which cannot be left unenforced.
pub(in crate::syntax::statement) fn lower_added_domain_constraint(cx: &Lowering<'_>, node: &ast::Constraint) -> Result<TableConstraint> {
    lower_added_constraint(cx, node, AttributeRules { enforceable: false, ..attributes::CHECK })
}

fn lower_added_constraint(cx: &Lowering<'_>, node: &ast::Constraint, check: AttributeRules) -> Result<TableConstraint> {
    use ast::Constraint as Node;
    let name = lower_constraint_name(cx, node.syntax().children().first_some(ast::ConstraintNameClause::cast))?;
    let (kind, rules): (_, AttributeRules) = match node {
        Node::CheckConstraint(node) => (TableConstraintKind::Check(expr(cx, node.expr())?), check),
        Node::NotNullConstraint(node) => (TableConstraintKind::NotNull(lower_not_null(cx, node)?), attributes::NOT_NULL),
        Node::PrimaryKeyConstraint(node) => {
            let key = lower_key(cx, node.using_index(), node.index_parameters())?;
            (TableConstraintKind::PrimaryKey(key), attributes::PRIMARY_KEY)
        }
        Node::UniqueConstraint(node) => {
            let nulls_not_distinct = nulls_not_distinct(node.index_parameters().as_ref());
            let key = lower_key(cx, node.using_index(), node.index_parameters())?;
            (TableConstraintKind::Unique { nulls_not_distinct, key }, attributes::UNIQUE)
        }
        Node::ExcludeConstraint(node) => (TableConstraintKind::Exclude(Box::new(lower_exclude(cx, node)?)), attributes::EXCLUDE),
        Node::ForeignKeyConstraint(node) => (lower_foreign_key(cx, node)?, attributes::FOREIGN_KEY),
        Node::DefaultConstraint(_) | Node::GeneratedConstraint(_) | Node::NullConstraint(_) | Node::ReferencesConstraint(_) => {
            return Err(unexpected(cx, node.syntax()));
        }
    };
    let attributes = lower_table_attributes(cx, rules, node.constraint_options())?;
    Ok(TableConstraint { name, kind, attributes, span: cx.span_of(node) })
}

fn lower_key(cx: &Lowering<'_>, index: Option<ast::UsingIndexName>, parameters: Option<ast::IndexParameters>) -> Result<KeyDefinition> {
    if let Some(index) = index {
        return Ok(KeyDefinition::Index(ident(cx, index.index_ref())?));
    }
    let list = need(parameters.as_ref().and_then(ast::IndexParameters::column_list))?;
    Ok(KeyDefinition::Columns {
        columns: idents(cx, list.column_name_refs())?,
        without_overlaps: list.without_overlaps().is_some(),
        parameters: lower_index_parameters(cx, parameters)?,
    })
}

/// The parser knows only the key; what stands between it and `WITH` is read as the rest of an index's key.
fn lower_exclusion_element(cx: &Lowering<'_>, node: &ast::ConstraintExclusion) -> Result<IndexElement> {
    let element = lower_index_element(cx, node.syntax())?;
    let gap = Span::new(need(node.expr())?.syntax().span().end, need(node.with_token())?.span().start);
    let written = cx.text().get(gap.range()).unwrap_or_default();
    if written.trim().is_empty() {
        return Ok(element);
    }
    let prefix = "create index on t (a";
    let fragment = format!("{prefix}{written})");
    let rest = Lowering::after_prefix(&fragment, prefix.len() as u32, cx.base() + gap.start, cx.grammar());
    let tree = parse_tree(&fragment);
    let item = need(tree.root().descendants().first_some(ast::PartitionItem::cast))?;
    Ok(IndexElement { key: element.key, span: element.span, ..lower_index_element(&rest, item.syntax())? })
}

fn lower_exclude(cx: &Lowering<'_>, node: &ast::ExcludeConstraint) -> Result<Exclude> {
    let list = need(node.constraint_exclusion_list())?;
    let element = |node: ast::ConstraintExclusion| {
        let element = lower_exclusion_element(cx, &node)?;
        let operator = node.op().map(|op| *op.syntax()).or_else(|| node.operator_call().map(|call| *call.syntax()));
        Ok((element, operator_name(cx, &need(operator)?)))
    };
    Ok(Exclude {
        method: optional_ident(cx, node.constraint_index_method().and_then(|method| method.access_method_ref()))?,
        elements: each(list.constraint_exclusions(), element)?,
        parameters: lower_parameters(cx, node.constraint_include_clause(), node.with_params(), node.constraint_index_tablespace())?,
        filter: optional_expr(cx, node.where_condition_clause().and_then(|clause| clause.expr()))?,
    })
}

fn lower_foreign_key(cx: &Lowering<'_>, node: &ast::ForeignKeyConstraint) -> Result<TableConstraintKind> {
    let from = need(node.from_columns())?;
    let to = node.to_columns();
    let (on_delete, on_update) = lower_actions(cx, node.referential_actions())?;
    Ok(TableConstraintKind::ForeignKey {
        columns: idents(cx, from.column_name_refs())?,
        period: lower_period(cx, from.period_column())?,
        references: Box::new(References {
            table: qualified(cx, node.table_name_ref())?,
            columns: to.as_ref().map_or_else(|| Ok(Vec::new()), |list| idents(cx, list.column_name_refs()))?,
            period: lower_period(cx, to.and_then(|list| list.period_column()))?,
            match_kind: lower_match(cx, node.match_type())?,
            on_delete,
            on_update,
        }),
    })
}

fn lower_period(cx: &Lowering<'_>, node: Option<ast::PeriodColumn>) -> Result<Option<Ident>> {
    optional_ident(cx, node.and_then(|node| node.name()))
}

/// A constraint in `CREATE DOMAIN`.
///
/// pg: typecmds.c DefineDomain
pub(in crate::syntax::statement) fn lower_domain_constraint(cx: &Lowering<'_>, node: &ast::Constraint) -> Result<ColumnConstraint> {
    use ast::ConstraintOption as Word;
    for word in node.constraint_options() {
        let what = match &word {
            Word::NoInherit(_) => continue,
            Word::Enforced(_) | Word::NotEnforced(_) => return Err(errors::domain_enforceability(cx.span_of(&word))),
            Word::NotValid(_) | Word::Inherit(_) => break,
            _ => "specifying constraint deferrability not supported for domains",
        };
        return Err(errors::not_supported(what, cx.span_of(&word)));
    }
    lower_column_constraint(cx, node)
}

/// The column of `NOT NULL c`. A domain's has none, and stands for its `VALUE`.
fn lower_not_null(cx: &Lowering<'_>, node: &ast::NotNullConstraint) -> Result<Ident> {
    let value = || Ok(Ident { name: crate::text::Name::from("value"), span: cx.span_of(node) });
    optional_ident(cx, node.column_name_ref())?.map_or_else(value, Ok)
}
