//! Does a table whose columns are classified get one that is not.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("unclassified_column", "SE007"), (Group::Security, Level::Warn), include_str!("unclassified_column.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Column(id, number) = address else { continue };
            let (Some(table), Some(column)) = (end.before.relation(*id), column_of(end.after, *id, *number)) else { continue };
            let classified = |number: u16| end.after.comment(Address::Column(*id, number)).is_some_and(|text| is_class(text));
            let others = (1u16..).zip(&table.columns).exists(|(other, _)| other != *number && classified(other));
            if others && column.type_id.is_some() && end.after.comment(Address::Column(*id, *number)).is_none() {
                report
                    .say(format!("nothing says how \"{}\" is to be protected", column.name))
                    .about_part(SubjectKind::Column, &column.name, (*id, &table.name))
                    .at(earlier.span)
                    .note(format!("other columns of \"{}\" are classified by their comments", table.name))
                    .help(format!("COMMENT ON COLUMN {}.{} IS '...'", quote_identifier(&table.name), quote_identifier(&column.name)));
            }
        }
    }
}

/// Whether a comment says how a column is to be protected.
fn is_class(comment: &str) -> bool {
    let mut words = comment.split(|c: char| !c.is_alphanumeric());
    words
        .exists(|word| matches!(word, "PHI" | "PII") || word.eq_ignore_ascii_case("confidential") || word.eq_ignore_ascii_case("sensitive"))
}
