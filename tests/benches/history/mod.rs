//! A made-up history, as projects have them, and how a bench says what it measured.

use migrate_build::compile::{DeclaredTransaction, Migration, MigrationKind};
use migrate_build::text::SourceText;
use migrate_model::Version;
use std::time::{Duration, Instant};

/// The median of seven runs.
pub(crate) fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[3]
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// A history as projects have it: tables now and then, columns, indexes, constraints, views and data in between.
pub(crate) fn history(files: usize, bytes: usize) -> Vec<Migration> {
    (0..files).map(|at| migration(at, &padded(statements(at), bytes))).collect()
}

fn statements(at: usize) -> String {
    let table = at / 8;
    match at % 8 {
        0 => format!(
            "create type kind_{table} as enum ('new', 'seen', 'done');\n\
             create table visits_{table} (\n    id bigint generated always as identity primary key,\n    patient text not null,\n    \
             kind kind_{table} not null default 'new',\n    started_at timestamptz not null default now(),\n    \
             check (length(patient) > 0)\n);\n"
        ),
        1 => format!("alter table visits_{table} add column notes text, add column priority int not null default 0;\n"),
        2 => format!("create index visits_{table}_patient_idx on visits_{table} (patient, started_at desc) where kind <> 'done';\n"),
        3 if table > 0 => format!("alter table visits_{table} add column earlier_id bigint references visits_{} (id);\n", table - 1),
        3 => "comment on column visits_0.patient is 'the first table has none before it';\n".to_owned(),
        4 => format!(
            "create view open_visits_{table} as\nselect v.id, v.patient, count(*) over (partition by v.patient) as visits, \
             coalesce(v.notes, 'none') as notes\nfrom visits_{table} v\nwhere v.kind <> 'done';\n"
        ),
        5 => format!("update visits_{table} set priority = priority + 1 where kind = 'new' and started_at < now() - interval '1 day';\n"),
        6 => format!("drop view open_visits_{table};\nalter table visits_{table} alter column priority type bigint;\n"),
        _ => format!("alter table visits_{table} rename column notes to remarks;\ncomment on table visits_{table} is 'who was here';\n"),
    }
}

/// Comments and a statement of data fill a file up to its size, as they do in real ones.
fn padded(mut sql: String, bytes: usize) -> String {
    let row = "insert into settings (name, value) values ('a setting of some length', 'and its value');\n";
    while sql.len() + row.len() < bytes {
        sql.push_str(row);
    }
    sql
}

fn migration(at: usize, sql: &str) -> Migration {
    let prelude = if at == 0 { "create table settings (name text, value text);\n" } else { "" };
    let up = SourceText::new(&format!("{at:05}_change.sql"), &format!("{prelude}{sql}"));
    Migration {
        kind: MigrationKind::Versioned(Version::new(&format!("{at:05}"))),
        name: "change".to_owned(),
        label: format!("{at:05}_change"),
        up_sql: up.text().to_owned(),
        up,
        down: None,
        verify: None,
        require: None,
        header: None,
        directives: Vec::new(),
        transaction: DeclaredTransaction::Unsaid,
    }
}
