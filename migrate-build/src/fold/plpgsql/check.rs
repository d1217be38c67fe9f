//! What does the compiler of PL/pgSQL refuse of a body before it ever runs.

use super::super::cx::Cx;
use super::super::effect::Act;
use super::errors;
use super::splice::spliced_parameter;
use crate::analyze::type_name::{analyze_type_name, name_text};
use crate::catalog::id::TypeId;
use crate::catalog::object::{Function, FunctionKind, ParameterMode};
use crate::diag::{Code, Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::plpgsql::{
    Block, Declaration, DeclarationKind, DeclaredType, PlInto, PlLoop, PlStatement, PlStatementKind, PlTarget, Raise, parse_plpgsql,
};
use crate::syntax::statement::function::FunctionText;
use crate::syntax::type_name::TypeBase;
use crate::text::{Collection, Name, Seek, Span};

/// Variables that every body has, and those that triggers have beside.
const EVERYWHERE: [&str; 3] = ["found", "sqlstate", "sqlerrm"];
#[rustfmt::skip]
const IN_TRIGGERS: [&str; 14] = [
    "new", "old", "tg_name", "tg_when", "tg_level", "tg_op", "tg_relid", "tg_relname", "tg_table_name", "tg_table_schema", "tg_nargs", "tg_argv",
    "tg_event", "tg_tag",
];

/// What `RETURN` may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Returns {
    Value,
    Set,
    SetOfOutputs,
    Outputs,
    Nothing,
    Procedure,
}

/// What can be named at a place in a body.
struct Checker<'a, 'c> {
    cx: &'a Cx<'c>,
    variables: Vec<(Name, Holds)>,
    loops: Vec<(Option<Name>, bool)>,
    returns: Returns,
}

/// What a variable holds, as far as it decides what may be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Row,
    Scalar,
    Constant,
}

/// Checks a body as its function is made.
// pg: pl_handler.c plpgsql_validator; pl_comp.c do_compile
pub(in crate::fold) fn check_plpgsql_body(cx: &mut Cx<'_>, function: &Function, text: &FunctionText) -> Result<()> {
    let placed = |mut problem: Problem| {
        if text.verbatim_from.is_none() && problem.span.is_some() {
            problem.span = Some(text.body.span);
        }
        problem
    };
    let block = match parse_plpgsql(&text.body.value, text.verbatim_from.unwrap_or(0), cx.grammar()) {
        Ok(block) => block,
        Err(problem) if matches!(problem.code, Code::Rule(_)) => return Ok(()),
        Err(problem) => return Err(placed(problem)),
    };
    let is_output = |mode| matches!(mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table);
    let outputs = function.parameters.iter().exists(|parameter| is_output(parameter.mode));
    let returns = match (function.kind, function.returns_set, outputs) {
        (FunctionKind::Procedure, ..) => Returns::Procedure,
        (_, true, true) => Returns::SetOfOutputs,
        (_, true, false) => Returns::Set,
        (_, false, true) => Returns::Outputs,
        (_, false, false) if function.returns == TypeId::VOID => Returns::Nothing,
        _ if function.returns == TypeId::EVENT_TRIGGER => Returns::Nothing,
        _ => Returns::Value,
    };
    let mut checker = Checker { cx, variables: Vec::new(), loops: Vec::new(), returns };
    for (at, parameter) in function.parameters.iter().enumerate() {
        let names = parameter.name.iter().cloned().chain(std::iter::once(Name::from(format!("${}", at + 1))));
        checker.variables.put_all(names.map(|name| (name, Holds::Row)));
    }
    if matches!(function.returns, TypeId::TRIGGER | TypeId::EVENT_TRIGGER) {
        checker.variables.put_all(IN_TRIGGERS.iter().map(|name| (Name::from(*name), Holds::Row)));
    }
    checker.block(&block).map_err(placed)?;
    if let Some(parameter) = spliced_parameter(cx, function, &block) {
        cx.effects.acts.push(Act::Spliced { function: function.name.clone(), parameter });
    }
    Ok(())
}

