//! Which tools keep a history in the database, in which table, and what do its rows say.

use clap::ValueEnum;
use postgres::{Client, Row};

/// A tool whose history can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    /// _sqlx_migrations
    Sqlx,
    /// __diesel_schema_migrations
    Diesel,
    /// refinery_schema_history
    Refinery,
    /// _prisma_migrations
    Prisma,
}

/// A table that may hold such a history.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) tool: Tool,
    pub(crate) schema: String,
    pub(crate) name: String,
}

/// What a tool says of one migration.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// What the tool tells it apart by: a version, for Prisma the name of the folder.
    pub(crate) key: String,
    /// How people would call it.
    pub(crate) label: String,
    pub(crate) state: State,
    pub(crate) checksum: Option<String>,
    /// When it was applied, as the tool wrote it.
    pub(crate) at: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Applied,
    /// It began and did not come to its end.
    Unfinished,
    /// It failed, and somebody told the tool that it is undone.
    RolledBack,
}

impl Tool {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sqlx => "sqlx",
            Self::Diesel => "diesel",
            Self::Refinery => "refinery",
            Self::Prisma => "Prisma",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Sqlx => "_sqlx_migrations",
            Self::Diesel => "__diesel_schema_migrations",
            Self::Refinery => "refinery_schema_history",
            Self::Prisma => "_prisma_migrations",
        }
    }

    /// Key, name, moment, checksum, whether it came to its end, whether it was taken back: all as texts, in the order in which it was applied.
    fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Sqlx => ("version::text, description, installed_on::text, encode(checksum, 'hex'), success, false", "version"),
            Self::Diesel => ("version::text, '', run_on::text, null::text, true, false", "version"),
            Self::Refinery => ("version::text, name::text, applied_on::text, checksum::text, true, false", "version"),
            Self::Prisma => (
                "migration_name::text, '', coalesce(finished_at, started_at)::text, checksum::text, finished_at is not null, rolled_back_at is not null",
                "started_at, migration_name",
            ),
        }
    }
}

/// The tables of the tools that are there, or of the one that is named.
pub(crate) fn tables(client: &mut Client, tool: Option<Tool>, name: Option<&str>) -> Result<Vec<Table>, postgres::Error> {
    let (wanted_schema, wanted) = match name.map(|name| name.split_once('.').map_or((None, name), |(schema, name)| (Some(schema), name))) {
        Some((schema, name)) => (schema, Some(name)),
        None => (None, None),
    };
    let mut found = Vec::new();
    for tool in Tool::value_variants().iter().copied().filter(|known| tool.is_none_or(|tool| tool == *known)) {
        let rows = client.query(
            "select n.nspname::text, c.relname::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
             where c.relname = $1 and c.relkind in ('r', 'p') and ($2::text is null or n.nspname = $2) order by 1",
            &[&wanted.unwrap_or(tool.table()), &wanted_schema],
        )?;
        let table = |row: &Row| Ok(Table { tool, schema: row.try_get(0)?, name: row.try_get(1)? });
        found.extend(rows.iter().map(table).collect::<Result<Vec<_>, postgres::Error>>()?);
    }
    Ok(found)
}

impl Table {
    /// As SQL names it.
    pub(crate) fn qualified(&self) -> String {
        format!("{}.{}", migrate_model::quoted_name(&self.schema), migrate_model::quoted_name(&self.name))
    }

    /// What it says of each migration: of several tries the one that decides.
    pub(crate) fn read(&self, client: &mut Client) -> Result<Vec<Record>, postgres::Error> {
        let (columns, order) = self.tool.columns();
        let rows = client.query(&format!("select {columns} from {} order by {order}", self.qualified()), &[])?;
        let mut records: Vec<Record> = Vec::new();
        for row in &rows {
            let record = record(row)?;
            match records.iter_mut().find(|known| known.key == record.key) {
                // Prisma adds a row for every try.
                Some(known) if known.state == State::RolledBack || record.state == State::Unfinished => *known = record,
                Some(_) => {}
                None => records.push(record),
            }
        }
        Ok(records)
    }
}

fn record(row: &Row) -> Result<Record, postgres::Error> {
    let (key, name): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
    let name = name.filter(|name| !name.is_empty()).map(|name| format!("_{}", name.replace(' ', "_"))).unwrap_or_default();
    let state = match (row.try_get(4)?, row.try_get(5)?) {
        (_, true) => State::RolledBack,
        (true, false) => State::Applied,
        (false, false) => State::Unfinished,
    };
    Ok(Record { label: format!("{key}{name}"), key, state, checksum: row.try_get(3)?, at: row.try_get(2)? })
}
