//! Extensions, as they are written.

use super::StatementKind;
use super::object::{GlobalWord, ObjectRef, lower_common_action, lower_object};
use super::support::{ident, need, optional_ident, text_ident};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::tree::ast::{self, AstNode};

/// `CREATE EXTENSION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateExtension {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: Ident,
    /// `SCHEMA`.
    pub schema: Option<Ident>,
    /// `VERSION`.
    pub version: Option<Ident>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `ALTER EXTENSION ... UPDATE [TO version]`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterExtension {
    /// Its name.
    pub name: Ident,
    /// `TO`.
    pub version: Option<Ident>,
}

/// `ALTER EXTENSION ... ADD | DROP object`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterExtensionMember {
    /// Its name.
    pub name: Ident,
    /// `ADD` rather than `DROP`.
    pub add: bool,
    /// The object.
    pub object: ObjectRef,
}

/// Lowers `CREATE EXTENSION`.
pub(super) fn lower_create_extension(cx: &Lowering<'_>, node: &ast::CreateExtension) -> Result<StatementKind> {
    let version = node.extension_version_clause();
    Ok(StatementKind::CreateExtension(CreateExtension {
        if_not_exists: node.if_not_exists().is_some(),
        name: ident(cx, node.extension())?,
        schema: optional_ident(cx, node.extension_schema().and_then(|clause| clause.schema_ref()))?,
        version: version.map(|clause| lower_version(cx, clause.extension_version(), clause.literal())).transpose()?,
        cascade: node.cascade_token().is_some(),
    }))
}

fn lower_version(cx: &Lowering<'_>, word: Option<ast::ExtensionVersion>, literal: Option<ast::Literal>) -> Result<Ident> {
    match literal {
        Some(literal) => text_ident(cx, Some(literal)),
        None => ident(cx, word),
    }
}

/// Lowers `ALTER EXTENSION`.
pub(super) fn lower_alter_extension(cx: &Lowering<'_>, node: &ast::AlterExtension) -> Result<StatementKind> {
    use ast::AlterExtensionAction as Action;
    let name = ident(cx, node.extension_ref())?;
    let (add, member) = match need(node.action())? {
        Action::AlterExtensionAdd(node) => (true, node.extension_member_object()),
        Action::AlterExtensionDrop(node) => (false, node.extension_member_object()),
        Action::AlterExtensionUpdate(node) => {
            let to = node.update_to();
            let version = to.map(|to| lower_version(cx, to.extension_version(), to.literal())).transpose()?;
            return Ok(StatementKind::AlterExtension(AlterExtension { name, version }));
        }
        Action::SetSchema(node) => {
            let object = ObjectRef::Global(GlobalWord::Extension, name);
            return need(lower_common_action(cx, object, node.syntax())?);
        }
    };
    let object = lower_object(cx, need(member)?.syntax())?;
    Ok(StatementKind::AlterExtensionMember(AlterExtensionMember { name, add, object }))
}
