//! The `cargo migrate` command.
fn main() {}
