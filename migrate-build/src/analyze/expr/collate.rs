//! Which collation has an expression, and when do collations contradict each other.

use super::walk_mut::{Child, for_each_child_mut};
use crate::catalog::Catalog;
use crate::catalog::id::{CollationId, TypeId};
use crate::catalog::object::AggregateKind;
use crate::catalog::tree::{Aggregate, Expr, ExprKind, JoinTree, Query};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::Span;

/// How much a collation insists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    None,
    Implicit,
    /// Two implicit ones contradict each other; here is the other, and where it comes from.
    Conflict(CollationId, Span),
    Explicit,
}

impl Strength {
    fn rank(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Implicit => 1,
            Self::Conflict(..) => 2,
            Self::Explicit => 3,
        }
    }
}

/// What is known of the collation of an expression or of several together.
#[derive(Clone, Copy, Debug)]
struct Derived {
    collation: Option<CollationId>,
    strength: Strength,
    at: Span,
}

/// The length of the word COLLATE, which a node of `COLLATE` ends with.
const KEYWORD: u32 = 7;

/// Gives an expression and all within it their collations.
// pg: parse_collate.c assign_expr_collations
pub fn assign_collations(catalog: &Catalog, expr: &mut Expr) -> Result<()> {
    walk(catalog, expr, &mut nothing())
}

/// Gives the expressions of a query their collations; queries within it have theirs already.
// pg: parse_collate.c assign_query_collations
pub fn assign_query_collations(catalog: &Catalog, query: &mut Query) -> Result<()> {
    let mut each = |expr: &mut Expr| assign_collations(catalog, expr);
    for target in &mut query.targets {
        each(&mut target.expr)?;
    }
    for write in query.writes.iter_mut().flat_map(|write| &mut write.values) {
        each(write)?;
    }
    for tree in &mut query.from {
        join_conditions(tree, &mut each)?;
    }
    query.filter.iter_mut().chain(&mut query.having).chain(&mut query.limit).chain(&mut query.offset).try_for_each(each)?;
    // What is sorted or told apart by needs a collation.
    let compared = query.group_by.iter_mut().chain(&mut query.order_by).chain(query.distinct.iter_mut().flatten());
    compared.map(|expr| select_common_collation(catalog, [expr], false)).try_for_each(|found| found.map(|_| ()))
}

/// The collation that several expressions have in common; none where they contradict each other and that may be.
// pg: parse_collate.c select_common_collation
pub fn select_common_collation<'a>(
    catalog: &Catalog,
    exprs: impl IntoIterator<Item = &'a mut Expr>,
    none_allowed: bool,
) -> Result<Option<CollationId>> {
    let mut together = nothing();
    for expr in exprs {
        walk(catalog, expr, &mut together)?;
    }
    match together.strength {
        Strength::Conflict(..) if none_allowed => Ok(None),
        Strength::Conflict(other, at) => Err(implicit_mismatch(catalog, together.collation, other, at)),
        _ => Ok(together.collation),
    }
}

fn nothing() -> Derived {
    Derived { collation: None, strength: Strength::None, at: Span::default() }
}

fn name_of(catalog: &Catalog, collation: Option<CollationId>) -> String {
    collation.and_then(|id| catalog.collation(id)).map_or_else(String::new, |found| found.name.to_string())
}

fn implicit_mismatch(catalog: &Catalog, one: Option<CollationId>, other: CollationId, at: Span) -> Problem {
    let (one, other) = (name_of(catalog, one), name_of(catalog, Some(other)));
    let message = format!("collation mismatch between implicit collations \"{one}\" and \"{other}\"");
    Diagnostic::error(SqlState::COLLATION_MISMATCH, message)
        .at(at)
        .help("you can choose the collation by applying the COLLATE clause to one or both expressions")
}

fn join_conditions(tree: &mut JoinTree, each: &mut impl FnMut(&mut Expr) -> Result<()>) -> Result<()> {
    if let JoinTree::Join(join) = tree {
        join_conditions(&mut join.left, each)?;
        join_conditions(&mut join.right, each)?;
        join.condition.iter_mut().try_for_each(each)?;
    }
    Ok(())
}

