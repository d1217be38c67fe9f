//! Text search objects, as they are written.

use super::object::{ObjectRef, lower_common_action};
use super::options::definition;
use super::support::{idents, need, qualified, qualifieds};
use super::{DefinitionItem, StatementKind};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::tree::ast::{self, AstNode};

/// The kinds of text search objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextSearchKind {
    /// `PARSER`
    Parser,
    /// `DICTIONARY`
    Dictionary,
    /// `TEMPLATE`
    Template,
    /// `CONFIGURATION`
    Configuration,
}

/// `CREATE TEXT SEARCH kind`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTextSearch {
    /// Which.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: QualifiedName,
    /// Its definition.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER TEXT SEARCH kind`, apart from renaming and its kin.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterTextSearch {
    /// Which.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: QualifiedName,
    /// The token types of a mapping.
    pub token_types: Vec<Ident>,
    /// The dictionaries that are named.
    pub dictionaries: Vec<QualifiedName>,
}

/// Lowers `CREATE TEXT SEARCH`.
pub(super) fn lower_create_text_search<'t>(
    cx: &Lowering<'_>,
    kind: TextSearchKind,
    name: Option<impl AstNode<'t>>,
    options: Option<ast::AttributeList>,
) -> Result<StatementKind> {
    let name = qualified(cx, name)?;
    Ok(StatementKind::CreateTextSearch(CreateTextSearch { kind, name, options: definition(cx, options)? }))
}

/// Lowers `ALTER TEXT SEARCH DICTIONARY`.
pub(super) fn lower_alter_dictionary(cx: &Lowering<'_>, node: &ast::AlterTextSearchDictionary) -> Result<StatementKind> {
    let kind = TextSearchKind::Dictionary;
    let name = qualified(cx, node.text_search_dictionary_ref())?;
    let action = need(node.action())?;
    let common = lower_common_action(cx, ObjectRef::TextSearch(kind, name.clone()), action.syntax())?;
    let altered = AlterTextSearch { kind, name, token_types: Vec::new(), dictionaries: Vec::new() };
    Ok(common.unwrap_or(StatementKind::AlterTextSearch(altered)))
}

/// Lowers `ALTER TEXT SEARCH CONFIGURATION`.
pub(super) fn lower_alter_configuration(cx: &Lowering<'_>, node: &ast::AlterTextSearchConfiguration) -> Result<StatementKind> {
    use ast::AlterTextSearchConfigurationAction as Action;
    let kind = TextSearchKind::Configuration;
    let name = qualified(cx, node.text_search_configuration_ref())?;
    let (token_types, dictionaries) = match need(node.action())? {
        Action::AddMapping(node) => (idents(cx, node.text_search_token_kinds())?, qualifieds(cx, node.text_search_dictionary_refs())?),
        Action::AlterMapping(node) => {
            let mut dictionaries = qualifieds(cx, node.text_search_dictionary_refs())?;
            if let Some(replaced) = node.replace_dictionary() {
                dictionaries.push(qualified(cx, replaced.before())?);
                dictionaries.push(qualified(cx, replaced.after())?);
            }
            (idents(cx, node.text_search_token_kinds())?, dictionaries)
        }
        Action::DropMapping(node) => (idents(cx, node.text_search_token_kinds())?, Vec::new()),
        other => return need(lower_common_action(cx, ObjectRef::TextSearch(kind, name), other.syntax())?),
    };
    Ok(StatementKind::AlterTextSearch(AlterTextSearch { kind, name, token_types, dictionaries }))
}
