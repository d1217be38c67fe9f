//! Which bytes hold catalogs: a head that says who wrote them, the nodes, and what stands on top.

use super::Damaged;
use super::bytes::{Reader, Stored, Writer};
use crate::catalog::builtin::Builtins;
use crate::catalog::depend::Dependencies;
use crate::catalog::index::NameIndex;
use crate::catalog::persistent::Map;
use crate::catalog::version::{NEWEST, OLDEST, VersionRange};
use crate::catalog::{Catalog, Objects};
use std::collections::HashMap;
use std::sync::Arc;

const MAGIC: [u8; 8] = *b"migrate\x01";
/// Raised whenever the layout of anything that is stored changes.
const FORMAT: u32 = 2;
/// Magic, who wrote it, the checksum, and where the top stands.
const HEAD: usize = 8 + 8 + 8 + 4;

/// Who wrote the bytes: the same release with the same layout, on a machine whose numbers look the same.
fn writer() -> u64 {
    let machine = u64::from(cfg!(target_endian = "big")) | ((size_of::<usize>() as u64) << 1);
    checksum(concat!(env!("CARGO_PKG_VERSION"), "/").as_bytes(), u64::from(FORMAT) << 8 | machine)
}

/// Finds damage, not malice. It is written for unoptimised builds: few operations for eight bytes.
fn checksum(bytes: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = (state.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(0x2545_f491_4f6c_dd1d);
    }
    for byte in rest {
        state = (state.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x2545_f491_4f6c_dd1d);
    }
    state ^ (state >> 29) ^ (bytes.len() as u64)
}

/// Writes the checksum of bytes where it belongs, whatever they are: the tests damage bytes in a way that it does not show.
#[doc(hidden)]
pub fn seal(bytes: &mut [u8]) {
    if bytes.len() >= HEAD {
        let sum = checksum(&bytes[24..], 0);
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
    }
}

/// Bytes that were read and found to be whole.
#[derive(Clone, Debug)]
pub struct Archive {
    bytes: Arc<Vec<u8>>,
    top: usize,
}

impl Archive {
    /// Takes bytes as they were read.
    ///
    /// # Errors
    /// They are damaged, or another build wrote them.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Damaged> {
        let head = bytes.first_chunk::<HEAD>().ok_or(Damaged)?;
        let word = |at: usize| u64::from_le_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|byte| head[at + byte]));
        let sound = head[..8] == MAGIC && word(8) == writer() && word(16) == checksum(&bytes[24..], 0);
        let top = u32::from_le_bytes([24, 25, 26, 27].map(|at| head[at])) as usize;
        if sound { Ok(Self { bytes: Arc::new(bytes), top }) } else { Err(Damaged) }
    }

    /// What `Keeper::finish` wrote last.
    #[must_use]
    pub fn top(&self) -> Reader<'_> {
        Reader::at(&self.bytes, self.top)
    }

    /// The catalog at a place that `Keeper::keep` gave.
    ///
    /// # Errors
    /// No catalog stands there.
    pub fn catalog(&self, place: u32) -> Result<Catalog, Damaged> {
        Catalog::read_stored(&mut Reader::at(&self.bytes, place as usize), &self.bytes)
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// Writes catalogs into one sequence of bytes, what is equal in them only once.
#[derive(Debug)]
pub struct Keeper {
    writer: Writer,
    before: Option<Arc<Vec<u8>>>,
    places: HashMap<usize, u32>,
    // The nodes are known by where they are in memory, so none may go before the bytes are finished.
    kept: Vec<Catalog>,
}

impl Keeper {
    /// Begins with nothing.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "there is no such thing as a usual sequence of bytes")]
    pub fn new() -> Self {
        Self { writer: Writer::after(vec![0; HEAD]), before: None, places: HashMap::new(), kept: Vec::new() }
    }

    /// Goes on after the bytes of an archive: catalogs that were read from it, changed or not, share its nodes.
    #[must_use]
    pub fn after(archive: &Archive) -> Self {
        let writer = Writer::after(archive.bytes.to_vec());
        Self { writer, before: Some(archive.bytes.clone()), places: HashMap::new(), kept: Vec::new() }
    }

    /// Writes a catalog and says where it stands.
    pub fn keep(&mut self, catalog: &Catalog) -> u32 {
        self.kept.push(catalog.clone());
        catalog.keep(self)
    }

    /// The bytes, with what is to stand on top.
    #[must_use]
    pub fn finish(mut self, top: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let place = self.begin();
        top(&mut self.writer);
        let mut bytes = self.writer.into_bytes();
        bytes[24..28].copy_from_slice(&place.to_le_bytes());
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..16].copy_from_slice(&writer().to_le_bytes());
        seal(&mut bytes);
        bytes
    }

    /// Where the next byte will stand. Four gigabytes are more than any schema has; beyond them what is written cannot be found again.
    pub(crate) fn begin(&self) -> u32 {
        u32::try_from(self.writer.place()).unwrap_or(u32::MAX)
    }

    pub(crate) fn writer(&mut self) -> &mut Writer {
        &mut self.writer
    }

    pub(crate) fn goes_on_after(&self, bytes: &Arc<Vec<u8>>) -> bool {
        self.before.as_ref().is_some_and(|before| Arc::ptr_eq(before, bytes))
    }

    pub(crate) fn place_of(&self, identity: usize) -> Option<u32> {
        self.places.get(&identity).copied()
    }

    pub(crate) fn note(&mut self, identity: usize, place: u32) {
        self.places.insert(identity, place);
    }
}

macro_rules! parts {
    ($($field:ident)*; $($index:ident)*) => {
        impl Catalog {
            fn keep(&self, keeper: &mut Keeper) -> u32 {
                let maps = [
                    $(self.objects.$field.keep(keeper),)*
                    $(self.objects.names.$index.keep(keeper),)*
                    self.objects.comments.keep(keeper),
                ];
                let dependencies = self.objects.dependencies.keep(keeper);
                let place = keeper.begin();
                let to = keeper.writer();
                self.versions.write(to);
                self.next_id.write(to);
                self.search_path.write(to);
                for map in maps.iter().chain(&dependencies) {
                    map.write(to);
                }
                place
            }

            fn read_stored(from: &mut Reader<'_>, bytes: &Arc<Vec<u8>>) -> Result<Self, Damaged> {
                let versions = VersionRange::read(from)?;
                if !(OLDEST..=NEWEST).contains(&versions.lowest) || !(versions.lowest..=NEWEST).contains(&versions.highest) {
                    return Err(Damaged);
                }
                let (next_id, search_path) = (Stored::read(from)?, Stored::read(from)?);
                let objects = Objects {
                    $($field: Map::read_stored(from, bytes)?,)*
                    names: NameIndex { $($index: Map::read_stored(from, bytes)?,)* },
                    comments: Map::read_stored(from, bytes)?,
                    dependencies: Dependencies::read_stored(from, bytes)?,
                };
                Ok(Self { versions, builtins: Builtins::of(versions.lowest), next_id, search_path, objects: Arc::new(objects) })
            }
        }
    };
}

parts! {
    schemas relations types functions operators operator_classes operator_families collations constraints triggers policies rules casts
    extensions simples;
    schemas relations types functions operators operator_classes operator_families collations casts extensions simples indexes children
    constraints constraint_names triggers policies rules
}
