//! What does a macro ask, and what is it answered.

use super::source::Source;
use crate::diag::Problem;

/// A query that stands in a program.
#[derive(Clone, Debug)]
pub struct QueryRequest<'a> {
    /// Its text.
    pub source: &'a Source,
    /// What becomes of its rows.
    pub shape: Shape,
    /// How many arguments are given by place.
    pub positional: usize,
    /// The names of those that are given as `name = value`.
    pub named: &'a [String],
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A struct of its own, made where the query stands.
    Row,
    /// A struct of the user's, which goes by the name `__Row`.
    Struct,
    /// A tuple, whose elements go by the names `__Part0` and so on.
    Parts(Vec<Part>),
    /// The value of the only column.
    Scalar,
}

/// An element of a tuple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Any type.
    Plain,
    /// `Option<...>`
    Optional,
}

/// The Rust of a query. The macro puts the arguments in, which keep their places in the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// What each element of the tuple goes by: for each whether its name means what stands within `Option<...>`.
    pub unwrapped: Vec<bool>,
    /// The items and statements before the arguments, with [`PLACE`] where the place in the program belongs.
    pub before: String,
    /// The arguments in the order of the parameters.
    pub arguments: Vec<BoundArgument>,
    /// The value.
    pub after: String,
    /// What is worth mending.
    pub warnings: Vec<Problem>,
}

/// What stands in [`Code::before`] for the place of the query: `file: "...", line: 1, column: 1`.
pub const PLACE: &str = "\u{1}";

/// An argument that is bound to a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundArgument {
    /// The function that binds it, called with the parameters and the argument.
    pub function: String,
    /// The argument.
    pub value: ArgumentValue,
}

/// Where an argument comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// The argument at a place, from 0.
    Positional(usize),
    /// The argument `name = value` at a place among those, from 0.
    Named(usize),
    /// The variable of the name that the query says.
    Captured(String),
}
