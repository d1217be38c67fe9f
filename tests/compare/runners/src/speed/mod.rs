//! How long does each tool take, beside one bare message a migration, on one server and in turn.

mod contestant;
pub(crate) mod memory;
mod proxy;

use crate::database::Database;
use crate::table::Table;
use contestant::{Contestant, Loaded};
use migrate_runners::chains::Chain;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;
const QUICK_ROUNDS: usize = 25;

/// A contestant with both chains, and what was measured of it.
struct Measured {
    thousand: Loaded,
    long: Loaded,
    times: Times,
    /// Of a first start, and of one where nothing is pending.
    trips: [u64; 2],
}

#[derive(Default)]
struct Times {
    thousand: Vec<Duration>,
    long: Vec<Duration>,
    nothing: Vec<Duration>,
}

impl Measured {
    fn new(contestant: Contestant) -> Self {
        let [thousand, long] = [Chain::Thousand, Chain::Long].map(|chain| Loaded::new(contestant, chain));
        Self { thousand, long, times: Times::default(), trips: [0, 0] }
    }

    fn title(&self) -> &'static str {
        self.thousand.contestant.title()
    }

    fn apply_long(&mut self) {
        let mut database = fresh("long");
        self.times.long.push(self.long.apply(&database.url, &|| ()));
        let rows = database.number("select count(*) from readings");
        assert_eq!(rows, 20_000, "{} left rows out", self.title());
    }

    fn apply_thousand(&mut self) {
        let mut database = fresh("thousand");
        self.times.thousand.push(self.thousand.apply(&database.url, &|| ()));
        let tables = database.number("select count(*) from pg_class where relkind = 'r' and relname like 'visits%'");
        assert_eq!(tables, 250, "{} left tables out", self.title());
    }
}

/// Everything that is measured.
pub(crate) fn table() -> String {
    let load = load_average();
    let mut measured: Vec<Measured> = Contestant::ALL.map(Measured::new).into();
    for round in 0..ROUNDS {
        in_turn(&mut measured, round).for_each(Measured::apply_long);
        in_turn(&mut measured, round).for_each(Measured::apply_thousand);
    }
    nothing_pending(&mut measured);
    let drift = drift();
    let peak = |contestant| [Chain::Thousand, Chain::Long].map(|chain| memory::measured(contestant, chain));
    let [[small, long], [small_async, long_async]] = [Contestant::Blocking, Contestant::Async].map(peak);
    format!(
        "{}\nThe check of a live schema against 200 computed tables takes {:.0} ms. A process that does nothing but apply takes at most \
         {small:.1} MB (async: {small_async:.1}) for the thousand migrations, and {long:.1} MB (async: {long_async:.1}) for the hundred thousand \
         lines, which are 2 MB of it.\nLoad average before {load}, after {}, of {} processors.\n",
        written(&measured),
        drift.as_secs_f64() * 1e3,
        load_average(),
        std::thread::available_parallelism().map_or(1, usize::from),
    )
}

/// Everyone once, and another one first in each round.
fn in_turn(measured: &mut [Measured], round: usize) -> impl Iterator<Item = &mut Measured> {
    let (late, early) = measured.split_at_mut(round % Contestant::ALL.len());
    early.iter_mut().chain(late)
}

/// A database that the server has nothing to write down of any more.
fn fresh(name: &str) -> Database {
    let mut database = Database::new(name);
    database.run("checkpoint");
    database
}

/// How long a start takes where everything is applied, and how often the server is asked.
fn nothing_pending(measured: &mut [Measured]) {
    let databases: Vec<Database> = (0..measured.len()).map(|at| fresh(&format!("nothing_{at}"))).collect();
    for (one, database) in measured.iter_mut().zip(&databases) {
        let proxy = proxy::Proxy::start();
        let url = database.url_through(proxy.port());
        for trips in &mut one.trips {
            one.thousand.apply(&url, &|| proxy.begin());
            *trips = proxy.trips();
        }
    }
    for _ in 0..QUICK_ROUNDS {
        for (one, database) in measured.iter_mut().zip(&databases) {
            one.times.nothing.push(one.thousand.apply(&database.url, &|| ()));
        }
    }
}

/// How long the comparison of the live schema with the computed one takes.
fn drift() -> Duration {
    let mut database = fresh("drift");
    let migrations = migrate_runners::tables::MIGRATIONS;
    migrations.apply(&mut database.client).unwrap_or_else(|error| panic!("the tables cannot be made: {error}"));
    let once = |database: &mut Database| {
        let since = Instant::now();
        let drift = migrations.drift(&mut database.client).unwrap_or_else(|error| panic!("the schema cannot be compared: {error}"));
        let took = since.elapsed();
        assert!(drift.differences().is_empty(), "nobody changed anything");
        took
    };
    median((0..QUICK_ROUNDS).map(|_| once(&mut database)).collect())
}

fn written(measured: &[Measured]) -> Table {
    let mut table = Table::new([
        "",
        "1,000 migrations",
        "beside bare",
        "round trips",
        "100,000 lines",
        "beside bare",
        "nothing pending",
        "round trips",
    ]);
    let bare = &measured[0].times;
    for one in measured {
        let ms = |times: &[Duration], digits: usize| format!("{:.digits$} ms", median(times.to_vec()).as_secs_f64() * 1e3);
        table.row([
            one.title().to_owned(),
            ms(&one.times.thousand, 0),
            format!("{:.2}", beside(&one.times.thousand, &bare.thousand)),
            one.trips[0].to_string(),
            ms(&one.times.long, 0),
            format!("{:.2}", beside(&one.times.long, &bare.long)),
            ms(&one.times.nothing, 1),
            one.trips[1].to_string(),
        ]);
    }
    table
}

/// The median of the ratios of runs in the same round, which a change of the machine's load meets alike.
fn beside(times: &[Duration], bare: &[Duration]) -> f64 {
    let mut ratios: Vec<f64> = times.iter().zip(bare).map(|(time, bare)| time.as_secs_f64() / bare.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|text| !text.is_empty()).unwrap_or("unknown").to_owned()
}
