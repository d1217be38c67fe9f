//! Is the generated module what is committed, formatted, the same each time.

use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::{CarriedMigration, Input, Output, Settings, Sql, generate};
use migrate_build::compile::{
    Compiled, DeclaredTransaction, Migration, MigrationKind, Options, carried_migration, compile, compile_observed,
};
use migrate_build::docs::comparable_schema;
use migrate_build::project::find_configuration;
use migrate_build::text::SourceText;
use migrate_model::{HistoryTable, Version};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A migration of some text.
pub(crate) fn migration(number: &str, name: &str, sql: &str) -> Migration {
    Migration {
        kind: MigrationKind::Versioned(Version::new(number)),
        name: name.to_owned(),
        label: format!("{number}_{name}"),
        up: SourceText::new(&format!("{number}_{name}.sql"), sql),
        up_sql: sql.to_owned(),
        down: None,
        verify: None,
        require: None,
        header: None,
        directives: Vec::new(),
        transaction: DeclaredTransaction::Unsaid,
    }
}

/// The pages use what version 14 does not know.
const NEWER: Options = Options { versions: VersionRange { lowest: 15, highest: 18 }, lints: None };

/// The schema of one script, which must be right.
pub(crate) fn catalog_of(sql: &str) -> Catalog {
    checked(compile(&[migration("1", "test", sql)], &NEWER)).catalog
}

