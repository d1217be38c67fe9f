//! How are constraints written, within a table and after it.

use super::Cx;
use super::spell::options;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::ConstraintId;
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, ForeignKey, ForeignKeyAction, Relation};
use crate::text::{Gather, sort_by_key};
use std::fmt::Write;

impl Cx<'_> {
    /// A constraint that is added when its table is there.
    pub(super) fn late_constraint(&self, id: ConstraintId, to: &mut String) {
        let Some(constraint) = self.catalog.constraint(id) else { return };
        let ConstraintOwner::Relation(owner) = constraint.owner else { return };
        let Some(table) = self.catalog.relation(owner) else { return };
        let Some(text) = self.constraint(table, constraint) else { return };
        let _ = writeln!(to, "ALTER TABLE {} ADD {text};", self.relation_name(owner));
    }

    /// The constraints that stand in a table's definition.
    pub(super) fn table_constraints(&self, table: &Relation) -> Vec<String> {
        let ids = self.catalog.constraints_of(ConstraintOwner::Relation(table.id));
        let mut found: Vec<&Constraint> = ids.iter().filter_map(|id| self.catalog.constraint(*id)).gather();
        found.retain(|it| it.parent.is_none() && (it.local || it.inherited == 0) && !matches!(it.kind, ConstraintKind::ForeignKey(_)));
        found.retain(|it| it.validated || !matches!(it.kind, ConstraintKind::Check(_)));
        sort_by_key(&mut found, |it| (!matches!(it.kind, ConstraintKind::PrimaryKey { .. }), &it.name));
        found.into_iter().filter_map(|constraint| self.constraint(table, constraint)).gather()
    }

    /// `CONSTRAINT name ...`; none where it stands elsewhere.
    fn constraint(&self, table: &Relation, constraint: &Constraint) -> Option<String> {
        let mut text = format!("CONSTRAINT {} ", quote_identifier(&constraint.name));
        match &constraint.kind {
            ConstraintKind::PrimaryKey { period } => text.push_str(&self.key("PRIMARY KEY", *period, table, constraint)),
            ConstraintKind::Unique { period } => text.push_str(&self.key("UNIQUE", *period, table, constraint)),
            ConstraintKind::ForeignKey(key) => text.push_str(&self.foreign_key(table, constraint, key)),
            ConstraintKind::Check(check) => {
                let _ = write!(text, "CHECK ({})", self.expression(&check.expr, table.id));
            }
            ConstraintKind::Exclude => text.push_str(&self.exclusion(constraint)?),
            ConstraintKind::NotNull | ConstraintKind::Trigger => return None,
        }
        if constraint.no_inherit && matches!(constraint.kind, ConstraintKind::Check(_)) {
            text.push_str(" NO INHERIT");
        }
        text.push_str(match (constraint.deferrable, constraint.deferred) {
            (_, true) => " DEFERRABLE INITIALLY DEFERRED",
            (true, false) => " DEFERRABLE",
            (false, false) => "",
        });
        text.push_str(match (constraint.enforced, constraint.validated) {
            (false, _) => " NOT ENFORCED",
            (true, false) => " NOT VALID",
            (true, true) => "",
        });
        Some(text)
    }

    fn key(&self, words: &str, period: bool, table: &Relation, constraint: &Constraint) -> String {
        let index = constraint.index.and_then(|id| self.catalog.relation(id));
        let info = index.and_then(|index| index.index.as_ref());
        let distinct = if info.is_some_and(|info| info.nulls_not_distinct) { " NULLS NOT DISTINCT" } else { "" };
        let mut columns = self.columns(table, &constraint.columns);
        if period {
            columns.insert_str(columns.len() - 1, " WITHOUT OVERLAPS");
        }
        let mut text = format!("{words}{distinct} {columns}");
        if let Some(info) = info {
            let included: Vec<u16> = info.columns.iter().skip(info.key_columns).filter_map(|column| column.column).gather();
            if !included.is_empty() {
                let _ = write!(text, " INCLUDE {}", self.columns(table, &included));
            }
        }
        if let Some(index) = index.filter(|index| !index.options.is_empty()) {
            let _ = write!(text, " WITH ({})", options(&index.options));
        }
        text
    }

    fn exclusion(&self, constraint: &Constraint) -> Option<String> {
        let index = self.catalog.relation(constraint.index?)?;
        let info = index.index.as_ref()?;
        let columns = self.index_columns(info);
        let parts: Vec<String> = columns
            .iter()
            .zip(&info.exclusion_operators)
            .map(|(column, operator)| format!("{column} WITH {}", self.operator_name(*operator)))
            .gather();
        let mut text = format!("EXCLUDE USING {} ({})", quote_identifier(&info.method), parts.join(", "));
        if let Some(filter) = &info.filter {
            let _ = write!(text, " WHERE ({})", self.expression(filter, info.table));
        }
        Some(text)
    }

    fn foreign_key(&self, table: &Relation, constraint: &Constraint, key: &ForeignKey) -> String {
        let with_period = |mut columns: String| {
            if key.period {
                let last = columns.rfind(", ").map_or(1, |at| at + 2);
                columns.insert_str(last, "PERIOD ");
            }
            columns
        };
        let columns = with_period(self.columns(table, &constraint.columns));
        let referred = self.catalog.relation(key.table).map_or_else(String::new, |other| with_period(self.columns(other, &key.columns)));
        let mut text = format!("FOREIGN KEY {columns} REFERENCES {} {referred}", self.relation_name(key.table));
        if key.match_full {
            text.push_str(" MATCH FULL");
        }
        text.push_str(&action(" ON UPDATE", key.on_update));
        text.push_str(&action(" ON DELETE", key.on_delete));
        if !key.set_columns.is_empty() {
            let _ = write!(text, " {}", self.columns(table, &key.set_columns));
        }
        text
    }
}

fn action(words: &str, action: ForeignKeyAction) -> String {
    let what = match action {
        ForeignKeyAction::NoAction => return String::new(),
        ForeignKeyAction::Restrict => "RESTRICT",
        ForeignKeyAction::Cascade => "CASCADE",
        ForeignKeyAction::SetNull => "SET NULL",
        ForeignKeyAction::SetDefault => "SET DEFAULT",
    };
    format!("{words} {what}")
}
