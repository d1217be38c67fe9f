//! What does the page of a rule hold: examples under the headings Bad, Good, Near miss and Fix, each a history and what is judged after it.

use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::Settings;
use migrate_build::compile::{
    Compiled, DeclaredTransaction, Migration, MigrationKind, Options, ReleaseCheck, check_queries, compile, compile_observed,
    indexes_to_ask, read_header,
};
use migrate_build::expand::release::{QueryText, record};
use migrate_build::fold::session::TransactionMode;
use migrate_build::lint::{Enforcement, Level, Levels, Lints, Rule};
use migrate_build::proof::release::Release;
use migrate_build::text::SourceText;
use migrate_model::{Directive, SectionKind, Sections, Version};
use migrate_runtime::testing::Server;

/// What an example is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Bad,
    Good,
    NearMiss,
    Fix,
}

/// An example: files that were released, and files that are judged.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) purpose: Purpose,
    pub(crate) line: usize,
    pub(crate) released: Option<String>,
    pub(crate) judged: Vec<String>,
    /// The versions that it is for, where the page says so.
    pub(crate) versions: (u8, u8),
}

const RELEASED: &str = "-- released above\n";
const NEXT: &str = "-- next migration\n";

/// The examples of a page in their order. A line `<!-- postgres 18 -->` before a block is about that block.
pub(crate) fn examples(page: &str) -> Vec<Example> {
    let (mut found, mut purpose, mut block, mut versions) = (Vec::new(), None, None::<(usize, String)>, (14, 18));
    for (at, line) in page.lines().enumerate() {
        match &mut block {
            Some((start, text)) if line == "```" => {
                if let Some(purpose) = purpose {
                    found.push(example(purpose, *start, text, versions));
                }
                (block, versions) = (None, (14, 18));
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line == "```sql" => block = Some((at + 2, String::new())),
            None if line.starts_with("<!-- postgres ") => versions = versions_of(line),
            None => match line {
                "## Bad" => purpose = Some(Purpose::Bad),
                "## Good" => purpose = Some(Purpose::Good),
                "## Near miss" => purpose = Some(Purpose::NearMiss),
                "## Fix" => purpose = Some(Purpose::Fix),
                _ => {}
            },
        }
    }
    found
}

fn versions_of(line: &str) -> (u8, u8) {
    let text = line.trim_start_matches("<!-- postgres ").trim_end_matches(" -->");
    let range = migrate_build::project::parse_versions(text).expect("a page names versions as migrate.toml does");
    (range.lowest, range.highest)
}

fn example(purpose: Purpose, line: usize, text: &str, versions: (u8, u8)) -> Example {
    let (released, rest) = text.split_once(RELEASED).map_or((None, text), |(before, after)| (Some(before.to_owned()), after));
    Example { purpose, line, released, judged: rest.split(NEXT).map(str::to_owned).collect(), versions }
}

impl Example {
    /// All files as migrations; the first ones are those that were released.
    pub(crate) fn migrations(&self) -> Vec<Migration> {
        let texts = self.released.iter().chain(&self.judged);
        texts.zip(1..).map(|(text, number)| migration(number, text)).collect()
    }

    /// What the engine says with a rule at its own level, or at that of a warning where it is off by default.
    pub(crate) fn judge(&self, rule: &Rule) -> Compiled {
        let mut levels = Levels::default();
        if rule.level == Level::Allow {
            levels.set(rule.name, Level::Warn).expect("a rule is known by its name");
        }
        let released = self.released.iter().map(|_| Version::new("1")).collect();
        let lints = Lints { levels, released, enforcement: Enforcement::Deny, ..Lints::default() };
        let (lowest, highest) = self.versions;
        let versions = migrate_build::catalog::version::VersionRange { lowest, highest };
        let migrations = self.migrations();
        let release = self.release(versions);
        let mut check = ReleaseCheck::new(&release, &lints, Catalog::new(versions));
        let options = Options { versions, lints: Some(lints.clone()) };
        let mut compiled = compile_observed(&migrations, &options, &mut |at, catalog| check.after(&migrations[at], catalog));
        check.finish(&migrations, &compiled);
        compiled.findings.append(&mut check.findings);
        let made = indexes_to_ask(&migrations, &compiled, &lints);
        let queries = record(&compiled.catalog, &Settings::default(), &[], &texts_of(&self.judged, "-- query: ")).queries;
        let asked = check_queries(&migrations, &compiled, (&lints, &made), &queries);
        compiled.findings.extend(asked);
        compiled
    }

    /// The program that runs on the schema that was released: its queries stand there as `-- release: ...`.
    fn release(&self, versions: VersionRange) -> Release {
        let texts = texts_of(self.released.as_slice(), "-- release: ");
        let released: Vec<Migration> = self.released.iter().map(|text| migration(1, text)).collect();
        let catalog = compile(&released, &Options { versions, lints: None }).catalog;
        let queries = record(&catalog, &Settings::default(), &[], &texts).queries;
        Release { versions: vec!["1".to_owned()], queries, ..Release::default() }
    }

    /// The names of the rules that find something.
    pub(crate) fn found(&self, rule: &Rule) -> Vec<String> {
        let compiled = self.judge(rule);
        let code = |finding: &migrate_build::compile::Finding| match finding.diagnostic.code {
            migrate_build::diag::Code::Rule(name) => name.to_owned(),
            migrate_build::diag::Code::Sql(state) => format!("{state} {}", finding.diagnostic.message),
        };
        let mut found: Vec<String> = compiled.findings.iter().map(code).collect();
        found.sort();
        found.dedup();
        found
    }

    /// Whether a server is of a version that the example is for.
    pub(crate) fn is_for(&self, server: &Server) -> bool {
        (self.versions.0..=self.versions.1).contains(&server.version())
    }

    /// Runs all files on a server as the applier would; the error where there is one.
    pub(crate) fn run(&self, client: &mut postgres::Client) -> Result<(), String> {
        let migrations = self.migrations();
        let (lowest, highest) = self.versions;
        let versions = migrate_build::catalog::version::VersionRange { lowest, highest };
        let compiled = compile(&migrations, &Options { versions, lints: None });
        for (migration, execution) in migrations.iter().zip(&compiled.executions) {
            run_migration(client, &migration.up_sql, execution.up.run.mode())?;
        }
        Ok(())
    }
}

/// The queries that stand in comments which begin in a certain way.
fn texts_of(files: &[String], prefix: &str) -> Vec<QueryText> {
    let texts = files.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix(prefix));
    texts.map(|text| QueryText { path: "queries/one.sql".to_owned(), text: text.to_owned() }).collect()
}

