//! Is what the rules say of locks, rewrites and scans what a server does: every migration is run statement by statement on tables with rows.
//!
//! The folders below `MIGRATE_LINT_CORPUS` (each with a folder `migrations`) are replayed, and this repository's own chain where it is not set.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads the figures")]

use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, compile};
use migrate_build::diag::{Code, Diagnostic, SubjectKind};
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::fold::unit::elide_wrapping_block;
use migrate_build::lint::{Lints, UnitJudge, UnitText};
use migrate_build::project::discover;
use migrate_build::syntax::{Grammar, parse_file_with};
use migrate_runtime::testing::Server;
use postgres::Client;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a statement did to the tables that were there before its migration.
#[derive(Debug, Default)]
struct Seen {
    locks: BTreeMap<String, String>,
    rewritten: BTreeSet<String>,
    read: BTreeSet<String>,
    /// Whether it failed as long as tables held rows.
    emptied: bool,
}

/// What a server must be seen to do where a rule finds something.
enum Evidence {
    Rewrite,
    /// Rows are read, or an index is built, under such a lock.
    ReadUnder(&'static [&'static str]),
    Lock(&'static [&'static str]),
}

const EXCLUSIVE: &[&str] = &["AccessExclusiveLock"];
const WRITES: &[&str] = &["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

#[rustfmt::skip]
fn evidence_for(rule: &str) -> Option<Evidence> {
    Some(match rule {
        "volatile_default" | "stored_generated_column" | "serial_column" | "identity_column" | "constrained_domain_column" | "changed_persistence"
        | "changed_access_method" | "rewriting_maintenance" | "changed_expression" | "changed_tablespace" | "type_rewrite" | "truncate"
        | "blocking_refresh" => Evidence::Rewrite,
        "inline_check" | "check_without_not_valid" | "set_not_null" | "set_not_null_over_not_valid" | "primary_key_over_nullable" | "type_change_rechecks"
        | "inline_key" | "unique_without_index" | "primary_key_without_index" | "exclusion_constraint" | "type_index_rebuild" | "attach_without_check"
        | "default_partition_scan" | "attach_builds_index" => Evidence::ReadUnder(EXCLUSIVE),
        "foreign_key_without_not_valid" | "inline_foreign_key" | "blocking_index" | "blocking_reindex" | "index_on_partitioned_table"
        | "type_change_of_foreign_key" | "domain_constraint" | "domain_not_null" => Evidence::ReadUnder(WRITES),
        "blocking_drop_index" | "partition_of_used_table" | "blocking_detach" | "dropped_partition" | "parent_fan_out" => Evidence::Lock(EXCLUSIVE),
        "lock_table" => Evidence::Lock(WRITES),
        _ => return None,
    })
}

#[test]
fn findings_are_what_a_server_does() {
    let server = Server::get();
    let (mut wrong, mut missed, mut confirmed, mut rows) = (Vec::new(), Vec::new(), BTreeMap::<String, usize>::new(), (0, 0));
    for folder in folders() {
        let migrations = discover(&folder).map_or_else(|_| Vec::new(), |found| found.migrations);
        let database = format!("lint_replay_{}", std::process::id());
        let mut replay = Replay { client: server.fresh_database(&database), catalog: Catalog::new(VersionRange::only(server.version())) };
        replay.client.batch_execute("set client_min_messages = error").expect("a setting can be set");
        let compiled = compile(&migrations, &Options { versions: VersionRange::only(server.version()), lints: None });
        for (migration, execution) in migrations.iter().zip(compiled.executions) {
            let filled = replay.fill();
            rows = (rows.0 + filled.0, rows.1 + filled.1);
            for (sql, said, seen) in replay.run(migration, execution.up.run.mode()) {
                let place = format!("{}: {sql}", migration.up.path());
                for Said { rule, about } in &said {
                    match evidence_for(rule).map(|evidence| is_seen(&evidence, &seen, about)) {
                        Some(true) => *confirmed.entry(rule.clone()).or_default() += 1,
                        Some(false) => wrong.push(format!("{rule} of {about:?} {place}\n    {seen:?}")),
                        None => {}
                    }
                }
                let is_told = said.iter().any(|it| matches!(evidence_for(&it.rule), Some(Evidence::Rewrite | Evidence::ReadUnder(_))));
                let is_heavy = is_seen(&Evidence::Rewrite, &seen, &None) || is_seen(&Evidence::ReadUnder(WRITES), &seen, &None);
                if is_heavy && !is_told {
                    let others: Vec<&str> = said.iter().map(|it| it.rule.as_str()).collect();
                    let emptied = if seen.emptied { "fails with rows, " } else { "" };
                    missed.push(format!("{place}\n    {emptied}{seen:?}; told by {others:?}"));
                }
            }
        }
        drop(replay);
        server.drop_database(&database);
    }
    println!(
        "{} of {} tables hold rows; confirmed {confirmed:?}\n{} seen and not reported:\n{}",
        rows.0,
        rows.1,
        missed.len(),
        missed.join("\n")
    );
    assert!(wrong.is_empty(), "{} findings without evidence:\n{}", wrong.len(), wrong.join("\n"));
}

fn folders() -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("MIGRATE_LINT_CORPUS") else {
        return vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations")];
    };
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(corpus).expect("the folder is there").flatten().map(|entry| entry.path().join("migrations")).collect();
    found.sort();
    found
}

