//! Do the good examples and the fixes of all rules run on a real server, and do fixes lead to the schema that was meant.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads what the server lacks")]

use crate::lint::fixed_example;
use crate::rule_page::{Example, Purpose, examples};
use migrate_build::lint::{rule_named, rules};
use migrate_runtime::testing::Server;
use postgres::{Client, SimpleQueryMessage};

#[test]
fn good_examples_run() {
    let server = Server::get();
    let (mut wrong, mut lacking, mut run) = (Vec::new(), Vec::new(), 0);
    for rule in rules() {
        for example in examples(rule.page).iter().filter(|example| example.purpose != Purpose::Bad && example.is_for(server)) {
            run += 1;
            match on_fresh_database(server, |client| run_where_possible(client, example)) {
                Ok(()) => {}
                Err(Unrun::Lacking(extension)) => lacking.push(format!("{} line {} needs \"{extension}\"", rule.name, example.line)),
                Err(Unrun::Failing(problem)) => {
                    wrong.push(format!("{} line {} ({:?}): {problem}", rule.name, example.line, example.purpose));
                }
            }
        }
    }
    println!("not run on {}: {}", server.version(), if lacking.is_empty() { "none".to_owned() } else { lacking.join(", ") });
    assert!(run > lacking.len(), "no example is for version {}", server.version());
    assert!(wrong.is_empty(), "{} of {run} on {}:\n{}", wrong.len(), server.version(), wrong.join("\n"));
}

/// Why an example was not run to its end.
enum Unrun {
    /// The server has no packages of an extension.
    Lacking(String),
    Failing(String),
}

fn run_where_possible(client: &mut Client, example: &Example) -> Result<(), Unrun> {
    let made = example.released.iter().chain(&example.judged).flat_map(|text| text.lines());
    let extensions = made.filter_map(|line| line.strip_prefix("create extension ")?.split([' ', ';']).next());
    for extension in extensions.filter(|name| *name != "if") {
        let query = "select exists (select from pg_available_extensions where name = $1)";
        let row = client.query_one(query, &[&extension]).map_err(|problem| Unrun::Failing(problem.to_string()))?;
        if !row.get::<_, bool>(0) {
            return Err(Unrun::Lacking(extension.to_owned()));
        }
    }
    example.run(client).map_err(Unrun::Failing)
}

#[test]
fn fixes_lead_to_the_same_schema() {
    let server = Server::get();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for rule in rules() {
        let bad = examples(rule.page).into_iter().find(|example| example.purpose == Purpose::Bad && example.is_for(server));
        let (Some(bad), Some(text)) = (bad, fixed_example(rule)) else { continue };
        let fixed = examples(&format!("## Fix\n```sql\n{text}```\n")).remove(0);
        compared += 1;
        let schemas = (schema_after(server, &bad), schema_after(server, &Example { versions: bad.versions, ..fixed }));
        match schemas {
            (Ok(meant), Ok(found)) if meant == found => {}
            (meant, found) => wrong.push(format!("{}:\n  meant {meant:#?}\n  found {found:#?}", rule.name)),
        }
    }
    assert!(compared > 0, "no rule has a fix");
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Steps that replace a column, with what programs write in between.
struct Replacement {
    rule: &'static str,
    /// After which file, and the statement.
    writes: &'static [(usize, &'static str)],
    query: &'static str,
    expected: &'static str,
}

const REPLACEMENTS: [Replacement; 2] = [
    Replacement {
        rule: "renamed_column",
        writes: &[
            (0, "insert into visits values (1, 4, 'before'), (2, 4, null)"),
            (1, "insert into visits (id, room, note) values (3, 4, 'of the old program')"),
            (1, "insert into visits (id, room, remark) values (4, 4, 'of the new program')"),
            (1, "update visits set note = 'changed by the old program' where id = 1"),
            (1, "update visits set remark = 'changed by the new program' where id = 3"),
            (2, "update visits set note = null where id = 4"),
        ],
        query: "select id, remark from visits order by id",
        expected: "1 changed by the old program|2 -|3 changed by the new program|4 -",
    },
    Replacement {
        rule: "type_rewrite",
        writes: &[
            (0, "insert into visits (id, minutes) values (1, 10), (2, null)"),
            (1, "insert into visits (id, minutes) values (3, 30)"),
            (1, "update visits set minutes = 11 where id = 1"),
            (2, "update visits set minutes = 31 where id = 3"),
        ],
        query: "select id, minutes from visits order by id",
        expected: "1 11|2 -|3 31",
    },
];

#[test]
fn programs_write_either_column_between_the_steps() {
    let server = Server::get();
    for Replacement { rule: name, writes, query, expected } in REPLACEMENTS {
        let text = fixed_example(rule_named(name).expect("the rule is known")).expect("the rule has a fix");
        let fixed = examples(&format!("## Fix\n```sql\n{text}```\n")).remove(0);
        let found = on_fresh_database(server, |client| -> Result<String, String> {
            for (at, file) in fixed.released.iter().chain(&fixed.judged).enumerate() {
                client.batch_execute(file).map_err(|problem| problem.to_string())?;
                for (_, statement) in writes.iter().filter(|(after, _)| *after == at) {
                    client.batch_execute(statement).map_err(|problem| format!("{statement}: {problem}"))?;
                }
            }
            let rows = client.simple_query(query).map_err(|problem| problem.to_string())?;
            let row = |message: &SimpleQueryMessage| match message {
                SimpleQueryMessage::Row(row) => Some(format!("{} {}", row.get(0).unwrap_or("-"), row.get(1).unwrap_or("-"))),
                _ => None,
            };
            Ok(rows.iter().filter_map(row).collect::<Vec<_>>().join("|"))
        });
        assert_eq!(found.as_deref(), Ok(expected), "{name}");
    }
}

fn schema_after(server: &Server, example: &Example) -> Result<Vec<String>, String> {
    on_fresh_database(server, |client| {
        example.run(client)?;
        let rows = client.query(SCHEMA, &[]).map_err(|problem| problem.to_string())?;
        Ok(rows.iter().map(|row| row.get::<_, String>(0)).collect())
    })
}

/// All that a schema is, but for the order of columns.
const SCHEMA: &str = "
    with own as (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
    select format('relation %s %s %s', c.oid::regclass, c.relkind, c.relrowsecurity)
    from pg_class c where c.relnamespace in (select oid from own)
    union all
    select format('column %s.%s %s %s %s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                  coalesce(pg_get_expr(d.adbin, d.adrelid), ''), a.attidentity)
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace in (select oid from own) and a.attnum > 0 and not a.attisdropped and c.relkind <> 'i'
    union all
    select format('constraint %s on %s %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid), convalidated)
    from pg_constraint where connamespace in (select oid from own)
    union all
    select format('index %s %s', pg_get_indexdef(indexrelid), indisvalid)
    from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace in (select oid from own)
    union all
    select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    order by 1";

fn on_fresh_database<T, E>(server: &Server, work: impl FnOnce(&mut Client) -> Result<T, E>) -> Result<T, E> {
    let name = format!("lint_{}", std::process::id());
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut client = server.fresh_database(&name);
    let result = work(&mut client);
    drop(client);
    server.drop_database(&name);
    result
}
