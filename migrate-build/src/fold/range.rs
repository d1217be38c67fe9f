//! How do ranges come to be, with the type of sets of them and the functions that make both.

use super::cx::Cx;
use super::definition::{once, qualified_name_of, type_of};
use super::errors::range as errors;
use super::errors::type_::{attribute_required, attribute_unknown, type_exists};
use super::lookup::creation_schema;
use super::names::clip;
use super::new_type::{add_array_type, add_type, add_type_with_array, claim_type_name, new_type};
use super::range_function::add_range_functions;
use super::type_::find_shell;
use super::typed::without_place;
use crate::analyze::type_name::{analyze_collation, analyze_type_name, name_text};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{OperatorClassId, SchemaId, TypeId};
use crate::catalog::object::TypeKind;
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::DefinitionItem;
use crate::text::{Gather, Name, Seek};
use crate::typing::category::is_collatable;
use crate::typing::coerce::is_binary_coercible;

const LONGEST_NAME: usize = 63;

/// What a range is declared with.
#[derive(Default)]
struct RangeOptions<'a> {
    subtype: Option<&'a DefinitionItem>,
    class: Option<&'a DefinitionItem>,
    collation: Option<&'a DefinitionItem>,
    canonical: Option<&'a DefinitionItem>,
    difference: Option<&'a DefinitionItem>,
    multirange: Option<&'a DefinitionItem>,
}

/// Makes a range type.
// pg: typecmds.c DefineRange
pub(super) fn fold_create_range(cx: &mut Cx<'_>, name: &QualifiedName, options: &[DefinitionItem]) -> Result<()> {
    let schema = creation_schema(cx, name)?;
    let bare = &name.name.name;
    let shell = find_shell(cx, schema, bare);
    if shell.is_none() {
        claim_type_name(cx, schema, bare)?;
    }
    let options = read_options(options)?;
    let Some(subtype) = options.subtype else {
        return Err(attribute_required("subtype"));
    };
    let (subtype, _) = analyze_type_name(&cx.catalog, &type_of(subtype)?).map_err(without_place)?;
    if matches!(cx.catalog.type_(subtype).map(|found| &found.kind), Some(TypeKind::Pseudo)) {
        return Err(errors::subtype_is_pseudo(&format_type(&cx.catalog, subtype, -1)));
    }
    if options.canonical.is_some() && shell.is_none() {
        return Err(errors::canonical_needs_shell());
    }
    let class = range_class(cx, options.class, subtype)?;
    check_collation(cx, options.collation, subtype)?;
    check_difference(cx, options.difference, subtype)?;
    let multirange_name = multirange_name_of(cx, schema, bare, options.multirange)?;
    let kind = |multirange| TypeKind::Range { subtype, multirange, operator_class: Some(class) };
    let multirange = new_type(cx, schema, &multirange_name.1, TypeKind::Multirange { range: TypeId(0) }, b'R');
    let multirange_id = multirange.id;
    let range = match shell {
        Some(id) => {
            cx.catalog.edit_type(id, |type_| type_.kind = kind(multirange_id));
            cx.catalog.edit_type(id, |type_| type_.category.0 = b'R');
            add_array_type(cx, id, schema, bare);
            id
        }
        None => {
            let range = new_type(cx, schema, bare, kind(multirange_id), b'R');
            add_type_with_array(cx, range)
        }
    };
    add_multirange(cx, multirange, (range, subtype, class), multirange_name.0);
    Ok(())
}

fn add_multirange(
    cx: &mut Cx<'_>,
    mut multirange: crate::catalog::object::Type,
    (range, subtype, class): (TypeId, TypeId, OperatorClassId),
    schema: SchemaId,
) {
    let (id, name) = (multirange.id, multirange.name.clone());
    multirange.kind = TypeKind::Multirange { range };
    multirange.schema = schema;
    add_type(cx, multirange);
    let array = add_array_type(cx, id, schema, &name);
    cx.record(Address::Type(id), Address::Type(range), DependencyKind::Internal);
    cx.record(Address::Type(array), Address::Type(id), DependencyKind::Internal);
    cx.record(Address::Type(range), Address::Type(subtype), DependencyKind::Normal);
    cx.record(Address::Type(range), Address::OperatorClass(class), DependencyKind::Normal);
    add_range_functions(cx, range, subtype, id);
}

fn read_options(items: &[DefinitionItem]) -> Result<RangeOptions<'_>> {
    let mut options = RangeOptions::default();
    for item in items {
        let slot = match item.name.name.to_ascii_lowercase().as_str() {
            "subtype" => &mut options.subtype,
            "subtype_opclass" => &mut options.class,
            "collation" => &mut options.collation,
            "canonical" => &mut options.canonical,
            "subtype_diff" => &mut options.difference,
            "multirange_type_name" => &mut options.multirange,
            _ => return Err(attribute_unknown(&item.name.name)),
        };
        once(slot, item)?;
    }
    Ok(options)
}