/// Checks the body of a `DO` block.
// pg: pl_comp.c plpgsql_compile_inline
pub(in crate::fold) fn check_block(cx: &Cx<'_>, block: &Block) -> Result<()> {
    Checker { cx, variables: Vec::new(), loops: Vec::new(), returns: Returns::Nothing }.block(block)
}

impl Checker<'_, '_> {
    fn block(&mut self, block: &Block) -> Result<()> {
        let mark = self.variables.len();
        for (at, declaration) in block.declarations.iter().enumerate() {
            if block.declarations[..at].iter().exists(|earlier| earlier.name.name == declaration.name.name) {
                return Err(errors::duplicate_declaration(&declaration.name.name).at(declaration.name.span));
            }
            self.declaration(declaration)?;
        }
        self.loops.push((block.label.as_ref().map(|label| label.name.clone()), false));
        self.all(&block.body)?;
        for handler in &block.handlers {
            self.all(&handler.body)?;
        }
        self.loops.pop();
        self.variables.truncate(mark);
        Ok(())
    }

    fn declaration(&mut self, declaration: &Declaration) -> Result<()> {
        let name = &declaration.name;
        let holds = match &declaration.kind {
            DeclarationKind::Variable { type_name, constant, not_null, value } => {
                let holds = self.declared_type(type_name)?;
                if *not_null && value.is_none() {
                    return Err(errors::not_null_needs_default(&name.name).at(name.span));
                }
                if *constant { Holds::Constant } else { holds }
            }
            DeclarationKind::Alias(of) => self.find(of).unwrap_or(Holds::Row),
            DeclarationKind::Cursor(_) => Holds::Scalar,
        };
        self.variables.push((name.name.clone(), holds));
        Ok(())
    }

    fn declared_type(&self, declared: &DeclaredType) -> Result<Holds> {
        match declared {
            DeclaredType::Type(type_name) => {
                let (type_id, _) = analyze_type_name(&self.cx.catalog, type_name).map_err(|mut problem| {
                    if matches!(type_name.base, TypeBase::OfColumn { .. }) {
                        problem.span = None;
                    }
                    problem
                })?;
                let row = type_id == TypeId::RECORD || crate::typing::category::is_composite(&self.cx.catalog, type_id);
                Ok(if row { Holds::Row } else { Holds::Scalar })
            }
            DeclaredType::Row(name) => match super::super::lookup::find_relation(self.cx, name) {
                Some(_) => Ok(Holds::Row),
                None => Err(errors::row_type_missing(&name_text(name), &name.name.name)),
            },
            DeclaredType::OfVariable(name) => Ok(self.find(&name.name).unwrap_or(Holds::Row)),
            DeclaredType::Record => Ok(Holds::Row),
        }
    }

    fn find(&self, name: &str) -> Option<Holds> {
        if let Some((_, holds)) = self.variables.iter().rev().first_where(|(variable, _)| variable.eq_ignore_ascii_case(name)) {
            return Some(*holds);
        }
        EVERYWHERE.contains(&name).then_some(Holds::Scalar)
    }

    fn all(&mut self, statements: &[PlStatement]) -> Result<()> {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &PlStatement) -> Result<()> {
        use PlStatementKind as K;
        match &statement.kind {
            K::Block(block) => self.block(block),
            K::Assign(target, _) => self.target(target),
            K::If { branches, otherwise } => {
                branches.iter().try_for_each(|branch| self.all(&branch.body))?;
                self.all(otherwise)
            }
            K::Case { branches, otherwise, .. } => {
                branches.iter().try_for_each(|branch| self.all(&branch.body))?;
                otherwise.as_ref().map_or(Ok(()), |otherwise| self.all(otherwise))
            }
            K::Loop(kind, inner) => self.in_loop(statement, kind, inner),
            K::Exit(label, _) => self.leaves("EXIT", label.as_ref(), statement.span),
            K::Continue(label, _) => self.leaves("CONTINUE", label.as_ref(), statement.span),
            K::Return(value) => self.returns(value.as_deref(), statement.span),
            K::ReturnNext(_) => self.returns_set("RETURN NEXT", statement.span),
            K::ReturnQuery(_) | K::ReturnExecute(_) => self.returns_set("RETURN QUERY", statement.span),
            K::Raise(raise) => check_raise(raise),
            K::Sql(_, into) | K::Execute(_, into) => self.targets_of(into.as_ref()),
            K::GetDiagnostics(targets) => targets.iter().try_for_each(|target| self.target(target)),
            K::Assert(..) | K::Perform(_) | K::Cursor | K::Commit | K::Rollback | K::Null => Ok(()),
        }
    }

