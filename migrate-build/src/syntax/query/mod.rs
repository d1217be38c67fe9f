//! `SELECT` and what belongs to it, as it is written.

mod from;
pub mod lower;
mod select;
pub mod table;
mod table_function;
pub mod window;
mod with;

pub use from::{lower_alias, lower_from_items, lower_relation_ref, lower_table_ref};
pub use lower::{lower_query, lower_query_statement};
pub use select::{lower_order_by, lower_targets};
pub use with::lower_with;

use super::expr::Expr;
use super::name::{Ident, OperatorName, QualifiedName};
use super::statement::dml::{Delete, Insert, Merge, Update};
use crate::text::Span;
use table::TableRef;

/// A query with everything around its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// `WITH`.
    pub with: Option<With>,
    /// What is selected.
    pub body: QueryBody,
    /// `ORDER BY`.
    pub order_by: Vec<SortBy>,
    /// `LIMIT` or `FETCH FIRST`.
    pub limit: Option<Limit>,
    /// `OFFSET`.
    pub offset: Option<Expr>,
    /// `FOR UPDATE` and its kin.
    pub locking: Vec<Locking>,
    /// From the first token to the last.
    pub span: Span,
}

impl Query {
    /// The query that an expression stands for: `SELECT expr`.
    #[must_use]
    pub fn of_expr(expr: &Expr) -> Self {
        let span = expr.span;
        let select = Select {
            distinct: None,
            targets: vec![Target { value: expr.clone(), alias: None }],
            into: None,
            from: Vec::new(),
            filter: None,
            group_by: None,
            having: None,
            windows: Vec::new(),
            span,
        };
        let body = QueryBody::Select(Box::new(select));
        Self { with: None, body, order_by: Vec::new(), limit: None, offset: None, locking: Vec::new(), span }
    }
}

/// What a query selects.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryBody {
    /// `SELECT ...`, also `TABLE t`, which is `SELECT * FROM t`.
    Select(Box<Select>),
    /// `VALUES (..), (..)`.
    Values(Values),
    /// `a UNION b`.
    SetOperation(Box<SetOperation>),
}

/// `VALUES`.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The rows.
    pub rows: Vec<Vec<Expr>>,
    /// Where it stands.
    pub span: Span,
}

/// One `SELECT` without what follows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// `DISTINCT`.
    pub distinct: Option<DistinctClause>,
    /// What is selected.
    pub targets: Vec<Target>,
    /// `SELECT ... INTO`.
    pub into: Option<IntoClause>,
    /// `FROM`.
    pub from: Vec<TableRef>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// `GROUP BY`.
    pub group_by: Option<GroupBy>,
    /// `HAVING`.
    pub having: Option<Expr>,
    /// `WINDOW`.
    pub windows: Vec<WindowDefinition>,
    /// Where it stands.
    pub span: Span,
}

/// `SELECT ... INTO [TEMP] t`.
#[derive(Clone, Debug, PartialEq)]
pub struct IntoClause {
    /// The table that is made.
    pub table: QualifiedName,
    /// How long it lives.
    pub persistence: super::statement::table::Persistence,
    /// Where it stands.
    pub span: Span,
}

/// `DISTINCT` or `DISTINCT ON (...)`.
#[derive(Clone, Debug, PartialEq)]
pub enum DistinctClause {
    /// `DISTINCT`.
    All,
    /// `DISTINCT ON`.
    On(Vec<Expr>),
}

/// An item of a target list, or of `RETURNING`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The value; a star is a column reference.
    pub value: Expr,
    /// `AS name`.
    pub alias: Option<Ident>,
}

/// `GROUP BY [ALL | DISTINCT] ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBy {
    /// `DISTINCT`.
    pub distinct: bool,
    /// The items.
    pub items: Vec<GroupItem>,
}

/// An item of `GROUP BY`.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupItem {
    /// An expression.
    Expr(Expr),
    /// `()`.
    Empty(Span),
    /// `ROLLUP (...)`.
    Rollup(Vec<GroupItem>, Span),
    /// `CUBE (...)`.
    Cube(Vec<GroupItem>, Span),
    /// `GROUPING SETS (...)`.
    Sets(Vec<GroupItem>, Span),
}

/// A window, named in `WINDOW` or given after `OVER`.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowDefinition {
    /// Its own name, in `WINDOW name AS`.
    pub name: Option<Ident>,
    /// The window that it copies.
    pub base: Option<Ident>,
    /// `PARTITION BY`.
    pub partition_by: Vec<Expr>,
    /// `ORDER BY`.
    pub order_by: Vec<SortBy>,
    /// `ROWS`, `RANGE`, `GROUPS`.
    pub frame: Option<Frame>,
    /// Where it stands.
    pub span: Span,
}

