//! Do two independent parsers read the same out of a statement: ours, and the one of the crate `sqlparser`.
//!
//! Wherever the other accepts a statement, both must see the same kind of statement, and every name that the other reads must be one that ours reads.

use crate::page::pages;
use crate::split::statements;
use migrate_build::syntax::parse_file;
use migrate_build::syntax::statement::StatementKind;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use std::collections::BTreeSet;
use std::path::Path;

/// The kinds that the other parser names otherwise: its name, and the ones of ours that it may stand for.
const KINDS: [(&str, &[&str]); 34] = [
    ("Query", &["Preparable", "CreateTableAs"]),
    ("Insert", &["Preparable"]),
    ("Update", &["Preparable"]),
    ("Delete", &["Preparable"]),
    ("Merge", &["Preparable"]),
    ("CreateTable", &["CreateTable", "CreateTableAs"]),
    ("CreateView", &["CreateView", "CreateTableAs"]),
    ("CreateIndex", &["CreateIndex"]),
    ("CreateFunction", &["CreateFunction"]),
    ("CreateTrigger", &["CreateTrigger"]),
    ("CreateSequence", &["CreateSequence"]),
    ("CreateSchema", &["CreateSchema"]),
    ("CreateType", &["CreateType"]),
    ("CreateDomain", &["CreateDomain"]),
    ("CreateExtension", &["CreateExtension"]),
    ("CreatePolicy", &["CreatePolicy"]),
    ("CreateRole", &["CreateRole"]),
    ("CreateDatabase", &["Server"]),
    ("AlterTable", &["AlterTable", "Rename", "SetSchema", "SetOwner"]),
    ("AlterIndex", &["AlterTable", "Rename"]),
    ("AlterView", &["AlterTable", "Rename"]),
    ("AlterType", &["AlterEnum", "AlterTable", "Rename", "SetOwner", "SetSchema"]),
    ("AlterPolicy", &["AlterPolicy", "Rename"]),
    ("AlterRole", &["AlterRole", "Rename"]),
    ("DropFunction", &["Drop"]),
    ("DropProcedure", &["Drop"]),
    ("DropTrigger", &["Drop"]),
    ("DropPolicy", &["Drop"]),
    ("DropExtension", &["Drop"]),
    ("DropDomain", &["Drop"]),
    ("StartTransaction", &["Transaction"]),
    ("Commit", &["Transaction"]),
    ("Rollback", &["Transaction"]),
    ("ExplainTable", &["Explain"]),
];

/// Texts in which the other parser takes for a name what is none: digits with a base, a label that is too long, a string that goes on in the next line.
const NO_NAMES: [&str; 3] = ["0b11", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "'a'\n  'b'"];

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations");
    let mut found: Vec<(String, String)> = Vec::new();
    for path in std::fs::read_dir(folder).expect("the workspace has migrations").flatten().map(|entry| entry.path()) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        found.push((path.display().to_string(), text));
    }
    // What only newer versions know is read by an older one as something else, and the other parser knows no versions.
    for page in pages().into_iter().filter(|page| !page.path.components().any(|part| part.as_os_str() == "version")) {
        found.extend(
            page.blocks.iter().map(|block| (format!("{}:{}", page.path.display(), block.first_line), block.source.text().to_owned())),
        );
    }
    found
}

#[test]
fn two_readers_see_the_same_statements_and_names() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (place, text) in texts() {
        for range in statements(&text) {
            let sql = &text[range];
            let Ok(theirs) = Parser::parse_sql(&PostgreSqlDialect {}, sql) else { continue };
            let [theirs] = theirs.as_slice() else { continue };
            let ours = parse_file(sql);
            // What PostgreSQL refuses and the other parser takes says nothing about ours.
            let [ours] = ours.statements.as_slice() else { continue };
            if matches!(ours.kind, StatementKind::Refused(_)) {
                continue;
            }
            if NO_NAMES.iter().any(|text| sql.contains(text)) {
                continue;
            }
            compared += 1;
            let (theirs, ours) = (format!("{theirs:?}"), format!("{ours:?}"));
            let (their_kind, our_kind) = (kind(&theirs), kind(ours.split_once("kind: ").map_or("", |(_, rest)| rest)));
            let agree = KINDS
                .iter()
                .find(|(name, _)| *name == their_kind)
                .map_or(their_kind == our_kind, |(_, ours)| ours.contains(&our_kind.as_str()));
            if !agree && KINDS.iter().any(|(name, _)| *name == their_kind) {
                wrong.push(format!("{place}: {their_kind} and {our_kind}: {sql}"));
            }
            let words = our_words(&ours);
            let is_read = |name: &String| words.contains(name) || words.contains(&name.replace('_', "").to_lowercase());
            let missing: Vec<String> = their_names(&theirs).into_iter().filter(|name| !is_read(name)).collect();
            if !missing.is_empty() {
                wrong.push(format!("{place}: only the other reads {missing:?}: {sql}"));
            }
        }
    }
    assert!(compared > 50, "only {compared} statements were compared");
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
}

fn kind(debug: &str) -> String {
    debug.chars().take_while(|c| c.is_alphanumeric()).collect()
}

/// Every identifier of the other tree, folded as PostgreSQL folds it.
fn their_names(debug: &str) -> BTreeSet<String> {
    debug
        .split("Ident { value: \"")
        .skip(1)
        .filter_map(|rest| {
            let (value, rest) = rest.split_once("\", quote_style: ")?;
            let value = value.replace("\\\"", "\"");
            Some(cut(if rest.starts_with("None") { value.to_lowercase() } else { value }))
        })
        .collect()
}

/// PostgreSQL keeps 63 bytes of a name; a quotation mark within one stands differently in either tree.
fn cut(name: String) -> String {
    let end = (0..=name.len().min(63)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name[..end].split('"').next().unwrap_or("").to_owned()
}

/// Every text of our tree: names, and words that our tree keeps as such.
fn our_words(debug: &str) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = debug.split('"').map(|part| part.trim_end_matches('\\').to_owned()).collect();
    // A variant of an enum stands for the keyword that the other tree keeps as an identifier.
    words.extend(debug.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_lowercase));
    words
}
