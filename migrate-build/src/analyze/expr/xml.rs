//! What do the functions of SQL/XML mean.

use super::coerce::{coerce_to_specific, coerce_to_target};
use super::{analyze, node};
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState, each};
use crate::syntax::expr::xml::{XmlAttribute, XmlExpr};
use crate::syntax::expr::{self as syntax};
use crate::syntax::type_name::TypeName;
use crate::text::{Gather, Name, Span};
use crate::typing::errors::type_text;

/// A function of SQL/XML.
// pg: parse_expr.c transformXmlExpr
pub(super) fn analyze_xml(state: &mut State<'_>, xml: &XmlExpr, at: Span) -> Result<Expr> {
    match xml {
        XmlExpr::Concat(values) => {
            let values = each(values, |value| specific(state, value, TypeId::XML, "XMLCONCAT"))?;
            Ok(made(state, "XMLCONCAT", values, at))
        }
        XmlExpr::Element(_, attributes, content) => {
            let mut values = analyze_attributes(state, attributes, true)?;
            for value in content {
                values.push(analyze(state, value)?);
            }
            Ok(made(state, "XMLELEMENT", values, at))
        }
        XmlExpr::Forest(attributes) => {
            let values = analyze_attributes(state, attributes, false)?;
            Ok(made(state, "XMLFOREST", values, at))
        }
        XmlExpr::Parse(_, value) => {
            let value = specific(state, value, TypeId::TEXT, "XMLPARSE")?;
            Ok(made(state, "XMLPARSE", vec![value], at))
        }
        XmlExpr::ProcessingInstruction(_, value) => {
            let value = value.as_ref().map(|value| specific(state, value, TypeId::TEXT, "XMLPI")).transpose()?;
            Ok(made(state, "XMLPI", value.into_iter().gather(), at))
        }
        XmlExpr::Root(value, version) => {
            let mut values = vec![specific(state, value, TypeId::XML, "XMLROOT")?];
            if let Some(version) = version {
                values.push(specific(state, version, TypeId::TEXT, "XMLROOT")?);
            }
            Ok(made(state, "XMLROOT", values, at))
        }
        XmlExpr::Serialize(_, value, type_name) => serialize(state, value, type_name, at),
    }
}

fn made(state: &State<'_>, name: &'static str, values: Vec<Expr>, at: Span) -> Expr {
    node::typed(state.catalog, ExprKind::Xml(name, values), TypeId::XML, -1, at)
}

fn specific(state: &mut State<'_>, value: &syntax::Expr, target: TypeId, construct: &str) -> Result<Expr> {
    let value = analyze(state, value)?;
    coerce_to_specific(state, value, target, construct)
}

fn analyze_attributes(state: &mut State<'_>, attributes: &[XmlAttribute], element: bool) -> Result<Vec<Expr>> {
    let wrong = |message: String, at: Span| Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(at);
    let (mut values, mut names): (Vec<Expr>, Vec<Name>) = (Vec::new(), Vec::new());
    for attribute in attributes {
        values.push(analyze(state, &attribute.value)?);
        let name = match (&attribute.name, &attribute.value.kind) {
            (Some(name), _) => name.name.clone(),
            (None, syntax::ExprKind::Column(column)) if !column.star => {
                column.parts.last().map_or_else(|| Name::from("?column?"), |part| part.name.clone())
            }
            _ => {
                let what = if element { "attribute" } else { "element" };
                return Err(wrong(format!("unnamed XML {what} value must be a column reference"), attribute.value.span));
            }
        };
        if element && names.contains(&name) {
            return Err(wrong(format!("XML attribute name \"{name}\" appears more than once"), attribute.value.span));
        }
        names.push(name);
    }
    Ok(values)
}

// pg: parse_expr.c transformXmlSerialize
fn serialize(state: &mut State<'_>, value: &syntax::Expr, type_name: &TypeName, at: Span) -> Result<Expr> {
    let value = specific(state, value, TypeId::XML, "XMLSERIALIZE")?;
    let (target, modifier) = state.analyze_type_name(type_name)?;
    let text = node::typed(state.catalog, ExprKind::Xml("XMLSERIALIZE", vec![value]), TypeId::TEXT, -1, at);
    coerce_to_target(state, text, target, modifier, CastContext::Implicit)?.ok_or_else(|| {
        let message = format!("cannot cast XMLSERIALIZE result to {}", type_text(state.catalog, target));
        Diagnostic::error(SqlState::CANNOT_COERCE, message).at(at)
    })
}
