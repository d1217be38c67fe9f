//! Do the objects of an extension stand among those of the program.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("extension_in_public", "SE009"), (Group::Security, Level::Allow), include_str!("extension_in_public.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Extension(id) = address else { continue };
        let Some(extension) = step.after.extension(*id) else { continue };
        if step.after.schema(extension.schema).is_some_and(|schema| schema.name == "public") {
            report
                .say(format!("what \"{}\" brings stands in public, among the objects of the program", extension.name))
                .about(SubjectKind::Other, &extension.name)
                .help("CREATE EXTENSION ... SCHEMA extensions, a schema of its own that the search_path ends with");
        }
    }
}
