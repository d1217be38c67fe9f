//! Is every verdict on a down script that of a real server, on which the pair was run and the catalogs were compared before and after.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads the figures")]

use crate::server_schema::{connect, copy_database, schema_of};
use crate::split::statements;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Compiled, Migration, Options, compile};
use migrate_build::diag::Code;
use migrate_build::fold::session::TransactionMode;
use migrate_build::lint::Lints;
use migrate_build::project::discover;
use migrate_runtime::testing::Server;
use postgres::Client;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What comes of a migration and its down.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    /// The schema is as it was.
    Same,
    /// It is another one.
    Differs,
    /// The down fails, with this SQLSTATE.
    Fails(String),
    /// It cannot be told without a database.
    Unknown,
}

/// A pair that was run, and in what the schema differs after it.
struct Run {
    label: String,
    verdict: Verdict,
    differences: Vec<String>,
}

/// The chain of this repository; with `MIGRATE_CHAINS=folder:folder` others too, and then what agrees is printed.
#[test]
fn verdicts_on_downs_are_those_of_the_server() {
    let server = Server::get();
    let named = std::env::var("MIGRATE_CHAINS").unwrap_or_default();
    let mut folders: Vec<PathBuf> = named.split(':').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push(crate::fixture::repository().join("migrations"));
    }
    let mut wrong = Vec::new();
    for folder in &folders {
        let (agreeing, unknown, found) = agreement(server, folder);
        println!("{}: {agreeing} agree, {unknown} cannot be told, {} differ", folder.display(), found.len());
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{} verdicts are not those of the server:\n{}", wrong.len(), wrong.join("\n"));
}

fn agreement(server: &Server, folder: &Path) -> (usize, usize, Vec<String>) {
    let mut chain = discover(folder).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).migrations;
    let options = Options { versions: VersionRange::only(server.version()), lints: Some(Lints::default()) };
    let runs = run_chain(server, &mut chain);
    let compiled = compile(&chain, &options);
    let (mut agreeing, mut unknown, mut wrong) = (0, 0, Vec::new());
    for run in runs {
        match (verdict_of(&compiled, &run.label), &run.verdict) {
            (found, expected) if found == *expected => agreeing += 1,
            (Verdict::Unknown, _) => unknown += 1,
            (found, expected) => {
                let told = notes_of(&compiled, &run.label);
                wrong.push(format!("{}: said {found:?}, is {expected:?}\n{}\n  said:\n{told}", run.label, run.differences.join("\n")));
            }
        }
    }
    (agreeing, unknown, wrong)
}

/// Runs every pair on a copy of the database before it. A migration that the server refuses is taken out of the chain.
fn run_chain(server: &Server, chain: &mut Vec<Migration>) -> Vec<Run> {
    let (main, copy) = (format!("proof_main_{}", std::process::id()), format!("proof_copy_{}", std::process::id()));
    drop(server.fresh_database(&main));
    let mut runs = Vec::new();
    chain.retain(|migration| {
        let mode = mode_of(server, migration);
        let before = schema_of(&mut connect(server, &main));
        if let Some((source, down)) = migration.down.as_ref().filter(|_| !migration.is_irreversible()) {
            copy_database(server, &main, &copy);
            if run(&mut connect(server, &copy), &migration.up_sql, mode).is_ok() {
                let script = Migration { up: source.clone(), up_sql: down.clone(), directives: Vec::new(), ..migration.clone() };
                let of_down = mode_of(server, &script);
                let problem = run(&mut connect(server, &copy), down, of_down).err();
                let after = schema_of(&mut connect(server, &copy));
                runs.push(judge(migration, problem, &before, &after));
            }
        }
        run(&mut connect(server, &main), &migration.up_sql, mode).is_ok()
    });
    server.drop_database(&copy);
    server.drop_database(&main);
    runs
}

fn judge(migration: &Migration, problem: Option<String>, before: &BTreeSet<String>, after: &BTreeSet<String>) -> Run {
    let missing = before.difference(after).map(|fact| format!("  - {fact}"));
    let differences: Vec<String> = missing.chain(after.difference(before).map(|fact| format!("  + {fact}"))).collect();
    let verdict = match problem {
        Some(code) => Verdict::Fails(code),
        None if differences.is_empty() => Verdict::Same,
        None => Verdict::Differs,
    };
    Run { label: migration.label.clone(), verdict, differences }
}

/// How a script runs: as the engine plans it for the migration alone.
fn mode_of(server: &Server, migration: &Migration) -> TransactionMode {
    let alone = [Migration { down: None, ..migration.clone() }];
    compile(&alone, &Options { versions: VersionRange::only(server.version()), lints: None }).executions[0].up.run.mode()
}

/// Runs a script; the SQLSTATE where it fails.
fn run(client: &mut Client, sql: &str, mode: TransactionMode) -> Result<(), String> {
    let code = |problem: postgres::Error| problem.code().map_or_else(|| problem.to_string(), |code| code.code().to_owned());
    match mode {
        TransactionMode::Whole => client.batch_execute(sql).map_err(code),
        TransactionMode::Statements => {
            statements(sql).into_iter().try_for_each(|range| client.batch_execute(&format!("{};", &sql[range])).map_err(code))
        }
    }
}

fn verdict_of(compiled: &Compiled, label: &str) -> Verdict {
    let own = compiled.findings.iter().filter(|finding| finding.migration.as_deref() == Some(label));
    let mut verdict = Verdict::Same;
    for finding in own {
        match finding.diagnostic.code {
            Code::Rule("rollback_differs") => return Verdict::Differs,
            Code::Rule("rollback_unproved") => verdict = Verdict::Unknown,
            Code::Sql(state) if finding.diagnostic.is_error() => return Verdict::Fails(state.to_string()),
            _ => {}
        }
    }
    verdict
}

fn notes_of(compiled: &Compiled, label: &str) -> String {
    let own = compiled.findings.iter().filter(|finding| finding.migration.as_deref() == Some(label));
    let lines = own.map(|finding| format!("    {}: {}", finding.diagnostic.message, finding.diagnostic.notes.join("; ")));
    lines.collect::<Vec<_>>().join("\n")
}
