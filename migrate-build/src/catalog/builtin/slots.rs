//! Where is what was decoded kept: a slot an id, made when it is first asked for.

use crate::text::QuickMap;
use std::sync::{Mutex, OnceLock, PoisonError};

const PAGE: usize = 64;
const PAGES: usize = 256;

type Page<T> = Box<[OnceLock<&'static T>; PAGE]>;

/// The decoded objects of one kind. They live as long as the process, as the data that they are made of does.
pub(super) struct Slots<T: 'static> {
    pages: OnceLock<Box<[OnceLock<Page<T>>; PAGES]>>,
}

impl<T> Slots<T> {
    /// No objects yet.
    pub(super) const fn new() -> Self {
        Self { pages: OnceLock::new() }
    }

    /// The object of an id, decoded unless it was before.
    pub(super) fn get(&self, id: u32, decode: impl FnOnce() -> Option<T>) -> Option<&'static T> {
        let id = id as usize;
        let pages = self.pages.get_or_init(|| Box::new([const { OnceLock::new() }; PAGES]));
        let page = pages.get(id / PAGE)?.get_or_init(|| Box::new([const { OnceLock::new() }; PAGE]));
        let slot = &page[id % PAGE];
        if let Some(found) = slot.get() {
            return Some(found);
        }
        let decoded = decode()?;
        Some(slot.get_or_init(|| Box::leak(Box::new(decoded))))
    }
}

impl<T> std::fmt::Debug for Slots<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slots")
    }
}

type Found<T> = QuickMap<(u32, &'static str), &'static [T]>;

/// The ids of each name that was looked up and found.
pub(super) struct NameSlots<T: 'static> {
    found: OnceLock<Mutex<Found<T>>>,
}

impl<T> NameSlots<T> {
    /// No names yet.
    pub(super) const fn new() -> Self {
        Self { found: OnceLock::new() }
    }

    /// The ids of a name, searched for unless they were before.
    pub(super) fn get(&self, schema: u32, name: &str, search: impl FnOnce() -> Vec<T>) -> &'static [T] {
        let mut found = self.found.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let known: &QuickMap<(u32, &str), &'static [T]> = &found;
        if let Some(ids) = known.get(&(schema, name)) {
            return ids;
        }
        let ids = search();
        if ids.is_empty() {
            return &[];
        }
        let (name, ids): (&'static str, &'static [T]) = (Box::leak(Box::from(name)), Box::leak(ids.into_boxed_slice()));
        found.insert((schema, name), ids);
        ids
    }
}

impl<T> std::fmt::Debug for NameSlots<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NameSlots")
    }
}
