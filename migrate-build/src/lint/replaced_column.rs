//! How does a column take the place of another while programs use both: expand, fill, and contract once nobody uses the old one.

use super::column_change::ColumnChange;
use super::fix::Part;
use super::step::Step;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::object::{Column, ConstraintKind, ConstraintOwner, Relation, RelationKind};
use crate::text::Seek;

/// What the new column is to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// It has another name, and each is written with the other.
    Renamed,
    /// It has another type, and gets the name of the old one at the end.
    Retyped,
}

/// The steps that replace a column, as far as they can be written down.
pub(crate) struct Steps {
    pub parts: Vec<Part>,
    /// Whether they lead to the very same schema.
    pub whole: bool,
}

/// The steps in place of one statement that changes a column.
pub(crate) fn replace_column(step: &Step<'_>, change: &ColumnChange<'_>, replacement: Replacement) -> Steps {
    let names = Names::of(step, change, replacement);
    let key = key_of(step.before, change.table);
    let parts = vec![
        Part::here(names.expand(change, replacement)),
        Part::after(format!("fill_{}", names.base), names.fill(key.as_deref())),
        Part::after(format!("contract_{}", names.base), names.contract(change, replacement)),
    ];
    // A script that undoes the one statement does not undo what the steps make.
    let whole = key.is_some() && is_plain(step, change) && !change.is_narrower() && step.effects.actions <= 1 && !step.unit.has_down;
    Steps { parts, whole }
}

/// What the steps speak of, as SQL writes it.
struct Names {
    table: String,
    old: String,
    new: String,
    type_text: String,
    function: String,
    base: String,
}

impl Names {
    fn of(step: &Step<'_>, change: &ColumnChange<'_>, replacement: Replacement) -> Self {
        let new = match replacement {
            Replacement::Renamed => change.after.name.to_string(),
            Replacement::Retyped => format!("{}_new", change.before.name),
        };
        let base = format!("{}_{new}", change.table.name);
        Self {
            table: step.name(change.table.id),
            old: quote_identifier(&change.before.name),
            new: quote_identifier(&new),
            type_text: change.type_after(step.after),
            function: quote_identifier(&format!("keep_{base}")),
            base,
        }
    }

    fn expand(&self, change: &ColumnChange<'_>, replacement: Replacement) -> String {
        let Self { table, old, new, type_text, function, .. } = self;
        let written = match replacement {
            // A program knows one of the two; what it writes there holds.
            Replacement::Renamed => format!(
                "    IF TG_OP = 'INSERT' AND NEW.{new} IS NULL OR TG_OP = 'UPDATE' AND NEW.{new} IS NOT DISTINCT FROM OLD.{new} THEN\n        \
                 NEW.{new} := NEW.{old};\n    ELSE\n        NEW.{old} := NEW.{new};\n    END IF;\n"
            ),
            Replacement::Retyped => format!("    NEW.{new} := NEW.{old};\n"),
        };
        let mut sql = format!(
            "ALTER TABLE {table} ADD COLUMN {new} {type_text};\nCREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n\
             {written}    RETURN NEW;\nEND\n$$;\n\
             CREATE TRIGGER {function} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        );
        if change.before.not_null {
            sql.push_str(&format!(";\nALTER TABLE {table} ADD CONSTRAINT {} CHECK ({new} IS NOT NULL) NOT VALID", self.check()));
        }
        sql
    }

    fn check(&self) -> String {
        quote_identifier(&format!("{}_present", self.base))
    }

    fn fill(&self, key: Option<&str>) -> String {
        let Self { table, old, new, .. } = self;
        let key = key.unwrap_or("...");
        format!("-- migrate: backfill batch=5000 key={key}\nUPDATE {table} SET {new} = {old} WHERE {new} IS NULL AND {old} IS NOT NULL")
    }

    fn contract(&self, change: &ColumnChange<'_>, replacement: Replacement) -> String {
        let Self { table, old, new, function, .. } = self;
        let mut sql = String::from(match replacement {
            Replacement::Renamed => "-- once a program that uses the new column alone is released\n",
            Replacement::Retyped => "-- once a program that reads the new type is ready\n",
        });
        if change.before.not_null {
            let check = self.check();
            sql.push_str(&format!(
                "ALTER TABLE {table} VALIDATE CONSTRAINT {check};\nALTER TABLE {table} ALTER COLUMN {new} SET NOT NULL;\n\
                 ALTER TABLE {table} DROP CONSTRAINT {check};\n"
            ));
        }
        sql.push_str(&format!("DROP TRIGGER {function} ON {table};\nDROP FUNCTION {function}();\nALTER TABLE {table} DROP COLUMN {old}"));
        if replacement == Replacement::Retyped {
            sql.push_str(&format!(";\nALTER TABLE {table} RENAME COLUMN {new} TO {old}"));
        }
        let named = if replacement == Replacement::Retyped { old } else { new };
        if let Some(default) = &change.after.default {
            sql.push_str(&format!(";\nALTER TABLE {table} ALTER COLUMN {named} SET DEFAULT {}", default.text));
        }
        sql
    }
}

/// The column of a primary key over one.
fn key_of(catalog: &Catalog, table: &Relation) -> Option<String> {
    let constraints = catalog.constraints_of(ConstraintOwner::Relation(table.id)).iter().filter_map(|id| catalog.constraint(*id));
    let [key] = constraints.into_iter().first_where(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. }))?.columns.as_slice() else {
        return None;
    };
    Some(quote_identifier(&table.columns.get(usize::from(*key).checked_sub(1)?)?.name))
}

/// Whether nothing hangs on the column that would have to be made anew: no index, constraint, view, policy, sequence or child table.
fn is_plain(step: &Step<'_>, change: &ColumnChange<'_>) -> bool {
    let (catalog, table) = (step.before, change.table);
    let own = Address::Default(table.id, change.number);
    let hangs = catalog.dependencies().needed_by(Address::Column(table.id, change.number)).exists(|entry| entry.dependent != own);
    let of_constraint = catalog
        .constraints_of(ConstraintOwner::Relation(table.id))
        .iter()
        .filter_map(|id| catalog.constraint(*id))
        .exists(|it| it.columns.contains(&change.number) && !matches!(it.kind, ConstraintKind::NotNull));
    let alone = table.kind == RelationKind::Table && table.parents.is_empty() && catalog.children_of(table.id).is_empty();
    alone && !hangs && !of_constraint && is_ordinary(change.before) && catalog.comment(Address::Column(table.id, change.number)).is_none()
}

/// Whether the column is no more than its type, default and NOT NULL.
fn is_ordinary(column: &Column) -> bool {
    column.identity.is_none()
        && column.generated.is_none()
        && column.storage.is_none()
        && column.compression.is_none()
        && column.statistics.is_none()
        && column.options.is_empty()
}
