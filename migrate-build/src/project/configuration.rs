//! What does `migrate.toml` say, and where is it.

use super::errors;
use super::read::read_source;
use crate::catalog::version::{NEWEST, OLDEST, VersionRange};
use crate::codegen::{Qualification, Settings};
use crate::compile::Finding;
use crate::docs::DocsSettings;
use crate::lint::{Level, Levels, UnknownRule};
use crate::text::{Gather, SortedMap, SourceText, Span};
use migrate_model::{HistoryTable, nearest};
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Whether files begin with the header contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderStyle {
    /// Nothing is asked of a file.
    #[default]
    Free,
    /// `headers = "contract"`: problem, solution, affected tables, verification, rollback.
    Contract,
}

/// The configuration of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The folders of migrations, relative to the file.
    pub migrations: Vec<PathBuf>,
    /// The versions of PostgreSQL.
    pub postgres: Option<VersionRange>,
    /// The `search_path` that programs run with.
    pub search_path: Option<Vec<String>>,
    /// The header contract.
    pub headers: HeaderStyle,
    /// SQL type, domain or `table.column` to Rust path.
    pub types: SortedMap<String, String>,
    /// The level of every rule.
    pub lints: Levels,
    /// The file that tells how many rows tables hold, relative to this one.
    pub table_sizes: Option<PathBuf>,
    /// Where history is kept.
    pub history: HistoryTable,
    /// SQL name to Rust name.
    pub names: SortedMap<String, String>,
    /// Which files are written for others.
    pub docs: DocsSettings,
    /// How the SQL of queries is sent.
    pub qualification: Qualification,
}

const KEYS: [&str; 11] =
    ["migrations", "postgres", "search-path", "headers", "types", "lints", "history", "names", "qualify", "docs", "areas"];
const DOCS_KEYS: [&str; 6] = ["schema", "markdown", "json", "json-minimal", "typescript", "mermaid"];

impl Configuration {
    /// What decides what generated code and queries look like.
    #[must_use]
    pub fn code_settings(&self) -> Settings {
        Settings { types: self.types.clone(), names: self.names.clone(), qualification: self.qualification, history: self.history.clone() }
    }
}

/// Looks for `migrate.toml` in a folder and the ones around it, up to that of a `Cargo.toml` or a repository.
///
/// # Errors
/// The file is there and cannot be read, or says what it must not.
pub fn find_configuration(from: &Path) -> Result<Option<(PathBuf, Configuration)>, Vec<Finding>> {
    let start = std::path::absolute(from).unwrap_or_else(|_| from.to_owned());
    for folder in start.ancestors() {
        let path = folder.join("migrate.toml");
        if path.is_file() {
            let source = read_source(&path).map_err(|finding| vec![*finding])?;
            let (configuration, findings) = read(&source);
            return if findings.is_empty() { Ok(Some((path, configuration))) } else { Err(findings) };
        }
        if folder.join("Cargo.toml").is_file() || folder.join(".git").exists() {
            return Ok(None);
        }
    }
    Ok(None)
}

/// Reads `15..18`, or `15`, which means 15 to the newest.
#[must_use]
pub fn parse_versions(text: &str) -> Option<VersionRange> {
    let (lowest, highest) = text.split_once("..").unwrap_or((text, ""));
    let number = |text: &str, default| if text.is_empty() { Some(default) } else { text.trim().parse::<u8>().ok() };
    let range = VersionRange { lowest: number(lowest, OLDEST)?, highest: number(highest.trim_start_matches('='), NEWEST)? };
    (OLDEST <= range.lowest && range.lowest <= range.highest && range.highest <= NEWEST).then_some(range)
}

/// Reads the configuration at a path; what it says of what cannot be read is what it would be without.
pub(crate) fn read_configuration(path: &Path) -> (Configuration, Vec<Finding>) {
    match read_source(path) {
        Ok(source) => read(&source),
        Err(finding) => (Configuration::default(), vec![*finding]),
    }
}

fn read(source: &SourceText) -> (Configuration, Vec<Finding>) {
    let mut reader = Reader { source, findings: Vec::new() };
    let mut configuration = Configuration::default();
    match DeTable::parse(source.text()) {
        Ok(table) => {
            for (key, value) in table.get_ref() {
                reader.entry(&mut configuration, key.get_ref(), span_of(key), value);
            }
        }
        Err(problem) => {
            let span = problem.span().map_or(Span::default(), |range| Span::new(range.start as u32, range.end as u32));
            reader.refuse(span, problem.message().to_owned(), "migrate.toml is written in TOML".to_owned());
        }
    }
    (configuration, reader.findings)
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    Span::new(spanned.span().start as u32, spanned.span().end as u32)
}

fn help_for(unknown: &UnknownRule) -> String {
    unknown.nearest.map_or_else(|| "`cargo migrate explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"))
}

