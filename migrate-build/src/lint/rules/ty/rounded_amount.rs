//! Is an amount kept in a type that rounds.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("rounded_amount", "TY016"), (Group::Types, Level::Allow), include_str!("rounded_amount.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, _, column) in step.made_columns() {
        if matches!(column.type_id, Some(TypeId::FLOAT4 | TypeId::FLOAT8)) && is_amount(&column.name) {
            report
                .say(format!("\"{}\" is an amount, and its type rounds", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("numeric keeps every digit");
        }
    }
}

/// Names of columns that hold what is counted exactly.
const AMOUNTS: [&str; 10] = ["amount", "price", "cost", "total", "balance", "fee", "tax", "dose", "dosage", "salary"];

fn is_amount(name: &str) -> bool {
    name.to_ascii_lowercase().split('_').exists(|word| AMOUNTS.contains(&word))
}
