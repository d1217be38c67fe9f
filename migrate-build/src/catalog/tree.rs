//! What a stored or analyzed expression or query says, by ids: the typed tree. Knows no spelling.
//!
//! It is the tree that `analyze` makes and that the catalog keeps for views, defaults, checks and their kin, after PostgreSQL's primnodes.h.

use super::id::{CollationId, FunctionId, OperatorId, RelationId, TypeId};
use super::object::CastContext;
use crate::text::{Name, Span};

/// A typed expression.
#[derive(Clone, Debug, PartialEq)]
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

/// What a query does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `SELECT`, `VALUES`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
    /// `MERGE`
    Merge,
}

/// A typed query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What it does.
    pub command: Command,
    /// `WITH`.
    pub with: Vec<CommonTable>,
    /// Its range table.
    pub tables: Vec<RangeTable>,
    /// How the entries are joined; `WHERE` is the filter.
    pub from: Vec<JoinTree>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// What it gives: the target list, or `RETURNING`.
    pub targets: Vec<Target>,
    /// The relation that is written to, by its entry.
    pub target: Option<u32>,
    /// What is written: column numbers and values, for each source of rows.
    pub writes: Vec<Write>,
    /// `ON CONFLICT`.
    pub on_conflict: Option<Box<OnConflict>>,
    /// `GROUP BY`, before its grouping sets are expanded.
    pub group_by: Vec<Expr>,
    /// The grouping sets, as indices into `group_by`; empty where there are none.
    pub grouping_sets: Vec<Vec<u32>>,
    /// `HAVING`.
    pub having: Option<Expr>,
    /// Whether it has aggregates of its own.
    pub has_aggregates: bool,
    /// Whether its targets hold functions that give sets.
    pub has_target_sets: bool,
    /// `DISTINCT`, or the expressions of `DISTINCT ON`.
    pub distinct: Option<Vec<Expr>>,
    /// `ORDER BY`.
    pub order_by: Vec<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `OFFSET`.
    pub offset: Option<Expr>,
    /// `UNION` and its kin: the targets are those of the left-most query, with the common types.
    pub set_operation: Option<Box<SetTree>>,
    /// Whether rows are locked, which decides what may be updated.
    pub locks_rows: bool,
}

/// An item of a target list.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The value.
    pub expr: Expr,
    /// Its name.
    pub name: Name,
    /// Whether it is only there to be sorted or grouped by.
    pub junk: bool,
    /// The column of a table that it comes from unchanged.
    pub origin: Option<(RelationId, i16)>,
}

/// What is written to a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The column's number.
    pub column: u16,
    /// The values: one, or one a row of a list of values.
    pub values: Vec<Expr>,
}

/// `ON CONFLICT`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnConflict {
    /// Whether rows that conflict are updated rather than left alone.
    pub update: bool,
    /// What is written to them.
    pub writes: Vec<Write>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// The indexes or constraint that were meant.
    pub arbiters: Vec<RelationId>,
}

/// An entry of a range table.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeTable {
    /// What it is.
    pub kind: RangeTableKind,
    /// The name that it goes by.
    pub alias: Name,
    /// Its columns, as they can be referred to.
    pub columns: Vec<RangeColumn>,
    /// Whether it may refer to entries before it.
    pub lateral: bool,
}

/// A column of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeColumn {
    /// Its name; empty for a dropped column, which cannot be referred to.
    pub name: Name,
    /// Its type; none for a dropped column.
    pub type_id: Option<TypeId>,
    /// The modifier of its type, or -1.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
}

/// What an entry of a range table is.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeTableKind {
    /// A relation.
    Relation {
        /// Which.
        id: RelationId,
        /// `ONLY`.
        only: bool,
    },
    /// A query.
    Subquery(Box<Query>),
    /// Functions.
    Function {
        /// The calls.
        calls: Vec<Expr>,
        /// `WITH ORDINALITY`: the last column.
        ordinality: bool,
    },
    /// A join: what each of its columns is.
    Join {
        /// One a column: the merged or plain expression.
        columns: Vec<Expr>,
    },
    /// `VALUES`.
    Values(Vec<Vec<Expr>>),
    /// A common table expression.
    CommonTable {
        /// Its name.
        name: Name,
        /// How many queries further out it stands.
        level: u32,
        /// Whether this is a reference from within itself.
        recursive: bool,
    },
    /// `XMLTABLE` or `JSON_TABLE`: its arguments; the columns that can never be NULL.
    TableFunction(Vec<Expr>, Vec<bool>),
    /// A transition table of a trigger, or another relation that only a name stands for.
    Named,
}

/// How the entries of a range table are joined.
#[derive(Clone, Debug, PartialEq)]
pub enum JoinTree {
    /// An entry.
    Table(u32),
    /// A join.
    Join(Box<JoinNode>),
}

/// Which rows a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// Rows that match.
    Inner,
    /// And every row of the left.
    Left,
    /// And every row of the right.
    Right,
    /// And every row of both.
    Full,
}

/// A join.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinNode {
    /// Which rows it keeps.
    pub kind: JoinKind,
    /// Its left side.
    pub left: JoinTree,
    /// Its right side.
    pub right: JoinTree,
    /// Its condition, also that of `USING`.
    pub condition: Option<Expr>,
    /// Its own entry in the range table.
    pub table: u32,
}

/// A common table expression.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonTable {
    /// Its name.
    pub name: Name,
    /// Its query.
    pub query: Query,
    /// Its columns.
    pub columns: Vec<RangeColumn>,
    /// Whether it refers to itself.
    pub recursive: bool,
}

/// Which set operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOperator {
    /// `UNION`
    Union,
    /// `INTERSECT`
    Intersect,
    /// `EXCEPT`
    Except,
}

/// A tree of set operations; its leaves are entries of the range table.
#[derive(Clone, Debug, PartialEq)]
pub enum SetTree {
    /// An entry.
    Leaf(u32),
    /// An operation.
    Operation {
        /// Which.
        operator: SetOperator,
        /// `ALL`.
        all: bool,
        /// Its left side.
        left: Box<SetTree>,
        /// Its right side.
        right: Box<SetTree>,
    },
}