struct Reader<'a> {
    source: &'a SourceText,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn entry(&mut self, into: &mut Configuration, key: &str, at: Span, value: &Spanned<DeValue<'_>>) {
        match key {
            "migrations" => into.migrations = self.strings(value).into_iter().map(PathBuf::from).gather(),
            "search-path" => into.search_path = Some(self.strings(value)),
            "postgres" => {
                into.postgres = self.string(value).as_deref().and_then(parse_versions);
                if into.postgres.is_none() {
                    let help = format!("write `postgres = \"{OLDEST}..{NEWEST}\"`, or one version alone for that one and all newer ones");
                    self.refuse(span_of(value), "no range of major versions that is supported".to_owned(), help);
                }
            }
            "headers" => match self.string(value).as_deref() {
                Some("contract") => into.headers = HeaderStyle::Contract,
                Some("free") => into.headers = HeaderStyle::Free,
                _ => self.refuse(span_of(value), "headers are \"contract\" or \"free\"".to_owned(), "write one of them".to_owned()),
            },
            "qualify" => match value.get_ref() {
                DeValue::Boolean(true) => into.qualification = Qualification::Schema,
                DeValue::Boolean(false) => into.qualification = Qualification::AsWritten,
                _ => self.refuse(span_of(value), "this takes true or false".to_owned(), "write `qualify = true`".to_owned()),
            },
            "types" => into.types = self.table(value),
            "lints" => self.lints(into, value),
            "history" => self.history(into, at, value),
            "names" => into.names = self.table(value),
            "docs" => self.docs(into, at, value),
            "areas" => {
                let list =
                    |tables: String| tables.split(',').map(|table| table.trim().to_owned()).filter(|table| !table.is_empty()).gather();
                into.docs.areas = self.table(value).into_iter().map(|(file, tables)| (file, list(tables))).gather();
            }
            _ => {
                let help = nearest(key, KEYS)
                    .map_or_else(|| format!("the keys are {}", KEYS.join(", ")), |near| format!("did you mean `{near}`?"));
                self.refuse(at, format!("there is no setting \"{key}\""), help);
            }
        }
    }

    fn docs(&mut self, into: &mut Configuration, at: Span, value: &Spanned<DeValue<'_>>) {
        for (key, path) in self.table(value) {
            let docs = &mut into.docs;
            let slot = match key.as_str() {
                "schema" => &mut docs.schema,
                "markdown" => &mut docs.markdown,
                "json" => &mut docs.json,
                "json-minimal" => &mut docs.json_minimal,
                "typescript" => &mut docs.typescript,
                "mermaid" => &mut docs.mermaid,
                _ => {
                    let help = format!("the files are {}", DOCS_KEYS.join(", "));
                    self.refuse(at, format!("there is no file \"{key}\" to be written"), help);
                    continue;
                }
            };
            *slot = Some(path);
        }
    }

    fn history(&mut self, into: &mut Configuration, at: Span, value: &Spanned<DeValue<'_>>) {
        for (key, name) in self.table(value) {
            match key.as_str() {
                "schema" => into.history.schema = name,
                "table" => into.history.table = name,
                _ => {
                    let help = "the keys are schema and table".to_owned();
                    self.refuse(at, format!("there is nothing \"{key}\" to be said of the history"), help);
                }
            }
        }
    }

    /// Groups come before rules, so that a rule can be taken out of what is said of its group.
    fn lints(&mut self, into: &mut Configuration, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.refuse(span_of(value), "this takes a table".to_owned(), "write `[lints]` with a line for each rule or group".to_owned());
            return;
        };
        let (groups, rules): (Vec<_>, Vec<_>) = table.iter().partition(|(key, _)| Levels::is_group(key.get_ref()));
        for (key, value) in groups.into_iter().chain(rules) {
            let text = self.string(value);
            match (key.get_ref().as_ref(), text) {
                ("table-sizes", Some(path)) => into.table_sizes = Some(PathBuf::from(path)),
                (name, text) => match text.as_deref().and_then(Level::parse) {
                    Some(level) => {
                        if let Err(unknown) = into.lints.set(name, level) {
                            self.refuse(span_of(key), format!("there is no rule or group \"{name}\""), help_for(&unknown));
                        }
                    }
                    None => {
                        let help = "write \"allow\", \"warn\" or \"deny\"".to_owned();
                        self.refuse(span_of(value), "no level of a rule".to_owned(), help);
                    }
                },
            }
        }
    }

    fn refuse(&mut self, at: Span, message: String, help: String) {
        self.findings.push(errors::configuration(self.source, at, message, help));
    }

    fn string(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            DeValue::Integer(number) => Some(number.as_str().to_owned()),
            _ => None,
        }
    }

    fn strings(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<String> {
        let found = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.string(item)).try_gather::<Option<Vec<_>>>(),
            _ => self.string(value).map(|one| vec![one]),
        };
        found.unwrap_or_else(|| {
            self.refuse(span_of(value), "this takes a text or a list of texts".to_owned(), "put it in quotes".to_owned());
            Vec::new()
        })
    }

    fn table(&mut self, value: &Spanned<DeValue<'_>>) -> SortedMap<String, String> {
        let DeValue::Table(table) = value.get_ref() else {
            self.refuse(span_of(value), "this takes a table".to_owned(), "write it as `[name]` with a line for each entry".to_owned());
            return SortedMap::new();
        };
        let mut found = SortedMap::new();
        for (key, value) in table {
            match self.string(value) {
                Some(text) => {
                    found.insert(key.get_ref().clone().into_owned(), text);
                }
                None => self.refuse(span_of(value), "this takes a text".to_owned(), "put it in quotes".to_owned()),
            }
        }
        found
    }
}
