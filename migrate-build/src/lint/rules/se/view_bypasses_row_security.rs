//! Does a view show rows that row level security hides.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("view_bypasses_row_security", "SE005"),
    (Group::Security, Level::Warn),
    include_str!("view_bypasses_row_security.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(view) = step.after.relation(*id).filter(|it| it.kind == RelationKind::View) else { continue };
        let invoker = view.options.get("security_invoker").is_some_and(|value| !matches!(value.as_str(), "false" | "off" | "0" | "no"));
        let hidden = step.after.dependencies().needs_of(Address::View(*id)).first_some(|entry| match entry.needed {
            Address::Relation(table) | Address::Column(table, _) => step.after.relation(table).filter(|it| it.row_security),
            _ => None,
        });
        if let Some(table) = hidden.filter(|_| !invoker) {
            report
                .say(format!("\"{}\" shows all rows of \"{}\" that its owner may see, whoever asks", view.name, table.name))
                .about(SubjectKind::Relation, &view.name)
                .help("WITH (security_invoker = true), from PostgreSQL 15 on");
        }
    }
}