/// Whether it is seen of one of the tables that something is about, or of any table where that is not said.
fn is_seen(evidence: &Evidence, seen: &Seen, about: &Option<BTreeSet<String>>) -> bool {
    let is_meant = |table: &&String| about.as_ref().is_none_or(|tables| tables.contains(*table));
    let is_locked = |table: &String, modes: &[&str]| seen.locks.get(table).is_some_and(|mode| modes.contains(&mode.as_str()));
    match evidence {
        Evidence::Rewrite => seen.rewritten.iter().any(|table| is_meant(&table)),
        Evidence::ReadUnder(modes) => seen.read.iter().filter(is_meant).any(|table| is_locked(table, modes)),
        // What is dropped is not there any more to be asked for, and its parent may be the one that is locked.
        Evidence::Lock(modes) => seen.locks.keys().any(|table| is_locked(table, modes)),
    }
}

/// What a rule says of a statement.
struct Said {
    rule: String,
    /// The table that it is about, with those below it; none where it names no table.
    about: Option<BTreeSet<String>>,
}

struct Replay {
    client: Client,
    catalog: Catalog,
}

/// Relations go by their numbers: a migration may give a name to another table.
const FILES: &str = "select c.oid::text, c.relfilenode from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
const TABLES: &str = "select c.oid::regclass::text, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
/// A lock on a partitioned table keeps out of its partitions whoever names it.
const LOCKS: &str = "select coalesce(below.relid, l.relation)::oid::text, l.mode from pg_locks l join pg_class c on c.oid = l.relation
    left join lateral pg_partition_tree(l.relation) below on c.relkind = 'p'
    where l.pid = pg_backend_pid() and l.granted and c.relkind in ('r', 'p', 'm')";
/// The tables of a name, and those below them.
const BELOW: &str = "with recursive below as (
        select oid from pg_class where relname = $1 and relkind in ('r', 'p', 'm')
        union select inhrelid from below join pg_inherits on inhparent = below.oid)
    select oid::text from below";
const READ: &str = "select relid::text, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::oid from pg_stat_xact_user_tables";

impl Replay {
    /// Writes a row into every table that takes one made of plain values; how many hold rows, and how many there are.
    fn fill(&mut self) -> (usize, usize) {
        let tables = self.names(TABLES);
        let mut filled = 0;
        for table in tables.keys() {
            let insert = format!(
                "do $$ declare names text; vals text; begin
                 if exists (select from {table}) then return; end if;
                 set local session_replication_role = replica;
                 select string_agg(quote_ident(attname), ', '), string_agg(case
                     when t.typtype = 'e' then format('(enum_first(null::%s))', a.atttypid::regtype) when t.typcategory = 'A' then '''{{}}'''
                     when t.typname in ('json', 'jsonb') then '''{{}}''' when t.typname = 'uuid' then 'gen_random_uuid()' when t.typname = 'bytea' then '''x'''
                     when t.typname = 'interval' then '''1 day''' when t.typcategory = 'N' then '1' when t.typcategory = 'B' then 'true'
                     when t.typcategory = 'D' then 'now()' when t.typcategory = 'I' then '''10.0.0.1''' else '''1''' end, ', ') into names, vals
                 from pg_attribute a join pg_type t on t.oid = a.atttypid
                 where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' and attnotnull and not atthasdef;
                 if names is null then execute 'insert into {table} default values'; else execute format('insert into {table} (%s) values (%s)', names, vals); end if;
                 exception when others then null; end $$"
            );
            let _ = self.client.batch_execute(&insert);
            let count = self.client.query_one(&format!("select exists (select from {table})"), &[]);
            filled += usize::from(count.is_ok_and(|row| row.get(0)));
        }
        (filled, tables.len())
    }

