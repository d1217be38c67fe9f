//! How do operators come to be and change.

use super::cx::Cx;
use super::definition::{operator_of, qualified_name_of, type_of};
use super::lookup::{creation_schema, lookup_schema};
use super::object::{Missing, lookup_object};
use super::simple::lookup_function;
use super::typed::without_place;
use crate::analyze::type_name::analyze_type_name;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{OperatorId, SchemaId, TypeId};
use crate::catalog::object::Operator;
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::name::{Ident, OperatorName, QualifiedName};
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::object::ObjectRef;
use crate::syntax::statement::operator::{AlterOperator, CreateOperator};
use crate::text::{Gather, Name, Seek};

/// Makes an operator.
// pg: operatorcmds.c DefineOperator
pub(super) fn fold_create_operator(cx: &mut Cx<'_>, it: &CreateOperator) -> Result<()> {
    let schema = creation_schema(cx, &qualified(&it.name))?;
    let option = |wanted: &str| it.options.iter().first_where(|option| option.name.name.eq_ignore_ascii_case(wanted));
    let argument = |name: &str| -> Result<Option<TypeId>> {
        match option(name) {
            Some(item) => Ok(Some(analyze_type_name(&cx.catalog, &type_of(item)?).map_err(without_place)?.0)),
            None => Ok(None),
        }
    };
    let (left, right) = (argument("leftarg")?, argument("rightarg")?);
    let function = option("function").or_else(|| option("procedure")).ok_or_else(|| invalid("operator function must be specified"))?;
    let Some(right) = right else {
        let detail = if left.is_some() { "postfix operators are not supported" } else { "one of the argument types must be given" };
        let message =
            if left.is_some() { "operator right argument type must be specified" } else { "operator argument types must be specified" };
        return Err(invalid(message).note(detail));
    };
    let types: Vec<TypeId> = left.into_iter().chain([right]).gather();
    let function = lookup_function(cx, &qualified_name_of(function)?, &types)?;
    let shell = find_operator(cx, schema, &it.name.symbol, left, right);
    if let Some(found) = shell.and_then(|id| cx.catalog.operator(id))
        && found.function.is_some()
    {
        return Err(Diagnostic::error(SqlState::DUPLICATE_FUNCTION, format!("operator {} already exists", it.name.symbol))
            .about(SubjectKind::Operator, &it.name.symbol));
    }
    let result = cx.catalog.function(function).map(|function| function.returns);
    let id = shell.unwrap_or_else(|| OperatorId(cx.catalog.next_id()));
    if shell.is_some() {
        cx.catalog.remove_operator(id);
    }
    cx.catalog.add_operator(Operator {
        id,
        schema,
        name: it.name.symbol.clone(),
        left,
        right,
        result,
        function: Some(function),
        commutator: None,
        negator: None,
        hashes: option("hashes").is_some(),
        merges: option("merges").is_some(),
    });
    let commutator =
        option("commutator").map(|item| partner(cx, schema, item, (Some(right), left.unwrap_or(right)), (id, &it.name))).transpose()?;
    let negator = option("negator").map(|item| partner(cx, schema, item, (left, right), (id, &it.name))).transpose()?;
    cx.catalog.edit_operator(id, |operator| {
        operator.commutator = commutator;
        operator.negator = negator;
    });
    if let Some(commutator) = commutator {
        cx.catalog.edit_operator(commutator, |operator| operator.commutator = Some(id));
    }
    if let Some(negator) = negator {
        cx.catalog.edit_operator(negator, |operator| operator.negator = Some(id));
    }
    cx.record_schema(Address::Operator(id), schema);
    cx.record_all(Address::Operator(id), types.into_iter().chain(result).map(Address::Type), DependencyKind::Normal);
    cx.record(Address::Operator(id), Address::Function(function), DependencyKind::Normal);
    cx.effects.created.push(Address::Operator(id));
    Ok(())
}

/// Changes properties of an operator.
pub(super) fn fold_alter_operator(cx: &mut Cx<'_>, it: &AlterOperator) -> Result<()> {
    let Some(Address::Operator(id)) = lookup_object(cx, &ObjectRef::Operator(it.operator.clone()), Missing::Refuse)? else {
        return Ok(());
    };
    let has = |wanted: &str| it.options.iter().exists(|option| option.name.name.eq_ignore_ascii_case(wanted));
    let (hashes, merges) = (has("hashes"), has("merges"));
    cx.catalog.edit_operator(id, |operator| {
        operator.hashes |= hashes;
        operator.merges |= merges;
    });
    Ok(())
}

fn invalid(message: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_FUNCTION_DEFINITION, message)
}

fn qualified(name: &OperatorName) -> QualifiedName {
    let bare = Ident { name: name.symbol.clone(), span: name.span };
    QualifiedName { catalog: None, schema: name.schema.clone(), name: bare, span: name.span }
}

fn find_operator(cx: &Cx<'_>, schema: SchemaId, symbol: &Name, left: Option<TypeId>, right: TypeId) -> Option<OperatorId> {
    let same = |id: &OperatorId| cx.catalog.operator(*id).is_some_and(|it| it.left == left && it.right == right);
    cx.catalog.operators_in(schema, symbol).into_iter().find(same)
}

/// The commutator or negator: itself, one that is there, or a shell that waits to be defined.
// pg: pg_operator.c get_other_operator
fn partner(
    cx: &mut Cx<'_>,
    schema: SchemaId,
    item: &DefinitionItem,
    (left, right): (Option<TypeId>, TypeId),
    (own, own_name): (OperatorId, &OperatorName),
) -> Result<OperatorId> {
    let name = operator_of(item)?;
    let schema = name.schema.as_ref().map_or(Ok(schema), |schema| lookup_schema(cx, &schema.name))?;
    let itself = cx.catalog.operator(own).is_some_and(|it| it.left == left && it.right == right);
    if name.symbol == own_name.symbol && itself {
        return Ok(own);
    }
    let seen = cx.catalog.lookup_operators(&name.symbol);
    let same = |id: &OperatorId| cx.catalog.operator(*id).is_some_and(|it| it.left == left && it.right == right);
    if let Some(found) = seen.into_iter().find(same) {
        return Ok(found);
    }
    let id = OperatorId(cx.catalog.next_id());
    cx.catalog.add_operator(Operator {
        id,
        schema,
        name: name.symbol,
        left,
        right,
        result: None,
        function: None,
        commutator: None,
        negator: None,
        hashes: false,
        merges: false,
    });
    Ok(id)
}
