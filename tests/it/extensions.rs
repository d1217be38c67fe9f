//! Is every extension installed whole, on every version?

use migrate_build::catalog::Catalog;
use migrate_build::catalog::PUBLIC;
use migrate_build::catalog::depend::Address;
use migrate_build::catalog::extension::ExtensionProblem;
use migrate_build::catalog::id::{SchemaId, TypeId};
use migrate_build::catalog::object::SimpleKind;
use migrate_build::catalog::version::VersionRange;
use migrate_build::text::Name;

fn install(catalog: &mut Catalog, name: &str) {
    let script = catalog.builtins().extension_script(name).expect("the extension is known");
    for required in script.requires() {
        if catalog.extension_named(&Name::from(required)).is_none() {
            install(catalog, required);
        }
    }
    let schema = script.schema.and_then(|schema| catalog.schema_named(&Name::from(schema))).unwrap_or(PUBLIC);
    catalog.install_extension(name, schema, None).expect("what it requires is there");
}

#[test]
fn every_reference_of_every_extension_is_resolved() {
    for major in 14..=18 {
        let names: Vec<&str> = Catalog::new(VersionRange::only(major)).builtins().extension_names().collect();
        for name in names {
            let mut catalog = Catalog::new(VersionRange::only(major));
            if name == "plpgsql" || catalog.builtins().extension_script(name).is_none() {
                continue;
            }
            install(&mut catalog, name);
            check(&catalog, &format!("{name} on {major}"));
        }
    }
}

fn check(catalog: &Catalog, of: &str) {
    let known = |id: TypeId| catalog.type_(id).is_some();
    for function in catalog.functions() {
        let types = function.parameters.iter().map(|parameter| parameter.type_id).chain([function.returns]);
        assert!(types.into_iter().all(known), "types of {} in {of}", function.name);
    }
    for operator in catalog.operators() {
        assert!(operator.left.into_iter().chain([operator.right]).chain(operator.result).all(known), "types of {} in {of}", operator.name);
        assert!(operator.function.is_some_and(|id| catalog.function(id).is_some()), "function of {} in {of}", operator.name);
        let others = operator.commutator.into_iter().chain(operator.negator);
        assert!(others.into_iter().all(|id| catalog.operator(id).is_some()), "others of {} in {of}", operator.name);
    }
    for class in catalog.operator_classes() {
        assert!(known(class.input) && catalog.operator_family(class.family).is_some(), "class {} in {of}", class.name);
    }
    for family in catalog.operator_families() {
        assert!(
            family.operators.iter().all(|it| catalog.operator(it.operator).is_some() && known(it.left)),
            "family {} in {of}",
            family.name
        );
    }
    for cast in catalog.casts() {
        assert!(known(cast.source) && known(cast.target), "casts in {of}");
    }
    for found in catalog.types() {
        assert!(found.array.into_iter().chain(found.element).all(known), "type {} in {of}", found.name);
    }
    for relation in catalog.relations() {
        assert!(relation.columns.iter().filter_map(|column| column.type_id).all(known), "columns of {} in {of}", relation.name);
    }
}

#[test]
fn a_new_database_has_plpgsql() {
    let catalog = Catalog::new(VersionRange::only(14));
    assert!(catalog.extension_named(&Name::from("plpgsql")).is_some());
    assert!(catalog.simple_named(SimpleKind::Language, None, &Name::from("plpgsql")).is_some());
}

#[test]
fn an_extension_owns_its_objects() {
    let mut catalog = Catalog::new(VersionRange::default());
    let citext = catalog.install_extension("citext", PUBLIC, None).expect("citext requires nothing");
    let type_id = catalog.type_in(PUBLIC, &Name::from("citext")).expect("the type is there");
    assert!(catalog.dependencies().needed_by(Address::Extension(citext)).any(|entry| entry.dependent == Address::Type(type_id)));
    let array = catalog.type_(type_id).and_then(|found| found.array);
    assert_eq!(array.and_then(|array| catalog.type_(array)).and_then(|found| found.element), Some(type_id));
    assert!(catalog.cast(type_id, TypeId(25)).is_some());
}

#[test]
fn what_is_missing_is_said() {
    let mut catalog = Catalog::new(VersionRange::default());
    assert_eq!(catalog.install_extension("earthdistance", PUBLIC, None), Err(ExtensionProblem::Requires("cube")));
    assert_eq!(catalog.install_extension("no_such_extension", SchemaId(2200), None), Err(ExtensionProblem::Unknown));
}

#[test]
fn functions_of_extensions_that_never_give_null() {
    let mut catalog = Catalog::new(VersionRange::default());
    for name in ["uuid-ossp", "hstore"] {
        catalog.install_extension(name, PUBLIC, None).expect("it requires nothing");
    }
    let is_listed = |name: &str| catalog.functions_in(PUBLIC, &Name::from(name)).iter().all(|id| catalog.is_never_null(*id));
    assert!(is_listed("uuid_generate_v4"));
    assert!(!is_listed("fetchval"));
}
