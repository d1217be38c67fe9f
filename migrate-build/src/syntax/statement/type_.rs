//! Types, domains, collations and conversions, as they are written.

use super::alter_table::{lower_alter_attributes, lower_rename_attribute};
use super::object::{ObjectRef, Rename, lower_common_action};
use super::options::definition;
use super::support::{collation, expr, ident, is_cascade, need, qualified, text, type_name, unexpected};
use super::table::constraint::{lower_added_domain_constraint, lower_domain_constraint};
use super::table::{ColumnDef, TableConstraint};
use super::{DefinitionItem, StatementKind};
use crate::diag::{Result, each};
use crate::syntax::errors::refused_by_grammar;
use crate::syntax::expr::Expr;
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Span};

/// A string literal with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its value.
    pub value: Name,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateType {
    /// Its name.
    pub name: QualifiedName,
    /// What it is.
    pub kind: CreateTypeKind,
}

/// The forms of `CREATE TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateTypeKind {
    /// Without anything: a shell.
    Shell,
    /// `AS (...)`: the attributes are columns without constraints.
    Composite(Vec<ColumnDef>),
    /// `AS ENUM (...)`
    Enum(Vec<Text>),
    /// `AS RANGE (...)`
    Range(Vec<DefinitionItem>),
    /// `(INPUT = ..., ...)`
    Base(Vec<DefinitionItem>),
}

/// `ALTER TYPE` of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterEnum {
    /// The enum.
    pub name: QualifiedName,
    /// What is done.
    pub action: AlterEnumAction,
}

/// What is done to an enum.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterEnumAction {
    /// `ADD VALUE`
    Add {
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
        /// The label.
        label: Text,
        /// `BEFORE` or `AFTER`.
        neighbour: Option<EnumNeighbour>,
    },
    /// `RENAME VALUE a TO b`
    Rename(Text, Text),
}

/// Where a label goes.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumNeighbour {
    /// `AFTER` rather than `BEFORE`.
    pub after: bool,
    /// The label that exists.
    pub label: Text,
}

/// `ALTER TYPE t SET (...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterTypeOptions {
    /// The type.
    pub name: QualifiedName,
    /// The options.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE DOMAIN`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateDomain {
    /// Its name.
    pub name: QualifiedName,
    /// What it is over.
    pub base: TypeName,
    /// `COLLATE`.
    pub collation: Option<QualifiedName>,
    /// Constraints and the default, as of a column.
    pub constraints: Vec<super::table::ColumnConstraint>,
}

/// `ALTER DOMAIN`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterDomain {
    /// The domain.
    pub name: QualifiedName,
    /// What is done.
    pub action: AlterDomainAction,
}

/// What is done to a domain.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterDomainAction {
    /// `SET DEFAULT`; missing for `DROP DEFAULT`.
    SetDefault(Option<Expr>),
    /// `SET NOT NULL` or `DROP NOT NULL`
    SetNotNull(bool),
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint>),
    /// `DROP CONSTRAINT`
    DropConstraint {
        /// `IF EXISTS`.
        if_exists: bool,
        /// Its name.
        name: Ident,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `VALIDATE CONSTRAINT`
    ValidateConstraint(Ident),
}

/// `CREATE COLLATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateCollation {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// `(...)`.
    pub options: Vec<DefinitionItem>,
    /// `FROM`.
    pub from: Option<QualifiedName>,
}

/// `CREATE CONVERSION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateConversion {
    /// `DEFAULT`.
    pub default: bool,
    /// Its name.
    pub name: QualifiedName,
    /// `FROM`, the function.
    pub function: QualifiedName,
}

/// Lowers `CREATE TYPE`.
pub(super) fn lower_create_type(cx: &Lowering<'_>, node: &ast::CreateType) -> Result<StatementKind> {
    let kind = match node.kind() {
        None => CreateTypeKind::Shell,
        Some(ast::CreateTypeKind::BaseType(node)) => CreateTypeKind::Base(definition(cx, node.attribute_list())?),
        Some(ast::CreateTypeKind::RangeType(node)) => CreateTypeKind::Range(definition(cx, node.attribute_list())?),
        Some(ast::CreateTypeKind::EnumType(node)) => {
            let labels = node.variant_list().into_iter().flat_map(|list| list.variants());
            CreateTypeKind::Enum(each(labels, |label| text(cx, label.literal()))?)
        }
        Some(ast::CreateTypeKind::CompositeType(node)) => {
            let fields = node.composite_field_list().into_iter().flat_map(|list| list.composite_field_defs());
            CreateTypeKind::Composite(each(fields, |field| lower_field(cx, &field))?)
        }
    };
    Ok(StatementKind::CreateType(Box::new(CreateType { name: qualified(cx, node.type_name())?, kind })))
}

fn lower_field(cx: &Lowering<'_>, node: &ast::CompositeFieldDef) -> Result<ColumnDef> {
    Ok(ColumnDef {
        name: ident(cx, node.name())?,
        type_name: Some(type_name(cx, node.ty())?),
        storage: None,
        compression: None,
        collation: collation(cx, node.collate())?,
        constraints: Vec::new(),
        options: Vec::new(),
        span: cx.span_of(node),
    })
}

