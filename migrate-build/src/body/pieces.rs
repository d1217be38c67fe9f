//! Which statements and expressions of SQL does a body hold, and which variables are in sight where each of them stands.

use crate::analyze::parameter::Parameters;
use crate::analyze::scope::ExprScope;
use crate::analyze::type_name::analyze_type_name;
use crate::analyze::{Analyzed, analyze_statement_in};
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Function, FunctionBody};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::Grammar;
use crate::syntax::expr::{Expr, Step};
use crate::syntax::name::QualifiedName;
use crate::syntax::parse::parse_fragment;
use crate::syntax::plpgsql::{
    Block, Declaration, DeclarationKind, DeclaredType, PlLoop, PlStatement, PlStatementKind, PlTarget, parse_plpgsql,
};
use crate::syntax::query::{Preparable, Query};
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Collection, Gather, Name, Seek, Span};
use crate::typing::category::{composite_relation, is_polymorphic};

/// What becomes of a piece of a body: what it says, or why it cannot be; with its place in the text of the body.
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// What it says.
    pub(super) outcome: Result<Analyzed>,
}

/// The body of a function as it is written.
pub(super) struct Body<'f> {
    function: &'f Function,
    text: &'f str,
    code: Code,
}

enum Code {
    Statements(Vec<Statement>),
    Block(Block),
}

/// Reads the body of a function; none where it cannot be read or is not known.
pub(super) fn read_body<'f>(catalog: &Catalog, function: &'f Function) -> Option<Body<'f>> {
    let FunctionBody::Text(text) = &function.body else { return None };
    if function.input_types().exists(is_polymorphic) {
        return None;
    }
    let grammar = Grammar::of_version(u32::from(catalog.versions().lowest));
    let code = match function.language.as_str() {
        "sql" => Code::Statements(parse_fragment(text, 0, grammar).statements),
        "plpgsql" => Code::Block(parse_plpgsql(text, 0, grammar).ok()?),
        _ => return None,
    };
    Some(Body { function, text, code })
}

/// Analyzes the pieces of a body against a catalog, in their order. A trigger's function is looked at for one of its tables.
pub(super) fn pieces_of(catalog: &Catalog, body: &Body<'_>, table: Option<RelationId>) -> Vec<Piece> {
    let Body { function, text, code } = body;
    let mut walker = Walker { catalog, function, variables: Vec::new(), found: Vec::new(), text };
    walker
        .variables
        .put_all(function.parameters.iter().map(|parameter| Variable { name: parameter.name.clone(), type_id: parameter.type_id }));
    match code {
        Code::Statements(statements) => statements.iter().for_each(|statement| walker.sql(statement)),
        Code::Block(block) => {
            walker.declare_built_in(table);
            walker.block(block);
        }
    }
    walker.found
}

/// A variable; a record whose columns are not known is of type `record`.
struct Variable {
    name: Option<Name>,
    type_id: TypeId,
}

struct Walker<'c> {
    catalog: &'c Catalog,
    function: &'c Function,
    variables: Vec<Variable>,
    found: Vec<Piece>,
    text: &'c str,
}

