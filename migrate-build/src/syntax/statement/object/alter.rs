//! How are `RENAME`, `SET SCHEMA`, `OWNER TO`, `DEPENDS ON EXTENSION`, `COMMENT` and `SECURITY LABEL` lowered.

use super::lower::{lower_object, method, routine};
use super::{Comment, DependsOnExtension, GlobalWord, ObjectRef, RelationPart, Rename, RoutineWord, SecurityLabel, SetOwner, SetSchema};
use crate::diag::Result;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::errors;
use crate::syntax::statement::function::lower_aggregate_ref;
use crate::syntax::statement::operator::lower_operator_ref;
use crate::syntax::statement::role::{lower_role, lower_role_ident};
use crate::syntax::statement::support::{ident, need, qualified, text, text_ident, unexpected};
use crate::syntax::statement::text_search::TextSearchKind;
use crate::syntax::tree::ast::{self, AstNode, Stmt};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};

/// Lowers an `ALTER` whose only actions are those that all objects share.
pub(in crate::syntax::statement) fn lower_alter_object<'t>(
    cx: &Lowering<'_>,
    statement: &Stmt,
    action: Option<impl AstNode<'t>>,
) -> Result<StatementKind> {
    let action = need(action)?;
    let lowered = lower_common_action(cx, statement_object(cx, statement)?, action.syntax())?;
    lowered.ok_or_else(|| unexpected(cx, action.syntax()))
}

/// An action that all objects share; none where it is another.
pub(in crate::syntax::statement) fn lower_common_action(
    cx: &Lowering<'_>,
    object: ObjectRef,
    action: &SyntaxNode,
) -> Result<Option<StatementKind>> {
    if let Some(node) = ast::OwnerTo::cast(*action) {
        let owner = lower_role(cx, node.role_ref())?;
        return Ok(Some(StatementKind::SetOwner(SetOwner { object, if_exists: false, owner })));
    }
    if let Some(node) = ast::SetSchema::cast(*action) {
        let schema = ident(cx, node.schema_ref())?;
        return Ok(Some(StatementKind::SetSchema(SetSchema { object, if_exists: false, schema })));
    }
    if let Some(node) = ast::DependsOnExtension::cast(*action) {
        return lower_depends_on(cx, object, &node).map(Some);
    }
    if let Some(node) = ast::NoDependsOnExtension::cast(*action) {
        return lower_no_depends_on(cx, object, &node).map(Some);
    }
    if own_tokens(action).next().is_none_or(|token| token.kind() != SyntaxKind::RENAME_KW) {
        return Ok(None);
    }
    let to = match ast::RoleRenameTo::cast(*action) {
        Some(node) => ident(cx, node.role())?,
        None => ident(cx, action.children().next().and_then(ast::Any::cast))?,
    };
    Ok(Some(StatementKind::Rename(Rename { object, if_exists: false, to, cascade: false })))
}

/// `DEPENDS ON EXTENSION`.
pub(in crate::syntax::statement) fn lower_depends_on(
    cx: &Lowering<'_>,
    object: ObjectRef,
    node: &ast::DependsOnExtension,
) -> Result<StatementKind> {
    let extension = ident(cx, node.extension_ref())?;
    Ok(StatementKind::DependsOnExtension(DependsOnExtension { object, extension, remove: false }))
}

/// `NO DEPENDS ON EXTENSION`.
pub(in crate::syntax::statement) fn lower_no_depends_on(
    cx: &Lowering<'_>,
    object: ObjectRef,
    node: &ast::NoDependsOnExtension,
) -> Result<StatementKind> {
    let extension = ident(cx, node.extension_ref())?;
    Ok(StatementKind::DependsOnExtension(DependsOnExtension { object, extension, remove: true }))
}

