//! Which texts are sent to the server. Every name in them has its schema, operators too, so that no search_path changes what they mean.

use super::Applier;
use super::policy::Limit;
use crate::other_tools::HISTORIES;
use migrate_model::{HISTORY_LAYOUT, HistoryEvent, HistoryTable, quoted_name, quoted_text};
use std::fmt::Write;

/// What the server's error says where a message reaches a session that does not hold the lock.
pub(super) const LOCK_LOST: &str = "migrate: the lock is not held by this session";

/// The columns that are read of an event; of the last two, those that are long stay on the server where nobody needs them.
const EVENT_COLUMNS: &str = "id, layout, event, kind, version, name, checksum, algorithm, text_hash, \
     pg_catalog.date_part('epoch', at), role, application, program, server, state, previous_hash, hash, down_run";

/// What of an event is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// What decides what is applied.
    Short,
    /// Everything that is hashed.
    All,
}

/// Fails unless this session holds the lock, in a few microseconds: the lock is held twice, given back once and taken once more.
pub(super) fn assert_lock(table: &HistoryTable) -> String {
    let key = table.lock_key();
    format!(
        "case when pg_catalog.pg_advisory_unlock({key}) then pg_catalog.pg_try_advisory_lock({key}) \
         else pg_catalog.concat('{LOCK_LOST}: ', pg_catalog.pg_backend_pid())::pg_catalog.bool end"
    )
}

/// How long settings hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// To the end of the transaction.
    Transaction,
    /// To the end of the session.
    Session,
}

/// Asserts that the lock is held, and sets what a script runs under.
pub(super) fn assert_and_set(applier: &Applier, lock_timeout: Limit, scope: Scope) -> String {
    let mut sql = format!("select {}", assert_lock(&applier.history));
    for (name, value) in settings(applier, lock_timeout) {
        let _ = write!(sql, ", {}", set_config(name, &value, scope));
    }
    sql
}

pub(super) fn set_config(name: &str, value: &str, scope: Scope) -> String {
    let local = scope == Scope::Transaction;
    format!("pg_catalog.set_config({}, {}, {local})", quoted_text(name), quoted_text(value))
}

/// What a script runs under.
pub(super) fn settings(applier: &Applier, lock_timeout: Limit) -> Vec<(&'static str, String)> {
    let limits = &applier.limits;
    let mut settings = vec![
        ("lock_timeout", lock_timeout.setting()),
        ("statement_timeout", limits.statement.setting()),
        ("idle_in_transaction_session_timeout", limits.idle_in_transaction.setting()),
    ];
    if let Some(path) = search_path(applier) {
        settings.push(("search_path", path));
    }
    if let Some(role) = &applier.role {
        settings.push(("role", role.clone()));
    }
    settings
}

/// Where names without a schema are looked up. A program whose statements all carry their schemas was compiled for none.
fn search_path(applier: &Applier) -> Option<String> {
    let path: Vec<String> = applier.migrations.schemas().iter().map(|schema| quoted_name(schema)).collect();
    (!path.is_empty()).then(|| path.join(", "))
}

/// Sets, to the end of the transaction, where names without a schema are looked up.
pub(super) fn set_search_path(applier: &Applier) -> String {
    search_path(applier).map_or_else(String::new, |path| format!("select {};\n", set_config("search_path", &path, Scope::Transaction)))
}

const BEGIN: &str = "begin isolation level read committed;\n";

/// How many results there are of what begins a transaction.
pub(super) const BEGIN_RESULTS: usize = 2;

/// Begins a transaction under the settings that the session has.
pub(super) fn begin_asserted(applier: &Applier) -> String {
    format!("{BEGIN}select {};\n", assert_lock(&applier.history))
}

/// Begins a transaction of a script.
pub(super) fn begin(applier: &Applier) -> String {
    format!("{BEGIN}{};\n", assert_and_set(applier, applier.limits.lock, Scope::Transaction))
}

