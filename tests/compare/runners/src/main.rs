//! What becomes of a database under migrate, sqlx, refinery and diesel where things go wrong, and how long do they take where nothing does.
//!
//! Without an argument both tables are printed; `behaviour` and `speed` print one of them. The server is that of `DATABASE_URL`, or one that is
//! found on the machine and started for this.

mod cases;
mod database;
mod folder;
mod speed;
mod starter;
mod table;
mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => {
            println!("{}", cases::table());
            println!("{}", speed::table());
        }
        ["behaviour"] => println!("{}", cases::table()),
        ["speed"] => println!("{}", speed::table()),
        // What the program starts itself: a starter of a tool, and a process whose memory is measured.
        ["start", tool, folder, url] => starter::run(tool, folder, url),
        ["memory", contestant, chain, url] => speed::memory::run(contestant, chain, url),
        _ => {
            eprintln!("usage: migrate-runners [behaviour | speed]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
