//! The whole run of a build script on one screen.

use super::queries::{QueryFile, read_queries, write_functions};
use super::{Report, Schema, module, watch};
use crate::catalog::Catalog;
use crate::catalog::search_path::SearchPath;
use crate::catalog::stored::Archive;
use crate::compile::Finding;
use crate::diag::Severity;
use crate::docs::comparable_schema;
use crate::lint::{Enforcement, Told};
use crate::project::{
    Chain, Configuration, DIAGNOSTICS_FILE, Files, KEPT_FILE, Kept, Listing, Origin, PRODUCT_VERSION, Raised, SEEDS_FOLDER, SNAPSHOT_FILE,
    Surroundings, check_lock, digest_of, keep_snapshot, lints_of, list_folder, no_folder, not_packed, outside_of_package,
    read_configuration, read_lock, read_release, read_seeds, seed_paths, table_sizes, write_diagnostics, write_if_changed,
};
use crate::proof::release::Release;
use crate::text::{Collection, Gather, Name, Seek};
use migrate_model::{Environment, text_hash};
use std::path::{Path, PathBuf};

/// What is read before anything is folded.
struct Inputs {
    configuration_path: PathBuf,
    configuration: Configuration,
    folders: Vec<PathBuf>,
    listing: Listing,
    queries: Vec<QueryFile>,
    /// The texts that decide what is generated, apart from the migrations.
    identity: String,
}

pub(super) fn build(schema: &Schema, surroundings: &Surroundings) -> Report {
    let out = surroundings.out_dir.join("migrate").join(&schema.module);
    let mut inputs = read_inputs(schema, surroundings);
    let listed = std::mem::take(&mut inputs.listing.migrations);
    let mut lines = watch::lines(&inputs.configuration_path, &inputs.folders, &listed, &read_beside(&inputs.configuration_path), &out);
    if surroundings.may_share_target() {
        // All that tells cargo one checkout from another: the folder in which it was called.
        lines.push("cargo::rerun-if-env-changed=PWD".to_owned());
    }
    lines.put_all(
        table_sizes(&inputs.configuration, &beside(&inputs.configuration_path, Path::new("")))
            .map(|path| format!("cargo::rerun-if-changed={}", path.display())),
    );
    let mut report = Report { lines, ..Report::default() };
    let files = Files::read(listed);
    let kept = Kept::read(&out);
    let versions = inputs.configuration.postgres.unwrap_or_default();
    let folder = beside(&inputs.configuration_path, Path::new(""));
    let (mut lints, findings) = lints_of(&inputs.configuration, &folder, &inputs.folders);
    inputs.listing.findings.put_all(findings);
    if lints.enforcement == Enforcement::Warn {
        // Nothing is known to be released: a build tells of what would hurt then, and leaves the rest to `cargo migrate check`.
        lints.told = Told::Denied;
    }
    // What the rules say is kept with the migrations, so what they go by is part of the engine.
    let release = released(&mut inputs);
    let judged_by = text_hash(&format!("{lints:?}{release}"));
    let engine = format!("{PRODUCT_VERSION} {} {}..{} {judged_by}", surroundings.engine, versions.lowest, versions.highest);
    let is_same = kept.engine == engine && kept.surroundings == inputs.identity;
    if is_same && files.len() == kept.records.len() && files.unchanged(&kept) == files.len() && is_complete(&out, &kept) {
        fail_where_nobody_would_say(&mut report, surroundings, &out, None);
        return report;
    }
    if kept.engine != engine {
        // Answers of another engine are under the same keys as those of this one.
        crate::expand::cache::forget(&out);
    } else {
        crate::expand::cache::forget_if_many(&out);
    }
    let archive = std::fs::read(out.join(SNAPSHOT_FILE)).ok().and_then(|bytes| Archive::open(bytes).ok());
    let is_of = |archive: &Archive| Origin::of(archive).is_ok_and(|origin| origin.digest == kept.digest);
    let usable = archive.as_ref().filter(|archive| kept.engine == engine && is_of(archive) && has_carried(&out, &kept));
    let nothing = Kept::default();
    let chain = files.fold(if usable.is_some() { &kept } else { &nothing }, usable, versions, (&lints, &release));
    report.folded = chain.folded;
    let mut raised: Vec<Raised> = inputs.listing.findings.iter().map(Raised::of).gather();
    raised.put_all(chain.kept.records.iter().flat_map(|record| record.raised.iter().cloned()));
    raised.put_all(lock_findings(&inputs, &files).iter().map(Raised::of));
    let product = Product { schema, surroundings, inputs: &inputs, out: &out, engine };
    match product.write(chain, usable, &kept, &mut raised) {
        Ok(written) => report.written = written,
        Err(reason) => report.lines.push(format!("cargo::error=cannot write to {}: {reason}", out.display())),
    }
    fail_where_nobody_would_say(&mut report, surroundings, &out, Some(raised));
    report
}