fn checked(compiled: Compiled) -> Compiled {
    let errors: Vec<&str> = compiled.findings.iter().map(|finding| finding.diagnostic.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    compiled
}

/// The module of some migrations.
pub(crate) fn module_of(migrations: &[Migration], settings: &Settings) -> Output {
    let mut ids = Vec::new();
    let compiled = checked(compile_observed(migrations, &NEWER, &mut |_, catalog| ids.push(catalog.first_free_id())));
    let executions = compiled.executions.iter().cloned();
    let carried: Vec<CarriedMigration> = migrations
        .iter()
        .zip(ids)
        .zip(executions)
        .map(|((migration, id), execution)| carried_migration(migration, &execution, &[], id))
        .collect();
    generate(&Input {
        catalog: &compiled.catalog,
        settings,
        migrations: &carried,
        schema: &Sql::Text(comparable_schema(&compiled.catalog).to_text()),
        repeated: "",
        seeds: &[],
        module: "schema",
        directory: "/out/migrate/schema",
        digest: "0123456789abcdef",
        version: "0.1.0",
        queries: &[],
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen")
}

/// What the `.toml` beside a script says.
fn settings_of(script: &Path) -> Settings {
    let text = std::fs::read_to_string(script.with_extension("toml")).unwrap_or_default();
    if text.is_empty() {
        return Settings::default();
    }
    // Tests of one process run side by side, and each reads what it wrote.
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let scratch = std::env::temp_dir().join(format!("migrate-codegen-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder can be made");
    std::fs::write(scratch.join("migrate.toml"), text).expect("a scratch file can be written");
    let found = find_configuration(&scratch);
    std::fs::remove_dir_all(&scratch).expect("a scratch folder can be removed");
    match found {
        Ok(Some((_, configuration))) => configuration.code_settings(),
        _ => panic!("{} is no configuration", script.display()),
    }
}

/// The scripts of the folder, and the module of each.
pub(crate) fn pages() -> Vec<(PathBuf, Output)> {
    let entries = std::fs::read_dir(folder()).expect("the folder is there");
    let mut scripts: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "sql")).collect();
    scripts.sort();
    let module = |path: PathBuf| {
        let sql = std::fs::read_to_string(&path).expect("the script is readable");
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("the script has a name").to_owned();
        let output = module_of(&[migration("001", &name, &sql)], &settings_of(&path));
        (path, output)
    };
    scripts.into_iter().map(module).collect()
}

#[test]
fn modules_are_what_is_committed() {
    let mut wrong = Vec::new();
    for (path, output) in pages() {
        let committed = path.with_extension("rs.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&committed, &output.text).expect("the page can be written");
        } else if std::fs::read_to_string(&committed).unwrap_or_default() != output.text {
            wrong.push(committed.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "these pages have changed; UPDATE=1 writes them anew:\n{}", wrong.join("\n"));
}

#[test]
fn modules_are_formatted() {
    for (path, output) in pages() {
        let formatted = rustfmt(&output.text);
        for (number, (ours, theirs)) in output.text.lines().zip(formatted.lines()).enumerate() {
            assert_eq!(ours, theirs, "{}:{}", path.display(), number + 1);
        }
        assert_eq!(output.text.lines().count(), formatted.lines().count(), "{}", path.display());
    }
}

#[test]
fn modules_are_the_same_each_time() {
    let texts = |pages: Vec<(PathBuf, Output)>| pages.into_iter().map(|(_, output)| output.text).collect::<Vec<_>>();
    assert_eq!(texts(pages()), texts(pages()));
}

fn rustfmt(text: &str) -> String {
    // The settings of this repository are not those of its users.
    let empty = std::env::temp_dir().join("migrate-rustfmt");
    std::fs::create_dir_all(&empty).expect("a scratch folder can be made");
    std::fs::write(empty.join("rustfmt.toml"), "").expect("a scratch file can be written");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", empty.to_str().expect("a path"), "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is there");
    child.stdin.take().expect("it is a pipe").write_all(text.as_bytes()).expect("rustfmt reads");
    let output = child.wait_with_output().expect("rustfmt ends");
    assert!(output.status.success(), "rustfmt refuses the text");
    String::from_utf8(output.stdout).expect("rustfmt writes text")
}

fn findings_of(sql: &str, types: &[(&str, &str)], names: &[(&str, &str)]) -> Vec<String> {
    let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let settings = Settings { types: owned(types), names: owned(names), ..Settings::default() };
    let output = module_of(&[migration("1", "test", sql)], &settings);
    output.findings.into_iter().map(|finding| format!("{}: {}", finding.message, finding.help.join("; "))).collect()
}

#[test]
fn names_that_cannot_be_said_are_told_of() {
    let found = findings_of("create table people (id int, \"patientId\" int, patient_id int); create table person (id int)", &[], &[]);
    assert_eq!(
        found,
        [
            "the column \"patientId\" of \"public.people\" and its column \"patient_id\" would both be called `patient_id` in Rust: \
             call one of them otherwise in migrate.toml: under `[names]` write `\"people.patient_id\" = \"patient_id2\"`, or any name you like",
            "the table \"people\" and the table \"person\" would both be called `Person` in Rust: \
             call one of them otherwise in migrate.toml: under `[names]` write `\"person\" = \"Person2\"`, or any name you like",
        ]
    );
    let found = findings_of("create table new_visits (id int); create table visits (id int)", &[], &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("would both be called `NewVisit`"), "{found:?}");
    assert!(findings_of("create table people (id int); create table person (id int)", &[], &[("person", "One")]).is_empty());
}

#[test]
fn what_the_configuration_says_of_nothing_is_told_of() {
    let sql = "create table people (id int, mail text)";
    let found =
        findings_of(sql, &[("peeple.mail", "crate::Mail"), ("people.mail", "crate::Mail; fn x() {}")], &[("people.id", "a b"), ("x", "Y")]);
    let starts: Vec<&str> = found.iter().map(|finding| finding.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(
        starts,
        [
            "nothing in the schema is called `peeple.mail`, which stands under `[types]` in migrate.toml",
            "`crate::Mail; fn x() {}`, which `[types]` gives `people.mail`, cannot be a type in Rust",
            "`a b`, which `[names]` gives `people.id`, cannot be a name in Rust",
            "nothing in the schema is called `x`, which stands under `[names]` in migrate.toml",
        ]
    );
}

#[test]
fn the_history_stands_where_the_configuration_says() {
    let history = HistoryTable { schema: "ops".to_owned(), table: "applied".to_owned() };
    let told = module_of(&[migration("1", "test", "create table people (id int)")], &Settings { history, ..Settings::default() });
    assert!(told.text.contains(".history(\"ops\", \"applied\")"), "{}", told.text);
    let untold = module_of(&[migration("1", "test", "create table people (id int)")], &Settings::default());
    assert!(!untold.text.contains(".history("), "{}", untold.text);
}
