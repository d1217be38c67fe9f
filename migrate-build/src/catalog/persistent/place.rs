//! Where in a trie does a key stand: what is made at one time stands together, so that the nodes that are copied for one of it serve for all.

use crate::text::Mixer;
use std::hash::{Hash, Hasher};

/// Numbers that differ in no more than this many bits stand together.
const TOGETHER: u32 = 3;

/// The place of a key.
pub(super) fn place_of<Q: Hash + ?Sized>(key: &Q) -> u64 {
    let mut placer = Placer::default();
    key.hash(&mut placer);
    placer.finish()
}

/// Mixes ids, numbers of columns and names.
#[derive(Default)]
struct Placer {
    mixer: Mixer,
}

impl Hasher for Placer {
    fn write(&mut self, bytes: &[u8]) {
        self.mixer.write(bytes);
    }

    fn write_u8(&mut self, value: u8) {
        self.mixer.write_u8(value);
    }

    fn write_u16(&mut self, column: u16) {
        self.mixer.write_u16(column >> TOGETHER);
    }

    fn write_u32(&mut self, id: u32) {
        self.mixer.write_u32(id >> TOGETHER);
    }

    /// Of which kind a thing is: an object of one kind has the id of none of another.
    fn write_isize(&mut self, _: isize) {}

    fn finish(&self) -> u64 {
        self.mixer.finish()
    }
}