/// The program that was released last; that of the first folder which has one.
fn released(inputs: &mut Inputs) -> Release {
    for folder in &inputs.folders {
        match read_release(folder) {
            Ok(Some(release)) => return release,
            Ok(None) => {}
            Err(finding) => inputs.listing.findings.push(*finding),
        }
    }
    Release::default()
}

fn beside(configuration: &Path, name: &Path) -> PathBuf {
    configuration.parent().map_or_else(|| name.to_owned(), |folder| folder.join(name))
}

fn query_folder(configuration: &Path) -> PathBuf {
    beside(configuration, Path::new("queries"))
}

fn seeds_folder(configuration: &Path) -> PathBuf {
    beside(configuration, Path::new(SEEDS_FOLDER))
}

/// The folders that are read beside those of the migrations.
fn read_beside(configuration: &Path) -> [PathBuf; 2] {
    [query_folder(configuration), seeds_folder(configuration)]
}

fn read_inputs(schema: &Schema, surroundings: &Surroundings) -> Inputs {
    let configuration_path = surroundings.path(&schema.configuration);
    let text = std::fs::read(&configuration_path).ok();
    let (configuration, mut findings) = match &text {
        Some(_) => read_configuration(&configuration_path),
        None => (Configuration::default(), Vec::new()),
    };
    let mut folders: Vec<PathBuf> = configuration.migrations.iter().map(|folder| beside(&configuration_path, folder)).gather();
    if folders.is_empty() {
        folders.push(beside(&configuration_path, Path::new("migrations")));
    }
    let mut listing = Listing::default();
    for folder in &folders {
        match list(folder, surroundings) {
            Ok(found) => listing.extend(found),
            Err(finding) => findings.push(*finding),
        }
    }
    listing.read_headers(configuration.headers);
    listing.order_repeatables();
    findings.append(&mut listing.findings);
    listing.findings = findings;
    let mut identity = format!("{}\n{}\n{}\n", surroundings.manifest_dir.display(), surroundings.package, schema.module);
    identity.push_str(&String::from_utf8_lossy(text.as_deref().unwrap_or_default()));
    for folder in &folders {
        identity.push('\n');
        identity.push_str(&std::fs::read_to_string(folder.join(crate::project::LOCK_FILE)).unwrap_or_default());
    }
    listing.findings.iter().for_each(|finding| identity.push_str(&finding.diagnostic.message));
    let queries = read_queries(&query_folder(&configuration_path));
    for query in &queries {
        identity.push_str(&format!("\n{}\n{}", query.stem(), query.text()));
    }
    let seeds = seeds_folder(&configuration_path);
    for path in Environment::ALL.iter().flat_map(|environment| seed_paths(&seeds, *environment)) {
        let text = std::fs::read(&path).unwrap_or_default();
        identity.push_str(&format!("\n{} {}", path.display(), text_hash(&String::from_utf8_lossy(&text))));
    }
    Inputs { configuration_path, configuration, folders, listing, queries, identity }
}

fn list(folder: &Path, surroundings: &Surroundings) -> Result<Listing, Box<Finding>> {
    if !folder.is_dir() {
        return Err(Box::new(if surroundings.is_packed() { not_packed(folder) } else { no_folder(folder) }));
    }
    let mut listing = list_folder(folder)?;
    if surroundings.is_packed() && surroundings.is_outside(folder) {
        listing.findings.push(outside_of_package(folder));
    }
    Ok(listing)
}

fn lock_findings(inputs: &Inputs, files: &Files) -> Vec<Finding> {
    let mut findings = Vec::new();
    for folder in &inputs.folders {
        match read_lock(folder) {
            Ok(Some(lock)) => findings.put_all(check_lock(folder, &lock, &files.migrations_in(folder))),
            Ok(None) => {}
            Err(finding) => findings.push(*finding),
        }
    }
    findings
}

/// Whether all that was written is there still.
fn is_complete(out: &Path, kept: &Kept) -> bool {
    [SNAPSHOT_FILE, DIAGNOSTICS_FILE, module::FILE, module::SCHEMA].iter().for_all(|name| out.join(name).exists()) && has_carried(out, kept)
}

/// Whether the SQL that the program carries is there still.
fn has_carried(out: &Path, kept: &Kept) -> bool {
    let carried = kept.records.iter().flat_map(|record| std::iter::once(&record.up_carried).chain(&record.down_carried));
    carried.filter(|name| !name.is_empty()).for_all(|name| out.join(module::CARRIED).join(name).exists())
}

