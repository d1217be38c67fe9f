//! Does dropping a column drop what says more than the column.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("column_takes_constraints", "DS003"),
    (Group::Destructive, Level::Deny),
    include_str!("column_takes_constraints.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.dropped {
        let Address::Column(table, number) = address else { continue };
        let Some(relation) = step.used_table(*table).filter(|it| step.survives(it.id)) else { continue };
        let Some(column) = column_of(step.before, *table, *number) else { continue };
        for lost in lost_with(step, *table, *number) {
            report
                .say(format!("with \"{}\" goes {lost}, which is about other columns too", column.name))
                .about_part(SubjectKind::Column, &column.name, (*table, &relation.name))
                .note("PostgreSQL drops it without being asked to CASCADE")
                .help("drop it by name before, and make again what should stay");
        }
    }
}

/// The constraints and indexes over this column and others, and those for some rows alone.
fn lost_with(step: &Step<'_>, table: RelationId, number: u16) -> Vec<String> {
    let mut lost = Vec::new();
    let named = |name: &str| step.effects.acts.iter().exists(|act| matches!(act, Act::Cascade(_))) && step.sql.contains(name);
    for address in &step.effects.dropped {
        match address {
            Address::Constraint(id) => {
                let constraint = step.before.constraint(*id).filter(|it| it.owner == ConstraintOwner::Relation(table));
                if let Some(it) = constraint.filter(|it| {
                    it.columns.len() > 1
                        && it.columns.contains(&number)
                        && !named(&it.name)
                        && !matches!(it.kind, ConstraintKind::ForeignKey(_))
                }) {
                    lost.push(format!("the constraint \"{}\"", it.name));
                }
            }
            Address::Relation(id) => {
                let Some(relation) = step.before.relation(*id) else { continue };
                let Some(index) = relation.index.as_deref().filter(|it| it.table == table && it.unique && it.constraint.is_none()) else {
                    continue;
                };
                let own = index.columns.iter().exists(|column| column.column == Some(number));
                if index.key_columns > 1 || !own {
                    lost.push(format!("the unique index \"{}\"", relation.name));
                }
            }
            _ => {}
        }
    }
    lost
}
