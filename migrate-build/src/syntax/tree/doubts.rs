//! Which trees does the parser make of texts that PostgreSQL may refuse. Whether it does is then asked of the rules of the grammar.
//!
//! A doubt that proves wrong costs time alone, so a check here is as simple as it can be without doubting what people write every day.

use super::SyntaxKind;
use super::element::{SyntaxNode, Tree};
use crate::syntax::expr::lower::is_expression;
use crate::syntax::type_name::lower::is_type;
use crate::text::Seek;
use squawk_parser::{is_col_name_keyword, is_reserved_keyword, is_type_func_name_keyword};

/// Whether a tree has a node that the parser makes more freely than PostgreSQL.
#[must_use]
pub fn is_doubtful(root: &SyntaxNode) -> bool {
    let tree = root.tree;
    (0_u32..).zip(&tree.entries).exists(|(at, entry)| is_doubtful_at(tree, at, entry.kind))
}

fn is_doubtful_at(tree: &Tree, at: u32, kind: SyntaxKind) -> bool {
    let node = || SyntaxNode { tree, at };
    match kind {
        SyntaxKind::NAME_REF => is_reserved_name(tree, at),
        SyntaxKind::LITERAL => is_doubtful_literal(&node()),
        SyntaxKind::CALL_EXPR => is_doubtful_call(&node()),
        SyntaxKind::ANY_FN | SyntaxKind::SOME_FN | SyntaxKind::ALL_FN => !follows_operator(&node()),
        SyntaxKind::ARRAY_EXPR => is_doubtful_array(&node()),
        SyntaxKind::BIN_EXPR => is_doubtful_operation(&node()),
        SyntaxKind::PREFIX_EXPR => has_child(&node(), &[SyntaxKind::CUSTOM_OP]),
        SyntaxKind::SELECT => is_doubtful_select(&node()),
        SyntaxKind::SELECT_CLAUSE => is_empty_distinct(&node()),
        SyntaxKind::SELECT_INTO => node().parent().is_some_and(|parent| parent.kind() != SyntaxKind::SOURCE_FILE),
        SyntaxKind::JOIN_EXPR => is_doubtful_join(&node()),
        SyntaxKind::PAREN_FROM_ITEM => is_doubtful_brackets(&node()),
        SyntaxKind::RELATION_FROM_ITEM => node().find_token(SyntaxKind::LATERAL_KW).is_some(),
        SyntaxKind::FUNCTION_FROM_ITEM => node().find_token(SyntaxKind::ONLY_KW).is_some(),
        SyntaxKind::INDEX_INCLUDE_CLAUSE => node().descendants().exists(|inner| inner.kind() == SyntaxKind::LITERAL),
        SyntaxKind::TABLE_NAME => node().first_token().is_some_and(|token| is_type_func_name_keyword(token.kind())),
        SyntaxKind::CREATE_TABLE => lacks_type(&node()),
        SyntaxKind::ARG_LIST => is_doubtful_modifier(&node()),
        SyntaxKind::PARAM_DEFAULT => is_in_signature(&node()),
        SyntaxKind::SET_COLUMN_LIST | SyntaxKind::TO_CONFIG_VALUE => node().first_child().is_none(),
        SyntaxKind::JSON_ARRAY_FN | SyntaxKind::JSON_OBJECT_FN => is_mixed(&node()),
        SyntaxKind::ATOMIC_BODY
        | SyntaxKind::NON_STANDARD_PARAM
        | SyntaxKind::RULE_STMT_LIST
        | SyntaxKind::STORAGE_MODE
        | SyntaxKind::UESCAPE_KW => true,
        _ => false,
    }
}

fn has_child(node: &SyntaxNode, kinds: &[SyntaxKind]) -> bool {
    node.children().exists(|child| kinds.contains(&child.kind()))
}

fn parent_is(node: &SyntaxNode, kinds: &[SyntaxKind]) -> bool {
    node.parent().is_some_and(|parent| kinds.contains(&parent.kind()))
}

