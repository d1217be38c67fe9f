//! The expressions of SQL/JSON, as they are written.

pub(in crate::syntax) mod lower;

use super::Expr;
use crate::syntax::name::Ident;
use crate::syntax::query::{Query, SortBy};
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// What `IS JSON` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonItem {
    /// Any value.
    Value,
    /// A scalar.
    Scalar,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// `WITH | WITHOUT UNIQUE KEYS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UniqueKeys {
    /// Not said, or `WITHOUT`.
    Allowed,
    /// `WITH UNIQUE KEYS`.
    Required,
}

/// `NULL ON NULL` or `ABSENT ON NULL`; missing means the default of the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnNull {
    /// `NULL ON NULL`
    Null,
    /// `ABSENT ON NULL`
    Absent,
}

/// `FORMAT JSON [ENCODING e]`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonFormat {
    /// The encoding, where one is named.
    pub encoding: Option<Ident>,
    /// Where it stands.
    pub span: Span,
}

/// A value with an optional format.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonValue {
    /// The value.
    pub value: Expr,
    /// `FORMAT JSON`.
    pub format: Option<JsonFormat>,
}

/// `RETURNING type [FORMAT JSON]`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonReturning {
    /// The type.
    pub type_name: TypeName,
    /// `FORMAT JSON`.
    pub format: Option<JsonFormat>,
}

/// `key : value` or `KEY k VALUE v`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPair {
    /// The key.
    pub key: Expr,
    /// The value.
    pub value: JsonValue,
}

/// `value AS name` in `PASSING`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPassing {
    /// The value.
    pub value: JsonValue,
    /// Its name in the path.
    pub name: Ident,
}

/// What happens `ON EMPTY` or `ON ERROR`.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonBehavior {
    /// `NULL`
    Null,
    /// `ERROR`
    Error,
    /// `EMPTY` or `EMPTY ARRAY`
    EmptyArray,
    /// `EMPTY OBJECT`
    EmptyObject,
    /// `TRUE`
    True,
    /// `FALSE`
    False,
    /// `UNKNOWN`
    Unknown,
    /// `DEFAULT expr`
    Default(Expr),
}

/// A behaviour and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonClause {
    /// What happens.
    pub behavior: JsonBehavior,
    /// Where it stands.
    pub span: Span,
}

/// `WITH | WITHOUT WRAPPER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonWrapper {
    /// Not said.
    Unspecified,
    /// `WITHOUT`
    Without,
    /// `WITH CONDITIONAL`
    Conditional,
    /// `WITH [UNCONDITIONAL]`
    Unconditional,
}

/// `KEEP | OMIT QUOTES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonQuotes {
    /// Not said.
    Unspecified,
    /// `KEEP`
    Keep,
    /// `OMIT`
    Omit,
}

/// Which of the path functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonPathFunction {
    /// `JSON_EXISTS`
    Exists,
    /// `JSON_VALUE`
    Value,
    /// `JSON_QUERY`
    Query,
}

/// `JSON_EXISTS`, `JSON_VALUE`, `JSON_QUERY`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPath {
    /// Which.
    pub function: JsonPathFunction,
    /// The document.
    pub context: JsonValue,
    /// The path.
    pub path: Expr,
    /// `PASSING`.
    pub passing: Vec<JsonPassing>,
    /// `RETURNING`.
    pub returning: Option<JsonReturning>,
    /// `WRAPPER`.
    pub wrapper: JsonWrapper,
    /// `QUOTES`.
    pub quotes: JsonQuotes,
    /// `ON EMPTY`.
    pub on_empty: Option<JsonClause>,
    /// `ON ERROR`.
    pub on_error: Option<JsonClause>,
}

/// `JSON_OBJECT` and `JSON_OBJECTAGG`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonObject {
    /// The pairs.
    pub pairs: Vec<JsonPair>,
    /// `ON NULL`.
    pub on_null: Option<OnNull>,
    /// `UNIQUE KEYS`.
    pub unique_keys: UniqueKeys,
    /// `RETURNING`.
    pub returning: Option<JsonReturning>,
}

/// `JSON_ARRAY` over values, and `JSON_ARRAYAGG`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonArray {
    /// The values.
    pub values: Vec<JsonValue>,
    /// `ORDER BY`, for the aggregate.
    pub order_by: Vec<SortBy>,
    /// `ON NULL`.
    pub on_null: Option<OnNull>,
    /// `RETURNING`.
    pub returning: Option<JsonReturning>,
}

/// What an SQL/JSON aggregate has beside its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonAggregate {
    /// `FILTER (WHERE ...)`.
    pub filter: Option<Expr>,
    /// `OVER`.
    pub over: Option<super::Over>,
}

/// The functions of SQL/JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonExpr {
    /// `JSON_OBJECT(...)`
    Object(JsonObject),
    /// `JSON_ARRAY(a, b)`
    Array(JsonArray),
    /// `JSON_ARRAY(SELECT ...)`
    ArrayQuery(Box<Query>, Option<JsonFormat>, Option<JsonReturning>),
    /// `JSON_OBJECTAGG(...)`
    ObjectAggregate(JsonObject, JsonAggregate),
    /// `JSON_ARRAYAGG(...)`
    ArrayAggregate(JsonArray, JsonAggregate),
    /// `JSON(x)`
    Parse(JsonValue, UniqueKeys),
    /// `JSON_SCALAR(x)`
    Scalar(Expr),
    /// `JSON_SERIALIZE(x RETURNING t)`
    Serialize(JsonValue, Option<JsonReturning>),
    /// `JSON_EXISTS`, `JSON_VALUE`, `JSON_QUERY`
    Path(JsonPath),
}