/// Prepares what checks the lock and sets what a script runs under.
pub(super) fn prepare_begin(applier: &Applier, name: &str) -> String {
    format!("prepare {name} as {};\n", assert_and_set(applier, applier.limits.lock, Scope::Transaction))
}

/// Begins a transaction of a script by what was prepared.
pub(super) fn execute_begin(name: &str) -> String {
    format!("{BEGIN}execute {name};\n")
}

/// What of an event is different from one to the next, with the types in which the server takes it.
const EVENT_TYPES: [&str; 19] = [
    "int8", "text", "text", "text", "text", "text", "text", "text", "float8", "text", "text", "text", "int4", "text", "text", "text",
    "text", "text", "text",
];

/// The same of one event, as SQL writes it.
fn event_values(event: &HistoryEvent) -> [String; 19] {
    let optional = |value: Option<&str>| value.map_or_else(|| "null".to_owned(), quoted_text);
    [
        event.id.to_string(),
        quoted_text(event.event.as_str()),
        quoted_text(event.kind.as_str()),
        quoted_text(&event.version),
        quoted_text(&event.name),
        quoted_text(&event.checksum),
        quoted_text(event.algorithm.as_str()),
        quoted_text(&event.text_hash),
        format!("{}.{:06}", event.at.div_euclid(1_000_000), event.at.rem_euclid(1_000_000)),
        quoted_text(&event.role),
        quoted_text(&event.application),
        quoted_text(&event.program),
        event.server.to_string(),
        optional(event.down.as_ref().map(|down| down.run.as_str())),
        optional(event.down.as_ref().map(|down| down.sql.as_str())),
        optional(event.expressions.as_deref()),
        format!("'{}'", event.state),
        format!("'{}'", event.previous),
        format!("'{}'", event.hash()),
    ]
}

/// Writes an event of such values, and how long its transaction took up to here.
fn insert_values(table: &HistoryTable, values: &[String; 19]) -> String {
    let [id, event, kind, version, name, checksum, algorithm, text_hash, at, more @ ..] = values;
    format!(
        "insert into {} (id, layout, event, kind, version, name, checksum, algorithm, text_hash, at, took, role, application, program, \
         server, down_run, down, expressions, state, previous_hash, hash) values ({id}, {HISTORY_LAYOUT}, {event}, {kind}, {version}, {name}, \
         {checksum}, {algorithm}, {text_hash}, pg_catalog.to_timestamp({at}), \
         pg_catalog.clock_timestamp() operator(pg_catalog.-) pg_catalog.transaction_timestamp(), {})",
        table.qualified(),
        more.join(", ")
    )
}

/// Writes an event.
pub(super) fn insert_event(table: &HistoryTable, event: &HistoryEvent) -> String {
    format!("{};\n", insert_values(table, &event_values(event)))
}

/// Prepares what writes an event.
pub(super) fn prepare_event(table: &HistoryTable, name: &str) -> String {
    let types = EVENT_TYPES.map(|name| format!("pg_catalog.{name}")).join(", ");
    let parameters = std::array::from_fn(|at| format!("${}", at + 1));
    format!("prepare {name} ({types}) as {};\n", insert_values(table, &parameters))
}

/// Writes an event by what was prepared.
pub(super) fn execute_event(name: &str, event: &HistoryEvent) -> String {
    format!("execute {name} ({});\n", event_values(event).join(", "))
}

/// Reads all events in their order.
pub(super) fn read_events(table: &HistoryTable, columns: Columns) -> String {
    let long = match columns {
        Columns::Short => "null, null",
        Columns::All => "down, expressions",
    };
    format!("select {EVENT_COLUMNS}, {long} from {} order by id", table.qualified())
}

/// Reads what the history has of expressions, and what was applied at the time of each, and then what is applied now.
pub(super) fn read_expressions(table: &HistoryTable) -> String {
    let table = table.qualified();
    format!(
        "select state, expressions from {table} where expressions is not null order by id;\n\
         select state from {table} order by id desc limit 1"
    )
}