/// The names of types and functions alone cannot stand for columns.
fn is_reserved_name(tree: &Tree, at: u32) -> bool {
    let first = tree.entries.get(at as usize + 1).map(|entry| entry.kind);
    let parent = tree.entry(at).parent;
    let named_so = match tree.entry(parent).kind {
        SyntaxKind::CALL_EXPR => true,
        SyntaxKind::FIELD_EXPR => at > parent + 1,
        _ => false,
    };
    !named_so && first.is_some_and(|kind| kind != SyntaxKind::CURRENT_SCHEMA_KW && is_type_func_name_keyword(kind))
}

/// A string goes on only on another line, and `DEFAULT` stands only where a column is set.
fn is_doubtful_literal(literal: &SyntaxNode) -> bool {
    let mut tokens = literal.tokens();
    let first = tokens.next();
    let default = first.is_some_and(|token| token.kind() == SyntaxKind::DEFAULT_KW);
    (default && !parent_is(literal, &[SyntaxKind::SET_EXPR, SyntaxKind::ROW])) || tokens.next().is_some()
}

/// Words that are no names of functions, and the few with a syntax of their own.
fn is_doubtful_call(call: &SyntaxNode) -> bool {
    let name = call.first_child().filter(|name| name.kind() == SyntaxKind::NAME_REF).and_then(|name| name.first_token());
    let Some(kind) = name.map(|name| name.kind()).filter(|kind| is_col_name_keyword(*kind) || is_reserved_keyword(*kind)) else {
        return false;
    };
    let arguments = call.children().first_where(|child| child.kind() == SyntaxKind::ARG_LIST).map_or(0, |list| list.children().count());
    match kind {
        SyntaxKind::COALESCE_KW | SyntaxKind::GREATEST_KW | SyntaxKind::LEAST_KW | SyntaxKind::GROUPING_KW => arguments == 0,
        SyntaxKind::NULLIF_KW => arguments != 2,
        SyntaxKind::CURRENT_TIME_KW | SyntaxKind::CURRENT_TIMESTAMP_KW | SyntaxKind::LOCALTIME_KW | SyntaxKind::LOCALTIMESTAMP_KW => false,
        _ => true,
    }
}

/// `ANY (...)` is no value of its own.
fn follows_operator(function: &SyntaxNode) -> bool {
    let Some(call) = function.parent() else { return false };
    let operation = call.parent().filter(|parent| parent.kind() == SyntaxKind::BIN_EXPR);
    operation.and_then(|operation| operation.first_child()).is_some_and(|first| first.span().start < call.span().start)
}

fn is_doubtful_array(array: &SyntaxNode) -> bool {
    if array.find_token(SyntaxKind::ARRAY_KW).is_none() {
        return !parent_is(array, &[SyntaxKind::ARRAY_EXPR]);
    }
    array.find_token(SyntaxKind::L_PAREN).is_some() && !has_child(array, &[SyntaxKind::SELECT])
}

/// `IN` wants brackets, and `OVERLAPS` two rows of two.
fn is_doubtful_operation(operation: &SyntaxNode) -> bool {
    let overlaps = operation.find_token(SyntaxKind::OVERLAPS_KW).is_some();
    let within = operation.find_token(SyntaxKind::IN_KW).is_some() || has_child(operation, &[SyntaxKind::NOT_IN]);
    if overlaps || !within {
        return overlaps;
    }
    operation.children().last().is_none_or(|list| match list.kind() {
        SyntaxKind::PAREN_EXPR => false,
        SyntaxKind::TUPLE_EXPR => list.first_child().is_none() || list.find_token(SyntaxKind::ROW_KW).is_some(),
        _ => true,
    })
}

/// A query stands in brackets of its own, and begins with `SELECT`.
fn is_doubtful_select(select: &SyntaxNode) -> bool {
    let first = select.first_child().map(|child| child.kind());
    let bare =
        select.children().for_all(|child| child.kind() != SyntaxKind::SELECT_CLAUSE || !has_child(&child, &[SyntaxKind::TARGET_LIST]));
    first == Some(SyntaxKind::FROM_CLAUSE)
        || !has_child(select, &[SyntaxKind::SELECT_CLAUSE])
        || parent_is(select, &[SyntaxKind::TUPLE_EXPR])
        || (bare && parent_is(select, &[SyntaxKind::PAREN_EXPR]))
}

