//! The expressions of SQL, as they are written.

pub(in crate::syntax) mod call;
pub mod json;
mod literal;
pub mod lower;
mod operator;
mod precedence;
mod syntax_call;
pub mod xml;

pub use call::lower_call_statement;
pub use lower::lower_expr;
pub use operator::operator_name;

use super::name::{Ident, OperatorName, QualifiedName};
use super::query::{Query, SortBy, WindowDefinition};
use super::type_name::TypeName;
use crate::text::{Name, Span};

/// An expression and its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The token that PostgreSQL points at: the operator of an operation, the name of a call, the `::` of a cast, the first token of most others.
    pub at: Span,
    /// From the first to the last token, without brackets around the whole.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `a`, `t.a`, `s.t.a`, `t.*`, `*`.
    Column(ColumnRef),
    /// `$1`.
    Parameter(u32),
    /// A constant.
    Literal(Literal),
    /// `x::t`, `CAST(x AS t)`, `t 'x'`.
    Cast(Box<Expr>, Box<TypeName>),
    /// `x COLLATE c`.
    Collate(Box<Expr>, QualifiedName),
    /// A prefix or infix operator.
    Operator(Box<Operation>),
    /// `a AND b AND c`, flattened.
    And(Vec<Expr>),
    /// `a OR b OR c`, flattened.
    Or(Vec<Expr>),
    /// `NOT a`.
    Not(Box<Expr>),
    /// `LIKE`, `ILIKE`, `SIMILAR TO`.
    Like(Box<Like>),
    /// `BETWEEN`.
    Between(Box<Between>),
    /// `IN`.
    In(Box<In>),
    /// `IS NULL`, `IS TRUE`, ...
    Is(Box<Is>),
    /// `IS [NOT] DISTINCT FROM`.
    Distinct(Box<Distinct>),
    /// `a = ANY (...)`, `a > ALL (...)`.
    Quantified(Box<Quantified>),
    /// `CASE`.
    Case(Box<Case>),
    /// `COALESCE`.
    Coalesce(Vec<Expr>),
    /// `GREATEST`.
    Greatest(Vec<Expr>),
    /// `LEAST`.
    Least(Vec<Expr>),
    /// `NULLIF`.
    NullIf(Box<Expr>, Box<Expr>),
    /// A function call, also of functions that have a syntax of their own (`EXTRACT`, `SUBSTRING ... FROM`, `AT TIME ZONE`), under the name that the grammar gives them.
    Call(Box<Call>),
    /// `CURRENT_TIMESTAMP(3)` and its kin.
    SqlValue(SqlValue, Option<i32>),
    /// A query as an expression.
    Subquery(SubqueryKind, Box<Query>),
    /// `ARRAY[...]`.
    Array(Vec<Expr>),
    /// `ROW(...)` or `(a, b)`.
    Row(Vec<Expr>, RowForm),
    /// `(x).f`, `x[1]`, `(x).*`.
    Indirection(Box<Expr>, Vec<Step>),
    /// `GROUPING(...)`.
    Grouping(Vec<Expr>),
    /// `DEFAULT` where a value may stand.
    Default,
    /// `WHERE CURRENT OF c`.
    CurrentOf(Ident),
    /// The functions of SQL/XML.
    Xml(Box<xml::XmlExpr>),
    /// The functions of SQL/JSON.
    Json(Box<json::JsonExpr>),
    /// `MERGE_ACTION()`.
    MergeAction,
    /// A node that the parser knows and this tree does not; its text for the diagnostic.
    Unsupported(Name),
}

/// A reference to a column, or a star.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnRef {
    /// The parts before any star; empty for a bare `*`.
    pub parts: Vec<Ident>,
    /// `.*` at the end, or `*` alone.
    pub star: bool,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A whole number that fits 32 bits.
    Integer(i32),
    /// Any other number, as written without underscores.
    Number(Name),
    /// A string, its escapes resolved.
    String(Name),
    /// `B'01'` or `X'0f'`, with the letter in front, as PostgreSQL keeps it.
    Bits(Name),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `NULL`.
    Null,
}

/// `left op right`, or `op right`.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operator.
    pub name: OperatorName,
    /// Missing for a prefix operator.
    pub left: Option<Expr>,
    /// The right operand.
    pub right: Expr,
}

/// Which pattern language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeKind {
    /// `LIKE`: operator `~~`.
    Like,
    /// `ILIKE`: operator `~~*`.
    ILike,
    /// `SIMILAR TO`: operator `~` over `pg_catalog.similar_to_escape`.
    SimilarTo,
}

/// `a [NOT] LIKE b [ESCAPE c]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// Which pattern language.
    pub kind: LikeKind,
    /// `NOT`.
    pub negated: bool,
    /// What is matched.
    pub value: Expr,
    /// The pattern.
    pub pattern: Expr,
    /// `ESCAPE`.
    pub escape: Option<Expr>,
}

/// `a [NOT] BETWEEN [SYMMETRIC] b AND c`.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// `NOT`.
    pub negated: bool,
    /// `SYMMETRIC`.
    pub symmetric: bool,
    /// What is tested.
    pub value: Expr,
    /// The lower bound.
    pub low: Expr,
    /// The upper bound.
    pub high: Expr,
}

/// `a [NOT] IN (...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct In {
    /// `NOT`.
    pub negated: bool,
    /// What is looked for.
    pub value: Expr,
    /// Where it is looked for.
    pub set: InSet,
}

