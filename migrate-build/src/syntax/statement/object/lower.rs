//! How are objects lowered that `COMMENT`, `SECURITY LABEL` and `ALTER EXTENSION` name by word and name.

use super::{GlobalWord, ObjectRef, RelationPart, RelationWord, RoutineWord};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::statement::errors;
use crate::syntax::statement::function::{lower_aggregate_ref, lower_function_ref};
use crate::syntax::statement::operator::lower_operator_types;
use crate::syntax::statement::role::lower_role_ident;
use crate::syntax::statement::support::{ident, need, qualified, split_column, type_name, unexpected};
use crate::syntax::statement::text_search::TextSearchKind;
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode, CommentObject as Node};

/// An object by word and name.
pub(in crate::syntax::statement) fn lower_object(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<ObjectRef> {
    let node = need(Node::cast(*node))?;
    if let Some(object) = lower_relation(cx, &node)? {
        return Ok(object);
    }
    if let Some(object) = lower_global(cx, &node)? {
        return Ok(object);
    }
    if let Some(object) = lower_schema_object(cx, &node)? {
        return Ok(object);
    }
    lower_part(cx, &node)
}

fn lower_relation(cx: &Lowering<'_>, node: &Node) -> Result<Option<ObjectRef>> {
    let (word, name) = match node {
        Node::ObjectTable(node) => (RelationWord::Table, qualified(cx, node.table_name_ref())?),
        Node::ObjectView(node) => (RelationWord::View, qualified(cx, node.view_ref())?),
        Node::ObjectMaterializedView(node) => (RelationWord::MaterializedView, qualified(cx, node.view_ref())?),
        Node::ObjectIndex(node) => (RelationWord::Index, qualified(cx, node.index_ref())?),
        Node::ObjectSequence(node) => (RelationWord::Sequence, qualified(cx, node.sequence_ref())?),
        Node::ObjectForeignTable(node) => (RelationWord::ForeignTable, qualified(cx, node.table_name_ref())?),
        _ => return Ok(None),
    };
    Ok(Some(ObjectRef::Relation(word, name)))
}

fn lower_global(cx: &Lowering<'_>, node: &Node) -> Result<Option<ObjectRef>> {
    let (word, name) = match node {
        Node::ObjectSchema(node) => (GlobalWord::Schema, ident(cx, node.schema_ref())?),
        Node::ObjectExtension(node) => (GlobalWord::Extension, ident(cx, node.extension_ref())?),
        Node::ObjectLanguage(node) => (GlobalWord::Language, ident(cx, node.language_ref())?),
        Node::ObjectServer(node) => (GlobalWord::Server, ident(cx, node.server_ref())?),
        Node::ObjectForeignDataWrapper(node) => (GlobalWord::ForeignDataWrapper, ident(cx, node.foreign_data_wrapper_ref())?),
        Node::ObjectEventTrigger(node) => (GlobalWord::EventTrigger, ident(cx, node.event_trigger_ref())?),
        Node::ObjectPublication(node) => (GlobalWord::Publication, ident(cx, node.publication_ref())?),
        Node::ObjectSubscription(node) => (GlobalWord::Subscription, ident(cx, node.subscription_ref())?),
        Node::ObjectAccessMethod(node) => (GlobalWord::AccessMethod, ident(cx, node.access_method_ref())?),
        Node::ObjectRole(node) => (GlobalWord::Role, lower_role_ident(cx, node.role_ref())?),
        Node::ObjectDatabase(node) => (GlobalWord::Database, ident(cx, node.database_ref())?),
        Node::ObjectTablespace(node) => (GlobalWord::Tablespace, ident(cx, node.tablespace_ref())?),
        _ => return Ok(None),
    };
    Ok(Some(ObjectRef::Global(word, name)))
}

fn lower_schema_object(cx: &Lowering<'_>, node: &Node) -> Result<Option<ObjectRef>> {
    Ok(Some(match node {
        Node::ObjectType(node) => ObjectRef::Type(qualified(cx, node.type_name_ref())?),
        Node::ObjectDomain(node) => ObjectRef::Domain(qualified(cx, node.domain_ref())?),
        Node::ObjectCollation(node) => ObjectRef::Collation(qualified(cx, node.collation_ref())?),
        Node::ObjectConversion(node) => ObjectRef::Conversion(qualified(cx, node.conversion_ref())?),
        Node::ObjectStatistics(node) => ObjectRef::Statistics(qualified(cx, node.statistics_ref())?),
        Node::ObjectTextSearchConfig(node) => {
            ObjectRef::TextSearch(TextSearchKind::Configuration, qualified(cx, node.text_search_configuration_ref())?)
        }
        Node::ObjectTextSearchDict(node) => {
            ObjectRef::TextSearch(TextSearchKind::Dictionary, qualified(cx, node.text_search_dictionary_ref())?)
        }
        Node::ObjectTextSearchParser(node) => ObjectRef::TextSearch(TextSearchKind::Parser, qualified(cx, node.text_search_parser_ref())?),
        Node::ObjectTextSearchTemplate(node) => {
            ObjectRef::TextSearch(TextSearchKind::Template, qualified(cx, node.text_search_template_ref())?)
        }
        Node::ObjectAggregate(node) => ObjectRef::Aggregate(lower_aggregate_ref(cx, &need(node.aggregate())?)?),
        Node::ObjectFunction(node) => routine(cx, RoutineWord::Function, node.function_sig())?,
        Node::ObjectProcedure(node) => routine(cx, RoutineWord::Procedure, node.procedure_sig())?,
        Node::ObjectRoutine(node) => routine(cx, RoutineWord::Routine, node.routine_sig())?,
        Node::ObjectOperatorClass(node) => ObjectRef::OperatorClass(qualified(cx, node.op_class_ref())?, method(cx, node.using_method())?),
        Node::ObjectOperatorFamily(node) => {
            ObjectRef::OperatorFamily(qualified(cx, node.op_family_ref())?, method(cx, node.using_method())?)
        }
        _ => return Ok(None),
    }))
}

fn lower_part(cx: &Lowering<'_>, node: &Node) -> Result<ObjectRef> {
    Ok(match node {
        Node::ObjectColumn(node) => match split_column(cx, node.name())? {
            (Some(table), column) => ObjectRef::Column(RelationWord::Table, table, column),
            (None, column) => return Err(errors::column_must_be_qualified(&column.name)),
        },
        Node::ObjectConstraint(node) => {
            let name = ident(cx, node.constraint_name_ref())?;
            match node.domain_ref() {
                Some(domain) => ObjectRef::DomainConstraint(name, qualified(cx, Some(domain))?),
                None => ObjectRef::Part(RelationPart::Constraint, name, qualified(cx, node.table_name_ref())?),
            }
        }
        Node::ObjectPolicy(node) => {
            ObjectRef::Part(RelationPart::Policy, ident(cx, node.policy_ref())?, qualified(cx, node.table_name_ref())?)
        }
        Node::ObjectRule(node) => {
            ObjectRef::Part(RelationPart::Rule, ident(cx, node.rule_ref())?, qualified(cx, node.relation_name_ref())?)
        }
        Node::ObjectTrigger(node) => {
            ObjectRef::Part(RelationPart::Trigger, ident(cx, node.trigger_ref())?, qualified(cx, node.relation_name_ref())?)
        }
        Node::ObjectCast(node) => lower_cast_sig(cx, node.cast_sig())?,
        Node::ObjectTransform(node) => ObjectRef::Transform(type_name(cx, node.ty())?, ident(cx, node.language_ref())?),
        Node::ObjectOperator(node) => ObjectRef::Operator(lower_operator_types(cx, node.syntax(), node.op())?),
        Node::ObjectLargeObject(node) => ObjectRef::LargeObject(cx.span_of(&need(node.literal())?)),
        other => return Err(unexpected(cx, other.syntax())),
    })
}

/// `(a AS b)` of a cast.
pub(super) fn lower_cast_sig(cx: &Lowering<'_>, node: Option<ast::CastSig>) -> Result<ObjectRef> {
    let node = need(node)?;
    Ok(ObjectRef::Cast(type_name(cx, node.lhs())?, type_name(cx, node.rhs())?, cx.span_of(&node)))
}

/// A routine by its signature.
pub(super) fn routine<'t>(cx: &Lowering<'_>, word: RoutineWord, node: Option<impl AstNode<'t>>) -> Result<ObjectRef> {
    Ok(ObjectRef::Routine(word, lower_function_ref(cx, need(node)?.syntax())?))
}

/// `USING method`.
pub(super) fn method(cx: &Lowering<'_>, node: Option<ast::UsingMethod>) -> Result<crate::syntax::name::Ident> {
    ident(cx, node.and_then(|node| node.access_method_ref()))
}
