//! Is a statement that runs outside of a transaction done, half done, or still being done by somebody else: asked of the catalogs.

use super::outcome::Answer;
use crate::carried::{Probe, Rebuilt};
use migrate_model::{quoted_name, quoted_text};

/// How far a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is done.
    Done,
    /// It is not, and nothing is in its way.
    Open,
    /// It was interrupted: what clears away what it left, and how that is called.
    HalfDone(Vec<Leftover>),
    /// Somebody else is at it.
    BeingDone {
        /// Which process of the server.
        pid: i32,
    },
    /// It runs again whenever it is not known to have run.
    Unknown,
}

/// What an interrupted statement left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leftover {
    pub(super) name: String,
    pub(super) clear: String,
}

/// The question, for what can be asked.
pub(super) fn question(probe: &Probe) -> Option<String> {
    Some(match *probe {
        Probe::IndexBuilt { schema, index, table } => format!(
            "{INDEXES} and n.nspname operator(pg_catalog.=) {} and c.relname operator(pg_catalog.=) {} and t.relname operator(pg_catalog.=) {}",
            quoted_text(schema),
            quoted_text(index),
            quoted_text(table)
        ),
        Probe::IndexGone { schema, index } => relation_exists(
            "pg_class c join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace",
            &[("n.nspname", schema), ("c.relname", index)],
        ),
        Probe::Reindexed(rebuilt) => rebuilt_indexes(&rebuilt),
        Probe::Detached { schema, table, partition_schema, partition } => format!(
            "select h.inhdetachpending from pg_catalog.pg_inherits h where h.inhparent operator(pg_catalog.=) {} \
             and h.inhrelid operator(pg_catalog.=) {}",
            relation_oid(schema, table),
            relation_oid(partition_schema, partition)
        ),
        Probe::DatabaseMade(name) | Probe::DatabaseGone(name) => relation_exists("pg_database d", &[("d.datname", name)]),
        Probe::TablespaceMade(name) | Probe::TablespaceGone(name) => relation_exists("pg_tablespace s", &[("s.spcname", name)]),
        Probe::Harmless => return None,
    })
}

/// What the answer says.
pub(super) fn standing(probe: &Probe, answer: &Answer) -> Standing {
    let rows = answer.rows(0);
    let is_there = !rows.is_empty();
    let done = |done| if done { Standing::Done } else { Standing::Open };
    match *probe {
        Probe::IndexBuilt { .. } => index_standing(rows),
        Probe::Reindexed(_) => reindex_standing(rows),
        Probe::IndexGone { .. } | Probe::DatabaseGone(_) | Probe::TablespaceGone(_) => done(!is_there),
        Probe::DatabaseMade(_) | Probe::TablespaceMade(_) => done(is_there),
        Probe::Detached { schema, table, partition_schema, partition } => match text(rows.first(), 0) {
            None => Standing::Done,
            Some("t") => {
                let name = format!("{partition_schema}.{partition}");
                let (table, partition) = (qualified(schema, table), qualified(partition_schema, partition));
                Standing::HalfDone(vec![Leftover { name, clear: format!("alter table {table} detach partition {partition} finalize") }])
            }
            Some(_) => Standing::Open,
        },
        Probe::Harmless => Standing::Unknown,
    }
}

/// Whether clearing away what was left is what the statement would have done.
pub(super) fn clearing_completes(probe: &Probe) -> bool {
    matches!(probe, Probe::Detached { .. })
}

/// Indexes with their schema, whether they are valid, and who builds them.
const INDEXES: &str = "select n.nspname, c.relname, i.indisvalid, \
     (select p.pid from pg_catalog.pg_stat_progress_create_index p where p.index_relid operator(pg_catalog.=) c.oid \
     and p.datname operator(pg_catalog.=) pg_catalog.current_database() limit 1) \
     from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) i.indexrelid \
     join pg_catalog.pg_class t on t.oid operator(pg_catalog.=) i.indrelid \
     join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace where true";