/// Reads what decides whether anything has to be done: the server, the session, and the end of the history.
pub(super) fn read_facts(applier: &Applier, history: HistoryPart) -> String {
    let role = match &applier.role {
        Some(role) => format!("select {};\n", set_config("role", role, Scope::Transaction)),
        None => String::new(),
    };
    let facts = format!(
        "pg_catalog.current_setting('server_version_num'), pg_catalog.pg_is_in_recovery(), \
         pg_catalog.current_setting('transaction_read_only'), \
         pg_catalog.transaction_timestamp() operator(pg_catalog.<>) pg_catalog.statement_timestamp(), \
         pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()), current_user, pg_catalog.current_setting('application_name'), \
         pg_catalog.current_setting('client_connection_check_interval', true), \
         pg_catalog.current_setting('standard_conforming_strings'), \
         pg_catalog.to_regnamespace({}) is not null",
        quoted_text(&quoted_name(&applier.history.schema))
    );
    let table = applier.history.qualified();
    match history {
        HistoryPart::None => {
            let tables: Vec<String> = HISTORIES.iter().map(|table| quoted_text(table)).collect();
            format!(
                "{role}select {facts}, (select pg_catalog.min(name) from pg_catalog.unnest(array[{}]) name \
                 where pg_catalog.to_regclass(name) is not null)",
                tables.join(", ")
            )
        }
        HistoryPart::Head => format!(
            "{role}select {facts}, (select pg_catalog.count(*) from {table}), head.id, head.hash, head.state \
             from (select) one left join (select id, hash, state from {table} order by id desc limit 1) head on true"
        ),
    }
}

/// What of the history is read with the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HistoryPart {
    /// Nothing: there is none. That of another tool may be there.
    None,
    /// Its end.
    Head,
}

/// Tries to take the lock, twice where it can be had, and tells who has it.
pub(super) fn take_lock(table: &HistoryTable) -> String {
    let key = table.lock_key();
    let holder = "h.pid, a.usename, a.application_name, \
         pg_catalog.to_char(pg_catalog.timezone('UTC', a.backend_start), 'YYYY-MM-DD HH24:MI:SS'), a.state, pg_catalog.left(a.query, 200)";
    format!(
        "select case when pg_catalog.pg_try_advisory_lock({key}) then pg_catalog.pg_try_advisory_lock({key}) else false end, pg_catalog.pg_backend_pid();\n\
         select {holder} from {} left join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) h.pid \
         where h.pid operator(pg_catalog.<>) pg_catalog.pg_backend_pid()",
        holders(table)
    )
}

/// Gives the lock back, and tells whether this session still has it.
pub(super) fn give_lock(table: &HistoryTable) -> String {
    let key = table.lock_key();
    format!("select pg_catalog.pg_advisory_unlock({key}), pg_catalog.pg_advisory_unlock({key});\n{}", has_lock(table))
}

/// Gives back once what was taken more often.
pub(super) fn give_lock_once(table: &HistoryTable) -> String {
    format!("select pg_catalog.pg_advisory_unlock({});\n{}", table.lock_key(), has_lock(table))
}

/// Whether this session holds the lock.
pub(super) fn has_lock(table: &HistoryTable) -> String {
    format!("select exists (select from {} where h.pid operator(pg_catalog.=) pg_catalog.pg_backend_pid())", holders(table))
}

fn holders(table: &HistoryTable) -> String {
    let key = table.lock_key().cast_unsigned();
    format!(
        "(select l.pid from pg_catalog.pg_locks l where l.locktype operator(pg_catalog.=) 'advisory' and l.granted \
         and l.classid operator(pg_catalog.=) '{}'::pg_catalog.oid and l.objid operator(pg_catalog.=) '{}'::pg_catalog.oid \
         and l.objsubid operator(pg_catalog.=) 1::pg_catalog.int2 and l.database operator(pg_catalog.=) \
         (select d.oid from pg_catalog.pg_database d where d.datname operator(pg_catalog.=) pg_catalog.current_database())) h",
        key >> 32,
        key & 0xffff_ffff
    )
}
