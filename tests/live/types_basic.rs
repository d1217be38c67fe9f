//! Truth, numbers, text, bytes, uuid, json and numeric.

use crate::case::check;
use crate::database::Database;
use crate::random::Random;
use migrate_runtime::sql;
use migrate_runtime::types::JsonOf;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

#[test]
fn numbers() {
    let Some(mut db) = Database::new("numbers") else { return };
    let mut random = Random::seeded();
    let seed = random.seed();
    eprintln!("MIGRATE_SEED={seed}");
    let mut word = || (random.below(1 << 32) as u64) << 32 | random.below(1 << 32) as u64;
    check::<sql::Bool, bool>(&mut db, "bool", &[("true", true), ("false", false)], &[]);
    let some: Vec<u64> = (0..20).map(|_| word()).collect();
    let cast = |value: &u64| *value as i16;
    check::<sql::Int2, i16>(
        &mut db,
        "int2",
        &[("-32768", i16::MIN), ("0", 0), ("32767", i16::MAX)],
        &some.iter().map(cast).collect::<Vec<_>>(),
    );
    let cast = |value: &u64| *value as i32;
    let random: Vec<i32> = some.iter().map(cast).collect();
    check::<sql::Int4, i32>(&mut db, "int4", &[("-2147483648", i32::MIN), ("0", 0), ("2147483647", i32::MAX)], &random);
    let random: Vec<i64> = some.iter().map(|value| *value as i64).collect();
    let known = [("-9223372036854775808", i64::MIN), ("0", 0), ("9223372036854775807", i64::MAX)];
    check::<sql::Int8, i64>(&mut db, "int8", &known, &random);
    let known = [("Infinity", f32::INFINITY), ("-Infinity", f32::NEG_INFINITY), ("-0", -0.0), ("1.5", 1.5), ("3.4028235e38", f32::MAX)];
    check::<sql::Float4, f32>(&mut db, "float4", &known, &[f32::MIN_POSITIVE, f32::EPSILON]);
    let known = [("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY), ("0.1", 0.1), ("1.7976931348623157e308", f64::MAX)];
    let random: Vec<f64> = some.iter().map(|value| f64::from_bits(*value)).filter(|value| !value.is_nan()).collect();
    check::<sql::Float8, f64>(&mut db, "float8", &known, &random);
    check::<sql::Oid, u32>(&mut db, "oid", &[("0", 0), ("4294967295", u32::MAX)], &[]);
    check::<sql::Xid, u32>(&mut db, "xid", &[("7", 7)], &[]);
    check::<sql::Cid, u32>(&mut db, "cid", &[("7", 7)], &[]);
    check::<sql::Xid8, u64>(&mut db, "xid8", &[("18446744073709551615", u64::MAX)], &[]);
    check::<sql::Regclass, u32>(&mut db, "regclass", &[("pg_catalog.pg_class", 1259)], &[]);
    check::<sql::Regtype, u32>(&mut db, "regtype", &[("int4", 23)], &[]);
    check::<sql::Char, i8>(&mut db, "\"char\"", &[("a", 97), ("", 0)], &[i8::MAX]);
}

#[test]
fn not_a_number_is_a_number_to_floats() {
    let Some(mut db) = Database::new("nan") else { return };
    let query = crate::query::plain("select 'NaN'::float8", |row| row.value::<f64>(0));
    assert!(query.fetch_one(&mut db.client).expect("NaN is a float").is_nan());
}

#[test]
fn text_and_bytes() {
    let Some(mut db) = Database::new("text") else { return };
    let owned = |text: &str| text.to_owned();
    let known = [("", owned("")), ("a'b\\c\"", owned("a'b\\c\"")), ("žluťoučký 漢字 🦀", owned("žluťoučký 漢字 🦀"))];
    check::<sql::Text, String>(&mut db, "text", &known, &[owned("x").repeat(5000)]);
    check::<sql::Varchar, String>(&mut db, "varchar(100)", &known, &[]);
    check::<sql::Bpchar, String>(&mut db, "char(5)", &[("ab", owned("ab   "))], &[]);
    check::<sql::Name, String>(&mut db, "name", &known, &[]);
    check::<sql::Xml, String>(&mut db, "xml", &[], &[]);
    check::<sql::Refcursor, String>(&mut db, "refcursor", &[("c", owned("c"))], &[]);
    let known = [("\\x", Vec::new()), ("\\x00ff10", vec![0, 255, 16])];
    check::<sql::Bytea, Vec<u8>>(&mut db, "bytea", &known, &[(0..=255).collect()]);
}

#[test]
fn uuid_and_json() {
    let Some(mut db) = Database::new("json") else { return };
    let text = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
    let known = [(text, text.parse().expect("a uuid")), ("00000000-0000-0000-0000-000000000000", uuid::Uuid::nil())];
    check::<sql::Uuid, uuid::Uuid>(&mut db, "uuid", &known, &[uuid::Uuid::max()]);
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let texts = ["null", "true", "-1.5", "\"a\\\"b\"", "[1, [2, {}]]", "{\"a\": {\"b\": [null]}}"];
    let known = texts.map(|text| (text, value(text)));
    check::<sql::Jsonb, serde_json::Value>(&mut db, "jsonb", &known, &[]);
    let texts = ["null", "true", "[1,[2,{}]]", "{\"a\":{\"b\":[null]}}"];
    check::<sql::Json, serde_json::Value>(&mut db, "json", &texts.map(|text| (text, value(text))), &[]);
    let map = JsonOf(BTreeMap::from([("a".to_owned(), vec![1, 2])]));
    check::<sql::Jsonb, JsonOf<BTreeMap<String, Vec<i32>>>>(&mut db, "jsonb", &[("{\"a\": [1, 2]}", map)], &[]);
}

#[test]
fn numeric() {
    let Some(mut db) = Database::new("numeric") else { return };
    let mut random = Random::seeded();
    eprintln!("MIGRATE_SEED={}", random.seed());
    let texts = [
        "0",
        "0.00",
        "1",
        "-1",
        "10000",
        "100000000",
        "0.0001",
        "0.00001",
        "-0.1",
        "123456789.987654321",
        "9999.9999",
        "10000.0001",
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "1.50",
        "12345678901234567890.12345678",
    ];
    let known = texts.map(|text| (text, text.parse::<Decimal>().expect("a decimal")));
    let values: Vec<Decimal> = (0..200)
        .map(|_| {
            let mantissa = (random.below(1 << 47) as i128) << random.below(48) | random.below(1 << 20) as i128;
            Decimal::from_i128_with_scale(mantissa * *random.pick(&[1, -1]), random.below(29) as u32)
        })
        .collect();
    check::<sql::Numeric, Decimal>(&mut db, "numeric", &known, &values);
    for (text, reason) in [
        ("NaN", "NaN"),
        ("Infinity", "infinity"),
        ("-Infinity", "infinity"),
        ("79228162514264337593543950336", "more digits"),
        ("0.00000000000000000000000000001", "more digits"),
        ("1e100", "more digits"),
    ] {
        let query = crate::query::plain(&format!("select '{text}'::numeric"), |row| row.value::<Decimal>(0));
        let error = query.fetch_one(&mut db.client).expect_err(text).to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
    // Digits after the point that are zero are no reason to refuse.
    let query = crate::query::plain("select 1.5::numeric(50, 40)", |row| row.value::<Decimal>(0));
    assert_eq!(query.fetch_one(&mut db.client).expect("it has two digits"), Decimal::new(15, 1));
}
