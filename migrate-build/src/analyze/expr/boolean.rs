//! What do `AND`, `OR`, `NOT` and `IS` mean.

use super::coerce::{coerce_to_boolean, coerce_to_specific};
use super::{analyze, call, json, node};
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{BooleanTest, Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::expr::{self as syntax, Is, IsTest, NormalForm};
use crate::text::{Gather, Span};

/// `a AND b`.
pub(super) fn analyze_and(state: &mut State<'_>, operands: &[syntax::Expr], at: Span) -> Result<Expr> {
    let operands = conditions(state, operands, "AND")?;
    let at = node::leftmost_of(at, &operands);
    Ok(node::boolean(ExprKind::And(operands), at))
}

/// `a OR b`.
pub(super) fn analyze_or(state: &mut State<'_>, operands: &[syntax::Expr], at: Span) -> Result<Expr> {
    let operands = conditions(state, operands, "OR")?;
    let at = node::leftmost_of(at, &operands);
    Ok(node::boolean(ExprKind::Or(operands), at))
}

/// `NOT a`.
pub(super) fn analyze_not(state: &mut State<'_>, operand: &syntax::Expr, at: Span) -> Result<Expr> {
    let operand = analyze(state, operand)?;
    let operand = coerce_to_boolean(state, operand, "NOT")?;
    Ok(negated(operand, at))
}

/// `NOT` over an expression that is a boolean already.
pub(super) fn negated(operand: Expr, at: Span) -> Expr {
    let at = node::leftmost(at, operand.at);
    node::boolean(ExprKind::Not(Box::new(operand)), at)
}

/// `a IS [NOT] test`.
pub(super) fn analyze_is(state: &mut State<'_>, is: &Is, at: Span) -> Result<Expr> {
    if let IsTest::Normalized(form) = is.test {
        let tested = analyze_normalized(state, &is.value, form, at)?;
        return Ok(if is.negated { negated(tested, at) } else { tested });
    }
    let value = analyze(state, &is.value)?;
    let place = node::leftmost(at, value.at);
    let test = match (is.test, is.negated) {
        (IsTest::Null, negated) => return Ok(node::boolean(ExprKind::IsNull(Box::new(value), negated), place)),
        (IsTest::Document, negative) => {
            let value = coerce_to_specific(state, value, TypeId::XML, "IS DOCUMENT")?;
            let tested = node::boolean(ExprKind::Xml("IS DOCUMENT", vec![value]), place);
            return Ok(if negative { negated(tested, at) } else { tested });
        }
        (IsTest::Json(..), negative) => {
            let tested = json::is_json(state, value, place)?;
            return Ok(if negative { negated(tested, at) } else { tested });
        }
        (IsTest::True, false) => (BooleanTest::True, "IS TRUE"),
        (IsTest::True, true) => (BooleanTest::NotTrue, "IS NOT TRUE"),
        (IsTest::False, false) => (BooleanTest::False, "IS FALSE"),
        (IsTest::False, true) => (BooleanTest::NotFalse, "IS NOT FALSE"),
        (_, false) => (BooleanTest::Unknown, "IS UNKNOWN"),
        (_, true) => (BooleanTest::NotUnknown, "IS NOT UNKNOWN"),
    };
    let value = coerce_to_boolean(state, value, test.1)?;
    Ok(node::boolean(ExprKind::IsBoolean(Box::new(value), test.0), place))
}

fn analyze_normalized(state: &mut State<'_>, value: &syntax::Expr, form: Option<NormalForm>, at: Span) -> Result<Expr> {
    let mut arguments = vec![analyze(state, value)?];
    if let Some(form) = form {
        let form = match form {
            NormalForm::Nfc => "NFC",
            NormalForm::Nfd => "NFD",
            NormalForm::Nfkc => "NFKC",
            NormalForm::Nfkd => "NFKD",
        };
        arguments.push(node::constant(state.catalog, Some(form), TypeId::UNKNOWN, at));
    }
    call::call_system(state, "is_normalized", arguments, at)
}

// pg: parse_expr.c transformBoolExpr
fn conditions(state: &mut State<'_>, operands: &[syntax::Expr], construct: &str) -> Result<Vec<Expr>> {
    operands
        .iter()
        .map(|operand| {
            let operand = analyze(state, operand)?;
            coerce_to_boolean(state, operand, construct)
        })
        .try_gather()
}
