//! Applies the migrations once its input ends: `apply HOW_MANY`, on the server of `DATABASE_URL`.

#![expect(clippy::print_stdout, reason = "it says what it did")]

use migrate_faults::{applier, version};
use migrate_runtime::Config;
use std::error::Error;
use std::io::Read;

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).ok_or("how many migrations are there?")?.parse()?;
    let mut client = Config::from_environment()?.connect()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    let applied = applier(version(count)).apply(&mut client)?;
    println!("{}", applied.migrations.len());
    Ok(())
}
