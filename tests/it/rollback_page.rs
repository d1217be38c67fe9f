//! What is said of a down script, and what does a server find: a page of migrations and their downs.

use crate::proof_page::{Block, blocks, pages, version_of, written};
use crate::server_schema::{connect, schema_of};
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, compile};
use migrate_build::diag::{Code, Severity};
use migrate_build::lint::Lints;
use migrate_build::text::SourceText;
use migrate_runtime::testing::{Needs, Server};

const PARTS: [&str; 3] = ["before", "up", "down"];

#[test]
fn a_down_that_does_not_undo_is_told_of() {
    let mut failures = Vec::new();
    for path in pages("rollback") {
        let text = std::fs::read_to_string(&path).expect("a page is a readable file");
        for block in blocks(&text, &PARTS) {
            let said = engine_says(&block, version_of(&path));
            if said != block.says && std::env::var_os("UPDATE").is_none() {
                failures.push(format!("{}:{}\n  expected {:#?}\n  found    {said:#?}", path.display(), block.line, block.says));
            }
            let differs = said.iter().any(|line| line.starts_with("-- says rollback_differs"));
            let fails = said.iter().any(|line| line.starts_with("-- says error"));
            let expected = match block.server.first().map_or("", String::as_str) {
                "-- server same" => (false, false),
                "-- server differs" => (true, false),
                _ => (false, true),
            };
            if (differs, fails) != expected && !block.server.is_empty() {
                failures.push(format!("{}:{} is not what the server finds", path.display(), block.line));
            }
        }
    }
    assert!(failures.is_empty(), "{} blocks:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn answers_on_downs_are_those_of_the_server() {
    let Some(server) = Server::with(Needs::RecordedVersion) else { return };
    let mut failures = Vec::new();
    for path in pages("rollback").into_iter().filter(|path| version_of(path) == server.version()) {
        let text = std::fs::read_to_string(&path).expect("a page is a readable file");
        let found = blocks(&text, &PARTS);
        let answers: Vec<String> = found.iter().map(|block| server_answer(server, block)).collect();
        if std::env::var_os("UPDATE").is_some() {
            let lines = found.iter().zip(&answers);
            let lines: Vec<Vec<String>> =
                lines.map(|(block, answer)| [vec![answer.clone()], engine_says(block, server.version())].concat()).collect();
            std::fs::write(&path, written(&text, &found, &lines)).expect("a page can be written");
            continue;
        }
        for (block, answer) in found.iter().zip(answers).filter(|(block, answer)| block.server.first() != Some(answer)) {
            failures.push(format!("{}:{} recorded {:?}, server {answer:?}", path.display(), block.line, block.server));
        }
    }
    assert!(failures.is_empty(), "{} answers are not those of the server:\n{}", failures.len(), failures.join("\n"));
}

fn engine_says(block: &Block, version: u8) -> Vec<String> {
    let down = block.part("down");
    let up =
        Migration { down: Some((SourceText::new("down.sql", down), down.to_owned())), ..crate::property::migration(2, block.part("up")) };
    let chain = [crate::property::migration(1, block.part("before")), up];
    let compiled = compile(&chain, &Options { versions: VersionRange::only(version), lints: Some(Lints::default()) });
    // Other rules have pages of their own.
    let is_told = |code: Code| matches!(code, Code::Sql(_)) || matches!(code, Code::Rule(rule) if rule.starts_with("rollback_"));
    let own = compiled.findings.iter().filter(|finding| finding.migration.as_ref() == Some(&chain[1].label));
    let own = own.filter(|finding| is_told(finding.diagnostic.code));
    let mut lines = Vec::new();
    for finding in own {
        let code = match finding.diagnostic.code {
            Code::Sql(state) if finding.diagnostic.severity == Severity::Error => format!("error[{state}]"),
            Code::Sql(state) => state.to_string(),
            Code::Rule(rule) => rule.to_owned(),
        };
        lines.push(format!("-- says {code}: {}", finding.diagnostic.message));
        if code == "rollback_differs" {
            lines.extend(finding.diagnostic.notes.iter().map(|note| format!("-- says   {note}")));
        }
    }
    lines
}

fn server_answer(server: &Server, block: &Block) -> String {
    let name = format!("proof_down_{}", std::process::id());
    let mut client = server.fresh_database(&name);
    let placed = |problem: postgres::Error| panic!("line {}: {problem}", block.line);
    client.batch_execute(block.part("before")).unwrap_or_else(placed);
    let before = schema_of(&mut connect(server, &name));
    client.batch_execute(block.part("up")).unwrap_or_else(placed);
    let answer = match client.batch_execute(block.part("down")) {
        Err(problem) => {
            let error = problem.as_db_error().unwrap_or_else(|| panic!("line {}: {problem}", block.line));
            format!("-- server error[{}]: {}", error.code().code(), error.message())
        }
        Ok(()) if schema_of(&mut connect(server, &name)) == before => "-- server same".to_owned(),
        Ok(()) => "-- server differs".to_owned(),
    };
    drop(client);
    server.drop_database(&name);
    answer
}