/// The right side of `IN`.
#[derive(Clone, Debug, PartialEq)]
pub enum InSet {
    /// A list of expressions.
    List(Vec<Expr>),
    /// A query.
    Query(Box<Query>),
}

/// What `IS` tests for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsTest {
    /// `NULL`.
    Null,
    /// `TRUE`.
    True,
    /// `FALSE`.
    False,
    /// `UNKNOWN`.
    Unknown,
    /// `DOCUMENT`.
    Document,
    /// `NORMALIZED`, in the given form or NFC.
    Normalized(Option<NormalForm>),
    /// `JSON [VALUE | SCALAR | ARRAY | OBJECT] [WITH UNIQUE KEYS]`.
    Json(json::JsonItem, json::UniqueKeys),
}

/// The normal forms of Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormalForm {
    /// NFC.
    Nfc,
    /// NFD.
    Nfd,
    /// NFKC.
    Nfkc,
    /// NFKD.
    Nfkd,
}

/// `a IS [NOT] test`.
#[derive(Clone, Debug, PartialEq)]
pub struct Is {
    /// `NOT`.
    pub negated: bool,
    /// What is tested.
    pub value: Expr,
    /// For what.
    pub test: IsTest,
}

/// `a IS [NOT] DISTINCT FROM b`.
#[derive(Clone, Debug, PartialEq)]
pub struct Distinct {
    /// `NOT`.
    pub negated: bool,
    /// The left side.
    pub left: Expr,
    /// The right side.
    pub right: Expr,
}

/// `ANY` (or `SOME`), or `ALL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `ANY` or `SOME`.
    Any,
    /// `ALL`.
    All,
}

/// `left op ANY (right)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantified {
    /// The left side.
    pub left: Expr,
    /// The operator.
    pub operator: OperatorName,
    /// `ANY` or `ALL`.
    pub quantifier: Quantifier,
    /// Array or query.
    pub right: QuantifiedSet,
}

/// The right side of a quantified comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum QuantifiedSet {
    /// An array.
    Array(Expr),
    /// A query.
    Query(Box<Query>),
}

/// `CASE [a] WHEN .. THEN .. ELSE .. END`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The operand of the short form.
    pub operand: Option<Expr>,
    /// The branches.
    pub branches: Vec<CaseBranch>,
    /// `ELSE`.
    pub otherwise: Option<Expr>,
}

/// `WHEN condition THEN result`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBranch {
    /// After `WHEN`.
    pub condition: Expr,
    /// After `THEN`.
    pub result: Expr,
    /// Where `WHEN` stands.
    pub at: Span,
}

/// A call of a function, aggregate or window function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function.
    pub name: QualifiedName,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// `VARIADIC` before the last argument.
    pub variadic: bool,
    /// `f(*)`.
    pub star: bool,
    /// `f(DISTINCT ...)`.
    pub distinct: bool,
    /// `ORDER BY` inside the brackets.
    pub order_by: Vec<SortBy>,
    /// `WITHIN GROUP (ORDER BY ...)`.
    pub within_group: Option<Vec<SortBy>>,
    /// `FILTER (WHERE ...)`.
    pub filter: Option<Expr>,
    /// `RESPECT NULLS` or `IGNORE NULLS`.
    pub null_treatment: Option<Span>,
    /// `OVER`.
    pub over: Option<Over>,
    /// How the call was written.
    pub form: CallForm,
}

/// How a call was written, which decides names of columns and some errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// `f(a, b)`.
    Plain,
    /// A syntax of its own: `EXTRACT(.. FROM ..)`, `a AT TIME ZONE b`.
    Syntax,
}

/// An argument, positional or named.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// `name => value`.
    pub name: Option<Ident>,
    /// The value.
    pub value: Expr,
}

/// `OVER name` or `OVER (...)`.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// A named window.
    Name(Ident),
    /// A window given in place.
    Definition(Box<WindowDefinition>),
}

/// The values that SQL gives names of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlValue {
    /// `CURRENT_DATE`
    CurrentDate,
    /// `CURRENT_TIME`
    CurrentTime,
    /// `CURRENT_TIMESTAMP`
    CurrentTimestamp,
    /// `LOCALTIME`
    LocalTime,
    /// `LOCALTIMESTAMP`
    LocalTimestamp,
    /// `CURRENT_ROLE`
    CurrentRole,
    /// `CURRENT_USER`
    CurrentUser,
    /// `USER`
    User,
    /// `SESSION_USER`
    SessionUser,
    /// `SYSTEM_USER`: a function call from 16 on.
    SystemUser,
    /// `CURRENT_CATALOG`
    CurrentCatalog,
    /// `CURRENT_SCHEMA`
    CurrentSchema,
}

/// What a query in an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubqueryKind {
    /// `(SELECT ...)`
    Scalar,
    /// `EXISTS (SELECT ...)`
    Exists,
    /// `ARRAY(SELECT ...)`
    Array,
}

/// Whether `ROW` was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowForm {
    /// `ROW(a, b)`
    Explicit,
    /// `(a, b)`
    Implicit,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.f`
    Field(Ident),
    /// `.*`
    Star(Span),
    /// `[i]`
    Index(Expr),
    /// `[a:b]`, either may be missing.
    Slice(Option<Expr>, Option<Expr>),
}
