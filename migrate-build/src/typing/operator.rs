//! Which operator is meant: by symbol and operand types, and by what a type's order and equality need.

use super::candidate::{Candidate, match_arguments, select_candidate};
use super::category::base_type;
use super::coerce::is_binary_coercible;
use crate::catalog::Catalog;
use crate::catalog::id::{OperatorId, SchemaId, TypeId};
use crate::text::{Name, Seek};

/// Why no operator was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOperator {
    /// None fits.
    Missing,
    /// Several fit, and none is best.
    Ambiguous,
}

/// The name of an operator: the schema where one is named, and the symbol.
#[derive(Clone, Copy, Debug)]
pub struct OperatorSymbol<'a> {
    /// The schema.
    pub schema: Option<SchemaId>,
    /// The symbol.
    pub symbol: &'a Name,
}

struct OperatorCandidate {
    id: OperatorId,
    operands: [TypeId; 2],
    is_prefix: bool,
}

impl Candidate for OperatorCandidate {
    fn arguments(&self) -> &[TypeId] {
        &self.operands[usize::from(self.is_prefix)..]
    }
}

/// The operator between two operands.
// pg: parse_oper.c oper
pub fn resolve_operator(catalog: &Catalog, name: OperatorSymbol<'_>, left: TypeId, right: TypeId) -> Result<OperatorId, NoOperator> {
    if let Some(found) = exact_operator(catalog, name, left, right) {
        return Ok(found);
    }
    let candidates = candidates(catalog, name, true);
    choose(catalog, &[left, right], candidates)
}

/// The operator in front of an operand.
// pg: parse_oper.c left_oper
pub fn resolve_prefix_operator(catalog: &Catalog, name: OperatorSymbol<'_>, operand: TypeId) -> Result<OperatorId, NoOperator> {
    match lookup_operator(catalog, name, None, operand) {
        Some(found) => Ok(found),
        None => choose(catalog, &[operand], candidates(catalog, name, false)),
    }
}

/// The operator between two operands that takes them as they are.
// pg: parse_oper.c compatible_oper
pub fn resolve_compatible_operator(
    catalog: &Catalog,
    name: OperatorSymbol<'_>,
    left: TypeId,
    right: TypeId,
) -> Result<Option<OperatorId>, NoOperator> {
    let found = resolve_operator(catalog, name, left, right)?;
    let fits = catalog.operator(found).is_some_and(|operator| {
        operator.left.is_some_and(|declared| is_binary_coercible(catalog, left, declared))
            && is_binary_coercible(catalog, right, operator.right)
    });
    Ok(fits.then_some(found))
}

/// The operator of exactly these operand types.
// pg: namespace.c OpernameGetOprid
#[must_use]
pub fn lookup_operator(catalog: &Catalog, name: OperatorSymbol<'_>, left: Option<TypeId>, right: TypeId) -> Option<OperatorId> {
    all(catalog, name)
        .into_iter()
        .first_where(|id| catalog.operator(*id).is_some_and(|operator| operator.left == left && operator.right == right))
}

// pg: parse_oper.c binary_oper_exact
fn exact_operator(catalog: &Catalog, name: OperatorSymbol<'_>, left: TypeId, right: TypeId) -> Option<OperatorId> {
    let (known, assumed) = match (left, right) {
        (TypeId::UNKNOWN, other) | (other, TypeId::UNKNOWN) => (other, true),
        _ => (left, false),
    };
    if !assumed {
        return lookup_operator(catalog, name, Some(left), right);
    }
    let base = base_type(catalog, known);
    lookup_operator(catalog, name, Some(known), known)
        .or_else(|| if base == known { None } else { lookup_operator(catalog, name, Some(base), base) })
}

fn all(catalog: &Catalog, name: OperatorSymbol<'_>) -> Vec<OperatorId> {
    match name.schema {
        Some(schema) => catalog.operators_in(schema, name.symbol),
        None => catalog.lookup_operators(name.symbol),
    }
}

/// Operators of a symbol; one that another of a schema further to the front hides is left out.
// pg: namespace.c OpernameGetCandidates
fn candidates(catalog: &Catalog, name: OperatorSymbol<'_>, binary: bool) -> Vec<OperatorCandidate> {
    let mut found: Vec<OperatorCandidate> = Vec::new();
    let (mut schema, mut in_front) = (None, 0);
    for id in all(catalog, name) {
        let Some(operator) = catalog.operator(id).filter(|operator| operator.left.is_some() == binary) else {
            continue;
        };
        // Those of one schema differ in their operands.
        if schema != Some(operator.schema) {
            (schema, in_front) = (Some(operator.schema), found.len());
        }
        let operands = [operator.left.unwrap_or(operator.right), operator.right];
        if !found[..in_front].iter().exists(|other| other.operands == operands) {
            found.push(OperatorCandidate { id, operands, is_prefix: !binary });
        }
    }
    found
}

// pg: parse_oper.c oper_select_candidate
fn choose(catalog: &Catalog, inputs: &[TypeId], candidates: Vec<OperatorCandidate>) -> Result<OperatorId, NoOperator> {
    let mut fitting = match_arguments(catalog, inputs, candidates);
    match fitting.len() {
        0 => Err(NoOperator::Missing),
        1 => fitting.pop().map(|one| one.id).ok_or(NoOperator::Missing),
        _ => select_candidate(catalog, inputs, fitting).map(|one| one.id).ok_or(NoOperator::Ambiguous),
    }
}
