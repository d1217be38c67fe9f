//! Which storage options does a kind of relation know, and which values do they take.

use super::cx::Cx;
use super::definition::text_of;
use super::errors::alter_table as errors;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::DefinitionItem;
use crate::text::{Name, Seek};

/// The values that an option takes.
#[derive(Clone, Copy)]
enum Values {
    Boolean,
    Integer(i64, i64),
    Number,
    Word(&'static [&'static str]),
}

const VACUUM: &[(&str, Values)] = &[
    ("autovacuum_enabled", Values::Boolean),
    ("autovacuum_vacuum_threshold", Values::Integer(0, i32::MAX as i64)),
    ("autovacuum_vacuum_max_threshold", Values::Integer(-1, i32::MAX as i64)),
    ("autovacuum_vacuum_insert_threshold", Values::Integer(-1, i32::MAX as i64)),
    ("autovacuum_analyze_threshold", Values::Integer(0, i32::MAX as i64)),
    ("autovacuum_vacuum_cost_limit", Values::Integer(1, 10000)),
    ("autovacuum_freeze_min_age", Values::Integer(0, 1_000_000_000)),
    ("autovacuum_multixact_freeze_min_age", Values::Integer(0, 1_000_000_000)),
    ("autovacuum_freeze_max_age", Values::Integer(100_000, 2_000_000_000)),
    ("autovacuum_multixact_freeze_max_age", Values::Integer(10_000, 2_000_000_000)),
    ("autovacuum_freeze_table_age", Values::Integer(0, 2_000_000_000)),
    ("autovacuum_multixact_freeze_table_age", Values::Integer(0, 2_000_000_000)),
    ("log_autovacuum_min_duration", Values::Integer(-1, i32::MAX as i64)),
    ("autovacuum_vacuum_cost_delay", Values::Number),
    ("autovacuum_vacuum_scale_factor", Values::Number),
    ("autovacuum_vacuum_insert_scale_factor", Values::Number),
    ("autovacuum_analyze_scale_factor", Values::Number),
    ("vacuum_index_cleanup", Values::Word(&["auto", "on", "off", "true", "false", "yes", "no", "1", "0"])),
    ("vacuum_truncate", Values::Boolean),
    ("vacuum_max_eager_freeze_failure_rate", Values::Number),
];

const TABLE: &[(&str, Values)] = &[
    ("fillfactor", Values::Integer(10, 100)),
    ("toast_tuple_target", Values::Integer(128, 8160)),
    ("parallel_workers", Values::Integer(0, 1024)),
    ("user_catalog_table", Values::Boolean),
];

const INDEX: &[(&str, Values)] = &[
    ("fillfactor", Values::Integer(10, 100)),
    ("deduplicate_items", Values::Boolean),
    ("buffering", Values::Word(&["auto", "on", "off"])),
    ("fastupdate", Values::Boolean),
    ("gin_pending_list_limit", Values::Integer(64, i32::MAX as i64)),
    ("pages_per_range", Values::Integer(1, 131_072)),
    ("autosummarize", Values::Boolean),
];

const VIEW: &[(&str, Values)] =
    &[("security_barrier", Values::Boolean), ("security_invoker", Values::Boolean), ("check_option", Values::Word(&["local", "cascaded"]))];

/// Refuses options that a relation of this kind does not know, and values that they do not take.
// pg: reloptions.c parseRelOptions
pub(super) fn check_options(cx: &Cx<'_>, kind: RelationKind, method: Option<&Name>, options: &[DefinitionItem]) -> Result<()> {
    for option in options {
        let name = &option.name.name;
        if let Some(namespace) = option.namespace.as_ref().filter(|namespace| namespace.name != "toast") {
            return Err(errors::unrecognized_namespace(&namespace.name));
        }
        if is_foreign_method(kind, method) {
            continue;
        }
        let Some(values) = values_of(cx, kind, option.namespace.is_some(), name) else {
            return Err(errors::unrecognized_parameter(name));
        };
        // An option without a value is switched on.
        let text = if option.value.is_some() { text_of(option)? } else { Name::from("true") };
        check_value(name, values, &text)?;
    }
    Ok(())
}

/// What an access method of an extension knows is not known here.
fn is_foreign_method(kind: RelationKind, method: Option<&Name>) -> bool {
    let known: &[&str] = match kind {
        RelationKind::Index | RelationKind::PartitionedIndex => &["btree", "hash", "gist", "gin", "spgist", "brin"],
        _ => &["heap"],
    };
    method.is_some_and(|it| !known.contains(&it.as_str()))
}

fn values_of(cx: &Cx<'_>, kind: RelationKind, toast: bool, name: &Name) -> Option<Values> {
    let sets: &[&[(&str, Values)]] = match kind {
        _ if toast => &[VACUUM],
        RelationKind::Index | RelationKind::PartitionedIndex => &[INDEX],
        RelationKind::View => &[VIEW],
        RelationKind::PartitionedTable => &[],
        _ => &[TABLE, VACUUM],
    };
    let found = sets.iter().flat_map(|set| set.iter()).first_where(|(known, _)| *name == **known).map(|(_, values)| *values)?;
    (*name != "security_invoker" || cx.catalog.versions().lowest >= 15).then_some(found)
}

fn check_value(name: &Name, values: Values, text: &str) -> Result<()> {
    let lower = text.to_ascii_lowercase();
    match values {
        Values::Boolean => {
            let known = ["true", "false", "on", "off", "yes", "no", "1", "0", "t", "f", "y", "n"].contains(&lower.as_str());
            if known { Ok(()) } else { Err(errors::invalid_option_value("boolean", name, text)) }
        }
        Values::Integer(low, high) => match text.parse::<i64>() {
            Ok(number) if (low..=high).contains(&number) => Ok(()),
            Ok(_) => Err(errors::option_out_of_bounds(name, text, &low.to_string(), &high.to_string())),
            Err(_) => Err(errors::invalid_option_value("integer", name, text)),
        },
        Values::Number => match text.parse::<f64>() {
            Ok(_) => Ok(()),
            Err(_) => Err(errors::invalid_option_value("floating point", name, text)),
        },
        Values::Word(words) => {
            if words.contains(&lower.as_str()) {
                Ok(())
            } else {
                Err(errors::invalid_option_word(name, text))
            }
        }
    }
}
