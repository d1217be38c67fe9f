//! Checks both chains of migrations and writes the modules `schema` and `similarity`.

fn main() {
    migrate_build::run();
    migrate_build::Schema::new("similarity").configuration("similarity/migrate.toml").run();
}
