//! What does a query give: its target list.

use super::column_name::figure_analyzed_name;
use super::expr::{analyze_expr, coerce};
use super::notes::StarPlace;
use super::place::ExprPlace;
use super::star::{expand_row, expand_star};
use super::state::State;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::CastContext;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, RangeTableKind, Target};
use crate::diag::Result;
use crate::syntax::expr::{Expr as SyntaxExpr, ExprKind as SyntaxKind, Step};
use crate::syntax::query::Target as SyntaxTarget;
use crate::text::{Collection, Name, Seek};

/// The target list of `SELECT` or `RETURNING`, its stars expanded.
// pg: parse_target.c transformTargetList
pub(super) fn analyze_targets(state: &mut State<'_>, targets: &[SyntaxTarget], place: ExprPlace) -> Result<Vec<Target>> {
    let mut analyzed = Vec::new();
    for target in targets {
        match star_of(&target.value) {
            Some(Star::Tables(column)) => {
                let columns =
                    state.in_place(place, |state| expand_star(state, column, StarPlace::target(&target.value, analyzed.len())))?;
                analyzed.put_all(columns.into_iter().map(|(name, expr)| plain(expr, name)));
            }
            Some(Star::Row(base)) => {
                let row = analyze_expr(state, &base, place)?;
                let fields = expand_row(state, row, target.value.at)?;
                state.note_row_star(StarPlace::target(&target.value, analyzed.len()), fields.iter().map(|(name, _)| name));
                analyzed.put_all(fields.into_iter().map(|(name, expr)| plain(expr, name)));
            }
            None => {
                state.note_target(target.value.span, analyzed.len());
                let expr = analyze_expr(state, &target.value, place)?;
                let name = match &target.alias {
                    Some(alias) => alias.name.clone(),
                    None => figure_analyzed_name(&target.value, &expr),
                };
                analyzed.push(plain(expr, name));
            }
        }
    }
    Ok(analyzed)
}

fn plain(expr: Expr, name: Name) -> Target {
    Target { expr, name, junk: false, origin: None }
}

enum Star<'s> {
    Tables(&'s crate::syntax::expr::ColumnRef),
    Row(SyntaxExpr),
}

fn star_of(expr: &SyntaxExpr) -> Option<Star<'_>> {
    match &expr.kind {
        SyntaxKind::Column(column) if column.star => Some(Star::Tables(column)),
        SyntaxKind::Indirection(base, steps) => {
            let (Step::Star(_), before) = steps.split_last()? else {
                return None;
            };
            if before.is_empty() {
                return Some(Star::Row((**base).clone()));
            }
            let kind = SyntaxKind::Indirection(base.clone(), before.to_vec());
            Some(Star::Row(SyntaxExpr { kind, at: expr.at, span: expr.span }))
        }
        _ => None,
    }
}

/// Literals of unknown type become text.
// pg: parse_target.c resolveTargetListUnknowns
pub(super) fn resolve_unknown_targets(state: &mut State<'_>, targets: &mut [Target]) -> Result<()> {
    for target in targets.iter_mut().filter(|target| target.expr.type_id == TypeId::UNKNOWN) {
        if let Some(text) = coerce::coerce_to_target(state, target.expr.clone(), TypeId::TEXT, -1, CastContext::Implicit)? {
            target.expr = text;
        }
    }
    Ok(())
}

/// Notes the columns of tables that targets come from unchanged.
// pg: parse_target.c markTargetListOrigins
pub(super) fn mark_origins(state: &State<'_>, targets: &mut [Target]) {
    for target in targets {
        target.origin = match &target.expr.kind {
            ExprKind::Column(var) => origin_of(state, *var),
            _ => None,
        };
    }
}

fn origin_of(state: &State<'_>, var: ColumnVar) -> Option<(RelationId, i16)> {
    let entry = state.entry(var)?;
    let index = usize::try_from(var.column).ok()?.checked_sub(1);
    match &entry.table.kind {
        RangeTableKind::Relation { id, .. } => Some((*id, var.column)),
        RangeTableKind::Subquery(query) => query.visible_targets().nth(index?)?.origin,
        RangeTableKind::CommonTable { name, level, recursive: false } => {
            let outer = state.level_up(var.level + level)?;
            let common = outer.common_tables.iter().first_where(|common| common.table.name == *name)?;
            common.table.query.visible_targets().nth(index?)?.origin
        }
        RangeTableKind::Join { columns } => match &columns.get(index?)?.kind {
            ExprKind::Column(inner) => origin_of(state, ColumnVar { level: var.level, ..*inner }),
            _ => None,
        },
        _ => None,
    }
}

/// A list of expressions, its stars expanded.
// pg: parse_target.c transformExpressionList
pub(super) fn analyze_list(state: &mut State<'_>, exprs: &[SyntaxExpr], place: ExprPlace, allow_default: bool) -> Result<Vec<Expr>> {
    let mut analyzed = Vec::new();
    for expr in exprs {
        match star_of(expr) {
            Some(Star::Tables(column)) => {
                let columns = state.in_place(place, |state| expand_star(state, column, StarPlace::list(expr)))?;
                analyzed.put_all(columns.into_iter().map(|(_, expr)| expr));
            }
            Some(Star::Row(base)) => {
                let row = analyze_expr(state, &base, place)?;
                let fields = expand_row(state, row, expr.at)?;
                state.note_row_star(StarPlace::list(expr), fields.iter().map(|(name, _)| name));
                analyzed.put_all(fields.into_iter().map(|(_, expr)| expr));
            }
            None if allow_default && matches!(expr.kind, SyntaxKind::Default) => {
                analyzed.push(Expr { kind: ExprKind::Default, type_id: TypeId::UNKNOWN, modifier: -1, collation: None, at: expr.at });
            }
            None => analyzed.push(analyze_expr(state, expr, place)?),
        }
    }
    Ok(analyzed)
}
