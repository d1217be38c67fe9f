//! What does one query take and give, against a catalog.

use crate::analyze::analyze_statement_noting;
use crate::analyze::cardinality::{Rows, rows_of};
use crate::analyze::notes::Notes;
use crate::analyze::nullability::never_null_columns;
use crate::analyze::parameter::Parameters;
use crate::analyze::plan::check_plan;
use crate::analyze::written::{Written, written_parameters};
use crate::catalog::Catalog;
use crate::catalog::format::format_bare_type_qualified;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::TypeKind;
use crate::catalog::tree::{CallForm, Expr, ExprKind, Query, Target};
use crate::diag::{Diagnostic, Problem, Result, Severity, SqlState};
use crate::syntax::query::Preparable;
use crate::syntax::statement::session::ServerStatementKind;
use crate::syntax::statement::{Statement, StatementKind};
use crate::syntax::{Grammar, parse_file_with};
use crate::text::{Gather, Name, Seek, Span};
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
    /// The column that takes its value as it is; where there are several, the first that refuses NULL.
    pub written: Option<(RelationId, u16)>,
    /// Whether NULL may be given; false only where that column refuses it.
    pub nullable: bool,
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
    /// Whether nothing but NULL comes out.
    pub always_null: bool,
    /// The column of a relation that it comes from unchanged.
    pub origin: Option<(RelationId, i16)>,
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
    /// What its stars stand for, and where names without a schema were found.
    pub notes: Notes,
}

impl Description {
    fn empty() -> Self {
        Self { parameters: Vec::new(), columns: Vec::new(), cardinality: Cardinality::None, notes: Notes::default() }
    }
}

/// What a statement is looked at for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// What PostgreSQL's Describe says.
    Describe,
    /// A program that runs it.
    Run,
}

/// What PostgreSQL's Describe says of a query, and beyond it what may be NULL and how many rows come.
pub fn describe_query(catalog: &Catalog, text: &str) -> Result<Description> {
    describe_for(catalog, text, Purpose::Describe)
}

/// The same of a query that a program is to run: what could be prepared and never run is refused, and so is what defines something.
pub fn describe_program_query(catalog: &Catalog, text: &str) -> Result<Description> {
    describe_for(catalog, text, Purpose::Run)
}

/// A query that was looked at with what it says.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What it takes and gives.
    pub description: Description,
    /// What it says; none where it is no query.
    pub query: Option<Query>,
}

/// The same of a query that a program sends with types for some of its parameters; the others are inferred.
pub fn examine_program_query(catalog: &Catalog, text: &str, given: &[Option<TypeId>]) -> Result<Examined> {
    let Some(statement) = only_statement(catalog, text)? else {
        return Ok(Examined { description: Description::empty(), query: None });
    };
    match &statement.kind {
        StatementKind::Preparable(preparable) => {
            let (description, query) = describe_with(catalog, preparable, Purpose::Run, Parameters::given(given.iter().copied()))?;
            Ok(Examined { description, query: Some(query) })
        }
        _ => Ok(Examined { description: describe_statement(catalog, &statement, Purpose::Run)?, query: None }),
    }
}

/// The same of a query that was read already.
pub fn describe_statement_to_run(catalog: &Catalog, statement: &Statement) -> Result<Description> {
    describe_statement(catalog, statement, Purpose::Run)
}

fn describe_for(catalog: &Catalog, text: &str, purpose: Purpose) -> Result<Description> {
    match only_statement(catalog, text)? {
        Some(statement) => describe_statement(catalog, &statement, purpose),
        None => Ok(Description::empty()),
    }
}

fn only_statement(catalog: &Catalog, text: &str) -> Result<Option<Statement>> {
    let mut parsed = parse_file_with(text, Grammar::of_version(u32::from(catalog.versions().lowest)));
    if let Some(problem) = parsed.problems.drain(..).next() {
        return Err(problem);
    }
    let mut statements = parsed.statements.into_iter();
    let Some(statement) = statements.next() else {
        return Ok(None);
    };
    if statements.next().is_some() {
        let message = "cannot insert multiple commands into a prepared statement";
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
    }
    Ok(Some(statement))
}

fn describe_statement(catalog: &Catalog, statement: &Statement, purpose: Purpose) -> Result<Description> {
    match &statement.kind {
        StatementKind::Preparable(preparable) => describe_preparable(catalog, preparable, purpose),
        StatementKind::Explain(explain) => {
            let inner = describe_statement(catalog, &explain.statement, purpose)?;
            let type_id = match explain.format.as_str() {
                "xml" => TypeId::XML,
                "json" => TypeId::JSON,
                _ => TypeId::TEXT,
            };
            let type_text = format_bare_type_qualified(catalog, type_id);
            let name = Name::from("QUERY PLAN");
            let column = DescribedColumn { name, type_id, type_text, nullable: false, always_null: false, origin: None };
            Ok(Description { columns: vec![column], cardinality: Cardinality::Many, ..inner })
        }
        StatementKind::Refused(problem) if purpose == Purpose::Run => Err(problem.clone()),
        kind if purpose == Purpose::Run && !changes_no_schema(kind) => Err(not_of_a_program(statement.span)),
        _ => Ok(Description::empty()),
    }
}

