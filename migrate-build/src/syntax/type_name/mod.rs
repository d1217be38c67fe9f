//! How is a type written: names, modifiers, arrays, `SETOF`, `%TYPE`.

pub mod lower;

pub use lower::lower_type_name;

use crate::syntax::expr::Expr;
use crate::syntax::name::QualifiedName;
use crate::text::Span;

/// A type as it is written. Spellings of the standard are already those of the catalog: `int` is `pg_catalog.int4`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeName {
    /// What is named.
    pub base: TypeBase,
    /// The modifiers in brackets: `varchar(20)`, `numeric(4, 1)`; intervals carry PostgreSQL's range mask first.
    pub modifiers: Vec<Expr>,
    /// The bounds of the array, one an entry; empty where it is no array.
    pub array_bounds: Vec<Option<i32>>,
    /// `SETOF`.
    pub set_of: bool,
    /// Where PostgreSQL points: the name without its modifiers and bounds.
    pub span: Span,
}

/// What a type name is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeBase {
    /// A name; for the standard's spellings qualified with `pg_catalog` as the grammar does it.
    Named(QualifiedName),
    /// `table.column%TYPE`.
    OfColumn {
        /// The relation.
        relation: QualifiedName,
        /// The column.
        column: crate::syntax::name::Ident,
    },
}
