//! How does a new database get the schema that the program was compiled for.

use crate::schema;
use bb8_postgres::tokio_postgres::{Client, Error};
use migrate_runtime::Run;

/// Runs the SQL that the program carries on an empty database.
pub(crate) async fn apply(db: &Client) -> Result<(), Error> {
    for migration in schema::MIGRATIONS.list() {
        match migration.up.run {
            Run::Whole => db.batch_execute(migration.up.sql).await?,
            // What cannot stand in a transaction is sent statement by statement.
            Run::Steps(_) => {
                for statement in migration.up.sql.split_inclusive(";\n") {
                    db.batch_execute(statement).await?;
                }
            }
        }
    }
    Ok(())
}
