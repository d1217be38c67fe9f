//! What a stored or analyzed expression or query says, by ids: the typed tree. Knows no spelling.
//!
//! It is the tree that `analyze` makes and that the catalog keeps for views, defaults, checks and their kin, after PostgreSQL's primnodes.h.

mod query;
mod remap;
pub mod walk;

use super::id::{CollationId, FunctionId, OperatorId, TypeId};
use super::object::CastContext;
use crate::text::{Name, Span};

pub use query::*;
pub use remap::{remap_columns, rename_label};

/// A typed expression. Two are equal wherever they stand, as PostgreSQL's `equal` has it.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub type_id: TypeId,
    /// The modifier of its type, or -1.
    pub modifier: i32,
    /// Its collation, where its type has one.
    pub collation: Option<CollationId>,
    /// Where PostgreSQL points (`exprLocation`).
    pub at: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.type_id == other.type_id && self.modifier == other.modifier && self.collation == other.collation && self.kind == other.kind
    }
}

/// The kinds of typed expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A column of an entry of a range table.
    Column(ColumnVar),
    /// A constant; none for NULL.
    Constant(Option<Name>),
    /// A parameter by number.
    Parameter(u32),
    /// A call of a function, by name, by operator or as a cast.
    Call(FunctionCall),
    /// `a IS DISTINCT FROM b`, by the operator `=`.
    Distinct(OperatorId, Box<[Expr; 2]>),
    /// `NULLIF(a, b)`, by the operator `=`.
    NullIf(OperatorId, Box<[Expr; 2]>),
    /// `a op ANY | ALL (array)`.
    ScalarArray {
        /// The operator.
        operator: OperatorId,
        /// `ANY` rather than `ALL`.
        any: bool,
        /// The left side and the array.
        sides: Box<[Expr; 2]>,
    },
    /// `AND`.
    And(Vec<Expr>),
    /// `OR`.
    Or(Vec<Expr>),
    /// `NOT`.
    Not(Box<Expr>),
    /// An aggregate.
    Aggregate(Box<Aggregate>),
    /// `GROUPING(...)`.
    Grouping(Vec<Expr>),
    /// A window function.
    Window(Box<WindowCall>),
    /// A query as an expression.
    Subquery(Box<Subquery>),
    /// A field of a composite value, by number.
    Field(Box<Expr>, u16),
    /// A composite value with fields replaced: the left side of an assignment.
    FieldStore(Box<Expr>, Vec<(u16, Expr)>),
    /// A subscript, of an element or a slice, of a value to fetch, or with a value to store.
    Subscript {
        /// The container.
        container: Box<Expr>,
        /// The indices; a slice has a lower bound, which may be left out.
        indices: Vec<SubscriptIndex>,
        /// The value that is stored.
        store: Option<Box<Expr>>,
    },
    /// The same bytes under another type.
    Relabel(Box<Expr>, CastContext),
    /// A cast through text.
    ThroughText(Box<Expr>, CastContext),
    /// A cast of each element; the inner expression casts a `CaseOperand`.
    ArrayCast(Box<Expr>, Box<Expr>, CastContext),
    /// A row of one type as one of another.
    RowCast(Box<Expr>),
    /// `COLLATE`.
    Collate(Box<Expr>),
    /// `CASE`.
    Case {
        /// The operand of the short form.
        operand: Option<Box<Expr>>,
        /// Conditions and results.
        branches: Vec<(Expr, Expr)>,
        /// `ELSE`; NULL where none was written.
        otherwise: Box<Expr>,
    },
    /// The operand within a branch of a short `CASE`, or the element within an array cast.
    CaseOperand,
    /// `ARRAY[...]`; of arrays where it has several dimensions.
    Array(Vec<Expr>),
    /// `ROW(...)`.
    Row(Vec<Expr>, Vec<Name>),
    /// `(a, b) < (c, d)`, by operators.
    RowCompare(Vec<OperatorId>, Vec<Expr>, Vec<Expr>),
    /// `COALESCE`.
    Coalesce(Vec<Expr>),
    /// `GREATEST`.
    Greatest(Vec<Expr>),
    /// `LEAST`.
    Least(Vec<Expr>),
    /// `CURRENT_DATE` and its kin, by name.
    SqlValue(Name),
    /// A function of SQL/XML, by name, over its arguments.
    Xml(&'static str, Vec<Expr>),
    /// A function of SQL/JSON, by name, over its arguments.
    Json(&'static str, Vec<Expr>),
    /// `IS [NOT] NULL`; true where negated.
    IsNull(Box<Expr>, bool),
    /// `IS [NOT] TRUE | FALSE | UNKNOWN`.
    IsBoolean(Box<Expr>, BooleanTest),
    /// A value made to fit a domain.
    ToDomain(Box<Expr>, CastContext),
    /// `VALUE` in a domain's constraint.
    DomainValue,
    /// `DEFAULT` in a list of values.
    Default,
    /// `WHERE CURRENT OF`.
    CurrentOf,
    /// `MERGE_ACTION()`.
    MergeAction,
    /// Something whose type could not be known because of a mistake that is reported elsewhere.
    Unknown,
}

/// A reference to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnVar {
    /// How many queries further out its range table is.
    pub level: u32,
    /// The entry of the range table, from 0.
    pub table: u32,
    /// The column: from 1; 0 for the whole row; negative for system columns.
    pub column: i16,
    /// `OLD` or `NEW` of `RETURNING` (18).
    pub row: RowVersion,
}

