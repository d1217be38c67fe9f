//! The program of the `cargo migrate` command.

fn main() -> std::process::ExitCode {
    cargo_migrate::run()
}
