//! Triggers and event triggers, as they are written.

use super::alter_table::FiringMode;
use super::object::{GlobalWord, ObjectRef, lower_common_action};
use super::support::{expr, ident, idents, need, optional_qualified, qualified, text, token_after, unexpected};
use super::table::attributes::{TRIGGER, lower_table_attributes};
use super::type_::Text;
use super::{StatementKind, errors};
use crate::diag::{Result, each};
use crate::syntax::expr::{Expr, ExprKind, lower_expr};
use crate::syntax::lower::{Lowering, first_token};
use crate::syntax::name::{Ident, QualifiedName, qualified_name};
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::{Seek, Span};

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TriggerTiming {
    /// `BEFORE`
    Before,
    /// `AFTER`
    After,
    /// `INSTEAD OF`
    InsteadOf,
}

/// What sets a trigger off.
#[derive(Clone, Debug, PartialEq)]
pub enum TriggerEvent {
    /// `INSERT`
    Insert,
    /// `UPDATE [OF columns]`
    Update(Vec<Ident>),
    /// `DELETE`
    Delete,
    /// `TRUNCATE`
    Truncate,
}

/// `REFERENCING NEW TABLE AS name`.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionTable {
    /// `NEW` rather than `OLD`.
    pub new: bool,
    /// `TABLE` rather than `ROW`.
    pub table: bool,
    /// Its name.
    pub name: Ident,
}

/// `CREATE TRIGGER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTrigger {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `CONSTRAINT`.
    pub constraint: bool,
    /// Its name.
    pub name: Ident,
    /// When it fires.
    pub timing: TriggerTiming,
    /// What sets it off.
    pub events: Vec<TriggerEvent>,
    /// `ON`.
    pub relation: QualifiedName,
    /// `FROM`, of a constraint trigger.
    pub from: Option<QualifiedName>,
    /// `DEFERRABLE` and its kin.
    pub attributes: super::table::ConstraintAttributes,
    /// `REFERENCING`.
    pub transitions: Vec<TransitionTable>,
    /// `FOR EACH ROW`.
    pub for_each_row: bool,
    /// `WHEN`.
    pub condition: Option<Expr>,
    /// The function.
    pub function: QualifiedName,
    /// Its arguments, as text.
    pub arguments: Vec<Text>,
}

/// `CREATE EVENT TRIGGER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateEventTrigger {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub event: Ident,
    /// `WHEN variable IN (...)`.
    pub filters: Vec<(Ident, Vec<Text>)>,
    /// The function.
    pub function: QualifiedName,
    /// Where it stands.
    pub span: Span,
}

/// `ALTER EVENT TRIGGER ... ENABLE | DISABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterEventTrigger {
    /// Its name.
    pub name: Ident,
    /// When it fires.
    pub mode: FiringMode,
}

/// Lowers `CREATE TRIGGER`.
pub(super) fn lower_create_trigger(cx: &Lowering<'_>, node: &ast::CreateTrigger) -> Result<StatementKind> {
    let constraint = node.constraint_token().is_some();
    let or_replace = node.or_replace().is_some();
    let timing = need(node.timing())?;
    let for_each_row = matches!(node.trigger_level(), Some(ast::TriggerLevel::ForEachRow(_)));
    if constraint {
        check_constraint_trigger(cx, node, &timing, for_each_row)?;
    }
    let (function, arguments) = lower_execute(cx, node.call_expr())?;
    let transitions = node.referencing().into_iter().flat_map(|referencing| referencing.referencing_tables());
    Ok(StatementKind::CreateTrigger(Box::new(CreateTrigger {
        or_replace,
        constraint,
        name: ident(cx, node.trigger())?,
        timing: match timing {
            ast::Timing::TimingBefore(_) => TriggerTiming::Before,
            ast::Timing::TimingAfter(_) => TriggerTiming::After,
            ast::Timing::TimingInsteadOf(_) => TriggerTiming::InsteadOf,
        },
        events: lower_events(cx, node.trigger_event_list())?,
        relation: qualified(cx, node.on_relation().and_then(|on| on.relation_name_ref()))?,
        from: optional_qualified(cx, node.from_table().and_then(|from| from.table_name_ref()))?,
        attributes: lower_table_attributes(cx, TRIGGER, node.constraint_options())?,
        transitions: each(transitions, |table| lower_transition(cx, &table))?,
        for_each_row,
        condition: node.when_condition().map(|when| expr(cx, when.expr())).transpose()?,
        function,
        arguments,
    })))
}

/// The grammar has constraint triggers only `AFTER` an event and `FOR EACH ROW`.
fn check_constraint_trigger(cx: &Lowering<'_>, node: &ast::CreateTrigger, timing: &ast::Timing, for_each_row: bool) -> Result<()> {
    if !matches!(timing, ast::Timing::TimingAfter(_)) {
        return Err(unexpected(cx, timing.syntax()));
    }
    if !for_each_row {
        return Err(unexpected(cx, node.syntax()));
    }
    if node.or_replace().is_some() {
        let start = cx.first_token_span(node.syntax());
        return Err(errors::not_supported("CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", start));
    }
    Ok(())
}

