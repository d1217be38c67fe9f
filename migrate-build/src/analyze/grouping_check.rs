//! Does a grouped query use columns that are not grouped.

use super::aggregate::locate_aggregate;
use super::errors::error_at;
use super::state::State;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner};
use crate::catalog::tree::walk::{Child, any, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, Query, RangeTableKind};
use crate::diag::{Problem, Result, SqlState};
use crate::text::{Gather, Seek};

/// Refuses columns that are neither grouped by, nor depend on those that are, nor stand in an aggregate; gives the keys that were relied upon.
// pg: parse_agg.c parseCheckAggregates
pub(super) fn check_grouping(state: &State<'_>, query: &Query) -> Result<Vec<ConstraintId>> {
    if query.has_aggregates
        && let Some(at) = in_recursive_term(state, query)
    {
        let message = "aggregate functions are not allowed in a recursive query's recursive term";
        return Err(error_at(SqlState::INVALID_RECURSION, message, at));
    }
    let common: Vec<&Expr> = if query.grouping_sets.is_empty() {
        query.group_by.iter().gather()
    } else {
        let in_all = |index: &usize| query.grouping_sets.iter().for_all(|set| set.contains(&(*index as u32)));
        (0..query.group_by.len()).filter(in_all).filter_map(|index| query.group_by.get(index)).gather()
    };
    let mut check = Check {
        state,
        grouped: query.group_by.iter().gather(),
        common,
        all_columns: query.group_by.iter().for_all(|expr| matches!(expr.kind, ExprKind::Column(_))),
        dependent: Vec::new(),
        keys: Vec::new(),
    };
    check.grouping_calls(query)?;
    for target in &query.targets {
        check.expr(&target.expr, 0, false)?;
    }
    if let Some(having) = &query.having {
        check.expr(having, 0, false)?;
    }
    Ok(check.keys)
}

fn in_recursive_term(state: &State<'_>, query: &Query) -> Option<crate::text::Span> {
    let recursive =
        state.level().entries.iter().exists(|entry| matches!(entry.table.kind, RangeTableKind::CommonTable { recursive: true, .. }));
    if !recursive {
        return None;
    }
    let targets: Vec<Expr> = query.targets.iter().map(|target| target.expr.clone()).gather();
    locate_aggregate(&targets, 0).or_else(|| query.having.as_ref().and_then(|having| locate_aggregate(std::slice::from_ref(having), 0)))
}

struct Check<'c, 's> {
    state: &'c State<'s>,
    grouped: Vec<&'c Expr>,
    common: Vec<&'c Expr>,
    all_columns: bool,
    /// The entries whose columns all depend on what is grouped by.
    dependent: Vec<u32>,
    keys: Vec<ConstraintId>,
}

