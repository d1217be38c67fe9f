//! Part of the clinic over HTTP: asynchronous, on pooled connections.
//!
//! `cargo run -p clinic-http` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed, or an embedded one.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

migrate_runtime::schema!();

mod failure;
mod routes;
#[cfg(test)]
mod talk;

use bb8_postgres::PostgresConnectionManager;
use bb8_postgres::bb8::Pool;
use bb8_postgres::tokio_postgres::NoTls;
use std::error::Error;
use std::future::Future;
use tokio::net::TcpListener;

/// Connections that requests borrow.
pub(crate) type Connections = Pool<PostgresConnectionManager<NoTls>>;

fn main() -> Result<(), Box<dyn Error>> {
    on_a_scratch_database("clinic_http_example", |url| async move {
        let listener = TcpListener::bind("127.0.0.1:3000").await?;
        println!("the clinic listens on http://{}", listener.local_addr()?);
        serve(listener, &url).await
    })
}

/// Runs something with the URL of an empty database. What starts a server blocks, so it runs before there is a runtime.
fn on_a_scratch_database<T, F>(name: &str, run: impl FnOnce(String) -> F) -> Result<T, Box<dyn Error>>
where
    F: Future<Output = Result<T, Box<dyn Error>>>,
{
    let server = migrate_runtime::testing::Server::get();
    drop(server.fresh_database(name));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(run(server.url_of(name)));
    // The connections of the pool end with it.
    drop(runtime);
    server.drop_database(name);
    done
}

/// Brings the database to the schema of the program, then answers requests.
async fn serve(listener: TcpListener, url: &str) -> Result<(), Box<dyn Error>> {
    let manager = PostgresConnectionManager::new_from_stringlike(url, NoTls)?;
    let connections = Pool::builder().max_size(4).build(manager).await?;
    schema::MIGRATIONS.apply(&mut *connections.get().await?).await?;
    axum::serve(listener, routes::routes(connections)).await?;
    Ok(())
}

#[test]
fn patients_are_registered_found_and_remembered() -> Result<(), Box<dyn Error>> {
    on_a_scratch_database("clinic_http_test", |url| async move {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        // The server ends with the runtime, and so does the pool.
        let ask = async {
            let mary = r#"{"first_name": "Mary", "last_name": "Seacole", "date_of_birth": "1805-11-23", "sex": "female", "phone": "0201"}"#;
            let (status, registered) = talk::ask(address, "POST", "/patients", mary).await?;
            assert_eq!(status, 201, "{registered}");
            let id = registered["id"].as_str().unwrap_or_default();
            let (status, found) = talk::ask(address, "GET", "/patients/named/sea", "").await?;
            assert_eq!((status, found[0]["id"].as_str(), found[0]["born"].as_str()), (200, Some(id), Some("1805-11-23")));
            let path = format!("/patients/{id}/allergies");
            let note = r#"{"allergen": "penicillin", "severity": "severe", "since": "2025-03-03T09:00:00Z"}"#;
            assert_eq!(talk::ask(address, "POST", &path, note).await?.0, 201);
            let (status, refused) = talk::ask(address, "POST", &path, note).await?;
            assert_eq!((status, refused["error"].as_str()), (409, Some("this allergy is noted already")));
            let known = talk::ask(address, "GET", &format!("{path}/at/2025-04-01T12:00:00Z"), "").await?.1;
            assert_eq!(known[0]["allergen"].as_str(), Some("penicillin"));
            let before = talk::ask(address, "GET", &format!("{path}/at/2025-01-01T12:00:00Z"), "").await?.1;
            assert_eq!(before.as_array().map(Vec::len), Some(0));
            let (status, refused) = talk::ask(address, "POST", "/patients", r#"{"first_name": "John"}"#).await?;
            assert_eq!((status, refused["error"].as_str()), (400, Some("\"last_name\" is missing")));
            assert_eq!(talk::ask(address, "GET", "/patients/no-id/allergies/at/2025-01-01T12:00:00Z", "").await?.0, 400);
            Ok(())
        };
        let serve = async { serve(listener, &url).await };
        tokio::select! {
            done = ask => done,
            ended = serve => Err(ended.err().unwrap_or_else(|| "the server ended".into())),
        }
    })
}
