//! This product: in one round trip without preparing, and with statements that are prepared once; blocking and not.

use crate::Contestant;
use crate::by_hand::COLUMNS;
use crate::schema::{Measurement, NewMeasurement, query_as};
use std::sync::LazyLock;
use tokio::runtime::Runtime;

pub(crate) struct Sync(postgres::Client);

pub(crate) struct Cached(migrate_runtime::Cached<Box<postgres::Client>>);

pub(crate) struct Async<'r> {
    runtime: &'r Runtime,
    client: tokio_postgres::Client,
}

pub(crate) struct CachedAsync<'r> {
    runtime: &'r Runtime,
    client: migrate_runtime::Cached<Box<tokio_postgres::Client>>,
}

impl Sync {
    pub(crate) fn connect(url: &str) -> Self {
        LazyLock::force(&ROWS);
        Self(postgres::Client::connect(url, postgres::NoTls).expect("the server answers"))
    }
}

impl Cached {
    pub(crate) fn connect(url: &str) -> Self {
        Self(migrate_runtime::Cached::new(Box::new(Sync::connect(url).0)))
    }
}

impl<'r> Async<'r> {
    pub(crate) fn connect(url: &str, runtime: &'r Runtime) -> Self {
        let (client, connection) = runtime.block_on(tokio_postgres::connect(url, tokio_postgres::NoTls)).expect("the server answers");
        runtime.spawn(connection);
        Self { runtime, client }
    }
}

impl<'r> CachedAsync<'r> {
    pub(crate) fn connect(url: &str, runtime: &'r Runtime) -> Self {
        let Async { runtime, client } = Async::connect(url, runtime);
        Self { runtime, client: migrate_runtime::Cached::new(Box::new(client)) }
    }
}

/// The rows to write; making them is not what is measured.
static ROWS: LazyLock<Vec<NewMeasurement>> = LazyLock::new(|| {
    let columns = &*COLUMNS;
    (0..columns.ids.len())
        .map(|at| NewMeasurement {
            id: columns.ids[at],
            patient_id: columns.patients[at],
            device: columns.devices[at].clone(),
            unit: columns.units[at].clone(),
            value: columns.values[at],
            quality: columns.qualities[at],
            valid: columns.valid[at],
            note: columns.notes[at].clone(),
            taken_at: columns.times[at],
            reference: columns.references[at],
            corrected_value: columns.corrected[at],
            batch: columns.batches[at],
        })
        .collect()
});

impl Contestant for Sync {
    fn name(&self) -> &'static str {
        "migrate, blocking"
    }

    fn one_row(&mut self, id: i64) {
        let row = query_as!(Measurement, "select * from measurements where id = $1", id).fetch_one(&mut self.0);
        std::hint::black_box(row.expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        let rows = query_as!(Measurement, "select * from measurements").fetch_all(&mut self.0);
        std::hint::black_box(rows.expect("there are rows")).len()
    }

    fn insert_rows(&mut self) {
        NewMeasurement::insert_all(&ROWS).execute(&mut self.0).expect("the rows are written");
    }
}

impl Contestant for Cached {
    fn name(&self) -> &'static str {
        "migrate, blocking, cached"
    }

    fn one_row(&mut self, id: i64) {
        let row = query_as!(Measurement, "select * from measurements where id = $1", id).fetch_one(&mut self.0);
        std::hint::black_box(row.expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        let rows = query_as!(Measurement, "select * from measurements").fetch_all(&mut self.0);
        std::hint::black_box(rows.expect("there are rows")).len()
    }

    fn insert_rows(&mut self) {
        NewMeasurement::insert_all(&ROWS).execute(&mut self.0).expect("the rows are written");
    }
}

impl Contestant for Async<'_> {
    fn name(&self) -> &'static str {
        "migrate, async, copied"
    }

    fn one_row(&mut self, id: i64) {
        let row = self.runtime.block_on(query_as!(Measurement, "select * from measurements where id = $1", id).fetch_one(&self.client));
        std::hint::black_box(row.expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        let rows = self.runtime.block_on(query_as!(Measurement, "select * from measurements").fetch_all(&self.client));
        std::hint::black_box(rows.expect("there are rows")).len()
    }

    fn insert_rows(&mut self) {
        self.runtime.block_on(NewMeasurement::copy_all(&ROWS).execute(&self.client)).expect("the rows are written");
    }
}

impl Contestant for CachedAsync<'_> {
    fn name(&self) -> &'static str {
        "migrate, async, cached"
    }

    fn one_row(&mut self, id: i64) {
        let row = self.runtime.block_on(query_as!(Measurement, "select * from measurements where id = $1", id).fetch_one(&self.client));
        std::hint::black_box(row.expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        let rows = self.runtime.block_on(query_as!(Measurement, "select * from measurements").fetch_all(&self.client));
        std::hint::black_box(rows.expect("there are rows")).len()
    }

    fn insert_rows(&mut self) {
        self.runtime.block_on(NewMeasurement::insert_all(&ROWS).execute(&self.client)).expect("the rows are written");
    }
}
