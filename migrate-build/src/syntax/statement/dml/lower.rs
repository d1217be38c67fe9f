//! How are `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `TRUNCATE` and `COPY` lowered.

use super::conflict::lower_index_item;
use super::{Assignment, AssignmentTarget, ConflictTarget, ConflictUpdate, Copy, CopyDirection, CopySource, Delete, Insert, InsertSource};
use super::{Merge, MergeAction, MergeBranch, MergeMatch, OnConflict, Overriding, Returning, TargetRelation, Truncate, Update};
use crate::diag::{Result, each};
use crate::syntax::errors;
use crate::syntax::expr::lower::{expr_at_start, first_expression, is_query, lower_accessor, lower_expr, lower_only_expr};
use crate::syntax::expr::{Expr, ExprKind, RowForm, SubqueryKind};
use crate::syntax::lower::{Lowering, find_child, first_token, has_token, own_tokens};
use crate::syntax::name::{lower_ident, lower_qualified_name};
use crate::syntax::query::lower::lower_values;
use crate::syntax::query::{With, lower_from_items, lower_query, lower_relation_ref, lower_table_ref, lower_targets, lower_with};
use crate::syntax::statement::lower::lower_preparable;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Gather, Seek, Span};

/// Lowers `INSERT`.
pub(in crate::syntax) fn lower_insert(cx: &Lowering<'_>, statement: &ast::Insert) -> Result<Insert> {
    let node = statement.syntax();
    let mut insert = Insert {
        with: with_of(cx, node)?,
        target: lower_target(cx, node, &cx.need(find_child(node, SyntaxKind::RELATION_NAME_REF), node)?)?,
        columns: Vec::new(),
        overriding: overriding(node),
        source: InsertSource::DefaultValues,
        on_conflict: None,
        returning: None,
        span: statement_span(cx, node),
    };
    for child in node.children() {
        match child.kind() {
            SyntaxKind::COLUMN_TARGET_LIST => insert.columns = lower_column_targets(cx, &child)?,
            SyntaxKind::ON_CONFLICT_CLAUSE => insert.on_conflict = Some(Box::new(lower_on_conflict(cx, &child)?)),
            SyntaxKind::RETURNING_CLAUSE => insert.returning = Some(lower_returning(cx, &child)?),
            kind if is_query(kind) => insert.source = InsertSource::Query(Box::new(lower_query(cx, &child)?)),
            _ => {}
        }
    }
    Ok(insert)
}

/// Lowers `UPDATE`.
pub(in crate::syntax) fn lower_update(cx: &Lowering<'_>, statement: &ast::Update) -> Result<Update> {
    let node = statement.syntax();
    refuse_portion(cx, node)?;
    let set = cx.need(find_child(node, SyntaxKind::SET_CLAUSE), node)?;
    Ok(Update {
        with: with_of(cx, node)?,
        target: lower_target(cx, node, &cx.need(find_child(node, SyntaxKind::RELATION_NAME), node)?)?,
        assignments: lower_set(cx, &set)?,
        from: find_child(node, SyntaxKind::FROM_CLAUSE).map(|clause| lower_from_items(cx, &clause)).transpose()?.unwrap_or_default(),
        filter: lower_filter(cx, node)?,
        returning: returning_of(cx, node)?,
        span: statement_span(cx, node),
    })
}

/// Lowers `DELETE`.
pub(in crate::syntax) fn lower_delete(cx: &Lowering<'_>, statement: &ast::Delete) -> Result<Delete> {
    let node = statement.syntax();
    refuse_portion(cx, node)?;
    Ok(Delete {
        with: with_of(cx, node)?,
        target: lower_target(cx, node, &cx.need(find_child(node, SyntaxKind::RELATION_NAME), node)?)?,
        using: find_child(node, SyntaxKind::USING_CLAUSE).map(|clause| lower_from_items(cx, &clause)).transpose()?.unwrap_or_default(),
        filter: lower_filter(cx, node)?,
        returning: returning_of(cx, node)?,
        span: statement_span(cx, node),
    })
}