fn lower_events(cx: &Lowering<'_>, list: Option<ast::TriggerEventList>) -> Result<Vec<TriggerEvent>> {
    let mut events: Vec<TriggerEvent> = Vec::new();
    for node in need(list)?.trigger_events() {
        let event = match &node {
            ast::TriggerEvent::TriggerEventInsert(_) => TriggerEvent::Insert,
            ast::TriggerEvent::TriggerEventDelete(_) => TriggerEvent::Delete,
            ast::TriggerEvent::TriggerEventTruncate(_) => TriggerEvent::Truncate,
            ast::TriggerEvent::TriggerEventUpdate(update) => TriggerEvent::Update(idents(cx, update.column_name_refs())?),
        };
        let same = |earlier: &TriggerEvent| std::mem::discriminant(earlier) == std::mem::discriminant(&event);
        if events.iter().exists(same) {
            let looks_ahead = matches!(event, TriggerEvent::Update(_));
            let token = if looks_ahead { token_after(node.syntax()) } else { first_token(node.syntax()) };
            let token = need(token)?;
            return Err(errors::duplicate_trigger_events(token.text(), cx.token_span(&token)));
        }
        events.push(event);
    }
    Ok(events)
}

fn lower_transition(cx: &Lowering<'_>, node: &ast::ReferencingTable) -> Result<TransitionTable> {
    let (new, name) = match node {
        ast::ReferencingTable::NewTable(node) => (true, node.transition_relation_name()),
        ast::ReferencingTable::OldTable(node) => (false, node.transition_relation_name()),
    };
    Ok(TransitionTable { new, table: true, name: ident(cx, name)? })
}

/// The function of a trigger and its arguments, which are numbers, strings or words and are kept as text.
fn lower_execute(cx: &Lowering<'_>, node: Option<ast::CallExpr>) -> Result<(QualifiedName, Vec<Text>)> {
    let node = need(node)?;
    let callee = lower_expr(cx, need(node.expr())?.syntax())?;
    let ExprKind::Column(column) = callee.kind else {
        return Err(unexpected(cx, node.syntax()));
    };
    let arguments = node.arg_list().into_iter().flat_map(|list| list.args());
    Ok((qualified_name(column.parts)?, each(arguments, |argument| lower_argument(cx, &argument))?))
}

fn lower_argument(cx: &Lowering<'_>, node: &ast::Arg) -> Result<Text> {
    match need(node.expr())? {
        ast::Expr::Literal(literal) => text(cx, Some(literal)),
        ast::Expr::NameRef(name) => {
            let word = ident(cx, Some(name))?;
            Ok(Text { value: word.name, span: word.span })
        }
        other => Err(unexpected(cx, other.syntax())),
    }
}

/// Lowers `CREATE EVENT TRIGGER`.
pub(super) fn lower_create_event_trigger(cx: &Lowering<'_>, node: &ast::CreateEventTrigger) -> Result<StatementKind> {
    let clause = node.event_trigger_when_clause();
    let first = clause.as_ref().and_then(ast::EventTriggerWhenClause::event_trigger_when);
    let others = clause.iter().flat_map(|clause| clause.event_trigger_when_ands()).filter_map(|and| and.event_trigger_when());
    let filter = |node: ast::EventTriggerWhen| {
        let values = each(node.literals(), |literal| text(cx, Some(literal)))?;
        Ok((ident(cx, node.var())?, values))
    };
    let (function, _) = lower_execute(cx, node.call_expr())?;
    Ok(StatementKind::CreateEventTrigger(CreateEventTrigger {
        name: ident(cx, node.event_trigger())?,
        event: ident(cx, node.event())?,
        filters: each(first.into_iter().chain(others), filter)?,
        function,
        span: cx.span_of(node),
    }))
}

/// Lowers `ALTER EVENT TRIGGER`.
pub(super) fn lower_alter_event_trigger(cx: &Lowering<'_>, node: &ast::AlterEventTrigger) -> Result<StatementKind> {
    let name = ident(cx, node.event_trigger_ref())?;
    let mode = match need(node.action())? {
        ast::AlterEventTriggerAction::Disable(_) => FiringMode::Disabled,
        ast::AlterEventTriggerAction::Enable(_) => FiringMode::Origin,
        ast::AlterEventTriggerAction::EnableAlways(_) => FiringMode::Always,
        ast::AlterEventTriggerAction::EnableReplica(_) => FiringMode::Replica,
        other => {
            let object = ObjectRef::Global(GlobalWord::EventTrigger, name);
            return need(lower_common_action(cx, object, other.syntax())?);
        }
    };
    Ok(StatementKind::AlterEventTrigger(AlterEventTrigger { name, mode }))
}
