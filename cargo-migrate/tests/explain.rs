//! Is everything explained that the engine can say: each rule in its sources, each SQLSTATE that it names.

use std::path::Path;
use std::process::Command;

/// The rules that the engine's sources name.
fn rules(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the engine has sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rules(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source can be read");
            for start in ["Diagnostic::rule(Severity::", "refused(\"", "Code::Rule(\""] {
                into.extend(text.split(start).skip(1).filter_map(|rest| rule_of(start, rest)));
            }
        }
    }
}

fn rule_of(start: &str, rest: &str) -> Option<String> {
    let rest = if start.ends_with('"') { rest } else { rest.split_once(", \"")?.1 };
    let rule = rest.split('"').next()?;
    let is_rule = !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
    is_rule.then(|| rule.to_owned())
}

fn explained(code: &str) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-migrate")).args(["migrate", "explain", code]).output();
    output.expect("the command can be started").status.success()
}

#[test]
fn every_rule_of_the_engine_is_explained() {
    let mut found = Vec::new();
    rules(
        &Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the command stands in the workspace").join("migrate-build/src"),
        &mut found,
    );
    found.sort();
    found.dedup();
    assert!(found.len() >= 25, "only {found:?}");
    found.retain(|rule| !explained(rule));
    assert!(found.is_empty(), "not explained: {found:?}");
}

#[test]
fn every_sqlstate_that_the_engine_raises_is_explained() {
    let text = include_str!("../../migrate-build/src/diag/sqlstate.rs");
    let codes: Vec<&str> =
        text.split('"').filter(|word| word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())).collect();
    assert!(codes.len() >= 60, "only {codes:?}");
    let missing: Vec<&str> = codes.into_iter().filter(|code| !explained(code)).collect();
    assert!(missing.is_empty(), "not explained: {missing:?}");
}
