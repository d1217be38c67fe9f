//! What is known of the tables of one query while its columns are looked at.

use super::refute::Condition;
use crate::catalog::tree::{ColumnVar, Expr, Query, RangeTable, RangeTableKind};
use crate::text::Gather;

/// One query: its tables, and what its conditions have proven.
#[derive(Clone, Debug)]
pub(super) struct Scope<'q> {
    /// The query.
    pub(super) query: &'q Query,
    /// What is known of each entry of its range table.
    pub(super) tables: Vec<Table>,
    /// Expressions that are not NULL wherever the query goes on.
    pub(super) facts: Vec<Expr>,
    /// Conditions that hold wherever the query goes on.
    pub(super) conditions: Vec<Condition<'q>>,
    /// Grouped expressions that are NULL in the rows of some grouping sets.
    pub(super) ungrouped: Vec<Expr>,
    /// Whether each row stands for at least one row of what is grouped.
    pub(super) groups_have_rows: bool,
}

/// What is known of an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Whether each of its columns can never be NULL.
    pub(super) never: Vec<bool>,
    /// Whether its row may be missing: it is on a side of an outer join that may be.
    pub(super) missing: bool,
}

impl<'q> Scope<'q> {
    /// A query of which nothing is known yet: every entry may be missing.
    pub(super) fn new(query: &'q Query) -> Self {
        let unknown = |table: &RangeTable| Table { never: vec![false; table.columns.len()], missing: true };
        Self {
            query,
            tables: query.tables.iter().map(unknown).gather(),
            facts: Vec::new(),
            conditions: Vec::new(),
            ungrouped: Vec::new(),
            groups_have_rows: false,
        }
    }

    /// Whether a column of its range table can never be NULL.
    pub(super) fn never(&self, var: ColumnVar) -> bool {
        let Some(table) = self.tables.get(var.table as usize) else {
            return false;
        };
        match usize::try_from(var.column) {
            Ok(0) | Err(_) => !table.missing && self.is_row(var.table),
            Ok(number) => table.never.get(number - 1).copied().unwrap_or(false),
        }
    }

    /// Whether an entry's row as a whole is a value that is not NULL: that of a function may be.
    fn is_row(&self, table: u32) -> bool {
        !matches!(self.query.tables.get(table as usize).map(|table| &table.kind), Some(RangeTableKind::Function { .. }) | None)
    }

    /// Notes that a column is not NULL.
    pub(super) fn prove(&mut self, var: ColumnVar) {
        let Some(table) = self.tables.get_mut(var.table as usize) else {
            return;
        };
        if let Some(never) = usize::try_from(var.column).ok().and_then(|number| table.never.get_mut(number.checked_sub(1)?)) {
            *never = true;
        }
    }
}
