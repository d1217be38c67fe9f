//! Is a guarantee given up.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_constraint", "CN012"), (Group::Constraints, Level::Warn), include_str!("dropped_constraint.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.dropped_constraints() {
        let alone = step.effects.actions > 0
            && step.survives(table.id)
            && constraint
                .columns
                .iter()
                .for_all(|number| column_of(step.after, table.id, *number).is_some_and(|column| column.type_id.is_some()))
            && constraint.enforced;
        let what = match &constraint.kind {
            ConstraintKind::PrimaryKey { .. } => "one row has one key",
            ConstraintKind::Unique { .. } => "no two rows are the same there",
            ConstraintKind::ForeignKey(_) => "what is referred to is there",
            ConstraintKind::Check(_) => "rows meet the condition",
            ConstraintKind::Exclude => "no two rows exclude each other",
            ConstraintKind::NotNull | ConstraintKind::Trigger => continue,
        };
        if alone
            && constraint.parent.is_none()
            && constraint.inherited == 0
            && !is_replaced(step, constraint)
            && !is_implied(step, constraint, table)
        {
            report
                .say(format!("from here on nothing makes sure that {what}: \"{}\" of {} is dropped", constraint.name, step.name(table.id)))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .help("say why: `-- migrate: allow(dropped_constraint): ...`");
        }
    }
}

/// Whether the same statement makes another of the same kind over the same columns.
fn is_replaced(step: &Step<'_>, constraint: &Constraint) -> bool {
    let same_kind = |other: &Constraint| std::mem::discriminant(&other.kind) == std::mem::discriminant(&constraint.kind);
    step.new_constraints().exists(|(other, _)| same_kind(other) && other.columns == constraint.columns && other.owner == constraint.owner)
}

/// Whether a check that only said that a column is never NULL is no longer needed, since the column says so itself.
fn is_implied(step: &Step<'_>, constraint: &Constraint, table: &Relation) -> bool {
    let ConstraintKind::Check(check) = &constraint.kind else { return false };
    let says_not_null = matches!(&check.expr.tree.kind, crate::catalog::tree::ExprKind::IsNull(_, true));
    says_not_null
        && constraint.columns.iter().for_all(|number| column_of(step.after, table.id, *number).is_some_and(|column| column.not_null))
}
