//! tokio-postgres as one writes it by hand: statements prepared beforehand, columns read by their numbers.

use crate::{Contestant, ROWS};
use chrono::{DateTime, Utc};
use std::sync::{Arc, LazyLock};
use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};
use uuid::Uuid;

pub(crate) struct ByHand<'r> {
    runtime: &'r Runtime,
    client: Arc<Client>,
    one: Statement,
    all: Statement,
    insert: Statement,
}

/// A row of the table.
#[expect(dead_code, reason = "what is compared is reading it")]
pub(crate) struct Measurement {
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

const NAMES: &str = "id, patient_id, device, unit, value, quality, valid, note, taken_at, reference, corrected_value, batch";

impl<'r> ByHand<'r> {
    pub(crate) fn connect(url: &str, runtime: &'r Runtime) -> Self {
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the server answers");
            runtime.spawn(connection);
            let one = client.prepare(&format!("select {NAMES} from measurements where id = $1")).await.expect("it prepares");
            let all = client.prepare(&format!("select {NAMES} from measurements")).await.expect("it prepares");
            let insert = format!(
                "insert into measurements ({NAMES}) select * from unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::float8[], \
                 $6::int4[], $7::bool[], $8::text[], $9::timestamptz[], $10::uuid[], $11::float8[], $12::int4[])"
            );
            let insert = client.prepare(&insert).await.expect("it prepares");
            Self { runtime, client: Arc::new(client), one, all, insert }
        })
    }
}

fn read(row: &Row) -> Measurement {
    Measurement {
        id: row.get(0),
        patient_id: row.get(1),
        device: row.get(2),
        unit: row.get(3),
        value: row.get(4),
        quality: row.get(5),
        valid: row.get(6),
        note: row.get(7),
        taken_at: row.get(8),
        reference: row.get(9),
        corrected_value: row.get(10),
        batch: row.get(11),
    }
}

impl Contestant for ByHand<'_> {
    fn name(&self) -> &'static str {
        "tokio-postgres, prepared"
    }

    fn one_row(&mut self, id: i64) {
        let row = self.runtime.block_on(self.client.query_one(&self.one, &[&id])).expect("there is the row");
        std::hint::black_box(read(&row));
    }

    fn all_rows(&mut self) -> usize {
        let rows = self.runtime.block_on(self.client.query(&self.all, &[])).expect("there are rows");
        std::hint::black_box(rows.iter().map(read).collect::<Vec<_>>()).len()
    }

    fn insert_rows(&mut self) {
        let columns = &*COLUMNS;
        let parameters: [&(dyn ToSql + Sync); 12] = [
            &columns.ids,
            &columns.patients,
            &columns.devices,
            &columns.units,
            &columns.values,
            &columns.qualities,
            &columns.valid,
            &columns.notes,
            &columns.times,
            &columns.references,
            &columns.corrected,
            &columns.batches,
        ];
        self.runtime.block_on(self.client.execute(&self.insert, &parameters)).expect("the rows are written");
    }
}

/// The rows to write, made once: making them is not what is measured.
pub(crate) static COLUMNS: LazyLock<Columns> = LazyLock::new(Columns::new);

/// The rows to write, column by column.
pub(crate) struct Columns {
    pub(crate) ids: Vec<i64>,
    pub(crate) patients: Vec<i64>,
    pub(crate) devices: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) values: Vec<f64>,
    pub(crate) qualities: Vec<i32>,
    pub(crate) valid: Vec<bool>,
    pub(crate) notes: Vec<Option<String>>,
    pub(crate) times: Vec<DateTime<Utc>>,
    pub(crate) references: Vec<Uuid>,
    pub(crate) corrected: Vec<Option<f64>>,
    pub(crate) batches: Vec<Option<i32>>,
}

impl Columns {
    fn new() -> Self {
        let ids: Vec<i64> = (1..=ROWS).collect();
        let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        Self {
            patients: ids.iter().map(|id| id % 100).collect(),
            devices: ids.iter().map(|id| format!("device {}", id % 17)).collect(),
            units: ids.iter().map(|_| "mmol/l".to_owned()).collect(),
            values: ids.iter().map(|id| *id as f64 / 7.0).collect(),
            qualities: ids.iter().map(|id| (id % 5) as i32).collect(),
            valid: ids.iter().map(|id| id % 3 == 0).collect(),
            notes: ids.iter().map(|id| (id % 4 == 0).then(|| format!("note {id}"))).collect(),
            times: ids.iter().map(|_| now).collect(),
            references: ids.iter().map(|id| Uuid::from_u128(*id as u128)).collect(),
            corrected: ids.iter().map(|id| (id % 9 == 0).then_some(1.5)).collect(),
            batches: ids.iter().map(|id| (id % 2 == 0).then_some(3)).collect(),
            ids,
        }
    }
}
