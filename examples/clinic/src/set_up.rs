//! How does a new database get the schema that the program was compiled for.

use crate::schema;
use migrate_runtime::Run;
use postgres::{Client, Error};

/// Runs the SQL that the program carries on an empty database: how many migrations there are.
pub(crate) fn apply(db: &mut Client) -> Result<usize, Error> {
    for migration in schema::MIGRATIONS.list() {
        match migration.up.run {
            Run::Whole => db.batch_execute(migration.up.sql)?,
            // What cannot stand in a transaction is sent statement by statement.
            Run::Steps(_) => migration.up.sql.split_inclusive(";\n").try_for_each(|statement| db.batch_execute(statement))?,
        }
    }
    Ok(schema::MIGRATIONS.list().len())
}
