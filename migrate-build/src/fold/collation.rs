//! How do collations and conversions come to be.

use super::cx::Cx;
use super::definition::{qualified_name_of, switch_of, text_of};
use super::lookup::{creation_schema, explicit_schema};
use super::simple::{add_simple, lookup_function};
use crate::analyze::type_name::{analyze_collation, name_text};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{CollationId, TypeId};
use crate::catalog::object::{Collation, SimpleKind};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::type_::{CreateCollation, CreateConversion};

/// Makes a collation.
// pg: collationcmds.c DefineCollation
pub(super) fn fold_create_collation(cx: &mut Cx<'_>, it: &CreateCollation) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    let mut from = it.from.clone();
    let mut deterministic = true;
    let (mut icu, mut located) = (false, false);
    for option in &it.options {
        match option.name.name.to_ascii_lowercase().as_str() {
            "from" => from = Some(qualified_name_of(option)?),
            "deterministic" => deterministic = switch_of(option)?,
            "provider" => {
                let provider = text_of(option)?.to_ascii_lowercase();
                if !matches!(provider.as_str(), "icu" | "libc" | "builtin") {
                    let message = format!("unrecognized collation provider: {provider}");
                    return Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message));
                }
                if provider == "builtin"
                    && let Some(help) = cx.grammar().lacks("builtin_collation")
                {
                    let message = "unrecognized collation provider: builtin";
                    return Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message).help(help));
                }
                icu = provider == "icu";
            }
            "locale" | "lc_collate" | "lc_ctype" => located = true,
            "version" | "rules" => {}
            other => {
                let message = format!("collation attribute \"{other}\" not recognized");
                return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(option.span));
            }
        }
    }
    match &from {
        Some(from) => {
            let of = analyze_collation(&cx.catalog, from, from.span).map_err(super::typed::without_place)?;
            deterministic = cx.catalog.collation(of).is_none_or(|of| of.deterministic);
        }
        None if !located => {
            let message = "parameter \"locale\" must be specified";
            return Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message));
        }
        None if !deterministic && !icu => {
            let message = "nondeterministic collations not supported with this provider";
            return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        None => {}
    }
    let bare = &it.name.name.name;
    if cx.catalog.collation_in(schema, bare).is_some() {
        let problem = Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("collation \"{bare}\" already exists"));
        return if it.if_not_exists { Ok(()) } else { Err(problem.about(SubjectKind::Other, bare)) };
    }
    let id = CollationId(cx.catalog.next_id());
    cx.catalog.add_collation(Collation { id, schema, name: bare.clone(), deterministic });
    cx.record_schema(Address::Collation(id), schema);
    cx.effects.created.push(Address::Collation(id));
    Ok(())
}

/// Takes over the version of a collation's library, which is not kept.
pub(super) fn fold_refresh_collation(cx: &mut Cx<'_>, it: &QualifiedName) -> Result<()> {
    analyze_collation(&cx.catalog, it, it.span).map(|_| ()).map_err(super::typed::without_place)
}

/// Makes a conversion.
// pg: conversioncmds.c CreateConversionCommand
pub(super) fn fold_create_conversion(cx: &mut Cx<'_>, it: &CreateConversion) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    let types = [TypeId::INT4, TypeId::INT4, TypeId::CSTRING, TypeId::INTERNAL, TypeId::INT4, TypeId::BOOL];
    explicit_schema(cx, &it.function)?;
    let function = lookup_function(cx, &it.function, &types)?;
    let bare = &it.name.name.name;
    if cx.catalog.simple_named(SimpleKind::Conversion, Some(schema), bare).is_some() {
        let message = format!("conversion \"{}\" already exists", name_text(&it.name));
        return Err(Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).about(SubjectKind::Other, bare));
    }
    let id = add_simple(cx, SimpleKind::Conversion, Some(schema), bare.clone());
    cx.record(Address::Simple(id), Address::Function(function), DependencyKind::Normal);
    Ok(())
}
