//! How far does the engine agree with a server over PostgreSQL's own regression suite: accepted or refused, SQLSTATE, columns.
//!
//! Both run every file of the lists below, statement by statement, in the same order. What is recorded is how many statements agree, a file a
//! line in `tests/regress/agreement.txt`; the numbers may only go up, and `UPDATE=1` writes them.

use crate::psql::{Sent, statements};
use crate::regress_syntax::suite_folder;
use migrate_build::analyze::analyze_statement;
use migrate_build::analyze::parameter::Parameters;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::diag::{Code, Problem, Severity};
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::syntax::statement::transaction::Transaction;
use migrate_build::syntax::statement::{Statement, StatementKind};
use migrate_build::syntax::{Grammar, parse_file_with};
use migrate_build::text::Name;
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;
use std::collections::BTreeMap;
use std::path::Path;

/// Files about definitions, of which at least 90 % agree.
const DEFINITIONS: [&str; 17] = [
    "alter_table",
    "create_table",
    "create_index",
    "constraints",
    "foreign_key",
    "inherit",
    "identity",
    "generated",
    "enum",
    "domain",
    "sequence",
    "create_view",
    "triggers",
    "rowsecurity",
    "dependency",
    "namespace",
    "partition_join",
];
/// Files about queries, of which at least 95 % agree.
const QUERIES: [&str; 31] = [
    "select",
    "join",
    "subselect",
    "aggregates",
    "groupingsets",
    "window",
    "with",
    "union",
    "insert",
    "insert_conflict",
    "update",
    "delete",
    "merge",
    "returning",
    "case",
    "arrays",
    "rowtypes",
    "polymorphism",
    "rangetypes",
    "jsonb",
    "strings",
    "numeric",
    "timestamp",
    "updatable_views",
    "select_distinct",
    "select_having",
    "select_implicit",
    "select_into",
    "int4",
    "text",
    "tsearch",
];

#[derive(Clone, Copy, Default)]
struct Score {
    agreed: usize,
    of: usize,
}

#[test]
fn the_engine_agrees_with_the_server_over_the_regression_suite() {
    let Some(folder) = suite_folder() else { return };
    let Some(server) = Server::with(Needs::RecordedVersion) else { return };
    assert_eq!(server.version(), 15, "the suite that is recorded is that of PostgreSQL 15");
    let setup = read(&folder, "test_setup");
    let show = std::env::var("SHOW").unwrap_or_default();
    let mut found = BTreeMap::new();
    for file in DEFINITIONS.iter().chain(&QUERIES) {
        let mut run = Run::begin(server, file);
        for sent in &setup {
            run.step(sent);
        }
        (run.score, run.disagreed) = (Score::default(), Vec::new());
        for sent in &read(&folder, file) {
            run.step(sent);
        }
        if show == *file {
            eprintln!("{}", run.disagreed.join("\n"));
        }
        found.insert((*file).to_owned(), run.score);
        run.end(server);
    }
    hold(&found);
}

