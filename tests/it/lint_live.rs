//! Do the good examples and the fixes of all rules run on a real server, and do fixes lead to the schema that was meant.

use crate::lint::fixed_example;
use crate::rule_page::{Example, Purpose, examples};
use migrate_build::lint::rules;
use migrate_runtime::testing::Server;
use postgres::Client;

#[test]
fn good_examples_run() {
    let server = Server::get();
    let (mut wrong, mut run) = (Vec::new(), 0);
    for rule in rules() {
        for example in examples(rule.page).iter().filter(|example| example.purpose != Purpose::Bad && example.is_for(server)) {
            run += 1;
            if let Err(problem) = on_fresh_database(server, |client| example.run(client)) {
                wrong.push(format!("{} line {} ({:?}): {problem}", rule.name, example.line, example.purpose));
            }
        }
    }
    assert!(run > 0, "no example is for version {}", server.version());
    assert!(wrong.is_empty(), "{} of {run} on {}:\n{}", wrong.len(), server.version(), wrong.join("\n"));
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

fn on_fresh_database<T>(server: &Server, work: impl FnOnce(&mut Client) -> Result<T, String>) -> Result<T, String> {
    let name = format!("lint_{}", std::process::id());
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut client = server.fresh_database(&name);
    let result = work(&mut client);
    drop(client);
    server.drop_database(&name);
    result
}
