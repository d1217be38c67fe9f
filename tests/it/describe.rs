//! Does the engine say of a query which columns can be NULL and how many rows come.

use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Cardinality, Description, describe_query};
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::syntax::parse_file;

const SCHEMA: &str = "
create table owner (id int primary key, name text not null, email text unique, age int, check (age is not null));
create table pet (id int primary key, owner_id int references owner, name text not null, born date, kind text not null default 'cat');
create table loose (id int primary key, name text not null no inherit);
create table looser () inherits (loose);
create view pets as select p.id, p.name, o.name as owner from pet p left join owner o on o.id = p.owner_id;
create view oldest as select max(born) as born, count(*) as n from pet;
create table watched (id int primary key, name text);
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t before update on watched for each row execute function f();
";

/// A query, its columns (a `?` after those that can be NULL), and how many rows come.
const CASES: &[(&str, &str, &str)] = &[
    ("select id, name, email, age from owner", "id name email? age", "many"),
    ("select * from owner where id = $1", "id name email? age", "optional"),
    ("select name from owner where email = $1", "name", "optional"),
    ("select name from owner where name = $1", "name", "many"),
    ("select email from owner where email is not null", "email", "many"),
    ("select email from owner where email > 'a' or email like 'b%'", "email", "many"),
    ("select email from owner where email > 'a' or age = 1", "email?", "many"),
    ("select email from owner where not (email is null)", "email", "many"),
    ("select email from owner where email = any($1)", "email", "many"),
    ("select email from owner where email <> all($1)", "email?", "many"),
    ("select lower(email) as e from owner where lower(email) = 'x'", "e", "many"),
    ("select o.name, p.name from owner o join pet p on p.owner_id = o.id", "name name", "many"),
    ("select o.name, p.name, p.owner_id from owner o join pet p on p.owner_id = o.id", "name name owner_id", "many"),
    ("select o.name, p.name from owner o left join pet p on p.owner_id = o.id", "name name?", "many"),
    ("select o.name, p.name from owner o left join pet p on p.owner_id = o.id order by p.born", "name name?", "many"),
    ("select o.name, p.name from owner o left join pet p on p.owner_id = o.id limit 5", "name name?", "many"),
    ("select p.name from owner o left join pet p on p.owner_id = o.id limit 1", "name?", "optional"),
    ("select o.name, p.name from pet p right join owner o on p.owner_id = o.id", "name name?", "many"),
    ("select o.name, p.name from owner o full join pet p on p.owner_id = o.id", "name? name?", "many"),
    ("select p.name from owner o left join pet p on p.owner_id = o.id where p.id > 1", "name", "many"),
    ("select p.name from owner o left join pet p on p.owner_id = o.id where p is not null", "name", "many"),
    ("select q.n from (select p.name as n from owner o left join pet p on p.owner_id = o.id) q", "n?", "many"),
    ("with q as (select p.name as n from owner o left join pet p on p.owner_id = o.id) select n from q", "n?", "many"),
    ("select id, o.name from owner o full join pet p using (id)", "id name?", "many"),
    ("select id from owner left join pet using (id)", "id", "many"),
    ("select id, name, owner from pets", "id name owner?", "many"),
    ("select born, n from oldest", "born? n", "many"),
    ("select id, name from loose", "id name?", "many"),
    ("select id, name from only loose", "id name", "many"),
    ("select count(*), sum(id), max(name) from pet", "count sum? max?", "one"),
    ("select owner_id, count(*), sum(id), max(born) from pet group by owner_id", "owner_id? count sum max?", "many"),
    ("select sum(id) filter (where id > 1) from pet group by kind", "sum?", "many"),
    ("select kind, count(*) from pet group by rollup (kind)", "kind? count", "many"),
    ("select array_agg(born) from pet group by kind", "array_agg", "many"),
    ("select coalesce(email, 'none') as e, coalesce(email, $1) as f from owner", "e f?", "many"),
    ("select case when email is null then 'x' else email end as e from owner", "e", "many"),
    ("select case when age > 1 then name end as e from owner", "e?", "many"),
    ("select nullif(name, 'x') as n from owner", "n?", "many"),
    ("select exists (select from pet) as e, array(select name from pet) as a", "e a", "one"),
    ("select (select name from pet where id = 1) as n", "n?", "one"),
    ("select (select count(*) from pet) as n", "n", "one"),
    ("select name || '!' as a, name || email as b from owner", "a b?", "many"),
    (
        "select row_number() over () as r, lag(name) over (order by id) as l, first_value(name) over (order by id) as f from pet",
        "r l? f",
        "many",
    ),
    ("select name from owner union select email from owner", "name?", "many"),
    ("select name from owner union all select name from pet", "name", "many"),
    ("select name from owner intersect select email from owner", "name", "many"),
    ("select x from (values (1), (null)) v(x)", "x?", "many"),
    ("select x from (values (1), (2)) v(x)", "x", "many"),
    ("with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select n from t", "n", "many"),
    ("with recursive t(n) as (select 1 union all select null from t) select n from t", "n?", "many"),
    ("select g from generate_series(1, 3) g", "g", "many"),
    ("select now() as n, 1 as o, null as p", "n o p?", "one"),
    ("select $1::int as n", "n?", "one"),
    ("select o.name, x.n from owner o, lateral (select count(*) as n from pet p where p.owner_id = o.id) x", "name n", "many"),
    ("insert into owner (id, name, email, age) values (1, 'a', 'b', 2) returning id, name, email", "id name email", "one"),
    ("insert into owner (id, name, age) values (1, 'a', 2) on conflict do nothing returning id, email", "id email?", "optional"),
    ("insert into owner (id, name, age) values (1, 'a', 2), (2, 'b', 3)", "", "none"),
    ("update owner set email = 'x' where id = 1 returning email, name", "email name", "optional"),
    ("update owner set name = 'x' where email is not null returning email", "email", "many"),
    ("update watched set id = 2 where name is not null returning name", "name?", "many"),
    ("update owner set email = null where email is not null returning email", "email?", "many"),
    ("delete from owner where email = $1 returning email", "email", "optional"),
    (
        "with made as (insert into owner (id, name, age) values (1, 'a', 2) returning id, email) select id, email from made",
        "id email?",
        "one",
    ),
];

#[test]
fn columns_and_rows_are_what_they_must_be() {
    let mut cx = Cx::new(Catalog::new(VersionRange::only(18)), Session::new(TransactionMode::Statements), SCHEMA);
    let parsed = parse_file(SCHEMA);
    assert!(parsed.problems.is_empty());
    for statement in &parsed.statements {
        fold_statement(&mut cx, statement).expect("the schema is sound");
    }
    let mut wrong = Vec::new();
    for (query, columns, rows) in CASES {
        match describe_query(&cx.catalog, query) {
            Ok(found) => {
                let said = (columns_of(&found), word(found.cardinality));
                if said != ((*columns).to_owned(), *rows) {
                    wrong.push(format!("{query}\n    expected {columns} / {rows}\n    found    {} / {}", said.0, said.1));
                }
            }
            Err(problem) => wrong.push(format!("{query}\n    refused: {}", problem.message)),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

fn columns_of(found: &Description) -> String {
    let column = |column: &migrate_build::compile::DescribedColumn| format!("{}{}", column.name, if column.nullable { "?" } else { "" });
    found.columns.iter().map(column).collect::<Vec<_>>().join(" ")
}

fn word(cardinality: Cardinality) -> &'static str {
    match cardinality {
        Cardinality::One => "one",
        Cardinality::Optional => "optional",
        Cardinality::Many => "many",
        Cardinality::None => "none",
    }
}
