//! sqlx, with its statement cache and one connection.

use crate::Contestant;
use crate::by_hand::COLUMNS;
use chrono::{DateTime, Utc};
use sqlx::{Connection, FromRow, PgConnection};
use tokio::runtime::Runtime;
use uuid::Uuid;

pub(crate) struct Sqlx<'r> {
    runtime: &'r Runtime,
    connection: PgConnection,
}

#[expect(dead_code, reason = "what is compared is reading it")]
#[derive(FromRow)]
struct Measurement {
    id: i64,
    patient_id: i64,
    device: String,
    unit: String,
    value: f64,
    quality: i32,
    valid: bool,
    note: Option<String>,
    taken_at: DateTime<Utc>,
    reference: Uuid,
    corrected_value: Option<f64>,
    batch: Option<i32>,
}

impl<'r> Sqlx<'r> {
    pub(crate) fn connect(url: &str, runtime: &'r Runtime) -> Self {
        let connection = runtime.block_on(PgConnection::connect(url)).expect("the server answers");
        Self { runtime, connection }
    }
}

impl Contestant for Sqlx<'_> {
    fn name(&self) -> &'static str {
        "sqlx"
    }

    fn one_row(&mut self, id: i64) {
        let query = sqlx::query_as::<_, Measurement>("select * from measurements where id = $1").bind(id);
        std::hint::black_box(self.runtime.block_on(query.fetch_one(&mut self.connection)).expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        let query = sqlx::query_as::<_, Measurement>("select * from measurements");
        std::hint::black_box(self.runtime.block_on(query.fetch_all(&mut self.connection)).expect("there are rows")).len()
    }

    fn insert_rows(&mut self) {
        let columns = &*COLUMNS;
        let query = sqlx::query(
            "insert into measurements select * from unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::float8[], $6::int4[], $7::bool[], \
             $8::text[], $9::timestamptz[], $10::uuid[], $11::float8[], $12::int4[])",
        )
        .bind(&columns.ids)
        .bind(&columns.patients)
        .bind(&columns.devices)
        .bind(&columns.units)
        .bind(&columns.values)
        .bind(&columns.qualities)
        .bind(&columns.valid)
        .bind(&columns.notes)
        .bind(&columns.times)
        .bind(&columns.references)
        .bind(&columns.corrected)
        .bind(&columns.batches);
        self.runtime.block_on(query.execute(&mut self.connection)).expect("the rows are written");
    }
}
