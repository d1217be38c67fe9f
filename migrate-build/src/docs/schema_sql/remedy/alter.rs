//! Which statements give a table, view, index, sequence, constraint or trigger what the schema says of it.

use super::Remedies;
use super::facts::only_in;
use super::plan::{Plan, Turn};
use super::storage::only_options;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{ConstraintId, RelationId, TriggerId};
use crate::catalog::object::{ConstraintOwner, Inheritance, Persistence, Relation, RelationKind, ReplicaIdentity, SequenceInfo};
use crate::docs::schema_sql::replaced;
use crate::docs::schema_sql::spell::literal;
use crate::docs::schema_sql::unit::Unit;
use crate::text::{Gather, Seek};
use migrate_model::{ObjectKind, SchemaDifference};
use std::fmt::Write;

/// What a definition is expected to be and what it is, where that is what differs.
pub(super) type Structure<'d> = Option<(&'d String, &'d String)>;

impl Remedies<'_> {
    pub(super) fn add_relation(&self, plan: &mut Plan, id: RelationId, (kind, structure): (ObjectKind, Structure<'_>)) {
        let Some(relation) = self.cx.catalog.relation(id) else { return };
        match (kind, structure) {
            (ObjectKind::Table, Some((expected, found))) => self.add_table(plan, relation, (expected, found)),
            (ObjectKind::Table, None) => self.add_bound(plan, relation),
            (ObjectKind::View, structure) if !self.has_other_columns(relation) => {
                let given = structure.map(|(expected, found)| only_in(found, expected)).unwrap_or_default();
                let names: Vec<&str> = given.iter().filter_map(|option| Some(option.split_once('=')?.0)).gather();
                if !names.is_empty() {
                    let view = self.cx.relation_name(id);
                    plan.step(self.place(Unit::Query(id)), Turn::Alter, format!("ALTER VIEW {view} RESET ({});", names.join(", ")));
                }
                let written = self.cx.unit_sql(Unit::Query(id));
                plan.step(self.place(Unit::Query(id)), Turn::Rest, replaced(&written));
            }
            (ObjectKind::MaterializedView, Some((expected, found))) if only_options(expected, found) => {
                self.add_options(plan, relation, "MATERIALIZED VIEW", (expected, found));
            }
            (ObjectKind::Index, Some((expected, found))) if relation.kind == RelationKind::Index && only_options(expected, found) => {
                self.add_options(plan, relation, "INDEX", (expected, found));
            }
            (ObjectKind::Index, Some((expected, found))) if *found == format!("{expected}, invalid") => {
                let name = self.cx.relation_name(id);
                plan.step(self.place_of(Address::Relation(id)), Turn::Alter, format!("REINDEX INDEX {name};"));
                plan.note(format!("REINDEX INDEX CONCURRENTLY {name}, outside of a transaction, lets others write meanwhile"));
            }
            (ObjectKind::Index, _)
                if relation.index.as_ref().is_some_and(|index| index.constraint.is_some()) || !relation.parents.is_empty() =>
            {
                plan.aside("it comes with what it belongs to");
            }
            (ObjectKind::Sequence, _) => {
                if let (Some(sequence), Some((expected, found))) = (&relation.sequence, structure) {
                    let other = [only_in(expected, found), only_in(found, expected)].concat();
                    if other.iter().exists(|fact| !fact.starts_with("owned by ")) {
                        plan.step(self.place(Unit::Sequence(id)), Turn::Alter, self.sequence_sql(id, sequence));
                    }
                    if other.iter().exists(|fact| fact.starts_with("owned by ")) {
                        self.add_owner(plan, id, sequence);
                    }
                }
            }
            _ => self.remake(Address::Relation(id), plan),
        }
    }

    /// Whether a view has other columns than expected, which replacing it does not change.
    fn has_other_columns(&self, view: &Relation) -> bool {
        let object = self.addresses.iter().first_where(|(_, address)| **address == Address::Relation(view.id)).map(|(object, _)| object);
        let within = |difference: &SchemaDifference| {
            let other = difference.object();
            other.kind == ObjectKind::Column && object.is_some_and(|object| other.whole().is_some_and(|whole| *whole == object.path))
        };
        self.differences.iter().exists(within)
    }

    fn add_table(&self, plan: &mut Plan, table: &Relation, (expected, found): (&str, &str)) {
        let (name, at) = (self.cx.relation_name(table.id), self.place(Unit::Table(table.id)));
        let (missing, extra) = (only_in(expected, found), only_in(found, expected));
        for fact in &extra {
            if let Some(parent) = fact.strip_prefix("partition of ") {
                plan.step(at, Turn::Alter, format!("ALTER TABLE {} DETACH PARTITION {name};", self.spelled(parent)));
            } else if let Some(parent) = fact.strip_prefix("inherits ") {
                plan.step(at, Turn::Alter, format!("ALTER TABLE {name} NO INHERIT {};", self.spelled(parent)));
            }
        }
        let cannot = ["partitioned by ", "foreign on ", "of "];
        if let Some(fact) = missing.iter().chain(&extra).first_where(|fact| cannot.iter().exists(|word| fact.starts_with(word))) {
            plan.note(format!("PostgreSQL changes no table to or from \"{fact}\": make another table, copy the rows and rename it"));
        }
        match table.inheritance {
            Inheritance::Partition if missing.iter().exists(|fact| fact.starts_with("partition of ")) => self.add_attachment(plan, table),
            Inheritance::Inherits if missing.iter().exists(|fact| fact.starts_with("inherits ")) => {
                for parent in &table.parents {
                    plan.step(at, Turn::Alter, format!("ALTER TABLE {name} INHERIT {};", self.cx.relation_name(*parent)));
                }
            }
            _ => {}
        }
        self.add_options(plan, table, "TABLE", (expected, found));
        let changed = |fact: &str| missing.contains(&fact) || extra.contains(&fact);
        let mut say = |fact: &str, words: &str| {
            if changed(fact) {
                plan.step(at, Turn::Rest, format!("ALTER TABLE {name} {words};"));
            }
        };
        say("unlogged", if table.persistence == Persistence::Unlogged { "SET UNLOGGED" } else { "SET LOGGED" });
        say("row level security", if table.row_security { "ENABLE ROW LEVEL SECURITY" } else { "DISABLE ROW LEVEL SECURITY" });
        say("forced row level security", if table.force_row_security { "FORCE ROW LEVEL SECURITY" } else { "NO FORCE ROW LEVEL SECURITY" });
        if missing.iter().chain(&extra).exists(|fact| fact.starts_with("replica identity")) {
            plan.step(at, Turn::Rest, format!("ALTER TABLE {name} REPLICA IDENTITY {};", self.replica_identity(table)));
        }
    }

    fn replica_identity(&self, table: &Relation) -> String {
        match table.replica_identity {
            ReplicaIdentity::Default => "DEFAULT".to_owned(),
            ReplicaIdentity::Full => "FULL".to_owned(),
            ReplicaIdentity::Nothing => "NOTHING".to_owned(),
            ReplicaIdentity::Index(id) => {
                format!("USING INDEX {}", self.cx.catalog.relation(id).map_or_else(String::new, |index| quote_identifier(&index.name)))
            }
        }
    }

    /// The partition takes other rows, or its table is partitioned by something else.
    fn add_bound(&self, plan: &mut Plan, table: &Relation) {
        if table.inheritance != Inheritance::Partition {
            return plan.note("PostgreSQL changes no key of a partitioned table: make another table, copy the rows and rename it");
        }
        if let Some(parent) = table.parents.first() {
            let detach = format!("ALTER TABLE {} DETACH PARTITION {};", self.cx.relation_name(*parent), self.cx.relation_name(table.id));
            // Of several that change places all go first.
            plan.take(0, detach);
            self.add_attachment(plan, table);
        }
    }

    fn add_attachment(&self, plan: &mut Plan, table: &Relation) {
        let Some(parent) = table.parents.first() else { return };
        let (parent, name) = (self.cx.relation_name(*parent), self.cx.relation_name(table.id));
        plan.step(
            self.place(Unit::Table(table.id)),
            Turn::Add,
            format!("ALTER TABLE {parent} ATTACH PARTITION {name} {};", self.cx.bound(table)),
        );
        plan.note(format!("ATTACH PARTITION fails where a row of {name} belongs elsewhere"));
    }

    fn sequence_sql(&self, id: RelationId, sequence: &SequenceInfo) -> String {
        let SequenceInfo { type_id, start, increment, min, max, cache, cycle, .. } = sequence;
        let mut text =
            format!("ALTER SEQUENCE {} AS {} INCREMENT BY {increment}", self.cx.relation_name(id), self.cx.type_name(*type_id, -1));
        let _ =
            write!(text, " MINVALUE {min} MAXVALUE {max} START WITH {start} CACHE {cache}{};", if *cycle { " CYCLE" } else { " NO CYCLE" });
        text
    }

    /// A sequence that is made anew goes on behind the values that its column has.
    pub(super) fn add_sequence_again(&self, plan: &mut Plan, id: RelationId) {
        let Some(sequence) = self.cx.catalog.relation(id).and_then(|relation| relation.sequence.as_ref()) else { return };
        let owner = sequence.owned_by.and_then(|(table, number)| {
            let column = self.cx.catalog.relation(table)?.columns.get(usize::from(number).checked_sub(1)?)?;
            Some((self.cx.relation_name(table), quote_identifier(&column.name)))
        });
        let Some((table, column)) = owner else { return plan.note("it counts anew") };
        let at = self.place(Unit::OwnedBy(id));
        plan.step(at, Turn::Rest, self.cx.unit_sql(Unit::OwnedBy(id)));
        let name = literal(&self.cx.relation_name(id));
        plan.step(at, Turn::Rest, format!("SELECT setval({name}, coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM {table};"));
    }

    fn add_owner(&self, plan: &mut Plan, id: RelationId, sequence: &SequenceInfo) {
        match sequence.owned_by {
            Some(_) => plan.step(self.place(Unit::OwnedBy(id)), Turn::Rest, self.cx.unit_sql(Unit::OwnedBy(id))),
            None => plan.step(
                self.place(Unit::Sequence(id)),
                Turn::Alter,
                format!("ALTER SEQUENCE {} OWNED BY NONE;", self.cx.relation_name(id)),
            ),
        }
    }

    pub(super) fn add_validation(&self, plan: &mut Plan, id: ConstraintId) {
        let Some(constraint) = self.cx.catalog.constraint(id) else { return };
        let owner = match constraint.owner {
            ConstraintOwner::Relation(table) => format!("TABLE {}", self.cx.relation_name(table)),
            ConstraintOwner::Domain(domain) => format!("DOMAIN {}", self.cx.type_name(domain, -1)),
        };
        let name = quote_identifier(&constraint.name);
        plan.step(self.place_of(Address::Constraint(id)), Turn::Alter, format!("ALTER {owner} VALIDATE CONSTRAINT {name};"));
        plan.note("VALIDATE CONSTRAINT fails where a row breaks it");
    }

    /// A trigger of which only it differs whether it fires.
    pub(super) fn add_firing(&self, plan: &mut Plan, id: TriggerId, (expected, found): (&str, &str)) -> bool {
        let without = |definition: &str| definition.strip_suffix(", disabled").unwrap_or(definition).to_owned();
        let Some(trigger) = self.cx.catalog.trigger(id).filter(|_| without(expected) == without(found)) else { return false };
        let word = if trigger.enabled { "ENABLE" } else { "DISABLE" };
        let (table, name) = (self.cx.relation_name(trigger.relation), quote_identifier(&trigger.name));
        plan.step(self.place(Unit::Trigger(id)), Turn::Alter, format!("ALTER TABLE {table} {word} TRIGGER {name};"));
        true
    }

    /// A relation that a definition names with its schema.
    pub(super) fn spelled(&self, name: &str) -> String {
        let (schema, relation) = name.split_once('.').unwrap_or(("", name));
        self.named(&[schema.to_owned(), relation.to_owned()])
    }

    /// A schema and a name, without the schema where it is the one that objects are made in.
    pub(super) fn named(&self, path: &[String]) -> String {
        let seen = self.cx.catalog.creation_schema().and_then(|id| self.cx.catalog.schema(id));
        match path {
            [schema, name, ..] if seen.is_some_and(|seen| seen.name == schema.as_str()) => quote_identifier(name),
            [schema, name, ..] => format!("{}.{}", quote_identifier(schema), quote_identifier(name)),
            [name] => quote_identifier(name),
            [] => String::new(),
        }
    }

    /// Whether a relation of a path holds no rows of its own.
    pub(super) fn is_query(&self, path: &[String]) -> bool {
        let is = |kind| self.found.objects.keys().exists(|object| object.kind == kind && object.path == path);
        is(ObjectKind::View) || is(ObjectKind::MaterializedView)
    }
}