impl<'c> Check<'c, '_> {
    // pg: parse_agg.c finalize_grouping_exprs_walker
    fn grouping_calls(&self, query: &'c Query) -> Result<()> {
        let mut problem = None;
        let mut look = |expr: &Expr| {
            any(expr, 0, &mut |expr, depth| {
                let ExprKind::Grouping(arguments) = &expr.kind else {
                    return false;
                };
                let missing = arguments.iter().first_where(|argument| depth == 0 && !self.grouped.contains(argument));
                if let Some(missing) = missing {
                    let message = "arguments to GROUPING must be grouping expressions of the associated query level";
                    problem = Some(error_at(SqlState::GROUPING_ERROR, message, missing.at));
                }
                problem.is_some()
            });
        };
        query.targets.iter().for_each(|target| look(&target.expr));
        query.having.iter().for_each(&mut look);
        problem.map_or(Ok(()), Err)
    }

    // pg: parse_agg.c check_ungrouped_columns_walker
    fn expr(&mut self, expr: &Expr, depth: u32, direct: bool) -> Result<()> {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Parameter(_) => return Ok(()),
            ExprKind::Aggregate(aggregate) if aggregate.level == depth => {
                return aggregate.direct.iter().try_for_each(|argument| self.expr(argument, depth, true));
            }
            ExprKind::Aggregate(aggregate) if aggregate.level > depth => return Ok(()),
            ExprKind::Grouping(_) => return Ok(()),
            _ => {}
        }
        if !self.all_columns && depth == 0 && self.grouped.contains(&expr) {
            return Ok(());
        }
        if let ExprKind::Column(var) = &expr.kind {
            return self.column(expr, *var, depth, direct);
        }
        let mut result = Ok(());
        for_each_child(expr, &mut |child| {
            if result.is_ok() {
                result = self.child(child, depth, direct);
            }
        });
        result
    }

    fn child(&mut self, child: Child<'_>, depth: u32, direct: bool) -> Result<()> {
        match child {
            Child::Expr(expr) => self.expr(expr, depth, direct),
            Child::Query(query) => {
                let mut result = Ok(());
                for_each_child_of_query(query, &mut |child| {
                    if result.is_ok() {
                        result = self.child(child, depth + 1, direct);
                    }
                });
                result
            }
        }
    }

    fn column(&mut self, expr: &Expr, var: ColumnVar, depth: u32, direct: bool) -> Result<()> {
        if var.level != depth {
            return Ok(());
        }
        let same = |grouped: &&Expr| matches!(&grouped.kind, ExprKind::Column(own) if own.level == 0 && own.table == var.table && own.column == var.column);
        if self.grouped.iter().exists(same) || self.dependent.contains(&var.table) {
            return Ok(());
        }
        let entry = self.state.level().entries.get(var.table as usize);
        // A merged column of a join stands for what it is merged from.
        if let Some(RangeTableKind::Join { columns }) = entry.map(|entry| &entry.table.kind)
            && let Some(merged) = usize::try_from(var.column - 1).ok().and_then(|index| columns.get(index))
            && depth == 0
        {
            return self.expr(merged, 0, direct);
        }
        if let Some(RangeTableKind::Relation { id, .. }) = entry.map(|entry| &entry.table.kind)
            && let Some(key) = self.key_that_is_grouped(*id, var.table)
        {
            self.dependent.push(var.table);
            self.keys.push(key);
            return Ok(());
        }
        Err(self.ungrouped(expr, var, depth, direct))
    }

    // pg: pg_constraint.c check_functional_grouping
    fn key_that_is_grouped(&self, relation: RelationId, table: u32) -> Option<ConstraintId> {
        let catalog = self.state.catalog;
        let grouped = |number: &u16| {
            self.common.iter().exists(
                |expr| matches!(&expr.kind, ExprKind::Column(var) if var.level == 0 && var.table == table && var.column == *number as i16),
            )
        };
        catalog.constraints_of(ConstraintOwner::Relation(relation)).iter().copied().first_where(|id| {
            catalog.constraint(*id).is_some_and(|constraint| {
                matches!(constraint.kind, ConstraintKind::PrimaryKey { .. })
                    && !constraint.deferrable
                    && !constraint.columns.is_empty()
                    && constraint.columns.iter().all(grouped)
            })
        })
    }

    fn ungrouped(&self, expr: &Expr, var: ColumnVar, depth: u32, direct: bool) -> Problem {
        let entry = self.state.level().entries.get(var.table as usize);
        let table = entry.map_or_else(String::new, |entry| entry.table.alias.to_string());
        let column = match var.column {
            0 => "*".to_owned(),
            number => usize::try_from(number - 1)
                .ok()
                .and_then(|index| entry?.table.columns.get(index))
                .map_or_else(|| system_name(number).to_owned(), |column| column.name.to_string()),
        };
        if depth > 0 {
            let message = format!("subquery uses ungrouped column \"{table}.{column}\" from outer query");
            return error_at(SqlState::GROUPING_ERROR, message, expr.at);
        }
        let message = format!("column \"{table}.{column}\" must appear in the GROUP BY clause or be used in an aggregate function");
        let problem = error_at(SqlState::GROUPING_ERROR, message, expr.at);
        if direct {
            return problem.note("direct arguments of an ordered-set aggregate must use only grouped columns");
        }
        match self.grouped.is_empty() {
            true => problem.help(format!("add GROUP BY {table}.{column}, or put the column in an aggregate such as max({table}.{column})")),
            false => problem.help(format!("add {table}.{column} to GROUP BY, or put it in an aggregate such as max({table}.{column})")),
        }
    }
}

fn system_name(number: i16) -> &'static str {
    match number {
        -1 => "ctid",
        -2 => "xmin",
        -3 => "cmin",
        -4 => "xmax",
        -5 => "cmax",
        _ => "tableoid",
    }
}
