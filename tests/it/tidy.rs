//! Is the repository as CONTRIBUTING.md promises: layers, sizes, first lines, no orphans.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folders of the engine; each may use only what stands to its left.
const LAYERS: [&str; 15] = [
    "text", "diag", "syntax", "catalog", "typing", "analyze", "fold", "body", "lint", "proof", "codegen", "docs", "compile", "project",
    "expand",
];
/// The catalog knows no syntax, and typing neither: type ids in, type ids out.
const FORBIDDEN: [(&str, &str); 2] = [("catalog", "syntax"), ("typing", "syntax")];
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
/// Functions that are one `match` over every kind of statement, a line an arm: they may be long. The list may only shrink.
const DISPATCHES: [(&str, &str); 2] =
    [("migrate-build/src/fold/mod.rs", "fn dispatch"), ("migrate-build/src/syntax/statement/lower.rs", "fn lower_kind")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace")
}

fn rust_files() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["migrate-build", "migrate-macros", "migrate-runtime", "cargo-migrate", "examples", "tests"] {
        collect(&root().join(folder), &mut found);
    }
    found.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a source file is readable");
        (path, text)
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn a_layer_uses_only_what_stands_to_its_left() {
    let mut wrong = Vec::new();
    let engine = root().join("migrate-build/src");
    for (path, text) in rust_files() {
        let Some(layer) = path.strip_prefix(&engine).ok().and_then(|inner| inner.iter().next()?.to_str().map(str::to_owned)) else {
            continue;
        };
        let Some(own) = LAYERS.iter().position(|known| *known == layer) else {
            assert!(layer == "lib.rs", "{layer} has no place among the layers");
            continue;
        };
        for used in text.split("crate::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")) {
            let other = LAYERS.iter().position(|known| *known == used);
            let forbidden = FORBIDDEN.contains(&(layer.as_str(), used));
            if other.is_some_and(|other| other > own) || forbidden {
                wrong.push(format!("{} uses {used}", short(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_stay_small() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files() {
        let lines = text.lines().count();
        if lines > FILE_LINES {
            wrong.push(format!("{} has {lines} lines", short(&path)));
        }
        let lines: Vec<&str> = text.lines().collect();
        let path = short(&path);
        let is_dispatch = |line: usize| DISPATCHES.iter().any(|(file, function)| *file == path && lines[line - 1].contains(function));
        let long = long_functions(&text).into_iter().filter(|(line, _)| !is_dispatch(*line));
        wrong.extend(long.map(|(line, length)| format!("{path}:{line} has {length} lines")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first line and the length of every function that is too long: from its `fn` to the closing brace of the same indent.
fn long_functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let is_function = ["fn ", "pub fn ", "const fn ", "pub const fn "].iter().any(|start| code.starts_with(start))
            || (code.starts_with("pub(") && code.contains(") fn "));
        if !is_function {
            continue;
        }
        let close = format!("{}}}", &line[..line.len() - code.len()]);
        if let Some(length) = lines[at..].iter().position(|line| *line == close)
            && length + 1 > FUNCTION_LINES
        {
            found.push((at + 1, length + 1));
        }
    }
    found
}

#[test]
fn a_file_says_first_which_question_it_answers() {
    let silent = rust_files().into_iter().filter(|(_, text)| !text.starts_with("//! "));
    let silent: Vec<String> = silent.map(|(path, _)| short(&path)).collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn nothing_is_left_open() {
    // The words are put together here, so that this file does not hold them.
    let marks = [
        ["to", "do!("].concat(),
        ["unimpl", "emented!("].concat(),
        ["db", "g!("].concat(),
        ["#[al", "low("].concat(),
        ["#[ig", "nore"].concat(),
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
    ];
    let mut wrong = Vec::new();
    for (path, text) in rust_files() {
        let found = marks.iter().filter(|mark| text.contains(mark.as_str()));
        wrong.extend(found.map(|mark| format!("{} holds {mark}", short(&path))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_of_the_suite_has_a_statement() {
    let mut names = BTreeMap::new();
    for page in crate::page::pages() {
        let cases: usize = page.blocks.iter().map(|block| block.cases.len()).sum();
        names.insert(short(&page.path), cases);
    }
    let empty: Vec<&String> = names.iter().filter(|(_, cases)| **cases == 0).map(|(name, _)| name).collect();
    assert!(empty.is_empty(), "{empty:?}");
}
