//! Do the rules say of each statement what real servers were measured to lock and rewrite, and nothing else.

use crate::locks::{Case, measured};
use migrate_build::catalog::Catalog;
use migrate_build::catalog::object::RelationKind;
use migrate_build::catalog::version::VersionRange;
use migrate_build::diag::Code;
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::lint::{Level, Levels, Lints, UnitJudge, UnitText};
use migrate_build::syntax::parse_file;
use std::collections::BTreeSet;

/// The rules that say that a table is written anew.
#[rustfmt::skip]
const REWRITES: [&str; 11] = [
    "volatile_default", "stored_generated_column", "serial_column", "identity_column", "constrained_domain_column", "changed_persistence",
    "changed_access_method", "rewriting_maintenance", "changed_expression", "type_rewrite", "truncate",
];
/// The rule that speaks of every lock that keeps writes out.
const LOCKS: &str = "missing_lock_timeout";

#[test]
fn rules_say_what_was_measured() {
    let (tables, cases) = measured();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for case in &cases {
        for (first, last, expected) in case.answers.iter().filter(|(.., answer)| !answer.starts_with("error")) {
            for version in *first..=*last {
                let Some((found, in_use)) = judged(&tables, case, version) else { continue };
                checked += 1;
                let words: Vec<&str> = expected.split(' ').collect();
                let named = |word: &str| words.windows(2).filter(|pair| pair[0] == word).map(|pair| pair[1].to_owned()).collect::<Vec<_>>();
                let rewritten = named("rewrite").iter().any(|table| in_use.contains(table));
                let strong = |lock: &String| {
                    lock.split_once('=').is_some_and(|(table, mode)| in_use.contains(table) && !matches!(mode, "RS" | "RX" | "SUX"))
                };
                let locked = named("lock").iter().any(strong);
                let says = (found.iter().any(|rule| REWRITES.contains(&rule.as_str())), found.contains(LOCKS));
                if says != (rewritten, locked) {
                    wrong.push(format!("{} on {version}: {}\n    measured {expected}\n    found    {found:?}", case.name, case.run));
                }
            }
        }
    }
    assert!(checked > 900, "only {checked} measurements were judged");
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The rules that find something, and the tables that were there; none where the statement depends on rows that no catalog holds.
fn judged(tables: &str, case: &Case, version: u8) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let schema = format!("t_{}", case.name);
    let setup = format!("create schema {schema}; set search_path = {schema}, public; {tables} {}", case.setup).replace("{s}", &schema);
    let mut cx = Cx::new(Catalog::new(VersionRange::only(version)), Session::new(TransactionMode::Statements), &setup);
    for statement in &parse_file(&setup).statements {
        fold_statement(&mut cx, statement).ok()?;
    }
    let kinds = [RelationKind::Table, RelationKind::PartitionedTable];
    let relations = cx.catalog.relations();
    let in_use = relations.iter().filter(|it| kinds.contains(&it.kind)).map(|it| it.name.to_string()).collect();
    let run = case.run.replace("{s}", &schema);
    let mode = if case.run.contains("CONCURRENTLY") { TransactionMode::Statements } else { TransactionMode::Whole };
    let mut levels = Levels::default();
    levels.set(LOCKS, Level::Warn).expect("the rule is known");
    let lints = Lints { levels, ..Lints::default() };
    let text = UnitText {
        name: "case",
        text: &run,
        sql: &run,
        directives: &[],
        statements: None,
        count: 1,
        has_block: false,
        down: None,
        require: None,
        verify: None,
    };
    let mut judge = UnitJudge::new(&lints, text, &cx.catalog, mode);
    let mut inner =
        Cx::new(cx.catalog.clone(), Session { mode, in_transaction: mode == TransactionMode::Whole, ..cx.session.clone() }, &run);
    let mut found = BTreeSet::new();
    for statement in &parse_file(&run).statements {
        let before = inner.catalog.clone();
        fold_statement(&mut inner, statement).ok()?;
        for verdict in judge.statement((&before, &inner.catalog), &inner.effects, &inner.session, statement.span) {
            if let Code::Rule(name) = verdict.diagnostic.code {
                found.insert(name.to_owned());
            }
        }
        judge.pass(statement.span);
    }
    Some((found, in_use))
}