/// Whether a statement leaves the schema alone, so that a program may run it although nothing of it is checked here.
fn changes_no_schema(kind: &StatementKind) -> bool {
    use StatementKind as K;
    match kind {
        K::Server(it) => matches!(it.kind, ServerStatementKind::Checkpoint | ServerStatementKind::Load),
        K::Transaction(_) | K::Set(_) | K::Show(_) | K::SetConstraints(_) | K::Lock(_) | K::Notify(_) | K::Discard(_) => true,
        K::Prepare(_) | K::Execute(_) | K::Deallocate(_) | K::DeclareCursor(_) | K::Fetch(_) | K::CloseCursor(_) => true,
        K::Truncate(_) | K::Copy(_) | K::Maintenance(_) | K::Reindex(_) | K::Refresh(_) | K::Call(_) | K::Do(_) => true,
        _ => false,
    }
}

fn not_of_a_program(statement: Span) -> Problem {
    Diagnostic::rule(Severity::Error, "definition_in_query", "only a statement that reads or writes rows can be checked here")
        .at(statement)
        .help("a change of the schema belongs into a migration")
}

fn describe_preparable(catalog: &Catalog, preparable: &Preparable, purpose: Purpose) -> Result<Description> {
    describe_with(catalog, preparable, purpose, Parameters::inferred()).map(|(description, _)| description)
}

fn describe_with(catalog: &Catalog, preparable: &Preparable, purpose: Purpose, mut parameters: Parameters) -> Result<(Description, Query)> {
    let (analyzed, notes) = analyze_statement_noting(catalog, preparable, &mut parameters)?;
    parameters.check_decided()?;
    if purpose == Purpose::Run {
        check_plan(&analyzed.query)?;
    }
    let written = written_parameters(&analyzed.query);
    let parameters = (1..).zip(parameters.types()).map(|(number, type_id)| {
        parameter(catalog, type_id.unwrap_or(TypeId::UNKNOWN), written.iter().filter(|written| written.parameter == number))
    });
    let never_null = never_null_columns(catalog, &analyzed.query);
    let targets = analyzed.query.visible_targets().enumerate();
    let columns: Vec<DescribedColumn> =
        targets.map(|(index, target)| column(catalog, target, !never_null.get(index).copied().unwrap_or(false))).gather();
    let cardinality = match rows_of(catalog, &analyzed.query) {
        _ if columns.is_empty() && !is_select(preparable) => Cardinality::None,
        Rows::One => Cardinality::One,
        Rows::Optional => Cardinality::Optional,
        Rows::Many => Cardinality::Many,
    };
    let description = Description { parameters: parameters.gather(), columns, cardinality, notes };
    Ok((description, analyzed.query))
}

fn is_select(preparable: &Preparable) -> bool {
    matches!(preparable, Preparable::Query(_))
}

fn parameter<'w>(catalog: &Catalog, type_id: TypeId, written: impl Iterator<Item = &'w Written>) -> DescribedParameter {
    let type_text = format_bare_type_qualified(catalog, type_id);
    let refuses = |place: &(RelationId, u16)| refuses_null(catalog, *place);
    let places: Vec<(RelationId, u16)> = written.map(|written| (written.relation, written.column)).gather();
    let refused = places.iter().first_where(|place| refuses(place));
    DescribedParameter { type_id, type_text, written: refused.or(places.first()).copied(), nullable: refused.is_none() }
}

/// Whether a column refuses NULL, by itself or by its domain.
pub(crate) fn refuses_null(catalog: &Catalog, (relation, column): (RelationId, u16)) -> bool {
    let columns = catalog.relation(relation).map_or(&[][..], |relation| relation.columns.as_slice());
    let column = usize::from(column).checked_sub(1).and_then(|index| columns.get(index));
    column.is_some_and(|column| column.not_null || column.type_id.is_some_and(|type_id| domain_refuses_null(catalog, type_id)))
}

/// Whether a type is a domain that refuses NULL, or over one that does.
fn domain_refuses_null(catalog: &Catalog, mut type_id: TypeId) -> bool {
    while let Some(TypeKind::Domain { base, not_null, .. }) = catalog.type_(type_id).map(|found| &found.kind) {
        if *not_null {
            return true;
        }
        type_id = *base;
    }
    false
}

/// A column's domain is told by its base type, as the protocol does.
fn column(catalog: &Catalog, target: &Target, nullable: bool) -> DescribedColumn {
    let type_id = target.expr.type_id;
    let type_text = format_bare_type_qualified(catalog, base_type(catalog, type_id));
    let always_null = is_null(&target.expr);
    DescribedColumn { name: target.name.clone(), type_id, type_text, nullable, always_null, origin: target.origin }
}

/// Whether an expression is NULL itself, under whatever casts.
fn is_null(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(value) => value.is_none(),
        ExprKind::Relabel(of, _) | ExprKind::ThroughText(of, _) | ExprKind::Collate(of) => is_null(of),
        ExprKind::Call(call) if matches!(call.form, CallForm::Cast(_)) => call.arguments.first().is_some_and(is_null),
        _ => false,
    }
}
