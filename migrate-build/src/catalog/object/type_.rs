//! Types and collations.

use super::StoredExpr;
use crate::catalog::id::{CollationId, FunctionId, OperatorClassId, RelationId, SchemaId, TypeId};
use crate::text::Name;

/// PostgreSQL's type categories (`typcategory`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeCategory(pub u8);

/// A type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its id.
    pub id: TypeId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: TypeKind,
    /// Its category.
    pub category: TypeCategory,
    /// Whether it is preferred in its category.
    pub preferred: bool,
    /// The type of arrays of it.
    pub array: Option<TypeId>,
    /// What a subscript gives: `typelem`, for arrays and for fixed-length types such as point.
    pub element: Option<TypeId>,
    /// Its default collation.
    pub collation: Option<CollationId>,
    /// Its length in bytes, -1 where it varies, -2 for C strings.
    pub length: i16,
    /// Whether it takes modifiers: the name of `typmodin`.
    pub modifier_input: Option<FunctionId>,
    /// The input function, where it is not the generic one of its kind.
    pub input: Option<FunctionId>,
    /// The output function.
    pub output: Option<FunctionId>,
    /// Its owner; none for whoever runs the migrations.
    pub owner: Option<Name>,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A base type.
    Base,
    /// An array: what `typsubscript = array_subscript_handler` says, true arrays only.
    Array,
    /// An enum and its labels in order.
    Enum {
        /// The labels.
        labels: Vec<Name>,
    },
    /// A composite type or a table's row.
    Composite(RelationId),
    /// A domain.
    Domain {
        /// What it is over.
        base: TypeId,
        /// The modifier of the base type, or -1.
        modifier: i32,
        /// Whether it refuses NULL.
        not_null: bool,
        /// Its default.
        default: Option<StoredExpr>,
    },
    /// A range.
    Range {
        /// What it is a range of.
        subtype: TypeId,
        /// The type of sets of it.
        multirange: TypeId,
        /// The operator class that orders it.
        operator_class: Option<OperatorClassId>,
    },
    /// A multirange.
    Multirange {
        /// The range.
        range: TypeId,
    },
    /// A pseudo-type such as `anyelement`.
    Pseudo,
    /// Declared by name alone.
    Shell,
}

/// A collation.
#[derive(Clone, Debug)]
pub struct Collation {
    /// Its id.
    pub id: CollationId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// Whether equal means identical bytes.
    pub deterministic: bool,
}