/// What is written, and out of what.
struct Product<'a> {
    schema: &'a Schema,
    surroundings: &'a Surroundings,
    inputs: &'a Inputs,
    out: &'a Path,
    engine: String,
}

impl Product<'_> {
    /// The file that says what is kept comes last: where the script was interrupted it names another digest than the snapshot.
    fn write(&self, chain: Chain, archive: Option<&Archive>, before: &Kept, raised: &mut Vec<Raised>) -> std::io::Result<usize> {
        let Chain { mut kept, states, mut catalog, carried, .. } = chain;
        self.set_search_path(&mut catalog);
        let settings = self.inputs.configuration.code_settings();
        kept.engine.clone_from(&self.engine);
        kept.surroundings.clone_from(&self.inputs.identity);
        kept.digest = digest_of(&kept);
        let origin = Origin {
            digest: kept.digest.clone(),
            manifest_dir: self.surroundings.manifest_dir.display().to_string(),
            package: self.surroundings.package.clone(),
            module: self.schema.module.clone(),
            version: PRODUCT_VERSION.to_owned(),
        };
        let snapshot = keep_snapshot(&mut kept, before, archive, states, &catalog, (&settings, &origin));
        let (functions, wrong) = write_functions(&self.inputs.queries, &catalog, &settings);
        raised.put_all(wrong);
        let has_errors = kept.records.iter().exists(|record| record.errors > 0);
        let (seeds, findings) = read_seeds(&seeds_folder(&self.inputs.configuration_path), &Environment::ALL, &catalog);
        // Data goes into the schema as a whole; what is wrong with the chain is told of first.
        raised.put_all(findings.iter().filter(|_| !has_errors).map(Raised::of));
        let locks: Vec<_> = self.inputs.folders.iter().filter_map(|folder| read_lock(folder).ok().flatten()).gather();
        let generated = module::generate_module(&catalog, &settings, (&kept, &locks), &origin, self.out, (&functions, &seeds));
        raised.put_all(generated.findings.iter().map(|problem| self.in_general(problem)));
        let mut written = 0;
        for (name, text) in &carried {
            written += usize::from(write_if_changed(&self.out.join(module::CARRIED).join(name), text.as_bytes())?);
        }
        for seed in &seeds {
            let path = self.out.join(module::CARRIED).join(module::file_of(seed));
            written += usize::from(write_if_changed(&path, seed.sql.as_bytes())?);
        }
        let schema = comparable_schema(&catalog).to_text();
        written += usize::from(write_if_changed(&self.out.join(module::SCHEMA), schema.as_bytes())?);
        written += usize::from(write_if_changed(&self.out.join(SNAPSHOT_FILE), &snapshot)?);
        written += usize::from(write_if_changed(&self.out.join(module::FILE), generated.text.as_bytes())?);
        written += usize::from(write_if_changed(&self.out.join(DIAGNOSTICS_FILE), &write_diagnostics(raised))?);
        written += usize::from(write_if_changed(&self.out.join(KEPT_FILE), &kept.to_bytes())?);
        Ok(written)
    }

    /// Queries are looked at with the path that programs run with.
    fn set_search_path(&self, catalog: &mut Catalog) {
        if let Some(path) = &self.inputs.configuration.search_path {
            catalog.set_search_path(SearchPath { names: path.iter().map(|name| Name::from(name.as_str())).gather() });
        }
    }

    /// What is wrong with a name stands in no file.
    fn in_general(&self, problem: &crate::diag::Diagnostic) -> Raised {
        let source = crate::text::SourceText::new(&self.inputs.configuration_path.display().to_string(), "");
        let span = crate::text::Span::default();
        Raised::of(&Finding { diagnostic: problem.clone(), source, migration: None, span, mark: None, other: None, fix: None })
    }
}

/// Without `schema!` in any source there is no place where errors could be raised.
fn fail_where_nobody_would_say(report: &mut Report, surroundings: &Surroundings, out: &Path, raised: Option<Vec<Raised>>) {
    let raised = raised.or_else(|| crate::project::read_diagnostics(out).ok()).unwrap_or_default();
    let errors: Vec<&Raised> = raised.iter().filter(|raised| raised.severity == Severity::Error).gather();
    report.errors = errors.len();
    if errors.is_empty() || surroundings.has_schema_macro() {
        return;
    }
    for raised in errors {
        report.lines.put_all(raised.text.lines().map(|line| format!("cargo::error={line}")));
    }
}
