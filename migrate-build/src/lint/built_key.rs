//! Which keys does a statement build the index of while nobody reads or writes, and how is that done while everyone does.

use super::fix::Part;
use super::new_column::column_of;
use super::report::Report;
use super::sql::columns_sql;
use super::step::Step;
use crate::catalog::format::quote_identifier;
use crate::catalog::object::{Constraint, ConstraintKind, Relation, RelationKind};
use crate::diag::SubjectKind;
use crate::text::Seek;

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Primary,
    Unique,
}

/// Tells of the keys of one kind that tables in use get, over columns that were there.
pub(crate) fn say_built_keys(step: &Step<'_>, report: &mut Report<'_>, key: Key) {
    for (constraint, table) in step.new_constraints().filter(|(constraint, _)| key.is_of(constraint)) {
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        let builds = constraint.index.is_some_and(|index| step.effects.index_builds.iter().exists(|(built, _)| *built == index));
        if is_new || !builds {
            continue;
        }
        let name = step.name(table.id);
        let said = report
            .say(format!("nobody reads or writes {name} while the index of \"{}\" is built", constraint.name))
            .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
            .note("ACCESS EXCLUSIVE is held for the whole build");
        if table.kind == RelationKind::PartitionedTable {
            continue;
        }
        let columns = columns_sql(constraint.columns.iter().filter_map(|number| column_of(step.before, table.id, *number)));
        let (index, words) = (quote_identifier(&constraint.name), key.words());
        let build = format!("CREATE UNIQUE INDEX CONCURRENTLY {index} ON {name} ({columns})");
        let add = format!("ALTER TABLE {name} ADD CONSTRAINT {index} {words} USING INDEX {index}");
        let parts = vec![Part::alone(format!("build_{}", constraint.name), build), Part::after(format!("add_{}", constraint.name), add)];
        if step.effects.actions == 1 && is_plain(step, constraint) && key.fits(step, constraint, table) {
            said.instead(step, parts);
        } else {
            said.shown(step, &parts);
        }
    }
}

/// Whether the index is the one that is shown.
fn is_plain(step: &Step<'_>, constraint: &Constraint) -> bool {
    let index = constraint.index.and_then(|index| step.after.relation(index)?.index.as_deref());
    index.is_some_and(|index| index.columns.len() == index.key_columns && !index.nulls_not_distinct) && !constraint.deferrable
}

impl Key {
    fn is_of(self, constraint: &Constraint) -> bool {
        match self {
            Self::Primary => matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }),
            Self::Unique => matches!(constraint.kind, ConstraintKind::Unique { .. }),
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY KEY",
            Self::Unique => "UNIQUE",
        }
    }

    /// A primary key over a column that may be NULL reads the table to see that none is.
    fn fits(self, step: &Step<'_>, constraint: &Constraint, table: &Relation) -> bool {
        let is_filled = |number: &u16| column_of(step.before, table.id, *number).is_some_and(|column| column.not_null);
        self == Self::Unique || constraint.columns.iter().for_all(is_filled)
    }
}
