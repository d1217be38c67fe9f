//! What does `CREATE EXTENSION` make: which extensions are known, what they need, and the rows of their objects.

use super::Builtins;
use super::extension_files::FILES;
use super::table::{Fields, holds};
use crate::text::Seek;

/// An extension of which it is known what it makes.
#[derive(Clone, Copy, Debug)]
pub struct ExtensionScript {
    /// Its name.
    pub name: &'static str,
    /// The version that is made where none is asked for.
    pub default_version: &'static str,
    /// Whether its objects can be moved to another schema.
    pub relocatable: bool,
    /// The schema that its objects must stand in, where it says so; it is made where it is missing.
    pub schema: Option<&'static str>,
    requires: &'static str,
    rows: &'static str,
    major: u8,
}

/// A row: one object that an extension makes.
#[derive(Clone, Copy, Debug)]
pub(in crate::catalog) struct ExtensionRow {
    /// The catalog of the object, as its data file is called.
    pub(in crate::catalog) catalog: &'static str,
    /// What other rows refer to it by; empty where none does.
    pub(in crate::catalog) key: &'static str,
    /// Its schema, where it is not that of the extension.
    pub(in crate::catalog) schema: &'static str,
    /// The fields that follow.
    pub(in crate::catalog) fields: &'static str,
}

impl ExtensionScript {
    /// The extensions that must be there before.
    pub fn requires(&self) -> impl Iterator<Item = &'static str> {
        self.requires.split(' ').filter(|name| !name.is_empty())
    }

    /// The objects that it makes.
    pub(in crate::catalog) fn rows(&self) -> impl Iterator<Item = ExtensionRow> {
        let major = self.major;
        self.rows.lines().filter_map(move |line| row(line, major)).filter(|row| row.catalog != "extension")
    }
}

impl Builtins {
    /// What an extension makes on this version; none where it is not known, or not to be had for this version.
    #[must_use]
    pub fn extension_script(&self, name: &str) -> Option<ExtensionScript> {
        let (name, rows) = FILES.get(FILES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?)?;
        let head = rows.lines().take_while(|line| line.starts_with("extension\t")).first_some(|line| row(line, self.major))?;
        let mut fields = Fields::of(head.fields);
        let (default_version, relocatable, schema, requires) = (fields.next(), fields.flag(), fields.next(), fields.next());
        let schema = Some(schema).filter(|schema| !schema.is_empty());
        Some(ExtensionScript { name, default_version, relocatable, schema, requires, rows, major: self.major })
    }

    /// Whether some version has an extension of that name of which it is known what it makes.
    #[must_use]
    pub fn knows_extension(&self, name: &str) -> bool {
        FILES.binary_search_by(|(known, _)| (*known).cmp(name)).is_ok()
    }

    /// The names of the extensions that are known, sorted.
    pub fn extension_names(&self) -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }
}

fn row(line: &'static str, major: u8) -> Option<ExtensionRow> {
    let mut parts = line.splitn(5, '\t');
    let (catalog, versions) = (parts.next()?, parts.next()?);
    holds(versions, major).then_some(())?;
    Some(ExtensionRow { catalog, key: parts.next()?, schema: parts.next()?, fields: parts.next()? })
}
