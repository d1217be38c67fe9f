//! Checks the migrations and writes the module of the schema.

fn main() {
    migrate_build::run()
}
