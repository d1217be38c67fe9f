//! What becomes of a migration whose backend dies when the row is written that says that it is applied.

use super::stage::{Stage, rows, short};
use crate::folder::File;
use crate::starter::Outcome;

/// A script that runs in a transaction.
pub(crate) fn in_a_transaction(stage: &mut Stage) -> String {
    let raise = File::new(2, "raise", RAISE);
    crash_and_start(stage, raise, balance)
}

/// A script of one statement that asks to run outside of a transaction.
pub(crate) fn of_an_update_outside(stage: &mut Stage) -> String {
    crash_and_start(stage, File::new(2, "raise", RAISE).outside(), balance)
}

/// A script that has to run outside of a transaction.
pub(crate) fn of_an_index_outside(stage: &mut Stage) -> String {
    let index = File::new(2, "index", "CREATE INDEX CONCURRENTLY accounts_owner_idx ON accounts (owner);\n").outside();
    crash_and_start(stage, index, |stage| stage.index("accounts_owner_idx").to_string())
}

const RAISE: &str = "UPDATE accounts SET balance = balance + 10 WHERE owner = 'Mary';\n";

fn balance(stage: &mut Stage) -> String {
    match stage.database.number("select sum(balance)::bigint from accounts") {
        0 => "nothing".to_owned(),
        10 => "applied once".to_owned(),
        20 => "applied twice".to_owned(),
        other => format!("a balance of {other}"),
    }
}

/// Applies with a server that ends the connection when the row comes, then on one that does not.
fn crash_and_start(stage: &mut Stage, file: File, holds: fn(&mut Stage) -> String) -> String {
    let accounts = "CREATE TABLE accounts (owner text, balance integer);\nINSERT INTO accounts VALUES ('Mary', 0);\n";
    let first = File::new(1, "create_accounts", accounts);
    stage.begin(std::slice::from_ref(&first));
    let table = stage.tool.history();
    stage.database.run(&format!(
        "create function crash() returns trigger language plpgsql as $$ begin if {} then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$; \
         create trigger crash before insert on {table} for each row execute function crash()",
        stage.tool.is_applied("new.", 2)
    ));
    stage.write(&[first, file]);
    let crashed = stage.apply();
    if let Outcome::Failed(error) = &crashed
        && !error.contains("terminat")
        && !error.contains("closed")
    {
        return format!("fails before: {}", short(error));
    }
    crate::database::settle();
    let left = holds(stage);
    stage.database.run(&format!("drop trigger crash on {table}"));
    let next = match stage.apply() {
        Outcome::Good => "the next start ends well".to_owned(),
        Outcome::Failed(error) => format!("the next start fails: {}", short(&error)),
        Outcome::Waiting(_) => "the next start waits".to_owned(),
    };
    let crashed = if crashed == Outcome::Good { "no crash is seen; " } else { "" };
    format!("{crashed}left: {left}; {next}: {}, {}", holds(stage), rows(stage.recorded(2)))
}
