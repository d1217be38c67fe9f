//! What does `GROUP BY` say: the expressions, and the sets of them that are grouped by.

use super::errors::error_at;
use super::place::ExprPlace;
use super::sort::{Lookup, check_equality, find_target, resolve_unknown};
use super::state::State;
use crate::catalog::tree::Target;
use crate::diag::{Diagnostic, Result, SqlState, each};
use crate::syntax::expr::{Expr, ExprKind, RowForm};
use crate::syntax::query::{GroupBy, GroupItem};
use crate::text::{Collection, Gather, Seek, sort};

/// How many sets there may be.
const MAX_SETS: usize = 4096;
/// How many items a `CUBE` may have.
const MAX_CUBE: usize = 12;

/// What is grouped by.
#[derive(Clone, Debug, Default)]
pub(super) struct Grouping {
    /// The targets that are grouped by.
    pub(super) targets: Vec<usize>,
    /// The grouping sets, as indices into `targets`; none where there are none.
    pub(super) sets: Option<Vec<Vec<u32>>>,
}

// pg: parse_clause.c transformGroupClause
pub(super) fn analyze_group_by(state: &mut State<'_>, group_by: &GroupBy, targets: &mut Vec<Target>) -> Result<Grouping> {
    let mut grouping = Grouping::default();
    let plain = !group_by.items.iter().exists(|item| !matches!(item, GroupItem::Expr(_)));
    let mut factors: Vec<Vec<Vec<u32>>> = Vec::new();
    for item in &group_by.items {
        factors.push(item_sets(state, item, targets, &mut grouping)?);
    }
    if !plain {
        grouping.sets = Some(product(&factors, group_by.distinct)?);
    }
    Ok(grouping)
}

/// The sets that an item stands for.
// pg: parse_agg.c expand_groupingset_node
fn item_sets(state: &mut State<'_>, item: &GroupItem, targets: &mut Vec<Target>, grouping: &mut Grouping) -> Result<Vec<Vec<u32>>> {
    state.deeper(|state| match item {
        GroupItem::Expr(expr) => Ok(vec![expr_set(state, expr, targets, grouping)?]),
        GroupItem::Empty(_) => Ok(vec![Vec::new()]),
        GroupItem::Sets(items, _) => {
            let mut sets = Vec::new();
            for item in items {
                sets.put_all(item_sets(state, item, targets, grouping)?);
            }
            Ok(sets)
        }
        GroupItem::Rollup(items, _) => {
            let parts = parts_of(state, items, targets, grouping)?;
            Ok((0..=parts.len()).rev().map(|count| union(&parts[..count])).gather())
        }
        GroupItem::Cube(items, span) => {
            if items.len() > MAX_CUBE {
                let message = format!("CUBE is limited to {MAX_CUBE} elements");
                return Err(error_at(SqlState::TOO_MANY_COLUMNS, message, *span));
            }
            let parts = parts_of(state, items, targets, grouping)?;
            let subset = |bits: usize| {
                let chosen: Vec<Vec<u32>> =
                    parts.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0).map(|(_, part)| part.clone()).gather();
                union(&chosen)
            };
            Ok((0..1usize << parts.len()).rev().map(subset).gather())
        }
    })
}

fn parts_of(state: &mut State<'_>, items: &[GroupItem], targets: &mut Vec<Target>, grouping: &mut Grouping) -> Result<Vec<Vec<u32>>> {
    let mut parts = Vec::new();
    for item in items {
        parts.push(union(&item_sets(state, item, targets, grouping)?));
    }
    Ok(parts)
}

fn union(parts: &[Vec<u32>]) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for index in parts.iter().flatten() {
        if !all.contains(index) {
            all.push(*index);
        }
    }
    all
}

/// `(a, b)` is two expressions.
// pg: parse_clause.c flatten_grouping_sets
fn expr_set(state: &mut State<'_>, expr: &Expr, targets: &mut Vec<Target>, grouping: &mut Grouping) -> Result<Vec<u32>> {
    if let ExprKind::Row(fields, RowForm::Implicit) = &expr.kind {
        let mut set = Vec::new();
        for field in fields {
            set.put_all(state.deeper(|state| expr_set(state, field, targets, grouping))?);
        }
        return Ok(set);
    }
    let index = group_target(state, expr, targets, ExprPlace::GroupBy, Lookup::Sql92)?;
    let found = match grouping.targets.iter().place_where(|target| *target == index) {
        Some(found) => found,
        None => {
            grouping.targets.push(index);
            grouping.targets.len() - 1
        }
    };
    Ok(vec![found as u32])
}

// pg: parse_clause.c transformGroupClauseExpr, addTargetToGroupList
fn group_target(state: &mut State<'_>, expr: &Expr, targets: &mut Vec<Target>, place: ExprPlace, lookup: Lookup) -> Result<usize> {
    let index = find_target(state, expr, targets, place, lookup)?;
    resolve_unknown(state, &mut targets[index])?;
    check_equality(state, targets[index].expr.type_id, expr.at)?;
    Ok(index)
}

/// `PARTITION BY` of a window.
// pg: parse_clause.c transformGroupClause
pub(super) fn analyze_partition_by(state: &mut State<'_>, exprs: &[Expr], targets: &mut Vec<Target>) -> Result<Vec<usize>> {
    each(exprs.iter(), |expr| group_target(state, expr, targets, ExprPlace::WindowPartition, Lookup::Sql99))
}

// pg: parse_agg.c expand_grouping_sets
fn product(factors: &[Vec<Vec<u32>>], distinct: bool) -> Result<Vec<Vec<u32>>> {
    let mut sets: Vec<Vec<u32>> = vec![Vec::new()];
    for factor in factors {
        if sets.len().saturating_mul(factor.len()) > MAX_SETS {
            let message = format!("too many grouping sets present (maximum {MAX_SETS})");
            return Err(Diagnostic::error(SqlState::STATEMENT_TOO_COMPLEX, message));
        }
        sets = sets.iter().flat_map(|set| factor.iter().map(move |more| union(&[set.clone(), more.clone()]))).gather();
    }
    if distinct {
        let sorted = |set: &Vec<u32>| {
            let mut set = set.clone();
            sort(&mut set);
            set
        };
        let mut seen = Vec::new();
        sets.retain(|set| {
            let key = sorted(set);
            let new = !seen.contains(&key);
            if new {
                seen.push(key);
            }
            new
        });
    }
    Ok(sets)
}