/// A window's frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// `ROWS`, `RANGE` or `GROUPS`.
    pub unit: FrameUnit,
    /// Where it begins.
    pub start: FrameBound,
    /// Where it ends; `BETWEEN` was written where there is one.
    pub end: Option<FrameBound>,
    /// Whether rows are taken out of it again with `EXCLUDE`.
    pub excludes: bool,
    /// Where it stands.
    pub span: Span,
}

/// What a frame counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameUnit {
    /// `ROWS`
    Rows,
    /// `RANGE`
    Range,
    /// `GROUPS`
    Groups,
}

/// An end of a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum FrameBound {
    /// `UNBOUNDED PRECEDING`
    UnboundedPreceding,
    /// `n PRECEDING`
    Preceding(Expr),
    /// `CURRENT ROW`
    CurrentRow,
    /// `n FOLLOWING`
    Following(Expr),
    /// `UNBOUNDED FOLLOWING`
    UnboundedFollowing,
}

/// An item of `ORDER BY`.
#[derive(Clone, Debug, PartialEq)]
pub struct SortBy {
    /// What is sorted by.
    pub value: Expr,
    /// `ASC`, `DESC`, `USING op`.
    pub direction: SortDirection,
    /// `NULLS FIRST | LAST`.
    pub nulls: Option<NullsOrder>,
}

/// The direction of a sort.
#[derive(Clone, Debug, PartialEq)]
pub enum SortDirection {
    /// Not said.
    Default,
    /// `ASC`
    Ascending,
    /// `DESC`
    Descending,
    /// `USING op`
    Using(OperatorName),
}

/// Where nulls sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NullsOrder {
    /// `NULLS FIRST`
    First,
    /// `NULLS LAST`
    Last,
}

/// `LIMIT n`, `LIMIT ALL`, `FETCH FIRST n ROWS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// How many; missing for `ALL`. `FETCH FIRST ROW ONLY` is 1.
    pub count: Option<Expr>,
    /// `WITH TIES`.
    pub with_ties: bool,
    /// Where it stands.
    pub span: Span,
}

/// How strong a row lock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockStrength {
    /// `FOR UPDATE`
    Update,
    /// `FOR NO KEY UPDATE`
    NoKeyUpdate,
    /// `FOR SHARE`
    Share,
    /// `FOR KEY SHARE`
    KeyShare,
}

/// `FOR UPDATE OF t NOWAIT`.
#[derive(Clone, Debug, PartialEq)]
pub struct Locking {
    /// How strong.
    pub strength: LockStrength,
    /// `OF`.
    pub of: Vec<QualifiedName>,
    /// Where it stands.
    pub span: Span,
}

/// Both operations on sets of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOperator {
    /// `UNION`
    Union,
    /// `INTERSECT`
    Intersect,
    /// `EXCEPT`
    Except,
}

/// `a UNION [ALL] b`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetOperation {
    /// Which.
    pub operator: SetOperator,
    /// `ALL`.
    pub all: bool,
    /// The left side.
    pub left: Query,
    /// The right side.
    pub right: Query,
    /// Where it stands.
    pub span: Span,
}

/// `WITH [RECURSIVE] ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct With {
    /// `RECURSIVE`.
    pub recursive: bool,
    /// The common table expressions.
    pub tables: Vec<CommonTable>,
    /// Where it stands.
    pub span: Span,
}

/// `name (columns) AS (statement)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonTable {
    /// Its name.
    pub name: Ident,
    /// Names for its columns.
    pub columns: Vec<Ident>,
    /// What it says.
    pub statement: Box<Preparable>,
    /// `SEARCH`.
    pub search: Option<SearchClause>,
    /// `CYCLE`.
    pub cycle: Option<Box<CycleClause>>,
    /// Where it stands.
    pub span: Span,
}

/// `SEARCH DEPTH FIRST BY a, b SET c`.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchClause {
    /// `BREADTH` rather than `DEPTH`.
    pub breadth_first: bool,
    /// `BY`.
    pub by: Vec<Ident>,
    /// `SET`.
    pub set: Ident,
    /// Where it stands.
    pub span: Span,
}

/// `CYCLE a, b SET c TO v DEFAULT w USING p`.
#[derive(Clone, Debug, PartialEq)]
pub struct CycleClause {
    /// The columns.
    pub columns: Vec<Ident>,
    /// The mark.
    pub mark: Ident,
    /// `TO`; missing for the short form.
    pub mark_value: Option<Expr>,
    /// `DEFAULT`; missing for the short form.
    pub mark_default: Option<Expr>,
    /// `USING`.
    pub path: Ident,
    /// Where it stands.
    pub span: Span,
}

/// A statement that has parameters and a result: what can be prepared, and stand in a `WITH`.
#[derive(Clone, Debug, PartialEq)]
pub enum Preparable {
    /// `SELECT`, `VALUES`, `TABLE`.
    Query(Query),
    /// `INSERT`.
    Insert(Insert),
    /// `UPDATE`.
    Update(Update),
    /// `DELETE`.
    Delete(Delete),
    /// `MERGE`.
    Merge(Merge),
}
