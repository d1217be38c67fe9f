//! Which narratives are like another one, where the server has pgvector: a second chain, whose queries are checked against it alone.

use crate::similarity::{self, insert, query, query_scalar};
use migrate_runtime::Error;
use migrate_runtime::types::Uuid;
use pgvector::Vector;
use postgres::Client;
use std::io::Write;

/// What made the vectors: those of two models have nothing to do with each other.
const MODEL: &str = "by-hand-4";

/// Whether the extension can be made here.
pub(crate) fn is_served(db: &mut Client) -> Result<bool, Error> {
    query_scalar!("select exists (select from pg_available_extensions where name = 'vector')").fetch_one(db)
}

/// Keeps what the model makes of a narrative.
pub(crate) fn keep(db: &mut Client, narrative: Uuid, embedding: &[f32]) -> Result<(), Error> {
    let vector = Vector::from(embedding.to_vec());
    insert!(similarity.narrative_vectors { narrative_id: narrative, model: MODEL, embedding: vector }).execute(db)?;
    Ok(())
}

/// The narratives that are most like a vector, with how far they are from it: 0 where both point the same way.
pub(crate) fn nearest(db: &mut Client, wanted: &[f32], count: i64) -> Result<Vec<(Uuid, f64)>, Error> {
    let (wanted, model) = (Vector::from(wanted.to_vec()), MODEL);
    let found = query!(
        "select narrative_id, embedding <=> :wanted as distance
         from similarity.narrative_vectors
         where model = :model
         order by embedding <=> :wanted
         limit :count"
    )
    .fetch_all(db)?;
    Ok(found.into_iter().map(|near| (near.narrative_id, near.distance.unwrap_or(f64::NAN))).collect())
}

/// Applies the second chain and asks it something; on a server without pgvector that is said, and all else goes on.
pub(crate) fn compare(db: &mut Client, out: &mut dyn Write) -> Result<(), Box<dyn std::error::Error>> {
    if !is_served(db)? {
        writeln!(out, "no narratives are compared: the server has no pgvector")?;
        return Ok(());
    }
    let applied = similarity::MIGRATIONS.apply(&mut *db)?;
    writeln!(out, "{} migrations for similarity applied", applied.migrations.len())?;
    for (number, embedding) in [[1.0, 0.0, 0.0, 0.0], [0.9, 0.1, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]].iter().enumerate() {
        keep(db, Uuid::from_u128(number as u128 + 1), embedding)?;
    }
    for (narrative, distance) in nearest(db, &[1.0, 0.2, 0.0, 0.0], 2)? {
        writeln!(out, "narrative {} is near: {distance:.3}", narrative.as_u128())?;
    }
    Ok(())
}
