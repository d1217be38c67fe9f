//! How do operator classes, their families and access methods come to be.

use super::cx::Cx;
use super::lookup::{creation_schema, explicit_schema};
use super::object::{Missing, lookup_object, lookup_routine};
use super::simple::{add_simple, lookup_function, refuse_taken};
use super::typed::without_place;
use crate::analyze::type_name::{analyze_type_name, name_text, type_name_text};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{OperatorClassId, OperatorFamilyId, SchemaId, TypeId};
use crate::catalog::object::{ClassOperator, OperatorClass, OperatorFamily, SimpleKind};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::object::{ObjectRef, RoutineWord};
use crate::syntax::statement::operator::{
    AlterOperatorFamily, ClassMember, CreateAccessMethod, CreateOperatorClass, CreateOperatorFamily, OperatorRef,
};
use crate::text::{Collection, Gather, Name, Seek};

/// Makes an operator class, and a family of its name where none is named.
// pg: opclasscmds.c DefineOpClass
pub(super) fn fold_create_operator_class(cx: &mut Cx<'_>, it: &CreateOperatorClass) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    check_method(cx, &it.method)?;
    let (input, _) = analyze_type_name(&cx.catalog, &it.type_name).map_err(without_place)?;
    let method = &it.method.name;
    let family = family_of(cx, schema, it)?;
    let (members, stored) = read_members(cx, method, &it.members, Some(input))?;
    let bare = &it.name.name.name;
    if cx.catalog.operator_class_in(schema, method, bare).is_some() {
        return Err(exists("class", bare, method));
    }
    if it.default
        && let Some(other) = default_class(cx, method, input)
    {
        let spelled = type_name_text(&it.type_name);
        let message = format!("could not make operator class \"{bare}\" be default for type {spelled}");
        return Err(
            Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).note(format!("operator class \"{other}\" already is the default"))
        );
    }
    let family = match family {
        Some(family) => family,
        None => add_family(cx, schema, bare, method),
    };
    let id = OperatorClassId(cx.catalog.next_id());
    let (name, method) = (bare.clone(), method.clone());
    cx.catalog.add_operator_class(OperatorClass { id, schema, name, method, family, input, stored, default: it.default });
    cx.record_schema(Address::OperatorClass(id), schema);
    cx.record(Address::OperatorClass(id), Address::OperatorFamily(family), DependencyKind::Auto);
    cx.record(Address::OperatorClass(id), Address::Type(input), DependencyKind::Normal);
    cx.record_all(Address::OperatorClass(id), members.iter().map(|it| Address::Operator(it.operator)), DependencyKind::Normal);
    cx.catalog.edit_operator_family(family, |family| family.operators.put_all(members));
    cx.effects.created.push(Address::OperatorClass(id));
    Ok(())
}

/// Makes an operator family.
// pg: opclasscmds.c DefineOpFamily
pub(super) fn fold_create_operator_family(cx: &mut Cx<'_>, it: &CreateOperatorFamily) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    check_method(cx, &it.method)?;
    if cx.catalog.operator_family_in(schema, &it.method.name, &it.name.name.name).is_some() {
        return Err(exists("family", &it.name.name.name, &it.method.name));
    }
    add_family(cx, schema, &it.name.name.name, &it.method.name);
    Ok(())
}

/// Adds to an operator family, or takes from it.
// pg: opclasscmds.c AlterOpFamily
pub(super) fn fold_alter_operator_family(cx: &mut Cx<'_>, it: &AlterOperatorFamily) -> Result<()> {
    check_method(cx, &it.method)?;
    let family = lookup_family(cx, &it.name, &it.method.name)?;
    let (members, _) = read_members(cx, &it.method.name, &it.add, None)?;
    cx.record_all(Address::OperatorFamily(family), members.iter().map(|it| Address::Operator(it.operator)), DependencyKind::Auto);
    let dropped: Vec<i16> = it.drop.iter().filter(|it| it.operator).filter_map(|it| i16::try_from(it.number).ok()).gather();
    cx.catalog.edit_operator_family(family, |family| {
        family.operators.retain(|it| !dropped.contains(&it.strategy));
        family.operators.put_all(members);
    });
    Ok(())
}

/// Makes an access method.
// pg: amcmds.c CreateAccessMethod
pub(super) fn fold_create_access_method(cx: &mut Cx<'_>, it: &CreateAccessMethod) -> Result<()> {
    refuse_taken(cx, SimpleKind::AccessMethod, "access method", &it.name.name)?;
    let function = lookup_function(cx, &it.handler, &[TypeId::INTERNAL])?;
    let id = add_simple(cx, SimpleKind::AccessMethod, None, it.name.name.clone());
    cx.record(Address::Simple(id), Address::Function(function), DependencyKind::Normal);
    Ok(())
}

fn exists(what: &str, name: &Name, method: &Name) -> Problem {
    let message = format!("operator {what} \"{name}\" for access method \"{method}\" already exists");
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).about(SubjectKind::Other, name)
}

fn check_method(cx: &Cx<'_>, method: &Ident) -> Result<()> {
    match cx.catalog.simple_named(SimpleKind::AccessMethod, None, &method.name) {
        Some(_) => Ok(()),
        None => Err(super::errors::lookup::access_method_missing(&method.name)),
    }
}

