//! Operators, operator classes and families, casts.

use crate::catalog::id::{CastId, FunctionId, OperatorClassId, OperatorFamilyId, OperatorId, SchemaId, TypeId};
use crate::text::Name;

/// An operator.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Its id.
    pub id: OperatorId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its symbol.
    pub name: Name,
    /// The type on its left; none for a prefix operator.
    pub left: Option<TypeId>,
    /// The type on its right.
    pub right: TypeId,
    /// What it gives; none for a shell.
    pub result: Option<TypeId>,
    /// The function behind it; none for a shell.
    pub function: Option<FunctionId>,
    /// The operator that takes its operands the other way round.
    pub commutator: Option<OperatorId>,
    /// The operator that says the opposite.
    pub negator: Option<OperatorId>,
    /// `HASHES`.
    pub hashes: bool,
    /// `MERGES`.
    pub merges: bool,
}

/// An operator family.
#[derive(Clone, Debug)]
pub struct OperatorFamily {
    /// Its id.
    pub id: OperatorFamilyId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// Its access method.
    pub method: Name,
    /// Its operators (`pg_amop`).
    pub operators: Vec<ClassOperator>,
}

/// An operator of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassOperator {
    /// Its strategy number.
    pub strategy: i16,
    /// The operator.
    pub operator: OperatorId,
    /// The type on its left.
    pub left: TypeId,
    /// The type on its right.
    pub right: TypeId,
}

/// An operator class.
#[derive(Clone, Debug)]
pub struct OperatorClass {
    /// Its id.
    pub id: OperatorClassId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// Its access method.
    pub method: Name,
    /// Its family.
    pub family: OperatorFamilyId,
    /// The type that it is for.
    pub input: TypeId,
    /// The type that is stored, where it is another.
    pub stored: Option<TypeId>,
    /// Whether it is the default for its type.
    pub default: bool,
}

/// When a cast applies by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CastContext {
    /// Anywhere.
    Implicit,
    /// In assignments.
    Assignment,
    /// Only where it is written.
    Explicit,
}

/// How a cast works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CastMethod {
    /// By a function.
    Function(FunctionId),
    /// Through text.
    InOut,
    /// The bytes are the same.
    Binary,
}

/// A cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Its id.
    pub id: CastId,
    /// From.
    pub source: TypeId,
    /// To.
    pub target: TypeId,
    /// How.
    pub method: CastMethod,
    /// When it applies by itself.
    pub context: CastContext,
}
