//! diesel, over libpq.

use crate::Contestant;
use crate::by_hand::COLUMNS;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

diesel::table! {
    measurements (id) {
        id -> BigInt,
        patient_id -> BigInt,
        device -> Text,
        unit -> Text,
        value -> Double,
        quality -> Integer,
        valid -> Bool,
        note -> Nullable<Text>,
        taken_at -> Timestamptz,
        reference -> Uuid,
        corrected_value -> Nullable<Double>,
        batch -> Nullable<Integer>,
    }
}

pub(crate) struct Diesel {
    connection: PgConnection,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = measurements)]
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

/// The rows to write; making them is not what is measured.
static ROWS: LazyLock<Vec<Measurement>> = LazyLock::new(|| {
    let columns = &*COLUMNS;
    (0..columns.ids.len())
        .map(|at| Measurement {
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

impl Diesel {
    pub(crate) fn connect(url: &str) -> Self {
        LazyLock::force(&ROWS);
        Self { connection: PgConnection::establish(url).expect("the server answers") }
    }
}

impl Contestant for Diesel {
    fn name(&self) -> &'static str {
        "diesel"
    }

    fn one_row(&mut self, id: i64) {
        std::hint::black_box(measurements::table.find(id).first::<Measurement>(&mut self.connection).expect("there is the row"));
    }

    fn all_rows(&mut self) -> usize {
        std::hint::black_box(measurements::table.load::<Measurement>(&mut self.connection).expect("there are rows")).len()
    }

    /// diesel has no arrays of columns to insert from, and a statement takes 65,535 parameters.
    fn insert_rows(&mut self) {
        for part in ROWS.chunks(5_000) {
            diesel::insert_into(measurements::table).values(part).execute(&mut self.connection).expect("the rows are written");
        }
    }
}
