//! How are the items of `FROM` lowered: relations, queries, and joins, nested as PostgreSQL nests them.

use super::lower::lower_query;
use super::table::{Alias, ColumnDefinition, Join, JoinCondition, JoinKind, RelationRef, Sample, TableRef, TableRefKind};
use super::table_function::{lower_function_item, lower_json_table, lower_rows_from, lower_value_function, lower_xml_table};
use crate::diag::{Result, each};
use crate::syntax::errors;
use crate::syntax::expr::ExprKind;
use crate::syntax::expr::lower::{is_query, lower_expr, lower_only_expr};
use crate::syntax::grammar::{Grammar, needs};
use crate::syntax::lower::{Lowering, find_child, first_token, has_token};
use crate::syntax::name::{lower_ident, lower_qualified_name};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::lower_type_name;
use crate::text::{Collection, Gather, Seek, Span};

/// Lowers the items of `FROM` or `USING`.
pub fn lower_from_items(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Vec<TableRef>> {
    each(clause.children().filter(|item| ast::FromListItem::can_cast(item.kind())), |item| lower_table_ref(cx, &item))
}

/// Lowers an item of `FROM`.
pub fn lower_table_ref(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRef> {
    cx.deeper(node, || match node.kind() {
        SyntaxKind::JOIN_EXPR => lower_joins(cx, node),
        SyntaxKind::RELATION_FROM_ITEM => lower_relation(cx, node),
        SyntaxKind::PAREN_FROM_ITEM => lower_bracketed(cx, node),
        SyntaxKind::FUNCTION_FROM_ITEM | SyntaxKind::EXPR_FROM_ITEM => item(cx, node, lower_function_item(cx, node)?),
        SyntaxKind::ROWS_FROM_ITEM => item(cx, node, lower_rows_from(cx, node)?),
        SyntaxKind::XML_TABLE_FROM_ITEM => item(cx, node, lower_xml_table(cx, node)?),
        SyntaxKind::JSON_TABLE_FROM_ITEM => item(cx, node, lower_json_table(cx, node)?),
        _ => Err(errors::not_understood("FROM item", cx.first_token_span(node))),
    })
}

/// Lowers `[ONLY] name [*]`: a `RelationName`, `TableRelationName`, or any node that holds a name.
pub fn lower_relation_ref(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<RelationRef> {
    let inner = node.children().first_where(|child| matches!(child.kind(), SyntaxKind::RELATION_NAME_REF | SyntaxKind::TABLE_NAME_REF));
    let name = lower_qualified_name(cx, inner.as_ref().unwrap_or(node))?;
    Ok(RelationRef { name, only: has_token(node, SyntaxKind::ONLY_KW), sample: None })
}

/// Lowers `AS name (columns)`.
pub fn lower_alias(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Alias> {
    let mut alias = Alias { name: None, columns: Vec::new(), definitions: Vec::new() };
    for child in node.children() {
        match child.kind() {
            SyntaxKind::TABLE_ALIAS => alias.name = Some(lower_ident(cx, &child)?),
            SyntaxKind::COLUMN_LIST => alias.columns = each(child.children(), |name| lower_ident(cx, &name))?,
            SyntaxKind::COLUMN_DEF_LIST => alias.definitions = lower_definitions(cx, &child)?,
            _ => {}
        }
    }
    Ok(alias)
}

/// Lowers a column definition list.
pub(super) fn lower_definitions(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<ColumnDefinition>> {
    let mut definitions = Vec::new();
    for definition in list.children().filter(|child| child.kind() == SyntaxKind::COLUMN_DEF) {
        let name = cx.need(find_child(&definition, SyntaxKind::COLUMN_NAME), &definition)?;
        let type_node = cx.need(definition.children().first_where(|child| is_type(child.kind())), &definition)?;
        let collation = match find_child(&definition, SyntaxKind::COLLATE).and_then(|collate| collate.children().next()) {
            Some(collation) => Some(lower_qualified_name(cx, &collation)?),
            None => None,
        };
        definitions.push(ColumnDefinition { name: lower_ident(cx, &name)?, type_name: lower_type_name(cx, &type_node)?, collation });
    }
    Ok(definitions)
}

/// An item with the alias that its node holds.
fn item(cx: &Lowering<'_>, node: &SyntaxNode, kind: TableRefKind) -> Result<TableRef> {
    let alias = find_child(node, SyntaxKind::FROM_ALIAS).map(|alias| lower_alias(cx, &alias)).transpose()?;
    Ok(TableRef { kind, alias, span: span_without_alias(cx, node) })
}

fn span_without_alias(cx: &Lowering<'_>, node: &SyntaxNode) -> Span {
    let span = cx.span(node);
    match find_child(node, SyntaxKind::FROM_ALIAS) {
        Some(alias) => {
            let before = alias.first_token().and_then(|token| token.prev_token()).map(|token| cx.token_span(&token));
            Span::new(span.start, before.map_or(span.end, |token| token.start.max(span.start)))
        }
        None => span,
    }
}

fn lower_relation(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRef> {
    let mut relation = lower_relation_ref(cx, node)?;
    if let Some(keyword) = find_child(node, SyntaxKind::RELATION_NAME_REF).and_then(|name| first_token(&name))
        && let Some(kind) = lower_value_function(cx, &keyword)
    {
        return item(cx, node, kind);
    }
    relation.sample = find_child(node, SyntaxKind::TABLESAMPLE_CLAUSE).map(|clause| lower_sample(cx, &clause)).transpose()?;
    let span = relation.name.span;
    Ok(TableRef { span, ..item(cx, node, TableRefKind::Relation(relation))? })
}

fn lower_sample(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Sample> {
    let call = lower_only_expr(cx, clause)?;
    let repeatable = find_child(clause, SyntaxKind::REPEATABLE_CLAUSE).map(|seed| lower_only_expr(cx, &seed)).transpose()?;
    match call.kind {
        ExprKind::Call(call) => {
            let arguments = call.arguments.into_iter().map(|argument| argument.value).gather();
            Ok(Sample { span: call.name.span, method: call.name, arguments, repeatable })
        }
        _ => Err(errors::not_understood("TABLESAMPLE", cx.first_token_span(clause))),
    }
}

/// Brackets hold a query or a join; those around a join without an alias of its own mean nothing more.
fn lower_bracketed(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRef> {
    let lateral = has_token(node, SyntaxKind::LATERAL_KW);
    let inner = cx.need(node.children().next(), node)?;
    require_alias(cx, node, &inner)?;
    if is_query(inner.kind()) {
        let query = Box::new(lower_query(cx, &inner)?);
        return item(cx, node, TableRefKind::Subquery { lateral, query });
    }
    let content = cx.need(inner.children().next(), &inner)?;
    if is_query(content.kind()) {
        let query = Box::new(lower_query(cx, &content)?);
        return item(cx, node, TableRefKind::Subquery { lateral, query });
    }
    let mut joined = lower_bracket_content(cx, &content)?;
    if let Some(alias) = find_child(node, SyntaxKind::FROM_ALIAS) {
        joined.alias = Some(lower_alias(cx, &alias)?);
    }
    Ok(joined)
}

/// Before PostgreSQL 16 a query in `FROM` had to have a name.
// pg: gram.y table_ref, up to 15
fn require_alias(cx: &Lowering<'_>, node: &SyntaxNode, inner: &SyntaxNode) -> Result<()> {
    if cx.grammar() > Grammar::V15 || find_child(node, SyntaxKind::FROM_ALIAS).is_some() {
        return Ok(());
    }
    let mut query = *inner;
    while matches!(query.kind(), SyntaxKind::PAREN_EXPR | SyntaxKind::PAREN_SELECT) {
        query = cx.need(query.children().next(), &query)?;
    }
    let (what, example) = match query.kind() {
        SyntaxKind::VALUES => ("VALUES", "FROM (VALUES ...) [AS] foo"),
        kind if is_query(kind) => ("subquery", "FROM (SELECT ...) [AS] foo"),
        _ => return Ok(()),
    };
    Err(errors::refused_by_grammar(format!("{what} in FROM must have an alias"), cx.first_token_span(inner))
        .help(format!("for example, {example}"))
        .help(needs("a query in FROM without an alias", 16, cx.grammar().major())))
}

fn lower_bracket_content(cx: &Lowering<'_>, content: &SyntaxNode) -> Result<TableRef> {
    if content.kind() == SyntaxKind::PAREN_EXPR {
        let inner = cx.need(content.children().next(), content)?;
        return cx.deeper(content, || lower_bracket_content(cx, &inner));
    }
    if is_query(content.kind()) {
        let query = Box::new(lower_query(cx, content)?);
        return Ok(TableRef { kind: TableRefKind::Subquery { lateral: false, query }, alias: None, span: cx.span(content) });
    }
    lower_table_ref(cx, content)
}

/// A part of a chain of joins, in the order of the text.
enum Part<'t> {
    Item(SyntaxNode<'t>),
    Join { natural: bool, kind: JoinKind, at: Span },
    Condition(SyntaxNode<'t>),
}

/// The parser nests some joins otherwise than PostgreSQL; so the chain is read again from its parts.
// pg: gram.y joined_table
fn lower_joins(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRef> {
    let mut parts = Vec::new();
    let mut open = vec![*node];
    while let Some(node) = open.pop() {
        match node.kind() {
            SyntaxKind::JOIN_EXPR => push_reversed(&mut open, &node),
            SyntaxKind::JOIN => {
                let natural = has_token(&node, SyntaxKind::NATURAL_KW);
                let join_type = cx.need(node.children().next(), &node)?;
                parts.push(Part::Join {
                    natural,
                    kind: join_kind(join_type.kind()),
                    at: cx.span_of_token(&join_type, SyntaxKind::JOIN_KW),
                });
                push_reversed(&mut open, &node);
            }
            SyntaxKind::ON_CLAUSE | SyntaxKind::JOIN_USING_CLAUSE => parts.push(Part::Condition(node)),
            kind if ast::FromListItem::can_cast(kind) => parts.push(Part::Item(node)),
            _ => {}
        }
    }
    let mut parts = parts.into_iter().peekable();
    read_joins(cx, node, &mut parts)
}

fn push_reversed<'t>(open: &mut Vec<SyntaxNode<'t>>, node: &SyntaxNode<'t>) {
    let children: Vec<SyntaxNode<'t>> = node.children().gather();
    open.put_all(children.into_iter().rev());
}

type Parts<'t> = std::iter::Peekable<std::vec::IntoIter<Part<'t>>>;

fn read_joins(cx: &Lowering<'_>, whole: &SyntaxNode, parts: &mut Parts) -> Result<TableRef> {
    let mut left = read_item(cx, whole, parts)?;
    while let Some(Part::Join { natural, kind, at }) = parts.next_if(|part| matches!(part, Part::Join { .. })) {
        let unconditional = natural || kind == JoinKind::Cross;
        let right = if unconditional { read_item(cx, whole, parts)? } else { cx.deeper(whole, || read_joins(cx, whole, parts))? };
        let condition = match (natural, kind) {
            (true, _) => JoinCondition::Natural,
            (false, JoinKind::Cross) => JoinCondition::None,
            _ => read_condition(cx, whole, parts)?,
        };
        let span = left.span.to(right.span);
        left = TableRef { kind: TableRefKind::Join(Box::new(Join { kind, left, right, condition, at })), alias: None, span };
    }
    Ok(left)
}

fn read_item(cx: &Lowering<'_>, whole: &SyntaxNode, parts: &mut Parts) -> Result<TableRef> {
    match parts.next() {
        Some(Part::Item(node)) => lower_table_ref(cx, &node),
        _ => Err(errors::not_understood("join", cx.first_token_span(whole))),
    }
}

fn read_condition(cx: &Lowering<'_>, whole: &SyntaxNode, parts: &mut Parts) -> Result<JoinCondition> {
    let Some(Part::Condition(node)) = parts.next_if(|part| matches!(part, Part::Condition(_))) else {
        return Err(errors::not_understood("join", cx.first_token_span(whole)));
    };
    if node.kind() == SyntaxKind::ON_CLAUSE {
        let value = cx.need(node.children().next(), &node)?;
        return lower_expr(cx, &value).map(JoinCondition::On);
    }
    let list = cx.need(find_child(&node, SyntaxKind::COLUMN_REF_LIST), &node)?;
    let columns = each(list.children(), |name| lower_ident(cx, &name))?;
    let alias = match find_child(&node, SyntaxKind::REQUIRED_AS_ALIAS).and_then(|alias| alias.children().next()) {
        Some(name) => Some(lower_ident(cx, &name)?),
        None => None,
    };
    Ok(JoinCondition::Using(columns, alias))
}

fn join_kind(kind: SyntaxKind) -> JoinKind {
    match kind {
        SyntaxKind::JOIN_CROSS => JoinKind::Cross,
        SyntaxKind::JOIN_LEFT => JoinKind::Left,
        SyntaxKind::JOIN_RIGHT => JoinKind::Right,
        SyntaxKind::JOIN_FULL => JoinKind::Full,
        _ => JoinKind::Inner,
    }
}
