//! What the migrations mean is known when the package is built.

fn main() {
    migrate_build::run();
}