/// Lowers `MERGE`.
pub(in crate::syntax) fn lower_merge(cx: &Lowering<'_>, statement: &ast::Merge) -> Result<Merge> {
    let node = statement.syntax();
    let using = cx.need(find_child(node, SyntaxKind::USING_ON_CLAUSE), node)?;
    let source = cx.need(using.children().first_where(|child| ast::FromListItem::can_cast(child.kind())), &using)?;
    let on = cx.need(find_child(&using, SyntaxKind::ON_CLAUSE), &using)?;
    let branches = node.children().filter(|child| ast::MergeWhenClause::can_cast(child.kind()));
    Ok(Merge {
        with: with_of(cx, node)?,
        target: lower_target(cx, node, &cx.need(find_child(node, SyntaxKind::TABLE_RELATION_NAME), node)?)?,
        source: lower_table_ref(cx, &source)?,
        condition: lower_only_expr(cx, &on)?,
        branches: each(branches, |branch| lower_branch(cx, &branch))?,
        returning: returning_of(cx, node)?,
        span: statement_span(cx, node),
    })
}

/// Lowers `TRUNCATE`.
pub(in crate::syntax) fn lower_truncate(cx: &Lowering<'_>, statement: &ast::Truncate) -> Result<Truncate> {
    let node = statement.syntax();
    let list = cx.need(find_child(node, SyntaxKind::TABLE_LIST), node)?;
    Ok(Truncate {
        relations: each(list.children(), |name| lower_relation_ref(cx, &name))?,
        restart_identity: find_child(node, SyntaxKind::RESTART_IDENTITY).is_some(),
        cascade: find_child(node, SyntaxKind::CASCADE).is_some(),
    })
}

/// Lowers `COPY`.
pub(in crate::syntax) fn lower_copy(cx: &Lowering<'_>, statement: &ast::Copy) -> Result<Copy> {
    let node = statement.syntax();
    let mut columns = Vec::new();
    let source = match find_child(node, SyntaxKind::COPY_QUERY) {
        Some(query) => {
            let inner = cx.need(query.children().next(), &query)?;
            let lowered = lower_preparable(cx, &inner)?;
            CopySource::Statement(Box::new(cx.need(lowered, &inner)?))
        }
        None => {
            let table = cx.need(find_child(node, SyntaxKind::COPY_TABLE), node)?;
            if let Some(list) = find_child(&table, SyntaxKind::COLUMN_REF_LIST) {
                columns = each(list.children(), |name| lower_ident(cx, &name))?;
            }
            let name = cx.need(find_child(&table, SyntaxKind::TABLE_NAME_REF), &table)?;
            CopySource::Relation(lower_qualified_name(cx, &name)?)
        }
    };
    let direction = match find_child(node, SyntaxKind::COPY_FROM) {
        Some(from) if find_child(&from, SyntaxKind::COPY_PROGRAM).is_some() => CopyDirection::FromServer,
        Some(_) => CopyDirection::FromStdin,
        None => CopyDirection::To,
    };
    cx.need(node.children().first_where(|child| matches!(child.kind(), SyntaxKind::COPY_FROM | SyntaxKind::COPY_TO)), node)?;
    if let Some(clause) = find_child(node, SyntaxKind::WHERE_CLAUSE).filter(|_| find_child(node, SyntaxKind::COPY_TO).is_some()) {
        return Err(errors::refused_by_grammar("WHERE clause not allowed with COPY TO", cx.first_token_span(&clause)));
    }
    Ok(Copy { source, columns, direction, filter: lower_filter(cx, node)?, span: statement_span(cx, node) })
}

