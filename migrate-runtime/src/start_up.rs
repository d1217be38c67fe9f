//! Is this the server that the program was compiled for: its version, and the schemas that names without one are looked up in.

use crate::bind::{NeverNull, Parameters, bind};
use crate::connection::Connection;
use crate::error::Error;
use crate::migrations::Migrations;
use crate::query::Query;
use crate::row::Row;
use crate::sql::{self, SqlType};
use crate::statement::{Place, Statement};

impl Migrations {
    /// Holds the server's version and the connection's search_path against what the program was compiled for, in one round trip.
    #[track_caller]
    pub fn check_server<C: Connection>(&self, connection: C) -> C::Answer<()> {
        // What was compiled goes along and comes back, so that the comparison needs nothing but the row.
        let sql = "select pg_catalog.current_setting('server_version_num')::pg_catalog.int4, \
                   pg_catalog.current_schemas(false)::pg_catalog.text[], $1, $2, $3";
        let types = vec![sql::Int4::TYPE, sql::Int4::TYPE, sql::Text::ARRAY];
        let mut parameters = Parameters::with_capacity(3);
        let (lowest, highest) = self.server_versions();
        bind::<sql::Int4, NeverNull, _>(&mut parameters, &i32::from(lowest));
        bind::<sql::Int4, NeverNull, _>(&mut parameters, &i32::from(highest));
        bind::<sql::Array<sql::Text>, NeverNull, _>(&mut parameters, self.schemas());
        let statement = Statement::owned(sql.to_owned(), types, Place::here());
        Query::owned(statement, parameters, compare).fetch_one(connection)
    }
}

fn compare(row: &Row<'_>) -> Result<(), Error> {
    let found = row.value::<i32>(0)? / 10_000;
    let (lowest, highest) = (row.value::<i32>(2)?, row.value::<i32>(3)?);
    if found < lowest || found > highest {
        let range = if lowest == highest { format!("{lowest}") } else { format!("{lowest} to {highest}") };
        let reason = format!(
            "the server is PostgreSQL {found}, and this program was checked for {range}: write the version into migrate.toml and build again"
        );
        return Err(Error::drift(reason, None));
    }
    let (found, mut compiled): (Vec<String>, Vec<String>) = (row.value(1)?, row.value(4)?);
    // Statements that carry their schemas look nothing up.
    if compiled.is_empty() {
        return Ok(());
    }
    // The program was compiled for no user. One with a schema of the same name looks there first, so that is a difference.
    compiled.retain(|schema| schema != "$user");
    if found == compiled {
        return Ok(());
    }
    let reason = format!(
        "names are looked up in {} on this connection, and this program was compiled for {}: set search_path for the role, the database \
         or the connection",
        listed(&found),
        listed(&compiled)
    );
    Err(Error::drift(reason, None))
}

fn listed(schemas: &[String]) -> String {
    match schemas {
        [] => "no schema".to_owned(),
        _ => schemas.iter().map(|schema| format!("\"{schema}\"")).collect::<Vec<_>>().join(", "),
    }
}
