//! What does a rule see of a statement: its effects, the catalogs around it, the migration that it stands in.

use super::column_change::{ColumnChange, changed_tables, column_changes};
use super::new_column::{NewColumn, column_of, is_below, new_columns};
use super::sql::{has_word, relation_sql};
use super::unit::Unit;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Constraint, ConstraintOwner, Persistence, Relation, RelationKind};
use crate::fold::effect::{Effects, LockMode};
use crate::fold::session::Session;
use crate::text::{Collection, Name, Seek, Span};

/// A statement as rules see it.
pub(crate) struct Step<'a> {
    /// The database before it.
    pub before: &'a Catalog,
    /// The database after it.
    pub after: &'a Catalog,
    /// What it locks, rewrites, scans, makes and loses.
    pub effects: &'a Effects,
    /// The session after it.
    pub session: &'a Session,
    /// Whether it runs in a transaction with others.
    pub in_transaction: bool,
    /// Where it stands in the file.
    pub span: Span,
    /// Its text, for ways that are a change of it.
    pub sql: &'a str,
    /// The migration so far.
    pub unit: &'a Unit,
    /// The column by which it runs in batches, where it does.
    pub backfill: Option<&'a str>,
    /// The columns that tables which are in use get.
    pub new_columns: Vec<NewColumn<'a>>,
    /// The tables in use that are not the same objects before and after, as they were and as they are.
    pub changed_tables: Vec<(&'a Relation, &'a Relation)>,
    /// The columns of such tables that are changed.
    pub column_changes: Vec<ColumnChange<'a>>,
}

impl<'a> Step<'a> {
    pub(super) fn new(
        (before, after): (&'a Catalog, &'a Catalog),
        effects: &'a Effects,
        session: &'a Session,
        (span, sql): (Span, &'a str),
        (unit, backfill): (&'a Unit, Option<&'a str>),
    ) -> Self {
        let in_transaction = session.in_transaction;
        let mut step = Self {
            before,
            after,
            effects,
            session,
            in_transaction,
            span,
            sql,
            unit,
            backfill,
            new_columns: Vec::new(),
            changed_tables: Vec::new(),
            column_changes: Vec::new(),
        };
        step.new_columns = new_columns(&step);
        step.changed_tables = changed_tables(&step);
        step.column_changes = column_changes(&step);
        step
    }

    /// Whether a relation was there before the migration, so that rows may be in it and programs may use it.
    pub(crate) fn is_in_use(&self, id: RelationId) -> bool {
        self.used(id).is_some()
    }

    /// The relation, where it was there before the migration.
    pub(crate) fn used(&self, id: RelationId) -> Option<&'a Relation> {
        let before = self.before;
        before.relation(id).filter(|it| !id.is_builtin() && id.0 < self.unit.first_new && it.persistence != Persistence::Temporary)
    }

    /// The same of tables alone.
    pub(crate) fn used_table(&self, id: RelationId) -> Option<&'a Relation> {
        self.used(id).filter(|it| is_table(it.kind))
    }

    /// The table, its name in SQL.
    pub(crate) fn name(&self, id: RelationId) -> String {
        let catalog = if self.before.relation(id).is_some() { self.before } else { self.after };
        relation_sql(catalog, id)
    }

    /// The lock on a relation.
    pub(crate) fn lock_on(&self, id: RelationId) -> Option<LockMode> {
        self.effects.locks.get(&id).copied()
    }

    /// The constraints that are made on tables in use, apart from those that follow from a parent's.
    pub(crate) fn new_constraints(&self) -> impl Iterator<Item = (&'a Constraint, &'a Relation)> + '_ {
        self.effects.created.iter().filter_map(|address| {
            let Address::Constraint(id) = address else { return None };
            let constraint = self.after.constraint(*id)?;
            let ConstraintOwner::Relation(table) = constraint.owner else { return None };
            let is_own = constraint.parent.is_none() && constraint.inherited == 0;
            is_own.then_some((constraint, self.used_table(table)?))
        })
    }

    /// The constraints of tables in use that are dropped.
    pub(crate) fn dropped_constraints(&self) -> impl Iterator<Item = (&'a Constraint, &'a Relation)> + '_ {
        self.effects.dropped.iter().filter_map(|address| {
            let Address::Constraint(id) = address else { return None };
            let constraint = self.before.constraint(*id)?;
            let ConstraintOwner::Relation(table) = constraint.owner else { return None };
            Some((constraint, self.used_table(table)?))
        })
    }

    /// Whether a column is one that the statement makes.
    pub(crate) fn is_new_column(&self, table: RelationId, number: u16) -> bool {
        self.effects.created.contains(&Address::Column(table, number))
    }

    /// Whether an earlier statement of the migration made a column, so that no program uses it yet.
    pub(crate) fn is_unused_column(&self, table: RelationId, number: u16) -> bool {
        self.unit.earlier.iter().exists(|earlier| earlier.effects.created.contains(&Address::Column(table, number)))
    }

    /// Whether a table, or one below it, is rewritten.
    pub(crate) fn rewrites_with_children(&self, table: RelationId) -> bool {
        self.effects.rewrites.iter().exists(|rewritten| *rewritten == table || is_below(self.after, *rewritten, table))
    }

    /// The columns that the statement makes, those of new tables too.
    pub(crate) fn made_columns(&self) -> Vec<(&'a Relation, u16, &'a Column)> {
        let mut found = Vec::new();
        for address in &self.effects.created {
            match address {
                Address::Relation(id) => {
                    let table = self.after.relation(*id).filter(|it| is_table(it.kind) && it.parents.is_empty());
                    let columns =
                        table.into_iter().flat_map(|table| table.columns.iter().zip(1..).map(move |(it, number)| (table, number, it)));
                    found.put_all(columns);
                }
                Address::Column(id, number) => {
                    let table = self.after.relation(*id).filter(|it| is_table(it.kind));
                    found.put_all(table.zip(column_of(self.after, *id, *number)).map(|(table, column)| (table, *number, column)));
                }
                _ => {}
            }
        }
        found.retain(|(_, _, column)| column.local && column.type_id.is_some());
        found
    }

    /// Whether a column is numbered by a sequence that belongs to it and is no identity column.
    pub(crate) fn has_own_sequence(&self, table: RelationId, number: u16) -> bool {
        self.after.dependencies().needed_by(Address::Column(table, number)).exists(|entry| match entry.dependent {
            Address::Relation(id) => self.after.relation(id).and_then(|it| it.sequence.as_deref()).is_some_and(|it| !it.identity),
            _ => false,
        })
    }

    /// Whether the statement names something.
    pub(crate) fn sql_names(&self, name: &Name) -> bool {
        has_word(self.sql, name) || self.sql.contains(&quote_identifier(name))
    }

    /// Whether a table stays as it is.
    pub(crate) fn survives(&self, id: RelationId) -> bool {
        self.after.relation(id).is_some()
    }
}

/// Whether rows are stored in it, or in its partitions.
pub(crate) fn is_table(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Table | RelationKind::PartitionedTable)
}