fn relation_exists(from: &str, equal: &[(&str, &str)]) -> String {
    let all: Vec<String> = equal.iter().map(|(column, value)| format!("{column} operator(pg_catalog.=) {}", quoted_text(value))).collect();
    format!("select 1 from pg_catalog.{from} where {}", all.join(" and "))
}

fn qualified(schema: &str, name: &str) -> String {
    format!("{}.{}", quoted_name(schema), quoted_name(name))
}

fn relation_oid(schema: &str, name: &str) -> String {
    format!("pg_catalog.to_regclass({})::pg_catalog.oid", quoted_text(&qualified(schema, name)))
}

/// The invalid indexes among those that are rebuilt, and among those that REINDEX puts in their place meanwhile.
fn rebuilt_indexes(rebuilt: &Rebuilt) -> String {
    let own = match *rebuilt {
        // What stands in for an index is an index of the same table, and bears its name with an ending.
        Rebuilt::Index { schema, index } => format!(
            "i.indrelid operator(pg_catalog.=) (select o.indrelid from pg_catalog.pg_index o where o.indexrelid operator(pg_catalog.=) {}) \
             and pg_catalog.starts_with(c.relname::pg_catalog.text, {})",
            relation_oid(schema, index),
            quoted_text(index)
        ),
        Rebuilt::Table { schema, table } => {
            let oid = relation_oid(schema, table);
            format!(
                "(t.oid operator(pg_catalog.=) {oid} or t.oid operator(pg_catalog.=) \
                 (select m.reltoastrelid from pg_catalog.pg_class m where m.oid operator(pg_catalog.=) {oid}))"
            )
        }
        Rebuilt::Schema(schema) => format!("n.nspname operator(pg_catalog.=) {}", quoted_text(schema)),
        Rebuilt::Database => "true".to_owned(),
    };
    format!("{INDEXES} and not i.indisvalid and c.relkind operator(pg_catalog.=) 'i' and {own} order by n.nspname, c.relname")
}

fn index_standing(rows: &[Vec<Option<String>>]) -> Standing {
    let Some(row) = rows.first() else { return Standing::Open };
    if let Some(pid) = text(Some(row), 3).and_then(|pid| pid.parse().ok()) {
        return Standing::BeingDone { pid };
    }
    match text(Some(row), 2) {
        Some("t") => Standing::Done,
        _ => Standing::HalfDone(vec![dropped(row)]),
    }
}

fn reindex_standing(rows: &[Vec<Option<String>>]) -> Standing {
    if let Some(pid) = rows.iter().find_map(|row| text(Some(row), 3)?.parse().ok()) {
        return Standing::BeingDone { pid };
    }
    // Only what REINDEX itself made is dropped; an index that was invalid before is what it is to mend.
    let leftovers: Vec<Leftover> = rows.iter().filter(|row| text(Some(row), 1).is_some_and(stands_in)).map(|row| dropped(row)).collect();
    match (rows.is_empty(), leftovers.is_empty()) {
        (true, _) => Standing::Unknown,
        (false, true) => Standing::Open,
        (false, false) => Standing::HalfDone(leftovers),
    }
}

/// Whether an index has the name that REINDEX CONCURRENTLY gives to what stands in for another.
fn stands_in(name: &str) -> bool {
    let stem = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    stem.ends_with("_ccnew") || stem.ends_with("_ccold")
}

fn dropped(row: &[Option<String>]) -> Leftover {
    let (schema, index) = (text(Some(row), 0).unwrap_or_default(), text(Some(row), 1).unwrap_or_default());
    Leftover { name: format!("{schema}.{index}"), clear: format!("drop index concurrently if exists {}", qualified(schema, index)) }
}

fn text<R: AsRef<[Option<String>]> + ?Sized>(row: Option<&R>, column: usize) -> Option<&str> {
    row?.as_ref().get(column)?.as_deref()
}
