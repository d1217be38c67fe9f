//! Are the two sides of a foreign key of different types.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("foreign_key_types_differ", "CN014"),
    (Group::Constraints, Level::Warn),
    include_str!("foreign_key_types_differ.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Constraint(id) = address else { continue };
        let Some(constraint) = step.after.constraint(*id).filter(|it| it.parent.is_none() && it.inherited == 0) else { continue };
        let (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(table)) = (&constraint.kind, constraint.owner) else { continue };
        for (own, other) in constraint.columns.iter().zip(&key.columns) {
            let (Some(own), Some(other)) = (column_of(step.after, table, *own), column_of(step.after, key.table, *other)) else { continue };
            let (Some(own_type), Some(other_type)) = (own.type_id, other.type_id) else { continue };
            if own_type != other_type {
                let (own_text, other_text) = (format_type(step.after, own_type, -1), format_type(step.after, other_type, -1));
                report
                    .say(format!("\"{}\" is {own_text} and refers to \"{}\", which is {other_text}", own.name, other.name))
                    .about(SubjectKind::Column, &own.name)
                    .sized_by(table)
                    .help(format!("make both {other_text}"));
            }
        }
    }
}
