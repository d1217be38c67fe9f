//! Types of extensions, where the server has these.

use crate::case::check;
use crate::database::Database;
use migrate_runtime::sql;
use migrate_runtime::types::{Hstore, Lquery, Ltree, Ltxtquery};
use std::collections::HashMap;

/// Whether an extension could be made.
fn has(db: &mut Database, extension: &str) -> bool {
    let found = db.client.batch_execute(&format!("create extension {extension}"));
    if let Err(error) = &found {
        assert!(error.to_string().contains("not available") || error.as_db_error().is_some(), "{error}");
        eprintln!("not run: the server has no extension {extension}");
    }
    found.is_ok()
}

#[test]
fn contrib() {
    let Some(mut db) = Database::new("contrib") else { return };
    if has(&mut db, "citext") {
        check::<sql::Citext, String>(&mut db, "citext", &[("AbC", "AbC".to_owned())], &[]);
    }
    if has(&mut db, "hstore") {
        let pairs = Hstore::from([("a".to_owned(), Some("1".to_owned())), ("b".to_owned(), None)]);
        let hashed: HashMap<String, Option<String>> = pairs.clone().into_iter().collect();
        check::<sql::Hstore, Hstore>(&mut db, "hstore", &[("a=>1,b=>NULL", pairs), ("", Hstore::new())], &[]);
        check::<sql::Hstore, HashMap<String, Option<String>>>(&mut db, "hstore", &[("a=>1,b=>NULL", hashed)], &[]);
    }
    if has(&mut db, "ltree") {
        check::<sql::Ltree, Ltree>(&mut db, "ltree", &[("Top.Science", Ltree::from("Top.Science")), ("", Ltree::from(""))], &[]);
        check::<sql::Lquery, Lquery>(&mut db, "lquery", &[("*.Science.*{1,2}", Lquery::from("*.Science.*{1,2}"))], &[]);
        check::<sql::Ltxtquery, Ltxtquery>(&mut db, "ltxtquery", &[("Earth & !Moon", Ltxtquery::from("Earth & !Moon"))], &[]);
    }
}

#[test]
fn vectors() {
    let Some(mut db) = Database::new("vectors") else { return };
    if !has(&mut db, "vector") {
        return;
    }
    let numbers = vec![1.0_f32, -2.5, 0.0];
    check::<sql::Vector, pgvector::Vector>(&mut db, "vector", &[("[1,-2.5,0]", numbers.clone().into())], &[]);
    check::<sql::Halfvec, pgvector::HalfVector>(&mut db, "halfvec", &[("[1,-2.5,0]", pgvector::HalfVector::from_f32_slice(&numbers))], &[]);
    check::<sql::Sparsevec, pgvector::SparseVector>(
        &mut db,
        "sparsevec",
        &[("{1:1,2:-2.5}/3", pgvector::SparseVector::from_dense(&numbers))],
        &[],
    );
}
