//! Is a table changed whose rows wait for checks at the end of the same transaction.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("pending_checks", "WF010"), (Group::Failing, Level::Deny), include_str!("pending_checks.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let refused = refused_tables(step.effects);
    if refused.is_empty() {
        return;
    }
    let Some((table, id)) = pending(step, &refused).into_iter().next() else { return };
    let (Some(relation), Some(constraint)) = (step.before.relation(table), step.before.constraint(id)) else { return };
    report
        .say(format!("{} cannot be changed while the check of \"{}\" waits for the end of the transaction", step.name(table), constraint.name))
        .about(SubjectKind::Relation, &relation.name)
        .note("rows of it are changed before, in the same transaction: where there are any, PostgreSQL says that it has pending trigger events")
        .help("write SET CONSTRAINTS ALL IMMEDIATE between the two, or put them into migrations of their own");
}

/// What PostgreSQL refuses to do meanwhile: it goes on with names, comments, triggers and policies.
// pg: tablecmds.c CheckTableNotInUse
fn refused_tables(effects: &Effects) -> Vec<RelationId> {
    let mut found: Vec<RelationId> = effects.index_builds.iter().map(|(_, table)| *table).gather();
    found.put_all(effects.dropped.iter().filter_map(|address| if let Address::Relation(id) = address { Some(*id) } else { None }));
    found.put_all(effects.losses.iter().filter_map(|loss| if let Loss::Rows(id, _) = loss { Some(*id) } else { None }));
    found.put_all(effects.acts.iter().filter_map(|act| if let Act::WrittenAnew(id) = act { Some(*id) } else { None }));
    if effects.actions > 0 {
        found.put_all(effects.locks.iter().filter(|(_, mode)| **mode == LockMode::AccessExclusive).map(|(id, _)| *id));
    }
    found
}

/// The checks of rows of these tables that wait, each with its table.
fn pending(step: &Step<'_>, tables: &[RelationId]) -> Vec<(RelationId, ConstraintId)> {
    let (mut waiting, mut set) = (Vec::new(), Vec::new());
    for act in step.unit.of_this_transaction().iter().flat_map(|earlier| &earlier.effects.acts) {
        match act {
            Act::ConstraintsSet { constraints, deferred } => {
                if !deferred {
                    waiting.retain(|(_, id)| !constraints.is_empty() && !constraints.contains(id));
                }
                set.push((constraints, *deferred));
            }
            Act::Rows(change) if tables.contains(&change.table) && step.before.relation(change.table).is_some() => {
                let checked = step.before.constraints().into_iter().filter(|it| is_checked(it, change));
                let waits = |it: &&Constraint| {
                    let said = set.iter().rev().first_where(|(constraints, _)| constraints.is_empty() || constraints.contains(&it.id));
                    it.deferrable && it.enforced && said.map_or(it.deferred, |(_, deferred)| *deferred)
                };
                waiting.put_all(checked.filter(waits).map(|it| (change.table, it.id)));
            }
            _ => {}
        }
    }
    waiting
}

/// Whether a change of rows is one that a constraint is checked after: rows of a foreign key are written, or those that it refers to go.
// pg: trigger.c AfterTriggerSaveEvent
fn is_checked(constraint: &Constraint, change: &RowsChange) -> bool {
    let writes = |columns: &[u16]| match change.kind {
        RowsKind::InsertValues | RowsKind::InsertQuery | RowsKind::Merge => true,
        RowsKind::Update => columns.iter().exists(|column| change.columns.contains(column)),
        RowsKind::Delete => false,
    };
    let takes = |columns: &[u16]| match change.kind {
        RowsKind::Delete | RowsKind::Merge => true,
        RowsKind::Update => columns.iter().exists(|column| change.columns.contains(column)),
        RowsKind::InsertValues | RowsKind::InsertQuery => false,
    };
    let is_own = constraint.owner == ConstraintOwner::Relation(change.table);
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => is_own && writes(&constraint.columns) || key.table == change.table && takes(&key.columns),
        _ => false,
    }
}
