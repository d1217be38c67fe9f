//! How are `SET` and `RESET` lowered, alone and as options of functions and roles.

use super::{Set, SetValue};
use crate::diag::{Result, each};
use crate::syntax::lower::{Lowering, has_token, own_tokens};
use crate::syntax::name::{Ident, lower_ident_token, lower_name_parts};
use crate::syntax::statement::role::{RoleName, lower_role};
use crate::syntax::statement::support::{ident, need, number, text_ident};
use crate::syntax::statement::{StatementKind, errors};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Gather, Name, Seek};

/// Lowers `SET`.
pub(in crate::syntax::statement) fn lower_set(cx: &Lowering<'_>, node: &ast::Set) -> Result<StatementKind> {
    let target = need(node.set_target())?;
    let span = cx.span_of(&target);
    let named = |name: &str, value| Set { local: false, name: Ident { name: Name::from(name), span }, value };
    let mut set = match &target {
        ast::SetTarget::SetConfig(node) => lower_set_config(cx, node.config_parameter_ref(), node.config_assignment())?,
        ast::SetTarget::SetSchemaValue(node) => named("search_path", SetValue::Values(vec![text_ident(cx, node.literal())?])),
        ast::SetTarget::SetTimeZone(node) => named("timezone", lower_time_zone(cx, node)?),
        ast::SetTarget::SetXmlOption(node) => {
            let option = need(node.xml_document_or_content())?;
            named("xmloption", SetValue::Values(vec![first_word(cx, option.syntax())?]))
        }
        ast::SetTarget::SetCatalog(node) => {
            let at = node.literal().map_or(span, |literal| cx.span_of(&literal));
            return Err(errors::not_supported("current database cannot be changed", at));
        }
    };
    set.local = matches!(node.set_scope(), Some(ast::SetScope::LocalScope(_)));
    Ok(StatementKind::Set(set))
}

/// `name TO values`.
pub(in crate::syntax::statement) fn lower_set_config(
    cx: &Lowering<'_>,
    name: Option<ast::ConfigParameterRef>,
    assignment: Option<ast::ConfigAssignment>,
) -> Result<Set> {
    let name = lower_setting(cx, name)?;
    let value = match need(assignment)? {
        ast::ConfigAssignment::FromCurrent(_) => SetValue::Current,
        ast::ConfigAssignment::ToConfigValue(node) if node.default_token().is_some() => SetValue::Default,
        ast::ConfigAssignment::ToConfigValue(node) => SetValue::Values(each(node.config_values(), |value| lower_value(cx, &value))?),
    };
    let value = match value {
        SetValue::Values(values) if values.is_empty() || is_default(&values) => SetValue::Default,
        other => other,
    };
    Ok(Set { local: false, name, value })
}

fn is_default(values: &[Ident]) -> bool {
    matches!(values, [only] if only.name == *"default" && only.span.end - only.span.start == 7)
}

/// The name of a setting with its dots.
fn lower_setting(cx: &Lowering<'_>, node: Option<ast::ConfigParameterRef>) -> Result<Ident> {
    let node = need(node)?;
    let parts = lower_name_parts(cx, node.syntax())?;
    let words: Vec<&str> = parts.iter().map(|part| part.name.as_str()).gather();
    Ok(Ident { name: Name::from(words.join(".")), span: cx.span_of(&node) })
}

fn lower_value(cx: &Lowering<'_>, node: &ast::ConfigValue) -> Result<Ident> {
    match node {
        ast::ConfigValue::ConfigValueName(node) => ident(cx, Some(*node)),
        ast::ConfigValue::PrefixExpr(node) => {
            let name = number(Some(ast::Expr::PrefixExpr(*node)))?;
            Ok(Ident { name, span: cx.span_of(node) })
        }
        ast::ConfigValue::Literal(node) => match need(node.token())?.kind() {
            SyntaxKind::INT_NUMBER | SyntaxKind::NUMERIC_NUMBER => {
                let name = number(Some(ast::Expr::Literal(*node)))?;
                Ok(Ident { name, span: cx.span_of(node) })
            }
            SyntaxKind::TRUE_KW
            | SyntaxKind::FALSE_KW
            | SyntaxKind::ON_KW
            | SyntaxKind::OFF_KW
            | SyntaxKind::DEFAULT_KW
            | SyntaxKind::NULL_KW => first_word(cx, node.syntax()),
            _ => text_ident(cx, Some(*node)),
        },
    }
}