/// Which version of a row `RETURNING` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowVersion {
    /// Whatever the command gives.
    #[default]
    Default,
    /// `OLD`
    Old,
    /// `NEW`
    New,
}

/// How a call was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// By the function's name.
    Function,
    /// By an operator.
    Operator(OperatorId),
    /// As a cast.
    Cast(CastContext),
}

/// A call of a plain function.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionCall {
    /// The function.
    pub function: FunctionId,
    /// Its arguments in the order of its parameters; a default that was filled in is there.
    pub arguments: Vec<Expr>,
    /// How it was written.
    pub form: CallForm,
    /// Whether it gives a set.
    pub set: bool,
    /// Whether the last argument stands for all the variadic ones.
    pub variadic: bool,
}

/// A call of an aggregate.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// The aggregate.
    pub function: FunctionId,
    /// The direct arguments of an ordered-set aggregate.
    pub direct: Vec<Expr>,
    /// The aggregated arguments.
    pub arguments: Vec<Expr>,
    /// `ORDER BY`.
    pub order_by: Vec<Expr>,
    /// `DISTINCT`.
    pub distinct: bool,
    /// `FILTER`.
    pub filter: Option<Expr>,
    /// `(*)`.
    pub star: bool,
    /// How many queries further out it is computed.
    pub level: u32,
}

/// A call of a window function, or of an aggregate over a window.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowCall {
    /// The function.
    pub function: FunctionId,
    /// Its arguments.
    pub arguments: Vec<Expr>,
    /// `FILTER`.
    pub filter: Option<Expr>,
    /// The window, by its place among the query's.
    pub window: u32,
    /// Whether the window's frame always holds the current row.
    pub frame_holds_current: bool,
}

/// What a query in an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    /// Its one value.
    Scalar,
    /// Whether it has rows.
    Exists,
    /// An array of its values.
    Array,
    /// `x op ANY (query)`, also `IN`.
    Any,
    /// `x op ALL (query)`.
    All,
    /// `(a, b) op (query)`.
    RowCompare,
    /// `(a, b) = (query)` on the left of an assignment.
    MultiAssignment,
}

/// A query in an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Subquery {
    /// What it stands for.
    pub kind: SubqueryKind,
    /// The left side of a comparison, one a column.
    pub left: Vec<Expr>,
    /// The operators of the comparison, one a column.
    pub operators: Vec<OperatorId>,
    /// The query.
    pub query: Query,
}

/// An index of a subscript.
#[derive(Clone, Debug, PartialEq)]
pub enum SubscriptIndex {
    /// `[i]`
    Element(Expr),
    /// `[a:b]`
    Slice(Option<Expr>, Option<Expr>),
}

/// What a boolean is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BooleanTest {
    /// `IS TRUE`
    True,
    /// `IS NOT TRUE`
    NotTrue,
    /// `IS FALSE`
    False,
    /// `IS NOT FALSE`
    NotFalse,
    /// `IS UNKNOWN`
    Unknown,
    /// `IS NOT UNKNOWN`
    NotUnknown,
}
