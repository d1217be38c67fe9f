//! What are objects called in Rust, and which types hold their values.

use crate::codegen::catalog_of;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::id::TypeId;
use migrate_build::catalog::object::TypeKind;
use migrate_build::codegen::Settings;
use migrate_build::codegen::naming::{column_field, constraint_variant, field, row_type, variants};
use migrate_build::codegen::rust_type::{parameter_type, rust_type};
use migrate_build::text::Name;

fn settings(types: &[(&str, &str)], names: &[(&str, &str)]) -> Settings {
    let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Settings { types: owned(types), names: owned(names), ..Settings::default() }
}

fn type_of(catalog: &Catalog, settings: &Settings, name: &str) -> String {
    let id = catalog.lookup_type(&Name::from(name)).unwrap_or_else(|| panic!("no type {name}"));
    match rust_type(catalog, settings, id, None) {
        Ok(found) => format!("{} | {}", found.value(""), found.marker("s::").replace("s::__runtime::__private::", "")),
        Err(unmapped) => format!("{unmapped}; {}", unmapped.line.as_deref().unwrap_or_default()),
    }
}

#[test]
fn tables_are_called_by_one_of_their_rows() {
    let cases = [
        ("patients", "Patient"),
        ("addresses", "Address"),
        ("categories", "Category"),
        ("people", "Person"),
        ("status", "Status"),
        ("order_statuses", "OrderStatus"),
        ("warehouses", "Warehouse"),
        ("boxes", "BoxRow"),
        ("strings", "StringRow"),
        ("options", "OptionRow"),
        ("vecs", "VecRow"),
        ("results", "ResultRow"),
        ("selves", "SelfRow"),
        ("x; drop \" } fn main(){", "XDropFnMain"),
        ("1st_things", "_1stThing"),
        ("!!", "U21U21"),
        ("données", "Donnée"),
        ("患者", "患者"),
        ("type", "Type"),
        ("HTTPRequests", "HttpRequest"),
        ("a_1_2", "A1_2"),
    ];
    for (table, expected) in cases {
        let catalog = catalog_of(&format!("create table \"{}\" (id int)", table.replace('"', "\"\"")));
        let id = catalog.lookup_relation(&Name::from(table)).expect("the table was made");
        assert_eq!(row_type(&catalog, &Settings::default(), id), expected, "{table}");
    }
}

#[test]
fn columns_are_fields() {
    let cases = [
        ("patientId", "patient_id"),
        ("type", "r#type"),
        ("self", "self_"),
        ("_", "u5f"),
        ("", "empty"),
        ("2fa", "_2fa"),
        ("?column?", "column"),
        ("Straße", "straße"),
        ("e\u{301}", "e_u301"),
    ];
    for (column, expected) in cases {
        assert_eq!(field(column), expected, "{column}");
    }
    assert_eq!(constraint_variant("patients", "patients_email_key"), "EmailKey");
    assert_eq!(constraint_variant("patients", "patients"), "Patients");
}

#[test]
fn the_configuration_names_things() {
    let catalog = catalog_of("create schema app; create table app.invoices (id int); create table staff (mail text)");
    let app = catalog.schema_named(&Name::from("app")).expect("the schema was made");
    let invoices = catalog.relation_in(app, &Name::from("invoices")).expect("the table was made");
    let staff = catalog.lookup_relation(&Name::from("staff")).expect("the table was made");
    assert_eq!(row_type(&catalog, &Settings::default(), invoices), "AppInvoice");
    let settings = settings(&[], &[("app.invoices", "Invoice"), ("staff", "Employee"), ("staff.mail", "email")]);
    assert_eq!(row_type(&catalog, &settings, invoices), "Invoice");
    assert_eq!(row_type(&catalog, &settings, staff), "Employee");
    assert_eq!(column_field(&catalog, &settings, staff, 0), "email");
}

#[test]
fn no_two_labels_are_one_variant() {
    let catalog =
        catalog_of(r#"create type blood as enum ('A+', 'A-', 'a', 'A', '0', '', ' ', '>=', 'B1', 'not known', 'Self', 'b', 'B', '+')"#);
    let id = catalog.lookup_type(&Name::from("blood")).expect("the type was made");
    let Some(TypeKind::Enum { labels }) = catalog.type_(id).map(|found| &found.kind) else { panic!("an enum was made") };
    let found = variants(&catalog, &settings(&[], &[("blood.0", "Zero")]), id, labels);
    let expected = ["APlus", "AMinus", "A1", "A2", "Zero", "Empty", "U20", "GreaterEqual", "B1", "NotKnown", "Self_", "B2", "B3", "Plus"];
    assert_eq!(found, expected);
}

#[test]
fn every_kind_of_type_has_its_rust_type() {
    let catalog = catalog_of(
        "create extension citext; create extension hstore; create type sex as enum ('m'); create domain email as text;
         create type spot as (x float8, at timestamptz); create type span as range (subtype = float8); create table t (id int);
         create domain odd as pg_snapshot; create domain small as int2 not null",
    );
    let plain = Settings::default();
    let cases = [
        ("int4", "::core::primitive::i32 | sql::Int4"),
        ("_int4", "::std::vec::Vec<::core::option::Option<::core::primitive::i32>> | sql::Array<sql::Int4>"),
        ("citext", "::std::string::String | sql::Citext"),
        ("sex", "Sex | s::Sex"),
        ("_sex", "::std::vec::Vec<::core::option::Option<Sex>> | sql::Array<s::Sex>"),
        ("email", "Email | s::Email"),
        ("spot", "Spot | s::Spot"),
        ("span", "__runtime::types::Range<::core::primitive::f64> | s::Span"),
        ("int4range", "__runtime::types::Range<::core::primitive::i32> | sql::Range<sql::Int4>"),
        ("int4multirange", "__runtime::types::Multirange<::core::primitive::i32> | sql::Multirange<sql::Int4>"),
        ("timestamptz", "__runtime::types::Timestamptz | sql::Timestamptz"),
        ("pg_snapshot", "no Rust type is known for the SQL type pg_snapshot; pg_snapshot = \"crate::PgSnapshot\""),
        ("odd", "no Rust type is known for the SQL type pg_snapshot; pg_snapshot = \"crate::PgSnapshot\""),
        ("t", "no Rust type is known for the SQL type t; t = \"crate::T\""),
        ("record", "no Rust type is known for the SQL type record; "),
    ];
    for (name, expected) in cases {
        assert_eq!(type_of(&catalog, &plain, name), expected, "{name}");
    }
    let mapped = settings(&[("email", "crate::Email"), ("timestamp with time zone", "String"), ("t.id", "crate::Id")], &[]);
    assert_eq!(type_of(&catalog, &mapped, "email"), "__types::Email | s::__types::EmailSql");
    assert_eq!(type_of(&catalog, &mapped, "timestamptz"), "__types::TimestampWithTimeZone | s::__types::TimestampWithTimeZoneSql");
    let table = catalog.lookup_relation(&Name::from("t")).expect("the table was made");
    let id = rust_type(&catalog, &mapped, TypeId::INT4, Some((table, 0))).expect("the column is mapped");
    assert_eq!((id.value(""), id.marker("")), ("__types::TId".to_owned(), "__types::TIdSql".to_owned()));
    assert_eq!(parameter_type(&catalog, TypeId::INT4, "__rt::"), "__rt::ParameterType::BuiltIn(23)");
    let sex = catalog.lookup_type(&Name::from("sex")).expect("the type was made");
    assert_eq!(parameter_type(&catalog, sex, "__rt::"), "__rt::ParameterType::User(\"public\", \"sex\")");
}
