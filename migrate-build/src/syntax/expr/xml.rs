//! The expressions of SQL/XML, as they are written.

use super::lower::{expr_at_start, lower_exprs, lower_only_expr};
use super::syntax_call::syntax_function;
use super::{Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::lower::{Lowering, find_child};
use crate::syntax::name::{Ident, lower_ident};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::{TypeName, lower_type_name};
use crate::text::Seek;

/// A value with an optional name: `x AS n`.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlAttribute {
    /// The value.
    pub value: Expr,
    /// Its name.
    pub name: Option<Ident>,
}

/// `DOCUMENT` or `CONTENT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlOption {
    /// A whole document.
    Document,
    /// Any content.
    Content,
}

/// The functions of SQL/XML.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlExpr {
    /// `XMLCONCAT(...)`
    Concat(Vec<Expr>),
    /// `XMLELEMENT(NAME n, XMLATTRIBUTES(...), ...)`
    Element(Ident, Vec<XmlAttribute>, Vec<Expr>),
    /// `XMLFOREST(...)`
    Forest(Vec<XmlAttribute>),
    /// `XMLPARSE(DOCUMENT x)`
    Parse(XmlOption, Expr),
    /// `XMLPI(NAME n, x)`
    ProcessingInstruction(Ident, Option<Expr>),
    /// `XMLROOT(x, VERSION v, ...)`; the version is missing for `NO VALUE`.
    Root(Expr, Option<Expr>),
    /// `XMLSERIALIZE(CONTENT x AS t)`
    Serialize(XmlOption, Expr, TypeName),
}

/// Lowers a function of SQL/XML.
pub(in crate::syntax::expr) fn lower_xml(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let xml = match node.kind() {
        SyntaxKind::XML_EXISTS_FN => return lower_exists(cx, node),
        SyntaxKind::XML_ELEMENT_FN => {
            let name = cx.need(find_child(node, SyntaxKind::ELEMENT_TAG), node)?;
            let attributes = find_child(node, SyntaxKind::EXPR_AS_XML_ATTR_LIST).map(|list| lower_attributes(cx, &list)).transpose()?;
            XmlExpr::Element(lower_ident(cx, &name)?, attributes.unwrap_or_default(), lower_exprs(cx, node)?)
        }
        SyntaxKind::XML_FOREST_FN => {
            let list = cx.need(node.children().next(), node)?;
            XmlExpr::Forest(lower_attributes(cx, &list)?)
        }
        SyntaxKind::XML_PARSE_FN => XmlExpr::Parse(option(node), lower_only_expr(cx, node)?),
        SyntaxKind::XML_PI_FN => {
            let name = cx.need(find_child(node, SyntaxKind::XML_PI_TARGET), node)?;
            XmlExpr::ProcessingInstruction(lower_ident(cx, &name)?, lower_exprs(cx, node)?.into_iter().next())
        }
        SyntaxKind::XML_ROOT_FN => {
            let version = find_child(node, SyntaxKind::XML_VERSION_EXPR).map(|version| lower_only_expr(cx, &version)).transpose()?;
            XmlExpr::Root(lower_only_expr(cx, node)?, version)
        }
        _ => {
            let type_node = cx.need(node.children().first_where(|child| is_type(child.kind())), node)?;
            XmlExpr::Serialize(option(node), lower_only_expr(cx, node)?, lower_type_name(cx, &type_node)?)
        }
    };
    Ok(expr_at_start(cx, node, ExprKind::Xml(Box::new(xml))))
}

/// The row and the document of `row PASSING document`.
pub(in crate::syntax) fn lower_passing(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<(Expr, Expr)> {
    let row = lower_only_expr(cx, node)?;
    let document = cx.need(find_child(node, SyntaxKind::XML_PASSING_DOC), node)?;
    Ok((row, lower_only_expr(cx, &document)?))
}

fn lower_exists(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let passing = cx.need(find_child(node, SyntaxKind::XML_ROW_PASSING_CLAUSE), node)?;
    let (row, document) = lower_passing(cx, &passing)?;
    Ok(syntax_function("xmlexists", vec![row, document], cx.first_token_span(node), cx.span(node)))
}

fn lower_attributes(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<XmlAttribute>> {
    let mut attributes = Vec::new();
    for item in list.children() {
        let name = item.children().first_where(|child| matches!(child.kind(), SyntaxKind::XML_ATTR | SyntaxKind::ELEMENT_TAG));
        let name = name.map(|name| lower_ident(cx, &name)).transpose()?;
        attributes.push(XmlAttribute { value: lower_only_expr(cx, &item)?, name });
    }
    Ok(attributes)
}

fn option(node: &SyntaxNode) -> XmlOption {
    if find_child(node, SyntaxKind::XML_DOCUMENT).is_some() { XmlOption::Document } else { XmlOption::Content }
}
