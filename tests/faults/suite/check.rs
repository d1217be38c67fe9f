//! Is a database as it must be after whatever happened: complete, once, chained, nothing left behind.

use migrate_faults::{applier, version};
use migrate_runtime::{Expressions, MigrationKind};
use postgres::Client;
use std::collections::BTreeMap;

/// Everything that the migrations make, one line an object.
const OBJECTS: &str = "
select coalesce(string_agg(line, E'\\n' order by line collate \"C\"), '') from (
  select format('%s %s %s', c.relkind, c.relname, c.relrowsecurity) as line
    from pg_class c where c.relnamespace = 'public'::regnamespace
  union all
  select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace
  union all
  select format('label %s %s', enumtypid::regtype, string_agg(enumlabel, ',' order by enumsortorder)) from pg_enum group by enumtypid
  union all
  select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  union all
  select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all
  select format('view %s: %s', oid::regclass, pg_get_viewdef(oid)) from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
  union all
  select format('policy %s on %s: %s', polname, polrelid::regclass, pg_get_expr(polqual, polrelid)) from pg_policy
  union all
  select format('part %s of %s', inhrelid::regclass, inhparent::regclass) from pg_inherits
  union all
  select format('comment %s', description) from pg_description where objoid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
) lines where line not like '%migration_history%'";

/// What is left behind of any kind.
const LEFTOVERS: &str = "
select format('index %s is not valid', indexrelid::regclass) from pg_index where not (indisvalid and indisready and indislive)
union all
select format('session %s holds an advisory lock', pid) from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
union all
select format('partition %s is being detached', inhrelid::regclass) from pg_inherits where inhdetachpending
union all
select format('step %s of %s is noted', step, name) from migration_history_progress
union all
select format('migration %s ran %s times', n, (select count(*) from runs where migration = n)) from generate_series(1, $1) n
  where n <> all ($2) and (select count(*) from runs where migration = n) <> 1";

/// What the last migrations say of rows.
const ROWS: &str = "
select 'a room lost its bed' where exists (select from beds where room_id <> 101 - id)
union all
select 'a patient has no ward' where exists (select from patients where ward is distinct from 'ward ' || id % 7)";

/// The migrations of which no statement runs in a transaction, or none that writes a row.
const SILENT: [i32; 9] = [5, 6, 10, 13, 15, 16, 17, 23, 25];

/// The objects of a database.
pub(crate) fn objects(client: &mut Client) -> String {
    client.query_one(OBJECTS, &[]).expect("the objects can be listed").get(0)
}

/// Everything that is wrong with a database to which the first `count` migrations were applied.
pub(crate) fn faults(client: &mut Client, count: usize, expected: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let migrations = version(count);
    match applier(migrations).verify_history(&mut *client) {
        Err(error) => wrong.push(format!("the history is broken: {error}")),
        Ok(events) => {
            let mut applied: BTreeMap<String, usize> = BTreeMap::new();
            for event in events.iter().filter(|event| event.event == migrate_runtime::model::EventKind::Applied) {
                *applied.entry(format!("{} {}", event.version, event.name)).or_default() += 1;
            }
            for migration in migrations.list() {
                let times = applied.remove(&format!("{} {}", migration.version, migration.name)).unwrap_or(0);
                if times != 1 {
                    wrong.push(format!("{} {} was applied {times} times", migration.version, migration.name));
                }
            }
            wrong.extend(applied.into_keys().map(|other| format!("{other} was applied, and is not there")));
        }
    }
    let last = i32::try_from(migrations.list().iter().filter(|migration| migration.kind == MigrationKind::Versioned).count());
    let last = last.expect("the migrations are few");
    match client.query(LEFTOVERS, &[&last, &SILENT.as_slice()]) {
        Ok(rows) => wrong.extend(rows.iter().map(|row| row.get::<_, String>(0))),
        Err(error) => {
            wrong.push(format!("the leftovers cannot be listed: {error}: {:?}", error.as_db_error().map(|error| error.message())))
        }
    }
    if count >= migrate_faults::schema::MIGRATIONS.list().len() {
        let rows = client.query(ROWS, &[]).expect("the rows can be looked at");
        wrong.extend(rows.iter().map(|row| row.get::<_, String>(0)));
        match applier(migrations).drift(&mut *client) {
            Err(error) => wrong.push(format!("the schema cannot be compared with the computed one: {error}")),
            Ok(drift) => {
                let expressions = match drift.expressions() {
                    Expressions::Compared(others) => others.iter().map(|object| format!("printed otherwise: {object}")).collect(),
                    Expressions::Unknown | Expressions::OtherServer => Vec::new(),
                };
                let differences = drift.differences().iter().map(|difference| format!("not as computed: {difference}"));
                wrong.extend(differences.chain(expressions));
            }
        }
    }
    let found = objects(client);
    if found != expected {
        let only = |a: &str, b: &str, what: &str| {
            a.lines().filter(|line| !b.contains(line)).map(|line| format!("{what}: {line}")).collect::<Vec<String>>()
        };
        wrong.extend(only(&found, expected, "too much"));
        wrong.extend(only(expected, &found, "missing"));
        if wrong.is_empty() {
            wrong.push("the objects are others".to_owned());
        }
    }
    wrong
}
