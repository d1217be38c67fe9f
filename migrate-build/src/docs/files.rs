//! Which files does a project want of its schema, and what do they hold.

use super::DocsSettings;
use super::schema_sql::{Definition, History, PREAMBLE, definitions, schema_sql};
use super::{markdown, mermaid, migration_page, minimal_json, schema_json, typescript};
use crate::catalog::Catalog;
use crate::text::{Collection, Gather, Seek, SortedMap, sort_by};

/// A file for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocFile {
    /// Where it belongs, relative to migrate.toml.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The files of a schema, the same bytes for the same schema.
#[must_use]
pub fn doc_files(catalog: &Catalog, history: &History, settings: &DocsSettings) -> Vec<DocFile> {
    let mut files = Vec::new();
    let mut add = |path: &Option<String>, text: &dyn Fn() -> String| {
        files.put_all(path.iter().map(|path| DocFile { path: path.clone(), text: text() }));
    };
    if settings.areas.is_empty() {
        add(&settings.schema, &|| schema_sql(catalog, history));
    }
    add(&settings.json, &|| schema_json(catalog).lines() + "\n");
    add(&settings.json_minimal, &|| minimal_json(catalog).lines() + "\n");
    add(&settings.typescript, &|| typescript::types(catalog));
    add(&settings.mermaid, &|| mermaid::diagram(catalog));
    if let (Some(folder), false) = (&settings.schema, settings.areas.is_empty()) {
        let parts = area_files(definitions(catalog, history), &settings.areas);
        files.put_all(parts.into_iter().map(|(name, text)| DocFile { path: format!("{folder}/{name}"), text }));
    }
    if let Some(folder) = &settings.markdown {
        let told = migration_page::page(&history.told).map(|text| (markdown::MIGRATIONS.to_owned(), text));
        files.put_all(
            markdown::pages(catalog).into_iter().chain(told).map(|(name, text)| DocFile { path: format!("{folder}/{name}"), text }),
        );
    }
    sort_by(&mut files, |a, b| a.path.cmp(&b.path));
    files
}

/// Whether a text is that of a page that was written here, so that it may go when its table is gone.
#[must_use]
pub fn is_own_page(text: &str) -> bool {
    text.starts_with(markdown::MARK)
}

/// The files run in the order of their names, so what needs a table of a later area stands in that area. What no area names is in the first one
/// where nothing of another area is needed for it.
fn area_files(definitions: Vec<Definition>, areas: &SortedMap<String, Vec<String>>) -> SortedMap<String, String> {
    let names: Vec<&String> = areas.keys().gather();
    let mut places: Vec<usize> = Vec::with_capacity(definitions.len());
    let mut files: SortedMap<String, String> = names.iter().map(|name| ((*name).clone(), PREAMBLE.to_owned())).gather();
    for definition in definitions {
        let own = areas.values().place_where(|tables| tables.contains(&definition.area)).unwrap_or(0);
        let place = definition.needs.iter().filter_map(|needed| places.get(*needed)).fold(own, |place, needed| place.max(*needed));
        places.push(place);
        if let Some(text) = names.get(place).and_then(|name| files.get_mut(*name)) {
            text.push_str(&definition.sql);
            text.push('\n');
        }
    }
    for text in files.values_mut() {
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    files
}