/// Holds what was found against what was recorded.
fn hold(found: &BTreeMap<String, Score>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("regress/agreement.txt");
    if std::env::var_os("UPDATE").is_some() {
        let head = "# How many statements of each file of the regression suite of PostgreSQL 15 the engine and the server agree on: file, agreed, of.\n";
        let text = found.iter().fold(head.to_owned(), |text, (file, score)| text + &format!("{file} {} {}\n", score.agreed, score.of));
        std::fs::write(&path, text).expect("the list can be written");
    }
    let recorded = std::fs::read_to_string(&path).expect("the list is readable");
    let mut wrong = Vec::new();
    for line in recorded.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(' ').collect();
        let least: usize = fields[1].parse().expect("a number of statements");
        let score = found.get(fields[0]).copied().unwrap_or_default();
        if score.agreed < least {
            wrong.push(format!("{}: {} of {} agree, {least} did", fields[0], score.agreed, score.of));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (name, files, least) in [("definitions", &DEFINITIONS[..], 0.90), ("queries", &QUERIES[..], 0.95)] {
        let sum = |part: fn(&Score) -> usize| files.iter().filter_map(|file| found.get(*file)).map(part).sum::<usize>();
        let (agreed, of) = (sum(|score| score.agreed), sum(|score| score.of));
        eprintln!("{name}: {agreed} of {of} agree");
        assert!(agreed as f64 >= least * of as f64, "{name}: only {agreed} of {of} agree");
    }
}

fn read(folder: &Path, file: &str) -> Vec<Sent> {
    let bytes = std::fs::read(folder.join(file).with_extension("sql")).unwrap_or_default();
    statements(&String::from_utf8_lossy(&bytes))
}

/// What is said of a statement: the columns that it gives, or a SQLSTATE.
type Answer = Result<Option<Vec<(String, String)>>, String>;

struct Run {
    client: Client,
    catalog: Catalog,
    session: Session,
    /// The state at the beginning of the transaction, and at its savepoints.
    marks: Vec<(Option<Name>, Catalog)>,
    failed: bool,
    database: String,
    score: Score,
    disagreed: Vec<String>,
}

impl Run {
    fn begin(server: &Server, file: &str) -> Self {
        let database = format!("regress_{file}");
        let mut client = server.fresh_database(&database);
        // The suite counts on these, and what a statement waits for is not its subject.
        client.batch_execute("set statement_timeout = '20s'; set lock_timeout = '2s'").expect("settings can be set");
        let catalog = Catalog::new(VersionRange::only(15));
        let session = Session::new(TransactionMode::Statements);
        Self { client, catalog, session, marks: Vec::new(), failed: false, database, score: Score::default(), disagreed: Vec::new() }
    }

    fn end(self, server: &Server) {
        drop(self.client);
        server.drop_database(&self.database);
    }

    fn step(&mut self, sent: &Sent) {
        let lower = sent.sql.trim_start().to_ascii_lowercase();
        if sent.has_variable || lower.starts_with("copy") {
            return;
        }
        let before = self.failed;
        let parsed = parse_file_with(&sent.sql, Grammar::V15);
        if let [Statement { kind: StatementKind::Transaction(control), .. }] = parsed.statements.as_slice() {
            return self.control(control, &sent.sql);
        }
        let theirs = self.ask_server(&sent.sql);
        if before {
            return;
        }
        self.failed = !self.marks.is_empty() && theirs.is_err();
        // What depends on rows, on the machine or on rights is not in a catalog.
        let data = ["22", "23", "40", "53", "55P", "57", "58", "P0", "XX", "42501", "26", "34", "HV", "F0", "21"];
        if theirs.as_ref().is_err_and(|code| data.iter().any(|class| code.starts_with(class))) {
            return;
        }
        let ours = self.ask_engine(&sent.sql, &parsed.problems, &parsed.statements);
        self.score.of += 1;
        if ours == theirs {
            self.score.agreed += 1;
        } else {
            let first: String = sent.sql.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
            self.disagreed.push(format!("{}: {first}\n    server {theirs:?}\n    engine {ours:?}", sent.line));
        }
    }

    fn ask_server(&mut self, sql: &str) -> Answer {
        let code = |problem: postgres::Error| problem.code().map_or_else(|| "XX000".to_owned(), |code| code.code().to_owned());
        let described = if is_query(sql) && !self.failed && self.marks.is_empty() {
            self.client.prepare(sql).ok().map(|prepared| {
                prepared.columns().iter().map(|column| (column.name().to_owned(), column.type_().name().to_owned())).collect()
            })
        } else {
            None
        };
        self.client.batch_execute(sql).map(|()| described).map_err(code)
    }

    fn ask_engine(&mut self, sql: &str, problems: &[Problem], statements: &[Statement]) -> Answer {
        if let Some(problem) = problems.iter().find(|problem| problem.severity == Severity::Error) {
            return Err(code_of(problem));
        }
        let mut columns = None;
        for statement in statements {
            if let StatementKind::Preparable(it) = &statement.kind
                && self.marks.is_empty()
                && is_query(sql)
                && let Ok(analyzed) = analyze_statement(&self.catalog, it, &mut Parameters::inferred())
            {
                let name = |id| self.catalog.type_(id).map_or_else(String::new, |found| found.name.to_string());
                columns = Some(analyzed.columns.iter().map(|column| (column.name.to_string(), name(column.type_id))).collect());
            }
            let mut cx = Cx::new(self.catalog.clone(), self.session.clone(), sql);
            cx.session.in_transaction = !self.marks.is_empty();
            let result = fold_statement(&mut cx, statement);
            (self.catalog, self.session) = (cx.catalog, cx.session);
            result.map_err(|problem| code_of(&problem))?;
        }
        Ok(columns)
    }

    /// Transactions are the suite's own affair: the state is kept and brought back here.
    fn control(&mut self, control: &Transaction, sql: &str) {
        let refused = self.client.batch_execute(sql).is_err();
        match control {
            Transaction::Begin if self.marks.is_empty() => self.marks.push((None, self.catalog.clone())),
            Transaction::Commit if !self.failed && !refused => self.finish(None),
            Transaction::Commit | Transaction::Rollback => {
                let first = self.marks.first().map(|(_, catalog)| catalog.clone());
                self.finish(first);
            }
            Transaction::Savepoint(name) if !refused => self.marks.push((Some(name.name.clone()), self.catalog.clone())),
            Transaction::RollbackTo(name) if !refused => {
                if let Some(at) = self.marks.iter().rposition(|(mark, _)| mark.as_ref() == Some(&name.name)) {
                    self.marks.truncate(at + 1);
                    self.catalog = self.marks[at].1.clone();
                    self.failed = false;
                }
            }
            _ => {}
        }
    }

    fn finish(&mut self, back_to: Option<Catalog>) {
        self.catalog = back_to.unwrap_or_else(|| self.catalog.clone());
        self.marks.clear();
        self.failed = false;
        self.session.new_enum_labels.clear();
        self.session.new_types.clear();
    }
}

fn is_query(sql: &str) -> bool {
    let word = sql.trim_start().trim_start_matches('(').split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_ascii_lowercase();
    ["select", "values", "with", "table"].contains(&word.as_str())
}

fn code_of(problem: &Problem) -> String {
    match problem.code {
        Code::Sql(state) => state.to_string(),
        Code::Rule(rule) => rule.to_owned(),
    }
}
