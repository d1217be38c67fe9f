//! How is a type written: names, modifiers, arrays, `SETOF`, `%TYPE`.

use super::expr::Expr;
use super::lower::Lowering;
use super::name::QualifiedName;
use crate::diag::Result;
use crate::text::Span;
use squawk_syntax::SyntaxNode;

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
        column: super::name::Ident,
    },
}

/// Lowers a `Type` or `PercentType`.
pub fn lower_type_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    let name = super::name::lower_qualified_name(cx, node)?;
    Ok(TypeName { span: name.span, base: TypeBase::Named(name), modifiers: Vec::new(), array_bounds: Vec::new(), set_of: false })
}
