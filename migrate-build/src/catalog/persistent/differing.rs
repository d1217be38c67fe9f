//! Which keys have different values in two maps: where they share a node nothing differs.

use super::link::{Link, Source};
use super::{Map, Node};
use std::hash::Hash;

impl<K: Hash + Eq + Clone, V: Clone> Map<K, V> {
    /// Calls `visit` for each key that only one of the maps has, or whose values are not the same.
    pub fn differing(&self, other: &Self, same: &dyn Fn(&V, &V) -> bool, visit: &mut dyn FnMut(&K)) {
        let left = Side { link: self.root.as_ref(), source: self.source.as_ref() };
        let right = Side { link: other.root.as_ref(), source: other.source.as_ref() };
        left.differing(&right, same, visit);
    }
}

/// A part of a map.
struct Side<'m, K, V> {
    link: Option<&'m Link<K, V>>,
    source: Option<&'m Source<K, V>>,
}

impl<'m, K: Eq, V> Side<'m, K, V> {
    fn differing(&self, other: &Self, same: &dyn Fn(&V, &V) -> bool, visit: &mut dyn FnMut(&K)) {
        match (self.link, other.link) {
            (None, None) => return,
            (Some(left), Some(right)) if left.is_shared_with(right) => return,
            _ => {}
        }
        if let (Some(Node::Branch(left)), Some(Node::Branch(right))) = (self.node(), other.node()) {
            for (left, right) in left.iter().zip(right) {
                let left = Side { link: left.as_ref(), source: self.source };
                left.differing(&Side { link: right.as_ref(), source: other.source }, same, visit);
            }
            return;
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        self.entries(&mut left);
        other.entries(&mut right);
        for (key, value) in &left {
            if !right.iter().any(|(other, found)| other == key && same(value, found)) {
                visit(key);
            }
        }
        for (key, _) in right.iter().filter(|(key, _)| !left.iter().any(|(other, _)| other == key)) {
            visit(key);
        }
    }

    fn node(&self) -> Option<&'m Node<K, V>> {
        self.link.and_then(|link| link.node(self.source))
    }

    fn entries(&self, into: &mut Vec<&'m (K, V)>) {
        match self.node() {
            None => {}
            Some(Node::Leaf(_, entries)) => into.extend(entries),
            Some(Node::Branch(children)) => {
                children.iter().flatten().for_each(|child| Side { link: Some(child), source: self.source }.entries(into));
            }
        }
    }
}
