//! How long does it take to describe queries, and until the built-ins are ready. `cargo bench`, and `cargo bench --profile dev` for what a user's build sees.
//!
//! `MIGRATE_BENCH_DIR` names a folder of real migrations, `MIGRATE_BENCH_QUERIES` one of files with a query each.

mod history;

use history::{history, median, say};
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Options, compile, describe_query};
use migrate_build::project::discover;
use migrate_build::syntax::parse_file;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const MIGRATIONS: usize = 168;
const QUERIES: usize = 189;

fn main() {
    // `cargo test --benches` starts benches too; they have nothing to say there.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    // The first use in a process is what a build sees.
    let start = Instant::now();
    let first = describe_query(&Catalog::new(VersionRange::only(18)), "select length('a') + 1");
    say(&format!("built-ins ready in {:.2} ms", start.elapsed().as_secs_f64() * 1000.0));
    assert!(first.is_ok(), "the built-ins do not stand");
    let compiled = compile(&history(MIGRATIONS, 600), &Options::default());
    assert!(!compiled.has_errors(), "{:?}", compiled.findings.first());
    report("made-up queries", &compiled.catalog, &queries());
    let (Ok(migrations), Ok(folder)) = (std::env::var("MIGRATE_BENCH_DIR"), std::env::var("MIGRATE_BENCH_QUERIES")) else {
        return;
    };
    match discover(Path::new(&migrations)) {
        Ok(found) => report(&folder, &compile(&found.migrations, &Options::default()).catalog, &read(&folder)),
        Err(finding) => say(&finding.diagnostic.message),
    }
}

fn report(name: &str, catalog: &Catalog, queries: &[String]) {
    let refused = queries.iter().filter(|query| describe_query(catalog, query).is_err()).count();
    let described = median(|| queries.iter().for_each(|query| drop(black_box(describe_query(catalog, query)))));
    let parsed = median(|| queries.iter().for_each(|query| drop(black_box(parse_file(query)))));
    let beyond = described.saturating_sub(parsed).as_secs_f64() * 1000.0 / queries.len().max(1) as f64;
    let (described, parsed) = (described.as_secs_f64() * 1000.0, parsed.as_secs_f64() * 1000.0);
    let count = queries.len();
    say(&format!(
        "{name}: {count} described in {described:.1} ms, {parsed:.1} ms of them the parser's, {beyond:.3} ms a query beyond it; {refused} refused"
    ));
}

fn read(folder: &str) -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn queries() -> Vec<String> {
    (0..QUERIES).map(|at| query(at, 1 + at % (MIGRATIONS / 8 - 1))).collect()
}

/// Queries as projects have them, over one table of the history and the one before it.
fn query(at: usize, table: usize) -> String {
    let before = table - 1;
    match at % 7 {
        0 => format!("select * from visits_{table} where id = $1"),
        1 => format!(
            "select v.id, v.patient, e.patient as earlier, e.started_at from visits_{table} v left join visits_{before} e \
             on e.id = v.earlier_id where v.kind = any ($1) and v.started_at >= $2 order by v.started_at desc limit $3 offset $4"
        ),
        2 => format!("insert into visits_{table} (patient, kind, earlier_id) values ($1, $2, $3) returning id, started_at"),
        3 => format!("update visits_{table} set priority = priority + $2, remarks = coalesce($3, remarks) where id = $1 returning *"),
        4 => format!(
            "with latest as (select distinct on (patient) id, patient, started_at from visits_{table} order by patient, started_at desc)\n\
             select l.patient, count(e.id) as earlier, max(e.started_at) as last, jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind)) \
             from latest l left join visits_{before} e on e.patient = l.patient group by l.patient having count(*) > $1"
        ),
        5 => format!(
            "select kind, count(*) filter (where priority > $1) as urgent, case when count(*) = 0 then 0 else sum(priority) / count(*) end \
             as average, exists (select from visits_{before} e where e.id = $2) as known from visits_{table} group by kind"
        ),
        _ => format!("delete from visits_{table} where started_at < now() - $1::interval and remarks is null"),
    }
}
