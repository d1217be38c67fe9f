//! How do text search objects come to be and change.

use super::cx::Cx;
use super::definition::qualified_name_of;
use super::lookup::creation_schema;
use super::simple::{add_simple, find_in_path};
use crate::analyze::type_name::name_text;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::SimpleId;
use crate::catalog::object::SimpleKind;
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::text_search::{AlterTextSearch, CreateTextSearch, TextSearchKind};
use crate::text::Seek;

/// Makes a text search object.
// pg: tsearchcmds.c DefineTSConfiguration and its kin
pub(super) fn fold_create_text_search(cx: &mut Cx<'_>, it: &CreateTextSearch) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    let mut needed: Vec<SimpleId> = Vec::new();
    for option in &it.options {
        let kind = match (it.kind, option.name.name.to_ascii_lowercase().as_str()) {
            (TextSearchKind::Configuration, "parser") => TextSearchKind::Parser,
            (TextSearchKind::Configuration, "copy") => TextSearchKind::Configuration,
            (TextSearchKind::Configuration, other) => {
                let message = format!("text search configuration parameter \"{other}\" not recognized");
                return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
            }
            (TextSearchKind::Dictionary, "template") => TextSearchKind::Template,
            _ => continue,
        };
        needed.push(lookup_text_search(cx, kind, &qualified_name_of(option)?)?);
    }
    let has = |wanted: &str| it.options.iter().exists(|option| option.name.name.eq_ignore_ascii_case(wanted));
    match it.kind {
        TextSearchKind::Configuration if has("parser") && has("copy") => {
            return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "cannot specify both PARSER and COPY options"));
        }
        TextSearchKind::Configuration if !has("parser") && !has("copy") => {
            return Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "text search parser is required"));
        }
        TextSearchKind::Dictionary if !has("template") => {
            return Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "text search template is required"));
        }
        _ => {}
    }
    let (kind, _, index) = words_of(it.kind);
    if cx.catalog.simple_named(kind, Some(schema), &it.name.name.name).is_some() {
        let message = format!("duplicate key value violates unique constraint \"{index}\"");
        return Err(Diagnostic::error(SqlState::UNIQUE_VIOLATION, message).label("this name is taken"));
    }
    let id = add_simple(cx, kind, Some(schema), it.name.name.name.clone());
    let copied = it.kind == TextSearchKind::Configuration && has("copy");
    if !copied {
        cx.record_all(Address::Simple(id), needed.into_iter().map(Address::Simple), DependencyKind::Normal);
    }
    Ok(())
}

/// Changes a dictionary, or the mappings of a configuration.
// pg: tsearchcmds.c AlterTSDictionary, AlterTSConfiguration
pub(super) fn fold_alter_text_search(cx: &mut Cx<'_>, it: &AlterTextSearch) -> Result<()> {
    let id = lookup_text_search(cx, it.kind, &it.name)?;
    for dictionary in &it.dictionaries {
        let needed = lookup_text_search(cx, TextSearchKind::Dictionary, dictionary)?;
        cx.record(Address::Simple(id), Address::Simple(needed), DependencyKind::Normal);
    }
    Ok(())
}

fn lookup_text_search(cx: &Cx<'_>, kind: TextSearchKind, name: &QualifiedName) -> Result<SimpleId> {
    let (simple, words, _) = words_of(kind);
    super::lookup::explicit_schema(cx, name)?;
    find_in_path(cx, simple, name).ok_or_else(|| missing(words, name))
}

fn missing(words: &str, name: &QualifiedName) -> Problem {
    let message = format!("text search {words} \"{}\" does not exist", name_text(name));
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about(SubjectKind::Other, &name.name.name)
}

fn words_of(kind: TextSearchKind) -> (SimpleKind, &'static str, &'static str) {
    match kind {
        TextSearchKind::Parser => (SimpleKind::TextSearchParser, "parser", "pg_ts_parser_prsname_index"),
        TextSearchKind::Dictionary => (SimpleKind::TextSearchDictionary, "dictionary", "pg_ts_dict_dictname_index"),
        TextSearchKind::Template => (SimpleKind::TextSearchTemplate, "template", "pg_ts_template_tmplname_index"),
        TextSearchKind::Configuration => (SimpleKind::TextSearchConfiguration, "configuration", "pg_ts_config_cfgname_index"),
    }
}
