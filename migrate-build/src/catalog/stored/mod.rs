//! How is a database's state kept in a file, and read again at once.
//!
//! A catalog is a handful of persistent maps, and they are stored as what they are: tries whose nodes stand one after the other, each after its
//! children. To read a catalog is to read where its maps begin; a node is decoded when it is first looked into, so what is never asked for costs
//! nothing, which matters where everything runs unoptimised: in macros and build scripts. Several states of one history share the nodes that are
//! equal in them, in memory and in the file, and a state that was read and changed is appended to the bytes that it came from.
//!
//! Built-in objects are not stored: the version names them. The bytes are for the same build of the engine on the same machine.

mod archive;
mod bytes;
mod object;
mod tree;

use super::Catalog;

#[doc(hidden)]
pub use archive::seal;
pub use archive::{Archive, Keeper};
pub use bytes::{Reader, Stored, Writer};
pub(crate) use bytes::{stored_enum, stored_struct};

/// The bytes are not what was written, or were written by another build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the stored schema is damaged or was written by another version")
    }
}

impl std::error::Error for Damaged {}

/// One catalog as bytes.
#[must_use]
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let mut keeper = Keeper::new();
    let place = keeper.keep(catalog);
    keeper.finish(|to| place.write(to))
}

/// The catalog of such bytes.
///
/// # Errors
/// The bytes are not those of a catalog.
pub fn decode(bytes: &[u8]) -> Result<Catalog, Damaged> {
    let archive = Archive::open(bytes.to_vec())?;
    let place = u32::read(&mut archive.top())?;
    archive.catalog(place)
}
