//! What becomes of programs that start while another one works, or after one that failed and lives on.

use super::stage::{Stage, rows, short, told};
use crate::folder::File;
use crate::starter::Outcome;
use std::time::Duration;

const ROUNDS: usize = 3;
/// What deadlocks is found by the server after a second.
const BOTH: Duration = Duration::from_secs(60);
/// Who waits for a lock that nobody will give back waits for ever; this is long enough to tell.
const NEXT: Duration = Duration::from_secs(5);

/// Two programs start at the same time, with a concurrent index to be built on a table of 200,000 rows.
pub(crate) fn with_a_concurrent_index(stage: &mut Stage) -> String {
    let rooms = "CREATE TABLE rooms (id integer PRIMARY KEY, ward integer NOT NULL);\n\
                 INSERT INTO rooms SELECT n, n % 90 FROM generate_series(1, 200000) n;\n";
    let first = File::new(1, "create_rooms", rooms);
    stage.begin(std::slice::from_ref(&first));
    let mut observed: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        if round > 0 {
            *stage = Stage::new(stage.tool, &format!("round_{round}"));
            stage.begin(std::slice::from_ref(&first));
        }
        let index = File::new(2, "index_rooms", "CREATE INDEX CONCURRENTLY rooms_ward_idx ON rooms (ward);\n").outside();
        stage.write(&[first.clone(), index]);
        observed.push(round_of_two(stage));
    }
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for text in observed {
        match kinds.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => kinds.push((text, 1)),
        }
    }
    let told = |(text, count): &(String, usize)| {
        let share = if *count == ROUNDS { String::new() } else { format!("{count} of {ROUNDS}: ") };
        format!("{share}{text}")
    };
    kinds.iter().map(told).collect::<Vec<_>>().join("; ")
}

fn round_of_two(stage: &mut Stage) -> String {
    let starters = [stage.start(), stage.start()];
    let outcomes = starters.each_ref().map(|starter| starter.outcome(BOTH));
    drop(starters);
    crate::database::settle();
    let good = outcomes.iter().filter(|outcome| **outcome == Outcome::Good).count();
    let mut failures: Vec<String> = outcomes.iter().filter(|outcome| **outcome != Outcome::Good).map(told).collect();
    failures.dedup();
    let left = format!("{}, {}", stage.index("rooms_ward_idx"), rows(stage.recorded(2)));
    let starts = match good {
        2 => return format!("both end well: {left}"),
        1 => format!("one {}", failures.join("; ")),
        _ => format!("each {}", failures.join("; ")),
    };
    format!("{starts}: {left}; the next start {}: {}", told(&stage.apply()), stage.index("rooms_ward_idx"))
}

/// A migration fails, and the program goes on with its connection; the file is mended, and another program starts.
pub(crate) fn after_a_failure(stage: &mut Stage) -> String {
    let first = File::new(1, "create_rooms", "CREATE TABLE rooms (id integer PRIMARY KEY);\n");
    stage.begin(std::slice::from_ref(&first));
    let fill = |rows: &str| File::new(2, "fill_rooms", &format!("INSERT INTO rooms VALUES {rows};\n"));
    stage.write(&[first.clone(), fill("(1), (1)")]);
    let failed = stage.start();
    let outcome = failed.outcome(BOTH);
    assert!(matches!(outcome, Outcome::Failed(_)), "a key cannot be there twice: {outcome:?}");
    crate::database::settle();
    let locks = stage.database.number(
        "select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
    );
    stage.write(&[first, fill("(1), (2)")]);
    let next = stage.start();
    let told = match next.outcome(NEXT) {
        Outcome::Good => "the mended file is applied by the next starter".to_owned(),
        Outcome::Failed(error) => format!("the next starter fails: {}", short(&error)),
        Outcome::Waiting(time) => format!("the next starter still waits after {} s", time.as_secs()),
    };
    let lock = if locks == 0 { "no lock is left" } else { "the lock stays with the connection" };
    drop(failed);
    format!("{lock}, {told}")
}
