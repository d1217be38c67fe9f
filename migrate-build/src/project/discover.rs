//! Which migrations does a folder hold, in which order.

use super::configuration::HeaderStyle;
use super::contract_parts::contract_parts;
use super::errors;
use super::file_name::{FileName, Role, Scheme, read_file_name, split_version};
use super::read::read_source;
use super::transaction::declared_transaction;
use crate::compile::{Finding, Migration, MigrationKind, order_scripts, read_header};
use crate::text::{Collection, Gather, Seek, SortedMap, SourceText, Span, sort, sort_by};
use migrate_model::{DirectiveErrorKind, SectionKind, Sections, TokenKind, Version, tokens};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// How deep folders are looked into.
const DEEPEST_FOLDER: usize = 8;

/// A folder as it was found.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its convention; none where it holds no migration with a version.
    pub scheme: Option<Scheme>,
    /// Its migrations in order, repeatables last.
    pub migrations: Vec<Migration>,
    /// What is wrong with its files.
    pub findings: Vec<Finding>,
}

/// A migration whose files are known and not yet read.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Once or repeatedly.
    pub kind: MigrationKind,
    /// Its name without version and endings.
    pub name: String,
    /// The whole name of the file or folder, without endings.
    pub label: String,
    /// The file that applies it.
    pub up: PathBuf,
    /// The file that undoes it.
    pub down: Option<PathBuf>,
    /// Whether its header is part of it.
    pub headers: HeaderStyle,
}

/// A folder's files by their names.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its convention; none where it holds no migration with a version.
    pub scheme: Option<Scheme>,
    /// Its migrations in order, repeatables last.
    pub migrations: Vec<Listed>,
    /// What is wrong with the names of its files.
    pub findings: Vec<Finding>,
}

impl Listing {
    /// Says whether headers are part of the migrations.
    pub(crate) fn read_headers(&mut self, headers: HeaderStyle) {
        self.migrations.iter_mut().for_each(|listed| listed.headers = headers);
    }

    /// Puts repeatable migrations behind those whose views, functions and the like they name.
    pub(crate) fn order_repeatables(&mut self) {
        let versioned = self.migrations.partition_point(|listed| listed.kind != MigrationKind::Repeatable);
        let repeatable = self.migrations.split_off(versioned);
        // What cannot be read is told of when it is read as a migration.
        let texts: Vec<String> = repeatable.iter().map(|listed| std::fs::read_to_string(&listed.up).unwrap_or_default()).gather();
        self.migrations.put_all(order_scripts(&texts).into_iter().map(|at| repeatable[at].clone()));
    }

    /// Takes in another folder of the same chain.
    pub(crate) fn extend(&mut self, other: Self) {
        self.scheme = self.scheme.or(other.scheme);
        self.findings.put_all(other.findings);
        self.migrations.put_all(other.migrations);
        sort_by(&mut self.migrations, |a, b| match (&a.kind, &b.kind) {
            (MigrationKind::Versioned(a), MigrationKind::Versioned(b)) => a.cmp(b),
            (MigrationKind::Versioned(_), MigrationKind::Repeatable) => Ordering::Less,
            (MigrationKind::Repeatable, MigrationKind::Versioned(_)) => Ordering::Greater,
            (MigrationKind::Repeatable, MigrationKind::Repeatable) => Ordering::Equal,
        });
    }
}

struct Found {
    scheme: Scheme,
    role: Role,
    version: String,
    name: String,
    label: String,
    path: PathBuf,
}

/// Reads a folder of migrations.
///
/// # Errors
/// The folder itself cannot be read.
pub fn discover(dir: &Path) -> Result<Folder, Box<Finding>> {
    discover_with(dir, HeaderStyle::Free)
}

/// Reads a folder of migrations, whose headers are part of them where the project says so.
///
/// # Errors
/// The folder itself cannot be read.
pub fn discover_with(dir: &Path, headers: HeaderStyle) -> Result<Folder, Box<Finding>> {
    let mut listing = list_folder(dir)?;
    listing.read_headers(headers);
    listing.order_repeatables();
    let mut folder = Folder { scheme: listing.scheme, migrations: Vec::new(), findings: listing.findings };
    listing.migrations.iter().for_each(|listed| read_listed(&mut folder, listed));
    Ok(folder)
}

