//! What stands in `FROM`, as it is written.

use super::Query;
use crate::syntax::expr::Expr;
use crate::syntax::expr::json::{JsonBehavior, JsonClause, JsonFormat, JsonPassing, JsonQuotes, JsonValue, JsonWrapper};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// An item of `FROM`.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRef {
    /// What it is.
    pub kind: TableRefKind,
    /// `AS name (columns)`.
    pub alias: Option<Alias>,
    /// Where it stands, without its alias.
    pub span: Span,
}

/// The kinds of items in `FROM`.
#[derive(Clone, Debug, PartialEq)]
pub enum TableRefKind {
    /// A table, view or common table expression.
    Relation(RelationRef),
    /// `[LATERAL] (query)`.
    Subquery {
        /// `LATERAL`.
        lateral: bool,
        /// The query.
        query: Box<Query>,
    },
    /// `[LATERAL] f(..)` or `ROWS FROM (...)`.
    Function(Box<TableFunction>),
    /// A join; its alias is that of the bracketed join.
    Join(Box<Join>),
    /// `XMLTABLE`.
    Xml(Box<XmlTable>),
    /// `JSON_TABLE`.
    Json(Box<JsonTable>),
}

/// A relation named in `FROM` or as a target.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationRef {
    /// Its name.
    pub name: QualifiedName,
    /// `ONLY`.
    pub only: bool,
    /// `TABLESAMPLE`.
    pub sample: Option<Sample>,
}

/// `TABLESAMPLE method (args) REPEATABLE (seed)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The method.
    pub method: QualifiedName,
    /// Its arguments.
    pub arguments: Vec<Expr>,
    /// `REPEATABLE`.
    pub repeatable: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `AS name (columns)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name; missing for `AS (a int, b text)`.
    pub name: Option<Ident>,
    /// Names for the columns.
    pub columns: Vec<Ident>,
    /// `(a int, b text)`, for functions that return `record`.
    pub definitions: Vec<ColumnDefinition>,
}

/// `name type [COLLATE c]` in a column definition list.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnDefinition {
    /// The name.
    pub name: Ident,
    /// The type.
    pub type_name: TypeName,
    /// `COLLATE`.
    pub collation: Option<QualifiedName>,
}

/// Functions in `FROM`.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFunction {
    /// `LATERAL`.
    pub lateral: bool,
    /// The calls: one, or several in `ROWS FROM`.
    pub calls: Vec<TableFunctionCall>,
    /// `ROWS FROM` was written.
    pub rows_from: bool,
    /// `WITH ORDINALITY`.
    pub ordinality: bool,
}

/// One call and its own column definition list.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFunctionCall {
    /// The call; anything that the grammar takes for one.
    pub call: Expr,
    /// `AS (a int)` inside `ROWS FROM`.
    pub definitions: Vec<ColumnDefinition>,
}

/// Which rows a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// `CROSS JOIN`
    Cross,
    /// `INNER JOIN`
    Inner,
    /// `LEFT JOIN`
    Left,
    /// `RIGHT JOIN`
    Right,
    /// `FULL JOIN`
    Full,
}

/// `left JOIN right condition`.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Which rows it keeps.
    pub kind: JoinKind,
    /// The left side.
    pub left: TableRef,
    /// The right side.
    pub right: TableRef,
    /// What it joins by.
    pub condition: JoinCondition,
    /// Where `JOIN` stands.
    pub at: Span,
}

/// What a join joins by.
#[derive(Clone, Debug, PartialEq)]
pub enum JoinCondition {
    /// `CROSS JOIN`.
    None,
    /// `ON`.
    On(Expr),
    /// `USING (a, b) [AS alias]`.
    Using(Vec<Ident>, Option<Ident>),
    /// `NATURAL`.
    Natural,
}

/// `XMLTABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlTable {
    /// `LATERAL`.
    pub lateral: bool,
    /// `XMLNAMESPACES`; a default namespace has no name.
    pub namespaces: Vec<(Option<Ident>, Expr)>,
    /// The path of the rows.
    pub row: Expr,
    /// `PASSING`.
    pub document: Expr,
    /// `COLUMNS`.
    pub columns: Vec<XmlTableColumn>,
}

/// A column of `XMLTABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlTableColumn {
    /// Its name.
    pub name: Ident,
    /// Its type; missing for `FOR ORDINALITY`.
    pub type_name: Option<TypeName>,
    /// `PATH`.
    pub path: Option<Expr>,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// `NOT NULL`.
    pub not_null: bool,
}

/// `JSON_TABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonTable {
    /// `LATERAL`.
    pub lateral: bool,
    /// The document.
    pub context: JsonValue,
    /// The path of the rows.
    pub path: Expr,
    /// `AS name` of the path.
    pub path_name: Option<Ident>,
    /// `PASSING`.
    pub passing: Vec<JsonPassing>,
    /// `COLUMNS`.
    pub columns: Vec<JsonTableColumn>,
    /// `ON ERROR`.
    pub on_error: Option<JsonClause>,
}

/// A column of `JSON_TABLE`.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonTableColumn {
    /// `name FOR ORDINALITY`.
    Ordinality(Ident),
    /// `name type EXISTS PATH p`.
    Exists {
        /// Its name.
        name: Ident,
        /// Its type.
        type_name: TypeName,
        /// `PATH`.
        path: Option<Expr>,
        /// `ON ERROR`.
        on_error: Option<JsonClause>,
    },
    /// `name type PATH p ...`.
    Value {
        /// Its name.
        name: Ident,
        /// Its type.
        type_name: Box<TypeName>,
        /// `FORMAT JSON`.
        format: Option<JsonFormat>,
        /// `PATH`.
        path: Option<Box<Expr>>,
        /// `WRAPPER`.
        wrapper: JsonWrapper,
        /// `QUOTES`.
        quotes: JsonQuotes,
        /// `ON EMPTY`.
        on_empty: Option<Box<JsonBehavior>>,
        /// `ON ERROR`.
        on_error: Option<Box<JsonBehavior>>,
    },
    /// `NESTED PATH p COLUMNS (...)`.
    Nested {
        /// The path.
        path: Expr,
        /// `AS name`.
        path_name: Option<Ident>,
        /// `COLUMNS`.
        columns: Vec<JsonTableColumn>,
    },
}