    /// Each statement with what rules find and what it is seen to do. What fails with rows is run again without.
    fn run(&mut self, migration: &Migration, mode: TransactionMode) -> Vec<(String, Vec<Said>, Seen)> {
        let sql = migration.up_sql.clone();
        let parsed = parse_file_with(&sql, Grammar::of_version(u32::from(self.catalog.versions().lowest)));
        let lints = Lints::default();
        let text = UnitText {
            name: &migration.name,
            text: &sql,
            sql: &sql,
            directives: &[],
            statements: None,
            count: parsed.statements.len(),
            has_block: false,
            down: None,
            require: None,
            verify: None,
        };
        let mut judge = UnitJudge::new(&lints, text, &self.catalog, mode);
        let in_use: BTreeSet<String> = self.names(FILES).into_keys().collect();
        let mut cx = Cx::new(self.catalog.clone(), Session::new(mode), &sql);
        let mut found = Vec::new();
        for statement in elide_wrapping_block(&parsed.statements) {
            let before = cx.catalog.clone();
            let written = sql.get(statement.span.range()).unwrap_or_default();
            let rules = match fold_statement(&mut cx, statement) {
                Ok(()) => judge.statement((&before, &cx.catalog), &cx.effects, &cx.session, statement.span),
                Err(_) => Vec::new(),
            };
            cx.warnings.clear();
            let said: Vec<Said> = rules.iter().filter_map(|verdict| self.said(&verdict.diagnostic)).collect();
            if let Some(seen) = self.measure(written, &in_use) {
                found.push((written.lines().next().unwrap_or_default().to_owned(), said, seen));
            }
        }
        cx.end_session();
        self.catalog = cx.catalog;
        found
    }

    fn said(&mut self, diagnostic: &Diagnostic) -> Option<Said> {
        let Code::Rule(rule) = diagnostic.code else { return None };
        let subject = diagnostic.subject.as_ref();
        let name = subject.and_then(|it| if it.kind == SubjectKind::Relation { Some(&it.name) } else { it.within.as_ref() });
        let rows = name.map(|name| self.client.query(BELOW, &[&name.as_str()]).expect("the tables can be asked for"));
        let about: BTreeSet<String> = rows.iter().flatten().map(|row| row.get(0)).collect();
        Some(Said { rule: rule.to_owned(), about: Some(about).filter(|about| !about.is_empty()) })
    }

    fn measure(&mut self, sql: &str, in_use: &BTreeSet<String>) -> Option<Seen> {
        for with_rows in [true, false] {
            if !with_rows {
                let all: Vec<String> = self.names(TABLES).into_keys().collect();
                let _ = self.client.batch_execute(&format!("truncate {} cascade", all.join(", ")));
            }
            match self.measure_once(sql, in_use) {
                Ok(seen) => return Some(Seen { emptied: !with_rows, ..seen }),
                Err(_) => {
                    let _ = self.client.batch_execute("rollback");
                    // What no transaction may hold is run by itself, unmeasured.
                    if self.client.batch_execute(sql).is_ok() {
                        return None;
                    }
                }
            }
        }
        None
    }

    fn measure_once(&mut self, sql: &str, in_use: &BTreeSet<String>) -> Result<Seen, postgres::Error> {
        let before = self.names(FILES);
        self.client.batch_execute("begin")?;
        let scans = self.names(READ);
        self.client.batch_execute(sql)?;
        let mut seen = Seen::default();
        for row in self.client.query(LOCKS, &[])? {
            let (table, mode): (String, String) = (row.get(0), row.get(1));
            let strongest = seen.locks.entry(table).or_default();
            if rank(&mode) >= rank(strongest) {
                *strongest = mode;
            }
        }
        let grown = |(table, count): &(String, u32)| *count > scans.get(table).copied().unwrap_or(0);
        seen.read = self.names(READ).into_iter().filter(grown).map(|(table, _)| table).collect();
        let after = self.names(FILES);
        seen.rewritten = before
            .iter()
            .filter(|(table, file)| after.get(*table).is_some_and(|now| now != *file))
            .map(|(table, _)| table.clone())
            .collect();
        self.client.batch_execute("commit")?;
        seen.locks.retain(|table, _| in_use.contains(table));
        seen.read.retain(|table| in_use.contains(table));
        seen.rewritten.retain(|table| in_use.contains(table));
        Ok(seen)
    }

    fn names(&mut self, query: &str) -> BTreeMap<String, u32> {
        let rows = self.client.query(query, &[]).unwrap_or_default();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

fn rank(mode: &str) -> usize {
    let modes = [
        "",
        "AccessShareLock",
        "RowShareLock",
        "RowExclusiveLock",
        "ShareUpdateExclusiveLock",
        "ShareLock",
        "ShareRowExclusiveLock",
        "ExclusiveLock",
    ];
    modes.iter().position(|known| *known == mode).unwrap_or(modes.len())
}