impl Walker<'_> {
    // pg: pl_comp.c do_compile
    fn declare_built_in(&mut self, table: Option<RelationId>) {
        self.declare("found", TypeId::BOOL);
        self.declare("sqlstate", TypeId::TEXT);
        self.declare("sqlerrm", TypeId::TEXT);
        if self.function.returns != TypeId::TRIGGER {
            return;
        }
        let row = table.and_then(|id| self.catalog.relation(id)?.row_type).unwrap_or(TypeId::RECORD);
        self.declare("new", row);
        self.declare("old", row);
        for name in ["tg_name", "tg_relname", "tg_table_name", "tg_table_schema"] {
            self.declare(name, TypeId::NAME);
        }
        for name in ["tg_when", "tg_level", "tg_op"] {
            self.declare(name, TypeId::TEXT);
        }
        self.declare("tg_relid", TypeId::OID);
        self.declare("tg_nargs", TypeId::INT4);
        self.declare("tg_argv", TypeId::TEXT_ARRAY);
    }

    fn declare(&mut self, name: &str, type_id: TypeId) {
        self.variables.push(Variable { name: Some(Name::from(name)), type_id });
    }

    fn type_of(&self, name: &Name) -> Option<TypeId> {
        self.variables.iter().rev().first_where(|variable| variable.name.as_ref() == Some(name)).map(|variable| variable.type_id)
    }

    fn block(&mut self, block: &Block) {
        let mark = self.variables.len();
        block.declarations.iter().for_each(|declaration| self.declaration(declaration));
        self.all(&block.body);
        block.handlers.iter().for_each(|handler| self.all(&handler.body));
        self.variables.truncate(mark);
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let type_id = match &declaration.kind {
            DeclarationKind::Variable { type_name, value, .. } => {
                value.iter().for_each(|value| self.expr(value));
                self.declared_type(type_name, declaration.name.span)
            }
            DeclarationKind::Alias(of) => {
                let numbered = of.strip_prefix('$').and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
                let parameter = numbered.and_then(|at| self.function.parameters.get(at)).map(|parameter| parameter.type_id);
                parameter.or_else(|| self.type_of(of)).unwrap_or(TypeId::RECORD)
            }
            DeclarationKind::Cursor(query) => {
                query.iter().for_each(|query| self.sql(query));
                TypeId::REFCURSOR
            }
        };
        self.declare(&declaration.name.name, type_id);
    }

    /// A type that is not there is a problem of its own.
    fn declared_type(&mut self, declared: &DeclaredType, span: Span) -> TypeId {
        match declared {
            DeclaredType::Type(name) => match analyze_type_name(self.catalog, name) {
                Ok((type_id, _)) => type_id,
                Err(problem) => {
                    self.found.push(Piece { span, outcome: Err(problem) });
                    TypeId::RECORD
                }
            },
            DeclaredType::Row(name) => self.row_type(name).unwrap_or_else(|| {
                let message = format!("relation \"{}\" does not exist", name.name.name);
                let problem = Diagnostic::error(SqlState::UNDEFINED_TABLE, message).about(SubjectKind::Relation, &name.name.name);
                self.found.push(Piece { span, outcome: Err(problem) });
                TypeId::RECORD
            }),
            DeclaredType::OfVariable(of) => self.type_of(&of.name).unwrap_or(TypeId::RECORD),
            DeclaredType::Record => TypeId::RECORD,
        }
    }

    fn row_type(&self, name: &QualifiedName) -> Option<TypeId> {
        let relation = match &name.schema {
            Some(schema) => self.catalog.relation_in(self.catalog.schema_named(&schema.name)?, &name.name.name),
            None => self.catalog.lookup_relation(&name.name.name),
        };
        self.catalog.relation(relation?)?.row_type
    }

    fn all(&mut self, statements: &[PlStatement]) {
        statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &PlStatement) {
        use PlStatementKind as K;
        match &statement.kind {
            K::Block(block) => self.block(block),
            K::Assign(target, value) => {
                self.target(target);
                self.expr(value);
            }
            K::If { branches, otherwise } => {
                for branch in branches {
                    branch.conditions.iter().for_each(|condition| self.expr(condition));
                    self.all(&branch.body);
                }
                self.all(otherwise);
            }
            K::Case { operand, branches, otherwise } => {
                operand.iter().for_each(|operand| self.expr(operand));
                for branch in branches {
                    branch.conditions.iter().for_each(|condition| self.expr(condition));
                    self.all(&branch.body);
                }
                otherwise.iter().for_each(|otherwise| self.all(otherwise));
            }
            K::Loop(kind, inner) => self.loop_(kind, inner),
            K::Exit(_, Some(value)) | K::Continue(_, Some(value)) => self.expr(value),
            K::Return(Some(value)) | K::ReturnNext(Some(value)) => self.expr(value),
            K::ReturnQuery(query) | K::Perform(query) => self.sql(query),
            K::Raise(raise) => {
                raise.parameters.iter().chain(raise.options.iter().map(|(_, value)| value)).for_each(|value| self.expr(value))
            }
            K::Assert(condition, message) => std::iter::once(condition).chain(message).for_each(|value| self.expr(value)),
            K::Sql(inner, into) => {
                self.sql(inner);
                into.iter().flat_map(|into| &into.targets).for_each(|target| self.target(target));
            }
            K::Execute(command, _) | K::ReturnExecute(command) => {
                std::iter::once(&command.text).chain(&command.using).for_each(|value| self.expr(value));
            }
            K::Exit(..) | K::Continue(..) | K::Return(_) | K::ReturnNext(_) => {}
            K::GetDiagnostics(_) | K::Cursor | K::Commit | K::Rollback | K::Null => {}
        }
    }

    fn loop_(&mut self, kind: &PlLoop, inner: &[PlStatement]) {
        let mark = self.variables.len();
        match kind {
            PlLoop::Forever => {}
            PlLoop::While(condition) => self.expr(condition),
            PlLoop::Range { variable, low, high, step, .. } => {
                [Some(low), Some(high), step.as_ref()].into_iter().flatten().for_each(|value| self.expr(value));
                self.declare(&variable.name.name, TypeId::INT4);
            }
            PlLoop::Query(_, query) => self.sql(query),
            PlLoop::Execute(_, command) => std::iter::once(&command.text).chain(&command.using).for_each(|value| self.expr(value)),
            PlLoop::Cursor(variable, _, arguments) => {
                arguments.iter().for_each(|value| self.expr(value));
                self.declare(&variable.name.name, TypeId::RECORD);
            }
            PlLoop::Array { array, .. } => self.expr(array),
        }
        self.all(inner);
        self.variables.truncate(mark);
    }

    /// What is assigned: a field must be one of the row that the variable holds.
    // pg: pl_exec.c exec_assign_value
    fn target(&mut self, target: &PlTarget) {
        let Some(Step::Field(field)) = target.steps.first() else { return };
        let relation = self.type_of(&target.name.name).and_then(|type_id| composite_relation(self.catalog, type_id));
        let Some(relation) = relation.and_then(|id| self.catalog.relation(id)) else { return };
        if !relation.columns.iter().exists(|column| column.type_id.is_some() && column.name == field.name) {
            let problem = no_field(&target.name.name, &field.name);
            self.found.push(Piece { span: field.span, outcome: Err(problem) });
        }
    }

    fn expr(&mut self, expr: &Expr) {
        self.analyze(&Preparable::Query(Query::of_expr(expr)), expr.span);
    }

    fn sql(&mut self, statement: &Statement) {
        if let StatementKind::Preparable(preparable) = &statement.kind {
            self.analyze(preparable, statement.span);
        }
    }

    /// A piece that speaks of a record whose columns are not known is left out where it cannot be analyzed.
    fn analyze(&mut self, preparable: &Preparable, span: Span) {
        let hidden = |at: usize, name: &Name| self.variables[at + 1..].iter().exists(|later| later.name.as_ref() == Some(name));
        let named = self.variables.iter().enumerate();
        let arguments: Vec<(Option<Name>, TypeId)> =
            named.map(|(at, variable)| (variable.name.clone().filter(|name| !hidden(at, name)), variable.type_id)).gather();
        let mut parameters = Parameters::fixed(arguments.iter().map(|(_, type_id)| *type_id));
        let scope = ExprScope::Arguments { function: Some(&self.function.name), arguments: &arguments };
        match analyze_statement_in(self.catalog, preparable, &mut parameters, &scope) {
            Err(_) if self.speaks_of_record(span) => {}
            Err(problem) => {
                let problem = self.in_words_of_plpgsql(problem, &arguments);
                self.found.push(Piece { span, outcome: Err(problem) });
            }
            outcome => self.found.push(Piece { span, outcome }),
        }
    }

    fn speaks_of_record(&self, span: Span) -> bool {
        let text = self.text.get(span.range()).unwrap_or_default().to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let records: Vec<&Name> =
            self.variables.iter().filter(|it| it.type_id == TypeId::RECORD).filter_map(|variable| variable.name.as_ref()).gather();
        words.exists(|word| records.iter().exists(|name| ***name == *word))
    }

    /// A field that a row does not have is told as PL/pgSQL tells it.
    // pg: pl_comp.c resolve_column_ref
    fn in_words_of_plpgsql(&self, problem: Problem, arguments: &[(Option<Name>, TypeId)]) -> Problem {
        let Some(span) = problem.span.filter(|_| self.function.language == "plpgsql") else { return problem };
        let written = self.text.get(span.start as usize..).unwrap_or_default();
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').gather::<String>().to_lowercase();
        let (row, field) = (word(written), written.split_once('.').map(|(_, rest)| word(rest)).unwrap_or_default());
        let is_row = arguments.iter().exists(|(name, type_id)| {
            name.as_ref().is_some_and(|name| **name == *row) && composite_relation(self.catalog, *type_id).is_some()
        });
        let is_missing =
            [SqlState::UNDEFINED_TABLE, SqlState::UNDEFINED_COLUMN].iter().exists(|state| problem.code == crate::diag::Code::Sql(*state));
        if is_row && is_missing && !field.is_empty() { no_field(&Name::from(row), &Name::from(field)).at(span) } else { problem }
    }
}

// pg: pl_exec.c exec_eval_datum, exec_assign_value
fn no_field(row: &Name, field: &Name) -> Problem {
    let message = format!("record \"{row}\" has no field \"{field}\"");
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, message).about(SubjectKind::Column, field)
}
