//! Do the files for others say what the chain makes: executable SQL for the same schema, pages in which no name or comment is more than that.

use migrate_build::compile::{Options, compile_history};
use migrate_build::docs::{DocFile, DocsSettings, definitions, doc_files, schema_sql};
use migrate_build::project::discover;
use migrate_runtime::testing::Server;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders of migrations whose files are recorded.
const RECORDED: [&str; 2] = ["hostile", "renamed"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn files(dir: &Path, settings: &DocsSettings) -> Vec<DocFile> {
    let found = discover(dir).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
    let (compiled, history) = compile_history(&found.migrations, &Options::default());
    let errors: Vec<&str> = compiled.findings.iter().map(|finding| finding.diagnostic.message.as_str()).collect();
    assert!(!compiled.has_errors(), "{errors:?}");
    doc_files(&compiled.catalog, &history, settings)
}

#[test]
fn the_files_are_as_recorded() {
    let mut wrong = Vec::new();
    for name in RECORDED {
        let expected = folder(name).join("expected");
        for file in files(&folder(name), &DocsSettings::below("expected")) {
            let path = folder(name).join(&file.path);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
                std::fs::write(&path, &file.text).expect("a file can be written");
            } else if std::fs::read_to_string(&path).unwrap_or_default() != file.text {
                wrong.push(format!("{}\n{}", path.display(), file.text));
            }
        }
        assert!(expected.join("schema.sql").is_file(), "{} is missing", expected.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_schema_as_sql_makes_the_schema_of_the_chain() {
    let mut failed = Vec::new();
    let clinic = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations");
    for (name, dir) in RECORDED.map(|name| (name, folder(name))).into_iter().chain([("clinic", clinic)]) {
        let found = discover(&dir).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
        let (compiled, history) = compile_history(&found.migrations, &Options::default());
        let one = schema_sql(&compiled.catalog, &history);
        let areas = DocsSettings {
            schema: Some("sql".to_owned()),
            areas: [("02_visits.sql", vec!["visits", "encounters"]), ("01_rest.sql", vec![])]
                .into_iter()
                .map(|(file, tables)| (file.to_owned(), tables.into_iter().map(str::to_owned).collect()))
                .collect(),
            ..DocsSettings::default()
        };
        let several: String = doc_files(&compiled.catalog, &history, &areas).into_iter().map(|file| file.text).collect();
        let chain = described(&format!("docs_{name}_chain"), found.migrations.iter().map(|migration| migration.up_sql.as_str()));
        for (way, sql) in [("file", one), ("areas", several)] {
            let made = described(&format!("docs_{name}_{way}"), [sql.as_str()].into_iter());
            failed.extend(chain.difference(&made).map(|line| format!("{name} {way}: the chain has {line}")));
            failed.extend(made.difference(&chain).map(|line| format!("{name} {way}: the file has {line}")));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_needed_comes_first() {
    for name in RECORDED {
        let found = discover(&folder(name)).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
        let (compiled, history) = compile_history(&found.migrations, &Options::default());
        for (at, definition) in definitions(&compiled.catalog, &history).iter().enumerate() {
            assert!(definition.needs.iter().all(|needed| *needed < at), "{}", definition.name);
            assert!(!definition.sql.is_empty(), "{} is not written", definition.name);
        }
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    for name in RECORDED {
        let settings = DocsSettings::below("out");
        assert_eq!(files(&folder(name), &settings), files(&folder(name), &settings));
    }
}

/// Every object of a database as the server prints it.
fn described<'a>(name: &str, scripts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let server = Server::get();
    let mut client = server.fresh_database(name);
    for script in scripts {
        for sent in crate::psql::statements(script) {
            client.batch_execute(&sent.sql).unwrap_or_else(|reason| panic!("{name}: {reason:?}\n{}", sent.sql));
        }
    }
    let rows = client.query(DESCRIBE, &[]).unwrap_or_else(|reason| panic!("{name}: {reason:?}"));
    let lines = rows.iter().map(|row| row.get::<_, String>(0)).collect();
    drop(client);
    server.drop_database(name);
    lines
}

const DESCRIBE: &str = r"
with own as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
rel as (select c.*, format('%I.%I', n.nspname, c.relname) as full from pg_class c join own n on n.oid = c.relnamespace)
select format('column %s.%I %s %s %s %s %s %s %s', rel.full, attname, row_number() over (partition by rel.oid order by attnum),
    format_type(atttypid, atttypmod), attnotnull, coalesce(pg_get_expr(adbin, adrelid), ''), attidentity, attgenerated, attstorage)
    from pg_attribute join rel on rel.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and relkind <> 'i'
union all select format('relation %s %s %s %s %s %s %s %s', rel.full, relkind, relpersistence, relrowsecurity, relforcerowsecurity, reloptions,
    pg_get_partkeydef(rel.oid), pg_get_expr(relpartbound, rel.oid)) from rel
union all select format('constraint %s %I %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid)) from pg_constraint c
    join own on own.oid = connamespace where contype <> 'n'
union all select format('index %s', pg_get_indexdef(rel.oid)) from rel where relkind in ('i', 'I')
union all select format('view %s %s', rel.full, pg_get_viewdef(rel.oid)) from rel where relkind in ('v', 'm')
union all select format('sequence %s %s', rel.full, (select (seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle) from pg_sequence where seqrelid = rel.oid))
    from rel where relkind = 'S'
union all select format('owned %s by %s.%I', objid::regclass, refobjid::regclass, attname)
    from pg_depend join rel on rel.oid = objid join pg_attribute on attrelid = refobjid and attnum = refobjsubid
    where relkind = 'S' and deptype = 'a' and refclassid = 'pg_class'::regclass
union all select format('function %s', case prokind when 'a' then p.oid::regprocedure::text else pg_get_functiondef(p.oid) end)
    from pg_proc p join own on own.oid = pronamespace where not exists (select from pg_depend where objid = p.oid and deptype in ('e', 'i'))
union all select format('trigger %s %s', pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal
union all select format('policy %s', p) from pg_policies p
union all select format('rule %s', pg_get_ruledef(r.oid)) from pg_rewrite r join rel on rel.oid = ev_class where rulename <> '_RETURN'
union all select format('type %s %s %s %s', t.oid::regtype, typtype, typdefault, (select string_agg(enumlabel, '|' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    from pg_type t join own on own.oid = typnamespace
union all select format('statistics %s', pg_get_statisticsobjdef(oid)) from pg_statistic_ext
union all select format('extension %s', extname) from pg_extension
union all select format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description) from pg_description where objoid >= 16384
";
