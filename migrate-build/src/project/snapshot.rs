//! What do the macros know of a schema: the file that build.rs leaves beside the generated module.

use super::chain::State;
use super::kept::{Checkpoint, Kept};
use crate::catalog::Catalog;
use crate::catalog::stored::{Archive, Damaged, Keeper, Reader, Stored, Writer, stored_struct};
use crate::codegen::{Qualification, Settings};
use crate::text::Gather;
use migrate_model::{HistoryTable, text_hash};
use std::path::Path;

/// The name of the file.
pub const SNAPSHOT_FILE: &str = "snapshot.bin";
/// The release of the product, which the generated module, the macros and the snapshot must share.
pub const PRODUCT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Everything that a macro needs of a schema.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The schema after the last migration.
    pub catalog: Catalog,
    /// What `migrate.toml` says of generated code.
    pub settings: Settings,
    /// What the snapshot was made for.
    pub origin: Origin,
}

/// Whose snapshot it is, and of which texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Tells the chain and the configuration apart from every other: 64 hexadecimal digits.
    pub digest: String,
    /// The folder of the package's `Cargo.toml`.
    pub manifest_dir: String,
    /// The package's name.
    pub package: String,
    /// The name of the module.
    pub module: String,
    /// The release of the product.
    pub version: String,
}

stored_struct! {
    Origin { digest, manifest_dir, package, module, version }
    Settings { types, names, qualification, history }
    HistoryTable { schema, table }
}

impl Stored for Qualification {
    fn write(&self, to: &mut Writer) {
        to.byte(match self {
            Self::AsWritten => 0,
            Self::Schema => 1,
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(Self::AsWritten),
            1 => Ok(Self::Schema),
            _ => Err(Damaged),
        }
    }
}

/// Why there is no snapshot to be had.
#[derive(Debug)]
pub enum SnapshotError {
    /// The file cannot be read.
    Unreadable(std::io::Error),
    /// It is not what build.rs of this release wrote.
    Damaged,
}

impl std::fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "the snapshot of the schema cannot be read: {reason}"),
            Self::Damaged => write!(f, "{Damaged}"),
        }
    }
}

impl std::error::Error for SnapshotError {}

impl Snapshot {
    /// Reads the snapshot of a folder: the one that holds the generated module.
    ///
    /// # Errors
    /// There is none, or it is damaged.
    pub fn read(folder: &Path) -> Result<Self, SnapshotError> {
        let bytes = std::fs::read(folder.join(SNAPSHOT_FILE)).map_err(SnapshotError::Unreadable)?;
        let archive = Archive::open(bytes).map_err(|Damaged| SnapshotError::Damaged)?;
        Self::of(&archive, &mut archive.top()).map_err(|Damaged| SnapshotError::Damaged)
    }

    /// Writes the snapshot into a folder.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut keeper = Keeper::new();
        let place = keeper.keep(&self.catalog);
        std::fs::write(folder.join(SNAPSHOT_FILE), keeper.finish(|to| write_head(place, &self.settings, &self.origin, to)))
    }

    /// Reads what `write_head` wrote, and the catalog.
    pub(super) fn of(archive: &Archive, from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let (place, settings, origin) = (u32::read(from)?, Settings::read(from)?, Origin::read(from)?);
        Ok(Self { catalog: archive.catalog(place)?, settings, origin })
    }
}

/// What stands on top of a snapshot's bytes.
pub(super) fn write_head(place: u32, settings: &Settings, origin: &Origin, to: &mut Writer) {
    place.write(to);
    settings.write(to);
    origin.write(to);
}

impl Origin {
    /// Whose snapshot an archive holds.
    pub(crate) fn of(archive: &Archive) -> Result<Self, Damaged> {
        let from = &mut archive.top();
        u32::read(from)?;
        Settings::read(from)?;
        Self::read(from)
    }
}

/// The snapshot's bytes, with the schemas along the chain; where they stand is noted in what is kept. They go on after those of the last run
/// until half of the bytes may be of no use any more.
pub(crate) fn keep_snapshot(
    kept: &mut Kept,
    before: &Kept,
    archive: Option<&Archive>,
    states: Vec<State>,
    catalog: &Catalog,
    (settings, origin): (&Settings, &Origin),
) -> Vec<u8> {
    let grown = archive.filter(|archive| archive.size() <= 2 * before.anew);
    let mut keeper = grown.map_or_else(Keeper::new, Keeper::after);
    let place = keeper.keep(catalog);
    let keep = |State { folded, catalog, doubts }| Checkpoint { folded, place: keeper.keep(&catalog), doubts };
    kept.checkpoints = states.into_iter().map(keep).gather();
    let bytes = keeper.finish(|to| write_head(place, settings, origin, to));
    kept.anew = if grown.is_some() { before.anew } else { bytes.len() };
    bytes
}

/// Tells all that a module is generated from apart from every other.
pub(crate) fn digest_of(kept: &Kept) -> String {
    let last = kept.records.last().map_or("", |record| record.digest.as_str());
    text_hash(&format!("{PRODUCT_VERSION}\n{last}\n{}", kept.surroundings)).to_string()
}
