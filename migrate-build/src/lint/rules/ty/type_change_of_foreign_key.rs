//! Does a change of type look up a foreign key of every row again.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("type_change_of_foreign_key", "TY004"),
    (Group::Types, Level::Deny),
    include_str!("type_change_of_foreign_key.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type()) {
        let keys = step.effects.scans.iter().filter_map(|(_, reason)| match reason {
            ScanReason::Validate(Some(id)) => step.after.constraint(*id),
            _ => None,
        });
        for constraint in keys.filter(|it| it.parent.is_none()) {
            let (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(owner)) = (&constraint.kind, constraint.owner) else {
                continue;
            };
            let refers = owner == change.table.id && constraint.columns.contains(&change.number);
            let is_referred_to = key.table == change.table.id && key.columns.contains(&change.number);
            let both = step.used_table(owner).is_some() && step.used_table(key.table).is_some();
            if (refers || is_referred_to)
                && both
                && !step.new_constraints().exists(|(it, _)| it.id == constraint.id && !is_again(step, constraint))
            {
                report
                    .say(format!("every row of {} is looked up again for \"{}\"", step.name(owner), constraint.name))
                    .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                    .note(format!("ACCESS EXCLUSIVE is held on {} and {} meanwhile", step.name(owner), step.name(key.table)))
                    .help("drop the key, change both sides, add it NOT VALID, and validate it in the migration after that");
            }
        }
    }
}

/// Whether a constraint of the name was there before: what a change of type drops and makes again.
fn is_again(step: &Step<'_>, constraint: &Constraint) -> bool {
    let same = |id: &ConstraintId| step.before.constraint(*id).is_some_and(|it| it.name == constraint.name);
    step.before.constraints_of(constraint.owner).iter().exists(same)
}