fn is_empty_distinct(clause: &SyntaxNode) -> bool {
    let distinct = clause.children().first_where(|child| matches!(child.kind(), SyntaxKind::DISTINCT_CLAUSE));
    distinct.is_some_and(|distinct| {
        let on = distinct.descendants().first_where(|child| child.kind() == SyntaxKind::DISTINCT_ON);
        !has_child(clause, &[SyntaxKind::TARGET_LIST]) || on.is_some_and(|on| on.first_child().is_none())
    })
}

/// Every join but a crossed or natural one says what it joins by.
fn is_doubtful_join(expression: &SyntaxNode) -> bool {
    let Some(join) = expression.children().first_where(|child| child.kind() == SyntaxKind::JOIN) else { return false };
    let alone = join.find_token(SyntaxKind::NATURAL_KW).is_some() || has_child(&join, &[SyntaxKind::JOIN_CROSS]);
    let condition = has_child(&join, &[SyntaxKind::JOIN_USING_CLAUSE, SyntaxKind::ON_CLAUSE]);
    alone == condition
}

/// Brackets in `FROM` hold a query or a join.
fn is_doubtful_brackets(item: &SyntaxNode) -> bool {
    let query = item.children().first_where(|child| child.kind() == SyntaxKind::PAREN_SELECT);
    query.and_then(|query| query.first_child()).is_none_or(|inner| inner.kind() == SyntaxKind::PAREN_FROM_ITEM)
        || parent_is(item, &[SyntaxKind::PAREN_SELECT])
}

/// A column of a new table has a type, unless the table takes its columns from elsewhere.
fn lacks_type(table: &SyntaxNode) -> bool {
    if has_child(table, &[SyntaxKind::PARTITION_OF, SyntaxKind::OF_TYPE]) {
        return false;
    }
    let list = table.children().first_where(|child| child.kind() == SyntaxKind::TABLE_ARG_LIST);
    list.is_some_and(|list| {
        let mut columns = list.children().filter(|child| child.kind() == SyntaxKind::COLUMN);
        columns.exists(|column| column.children().nth(1).is_none_or(|second| !is_type(second.kind())))
    })
}

/// What stands in the brackets of a type is a constant or a name.
fn is_doubtful_modifier(list: &SyntaxNode) -> bool {
    if parent_is(list, &[SyntaxKind::CALL_EXPR]) {
        return false;
    }
    list.children().exists(|argument| {
        let mut inside = argument.children();
        !inside.next().is_some_and(|value| matches!(value.kind(), SyntaxKind::LITERAL | SyntaxKind::NAME_REF)) || inside.next().is_some()
    })
}

/// Where a function is only named, its parameters have no defaults.
fn is_in_signature(default: &SyntaxNode) -> bool {
    let list = default.parent().and_then(|parameter| parameter.parent());
    let kinds = [SyntaxKind::CREATE_FUNCTION, SyntaxKind::CREATE_PROCEDURE];
    list.is_none_or(|list| !parent_is(&list, &kinds))
}

/// Either a query or values, either `key: value` or arguments.
fn is_mixed(function: &SyntaxNode) -> bool {
    let mut kinds = function.children().map(|child| child.kind()).filter(|kind| {
        matches!(kind, SyntaxKind::JSON_SELECT_FORMAT | SyntaxKind::JSON_EXPR_FORMAT | SyntaxKind::JSON_KEY_VALUE) || is_argument(*kind)
    });
    let first = kinds.next();
    first.is_some_and(|first| kinds.exists(|kind| kind != first))
}

fn is_argument(kind: SyntaxKind) -> bool {
    kind == SyntaxKind::NAMED_ARG || is_expression(kind)
}
