//! Does a role get powers over all others, or a password that stands in a file.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("powerful_role", "SE011"), (Group::Security, Level::Warn), include_str!("powerful_role.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::RoleOptions(options) = act else { continue };
        for option in options {
            let message = match option.as_str() {
                "superuser" | "bypassrls" | "createrole" | "replication" => {
                    format!("this role gets {}, which knows no limits", option.to_uppercase())
                }
                "password" => "a password stands in this file, and in every copy of it".to_owned(),
                _ => continue,
            };
            report.say(message).help("set up roles apart from migrations, where their passwords are kept");
        }
    }
}