/// The object that an `ALTER` statement names.
pub(in crate::syntax::statement) fn statement_object(cx: &Lowering<'_>, statement: &Stmt) -> Result<ObjectRef> {
    if let Some(object) = global_object(cx, statement)? {
        return Ok(object);
    }
    let part = |word, name, on: Option<ast::OnRelation>| -> Result<ObjectRef> {
        Ok(ObjectRef::Part(word, name, qualified(cx, on.and_then(|on| on.relation_name_ref()))?))
    };
    Ok(match statement {
        Stmt::AlterAggregate(node) => ObjectRef::Aggregate(lower_aggregate_ref(cx, &need(node.aggregate())?)?),
        Stmt::AlterCollation(node) => ObjectRef::Collation(qualified(cx, node.collation_ref())?),
        Stmt::AlterConversion(node) => ObjectRef::Conversion(qualified(cx, node.conversion_ref())?),
        Stmt::AlterDomain(node) => ObjectRef::Domain(qualified(cx, node.domain_ref())?),
        Stmt::AlterFunction(node) => routine(cx, RoutineWord::Function, node.function_sig())?,
        Stmt::AlterProcedure(node) => routine(cx, RoutineWord::Procedure, node.procedure_sig())?,
        Stmt::AlterRoutine(node) => routine(cx, RoutineWord::Routine, node.routine_sig())?,
        Stmt::AlterOperator(node) => ObjectRef::Operator(lower_operator_ref(cx, &need(node.op_sig())?)?),
        Stmt::AlterOperatorClass(node) => ObjectRef::OperatorClass(qualified(cx, node.op_class_ref())?, method(cx, node.using_method())?),
        Stmt::AlterOperatorFamily(node) => {
            ObjectRef::OperatorFamily(qualified(cx, node.op_family_ref())?, method(cx, node.using_method())?)
        }
        Stmt::AlterPolicy(node) => {
            let table = qualified(cx, node.on_table().and_then(|on| on.table_name_ref()))?;
            ObjectRef::Part(RelationPart::Policy, ident(cx, node.policy_ref())?, table)
        }
        Stmt::AlterRule(node) => part(RelationPart::Rule, ident(cx, node.rule_ref())?, node.on_relation())?,
        Stmt::AlterTrigger(node) => part(RelationPart::Trigger, ident(cx, node.trigger_ref())?, node.on_relation())?,
        Stmt::AlterStatistics(node) => ObjectRef::Statistics(qualified(cx, node.statistics_ref())?),
        Stmt::AlterTextSearchConfiguration(node) => {
            ObjectRef::TextSearch(TextSearchKind::Configuration, qualified(cx, node.text_search_configuration_ref())?)
        }
        Stmt::AlterTextSearchDictionary(node) => {
            ObjectRef::TextSearch(TextSearchKind::Dictionary, qualified(cx, node.text_search_dictionary_ref())?)
        }
        Stmt::AlterTextSearchParser(node) => ObjectRef::TextSearch(TextSearchKind::Parser, qualified(cx, node.text_search_parser_ref())?),
        Stmt::AlterTextSearchTemplate(node) => {
            ObjectRef::TextSearch(TextSearchKind::Template, qualified(cx, node.text_search_template_ref())?)
        }
        Stmt::AlterType(node) => ObjectRef::Type(qualified(cx, node.type_name_ref())?),
        _ => return Err(errors::incomplete()),
    })
}

fn global_object(cx: &Lowering<'_>, statement: &Stmt) -> Result<Option<ObjectRef>> {
    let (word, name) = match statement {
        Stmt::AlterEventTrigger(node) => (GlobalWord::EventTrigger, ident(cx, node.event_trigger_ref())?),
        Stmt::AlterExtension(node) => (GlobalWord::Extension, ident(cx, node.extension_ref())?),
        Stmt::AlterForeignDataWrapper(node) => (GlobalWord::ForeignDataWrapper, ident(cx, node.foreign_data_wrapper_ref())?),
        Stmt::AlterLanguage(node) => (GlobalWord::Language, ident(cx, node.language_ref())?),
        Stmt::AlterPublication(node) => (GlobalWord::Publication, ident(cx, node.publication_ref())?),
        Stmt::AlterSubscription(node) => (GlobalWord::Subscription, ident(cx, node.subscription_ref())?),
        Stmt::AlterSchema(node) => (GlobalWord::Schema, ident(cx, node.schema_ref())?),
        Stmt::AlterServer(node) => (GlobalWord::Server, ident(cx, node.server_ref())?),
        Stmt::AlterRole(node) => (GlobalWord::Role, lower_role_ident(cx, node.role_ref())?),
        Stmt::AlterUser(node) => (GlobalWord::Role, lower_role_ident(cx, node.role_ref())?),
        Stmt::AlterGroup(node) => (GlobalWord::Role, lower_role_ident(cx, node.role_ref())?),
        _ => return Ok(None),
    };
    Ok(Some(ObjectRef::Global(word, name)))
}

/// Lowers `COMMENT ON`.
pub(in crate::syntax::statement) fn lower_comment(cx: &Lowering<'_>, node: &ast::CommentOn) -> Result<StatementKind> {
    let object = lower_object(cx, need(node.comment_object())?.syntax())?;
    let text = node.literal().map(|literal| text(cx, Some(literal))).transpose()?;
    Ok(StatementKind::Comment(Comment { object, text }))
}

/// Lowers `SECURITY LABEL`.
pub(in crate::syntax::statement) fn lower_security_label(cx: &Lowering<'_>, node: &ast::SecurityLabel) -> Result<StatementKind> {
    let object = lower_object(cx, need(node.security_label_object())?.syntax())?;
    let provider = match node.for_provider() {
        None => None,
        Some(provider) => Some(match provider.literal() {
            Some(literal) => text_ident(cx, Some(literal))?,
            None => ident(cx, provider.security_label_provider())?,
        }),
    };
    Ok(StatementKind::SecurityLabel(SecurityLabel { provider, object }))
}
