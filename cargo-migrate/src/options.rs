//! What do all subcommands take: the folder, the versions, the format; and what they load with them.

use crate::output::{Format, Status, report};
use clap::Args;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::Settings;
use migrate_build::compile::{
    Compiled, Finding, Migration, Options, ReleaseCheck, check_queries, compile, compile_observed, indexes_to_ask,
};
use migrate_build::expand::release::{read_sources, record};
use migrate_build::project::{
    Configuration, check_lock, discover_with, find_configuration, lints_of, parse_versions, read_lock, read_release,
};
use migrate_build::proof::release::Release;
use migrate_model::HistoryTable;
use std::path::{Path, PathBuf};

/// Options that subcommands share.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shared {
    /// The folder of migrations [default: that of migrate.toml, else migrations]
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// The major versions of PostgreSQL to hold the SQL against: N or N..M [default: that of migrate.toml, else 14..18]
    #[arg(long, value_name = "VERSIONS", value_parser = versions)]
    pub(crate) postgres: Option<VersionRange>,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
}

/// On the command line a bare number means that version alone.
fn versions(text: &str) -> Result<VersionRange, String> {
    let range = if text.contains("..") { parse_versions(text) } else { parse_versions(&format!("{text}..{text}")) };
    range.ok_or_else(|| "a major version from 14 to 18, or a range of them such as 15..18".to_owned())
}

/// Where the migrations are, and what is said of them.
pub(crate) struct Located {
    pub(crate) dir: PathBuf,
    /// The folder of `migrate.toml`, or the one that the command was called in.
    pub(crate) beside: PathBuf,
    pub(crate) configuration: Configuration,
}

/// A folder and its migrations, with what is wrong with its files.
pub(crate) struct Loaded {
    pub(crate) dir: PathBuf,
    pub(crate) migrations: Vec<Migration>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) options: Options,
    /// The table of the history.
    pub(crate) history: HistoryTable,
    /// The program that was released last.
    pub(crate) release: Option<Release>,
    /// The folder whose sources hold the queries of the program.
    sources: PathBuf,
    /// How the code of the program is generated.
    settings: Settings,
}

impl Shared {
    /// Finds the folder and its configuration; what is wrong with the latter is reported here.
    pub(crate) fn locate(&self) -> Result<Located, Status> {
        self.find().map_err(|findings| self.unusable(&findings))
    }

    /// Reads the folder; what makes it unusable is reported here.
    pub(crate) fn load(&self) -> Result<Loaded, Status> {
        self.read().map_err(|findings| self.unusable(&findings))
    }

    fn find(&self) -> Result<Located, Vec<Finding>> {
        let start = self.dir.as_deref().unwrap_or(Path::new("."));
        let found = find_configuration(start)?;
        let (beside, configuration) = found.map_or_else(Default::default, |(path, found)| (path.parent().map(Path::to_owned), found));
        let beside = beside.map(|folder| shortened(&folder)).unwrap_or_default();
        let dir = self.dir.clone().unwrap_or_else(|| folder_of(beside.clone(), &configuration));
        Ok(Located { dir, beside, configuration })
    }

    /// Reads the folder, or says what makes it unusable.
    pub(crate) fn read(&self) -> Result<Loaded, Vec<Finding>> {
        let Located { dir, beside, configuration } = self.find()?;
        let folder = discover_with(&dir, configuration.headers).map_err(|finding| vec![with_others(*finding, &dir)])?;
        let versions = self.postgres.or(configuration.postgres).unwrap_or_default();
        let (lints, problems) = lints_of(&configuration, &beside, std::slice::from_ref(&dir));
        let mut findings: Vec<Finding> = folder.findings.into_iter().chain(problems).collect();
        let release = read_release(&dir).unwrap_or_else(|finding| {
            findings.push(*finding);
            None
        });
        let settings = configuration.code_settings();
        let sources = if beside.as_os_str().is_empty() { PathBuf::from(".") } else { beside };
        Ok(Loaded {
            dir,
            migrations: folder.migrations,
            findings,
            options: Options { versions, lints: Some(lints) },
            history: configuration.history,
            release,
            sources,
            settings,
        })
    }

    fn unusable(&self, findings: &[Finding]) -> Status {
        report(findings, self.format);
        Status::Unusable
    }
}

/// A folder that is not there may be that of a package below, as in a workspace of several.
fn with_others(mut finding: Finding, dir: &Path) -> Finding {
    let others = if dir.exists() { Vec::new() } else { folders_below(Path::new(""), dir, DEEP) };
    if !others.is_empty() {
        let said: Vec<String> = others.iter().take(MOST).map(|other| format!("`--dir {}`", other.display())).collect();
        finding.diagnostic.help = vec![format!("say which one is meant: {}", said.join(" or "))];
    }
    finding
}

/// How far below other folders are looked for, and how many are named.
const DEEP: usize = 3;
const MOST: usize = 4;

fn folders_below(folder: &Path, wanted: &Path, deep: usize) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(here).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let named = entries.map(|entry| folder.join(entry.file_name()));
    let is_source = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| !name.starts_with('.') && name != "target" && name != "node_modules")
    };
    let mut found = Vec::new();
    for path in named.filter(is_source) {
        if path.ends_with(wanted) {
            found.push(path);
        } else if deep > 1 {
            found.extend(folders_below(&path, wanted, deep - 1));
        }
    }
    found.sort();
    found
}

/// A path as people write it: relative where it lies below the folder that the command was called in.
fn shortened(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map_or_else(|_| path.to_owned(), Path::to_owned)
}

fn folder_of(beside: PathBuf, configuration: &Configuration) -> PathBuf {
    beside.join(configuration.migrations.first().map_or(Path::new("migrations"), PathBuf::as_path))
}

impl Loaded {
    /// Folds the chain, and holds it against the lock file.
    pub(crate) fn compile(mut self) -> (Compiled, Vec<Finding>) {
        match read_lock(&self.dir) {
            Ok(Some(lock)) => self.findings.extend(check_lock(&self.dir, &lock, &self.migrations)),
            Ok(None) => {}
            Err(finding) => self.findings.push(*finding),
        }
        let mut findings = std::mem::take(&mut self.findings);
        let (Some(release), Some(lints)) = (&self.release, &self.options.lints) else {
            let compiled = compile(&self.migrations, &self.options);
            findings.extend(compiled.findings.iter().cloned());
            findings.extend(self.ask_queries(&compiled));
            return (compiled, findings);
        };
        let mut check = ReleaseCheck::new(release, lints, Catalog::new(self.options.versions));
        let compiled = compile_observed(&self.migrations, &self.options, &mut |at, catalog| check.after(&self.migrations[at], catalog));
        findings.extend(compiled.findings.iter().cloned());
        check.finish(&self.migrations, &compiled);
        findings.append(&mut check.findings);
        findings.extend(self.ask_queries(&compiled));
        (compiled, findings)
    }

    /// Holds what new migrations make against the queries of the program, which are looked for where something is to be held against them.
    fn ask_queries(&self, compiled: &Compiled) -> Vec<Finding> {
        let Some(lints) = &self.options.lints else { return Vec::new() };
        let made = indexes_to_ask(&self.migrations, compiled, lints);
        if made.is_empty() {
            return Vec::new();
        }
        let (files, texts) = read_sources(&self.sources);
        let queries = record(&compiled.catalog, &self.settings, &files, &texts).queries;
        check_queries(&self.migrations, compiled, (lints, &made), &queries)
    }
}
