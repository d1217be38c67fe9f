//! Is everything explained that the engine and the command can say: each rule in their sources, each SQLSTATE that they name.

use std::path::Path;
use std::process::Command;

/// The rules that sources name.
fn rules(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("there are sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rules(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source can be read");
            for start in ["Diagnostic::rule(", "refused(\"", "Code::Rule(\""] {
                into.extend(text.split(start).skip(1).filter_map(|rest| rule_of(start, rest)));
            }
        }
    }
}

fn rule_of(start: &str, rest: &str) -> Option<String> {
    // The rule is the second argument, wherever the line is broken.
    let rest = if start.ends_with('"') { rest } else { rest.split_once(',')?.1.trim_start().strip_prefix('"')? };
    let rule = rest.split('"').next()?;
    let is_rule = !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
    is_rule.then(|| rule.to_owned())
}

fn explained(code: &str) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-migrate")).args(["migrate", "explain", code]).output();
    output.expect("the command can be started").status.success()
}

#[test]
fn every_rule_is_explained() {
    let mut found = Vec::new();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the command stands in the workspace");
    for folder in ["migrate-build/src", "migrate-macros/src", "cargo-migrate/src"] {
        rules(&workspace.join(folder), &mut found);
    }
    found.sort();
    found.dedup();
    assert!(found.len() >= 55, "only {found:?}");
    for known in ["connection", "database", "unwritable_file", "no_repository", "backup_failed"] {
        assert!(found.iter().any(|rule| rule == known), "{known} is not found in the sources");
    }
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