/// Lowers the assignments of `SET`.
pub(crate) fn lower_set(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Vec<Assignment>> {
    let list = cx.need(find_child(clause, SyntaxKind::SET_COLUMN_LIST), clause)?;
    each(list.children(), |item| lower_assignment(cx, &item))
}

/// Lowers `RETURNING`.
pub(crate) fn lower_returning(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Returning> {
    let mut returning = Returning { old: None, new: None, targets: Vec::new(), span: cx.span(clause) };
    for child in clause.children() {
        match child.kind() {
            SyntaxKind::TARGET_LIST => returning.targets = lower_targets(cx, &child)?,
            SyntaxKind::RETURNING_OPTION_LIST => {
                for option in child.children() {
                    let name = lower_ident(cx, &cx.need(option.children().next(), &option)?)?;
                    let (side, word) = match option.kind() {
                        SyntaxKind::RETURNING_OLD => (&mut returning.old, "OLD"),
                        _ => (&mut returning.new, "NEW"),
                    };
                    if side.is_some() {
                        return Err(errors::refused_by_grammar(
                            format!("{word} cannot be specified multiple times"),
                            cx.first_token_span(&option),
                        ));
                    }
                    *side = Some(name);
                }
            }
            _ => {}
        }
    }
    Ok(returning)
}

fn with_of(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<With>> {
    find_child(node, SyntaxKind::WITH_CLAUSE).map(|clause| lower_with(cx, &clause)).transpose()
}

fn returning_of(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Returning>> {
    find_child(node, SyntaxKind::RETURNING_CLAUSE).map(|clause| lower_returning(cx, &clause)).transpose()
}

fn statement_span(cx: &Lowering<'_>, node: &SyntaxNode) -> Span {
    let span = cx.span(node);
    match own_tokens(node).last().filter(|token| token.kind() == SyntaxKind::SEMICOLON) {
        Some(semicolon) => Span::new(span.start, cx.token_span(&semicolon).start),
        None => span,
    }
}

fn lower_target(cx: &Lowering<'_>, statement: &SyntaxNode, name: &SyntaxNode) -> Result<TargetRelation> {
    let relation = lower_relation_ref(cx, name)?;
    if let Some(word) =
        statement.children().first_where(|child| child.kind() == SyntaxKind::OPTIONAL_AS_ALIAS).and_then(|alias| first_token(&alias))
        && word.text().eq_ignore_ascii_case("set")
    {
        // `SET` after a target always begins its assignments.
        return Err(errors::not_understood("statement", cx.token_span(&word)));
    }
    let alias =
        statement.children().first_where(|child| matches!(child.kind(), SyntaxKind::REQUIRED_AS_ALIAS | SyntaxKind::OPTIONAL_AS_ALIAS));
    let alias = match alias.and_then(|alias| alias.children().next()) {
        Some(name) => Some(lower_ident(cx, &name)?),
        None => None,
    };
    Ok(TargetRelation { span: relation.name.span, relation, alias })
}

/// `FOR PORTION OF` is younger than the versions that are known here.
fn refuse_portion(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<()> {
    match find_child(node, SyntaxKind::FOR_PORTION_OF) {
        Some(clause) => Err(errors::not_understood("statement", cx.first_token_span(&clause))),
        None => Ok(()),
    }
}

fn lower_filter(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Expr>> {
    if let Some(clause) = find_child(node, SyntaxKind::WHERE_CLAUSE) {
        return lower_only_expr(cx, &clause).map(Some);
    }
    let Some(clause) = find_child(node, SyntaxKind::WHERE_CURRENT_OF) else { return Ok(None) };
    let cursor = cx.need(clause.children().next(), &clause)?;
    let at = cx.span_of_token(&clause, SyntaxKind::CURRENT_KW);
    let span = at.to(cx.span(&clause));
    Ok(Some(Expr { kind: ExprKind::CurrentOf(lower_ident(cx, &cursor)?), at, span }))
}

fn overriding(node: &SyntaxNode) -> Option<Overriding> {
    node.children().first_some(|child| match child.kind() {
        SyntaxKind::OVERRIDING_SYSTEM_VALUE => Some(Overriding::System),
        SyntaxKind::OVERRIDING_USER_VALUE => Some(Overriding::User),
        _ => None,
    })
}

fn lower_column_targets(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<AssignmentTarget>> {
    each(list.children().filter(|child| child.kind() == SyntaxKind::COLUMN_TARGET), |target| lower_column_target(cx, &target))
}

fn lower_column_target(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<AssignmentTarget> {
    let mut children = node.children();
    let column = lower_ident(cx, &cx.need(children.next(), node)?)?;
    let steps = each(children, |step| lower_accessor(cx, &step))?;
    Ok(AssignmentTarget { column, steps, span: cx.span(node) })
}

fn lower_assignment(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Assignment> {
    let mut children = node.children();
    let left = cx.need(children.next(), node)?;
    let right = cx.need(children.next(), node)?;
    if node.kind() == SyntaxKind::SET_SINGLE_COLUMN {
        return Ok(Assignment::One(lower_column_target(cx, &left)?, lower_set_value(cx, &right)?));
    }
    let targets = lower_column_targets(cx, &left)?;
    let value = match right.kind() {
        SyntaxKind::SET_EXPR_LIST => {
            let values: Vec<Expr> = right
                .children()
                .filter(|value| value.kind() == SyntaxKind::SET_EXPR)
                .map(|value| lower_set_value(cx, &value))
                .try_gather::<Result<_>>()?;
            lower_set_row(cx, &right, values)?
        }
        _ => {
            let query = lower_query(cx, &right)?;
            expr_at_start(cx, &right, ExprKind::Subquery(SubqueryKind::Scalar, Box::new(query)))
        }
    };
    Ok(Assignment::Several(targets, value))
}

/// `(a) = (x)` assigns one value; other lists are rows.
fn lower_set_row(cx: &Lowering<'_>, node: &SyntaxNode, mut values: Vec<Expr>) -> Result<Expr> {
    let explicit = has_token(node, SyntaxKind::ROW_KW);
    if !explicit && values.len() == 1 {
        let value = values.pop();
        return cx.need(value, node);
    }
    let form = if explicit { RowForm::Explicit } else { RowForm::Implicit };
    Ok(expr_at_start(cx, node, ExprKind::Row(values, form)))
}

fn lower_set_value(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    match first_expression(node) {
        Some(value) => lower_expr(cx, &value),
        None => Ok(expr_at_start(cx, node, ExprKind::Default)),
    }
}

fn lower_on_conflict(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<OnConflict> {
    let mut conflict = OnConflict { target: None, update: None, span: cx.span(clause) };
    for child in clause.children() {
        match child.kind() {
            SyntaxKind::CONFLICT_ON_CONSTRAINT => {
                let name = cx.need(child.children().next(), &child)?;
                conflict.target = Some(ConflictTarget::Constraint(lower_qualified_name(cx, &name)?.name));
            }
            SyntaxKind::CONFLICT_ON_INDEX => conflict.target = Some(lower_inference(cx, &child)?),
            SyntaxKind::CONFLICT_DO_UPDATE_SET => {
                let set = cx.need(find_child(&child, SyntaxKind::SET_CLAUSE), &child)?;
                conflict.update = Some(ConflictUpdate { assignments: lower_set(cx, &set)?, filter: lower_filter(cx, &child)? });
            }
            SyntaxKind::CONFLICT_DO_SELECT => return Err(errors::not_understood("ON CONFLICT", cx.first_token_span(&child))),
            _ => {}
        }
    }
    Ok(conflict)
}

fn lower_inference(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<ConflictTarget> {
    let list = cx.need(find_child(node, SyntaxKind::CONFLICT_INDEX_ITEM_LIST), node)?;
    let mut elements = Vec::new();
    for item in list.children().filter(|item| item.kind() == SyntaxKind::CONFLICT_INDEX_ITEM) {
        elements.push(lower_index_item(cx, &item)?);
    }
    Ok(ConflictTarget::Inference { elements, filter: lower_filter(cx, node)?, span: cx.first_token_span(&list) })
}

fn lower_branch(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<MergeBranch> {
    let matched = match node.kind() {
        SyntaxKind::MERGE_WHEN_MATCHED => MergeMatch::Matched,
        SyntaxKind::MERGE_WHEN_NOT_MATCHED_SOURCE => MergeMatch::NotMatchedBySource,
        _ => MergeMatch::NotMatchedByTarget,
    };
    let condition = find_child(node, SyntaxKind::MERGE_CONDITION).map(|condition| lower_only_expr(cx, &condition)).transpose()?;
    let action = cx.need(node.children().first_where(|child| ast::MergeAction::can_cast(child.kind())), node)?;
    let inserts = action.kind() == SyntaxKind::MERGE_INSERT;
    let changes = matches!(action.kind(), SyntaxKind::MERGE_UPDATE | SyntaxKind::MERGE_DELETE);
    if (matched == MergeMatch::NotMatchedByTarget && changes) || (matched != MergeMatch::NotMatchedByTarget && inserts) {
        let token = cx.need(first_token(&action), &action)?;
        return Err(errors::syntax_error_near(token.text(), cx.token_span(&token)));
    }
    Ok(MergeBranch { matched, condition, action: lower_merge_action(cx, &action)?, span: cx.first_token_span(&action) })
}

fn lower_merge_action(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<MergeAction> {
    Ok(match node.kind() {
        SyntaxKind::MERGE_DELETE => MergeAction::Delete,
        SyntaxKind::MERGE_UPDATE => MergeAction::Update(lower_set(cx, &cx.need(find_child(node, SyntaxKind::SET_CLAUSE), node)?)?),
        SyntaxKind::MERGE_INSERT => {
            let columns = find_child(node, SyntaxKind::COLUMN_TARGET_LIST).map(|list| lower_column_targets(cx, &list)).transpose()?;
            let values = find_child(node, SyntaxKind::VALUES).map(|values| lower_values(cx, &values)).transpose()?;
            MergeAction::Insert {
                columns: columns.unwrap_or_default(),
                overriding: overriding(node),
                values: values.and_then(|values| values.rows.into_iter().next()),
            }
        }
        _ => MergeAction::Nothing,
    })
}