/// Which migrations a folder holds, by the names of its files.
///
/// # Errors
/// The folder itself cannot be read.
pub fn list_folder(dir: &Path) -> Result<Listing, Box<Finding>> {
    if !dir.exists() {
        return Err(Box::new(errors::no_folder(dir)));
    }
    let mut paths = entries_of(dir).map_err(|reason| errors::unreadable(dir, &reason))?;
    let below: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).flat_map(|path| flyway_files_below(path, 0)).gather();
    paths.put_all(below);
    let coded: Vec<Version> = paths.iter().filter_map(|path| coded_version(path)).gather();
    let (mut folder, mut found, mut repeatables) = (Listing::default(), Vec::new(), Vec::new());
    for path in paths {
        match name_of(&path) {
            FileName::Versioned { scheme, role, version, name } => {
                let label = label_of(&path);
                found.push(Found { scheme, role, version, name, label, path });
            }
            FileName::Repeatable(name) => repeatables.push((name, path)),
            FileName::Unversioned => folder.findings.push(errors::unversioned(&path, Scheme::Plain.example())),
            FileName::Other => found.put_all(folder_entries(&path)),
        }
    }
    refuse_mixture(&mut folder, &mut found);
    take_unordered(&mut found);
    let (downs, mut ups): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|file| file.role == Role::Down);
    match folder.scheme {
        // Prisma goes by the whole name of a folder, letter by letter.
        Some(Scheme::Prisma) => sort_by(&mut ups, |a, b| a.label.cmp(&b.label)),
        _ => ups.sort_by_cached_key(|file| Version::new(&file.version)),
    }
    refuse_duplicates(&mut folder, &ups);
    refuse_orphans(&mut folder, &downs, &ups, coded);
    let mut down_of: SortedMap<Version, PathBuf> = SortedMap::new();
    for down in downs {
        down_of.or_insert(Version::new(&down.version), down.path);
    }
    for up in ups {
        let version = Version::new(&up.version);
        let down = down_of.get(&version).cloned();
        let (kind, headers) = (MigrationKind::Versioned(version), HeaderStyle::Free);
        folder.migrations.push(Listed { kind, name: up.name, label: up.label, up: up.path, down, headers });
    }
    for (name, path) in repeatables {
        let (kind, headers) = (MigrationKind::Repeatable, HeaderStyle::Free);
        folder.migrations.push(Listed { kind, name, label: label_of(&path), up: path, down: None, headers });
    }
    Ok(folder)
}

fn entries_of(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir)?.filter_map(|entry| Some(entry.ok()?.path())).gather();
    sort(&mut paths);
    Ok(paths)
}

/// Flyway reads the folders below its own as well.
fn flyway_files_below(dir: &Path, depth: usize) -> Vec<PathBuf> {
    if depth == DEEPEST_FOLDER {
        return Vec::new();
    }
    let mut found = Vec::new();
    for path in entries_of(dir).unwrap_or_default() {
        if path.is_dir() {
            found.put_all(flyway_files_below(&path, depth + 1));
        } else if matches!(name_of(&path), FileName::Versioned { scheme: Scheme::Flyway, .. } | FileName::Repeatable(_)) {
            found.push(path);
        }
    }
    found
}

/// The version of a migration that is written in another language.
fn coded_version(path: &Path) -> Option<Version> {
    let is_code =
        path.extension().and_then(|it| it.to_str()).is_some_and(|it| matches!(it, "go" | "rs" | "py" | "js" | "ts" | "java" | "kt"));
    let stem = path.file_stem()?.to_str()?;
    split_version(stem).filter(|_| is_code).map(|(version, _)| Version::new(version))
}

fn name_of(path: &Path) -> FileName {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if path.is_file() => read_file_name(name),
        _ => FileName::Other,
    }
}

fn label_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".sql").unwrap_or(&name);
    stem.strip_suffix(".up").or_else(|| stem.strip_suffix(".down")).unwrap_or(stem).to_owned()
}

/// `001_name/up.sql`, `001_name/down.sql`, `001_name/migration.sql`.
fn folder_entries(path: &Path) -> Vec<Found> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some((version, short)) = split_version(&name).filter(|_| path.is_dir()) else { return Vec::new() };
    let files =
        [("up.sql", Scheme::Folders, Role::Up), ("down.sql", Scheme::Folders, Role::Down), ("migration.sql", Scheme::Prisma, Role::Up)];
    let (version, short) = (version.to_owned(), short.to_owned());
    let entry = |(file, scheme, role)| {
        let file: PathBuf = path.join(file);
        file.is_file().then(|| Found { scheme, role, version: version.clone(), name: short.clone(), label: name.clone(), path: file })
    };
    files.into_iter().filter_map(entry).gather()
}

/// A `.down.sql` goes with the plain scheme as well as with `.up.sql`; every other mixture is refused.
fn refuse_mixture(folder: &mut Listing, found: &mut [Found]) {
    let Some(first) = found.iter().first_where(|file| file.role == Role::Up).or(found.first()) else { return };
    let (scheme, path) = (first.scheme, first.path.clone());
    folder.scheme = Some(scheme);
    for file in found.iter_mut() {
        if file.scheme == Scheme::Plain && file.role == Role::Down && scheme == Scheme::UpDown {
            file.scheme = Scheme::UpDown;
        }
        if file.scheme != scheme {
            folder.findings.push(errors::mixed_schemes(&file.path, file.scheme.example(), &path, scheme.example()));
        }
    }
}

