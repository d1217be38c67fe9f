//! One row and many rows, with defaults, arrays, enums and composites.

use crate::database::Database;
use migrate_runtime::__private as rt;
use migrate_runtime::{Set, sql};
use rt::{Insert, InsertMany, NeverNull, Nullable, Place};

/// What is generated for inserting into a table.
#[derive(Clone)]
struct NewItem {
    name: String,
    price: Option<i32>,
    count: Set<i32>,
    tags: Vec<String>,
}

fn item(number: i32) -> NewItem {
    NewItem {
        name: format!("item {number}"),
        price: (number % 3 == 0).then_some(number),
        count: Set::Value(number),
        tags: vec![number.to_string(); 2],
    }
}

fn many(items: &[NewItem], with_tags: bool) -> InsertMany {
    let mut many = InsertMany::new("public.items", Place::here());
    many.column::<sql::Text>("name");
    many.column::<sql::Int4>("price");
    many.column::<sql::Int4>("\"count\"");
    if with_tags {
        many.column::<sql::Array<sql::Text>>("tags");
    }
    for item in items {
        many.value::<sql::Text, NeverNull, _>(&item.name);
        many.value::<sql::Int4, Nullable, _>(&item.price);
        many.set::<sql::Int4, NeverNull, _>(&item.count);
        if with_tags {
            many.value::<sql::Array<sql::Text>, NeverNull, _>(&item.tags);
        }
    }
    many
}

fn database(name: &str) -> Option<Database> {
    let mut db = Database::new(name)?;
    let table = "create table items (id int4 generated always as identity primary key, name text not null, price int4,
                                     count int4 not null default -1, tags text[] not null default '{}')";
    db.client.batch_execute(table).expect("the schema is right");
    Some(db)
}

fn total(db: &mut Database) -> (i64, i64, i64) {
    let sql = "select count(*), coalesce(sum(count), 0), coalesce(sum(cardinality(tags)), 0) from items";
    let query = crate::query::plain(sql, |row| Ok((row.value(0)?, row.value(1)?, row.value(2)?)));
    query.fetch_one(&mut db.client).expect("one row")
}

#[test]
fn one_row() {
    let Some(mut db) = database("insertone") else { return };
    let mut insert = Insert::new("insert into public.items", Place::here());
    insert.column::<sql::Text, NeverNull, _>("name", "a");
    insert.set::<sql::Int4, NeverNull, _>("\"count\"", &Set::<i32>::Default);
    let found = insert.returning("id, count", |row| Ok((row.value::<i32>(0)?, row.value::<i32>(1)?))).fetch_one(&mut db.client);
    assert_eq!(found.expect("it is inserted"), (1, -1));
    db.client.batch_execute("alter table items alter name set default 'x'").expect("a default");
    assert_eq!(Insert::new("insert into public.items", Place::here()).command().execute(&mut db.client).expect("only defaults"), 1);
}

#[test]
fn many_rows() {
    let Some(mut db) = database("insertmany") else { return };
    let items: Vec<NewItem> = (1..=5).map(item).collect();
    let ids = many(&items, false).returning("id", |row| row.value::<i32>(0)).fetch_all(&mut db.client).expect("five are inserted");
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert_eq!(many(&items, true).command().execute(&mut db.client).expect("with an array"), 5);
    assert_eq!(total(&mut db), (10, 30, 10));
    let mut mixed = items.clone();
    mixed[0].count = Set::Default;
    assert_eq!(many(&mixed, false).command().execute(&mut db.client).expect("with a default"), 5);
    assert_eq!(total(&mut db), (15, 30 + 15 - 2, 10));
    let error = many(&mixed, false).copy().execute(&mut db.client).expect_err("a copy has no defaults for some rows");
    assert!(error.to_string().contains("COPY"), "{error}");
    assert_eq!(many(&[], true).command().execute(&mut db.client).expect("no rows"), 0);
    assert_eq!(many(&[], false).command().execute(&mut db.client).expect("no rows"), 0);
    let lots: Vec<NewItem> = (0..30_000).map(item).collect();
    assert_eq!(many(&lots, false).command().execute(&mut db.client).expect("over arrays"), 30_000);
    let error = many(&lots, true).command().execute(&mut db.client).expect_err("too many");
    assert!(error.to_string().contains("65535"), "{error}");
}

#[test]
fn copies() {
    let Some(mut db) = database("copy") else { return };
    let items: Vec<NewItem> = (1..=1000).map(item).collect();
    assert_eq!(many(&items, true).copy().execute(&mut db.client).expect("a thousand"), 1000);
    let defaults: Vec<NewItem> = items.iter().cloned().map(|item| NewItem { count: Set::Default, ..item }).collect();
    assert_eq!(many(&defaults, false).copy().execute(&mut db.client).expect("a thousand"), 1000);
    assert_eq!(total(&mut db), (2000, 500_500 - 1000, 2000));
    assert_eq!(many(&[], true).copy().execute(&mut db.client).expect("none"), 0);
    db.with_async(async |client| {
        assert_eq!(many(&items, true).copy().execute(&client).await.expect("a thousand"), 1000);
    });
    let error =
        many(&[NewItem { name: "a\0".to_owned(), ..item(1) }], true).copy().execute(&mut db.client).expect_err("the character zero");
    assert!(error.to_string().contains("U+0000"), "{error}");
    db.client.batch_execute("alter table items add check (name <> 'item 7')").expect_err("there are such rows");
    db.client.batch_execute("truncate items; alter table items add check (name <> 'item 7')").expect("there are none");
    let error = many(&items, true).copy().execute(&mut db.client).expect_err("the check fails");
    assert_eq!(error.constraint(), Some("items_name_check"));
}
