//! Queries that were checked when they were compiled, as a program writes them.

mod common;

use common::Database;
use migrate_round_trip::schema::{Customer, NewCustomer, NewOrder, Order, OrderConstraint, Sex, insert, query, query_as, query_scalar};
use migrate_runtime::{Cached, Error, ErrorKind, FetchAsync, FetchSync, Set, SqlState};
use rust_decimal::Decimal;

fn shop() -> Option<Database> {
    let mut db = Database::new()?;
    let customer = |id: i32, name: &str, email: Option<&str>| NewCustomer {
        id,
        name: name.to_owned(),
        email: email.map(str::to_owned),
        sex: if id == 1 { Set::Value(Sex::Female) } else { Set::Default },
    };
    let customers = [customer(1, "Ada", Some("ada@example.org")), customer(2, "Bob", None), customer(3, "Cyd", Some("cyd@example.org"))];
    let made = db.client.fetch_all(NewCustomer::insert_all(&customers)).expect("they are inserted");
    assert_eq!(made.iter().map(|made| made.sex).collect::<Vec<_>>(), [Sex::Female, Sex::NotKnown, Sex::NotKnown]);
    let order = |customer_id, cents| NewOrder { customer_id, total: Decimal::new(cents, 2), placed_at: Set::Default, note: None };
    db.client.fetch_all(NewOrder::insert_all(&[order(1, 1050), order(1, 99), order(3, 0)])).expect("they are inserted");
    Some(db)
}

#[test]
fn rows_of_a_query() {
    let Some(mut db) = shop() else { return };
    let sex = Sex::NotKnown;
    let rows = query!("select id, name, email from customers where sex = :sex and id < $1 order by id", 10).fetch_all(&mut db.client);
    let rows = rows.expect("the query is right");
    assert_eq!(rows.iter().map(|row| (row.id, row.name.as_str())).collect::<Vec<_>>(), [(2, "Bob"), (3, "Cyd")]);
    assert_eq!(rows[0].email, None);
    let ids = [1, 3];
    let names = query_scalar!("select name from customers where id = any(:ids) order by id").fetch_all(&mut db.client);
    assert_eq!(names.expect("the query is right"), ["Ada", "Cyd"]);
    let sexes = vec![Sex::Female];
    let count = query_scalar!("select count(*) from customers where sex = any(:sexes)").fetch_one(&mut Cached::new(&mut db.client));
    assert_eq!(count.expect("the query is right"), 1_i64);
    let email = "ADA@example.org";
    let found: Option<Customer> =
        db.client.fetch_optional(query_as!(Customer, "select * from customers where email = $1", email)).expect("it is unique");
    assert_eq!(found.expect("she is there").name, "Ada");
    let sum =
        query_scalar!("select sum(total) from orders where customer_id = $1", 1).fetch_one(&mut db.client).expect("the query is right");
    assert_eq!(sum, Some(Decimal::new(1149, 2)));
}

#[test]
fn joined_rows_are_whole() {
    let Some(mut db) = shop() else { return };
    let pairs: Vec<(Customer, Option<Order>)> = query_as!(
        (Customer, Option<Order>),
        "select c.*, o.* from customers c left join orders o on o.customer_id = c.id order by c.id, o.id"
    )
    .fetch_all(&mut db.client)
    .expect("the query is right");
    let seen: Vec<(i32, Option<i64>)> = pairs.iter().map(|(customer, order)| (customer.id, order.as_ref().map(|order| order.id))).collect();
    assert_eq!(seen, [(1, Some(1)), (1, Some(2)), (2, None), (3, Some(3))]);
}

#[test]
fn changes_and_their_errors() {
    let Some(mut db) = shop() else { return };
    let note = Some("late");
    assert_eq!(
        query!("update orders set note = :note where customer_id = $1", 1).execute(&mut db.client).expect("the command is right"),
        2
    );
    assert_eq!(db.client.run(query!("update orders set note = $1", None::<&str>)).expect("NULL is allowed"), 3);
    let made = insert!(customers { id: 4, name: "Dan", email: None }).execute(&mut db.client);
    assert_eq!(made.expect("it is inserted"), 1);
    let error: Error =
        insert!(orders { customer_id: 99, total: Decimal::ONE }).execute(&mut db.client).expect_err("there is no such customer");
    assert_eq!(error.sqlstate(), Some(SqlState::ForeignKeyViolation));
    assert_eq!(OrderConstraint::from_error(&error), Some(OrderConstraint::CustomerIdFkey));
    assert!(error.to_string().starts_with("tests/round_trip/tests/queries.rs:"), "{error}");
    let error = query!("select id from customers").fetch_one(&mut db.client).expect_err("there are four");
    assert!(matches!(error.kind(), ErrorKind::SeveralRows));
    let mut transaction = db.client.transaction().expect("a transaction begins");
    transaction.run(query!("delete from orders")).expect("they are deleted");
    transaction.rollback().expect("it is undone");
    assert_eq!(query_scalar!("select count(*) from orders").fetch_one(&mut db.client).expect("they are there"), 3);
}

#[test]
fn the_same_without_blocking() {
    let Some(db) = shop() else { return };
    db.with_async(async |mut client| {
        let id = 1;
        let row = query!("select name, sex from customers where id = :id").fetch_one(&client).await.expect("she is there");
        assert_eq!((row.name.as_str(), row.sex), ("Ada", Sex::Female));
        let mut rows = client.stream(query_as!(Order, "select * from orders order by id"));
        let mut ids = Vec::new();
        while let Some(row) = rows.next().await {
            ids.push(row.expect("it decodes").id);
        }
        assert_eq!(ids, [1, 2, 3]);
        drop(rows);
        let transaction = client.transaction().await.expect("a transaction begins");
        assert_eq!(transaction.run(query!("delete from orders where id = $1", 1)).await.expect("it is there"), 1);
        transaction.rollback().await.expect("it is undone");
        // Two queries at once share a connection.
        let (first, second) = (client.fetch_one(query_scalar!("select count(*) from orders")), client.fetch_one(query_scalar!("select 1")));
        let (second, first) = (second.await, first.await);
        assert_eq!((first.expect("a number"), second.expect("a number")), (3, 1));
    });
}