/// The migrations of refinery that come in any order are called as Flyway's downs are, but undo nothing.
fn take_unordered(found: &mut [Found]) {
    let done: Vec<Version> = found.iter().filter(|file| file.role == Role::Up).map(|file| Version::new(&file.version)).gather();
    for file in found.iter_mut().filter(|file| file.scheme == Scheme::Flyway && file.role == Role::Down) {
        if !done.contains(&Version::new(&file.version)) {
            file.role = Role::Up;
        }
    }
}

fn refuse_duplicates(folder: &mut Listing, ups: &[Found]) {
    if folder.scheme == Some(Scheme::Prisma) {
        return;
    }
    for pair in ups.windows(2) {
        if Version::new(&pair[0].version) == Version::new(&pair[1].version) {
            folder.findings.push(errors::duplicate_version(&pair[1].path, &pair[1].version, &pair[0].path));
        }
    }
}

/// A down whose migration is written in another language is none without an up.
fn refuse_orphans(folder: &mut Listing, downs: &[Found], ups: &[Found], coded: Vec<Version>) {
    let mut known: Vec<Version> = ups.iter().map(|up| Version::new(&up.version)).chain(coded).gather();
    sort(&mut known);
    for down in downs {
        if known.binary_search(&Version::new(&down.version)).is_err() {
            let wanted = match down.scheme {
                Scheme::Plain => format!("{}.sql", down.label),
                Scheme::UpDown => format!("{}.up.sql", down.label),
                Scheme::Flyway => format!("V{}__{}.sql", down.version, down.name),
                Scheme::Folders | Scheme::Prisma => format!("{}/up.sql", down.label),
            };
            folder.findings.push(errors::down_without_up(&down.path, &wanted));
        }
    }
}

/// Reads the files of a migration.
pub(crate) fn read_listed(folder: &mut Folder, listed: &Listed) {
    let Listed { kind, name, label, up: path, down, headers } = listed;
    let down = down.as_deref();
    let up = match read_source(path) {
        Ok(up) => up,
        Err(finding) => return folder.findings.push(*finding),
    };
    let sections = Sections::read(up.text());
    report_directives(folder, &up, &sections, label);
    let up_sql = sections.text_of(SectionKind::Up, up.text()).unwrap_or_default();
    let header = (*headers == HeaderStyle::Contract).then(|| read_header(up.text()));
    let parts = header.as_ref().map(|header| contract_parts(header, up.text(), &up_sql));
    let up_sql = parts.as_ref().map_or(up_sql, |parts| parts.up.clone());
    report_emptiness(folder, path, &up_sql);
    let transaction = declared_transaction(path, &up, &sections);
    let mut own_down = sections.text_of(SectionKind::Down, up.text()).map(|sql| (up.clone(), sql));
    if own_down.is_none() {
        own_down = parts.as_ref().and_then(|parts| parts.down.clone()).map(|sql| (up.clone(), sql));
    }
    if own_down.as_ref().is_some_and(|(_, sql)| !has_code(sql)) {
        folder.findings.push(errors::empty_down(&up, label));
        own_down = None;
    }
    let down = match (own_down, down) {
        (Some(own), None) => Some(own),
        (None, None) => None,
        (own, Some(path_down)) => {
            if own.is_some() {
                folder.findings.push(errors::two_downs(path, path_down));
            }
            match read_source(path_down) {
                Ok(source) => {
                    let sql = source.text().to_owned();
                    Some((source, sql))
                }
                Err(finding) => {
                    folder.findings.push(*finding);
                    None
                }
            }
        }
    };
    let of_header = || parts.and_then(|parts| parts.verify).filter(|sql| has_code(sql));
    let verify = sections.text_of(SectionKind::Verify, up.text()).or_else(of_header);
    let require = sections.text_of(SectionKind::Require, up.text());
    let (kind, name, label) = (kind.clone(), name.clone(), label.clone());
    folder.migrations.push(Migration {
        kind,
        name,
        label,
        up,
        up_sql,
        down,
        verify,
        require,
        header,
        directives: sections.directives,
        transaction,
    });
}

fn report_directives(folder: &mut Folder, source: &SourceText, sections: &Sections, label: &str) {
    for error in &sections.errors {
        let span = Span::new(error.range.start as u32, error.range.end as u32);
        folder.findings.push(match error.kind {
            DirectiveErrorKind::Unknown => errors::misspelt_directive(source, span, &error.word, error.expected, label),
            DirectiveErrorKind::Malformed => errors::malformed_directive(source, span, &error.word, error.expected, label),
        });
    }
}

fn report_emptiness(folder: &mut Folder, path: &Path, sql: &str) {
    if !has_code(sql) {
        folder.findings.push(errors::empty(path, tokens(sql).iter().exists(|token| is_comment(token.kind))));
    }
}

fn is_comment(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineComment | TokenKind::BlockComment)
}

fn has_code(sql: &str) -> bool {
    tokens(sql).iter().exists(|token| token.kind != TokenKind::Blank && !is_comment(token.kind) && &sql[token.range.clone()] != ";")
}