/// Runs one file.
pub(crate) fn run_migration(client: &mut postgres::Client, sql: &str, mode: TransactionMode) -> Result<(), String> {
    let told = |problem: postgres::Error| problem.as_db_error().map_or_else(|| problem.to_string(), |it| it.message().to_owned());
    match mode {
        TransactionMode::Whole => client.batch_execute(&format!("begin;\n{sql}\n;commit")).map_err(|problem| {
            let text = told(problem);
            let _ = client.batch_execute("rollback");
            text
        }),
        TransactionMode::Statements => {
            for range in crate::split::statements(sql) {
                client.batch_execute(&sql[range]).map_err(told)?;
            }
            Ok(())
        }
    }
}

/// A file as a migration.
pub(crate) fn migration(number: usize, text: &str) -> Migration {
    let sections = Sections::read(text);
    assert!(sections.errors.is_empty(), "an example has directives that can be read: {:?}", sections.errors);
    let part = |kind| sections.text_of(kind, text);
    let outside = sections.directives.iter().any(|placed| placed.directive == Directive::NoTransaction);
    let up = SourceText::new(&format!("{number:03}_example.sql"), text);
    Migration {
        kind: MigrationKind::Versioned(Version::new(&number.to_string())),
        name: "example".to_owned(),
        label: format!("{number:03}_example"),
        up_sql: part(SectionKind::Up).unwrap_or_default(),
        down: part(SectionKind::Down).map(|sql| (up.clone(), sql)),
        up,
        verify: part(SectionKind::Verify),
        require: part(SectionKind::Require),
        // The contract asks for a header of every file; a page shows one where it is about that.
        header: text.starts_with("-- Migration:").then(|| read_header(text)),
        directives: sections.directives,
        transaction: if outside { DeclaredTransaction::None } else { DeclaredTransaction::Unsaid },
    }
}
