//! How do the user's own Rust types stand in the module: an alias for each entry of `[types]`, and a marker for what it is bound as.

use super::input::Input;
use super::naming::override_alias;
use super::rust_type::type_key;
use super::settings::{part_keys, relation_keys};
use super::sql_type::write_sql_type;
use super::writer::Writer;
use super::{Settings, errors};
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::diag::Diagnostic;
use crate::text::Seek;

/// The module of the aliases; nothing where `[types]` says nothing.
pub(super) fn write_mapped(w: &mut Writer, input: &Input<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(&str, &str, TypeId)> = Vec::new();
    for (key, path) in &input.settings.types {
        let Some(id) = meant(input.catalog, input.settings, key) else {
            findings.push(errors::no_such_key("types", key));
            continue;
        };
        if !could_be_type(path) {
            findings.push(errors::no_type(key, path));
            continue;
        }
        found.push((key, path, id));
    }
    if found.is_empty() {
        return;
    }
    w.line("");
    w.line("/// The types that `[types]` in migrate.toml names.");
    w.open("pub mod __types {");
    w.line("use super::__rt;");
    for (key, path, id) in found {
        w.line("");
        write_alias(w, input, key, path, id);
    }
    w.close("}");
}

fn write_alias(w: &mut Writer, input: &Input<'_>, key: &str, path: &str, id: TypeId) {
    let alias = override_alias(input.settings, key);
    w.line(&format!("/// What {} is.", super::doc_text::code(key)));
    w.line(&format!("pub type {alias} = {path};"));
    w.line("");
    w.line("/// What it is bound as.");
    w.line(&format!("pub enum {alias}Sql {{}}"));
    w.line("");
    write_sql_type(w, input, id, &format!("{alias}Sql"));
    w.line("");
    w.open(&format!("impl<__N> __rt::Bind<{alias}Sql, __N> for {alias} {{"));
    w.open("fn bind(&self, __into: &mut __rt::Encoder<'_>) -> Result<(), __rt::BindError> {");
    w.line(&format!("__into.foreign({}, self)", super::sql_type::parameter_type(input, id)));
    w.close("}");
    w.close("}");
}

/// The type that a key is about: its own, or that of the column.
fn meant(catalog: &Catalog, settings: &Settings, key: &str) -> Option<TypeId> {
    let columns = catalog.relations().into_iter().flat_map(|relation| relation.columns.iter().map(move |column| (relation, column)));
    let of_column = columns.filter_map(|(relation, column)| Some((relation, column, column.type_id?)));
    for (relation, column, type_id) in of_column {
        if part_keys(relation_keys(catalog, relation.id), &column.name).iter().exists(|own| own == key) {
            return Some(type_id);
        }
        if type_key(catalog, settings, type_id) == Some(key) {
            return Some(type_id);
        }
        let element = catalog.type_(type_id).and_then(|found| found.element);
        if let Some(element) = element
            && type_key(catalog, settings, element) == Some(key)
        {
            return Some(element);
        }
    }
    let named = |name: &str| catalog.lookup_type(&crate::text::Name::from(name));
    let qualified = || key.split_once('.').and_then(|(schema, name)| catalog.type_in(catalog.schema_named(&schema.into())?, &name.into()));
    let of_catalog = named(key).or_else(qualified);
    of_catalog.or_else(|| super::rust_type::STANDARD.iter().first_where(|(spelled, _)| *spelled == key).map(|(_, id)| *id))
}

/// Whether a text has only signs that a type is made of, with brackets in pairs.
fn could_be_type(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '<' => open.push('>'),
            '(' => open.push(')'),
            '[' => open.push(']'),
            '>' | ')' | ']' if open.pop() != Some(c) => return false,
            '>' | ')' | ']' | ':' | ',' | ' ' | '_' | '&' | '\'' | '#' => {}
            _ if c.is_alphanumeric() => {}
            ';' if open.last() == Some(&']') => {}
            _ => return false,
        }
    }
    open.is_empty() && !text.trim().is_empty()
}