fn first_word(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Ident> {
    Ok(lower_ident_token(cx, &need(own_tokens(node).next())?))
}

fn lower_time_zone(cx: &Lowering<'_>, node: &ast::SetTimeZone) -> Result<SetValue> {
    if node.default_token().is_some() || node.local_token().is_some() {
        return Ok(SetValue::Default);
    }
    if let Some(interval) = node.cast_expr() {
        let qualifier = interval.syntax().descendants().first_some(ast::IntervalQualifier::cast);
        let by_hours = |qualifier: &ast::IntervalQualifier| match qualifier {
            ast::IntervalQualifier::IntervalHour(node) => node.day_token().is_none(),
            ast::IntervalQualifier::IntervalMinute(node) => node.hour_token().is_some(),
            _ => false,
        };
        if let Some(qualifier) = qualifier.filter(|qualifier| !by_hours(qualifier)) {
            return Err(errors::time_zone_interval(cx.span_of(&qualifier)));
        }
        let value = interval.literal().map(|literal| text_ident(cx, Some(literal))).transpose()?;
        let span = cx.span_of(&interval);
        return Ok(SetValue::Values(vec![value.unwrap_or(Ident { name: Name::from(""), span })]));
    }
    Ok(SetValue::Values(vec![lower_value(cx, &need(node.config_value())?)?]))
}

/// Lowers `RESET`.
pub(in crate::syntax::statement) fn lower_reset(cx: &Lowering<'_>, node: &ast::Reset) -> Result<StatementKind> {
    let target = need(node.reset_target())?;
    let span = cx.span_of(&target);
    let named = |name: &str| Set { local: false, name: Ident { name: Name::from(name), span }, value: SetValue::Default };
    Ok(StatementKind::Set(match target {
        ast::ResetTarget::All(_) => Set { value: SetValue::ResetAll, ..named("all") },
        ast::ResetTarget::ConfigParameterRef(name) => Set { local: false, name: lower_setting(cx, Some(name))?, value: SetValue::Default },
        ast::ResetTarget::ResetTimeZone(_) => named("timezone"),
        ast::ResetTarget::ResetTransactionIsolation(_) => named("transaction_isolation"),
    }))
}

/// `RESET name` or `RESET ALL` as an option of a function, a role or a database.
pub(in crate::syntax::statement) fn lower_reset_config(
    cx: &Lowering<'_>,
    name: Option<ast::ConfigParameterRef>,
    node: &SyntaxNode,
) -> Result<Set> {
    if has_token(node, SyntaxKind::ALL_KW) {
        let name = Ident { name: Name::from("all"), span: cx.span(node) };
        return Ok(Set { local: false, name, value: SetValue::ResetAll });
    }
    Ok(Set { local: false, name: lower_setting(cx, name)?, value: SetValue::Default })
}

/// `RESET` of a setting that has words of its own.
pub(in crate::syntax::statement) fn lower_reset_named(cx: &Lowering<'_>, name: &str, node: &SyntaxNode) -> StatementKind {
    let name = Ident { name: Name::from(name), span: cx.span(node) };
    StatementKind::Set(Set { local: false, name, value: SetValue::Default })
}

/// Lowers `SET ROLE`.
pub(in crate::syntax::statement) fn lower_set_role(cx: &Lowering<'_>, node: &ast::SetRole) -> Result<StatementKind> {
    let target = need(node.set_role_target())?;
    let value = match target {
        ast::SetRoleTarget::Literal(node) => text_ident(cx, Some(node))?,
        ast::SetRoleTarget::SetRoleNone(node) => first_word(cx, node.syntax())?,
        ast::SetRoleTarget::RoleRef(node) => role_word(cx, node)?,
    };
    set_role_like(cx, "role", node.set_scope(), SetValue::Values(vec![value]), node.syntax())
}

/// Lowers `SET SESSION AUTHORIZATION`.
pub(in crate::syntax::statement) fn lower_set_session_authorization(
    cx: &Lowering<'_>,
    node: &ast::SetSessionAuth,
) -> Result<StatementKind> {
    let value = match need(node.set_session_auth_target())? {
        ast::SetSessionAuthTarget::Literal(node) => SetValue::Values(vec![text_ident(cx, Some(node))?]),
        ast::SetSessionAuthTarget::RoleRef(node) => SetValue::Values(vec![role_word(cx, node)?]),
        ast::SetSessionAuthTarget::SetSessionAuthDefault(_) => SetValue::Default,
    };
    set_role_like(cx, "session_authorization", node.set_scope(), value, node.syntax())
}

fn role_word(cx: &Lowering<'_>, node: ast::RoleRef) -> Result<Ident> {
    match lower_role(cx, Some(node))? {
        RoleName::Named(name) => Ok(name),
        RoleName::Public(span) => Ok(Ident { name: Name::from("public"), span }),
        RoleName::Current(_) | RoleName::Session(_) => Err(errors::incomplete()),
    }
}

fn set_role_like(cx: &Lowering<'_>, name: &str, scope: Option<ast::SetScope>, value: SetValue, node: &SyntaxNode) -> Result<StatementKind> {
    let local = matches!(scope, Some(ast::SetScope::LocalScope(_)));
    Ok(StatementKind::Set(Set { local, name: Ident { name: Name::from(name), span: cx.span(node) }, value }))
}
