//! Functions, procedures, aggregates, casts, transforms and languages, as they are written.

mod cast;
mod lower;
mod option;
mod parameter;

pub(super) use cast::{lower_create_aggregate, lower_create_cast, lower_create_language, lower_create_transform};
pub(super) use lower::{lower_alter_routine, lower_create_function, lower_create_procedure};
pub(super) use option::lower_function_text;
pub(super) use parameter::{lower_aggregate_ref, lower_function_ref, lower_parameter_types};

use super::type_::Text;
use super::{DefinitionItem, Statement};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// `CREATE FUNCTION` and `CREATE PROCEDURE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateFunction {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `PROCEDURE`.
    pub procedure: bool,
    /// Its name.
    pub name: QualifiedName,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// `RETURNS`.
    pub returns: Option<Returns>,
    /// Its options in their order.
    pub options: Vec<FunctionOption>,
    /// `RETURN expr` or `BEGIN ATOMIC ... END`.
    pub sql_body: Option<SqlBody>,
}

/// What a function returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Returns {
    /// A type, which may be `SETOF`.
    Type(TypeName),
    /// `TABLE (a int, b text)`.
    Table(Vec<Parameter>),
}

/// The mode of a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParameterMode {
    /// `IN`, also where nothing is said.
    #[default]
    In,
    /// `OUT`
    Out,
    /// `INOUT`
    InOut,
    /// `VARIADIC`
    Variadic,
    /// A column of `RETURNS TABLE`.
    Table,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its mode.
    pub mode: ParameterMode,
    /// Its name.
    pub name: Option<Ident>,
    /// Its type.
    pub type_name: TypeName,
    /// Its default.
    pub default: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// `IMMUTABLE`, `STABLE`, `VOLATILE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Volatility {
    /// `IMMUTABLE`
    Immutable,
    /// `STABLE`
    Stable,
    /// `VOLATILE`
    Volatile,
}

/// An option of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionOption {
    /// What it says.
    pub kind: FunctionOptionKind,
    /// Where it stands.
    pub span: Span,
}

/// The options of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum FunctionOptionKind {
    /// `LANGUAGE`
    Language(Ident),
    /// `AS 'body'` or `AS 'file', 'symbol'`
    As(FunctionText),
    /// `IMMUTABLE` and its kin.
    Volatility(Volatility),
    /// `STRICT`, or `CALLED ON NULL INPUT` for false.
    Strict(bool),
    /// `[NOT] LEAKPROOF`
    Leakproof(bool),
    /// `SECURITY DEFINER`, or `INVOKER` for false.
    SecurityDefiner(bool),
    /// `WINDOW`
    Window,
    /// `COST`
    Cost(Expr),
    /// `ROWS`
    Rows(Expr),
    /// `SUPPORT`
    Support(QualifiedName),
    /// `PARALLEL`
    Parallel(Ident),
    /// `SET name ...` or `RESET name`
    Set(super::session::Set),
    /// `TRANSFORM FOR TYPE t, ...`
    Transform(Vec<TypeName>),
}

/// The text of a body and where its characters stand in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionText {
    /// The body, or the file of a C function.
    pub body: Text,
    /// The symbol of a C function.
    pub symbol: Option<Text>,
    /// The offset in the file of the body's first character where the literal holds it verbatim (dollar quotes, or plain quotes without escapes).
    pub verbatim_from: Option<u32>,
}

/// A body in SQL that is parsed when the function is made.
#[derive(Clone, Debug, PartialEq)]
pub enum SqlBody {
    /// `RETURN expr`
    Return(Box<Expr>),
    /// `BEGIN ATOMIC ... END`
    Atomic(Vec<Statement>),
}

/// A function by name and, where they are given, argument types.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionRef {
    /// Its name.
    pub name: QualifiedName,
    /// Its arguments; missing where no brackets were written.
    pub arguments: Option<Vec<Parameter>>,
    /// From the name to the closing bracket.
    pub span: Span,
}

/// An aggregate by name and argument types.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateRef {
    /// Its name.
    pub name: QualifiedName,
    /// Its direct and plain arguments; empty for `(*)`.
    pub arguments: Vec<Parameter>,
    /// After `ORDER BY`; missing for a plain aggregate.
    pub ordered: Option<Vec<Parameter>>,
    /// From the name to the closing bracket.
    pub span: Span,
}

/// `ALTER FUNCTION | PROCEDURE | ROUTINE f action ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterFunction {
    /// Which word follows `ALTER`.
    pub word: super::object::RoutineWord,
    /// The function.
    pub function: FunctionRef,
    /// What is set.
    pub options: Vec<FunctionOption>,
}

/// `CREATE AGGREGATE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateAggregate {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// Its name and arguments; without arguments in the old form, where `BASETYPE` says them.
    pub aggregate: AggregateRef,
    /// Whether the old form without a list of arguments was used.
    pub old_style: bool,
    /// Its definition.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE CAST`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateCast {
    /// From.
    pub source: TypeName,
    /// To.
    pub target: TypeName,
    /// How.
    pub method: CastMethod,
    /// When it applies by itself.
    pub context: CastContext,
    /// Where it stands.
    pub span: Span,
}

/// How a cast works.
#[derive(Clone, Debug, PartialEq)]
pub enum CastMethod {
    /// `WITH FUNCTION`
    Function(FunctionRef),
    /// `WITH INOUT`
    InOut,
    /// `WITHOUT FUNCTION`
    Binary,
}

/// When a cast applies by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CastContext {
    /// Only where it is written.
    Explicit,
    /// `AS ASSIGNMENT`
    Assignment,
    /// `AS IMPLICIT`
    Implicit,
}

/// `CREATE TRANSFORM`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTransform {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `FOR`.
    pub type_name: TypeName,
    /// `LANGUAGE`.
    pub language: Ident,
    /// The functions.
    pub functions: Vec<FunctionRef>,
}

/// `CREATE LANGUAGE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateLanguage {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// Its name.
    pub name: Ident,
    /// `HANDLER`; missing for a known language, which is its extension.
    pub handler: Option<QualifiedName>,
}
