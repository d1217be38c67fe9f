//! How do procedural languages come to be.

use super::cx::Cx;
use super::simple::{add_simple, lookup_function, refuse_taken};
use crate::analyze::type_name::name_text;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::TypeId;
use crate::catalog::object::SimpleKind;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::statement::extension::CreateExtension;
use crate::syntax::statement::function::CreateLanguage;

/// Makes a language: one without a handler is that of an extension.
// pg: proclang.c CreateProceduralLanguage
pub(super) fn fold_create_language(cx: &mut Cx<'_>, it: &CreateLanguage) -> Result<()> {
    let Some(handler) = &it.handler else {
        let (name, if_not_exists) = (it.name.clone(), it.or_replace);
        let extension = CreateExtension { if_not_exists, name, schema: None, version: None, cascade: false };
        return super::extension::fold_create_extension(cx, &extension);
    };
    let function = lookup_function(cx, handler, &[])?;
    if cx.catalog.function(function).is_some_and(|function| function.returns != TypeId::LANGUAGE_HANDLER) {
        let message = format!("function {} must return type language_handler", name_text(handler));
        return Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message));
    }
    if it.or_replace && cx.catalog.simple_named(SimpleKind::Language, None, &it.name.name).is_some() {
        return Ok(());
    }
    refuse_taken(cx, SimpleKind::Language, "language", &it.name.name)?;
    let id = add_simple(cx, SimpleKind::Language, None, it.name.name.clone());
    cx.record(Address::Simple(id), Address::Function(function), DependencyKind::Normal);
    Ok(())
}
