//! Does the chain of this repository run on a server, hold what its verification asks, and undo itself file by file.

use crate::split::statements;
use migrate_build::compile::read_header;
use migrate_build::compile::{DeclaredTransaction, Migration};
use migrate_build::project::discover;
use migrate_runtime::testing::Server;
use postgres::Client;
use std::path::Path;

/// Everything in the schema `public` that a migration can make, as the server prints it.
const PICTURE: &str = "
select format('relation %s %s persistence %s rls %s options %s partition %s of %s', oid::regclass, relkind, relpersistence, relrowsecurity, reloptions,
              pg_get_expr(relpartbound, oid), (select array_agg(inhparent::regclass order by inhseqno) from pg_inherits where inhrelid = oid))
  from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'i'
union all select format('column %s.%s %s %s default %s generated %s identity %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
                        attnotnull, pg_get_expr(adbin, adrelid), attgenerated, attidentity)
  from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relnamespace = 'public'::regnamespace and relkind <> 'i' and attnum > 0 and not attisdropped
union all select format('index %s %s valid %s', indexrelid::regclass, pg_get_indexdef(indexrelid), indisvalid)
  from pg_index join pg_class c on c.oid = indexrelid where relnamespace = 'public'::regnamespace
union all select format('constraint %s on %s %s: %s', conname, conrelid::regclass, contypid::regtype, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace
union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = tgrelid
  where not tgisinternal and relnamespace = 'public'::regnamespace
union all select format('policy %s on %s for %s using %s with check %s', polname, polrelid::regclass, polcmd, pg_get_expr(polqual, polrelid),
                        pg_get_expr(polwithcheck, polrelid))
  from pg_policy
union all select format('function %s', pg_get_functiondef(oid)) from pg_proc where pronamespace = 'public'::regnamespace
union all select format('view %s %s', oid::regclass, pg_get_viewdef(oid)) from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'v'
union all select format('type %s %s not null %s default %s labels %s', oid::regtype, typtype, typnotnull, typdefault,
                        (select array_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = t.oid))
  from pg_type t where typnamespace = 'public'::regnamespace
order by 1";

/// People who were there before the later migrations, so that those meet rows.
const PEOPLE: &str = r#"
insert into patients ("firstName", "lastName", "dateOfBirth", sex, phone, email, address, "emergencyContactName", "emergencyContactPhone", "updatedAt")
values ('Mary', 'Seacole', '1805-11-23', 'female', '1', 'mary@clinic.example', '14 Soho Square', 'Edwin', '2', now()),
       ('John', 'Snow', '1813-03-15', 'male', '3', null, null, 'William', '4', now());
insert into allergies ("patientId", allergen) select id, 'Penicillin' from patients;"#;

fn chain() -> Vec<Migration> {
    let folder = discover(&Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations"));
    folder.unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).migrations
}

/// Runs SQL as the migration asks for it: at once, which is one transaction, or statement by statement.
fn run(db: &mut Client, migration: &Migration, sql: &str) {
    let told = |error: postgres::Error, sql: &str| panic!("{}: {error:?}\n{sql}", migration.label);
    if migration.transaction == DeclaredTransaction::Unsaid {
        db.batch_execute(sql).unwrap_or_else(|error| told(error, sql));
        return;
    }
    for range in statements(sql) {
        db.batch_execute(&sql[range.clone()]).unwrap_or_else(|error| told(error, &sql[range]));
    }
}

/// A verification query returns no row, or a single true.
fn verify(db: &mut Client, migration: &Migration) {
    let sql = migration.verify.as_deref().unwrap_or_else(|| panic!("{} has nothing that verifies it", migration.label));
    for range in statements(sql) {
        let rows = db.query(&sql[range.clone()], &[]).unwrap_or_else(|error| panic!("{}: {error:?}", migration.label));
        let holds = rows.is_empty() || (rows.len() == 1 && rows[0].try_get::<_, bool>(0).unwrap_or(false));
        assert!(holds, "{} is not verified by {}", migration.label, &sql[range]);
    }
}

fn picture(db: &mut Client) -> Vec<String> {
    db.query(PICTURE, &[]).expect("the catalogs can be read").iter().map(|row| row.get(0)).collect()
}

#[test]
fn every_migration_verifies_and_undoes_itself() {
    let server = Server::get();
    let mut db = server.fresh_database("migrate_chain");
    let chain = chain();
    let mut before = Vec::new();
    for migration in &chain {
        before.push(picture(&mut db));
        run(&mut db, migration, &migration.up_sql);
        if before.len() == 1 {
            db.batch_execute(PEOPLE).expect("people come");
        }
        verify(&mut db, migration);
    }
    for (migration, before) in chain.iter().zip(&before).rev() {
        let (_, down) = migration.down.as_ref().unwrap_or_else(|| panic!("{} cannot be undone", migration.label));
        run(&mut db, migration, down);
        let after = picture(&mut db);
        let (lost, left): (Vec<_>, Vec<_>) =
            (before.iter().filter(|it| !after.contains(it)).collect(), after.iter().filter(|it| !before.contains(it)).collect());
        assert!(lost.is_empty() && left.is_empty(), "{} undone: lost {lost:#?}, left {left:#?}", migration.label);
    }
    drop(db);
    server.drop_database("migrate_chain");
}

#[test]
fn every_migration_has_the_header_of_the_contract() {
    for migration in chain() {
        let header = read_header(migration.up.text());
        let said = [&header.title, &header.problem, &header.solution];
        assert!(said.iter().all(|part| part.is_some()) && !header.affected_tables.is_empty(), "{}", migration.label);
        let verb = ["create", "add", "copy", "backfill", "require", "validate"].iter().any(|verb| migration.name.starts_with(verb));
        assert!(verb && migration.name.len() <= 50, "{} begins with a verb and stays short", migration.label);
    }
}
