//! What does a folder's chain result in: folded from where it last was the same.

use super::diagnostics::Raised;
use super::kept::{Checkpoint, File, Kept, Record};
use super::repeated::Repeated;
use super::{Folder, Listed, read_listed};
use crate::catalog::Catalog;
use crate::catalog::stored::Archive;
use crate::catalog::version::VersionRange;
use crate::compile::{Compiled, Doubts, Execution, Migration, MigrationKind, ReleaseCheck, Script, compile_from};
use crate::lint::Lints;
use crate::proof::release::Release;
use crate::text::{Gather, Seek};
use migrate_model::{Checksum, chain_digest, text_hash, token_checksum};
use std::path::{Path, PathBuf};

/// A schema along a chain.
pub(crate) struct State {
    /// How many migrations were folded.
    pub folded: usize,
    /// The schema after them.
    pub catalog: Catalog,
    /// The names that were in doubt by then.
    pub doubts: Doubts,
}

/// A chain, folded.
pub(crate) struct Chain {
    /// What to keep of it, but for the checkpoints.
    pub kept: Kept,
    /// The schemas along the chain that are worth keeping, the shortest chain first.
    pub states: Vec<State>,
    /// The schema after it.
    pub catalog: Catalog,
    /// How many migrations were folded anew.
    pub folded: usize,
    /// The texts of the files that a program carries, for the migrations that were read anew.
    pub carried: Vec<(String, String)>,
}

/// The files of a chain as they are now.
pub(crate) struct Files {
    listed: Vec<Listed>,
    bytes: Vec<Bytes>,
}

/// The bytes of the file that applies a migration, and of the one that undoes it.
type Bytes = (Option<Vec<u8>>, Option<Vec<u8>>);

impl Files {
    /// Reads them. What cannot be read is told of when it is read as a migration.
    pub(crate) fn read(listed: Vec<Listed>) -> Self {
        let read = |path: &Path| std::fs::read(path).ok();
        let bytes = listed.iter().map(|listed| (read(&listed.up), listed.down.as_deref().and_then(read))).gather();
        Self { listed, bytes }
    }

    /// How many migrations at the beginning are the ones that are kept, to the byte.
    pub(crate) fn unchanged(&self, kept: &Kept) -> usize {
        let same = |at: &usize| {
            let (listed, record, (up, down)) = (&self.listed[*at], &kept.records[*at], &self.bytes[*at]);
            let same = |path: Option<&PathBuf>, bytes: Option<&Vec<u8>>, file: Option<&File>| match (path, bytes, file) {
                (Some(path), Some(bytes), Some(file)) => {
                    path.as_os_str() == file.path.as_str() && kept.text(file) == Some(bytes.as_slice())
                }
                (None, None, None) => true,
                _ => false,
            };
            record.label == listed.label
                && same(Some(&listed.up), up.as_ref(), Some(&record.up))
                && same(listed.down.as_ref(), down.as_ref(), record.down.as_ref())
        };
        (0..self.listed.len().min(kept.records.len())).take_while(same).count()
    }

    /// How many migrations there are.
    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    /// The migrations of one folder, read anew.
    pub(crate) fn migrations_in(&self, dir: &Path) -> Vec<Migration> {
        let mut folder = Folder::default();
        self.listed.iter().filter(|listed| listed.up.starts_with(dir)).for_each(|listed| read_listed(&mut folder, listed));
        folder.migrations
    }

    /// Folds them, from a schema that is kept where there is one.
    pub(crate) fn fold(
        &self,
        kept: &Kept,
        archive: Option<&Archive>,
        versions: VersionRange,
        (lints, release): (&Lints, &Release),
    ) -> Chain {
        let unchanged = self.unchanged(kept);
        let (first, start) = start_of(kept, archive, unchanged).unwrap_or_else(|| (0, (Catalog::new(versions), Doubts::default())));
        let mut next = Kept { records: Vec::with_capacity(self.len()), ..Kept::default() };
        for (record, bytes) in kept.records[..first].iter().zip(&self.bytes) {
            next.take(record.clone(), bytes);
        }
        let mut states = reused_states(kept, archive, first, self.len());
        let mut free_ids = Vec::new();
        let mut read = Vec::new();
        let mut rest = Folder::default();
        for listed in &self.listed[first..] {
            let (before, found) = (rest.migrations.len(), rest.findings.len());
            read_listed(&mut rest, listed);
            read.push((rest.migrations.len() > before, rest.findings.split_off(found)));
        }
        let total = self.len();
        // A file that cannot be read is no migration, and what comes after it has another number.
        let whole = rest.migrations.len() == total - first;
        let mut check = ReleaseCheck::new(release, lints, start.0.clone());
        let mut repeated = Repeated::new(&rest.migrations, &start.0);
        let mut compiled = compile_from(start, &rest.migrations, Some(lints), &mut |at, catalog, doubts| {
            check.after(&rest.migrations[at], catalog);
            free_ids.push(catalog.first_free_id());
            repeated.after(at, catalog);
            let folded = first + at + 1;
            if whole && (folded == total || (total - folded).is_power_of_two()) {
                states.push(State { folded, catalog: catalog.clone(), doubts: doubts.clone() });
            }
        });
        check.finish(&rest.migrations, &compiled);
        compiled.findings.append(&mut check.findings);
        let mut carried = Vec::new();
        let migrations = &rest.migrations;
        let mut fresh = Fresh { compiled: &compiled, migrations, free_ids: &free_ids, repeated: &repeated, at: 0, carried: &mut carried };
        for ((is_migration, findings), (listed, bytes)) in read.into_iter().zip(self.listed.iter().zip(&self.bytes).skip(first)) {
            let before = next.records.last().and_then(|record| Checksum::parse(&record.digest));
            let record = if is_migration { fresh.record(before) } else { Record { errors: 1, ..Record::default() } };
            let raised = findings.iter().map(Raised::of).chain(record.raised.iter().cloned()).gather();
            let paths = Record { up: named(&listed.up), down: listed.down.as_deref().map(named), ..record };
            next.take(Record { raised, label: listed.label.clone(), ..paths }, bytes);
        }
        Chain { kept: next, states, catalog: compiled.catalog.clone(), folded: rest.migrations.len(), carried }
    }
}

