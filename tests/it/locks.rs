//! Does the engine say of each statement what real servers were measured to lock, rewrite, rebuild and refuse.

use migrate_build::catalog::Catalog;
use migrate_build::catalog::id::RelationId;
use migrate_build::catalog::version::VersionRange;
use migrate_build::fold::cx::Cx;
use migrate_build::fold::effect::{Effects, LockMode};
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::syntax::parse_file;
use std::collections::BTreeMap;

const MEASURED: &str = include_str!("../locks/measured.txt");

/// Cases that depend on rows, which a catalog does not hold, or on what a server finds out by running an expression. The list may only shrink.
const DEPENDS_ON_ROWS: [&str; 2] = ["add_col_nn_nodefault_nonempty", "d_immutable_fn_raises"];

#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) setup: String,
    pub(crate) run: String,
    pub(crate) answers: Vec<(u8, u8, String)>,
}

pub(crate) fn measured() -> (String, Vec<Case>) {
    let (mut tables, mut cases) = (String::new(), Vec::<Case>::new());
    for line in MEASURED.lines() {
        let Some((key, rest)) = line.split_once(' ') else { continue };
        match (key, cases.last_mut()) {
            ("table", _) => tables.push_str(rest),
            ("case", _) => cases.push(Case { name: rest.to_owned(), ..Case::default() }),
            ("setup", Some(case)) => rest.clone_into(&mut case.setup),
            ("run", Some(case)) => rest.clone_into(&mut case.run),
            ("on", Some(case)) => {
                let (versions, answer) = rest.split_once(' ').expect("an answer follows its versions");
                let (first, last) = versions.split_once('-').expect("versions are a range");
                case.answers.push((first.parse().expect("a version"), last.parse().expect("a version"), answer.to_owned()));
            }
            _ => {}
        }
    }
    (tables, cases)
}

#[test]
fn effects_are_what_servers_were_measured_to_do() {
    let (tables, cases) = measured();
    let (mut wrong, mut checked) = (Vec::new(), 0);
    for case in &cases {
        for (first, last, expected) in &case.answers {
            for version in *first..=*last {
                checked += 1;
                let found = answer(&tables, case, version, expected);
                let excused = DEPENDS_ON_ROWS.contains(&case.name.as_str());
                if (found == *expected) == excused {
                    wrong.push(format!("{} on {version}: {}\n    measured {expected}\n    found    {found}", case.name, case.run));
                }
            }
        }
    }
    assert!(checked > 1_000, "only {checked} measurements were read");
    assert!(wrong.is_empty(), "{} of {checked}:\n{}", wrong.len(), wrong.join("\n"));
}

fn answer(tables: &str, case: &Case, version: u8, expected: &str) -> String {
    let schema = format!("t_{}", case.name);
    // What is measured outside a transaction block was run outside of one.
    let outside = case.run.contains("CONCURRENTLY") && !expected.contains("transaction block");
    let mode = if outside { TransactionMode::Statements } else { TransactionMode::Whole };
    let setup = format!("create schema {schema}; set search_path = {schema}, public; {tables} {}", case.setup).replace("{s}", &schema);
    let catalog = Catalog::new(VersionRange::only(version));
    let mut cx = Cx::new(catalog, Session::new(TransactionMode::Statements), &setup);
    for statement in &parse_file(&setup).statements {
        if let Err(problem) = fold_statement(&mut cx, statement) {
            return format!("setup fails: {}", problem.message);
        }
    }
    let run = case.run.replace("{s}", &schema);
    let parsed = parse_file(&run);
    if let Some(problem) = parsed.problems.first() {
        return format!("error {}", problem.message);
    }
    let names = names_of(&cx.catalog);
    let mut inner =
        Cx::new(cx.catalog.clone(), Session { mode, in_transaction: mode == TransactionMode::Whole, ..cx.session.clone() }, &run);
    let mut total = Effects::default();
    for statement in &parsed.statements {
        if let Err(problem) = fold_statement(&mut inner, statement) {
            return format!("error {}", problem.message);
        }
        merge(&mut total, std::mem::take(&mut inner.effects));
    }
    render(&total, &names)
}

fn names_of(catalog: &Catalog) -> BTreeMap<RelationId, String> {
    catalog.relations().into_iter().map(|relation| (relation.id, relation.name.to_string())).collect()
}

fn merge(total: &mut Effects, effects: Effects) {
    effects.locks.into_iter().for_each(|(relation, mode)| total.lock(relation, mode));
    effects.rewrites.into_iter().for_each(|table| total.rewrite(table));
    effects.index_rebuilds.into_iter().for_each(|index| total.rebuild_index(index));
}

fn render(effects: &Effects, names: &BTreeMap<RelationId, String>) -> String {
    // Only what existed before counts, and the weakest lock was not written down.
    let mut parts: Vec<(u8, &String, String)> = Vec::new();
    for (relation, mode) in effects.locks.iter().filter(|(_, mode)| **mode != LockMode::AccessShare) {
        parts.extend(names.get(relation).map(|name| (0, name, format!("lock {name}={}", short(*mode)))));
    }
    for table in &effects.rewrites {
        parts.extend(names.get(table).map(|name| (1, name, format!("rewrite {name}"))));
    }
    for index in &effects.index_rebuilds {
        parts.extend(names.get(index).map(|name| (2, name, format!("rebuild {name}"))));
    }
    parts.sort();
    let parts: Vec<String> = parts.into_iter().map(|(_, _, part)| part).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(" ") }
}

fn short(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessShare => "AS",
        LockMode::RowShare => "RS",
        LockMode::RowExclusive => "RX",
        LockMode::ShareUpdateExclusive => "SUX",
        LockMode::Share => "S",
        LockMode::ShareRowExclusive => "SRX",
        LockMode::Exclusive => "X",
        LockMode::AccessExclusive => "AX",
    }
}
