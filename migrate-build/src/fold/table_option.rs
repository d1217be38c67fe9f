//! Which storage options can a relation have.

use super::cx::Cx;
use super::draft::Draft;
use super::errors::table as errors;
use crate::catalog::id::RelationId;
use crate::catalog::object::Persistence;
use crate::diag::Result;
use crate::syntax::expr::{ExprKind, Literal};
use crate::syntax::statement::table::{CreateTable, OnCommit};
use crate::syntax::statement::{DefinitionItem, DefinitionValue};
use crate::text::{Name, SortedMap};

/// What has options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OptionsOf<'m> {
    /// A table or materialized view.
    Table,
    /// A partitioned table, which can have none.
    Partitioned,
    /// An index of an access method.
    Index(&'m str),
}

/// Checks what stands behind the columns of `CREATE TABLE`.
// pg: tablecmds.c DefineRelation
pub(super) fn check_create_options(cx: &Cx<'_>, draft: &Draft<'_>, it: &CreateTable) -> Result<SortedMap<Name, Name>> {
    check_on_commit(it.on_commit, draft.persistence)?;
    if let Some(tablespace) = it.tablespace.as_ref().filter(|it| !matches!(it.name.as_str(), "pg_default" | "pg_global")) {
        return Err(errors::tablespace_missing(&tablespace.name));
    }
    let of = if it.partition_by.is_some() { OptionsOf::Partitioned } else { OptionsOf::Table };
    check_options(cx, &it.options, of)
}

/// Refuses `ON COMMIT` of a table that stays.
pub(super) fn check_on_commit(on_commit: Option<OnCommit>, persistence: Persistence) -> Result<()> {
    if on_commit.is_some() && persistence != Persistence::Temporary { Err(errors::on_commit_permanent()) } else { Ok(()) }
}

/// Keeps in mind that a table goes with its transaction.
// pg: tablecmds.c register_on_commit_action
pub(super) fn drop_at_commit(cx: &mut Cx<'_>, table: RelationId, on_commit: Option<OnCommit>) {
    if on_commit == Some(OnCommit::Drop) {
        cx.session.dropped_at_commit.insert(table);
    }
}

/// Checks storage options and gives them as the catalog keeps them.
// pg: reloptions.c parseRelOptions, transformRelOptions
pub(super) fn check_options(cx: &Cx<'_>, items: &[DefinitionItem], of: OptionsOf<'_>) -> Result<SortedMap<Name, Name>> {
    let mut found = SortedMap::new();
    for item in items {
        if let Some(namespace) = &item.namespace
            && (namespace.name != "toast" || !matches!(of, OptionsOf::Table | OptionsOf::Partitioned))
        {
            return Err(errors::unknown_option_namespace(&namespace.name));
        }
    }
    if let (OptionsOf::Partitioned, Some(first)) = (of, items.first()) {
        let newer = cx.catalog.versions().lowest >= 16;
        return Err(if newer { errors::options_of_partitioned() } else { errors::unknown_option(&first.name.name) });
    }
    for item in items {
        let text = value_text(cx, item);
        if item.namespace.is_some() {
            if !is_table_option(&item.name.name)
                || matches!(item.name.name.as_str(), "fillfactor" | "parallel_workers" | "toast_tuple_target")
            {
                return Err(errors::unknown_option(&item.name.name));
            }
            found.insert(option_key(item), text);
            continue;
        }
        if item.name.name == "oids" && matches!(of, OptionsOf::Table) {
            match text.to_ascii_lowercase().as_str() {
                "false" | "off" | "0" | "no" => continue,
                _ => return Err(errors::with_oids()),
            }
        }
        let known = match of {
            OptionsOf::Table | OptionsOf::Partitioned => is_table_option(&item.name.name),
            OptionsOf::Index(method) => is_index_option(method, &item.name.name),
        };
        if !known {
            return Err(errors::unknown_option(&item.name.name));
        }
        check_value(&item.name.name, &text, of)?;
        found.insert(item.name.name.clone(), text);
    }
    Ok(found)
}

/// The name of an option as the catalog keeps it: that of the table behind a table, which holds its long values, has a word before it.
pub(super) fn option_key(item: &DefinitionItem) -> Name {
    let name = &item.name.name;
    item.namespace.as_ref().map_or_else(|| name.clone(), |namespace| Name::from(format!("{}.{name}", namespace.name)))
}

/// The text of an option's value; an option without one is true.
pub(super) fn value_text(cx: &Cx<'_>, item: &DefinitionItem) -> Name {
    match &item.value {
        None => Name::from("true"),
        Some(DefinitionValue::Word(word)) => word.clone(),
        Some(DefinitionValue::Expr(expr)) => match &expr.kind {
            ExprKind::Literal(Literal::Integer(value)) => Name::from(value.to_string()),
            ExprKind::Literal(Literal::Number(text) | Literal::String(text)) => text.clone(),
            ExprKind::Literal(Literal::Boolean(value)) => Name::from(if *value { "true" } else { "false" }),
            _ => cx.text_of(expr.span),
        },
        Some(DefinitionValue::Operator(operator)) => operator.symbol.clone(),
        Some(DefinitionValue::Type(type_name)) => Name::from(crate::analyze::type_name::type_name_text(type_name)),
    }
}

fn check_value(name: &Name, text: &Name, of: OptionsOf<'_>) -> Result<()> {
    let low = match (name.as_str(), of) {
        ("fillfactor", OptionsOf::Table) => 10,
        ("fillfactor", OptionsOf::Index(_)) => 10,
        _ => return Ok(()),
    };
    match text.parse::<i64>() {
        Ok(value) if (low..=100).contains(&value) => Ok(()),
        Ok(value) => Err(errors::option_value(format!("value {value} out of bounds for option \"{name}\""))),
        Err(_) => Err(errors::option_value(format!("invalid value for integer option \"{name}\": {text}"))),
    }
}

fn is_table_option(name: &str) -> bool {
    matches!(
        name,
        "fillfactor"
            | "toast_tuple_target"
            | "parallel_workers"
            | "user_catalog_table"
            | "vacuum_index_cleanup"
            | "vacuum_truncate"
            | "vacuum_max_eager_freeze_failure_rate"
            | "log_autovacuum_min_duration"
            | "autovacuum_enabled"
            | "autovacuum_vacuum_threshold"
            | "autovacuum_vacuum_max_threshold"
            | "autovacuum_vacuum_scale_factor"
            | "autovacuum_vacuum_insert_threshold"
            | "autovacuum_vacuum_insert_scale_factor"
            | "autovacuum_analyze_threshold"
            | "autovacuum_analyze_scale_factor"
            | "autovacuum_vacuum_cost_delay"
            | "autovacuum_vacuum_cost_limit"
            | "autovacuum_freeze_min_age"
            | "autovacuum_freeze_max_age"
            | "autovacuum_freeze_table_age"
            | "autovacuum_multixact_freeze_min_age"
            | "autovacuum_multixact_freeze_max_age"
            | "autovacuum_multixact_freeze_table_age"
    )
}

fn is_index_option(method: &str, name: &str) -> bool {
    match method {
        "btree" => matches!(name, "fillfactor" | "deduplicate_items"),
        "hash" | "spgist" => name == "fillfactor",
        "gist" => matches!(name, "fillfactor" | "buffering"),
        "gin" => matches!(name, "fastupdate" | "gin_pending_list_limit"),
        "brin" => matches!(name, "pages_per_range" | "autosummarize"),
        _ => true,
    }
}