/// Lowers `ALTER TYPE`.
pub(super) fn lower_alter_type(cx: &Lowering<'_>, node: &ast::AlterType) -> Result<StatementKind> {
    use ast::AlterTypeAction as Action;
    let name = qualified(cx, node.type_name_ref())?;
    let action = need(node.action())?;
    let action = match &action {
        Action::AlterTypeAttributeActionList(list) => return lower_alter_attributes(cx, name, list),
        Action::RenameAttribute(node) => return lower_rename_attribute(cx, name, node),
        Action::SetOptions(node) => {
            let options = definition(cx, node.attribute_list())?;
            return Ok(StatementKind::AlterTypeOptions(AlterTypeOptions { name, options }));
        }
        Action::AddValue(node) => AlterEnumAction::Add {
            if_not_exists: node.if_not_exists().is_some(),
            label: text(cx, node.literal())?,
            neighbour: node.value_position().map(|position| lower_neighbour(cx, &position)).transpose()?,
        },
        Action::RenameValue(node) => AlterEnumAction::Rename(text(cx, node.from())?, text(cx, node.to())?),
        Action::OwnerTo(_) | Action::SetSchema(_) | Action::TypeRenameTo(_) => {
            return need(lower_common_action(cx, ObjectRef::Type(name), action.syntax())?);
        }
    };
    Ok(StatementKind::AlterEnum(AlterEnum { name, action }))
}

fn lower_neighbour(cx: &Lowering<'_>, node: &ast::ValuePosition) -> Result<EnumNeighbour> {
    Ok(match node {
        ast::ValuePosition::BeforeValue(node) => EnumNeighbour { after: false, label: text(cx, node.literal())? },
        ast::ValuePosition::AfterValue(node) => EnumNeighbour { after: true, label: text(cx, node.literal())? },
    })
}

/// Lowers `CREATE DOMAIN`.
pub(super) fn lower_create_domain(cx: &Lowering<'_>, node: &ast::CreateDomain) -> Result<StatementKind> {
    let (mut collated, mut constraints) = (None, Vec::new());
    for qualifier in node.domain_qualifiers() {
        match qualifier {
            ast::DomainQualifier::Collate(clause) if collated.is_some() => {
                return Err(refused_by_grammar("multiple COLLATE clauses not allowed", cx.span_of(&clause)));
            }
            ast::DomainQualifier::Collate(clause) => collated = collation(cx, Some(clause))?,
            ast::DomainQualifier::Constraint(node) => constraints.push(lower_domain_constraint(cx, &node)?),
        }
    }
    Ok(StatementKind::CreateDomain(Box::new(CreateDomain {
        name: qualified(cx, node.domain())?,
        base: type_name(cx, node.ty())?,
        collation: collated,
        constraints,
    })))
}

/// Lowers `ALTER DOMAIN`.
pub(super) fn lower_alter_domain(cx: &Lowering<'_>, node: &ast::AlterDomain) -> Result<StatementKind> {
    use ast::AlterDomainAction as Action;
    let name = qualified(cx, node.domain_ref())?;
    let action = need(node.action())?;
    let action = match &action {
        Action::SetDefault(node) => AlterDomainAction::SetDefault(Some(expr(cx, node.expr())?)),
        Action::DropDefault(_) => AlterDomainAction::SetDefault(None),
        Action::SetNotNull(_) => AlterDomainAction::SetNotNull(true),
        Action::DropNotNull(_) => AlterDomainAction::SetNotNull(false),
        Action::AddConstraint(node) => {
            AlterDomainAction::AddConstraint(Box::new(lower_added_domain_constraint(cx, &need(node.constraint())?)?))
        }
        Action::DropConstraint(node) => AlterDomainAction::DropConstraint {
            if_exists: node.if_exists().is_some(),
            name: ident(cx, node.constraint_name_ref())?,
            cascade: is_cascade(node.drop_behavior()),
        },
        Action::ValidateConstraint(node) => AlterDomainAction::ValidateConstraint(ident(cx, node.constraint_name_ref())?),
        Action::RenameConstraint(node) => {
            let object = ObjectRef::DomainConstraint(ident(cx, node.constraint_name_ref())?, name);
            let to = ident(cx, node.constraint_name())?;
            return Ok(StatementKind::Rename(Rename { object, if_exists: false, to, cascade: false }));
        }
        Action::OwnerTo(_) | Action::SetSchema(_) | Action::DomainRenameTo(_) => {
            return need(lower_common_action(cx, ObjectRef::Domain(name), action.syntax())?);
        }
    };
    Ok(StatementKind::AlterDomain(Box::new(AlterDomain { name, action })))
}

/// Lowers `CREATE COLLATION`.
pub(super) fn lower_create_collation(cx: &Lowering<'_>, node: &ast::CreateCollation) -> Result<StatementKind> {
    let (options, from) = match need(node.definition())? {
        ast::CreateCollationDefinition::AttributeList(list) => (definition(cx, Some(list))?, None),
        ast::CreateCollationDefinition::CollationFrom(from) => (Vec::new(), Some(qualified(cx, from.collation_ref())?)),
    };
    let if_not_exists = node.if_not_exists().is_some();
    Ok(StatementKind::CreateCollation(Box::new(CreateCollation { if_not_exists, name: qualified(cx, node.collation())?, options, from })))
}

/// Lowers `ALTER COLLATION`.
pub(super) fn lower_alter_collation(cx: &Lowering<'_>, node: &ast::AlterCollation) -> Result<StatementKind> {
    let name = qualified(cx, node.collation_ref())?;
    match need(node.action())? {
        ast::AlterCollationAction::RefreshVersion(_) => Ok(StatementKind::RefreshCollation(name)),
        action => lower_common_action(cx, ObjectRef::Collation(name), action.syntax())?.ok_or_else(|| unexpected(cx, action.syntax())),
    }
}

/// Lowers `CREATE CONVERSION`.
pub(super) fn lower_create_conversion(cx: &Lowering<'_>, node: &ast::CreateConversion) -> Result<StatementKind> {
    Ok(StatementKind::CreateConversion(CreateConversion {
        default: node.default_token().is_some(),
        name: qualified(cx, node.conversion())?,
        function: qualified(cx, node.function_name_ref())?,
    }))
}
