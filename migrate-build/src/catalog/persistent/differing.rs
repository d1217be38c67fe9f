//! Which keys have different values in two maps: where they share a node nothing differs.

use super::branch::WIDTH;
use super::entries::{Leaf, entries};
use super::link::{Link, Node, Source};
use super::trie::{Trie, leaves_below};
use super::{Key, Map, Value};
use crate::text::{Collection, Seek};

impl<K: Key, V: Value> Map<K, V> {
    /// Calls `visit` for each key that only one of the maps has, or whose values are not the same.
    pub fn differing(&self, other: &Self, same: &dyn Fn(&V, &V) -> bool, visit: &mut dyn FnMut(&K)) {
        self.trie.differing(&other.trie, &mut |left, right| {
            let (left, right) = (entries_of::<K, V>(left), entries_of::<K, V>(right));
            for (key, value) in &left {
                if !right.iter().exists(|(other, found)| other == key && same(value, found)) {
                    visit(key);
                }
            }
            for (key, _) in right.iter().filter(|(key, _)| !left.iter().exists(|(other, _)| other == key)) {
                visit(key);
            }
        });
    }
}

fn entries_of<'a, K: Key, V: Value>(leaves: &[&'a Leaf]) -> Vec<&'a (K, V)> {
    let mut found = Vec::new();
    for leaf in leaves {
        found.put_all(entries::<K, V>(leaf).into_iter().flat_map(|of_hash| (0..).map_while(|at| of_hash.get(at))));
    }
    found
}

/// Called with leaves that stand at the same place of two tries, of which some may be in both.
type Visit<'v> = dyn FnMut(&[&Leaf], &[&Leaf]) + 'v;

impl Trie {
    fn differing(&self, other: &Self, visit: &mut Visit<'_>) {
        let (left, right) = (self.root(), other.root());
        Side { link: left.0, source: left.1 }.differing(&Side { link: right.0, source: right.1 }, visit);
    }
}

/// A part of a trie.
struct Side<'t> {
    link: Option<&'t Link>,
    source: Option<&'t Source>,
}

impl Side<'_> {
    fn differing(&self, other: &Self, visit: &mut Visit<'_>) {
        match (self.link, other.link) {
            (None, None) => return,
            (Some(left), Some(right)) if left.is_shared_with(right) => return,
            _ => {}
        }
        let (left, right) = (self.node(), other.node());
        if let (Some(Node::Branch(left)), Some(Node::Branch(right))) = (left, right) {
            for slot in 0..WIDTH {
                let left = Side { link: left.get(slot), source: self.source };
                left.differing(&Side { link: right.get(slot), source: other.source }, visit);
            }
            return;
        }
        visit(&leaves_below(left, self.source), &leaves_below(right, other.source));
    }

    fn node(&self) -> Option<&Node> {
        self.link.and_then(|link| link.node(self.source))
    }
}
