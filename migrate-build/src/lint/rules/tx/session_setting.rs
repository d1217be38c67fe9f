//! Is a setting left to whatever comes after the migration.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("session_setting", "TX007"), (Group::Transactions, Level::Warn), include_str!("session_setting.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Set { name, local: false, .. } = act else { continue };
        let lasts = matches!(
            name.as_str(),
            "search_path" | "role" | "session_authorization" | "session_replication_role" | "timezone" | "row_security"
        );
        if (lasts || name.starts_with("default_")) && step.unit.mode == TransactionMode::Whole {
            report
                .say(format!("{name} stays as it is set here for whatever uses the connection next"))
                .help(format!("SET LOCAL {name}: it ends with the migration"));
        }
    }
}
