//! The expressions of SQL/XML, as they are written.

use super::Expr;
use crate::syntax::name::Ident;
use crate::syntax::type_name::TypeName;

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
