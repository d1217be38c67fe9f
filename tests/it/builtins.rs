//! Are the built-in data complete, sorted and found?

use migrate_build::catalog::builtin::Builtins;
use migrate_build::catalog::format::{format_bare_type_qualified, quote_identifier};
use migrate_build::catalog::id::{FIRST_USER_ID, FunctionId, OperatorId, RelationId, TypeId};
use migrate_build::catalog::object::{CastContext, FunctionKind, SimpleKind, TypeKind};
use migrate_build::catalog::version::VersionRange;
use migrate_build::catalog::{
    Catalog,
    object::{ConstraintOwner, Function, Parameter, ParameterDefault, ParameterMode},
};
use migrate_build::catalog::{INFORMATION_SCHEMA, PG_CATALOG};
use migrate_build::text::Name;
use migrate_runtime::testing::Server;

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
    let class = builtins.relation_named(PG_CATALOG, "pg_class").expect("pg_class is there");
    let key = builtins.constraints_of(ConstraintOwner::Relation(class)).first().and_then(|id| builtins.constraint(*id));
    assert_eq!(key.map(|key| (key.name.as_str(), key.columns.as_slice())), Some(("pg_class_oid_index", &[1][..])));
}

#[test]
fn versions_differ() {
    assert!(Builtins::of(14).functions_named(PG_CATALOG, "any_value").is_empty());
    assert_eq!(Builtins::of(16).functions_named(PG_CATALOG, "any_value").len(), 1);
    assert!(Builtins::of(17).functions_named(PG_CATALOG, "uuidv7").is_empty());
    assert_eq!(Builtins::of(18).functions_named(PG_CATALOG, "uuidv7").len(), 2);
}

#[test]
fn strict_is_not_never_null() {
    let builtins = Builtins::of(15);
    let all = |name: &str| builtins.functions_named(PG_CATALOG, name).iter().all(|id| builtins.is_never_null(*id));
    let none = |name: &str| builtins.functions_named(PG_CATALOG, name).iter().all(|id| !builtins.is_never_null(*id));
    assert!(["int4pl", "texteq", "length", "round", "concat", "now", "gen_random_uuid", "row_number", "jsonb_set"].into_iter().all(all));
    assert!(["array_length", "jsonb_object_field", "lag", "date_part", "to_regclass", "jsonb_path_query_first"].into_iter().all(none));
}

#[test]
fn a_real_server_holds_the_same() {
    let server = Server::get();
    let catalog = Catalog::new(VersionRange::only(server.version()));
    let builtins = catalog.builtins();
    let name = format!("builtins_{}", std::process::id());
    let mut client = server.fresh_database(&name);
    let types = "select nspname::text, typname::text, format_type(t.oid, null) from pg_type t join pg_namespace n on n.oid = typnamespace
        where t.oid < 16384 and nspname <> 'pg_toast'";
    client.batch_execute("set search_path = ''").expect("the path can be set");
    for row in client.query(types, &[]).expect("the server lists its types") {
        let (schema, name): (&str, &str) = (row.get(0), row.get(1));
        let found = builtins.schema_named(schema).and_then(|schema| builtins.type_named(schema, name));
        let found = found.unwrap_or_else(|| panic!("{schema}.{name} is missing"));
        assert_eq!(format_bare_type_qualified(&catalog, found), row.get::<_, &str>(2));
    }
    let functions = "select p.oid, proname::text, pg_get_function_identity_arguments(p.oid), proisstrict, proretset, pronargdefaults::int4
        from pg_proc p where p.oid < 10000 and pronamespace = 11";
    for row in client.query(functions, &[]).expect("the server lists its functions") {
        let found = builtins.function(FunctionId(row.get(0))).unwrap_or_else(|| panic!("{} is missing", row.get::<_, &str>(1)));
        let defaults = found.parameters.iter().filter(|it| matches!(it.default, ParameterDefault::Builtin)).count();
        assert_eq!((&*found.name, found.strict, found.returns_set), (row.get(1), row.get(3), row.get(4)), "{:?}", found.id);
        assert_eq!(i32::try_from(defaults).ok(), Some(row.get(5)), "defaults of {}", found.name);
        if found.kind == FunctionKind::Function {
            assert_eq!(arguments(&catalog, found), row.get::<_, &str>(2), "{}", found.name);
        }
    }
    drop(client);
    server.drop_database(&name);
}

/// As `pg_get_function_identity_arguments` spells them, of a plain function.
fn arguments(catalog: &Catalog, function: &Function) -> String {
    let spell = |it: &Parameter| {
        let mode = match it.mode {
            ParameterMode::In => "",
            ParameterMode::Out => "OUT ",
            ParameterMode::Table => return None,
            ParameterMode::InOut => "INOUT ",
            ParameterMode::Variadic => "VARIADIC ",
        };
        let name = it.name.as_ref().map_or_else(String::new, |name| format!("{} ", quote_identifier(name)));
        Some(format!("{mode}{name}{}", format_bare_type_qualified(catalog, it.type_id)))
    };
    function.parameters.iter().filter_map(spell).collect::<Vec<_>>().join(", ")
}
