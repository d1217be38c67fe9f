//! What becomes of files that are more than a tool thinks of, or other than they were.

use super::stage::{Index, Stage, rows, short, told};
use crate::folder::File;
use crate::starter::Outcome;

/// Two indexes, one after the other, in a file that asks to run outside of a transaction.
pub(crate) fn two_statements_outside(stage: &mut Stage) -> String {
    let first = File::new(1, "create_rooms", "CREATE TABLE rooms (id integer PRIMARY KEY, ward integer, floor integer);\n");
    let sql = "CREATE INDEX CONCURRENTLY rooms_ward_idx ON rooms (ward);\nCREATE INDEX CONCURRENTLY rooms_floor_idx ON rooms (floor);\n";
    stage.begin(std::slice::from_ref(&first));
    stage.write(&[first, File::new(2, "index_rooms", sql).outside()]);
    let outcome = stage.apply();
    let built = ["rooms_ward_idx", "rooms_floor_idx"].into_iter().filter(|index| stage.index(index) == Index::Valid).count();
    let built = ["neither index is built", "one index is built", "both indexes are built"][built];
    match outcome {
        Outcome::Good => format!("{built}, {}", rows(stage.recorded(2))),
        outcome => format!("{}; {built}", told(&outcome)),
    }
}

/// Versions 1 and 3 are applied, and then 2 is there, as after the merge of a branch.
pub(crate) fn older_file(stage: &mut Stage) -> String {
    let file = |version: u32| File::new(version, "create", &format!("CREATE TABLE rooms_{version} (id integer);\n"));
    stage.begin(&[file(1), file(3)]);
    stage.write(&[file(1), file(2), file(3)]);
    match (stage.apply(), stage.database.has_table("rooms_2")) {
        (Outcome::Good, true) => "applied after 3, nothing is said".to_owned(),
        (Outcome::Good, false) => "left out, nothing is said".to_owned(),
        (outcome, _) => refused(&outcome),
    }
}

/// Two files have version 2.
pub(crate) fn duplicate_version(stage: &mut Stage) -> String {
    let file = |version: u32, table: &str| File::new(version, &format!("create_{table}"), &format!("CREATE TABLE {table} (id integer);\n"));
    stage.begin(&[file(1, "wards")]);
    stage.write(&[file(1, "wards"), file(2, "beds"), file(2, "rooms")]);
    let outcome = stage.apply();
    let tables: Vec<&str> = ["beds", "rooms"].into_iter().filter(|table| stage.database.has_table(table)).collect();
    let made = match tables.as_slice() {
        [] => "neither was applied",
        [_] => "one of the two was applied",
        _ => "both were applied",
    };
    match outcome {
        Outcome::Good => format!("{made}, {}", rows(stage.recorded(2))),
        outcome => format!("{}; {made}", refused(&outcome)),
    }
}

/// A file commits in its midst and fails thereafter, because of rows that are in its way and are mended then.
pub(crate) fn inner_commit(stage: &mut Stage) -> String {
    let first = File::new(1, "create_wards", "CREATE TABLE wards (name text);\nINSERT INTO wards VALUES ('north'), ('north');\n");
    let sql = "CREATE TABLE rooms (id integer PRIMARY KEY);\nCOMMIT;\nCREATE UNIQUE INDEX wards_name_idx ON wards (name);\n";
    stage.begin(std::slice::from_ref(&first));
    stage.write(&[first, File::new(2, "create_rooms", sql)]);
    let outcome = stage.apply();
    let left = match (stage.database.has_table("rooms"), stage.recorded(2)) {
        (true, 0) => "the table is left without its row",
        (true, _) => "the table and its row are left",
        (false, _) => "nothing is left",
    };
    stage.database.run("delete from wards where ctid in (select max(ctid) from wards)");
    let next = match (stage.apply(), stage.recorded(2)) {
        (Outcome::Good, 1) => "the next start goes on and ends well".to_owned(),
        (outcome, _) => format!("the next start {}", told(&outcome)),
    };
    format!("{}; {left}; {next}", refused(&outcome))
}

/// The same files with the other line ends, as git on Windows checks them out.
pub(crate) fn crlf_checkout(stage: &mut Stage) -> String {
    edited(stage, "starts as before", |sql| sql.replace('\n', "\r\n"))
}

/// A word of a comment is another one.
pub(crate) fn comment_edited(stage: &mut Stage) -> String {
    edited(stage, "starts as before", |sql| sql.replace("-- where", "-- the rooms in which"))
}

/// A column has another type.
pub(crate) fn statement_edited(stage: &mut Stage) -> String {
    edited(stage, "not noticed", |sql| sql.replace("integer", "bigint"))
}

fn edited(stage: &mut Stage, quiet: &str, edit: fn(&str) -> String) -> String {
    let sql = "-- where patients are\nCREATE TABLE rooms (\n    id integer\n);\n";
    stage.begin(&[File::new(1, "create_rooms", sql)]);
    stage.write(&[File::new(1, "create_rooms", &edit(sql))]);
    match stage.apply() {
        Outcome::Good => quiet.to_owned(),
        outcome => refused(&outcome),
    }
}

fn refused(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failed(error) => match error.strip_prefix("the build refuses: ") {
            Some(error) => format!("refused at build: {}", short(error)),
            None => format!("fails: {}", short(error)),
        },
        outcome => told(outcome),
    }
}
