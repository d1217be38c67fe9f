//! What does one query take and give, against a catalog.

use crate::analyze::analyze_statement;
use crate::analyze::cardinality::{Rows, rows_of};
use crate::analyze::nullability::never_null_columns;
use crate::analyze::parameter::Parameters;
use crate::catalog::Catalog;
use crate::catalog::format::format_bare_type_qualified;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::parse_file;
use crate::syntax::query::Preparable;
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::Name;
use crate::typing::category::base_type;

/// How many rows a query gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// Exactly one.
    One,
    /// At most one.
    Optional,
    /// Any number.
    Many,
    /// None: it gives no rows at all.
    None,
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedParameter {
    /// Its type.
    pub type_id: TypeId,
    /// Its type as `format_type` spells it with an empty search path.
    pub type_text: String,
}

/// A column of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedColumn {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_id: TypeId,
    /// Its type as `format_type` spells it with an empty search path, without a modifier.
    pub type_text: String,
    /// Whether NULL may come out; false only where it certainly cannot.
    pub nullable: bool,
}

/// What a query takes and gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its parameters, `$1` first.
    pub parameters: Vec<DescribedParameter>,
    /// Its columns.
    pub columns: Vec<DescribedColumn>,
    /// How many rows it gives.
    pub cardinality: Cardinality,
}

/// What PostgreSQL's Describe says of a query, and beyond it what may be NULL and how many rows come.
pub fn describe_query(catalog: &Catalog, text: &str) -> Result<Description> {
    let mut parsed = parse_file(text);
    if let Some(problem) = parsed.problems.drain(..).next() {
        return Err(problem);
    }
    let mut statements = parsed.statements.into_iter();
    let Some(statement) = statements.next() else {
        return Ok(Description { parameters: Vec::new(), columns: Vec::new(), cardinality: Cardinality::None });
    };
    if statements.next().is_some() {
        let message = "cannot insert multiple commands into a prepared statement";
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
    }
    describe_statement(catalog, &statement)
}

fn describe_statement(catalog: &Catalog, statement: &Statement) -> Result<Description> {
    match &statement.kind {
        StatementKind::Preparable(preparable) => describe_preparable(catalog, preparable),
        StatementKind::Explain(explain) => {
            let inner = describe_statement(catalog, &explain.statement)?;
            let type_id = match explain.format.as_str() {
                "xml" => TypeId::XML,
                "json" => TypeId::JSON,
                _ => TypeId::TEXT,
            };
            let column = column(catalog, Name::from("QUERY PLAN"), type_id, false);
            Ok(Description { columns: vec![column], cardinality: Cardinality::Many, ..inner })
        }
        _ => Ok(Description { parameters: Vec::new(), columns: Vec::new(), cardinality: Cardinality::None }),
    }
}

fn describe_preparable(catalog: &Catalog, preparable: &Preparable) -> Result<Description> {
    let mut parameters = Parameters::inferred();
    let analyzed = analyze_statement(catalog, preparable, &mut parameters)?;
    parameters.check_decided()?;
    let described = parameters.types().iter().map(|type_id| parameter(catalog, type_id.unwrap_or(TypeId::UNKNOWN))).collect();
    let never_null = never_null_columns(catalog, &analyzed.query);
    let columns: Vec<DescribedColumn> = analyzed
        .columns
        .iter()
        .enumerate()
        .map(|(index, found)| {
            let nullable = !never_null.get(index).copied().unwrap_or(false);
            column(catalog, found.name.clone(), found.type_id, nullable)
        })
        .collect();
    let cardinality = match rows_of(catalog, &analyzed.query) {
        _ if columns.is_empty() && !is_select(preparable) => Cardinality::None,
        Rows::One => Cardinality::One,
        Rows::Optional => Cardinality::Optional,
        Rows::Many => Cardinality::Many,
    };
    Ok(Description { parameters: described, columns, cardinality })
}

fn is_select(preparable: &Preparable) -> bool {
    matches!(preparable, Preparable::Query(_))
}

fn parameter(catalog: &Catalog, type_id: TypeId) -> DescribedParameter {
    DescribedParameter { type_id, type_text: format_bare_type_qualified(catalog, type_id) }
}

/// A column's domain is told by its base type, as the protocol does.
fn column(catalog: &Catalog, name: Name, type_id: TypeId, nullable: bool) -> DescribedColumn {
    let type_text = format_bare_type_qualified(catalog, base_type(catalog, type_id));
    DescribedColumn { name, type_id, type_text, nullable }
}
