//! How long do one row, 10,000 rows and the insertion of 10,000 rows take, beside tokio-postgres by hand, sqlx and diesel, on one server.
//!
//! `DATABASE_URL` names the server; a table `measurements` is made there and dropped again. Each figure is the median of runs taken in turn.

mod by_hand;
mod ours;
mod with_diesel;
mod with_sqlx;

use std::time::{Duration, Instant};

migrate_runtime::schema!();

/// How many rows the large cases read and write.
pub(crate) const ROWS: i64 = 10_000;
const ROUNDS: usize = 15;
const SINGLE_ROWS: usize = 2_000;

/// What every contestant does.
pub(crate) trait Contestant {
    /// The name in the table.
    fn name(&self) -> &'static str;
    /// Reads one row by its key.
    fn one_row(&mut self, id: i64);
    /// Reads every row.
    fn all_rows(&mut self) -> usize;
    /// Writes the rows; the table is empty before.
    fn insert_rows(&mut self);
}

fn main() {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL names the server");
    let mut admin = postgres::Client::connect(&url, postgres::NoTls).expect("the server answers");
    admin.batch_execute("drop table if exists measurements").expect("the table can be dropped");
    admin.batch_execute(include_str!("../migrations/001_create_measurements.sql")).expect("the table can be made");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let mut contestants: Vec<Box<dyn Contestant>> = vec![
        Box::new(ours::Sync::connect(&url)),
        Box::new(ours::Cached::connect(&url)),
        Box::new(ours::Async::connect(&url, &runtime)),
        Box::new(ours::CachedAsync::connect(&url, &runtime)),
        Box::new(by_hand::ByHand::connect(&url, &runtime)),
        Box::new(with_sqlx::Sqlx::connect(&url, &runtime)),
        Box::new(with_diesel::Diesel::connect(&url)),
    ];
    let mut times = vec![[const { Vec::new() }; 3]; contestants.len()];
    for _ in 0..ROUNDS {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            admin.batch_execute("truncate measurements").expect("the table can be emptied");
            times[2].push(time(|| contestant.insert_rows()));
            times[1].push(time(|| assert_eq!(contestant.all_rows(), ROWS as usize)));
            times[0].push(time(|| (0..SINGLE_ROWS).for_each(|at| contestant.one_row(at as i64 + 1))) / SINGLE_ROWS as u32);
        }
    }
    println!("{:28} {:>12} {:>14} {:>16}", "", "one row, us", "10,000 rows, ms", "10,000 inserts, ms");
    for (contestant, times) in contestants.iter().zip(times) {
        let [one, all, insert] = times.map(median);
        println!(
            "{:28} {:>12.1} {:>14.2} {:>16.2}",
            contestant.name(),
            one.as_secs_f64() * 1e6,
            all.as_secs_f64() * 1e3,
            insert.as_secs_f64() * 1e3
        );
    }
    admin.batch_execute("drop table measurements").expect("the table can be dropped");
}

fn time(run: impl FnOnce()) -> Duration {
    let since = Instant::now();
    run();
    since.elapsed()
}

fn median(mut values: Vec<Duration>) -> Duration {
    values.sort();
    values[values.len() / 2]
}
