//! Functions, procedures and aggregates.

use super::StoredExpr;
use crate::catalog::id::{FunctionId, OperatorId, SchemaId, TypeId};
use crate::catalog::tree;
use crate::text::Name;
use std::sync::Arc;

/// What a function is (`prokind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// A window function.
    Window,
}

/// The mode of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterMode {
    /// `IN`
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
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its mode.
    pub mode: ParameterMode,
    /// Its name.
    pub name: Option<Name>,
    /// Its type.
    pub type_id: TypeId,
    /// Its default; built-in functions only say that there is one.
    pub default: ParameterDefault,
}

/// Whether a parameter may be left out.
#[derive(Clone, Debug)]
pub enum ParameterDefault {
    /// It must be given.
    None,
    /// The value is not known here.
    Builtin,
    /// The value.
    Expr(StoredExpr),
}

/// How often a function's result can change (`provolatile`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Volatility {
    /// Never.
    Immutable,
    /// Not within a statement.
    Stable,
    /// At any time.
    Volatile,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its id.
    pub id: FunctionId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: FunctionKind,
    /// Its parameters in order, outputs and table columns included.
    pub parameters: Vec<Parameter>,
    /// What it returns.
    pub returns: TypeId,
    /// Whether it returns a set.
    pub returns_set: bool,
    /// Whether NULL in gives NULL out without a call.
    pub strict: bool,
    /// How often its result can change.
    pub volatility: Volatility,
    /// Its language.
    pub language: Name,
    /// What makes it an aggregate.
    pub aggregate: Option<Box<AggregateInfo>>,
    /// Its body, of a user's function.
    pub body: FunctionBody,
    /// Its owner; none for whoever runs the migrations.
    pub owner: Option<Name>,
    /// Its own settings: `SET search_path = ...`.
    pub settings: Vec<(Name, Name)>,
    /// `SECURITY DEFINER`.
    pub security_definer: bool,
    /// What the planner is told of it.
    pub planning: Planning,
}

/// What the planner is told of a function; of built-in ones nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planning {
    /// `LEAKPROOF`.
    pub leakproof: bool,
    /// `PARALLEL`.
    pub parallel: Parallel,
    /// `COST`, where it was given.
    pub cost: Option<Name>,
    /// `ROWS`, where it was given.
    pub rows: Option<Name>,
}

/// Whether parallel workers may call a function (`proparallel`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Parallel {
    /// Never.
    #[default]
    Unsafe,
    /// Only their leader.
    Restricted,
    /// All of them.
    Safe,
}

/// What a function does.
#[derive(Clone, Debug)]
pub enum FunctionBody {
    /// Nothing is known of it: built in, or in C.
    Opaque,
    /// A text in its language.
    Text(Name),
    /// SQL that was parsed when it was made.
    Sql(Vec<Arc<tree::Query>>),
}

/// The kinds of aggregates (`aggkind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// A plain one.
    Normal,
    /// `WITHIN GROUP`.
    OrderedSet,
    /// `WITHIN GROUP`, of a hypothetical row.
    HypotheticalSet,
}

/// What makes a function an aggregate.
#[derive(Clone, Debug)]
pub struct AggregateInfo {
    /// Its kind.
    pub kind: AggregateKind,
    /// How many arguments stand before `WITHIN GROUP`.
    pub direct_arguments: u16,
    /// The operator by which a minimum or maximum sorts.
    pub sort_operator: Option<OperatorId>,
}

impl Function {
    /// The types of the arguments that a call gives: inputs only.
    pub fn input_types(&self) -> impl Iterator<Item = TypeId> + '_ {
        self.inputs().map(|parameter| parameter.type_id)
    }

    /// The parameters that a call gives.
    pub fn inputs(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|p| matches!(p.mode, ParameterMode::In | ParameterMode::InOut | ParameterMode::Variadic))
    }
}
