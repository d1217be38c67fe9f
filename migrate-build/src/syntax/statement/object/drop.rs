//! How is `DROP` lowered, whatever is dropped.

use super::lower::{lower_cast_sig, method, routine};
use super::{Drop, GlobalWord, ObjectRef, RelationPart, RelationWord, RoutineWord};
use crate::diag::{Result, each};
use crate::syntax::lower::{Lowering, find_child, has_token};
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::errors;
use crate::syntax::statement::function::lower_aggregate_ref;
use crate::syntax::statement::operator::lower_operator_ref;
use crate::syntax::statement::support::{ident, need, qualified, type_name};
use crate::syntax::statement::text_search::TextSearchKind;
use crate::syntax::tree::SyntaxKind;
use crate::syntax::tree::ast::{self, AstNode, Stmt};

/// Lowers `DROP` of anything that has a name.
pub(in crate::syntax::statement) fn lower_drop(cx: &Lowering<'_>, statement: &Stmt) -> Result<StatementKind> {
    let node = statement.syntax();
    let objects = match lower_relations(cx, statement)? {
        Some(objects) => objects,
        None => match lower_globals(cx, statement)? {
            Some(objects) => objects,
            None => match lower_schema_objects(cx, statement)? {
                Some(objects) => objects,
                None => vec![lower_single(cx, statement)?],
            },
        },
    };
    Ok(StatementKind::Drop(Drop {
        objects,
        if_exists: find_child(node, SyntaxKind::IF_EXISTS).is_some(),
        cascade: find_child(node, SyntaxKind::CASCADE).is_some(),
        concurrently: has_token(node, SyntaxKind::CONCURRENTLY_KW),
    }))
}

fn relations<'t, N: AstNode<'t>>(cx: &Lowering<'_>, word: RelationWord, names: impl Iterator<Item = N>) -> Result<Vec<ObjectRef>> {
    each(names, |name| Ok(ObjectRef::Relation(word, qualified(cx, Some(name))?)))
}

fn globals<'t, N: AstNode<'t>>(cx: &Lowering<'_>, word: GlobalWord, names: impl Iterator<Item = N>) -> Result<Vec<ObjectRef>> {
    each(names, |name| Ok(ObjectRef::Global(word, ident(cx, Some(name))?)))
}

fn routines<'t, N: AstNode<'t>>(cx: &Lowering<'_>, word: RoutineWord, names: impl Iterator<Item = N>) -> Result<Vec<ObjectRef>> {
    each(names, |name| routine(cx, word, Some(name)))
}

fn lower_relations(cx: &Lowering<'_>, statement: &Stmt) -> Result<Option<Vec<ObjectRef>>> {
    Ok(Some(match statement {
        Stmt::DropTable(node) => relations(cx, RelationWord::Table, node.table_name_refs())?,
        Stmt::DropView(node) => relations(cx, RelationWord::View, node.view_refs())?,
        Stmt::DropMaterializedView(node) => relations(cx, RelationWord::MaterializedView, node.view_refs())?,
        Stmt::DropIndex(node) => relations(cx, RelationWord::Index, node.index_refs())?,
        Stmt::DropSequence(node) => relations(cx, RelationWord::Sequence, node.sequence_refs())?,
        Stmt::DropForeignTable(node) => relations(cx, RelationWord::ForeignTable, node.table_name_refs())?,
        _ => return Ok(None),
    }))
}

fn lower_globals(cx: &Lowering<'_>, statement: &Stmt) -> Result<Option<Vec<ObjectRef>>> {
    Ok(Some(match statement {
        Stmt::DropSchema(node) => globals(cx, GlobalWord::Schema, node.schema_refs())?,
        Stmt::DropExtension(node) => globals(cx, GlobalWord::Extension, node.extension_refs())?,
        Stmt::DropLanguage(node) => globals(cx, GlobalWord::Language, node.language_ref().into_iter())?,
        Stmt::DropServer(node) => globals(cx, GlobalWord::Server, node.server_refs())?,
        Stmt::DropForeignDataWrapper(node) => globals(cx, GlobalWord::ForeignDataWrapper, node.foreign_data_wrapper_refs())?,
        Stmt::DropEventTrigger(node) => globals(cx, GlobalWord::EventTrigger, node.event_trigger_ref().into_iter())?,
        Stmt::DropPublication(node) => globals(cx, GlobalWord::Publication, node.publication_refs())?,
        Stmt::DropSubscription(node) => globals(cx, GlobalWord::Subscription, node.subscription_ref().into_iter())?,
        Stmt::DropAccessMethod(node) => globals(cx, GlobalWord::AccessMethod, node.access_method_ref().into_iter())?,
        _ => return Ok(None),
    }))
}