    fn targets_of(&self, into: Option<&PlInto>) -> Result<()> {
        into.iter().flat_map(|into| &into.targets).try_for_each(|target| self.target(target))
    }

    /// A name with a dot may begin with the label of a block, so only bare names are certain to be missing.
    fn target(&self, target: &PlTarget) -> Result<()> {
        match self.find(&target.name.name) {
            Some(Holds::Constant) => Err(errors::constant_variable(&target.name.name).at(target.name.span)),
            Some(_) => Ok(()),
            None if target.steps.is_empty() => Err(errors::unknown_variable(&target.name.name).at(target.name.span)),
            None => Ok(()),
        }
    }

    fn in_loop(&mut self, statement: &PlStatement, kind: &PlLoop, inner: &[PlStatement]) -> Result<()> {
        let mark = self.variables.len();
        match kind {
            PlLoop::Range { variable, .. } => self.variables.push((variable.name.name.clone(), Holds::Scalar)),
            PlLoop::Query(targets, _) | PlLoop::Execute(targets, _) => {
                for target in targets {
                    if self.find(&target.name.name).is_none() && target.steps.is_empty() {
                        return Err(errors::loop_variable().at(target.name.span));
                    }
                }
            }
            PlLoop::Cursor(variable, ..) => self.variables.push((variable.name.name.clone(), Holds::Row)),
            PlLoop::Array { targets, .. } => targets.iter().try_for_each(|target| self.target(target))?,
            PlLoop::Forever | PlLoop::While(_) => {}
        }
        self.loops.push((statement.label.as_ref().map(|label| label.name.clone()), true));
        self.all(inner)?;
        self.loops.pop();
        self.variables.truncate(mark);
        Ok(())
    }

    // pg: pl_gram.y stmt_exit
    fn leaves(&self, word: &str, label: Option<&crate::syntax::name::Ident>, at: Span) -> Result<()> {
        match label {
            Some(label) if !self.loops.iter().exists(|(own, _)| own.as_ref() == Some(&label.name)) => {
                Err(errors::label_missing(&label.name).at(label.span))
            }
            None if !self.loops.iter().exists(|(_, is_loop)| *is_loop) => Err(errors::outside_loop(word).at(at)),
            _ => Ok(()),
        }
    }

    // pg: pl_gram.y make_return_stmt
    fn returns(&self, value: Option<&Expr>, at: Span) -> Result<()> {
        let refused = match (self.returns, value) {
            (Returns::Set | Returns::SetOfOutputs, Some(_)) => "function returning set",
            (Returns::Procedure, Some(_)) => "a procedure",
            (Returns::Nothing, Some(_)) => "function returning void",
            (Returns::Outputs, Some(_)) => "function with OUT parameters",
            (Returns::Value, None) => {
                let semicolon = Span::new(at.end.saturating_sub(1), at.end);
                return Err(errors::missing_expression().at(semicolon));
            }
            _ => return Ok(()),
        };
        let place = value.map_or(at, |value| value.span);
        Err(errors::return_with_value(refused).at(place))
    }

    fn returns_set(&self, word: &str, at: Span) -> Result<()> {
        if matches!(self.returns, Returns::Set | Returns::SetOfOutputs) { Ok(()) } else { Err(errors::not_a_set(word).at(at)) }
    }
}

// pg: pl_gram.y check_raise_parameters
fn check_raise(raise: &Raise) -> Result<()> {
    let Some(message) = &raise.message else {
        return Ok(());
    };
    let places = message.replace("%%", "").matches('%').count();
    match raise.parameters.len() {
        given if given < places => Err(errors::too_few_parameters()),
        given if given > places => Err(errors::too_many_parameters()),
        _ => Ok(()),
    }
}
