//! Are the built-in data complete, sorted and found?

use migrate_build::catalog::builtin::Builtins;
use migrate_build::catalog::id::{FIRST_USER_ID, FunctionId, OperatorId, RelationId, TypeId};
use migrate_build::catalog::object::{CastContext, FunctionKind, SimpleKind, TypeKind};
use migrate_build::catalog::{INFORMATION_SCHEMA, PG_CATALOG};
use migrate_build::text::Name;

const INTEGER: TypeId = TypeId(23);
const TEXT: TypeId = TypeId(25);

#[test]
fn every_object_is_found_by_its_own_name() {
    for major in 14..=18 {
        let builtins = Builtins::of(major);
        let mut count = 0;
        for id in 1..FIRST_USER_ID {
            if let Some(found) = builtins.type_(TypeId(id)) {
                assert_eq!(builtins.type_named(found.schema, &found.name), Some(found.id), "type {} of {major}", found.name);
                count += 1;
            }
            if let Some(found) = builtins.function(FunctionId(id)) {
                assert!(builtins.functions_named(found.schema, &found.name).contains(&found.id), "function {} of {major}", found.name);
                assert!(found.inputs().all(|input| builtins.type_(input.type_id).is_some()), "types of {} of {major}", found.name);
                assert!(builtins.type_(found.returns).is_some(), "result of {} of {major}", found.name);
                count += 1;
            }
            if let Some(found) = builtins.operator(OperatorId(id)) {
                assert!(builtins.operators_named(found.schema, &found.name).contains(&found.id), "operator {} of {major}", found.name);
                count += 1;
            }
            if let Some(found) = builtins.relation(RelationId(id)) {
                assert_eq!(builtins.relation_named(found.schema, &found.name), Some(found.id), "relation {} of {major}", found.name);
                count += 1;
            }
        }
        assert!(count > 4500, "{count} objects in {major}");
    }
}

#[test]
fn well_known_objects_are_as_they_should_be() {
    let builtins = Builtins::of(15);
    assert_eq!(builtins.type_named(PG_CATALOG, "int4"), Some(INTEGER));
    assert_eq!(builtins.type_(INTEGER).and_then(|found| found.array), Some(TypeId(1007)));
    assert_eq!(builtins.cast(INTEGER, TypeId(20)).map(|cast| cast.context), Some(CastContext::Implicit));
    assert_eq!(builtins.cast(TEXT, INTEGER), None);
    assert_eq!(builtins.operators_named(PG_CATALOG, "||").len(), 11);
    let sum = builtins.functions_named(PG_CATALOG, "sum");
    assert!(sum.iter().all(|id| builtins.function(*id).is_some_and(|found| found.kind == FunctionKind::Aggregate)));
    assert!(builtins.relation_named(INFORMATION_SCHEMA, "columns").is_some());
    assert!(builtins.functions_named(PG_CATALOG, "no_such_function").is_empty());
    assert!(builtins.simple_named(SimpleKind::Role, None, &Name::from("pg_read_all_data")).is_some());
    assert!(builtins.operator_class_named(PG_CATALOG, "gin", "jsonb_path_ops").is_some());
    let range = builtins.type_named(PG_CATALOG, "tstzrange").and_then(|id| builtins.type_(id));
    assert!(matches!(range.map(|found| &found.kind), Some(TypeKind::Range { .. })));
}

#[test]
fn versions_differ() {
    assert!(Builtins::of(14).functions_named(PG_CATALOG, "any_value").is_empty());
    assert_eq!(Builtins::of(16).functions_named(PG_CATALOG, "any_value").len(), 1);
    assert!(Builtins::of(17).functions_named(PG_CATALOG, "uuidv7").is_empty());
    assert_eq!(Builtins::of(18).functions_named(PG_CATALOG, "uuidv7").len(), 2);
}