fn named(path: &Path) -> File {
    // A path that is not UTF-8 is never equal to what is kept, and read again each time.
    File { path: path.to_string_lossy().into_owned(), start: 0, end: 0 }
}

impl Kept {
    fn take(&mut self, mut record: Record, (up, down): &Bytes) {
        record.up = self.keep_text(record.up.path, up.as_deref().unwrap_or_default());
        record.down = record.down.map(|file| self.keep_text(file.path, down.as_deref().unwrap_or_default()));
        self.records.push(record);
    }
}

/// The longest kept chain that is still the same and has no errors.
fn start_of(kept: &Kept, archive: Option<&Archive>, unchanged: usize) -> Option<(usize, (Catalog, Doubts))> {
    let sound = kept.records[..unchanged].iter().take_while(|record| record.errors == 0).count();
    let checkpoint = kept.checkpoints.iter().rev().first_where(|checkpoint| checkpoint.folded <= sound)?;
    Some((checkpoint.folded, (archive?.catalog(checkpoint.place).ok()?, checkpoint.doubts.clone())))
}

/// Of the schemas that are kept, those before the new part, ever fewer the further they lie from the end: for each power of two the nearest
/// and the furthest, so that as the chain grows the one that goes on to the next power leaves another behind.
fn reused_states(kept: &Kept, archive: Option<&Archive>, first: usize, total: usize) -> Vec<State> {
    let power = |folded: usize| (total - folded + 1).ilog2();
    let mut chosen: Vec<&Checkpoint> = Vec::new();
    for checkpoint in kept.checkpoints.iter().filter(|checkpoint| checkpoint.folded <= first).rev() {
        let same = chosen.iter().rev().take_while(|other| power(other.folded) == power(checkpoint.folded)).count();
        if same == 2 {
            chosen.pop();
        }
        chosen.push(checkpoint);
    }
    let state = |Checkpoint { folded, place, doubts }: &Checkpoint| {
        Some(State { folded: *folded, catalog: archive?.catalog(*place).ok()?, doubts: doubts.clone() })
    };
    chosen.into_iter().rev().filter_map(state).gather()
}

/// The migrations that were folded, to be written down one after the other.
struct Fresh<'a> {
    compiled: &'a Compiled,
    migrations: &'a [Migration],
    free_ids: &'a [u32],
    repeated: &'a Repeated<'a>,
    at: usize,
    carried: &'a mut Vec<(String, String)>,
}

impl Fresh<'_> {
    fn record(&mut self, before: Option<Checksum>) -> Record {
        let (at, migration) = (self.at, &self.migrations[self.at]);
        self.at += 1;
        let findings = || self.compiled.findings.iter().filter(|finding| finding.migration.as_ref() == Some(&migration.label));
        let hash = text_hash(migration.up.text());
        let down_hash = migration.down.as_ref().map(|(_, sql)| text_hash(sql));
        let version = match &migration.kind {
            MigrationKind::Versioned(version) => Some(version.as_str().to_owned()),
            MigrationKind::Repeatable => None,
        };
        let own = chain_digest(down_hash, &migration.label, hash);
        let execution = self.compiled.executions.get(at).cloned().unwrap_or_default();
        let Execution { up, down, require, verify, effects, undoing } = execution;
        let up_carried = self.carry(&up, &migration.up_sql, hash, "up");
        let down_sql = migration.down.as_ref().zip(down_hash);
        let down_carried = down_sql.map(|((_, sql), hash)| self.carry(&down, sql, hash, "down"));
        Record {
            version,
            name: migration.name.clone(),
            label: migration.label.clone(),
            checksum: token_checksum(&migration.up_sql).to_string(),
            text_hash: hash.to_string(),
            digest: chain_digest(before, &migration.label, own).to_string(),
            up_run: up.run,
            down_run: down.run,
            irreversible: migration.irreversible().map(str::to_owned),
            require,
            verify,
            effects,
            undoing,
            repeated: self.repeated.of(at),
            first_free_id: self.free_ids.get(at).copied().unwrap_or_default(),
            up_carried,
            down_carried,
            raised: findings().map(Raised::of).gather(),
            errors: findings().filter(|finding| finding.diagnostic.is_error()).count() as u32,
            ..Record::default()
        }
    }

    fn carry(&mut self, script: &Script, sql: &str, hash: Checksum, part: &str) -> String {
        let name = format!("{}.{part}.sql", &hash.to_string()[..32]);
        self.carried.push((name.clone(), script.sent(sql)));
        name
    }
}
