//! Does the generated module compile, hostile input and all, without a warning, with the runtime's features and without; and does it do on a server
//! what it says.

use crate::fixture::Fixture;
use migrate_runtime::testing::Server;
use std::path::Path;

const FEATURES: &str = r#"features = ["chrono"]"#;
const ALL_FEATURES: &str = r#"features = ["uuid", "chrono", "json", "decimal", "cidr"]"#;
const MORE: &str = "chrono = { version = \"0.4\", default-features = false }\n";
const NOTHING: &str = "//! Only the module.\n\nmigrate_runtime::schema!();\n\nfn main() {}\n";

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen").join(name)).expect("the page is readable")
}

/// Switches features of the runtime on for a package.
fn with_features(fixture: &Fixture, package: &str) {
    let path = fixture.root().join(package).join("Cargo.toml");
    let text = std::fs::read_to_string(&path).expect("the manifest was written");
    let more = text.replace(FEATURES, ALL_FEATURES).replace("[dependencies]\n", &format!("[dependencies]\n{MORE}"));
    assert!(more.contains(ALL_FEATURES), "the manifest has other features: {text}");
    std::fs::write(&path, more).expect("the manifest can be written");
}

/// The pages use what version 14 does not know.
const NEWER: (&str, &str) = ("migrate.toml", "postgres = \"15..18\"\n");

#[test]
fn modules_compile_without_features() {
    let mut fixture = Fixture::new("generated");
    let (clinic, hostile, mapped, settings) = (page("clinic.sql"), page("hostile.sql"), page("mapped.sql"), page("mapped.toml"));
    let both = [("migrations/001_clinic.sql", clinic.as_str()), ("migrations/002_hostile.sql", &hostile), NEWER, ("src/main.rs", NOTHING)];
    fixture.package("bare", &both);
    let program = page("mapped.rs");
    fixture.package("mapped", &[("migrations/001_mapped.sql", &mapped), ("migrate.toml", &settings), ("src/main.rs", &program)]);
    let library = "//! Only the module.\n\nmigrate_runtime::schema!();\n";
    fixture.package("documented", &[both[0], both[1], NEWER, ("src/lib.rs", library)]);
    let messages = fixture.check();
    assert!(messages.is_empty(), "{messages:#?}");
    run(&fixture, "mapped", &[&mapped]);
    let documented = fixture.cargo(&["doc", "--offline", "--no-deps", "-p", "documented"]);
    let told = String::from_utf8_lossy(&documented.stderr);
    assert!(documented.status.success() && !told.contains("warning"), "{told}");
    let tested = fixture.cargo(&["test", "--offline", "--doc", "-p", "documented"]);
    let told = String::from_utf8_lossy(&tested.stdout);
    assert!(told.contains("running 0 tests"), "{told}");
}

#[test]
fn modules_compile_and_run_with_features() {
    let mut fixture = Fixture::new("generated_full");
    let (clinic, hostile, program) = (page("clinic.sql"), page("hostile.sql"), page("program.rs"));
    let files =
        [("migrations/001_clinic.sql", clinic.as_str()), ("migrations/002_hostile.sql", &hostile), NEWER, ("src/main.rs", &program)];
    fixture.package("full", &files);
    with_features(&fixture, "full");
    let messages = fixture.check();
    assert!(messages.is_empty(), "{messages:#?}");
    run(&fixture, "full", &[&clinic, &hostile]);
}

/// Runs a program on a database that has its schema.
fn run(fixture: &Fixture, package: &str, scripts: &[&str]) {
    let server = Server::get();
    let name = format!("generated_{package}");
    let mut client = server.fresh_database(&name);
    scripts.iter().for_each(|script| client.batch_execute(script).expect("the script runs"));
    drop(client);
    let url = server.url_of(&name);
    let output = fixture.cargo(&["run", "--quiet", "--offline", "-p", package, "--", &url]);
    server.drop_database(&name);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("done"), "{told}{}", String::from_utf8_lossy(&output.stderr));
}
