//! What did the last run of a build script leave, so that the next one folds only what is new.

use super::diagnostics::Raised;
use crate::catalog::stored::{Archive, Damaged, Keeper, Stored, stored_struct};
use crate::compile::Doubts;
use crate::fold::step::Run;
use crate::fold::summary::Effect;
use std::ops::Range;
use std::path::Path;

/// The name of the file.
pub(crate) const KEPT_FILE: &str = "chain.bin";

/// A migration that was read and folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its version; none for one that runs again whenever it changes.
    pub version: Option<String>,
    /// Its name without version and endings.
    pub name: String,
    /// The name of its file or folder without endings.
    pub label: String,
    /// The file that applies it, and the one that undoes it.
    pub up: File,
    pub down: Option<File>,
    /// The hashes of its tokens and its text.
    pub checksum: String,
    pub text_hash: String,
    /// Tells the chain up to it from every other.
    pub digest: String,
    /// How it is run.
    pub up_run: Run,
    /// How what undoes it is run.
    pub down_run: Run,
    /// Why it cannot be undone, where it says so.
    pub irreversible: Option<String>,
    /// The queries that must hold before and afterwards.
    pub require: Vec<String>,
    pub verify: Vec<String>,
    /// What it does to what was there before it.
    pub effects: Vec<Effect>,
    /// What undoing it does to what was there after it.
    pub undoing: Vec<Effect>,
    /// The objects that it makes or changes, as a text, where it runs again whenever it changes.
    pub repeated: String,
    /// The number that the next object would have had after it.
    pub first_free_id: u32,
    /// The files that the program carries, below the folder of the generated module.
    pub up_carried: String,
    pub down_carried: Option<String>,
    /// What was found in it.
    pub raised: Vec<Raised>,
    /// How many errors it has: what follows them is folded anew.
    pub errors: u32,
}

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct File {
    pub path: String,
    /// Where its bytes stand among the texts.
    pub start: usize,
    pub end: usize,
}

impl File {
    fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A schema along the chain that is kept.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    /// How many migrations were folded.
    pub folded: usize,
    /// Where it stands in the snapshot's bytes.
    pub place: u32,
    /// Which names were in doubt.
    pub doubts: Doubts,
}

/// All that is kept beside the snapshot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// The engine and the versions that the chain was folded for.
    pub engine: String,
    /// Everything else that decides what is generated.
    pub surroundings: String,
    /// The digest that the snapshot must have.
    pub digest: String,
    /// The migrations in order.
    pub records: Vec<Record>,
    /// The schemas that are kept, the shortest chain first.
    pub checkpoints: Vec<Checkpoint>,
    /// How large the snapshot was when it was last written anew.
    pub anew: usize,
    /// The bytes of all files.
    pub texts: Vec<u8>,
}

stored_struct! {
    File { path, start, end }
    Checkpoint { folded, place, doubts }
    Record {
        version, name, label, up, down, checksum, text_hash, digest, up_run, down_run, irreversible, require, verify, effects, undoing,
        repeated, first_free_id, up_carried, down_carried, raised, errors,
    }
}

impl Kept {
    /// What is kept in a folder; nothing where there is nothing that can be read.
    pub(crate) fn read(folder: &Path) -> Self {
        let bytes = std::fs::read(folder.join(KEPT_FILE)).unwrap_or_default();
        Self::of(bytes).unwrap_or_default()
    }

    /// The head is held against its checksum. Texts are compared with the files themselves, so they need none.
    fn of(mut bytes: Vec<u8>) -> Result<Self, Damaged> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or(Damaged)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| Damaged)?;
        let head = Archive::open(rest.get(..length).ok_or(Damaged)?.to_vec())?;
        let from = &mut head.top();
        let (engine, surroundings, digest) = (Stored::read(from)?, Stored::read(from)?, Stored::read(from)?);
        let (records, checkpoints, anew) = (Stored::read(from)?, Stored::read(from)?, Stored::read(from)?);
        Ok(Self { engine, surroundings, digest, records, checkpoints, anew, texts: bytes.split_off(8 + length) })
    }

    /// Everything as bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let head = Keeper::new().finish(|to| {
            let Self { engine, surroundings, digest, records, checkpoints, anew, texts: _ } = self;
            engine.write(to);
            surroundings.write(to);
            digest.write(to);
            records.write(to);
            checkpoints.write(to);
            anew.write(to);
        });
        let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(&head);
        bytes.extend_from_slice(&self.texts);
        bytes
    }

    /// The bytes of a file as they were.
    pub(crate) fn text(&self, file: &File) -> Option<&[u8]> {
        self.texts.get(file.range())
    }

    /// Takes the bytes of a file.
    pub(crate) fn keep_text(&mut self, path: String, bytes: &[u8]) -> File {
        let start = self.texts.len();
        self.texts.extend_from_slice(bytes);
        File { path, start, end: self.texts.len() }
    }
}
