//! Operators, operator classes and families, access methods, as they are written.

use super::DefinitionItem;
use super::function::FunctionRef;
use crate::syntax::name::{Ident, OperatorName, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// An operator by name and argument types; a missing side is `NONE`.
#[derive(Clone, Debug, PartialEq)]
pub struct OperatorRef {
    /// Its name.
    pub name: OperatorName,
    /// The left side.
    pub left: Option<TypeName>,
    /// The right side.
    pub right: Option<TypeName>,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE OPERATOR`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperator {
    /// Its name.
    pub name: OperatorName,
    /// Its definition.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER OPERATOR ... SET (...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterOperator {
    /// The operator.
    pub operator: OperatorRef,
    /// What is set.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE OPERATOR CLASS`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperatorClass {
    /// Its name.
    pub name: QualifiedName,
    /// `DEFAULT`.
    pub default: bool,
    /// `FOR TYPE`.
    pub type_name: TypeName,
    /// `USING`.
    pub method: Ident,
    /// `FAMILY`.
    pub family: Option<QualifiedName>,
    /// Its members.
    pub members: Vec<ClassMember>,
}

/// A member of an operator class.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassMember {
    /// `OPERATOR n op [FOR ORDER BY family]`
    Operator {
        /// Its number.
        number: i32,
        /// Its name.
        name: OperatorName,
        /// Its types, where they are given.
        types: Option<(Option<TypeName>, Option<TypeName>)>,
        /// `FOR ORDER BY`.
        order_by: Option<QualifiedName>,
        /// Where it stands.
        span: Span,
    },
    /// `FUNCTION n (types) f(args)`
    Function {
        /// Its number.
        number: i32,
        /// The types that it is for.
        types: Vec<TypeName>,
        /// The function.
        function: FunctionRef,
        /// Where it stands.
        span: Span,
    },
    /// `STORAGE type`
    Storage(TypeName),
}

/// `CREATE OPERATOR FAMILY`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperatorFamily {
    /// Its name.
    pub name: QualifiedName,
    /// `USING`.
    pub method: Ident,
}

/// `ALTER OPERATOR FAMILY ... ADD | DROP`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterOperatorFamily {
    /// Its name.
    pub name: QualifiedName,
    /// `USING`.
    pub method: Ident,
    /// `ADD`.
    pub add: Vec<ClassMember>,
    /// `DROP`: the number, whether it is an operator, the types.
    pub drop: Vec<FamilyDrop>,
}

/// A member that is dropped from a family.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyDrop {
    /// `OPERATOR` rather than `FUNCTION`.
    pub operator: bool,
    /// Its number.
    pub number: i32,
    /// Its types.
    pub types: Vec<TypeName>,
}

/// `CREATE ACCESS METHOD`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateAccessMethod {
    /// Its name.
    pub name: Ident,
    /// `TABLE` rather than `INDEX`.
    pub table: bool,
    /// `HANDLER`.
    pub handler: QualifiedName,
}
