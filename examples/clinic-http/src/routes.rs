//! What can be asked: patients are registered and found, allergies noted, and what was known at a time is read.

use crate::Connections;
use crate::failure::{Failure, parsed, text};
use crate::schema::{AllergySeverity, Sex, query, query_scalar};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use migrate_runtime::types::{Date, Timestamptz, Uuid};
use serde_json::{Value, json};

pub(crate) fn routes(connections: Connections) -> Router {
    Router::new()
        .route("/patients", post(register))
        .route("/patients/named/{beginning}", get(find))
        .route("/patients/{id}/allergies", post(note_allergy))
        .route("/patients/{id}/allergies/at/{time}", get(allergies_at))
        .with_state(connections)
}

async fn register(State(connections): State<Connections>, Json(body): Json<Value>) -> Result<(StatusCode, Json<Value>), Failure> {
    let (first, last, phone) = (text(&body, "first_name")?, text(&body, "last_name")?, text(&body, "phone")?);
    let born: Date = parsed(text(&body, "date_of_birth")?, "date_of_birth")?;
    let sex = label(Sex::ALL, Sex::label, text(&body, "sex")?, "sex")?;
    // A pooled connection is reached through `Deref`.
    let db = connections.get().await?;
    let id = query_scalar!(
        r#"insert into patients ("firstName", "lastName", "dateOfBirth", sex, phone, "emergencyContactName", "emergencyContactPhone", "updatedAt")
           values (:first, :last, :born, :sex, :phone, '-', '-', localtimestamp) returning id"#
    )
    .fetch_one(&*db)
    .await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id.to_string() }))))
}

async fn find(State(connections): State<Connections>, Path(beginning): Path<String>) -> Result<Json<Value>, Failure> {
    let pattern = format!("{}%", beginning.replace(['%', '_', '\\'], ""));
    let db = connections.get().await?;
    let found = query!(
        r#"select id, "firstName", "lastName", "dateOfBirth" from patients where "lastName" ilike :pattern order by "lastName", "firstName""#
    )
    .fetch_all(&*db)
    .await?;
    let shown = found.into_iter().map(|it| {
        json!({ "id": it.id.to_string(), "name": format!("{} {}", it.first_name, it.last_name), "born": it.date_of_birth.to_string() })
    });
    Ok(Json(shown.collect()))
}

async fn note_allergy(
    State(connections): State<Connections>,
    Path(patient): Path<String>,
    Json(body): Json<Value>,
) -> Result<StatusCode, Failure> {
    let patient: Uuid = parsed(&patient, "id")?;
    let allergen = text(&body, "allergen")?;
    let severity = label(AllergySeverity::ALL, AllergySeverity::label, text(&body, "severity")?, "severity")?;
    let since: Timestamptz = parsed(text(&body, "since")?, "since")?;
    let db = connections.get().await?;
    query!(r#"insert into allergies ("patientId", allergen, severity, valid_from) values (:patient, :allergen, :severity, :since)"#)
        .execute(&*db)
        .await
        .map_err(|error| Failure::of_insert(&error, "this allergy is noted already"))?;
    Ok(StatusCode::CREATED)
}

async fn allergies_at(
    State(connections): State<Connections>,
    Path((patient, time)): Path<(String, String)>,
) -> Result<Json<Value>, Failure> {
    let (patient, time): (Uuid, Timestamptz) = (parsed(&patient, "id")?, parsed(&time, "time")?);
    let db = connections.get().await?;
    let known = query!(
        r#"select allergen, severity from allergies
           where "patientId" = :patient and valid_from <= :time and (valid_to is null or valid_to > :time) order by allergen"#
    )
    .fetch_all(&*db)
    .await?;
    let shown = known.into_iter().map(|it| json!({ "allergen": it.allergen, "severity": it.severity.map(AllergySeverity::label) }));
    Ok(Json(shown.collect()))
}

/// The member of an enum of the database that a label stands for.
fn label<T: Copy>(all: &[T], label_of: fn(T) -> &'static str, given: &str, name: &str) -> Result<T, Failure> {
    all.iter().copied().find(|it| label_of(*it) == given).ok_or_else(|| Failure::Request(format!("\"{name}\" cannot be read")))
}
