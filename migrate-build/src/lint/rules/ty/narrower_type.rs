//! May values not fit into the new type of a column.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("narrower_type", "TY006"), (Group::Types, Level::Deny), include_str!("narrower_type.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type()) {
        let (Some(from), Some(to)) = (change.before.type_id, change.after.type_id) else { continue };
        let narrower = if from == to {
            is_cut(to, change.before.modifier, change.after.modifier)
        } else {
            is_smaller(from, to) || is_bounded(from, to, change.after.modifier)
        };
        if narrower {
            let (before, after) = (format_type(step.before, from, change.before.modifier), change.type_after(step.after));
            report
                .say(format!("values of \"{}\" that are {before} may not fit into {after}", change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("one that does not fit makes the migration fail, or is rounded where it has more decimals")
                .help("look for them first: `-- migrate: require` and a query that gives them");
        }
    }
}

/// Whether a modifier lets fewer values through; -1 lets all through.
fn is_cut(type_id: TypeId, before: i32, after: i32) -> bool {
    if after < 0 {
        return false;
    }
    match type_id {
        TypeId::NUMERIC => before < 0 || digits(after) < digits(before) || scale(after) < scale(before),
        TypeId::VARCHAR | TypeId::BPCHAR => before < 0 || after < before,
        _ => before < 0 || after < before,
    }
}

// pg: numeric.c make_numeric_typmod
fn scale(modifier: i32) -> i32 {
    (((modifier - 4) & 0x7ff) ^ 1024) - 1024
}

/// How many digits stand before the point.
fn digits(modifier: i32) -> i32 {
    (((modifier - 4) >> 16) & 0xffff) - scale(modifier)
}

fn is_smaller(from: TypeId, to: TypeId) -> bool {
    let size = |id: TypeId| match id {
        TypeId::INT2 => Some(1),
        TypeId::INT4 => Some(2),
        TypeId::INT8 => Some(3),
        TypeId::NUMERIC => Some(4),
        TypeId::FLOAT4 => Some(5),
        TypeId::FLOAT8 => Some(6),
        _ => None,
    };
    let dates = from != TypeId::DATE && to == TypeId::DATE && matches!(from, TypeId::TIMESTAMP | TypeId::TIMESTAMPTZ);
    dates || matches!((size(from), size(to)), (Some(from), Some(to)) if to < from)
}

fn is_bounded(from: TypeId, to: TypeId, modifier: i32) -> bool {
    matches!(from, TypeId::TEXT | TypeId::VARCHAR) && matches!(to, TypeId::VARCHAR | TypeId::BPCHAR) && modifier >= 0
}