fn add_family(cx: &mut Cx<'_>, schema: SchemaId, name: &Name, method: &Name) -> OperatorFamilyId {
    let id = OperatorFamilyId(cx.catalog.next_id());
    cx.catalog.add_operator_family(OperatorFamily { id, schema, name: name.clone(), method: method.clone(), operators: Vec::new() });
    cx.record_schema(Address::OperatorFamily(id), schema);
    cx.effects.created.push(Address::OperatorFamily(id));
    id
}

/// The family that is named, or one of the class's own name; none where there is none yet.
fn family_of(cx: &Cx<'_>, schema: SchemaId, it: &CreateOperatorClass) -> Result<Option<OperatorFamilyId>> {
    match &it.family {
        Some(name) => lookup_family(cx, name, &it.method.name).map(Some),
        None => Ok(cx.catalog.operator_family_in(schema, &it.method.name, &it.name.name.name)),
    }
}

fn lookup_family(cx: &Cx<'_>, name: &QualifiedName, method: &Name) -> Result<OperatorFamilyId> {
    let found = match explicit_schema(cx, name)? {
        Some(schema) => cx.catalog.operator_family_in(schema, method, &name.name.name),
        None => cx.catalog.lookup_operator_family(method, &name.name.name),
    };
    found.ok_or_else(|| {
        let message = format!("operator family \"{}\" does not exist for access method \"{method}\"", name_text(name));
        Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about(SubjectKind::Other, &name.name.name)
    })
}

/// How many operators and support functions a method numbers; none where it leaves that to its classes.
fn numbers_of(method: &str) -> (Option<i32>, i32) {
    match method {
        "btree" => (Some(5), 6),
        "hash" => (Some(1), 3),
        "gist" => (None, 12),
        "gin" => (None, 7),
        "spgist" => (None, 7),
        _ => (None, 15),
    }
}

// pg: opclasscmds.c DefineOpClass, AlterOpFamilyAdd
fn read_members(
    cx: &Cx<'_>,
    method: &Name,
    members: &[ClassMember],
    input: Option<TypeId>,
) -> Result<(Vec<ClassOperator>, Option<TypeId>)> {
    let (operators, functions) = numbers_of(method);
    let (mut read, mut stored) = (Vec::new(), None);
    for member in members {
        match member {
            ClassMember::Operator { number, name, types, span, .. } => {
                check_number("operator", *number, operators.unwrap_or(i32::from(i16::MAX)))?;
                let (left, right) = match types {
                    Some((left, right)) => (left.clone(), right.clone()),
                    None => (None, None),
                };
                let id = match (types, input) {
                    (None, Some(input)) => find_by_input(cx, name, input)?,
                    _ => match lookup_object(
                        cx,
                        &ObjectRef::Operator(OperatorRef { name: name.clone(), left, right, span: *span }),
                        Missing::Refuse,
                    )? {
                        Some(Address::Operator(id)) => id,
                        _ => continue,
                    },
                };
                if let Some(operator) = cx.catalog.operator(id) {
                    let strategy = i16::try_from(*number).unwrap_or(0);
                    read.push(ClassOperator {
                        strategy,
                        operator: id,
                        left: operator.left.unwrap_or(operator.right),
                        right: operator.right,
                    });
                }
            }
            ClassMember::Function { number, function, .. } => {
                check_number("function", *number, functions)?;
                lookup_routine(cx, RoutineWord::Function, function, Missing::Refuse)?;
            }
            ClassMember::Storage(type_name) => stored = Some(analyze_type_name(&cx.catalog, type_name).map_err(without_place)?.0),
        }
    }
    Ok((read, stored))
}

fn check_number(what: &str, number: i32, most: i32) -> Result<()> {
    if (1..=most).contains(&number) {
        return Ok(());
    }
    let message = format!("invalid {what} number {number}, must be between 1 and {most}");
    Err(Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message))
}

fn find_by_input(cx: &Cx<'_>, name: &crate::syntax::name::OperatorName, input: TypeId) -> Result<crate::catalog::id::OperatorId> {
    let candidates = match &name.schema {
        Some(schema) => cx.catalog.operators_in(super::lookup::lookup_schema(cx, &schema.name)?, &name.symbol),
        None => cx.catalog.lookup_operators(&name.symbol),
    };
    let fits = |id: &crate::catalog::id::OperatorId| cx.catalog.operator(*id).is_some_and(|it| it.left == Some(input) && it.right == input);
    candidates.into_iter().find(fits).ok_or_else(|| {
        let spelled = crate::catalog::format::format_type(&cx.catalog, input, -1);
        let message = format!("operator does not exist: {spelled} {} {spelled}", name.symbol);
        Diagnostic::error(SqlState::UNDEFINED_FUNCTION, message).about(SubjectKind::Operator, &name.symbol)
    })
}

fn default_class(cx: &Cx<'_>, method: &Name, input: TypeId) -> Option<Name> {
    let own = cx.catalog.operator_classes().into_iter().filter(|class| class.method == *method).map(|class| class.id);
    let all = own.chain(cx.catalog.builtins().operator_classes_of(method).iter().copied());
    let mut classes = all.filter_map(|id| cx.catalog.operator_class(id));
    classes.first_where(|class| class.default && class.input == input).map(|class| class.name.clone())
}