// pg: typecmds.c findRangeSubOpclass
fn range_class(cx: &Cx<'_>, option: Option<&DefinitionItem>, subtype: TypeId) -> Result<OperatorClassId> {
    let Some(item) = option else {
        return default_btree_class(cx, subtype).ok_or_else(|| errors::no_default_class(&format_type(&cx.catalog, subtype, -1)));
    };
    let name = qualified_name_of(item)?;
    let found = match &name.schema {
        Some(schema) => cx.catalog.operator_class_in(super::lookup::lookup_schema(cx, &schema.name)?, "btree", &name.name.name),
        None => cx.catalog.lookup_operator_class("btree", &name.name.name),
    };
    let missing = || {
        let message = format!("operator class \"{}\" does not exist for access method \"btree\"", name_text(&name));
        Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about(SubjectKind::Other, &name.name.name)
    };
    let id = found.ok_or_else(missing)?;
    let accepts = cx.catalog.operator_class(id).is_some_and(|class| is_binary_coercible(&cx.catalog, subtype, class.input));
    if accepts { Ok(id) } else { Err(errors::class_does_not_accept(&name_text(&name), &format_type(&cx.catalog, subtype, -1))) }
}

// pg: indexcmds.c GetDefaultOpClass
fn default_btree_class(cx: &Cx<'_>, type_id: TypeId) -> Option<OperatorClassId> {
    let base = crate::typing::category::base_type(&cx.catalog, type_id);
    let own = cx.catalog.operator_classes().into_iter().filter(|class| class.method == "btree").map(|class| class.id);
    let classes: Vec<_> = own.chain(cx.catalog.builtins().operator_classes_of("btree").iter().copied()).gather();
    let default = |exact: bool| {
        classes.iter().copied().first_where(|id| {
            cx.catalog.operator_class(*id).is_some_and(|class| {
                class.default && if exact { class.input == base } else { is_binary_coercible(&cx.catalog, base, class.input) }
            })
        })
    };
    default(true).or_else(|| default(false))
}

fn check_collation(cx: &Cx<'_>, option: Option<&DefinitionItem>, subtype: TypeId) -> Result<()> {
    let Some(item) = option else {
        return Ok(());
    };
    if !is_collatable(&cx.catalog, subtype) {
        return Err(errors::subtype_has_no_collation());
    }
    let name = qualified_name_of(item)?;
    analyze_collation(&cx.catalog, &name, name.span).map_err(without_place).map(|_| ())
}

// pg: typecmds.c findRangeSubtypeDiffFunction
fn check_difference(cx: &Cx<'_>, option: Option<&DefinitionItem>, subtype: TypeId) -> Result<()> {
    let Some(item) = option else {
        return Ok(());
    };
    let name = qualified_name_of(item)?;
    let candidates = match &name.schema {
        Some(schema) => cx.catalog.functions_in(super::lookup::lookup_schema(cx, &schema.name)?, &name.name.name),
        None => cx.catalog.lookup_functions(&name.name.name),
    };
    let fits = |id: &crate::catalog::id::FunctionId| {
        cx.catalog.function(*id).is_some_and(|function| function.input_types().eq([subtype, subtype]))
    };
    if candidates.iter().exists(fits) {
        return Ok(());
    }
    let type_ = format_type(&cx.catalog, subtype, -1);
    Err(Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("function {}({type_}, {type_}) does not exist", name_text(&name)))
        .about(SubjectKind::Function, &name.name.name))
}

/// The schema and name of the type of sets of a range.
// pg: typecmds.c DefineRange, pg_type.c makeMultirangeTypeName
fn multirange_name_of(cx: &mut Cx<'_>, schema: SchemaId, range: &Name, option: Option<&DefinitionItem>) -> Result<(SchemaId, Name)> {
    if let Some(item) = option {
        let name = qualified_name_of(item)?;
        let schema = creation_schema(cx, &name)?;
        claim_type_name(cx, schema, &name.name.name).map_err(|_| type_exists(&name.name.name))?;
        return Ok((schema, name.name.name));
    }
    let name = Name::from(match range.find("range") {
        Some(at) => clip(&format!("{}multi{}", &range[..at], &range[at..]), LONGEST_NAME).to_owned(),
        None => format!("{}_multirange", clip(range, LONGEST_NAME - "_multirange".len())),
    });
    match claim_type_name(cx, schema, &name) {
        Ok(()) if name != *range => Ok((schema, name)),
        _ => Err(errors::multirange_exists(&name, range)),
    }
}
