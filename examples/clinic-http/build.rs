//! Checks the migrations and writes the module `schema`.

fn main() {
    migrate_build::run()
}
