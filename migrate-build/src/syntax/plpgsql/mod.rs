//! PL/pgSQL: blocks, declarations, control structures and the SQL inside them, as they are written.

mod control;
mod parse;
mod reader;
mod sql;
mod statement;

pub use parse::parse_plpgsql;

use super::expr::{Expr, Step};
use super::name::{Ident, QualifiedName};
use super::statement::Statement;
use super::type_name::TypeName;
use crate::text::{Name, Span};

/// `[<<label>>] [DECLARE ...] BEGIN ... [EXCEPTION ...] END`.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its label.
    pub label: Option<Ident>,
    /// `DECLARE`.
    pub declarations: Vec<Declaration>,
    /// What it does.
    pub body: Vec<PlStatement>,
    /// `EXCEPTION`.
    pub handlers: Vec<Handler>,
    /// Where it stands.
    pub span: Span,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The name.
    pub name: Ident,
    /// What it is.
    pub kind: DeclarationKind,
}

/// What is declared.
#[derive(Clone, Debug, PartialEq)]
pub enum DeclarationKind {
    /// `name [CONSTANT] type [NOT NULL] [:= value]`.
    Variable {
        /// Its type.
        type_name: Box<DeclaredType>,
        /// `CONSTANT`.
        constant: bool,
        /// `NOT NULL`.
        not_null: bool,
        /// The first value.
        value: Option<Box<Expr>>,
    },
    /// `name ALIAS FOR other`; a parameter is written `$1`.
    Alias(Name),
    /// `name CURSOR [(arguments)] FOR query`.
    Cursor(Option<Box<Statement>>),
}

/// The type of a variable.
#[derive(Clone, Debug, PartialEq)]
pub enum DeclaredType {
    /// Any type, also `table.column%TYPE`.
    Type(TypeName),
    /// `table%ROWTYPE`.
    Row(QualifiedName),
    /// `variable%TYPE`.
    OfVariable(Ident),
    /// `RECORD`.
    Record,
}

/// `WHEN conditions THEN ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The conditions: `duplicate_object`, `others`; a SQLSTATE stands as its five characters.
    pub conditions: Vec<Ident>,
    /// What is done.
    pub body: Vec<PlStatement>,
}

/// A statement of PL/pgSQL.
#[derive(Clone, Debug, PartialEq)]
pub struct PlStatement {
    /// What it is.
    pub kind: PlStatementKind,
    /// The label of a loop.
    pub label: Option<Ident>,
    /// From the first token to the semicolon.
    pub span: Span,
}

/// A variable that is assigned: `a`, `a.b`, `a[1]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlTarget {
    /// The variable.
    pub name: Ident,
    /// The steps into it.
    pub steps: Vec<Step>,
}

/// `INTO [STRICT] a, b`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlInto {
    /// `STRICT`.
    pub strict: bool,
    /// The variables.
    pub targets: Vec<PlTarget>,
    /// Where it stands.
    pub span: Span,
}

/// A condition and what it guards.
#[derive(Clone, Debug, PartialEq)]
pub struct PlBranch {
    /// The condition; of a `CASE` one or more values.
    pub conditions: Vec<Expr>,
    /// What is done.
    pub body: Vec<PlStatement>,
}

/// A command that is made up at run time: `EXECUTE command [USING ...]`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlCommand {
    /// The text of the command.
    pub text: Expr,
    /// `USING`.
    pub using: Vec<Expr>,
}

/// What a loop runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum PlLoop {
    /// `LOOP`.
    Forever,
    /// `WHILE condition LOOP`.
    While(Expr),
    /// `FOR i IN [REVERSE] low..high [BY step] LOOP`.
    Range {
        /// The variable.
        variable: PlTarget,
        /// `REVERSE`.
        reverse: bool,
        /// The first value.
        low: Expr,
        /// The last value.
        high: Expr,
        /// `BY`.
        step: Option<Expr>,
    },
    /// `FOR r IN query LOOP`.
    Query(Vec<PlTarget>, Box<Statement>),
    /// `FOR r IN EXECUTE command LOOP`.
    Execute(Vec<PlTarget>, PlCommand),
    /// `FOR r IN cursor(arguments) LOOP`.
    Cursor(PlTarget, Ident, Vec<Expr>),
    /// `FOREACH x [SLICE n] IN ARRAY expr LOOP`.
    Array {
        /// The variables.
        targets: Vec<PlTarget>,
        /// `SLICE`.
        slice: Option<i32>,
        /// The array.
        array: Expr,
    },
}

/// How loud a `RAISE` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaiseLevel {
    /// `EXCEPTION`, or nothing said.
    Exception,
    /// `WARNING`
    Warning,
    /// `NOTICE`
    Notice,
    /// `INFO`
    Info,
    /// `LOG`
    Log,
    /// `DEBUG`
    Debug,
}

/// `RAISE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise {
    /// How loud.
    pub level: RaiseLevel,
    /// A condition's name, or a SQLSTATE.
    pub condition: Option<Ident>,
    /// The format.
    pub message: Option<Name>,
    /// The values for its `%`.
    pub parameters: Vec<Expr>,
    /// `USING option = value`.
    pub options: Vec<(Ident, Expr)>,
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq)]
pub enum PlStatementKind {
    /// A block within.
    Block(Box<Block>),
    /// `a := value`.
    Assign(PlTarget, Box<Expr>),
    /// `IF .. THEN .. ELSIF .. ELSE .. END IF`.
    If {
        /// `IF` and `ELSIF`.
        branches: Vec<PlBranch>,
        /// `ELSE`.
        otherwise: Vec<PlStatement>,
    },
    /// `CASE .. WHEN .. THEN .. ELSE .. END CASE`.
    Case {
        /// What is compared.
        operand: Option<Box<Expr>>,
        /// `WHEN`.
        branches: Vec<PlBranch>,
        /// `ELSE`; without it a value that no branch has is an error.
        otherwise: Option<Vec<PlStatement>>,
    },
    /// Any loop and its body.
    Loop(Box<PlLoop>, Vec<PlStatement>),
    /// `EXIT [label] [WHEN condition]`.
    Exit(Option<Ident>, Option<Box<Expr>>),
    /// `CONTINUE [label] [WHEN condition]`.
    Continue(Option<Ident>, Option<Box<Expr>>),
    /// `RETURN [value]`.
    Return(Option<Box<Expr>>),
    /// `RETURN NEXT [value]`.
    ReturnNext(Option<Box<Expr>>),
    /// `RETURN QUERY query`.
    ReturnQuery(Box<Statement>),
    /// `RETURN QUERY EXECUTE command`.
    ReturnExecute(Box<PlCommand>),
    /// `RAISE`.
    Raise(Box<Raise>),
    /// `ASSERT condition [, message]`.
    Assert(Box<Expr>, Option<Box<Expr>>),
    /// `PERFORM query`, which is a `SELECT` whose rows are dropped.
    Perform(Box<Statement>),
    /// A statement of SQL, also `CALL` and `DO`.
    Sql(Box<Statement>, Option<PlInto>),
    /// `EXECUTE command [INTO ..] [USING ..]`.
    Execute(Box<PlCommand>, Option<PlInto>),
    /// `GET DIAGNOSTICS a = ROW_COUNT`: the variables.
    GetDiagnostics(Vec<PlTarget>),
    /// `OPEN`, `FETCH`, `MOVE`, `CLOSE`: which change no catalog.
    Cursor,
    /// `COMMIT`.
    Commit,
    /// `ROLLBACK`.
    Rollback,
    /// `NULL`.
    Null,
}
