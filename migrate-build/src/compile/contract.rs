//! Does a migration do what its header says: every part is there, and the tables that it names are those that it touches.

use super::{Finding, FoldedStatement, Header, Migration};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Persistence, Relation, RelationKind};
use crate::diag::{Diagnostic, Problem, Severity};
use crate::fold::effect::{LockMode, Loss};
use crate::text::{Gather, Seek, SortedSet, Span};

/// What a header leaves out or says too much; the schemas are those before and after the migration.
pub(super) fn check_contract(
    migration: &Migration,
    header: &Header,
    (before, after): (&Catalog, &Catalog),
    statements: &[FoldedStatement],
) -> Vec<Finding> {
    let finding = |problem: Problem, span: Span| Finding {
        diagnostic: *problem,
        source: migration.up.clone(),
        migration: Some(migration.label.clone()),
        span,
        mark: None,
        other: None,
        fix: None,
    };
    let mut findings = Vec::new();
    let missing = header.missing(migration.down.is_some());
    if !missing.is_empty() {
        findings.push(finding(incomplete(&missing), Span::default()));
    }
    let touched = Touched::of(before, after, statements);
    for (name, span) in &header.affected_tables {
        if !touched.any.iter().exists(|id| is_named(before, after, *id, name)) {
            findings.push(finding(untouched(name), *span));
        }
    }
    if header.affected_tables.is_empty() {
        return findings;
    }
    let place = header.affected_tables.first().map_or(Span::default(), |(_, span)| *span);
    for id in &touched.changed {
        if !header.affected_tables.iter().exists(|(name, _)| is_named(before, after, *id, name))
            && let Some(table) = relation(before, after, *id)
        {
            findings.push(finding(not_named(&table.name), place));
        }
    }
    findings
}

/// The tables of a migration.
struct Touched {
    /// Those that it makes, changes, writes to or drops.
    changed: SortedSet<RelationId>,
    /// These, and those that it reads or refers to.
    any: SortedSet<RelationId>,
}

impl Touched {
    fn of(before: &Catalog, after: &Catalog, statements: &[FoldedStatement]) -> Self {
        let mut touched = Self { changed: SortedSet::new(), any: SortedSet::new() };
        for statement in statements {
            let effects = &statement.effects;
            let referred: SortedSet<RelationId> = effects.created.iter().filter_map(|address| referred_by(after, *address)).gather();
            for (id, mode) in &effects.locks {
                touched.add(before, after, *id, *mode >= LockMode::RowExclusive && !referred.contains(id));
            }
            let dropped = effects.losses.iter().map(|loss| match loss {
                Loss::Rows(id, ..) | Loss::Column(id, ..) | Loss::Narrowed(id, ..) => *id,
            });
            let of_addresses = effects.created.iter().chain(&effects.dropped).filter_map(|address| owner_of(before, after, *address));
            let built = effects.index_builds.iter().map(|(_, table)| *table);
            for id in dropped.chain(of_addresses).chain(built).chain(effects.rewrites.iter().copied()) {
                touched.add(before, after, id, true);
            }
        }
        touched
    }

    /// Partitions and children are changed with their parents, and need no line of their own.
    fn add(&mut self, before: &Catalog, after: &Catalog, id: RelationId, changed: bool) {
        let Some(found) = relation(before, after, id) else { return };
        let table = match &found.index {
            Some(index) => index.table,
            None => id,
        };
        self.any.insert(table);
        let Some(found) = relation(before, after, table).filter(|found| changed && found.persistence != Persistence::Temporary) else {
            return;
        };
        let is_table = matches!(found.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable);
        if is_table && found.parents.is_empty() {
            self.changed.insert(table);
        }
    }
}

fn relation<'a>(before: &'a Catalog, after: &'a Catalog, id: RelationId) -> Option<&'a Relation> {
    after.relation(id).or_else(|| before.relation(id)).filter(|_| !id.is_builtin())
}

/// The table that a foreign key refers to, which is locked for it and not changed.
fn referred_by(catalog: &Catalog, address: Address) -> Option<RelationId> {
    let Address::Constraint(id) = address else { return None };
    match (&catalog.constraint(id)?.kind, catalog.constraint(id)?.owner) {
        (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(owner)) if owner != key.table => Some(key.table),
        _ => None,
    }
}

fn owner_of(before: &Catalog, after: &Catalog, address: Address) -> Option<RelationId> {
    let one = |catalog: &Catalog| match address {
        Address::Relation(id) | Address::Column(id, _) | Address::Default(id, _) => Some(id),
        Address::Constraint(id) => match catalog.constraint(id)?.owner {
            ConstraintOwner::Relation(table) => Some(table),
            ConstraintOwner::Domain(_) => None,
        },
        Address::Trigger(id) => Some(catalog.trigger(id)?.relation),
        Address::Policy(id) => Some(catalog.policy(id)?.relation),
        _ => None,
    };
    one(after).or_else(|| one(before))
}

/// Whether a name, as people write it in a list, is that of a relation, by the name it has or had.
fn is_named(before: &Catalog, after: &Catalog, id: RelationId, name: &str) -> bool {
    let bare = |part: &str| part.trim_matches(['"', '`', '\'']).to_owned();
    let (schema, table) = name.split_once('.').map_or((None, bare(name)), |(schema, table)| (Some(bare(schema)), bare(table)));
    [before, after].into_iter().exists(|catalog| {
        catalog.relation(id).is_some_and(|relation| {
            let same_schema =
                schema.as_ref().is_none_or(|schema| catalog.schema(relation.schema).is_some_and(|it| it.name == schema.as_str()));
            same_schema && (relation.name == table.as_str() || relation.name == table.to_lowercase().as_str())
        })
    })
}

fn incomplete(missing: &[&str]) -> Problem {
    let message = format!("the header lacks {}", missing.join(", "));
    Diagnostic::rule(Severity::Warning, "header_incomplete", message).help("`cargo migrate new` writes a header with all its parts")
}

fn untouched(name: &str) -> Problem {
    Diagnostic::rule(
        Severity::Warning,
        "wrong_affected_tables",
        format!("the header names the table \"{name}\", which the migration does not touch"),
    )
    .label("not touched")
    .help("take it off the list, or correct its name")
}

fn not_named(name: &str) -> Problem {
    Diagnostic::rule(
        Severity::Warning,
        "wrong_affected_tables",
        format!("the migration touches the table \"{name}\", which its header does not name"),
    )
    .help(format!("add a line to AFFECTED TABLES: `--   - {name}`"))
}