fn lower_schema_objects(cx: &Lowering<'_>, statement: &Stmt) -> Result<Option<Vec<ObjectRef>>> {
    let text_search = |kind, name| vec![ObjectRef::TextSearch(kind, name)];
    Ok(Some(match statement {
        Stmt::DropType(node) => each(node.type_name_refs(), |name| Ok(ObjectRef::Type(qualified(cx, Some(name))?)))?,
        Stmt::DropDomain(node) => each(node.domain_refs(), |name| Ok(ObjectRef::Domain(qualified(cx, Some(name))?)))?,
        Stmt::DropCollation(node) => each(node.collation_refs(), |name| Ok(ObjectRef::Collation(qualified(cx, Some(name))?)))?,
        Stmt::DropConversion(node) => vec![ObjectRef::Conversion(qualified(cx, node.conversion_ref())?)],
        Stmt::DropStatistics(node) => each(node.statistics_refs(), |name| Ok(ObjectRef::Statistics(qualified(cx, Some(name))?)))?,
        Stmt::DropFunction(node) => routines(cx, RoutineWord::Function, need(node.function_sig_list())?.function_sigs())?,
        Stmt::DropProcedure(node) => routines(cx, RoutineWord::Procedure, need(node.procedure_sig_list())?.procedure_sigs())?,
        Stmt::DropRoutine(node) => routines(cx, RoutineWord::Routine, need(node.routine_sig_list())?.routine_sigs())?,
        Stmt::DropAggregate(node) => each(node.aggregates(), |name| Ok(ObjectRef::Aggregate(lower_aggregate_ref(cx, &name)?)))?,
        Stmt::DropOperator(node) => {
            let list = need(node.op_sig_list())?;
            each(list.op_sigs(), |name| Ok(ObjectRef::Operator(lower_operator_ref(cx, &name)?)))?
        }
        Stmt::DropTextSearchConfig(node) => {
            text_search(TextSearchKind::Configuration, qualified(cx, node.text_search_configuration_ref())?)
        }
        Stmt::DropTextSearchDict(node) => text_search(TextSearchKind::Dictionary, qualified(cx, node.text_search_dictionary_ref())?),
        Stmt::DropTextSearchParser(node) => text_search(TextSearchKind::Parser, qualified(cx, node.text_search_parser_ref())?),
        Stmt::DropTextSearchTemplate(node) => text_search(TextSearchKind::Template, qualified(cx, node.text_search_template_ref())?),
        _ => return Ok(None),
    }))
}

fn lower_single(cx: &Lowering<'_>, statement: &Stmt) -> Result<ObjectRef> {
    let on = |node: Option<ast::OnRelation>| qualified(cx, node.and_then(|on| on.relation_name_ref()));
    Ok(match statement {
        Stmt::DropTrigger(node) => ObjectRef::Part(RelationPart::Trigger, ident(cx, node.trigger_ref())?, on(node.on_relation())?),
        Stmt::DropRule(node) => ObjectRef::Part(RelationPart::Rule, ident(cx, node.rule_ref())?, on(node.on_relation())?),
        Stmt::DropPolicy(node) => {
            let table = qualified(cx, node.on_table().and_then(|on| on.table_name_ref()))?;
            ObjectRef::Part(RelationPart::Policy, ident(cx, node.policy_ref())?, table)
        }
        Stmt::DropCast(node) => lower_cast_sig(cx, node.cast_sig())?,
        Stmt::DropTransform(node) => ObjectRef::Transform(type_name(cx, node.ty())?, ident(cx, node.language_ref())?),
        Stmt::DropOperatorClass(node) => ObjectRef::OperatorClass(qualified(cx, node.op_class_ref())?, method(cx, node.using_method())?),
        Stmt::DropOperatorFamily(node) => ObjectRef::OperatorFamily(qualified(cx, node.op_family_ref())?, method(cx, node.using_method())?),
        _ => return Err(errors::incomplete()),
    })
}
