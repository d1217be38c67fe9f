//! Which name does PostgreSQL give to a value that has none.

use crate::catalog::tree;
use crate::syntax::expr::json::{JsonExpr, JsonPathFunction};
use crate::syntax::expr::xml::XmlExpr;
use crate::syntax::expr::{Expr, ExprKind, SqlValue, Step, SubqueryKind};
use crate::syntax::query::{Query, QueryBody};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Name, Seek};

/// The name of a column that is given no other.
// pg: parse_target.c FigureColname
#[must_use]
pub fn figure_column_name(expr: &Expr) -> Name {
    figure(expr).map_or_else(|| Name::from("?column?"), |(name, _)| name)
}

/// The same, where the analyzed expression is at hand: a scalar query may take its name from a star.
#[must_use]
pub fn figure_analyzed_name(expr: &Expr, analyzed: &tree::Expr) -> Name {
    match &expr.kind {
        ExprKind::Subquery(SubqueryKind::Scalar, _) => match &analyzed.kind {
            tree::ExprKind::Subquery(subquery) => {
                subquery.query.visible_targets().next().map_or_else(|| figure_column_name(expr), |target| target.name.clone())
            }
            _ => figure_column_name(expr),
        },
        _ => figure_column_name(expr),
    }
}

/// The name that an index gives to an expression; none where it has none of its own.
// pg: parse_target.c FigureIndexColname
#[must_use]
pub fn figure_index_column_name(expr: &Expr) -> Option<Name> {
    figure(expr).map(|(name, _)| name)
}

/// How good a name is: a type's name gives way to others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Weak,
    Strong,
}

// pg: parse_target.c FigureColnameInternal
fn figure(expr: &Expr) -> Option<(Name, Strength)> {
    let strong = |name: &str| Some((Name::from(name), Strength::Strong));
    match &expr.kind {
        ExprKind::Column(column) => {
            if column.star {
                return None;
            }
            column.parts.last().map(|part| (part.name.clone(), Strength::Strong))
        }
        ExprKind::Indirection(base, steps) => {
            let last = steps.iter().rev().first_some(|step| match step {
                Step::Field(name) => Some((name.name.clone(), Strength::Strong)),
                _ => None,
            });
            last.or_else(|| figure(base))
        }
        ExprKind::Call(call) => Some((call.name.name.name.clone(), Strength::Strong)),
        ExprKind::NullIf(..) => strong("nullif"),
        ExprKind::Cast(inner, type_name) => match figure(inner) {
            Some((name, Strength::Strong)) => Some((name, Strength::Strong)),
            other => type_base_name(type_name).map(|name| (name, Strength::Weak)).or(other),
        },
        ExprKind::Collate(inner, _) => figure(inner),
        ExprKind::Grouping(_) => strong("grouping"),
        ExprKind::MergeAction => strong("merge_action"),
        ExprKind::Subquery(kind, query) => match kind {
            SubqueryKind::Exists => strong("exists"),
            SubqueryKind::Array => strong("array"),
            SubqueryKind::Scalar => first_target_name(query),
        },
        ExprKind::Case(case) => match case.otherwise.as_ref().and_then(figure) {
            Some((name, Strength::Strong)) => Some((name, Strength::Strong)),
            _ => Some((Name::from("case"), Strength::Weak)),
        },
        ExprKind::Array(_) => strong("array"),
        ExprKind::Row(..) => strong("row"),
        ExprKind::Coalesce(_) => strong("coalesce"),
        ExprKind::Greatest(_) => strong("greatest"),
        ExprKind::Least(_) => strong("least"),
        ExprKind::SqlValue(value, _) => strong(sql_value_name(*value)),
        ExprKind::Xml(xml) => strong(xml_name(xml)),
        ExprKind::Json(json) => strong(json_name(json)),
        _ => None,
    }
}

fn type_base_name(type_name: &TypeName) -> Option<Name> {
    match &type_name.base {
        TypeBase::Named(name) => Some(name.name.name.clone()),
        TypeBase::OfColumn { column, .. } => Some(column.name.clone()),
    }
}

/// A scalar query goes by the name of its only column.
fn first_target_name(query: &Query) -> Option<(Name, Strength)> {
    let mut body = &query.body;
    loop {
        match body {
            QueryBody::Select(select) => {
                let target = select.targets.first()?;
                return match &target.alias {
                    Some(alias) => Some((alias.name.clone(), Strength::Strong)),
                    None => figure(&target.value).or_else(|| Some((Name::from("?column?"), Strength::Strong))),
                };
            }
            QueryBody::Values(_) => return Some((Name::from("column1"), Strength::Strong)),
            QueryBody::SetOperation(operation) => body = &operation.left.body,
        }
    }
}

/// The name of a value that has a name of its own.
#[must_use]
pub fn sql_value_name(value: SqlValue) -> &'static str {
    match value {
        SqlValue::CurrentDate => "current_date",
        SqlValue::CurrentTime => "current_time",
        SqlValue::CurrentTimestamp => "current_timestamp",
        SqlValue::LocalTime => "localtime",
        SqlValue::LocalTimestamp => "localtimestamp",
        SqlValue::CurrentRole => "current_role",
        SqlValue::CurrentUser => "current_user",
        SqlValue::User => "user",
        SqlValue::SessionUser => "session_user",
        SqlValue::SystemUser => "system_user",
        SqlValue::CurrentCatalog => "current_catalog",
        SqlValue::CurrentSchema => "current_schema",
    }
}

fn xml_name(xml: &XmlExpr) -> &'static str {
    match xml {
        XmlExpr::Concat(_) => "xmlconcat",
        XmlExpr::Element(..) => "xmlelement",
        XmlExpr::Forest(_) => "xmlforest",
        XmlExpr::Parse(..) => "xmlparse",
        XmlExpr::ProcessingInstruction(..) => "xmlpi",
        XmlExpr::Root(..) => "xmlroot",
        XmlExpr::Serialize(..) => "xmlserialize",
    }
}

fn json_name(json: &JsonExpr) -> &'static str {
    match json {
        JsonExpr::Object(_) => "json_object",
        JsonExpr::Array(_) | JsonExpr::ArrayQuery(..) => "json_array",
        JsonExpr::ObjectAggregate(..) => "json_objectagg",
        JsonExpr::ArrayAggregate(..) => "json_arrayagg",
        JsonExpr::Parse(..) => "json",
        JsonExpr::Scalar(_) => "json_scalar",
        JsonExpr::Serialize(..) => "json_serialize",
        JsonExpr::Path(path) => match path.function {
            JsonPathFunction::Exists => "json_exists",
            JsonPathFunction::Value => "json_value",
            JsonPathFunction::Query => "json_query",
        },
    }
}