// pg: parse_collate.c assign_collations_walker
fn walk(catalog: &Catalog, expr: &mut Expr, context: &mut Derived) -> Result<()> {
    let implicit = |collation: Option<CollationId>, at: Span| match collation {
        Some(_) => Derived { collation, strength: Strength::Implicit, at },
        None => nothing(),
    };
    let at = expr.at;
    let derived = match &mut expr.kind {
        ExprKind::Collate(inner) => {
            walk(catalog, inner, &mut nothing())?;
            let word = Span::new(at.end.saturating_sub(KEYWORD).max(at.start), at.end);
            Derived { collation: expr.collation, strength: Strength::Explicit, at: word }
        }
        ExprKind::Field(inner, _) => {
            walk(catalog, inner, &mut nothing())?;
            implicit(expr.collation, at)
        }
        ExprKind::Row(fields, _) => return fields.iter_mut().try_for_each(|field| assign_collations(catalog, field)),
        ExprKind::RowCompare(_, left, right) => {
            for (left, right) in left.iter_mut().zip(right) {
                select_common_collation(catalog, [left, right], true)?;
            }
            return Ok(());
        }
        ExprKind::Column(_)
        | ExprKind::Constant(_)
        | ExprKind::Parameter(_)
        | ExprKind::DomainValue
        | ExprKind::CaseOperand
        | ExprKind::Default
        | ExprKind::CurrentOf
        | ExprKind::Subquery(_)
        | ExprKind::Unknown => {
            for_each_child_mut(expr, &mut |child| match child {
                Child::Held(expr) | Child::Apart(expr) => assign_collations(catalog, expr),
            })?;
            implicit(expr.collation, at)
        }
        ExprKind::ToDomain(inner, _) => {
            let mut within = nothing();
            walk(catalog, inner, &mut within)?;
            match type_collation(catalog, expr.type_id) {
                None => nothing(),
                Some(CollationId::DEFAULT) => settle(expr, within),
                of_type => settle(expr, implicit(of_type, at)),
            }
        }
        _ => {
            let within = parts(catalog, expr)?;
            match type_collation(catalog, expr.type_id) {
                None => nothing(),
                of_type if within.strength == Strength::None => settle(expr, implicit(of_type, at)),
                Some(_) => settle(expr, within),
            }
        }
    };
    merge(catalog, derived, context)
}

fn type_collation(catalog: &Catalog, type_id: TypeId) -> Option<CollationId> {
    catalog.type_(type_id).and_then(|found| found.collation)
}

fn settle(expr: &mut Expr, derived: Derived) -> Derived {
    expr.collation = match derived.strength {
        Strength::Conflict(..) => None,
        _ => derived.collation,
    };
    derived
}

/// What the parts of an expression say together.
fn parts(catalog: &Catalog, expr: &mut Expr) -> Result<Derived> {
    let mut within = nothing();
    if let ExprKind::Aggregate(aggregate) = &mut expr.kind {
        aggregate_parts(catalog, aggregate, &mut within)?;
        return Ok(within);
    }
    for_each_child_mut(expr, &mut |child| match child {
        Child::Held(child) => walk(catalog, child, &mut within),
        Child::Apart(child) => assign_collations(catalog, child),
    })?;
    Ok(within)
}

// pg: parse_collate.c assign_aggregate_collations, assign_ordered_set_collations
fn aggregate_parts(catalog: &Catalog, aggregate: &mut Aggregate, within: &mut Derived) -> Result<()> {
    let found = catalog.function(aggregate.function);
    let kind = found.and_then(|found| found.aggregate.as_ref()).map_or(AggregateKind::Normal, |info| info.kind);
    let variadic = found.is_some_and(|found| crate::typing::function::variadic_element(catalog, found).is_some());
    let merged = kind == AggregateKind::Normal || aggregate.arguments.len() == 1 && !variadic;
    for direct in &mut aggregate.direct {
        walk(catalog, direct, within)?;
    }
    for argument in &mut aggregate.arguments {
        if merged {
            walk(catalog, argument, within)?;
        } else {
            assign_collations(catalog, argument)?;
        }
    }
    for sorted in &mut aggregate.order_by {
        select_common_collation(catalog, [sorted], false)?;
    }
    aggregate.filter.iter_mut().try_for_each(|filter| assign_collations(catalog, filter))
}

// pg: parse_collate.c merge_collation_state
fn merge(catalog: &Catalog, new: Derived, context: &mut Derived) -> Result<()> {
    if new.strength.rank() > context.strength.rank() {
        *context = new;
        return Ok(());
    }
    if new.strength.rank() < context.strength.rank() || new.collation == context.collation {
        return Ok(());
    }
    match (new.strength, new.collation) {
        (Strength::Implicit, _) if context.collation == Some(CollationId::DEFAULT) => *context = new,
        (Strength::Implicit, Some(other)) if other != CollationId::DEFAULT => context.strength = Strength::Conflict(other, new.at),
        (Strength::Explicit, other) => {
            let (one, other) = (name_of(catalog, context.collation), name_of(catalog, other));
            let message = format!("collation mismatch between explicit collations \"{one}\" and \"{other}\"");
            return Err(Diagnostic::error(SqlState::COLLATION_MISMATCH, message).at(new.at));
        }
        _ => {}
    }
    Ok(())
}
