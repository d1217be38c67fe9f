//! What hangs on a node of a trie that is no end: a link for each of the next four bits of a hash that some entry has.

use super::link::Link;

const BITS: u32 = 4;
/// How many links a node can have.
pub(super) const WIDTH: u16 = 1 << BITS;
const MAX_DEPTH: u32 = 64 / BITS;

/// Which of the links of a node a hash goes through.
pub(super) fn slot(hash: u64, depth: u32) -> u16 {
    ((hash >> ((depth % MAX_DEPTH) * BITS)) as u16) % WIDTH
}

/// The links that there are, by their slots: most nodes have few of all that they could have, and all of them are copied where one changes.
#[derive(Clone, Default)]
pub(super) struct Branch {
    present: u16,
    links: Vec<Link>,
}

impl Branch {
    pub(super) fn with_room(present: u16) -> Self {
        Self { present: 0, links: Vec::with_capacity(present.count_ones() as usize) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.present == 0
    }

    pub(super) fn present(&self) -> u16 {
        self.present
    }

    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    pub(super) fn get(&self, slot: u16) -> Option<&Link> {
        if self.present & (1 << slot) == 0 { None } else { self.links.get(self.place(slot)) }
    }

    pub(super) fn get_mut(&mut self, slot: u16) -> Option<&mut Link> {
        let place = self.place(slot);
        if self.present & (1 << slot) == 0 { None } else { self.links.get_mut(place) }
    }

    /// Puts a link where there is none.
    pub(super) fn put(&mut self, slot: u16, link: Link) {
        let place = self.place(slot).min(self.links.len());
        self.links.insert(place, link);
        self.present |= 1 << slot;
    }

    pub(super) fn take_out(&mut self, slot: u16) {
        let place = self.place(slot);
        if self.present & (1 << slot) != 0 && place < self.links.len() {
            self.links.remove(place);
            self.present &= !(1 << slot);
        }
    }

    /// How many links stand before that of a slot.
    fn place(&self, slot: u16) -> usize {
        (self.present & ((1 << slot) - 1)).count_ones() as usize
    }
}
